//! The jobs of a scenario, prepared for being routed many times.

use super::assemble::Ranked;
use super::earliest::resource_of;
use super::format::Skipped;
use super::remaining::Remaining;
use crate::error::{Error, Result};
use crate::layered::{Factors, Lattice, LayeredGraph};
use crate::route::{RouteOptions, TimeQueue, route};
use crate::scenario::{Job, Scenario, Wait, model_of};
use std::sync::Arc;

/// A job, in terms of indices.
#[derive(Debug, Clone)]
pub(crate) struct WorkloadJob {
    /// Its place in the scenario.
    pub index: usize,
    /// Its layered graph, which it shares with jobs of the same model, batch and pins.
    pub graph: usize,
    /// Its table of what remains, which it shares with jobs of the same graph and destination.
    pub remaining: usize,
    /// Jobs of one class differ in nothing that routing knows of.
    pub class: usize,
    pub source: u32,
    pub destination: u32,
    pub release_seconds: f64,
    /// Over a power of two near the largest weight: below 2, so that no weighted sum overflows.
    pub weight: f64,
}

/// Tables of what remains have at most so many vertices: 0.8 GB, of the 4 GB of a WebAssembly
/// module.
const MOST_TABLE_VERTICES: u64 = 100_000_000;

/// All jobs that have a plan, with what they share.
#[derive(Debug, Clone)]
pub(crate) struct Workload {
    pub jobs: Vec<WorkloadJob>,
    pub graphs: Vec<LayeredGraph>,
    pub(super) remaining: Vec<Remaining>,
    pub nodes: usize,
    pub links: usize,
    pub skipped: Vec<Skipped>,
}

impl Workload {
    /// Takes the jobs of a validated scenario, with backlogs that drain.
    ///
    /// # Errors
    /// Those of routing each job alone, of the first job that has no plan; with `skip_unroutable`
    /// such jobs are left out. [`InvalidScenario`](Error::InvalidScenario) where the times of all
    /// jobs add up beyond the largest number, or all weights are 0;
    /// [`LimitExceeded`](Error::LimitExceeded) where the tables of what remains are too large.
    ///
    /// # Cost
    /// A backward pass over the layered graph for each pair of graph and destination.
    pub fn new(scenario: &Scenario, skip_unroutable: bool) -> Result<Workload> {
        let lattices = Lattices::of(scenario);
        check_tables(scenario, &lattices)?;
        let mut graphs: Vec<(LayeredGraph, &Job)> = vec![];
        let mut classes = 0;
        let mut queue = TimeQueue::default();
        let mut work = Workload {
            jobs: vec![],
            graphs: vec![],
            remaining: vec![],
            nodes: scenario.network.nodes.len(),
            links: 0,
            skipped: vec![],
        };
        let mut total_seconds = 0.0;
        let nodes = scenario.network.node_indices();
        for (index, job) in scenario.jobs.iter().enumerate() {
            let shared = |(_, other): &(LayeredGraph, &Job)| has_same_graph(job, other);
            let graph = match graphs.iter().position(shared) {
                Some(graph) => graph,
                None => match lattices.of_job(scenario, index).and_then(|lattice| {
                    LayeredGraph::with_pins(
                        scenario,
                        &nodes,
                        index,
                        Wait::Draining,
                        &job.pins,
                        Factors::default(),
                        lattice,
                    )
                }) {
                    Ok(graph) => {
                        graphs.push((graph, job));
                        graphs.len() - 1
                    }
                    Err(error) if skip_unroutable => {
                        work.skipped.push(skipped(job, &error));
                        continue;
                    }
                    Err(error) => return Err(error),
                },
            };
            let (source, destination) = (nodes[&job.source], nodes[&job.destination]);
            let mut tables = work.remaining.iter();
            let known = tables.position(|table| table.of() == (graph, destination as u32));
            let remaining = known.unwrap_or_else(|| {
                let to = destination as u32;
                let table = Remaining::to(to, (graph, &graphs[graph].0), &mut queue);
                work.remaining.push(table);
                work.remaining.len() - 1
            });
            if !work.remaining[remaining].copy(0)[source].is_finite() {
                let error = why_unroutable(scenario, job);
                if !skip_unroutable {
                    return Err(error);
                }
                work.skipped.push(skipped(job, &error));
                continue;
            }
            total_seconds += graphs[graph].0.total_seconds() + job.release_seconds;
            let release_seconds = job.release_seconds + 0.0;
            let mut jobs = work.jobs.iter();
            let twin = jobs.find(|other| {
                let ends = (other.remaining, other.source as usize);
                ends == (remaining, source) && other.release_seconds == release_seconds
            });
            let class = twin.map_or(classes, |other| other.class);
            classes = usize::max(classes, class + 1);
            work.jobs.push(WorkloadJob {
                index,
                graph,
                remaining,
                class,
                source: source as u32,
                destination: destination as u32,
                release_seconds,
                weight: job.weight,
            });
        }
        work.graphs = graphs.into_iter().map(|(graph, _)| graph).collect();
        work.links = work.graphs.first().map_or(0, |graph| graph.links.len());
        // A job waits at most for all work of all jobs at each step, and latencies are added up.
        let copies = work.graphs.iter().map(|graph| graph.layer_count() + 1);
        let most_steps = copies.max().unwrap_or(0) * (work.nodes + 1);
        let all = total_seconds * (most_steps + 1) as f64 * 4.0 * work.jobs.len() as f64;
        if !work.jobs.is_empty() && !all.is_finite() {
            return Err(Error::scenario(
                "/jobs".to_owned(),
                "the times of all jobs add up to more than the largest number there is".to_owned(),
            ));
        }
        work.scale_weights()?;
        Ok(work)
    }

    /// Divides by a power of two, so that quotients of weights stay as they are.
    fn scale_weights(&mut self) -> Result<()> {
        const EXPONENT: u64 = 0x7ff << 52;
        let weights = self.jobs.iter().map(|job| job.weight);
        let largest = weights.fold(0.0, f64::max);
        if !self.jobs.is_empty() && largest == 0.0 {
            return Err(Error::scenario(
                "/jobs".to_owned(),
                "at least one job of a schedule needs a `weight` above 0".to_owned(),
            ));
        }
        let power = f64::from_bits(largest.to_bits() & EXPONENT);
        let power = f64::max(power, f64::MIN_POSITIVE);
        self.jobs.iter_mut().for_each(|job| job.weight /= power);
        Ok(())
    }

    /// Nodes and links.
    pub fn resources(&self) -> usize {
        self.nodes + self.links
    }

    /// The graph of a job; its ends and release are another's, see [`WorkloadJob`].
    pub fn graph(&self, job: usize) -> &LayeredGraph {
        &self.graphs[self.jobs[job].graph]
    }

    /// How long plans keep each resource busy.
    pub(super) fn busy_seconds(&self, order: &[Ranked]) -> Vec<f64> {
        let mut busy_seconds = vec![0.0; self.resources()];
        for ranked in order {
            let graph = self.graph(ranked.job);
            for &step in ranked.moves {
                busy_seconds[resource_of(step, graph).0] += graph.service_seconds(step);
            }
        }
        busy_seconds
    }

    /// A job's latency on the free network, without its own backlogs, in seconds.
    pub fn least_seconds(&self, job: usize) -> f64 {
        self.remaining(job).copy(0)[self.jobs[job].source as usize]
    }

    /// The same times the job's weight, and a little less for what rounding may add.
    pub fn least_cost(&self, job: usize) -> f64 {
        self.jobs[job].weight * self.least_seconds(job) * (1.0 - 1e-9)
    }

    /// What remains of a job from each vertex when nothing is in the way.
    pub(super) fn remaining(&self, job: usize) -> &Remaining {
        &self.remaining[self.jobs[job].remaining]
    }
}

/// The down-sets of each model that a job runs, by place in the file, or what is wrong with it.
struct Lattices(Vec<Option<Result<Arc<Lattice>>>>);

impl Lattices {
    fn of(scenario: &Scenario) -> Lattices {
        let mut lattices: Vec<_> = scenario.models.iter().map(|_| None).collect();
        for job in 0..scenario.jobs.len() {
            let (model, _) = model_of(scenario, job);
            lattices[model].get_or_insert_with(|| LayeredGraph::lattice_of(scenario, job, None));
        }
        Lattices(lattices)
    }

    fn of_job(&self, scenario: &Scenario, job: usize) -> Result<Arc<Lattice>> {
        let (model, _) = model_of(scenario, job);
        self.0[model].clone().expect("there is one for every job")
    }
}

/// Refuses what needs more tables than memory holds, before any is made.
fn check_tables(scenario: &Scenario, lattices: &Lattices) -> Result<()> {
    let mut vertices = 0;
    for (index, job) in scenario.jobs.iter().enumerate() {
        let mut before = scenario.jobs[..index].iter();
        if before.any(|other| other.destination == job.destination && has_same_graph(job, other)) {
            continue;
        }
        // A job without them is refused, or skipped, when its turn comes.
        let copies = lattices
            .of_job(scenario, index)
            .map_or(0, |lattice| lattice.len());
        vertices += copies as u64 * scenario.network.nodes.len() as u64;
    }
    if vertices <= MOST_TABLE_VERTICES {
        return Ok(());
    }
    Err(Error::LimitExceeded {
        message: format!(
            "the jobs' models on this network have {vertices} layered vertices, counted once for each destination, which is above the limit of {MOST_TABLE_VERTICES}; use fewer destinations, models, pins or nodes"
        ),
        path: "/jobs".to_owned(),
    })
}

fn has_same_graph(one: &Job, other: &Job) -> bool {
    one.model == other.model && one.batch == other.batch && one.pins == other.pins
}

/// The error of routing the job alone, which knows best.
fn why_unroutable(scenario: &Scenario, job: &Job) -> Error {
    let options = RouteOptions {
        job: Some(job.id.clone()),
        wait: Some(Wait::Draining),
        ..RouteOptions::default()
    };
    match route(scenario, &options) {
        Err(error) => error,
        Ok(_) => unreachable!("a job with no way to its destination has no plan"),
    }
}

fn skipped(job: &Job, error: &Error) -> Skipped {
    Skipped {
        job: job.id.clone(),
        code: error.code().to_owned(),
        message: error.to_string(),
        path: error.path().to_owned(),
    }
}

/// The places of numbers of at least 0 from the smallest to the largest, ties in their order.
pub(super) fn in_order_of(numbers: impl Iterator<Item = f64>) -> Vec<usize> {
    let mut queue = TimeQueue::default();
    let places = (0..).zip(numbers);
    places.for_each(|(place, number)| queue.push(number, place));
    let popped = std::iter::from_fn(|| queue.pop());
    popped.map(|(_, place)| place as usize).collect()
}
