//! The schedule file (`splitway/schedule@1`): when each of many jobs runs where.

use crate::plan::Plan;
use crate::scenario::{Method, Mode, Objective};
use serde::{Deserialize, Serialize};

/// The `format` of a schedule.
pub const FORMAT: &str = "splitway/schedule@1";

/// Plans of many jobs that share a network, by strict priority.
///
/// All times are absolute seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Schedule {
    /// Always `splitway/schedule@1`.
    pub format: String,
    /// What was minimised: the weighted mean latency or the largest one.
    pub objective: Objective,
    /// `exact`: the plans' times are those that happen; `bound`: they are upper bounds of these.
    pub mode: Mode,
    /// How the order was found; null where it was given.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::method_or_null")
    )]
    pub method: Option<Method>,
    /// The objective in seconds; 0 without jobs.
    pub value: f64,
    /// No schedule of these jobs, whatever its order and plans, has a smaller value, in seconds.
    pub lower_bound: f64,
    /// Whether nothing smaller is possible: with `exhaustive` over all orders in which every job
    /// takes its own earliest plan; at the lower bound over all schedules.
    pub proven: bool,
    /// The ids of the jobs, highest priority first.
    pub order: Vec<String>,
    /// The jobs' plans, in that order.
    pub plans: Vec<Plan>,
    /// When every node and link that is used is busy, nodes first, in file order.
    pub resources: Vec<Resource>,
    /// Jobs that have no plan, where these were to be left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<Skipped>,
    /// What simpler policies give for the same jobs, on request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub baselines: Vec<Baseline>,
    /// How the schedule was found.
    pub statistics: ScheduleStatistics,
}

/// When one node or one directed link is busy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resource {
    /// The node's id; absent for a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// The index of the directed link, after `bothWays` is expanded; absent for a node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<usize>,
    /// [start, end, job id] of each piece of work, in time order; null is the backlog.
    pub busy: Vec<(f64, f64, Option<String>)>,
}

/// A job that was left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Skipped {
    /// The job's id.
    pub job: String,
    /// The code of the error that routing it alone gives.
    pub code: String,
    /// Its message.
    pub message: String,
    /// Its JSON pointer into the scenario.
    pub path: String,
}

/// A simpler policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Every job runs all of its layers on its source.
    AllAtSource,
    /// All jobs run all of their layers on one node, the best one for the objective.
    AllAtBestNode,
    /// Every job is split once, between its source and one other node (Neurosurgeon).
    BestSingleSplit,
    /// Every job takes the plan that would be best if nothing else were there.
    BacklogBlind,
    /// Greedy with the paper's additive waits; the value is what then happens.
    BoundGreedy,
}

/// What a simpler policy gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Baseline {
    /// The policy.
    pub policy: Policy,
    /// The objective in seconds; null where some job has no plan under the policy.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub value: Option<f64>,
    /// The id of the node that the policy chose, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
}

/// How much work a schedule took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScheduleStatistics {
    /// Single-job searches.
    pub routes: usize,
    /// Single-job searches that greedy would take without laziness, n(n+1)/2.
    pub plain_routes: u64,
    /// Moves that the local search tried, or orders that branch and bound looked at.
    pub moves: usize,
    /// Vertices of layered graphs that got a label.
    pub settled_vertices: u64,
    /// Time in microseconds; null where nobody measured it.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub solve_microseconds: Option<f64>,
}

/// How to schedule; what is absent comes from the scenario.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScheduleOptions {
    /// How jobs wait for each other; `exact` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// How the order is searched; `greedy` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// What is minimised; `mean` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<Objective>,
    /// The ids of all jobs, highest priority first, in place of a method that finds the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<String>>,
    /// The seed of `anneal`; 1 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
    /// How many moves `anneal` tries; by default about as many as take a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moves: Option<usize>,
    /// Leave jobs without a plan out, and name them, instead of failing.
    #[serde(default)]
    pub skip_unroutable: bool,
    /// Also compute what simpler policies give.
    #[serde(default)]
    pub baselines: bool,
}

/// How far a search has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Progress {
    /// The share of the work that is done, from 0 to 1.
    pub share: f64,
    /// The objective of the best schedule so far, in seconds; null before there is one.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub value: Option<f64>,
    /// The lower bound in seconds.
    pub lower_bound: f64,
    /// Moves that were tried, orders that were looked at, or jobs that were fixed.
    pub moves: usize,
}
