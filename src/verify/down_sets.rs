//! The sets of layers that can be done at one time, numbered as a certificate's rows.
//!
//! Breadth first: from the empty set on, from each set in turn, layers are added in file order.

use super::tensors::Tensors;
use std::collections::HashMap;

/// A set of layers that holds with each layer all those that it reads from.
#[derive(Clone)]
struct DownSet {
    /// The layers up to this one are done.
    first: usize,
    /// And these beyond the next one, ascending.
    others: Vec<usize>,
    /// The layers that can run next, ascending.
    ready: Vec<usize>,
    /// The tensors that are live.
    live: Vec<usize>,
}

impl DownSet {
    fn contains(&self, layer: usize) -> bool {
        layer <= self.first || self.others.binary_search(&layer).is_ok()
    }

    /// The set in numbers.
    fn key(&self) -> Vec<u64> {
        let others = self.others.iter();
        let layers = [self.first].into_iter().chain(others.copied());
        layers.map(|layer| layer as u64).collect()
    }

    fn add(&mut self, layer: usize) {
        let place = self.others.partition_point(|&other| other < layer);
        self.others.insert(place, layer);
        let in_a_row = (self.first + 1..).zip(&self.others);
        let joined = in_a_row.take_while(|&(next, &other)| next == other).count();
        self.others.drain(..joined);
        self.first += joined;
    }
}

/// A layer that takes one set to another.
pub(super) struct Run {
    pub layer: usize,
    pub to: usize,
}

/// What the rows of a certificate stand for.
pub(super) struct DownSets {
    /// How many layers are done.
    pub done: Vec<usize>,
    /// The bytes of the live tensors.
    pub live_bytes: Vec<f64>,
    /// The layers that can run next.
    pub runs: Vec<Vec<Run>>,
}

impl DownSets {
    /// All sets; `None` if there are more than so many.
    pub fn of(tensors: &Tensors, layers: usize, most: usize) -> Option<DownSets> {
        let mut children = vec![vec![]; layers + 1];
        for layer in 1..=layers {
            for &parent in tensors.parents(layer) {
                children[parent].push(layer);
            }
        }
        let at_start = |&layer: &usize| tensors.parents(layer).is_empty();
        let mut level = vec![DownSet {
            first: 0,
            others: vec![],
            ready: (1..=layers).filter(at_start).collect(),
            live: tensors.at_start(),
        }];
        let mut all = DownSets {
            done: vec![0],
            live_bytes: vec![tensors.bytes(&level[0].live)],
            runs: vec![],
        };
        for done in 1..=layers {
            let mut next: Vec<DownSet> = vec![];
            let mut known: HashMap<Vec<u64>, usize> = HashMap::new();
            for set in &level {
                let mut runs = vec![];
                for &layer in &set.ready {
                    let mut with = DownSet {
                        ready: vec![],
                        live: vec![],
                        ..set.clone()
                    };
                    with.add(layer);
                    let number = all.done.len();
                    let to = *known.entry(with.key()).or_insert(number);
                    runs.push(Run { layer, to });
                    if to < number {
                        continue;
                    }
                    if to >= most {
                        return None;
                    }
                    with.ready = set.ready.clone();
                    with.ready.retain(|&other| other != layer);
                    for &child in &children[layer] {
                        let mut parents = tensors.parents(child).iter();
                        if parents.all(|&parent| with.contains(parent)) {
                            let place = with.ready.partition_point(|&other| other < child);
                            with.ready.insert(place, child);
                        }
                    }
                    with.live = tensors.after(&set.live, layer, &|layer| with.contains(layer));
                    all.done.push(done);
                    all.live_bytes.push(tensors.bytes(&with.live));
                    next.push(with);
                }
                all.runs.push(runs);
            }
            level = next;
        }
        all.runs.push(vec![]);
        Some(all)
    }
}
