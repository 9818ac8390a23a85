//! Who makes and who reads each tensor of a model.

use super::Model;
use std::collections::HashMap;
use std::ops::Range;

/// A tensor and its part in a model.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TensorFlow {
    pub bytes: f64,
    /// The number of the layer that makes it, from 1; 0 for an input of the model.
    pub maker: usize,
    /// The numbers of the layers that read it, ascending.
    pub readers: Vec<usize>,
    /// Must reach the destination.
    pub is_output: bool,
}

/// The tensors of a validated model: its inputs, then those of each layer, in file order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Dataflow {
    pub tensors: Vec<TensorFlow>,
    /// By layer, which tensors it reads, each once, ascending.
    reads: Vec<Vec<usize>>,
    /// Where the tensors of each layer begin, and where the last one's end.
    starts: Vec<usize>,
}

impl Dataflow {
    /// Resolves the names of a model.
    ///
    /// # Cost
    /// Linear in the tensors and in what is read.
    pub fn of(model: &Model) -> Dataflow {
        let mut index: HashMap<String, usize> = HashMap::new();
        let mut tensors = Vec::new();
        let mut add = |name: String, bytes: f64, maker: usize| {
            index.insert(name, tensors.len());
            tensors.push(TensorFlow {
                bytes,
                maker,
                readers: vec![],
                is_output: false,
            });
        };
        if let Some(bytes) = model.input_bytes {
            add("input".to_owned(), bytes, 0);
        }
        for input in model.inputs.iter().flatten() {
            add(input.name.clone(), input.bytes, 0);
        }
        let mut made = vec![0];
        for (number, layer) in (1..).zip(&model.layers) {
            if let Some(bytes) = layer.output_bytes {
                add(layer.name.clone(), bytes, number);
            }
            let outputs = layer.outputs.iter().flatten();
            for output in outputs {
                add(
                    format!("{}:{}", layer.name, output.name),
                    output.bytes,
                    number,
                );
            }
            made.push(layer.outputs.as_ref().map_or(1, Vec::len));
        }
        // From how many each makes to where they begin.
        let mut next = tensors.len() - made.iter().sum::<usize>();
        let mut starts = Vec::with_capacity(made.len());
        for count in made {
            next += count;
            starts.push(next);
        }
        let mut flow = Dataflow {
            tensors,
            reads: vec![],
            starts,
        };
        for (number, layer) in (1..).zip(&model.layers) {
            let reads: Vec<usize> = match &layer.inputs {
                Some(names) => in_order(names.iter().map(|name| index[name])),
                None if number == 1 => (0..flow.starts[0]).collect(),
                None => flow.makes(number - 1).collect(),
            };
            for &tensor in &reads {
                flow.tensors[tensor].readers.push(number);
            }
            flow.reads.push(reads);
        }
        match &model.outputs {
            Some(names) => {
                for name in names {
                    flow.tensors[index[name]].is_output = true;
                }
            }
            None => {
                for tensor in &mut flow.tensors {
                    tensor.is_output = tensor.maker > 0 && tensor.readers.is_empty();
                }
            }
        }
        flow
    }

    /// Layers of the model.
    pub fn layer_count(&self) -> usize {
        self.reads.len()
    }

    /// The tensors that a layer (from 1) reads.
    pub fn reads(&self, layer: usize) -> &[usize] {
        &self.reads[layer - 1]
    }

    /// The tensors that a layer (from 1) makes; layer 0 stands for the model's inputs.
    pub fn makes(&self, layer: usize) -> Range<usize> {
        let start = if layer == 0 {
            0
        } else {
            self.starts[layer - 1]
        };
        start..self.starts[layer]
    }

    /// The layers that must be done before a layer (from 1), ascending.
    pub fn layers_before(&self, layer: usize) -> Vec<usize> {
        let makers = self
            .reads(layer)
            .iter()
            .map(|&tensor| self.tensors[tensor].maker);
        let mut layers: Vec<usize> = makers.filter(|&maker| maker > 0).collect();
        layers.dedup();
        layers
    }

    /// The bytes of some tensors.
    pub fn bytes(&self, tensors: impl Iterator<Item = usize>) -> f64 {
        // The sum of nothing would be -0, and times are ordered by their bits.
        tensors.fold(0.0, |sum, tensor| sum + self.tensors[tensor].bytes)
    }
}

/// Numbers in ascending order, each once.
fn in_order(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut ordered: Vec<usize> = vec![];
    for number in numbers {
        let place = ordered.partition_point(|&other| other < number);
        if ordered.get(place) != Some(&number) {
            ordered.insert(place, number);
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::Dataflow;
    use crate::scenario::Model;

    fn flow(model: &str) -> Dataflow {
        Dataflow::of(&crate::json::read::<Model>(model).unwrap())
    }

    #[test]
    fn a_layer_that_lists_nothing_reads_the_one_before() {
        let flow = flow(
            r#"{ "id": "m", "inputs": [{ "name": "x", "bytes": 1 }, { "name": "y", "bytes": 2 }],
              "layers": [
                { "name": "a", "flop": 1, "outputs": [{ "name": "0", "bytes": 3 }, { "name": "1", "bytes": 4 }] },
                { "name": "b", "flop": 1, "outputBytes": 5 },
                { "name": "c", "flop": 1, "outputBytes": 6, "inputs": ["b", "x", "b", "a:1"] },
                { "name": "d", "flop": 1, "outputs": [], "inputs": [] } ] }"#,
        );
        assert_eq!(flow.reads(1), [0, 1]);
        assert_eq!(flow.reads(2), [2, 3]);
        assert_eq!(flow.reads(3), [0, 3, 4]);
        assert_eq!(flow.layers_before(3), [1, 2]);
        assert!(flow.reads(4).is_empty() && flow.makes(4).is_empty());
        assert_eq!(flow.makes(0), 0..2);
        assert_eq!(flow.tensors[3].readers, [2, 3]);
        let outputs = flow.tensors.iter().map(|tensor| tensor.is_output);
        assert_eq!(
            outputs.collect::<Vec<_>>(),
            [false, false, false, false, false, true]
        );
    }

    #[test]
    fn what_must_reach_the_destination_may_be_said() {
        let flow = flow(
            r#"{ "id": "m", "inputBytes": 1, "outputs": ["a", "input"],
              "layers": [{ "name": "a", "flop": 1, "outputBytes": 2 }, { "name": "b", "flop": 1, "outputBytes": 3 }] }"#,
        );
        let outputs = flow.tensors.iter().map(|tensor| tensor.is_output);
        assert_eq!(outputs.collect::<Vec<_>>(), [true, true, false]);
    }
}
