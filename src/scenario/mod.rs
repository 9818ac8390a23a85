//! The scenario file (`splitway/scenario@1`): a network, models and jobs, with units in the names.
//!
//! These structs *are* the format: they read and write the JSON, and the JSON Schema and the
//! TypeScript types of the npm package are made from them. Decimal prefixes; every number is
//! finite and ≥ 0.

mod dataflow;
mod jobs;
mod read;
mod validate;
mod validate_model;
mod work;

pub(crate) use dataflow::Dataflow;
pub use read::FORMAT;
pub(crate) use validate::check_pins;
pub(crate) use work::{check_work, model_of};

use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A network, the models that run on it, and the jobs to route.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scenario {
    /// Where the JSON Schema of the format is, for editors; not used otherwise.
    #[serde(default, rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `splitway/scenario@1`.
    pub format: String,
    /// The computers and the links between them.
    pub network: Network,
    /// The neural networks that jobs refer to.
    #[serde(default)]
    pub models: Vec<Model>,
    /// The inferences to route.
    #[serde(default)]
    pub jobs: Vec<Job>,
    /// How to solve; call options and command-line flags override these.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub options: Options,
}

/// Computers joined by directed links.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Network {
    /// A name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The computers; at least one.
    pub nodes: Vec<Node>,
    /// The links; parallel links between the same two nodes are distinct.
    #[serde(default)]
    pub links: Vec<Link>,
}

/// A computer, or a relay that can run nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Node {
    /// Unique within the network.
    pub id: String,
    /// A name for people; the id where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Sustained compute rate in FLOP/s (a multiply-add counts 2); 0 is a relay.
    pub flop_per_second: f64,
    /// Work already queued here at time 0, in FLOP.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub backlog_flop: f64,
    /// Memory for weights, in bytes; unlimited where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_bytes: Option<f64>,
    /// Memory bandwidth in byte/s; unlimited where absent. With it a layer takes the roofline time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_bytes_per_second: Option<f64>,
    /// The class of device, which a layer's `secondsOn` refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// Power while computing, in watts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watts: Option<f64>,
    /// Price of computing, in money per second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_per_second: Option<f64>,
    /// Marks that pins can refer to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Degrees north, −90 to 90.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east, −180 to 180.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
}

/// A link from one node to another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Link {
    /// The id of the node that sends.
    pub from: String,
    /// The id of the node that receives.
    pub to: String,
    /// Rate in bit/s, above 0.
    pub bits_per_second: f64,
    /// Propagation delay in seconds.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub delay_seconds: f64,
    /// Bits already queued here at time 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub backlog_bits: f64,
    /// Stands for two independent directed links with the same numbers.
    #[serde(default, skip_serializing_if = "is_false")]
    pub both_ways: bool,
    /// Energy of sending one bit, in joules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joules_per_bit: Option<f64>,
    /// Price of sending one byte, in money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_per_byte: Option<f64>,
}

/// A neural network: layers, each of which reads tensors of the model's inputs or of layers before
/// it. Without any `inputs` of layers that is a chain.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Model {
    /// Unique within the scenario.
    pub id: String,
    /// Bytes of the model's one input. Either this or `inputs`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_bytes: Option<f64>,
    /// The named inputs of a model that has several, in place of `inputBytes`, where the one input
    /// is called `input`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Vec<Tensor>>,
    /// The tensors that must reach the destination; where absent, those of layers that nobody
    /// reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outputs: Option<Vec<String>>,
    /// The layers, each after those that it reads from; at least one.
    pub layers: Vec<Layer>,
}

/// A named tensor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tensor {
    /// The tensor's name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: f64,
}

/// One layer of a model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Layer {
    /// Unique within the model, not `input`, free of `:`.
    pub name: String,
    /// What kind of layer, in free text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Work in FLOP (a multiply-add counts 2); null where it is unknown.
    #[serde(deserialize_with = "nullable")]
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub flop: Option<f64>,
    /// Bytes that leave this layer. Either this or `outputs`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_bytes: Option<f64>,
    /// The named outputs of a layer that has several, in place of `outputBytes`. Others call one of
    /// them `layer:output`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outputs: Option<Vec<Tensor>>,
    /// The tensors that this layer reads; where absent, those of the layer before it, or the model's
    /// inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Vec<String>>,
    /// Bytes of parameters.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub weight_bytes: f64,
    /// Measured seconds for one inference, by class of device; wins over every formula.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seconds_on: BTreeMap<String, f64>,
}

/// One inference: a model, where its input is and where its answer is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Job {
    /// Unique within the scenario.
    pub id: String,
    /// The id of the model.
    pub model: String,
    /// The id of the node that has the input.
    pub source: String,
    /// The id of the node that wants the answer.
    pub destination: String,
    /// When the job leaves its source, in seconds.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub release_seconds: f64,
    /// Importance in a schedule's objective.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: f64,
    /// Inputs that run together; multiplies work and tensor bytes, not weights.
    #[serde(default = "one_input", skip_serializing_if = "is_one_input")]
    pub batch: u32,
    /// Layers that only some nodes may run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Pin>,
}

/// Restricts a range of layers to some nodes: the union of `nodes` and of those with any of `tags`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pin {
    /// First layer of the range, from 1.
    pub first_layer: usize,
    /// Last layer of the range.
    pub last_layer: usize,
    /// Ids of allowed nodes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<String>,
    /// Tags of allowed nodes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// How to solve. What is absent takes its default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// How backlogs delay the job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
    /// How jobs wait for each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// How the order of jobs is searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// What a schedule minimises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<Objective>,
    /// Seed of all randomness.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
    /// How many sets of layers that can be done at one time are searched between two points that
    /// every order of a model's layers passes through; where there are more, those layers run in
    /// the file's order. 20,000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_down_sets: Option<u32>,
}

impl Options {
    fn is_empty(&self) -> bool {
        *self == Options::default()
    }
}

/// How work that is already queued at time 0 delays the job.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Wait {
    /// Each resource first finishes its queue: work that arrives at τ starts at max(τ, Q/rate).
    #[default]
    Draining,
    /// The paper's charge: each link traversal adds Q/B, each contiguous stay on a node that runs
    /// a layer adds Q/μ once.
    Additive,
}

/// How jobs of a schedule wait for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Against the busy intervals of higher jobs.
    Exact,
    /// With the paper's additive waits.
    Bound,
}

/// How the order of jobs is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Earliest completion first.
    Greedy,
    /// Seeded local search from the greedy order.
    Anneal,
    /// Branch and bound over all orders.
    Exhaustive,
}

/// What a schedule minimises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Objective {
    /// Weighted mean latency.
    Mean,
    /// Largest latency.
    Max,
}

/// How much a scenario holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Summary {
    /// The scenario's format.
    pub format: String,
    /// Nodes of the network.
    pub nodes: usize,
    /// Directed links of the network.
    pub links: usize,
    /// Models.
    pub models: usize,
    /// Layers of all models.
    pub layers: usize,
    /// Jobs.
    pub jobs: usize,
}

impl Scenario {
    /// Counts what the scenario holds.
    pub fn summary(&self) -> Summary {
        let links = &self.network.links;
        Summary {
            format: self.format.clone(),
            nodes: self.network.nodes.len(),
            links: links.len() + links.iter().filter(|link| link.both_ways).count(),
            models: self.models.len(),
            layers: self.models.iter().map(|model| model.layers.len()).sum(),
            jobs: self.jobs.len(),
        }
    }
}

fn one() -> f64 {
    1.0
}

fn one_input() -> u32 {
    1
}

fn is_one(value: &f64) -> bool {
    *value == 1.0
}

fn is_one_input(value: &u32) -> bool {
    *value == 1
}

fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

fn is_false(value: &bool) -> bool {
    !value
}

/// `null` is a value of this field, leaving the field out is not.
fn nullable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    Option::deserialize(deserializer)
}

impl Network {
    /// The index of each node by its id.
    pub(crate) fn node_indices(&self) -> HashMap<String, usize> {
        let ids = self.nodes.iter().map(|node| node.id.clone());
        ids.zip(0..).collect()
    }
}

impl Node {
    /// The name to show: the label, or the id.
    pub fn display_name(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.id)
    }
}
