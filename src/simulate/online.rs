//! The best plan behind the work that is queued now: the router's layered graph with other waits.

use super::engine::Leg;
use super::journey::Journey;
use super::service::Services;
use crate::layered::LayeredGraph;
use crate::route::Solver;
use crate::schedule::Workload;

/// Graphs of all jobs, and the memory of solving them. Routing again allocates nothing.
#[derive(Debug, Clone)]
pub(super) struct OnlineRouter {
    workload: Workload,
    /// By number of copies, which decides how much memory a solver needs.
    solvers: Vec<(usize, Solver)>,
    node_wait_seconds: Vec<f64>,
    link_wait_seconds: Vec<f64>,
    journey: Journey,
}

impl OnlineRouter {
    /// Without any waits so far.
    pub fn new(workload: Workload) -> OnlineRouter {
        let mut solvers: Vec<(usize, Solver)> = Vec::new();
        for graph in &workload.graphs {
            let copies = graph.copy_count();
            if solvers.iter().all(|&(known, _)| known != copies) {
                solvers.push((copies, Solver::for_graph(graph)));
            }
        }
        OnlineRouter {
            node_wait_seconds: vec![0.0; workload.nodes],
            link_wait_seconds: vec![0.0; workload.links],
            workload,
            solvers,
            journey: Journey::default(),
        }
    }

    /// Takes in how long each resource will be busy with what is there.
    pub fn set_waits(&mut self, wait_seconds: impl Fn(usize) -> f64) {
        let nodes = self.node_wait_seconds.len();
        for (node, wait) in self.node_wait_seconds.iter_mut().enumerate() {
            *wait = wait_seconds(node);
        }
        for (link, wait) in self.link_wait_seconds.iter_mut().enumerate() {
            *wait = wait_seconds(nodes + link);
        }
    }

    /// Writes the best plan of a job that starts now. False if its times may be beyond the largest
    /// number.
    ///
    /// # Cost
    /// That of a solve, and O(N + E) for the waits.
    pub fn route(&mut self, services: &Services, job: usize, legs: &mut Vec<Leg>) -> bool {
        let facts = &self.workload.jobs[job];
        let graph = &mut self.workload.graphs[facts.graph];
        graph.set_ends(facts.source, facts.destination, 0.0);
        graph.set_waits(&self.node_wait_seconds, &self.link_wait_seconds);
        if !is_finite(graph) {
            return false;
        }
        let copies = graph.copy_count();
        let solver = self.solvers.iter_mut().find(|(known, _)| *known == copies);
        let (_, solver) = solver.expect("there is a solver for every number of copies");
        if solver.solve(graph).is_none() {
            return false;
        }
        services.legs_of_moves(job, solver.moves(), &mut self.journey, legs);
        true
    }
}

/// Whether every sum of times that a search can form is a number.
fn is_finite(graph: &LayeredGraph) -> bool {
    let nodes = graph.nodes.iter().map(|node| node.wait_seconds);
    let links = graph.links.iter().map(|link| link.wait_seconds);
    let copies = graph.layer_count() as f64 + 1.0;
    let waits: f64 = nodes.chain(links).sum();
    (graph.total_seconds() + copies * waits).is_finite()
}
