//! A handful of nodes among which a good plan is likely to be found: its arrival is the limit
//! that the exact search prunes by.

use super::bound::LowerBound;
use super::labels::Labels;
use crate::layered::LayeredGraph;

/// The nodes on the way from the source to a promising node and on to the destination.
#[derive(Debug, Clone)]
pub(crate) struct FewNodes {
    mask: Vec<bool>,
    chosen: Vec<u32>,
    reach_seconds: Vec<f64>,
}

/// A node is promising for all of the work, or for a part of it that this share stands for.
const SHARES: [f64; 3] = [1.0, 0.25, 0.0625];

impl FewNodes {
    pub fn for_graph(graph: &LayeredGraph) -> FewNodes {
        FewNodes {
            mask: vec![false; graph.node_count()],
            chosen: Vec::with_capacity(graph.node_count()),
            reach_seconds: vec![f64::INFINITY; graph.node_count()],
        }
    }

    /// Which nodes were chosen.
    pub fn mask(&self) -> &[bool] {
        &self.mask
    }

    /// Chooses for each set of allowed nodes the one from which all work would be done soonest.
    ///
    /// # Cost
    /// O(N) per set and share, plus the ways.
    pub fn choose(&mut self, graph: &LayeredGraph, bound: &LowerBound, reach: &Labels) {
        for node in self.chosen.drain(..) {
            self.mask[node as usize] = false;
        }
        self.reach_seconds.fill(f64::INFINITY);
        for (&node, &seconds) in reach.nodes(0).iter().zip(reach.idle_seconds(0)) {
            self.reach_seconds[node as usize] = seconds;
        }
        let work: f64 = graph.fastest_seconds.iter().sum();
        for allowed in graph.allowed_sets() {
            for share in SHARES {
                let seconds_through = |&node: &u32| {
                    let place = node as usize;
                    let start = graph.start_computing(node, self.reach_seconds[place]);
                    start + graph.slowness[place] * share * work + bound.way_seconds(node)
                };
                let best = reach
                    .nodes(0)
                    .iter()
                    .copied()
                    .filter(|&node| allowed[node as usize])
                    .min_by(|a, b| seconds_through(a).total_cmp(&seconds_through(b)));
                if let Some(node) = best {
                    self.add_way_from_source(graph, node);
                    self.add_way_to_destination(graph, bound, node);
                }
            }
        }
    }

    fn add(&mut self, node: u32) {
        if !self.mask[node as usize] {
            self.mask[node as usize] = true;
            self.chosen.push(node);
        }
    }

    fn add_way_from_source(&mut self, graph: &LayeredGraph, mut node: u32) {
        self.add(node);
        // Links that take no time could lead in circles; a way has fewer steps than nodes.
        for _ in 1..graph.node_count() {
            let bytes = graph.payload_bytes[0];
            let before = graph.into.of(node).iter().min_by(|a, b| {
                let through = |arc: &crate::layered::Arc| {
                    self.reach_seconds[arc.node as usize] + arc.seconds(bytes)
                };
                through(a).total_cmp(&through(b))
            });
            match before {
                Some(arc) if node != graph.source => node = arc.node,
                _ => return,
            }
            self.add(node);
        }
    }

    fn add_way_to_destination(&mut self, graph: &LayeredGraph, bound: &LowerBound, mut node: u32) {
        for _ in 1..graph.node_count() {
            let bytes = *graph.payload_bytes.last().unwrap_or(&0.0);
            let after = graph.out.of(node).iter().min_by(|a, b| {
                let through =
                    |arc: &crate::layered::Arc| arc.seconds(bytes) + bound.way_seconds(arc.node);
                through(a).total_cmp(&through(b))
            });
            match after {
                Some(arc) if node != graph.destination => node = arc.node,
                _ => return,
            }
            self.add(node);
        }
    }
}
