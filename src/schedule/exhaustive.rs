//! Branch and bound over all orders of priority.
//!
//! Depth first, the job that would be done soonest first. Completions only grow as jobs are
//! fixed, so a branch is left when the jobs fixed so far, and the others as if each came next,
//! are no better than the best order known.

use super::earliest::Route;
use super::greedy::Fixed;
use super::objective::Score;
use super::planner::{Planner, backlogs};
use super::workload::in_order_of;
use crate::scenario::Objective;
use std::sync::Arc;

/// More orders than those of so many jobs are not searched.
pub(super) const MOST_JOBS: usize = 8;

/// One place in the order: what each job would do that is not fixed above.
#[derive(Debug)]
struct Level {
    /// The jobs still to be tried at this place, best last.
    candidates: Vec<usize>,
    plans: Vec<Option<Arc<Route>>>,
    score: Score,
    depth: usize,
}

/// The search and its best order so far.
#[derive(Debug)]
pub(super) struct Exhaustive {
    planner: Planner,
    levels: Vec<Level>,
    chosen: Vec<Fixed<Arc<Route>>>,
    best: Vec<Fixed<Arc<Route>>>,
    best_value: f64,
    orders: usize,
    /// Of the first place's candidates.
    all: usize,
}

impl Exhaustive {
    /// Starts from an order that is known.
    pub fn new(mut planner: Planner, known: Vec<Fixed<Route>>, objective: Objective) -> Exhaustive {
        planner.occupancy = backlogs(&planner.workload);
        let mut score = Score::new(objective, &planner.workload);
        let empty = score;
        let known = known.into_iter();
        let best: Vec<_> = known
            .map(|Fixed { job, plan }| {
                score.add_completion(&planner.workload, job, plan.completion_seconds);
                let plan = Arc::new(plan);
                Fixed { job, plan }
            })
            .collect();
        let mut search = Exhaustive {
            levels: vec![],
            chosen: vec![],
            best_value: score.value(),
            orders: 0,
            all: 0,
            best,
            planner,
        };
        let plans = vec![None; search.best.len()];
        search.descend(empty, plans);
        search.all = search
            .levels
            .first()
            .map_or(0, |level| level.candidates.len());
        search
    }

    /// Looks at one more place of one order. False when none is left.
    pub fn step(&mut self) -> bool {
        let places = self.levels.len();
        let Some(level) = self.levels.last_mut() else {
            return false;
        };
        self.planner.occupancy.roll_back(level.depth);
        self.chosen.truncate(places - 1);
        let Some(job) = level.candidates.pop() else {
            self.levels.pop();
            return true;
        };
        let mut plans = level.plans.clone();
        let Some(plan) = plans[job].take() else {
            return true;
        };
        let mut score = level.score;
        score.add_completion(&self.planner.workload, job, plan.completion_seconds);
        self.planner.occupy(&plan);
        // The resources that have changed are those of this plan.
        for other in &mut plans {
            let is_stale = |route: &Arc<Route>| {
                let mut pieces = plan.pieces.iter();
                pieces.any(|piece| route.consulted.contains(piece.resource))
            };
            if other.as_ref().is_some_and(is_stale) {
                *other = None;
            }
        }
        self.chosen.push(Fixed { job, plan });
        self.descend(score, plans);
        true
    }

    /// Adds the next place, unless nothing below it can be better; or takes in a whole order.
    fn descend(&mut self, score: Score, mut plans: Vec<Option<Arc<Route>>>) {
        let workload = Arc::clone(&self.planner.workload);
        self.orders += 1;
        if self.chosen.len() == workload.jobs.len() {
            if score.value() < self.best_value {
                self.best_value = score.value();
                self.best.clone_from(&self.chosen);
            }
            return;
        }
        let mut at_best = score;
        let mut candidates = vec![];
        for (job, plan) in plans.iter_mut().enumerate() {
            if self.chosen.iter().any(|fixed| fixed.job == job) {
                continue;
            }
            if plan.is_none() {
                let route = self.planner.route(job, None, f64::INFINITY);
                *plan = route.map(Arc::new);
            }
            let Some(plan) = plan else { continue };
            at_best.add_completion(&workload, job, plan.completion_seconds);
            // Of jobs that differ in nothing, the first goes first.
            let is_same = |other: &&(f64, usize)| {
                let (one, other) = (&workload.jobs[job], &workload.jobs[other.1]);
                one.class == other.class && one.weight == other.weight
            };
            if candidates.iter().find(is_same).is_none() {
                candidates.push((plan.completion_seconds, job));
            }
        }
        if at_best.value() >= self.best_value {
            return;
        }
        let places = in_order_of(candidates.iter().map(|&(done, _)| done));
        let best_last = places.into_iter().rev();
        self.levels.push(Level {
            candidates: best_last.map(|place| candidates[place].1).collect(),
            plans,
            score,
            depth: self.planner.occupancy.depth(),
        });
    }

    pub fn best_value(&self) -> f64 {
        self.best_value
    }

    /// Parts of orders that were looked at.
    pub fn orders(&self) -> usize {
        self.orders
    }

    /// The share of the first place's candidates that are done.
    pub fn share(&self) -> f64 {
        match self.levels.first() {
            Some(first) => 1.0 - (first.candidates.len() + 1) as f64 / (self.all + 1) as f64,
            None => 1.0,
        }
    }

    /// Whether there is nothing left to try.
    pub fn is_done(&self) -> bool {
        self.levels.is_empty()
    }

    pub fn planner(&self) -> &Planner {
        &self.planner
    }

    /// The best order with each job's plan.
    pub fn best(&self) -> impl Iterator<Item = (usize, &Route)> {
        self.best.iter().map(|fixed| (fixed.job, &*fixed.plan))
    }
}
