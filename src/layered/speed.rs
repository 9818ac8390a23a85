//! How fast each layer can run and how much slower each node is: what lower bounds are made of.

use super::{ComputeNode, LayeredGraph, later};

impl LayeredGraph {
    /// Sets `fastest_seconds`, `slowest_seconds` and `slowness`. O(N + L) where layers are priced
    /// by work alone, O(N·L) with measurements or memory rates.
    pub(super) fn set_speeds(&mut self) {
        if self.is_priced_by_work() {
            self.set_speeds_by_work();
        } else {
            self.set_speeds_by_layer();
        }
        for (slowness, node) in self.slowness.iter_mut().zip(&self.nodes) {
            if !node.computes() {
                *slowness = f64::INFINITY;
            }
        }
    }

    fn set_speeds_by_work(&mut self) {
        let rates = self.nodes.iter().filter(|node| node.computes());
        let (slowest, fastest) = rates.fold((f64::INFINITY, 0.0), |(low, high), node| {
            let rate = node.flop_per_second;
            (f64::min(low, rate), f64::max(high, rate))
        });
        for (layer, &flop) in self.flop.iter().enumerate() {
            // In a network of relays nothing will run, and a bound of 0 is safe.
            self.fastest_seconds[layer] = if fastest > 0.0 {
                precise(flop / fastest)
            } else {
                0.0
            };
            self.slowest_seconds[layer] = flop / slowest;
        }
        for (slowness, node) in self.slowness.iter_mut().zip(&self.nodes) {
            // A ratio beyond the largest number must not look like a relay's.
            *slowness = f64::min(fastest / node.flop_per_second, f64::MAX);
        }
    }

    fn set_speeds_by_layer(&mut self) {
        self.slowness.fill(f64::INFINITY);
        let mut node_seconds = std::mem::take(&mut self.node_seconds);
        for layer in 1..=self.layer_count() {
            self.set_node_seconds(layer, &mut node_seconds);
            let (mut fastest, mut slowest) = (f64::INFINITY, 0.0);
            for (node, &seconds) in self.nodes.iter().zip(&node_seconds) {
                if node.computes() {
                    fastest = if seconds < fastest { seconds } else { fastest };
                    slowest = later(seconds, slowest);
                }
            }
            let fastest = if fastest.is_finite() {
                precise(fastest)
            } else {
                0.0
            };
            self.fastest_seconds[layer - 1] = fastest;
            self.slowest_seconds[layer - 1] = slowest;
            if fastest == 0.0 {
                continue;
            }
            for (slowness, seconds) in self.slowness.iter_mut().zip(&node_seconds) {
                let ratio = seconds / fastest;
                *slowness = if ratio < *slowness { ratio } else { *slowness };
            }
        }
        self.node_seconds = node_seconds;
        for slowness in &mut self.slowness {
            // Where no layer takes any time, no node is slower than another.
            *slowness = if slowness.is_finite() { *slowness } else { 1.0 };
        }
    }

    fn set_node_seconds(&self, layer: usize, node_seconds: &mut [f64]) {
        if self.devices > 0 {
            for (seconds, node) in node_seconds.iter_mut().zip(0..) {
                *seconds = self.layer_seconds(layer, node);
            }
            return;
        }
        // The same without measurements, as a loop that is compiled to vector instructions.
        let (flop, bytes) = (self.flop[layer - 1], self.touched_bytes[layer - 1]);
        for (seconds, node) in node_seconds.iter_mut().zip(&self.nodes) {
            let compute = flop / node.flop_per_second;
            *seconds = later(bytes / node.memory_bytes_per_second, compute);
        }
    }

    /// Whether a layer's time is always its work over the node's rate.
    pub(crate) fn is_priced_by_work(&self) -> bool {
        let is_unlimited = |node: &ComputeNode| node.memory_bytes_per_second == f64::INFINITY;
        self.devices == 0 && self.nodes.iter().all(is_unlimited)
    }
}

/// The time, or 0 where it is so small that a number has lost digits of it: as a part of a lower
/// bound, too little is safe.
fn precise(seconds: f64) -> f64 {
    const LEAST_PRECISE: f64 = f64::MIN_POSITIVE * 1e12;
    if seconds < LEAST_PRECISE {
        0.0
    } else {
        seconds
    }
}
