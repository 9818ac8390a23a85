//! The searches over rows: the one-pass limit, Dijkstra's algorithm per copy, sweeps alone.

use crate::rows::LayeredRows;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Labels of one copy, and what the searches keep between copies.
#[derive(Debug, Default)]
pub struct Passes {
    labels: Vec<f64>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
    frontier: Vec<u32>,
    next_frontier: Vec<u32>,
    is_in_frontier: Vec<bool>,
}

impl Passes {
    /// Reads and relaxes every layered arc exactly once, in the order of memory. Labels need not
    /// be complete after one pass, so what it returns is only no earlier than the optimum.
    pub fn limit<const BACKLOGS: bool>(&mut self, rows: &LayeredRows) -> f64 {
        self.each_copy::<BACKLOGS>(rows, |passes, bytes| {
            let mut links = rows.arcs.iter().zip(&rows.ready_seconds);
            for (node, ends) in rows.starts.windows(2).enumerate() {
                let depart = passes.labels[node];
                let degree = (ends[1] - ends[0]) as usize;
                for (arc, &ready_seconds) in links.by_ref().take(degree) {
                    let arrive = arc.arrive::<BACKLOGS>(ready_seconds, bytes, depart);
                    let label = &mut passes.labels[arc.to as usize];
                    *label = earlier(arrive, *label);
                }
            }
        })
    }

    /// In every copy Dijkstra's algorithm with a binary heap, from all nodes at once.
    pub fn dijkstra<const BACKLOGS: bool>(&mut self, rows: &LayeredRows) -> f64 {
        self.each_copy::<BACKLOGS>(rows, |passes, bytes| {
            let reached = (0..)
                .zip(&passes.labels)
                .filter(|(_, label)| label.is_finite());
            // The bits of numbers ≥ 0 are ordered like the numbers.
            passes
                .heap
                .extend(reached.map(|(node, label)| Reverse((label.to_bits(), node))));
            while let Some(Reverse((bits, node))) = passes.heap.pop() {
                let depart = f64::from_bits(bits);
                if depart > passes.labels[node as usize] {
                    continue;
                }
                for (arc, ready_seconds) in rows.links(node as usize) {
                    let arrive = arc.arrive::<BACKLOGS>(ready_seconds, bytes, depart);
                    let to = arc.to;
                    if arrive < passes.labels[to as usize] {
                        passes.labels[to as usize] = arrive;
                        passes.heap.push(Reverse((arrive.to_bits(), to)));
                    }
                }
            }
        })
    }

    /// In every copy label-correcting sweeps over a frontier, until nothing changes.
    pub fn sweeps<const BACKLOGS: bool>(&mut self, rows: &LayeredRows) -> f64 {
        self.is_in_frontier.clear();
        self.is_in_frontier.resize(rows.nodes(), false);
        self.each_copy::<BACKLOGS>(rows, |passes, bytes| {
            let is_reached = |node: &u32| passes.labels[*node as usize].is_finite();
            passes
                .frontier
                .extend((0..rows.nodes() as u32).filter(is_reached));
            while !passes.frontier.is_empty() {
                for &node in &passes.frontier {
                    passes.is_in_frontier[node as usize] = false;
                    let depart = passes.labels[node as usize];
                    for (arc, ready_seconds) in rows.links(node as usize) {
                        let arrive = arc.arrive::<BACKLOGS>(ready_seconds, bytes, depart);
                        let to = arc.to;
                        if arrive < passes.labels[to as usize] {
                            passes.labels[to as usize] = arrive;
                            if !passes.is_in_frontier[to as usize] {
                                passes.is_in_frontier[to as usize] = true;
                                passes.next_frontier.push(to);
                            }
                        }
                    }
                }
                std::mem::swap(&mut passes.frontier, &mut passes.next_frontier);
                passes.next_frontier.clear();
            }
        })
    }

    /// Runs the layers, and `complete` with the bytes that move within every copy.
    #[inline(always)]
    fn each_copy<const BACKLOGS: bool>(
        &mut self,
        rows: &LayeredRows,
        mut complete: impl FnMut(&mut Passes, f64),
    ) -> f64 {
        self.labels.clear();
        self.labels.resize(rows.nodes(), f64::INFINITY);
        self.labels[rows.source as usize] = 0.0;
        complete(self, rows.payload_bytes[0]);
        for (&work, &bytes) in rows.work.iter().zip(&rows.payload_bytes[1..]) {
            rows.compute::<BACKLOGS>(work, &mut self.labels);
            complete(self, bytes);
        }
        self.labels[rows.destination as usize]
    }
}

/// The earlier of two times ≥ 0, without a branch, which would be mispredicted too often.
#[inline(always)]
fn earlier(a: f64, b: f64) -> f64 {
    // Engines of WebAssembly branch to select one of two floats, but not of two integers.
    if cfg!(target_arch = "wasm32") {
        f64::from_bits(u64::min(a.to_bits(), b.to_bits()))
    } else if a < b {
        a
    } else {
        b
    }
}
