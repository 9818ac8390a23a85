//! The down-sets between two true cuts, level by level.

use super::{Lattice, Run};
use crate::scenario::Dataflow;
use std::collections::HashMap;
use std::ops::Range;

/// 128 MB of bits.
const MOST_WORDS: usize = 1 << 24;

/// The layers between two true cuts, as bits from 0 on, and the tensors that live among them.
pub(super) struct Block<'a> {
    flow: &'a Dataflow,
    parents: &'a [Vec<usize>],
    layers: Range<usize>,
    /// For each layer of the block those of the block that read from it.
    children: Vec<Vec<usize>>,
    /// The tensors that come in, then those that are made here, in file order.
    tensors: Vec<usize>,
    carried: usize,
    layer_words: usize,
    tensor_words: usize,
}

/// The down-sets with the same number of layers, side by side: for each the layers that are done,
/// those that can run next, and the tensors that are live, as bits.
struct Level {
    rows: Vec<u64>,
    width: usize,
}

impl<'a> Block<'a> {
    /// `carried` are the tensors that are live where the block begins, in file order.
    pub fn new(
        flow: &'a Dataflow,
        parents: &'a [Vec<usize>],
        layers: Range<usize>,
        carried: &[usize],
    ) -> Block<'a> {
        let mut children = vec![vec![]; layers.len()];
        for layer in layers.clone() {
            let parents = parents[layer - 1].iter();
            for parent in parents.filter(|&parent| layers.contains(parent)) {
                children[parent - layers.start].push(layer - layers.start);
            }
        }
        let made = flow.makes(layers.start).start..flow.makes(layers.end - 1).end;
        let tensors: Vec<usize> = carried.iter().copied().chain(made).collect();
        Block {
            flow,
            parents,
            children,
            carried: carried.len(),
            layer_words: layers.len().div_ceil(64),
            tensor_words: tensors.len().div_ceil(64),
            tensors,
            layers,
        }
    }

    /// How many down-sets there may be, so that they and what is known of them fit into memory.
    pub fn most_in_memory(&self) -> usize {
        let words = 3 * self.layer_words + self.tensor_words;
        MOST_WORDS / words
    }

    /// Adds all down-sets of the block but the first, which is the last state so far. Adds nothing
    /// and returns false if there are more than so many.
    pub fn enumerate(&self, lattice: &mut Lattice, most: usize) -> bool {
        let (states, arcs) = (lattice.len(), lattice.after.len());
        let words = self.layer_words;
        let mut level = Level {
            rows: self.first_row(),
            width: 2 * words + self.tensor_words,
        };
        let done = lattice.done(states - 1);
        for count in 1..=self.layers.len() {
            let mut next = Level {
                rows: vec![],
                width: level.width,
            };
            let mut known: HashMap<Vec<u64>, usize> = HashMap::new();
            for row in level.rows.chunks_exact(level.width) {
                for layer in bits(&row[words..2 * words]) {
                    let mut set = row[..words].to_vec();
                    insert(&mut set, layer);
                    let state = match known.get(&set) {
                        Some(&state) => state as u32,
                        None if lattice.len() - states + 2 > most => {
                            lattice.done.truncate(states);
                            lattice.live_bytes.truncate(states);
                            lattice.after.truncate(arcs);
                            lattice.after_starts.truncate(states);
                            return false;
                        }
                        None => {
                            self.add_row(&mut next.rows, row, &set, layer);
                            let live = &next.rows[next.rows.len() - self.tensor_words..];
                            let live = bits(live).map(|place| self.tensors[place]);
                            let live_bytes = self.flow.bytes(live);
                            let state = lattice.push((done + count) as u32, live_bytes);
                            known.insert(set, state as usize);
                            state
                        }
                    };
                    lattice.after.push(Run {
                        layer: (self.layers.start + layer) as u32,
                        state,
                    });
                }
                lattice.after_starts.push(lattice.after.len() as u32);
            }
            level = next;
        }
        true
    }

    /// Nothing is done; what reads from no layer of the block can run; what came in is live.
    fn first_row(&self) -> Vec<u64> {
        let mut row = vec![0; 2 * self.layer_words + self.tensor_words];
        for layer in 0..self.layers.len() {
            if self.parents_of(layer).next().is_none() {
                insert(&mut row[self.layer_words..], layer);
            }
        }
        for place in 0..self.carried {
            insert(&mut row[2 * self.layer_words..], place);
        }
        row
    }

    /// The layers of the block that one reads from.
    fn parents_of(&self, layer: usize) -> impl Iterator<Item = usize> {
        let parents = self.parents[self.layers.start + layer - 1].iter();
        parents.filter_map(|parent| parent.checked_sub(self.layers.start))
    }

    /// Adds the row of a set that comes from another by one layer.
    fn add_row(&self, rows: &mut Vec<u64>, from: &[u64], set: &[u64], layer: usize) {
        let words = self.layer_words;
        rows.extend_from_slice(set);
        let next = rows.len();
        rows.extend_from_slice(&from[words..]);
        let (ready, live) = rows[next..].split_at_mut(words);
        remove(ready, layer);
        for &child in &self.children[layer] {
            if self.parents_of(child).all(|parent| contains(set, parent)) {
                insert(ready, child);
            }
        }
        let number = self.layers.start + layer;
        for &tensor in self.flow.reads(number) {
            if !self.is_live(set, tensor) {
                remove(live, self.place_of(tensor));
            }
        }
        for tensor in self.flow.makes(number) {
            if self.is_live(set, tensor) {
                insert(live, self.place_of(tensor));
            }
        }
    }

    /// Whether a tensor that is there is live when a set of layers of the block is done.
    fn is_live(&self, set: &[u64], tensor: usize) -> bool {
        let tensor = &self.flow.tensors[tensor];
        let is_done = |reader: usize| match reader.checked_sub(self.layers.start) {
            Some(reader) => reader < self.layers.len() && contains(set, reader),
            None => true,
        };
        tensor.is_output || !tensor.readers.iter().all(|&reader| is_done(reader))
    }

    /// The place of a tensor among those of the block.
    fn place_of(&self, tensor: usize) -> usize {
        // File order is the order of indices.
        self.tensors.partition_point(|&other| other < tensor)
    }
}

fn insert(set: &mut [u64], bit: usize) {
    set[bit / 64] |= 1 << (bit % 64);
}

fn remove(set: &mut [u64], bit: usize) {
    set[bit / 64] &= !(1 << (bit % 64));
}

fn contains(set: &[u64], bit: usize) -> bool {
    set[bit / 64] >> (bit % 64) & 1 == 1
}

/// The bits that are set, ascending.
fn bits(set: &[u64]) -> impl Iterator<Item = usize> {
    (0..).zip(set).flat_map(|(word, &bits)| {
        let mut left = bits;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros() as usize;
            (left != 0).then(|| {
                left &= left - 1;
                word * 64 + bit
            })
        })
    })
}
