//! What remains from every vertex of a layered graph when nothing is in the way.
//!
//! h(l, u) is the time from "layers 1..l are done, their output is at u" to the destination if no
//! resource is ever busy. Whatever is busy only delays, so h is a consistent lower bound for
//! searches among busy intervals (Hart, Nilsson & Raphael 1968).

use crate::layered::LayeredGraph;
use crate::route::TimeQueue;

/// h of every vertex for one destination.
#[derive(Debug, Clone)]
pub(super) struct Remaining {
    graph: usize,
    destination: u32,
    /// Copy after copy; infinite where nothing leads on.
    seconds: Vec<f64>,
    nodes: usize,
}

impl Remaining {
    /// One backward pass over the graph, which comes with its index.
    ///
    /// # Cost
    /// O(L·(E + N log N)) time, O(L·N) memory.
    pub fn to(
        destination: u32,
        (graph_index, graph): (usize, &LayeredGraph),
        queue: &mut TimeQueue,
    ) -> Remaining {
        let (nodes, copies) = (graph.node_count(), graph.layer_count() + 1);
        let mut seconds = vec![f64::INFINITY; copies * nodes];
        for copy in (0..copies).rev() {
            let (before, after) = seconds.split_at_mut((copy + 1) * nodes);
            let row = &mut before[copy * nodes..];
            queue.clear();
            if copy == graph.layer_count() {
                row[destination as usize] = 0.0;
                queue.push(0.0, destination);
            } else {
                let layer = copy + 1;
                for (node, &onward) in (0..).zip(&after[..nodes]) {
                    if graph.allowed(layer)[node as usize] && onward.is_finite() {
                        row[node as usize] = graph.layer_seconds(layer, node) + onward;
                        queue.push(row[node as usize], node);
                    }
                }
            }
            let bytes = graph.payload_bytes[copy];
            while let Some((seconds, node)) = queue.pop() {
                if seconds > row[node as usize] {
                    continue;
                }
                for arc in graph.into.of(node) {
                    let through = seconds + arc.seconds(bytes);
                    if through < row[arc.node as usize] {
                        row[arc.node as usize] = through;
                        queue.push(through, arc.node);
                    }
                }
            }
        }
        Remaining {
            graph: graph_index,
            destination,
            seconds,
            nodes,
        }
    }

    /// Whether this is the table of a graph and destination.
    pub fn is_of(&self, graph: usize, destination: u32) -> bool {
        (self.graph, self.destination) == (graph, destination)
    }

    /// h of all vertices, copy after copy.
    pub fn seconds(&self) -> &[f64] {
        &self.seconds
    }

    /// h of the vertices of a copy, by node.
    pub fn copy(&self, copy: usize) -> &[f64] {
        &self.seconds[copy * self.nodes..(copy + 1) * self.nodes]
    }
}
