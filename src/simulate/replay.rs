//! What happens when many jobs follow plans that were made for them.

use super::engine::{Engine, Happening, Overflow, Piece};
use super::format::Discipline;
use super::service::{Place, Services, check_job};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::schedule::Resource;
use std::collections::HashSet;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// The jobs, in the order of their plans.
    pub jobs: Vec<ReplayedJob>,
    /// When every node and link that is used is busy, nodes first, in file order. Pieces that
    /// take no time are left out.
    pub resources: Vec<Resource>,
}

/// What happened to one job. All times are absolute seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplayedJob {
    /// The job's id.
    pub job: String,
    /// When it left its source.
    pub release_seconds: f64,
    /// When its answer was at the destination.
    pub completion_seconds: f64,
    /// The time from one to the other.
    pub latency_seconds: f64,
    /// What happened in each step of its plan.
    pub steps: Vec<ReplayedStep>,
}

/// When one step happened, in seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplayedStep {
    /// When its service began.
    pub start_seconds: f64,
    /// When its service was done.
    pub end_seconds: f64,
    /// When the job was where the step leads.
    pub arrive_seconds: f64,
    /// [start, end] of each piece, where it was interrupted; else empty.
    pub pieces: Vec<(f64, f64)>,
}

/// Follows the moves of plans, the highest job's plan first, on a network where every node and
/// link serves one piece of work at a time, the backlog first.
///
/// Only the moves count: which node runs each layer, and which links are taken. The times that the
/// plans state are not read.
///
/// # Errors
/// [`InvalidPlan`](Error::InvalidPlan) where a plan does not fit the scenario, with the place in
/// the array of plans; [`UnsupportedDag`](Error::UnsupportedDag) and
/// [`UnknownWork`](Error::UnknownWork); [`InvalidScenario`](Error::InvalidScenario) where times add
/// up beyond the largest number; those of [`Scenario::validate`].
///
/// # Cost
/// O(S log S) for S steps of all plans, and a constant number of steps more for each time that a
/// job interrupts another.
///
/// ```
/// use splitway::simulate::{Discipline, replay};
/// use splitway::{RouteOptions, Scenario, route};
/// # let text = include_str!("../../tests/scenarios/waits.json");
/// let scenario = Scenario::from_json(text).unwrap();
/// let plan = route(&scenario, &RouteOptions::default()).unwrap();
/// let replayed = replay(&scenario, &[plan.clone()], Discipline::Priority).unwrap();
/// let difference = replayed.jobs[0].latency_seconds - plan.latency_seconds;
/// assert!(difference.abs() <= 1e-9 * plan.latency_seconds);
/// ```
pub fn replay(scenario: &Scenario, plans: &[Plan], discipline: Discipline) -> Result<Replayed> {
    scenario.validate()?;
    let services = Services::of(scenario);
    let nodes = scenario.network.node_indices();
    let mut engine = Engine::new(discipline, services.resource_count());
    engine.record();
    let backlogs = services
        .announce_backlogs(&mut engine)
        .map_err(|resource| services.backlog_overflow(scenario, resource))?;
    let mut seen = HashSet::new();
    let mut jobs = Vec::with_capacity(plans.len());
    for (index, plan) in plans.iter().enumerate() {
        let path = format!("/{index}");
        let job = scenario.jobs.iter().position(|job| job.id == plan.job);
        let Some(job) = job else {
            let message = format!("the scenario has no job `{}`", plan.job);
            return Err(Error::plan(format!("{path}/job"), message));
        };
        if !seen.insert(job) {
            let message = format!("there are two plans for job `{}`", plan.job);
            return Err(Error::plan(format!("{path}/job"), message));
        }
        check_job(scenario, job)?;
        let legs = services.legs_of_plan(&nodes, job, plan, &path)?;
        let release_seconds = scenario.jobs[job].release_seconds + 0.0;
        engine
            .announce(release_seconds, &legs)
            .map_err(|_| services.job_overflow(scenario, job))?;
        jobs.push(Followed {
            job,
            completion_seconds: 0.0,
            delays: legs.iter().map(|leg| leg.delay_seconds).collect(),
        });
    }
    let of_rank = |rank: u64| (rank as usize).checked_sub(backlogs.len());
    loop {
        let happening = engine
            .step()
            .map_err(|Overflow { rank }| match of_rank(rank) {
                Some(index) => services.job_overflow(scenario, jobs[index].job),
                None => services.backlog_overflow(scenario, backlogs[rank as usize]),
            })?;
        match happening {
            None => break,
            Some(Happening::Finished { rank, seconds }) => {
                if let Some(index) = of_rank(rank) {
                    jobs[index].completion_seconds = seconds;
                }
            }
            Some(_) => {}
        }
    }
    let mut steps = steps(engine.pieces(), backlogs.len() as u64, &jobs);
    let name = |rank| of_rank(rank).map(|index| plans[index].job.clone());
    Ok(Replayed {
        resources: resources(scenario, &services, engine.pieces(), name),
        jobs: jobs
            .iter()
            .enumerate()
            .map(|(index, followed)| {
                let job = &scenario.jobs[followed.job];
                let release_seconds = job.release_seconds + 0.0;
                ReplayedJob {
                    job: job.id.clone(),
                    release_seconds,
                    completion_seconds: followed.completion_seconds,
                    latency_seconds: followed.completion_seconds - release_seconds,
                    steps: std::mem::take(&mut steps[index]),
                }
            })
            .collect(),
    })
}

struct Followed {
    job: usize,
    completion_seconds: f64,
    /// How long each step's result travels.
    delays: Vec<f64>,
}

/// The steps of each job from all pieces, which come in order of time.
fn steps(pieces: &[Piece], backlogs: u64, jobs: &[Followed]) -> Vec<Vec<ReplayedStep>> {
    let mut steps: Vec<Vec<ReplayedStep>> = jobs
        .iter()
        .map(|job| Vec::with_capacity(job.delays.len()))
        .collect();
    for piece in pieces.iter().filter(|piece| piece.rank >= backlogs) {
        let index = (piece.rank - backlogs) as usize;
        let steps = &mut steps[index];
        if piece.leg == steps.len() {
            steps.push(ReplayedStep {
                start_seconds: piece.start_seconds,
                end_seconds: piece.end_seconds,
                arrive_seconds: 0.0,
                pieces: vec![(piece.start_seconds, piece.end_seconds)],
            });
        }
        let step = &mut steps[piece.leg];
        step.arrive_seconds = piece.end_seconds + jobs[index].delays[piece.leg];
        match step.pieces.last_mut() {
            // What interrupted it took no time.
            Some(last) if piece.start_seconds <= last.1 => last.1 = piece.end_seconds,
            _ => step.pieces.push((piece.start_seconds, piece.end_seconds)),
        }
        step.end_seconds = piece.end_seconds;
    }
    for step in steps.iter_mut().flatten() {
        if step.pieces.len() == 1 {
            step.pieces.clear();
        }
    }
    steps
}

/// The busy pieces of each resource that is used, with the names of the jobs.
fn resources(
    scenario: &Scenario,
    services: &Services,
    pieces: &[Piece],
    name: impl Fn(u64) -> Option<String>,
) -> Vec<Resource> {
    let mut busy: Vec<Vec<Piece>> = vec![Vec::new(); services.resource_count()];
    for &piece in pieces {
        if piece.end_seconds <= piece.start_seconds {
            continue;
        }
        match busy[piece.resource].last_mut() {
            Some(last) if last.rank == piece.rank && last.leg == piece.leg => {
                if piece.start_seconds <= last.end_seconds {
                    last.end_seconds = piece.end_seconds;
                } else {
                    busy[piece.resource].push(piece);
                }
            }
            _ => busy[piece.resource].push(piece),
        }
    }
    let used = busy
        .into_iter()
        .enumerate()
        .filter(|(_, pieces)| !pieces.is_empty());
    used.map(|(resource, pieces)| {
        let (node, link) = match services.place(resource) {
            Place::Node(node) => (Some(scenario.network.nodes[node].id.clone()), None),
            Place::Link(link) => (None, Some(link)),
        };
        let busy = pieces.iter().map(|piece| {
            let Piece {
                start_seconds,
                end_seconds,
                rank,
                ..
            } = *piece;
            (start_seconds, end_seconds, name(rank))
        });
        Resource {
            node,
            link,
            busy: busy.collect(),
        }
    })
    .collect()
}
