//! The simulation's options and its answer (`splitway/simulation@1`).

use serde::{Deserialize, Serialize};

/// The `format` of a simulation.
pub const FORMAT: &str = "splitway/simulation@1";

/// How to simulate.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulateOptions {
    /// Whom a node or link serves first; `fifo` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discipline: Option<Discipline>,
    /// Where a job that arrives is sent; `backlog-aware` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<OnlinePolicy>,
    /// The id of the node of `all-at-node`; by default the one with the smallest weighted mean
    /// latency of the jobs alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// When jobs arrive; `poisson` by default if there is a rate, else `given`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrivals: Option<Arrivals>,
    /// The rate of Poisson arrivals, above 0, in jobs per second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs_per_second: Option<f64>,
    /// How many jobs arrive in a Poisson process; 2,000 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs: Option<usize>,
    /// The seed of the Poisson arrivals; by default the scenario's, else 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
    /// The share of the jobs, from 0 to below 1, that arrive before the statistics begin; 0.1 by
    /// default for Poisson arrivals, 0 for given ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warm_up_share: Option<f64>,
    /// Also answer when each job arrived and was done.
    #[serde(default)]
    pub trace: bool,
}

/// Whom a resource serves first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Discipline {
    /// Who comes first to the resource, without interruption; of those who come at the same
    /// instant, the higher job. Every layer is a piece of work of its own: between two layers of
    /// one job, those who wait are served.
    #[default]
    Fifo,
    /// The higher job, which interrupts lower ones; they resume later. Of jobs that arrive in a
    /// simulation the earlier is higher.
    Priority,
}

/// Where a job that arrives is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OnlinePolicy {
    /// The plan that is best behind the work of the jobs that are at each node and link when the
    /// job arrives, which drains while it is on its way.
    #[default]
    BacklogAware,
    /// The plan that would be best if nothing else were there.
    BacklogBlind,
    /// All layers on the job's source; the answer goes the way that is shortest alone.
    AllAtSource,
    /// All layers on one node; the tensors go the ways that are shortest alone.
    AllAtNode,
    /// The first layers on the source, the others on one other node, as is best for the job alone
    /// (Neurosurgeon).
    BestSingleSplit,
}

/// When jobs arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Arrivals {
    /// Each job of the scenario once, at its release.
    Given,
    /// At random, at a constant rate; which of the scenario's jobs it is, is drawn with
    /// probabilities proportional to their weights.
    Poisson,
}

/// How far a simulation has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulationProgress {
    /// The share of the jobs that are done, from 0 to 1; at 1 the simulation is over.
    pub share: f64,
    /// Events so far: a job arrives, comes to a resource, is served, or is done.
    pub events: usize,
    /// Jobs that are done.
    pub jobs: usize,
}

/// What happened in a simulation, or has happened so far.
///
/// Statistics are of the *measured* jobs, those that arrive after the warm-up, and of the
/// *measured time*: from the arrival of the first measured job to the last arrival if they are
/// Poisson, else to the last completion. What nothing is known of is null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Simulation {
    /// Always `splitway/simulation@1`.
    pub format: String,
    /// Whom the resources served first.
    pub discipline: Discipline,
    /// Where jobs were sent.
    pub policy: OnlinePolicy,
    /// The id of the node of `all-at-node`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// When jobs arrived.
    pub arrivals: Arrivals,
    /// Jobs that have arrived.
    pub arrived: usize,
    /// Jobs whose answer has reached its destination.
    pub finished: usize,
    /// Measured jobs that are done: those that the latencies are of.
    pub measured: usize,
    /// When the measured time begins, in seconds.
    pub start_seconds: f64,
    /// When it ends, in seconds.
    pub end_seconds: f64,
    /// Latencies of the measured jobs.
    pub latency: Latency,
    /// Jobs done per second of the measured time.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub throughput_per_second: Option<f64>,
    /// Jobs on their way, averaged over the measured time.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub mean_jobs: Option<f64>,
    /// How busy every node and link is that was used, nodes first, in file order.
    pub utilisation: Vec<Utilisation>,
    /// Whether the network keeps up with Poisson arrivals; absent for given ones. It does not if
    /// some node or link gets a second of work or more per second (known of all policies but
    /// `backlog-aware`), nor if of n jobs that arrived in the measured time, so many pile up that
    /// the mean number on their way in its last third is more than √n, and more than a quarter,
    /// above that of its middle third: at the edge of stability chance alone piles up about √n.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stable: Option<bool>,
    /// Why the statistics depend on how long one simulates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// When each job arrived and was done, on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<SimulationTrace>,
    /// Events so far.
    pub events: usize,
}

/// Statistics of latencies, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Latency {
    /// The mean.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub mean_seconds: Option<f64>,
    /// Half the width of the mean's 95 % confidence interval, by batch means; null for given
    /// arrivals, where nothing is random, and for fewer than 10 jobs a batch.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub mean_half_width_seconds: Option<f64>,
    /// Into how many batches of successive jobs the interval divides them.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub batches: Option<usize>,
    /// The median.
    pub p50: Percentile,
    /// 9 in 10 jobs take no longer.
    pub p90: Percentile,
    /// 19 in 20 jobs take no longer.
    pub p95: Percentile,
    /// 99 in 100 jobs take no longer.
    pub p99: Percentile,
    /// The longest.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub max_seconds: Option<f64>,
}

/// A percentile with its 95 % confidence interval, in seconds.
///
/// The interval is that of the order statistics of independent latencies; those of successive
/// jobs are alike where queues are long, and it is then too narrow. Null for given arrivals, and
/// where there are too few jobs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Percentile {
    /// The smallest latency that so many in a hundred do not exceed.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub seconds: Option<f64>,
    /// The interval's lower end.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub lower_seconds: Option<f64>,
    /// The interval's upper end.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub upper_seconds: Option<f64>,
}

/// How busy one node or one directed link is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Utilisation {
    /// The node's id; absent for a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// The index of the directed link, after `bothWays` is expanded; absent for a node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<usize>,
    /// The share of the measured time, from 0 to 1, during which it works, at the backlog too.
    pub busy_share: f64,
}

/// When each job that is done arrived and was done; three series, in the order of arrival.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SimulationTrace {
    /// Which of the scenario's jobs it is, from 0.
    pub jobs: Vec<u32>,
    /// When it arrived.
    pub arrival_seconds: Vec<f64>,
    /// When its answer was at the destination.
    pub completion_seconds: Vec<f64>,
}
