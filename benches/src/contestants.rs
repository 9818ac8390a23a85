//! Everything that is measured on an instance.

use crate::explicit::Explicit;
use crate::passes::Passes;
use crate::rows::LayeredRows;
use splitway::layered::explicit::Arrival;
use splitway::{RouteOptions, Router, Scenario};

/// What can be measured. The order is that of their numbers across the boundary to JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contestant {
    /// Every layered arc read and relaxed exactly once.
    Limit,
    /// Dijkstra's algorithm in every copy.
    DijkstraPerCopy,
    /// Label-correcting sweeps in every copy.
    Sweeps,
    /// splitway after a change of all link rates: new prices and a solve.
    Resolve,
    /// splitway from a scenario: validation, graph and solve.
    FirstSolve,
    /// petgraph: writing the layered graph out.
    PetgraphBuild,
    /// petgraph: Dijkstra on it.
    PetgraphSearch,
}

impl Contestant {
    pub const ALL: [(&'static str, Contestant); 7] = [
        ("limit", Contestant::Limit),
        ("dijkstraPerCopy", Contestant::DijkstraPerCopy),
        ("sweeps", Contestant::Sweeps),
        ("resolve", Contestant::Resolve),
        ("firstSolve", Contestant::FirstSolve),
        ("petgraphBuild", Contestant::PetgraphBuild),
        ("petgraphSearch", Contestant::PetgraphSearch),
    ];
}

#[derive(Debug)]
enum Written {
    Plain(Explicit<f64>),
    WithBacklogs(Explicit<Arrival>),
}

/// An instance with what each contestant keeps between its runs.
#[derive(Debug)]
pub struct Arena {
    scenario: Scenario,
    rows: LayeredRows,
    passes: Passes,
    router: Router,
    options: RouteOptions,
    /// Scenarios for first solves, and the routers that they became.
    fresh: Vec<Scenario>,
    used: Vec<Router>,
    written: Option<Written>,
}

impl Arena {
    pub fn new(scenario: Scenario) -> Arena {
        Arena {
            rows: LayeredRows::new(&scenario),
            passes: Passes::default(),
            router: Router::new(scenario.clone()).expect("instances are valid"),
            options: RouteOptions::default(),
            fresh: Vec::new(),
            used: Vec::new(),
            written: None,
            scenario,
        }
    }

    /// The instance's layered graph.
    pub fn rows(&self) -> &LayeredRows {
        &self.rows
    }

    /// What a number of runs need that is not theirs to pay for.
    pub fn set_up(&mut self, contestant: Contestant, runs: usize) {
        if contestant == Contestant::FirstSolve {
            self.used.clear();
            self.used.reserve(runs);
            self.fresh = vec![self.scenario.clone(); runs];
        }
    }

    /// Runs a contestant some times, after [`set_up`](Self::set_up). Returns its answer in
    /// seconds; the limit's is only an upper bound, and building has none.
    pub fn run(&mut self, contestant: Contestant, runs: usize) -> f64 {
        let mut answer = f64::NAN;
        for run in (0..runs).rev() {
            answer = self.run_once(contestant, run);
        }
        answer
    }

    fn run_once(&mut self, contestant: Contestant, run: usize) -> f64 {
        let Arena { rows, passes, .. } = self;
        match (contestant, rows.has_backlogs) {
            (Contestant::Limit, false) => passes.limit::<false>(rows),
            (Contestant::Limit, true) => passes.limit::<true>(rows),
            (Contestant::DijkstraPerCopy, false) => passes.dijkstra::<false>(rows),
            (Contestant::DijkstraPerCopy, true) => passes.dijkstra::<true>(rows),
            (Contestant::Sweeps, false) => passes.sweeps::<false>(rows),
            (Contestant::Sweeps, true) => passes.sweeps::<true>(rows),
            (Contestant::Resolve, _) => self.resolve(run),
            (Contestant::FirstSolve, _) => self.first_solve(),
            (Contestant::PetgraphBuild, _) => self.write_out(),
            (Contestant::PetgraphSearch, _) => self.search_written(),
        }
    }

    /// The slider moves a little before each solve and back to where it was before the last.
    fn resolve(&mut self, run: usize) -> f64 {
        let factor = 1.0 + (run % 8) as f64 * 1e-3;
        self.router
            .scale_links(factor)
            .expect("the factor is above 0");
        self.router
            .latency_seconds(&self.options)
            .expect("there is a plan")
    }

    fn first_solve(&mut self) -> f64 {
        let scenario = self.fresh.pop().expect("one was set up for each run");
        let mut router = Router::new(scenario).expect("instances are valid");
        let answer = router
            .latency_seconds(&self.options)
            .expect("there is a plan");
        self.used.push(router);
        answer
    }

    fn write_out(&mut self) -> f64 {
        self.written = None;
        self.written = Some(if self.rows.has_backlogs {
            Written::WithBacklogs(Explicit::new(&self.rows))
        } else {
            Written::Plain(Explicit::new(&self.rows))
        });
        f64::NAN
    }

    fn search_written(&mut self) -> f64 {
        match self.written.as_ref().expect("it was built before") {
            Written::Plain(explicit) => explicit.latency_seconds(),
            Written::WithBacklogs(explicit) => explicit.latency_seconds(),
        }
    }
}
