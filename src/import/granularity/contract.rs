//! Draws groups of layers together.

use super::graph::Graph;
use crate::import::unique::UniqueNames;
use crate::scenario::{Layer, Model, Tensor};
use std::collections::{BTreeMap, HashSet};

/// Kinds that are named of a group; more are dots.
const KINDS_NAMED: usize = 4;

/// What a group is called.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Naming {
    /// After its first layer, which does most of the work.
    First,
    /// After its first and its last layer.
    Range,
}

/// The model in which every group is one layer. Groups are in an order in which each stands after
/// what it reads.
pub(super) fn contract(
    model: &Model,
    graph: &Graph,
    groups: &[Vec<usize>],
    naming: Naming,
) -> Model {
    let mut unique = UniqueNames::default();
    let names = model.layers.iter().map(|layer| &layer.name);
    let names = names.chain(graph.tensors.iter().map(|tensor| &tensor.name));
    names.for_each(|name| unique.reserve(name));
    let mut group_of = vec![0; model.layers.len()];
    for (index, group) in groups.iter().enumerate() {
        group.iter().for_each(|&layer| group_of[layer] = index);
    }
    let mut names: Vec<String> = graph
        .tensors
        .iter()
        .map(|tensor| tensor.name.clone())
        .collect();
    let mut layers = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        let leaves = |&tensor: &usize| {
            let tensor = &graph.tensors[tensor];
            tensor.is_output
                || tensor
                    .readers
                    .iter()
                    .any(|&reader| group_of[reader] != index)
        };
        let made = group.iter().flat_map(|&layer| &graph.makes[layer]).copied();
        let made: Vec<usize> = made.filter(leaves).collect();
        let mut layer = sum(model, group);
        if naming == Naming::Range && group.len() > 1 {
            let last = &model.layers[group[group.len() - 1]].name;
            layer.name = unique.take(format!("{}..{last}", layer.name));
        }
        let own = |tensor: usize| Tensor {
            name: graph.tensors[tensor].name.clone(),
            bytes: graph.tensors[tensor].bytes,
        };
        match (&made[..], &group[..]) {
            // Alone, a layer keeps its outputs, read or not.
            (_, &[only]) => {
                layer.output_bytes = model.layers[only].output_bytes;
                layer.outputs.clone_from(&model.layers[only].outputs);
            }
            (&[tensor], _) => {
                layer.output_bytes = Some(graph.tensors[tensor].bytes);
                names[tensor].clone_from(&layer.name);
            }
            _ => {
                layer.outputs = Some(made.iter().map(|&tensor| own(tensor)).collect());
                for &tensor in &made {
                    names[tensor] = format!("{}:{}", layer.name, graph.tensors[tensor].name);
                }
            }
        }
        layers.push(layer);
    }
    let mut read = Vec::with_capacity(groups.len());
    for (index, group) in groups.iter().enumerate() {
        let inner: HashSet<usize> = group
            .iter()
            .flat_map(|&layer| &graph.makes[layer])
            .copied()
            .collect();
        let mut seen = HashSet::new();
        let outside = group.iter().flat_map(|&layer| &graph.reads[layer]).copied();
        let outside: Vec<usize> = outside
            .filter(|tensor| !inner.contains(tensor) && seen.insert(*tensor))
            .collect();
        layers[index].inputs = Some(
            outside
                .iter()
                .map(|&tensor| names[tensor].clone())
                .collect(),
        );
        read.push(outside);
    }
    let outputs: Vec<String> = graph
        .outputs
        .iter()
        .map(|&tensor| names[tensor].clone())
        .collect();
    let coarse = Model {
        id: model.id.clone(),
        input_bytes: model.input_bytes,
        inputs: model.inputs.clone(),
        outputs: (!outputs.is_empty()).then_some(outputs),
        layers,
    };
    as_chain(coarse)
}

/// Work, weights, times and kinds of a group together, under the name of its first layer.
fn sum(model: &Model, group: &[usize]) -> Layer {
    let members = || group.iter().map(|&layer| &model.layers[layer]);
    let first = &model.layers[group[0]];
    let mut kinds: Vec<&str> = Vec::new();
    for layer in members() {
        if !layer.kind.is_empty() && !kinds.contains(&&*layer.kind) && kinds.len() <= KINDS_NAMED {
            kinds.push(&layer.kind);
        }
    }
    if kinds.len() > KINDS_NAMED {
        kinds[KINDS_NAMED] = "…";
    }
    let mut seconds_on: BTreeMap<String, f64> = first.seconds_on.clone();
    for layer in members().skip(1) {
        seconds_on.retain(|device, sum| match layer.seconds_on.get(device) {
            Some(seconds) => {
                *sum += seconds;
                true
            }
            None => false,
        });
    }
    Layer {
        name: first.name.clone(),
        kind: kinds.join("+"),
        flop: members().map(|layer| layer.flop).sum(),
        output_bytes: None,
        outputs: None,
        inputs: None,
        weight_bytes: members().map(|layer| layer.weight_bytes).sum(),
        seconds_on,
    }
}

/// A model whose layers each read just what the one before makes needs no names for that.
fn as_chain(model: Model) -> Model {
    let mut from = match &model.inputs {
        None => "input",
        Some(inputs) if inputs.len() == 1 => &inputs[0].name,
        Some(_) => return model,
    };
    for layer in &model.layers {
        let reads_it = layer
            .inputs
            .as_deref()
            .is_some_and(|inputs| inputs == [from]);
        if !reads_it || layer.outputs.is_some() {
            return model;
        }
        from = &layer.name;
    }
    if model.outputs.as_deref() != Some(&[from.to_owned()]) {
        return model;
    }
    let input_bytes = model
        .input_bytes
        .or_else(|| Some(model.inputs.as_ref()?.first()?.bytes));
    let mut chain = Model {
        input_bytes,
        inputs: None,
        outputs: None,
        ..model
    };
    chain
        .layers
        .iter_mut()
        .for_each(|layer| layer.inputs = None);
    chain
}
