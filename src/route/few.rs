//! A handful of nodes among which a good plan is likely to be found: its arrival is the limit
//! that the exact search prunes by.

use super::bound::LowerBound;
use super::labels::Labels;
use crate::layered::{Arc, LayeredGraph};

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

    /// How many nodes were chosen.
    pub fn count(&self) -> usize {
        self.chosen.len()
    }

    /// Takes in when the input can be at each node. Comes before all other calls of a solve.
    pub fn set_reach(&mut self, reach: &Labels) {
        self.reach_seconds.fill(f64::INFINITY);
        for (&node, &seconds) in reach.nodes(0).iter().zip(reach.idle_seconds(0)) {
            self.reach_seconds[node as usize] = seconds;
        }
    }

    /// When the answer of a plan that runs all layers on one promising node arrives; `None` where
    /// pins forbid that.
    ///
    /// # Cost
    /// O(N + L), plus the arcs along the way to the destination.
    pub fn single_node_arrival(&self, graph: &LayeredGraph, bound: &LowerBound) -> Option<f64> {
        let any = graph.allowed_sets().next()?;
        let node = self.most_promising(graph, bound, any, bound.work_seconds())?;
        arrival_from(graph, bound, node, self.reach_seconds[node as usize])
    }

    /// Chooses for each set of allowed nodes those from which all or part of the work would be
    /// done soonest.
    ///
    /// # Cost
    /// O(N) per set and share, plus the ways.
    pub fn choose(&mut self, graph: &LayeredGraph, bound: &LowerBound) {
        for node in self.chosen.drain(..) {
            self.mask[node as usize] = false;
        }
        for allowed in graph.allowed_sets() {
            for share in SHARES {
                let work_seconds = share * bound.work_seconds();
                if let Some(node) = self.most_promising(graph, bound, allowed, work_seconds) {
                    self.add_way_from_source(graph, node);
                    self.add_way_to_destination(graph, bound, node);
                }
            }
        }
    }

    /// The allowed node from which some seconds of work (on the fastest node) would be done and
    /// back soonest.
    fn most_promising(
        &self,
        graph: &LayeredGraph,
        bound: &LowerBound,
        allowed: &[bool],
        work_seconds: f64,
    ) -> Option<u32> {
        let mut best = (f64::INFINITY, None);
        for (node, &is_allowed) in (0..).zip(allowed) {
            let place = node as usize;
            let start = graph.start_computing(node, self.reach_seconds[place]);
            let seconds = start + graph.slowness[place] * work_seconds + bound.way_seconds(node);
            if is_allowed && seconds < best.0 {
                best = (seconds, Some(node));
            }
        }
        best.1
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
                let through =
                    |arc: &Arc| self.reach_seconds[arc.node as usize] + arc.seconds(bytes);
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
            match next_on_way(graph, bound, node) {
                Some(arc) if node != graph.destination => node = arc.node,
                _ => return,
            }
            self.add(node);
        }
    }
}

/// When the answer arrives if a node, reached at a time, runs all layers; `None` if it may not.
pub(crate) fn arrival_from(
    graph: &LayeredGraph,
    bound: &LowerBound,
    node: u32,
    reached_seconds: f64,
) -> Option<f64> {
    if graph.allowed_sets().any(|allowed| !allowed[node as usize]) {
        return None;
    }
    let mut now = graph.start_computing(node, reached_seconds);
    for layer in 1..=graph.layer_count() {
        now += graph.layer_seconds(layer, node);
    }
    let mut place = node;
    // Links that take no time could lead in circles; a way has fewer steps than nodes.
    for _ in 0..graph.node_count() {
        if place == graph.destination {
            return Some(now);
        }
        let arc = next_on_way(graph, bound, place)?;
        now = graph.arrive_over(graph.last_copy(), place, arc.link, now);
        place = arc.node;
    }
    None
}

/// The first link of the answer's shortest way to the destination.
fn next_on_way<'a>(graph: &'a LayeredGraph, bound: &LowerBound, node: u32) -> Option<&'a Arc> {
    let bytes = graph.payload_bytes[graph.last_copy()];
    let through = |arc: &Arc| arc.seconds(bytes) + bound.way_seconds(arc.node);
    let arcs = graph.out.of(node).iter();
    arcs.min_by(|a, b| through(a).total_cmp(&through(b)))
}
