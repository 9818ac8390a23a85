//! The calls: [`schedule`] for one answer, [`Scheduler`] for one that comes step by step.

use super::anneal::Anneal;
use super::assemble::assemble;
use super::baselines::baselines;
use super::earliest::Route;
use super::exhaustive::{Exhaustive, MOST_JOBS};
use super::format::{Baseline, FORMAT, Progress, Schedule, ScheduleOptions, ScheduleStatistics};
use super::given_order::{self, GivenOrder};
use super::greedy::{Fixed, Greedy};
use super::lower_bound::{Found, lower_bound};
use super::objective::Score;
use super::paper::{BoundPlan, BoundPlanner};
use super::phase::Phase;
use super::planner::{Planner, Planning};
use super::workload::Workload;
use crate::error::{Error, Result};
use crate::route::Move;
use crate::scenario::{Method, Mode, Objective, Scenario};
use std::sync::Arc;

/// How many moves `anneal` tries by default: this over n·√n for n jobs, which takes about a
/// second, but neither less nor more than these.
const DEFAULT_EFFORT: f64 = 5e6;
const DEFAULT_MOVES: (f64, f64) = (100.0, 20_000.0);

/// Sums in different orders are the same up to this share.
const ROUNDING: f64 = 1e-12;

/// Plans for all jobs of a scenario that together take little time.
///
/// Jobs are served by strict priority, in the order that the [`Method`] finds; each takes the
/// earliest plan among the busy intervals that those above it leave (`mode: exact`), or the best
/// one under the paper's additive waits (`mode: bound`, arXiv 2111.07006). `options.wait` of the
/// scenario plays no part: backlogs drain in `exact` mode, and are added in `bound` mode.
///
/// Times are absolute. Two that differ by less than 1e-12 of themselves count as the same, so
/// releases are best given relative to the first: on a clock that shows 1.7e9 s that is 1.7 ms.
///
/// # Errors
/// Those of [`route`](crate::route()) for the first job that has no plan, unless such jobs are to
/// be skipped; [`InvalidOption`](Error::InvalidOption) for options that do not go together;
/// [`LimitExceeded`](Error::LimitExceeded) for more than 8 jobs with `exhaustive`, and where the
/// jobs have so many destinations on so large a network that memory could run out;
/// [`MemoryExceeded`](Error::MemoryExceeded) where the schedule does not fit.
///
/// # Cost
/// One or a few single-job searches a job with `greedy`; as many again for each move of `anneal`
/// as jobs are touched by it.
///
/// ```
/// # let text = include_str!("../../tests/scenarios/triangle.json");
/// use splitway::Scenario;
/// use splitway::schedule::{ScheduleOptions, schedule};
/// let scenario = Scenario::from_json(text).unwrap();
/// let schedule = schedule(&scenario, &ScheduleOptions::default()).unwrap();
/// assert_eq!(schedule.order, ["j1"]);
/// assert_eq!(schedule.value, schedule.lower_bound);
/// ```
pub fn schedule(scenario: &Scenario, options: &ScheduleOptions) -> Result<Schedule> {
    let mut scheduler = Scheduler::new(scenario, options)?;
    while scheduler.advance(usize::MAX).share < 1.0 {}
    scheduler.schedule()
}

/// A search for a schedule that goes on in steps, and can give its best schedule at any time.
///
/// ```
/// # let text = include_str!("../../tests/scenarios/triangle.json");
/// use splitway::Scenario;
/// use splitway::schedule::{ScheduleOptions, Scheduler};
/// let scenario = Scenario::from_json(text).unwrap();
/// let mut scheduler = Scheduler::new(&scenario, &ScheduleOptions::default()).unwrap();
/// while scheduler.advance(100).share < 1.0 {}
/// assert_eq!(scheduler.schedule().unwrap().plans.len(), 1);
/// ```
#[derive(Debug)]
pub struct Scheduler {
    scenario: Arc<Scenario>,
    workload: Arc<Workload>,
    mode: Mode,
    /// `None` for a given order.
    method: Option<Method>,
    objective: Objective,
    seed: u32,
    most_moves: usize,
    with_baselines: bool,
    lower_bound: f64,
    phase: Phase,
}

impl Scheduler {
    /// Prepares the search.
    ///
    /// # Errors
    /// Those of [`schedule`], but for `MemoryExceeded`.
    pub fn new(scenario: &Scenario, options: &ScheduleOptions) -> Result<Scheduler> {
        scenario.validate()?;
        let given = &scenario.options;
        let mode = options.mode.or(given.mode).unwrap_or(Mode::Exact);
        let method = match &options.order {
            Some(_) => None,
            None => options.method.or(given.method).or(Some(Method::Greedy)),
        };
        if let Some(order) = &options.order {
            given_order::check(scenario, order, options, mode)?;
        }
        if mode == Mode::Bound && method != Some(Method::Greedy) {
            let message =
                "mode `bound` goes with method `greedy` alone; choose that, or mode `exact`"
                    .to_owned();
            return Err(if options.method.is_some() {
                let path = "/method".to_owned();
                Error::InvalidOption { message, path }
            } else {
                Error::scenario("/options/method".to_owned(), message)
            });
        }
        let workload = Workload::new(scenario, options.skip_unroutable)?;
        let workload = Arc::new(workload);
        let jobs = workload.jobs.len();
        if method == Some(Method::Exhaustive) && jobs > MOST_JOBS {
            return Err(Error::LimitExceeded {
                message: format!(
                    "{jobs} jobs have too many orders to look at them all, `exhaustive` takes up to {MOST_JOBS}; use `anneal`"
                ),
                path: "/jobs".to_owned(),
            });
        }
        let scenario = Arc::new(scenario.clone());
        let phase = match mode {
            Mode::Exact if options.order.is_some() => {
                let order = options.order.iter().flatten();
                let order = GivenOrder::new(&scenario, &workload, order);
                Phase::Given(Planner::new(&workload), order)
            }
            Mode::Exact => Phase::Greedy(Planner::new(&workload), Greedy::new(&workload)),
            Mode::Bound => {
                let planner = BoundPlanner::new(&scenario, &workload);
                Phase::Bound(planner, Greedy::new(&workload))
            }
        };
        let objective = options.objective.or(given.objective);
        let (least, most) = DEFAULT_MOVES;
        let count = jobs.max(1) as f64;
        let default_moves = (DEFAULT_EFFORT / (count * count.sqrt())).clamp(least, most);
        Ok(Scheduler {
            mode,
            method,
            objective: objective.unwrap_or(Objective::Mean),
            seed: options.seed.or(given.seed).unwrap_or(1),
            most_moves: options.moves.unwrap_or(default_moves as usize),
            with_baselines: options.baselines,
            lower_bound: 0.0,
            scenario,
            workload,
            phase,
        })
    }

    /// Goes on for about so many single-job searches; the share of the answer is 1 at the end.
    pub fn advance(&mut self, routes: usize) -> Progress {
        let (begun, _) = self.phase.effort();
        let mut steps = 0;
        while steps < routes && self.phase.effort().0 - begun < routes && self.step() {
            steps += 1;
        }
        self.progress()
    }

    /// How far the search has come.
    pub fn progress(&self) -> Progress {
        let is_done = self.phase.is_done();
        // All jobs may be fixed before the last step has noticed.
        let share = f64::min(self.phase.share(&self.workload, self.method), 0.999);
        Progress {
            share: if is_done { 1.0 } else { share },
            value: self.phase.value(&self.workload, self.objective),
            lower_bound: self.lower_bound,
            moves: self.phase.moves(),
        }
    }

    /// The best schedule so far; the first one is found in any case.
    ///
    /// # Errors
    /// [`MemoryExceeded`](Error::MemoryExceeded) where it does not fit, and
    /// [`InvalidScenario`](Error::InvalidScenario) where energy or price overflow.
    pub fn schedule(&mut self) -> Result<Schedule> {
        while self.phase.is_first() {
            self.step();
        }
        let order = self.phase.order();
        let (mut plans, resources) = assemble(&self.scenario, &self.workload, &order)?;
        if let Phase::BoundFound(planner, _) = &self.phase {
            plans = planner.plans()?;
        }
        let mut score = Score::new(self.objective, &self.workload);
        for (plan, ranked) in plans.iter().zip(&order) {
            score.add(self.workload.jobs[ranked.job].weight, plan.latency_seconds);
        }
        let value = score.value();
        let lower_bound = f64::min(self.lower_bound, value);
        let is_exhausted = matches!(&self.phase, Phase::Exhaustive(search) if search.is_done());
        Ok(Schedule {
            format: FORMAT.to_owned(),
            objective: self.objective,
            mode: self.mode,
            method: self.method,
            value,
            lower_bound,
            proven: is_exhausted || value <= lower_bound * (1.0 + ROUNDING),
            order: plans.iter().map(|plan| plan.job.clone()).collect(),
            plans,
            resources,
            skipped: self.workload.skipped.clone(),
            baselines: self.baselines(),
            statistics: self.statistics(),
        })
    }

    fn step(&mut self) -> bool {
        let is_first = self.phase.is_first();
        let goes_on = self.phase.step(&self.workload);
        if is_first && !goes_on {
            self.end_first_phase();
            return true;
        }
        goes_on
    }

    fn end_first_phase(&mut self) {
        let workload = Arc::clone(&self.workload);
        let alone_seconds;
        (self.phase, alone_seconds) = match std::mem::replace(&mut self.phase, Phase::Changing) {
            Phase::Greedy(planner, greedy) => {
                let alone_seconds = greedy.alone_seconds(&workload);
                (self.improving(planner, greedy.into_order()), alone_seconds)
            }
            Phase::Given(planner, order) => {
                let alone_seconds = order.alone_seconds().to_vec();
                (Phase::Found(planner, order.into_order()), alone_seconds)
            }
            Phase::Bound(planner, greedy) => {
                let mut alone = Planner::new(&workload);
                let jobs = 0..workload.jobs.len();
                let completions = jobs.map(|job| alone.plan(job, None).completion_seconds);
                let alone_seconds = completions.collect();
                (
                    Phase::BoundFound(planner, greedy.into_order()),
                    alone_seconds,
                )
            }
            phase => (phase, vec![]),
        };
        let order = self.phase.order();
        let found = Found {
            value: self.phase.value(&workload, self.objective),
            busy_seconds: workload.busy_seconds(&order),
        };
        self.lower_bound = lower_bound(&workload, self.objective, &alone_seconds, &found);
    }

    /// What comes after greedy.
    fn improving(&self, planner: Planner, order: Vec<Fixed<Route>>) -> Phase {
        let objective = self.objective;
        match self.method {
            None | Some(Method::Greedy) => Phase::Found(planner, order),
            Some(Method::Anneal) => {
                let (seed, moves) = (self.seed, self.most_moves);
                let search = Anneal::new(planner, order, objective, seed, moves);
                Phase::Anneal(Box::new(search))
            }
            Some(Method::Exhaustive) => {
                let search = Exhaustive::new(planner, order, objective);
                Phase::Exhaustive(Box::new(search))
            }
        }
    }

    fn baselines(&self) -> Vec<Baseline> {
        if !self.with_baselines || self.workload.jobs.is_empty() {
            return vec![];
        }
        let bound_order = match &self.phase {
            Phase::BoundFound(_, order) => moves_of(order),
            _ => {
                let mut planner = BoundPlanner::new(&self.scenario, &self.workload);
                let mut greedy = Greedy::new(&self.workload);
                while greedy.step(&self.workload, &mut planner) {}
                moves_of(&greedy.into_order())
            }
        };
        let (scenario, workload) = (&self.scenario, &self.workload);
        baselines(scenario, workload, self.objective, &bound_order)
    }

    /// How much work the search has taken so far.
    pub fn statistics(&self) -> ScheduleStatistics {
        let jobs = self.workload.jobs.len() as u64;
        let (routes, settled_vertices) = self.phase.effort();
        ScheduleStatistics {
            routes,
            plain_routes: jobs * (jobs + 1) / 2,
            moves: self.phase.moves(),
            settled_vertices,
            solve_microseconds: None,
        }
    }
}

fn moves_of(order: &[Fixed<BoundPlan>]) -> Vec<(usize, Vec<Move>)> {
    let order = order.iter();
    order
        .map(|fixed| (fixed.job, fixed.plan.moves.clone()))
        .collect()
}
