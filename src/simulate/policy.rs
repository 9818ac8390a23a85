//! Where jobs are sent when they arrive.

use super::engine::{Engine, Leg};
use super::format::OnlinePolicy;
use super::journey::Journey;
use super::online::OnlineRouter;
use super::service::Services;
use crate::error::{Error, Result};
use crate::json::number;
use crate::route::Move;
use crate::scenario::{Job, Scenario};
use crate::schedule::{WaysOfJobs, Workload};

/// A policy, ready for all jobs of a scenario.
#[derive(Debug, Clone)]
pub(super) struct Routing {
    /// The node of `all-at-node`.
    pub node: Option<usize>,
    /// Each job's plan; the last one where it depends on what is queued.
    plans: Vec<Vec<Leg>>,
    online: Option<OnlineRouter>,
    held_bytes: Vec<f64>,
}

impl Routing {
    /// # Errors
    /// Those of routing each job alone; of a job that has no plan under the policy,
    /// [`NoFeasiblePlacement`](Error::NoFeasiblePlacement) or
    /// [`MemoryExceeded`](Error::MemoryExceeded); [`InvalidOption`](Error::InvalidOption) if `node`
    /// is none.
    pub fn new(
        scenario: &Scenario,
        services: &Services,
        policy: OnlinePolicy,
        node: Option<&str>,
    ) -> Result<Routing> {
        let mut routing = Routing {
            node: node
                .map(|id| node_option(scenario, policy, id))
                .transpose()?,
            plans: vec![Vec::new(); scenario.jobs.len()],
            online: None,
            held_bytes: vec![0.0; services.nodes.len()],
        };
        let workload =
            Workload::new(scenario, false).map_err(|error| with_name(scenario, error))?;
        match policy {
            OnlinePolicy::BacklogAware => routing.online = Some(OnlineRouter::new(workload)),
            OnlinePolicy::BacklogBlind => {
                let mut free = OnlineRouter::new(workload);
                for (job, plan) in routing.plans.iter_mut().enumerate() {
                    if !free.route(services, job, plan) {
                        return Err(services.job_overflow(scenario, job));
                    }
                }
            }
            OnlinePolicy::AllAtSource => {
                let ways = WaysOfJobs::new(&workload);
                let at_source = |job: usize| ways.all_at(job, workload.jobs[job].source);
                routing.fix(scenario, services, "its source alone", at_source)?;
            }
            OnlinePolicy::AllAtNode => {
                let ways = WaysOfJobs::new(&workload);
                let node = match routing.node {
                    Some(node) => node,
                    None => best_node(scenario, services, &ways)?,
                };
                routing.node = Some(node);
                let place = format!("node `{}` alone", scenario.network.nodes[node].id);
                let at_node = |job| ways.all_at(job, node as u32);
                routing.fix(scenario, services, &place, at_node)?;
            }
            OnlinePolicy::BestSingleSplit => {
                let ways = WaysOfJobs::new(&workload);
                let split = |job| ways.best_single_split(job);
                let place = "its source and one other node";
                routing.fix(scenario, services, place, split)?;
            }
        }
        for job in 0..routing.plans.len() {
            routing.check_memory(scenario, services, job)?;
        }
        Ok(routing)
    }

    fn fix(
        &mut self,
        scenario: &Scenario,
        services: &Services,
        place: &str,
        moves: impl Fn(usize) -> Option<Vec<Move>>,
    ) -> Result<()> {
        let mut journey = Journey::default();
        for (job, plan) in self.plans.iter_mut().enumerate() {
            let moves = moves(job).ok_or_else(|| Error::NoFeasiblePlacement {
                message: format!(
                    "job `{}` cannot run on {place}: its pins or the network's links do not let it; choose another policy",
                    scenario.jobs[job].id
                ),
                path: format!("/jobs/{job}"),
            })?;
            services.legs_of_moves(job, &moves, &mut journey, plan);
        }
        Ok(())
    }

    /// Each job's plan, where they are known before anything is queued.
    pub fn fixed(&self) -> Option<&[Vec<Leg>]> {
        self.online.is_none().then_some(&self.plans[..])
    }

    /// The plan of a job that arrives now.
    ///
    /// # Errors
    /// [`MemoryExceeded`](Error::MemoryExceeded), and [`InvalidScenario`](Error::InvalidScenario)
    /// where times are beyond the largest number.
    pub fn route(
        &mut self,
        scenario: &Scenario,
        services: &Services,
        engine: &Engine,
        job: usize,
        now_seconds: f64,
    ) -> Result<&[Leg]> {
        if let Some(online) = &mut self.online {
            online.set_waits(|resource| engine.wait_seconds(resource, now_seconds));
            if !online.route(services, job, &mut self.plans[job]) {
                return Err(services.job_overflow(scenario, job));
            }
            self.check_memory(scenario, services, job)?;
        }
        Ok(&self.plans[job])
    }

    /// Refuses plans that put more weights on a node than it holds.
    fn check_memory(&mut self, scenario: &Scenario, services: &Services, job: usize) -> Result<()> {
        self.held_bytes.fill(0.0);
        let nodes = services.nodes.len();
        let computes = self.plans[job].iter().filter(|leg| leg.resource < nodes);
        for leg in computes {
            let node = leg.resource;
            self.held_bytes[node] += services.weight_bytes(job, leg.layer);
            let memory_bytes = services.nodes[node].memory_bytes;
            if self.held_bytes[node] > memory_bytes {
                return Err(Error::MemoryExceeded {
                    message: format!(
                        "the plan of job `{}` puts more weights on node `{}` than the {} bytes that it holds; plans within memory limits are not searched yet: pin some layers elsewhere",
                        scenario.jobs[job].id,
                        scenario.network.nodes[node].id,
                        number(memory_bytes)
                    ),
                    path: format!("/network/nodes/{node}/memoryBytes"),
                });
            }
        }
        Ok(())
    }
}

fn node_option(scenario: &Scenario, policy: OnlinePolicy, id: &str) -> Result<usize> {
    let invalid = |message: String| Error::InvalidOption {
        message,
        path: "/node".to_owned(),
    };
    if policy != OnlinePolicy::AllAtNode {
        let message = "`node` belongs to the policy `all-at-node` alone";
        return Err(invalid(message.to_owned()));
    }
    let mut nodes = scenario.network.nodes.iter();
    match nodes.position(|node| node.id == id) {
        None => Err(invalid(format!("there is no node `{id}`"))),
        Some(node) if scenario.network.nodes[node].flop_per_second == 0.0 => Err(invalid(format!(
            "node `{id}` is a relay (its `flopPerSecond` is 0), so it can run nothing"
        ))),
        Some(node) => Ok(node),
    }
}

/// The node with the smallest weighted sum of the jobs' latencies alone; the first of several.
fn best_node(scenario: &Scenario, services: &Services, ways: &WaysOfJobs) -> Result<usize> {
    let mut best = (f64::INFINITY, None);
    let (mut journey, mut legs) = (Journey::default(), vec![]);
    for node in 0..services.nodes.len() {
        let mut cost = |(job, facts): (usize, &Job)| {
            let moves = ways.all_at(job, node as u32)?;
            services.legs_of_moves(job, &moves, &mut journey, &mut legs);
            let seconds = legs
                .iter()
                .map(|leg| leg.service_seconds + leg.delay_seconds);
            Some(facts.weight * seconds.sum::<f64>())
        };
        let costs = scenario.jobs.iter().enumerate().map(&mut cost);
        let Some(total) = costs.sum::<Option<f64>>() else {
            continue;
        };
        if total < best.0 {
            best = (total, Some(node));
        }
    }
    best.1.ok_or_else(|| Error::NoFeasiblePlacement {
        message:
            "no node can run every job alone: pins or links do not let it; choose another policy"
                .to_owned(),
        path: "/network/nodes".to_owned(),
    })
}

/// The error of one job with the job's id.
fn with_name(scenario: &Scenario, error: Error) -> Error {
    let place = error.path().strip_prefix("/jobs/").unwrap_or("");
    let index = place.split('/').next().and_then(|index| index.parse().ok());
    let Some(job) = index.and_then(|index: usize| scenario.jobs.get(index)) else {
        return error;
    };
    let named = |message| format!("job `{}`: {message}", job.id);
    match error {
        Error::Unreachable { message, path } => Error::Unreachable {
            message: named(message),
            path,
        },
        Error::NoFeasiblePlacement { message, path } => Error::NoFeasiblePlacement {
            message: named(message),
            path,
        },
        error => error,
    }
}
