//! The down-sets of a model: which sets of layers can be done at one time.
//!
//! A down-set (order ideal) holds with each layer all those that it reads from. One layer after
//! the other, a model goes from the empty down-set to the full one; what lives in between is what
//! moves. A chain of L layers has L+1 down-sets, one for each number of layers done.
//!
//! Where one down-set is comparable with every other ([`blocks`]), every order of the layers
//! passes through it. These true cuts split the down-sets into blocks, and each block is
//! enumerated by itself ([`down_sets`]), so their number is a sum over blocks. A block with too
//! many is searched in one order of its layers alone, that of the file.

mod blocks;
mod down_sets;

use crate::error::{Error, Result};
use crate::scenario::{Dataflow, Model};
use down_sets::Block;
use std::ops::Range;

/// A block with more down-sets than this is searched in one order alone, unless options say
/// otherwise.
pub(crate) const MOST_DOWN_SETS: u32 = 20_000;

/// All down-sets of a model, a few hundred bytes each.
const MOST_STATES: usize = 2_000_000;

fn too_many(model: &Model, index: usize) -> Error {
    Error::LimitExceeded {
        message: format!(
            "model `{}` has more than {MOST_STATES} sets of layers that can be done at one time",
            model.id
        ),
        path: format!("/models/{index}/layers"),
    }
}

/// One layer more, or one less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// The layer's number, from 1.
    pub layer: u32,
    /// The down-set with it, or without it.
    pub state: u32,
}

/// The down-sets of a model, by number of layers done, the empty one first and the full one last;
/// and what is live in each.
///
/// They stand in breadth-first order: from each down-set in turn, layers are added in file order.
#[derive(Debug, Clone)]
pub(crate) struct Lattice {
    /// How many layers are done.
    done: Vec<u32>,
    /// Bytes of the tensors that are live: made or given, and still to be read or an output.
    live_bytes: Vec<f64>,
    /// Where the arcs of each state begin, and where the last one's end.
    after_starts: Vec<u32>,
    after: Vec<Run>,
    before_starts: Vec<u32>,
    before: Vec<Run>,
    /// Bytes that each layer reads, and those that it makes.
    pub read_bytes: Vec<f64>,
    pub made_bytes: Vec<f64>,
    /// The blocks, as ranges of layers (from 1), in which only the file's order is there.
    pub ordered_blocks: Vec<Range<usize>>,
}

impl Lattice {
    /// The down-sets of a validated model, which comes with its index.
    ///
    /// # Errors
    /// [`LimitExceeded`](Error::LimitExceeded) above 2 million down-sets.
    ///
    /// # Cost
    /// O(L + tensors) for a chain; for each block O(down-sets · width · layers / 64).
    pub fn of(model: &Model, index: usize, most_down_sets: u32) -> Result<Lattice> {
        if let Some(input_bytes) = model.input_bytes.filter(|_| model.is_plain_chain()) {
            return Ok(Lattice::of_chain(input_bytes, model));
        }
        let flow = Dataflow::of(model);
        let layers = model.layers.len();
        let mut lattice = Lattice {
            done: vec![0],
            live_bytes: vec![],
            after_starts: vec![0],
            after: vec![],
            before_starts: vec![],
            before: vec![],
            read_bytes: (1..=layers)
                .map(|layer| flow.bytes(flow.reads(layer).iter().copied()))
                .collect(),
            made_bytes: (1..=layers)
                .map(|layer| flow.bytes(flow.makes(layer)))
                .collect(),
            ordered_blocks: vec![],
        };
        // What is live at the cut where the present block begins.
        let mut carried: Vec<usize> = (flow.makes(0)).collect();
        carried.retain(|&tensor| is_live_after(&flow, tensor, 0));
        lattice.live_bytes.push(flow.bytes(carried.iter().copied()));
        let parents = blocks::parents(&flow, layers);
        let mut first = 1;
        for last in blocks::cuts(&parents) {
            let block = first..last + 1;
            if block.len() == 1 {
                lattice.follow_file(&flow, block, &mut carried);
            } else {
                let of_block = Block::new(&flow, &parents, block.clone(), &carried);
                let most = usize::min(most_down_sets as usize, of_block.most_in_memory());
                let room = MOST_STATES.saturating_sub(lattice.len());
                if of_block.enumerate(&mut lattice, usize::min(most, room)) {
                    carried.extend(flow.makes(first).start..flow.makes(last).end);
                    carried.retain(|&tensor| is_live_after(&flow, tensor, last));
                } else if room < most {
                    return Err(too_many(model, index));
                } else {
                    lattice.ordered_blocks.push(block.clone());
                    lattice.follow_file(&flow, block, &mut carried);
                }
            }
            if lattice.len() > MOST_STATES {
                return Err(too_many(model, index));
            }
            first = last + 1;
        }
        lattice.after_starts.push(lattice.after.len() as u32);
        lattice.turn_back();
        Ok(lattice)
    }

    /// A chain whose layers each pass on one tensor, without a look at names.
    fn of_chain(input_bytes: f64, model: &Model) -> Lattice {
        let outputs = model.layers.iter();
        let outputs = outputs.map(|layer| layer.output_bytes.unwrap_or(0.0));
        let made_bytes: Vec<f64> = outputs.collect();
        let layers = made_bytes.len() as u32;
        let live_bytes: Vec<f64> = [input_bytes]
            .into_iter()
            .chain(made_bytes.iter().copied())
            .collect();
        let run = |layer: u32, state: u32| Run { layer, state };
        Lattice {
            done: (0..=layers).collect(),
            after_starts: (0..=layers).chain([layers]).collect(),
            after: (1..=layers).map(|layer| run(layer, layer)).collect(),
            before_starts: [0].into_iter().chain(0..=layers).collect(),
            before: (1..=layers).map(|layer| run(layer, layer - 1)).collect(),
            read_bytes: live_bytes[..layers as usize].to_vec(),
            live_bytes,
            made_bytes,
            ordered_blocks: vec![],
        }
    }

    /// How many down-sets there are.
    pub fn len(&self) -> usize {
        self.done.len()
    }

    /// Whether the arcs lead through every down-set of the model.
    pub fn is_whole(&self) -> bool {
        self.ordered_blocks.is_empty()
    }

    /// How many layers are done in a state.
    #[inline(always)]
    pub fn done(&self, state: usize) -> usize {
        self.done[state] as usize
    }

    /// Bytes of the live tensors by state, for a batch of one.
    pub fn live_bytes(&self) -> &[f64] {
        &self.live_bytes
    }

    /// The layers that can run next, in file order, each with the state that it leads to.
    #[inline(always)]
    pub fn after(&self, state: usize) -> &[Run] {
        &self.after[self.after_starts[state] as usize..self.after_starts[state + 1] as usize]
    }

    /// The layers that can have run last, each with the state that it was run in.
    #[inline(always)]
    pub fn before(&self, state: usize) -> &[Run] {
        &self.before[self.before_starts[state] as usize..self.before_starts[state + 1] as usize]
    }

    /// The state that a layer leads to, if it can run.
    pub fn after_running(&self, state: usize, layer: usize) -> Option<usize> {
        let mut runs = self.after(state).iter();
        let run = runs.find(|run| run.layer as usize == layer)?;
        Some(run.state as usize)
    }

    /// The states in which the first 0, 1, 2, … layers of the file are done.
    pub fn in_file_order(&self) -> Vec<usize> {
        let mut states = vec![0];
        let mut state = 0;
        // The first layer of the file that can run is the next one.
        while let Some(run) = self.after(state).first() {
            state = run.state as usize;
            states.push(state);
        }
        states
    }

    /// Every way of running one layer.
    pub fn runs(&self) -> &[Run] {
        &self.after
    }

    /// Adds layers in file order, one state each; `carried` are the live tensors before and after.
    fn follow_file(&mut self, flow: &Dataflow, layers: Range<usize>, carried: &mut Vec<usize>) {
        for layer in layers {
            carried.extend(flow.makes(layer));
            carried.retain(|&tensor| is_live_after(flow, tensor, layer));
            let state = self.push(layer as u32, flow.bytes(carried.iter().copied()));
            self.after.push(Run {
                layer: layer as u32,
                state,
            });
            self.after_starts.push(self.after.len() as u32);
        }
    }

    /// A new state; its arcs are to come.
    fn push(&mut self, done: u32, live_bytes: f64) -> u32 {
        self.done.push(done);
        self.live_bytes.push(live_bytes);
        self.done.len() as u32 - 1
    }

    /// Makes `before` of `after`.
    fn turn_back(&mut self) {
        let states = self.done.len();
        let mut starts = vec![0u32; states + 1];
        for run in &self.after {
            starts[run.state as usize + 1] += 1;
        }
        for state in 0..states {
            starts[state + 1] += starts[state];
        }
        let mut next = starts.clone();
        self.before = self.after.clone();
        for state in 0..states {
            for place in self.after_starts[state]..self.after_starts[state + 1] {
                let Run { layer, state: head } = self.after[place as usize];
                let slot = &mut next[head as usize];
                self.before[*slot as usize] = Run {
                    layer,
                    state: state as u32,
                };
                *slot += 1;
            }
        }
        self.before_starts = starts;
    }
}

/// Whether a tensor that is there is live when the first so many layers are done.
fn is_live_after(flow: &Dataflow, tensor: usize, layers: usize) -> bool {
    let tensor = &flow.tensors[tensor];
    tensor.is_output || tensor.readers.last().is_some_and(|&last| last > layers)
}
