//! petgraph on the layered graph written out.

use crate::rows::LayeredRows;
use petgraph::algo::{Measure, dijkstra};
use petgraph::graph::{DiGraph, NodeIndex};
use splitway::layered::explicit::{ArcKind, Arrival, LayeredArc};

/// An arc's cost as petgraph adds it up.
pub trait Cost: Measure + Copy {
    /// Of an arc that serves from some moment on and then takes some seconds.
    fn of(ready_seconds: f64, seconds: f64) -> Self;
    fn seconds(self) -> f64;
}

/// Without backlogs a number is enough.
impl Cost for f64 {
    fn of(_ready_seconds: f64, seconds: f64) -> f64 {
        seconds
    }

    fn seconds(self) -> f64 {
        self
    }
}

impl Cost for Arrival {
    fn of(ready_seconds: f64, seconds: f64) -> Arrival {
        let kind = ArcKind::Transfer(0);
        Arrival::from(&LayeredArc {
            kind,
            ready_seconds,
            seconds,
        })
    }

    fn seconds(self) -> f64 {
        self.time()
    }
}

/// All copies of the network, with no more in it than the search needs.
#[derive(Debug)]
pub struct Explicit<C> {
    graph: DiGraph<(), C>,
    source: NodeIndex,
    target: NodeIndex,
}

impl<C: Cost> Explicit<C> {
    pub fn new(rows: &LayeredRows) -> Explicit<C> {
        let (nodes, copies) = (rows.nodes(), rows.payload_bytes.len());
        let arcs = copies * rows.arcs.len() + (copies - 1) * nodes;
        let mut graph = DiGraph::with_capacity(copies * nodes, arcs);
        for _ in 0..copies * nodes {
            graph.add_node(());
        }
        let vertex = |copy: usize, node: usize| NodeIndex::new(copy * nodes + node);
        for (copy, &bytes) in rows.payload_bytes.iter().enumerate() {
            for node in 0..nodes {
                for (arc, ready_seconds) in rows.links(node) {
                    let seconds = bytes * arc.seconds_per_byte + arc.offset_seconds;
                    let cost = C::of(ready_seconds, seconds);
                    graph.add_edge(vertex(copy, node), vertex(copy, arc.to as usize), cost);
                }
            }
            let Some(work) = rows.work.get(copy) else {
                break;
            };
            for (node, speed) in rows.speeds.iter().enumerate() {
                let cost = C::of(speed.wait_seconds, work.seconds(speed));
                graph.add_edge(vertex(copy, node), vertex(copy + 1, node), cost);
            }
        }
        Explicit {
            graph,
            source: vertex(0, rows.source as usize),
            target: vertex(copies - 1, rows.destination as usize),
        }
    }

    /// The optimum by petgraph's Dijkstra, which stops at the target.
    pub fn latency_seconds(&self) -> f64 {
        let costs = dijkstra(&self.graph, self.source, Some(self.target), |arc| {
            *arc.weight()
        });
        costs[&self.target].seconds()
    }
}
