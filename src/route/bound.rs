//! A lower bound on what remains from every vertex, so that a search can leave out the rest.
//!
//! Relax what remains twice: every tensor is as small as the smallest one still to come, and work
//! can be split at will. Then the best one can do from node u with R seconds of work left (in
//! seconds of each layer's fastest node) is to go to some node v, run all of it there, and go on
//! to the destination: H(u, R) = min over v of D(u, v) + slowness(v)·R + D(v, destination). H is
//! concave in R, so straight lines between its values at a few R stay below it. It is consistent:
//! along any arc it falls by no more than the arc's seconds, so pruning by it and the
//! certificates made of it are exact.

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
    /// Work at which the samples are taken, descending; the last is 0.
    sample_seconds: Vec<f64>,
    /// H at each sample, one row per node so that interpolation reads neighbours.
    values: Vec<f64>,
    samples: usize,
    scratch: Vec<f64>,
}

/// The bound within one copy: a straight line between two neighbouring samples.
#[derive(Clone, Copy)]
pub(crate) struct CopyBound<'a> {
    values: &'a [f64],
    stride: usize,
    column: usize,
    weight: f64,
}

impl CopyBound<'_> {
    /// At least this many seconds remain from a node; infinite where nothing leads on.
    #[inline(always)]
    pub fn seconds(&self, node: u32) -> f64 {
        let place = node as usize * self.stride + self.column;
        let (more, less) = (self.values[place], self.values[place + 1]);
        if self.weight == 0.0 {
            less
        } else {
            less + self.weight * (more - less)
        }
    }
}

impl LowerBound {
    pub fn for_graph(graph: &LayeredGraph) -> LowerBound {
        let extra = graph.vertex_count() / VERTICES_PER_SAMPLE;
        let samples = 1 + (1 + extra).min(SHARES.len());
        LowerBound {
            remaining_seconds: vec![0.0; graph.layer_count() + 1],
            sample_seconds: vec![0.0; samples],
            values: vec![0.0; samples * graph.node_count()],
            samples,
            scratch: vec![0.0; graph.node_count()],
        }
    }

    /// Takes the graph's present numbers.
    ///
    /// # Cost
    /// One Dijkstra over the network per sample.
    pub fn update(&mut self, graph: &LayeredGraph, queue: &mut TimeQueue) {
        let layers = graph.layer_count();
        self.remaining_seconds[layers] = 0.0;
        for layer in (1..=layers).rev() {
            self.remaining_seconds[layer - 1] =
                self.remaining_seconds[layer] + graph.fastest_seconds[layer - 1];
        }
        let smallest_bytes = graph
            .payload_bytes
            .iter()
            .fold(f64::INFINITY, |a, &b| f64::min(a, b));
        let last = self.samples - 1;
        // At R = 0: the way to the destination.
        self.scratch.fill(f64::INFINITY);
        self.scratch[graph.destination as usize] = 0.0;
        queue.push(0.0, graph.destination);
        spread_back(graph, smallest_bytes, &mut self.scratch, queue);
        self.sample_seconds[last] = 0.0;
        self.store(last);
        for (sample, share) in SHARES.into_iter().enumerate().take(last) {
            let work = self.remaining_seconds[0] * share;
            self.sample_seconds[sample] = work;
            for node in 0..graph.node_count() {
                let way = self.values[node * self.samples + last];
                let seconds = way + graph.slowness[node] * work;
                // A relay's slowness is infinite, and ∞ × 0 is not a number.
                let seconds = if graph.slowness[node].is_finite() {
                    seconds
                } else {
                    f64::INFINITY
                };
                self.scratch[node] = seconds;
                if seconds.is_finite() {
                    queue.push(seconds, node as u32);
                }
            }
            spread_back(graph, smallest_bytes, &mut self.scratch, queue);
            self.store(sample);
        }
    }

    fn store(&mut self, sample: usize) {
        for (node, &seconds) in self.scratch.iter().enumerate() {
            self.values[node * self.samples + sample] = seconds;
        }
    }

    /// The bound within a copy.
    pub fn copy(&self, copy: usize) -> CopyBound<'_> {
        let last = self.samples - 1;
        let work = self.remaining_seconds[copy];
        let is_done = copy + 1 == self.remaining_seconds.len();
        // The last column whose left sample still has at least this much work.
        let column = (0..last)
            .rev()
            .find(|&sample| is_done || self.sample_seconds[sample] >= work)
            .unwrap_or(0);
        let (more, less) = (self.sample_seconds[column], self.sample_seconds[column + 1]);
        let weight = if is_done || more <= less {
            0.0
        } else {
            (work - less) / (more - less)
        };
        CopyBound {
            values: &self.values,
            stride: self.samples,
            column,
            weight,
        }
    }

    /// Seconds from a node to the destination for the smallest tensor.
    pub fn way_seconds(&self, node: u32) -> f64 {
        self.values[node as usize * self.samples + self.samples - 1]
    }
}

/// Completes labels backwards along links, from the nodes in the queue.
fn spread_back(graph: &LayeredGraph, bytes: f64, labels: &mut [f64], queue: &mut TimeQueue) {
    while let Some((seconds, node)) = queue.pop() {
        if seconds > labels[node as usize] {
            continue;
        }
        for arc in graph.into.of(node) {
            let earlier = seconds + arc.seconds(bytes);
            if earlier < labels[arc.node as usize] {
                labels[arc.node as usize] = earlier;
                queue.push(earlier, arc.node);
            }
        }
    }
}
