//! What a scheduler is at: an order to begin with, then a search for a better one.

use super::anneal::Anneal;
use super::assemble::Ranked;
use super::earliest::Route;
use super::exhaustive::Exhaustive;
use super::given_order::GivenOrder;
use super::greedy::{Fixed, Greedy};
use super::objective::Score;
use super::paper::{BoundPlan, BoundPlanner};
use super::planner::{Planner, Planning};
use super::workload::Workload;
use crate::scenario::{Method, Objective};

#[derive(Debug)]
pub(super) enum Phase {
    Greedy(Planner, Greedy<Route>),
    Bound(BoundPlanner, Greedy<BoundPlan>),
    Given(Planner, GivenOrder),
    Found(Planner, Vec<Fixed<Route>>),
    BoundFound(BoundPlanner, Vec<Fixed<BoundPlan>>),
    Anneal(Box<Anneal>),
    Exhaustive(Box<Exhaustive>),
    /// Only between two others.
    Changing,
}

impl Phase {
    /// Whether there is no order of all jobs yet.
    pub fn is_first(&self) -> bool {
        matches!(
            self,
            Phase::Greedy(..) | Phase::Bound(..) | Phase::Given(..)
        )
    }

    /// Does a small part of the work. False when none is left.
    pub fn step(&mut self, workload: &Workload) -> bool {
        match self {
            Phase::Greedy(planner, greedy) => greedy.step(workload, planner),
            Phase::Bound(planner, greedy) => greedy.step(workload, planner),
            Phase::Given(planner, order) => order.step(planner),
            Phase::Anneal(anneal) => anneal.step(),
            Phase::Exhaustive(search) => search.step(),
            Phase::Found(..) | Phase::BoundFound(..) | Phase::Changing => false,
        }
    }

    /// Whether the answer is there.
    pub fn is_done(&self) -> bool {
        match self {
            Phase::Found(..) | Phase::BoundFound(..) => true,
            Phase::Anneal(anneal) => anneal.is_done(),
            Phase::Exhaustive(search) => search.is_done(),
            Phase::Greedy(..) | Phase::Bound(..) | Phase::Given(..) | Phase::Changing => false,
        }
    }

    /// The share of the work that is done, with the method that is to end with.
    pub fn share(&self, workload: &Workload, method: Option<Method>) -> f64 {
        let of_jobs = |fixed: usize| fixed as f64 / workload.jobs.len().max(1) as f64;
        match self {
            Phase::Greedy(_, greedy) if method == Some(Method::Greedy) => of_jobs(greedy.fixed()),
            Phase::Greedy(..) | Phase::Changing => 0.0,
            Phase::Bound(_, greedy) => of_jobs(greedy.fixed()),
            Phase::Given(_, order) => order.share(),
            Phase::Found(..) | Phase::BoundFound(..) => 1.0,
            Phase::Anneal(anneal) => {
                let (moves, all) = anneal.moves();
                moves as f64 / all.max(1) as f64
            }
            Phase::Exhaustive(search) => search.share(),
        }
    }

    /// The objective of the best schedule so far.
    pub fn value(&self, workload: &Workload, objective: Objective) -> Option<f64> {
        match self {
            Phase::Found(_, order) => Some(value_of::<Planner>(workload, objective, order)),
            Phase::BoundFound(_, order) => {
                Some(value_of::<BoundPlanner>(workload, objective, order))
            }
            Phase::Anneal(anneal) => Some(anneal.best_value()),
            Phase::Exhaustive(search) => Some(search.best_value()),
            Phase::Greedy(..) | Phase::Bound(..) | Phase::Given(..) | Phase::Changing => None,
        }
    }

    /// Moves that were tried, parts of orders that were looked at, or jobs that were fixed.
    pub fn moves(&self) -> usize {
        match self {
            Phase::Greedy(_, greedy) => greedy.fixed(),
            Phase::Bound(_, greedy) => greedy.fixed(),
            Phase::Given(_, order) => order.fixed(),
            Phase::Found(_, order) => order.len(),
            Phase::BoundFound(_, order) => order.len(),
            Phase::Anneal(anneal) => anneal.moves().0,
            Phase::Exhaustive(search) => search.orders(),
            Phase::Changing => 0,
        }
    }

    /// Single-job searches so far, and the vertices that they settled.
    pub fn effort(&self) -> (usize, u64) {
        match self {
            Phase::Greedy(planner, _) | Phase::Given(planner, _) | Phase::Found(planner, _) => {
                planner.effort()
            }
            Phase::Bound(planner, _) | Phase::BoundFound(planner, _) => planner.effort(),
            Phase::Anneal(anneal) => anneal.planner().effort(),
            Phase::Exhaustive(search) => search.planner().effort(),
            Phase::Changing => (0, 0),
        }
    }

    /// The jobs of the best schedule so far, highest priority first.
    pub fn order(&self) -> Vec<Ranked<'_>> {
        match self {
            Phase::Found(_, order) => order
                .iter()
                .map(|fixed| Ranked::routed(fixed.job, &fixed.plan, true))
                .collect(),
            Phase::BoundFound(_, order) => order
                .iter()
                .map(|fixed| fixed.plan.ranked(fixed.job))
                .collect(),
            Phase::Anneal(anneal) => anneal
                .best()
                .map(|(job, route, is_forced)| Ranked::routed(job, route, !is_forced))
                .collect(),
            Phase::Exhaustive(search) => search
                .best()
                .map(|(job, route)| Ranked::routed(job, route, true))
                .collect(),
            Phase::Greedy(..) | Phase::Bound(..) | Phase::Given(..) | Phase::Changing => vec![],
        }
    }
}

fn value_of<P: Planning>(
    workload: &Workload,
    objective: Objective,
    order: &[Fixed<P::Plan>],
) -> f64 {
    let mut score = Score::new(objective, workload);
    for fixed in order {
        let done = P::completion_seconds(&fixed.plan);
        score.add_completion(workload, fixed.job, done);
    }
    score.value()
}
