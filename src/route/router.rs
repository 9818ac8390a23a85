//! The calls: [`route`] for one answer, [`Router`] for many answers while the numbers change.

use super::assemble::Answered;
use super::infeasible::why_infeasible;
use super::solve::{Found, Solver};
use crate::error::{Error, Result};
use crate::layered::{Factors, LayeredGraph};
use crate::plan::{Plan, Statistics};
use crate::scenario::{Pin, Scenario, Wait, check_pins, model_of};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How to route; what is absent comes from the scenario.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RouteOptions {
    /// The id of the job; needed only if there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    /// How backlogs delay the job; overrides the scenario's options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
    /// Whether the plan carries potentials that prove it optimal.
    #[serde(default)]
    pub certificate: bool,
    /// Used in place of the job's pins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pins: Option<Vec<Pin>>,
    /// How many sets of layers that can be done at one time are searched between two points that
    /// every order of the model's layers passes through; overrides the scenario's options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_down_sets: Option<u32>,
    /// Whether to average the solve time over many repeats, which takes about a millisecond.
    #[serde(default)]
    pub measure: bool,
}

/// The optimal plan of one job.
///
/// Label-setting on the implicit layered graph (arXiv 2111.07006 §III; the waits as in
/// [`Wait`]). Among plans of the same latency the one is returned whose every prefix is earliest
/// and which, walking back from the destination, takes the fewest transfers to where each layer
/// ran, then the lowest link index, then the layer that stands last in the file.
///
/// # Errors
/// [`UnknownJob`](Error::UnknownJob), [`UnknownWork`](Error::UnknownWork), [`Unreachable`](Error::Unreachable),
/// [`NoFeasiblePlacement`](Error::NoFeasiblePlacement),
/// [`MemoryExceeded`](Error::MemoryExceeded), [`LimitExceeded`](Error::LimitExceeded), and
/// [`InvalidScenario`](Error::InvalidScenario)
/// where times add up beyond the largest number.
///
/// # Cost
/// O(C·(E + N log N)) for N nodes, E directed links and C copies at worst: one more than layers for
/// a chain, one for each set of layers that can be done at one time for any model.
///
/// ```
/// # let text = include_str!("../../tests/scenarios/triangle.json");
/// use splitway::{RouteOptions, Scenario, route};
/// let scenario = Scenario::from_json(text).unwrap();
/// let plan = route(&scenario, &RouteOptions::default()).unwrap();
/// // conv1 is pinned to the phone; fc is so small that moving its input would not pay.
/// assert_eq!(plan.placement, ["phone", "phone"]);
/// assert!((plan.latency_seconds - (1.7e8 + 2.0e6) / 2e10).abs() < 1e-12);
/// ```
pub fn route(scenario: &Scenario, options: &RouteOptions) -> Result<Plan> {
    Router::new(scenario.clone())?.route(options)
}

/// Keeps a scenario and the memory of its solves, takes changes and solves again.
///
/// ```
/// # let text = include_str!("../../tests/scenarios/triangle.json");
/// use splitway::{RouteOptions, Router, Scenario};
/// let mut router = Router::new(Scenario::from_json(text).unwrap()).unwrap();
/// let before = router.route(&RouteOptions::default()).unwrap();
/// router.scale_compute(2.0).unwrap();
/// let after = router.route(&RouteOptions::default()).unwrap();
/// assert_eq!(after.latency_seconds, before.latency_seconds / 2.0);
/// ```
#[derive(Debug, Clone)]
pub struct Router {
    pub(super) scenario: Scenario,
    pub(super) factors: Factors,
    prepared: Option<Prepared>,
}

/// The graph of the last question, kept for the next one.
#[derive(Debug, Clone)]
struct Prepared {
    node_index: HashMap<String, usize>,
    job: usize,
    wait: Wait,
    pins: Option<Vec<Pin>>,
    most_down_sets: Option<u32>,
    graph: LayeredGraph,
    solver: Solver,
    /// The numbers have changed since the graph took them.
    is_stale: bool,
}

impl Router {
    /// Takes a scenario.
    ///
    /// # Errors
    /// Those of [`Scenario::validate`].
    pub fn new(scenario: Scenario) -> Result<Router> {
        scenario.validate()?;
        Ok(Router {
            scenario,
            factors: Factors::default(),
            prepared: None,
        })
    }

    /// The optimal plan under the present numbers; see [`route`].
    ///
    /// # Errors
    /// Those of [`route`].
    pub fn route(&mut self, options: &RouteOptions) -> Result<Plan> {
        let found = self.solve(options)?;
        let Some(prepared) = &self.prepared else {
            unreachable!("solve prepares")
        };
        let graph = &prepared.graph;
        let mut plan = Answered {
            scenario: &self.scenario,
            job: prepared.job,
            graph,
            moves: prepared.solver.moves(),
            statistics: Statistics {
                layered_vertices: graph.vertex_count(),
                layered_arcs: graph.arc_count(),
                settled_vertices: found.settled_vertices,
                relaxed_arcs: found.relaxed_arcs,
                solve_microseconds: None,
            },
        }
        .plan()?;
        if options.certificate && plan.exact {
            plan.certificate = Some(prepared.solver.certificate(graph, found.arrival_seconds));
        }
        Ok(plan)
    }

    /// Only solves: the latency in seconds, without writing a plan down. Solving again after a
    /// change of numbers allocates nothing.
    ///
    /// # Errors
    /// Those of [`route`], but for [`MemoryExceeded`](Error::MemoryExceeded).
    pub fn latency_seconds(&mut self, options: &RouteOptions) -> Result<f64> {
        let found = self.solve(options)?;
        let graph = self.prepared.as_ref().map(|prepared| &prepared.graph);
        let release_seconds = graph.map_or(0.0, |graph| graph.release_seconds());
        Ok(found.arrival_seconds - release_seconds)
    }

    /// The layered graph that is searched, with the present numbers.
    ///
    /// # Errors
    /// Those of [`LayeredGraph::new`] and [`UnknownJob`](Error::UnknownJob).
    pub fn graph(&mut self, options: &RouteOptions) -> Result<&LayeredGraph> {
        let job = self.scenario.job_index(options.job.as_deref())?;
        Ok(&self.prepare(job, options)?.graph)
    }

    /// The numbers have changed, names and shape have not.
    pub(super) fn refresh(&mut self) {
        if let Some(prepared) = &mut self.prepared {
            prepared.is_stale = true;
        }
    }

    /// Anything may have changed.
    pub(super) fn forget(&mut self) {
        self.prepared = None;
    }

    fn solve(&mut self, options: &RouteOptions) -> Result<Found> {
        let job = self.scenario.job_index(options.job.as_deref())?;
        let prepared = self.prepare(job, options)?;
        if let Some(found) = prepared.solver.solve(&prepared.graph) {
            return Ok(found);
        }
        let Some(Prepared { graph, solver, .. }) = &self.prepared else {
            unreachable!("prepared above")
        };
        Err(why_infeasible(&self.scenario, job, options, graph, solver))
    }

    /// The graph for these options with the present numbers.
    fn prepare(&mut self, job: usize, options: &RouteOptions) -> Result<&mut Prepared> {
        let scenario = &self.scenario;
        let network = &scenario.network;
        let wait = options.wait.or(scenario.options.wait).unwrap_or_default();
        let pins = options.pins.as_ref().unwrap_or(&scenario.jobs[job].pins);
        let check = |node_index: &HashMap<String, usize>| match &options.pins {
            Some(pins) => {
                let (_, model) = model_of(scenario, job);
                check_pins(pins, network, node_index, model, "/pins").map_err(as_option)
            }
            None => Ok(()),
        };
        let is_same = |prepared: &&mut Prepared| {
            let most = prepared.most_down_sets;
            prepared.job == job && prepared.wait == wait && most == options.most_down_sets
        };
        match self.prepared.as_mut().filter(is_same) {
            Some(prepared) if prepared.pins == options.pins => {}
            Some(prepared) => {
                check(&prepared.node_index)?;
                let Prepared {
                    graph, node_index, ..
                } = prepared;
                graph.set_pins(network, node_index, pins);
                prepared.pins.clone_from(&options.pins);
            }
            None => {
                self.prepared = None;
                let node_index = network.node_indices();
                check(&node_index)?;
                let factors = self.factors;
                let lattice = LayeredGraph::lattice_of(scenario, job, options.most_down_sets)?;
                let graph = LayeredGraph::with_pins(
                    scenario,
                    &node_index,
                    job,
                    wait,
                    pins,
                    factors,
                    lattice,
                )?;
                self.prepared = Some(Prepared {
                    node_index,
                    job,
                    wait,
                    pins: options.pins.clone(),
                    most_down_sets: options.most_down_sets,
                    solver: Solver::for_graph(&graph),
                    graph,
                    is_stale: false,
                });
            }
        }
        let Some(prepared) = &mut self.prepared else {
            unreachable!("prepared above")
        };
        if prepared.is_stale {
            let (model, _) = model_of(scenario, job);
            let job = &scenario.jobs[job];
            prepared
                .graph
                .set_numbers(scenario, job, model, self.factors)?;
            prepared.is_stale = false;
        }
        Ok(prepared)
    }
}

/// Pins that came as an option are at fault in the options, not in the scenario.
fn as_option(error: Error) -> Error {
    Error::InvalidOption {
        message: error.to_string(),
        path: error.path().to_owned(),
    }
}
