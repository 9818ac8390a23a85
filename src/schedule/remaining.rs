//! What remains from every vertex of a layered graph when nothing is in the way.
//!
//! h(l, u) is the time from "the layers of copy l are done, what is live is at u" to the destination
//! if no resource is ever busy. Whatever is busy only delays, so h is a consistent lower bound for
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
    /// h for a graph, which comes with its index, and a destination.
    ///
    /// # Cost
    /// O(C·(E + N log N)) time, O(C·N) memory for C copies.
    pub fn to(
        destination: u32,
        (graph_index, graph): (usize, &LayeredGraph),
        queue: &mut TimeQueue,
    ) -> Remaining {
        let seconds = |_, service_seconds, delay_seconds| service_seconds + delay_seconds;
        Remaining {
            graph: graph_index,
            destination,
            seconds: cheapest(destination, graph, queue, seconds),
            nodes: graph.node_count(),
        }
    }

    /// The graph's index and the destination.
    pub fn of(&self) -> (usize, u32) {
        (self.graph, self.destination)
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

/// The price of the cheapest plan from every vertex to a destination, where a service costs what
/// `price` makes of its resource, its seconds and the delay after it; one backward pass.
pub(super) fn cheapest(
    destination: u32,
    graph: &LayeredGraph,
    queue: &mut TimeQueue,
    price: impl Fn(usize, f64, f64) -> f64,
) -> Vec<f64> {
    let (nodes, copies) = (graph.node_count(), graph.copy_count());
    let mut prices = vec![f64::INFINITY; copies * nodes];
    for copy in (0..copies).rev() {
        let (before, after) = prices.split_at_mut((copy + 1) * nodes);
        let row = &mut before[copy * nodes..];
        queue.clear();
        if copy == graph.last_copy() {
            row[destination as usize] = 0.0;
            queue.push(0.0, destination);
        }
        for run in graph.lattice.after(copy) {
            let layer = run.layer as usize;
            let onward = &after[(run.state as usize - copy - 1) * nodes..][..nodes];
            for (node, &onward) in (0..).zip(onward) {
                let place = node as usize;
                if graph.allowed(layer)[place] && onward.is_finite() {
                    let through = price(place, graph.layer_seconds(layer, node), 0.0) + onward;
                    if through < row[place] {
                        row[place] = through;
                        queue.push(through, node);
                    }
                }
            }
        }
        let bytes = graph.payload_bytes[copy];
        while let Some((onward, node)) = queue.pop() {
            if onward > row[node as usize] {
                continue;
            }
            for arc in graph.into.of(node) {
                let resource = nodes + arc.link as usize;
                let service_seconds = bytes * arc.seconds_per_byte;
                let through = onward + price(resource, service_seconds, arc.offset_seconds);
                if through < row[arc.node as usize] {
                    row[arc.node as usize] = through;
                    queue.push(through, arc.node);
                }
            }
        }
    }
    prices
}
