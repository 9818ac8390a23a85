//! One optimum: bounds, a good plan among few nodes, then the exact search for what can beat it.

use super::admission::{Admission, CopyAdmission};
use super::bound::LowerBound;
use super::few::{FewNodes, arrival_from};
use super::queue::TimeQueue;
use super::search::Search;
use super::trace::{Move, Trace};
use crate::layered::LayeredGraph;
use crate::plan::Certificate;

/// Labels and limits are sums in different orders; pruning leaves this share for their rounding.
const ROUNDING: f64 = 1e-9;

/// From this size on a trial among few nodes, which tightens the limit, costs less than it saves.
const VERTICES_WORTH_A_TRIAL: usize = 4_000;

/// A trial among more nodes than one in this many is no trial.
const NODES_PER_FEW: usize = 4;

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
    /// A few Dijkstra searches over the network for the bounds, then O(E + N log N) for each copy at worst;
    /// where pruning bites, a small part of that.
    pub fn solve(&mut self, graph: &LayeredGraph) -> Option<Found> {
        let limit = self.find_limit(graph);
        let mut relaxed_arcs = self.search.relaxed_arcs();
        let limit = self.try_few_nodes(graph, limit, &mut relaxed_arcs);
        let admission = match limit {
            Some(limit) => {
                let slack_seconds = self.slack_seconds(graph, limit);
                self.bound.complete(graph, slack_seconds, &mut self.queue);
                Admission::InTime {
                    bound: &self.bound,
                    limit_seconds: with_room_for_rounding(limit),
                }
            }
            None => {
                let bound = &mut self.bound;
                bound.complete(graph, f64::INFINITY, &mut self.queue);
                Admission::Everywhere
            }
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

    /// The arrival of the best plan on one node, first of that on the source, which bounds the
    /// part of the network in which the best node is looked for.
    fn find_limit(&mut self, graph: &LayeredGraph) -> Option<f64> {
        let (bound, queue) = (&mut self.bound, &mut self.queue);
        bound.find_way_from_source(graph, queue);
        let at_source = arrival_from(graph, bound, graph.source, graph.release_seconds);
        let slack_seconds =
            at_source.map_or(f64::INFINITY, |limit| self.slack_seconds(graph, limit));
        self.bound.find_ways(graph, slack_seconds, &mut self.queue);
        let admission = match at_source {
            Some(limit) => CopyAdmission::InTime {
                bound: self.bound.ways(),
                limit_seconds: with_room_for_rounding(limit) - self.bound.work_seconds(),
            },
            None => CopyAdmission::Everywhere,
        };
        self.search.reach(graph, admission);
        self.few.set_reach(self.search.reached());
        let elsewhere = self.few.single_node_arrival(graph, &self.bound);
        at_source.into_iter().chain(elsewhere).reduce(f64::min)
    }

    /// Tightens the limit by a search among few nodes, where that costs less than it saves.
    fn try_few_nodes(
        &mut self,
        graph: &LayeredGraph,
        limit: Option<f64>,
        relaxed_arcs: &mut usize,
    ) -> Option<f64> {
        if limit.is_some() && graph.vertex_count() < VERTICES_WORTH_A_TRIAL {
            return limit;
        }
        self.few.choose(graph, &self.bound);
        if limit.is_some() && self.few.count() * NODES_PER_FEW > graph.node_count() {
            return limit;
        }
        let trial = self.search.run(graph, Admission::Among(self.few.mask()));
        *relaxed_arcs += self.search.relaxed_arcs();
        limit.into_iter().chain(trial).reduce(f64::min)
    }

    /// How much longer than all work on the fastest node a plan may take that arrives in time.
    fn slack_seconds(&self, graph: &LayeredGraph, limit: f64) -> f64 {
        let latency_seconds = with_room_for_rounding(limit) - graph.release_seconds;
        f64::max(0.0, latency_seconds - self.bound.work_seconds())
    }

    /// The arcs of the plan that the last solve found, in time order.
    pub fn moves(&self) -> &[Move] {
        self.trace.moves()
    }

    /// The first layer (from 1) that the last solve, which found no plan, could run nowhere.
    pub fn first_stuck_layer(&self, graph: &LayeredGraph) -> Option<usize> {
        let mut copies = 1..graph.copy_count();
        let copy = copies.find(|&copy| self.search.labels().nodes(copy).is_empty())?;
        // All copies before it were reached.
        graph
            .lattice
            .before(copy)
            .first()
            .map(|run| run.layer as usize)
    }

    /// The nodes that the input can reach, in no particular order.
    pub fn reached_nodes(&self) -> &[u32] {
        self.search.reached().nodes(0)
    }

    /// Potentials that prove the last solve's arrival T: min(label, T − bound), from the release
    /// on. Where the bound is infinite nothing leads to the target, and any low potential will do.
    ///
    /// # Cost
    /// O(copies · N) time and memory.
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
        (0..graph.copy_count()).map(row).collect()
    }
}

fn with_room_for_rounding(limit: f64) -> f64 {
    limit + limit * ROUNDING
}

fn lower(row: &mut [f64], node: u32, seconds: f64) {
    let potential = &mut row[node as usize];
    *potential = f64::min(*potential, seconds);
}
