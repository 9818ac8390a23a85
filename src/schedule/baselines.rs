//! What simpler policies give for the same jobs, in the same exact model.
//!
//! A policy fixes each job's plan beforehand; the job that would be done first if it were alone
//! then goes first.

use super::earliest::{ResourceSet, Route, resource_of};
use super::format::{Baseline, Policy};
use super::objective::Score;
use super::occupancy::Occupancy;
use super::planner::Planner;
use super::ways::Ways;
use super::workload::{Workload, in_order_of};
use crate::layered::LayeredGraph;
use crate::route::{Move, TimeQueue};
use crate::scenario::{Objective, Scenario};
use std::sync::Arc;

/// The policies whose plans do not depend on the others' plans, and each job's moves in order of
/// the given `bound_order`.
pub(super) fn baselines(
    scenario: &Scenario,
    workload: &Arc<Workload>,
    objective: Objective,
    bound_order: &[(usize, Vec<Move>)],
) -> Vec<Baseline> {
    let ways = WaysOfJobs::new(workload);
    let jobs = || 0..workload.jobs.len();
    let score = |moves: Option<Vec<Vec<Move>>>| {
        moves.map(|moves| by_completion(workload, objective, moves))
    };
    let mut baselines = vec![];
    let mut add = |policy, value: Option<f64>, node: Option<u32>| {
        let node = node.map(|node| scenario.network.nodes[node as usize].id.clone());
        baselines.push(Baseline {
            policy,
            value,
            node,
        });
    };
    let at_source = |job: usize| ways.all_at(job, workload.jobs[job].source);
    add(
        Policy::AllAtSource,
        score(jobs().map(at_source).collect()),
        None,
    );
    let nodes = 0..workload.nodes as u32;
    let best = nodes
        .filter_map(|node| {
            let moves = jobs().map(|job| ways.all_at(job, node)).collect();
            Some((score(moves)?, node))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0));
    add(
        Policy::AllAtBestNode,
        best.map(|(value, _)| value),
        best.map(|(_, node)| node),
    );
    let splits = jobs().map(|job| ways.best_single_split(job)).collect();
    add(Policy::BestSingleSplit, score(splits), None);
    let blind = backlog_blind(workload);
    add(Policy::BacklogBlind, score(blind), None);
    add(
        Policy::BoundGreedy,
        Some(in_order(workload, objective, bound_order)),
        None,
    );
    baselines
}

/// What happens to jobs with these moves, in this order of priority.
pub(super) fn in_order(
    workload: &Arc<Workload>,
    objective: Objective,
    order: &[(usize, Vec<Move>)],
) -> f64 {
    let mut planner = Planner::new(workload);
    let mut score = Score::new(objective, workload);
    for (job, moves) in order {
        let route = following(workload, *job, moves.clone(), &planner.occupancy);
        score.add_completion(workload, *job, route.completion_seconds);
        planner.occupy(&route);
    }
    score.value()
}

/// What happens to jobs with these moves, in the order in which they would be done if each were
/// alone.
fn by_completion(workload: &Arc<Workload>, objective: Objective, moves: Vec<Vec<Move>>) -> f64 {
    let alone = Planner::new(workload);
    let completions = moves.iter().enumerate();
    let completions = completions.map(|(job, moves)| alone.completion_of(job, moves));
    let order = in_order_of(completions).into_iter();
    let order: Vec<_> = order.map(|job| (job, moves[job].clone())).collect();
    in_order(workload, objective, &order)
}

/// The plan that makes these moves among busy intervals.
fn following(workload: &Workload, job: usize, moves: Vec<Move>, occupancy: &Occupancy) -> Route {
    let graph = workload.graph(job);
    let mut consulted = ResourceSet::empty(workload.resources());
    for &step in &moves {
        consulted.add(resource_of(step, graph).0);
    }
    Route::following(
        moves,
        graph,
        workload.jobs[job].release_seconds,
        occupancy,
        consulted,
    )
}

/// The plans that are best when nothing else is there, not even backlogs.
fn backlog_blind(workload: &Arc<Workload>) -> Option<Vec<Vec<Move>>> {
    let mut planner = Planner::new(workload);
    planner.occupancy = Occupancy::free(workload.resources());
    let jobs = 0..workload.jobs.len();
    jobs.map(|job| Some(planner.route(job, None, f64::INFINITY)?.moves))
        .collect()
}

/// Shortest ways on the free network from each job's source with any tensor, and from any node
/// to where answers are wanted.
pub(crate) struct WaysOfJobs<'a> {
    workload: &'a Workload,
    /// By the first job with the same graph and source: the ways for what moves when the first so
    /// many layers of the file are done.
    from_source: Vec<Vec<Ways>>,
    source_of: Vec<usize>,
}

impl<'a> WaysOfJobs<'a> {
    pub fn new(workload: &'a Workload) -> WaysOfJobs<'a> {
        let mut queue = TimeQueue::default();
        let mut keys: Vec<(usize, u32)> = vec![];
        let mut from_source = vec![];
        let source_of = workload
            .jobs
            .iter()
            .map(|job| {
                let key = (job.graph, job.source);
                keys.iter()
                    .position(|&known| known == key)
                    .unwrap_or_else(|| {
                        let graph = &workload.graphs[job.graph];
                        let copies = graph.lattice.in_file_order().into_iter();
                        let mut ways = |copy| Ways::from(job.source, copy, graph, &mut queue);
                        from_source.push(copies.map(&mut ways).collect());
                        keys.push(key);
                        keys.len() - 1
                    })
            })
            .collect();
        WaysOfJobs {
            workload,
            from_source,
            source_of,
        }
    }

    /// All layers on one node; `None` where pins or the network forbid that.
    pub fn all_at(&self, job: usize, node: u32) -> Option<Vec<Move>> {
        self.split(job, 0, node)
    }

    /// The first `layers` on the source, the others on another node.
    fn split(&self, job: usize, layers: usize, node: u32) -> Option<Vec<Move>> {
        let (graph, facts) = (self.workload.graph(job), &self.workload.jobs[job]);
        let there = &self.from_source[self.source_of[job]][layers];
        let source = facts.source;
        let on = |layer: usize| if layer <= layers { source } else { node };
        let is_allowed =
            (1..=graph.layer_count()).all(|layer| graph.allowed(layer)[on(layer) as usize]);
        if !is_allowed || !there.seconds(node).is_finite() {
            return None;
        }
        let run = |layer| Move::Compute {
            layer,
            node: on(layer),
        };
        let mut moves: Vec<Move> = (1..=layers).map(run).collect();
        moves.extend(there.moves(node, graph));
        moves.extend((layers + 1..=graph.layer_count()).map(run));
        moves.extend(self.way_home(job, node)?);
        Some(moves)
    }

    /// The answer's way to the destination.
    fn way_home(&self, job: usize, node: u32) -> Option<Vec<Move>> {
        let graph = self.workload.graph(job);
        let last = self.workload.remaining(job).copy(graph.last_copy());
        let bytes = graph.payload_bytes[graph.last_copy()];
        let mut place = node;
        let mut moves = vec![];
        // Links that take no time could lead in circles; a way has fewer steps than nodes.
        for _ in 0..graph.node_count() {
            if place == self.workload.jobs[job].destination {
                return Some(moves);
            }
            let through = |arc: &&crate::layered::Arc| arc.seconds(bytes) + last[arc.node as usize];
            let arcs = graph.out.of(place).iter();
            let arc = arcs.min_by(|a, b| through(a).total_cmp(&through(b)))?;
            if !through(&arc).is_finite() {
                return None;
            }
            moves.push(Move::Transfer {
                copy: graph.last_copy(),
                link: arc.link,
            });
            place = arc.node;
        }
        None
    }

    /// The split after which the job would be done soonest on the free network.
    pub fn best_single_split(&self, job: usize) -> Option<Vec<Move>> {
        let (graph, facts) = (self.workload.graph(job), &self.workload.jobs[job]);
        let ways = &self.from_source[self.source_of[job]];
        let home = self.workload.remaining(job).copy(graph.last_copy());
        let mut best = (f64::INFINITY, 0, facts.source);
        for node in 0..graph.node_count() as u32 {
            let on_node = seconds_from(graph, node);
            let mut on_source = 0.0;
            for layers in 0..=graph.layer_count() {
                let seconds =
                    on_source + ways[layers].seconds(node) + on_node[layers] + home[node as usize];
                if seconds < best.0 {
                    best = (seconds, layers, node);
                }
                if layers == graph.layer_count()
                    || !graph.allowed(layers + 1)[facts.source as usize]
                {
                    break;
                }
                on_source += graph.layer_seconds(layers + 1, facts.source);
            }
        }
        self.split(job, best.1, best.2)
    }
}

/// How long a node takes for all layers after each copy; infinite where one may not run there.
fn seconds_from(graph: &LayeredGraph, node: u32) -> Vec<f64> {
    let mut seconds = vec![0.0; graph.layer_count() + 1];
    for layer in (1..=graph.layer_count()).rev() {
        let own = if graph.allowed(layer)[node as usize] {
            graph.layer_seconds(layer, node)
        } else {
            f64::INFINITY
        };
        seconds[layer - 1] = seconds[layer] + own;
    }
    seconds
}
