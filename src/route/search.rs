//! The exact search on the implicit layered graph, copy after copy.
//!
//! Within a copy the labels are completed by sweeps over a frontier: most copies settle after one
//! or two, without a priority queue. A copy that does not is finished by Dijkstra's algorithm, so
//! the worst case stays O(L·(E + N log N)). Labels are least fixed points of monotone functions,
//! so they do not depend on the order of the work, to the last bit. Copies with more layers done
//! come after all that lead to them.

use super::admission::{Admission, CopyAdmission};
use super::labels::Labels;
use super::queue::TimeQueue;
use crate::layered::LayeredGraph;
use crate::scenario::Wait;

/// A copy may look at its arcs this many times in sweeps before Dijkstra finishes it.
const SWEEPS: usize = 3;

/// After a copy that sweeps did not settle, at most this many go to Dijkstra at once.
const LONGEST_PENALTY: usize = 64;

/// The memory of a search, reused from one to the next.
#[derive(Debug, Clone)]
pub(crate) struct Search {
    /// Idle label of each node in the present copy; infinite where the copy has none.
    idle: Vec<f64>,
    /// Computing label of each node; used for graphs with two states.
    computing: Vec<f64>,
    /// The nodes that have a label in the present copy.
    active: Vec<u32>,
    frontier: Vec<u32>,
    next_frontier: Vec<u32>,
    /// Whether the node waits in a frontier, or among the active nodes, to pass its label on.
    is_pending: Vec<bool>,
    queue: TimeQueue,
    labels: Labels,
    reach: Labels,
    relaxed_arcs: usize,
    /// Copies still to be finished without trying sweeps first.
    copies_without_sweeps: usize,
    /// How many copies the next failure of sweeps will cost.
    penalty: usize,
}

impl Search {
    pub fn for_graph(graph: &LayeredGraph) -> Search {
        let nodes = graph.node_count();
        Search {
            idle: vec![f64::INFINITY; nodes],
            computing: vec![f64::INFINITY; nodes],
            active: Vec::with_capacity(nodes),
            frontier: Vec::with_capacity(nodes),
            next_frontier: Vec::with_capacity(nodes),
            is_pending: vec![false; nodes],
            queue: TimeQueue::with_capacity(nodes + graph.links.len()),
            labels: Labels::for_graph(graph.copy_count(), nodes, graph.wait == Wait::Additive),
            reach: Labels::for_graph(1, nodes, false),
            relaxed_arcs: 0,
            copies_without_sweeps: 0,
            penalty: 1,
        }
    }

    /// The labels of the last search.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// Transfer arcs that the last search looked at, repeats included.
    pub fn relaxed_arcs(&self) -> usize {
        self.relaxed_arcs
    }

    /// When the input can be at each node: the labels of copy 0.
    pub fn reach(&mut self, graph: &LayeredGraph, admission: CopyAdmission) {
        self.begin();
        self.idle[graph.source as usize] = graph.release_seconds;
        self.active.push(graph.source);
        self.spread(graph, 0, admission);
        self.reach.clear();
        self.reach.push_copy(&self.active, &mut self.idle, None);
    }

    /// What [`reach`](Self::reach) found: one copy of labels.
    pub fn reached(&self) -> &Labels {
        &self.reach
    }

    /// The labels of all copies, from those that [`reach`](Self::reach) gave to copy 0, left
    /// out what `admission` turns away. Returns the earliest arrival at the target.
    pub fn run(&mut self, graph: &LayeredGraph, admission: Admission) -> Option<f64> {
        self.begin();
        let first = admission.copy(0);
        let reached = self.reach.nodes(0).iter().zip(self.reach.idle_seconds(0));
        for (&node, &seconds) in reached {
            if first.admits(node, seconds) {
                self.idle[node as usize] = seconds;
                self.active.push(node);
            }
        }
        self.end_copy(graph);
        for copy in 1..graph.copy_count() {
            let admission = admission.copy(copy);
            self.compute(graph, copy, admission);
            self.spread(graph, copy, admission);
            self.end_copy(graph);
        }
        let labels = self.labels.of(graph.last_copy(), graph.destination);
        labels.map(|(idle, _)| idle)
    }

    fn begin(&mut self) {
        self.labels.clear();
        self.active.clear();
        self.relaxed_arcs = 0;
        self.copies_without_sweeps = 0;
        self.penalty = 1;
    }

    fn end_copy(&mut self, graph: &LayeredGraph) {
        let computing = graph.has_two_states().then_some(&mut self.computing[..]);
        self.labels
            .push_copy(&self.active, &mut self.idle, computing);
    }

    /// Runs each layer that can have run last: the labels of the copies with one layer less become
    /// the first labels of a copy.
    fn compute(&mut self, graph: &LayeredGraph, copy: usize, admission: CopyAdmission) {
        self.active.clear();
        let has_two_states = graph.has_two_states();
        for run in graph.lattice.before(copy) {
            let (before, layer) = (run.state as usize, run.layer as usize);
            let allowed = graph.allowed(layer);
            let (nodes, idle, stays) = self.labels.copy(before);
            for (index, (&node, &idle)) in nodes.iter().zip(idle).enumerate() {
                let place = node as usize;
                if !allowed[place] {
                    continue;
                }
                let mut start = graph.start_computing(node, idle);
                if has_two_states {
                    start = f64::min(start, stays[index]);
                }
                let end = start + graph.layer_seconds(layer, node);
                let label = &mut self.idle[place];
                if end >= *label {
                    continue;
                }
                if *label == f64::INFINITY {
                    if !admission.admits(node, end) {
                        continue;
                    }
                    self.active.push(node);
                }
                *label = end;
                if has_two_states {
                    self.computing[place] = end;
                }
            }
        }
    }

    /// Completes the labels of a copy along its links.
    fn spread(&mut self, graph: &LayeredGraph, copy: usize, admission: CopyAdmission) {
        if graph.links_drain() {
            self.spread_along::<true>(graph, graph.payload_bytes[copy], admission);
        } else {
            self.spread_along::<false>(graph, graph.payload_bytes[copy], admission);
        }
    }

    fn spread_along<const LINKS_DRAIN: bool>(
        &mut self,
        graph: &LayeredGraph,
        bytes: f64,
        admission: CopyAdmission,
    ) {
        if self.copies_without_sweeps > 0 {
            self.copies_without_sweeps -= 1;
            self.frontier.clear();
            self.frontier.extend_from_slice(&self.active);
        } else if self.sweep::<LINKS_DRAIN>(graph, bytes, admission) {
            self.penalty = 1;
            return;
        } else {
            self.copies_without_sweeps = self.penalty;
            self.penalty = (2 * self.penalty).min(LONGEST_PENALTY);
        }
        self.settle::<LINKS_DRAIN>(graph, bytes, admission);
    }

    /// Label-correcting sweeps over the active nodes. False if they did not settle in time; the
    /// nodes whose labels have still to be passed on are then in the frontier.
    fn sweep<const LINKS_DRAIN: bool>(
        &mut self,
        graph: &LayeredGraph,
        bytes: f64,
        admission: CopyAdmission,
    ) -> bool {
        let mut copy_arcs = 0;
        for &node in &self.active {
            self.is_pending[node as usize] = true;
            copy_arcs += graph.out.degree(node);
        }
        let mut looked_at = 0;
        // The first sweep takes in the nodes that it reaches.
        let mut next = 0;
        while let Some(&node) = self.active.get(next) {
            next += 1;
            looked_at += self.pass_on::<LINKS_DRAIN>(graph, node, bytes, admission);
        }
        copy_arcs = usize::max(copy_arcs, looked_at);
        while !self.next_frontier.is_empty() && looked_at <= SWEEPS * copy_arcs {
            std::mem::swap(&mut self.frontier, &mut self.next_frontier);
            for next in 0..self.frontier.len() {
                let node = self.frontier[next];
                looked_at += self.pass_on::<LINKS_DRAIN>(graph, node, bytes, admission);
            }
            self.frontier.clear();
            while let Some(&node) = self.active.get(next) {
                next += 1;
                looked_at += self.pass_on::<LINKS_DRAIN>(graph, node, bytes, admission);
            }
        }
        self.relaxed_arcs += looked_at;
        std::mem::swap(&mut self.frontier, &mut self.next_frontier);
        for &node in &self.frontier {
            self.is_pending[node as usize] = false;
        }
        self.frontier.is_empty()
    }

    /// Passes a node's label on along its links; returns how many there are. Nodes that get their
    /// first label become active, others that get a better one go to the next frontier.
    #[inline(always)]
    fn pass_on<const LINKS_DRAIN: bool>(
        &mut self,
        graph: &LayeredGraph,
        node: u32,
        bytes: f64,
        admission: CopyAdmission,
    ) -> usize {
        self.is_pending[node as usize] = false;
        let depart = self.idle[node as usize];
        let place = graph.out.start(node);
        let arcs = graph.out.of(node);
        for (place, arc) in (place..).zip(arcs) {
            let arrive = graph.arrive::<LINKS_DRAIN>(place, arc, bytes, depart);
            let head = arc.node as usize;
            let label = &mut self.idle[head];
            if arrive >= *label {
                continue;
            }
            if *label == f64::INFINITY {
                if admission.admits(arc.node, arrive) {
                    *label = arrive;
                    self.active.push(arc.node);
                    self.is_pending[head] = true;
                }
            } else {
                *label = arrive;
                if !self.is_pending[head] {
                    self.is_pending[head] = true;
                    self.next_frontier.push(arc.node);
                }
            }
        }
        arcs.len()
    }

    /// Dijkstra's algorithm from the frontier.
    fn settle<const LINKS_DRAIN: bool>(
        &mut self,
        graph: &LayeredGraph,
        bytes: f64,
        admission: CopyAdmission,
    ) {
        for node in self.frontier.drain(..) {
            self.queue.push(self.idle[node as usize], node);
        }
        while let Some((depart, node)) = self.queue.pop() {
            if depart > self.idle[node as usize] {
                continue;
            }
            let place = graph.out.start(node);
            let arcs = graph.out.of(node);
            self.relaxed_arcs += arcs.len();
            for (place, arc) in (place..).zip(arcs) {
                let arrive = graph.arrive::<LINKS_DRAIN>(place, arc, bytes, depart);
                let label = &mut self.idle[arc.node as usize];
                if arrive < *label {
                    if *label == f64::INFINITY {
                        if !admission.admits(arc.node, arrive) {
                            continue;
                        }
                        self.active.push(arc.node);
                    }
                    *label = arrive;
                    self.queue.push(arrive, arc.node);
                }
            }
        }
    }
}
