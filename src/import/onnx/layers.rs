//! Makes layers of what has to be run, and tells what was found on the way.

use super::analysis::{Analysis, Gaps, Node};
use crate::error::Result;
use crate::import::check::checked_model;
use crate::import::unique::UniqueNames;
use crate::import::{Granularity, ImportOptions, ImportReport, UnknownKind, coarsen, invalid};
use crate::scenario::{Layer, Model, Tensor};
use std::collections::{HashMap, HashSet};

/// The longest name that a layer takes from the file, in characters.
const LONGEST_NAME: usize = 200;

/// Makes the model at the granularity that is asked for.
pub(super) fn to_model(
    analysis: &Analysis,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Model> {
    let operators = operators(analysis, options)?;
    let granularity = options.granularity.unwrap_or_default();
    let model = coarsen(&operators, granularity).model;
    tell(analysis, report);
    report.count("layers", model.layers.len());
    let drawn = operators.layers.len() - model.layers.len();
    if drawn > 0 {
        let (kind, message) = match granularity {
            Granularity::Blocks => (
                "blocks",
                "operators were drawn together into blocks between places where one tensor alone is alive",
            ),
            _ => (
                "fused",
                "operators were drawn into the layer that they follow",
            ),
        };
        report.fold(kind, drawn as u64, message);
    }
    checked_model(model)
}

/// After the file, or the graph in it.
fn model_id(analysis: &Analysis, options: &ImportOptions) -> String {
    // Names of models have versions with points in them.
    let stem = options
        .base_name()
        .map(|name| name.strip_suffix(".onnx").unwrap_or(name).trim());
    let names = [stem, Some(&*analysis.graph_name), Some("model")];
    let first = names.into_iter().flatten().find(|name| !name.is_empty());
    first
        .unwrap_or("model")
        .chars()
        .take(LONGEST_NAME)
        .collect()
}

/// The model with every operator as a layer, in their order.
pub(super) fn operators(analysis: &Analysis, options: &ImportOptions) -> Result<Model> {
    if analysis.nodes.is_empty() {
        return Err(invalid(
            "nothing of this model has to be run: all its outputs are constants or inputs",
        ));
    }
    checked_model(layers(analysis, model_id(analysis, options)))
}

/// Every operator as a layer. A weight that several operators read counts in the first of them.
fn layers(analysis: &Analysis, id: String) -> Model {
    let mut names = UniqueNames::default();
    let mut called: HashMap<usize, String> = HashMap::new();
    let mut inputs = Vec::new();
    for &tensor in &analysis.inputs {
        let name = names.take(lawful(&analysis.tensors[tensor].name, "input", false));
        inputs.push(Tensor {
            name: name.clone(),
            bytes: bytes(analysis, tensor),
        });
        // `layer:output` of a layer must not be the same.
        if let Some((before, _)) = name.split_once(':') {
            names.reserve(before);
        }
        called.insert(tensor, name);
    }
    let mut counted = HashSet::new();
    let mut layers = Vec::with_capacity(analysis.nodes.len());
    for node in &analysis.nodes {
        let first = node
            .makes
            .first()
            .map_or("", |&tensor| &analysis.tensors[tensor].name);
        let wanted = if node.name.is_empty() {
            first
        } else {
            &node.name
        };
        let name = names.take(lawful(wanted, &node.op, true));
        let read = node
            .reads
            .iter()
            .filter_map(|tensor| called.get(tensor).cloned());
        let read = read.collect();
        let weights = node
            .weights
            .iter()
            .filter(|&&weight| counted.insert(weight));
        let weights = weights.map(|&weight| analysis.weights[weight].bytes.unwrap_or(0) as f64);
        let mut layer = Layer {
            name: name.clone(),
            kind: node.op.chars().take(LONGEST_NAME).collect(),
            flop: known_work(analysis, node),
            output_bytes: None,
            outputs: None,
            inputs: Some(read),
            weight_bytes: weights.sum::<f64>() + node.inner_weight_bytes,
            seconds_on: Default::default(),
        };
        if let &[tensor] = &node.makes[..] {
            layer.output_bytes = Some(bytes(analysis, tensor));
            called.insert(tensor, name);
        } else {
            let mut own = UniqueNames::default();
            let mut output = |tensor: usize| {
                let made = own.take(lawful(&analysis.tensors[tensor].name, "output", false));
                called.insert(tensor, format!("{name}:{made}"));
                Tensor {
                    name: made,
                    bytes: bytes(analysis, tensor),
                }
            };
            layer.outputs = Some(node.makes.iter().map(|&tensor| output(tensor)).collect());
        }
        layers.push(layer);
    }
    let outputs = analysis
        .outputs
        .iter()
        .filter_map(|tensor| called.get(tensor).cloned());
    Model {
        id,
        input_bytes: None,
        inputs: Some(inputs),
        outputs: Some(outputs.collect()),
        layers,
    }
}

/// 0 where it is not known; the layer that makes or reads it then is of unknown work.
fn bytes(analysis: &Analysis, tensor: usize) -> f64 {
    analysis.tensors[tensor].bytes.unwrap_or(0) as f64
}

/// Nothing as well where a tensor's size is not known, so that nobody routes with a made-up one.
fn known_work(analysis: &Analysis, node: &Node) -> Option<f64> {
    let mut tensors = node.reads.iter().chain(&node.makes);
    let sized = tensors.all(|&tensor| analysis.tensors[tensor].bytes.is_some());
    node.flop.filter(|_| sized)
}

/// The name that something has in the file, or another where it has none; free of `:` for layers.
fn lawful(wanted: &str, otherwise: &str, of_layer: bool) -> String {
    let mut name: String = wanted.trim().chars().take(LONGEST_NAME).collect();
    if of_layer {
        name = name.replace(':', ".");
    }
    if name.is_empty() {
        otherwise.clone_into(&mut name);
    }
    if of_layer && name == "input" {
        name.push_str("_layer");
    }
    name
}

fn tell(analysis: &Analysis, report: &mut ImportReport) {
    report.count("nodes", analysis.file_nodes);
    report.count("operators", analysis.nodes.len());
    report.count("weights", analysis.weights.len());
    if !analysis.external_files.is_empty() {
        report.count("externalFiles", analysis.external_files.len());
    }
    let of_weights = analysis.weights.iter().filter_map(|weight| weight.bytes);
    let inner = analysis.nodes.iter().map(|node| node.inner_weight_bytes);
    let bytes = of_weights.map(|bytes| bytes as f64).sum::<f64>() + inner.sum::<f64>();
    // Beyond what `count` takes where addresses have 32 bits.
    for (what, amount) in [("parameters", analysis.parameters), ("weightBytes", bytes)] {
        report.read.insert(what.to_owned(), amount as u64);
    }
    if analysis.folded_nodes > 0 {
        let message =
            "nodes make constants or only tell shapes, which are known before the model runs";
        report.fold("constants", analysis.folded_nodes as u64, message);
    }
    if analysis.dead_nodes > 0 {
        let message = "nodes lead to no output of the model";
        report.fold("unused", analysis.dead_nodes as u64, message);
    }
    for dimension in &analysis.dimensions {
        let places = dimension.places.join(", ");
        let more = dimension
            .count
            .saturating_sub(dimension.places.len() as u64);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let reason = if dimension.given {
            "given"
        } else {
            "the file leaves it open"
        };
        report.assume(
            &format!("dimension {}", dimension.name),
            dimension.size.to_string(),
            &format!("{reason}: {places}{more}"),
            &format!("/dims/{}", crate::json::escape(&dimension.name)),
        );
    }
    let shared = analysis
        .weights
        .iter()
        .filter(|weight| weight.readers > 1)
        .count() as u64;
    if shared > 0 {
        let message =
            "weights are read by several operators; their bytes count in the first of them";
        report.fold("shared-weights", shared, message);
    }
    for (domain, version) in &analysis.opsets {
        if domain == "ai.onnx" && *version > NEWEST_OPSET {
            let message = format!(
                "the file uses version {version} of ONNX's operators; those up to {NEWEST_OPSET} are known"
            );
            report.warn("newer-operators", message, "");
        }
    }
    tell_gaps(&analysis.gaps, report);
    tell_unknown_sizes(analysis, report);
}

/// The newest operators that the rules were written for.
const NEWEST_OPSET: i64 = 28;

fn tell_gaps(gaps: &Gaps, report: &mut ImportReport) {
    for operator in &gaps.operators {
        let message = format!(
            "there is no rule for this operator ({} nodes): its work counts as 0 FLOP, and it leaves {} tensors of unknown shape",
            operator.nodes, operator.tensors
        );
        report.unknown(
            UnknownKind::Operator,
            &operator.op,
            operator.nodes,
            &message,
        );
        report.warn(
            "unknown-operator",
            format!("`{}`: {message}", operator.op),
            "",
        );
    }
    for (op, count) in &gaps.control_flow {
        let message = "runs graphs of its own, as often as its inputs say: its work is unknown until it is given";
        report.unknown(UnknownKind::Operator, op, *count, message);
    }
    for (op, count) in &gaps.only_at_run {
        let message = format!(
            "only a run can tell the shape of what `{op}` makes ({count} tensors); give it as a shape"
        );
        report.warn("shape-only-at-run", message, "");
    }
    for input in &gaps.shapeless_inputs {
        let message = format!("the file gives no shape for input `{input}`: give it one");
        report.warn("input-without-shape", message, "");
    }
    if gaps.unfit_count > 0 {
        let message = format!(
            "the sizes that were assumed do not suit the model, so that {} nodes are of unknown work; give other sizes. {}",
            gaps.unfit_count,
            gaps.unfit.join("; ")
        );
        report.warn("sizes-do-not-fit", message, "");
    }
    if let Some((tensor, shape)) = gaps.contradicted.first() {
        let message = format!(
            "the file claims other shapes for {} tensors than they have with these sizes, such as `{tensor}`, which is {shape}",
            gaps.contradicted_count
        );
        report.warn("shapes-differ", message, "");
    }
    if !gaps.undeclared_domains.is_empty() {
        let domains = gaps.undeclared_domains.join(", ");
        let message =
            format!("the file does not say which version of these operators it uses: {domains}");
        report.warn("undeclared-operators", message, "");
    }
    if !gaps.constant_outputs.is_empty() {
        let names = gaps.constant_outputs.join(", ");
        report.warn(
            "constant-outputs",
            format!("these outputs are constants and were left out: {names}"),
            "",
        );
    }
}

fn tell_unknown_sizes(analysis: &Analysis, report: &mut ImportReport) {
    let unknown = analysis
        .tensors
        .iter()
        .filter(|tensor| tensor.bytes.is_none());
    for tensor in unknown.clone().take(8) {
        let message = "its size is not known; layers that make or read it are of unknown work until its shape is given";
        report.unknown(UnknownKind::Tensor, &tensor.name, 1, message);
    }
    let more = unknown.count().saturating_sub(8) as u64;
    if more > 0 {
        report.unknown(
            UnknownKind::Tensor,
            "…",
            more,
            "more tensors of unknown size",
        );
    }
    let weights = analysis
        .weights
        .iter()
        .filter(|weight| weight.bytes.is_none())
        .count();
    if weights > 0 {
        let message = format!("the size of {weights} weights is not known: they count as 0 bytes");
        report.warn("weights-of-unknown-size", message, "");
    }
}
