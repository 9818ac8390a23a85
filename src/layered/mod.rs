//! The layered graph of one job: copies of the network, one for each down-set of the model.
//!
//! A chain of L layers has L+1 copies: vertex (l, u) says "layers 1..l are done and their output is
//! at u" (Jung & Lee, arXiv 2111.07006). Of any model, a copy says which layers are done, and what
//! is live then is at u; copies are numbered as in [`lattice`]. Transfer arcs run within a copy,
//! compute arcs to a copy with one layer more. [`LayeredGraph`] is *implicit*: it holds the
//! network once, in compressed sparse rows, and what each copy needs to price its arcs.
//! [`explicit`] writes the whole graph out.

mod dot;
pub mod explicit;
mod lattice;
mod numbers;
mod speed;
mod structure;

pub(crate) use lattice::{Lattice, MOST_DOWN_SETS, Run};
pub(crate) use numbers::Factors;

use crate::scenario::Wait;

/// A link as seen from one of its ends, priced for any payload.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc {
    /// The node at the other end.
    pub node: u32,
    /// Index of the directed link.
    pub link: u32,
    /// Transmission time per byte.
    pub seconds_per_byte: f64,
    /// Propagation delay, and under additive waits the link's wait.
    pub offset_seconds: f64,
}

impl Arc {
    /// Seconds from the start of service to arrival.
    #[inline(always)]
    pub fn seconds(&self, payload_bytes: f64) -> f64 {
        payload_bytes * self.seconds_per_byte + self.offset_seconds
    }
}

/// Rows of arcs, one row per node.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    starts: Vec<u32>,
    arcs: Vec<Arc>,
}

impl Rows {
    /// The arcs of a node, in order of link index.
    #[inline(always)]
    pub fn of(&self, node: u32) -> &[Arc] {
        let node = node as usize;
        &self.arcs[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// Where a node's arcs start among all arcs.
    #[inline(always)]
    pub fn start(&self, node: u32) -> usize {
        self.starts[node as usize] as usize
    }

    /// How many arcs a node has.
    #[inline(always)]
    pub fn degree(&self, node: u32) -> usize {
        (self.starts[node as usize + 1] - self.starts[node as usize]) as usize
    }
}

/// A directed link with its numbers, by link index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DirectedLink {
    pub from: u32,
    pub to: u32,
    /// Index of the link in the file that this one comes from.
    pub file_link: u32,
    pub bits_per_second: f64,
    pub delay_seconds: f64,
    /// Q/B: how long the backlog keeps the link busy.
    pub wait_seconds: f64,
}

/// A node with its numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ComputeNode {
    pub flop_per_second: f64,
    /// Infinite where the scenario sets no limit.
    pub memory_bytes_per_second: f64,
    /// Q/μ: how long the backlog keeps the node busy.
    pub wait_seconds: f64,
    /// Index of the device class among those that the model has measurements for.
    pub device: Option<u32>,
}

impl ComputeNode {
    /// A relay computes nothing, not even a layer of no work.
    #[inline(always)]
    pub fn computes(&self) -> bool {
        self.flop_per_second > 0.0
    }
}

/// The layered graph of one job on one network, priced on the fly.
///
/// Memory: O(N + E + L·D + P·N + S) for N nodes, E directed links, L layers, D measured device
/// classes, P distinct pin sets and S arcs between the down-sets of the model (L for a chain);
/// never copies times the network.
#[derive(Debug, Clone)]
pub struct LayeredGraph {
    pub(crate) wait: Wait,
    pub(crate) source: u32,
    pub(crate) destination: u32,
    pub(crate) release_seconds: f64,
    pub(crate) nodes: Vec<ComputeNode>,
    pub(crate) links: Vec<DirectedLink>,
    /// Links out of each node.
    pub(crate) out: Rows,
    /// Links into each node; an arc's `node` is the sender.
    pub(crate) into: Rows,
    /// When each arc of `out` starts to serve, under draining waits.
    out_ready_seconds: Vec<f64>,
    has_link_backlog: bool,
    has_node_backlog: bool,
    /// Which layers are done in each copy.
    pub(crate) lattice: std::sync::Arc<Lattice>,
    /// Bytes that move in each copy: what is live there.
    pub(crate) payload_bytes: Vec<f64>,
    flop: Vec<f64>,
    touched_bytes: Vec<f64>,
    /// Measured seconds by layer and device class; NaN where nobody measured.
    measured_seconds: Vec<f64>,
    devices: usize,
    /// Which set of nodes may run each layer.
    allowed_set: Vec<u32>,
    /// The sets, one row of N flags each; set 0 is every node that computes.
    allowed: Vec<bool>,
    /// Seconds of each layer on the node that runs it fastest.
    pub(crate) fastest_seconds: Vec<f64>,
    /// Seconds of each layer on the node that runs it slowest.
    slowest_seconds: Vec<f64>,
    /// For each node a factor ≥ 1 with: every layer takes at least that many times its fastest
    /// seconds there. Infinite for relays.
    pub(crate) slowness: Vec<f64>,
    /// No sum of times of one plan is larger.
    total_seconds: f64,
    /// Room for the seconds of a layer on each node.
    node_seconds: Vec<f64>,
}

impl LayeredGraph {
    /// Nodes of the network.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Layers of the model.
    pub fn layer_count(&self) -> usize {
        self.flop.len()
    }

    /// Copies of the network: down-sets of the model, one more than layers for a chain.
    pub fn copy_count(&self) -> usize {
        self.payload_bytes.len()
    }

    /// Whether layers can run in more than one order, so that copies are sets of layers.
    pub(crate) fn has_sets(&self) -> bool {
        self.copy_count() > self.layer_count() + 1
    }

    /// The copy in which all layers are done.
    pub(crate) fn last_copy(&self) -> usize {
        self.payload_bytes.len() - 1
    }

    /// Vertices per copy and node: 2 (idle, computing) under additive waits with node backlogs,
    /// so that a stay pays its wait once; else 1.
    pub fn state_count(&self) -> usize {
        if self.has_two_states() { 2 } else { 1 }
    }

    /// A bound on all sums of times of one plan, its release included.
    pub(crate) fn total_seconds(&self) -> f64 {
        self.total_seconds
    }

    pub(crate) fn has_two_states(&self) -> bool {
        self.wait == Wait::Additive && self.has_node_backlog
    }

    /// Whether transfers can find a link still busy with its backlog.
    pub(crate) fn links_drain(&self) -> bool {
        self.wait == Wait::Draining && self.has_link_backlog
    }

    /// Vertices of the whole graph.
    pub fn vertex_count(&self) -> usize {
        self.copy_count() * self.node_count() * self.state_count()
    }

    /// Arcs of the whole graph.
    pub fn arc_count(&self) -> usize {
        let nodes_in_set: Vec<usize> = self
            .allowed_sets()
            .map(|allowed| allowed.iter().filter(|&&may| may).count())
            .collect();
        let runs = self.lattice.runs().iter();
        let sets = runs.map(|run| self.allowed_set[run.layer as usize - 1]);
        let compute: usize = sets.map(|set| nodes_in_set[set as usize]).sum();
        let switches = if self.has_two_states() {
            2 * self.last_copy() * self.node_count()
        } else {
            0
        };
        self.copy_count() * self.links.len() + compute + switches
    }

    /// Which nodes may run a layer (from 1).
    #[inline(always)]
    pub(crate) fn allowed(&self, layer: usize) -> &[bool] {
        let nodes = self.nodes.len();
        let set = self.allowed_set[layer - 1] as usize;
        &self.allowed[set * nodes..(set + 1) * nodes]
    }

    /// The distinct sets of nodes that layers are restricted to; the first is every node that
    /// computes.
    pub(crate) fn allowed_sets(&self) -> impl Iterator<Item = &[bool]> {
        self.allowed.chunks_exact(self.nodes.len())
    }

    /// Time of a layer (from 1) on a node: measured, else roofline, else work over rate.
    #[inline(always)]
    pub(crate) fn layer_seconds(&self, layer: usize, node: u32) -> f64 {
        let node = &self.nodes[node as usize];
        if let Some(device) = node.device {
            let measured = self.measured_seconds[(layer - 1) * self.devices + device as usize];
            if !measured.is_nan() {
                return measured;
            }
        }
        let compute = self.flop[layer - 1] / node.flop_per_second;
        let memory = self.touched_bytes[layer - 1] / node.memory_bytes_per_second;
        if memory > compute { memory } else { compute }
    }

    /// Arrival over an arc of `out` (its place among all arcs given) of what departs at a time.
    #[inline(always)]
    pub(crate) fn arrive<const LINKS_DRAIN: bool>(
        &self,
        place: usize,
        arc: &Arc,
        payload_bytes: f64,
        depart_seconds: f64,
    ) -> f64 {
        let start = if LINKS_DRAIN {
            later(depart_seconds, self.out_ready_seconds[place])
        } else {
            depart_seconds
        };
        start + arc.seconds(payload_bytes)
    }

    /// Arrival of what departs at a time over a link out of a node, in a copy.
    pub(crate) fn arrive_over(&self, copy: usize, node: u32, link: u32, depart: f64) -> f64 {
        let arcs = self.out.of(node);
        // Arcs are in order of link index.
        let place = arcs.partition_point(|arc| arc.link < link);
        let (arc, bytes) = (&arcs[place], self.payload_bytes[copy]);
        let place = self.out.start(node) + place;
        if self.links_drain() {
            self.arrive::<true>(place, arc, bytes, depart)
        } else {
            self.arrive::<false>(place, arc, bytes, depart)
        }
    }

    /// When a node starts to compute what is idle there at a time.
    #[inline(always)]
    pub(crate) fn start_computing(&self, node: u32, idle_seconds: f64) -> f64 {
        let wait_seconds = self.nodes[node as usize].wait_seconds;
        match self.wait {
            Wait::Draining => later(idle_seconds, wait_seconds),
            Wait::Additive => idle_seconds + wait_seconds,
        }
    }
}

/// The larger of two times that are not NaN; compiles to one instruction where `f64::max` may not.
#[inline(always)]
pub(crate) fn later(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}
