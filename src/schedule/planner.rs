//! Routing jobs one after another, each among the busy intervals of those before it.

use super::earliest::{EarliestSearch, ResourceSet, Route, follow};
use super::occupancy::Occupancy;
use super::workload::Workload;
use crate::route::Move;
use std::sync::Arc;

/// What fixes jobs one by one: the first that is fixed has the highest priority.
pub(super) trait Planning {
    /// A job's plan, as things are when it is made.
    type Plan;

    /// The best plan now. An older plan of the same job may help.
    fn plan(&mut self, job: usize, older: Option<&Self::Plan>) -> Self::Plan;

    /// When the job would be done.
    fn completion_seconds(plan: &Self::Plan) -> f64;

    /// Whether making the plan anew, now that jobs have been fixed since, would give the same.
    fn is_current(&self, plan: &Self::Plan, fixed_before: usize) -> bool;

    /// How many jobs are fixed.
    fn fixed(&self) -> usize;

    /// Fixes a job.
    fn fix(&mut self, job: usize, plan: &Self::Plan);
}

/// Exact planning among busy intervals.
#[derive(Debug, Clone)]
pub(super) struct Planner {
    pub workload: Arc<Workload>,
    pub occupancy: Occupancy,
    search: EarliestSearch,
    /// How many jobs were fixed when a resource last changed.
    changed_at: Vec<usize>,
    fixed: usize,
    routes: usize,
    settled_vertices: u64,
}

impl Planner {
    /// Nothing is busy but for the backlogs.
    pub fn new(workload: &Arc<Workload>) -> Planner {
        Planner {
            occupancy: backlogs(workload),
            search: EarliestSearch::for_workload(workload),
            changed_at: vec![0; workload.resources()],
            fixed: 0,
            routes: 0,
            settled_vertices: 0,
            workload: Arc::clone(workload),
        }
    }

    /// Single-job searches so far, and the vertices that they settled.
    pub fn effort(&self) -> (usize, u64) {
        (self.routes, self.settled_vertices)
    }

    /// The earliest plan that does not use the resource to `avoid`; `None` if there is none.
    pub fn route(&mut self, job: usize, avoid: Option<usize>, limit_seconds: f64) -> Option<Route> {
        self.routes += 1;
        let (search, workload) = (&mut self.search, &self.workload);
        let route = search.earliest(workload, job, &self.occupancy, avoid, limit_seconds);
        self.settled_vertices += route
            .as_ref()
            .map_or(0, |route| route.settled_vertices as u64);
        route
    }

    /// When a job would be done that makes these moves now.
    pub fn completion_of(&self, job: usize, moves: &[Move]) -> f64 {
        let graph = self.workload.graph(job);
        let release_seconds = self.workload.jobs[job].release_seconds;
        follow(moves, graph, release_seconds, &self.occupancy, |_, _, _| ())
    }

    /// Makes the resources of a plan busy.
    pub fn occupy(&mut self, route: &Route) {
        for piece in &route.pieces {
            let (start, end) = (piece.start_seconds, piece.end_seconds);
            self.occupancy.insert(piece.resource, start, end);
        }
    }
}

impl Planning for Planner {
    type Plan = Route;

    fn plan(&mut self, job: usize, older: Option<&Route>) -> Route {
        let limit_seconds =
            older.map_or(f64::INFINITY, |route| self.completion_of(job, &route.moves));
        let route = self.route(job, None, limit_seconds);
        route.expect("a job of a workload has a plan on the free network, and what is busy ends")
    }

    fn completion_seconds(route: &Route) -> f64 {
        route.completion_seconds
    }

    fn is_current(&self, route: &Route, fixed_before: usize) -> bool {
        let mut consulted = route.consulted.iter();
        consulted.all(|resource| self.changed_at[resource] <= fixed_before)
    }

    fn fixed(&self) -> usize {
        self.fixed
    }

    fn fix(&mut self, _: usize, route: &Route) {
        self.fixed += 1;
        self.occupy(route);
        for piece in &route.pieces {
            self.changed_at[piece.resource] = self.fixed;
        }
    }
}

/// Every resource is busy with its backlog.
pub(super) fn backlogs(workload: &Workload) -> Occupancy {
    let mut occupancy = Occupancy::free(workload.resources());
    if let Some(graph) = workload.graphs.first() {
        for (node, facts) in graph.nodes.iter().enumerate() {
            occupancy.insert(node, 0.0, facts.wait_seconds);
        }
        for (link, facts) in graph.links.iter().enumerate() {
            occupancy.insert(workload.nodes + link, 0.0, facts.wait_seconds);
        }
    }
    occupancy
}

/// The resources that a plan keeps busy.
pub(super) fn used(route: &Route, set: &mut ResourceSet) {
    for piece in &route.pieces {
        set.add(piece.resource);
    }
}
