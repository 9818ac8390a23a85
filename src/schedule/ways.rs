//! Shortest ways over the free network for one payload, for the policies that need no more.

use crate::layered::LayeredGraph;
use crate::route::{Move, TimeQueue};

/// The ways from one node to all others.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    copy: usize,
    seconds: Vec<f64>,
    /// The link over which each node is reached.
    by_link: Vec<Option<u32>>,
}

impl Ways {
    /// The ways for the payload of a copy (Dijkstra 1959).
    ///
    /// # Cost
    /// O(E + N log N).
    pub fn from(node: u32, copy: usize, graph: &LayeredGraph, queue: &mut TimeQueue) -> Ways {
        let mut ways = Ways {
            copy,
            seconds: vec![f64::INFINITY; graph.node_count()],
            by_link: vec![None; graph.node_count()],
        };
        queue.clear();
        ways.seconds[node as usize] = 0.0;
        queue.push(0.0, node);
        while let Some((seconds, node)) = queue.pop() {
            if seconds > ways.seconds[node as usize] {
                continue;
            }
            for arc in graph.out.of(node) {
                let arrive = seconds + arc.seconds(graph.payload_bytes[copy]);
                let head = arc.node as usize;
                if arrive < ways.seconds[head] {
                    ways.seconds[head] = arrive;
                    ways.by_link[head] = Some(arc.link);
                    queue.push(arrive, arc.node);
                }
            }
        }
        ways
    }

    /// How long the way to a node takes; infinite where there is none.
    pub fn seconds(&self, node: u32) -> f64 {
        self.seconds[node as usize]
    }

    /// The transfers that lead to a node.
    pub fn moves(&self, mut node: u32, graph: &LayeredGraph) -> Vec<Move> {
        let mut moves = vec![];
        while let Some(link) = self.by_link[node as usize] {
            moves.push(Move::Transfer {
                copy: self.copy,
                link,
            });
            node = graph.links[link as usize].from;
        }
        moves.reverse();
        moves
    }
}
