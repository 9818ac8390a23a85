//! The plan file (`splitway/plan@1`): one job's answer, step by step.

use crate::scenario::Wait;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// The `format` of a plan.
pub const FORMAT: &str = "splitway/plan@1";

/// Where every layer of a job runs, which links its tensors take, and when.
///
/// All times are absolute seconds; the job starts at its release.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Plan {
    /// Always `splitway/plan@1`.
    pub format: String,
    /// The job's id.
    pub job: String,
    /// Last arrival − release, in seconds.
    pub latency_seconds: f64,
    /// How backlogs were charged.
    pub wait: Wait,
    /// Whether this is the optimum of the model as given.
    pub exact: bool,
    /// Where it is not: the layers that were searched in the file's order alone, as their orders
    /// are too many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ordered_blocks: Vec<LayerRange>,
    /// The parts of the latency; they add up to it.
    pub breakdown: Breakdown,
    /// The id of the node that runs each layer, in the order of the layers.
    pub placement: Vec<String>,
    /// What happens, in time order; waiting is the gap between steps.
    pub steps: Vec<Step>,
    /// Energy in joules; null where a node lacks `watts` or a link `joulesPerBit`.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub energy_joules: Option<f64>,
    /// Price in money; null where a node lacks `pricePerSecond` or a link `pricePerByte`.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub price: Option<f64>,
    /// The busiest resource's seconds per inference, the inverse of the pipeline's throughput.
    pub period_seconds: f64,
    /// How the answer was found.
    pub statistics: Statistics,
    /// Proof of the optimum, on request. An answer that is not exact carries none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
}

/// Layers of a model that stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LayerRange {
    /// The first layer's number, from 1.
    pub first_layer: usize,
    /// The last layer's number.
    pub last_layer: usize,
}

/// The parts of a latency, in seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Breakdown {
    /// Running layers.
    pub compute_seconds: f64,
    /// Putting bits on links.
    pub transmission_seconds: f64,
    /// Bits travelling along links.
    pub propagation_seconds: f64,
    /// Standing behind backlogs.
    pub waiting_seconds: f64,
}

/// One thing that happens to the job.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    tag = "kind",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub enum Step {
    /// A layer runs on a node.
    Compute {
        /// The node's id.
        node: String,
        /// The layer's number, its place in the file from 1.
        layer: usize,
        /// When it starts to run, in seconds.
        start_seconds: f64,
        /// When it is done, in seconds.
        end_seconds: f64,
        /// [start, end] of each piece, where higher jobs interrupted it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pieces: Vec<(f64, f64)>,
    },
    /// What is live crosses a link: a tensor, or several together.
    Transfer {
        /// The id of the node that sends.
        from: String,
        /// The id of the node that receives.
        to: String,
        /// The index of the directed link, after `bothWays` is expanded in file order.
        link: usize,
        /// How many layers are done.
        after_layer: usize,
        /// Size of what moves: the tensors that are live.
        bytes: f64,
        /// When the first bit is sent, in seconds.
        start_seconds: f64,
        /// When the last bit is sent, in seconds.
        end_seconds: f64,
        /// When the last bit arrives, in seconds.
        arrive_seconds: f64,
        /// [start, end] of each piece, where higher jobs interrupted it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pieces: Vec<(f64, f64)>,
    },
}

/// The fields of all kinds of steps: derived code for a tagged enum would buffer every step.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StepFields {
    kind: StepKind,
    node: Option<String>,
    layer: Option<usize>,
    from: Option<String>,
    to: Option<String>,
    link: Option<usize>,
    after_layer: Option<usize>,
    bytes: Option<f64>,
    start_seconds: f64,
    end_seconds: f64,
    arrive_seconds: Option<f64>,
    #[serde(default)]
    pieces: Vec<(f64, f64)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum StepKind {
    Compute,
    Transfer,
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Step, D::Error> {
        let fields = StepFields::deserialize(deserializer)?;
        let kind = match fields.kind {
            StepKind::Compute => "compute",
            StepKind::Transfer => "transfer",
        };
        fields.step().ok_or_else(|| {
            D::Error::custom(format_args!(
                "a {kind} step has just the fields of its kind"
            ))
        })
    }
}

impl StepFields {
    fn step(self) -> Option<Step> {
        match self {
            StepFields {
                kind: StepKind::Compute,
                from: None,
                to: None,
                link: None,
                after_layer: None,
                bytes: None,
                arrive_seconds: None,
                ..
            } => Some(Step::Compute {
                node: self.node?,
                layer: self.layer?,
                start_seconds: self.start_seconds,
                end_seconds: self.end_seconds,
                pieces: self.pieces,
            }),
            StepFields {
                kind: StepKind::Transfer,
                node: None,
                layer: None,
                ..
            } => Some(Step::Transfer {
                from: self.from?,
                to: self.to?,
                link: self.link?,
                after_layer: self.after_layer?,
                bytes: self.bytes?,
                start_seconds: self.start_seconds,
                end_seconds: self.end_seconds,
                arrive_seconds: self.arrive_seconds?,
                pieces: self.pieces,
            }),
            _ => None,
        }
    }
}

/// How large the search was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Statistics {
    /// Vertices of the whole layered graph.
    pub layered_vertices: usize,
    /// Arcs of the whole layered graph.
    pub layered_arcs: usize,
    /// Vertices that got a label.
    pub settled_vertices: usize,
    /// Transfer arcs that were looked at, repeats included.
    pub relaxed_arcs: usize,
    /// Time of the solve in microseconds; null where nobody measured it.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub solve_microseconds: Option<f64>,
}

/// Potentials that prove a plan's optimality: no arc of the layered graph, entered at its tail's
/// potential, arrives before its head's; the source has the release, the target the arrival.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Certificate {
    /// Seconds, one row per copy of the layered graph, one column per node in file order. Copy l of a
    /// chain comes after l layers. Of any model there is one for each set of layers that can be done
    /// at one time, breadth first: from the empty set on, from each set in turn, layers are added in
    /// file order.
    pub potential_seconds: Vec<Vec<f64>>,
    /// The same for the computing vertices that `additive` waits with node backlogs have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computing_potential_seconds: Option<Vec<Vec<f64>>>,
}
