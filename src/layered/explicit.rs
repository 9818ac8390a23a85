//! The layered graph written out in petgraph: the tests' oracle, and what people look at.

use super::LayeredGraph;
use petgraph::graph::{DiGraph, NodeIndex};
use std::cmp::Ordering;
use std::ops::Add;

/// A vertex of the layered graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vertex {
    /// Which layers are done: l for the first l layers of a chain, the number of the down-set of
    /// any other model.
    pub copy: usize,
    /// Where what is live is, by node index.
    pub node: usize,
    /// In the middle of a stay whose wait is paid (additive waits with node backlogs only).
    pub computing: bool,
}

/// What an arc of the layered graph stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArcKind {
    /// The tensor crosses the directed link with this index.
    Transfer(usize),
    /// The layer with this number, from 1, runs on the arc's node.
    Compute(usize),
    /// A stay on this node begins; its wait is paid.
    StartComputing(usize),
    /// A stay on this node ends.
    StopComputing(usize),
}

/// An arc: entered at τ it arrives at max(τ, ready) + seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayeredArc {
    /// What it stands for.
    pub kind: ArcKind,
    /// When its resource has drained; 0 under additive waits.
    pub ready_seconds: f64,
    /// Its cost once it is ready.
    pub seconds: f64,
}

/// A time, or a way of getting from one time to another: τ ↦ max(τ, ready) + seconds.
///
/// Adding is composition, so a label-setting search that only adds and compares, such as
/// petgraph's Dijkstra, finds earliest arrivals. A time t is the function that starts from 0
/// with `ready = 0`, `seconds = t`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Arrival {
    ready_seconds: f64,
    seconds: f64,
}

impl Arrival {
    /// The moment itself, given that the start is at 0.
    pub fn time(&self) -> f64 {
        self.ready_seconds + self.seconds
    }

    /// The start of a search at a time.
    pub fn at(seconds: f64) -> Arrival {
        Arrival {
            ready_seconds: 0.0,
            seconds,
        }
    }
}

impl From<&LayeredArc> for Arrival {
    fn from(arc: &LayeredArc) -> Arrival {
        Arrival {
            ready_seconds: arc.ready_seconds,
            seconds: arc.seconds,
        }
    }
}

impl Add for Arrival {
    type Output = Arrival;

    fn add(self, next: Arrival) -> Arrival {
        Arrival::at(f64::max(self.time(), next.ready_seconds) + next.seconds)
    }
}

impl PartialOrd for Arrival {
    fn partial_cmp(&self, other: &Arrival) -> Option<Ordering> {
        self.time().partial_cmp(&other.time())
    }
}

/// The whole layered graph. Vertex (l, u) has index (l·N + u)·S + state with S states per node
/// (see [`LayeredGraph::state_count`]), state 0 idle and 1 computing.
pub type ExplicitGraph = DiGraph<Vertex, LayeredArc>;

impl LayeredGraph {
    /// Writes the graph out: every vertex, N·S in each copy, and every arc between them.
    ///
    /// # Cost
    /// O(vertices + arcs) time and memory.
    ///
    /// ```
    /// # let text = include_str!("../../tests/scenarios/triangle.json");
    /// use splitway::{LayeredGraph, Scenario, Wait};
    /// let scenario = Scenario::from_json(text).unwrap();
    /// let graph = LayeredGraph::new(&scenario, 0, Wait::Draining).unwrap();
    /// let explicit = graph.explicit();
    /// assert_eq!(explicit.node_count(), 9); // 3 copies of 3 nodes
    /// assert_eq!(explicit.edge_count(), graph.arc_count());
    /// ```
    pub fn explicit(&self) -> ExplicitGraph {
        let mut graph = DiGraph::with_capacity(self.vertex_count(), self.arc_count());
        for copy in 0..self.copy_count() {
            for node in 0..self.node_count() {
                for computing in [false, true].into_iter().take(self.state_count()) {
                    graph.add_node(Vertex {
                        copy,
                        node,
                        computing,
                    });
                }
            }
        }
        for copy in 0..self.copy_count() {
            self.add_transfers(&mut graph, copy);
            for run in self.lattice.before(copy) {
                self.add_computes(&mut graph, run.state as usize, run.layer as usize, copy);
            }
            if self.has_two_states() {
                self.add_switches(&mut graph, copy);
            }
        }
        graph
    }

    /// The vertex where the job's input is.
    pub fn source_vertex(&self) -> NodeIndex {
        self.vertex(0, self.source as usize, false)
    }

    /// The vertex where the job's answer is wanted.
    pub fn target_vertex(&self) -> NodeIndex {
        self.vertex(self.last_copy(), self.destination as usize, false)
    }

    /// When the job leaves its source, in seconds.
    pub fn release_seconds(&self) -> f64 {
        self.release_seconds
    }

    fn vertex(&self, copy: usize, node: usize, computing: bool) -> NodeIndex {
        let states = self.state_count();
        NodeIndex::new((copy * self.node_count() + node) * states + usize::from(computing))
    }

    fn add_transfers(&self, graph: &mut ExplicitGraph, copy: usize) {
        for (index, link) in self.links.iter().enumerate() {
            let service = self.payload_bytes[copy] * (8.0 / link.bits_per_second);
            let seconds = service + link.delay_seconds;
            let arc = match self.wait {
                crate::Wait::Draining => (link.wait_seconds, seconds),
                crate::Wait::Additive => (0.0, link.wait_seconds + seconds),
            };
            graph.add_edge(
                self.vertex(copy, link.from as usize, false),
                self.vertex(copy, link.to as usize, false),
                LayeredArc {
                    kind: ArcKind::Transfer(index),
                    ready_seconds: arc.0,
                    seconds: arc.1,
                },
            );
        }
    }

    /// Arcs from one copy to another: a layer runs.
    fn add_computes(&self, graph: &mut ExplicitGraph, from: usize, layer: usize, to: usize) {
        let computing = self.has_two_states();
        for (node, facts) in self.nodes.iter().enumerate() {
            if !self.allowed(layer)[node] {
                continue;
            }
            let ready_seconds = match self.wait {
                crate::Wait::Draining => facts.wait_seconds,
                crate::Wait::Additive => 0.0,
            };
            graph.add_edge(
                self.vertex(from, node, computing),
                self.vertex(to, node, computing),
                LayeredArc {
                    kind: ArcKind::Compute(layer),
                    ready_seconds,
                    seconds: self.layer_seconds(layer, node as u32),
                },
            );
        }
    }

    fn add_switches(&self, graph: &mut ExplicitGraph, copy: usize) {
        for (node, facts) in self.nodes.iter().enumerate() {
            let idle = self.vertex(copy, node, false);
            let computing = self.vertex(copy, node, true);
            if copy < self.last_copy() {
                let arc = LayeredArc {
                    kind: ArcKind::StartComputing(node),
                    ready_seconds: 0.0,
                    seconds: facts.wait_seconds,
                };
                graph.add_edge(idle, computing, arc);
            }
            if copy > 0 {
                let arc = LayeredArc {
                    kind: ArcKind::StopComputing(node),
                    ready_seconds: 0.0,
                    seconds: 0.0,
                };
                graph.add_edge(computing, idle, arc);
            }
        }
    }
}
