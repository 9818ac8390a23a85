//! What remains to be run once constants and what depends on shapes alone are worked out: the
//! graph of which layers are made.

use super::count::{Effort, count};
use super::infer::{Inferred, is_control_flow, view};
use super::link::{Linked, Step, ValueId, graphs_of};
use super::proto::{AttributeValue, Graph, Tensor, elements};
use std::collections::HashSet;

/// Where a tensor's numbers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// An input of the model, or something that depends on one.
    Run,
    /// The file; the tensor is the same as that one.
    Constant(ValueId),
    /// Shapes, which are known.
    Shapes,
}

/// An operator that has to be run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RuntimeNode {
    /// Index of the step.
    pub(crate) step: usize,
    /// Distinct tensors that it reads, but for constants, in the order in which it names them.
    pub(crate) reads: Vec<ValueId>,
    /// Distinct constants that it reads, each where it comes from.
    pub(crate) weights: Vec<ValueId>,
    /// Bytes of constants within its own graphs.
    pub(crate) inner_weight_bytes: f64,
    /// Those of its outputs that somebody reads.
    pub(crate) outputs: Vec<ValueId>,
    pub(crate) work: Effort,
}

/// The graph that has to be run.
#[derive(Debug, Default)]
pub(crate) struct Runtime {
    pub(crate) nodes: Vec<RuntimeNode>,
    /// Nodes whose outputs are constants or shapes.
    pub(crate) folded: usize,
    /// Nodes that lead to no output of the model.
    pub(crate) dead: usize,
    /// The model's outputs that have to be run for, in its order, each once.
    pub(crate) outputs: Vec<ValueId>,
    /// Outputs of the model that do not depend on its inputs.
    pub(crate) constant_outputs: Vec<ValueId>,
    pub(crate) origins: Vec<Origin>,
}

/// Random numbers differ from run to run.
fn is_random(step: &Step) -> bool {
    step.node.domain.is_empty()
        && matches!(
            &*step.node.op,
            "RandomNormal"
                | "RandomUniform"
                | "RandomNormalLike"
                | "RandomUniformLike"
                | "Multinomial"
                | "Bernoulli"
        )
}

fn tells_shape(step: &Step) -> bool {
    step.node.domain.is_empty() && matches!(&*step.node.op, "Shape" | "Size")
}

/// Finds what has to be run.
pub(crate) fn runtime(linked: &Linked, inferred: &Inferred) -> Runtime {
    let origins = origins(linked);
    let runs = |id: &ValueId| origins[*id] == Origin::Run;
    let is_run = |step: &Step| step.outputs.iter().flatten().any(runs);
    let mut seen = HashSet::new();
    let outputs: Vec<ValueId> = linked.outputs.iter().map(|(id, _)| *id).collect();
    let outputs: Vec<ValueId> = outputs.into_iter().filter(|id| seen.insert(*id)).collect();
    let (outputs, constant_outputs): (Vec<_>, Vec<_>) = outputs.into_iter().partition(runs);

    let mut needed = vec![false; linked.names.len()];
    outputs.iter().for_each(|&id| needed[id] = true);
    let mut live = vec![false; linked.steps.len()];
    for (index, step) in linked.steps.iter().enumerate().rev() {
        live[index] = is_run(step) && step.outputs.iter().flatten().any(|&id| needed[id]);
        if live[index] {
            step.reads().for_each(|id| needed[id] = true);
        }
    }
    let mut result = Runtime {
        outputs,
        constant_outputs,
        ..Runtime::default()
    };
    for (index, step) in linked.steps.iter().enumerate() {
        if live[index] {
            result
                .nodes
                .push(node(index, step, &origins, &needed, inferred));
        } else if is_run(step) || step.outputs.iter().flatten().next().is_none() {
            result.dead += 1;
        } else {
            result.folded += 1;
        }
    }
    result.origins = origins;
    result
}

fn origins(linked: &Linked) -> Vec<Origin> {
    let mut origins = vec![Origin::Run; linked.names.len()];
    for (id, _) in &linked.constants {
        origins[*id] = Origin::Constant(*id);
    }
    for step in &linked.steps {
        let constant = !is_random(step) && step.reads().all(|id| origins[id] != Origin::Run);
        let from_shapes =
            tells_shape(step) || constant && step.reads().any(|id| origins[id] == Origin::Shapes);
        let copied = match (&*step.node.op, step.inputs.first()) {
            ("Identity", Some(Some(id))) if step.node.domain.is_empty() => Some(origins[*id]),
            _ => None,
        };
        for &id in step.outputs.iter().flatten() {
            origins[id] = match (constant, from_shapes) {
                (_, true) => Origin::Shapes,
                (true, false) => copied.unwrap_or(Origin::Constant(id)),
                (false, false) => Origin::Run,
            };
        }
    }
    origins
}

fn node(
    index: usize,
    step: &Step,
    origins: &[Origin],
    needed: &[bool],
    inferred: &Inferred,
) -> RuntimeNode {
    let mut seen = HashSet::new();
    let mut reads = Vec::new();
    let mut weights = Vec::new();
    for id in step.reads() {
        let (id, list) = match origins[id] {
            Origin::Run => (id, &mut reads),
            Origin::Constant(source) => (source, &mut weights),
            Origin::Shapes => continue,
        };
        if seen.insert(id) {
            list.push(id);
        }
    }
    let facts = &inferred.facts;
    let outputs = step.outputs.iter().flatten().copied();
    let work = if is_control_flow(step) {
        Effort::UnknownShape
    } else {
        let outputs: Vec<_> = step
            .outputs
            .iter()
            .map(|id| id.map(|id| &facts[id]))
            .collect();
        count(&view(step, facts), &outputs)
    };
    let graphs = step
        .attributes
        .iter()
        .flat_map(|(_, attribute)| graphs_of(&attribute.value));
    RuntimeNode {
        step: index,
        reads,
        weights,
        inner_weight_bytes: graphs.map(constant_bytes).sum(),
        outputs: outputs.filter(|&id| needed[id]).collect(),
        work,
    }
}

/// Bytes of the constants that stand in a graph.
fn constant_bytes(graph: &Graph) -> f64 {
    let of_tensor = |tensor: &Tensor| {
        let count = elements(&tensor.dims).unwrap_or(0);
        tensor.data_type.bytes(count).unwrap_or(tensor.text_bytes) as f64
    };
    let mut bytes: f64 = graph.initializers.iter().map(of_tensor).sum();
    for attribute in graph.nodes.iter().flat_map(|node| &node.attributes) {
        if let AttributeValue::Tensor(tensor) = &attribute.value {
            bytes += of_tensor(tensor);
        }
        bytes += graphs_of(&attribute.value)
            .iter()
            .map(constant_bytes)
            .sum::<f64>();
    }
    bytes
}
