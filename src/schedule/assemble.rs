//! From routes in order of priority to the schedule file.

use super::earliest::Route;
use super::format::Resource;
use super::occupancy::Occupancy;
use super::planner::backlogs;
use super::workload::{Workload, in_order_of};
use crate::error::{Error, Result, listed};
use crate::json::number;
use crate::plan::{Plan, Statistics, Step};
use crate::route::{Answered, Move, Service};
use crate::scenario::{Scenario, model_of};

/// A job with its moves, highest priority first.
pub(super) struct Ranked<'a> {
    pub job: usize,
    pub moves: &'a [Move],
    /// The plan is the earliest there is, given those above it.
    pub is_earliest: bool,
    /// How large the search was.
    pub settled_vertices: usize,
    pub relaxed_arcs: usize,
}

impl<'a> Ranked<'a> {
    pub fn routed(job: usize, route: &'a Route, is_earliest: bool) -> Ranked<'a> {
        Ranked {
            job,
            moves: &route.moves,
            is_earliest,
            settled_vertices: route.settled_vertices,
            relaxed_arcs: route.relaxed_arcs,
        }
    }
}

/// The plans with the times that happen, and when each resource is busy.
///
/// # Errors
/// [`MemoryExceeded`](Error::MemoryExceeded) where a node would hold more weights than it can,
/// [`InvalidScenario`](Error::InvalidScenario) where energy or price overflow.
pub(super) fn assemble(
    scenario: &Scenario,
    workload: &Workload,
    order: &[Ranked],
) -> Result<(Vec<Plan>, Vec<Resource>)> {
    check_memory(scenario, workload, order)?;
    let mut graphs = workload.graphs.clone();
    let mut occupancy = backlogs(workload);
    let mut busy = Busy::with_backlogs(workload);
    let mut plans = Vec::with_capacity(order.len());
    for ranked in order {
        let facts = &workload.jobs[ranked.job];
        let graph = &mut graphs[facts.graph];
        graph.set_ends(facts.source, facts.destination, facts.release_seconds);
        let answered = Answered {
            scenario,
            job: facts.index,
            graph,
            moves: ranked.moves,
            statistics: Statistics {
                layered_vertices: graph.vertex_count(),
                layered_arcs: graph.arc_count(),
                settled_vertices: ranked.settled_vertices,
                relaxed_arcs: ranked.relaxed_arcs,
                solve_microseconds: None,
            },
        };
        let mut plan = answered.plan_served(|step, ready_seconds, service_seconds| {
            let resource = resource_index(step, workload);
            serve(&occupancy, resource, ready_seconds, service_seconds)
        })?;
        plan.exact = ranked.is_earliest;
        for (&step, written) in ranked.moves.iter().zip(&plan.steps) {
            let resource = resource_index(step, workload);
            for (start, end) in pieces_of(written) {
                occupancy.insert(resource, start, end);
                busy.add(resource, start, end, &plan.job);
            }
        }
        plans.push(plan);
    }
    Ok((plans, busy.into_resources(scenario, workload)))
}

fn resource_index(step: Move, workload: &Workload) -> usize {
    match step {
        Move::Compute { node, .. } => node as usize,
        Move::Transfer { link, .. } => workload.nodes + link as usize,
    }
}

fn serve(occupancy: &Occupancy, resource: usize, ready: f64, service: f64) -> Service {
    let mut pieces = vec![];
    let (start_seconds, end_seconds) = occupancy.serve(resource, ready, service, |start, end| {
        pieces.push((start, end))
    });
    if pieces.len() == 1 {
        pieces.clear();
    }
    Service {
        start_seconds,
        end_seconds,
        pieces,
    }
}

fn pieces_of(step: &Step) -> Vec<(f64, f64)> {
    let (Step::Compute {
        start_seconds,
        end_seconds,
        pieces,
        ..
    }
    | Step::Transfer {
        start_seconds,
        end_seconds,
        pieces,
        ..
    }) = step;
    if pieces.is_empty() {
        vec![(*start_seconds, *end_seconds)]
    } else {
        pieces.clone()
    }
}

/// Who keeps each resource busy when.
struct Busy {
    pieces: Vec<Vec<(f64, f64, Option<String>)>>,
}

impl Busy {
    fn with_backlogs(workload: &Workload) -> Busy {
        let mut busy = Busy {
            pieces: vec![vec![]; workload.resources()],
        };
        if let Some(graph) = workload.graphs.first() {
            let nodes = graph.nodes.iter().map(|node| node.wait_seconds);
            let waits = nodes.chain(graph.links.iter().map(|link| link.wait_seconds));
            for (resource, wait_seconds) in waits.enumerate() {
                if wait_seconds > 0.0 {
                    busy.pieces[resource].push((0.0, wait_seconds, None));
                }
            }
        }
        busy
    }

    fn add(&mut self, resource: usize, start: f64, end: f64, job: &str) {
        if end > start {
            self.pieces[resource].push((start, end, Some(job.to_owned())));
        }
    }

    fn into_resources(self, scenario: &Scenario, workload: &Workload) -> Vec<Resource> {
        let resources = self.pieces.into_iter().enumerate();
        let used = resources.filter(|(_, busy)| !busy.is_empty());
        used.map(|(resource, busy)| {
            let order = in_order_of(busy.iter().map(|&(start, ..)| start));
            let busy = order.into_iter().map(|place| busy[place].clone()).collect();
            let nodes = &scenario.network.nodes;
            let link = resource.checked_sub(workload.nodes);
            Resource {
                node: link.is_none().then(|| nodes[resource].id.clone()),
                link,
                busy,
            }
        })
        .collect()
    }
}

/// The weights of all layers that any job runs on a node must fit, each model's once.
fn check_memory(scenario: &Scenario, workload: &Workload, order: &[Ranked]) -> Result<()> {
    let nodes = &scenario.network.nodes;
    if nodes.iter().all(|node| node.memory_bytes.is_none()) {
        return Ok(());
    }
    let models = scenario.models.iter();
    let nothing: Vec<Vec<bool>> = models
        .map(|model| vec![false; model.layers.len()])
        .collect();
    // By node, model and layer.
    let mut is_held = vec![nothing; nodes.len()];
    for ranked in order {
        let (model, _) = model_of(scenario, workload.jobs[ranked.job].index);
        for &step in ranked.moves {
            if let Move::Compute { layer, node } = step {
                is_held[node as usize][model][layer - 1] = true;
            }
        }
    }
    for (node, (facts, is_held)) in nodes.iter().zip(&is_held).enumerate() {
        let models = scenario.models.iter().zip(is_held);
        let layers = models.flat_map(|(model, is_held)| model.layers.iter().zip(is_held));
        let held = layers.filter(|&(_, &is_held)| is_held);
        let held_bytes: f64 = held.map(|(layer, _)| layer.weight_bytes).sum();
        let Some(memory_bytes) = facts.memory_bytes.filter(|&memory| held_bytes > memory) else {
            continue;
        };
        let models = scenario.models.iter().zip(is_held);
        let holding = models.filter(|(_, is_held)| is_held.contains(&true));
        return Err(Error::MemoryExceeded {
            message: format!(
                "the schedule puts {} bytes of weights of {} on node `{}`, which holds {}; schedules within memory limits are not searched yet: pin some layers elsewhere",
                number(held_bytes),
                listed(holding.map(|(model, _)| format!("`{}`", model.id))),
                facts.id,
                number(memory_bytes)
            ),
            path: format!("/network/nodes/{node}/memoryBytes"),
        });
    }
    Ok(())
}
