//! A model as what its layers read and make.

use crate::scenario::Model;
use std::collections::HashMap;

/// A model's tensors by number, and who makes and reads them.
pub(in crate::import) struct Graph {
    pub(in crate::import) tensors: Vec<GraphTensor>,
    /// Distinct tensors that each layer reads.
    pub(in crate::import) reads: Vec<Vec<usize>>,
    /// Tensors that each layer makes.
    pub(in crate::import) makes: Vec<Vec<usize>>,
    /// Tensors that must reach the destination.
    pub(in crate::import) outputs: Vec<usize>,
    /// How many of the first tensors are the model's inputs.
    pub(in crate::import) inputs: usize,
}

pub(in crate::import) struct GraphTensor {
    pub(in crate::import) name: String,
    pub(in crate::import) bytes: f64,
    /// Layers that read it, in order.
    pub(in crate::import) readers: Vec<usize>,
    pub(in crate::import) is_output: bool,
    /// The layer that makes it; none for the model's inputs.
    pub(in crate::import) maker: Option<usize>,
}

impl Graph {
    /// The graph of a valid model.
    pub(in crate::import) fn of(model: &Model) -> Graph {
        let mut tensors = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut add = |name: String, bytes: f64| {
            numbers.insert(name.clone(), tensors.len());
            tensors.push(GraphTensor {
                name,
                bytes,
                readers: Vec::new(),
                is_output: false,
                maker: None,
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
        for (layer, made) in makes.iter().enumerate() {
            for &tensor in made {
                tensors[tensor].maker = Some(layer);
            }
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

impl Graph {
    /// Bytes that are alive after 0, 1, … layers of an order: made, and to be read by a layer that
    /// is not done or wanted as an output.
    pub(in crate::import) fn alive_bytes(&self, order: &[usize]) -> Vec<f64> {
        let mut done_after = vec![0; order.len()];
        for (place, &layer) in order.iter().enumerate() {
            done_after[layer] = place + 1;
        }
        let mut changes = vec![0.0; order.len() + 2];
        for tensor in &self.tensors {
            let begin = tensor.maker.map_or(0, |layer| done_after[layer]);
            let readers = tensor.readers.iter().map(|&layer| done_after[layer]);
            let end = if tensor.is_output {
                order.len() + 1
            } else {
                readers.max().unwrap_or(begin)
            };
            changes[begin] += tensor.bytes;
            changes[end] -= tensor.bytes;
        }
        // Sizes are whole numbers, so that sums are exact.
        let mut alive = 0.0;
        changes.truncate(order.len() + 1);
        for change in &mut changes {
            alive += *change;
            *change = alive;
        }
        changes
    }
}

fn numbers_of_inputs(model: &Model) -> usize {
    model.inputs.as_ref().map_or(1, Vec::len)
}
