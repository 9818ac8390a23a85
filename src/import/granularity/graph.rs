//! A model as what its layers read and make.

use crate::scenario::Model;
use std::collections::HashMap;

/// A model's tensors by number, and who makes and reads them.
pub(super) struct Graph {
    pub(super) tensors: Vec<GraphTensor>,
    /// Distinct tensors that each layer reads.
    pub(super) reads: Vec<Vec<usize>>,
    /// Tensors that each layer makes.
    pub(super) makes: Vec<Vec<usize>>,
    /// Tensors that must reach the destination.
    pub(super) outputs: Vec<usize>,
    /// How many of the first tensors are the model's inputs.
    pub(super) inputs: usize,
}

pub(super) struct GraphTensor {
    pub(super) name: String,
    pub(super) bytes: f64,
    /// Layers that read it, in order.
    pub(super) readers: Vec<usize>,
    pub(super) is_output: bool,
}

impl Graph {
    /// The graph of a valid model.
    pub(super) fn of(model: &Model) -> Graph {
        let mut tensors = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut add = |name: String, bytes: f64| {
            numbers.insert(name.clone(), tensors.len());
            tensors.push(GraphTensor {
                name,
                bytes,
                readers: Vec::new(),
                is_output: false,
            });
            tensors.len() - 1
        };
        match (&model.inputs, model.input_bytes) {
            (Some(inputs), _) => inputs.iter().for_each(|tensor| {
                add(tensor.name.clone(), tensor.bytes);
            }),
            (None, bytes) => {
                add("input".to_owned(), bytes.unwrap_or(0.0));
            }
        }
        let inputs = numbers_of_inputs(model);
        let mut makes = Vec::with_capacity(model.layers.len());
        for layer in &model.layers {
            makes.push(match &layer.outputs {
                Some(outputs) => outputs
                    .iter()
                    .map(|tensor| add(format!("{}:{}", layer.name, tensor.name), tensor.bytes))
                    .collect(),
                None => vec![add(layer.name.clone(), layer.output_bytes.unwrap_or(0.0))],
            });
        }
        let mut reads: Vec<Vec<usize>> = Vec::with_capacity(model.layers.len());
        for (index, layer) in model.layers.iter().enumerate() {
            let mut of_layer: Vec<usize> = match (&layer.inputs, index) {
                (Some(names), _) => names
                    .iter()
                    .filter_map(|name| numbers.get(name).copied())
                    .collect(),
                (None, 0) => (0..inputs).collect(),
                (None, _) => makes[index - 1].clone(),
            };
            let mut seen = std::collections::HashSet::new();
            of_layer.retain(|&tensor| seen.insert(tensor));
            for &tensor in &of_layer {
                tensors[tensor].readers.push(index);
            }
            reads.push(of_layer);
        }
        let outputs: Vec<usize> = match &model.outputs {
            Some(names) => names
                .iter()
                .filter_map(|name| numbers.get(name).copied())
                .collect(),
            None => (inputs..tensors.len())
                .filter(|&tensor| tensors[tensor].readers.is_empty())
                .collect(),
        };
        outputs
            .iter()
            .for_each(|&tensor| tensors[tensor].is_output = true);
        Graph {
            tensors,
            reads,
            makes,
            outputs,
            inputs,
        }
    }
}

fn numbers_of_inputs(model: &Model) -> usize {
    model.inputs.as_ref().map_or(1, Vec::len)
}
