//! Shortest paths of one payload from one node, under additive waits.

use super::commodity::Commodity;
use crate::route::TimeQueue;

/// The memory of searches from one node after another.
#[derive(Debug, Default)]
pub(super) struct Distances {
    seconds: Vec<f64>,
    /// The link that leads to each node.
    links: Vec<Option<u32>>,
    queue: TimeQueue,
}

impl Distances {
    /// Finds how far every node is from one, for the tensor of a copy; infinite where no path
    /// leads. O(E + N log N).
    pub fn search(&mut self, commodity: &Commodity, copy: usize, from: u32) {
        let graph = &commodity.graph;
        self.seconds.clear();
        self.seconds.resize(graph.node_count(), f64::INFINITY);
        self.links.clear();
        self.links.resize(graph.node_count(), None);
        self.seconds[from as usize] = 0.0;
        self.queue.push(0.0, from);
        while let Some((seconds, node)) = self.queue.pop() {
            if seconds > self.seconds[node as usize] {
                continue;
            }
            for arc in graph.out.of(node) {
                let arrival = seconds + arc.seconds(graph.payload_bytes[copy]);
                if arrival < self.seconds[arc.node as usize] {
                    self.seconds[arc.node as usize] = arrival;
                    self.links[arc.node as usize] = Some(arc.link);
                    self.queue.push(arrival, arc.node);
                }
            }
        }
    }

    /// Seconds to a node of the last search.
    pub fn seconds(&self, to: usize) -> f64 {
        self.seconds[to]
    }

    /// The links to a node of the last search, in order.
    pub fn path(&self, commodity: &Commodity, to: u32) -> Vec<u32> {
        let mut links = vec![];
        let mut node = to;
        while let Some(link) = self.links[node as usize] {
            links.push(link);
            node = commodity.graph.links[link as usize].from;
        }
        links.reverse();
        links
    }
}
