//! Which tensors a model has, and what lives when some of its layers are done.

use crate::scenario::Model;
use std::collections::HashMap;

/// A tensor of a model.
struct Tensor {
    bytes: f64,
    /// The layer that makes it, by number from 1; 0 for an input.
    maker: usize,
    /// The layers that read it, by number from 1.
    readers: Vec<usize>,
    is_output: bool,
}

/// The tensors of a model by number: its inputs, then those of each layer.
pub(super) struct Tensors {
    all: Vec<Tensor>,
    /// The tensors that each layer makes, by number from 1; the inputs stand at 0.
    made: Vec<Vec<usize>>,
    /// The tensors that each layer reads, by number from 1.
    read: Vec<Vec<usize>>,
    /// The layers that each layer reads from, by number from 1.
    parents: Vec<Vec<usize>>,
}

impl Tensors {
    pub fn of(model: &Model) -> Tensors {
        let layers = model.layers.len();
        let mut tensors = Tensors {
            all: vec![],
            made: vec![vec![]; layers + 1],
            read: vec![vec![]; layers + 1],
            parents: vec![vec![]; layers + 1],
        };
        let mut known: HashMap<String, usize> = HashMap::new();
        let one_input = model.input_bytes.map(|bytes| ("input".to_owned(), bytes));
        let inputs = model.inputs.iter().flatten();
        let inputs = inputs.map(|input| (input.name.clone(), input.bytes));
        for (name, bytes) in one_input.into_iter().chain(inputs) {
            known.insert(name, tensors.add(bytes, 0));
        }
        for (number, layer) in (1..).zip(&model.layers) {
            for name in layer.inputs.iter().flatten() {
                tensors.add_reader(known[name], number);
            }
            if layer.inputs.is_none() {
                for tensor in tensors.made[number - 1].clone() {
                    tensors.add_reader(tensor, number);
                }
            }
            let one_output = layer.output_bytes.map(|bytes| (layer.name.clone(), bytes));
            let outputs = layer.outputs.iter().flatten();
            let outputs =
                outputs.map(|output| (format!("{}:{}", layer.name, output.name), output.bytes));
            for (name, bytes) in one_output.into_iter().chain(outputs) {
                known.insert(name, tensors.add(bytes, number));
            }
        }
        for name in model.outputs.iter().flatten() {
            tensors.all[known[name]].is_output = true;
        }
        if model.outputs.is_none() {
            let inputs = tensors.made[0].len();
            for tensor in &mut tensors.all[inputs..] {
                tensor.is_output = tensor.readers.is_empty();
            }
        }
        tensors
    }

    fn add(&mut self, bytes: f64, maker: usize) -> usize {
        self.made[maker].push(self.all.len());
        self.all.push(Tensor {
            bytes,
            maker,
            readers: vec![],
            is_output: false,
        });
        self.all.len() - 1
    }

    fn add_reader(&mut self, tensor: usize, reader: usize) {
        let maker = self.all[tensor].maker;
        if self.all[tensor].readers.last() == Some(&reader) {
            return;
        }
        self.all[tensor].readers.push(reader);
        self.read[reader].push(tensor);
        if maker > 0 && !self.parents[reader].contains(&maker) {
            self.parents[reader].push(maker);
        }
    }

    /// The layers that a layer reads from.
    pub fn parents(&self, layer: usize) -> &[usize] {
        &self.parents[layer]
    }

    /// The tensors that are live at the start.
    pub fn at_start(&self) -> Vec<usize> {
        let inputs = self.made[0].iter().copied();
        inputs
            .filter(|&tensor| self.is_needed(tensor, &|_| false))
            .collect()
    }

    /// What of the live tensors, and of those that a layer makes, is live once it has run.
    pub fn after(
        &self,
        live: &[usize],
        layer: usize,
        is_done: &impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let there = live.iter().chain(&self.made[layer]).copied();
        there
            .filter(|&tensor| self.is_needed(tensor, is_done))
            .collect()
    }

    fn is_needed(&self, tensor: usize, is_done: &impl Fn(usize) -> bool) -> bool {
        let tensor = &self.all[tensor];
        tensor.is_output || tensor.readers.iter().any(|&reader| !is_done(reader))
    }

    /// The bytes of some tensors.
    pub fn bytes(&self, tensors: &[usize]) -> f64 {
        tensors.iter().map(|&tensor| self.all[tensor].bytes).sum()
    }

    /// The bytes that a layer reads and makes.
    pub fn touched_bytes(&self, layer: usize) -> f64 {
        self.bytes(&self.read[layer]) + self.bytes(&self.made[layer])
    }
}
