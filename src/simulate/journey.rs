//! What moves with a job on its way: which layers are done, and which tensors are live.

use crate::scenario::Dataflow;

/// How far a job has come through its model. All memory is kept from one job to the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Journey {
    is_done: Vec<bool>,
    done: usize,
    /// For each tensor how many layers have still to read it.
    unread: Vec<usize>,
    /// The tensors that are there and still needed.
    live: Vec<usize>,
}

impl Journey {
    /// Starts anew, with the inputs of a model.
    pub fn begin(&mut self, model: &Dataflow) {
        self.is_done.clear();
        self.is_done.resize(model.layer_count(), false);
        self.done = 0;
        self.unread.clear();
        let readers = model.tensors.iter().map(|tensor| tensor.readers.len());
        self.unread.extend(readers);
        self.live.clear();
        self.add_made(model, 0);
    }

    /// How many layers are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Whether a layer (from 1) is still to run and has all that it reads.
    pub fn may_run(&self, model: &Dataflow, layer: usize) -> bool {
        let mut makers = model
            .reads(layer)
            .iter()
            .map(|&tensor| model.tensors[tensor].maker);
        !self.is_done[layer - 1] && makers.all(|maker| maker == 0 || self.is_done[maker - 1])
    }

    /// Runs a layer (from 1) that may run.
    pub fn run(&mut self, model: &Dataflow, layer: usize) {
        self.is_done[layer - 1] = true;
        self.done += 1;
        for &tensor in model.reads(layer) {
            self.unread[tensor] -= 1;
        }
        let unread = &self.unread;
        self.live
            .retain(|&tensor| unread[tensor] > 0 || model.tensors[tensor].is_output);
        self.add_made(model, layer);
    }

    fn add_made(&mut self, model: &Dataflow, layer: usize) {
        let is_live = |tensor: &usize| {
            let facts = &model.tensors[*tensor];
            facts.is_output || !facts.readers.is_empty()
        };
        self.live.extend(model.makes(layer).filter(is_live));
    }

    /// Bytes of the tensors that move now, for a batch of one.
    pub fn live_bytes(&self, model: &Dataflow) -> f64 {
        model.bytes(self.live.iter().copied())
    }
}
