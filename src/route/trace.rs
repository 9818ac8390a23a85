//! From labels back to a plan: which arcs lead to the target at its earliest time.
//!
//! Every prefix of the plan is earliest as well. Where several arcs do, walking back from the
//! destination the plan takes the fewest transfers that lead to a node where the copy's layer was
//! run (or, in the first copy, to the source), among those the lowest link index at each step
//! back, and goes on with a stay rather than beginning a new one.

use super::labels::{Labels, MOST_ROOM_AT_ONCE};
use crate::layered::LayeredGraph;

/// One arc of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// The layer (from 1) runs on the node.
    Compute { layer: usize, node: u32 },
    /// The output of the copy's layer crosses the directed link.
    Transfer { copy: usize, link: u32 },
}

impl LayeredGraph {
    /// How long a move keeps its node or link busy.
    pub(crate) fn service_seconds(&self, step: Move) -> f64 {
        match step {
            Move::Compute { layer, node } => self.layer_seconds(layer, node),
            Move::Transfer { copy, link } => {
                self.payload_bytes[copy] * (8.0 / self.links[link as usize].bits_per_second)
            }
        }
    }
}

/// The memory of walking back, and the plan that was found.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    moves: Vec<Move>,
    /// Idle and computing labels of the present copy and of the one before, by node.
    idle: [Vec<f64>; 2],
    computing: [Vec<f64>; 2],
    /// Breadth-first search against the links: the link that leads on, per visited node.
    onward: Vec<Option<u32>>,
    visited: Vec<u32>,
}

impl Trace {
    pub fn for_graph(graph: &LayeredGraph) -> Trace {
        let nodes = graph.node_count();
        let none = || vec![f64::INFINITY; nodes];
        Trace {
            moves: Vec::with_capacity(usize::min(
                (graph.layer_count() + 1) * nodes,
                MOST_ROOM_AT_ONCE,
            )),
            idle: [none(), none()],
            computing: [none(), none()],
            onward: vec![None; nodes],
            visited: Vec::with_capacity(nodes),
        }
    }

    /// The moves of the plan in time order.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// Finds the moves that lead to the target.
    ///
    /// # Cost
    /// Linear in the number of labels, plus the arcs into the vertices that are visited.
    pub fn walk_back(&mut self, graph: &LayeredGraph, labels: &Labels) {
        self.moves.clear();
        let mut node = graph.destination;
        let mut is_stay = false;
        self.load(labels, graph.layer_count());
        for copy in (1..=graph.layer_count()).rev() {
            self.load(labels, copy - 1);
            if !is_stay {
                node = self.walk_copy(graph, copy, node);
            }
            self.moves.push(Move::Compute { layer: copy, node });
            is_stay = graph.has_two_states() && {
                let place = node as usize;
                let before = (copy - 1) % 2;
                let begin = graph.start_computing(node, self.idle[before][place]);
                self.computing[before][place] <= begin
            };
            self.unload(labels, copy);
        }
        self.walk_copy(graph, 0, node);
        self.unload(labels, 0);
        self.moves.reverse();
    }

    /// Walks back within a copy to where its layer was run (or to the source), by the fewest
    /// transfers. Returns that node.
    fn walk_copy(&mut self, graph: &LayeredGraph, copy: usize, last: u32) -> u32 {
        self.visited.push(last);
        let mut next = 0;
        let entry = loop {
            let node = self.visited[next];
            if self.is_entry(graph, copy, node) {
                break node;
            }
            next += 1;
            for arc in graph.into.of(node) {
                let is_new = arc.node != last && self.onward[arc.node as usize].is_none();
                if is_new && self.is_tight(graph, copy, arc.node, arc.link, node) {
                    self.onward[arc.node as usize] = Some(arc.link);
                    self.visited.push(arc.node);
                }
            }
        };
        let first_move = self.moves.len();
        let mut node = entry;
        while let Some(link) = self.onward[node as usize] {
            self.moves.push(Move::Transfer { copy, link });
            node = graph.links[link as usize].to;
        }
        self.moves[first_move..].reverse();
        for node in self.visited.drain(..) {
            self.onward[node as usize] = None;
        }
        entry
    }

    /// Whether the node has its idle label from running the copy's layer, or is the source.
    fn is_entry(&self, graph: &LayeredGraph, copy: usize, node: u32) -> bool {
        let place = node as usize;
        let idle = self.idle[copy % 2][place];
        if copy == 0 {
            return node == graph.source && idle == graph.release_seconds;
        }
        if graph.has_two_states() {
            return self.computing[copy % 2][place] == idle;
        }
        let before = self.idle[(copy - 1) % 2][place];
        before.is_finite()
            && graph.allowed(copy)[place]
            && graph.start_computing(node, before) + graph.layer_seconds(copy, node) == idle
    }

    /// Whether the label of `to` comes from `from` over the link.
    fn is_tight(&self, graph: &LayeredGraph, copy: usize, from: u32, link: u32, to: u32) -> bool {
        let idle = &self.idle[copy % 2];
        let depart = idle[from as usize];
        graph.arrive_over(copy, from, link, depart) == idle[to as usize]
    }

    fn load(&mut self, labels: &Labels, copy: usize) {
        self.set(labels, copy, |seconds| seconds);
    }

    fn unload(&mut self, labels: &Labels, copy: usize) {
        self.set(labels, copy, |_| f64::INFINITY);
    }

    fn set(&mut self, labels: &Labels, copy: usize, value: impl Fn(f64) -> f64) {
        let nodes = labels.nodes(copy);
        for (&node, &seconds) in nodes.iter().zip(labels.idle_seconds(copy)) {
            self.idle[copy % 2][node as usize] = value(seconds);
        }
        for (&node, &seconds) in nodes.iter().zip(labels.computing_seconds(copy)) {
            self.computing[copy % 2][node as usize] = value(seconds);
        }
    }
}
