//! The greedy of Jung & Lee (arXiv 2111.07006): `mode: bound`.
//!
//! When a job is fixed, its service seconds on each resource are added to that resource's wait,
//! and the next job is routed with additive waits. Under strict priority a job waits at a
//! resource at most for all work there of the jobs before it, so what the plan says bounds what
//! happens from above.

use super::assemble::Ranked;
use super::planner::Planning;
use super::workload::Workload;
use crate::error::Result;
use crate::layered::LayeredGraph;
use crate::plan::{Plan, Statistics};
use crate::route::{Answered, Move, Solver};
use crate::scenario::{Scenario, Wait};
use std::sync::Arc;

/// A plan under additive waits.
#[derive(Debug, Clone)]
pub(super) struct BoundPlan {
    pub moves: Vec<Move>,
    completion_seconds: f64,
    settled_vertices: usize,
    relaxed_arcs: usize,
}

impl BoundPlan {
    pub fn ranked(&self, job: usize) -> Ranked<'_> {
        Ranked {
            job,
            moves: &self.moves,
            is_earliest: false,
            settled_vertices: self.settled_vertices,
            relaxed_arcs: self.relaxed_arcs,
        }
    }
}

/// Planning with additive waits.
#[derive(Debug)]
pub(super) struct BoundPlanner {
    scenario: Arc<Scenario>,
    workload: Arc<Workload>,
    /// The graphs of the workload with the present waits.
    graphs: Vec<LayeredGraph>,
    /// One for each number of copies, which comes with it.
    solvers: Vec<(usize, Solver)>,
    node_wait_seconds: Vec<f64>,
    link_wait_seconds: Vec<f64>,
    /// The plans of the jobs that are fixed, under the waits that they found.
    plans: Vec<Result<Plan>>,
    routes: usize,
    settled_vertices: u64,
}

impl BoundPlanner {
    /// Waits are the backlogs at first.
    pub fn new(scenario: &Arc<Scenario>, workload: &Arc<Workload>) -> BoundPlanner {
        let mut graphs = workload.graphs.clone();
        graphs
            .iter_mut()
            .for_each(|graph| graph.set_wait(Wait::Additive));
        let mut solvers: Vec<(usize, Solver)> = vec![];
        for graph in &graphs {
            let copies = graph.copy_count();
            if solvers.iter().all(|&(known, _)| known != copies) {
                solvers.push((copies, Solver::for_graph(graph)));
            }
        }
        let waits = workload.graphs.first();
        let nodes = waits.iter().flat_map(|graph| &graph.nodes);
        let links = waits.iter().flat_map(|graph| &graph.links);
        BoundPlanner {
            node_wait_seconds: nodes.map(|node| node.wait_seconds).collect(),
            link_wait_seconds: links.map(|link| link.wait_seconds).collect(),
            graphs,
            solvers,
            plans: vec![],
            routes: 0,
            settled_vertices: 0,
            scenario: Arc::clone(scenario),
            workload: Arc::clone(workload),
        }
    }

    /// Single-job searches so far, and the vertices that they settled.
    pub fn effort(&self) -> (usize, u64) {
        (self.routes, self.settled_vertices)
    }

    /// The plans of the jobs that are fixed, in their order.
    pub fn plans(&self) -> Result<Vec<Plan>> {
        self.plans.iter().cloned().collect()
    }

    /// The plan file of a job under the present waits.
    fn written(&mut self, job: usize, plan: &BoundPlan) -> Result<Plan> {
        let index = self.workload.jobs[job].index;
        let scenario = Arc::clone(&self.scenario);
        let graph = self.graph(job);
        let mut written = Answered {
            scenario: &scenario,
            job: index,
            graph,
            moves: &plan.moves,
            statistics: Statistics {
                layered_vertices: graph.vertex_count(),
                layered_arcs: graph.arc_count(),
                settled_vertices: plan.settled_vertices,
                relaxed_arcs: plan.relaxed_arcs,
                solve_microseconds: None,
            },
        }
        .plan()?;
        // What is planned is a bound, not what happens.
        written.exact = false;
        Ok(written)
    }

    /// The graph of a job with the present waits.
    fn graph(&mut self, job: usize) -> &LayeredGraph {
        let facts = &self.workload.jobs[job];
        let graph = &mut self.graphs[facts.graph];
        graph.set_ends(facts.source, facts.destination, facts.release_seconds);
        graph.set_waits(&self.node_wait_seconds, &self.link_wait_seconds);
        graph
    }
}

impl Planning for BoundPlanner {
    type Plan = BoundPlan;

    fn plan(&mut self, job: usize, _: Option<&BoundPlan>) -> BoundPlan {
        self.graph(job);
        self.routes += 1;
        let graph = &self.graphs[self.workload.jobs[job].graph];
        let copies = graph.copy_count();
        let mut solvers = self.solvers.iter_mut();
        let solver = solvers.find(|(known, _)| *known == copies);
        let (_, solver) = solver.expect("there is a solver for every number of copies");
        let found = solver.solve(graph);
        let found = found.expect("a job of a workload has a plan, and waits are finite");
        self.settled_vertices += found.settled_vertices as u64;
        BoundPlan {
            moves: solver.moves().to_vec(),
            completion_seconds: found.arrival_seconds,
            settled_vertices: found.settled_vertices,
            relaxed_arcs: found.relaxed_arcs,
        }
    }

    fn completion_seconds(plan: &BoundPlan) -> f64 {
        plan.completion_seconds
    }

    fn is_current(&self, _: &BoundPlan, fixed_before: usize) -> bool {
        fixed_before == self.plans.len()
    }

    fn fixed(&self) -> usize {
        self.plans.len()
    }

    fn fix(&mut self, job: usize, plan: &BoundPlan) {
        let written = self.written(job, plan);
        self.plans.push(written);
        let graph = self.workload.graph(job);
        for &step in &plan.moves {
            let wait_seconds = match step {
                Move::Compute { node, .. } => &mut self.node_wait_seconds[node as usize],
                Move::Transfer { link, .. } => &mut self.link_wait_seconds[link as usize],
            };
            *wait_seconds += graph.service_seconds(step);
        }
    }
}
