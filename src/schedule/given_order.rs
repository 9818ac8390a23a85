//! An order of priority that somebody gives: each job in turn takes its earliest plan.

use super::earliest::Route;
use super::format::ScheduleOptions;
use super::greedy::Fixed;
use super::planner::{Planner, Planning};
use super::workload::Workload;
use crate::error::{Error, Result};
use crate::scenario::{Mode, Scenario};
use std::collections::HashMap;

/// Refuses an order that is not one of all jobs, or does not go with the other options.
pub(super) fn check(
    scenario: &Scenario,
    order: &[String],
    options: &ScheduleOptions,
    mode: Mode,
) -> Result<()> {
    let wrong = |path: String, message: String| Err(Error::InvalidOption { message, path });
    if options.method.is_some() || mode == Mode::Bound {
        let message = "a given `order` goes with mode `exact`, and without a method";
        return wrong("/order".to_owned(), message.to_owned());
    }
    let ids = scenario.jobs.iter().map(|job| job.id.clone());
    let places: HashMap<String, usize> = ids.zip(0..).collect();
    let mut is_seen = vec![false; scenario.jobs.len()];
    for (place, id) in order.iter().enumerate() {
        let Some(&job) = places.get(id) else {
            return wrong(format!("/order/{place}"), format!("there is no job `{id}`"));
        };
        if std::mem::replace(&mut is_seen[job], true) {
            let message = format!("job `{id}` stands in the order twice");
            return wrong(format!("/order/{place}"), message);
        }
    }
    match is_seen.iter().position(|&is_seen| !is_seen) {
        Some(job) => {
            let id = &scenario.jobs[job].id;
            let message = format!("an order has all jobs, job `{id}` is missing");
            wrong("/order".to_owned(), message)
        }
        None => Ok(()),
    }
}

/// The jobs of the order, each to be looked at alone first, then fixed.
#[derive(Debug)]
pub(super) struct GivenOrder {
    jobs: Vec<usize>,
    /// By job, for the jobs that were looked at.
    alone_seconds: Vec<f64>,
    order: Vec<Fixed<Route>>,
}

impl GivenOrder {
    /// An order that was checked; jobs that are left out of the workload are passed over.
    pub fn new<'a>(
        scenario: &Scenario,
        workload: &Workload,
        order: impl Iterator<Item = &'a String>,
    ) -> GivenOrder {
        let ids = workload.jobs.iter();
        let ids = ids.map(|job| scenario.jobs[job.index].id.clone());
        let places: HashMap<String, usize> = ids.zip(0..).collect();
        GivenOrder {
            jobs: order.filter_map(|id| places.get(id).copied()).collect(),
            alone_seconds: vec![],
            order: vec![],
        }
    }

    /// Looks at one more job. False when all are fixed.
    pub fn step(&mut self, planner: &mut Planner) -> bool {
        let looked_at = self.alone_seconds.len();
        if looked_at < self.jobs.len() {
            let plan = planner.plan(looked_at, None);
            self.alone_seconds.push(plan.completion_seconds);
            return true;
        }
        let Some(&job) = self.jobs.get(self.order.len()) else {
            return false;
        };
        let plan = planner.plan(job, None);
        planner.fix(job, &plan);
        self.order.push(Fixed { job, plan });
        true
    }

    /// How many jobs are fixed.
    pub fn fixed(&self) -> usize {
        self.order.len()
    }

    /// The share of the steps that are done.
    pub fn share(&self) -> f64 {
        let done = self.alone_seconds.len() + self.order.len();
        done as f64 / (2 * self.jobs.len()).max(1) as f64
    }

    /// By job: when it would be done if no other job were there.
    pub fn alone_seconds(&self) -> &[f64] {
        &self.alone_seconds
    }

    /// The jobs in order of priority.
    pub fn into_order(self) -> Vec<Fixed<Route>> {
        self.order
    }
}
