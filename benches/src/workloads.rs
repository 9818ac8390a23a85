//! Many jobs: VGG19 and ResNet34, in turns, between random nodes of a network of 100.

use crate::instances::{self, Kind};
use crate::random::Random;
use splitway::scenario::{Job, Method, Model, Scenario};
use splitway::schedule::{ScheduleOptions, Scheduler};
use splitway::{RouteOptions, Router};

/// How many nodes the network has.
pub const NODES: usize = 100;

/// A scenario with so many jobs, all of them there at the start; always the same one.
pub fn make(jobs: usize) -> Scenario {
    let random = &mut Random::seeded(jobs as u64);
    let mut scenario = instances::make(Kind::Spread, (NODES, 24));
    scenario.models = vec![
        model(include_str!("../../data/models/vgg19.json")),
        model(include_str!("../../data/models/resnet34.json")),
    ];
    let nodes = &scenario.network.nodes;
    let job = |index: usize| {
        let source = random.below(NODES);
        Job {
            id: format!("job {index}"),
            model: scenario.models[index % 2].id.clone(),
            source: nodes[source].id.clone(),
            destination: nodes[source].id.clone(),
            release_seconds: 0.0,
            weight: 1.0,
            batch: 1,
            pins: Vec::new(),
        }
    };
    scenario.jobs = (0..jobs).map(job).collect();
    scenario
}

/// How many jobs the workloads have, in the order of the table.
pub const SIZES: [usize; 5] = [10, 30, 100, 300, 1_000];

/// Moves of one run of annealing.
const MOVES: usize = 100;

/// What can be measured on a workload. The order is that of their numbers across the boundary to
/// JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkContestant {
    /// One job routed alone, again and again, with all its numbers taken anew.
    Single,
    /// Greedy, from the scenario to the order.
    Greedy,
    /// So many moves of annealing; the greedy before it is not counted.
    Anneal,
}

impl WorkContestant {
    pub const ALL: [(&'static str, WorkContestant); 3] = [
        ("single", WorkContestant::Single),
        ("greedy", WorkContestant::Greedy),
        ("anneal", WorkContestant::Anneal),
    ];
}

/// A workload with what its contestants keep.
#[derive(Debug)]
pub struct Batch {
    scenario: Scenario,
    router: Router,
    annealing: Vec<Scheduler>,
    routes: usize,
    plain_routes: u64,
    lower_bound: f64,
}

impl Batch {
    pub fn new(jobs: usize) -> Batch {
        let scenario = make(jobs);
        Batch {
            router: Router::new(scenario.clone()).expect("workloads are valid"),
            annealing: vec![],
            routes: 0,
            plain_routes: 0,
            lower_bound: 0.0,
            scenario,
        }
    }

    /// What does not count.
    pub fn set_up(&mut self, contestant: WorkContestant, runs: usize) {
        if contestant == WorkContestant::Anneal {
            self.annealing = (0..runs).map(|_| self.after_greedy()).collect();
        }
    }

    fn scheduler(&self, method: Method) -> Scheduler {
        let options = ScheduleOptions {
            method: Some(method),
            moves: Some(MOVES),
            ..ScheduleOptions::default()
        };
        Scheduler::new(&self.scenario, &options).expect("workloads have schedules")
    }

    fn after_greedy(&self) -> Scheduler {
        let mut scheduler = self.scheduler(Method::Anneal);
        while scheduler.advance(1).value.is_none() {}
        scheduler
    }

    /// Runs one so many times; returns the last latency or objective in seconds.
    pub fn run(&mut self, contestant: WorkContestant, runs: usize) -> f64 {
        let mut answer = f64::NAN;
        // The last run has the numbers as given.
        for run in (0..runs).rev() {
            answer = match contestant {
                WorkContestant::Single => {
                    let job = &self.scenario.jobs[0];
                    let options = RouteOptions {
                        job: Some(job.id.clone()),
                        ..RouteOptions::default()
                    };
                    let factor = if run % 2 == 0 { 1.0 } else { 1.01 };
                    self.router.scale_links(factor).expect("factors are fine");
                    let latency_seconds = self.router.latency_seconds(&options);
                    latency_seconds.expect("every job has a plan")
                }
                WorkContestant::Greedy => self.greedy(),
                WorkContestant::Anneal => {
                    let mut scheduler = self.annealing.pop().expect("set up before");
                    while scheduler.advance(usize::MAX).share < 1.0 {}
                    scheduler.progress().value.unwrap_or(f64::NAN)
                }
            };
        }
        answer
    }

    fn greedy(&mut self) -> f64 {
        let mut scheduler = self.scheduler(Method::Greedy);
        while scheduler.advance(usize::MAX).share < 1.0 {}
        let statistics = scheduler.statistics();
        self.routes = statistics.routes;
        self.plain_routes = statistics.plain_routes;
        let progress = scheduler.progress();
        self.lower_bound = progress.lower_bound;
        progress.value.unwrap_or(f64::NAN)
    }

    /// Single-job searches of the last greedy, those of a greedy that is not lazy, and the lower
    /// bound in seconds.
    pub fn of_greedy(&self) -> (usize, u64, f64) {
        (self.routes, self.plain_routes, self.lower_bound)
    }

    /// Moves of one run of annealing.
    pub fn moves(&self) -> usize {
        MOVES
    }
}

fn model(file: &str) -> Model {
    let file: serde_json::Value = serde_json::from_str(file).expect("built-in models are JSON");
    serde_json::from_value(file["model"].clone()).expect("built-in models are models")
}
