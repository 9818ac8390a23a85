//! One optimum: bounds, a good plan among few nodes, then the exact search for what can beat it.

use super::admission::Admission;
use super::bound::LowerBound;
use super::few::FewNodes;
use super::queue::TimeQueue;
use super::search::Search;
use super::trace::{Move, Trace};
use crate::layered::LayeredGraph;
use crate::plan::Certificate;

/// Labels and limits are sums in different orders; pruning leaves this share for their rounding.
const ROUNDING: f64 = 1e-9;

/// From this size on a trial among few nodes, which tightens the limit, costs less than it saves.
const VERTICES_WORTH_A_TRIAL: usize = 4_000;

/// What the last solve found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub arrival_seconds: f64,
    pub settled_vertices: usize,
    pub relaxed_arcs: usize,
}

/// Everything that solving one graph needs besides the graph. Solving again allocates nothing.
#[derive(Debug, Clone)]
pub(crate) struct Solver {
    bound: LowerBound,
    queue: TimeQueue,
    search: Search,
    few: FewNodes,
    trace: Trace,
}

impl Solver {
    pub fn for_graph(graph: &LayeredGraph) -> Solver {
        Solver {
            bound: LowerBound::for_graph(graph),
            queue: TimeQueue::with_capacity(graph.node_count() + graph.links.len()),
            search: Search::for_graph(graph),
            few: FewNodes::for_graph(graph),
            trace: Trace::for_graph(graph),
        }
    }

    /// The earliest arrival at the target; `None` if there is no plan.
    ///
    /// # Cost
    /// A few Dijkstra searches over the network for the bounds, then O(L·(E + N log N)) at worst;
    /// where pruning bites, a small part of that.
    pub fn solve(&mut self, graph: &LayeredGraph) -> Option<Found> {
        self.bound.update(graph, &mut self.queue);
        self.search.reach(graph);
        let mut relaxed_arcs = self.search.relaxed_arcs();
        self.few.set_reach(self.search.reached());
        let mut limit = self.few.single_node_arrival(graph, &self.bound);
        if limit.is_none() || graph.vertex_count() >= VERTICES_WORTH_A_TRIAL {
            self.few.choose(graph, &self.bound);
            let trial = self.search.run(graph, Admission::Among(self.few.mask()));
            relaxed_arcs += self.search.relaxed_arcs();
            limit = limit.into_iter().chain(trial).reduce(f64::min);
        }
        let admission = match limit {
            Some(limit) => Admission::InTime {
                bound: &self.bound,
                limit_seconds: limit + limit * ROUNDING,
            },
            None => Admission::Everywhere,
        };
        let arrival = self.search.run(graph, admission);
        relaxed_arcs += self.search.relaxed_arcs();
        let arrival_seconds = arrival?;
        self.trace.walk_back(graph, self.search.labels());
        Some(Found {
            arrival_seconds,
            settled_vertices: self.search.labels().len(),
            relaxed_arcs,
        })
    }

    /// The arcs of the plan that the last solve found, in time order.
    pub fn moves(&self) -> &[Move] {
        self.trace.moves()
    }

    /// The first layer (from 1) that the last solve, which found no plan, could run nowhere.
    pub fn first_stuck_layer(&self, graph: &LayeredGraph) -> Option<usize> {
        (1..=graph.layer_count()).find(|&copy| self.search.labels().nodes(copy).is_empty())
    }

    /// The nodes that the input can reach, in no particular order.
    pub fn reached_nodes(&self) -> &[u32] {
        self.search.reached().nodes(0)
    }

    /// Potentials that prove the last solve's arrival T: min(label, T − bound), from the release
    /// on. Where the bound is infinite nothing leads to the target, and any low potential will do.
    ///
    /// # Cost
    /// O(L·N) time and memory.
    pub fn certificate(&self, graph: &LayeredGraph, arrival_seconds: f64) -> Certificate {
        let idle = |copy: usize, row: &mut [f64]| {
            let labels = self.search.labels();
            for (&node, &seconds) in labels.nodes(copy).iter().zip(labels.idle_seconds(copy)) {
                lower(row, node, seconds);
            }
        };
        let computing = |copy: usize, row: &mut [f64]| {
            let labels = self.search.labels();
            for (&node, &seconds) in labels.nodes(copy).iter().zip(labels.idle_seconds(copy)) {
                lower(row, node, graph.start_computing(node, seconds));
            }
            let stays = labels.computing_seconds(copy);
            for (&node, &seconds) in labels.nodes(copy).iter().zip(stays) {
                lower(row, node, seconds);
            }
        };
        Certificate {
            potential_seconds: self.potentials(graph, arrival_seconds, idle),
            computing_potential_seconds: graph
                .has_two_states()
                .then(|| self.potentials(graph, arrival_seconds, computing)),
        }
    }

    /// Rows of T − bound, lowered to the labels by `lower_to_labels`.
    fn potentials(
        &self,
        graph: &LayeredGraph,
        arrival_seconds: f64,
        lower_to_labels: impl Fn(usize, &mut [f64]),
    ) -> Vec<Vec<f64>> {
        let row = |copy| {
            let bound = self.bound.copy(copy);
            let latest = |node| arrival_seconds - bound.seconds(node);
            let mut row: Vec<f64> = (0..graph.node_count() as u32)
                .map(|node| f64::max(graph.release_seconds, latest(node)))
                .collect();
            lower_to_labels(copy, &mut row);
            row
        };
        (0..=graph.layer_count()).map(row).collect()
    }
}

fn lower(row: &mut [f64], node: u32, seconds: f64) {
    let potential = &mut row[node as usize];
    *potential = f64::min(*potential, seconds);
}
