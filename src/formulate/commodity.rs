//! The jobs of a program, each with its layered graph under additive waits.

use super::options::{Form, FormulateOptions, Transfers};
use crate::error::{Error, Result, listed};
use crate::json::number;
use crate::layered::{Factors, LayeredGraph};
use crate::route::{RouteOptions, Router};
use crate::scenario::{Scenario, Wait, model_of};

/// What fits into the 4 GB of a WebAssembly module, with room to spare.
const MOST_NONZEROS: u64 = 30_000_000;

/// One job of a program.
#[derive(Debug, Clone)]
pub(super) struct Commodity {
    /// Its place in the scenario.
    pub job: usize,
    /// Its model's place.
    pub model: usize,
    pub graph: LayeredGraph,
    /// Its share of all weights: the objective is the weighted mean latency.
    pub share: f64,
    /// Whether the weights of the layer (rows from 1) fit the node at all, row by row; empty
    /// where no node is limited.
    fits: Vec<bool>,
}

impl Commodity {
    /// Whether the node may run the layer (from 1): it computes, pins allow it, the weights fit.
    pub fn may_run(&self, layer: usize, node: usize) -> bool {
        let place = (layer - 1) * self.graph.node_count() + node;
        self.graph.allowed(layer)[node] && self.fits.get(place).copied().unwrap_or(true)
    }

    pub fn layers(&self) -> usize {
        self.graph.layer_count()
    }

    /// Seconds from the start of service to arrival over a link, and its wait.
    pub fn transfer_seconds(&self, copy: usize, link: usize) -> f64 {
        let link = &self.graph.links[link];
        let transmission_seconds = self.graph.payload_bytes[copy] * (8.0 / link.bits_per_second);
        transmission_seconds + (link.wait_seconds + link.delay_seconds)
    }
}

/// The jobs that are asked for.
///
/// # Errors
/// [`UnknownJob`](Error::UnknownJob), those of routing each job alone but for its memory,
/// [`NoFeasiblePlacement`](Error::NoFeasiblePlacement) where the weights of a layer fit no node
/// that may run it, [`InvalidScenario`](Error::InvalidScenario) where all weights are 0,
/// [`LimitExceeded`](Error::LimitExceeded).
pub(super) fn commodities(
    scenario: &Scenario,
    options: &FormulateOptions,
) -> Result<Vec<Commodity>> {
    let jobs = match &options.job {
        Some(id) => {
            let job = scenario.job_index(Some(id))?;
            job..job + 1
        }
        // One job must there be; of none this is the error.
        None if scenario.jobs.is_empty() => return scenario.job_index(None).map(|_| vec![]),
        None => 0..scenario.jobs.len(),
    };
    let weights = scenario.jobs[jobs.clone()].iter().map(|job| job.weight);
    let all_weights: f64 = weights.sum();
    if !(all_weights > 0.0 && all_weights.is_finite()) {
        return Err(Error::scenario(
            "/jobs".to_owned(),
            "the `weight`s of the jobs must add up to a finite number above 0, or there is no mean to be minimised"
                .to_owned(),
        ));
    }
    let node_index = scenario.network.node_indices();
    let mut router = Router::new(scenario.clone())?;
    let mut commodities = Vec::with_capacity(jobs.len());
    let mut nonzeros = 0;
    for index in jobs {
        let job = &scenario.jobs[index];
        let graph = LayeredGraph::with_pins(
            scenario,
            &node_index,
            index,
            Wait::Additive,
            &job.pins,
            Factors::default(),
            LayeredGraph::lattice_of(scenario, index, None)?,
        )?;
        check_order(&graph, scenario, index, options)?;
        check_microseconds(&graph, index, &job.id)?;
        nonzeros += most_nonzeros(&graph, options);
        if nonzeros > MOST_NONZEROS {
            return Err(too_large(nonzeros, commodities.len() + 1));
        }
        router.latency_seconds(&RouteOptions {
            job: Some(job.id.clone()),
            wait: Some(Wait::Additive),
            ..RouteOptions::default()
        })?;
        let commodity = Commodity {
            job: index,
            model: model_of(scenario, index).0,
            fits: fits(scenario, index),
            graph,
            share: job.weight / all_weights,
        };
        check_placeable(scenario, &commodity)?;
        commodities.push(commodity);
    }
    Ok(commodities)
}

/// At most so many coefficients has a job's part of the program, shared rows apart.
fn most_nonzeros(graph: &LayeredGraph, options: &FormulateOptions) -> u64 {
    let [nodes, links, layers] =
        [graph.node_count(), graph.links.len(), graph.layer_count()].map(|count| count as u64);
    match (options.form, options.transfers.unwrap_or_default()) {
        (Form::Routing, _) => 2 * graph.arc_count() as u64,
        (Form::Placement, Transfers::Flows) => (layers + 1) * (2 * links + 6 * nodes),
        (Form::Placement, Transfers::Paths) => layers * nodes + (layers - 1) * 7 * nodes * nodes,
    }
}

fn too_large(nonzeros: u64, jobs: usize) -> Error {
    let of = if jobs == 1 {
        "it".to_owned()
    } else {
        format!("its first {jobs} jobs")
    };
    Error::LimitExceeded {
        message: format!(
            "the program is too large: {of} alone may have {nonzeros} non-zero coefficients, the most is {MOST_NONZEROS}"
        ),
        path: "/network/nodes".to_owned(),
    }
}

/// The placement program knows one order of the layers alone.
fn check_order(
    graph: &LayeredGraph,
    scenario: &Scenario,
    job: usize,
    options: &FormulateOptions,
) -> Result<()> {
    let has_one_order = !graph.has_sets() && graph.lattice.is_whole();
    if options.form == Form::Routing || has_one_order {
        return Ok(());
    }
    let (index, model) = model_of(scenario, job);
    Err(Error::UnsupportedDag {
        model: model.id.clone(),
        path: format!("/models/{index}/layers"),
    })
}

/// The objective is in microseconds.
fn check_microseconds(graph: &LayeredGraph, job: usize, id: &str) -> Result<()> {
    if (graph.total_seconds() * 1e6).is_finite() {
        return Ok(());
    }
    Err(Error::scenario(
        format!("/jobs/{job}"),
        format!(
            "the times of job `{id}` add up to more microseconds than the largest number there is"
        ),
    ))
}

fn fits(scenario: &Scenario, job: usize) -> Vec<bool> {
    let nodes = &scenario.network.nodes;
    if nodes.iter().all(|node| node.memory_bytes.is_none()) {
        return vec![];
    }
    let (_, model) = model_of(scenario, job);
    let rows = model.layers.iter().flat_map(|layer| {
        let holds = |memory_bytes| layer.weight_bytes <= memory_bytes;
        nodes
            .iter()
            .map(move |node| node.memory_bytes.is_none_or(holds))
    });
    rows.collect()
}

/// Refuses a job with a layer that is too large for every node that might run it: its routes
/// without limits are known to exist.
fn check_placeable(scenario: &Scenario, commodity: &Commodity) -> Result<()> {
    if commodity.fits.is_empty() {
        return Ok(());
    }
    let graph = &commodity.graph;
    let nodes = 0..graph.node_count();
    let mut reached = vec![vec![false; graph.node_count()]; graph.copy_count()];
    reached[0][graph.source as usize] = true;
    spread(graph, &mut reached[0]);
    let mut stuck = None;
    for copy in 1..graph.copy_count() {
        for run in graph.lattice.before(copy) {
            let layer = run.layer as usize;
            for node in nodes.clone() {
                let is_reached = reached[run.state as usize][node];
                reached[copy][node] |= is_reached && commodity.may_run(layer, node);
            }
        }
        if !reached[copy].contains(&true) {
            stuck = stuck.or(Some(graph.lattice.before(copy)[0]));
        }
        spread(graph, &mut reached[copy]);
    }
    let last = &reached[graph.last_copy()];
    if last[graph.destination as usize] {
        return Ok(());
    }
    if let Some(run) = stuck.filter(|_| !last.contains(&true)) {
        let (before, layer) = (&reached[run.state as usize], run.layer as usize);
        let allowed = |&node: &usize| before[node] && graph.allowed(layer)[node];
        let allowed = nodes.filter(allowed);
        return Err(fits_nowhere(scenario, commodity, layer, allowed));
    }
    Err(Error::NoFeasiblePlacement {
        message: format!(
            "the answer of job `{}` cannot get to its destination from any node whose `memoryBytes` lets it run the last layer",
            scenario.jobs[commodity.job].id
        ),
        path: format!("/jobs/{}/destination", commodity.job),
    })
}

/// Marks whatever links lead to from the nodes that are marked.
fn spread(graph: &LayeredGraph, reached: &mut [bool]) {
    let nodes = 0..reached.len() as u32;
    let mut stack: Vec<u32> = nodes.filter(|&node| reached[node as usize]).collect();
    while let Some(node) = stack.pop() {
        for arc in graph.out.of(node) {
            if !std::mem::replace(&mut reached[arc.node as usize], true) {
                stack.push(arc.node);
            }
        }
    }
}

fn fits_nowhere(
    scenario: &Scenario,
    commodity: &Commodity,
    layer: usize,
    allowed: impl Iterator<Item = usize>,
) -> Error {
    let (model, facts) = model_of(scenario, commodity.job);
    let facts = &facts.layers[layer - 1];
    let limits = allowed.map(|node| {
        let node = &scenario.network.nodes[node];
        let memory_bytes = node.memory_bytes.unwrap_or(f64::INFINITY);
        format!("`{}` {}", node.id, number(memory_bytes))
    });
    Error::NoFeasiblePlacement {
        message: format!(
            "layer {layer} (`{}`) has {} bytes of weights; the nodes that may run it, and that its input can get to, hold: {}",
            facts.name,
            number(facts.weight_bytes),
            listed(limits)
        ),
        path: format!("/models/{model}/layers/{}/weightBytes", layer - 1),
    }
}
