//! What many jobs do, computed without events, straight from the definitions.

use crate::definitions::Definitions;
use splitway::plan::Step;
use splitway::{Plan, Scenario, Wait};
use std::cell::Cell;

/// One step: how long it keeps which resource busy (nodes first, then links), and how long its
/// result travels.
#[derive(Debug, Clone, Copy)]
pub struct Leg {
    pub resource: usize,
    pub service_seconds: f64,
    pub delay_seconds: f64,
}

/// Pieces per step of a job, and when the job is done.
pub type Followed = (Vec<Vec<(f64, f64)>>, f64);

/// Jobs in order of priority: when each is released, and what it does.
pub struct Workload {
    pub releases: Vec<f64>,
    pub legs: Vec<Vec<Leg>>,
    pub backlogs: Vec<f64>,
    /// Some order hung on a difference that was neither rounding nor clearly more.
    pub is_ambiguous: Cell<bool>,
}

impl Workload {
    pub fn of(scenario: &Scenario, plans: &[Plan]) -> Workload {
        let facts = Definitions::of_job(scenario, 0, Wait::Draining);
        let nodes = facts.nodes.iter().map(|node| {
            if node.backlog_flop > 0.0 {
                node.backlog_flop / node.flop_per_second
            } else {
                0.0
            }
        });
        let links = facts.links.iter().map(|link| &link.numbers);
        let links = links.map(|link| link.backlog_bits / link.bits_per_second);
        let jobs = plans.iter().map(|plan| {
            let same = |job: &splitway::scenario::Job| job.id == plan.job;
            scenario.jobs.iter().position(same).unwrap()
        });
        Workload {
            backlogs: nodes.chain(links).collect(),
            releases: jobs
                .clone()
                .map(|job| scenario.jobs[job].release_seconds)
                .collect(),
            legs: jobs
                .zip(plans)
                .map(|(job, plan)| legs_of(scenario, job, plan))
                .collect(),
            is_ambiguous: Cell::new(false),
        }
    }

    /// Whether a time is not later than another, but for rounding.
    fn is_by(&self, seconds: f64, by_seconds: f64) -> bool {
        let scale = f64::max(seconds, by_seconds);
        let difference = (seconds - by_seconds).abs();
        if difference > 1e-14 * scale && difference < 1e-10 * scale {
            self.is_ambiguous.set(true);
        }
        seconds - by_seconds <= 1e-12 * scale
    }

    /// Strict priority: each job in turn is served in the gaps that those before it leave.
    pub fn by_priority(&self) -> Vec<Followed> {
        let whole = |&backlog: &f64| vec![(0.0, backlog)];
        let mut busy: Vec<Vec<(f64, f64)>> = self.backlogs.iter().map(whole).collect();
        let jobs = self.releases.iter().zip(&self.legs);
        jobs.map(|(&release, legs)| {
            let mut now = release;
            let mut steps = Vec::new();
            for leg in legs {
                let busy = &mut busy[leg.resource];
                let pieces = self.serve(busy, now, leg.service_seconds);
                now = pieces.last().unwrap().1 + leg.delay_seconds;
                busy.extend(pieces.iter().filter(|(start, end)| end > start));
                busy.sort_by(|a, b| a.0.total_cmp(&b.0));
                steps.push(pieces);
            }
            (steps, now)
        })
        .collect()
    }

    fn serve(&self, busy: &[(f64, f64)], arrive: f64, service_seconds: f64) -> Vec<(f64, f64)> {
        let (mut now, mut remaining) = (arrive, service_seconds);
        let mut pieces = Vec::new();
        for &(start, end) in busy {
            if self.is_by(end, now) {
                now = f64::max(now, end);
            } else if self.is_by(start, now) {
                now = end;
            } else if self.is_by(now + remaining, start) {
                break;
            } else {
                pieces.push((now, start));
                remaining -= start - now;
                now = end;
            }
        }
        pieces.push((now, now + remaining));
        pieces
    }

    /// First in, first out: of all pieces of work that are ready, the one that is ready first is
    /// served next, on its resource, when that has served all before it.
    pub fn by_arrival(&self) -> Vec<Followed> {
        let mut free = self.backlogs.clone();
        let mut ready = self.releases.clone();
        let mut steps: Vec<Vec<Vec<(f64, f64)>>> = vec![vec![]; ready.len()];
        loop {
            let is_left = |&job: &usize| steps[job].len() < self.legs[job].len();
            let left: Vec<usize> = (0..ready.len()).filter(is_left).collect();
            let first = left.iter().map(|&job| ready[job]);
            let first = first.fold(f64::INFINITY, f64::min);
            let is_first = |&&job: &&usize| self.is_by(ready[job], first);
            let Some(&job) = left.iter().find(is_first) else {
                return steps.into_iter().zip(ready).collect();
            };
            let leg = self.legs[job][steps[job].len()];
            let free = &mut free[leg.resource];
            let start = f64::max(ready[job], *free);
            *free = start + leg.service_seconds;
            ready[job] = *free + leg.delay_seconds;
            steps[job].push(vec![(start, *free)]);
        }
    }
}

fn legs_of(scenario: &Scenario, job: usize, plan: &Plan) -> Vec<Leg> {
    let facts = Definitions::of_job(scenario, job, Wait::Draining);
    let legs = plan.steps.iter().map(|step| match step {
        Step::Compute { node, layer, .. } => {
            let node = facts.place(node);
            Leg {
                resource: node,
                service_seconds: facts.layer_seconds(*layer, node),
                delay_seconds: 0.0,
            }
        }
        Step::Transfer {
            link, after_layer, ..
        } => {
            let numbers = facts.links[*link].numbers;
            Leg {
                resource: facts.nodes.len() + link,
                service_seconds: facts.bytes_after(*after_layer) * 8.0 / numbers.bits_per_second,
                delay_seconds: numbers.delay_seconds,
            }
        }
    });
    legs.collect()
}
