//! A lower bound on what remains from every vertex, so that a search can leave out the rest.
//!
//! Relax what remains twice: every tensor is as small as the smallest one there is, and work can
//! be split at will. Then the best one can do from node u with R seconds of work left (in seconds
//! of each layer's fastest node) is to go to some node v, run all of it there, and go on to the
//! destination: H(u, R) = min over v of D(u, v) + slowness(v)·R + D(v, destination). H is concave
//! in R, so the straight line from its value for all work to that for none stays below it (values
//! in between would cost a Dijkstra search each and save less). It is consistent: along
//! any arc it falls by no more than the arc's seconds, so pruning by it and the certificates made
//! of it are exact.
//!
//! Once a plan is known, its latency less all work on the fastest node is the *slack* of every
//! better plan: whatever has R seconds of work left may have at most R + slack seconds left in
//! all. H is capped there, which keeps it concave and consistent, and lets the searches that
//! compute it stop early.

use super::queue::TimeQueue;
use crate::layered::LayeredGraph;

/// The lower bound of one graph. All memory is kept between solves.
#[derive(Debug, Clone)]
pub(crate) struct LowerBound {
    /// Remaining work after each copy, in seconds of each layer's fastest node.
    remaining_seconds: Vec<f64>,
    smallest_bytes: f64,
    /// Seconds from each node to the destination for the smallest tensor, D(v, destination);
    /// above the slack only that it is at least the slack.
    way_seconds: Vec<f64>,
    /// H for all work.
    full_seconds: Vec<f64>,
}

/// The bound within one copy, on the straight line between H for no work and for all of it.
#[derive(Clone, Copy)]
pub(crate) struct CopyBound<'a> {
    way_seconds: &'a [f64],
    full_seconds: &'a [f64],
    /// The share of all work that is left.
    share: f64,
}

impl CopyBound<'_> {
    /// At least this many seconds remain from a node; infinite or not a number where nothing
    /// leads on.
    #[inline(always)]
    pub fn seconds(&self, node: u32) -> f64 {
        let way = self.way_seconds[node as usize];
        if self.share == 0.0 {
            return way;
        }
        way + self.share * (self.full_seconds[node as usize] - way)
    }
}

impl LowerBound {
    pub fn for_graph(graph: &LayeredGraph) -> LowerBound {
        LowerBound {
            remaining_seconds: vec![0.0; graph.copy_count()],
            smallest_bytes: 0.0,
            way_seconds: vec![0.0; graph.node_count()],
            full_seconds: vec![0.0; graph.node_count()],
        }
    }

    /// Takes the graph's present numbers and finds ways to the destination until the source's is
    /// known. The queue keeps what [`find_ways`](Self::find_ways) goes on with.
    pub fn find_way_from_source(&mut self, graph: &LayeredGraph, queue: &mut TimeQueue) {
        let last = graph.last_copy();
        self.remaining_seconds[last] = 0.0;
        for copy in (0..last).rev() {
            // Whichever layer is next, the same work remains.
            let next = graph.lattice.after(copy)[0];
            self.remaining_seconds[copy] = self.remaining_seconds[next.state as usize]
                + graph.fastest_seconds[next.layer as usize - 1];
        }
        let bytes = graph.payload_bytes.iter();
        self.smallest_bytes = bytes.fold(f64::INFINITY, |a, &b| f64::min(a, b));
        self.way_seconds.fill(f64::INFINITY);
        self.way_seconds[graph.destination as usize] = 0.0;
        queue.clear();
        queue.push(0.0, graph.destination);
        while let Some((seconds, node)) = queue.pop() {
            pass_back(
                graph,
                self.smallest_bytes,
                (seconds, node),
                &mut self.way_seconds,
                queue,
            );
            if node == graph.source {
                break;
            }
        }
    }

    /// Goes on to find all ways that are not longer than the slack, which may be infinite.
    pub fn find_ways(&mut self, graph: &LayeredGraph, slack_seconds: f64, queue: &mut TimeQueue) {
        let (bytes, labels) = (self.smallest_bytes, &mut self.way_seconds);
        complete_back(graph, bytes, slack_seconds, labels, queue);
    }

    /// Computes H for a slack, which may be smaller than that of the ways.
    ///
    /// # Cost
    /// One Dijkstra search over the part of the network that the slack allows.
    pub fn complete(&mut self, graph: &LayeredGraph, slack_seconds: f64, queue: &mut TimeQueue) {
        let work = self.work_seconds();
        let cap = slack_seconds + work;
        for (node, way) in self.way_seconds.iter_mut().enumerate() {
            *way = f64::min(*way, slack_seconds);
            // A relay's slowness is infinite, and ∞ × 0 is not a number.
            let seconds = *way + graph.slowness[node] * work;
            self.full_seconds[node] = f64::INFINITY;
            if graph.slowness[node].is_finite() && seconds <= cap && seconds.is_finite() {
                self.full_seconds[node] = seconds;
                queue.push(seconds, node as u32);
            }
        }
        let labels = &mut self.full_seconds;
        complete_back(graph, self.smallest_bytes, cap, labels, queue);
    }

    /// The bound within a copy.
    pub fn copy(&self, copy: usize) -> CopyBound<'_> {
        let work = self.remaining_seconds[copy];
        CopyBound {
            way_seconds: &self.way_seconds,
            full_seconds: &self.full_seconds,
            share: if work > 0.0 {
                work / self.work_seconds()
            } else {
                0.0
            },
        }
    }

    /// The ways alone: a bound on what remains besides work.
    pub fn ways(&self) -> CopyBound<'_> {
        CopyBound {
            way_seconds: &self.way_seconds,
            full_seconds: &self.way_seconds,
            share: 0.0,
        }
    }

    /// All work, in seconds of each layer's fastest node.
    pub fn work_seconds(&self) -> f64 {
        self.remaining_seconds[0]
    }

    /// Seconds from a node to the destination for the smallest tensor.
    pub fn way_seconds(&self, node: u32) -> f64 {
        self.way_seconds[node as usize]
    }
}

/// Completes labels backwards along links from the nodes in the queue, as far as a cap; those
/// beyond get the cap.
fn complete_back(
    graph: &LayeredGraph,
    bytes: f64,
    cap_seconds: f64,
    labels: &mut [f64],
    queue: &mut TimeQueue,
) {
    while let Some((seconds, node)) = queue.pop() {
        if seconds > cap_seconds {
            break;
        }
        pass_back(graph, bytes, (seconds, node), labels, queue);
    }
    queue.clear();
    for label in labels {
        *label = f64::min(*label, cap_seconds);
    }
}

/// Passes a node's label back along the links into it, unless it has a better one by now.
#[inline(always)]
fn pass_back(
    graph: &LayeredGraph,
    bytes: f64,
    (seconds, node): (f64, u32),
    labels: &mut [f64],
    queue: &mut TimeQueue,
) {
    if seconds > labels[node as usize] {
        return;
    }
    for arc in graph.into.of(node) {
        let earlier = seconds + arc.seconds(bytes);
        if earlier < labels[arc.node as usize] {
            labels[arc.node as usize] = earlier;
            queue.push(earlier, arc.node);
        }
    }
}
