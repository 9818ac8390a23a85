//! A lower bound on what remains from every vertex, so that a search can leave out the rest.
//!
//! Relax what remains twice: every tensor is as small as the smallest one there is, and work can
//! be split at will. Then the best one can do from node u with R seconds of work left (in seconds
//! of each layer's fastest node) is to go to some node v, run all of it there, and go on to the
//! destination: H(u, R) = min over v of D(u, v) + slowness(v)·R + D(v, destination). H is concave
//! in R, so straight lines between its values at a few R stay below it. It is consistent: along
//! any arc it falls by no more than the arc's seconds, so pruning by it and the certificates made
//! of it are exact.
//!
//! Once a plan is known, its latency less all work on the fastest node is the *slack* of every
//! better plan: whatever has R seconds of work left may have at most R + slack seconds left in
//! all. H is capped there, which keeps it concave and consistent, and lets the searches that
//! compute it stop early.

use super::queue::TimeQueue;
use crate::layered::LayeredGraph;

/// The values of R at which H is computed, as shares of all work; R = 0 always comes along.
const SHARES: [f64; 3] = [1.0, 0.25, 0.0625];

/// Below this many vertices a sample costs more than it saves.
const VERTICES_PER_SAMPLE: usize = 20_000;

/// The lower bound of one graph. All memory is kept between solves.
#[derive(Debug, Clone)]
pub(crate) struct LowerBound {
    /// Remaining work after each copy, in seconds of each layer's fastest node.
    remaining_seconds: Vec<f64>,
    smallest_bytes: f64,
    /// Seconds from each node to the destination for the smallest tensor, D(v, destination);
    /// above the slack only that it is at least the slack.
    way_seconds: Vec<f64>,
    /// Work at which the samples are taken, descending; the last is 0.
    sample_seconds: Vec<f64>,
    /// H at each sample, one row per node so that interpolation reads neighbours.
    values: Vec<f64>,
    labels: Vec<f64>,
}

/// The bound within one copy: a straight line between two neighbouring samples.
#[derive(Clone, Copy)]
pub(crate) struct CopyBound<'a> {
    values: &'a [f64],
    stride: usize,
    /// The sample with less work; the one before it has more.
    column: usize,
    weight_of_more: f64,
}

impl CopyBound<'_> {
    /// At least this many seconds remain from a node; infinite or not a number where nothing
    /// leads on.
    #[inline(always)]
    pub fn seconds(&self, node: u32) -> f64 {
        let place = node as usize * self.stride + self.column;
        let less = self.values[place];
        if self.weight_of_more == 0.0 {
            return less;
        }
        less + self.weight_of_more * (self.values[place - 1] - less)
    }
}

impl LowerBound {
    pub fn for_graph(graph: &LayeredGraph) -> LowerBound {
        let extra = graph.vertex_count() / VERTICES_PER_SAMPLE;
        let samples = 1 + (1 + extra).min(SHARES.len());
        LowerBound {
            remaining_seconds: vec![0.0; graph.layer_count() + 1],
            smallest_bytes: 0.0,
            way_seconds: vec![0.0; graph.node_count()],
            sample_seconds: vec![0.0; samples],
            values: vec![0.0; samples * graph.node_count()],
            labels: vec![0.0; graph.node_count()],
        }
    }

    /// Takes the graph's present numbers and finds ways to the destination until the source's is
    /// known. The queue keeps what [`find_ways`](Self::find_ways) goes on with.
    pub fn find_way_from_source(&mut self, graph: &LayeredGraph, queue: &mut TimeQueue) {
        let layers = graph.layer_count();
        self.remaining_seconds[layers] = 0.0;
        for layer in (1..=layers).rev() {
            self.remaining_seconds[layer - 1] =
                self.remaining_seconds[layer] + graph.fastest_seconds[layer - 1];
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

    /// Computes the samples for a slack, which may be smaller than that of the ways.
    ///
    /// # Cost
    /// One Dijkstra search per sample over the part of the network that the slack allows.
    pub fn take_samples(
        &mut self,
        graph: &LayeredGraph,
        slack_seconds: f64,
        queue: &mut TimeQueue,
    ) {
        let samples = self.sample_seconds.len();
        let last = samples - 1;
        for (node, &way) in self.way_seconds.iter().enumerate() {
            self.values[node * samples + last] = f64::min(way, slack_seconds);
        }
        for (sample, share) in SHARES.into_iter().enumerate().take(last) {
            let work = self.remaining_seconds[0] * share;
            let cap = slack_seconds + work;
            self.sample_seconds[sample] = work;
            for (node, &way) in self.way_seconds.iter().enumerate() {
                // A relay's slowness is infinite, and ∞ × 0 is not a number.
                let seconds = way + graph.slowness[node] * work;
                self.labels[node] = f64::INFINITY;
                if seconds <= cap && graph.slowness[node].is_finite() && seconds.is_finite() {
                    self.labels[node] = seconds;
                    queue.push(seconds, node as u32);
                }
            }
            complete_back(graph, self.smallest_bytes, cap, &mut self.labels, queue);
            for (node, &seconds) in self.labels.iter().enumerate() {
                self.values[node * samples + sample] = seconds;
            }
        }
    }

    /// The bound within a copy, from the samples.
    pub fn copy(&self, copy: usize) -> CopyBound<'_> {
        let last = self.sample_seconds.len() - 1;
        let work = self.remaining_seconds[copy];
        let is_done = copy + 1 == self.remaining_seconds.len();
        // The last sample that still has at least this much work, and the one after it.
        let more = (0..last)
            .rev()
            .find(|&sample| is_done || self.sample_seconds[sample] >= work)
            .unwrap_or(0);
        let step = self.sample_seconds[more] - self.sample_seconds[more + 1];
        let weight_of_more = if is_done || step <= 0.0 {
            0.0
        } else {
            (work - self.sample_seconds[more + 1]) / step
        };
        CopyBound {
            values: &self.values,
            stride: last + 1,
            column: more + 1,
            weight_of_more,
        }
    }

    /// The ways alone: a bound on what remains besides work.
    pub fn ways(&self) -> CopyBound<'_> {
        CopyBound {
            values: &self.way_seconds,
            stride: 1,
            column: 0,
            weight_of_more: 0.0,
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
