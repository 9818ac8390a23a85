//! The calls: [`route`] for one answer, [`Router`] for many answers while the numbers change.

use super::assemble::Answered;
use super::solve::{Found, Solver};
use crate::error::{Error, Result};
use crate::layered::{Factors, LayeredGraph, model_of};
use crate::plan::{Plan, Statistics};
use crate::scenario::{Job, Link, Node, Pin, Scenario, Wait, check_pins};
use serde::{Deserialize, Serialize};

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
    /// Whether to average the solve time over many repeats, which takes about a millisecond.
    #[serde(default)]
    pub measure: bool,
}

/// The optimal plan of one job.
///
/// Label-setting on the implicit layered graph (arXiv 2111.07006 §III; the waits as in
/// [`Wait`]). Among plans of the same latency the one is returned whose every prefix is earliest
/// and which, walking back from the destination, takes the fewest transfers to where each layer
/// ran, then the lowest link index.
///
/// # Errors
/// [`UnknownJob`](Error::UnknownJob), [`UnsupportedDag`](Error::UnsupportedDag),
/// [`UnknownWork`](Error::UnknownWork), [`Unreachable`](Error::Unreachable),
/// [`NoFeasiblePlacement`](Error::NoFeasiblePlacement),
/// [`MemoryExceeded`](Error::MemoryExceeded), and [`InvalidScenario`](Error::InvalidScenario)
/// where times add up beyond the largest number.
///
/// # Cost
/// O(L·(E + N log N)) for L layers, N nodes and E directed links at worst.
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
    scenario: Scenario,
    factors: Factors,
    prepared: Option<Prepared>,
}

/// The graph of the last question, kept for the next one.
#[derive(Debug, Clone)]
struct Prepared {
    job: usize,
    wait: Wait,
    pins: Option<Vec<Pin>>,
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
        if options.certificate {
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
        let job = self.job_index(options)?;
        Ok(&self.prepare(job, options)?.graph)
    }

    /// Multiplies all link rates, relative to the scenario as given.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if the factor is not finite and above 0.
    pub fn scale_links(&mut self, factor: f64) -> Result<()> {
        check_factor(factor, factor > 0.0, "above 0")?;
        self.factors.links = factor;
        self.mark_stale();
        Ok(())
    }

    /// Multiplies all compute and memory rates and divides measured times, relative to the
    /// scenario as given.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if the factor is not finite and above 0.
    pub fn scale_compute(&mut self, factor: f64) -> Result<()> {
        check_factor(factor, factor > 0.0, "above 0")?;
        self.factors.compute = factor;
        self.mark_stale();
        Ok(())
    }

    /// Multiplies all backlogs, relative to the scenario as given.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if the factor is not finite and at least 0.
    pub fn scale_backlog(&mut self, factor: f64) -> Result<()> {
        check_factor(factor, factor >= 0.0, "of at least 0")?;
        self.factors.backlog = factor;
        self.mark_stale();
        Ok(())
    }

    /// A node as given, before factors.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if no node bears the id.
    pub fn node(&self, id: &str) -> Result<&Node> {
        let nodes = &self.scenario.network.nodes;
        let node = nodes.iter().find(|node| node.id == id);
        node.ok_or_else(|| no_such("node", id))
    }

    /// A directed link as given, before factors; its index is that after `bothWays` is expanded
    /// in file order.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if there is no such link.
    pub fn link(&self, index: usize) -> Result<Link> {
        let mut links = expanded(&self.scenario.network.links);
        if index < links.len() {
            return Ok(links.swap_remove(index));
        }
        Err(Error::InvalidOption {
            message: format!(
                "there is no directed link {index}, there are {}",
                links.len()
            ),
            path: String::new(),
        })
    }

    /// A job as given.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if no job bears the id.
    pub fn job(&self, id: &str) -> Result<&Job> {
        let job = self.scenario.jobs.iter().find(|job| job.id == id);
        job.ok_or_else(|| no_such("job", id))
    }

    /// Puts another node in the place of one; on an error nothing has changed.
    ///
    /// # Errors
    /// Those of [`node`](Self::node) and of [`Scenario::validate`].
    pub fn set_node(&mut self, id: &str, node: Node) -> Result<()> {
        self.node(id)?;
        self.change(|scenario| {
            let nodes = scenario.network.nodes.iter_mut();
            nodes
                .filter(|old| old.id == id)
                .for_each(|old| *old = node.clone());
        })
    }

    /// Puts another link in the place of a directed one; on an error nothing has changed.
    ///
    /// # Errors
    /// Those of [`link`](Self::link) and of [`Scenario::validate`].
    pub fn set_link(&mut self, index: usize, link: Link) -> Result<()> {
        self.link(index)?;
        self.change(|scenario| {
            scenario.network.links = expanded(&scenario.network.links);
            scenario.network.links[index] = link;
        })
    }

    /// Puts another job in the place of one; on an error nothing has changed.
    ///
    /// # Errors
    /// Those of [`job`](Self::job) and of [`Scenario::validate`].
    pub fn set_job(&mut self, id: &str, job: Job) -> Result<()> {
        self.job(id)?;
        self.change(|scenario| {
            let jobs = scenario.jobs.iter_mut();
            jobs.filter(|old| old.id == id)
                .for_each(|old| *old = job.clone());
        })
    }

    /// The scenario with all changes applied: factors folded in, `bothWays` expanded.
    pub fn scenario(&self) -> Scenario {
        let mut scenario = self.scenario.clone();
        let factors = self.factors;
        scenario.network.links = expanded(&scenario.network.links);
        for node in &mut scenario.network.nodes {
            node.flop_per_second *= factors.compute;
            node.backlog_flop *= factors.backlog;
            if let Some(rate) = &mut node.memory_bytes_per_second {
                *rate *= factors.compute;
            }
        }
        for link in &mut scenario.network.links {
            link.bits_per_second *= factors.links;
            link.backlog_bits *= factors.backlog;
        }
        let layers = scenario
            .models
            .iter_mut()
            .flat_map(|model| &mut model.layers);
        for seconds in layers.flat_map(|layer| layer.seconds_on.values_mut()) {
            *seconds /= factors.compute;
        }
        scenario
    }

    fn change(&mut self, change: impl FnOnce(&mut Scenario)) -> Result<()> {
        let mut changed = self.scenario.clone();
        change(&mut changed);
        changed.validate()?;
        self.scenario = changed;
        self.prepared = None;
        Ok(())
    }

    fn mark_stale(&mut self) {
        if let Some(prepared) = &mut self.prepared {
            prepared.is_stale = true;
        }
    }

    fn solve(&mut self, options: &RouteOptions) -> Result<Found> {
        let job = self.job_index(options)?;
        let prepared = self.prepare(job, options)?;
        if let Some(found) = prepared.solver.solve(&prepared.graph) {
            return Ok(found);
        }
        Err(self.why_infeasible(job))
    }

    /// The graph for these options with the present numbers.
    fn prepare(&mut self, job: usize, options: &RouteOptions) -> Result<&mut Prepared> {
        let scenario = &self.scenario;
        let wait = options.wait.or(scenario.options.wait).unwrap_or_default();
        let is_same = |prepared: &&mut Prepared| {
            prepared.job == job && prepared.wait == wait && prepared.pins == options.pins
        };
        if self.prepared.as_mut().filter(is_same).is_none() {
            self.prepared = None;
            let (_, model) = model_of(scenario, job);
            if let Some(pins) = &options.pins {
                check_pins(pins, &scenario.network, model, "/pins").map_err(as_option)?;
            }
            let pins = options.pins.as_ref().unwrap_or(&scenario.jobs[job].pins);
            let graph = LayeredGraph::with_pins(scenario, job, wait, pins, self.factors)?;
            self.prepared = Some(Prepared {
                job,
                wait,
                pins: options.pins.clone(),
                solver: Solver::for_graph(&graph),
                graph,
                is_stale: false,
            });
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

    fn job_index(&self, options: &RouteOptions) -> Result<usize> {
        self.scenario.job_index(options.job.as_deref())
    }

    fn why_infeasible(&self, job: usize) -> Error {
        let Some(Prepared { graph, solver, .. }) = &self.prepared else {
            unreachable!("a solve came before")
        };
        let nodes = &self.scenario.network.nodes;
        let name = |node: u32| format!("`{}`", nodes[node as usize].id);
        let is_reached = |node: &u32| solver.reached_nodes().contains(node);
        if !is_reached(&graph.destination) {
            let others = (0..nodes.len() as u32).filter(|&node| node != graph.source);
            return Error::Unreachable {
                message: format!(
                    "no links lead from {} to {}: from {} one can reach {}",
                    name(graph.source),
                    name(graph.destination),
                    name(graph.source),
                    listed(others.filter(is_reached).map(name))
                ),
                path: format!("/jobs/{job}/destination"),
            };
        }
        let (_, model) = model_of(&self.scenario, job);
        let layer_name = |layer: usize| &model.layers[layer - 1].name;
        let message = match solver.first_stuck_layer(graph) {
            Some(layer) => {
                let allowed = (0..graph.node_count() as u32)
                    .filter(|&node| graph.allowed(layer)[node as usize]);
                let so_far = match layer {
                    1 => "the input".to_owned(),
                    _ => format!("the output of layer {}", layer - 1),
                };
                format!(
                    "layer {layer} (`{}`) may run on {}, and {so_far} can get to none of them",
                    layer_name(layer),
                    listed(allowed.map(name))
                )
            }
            None => format!(
                "the answer cannot get to {} from any node that may run the last layer (`{}`)",
                name(graph.destination),
                layer_name(graph.layer_count())
            ),
        };
        Error::NoFeasiblePlacement {
            message,
            path: format!("/jobs/{job}"),
        }
    }
}

impl Scenario {
    /// The index of the job with an id, or of the only job.
    ///
    /// # Errors
    /// [`UnknownJob`](Error::UnknownJob) if no job bears the id, or without an id unless there is
    /// exactly one job.
    pub fn job_index(&self, id: Option<&str>) -> Result<usize> {
        let unknown = |message| Error::UnknownJob {
            message,
            path: "/jobs".to_owned(),
        };
        let ids = || listed(self.jobs.iter().map(|job| format!("`{}`", job.id)));
        match id {
            Some(id) => {
                let index = self.jobs.iter().position(|job| job.id == id);
                index.ok_or_else(|| unknown(format!("there is no job `{id}`, there is {}", ids())))
            }
            None if self.jobs.len() == 1 => Ok(0),
            None if self.jobs.is_empty() => Err(unknown("there is no job to route".to_owned())),
            None => Err(unknown(format!(
                "there are {} jobs, say which: {}",
                self.jobs.len(),
                ids()
            ))),
        }
    }
}

/// How many names an error lists before it only counts them.
const LISTED: usize = 8;

fn listed(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    match names.len() {
        0 => "nothing".to_owned(),
        count if count > LISTED => {
            format!("{} and {} more", names[..LISTED].join(", "), count - LISTED)
        }
        _ => names.join(", "),
    }
}

fn expanded(links: &[Link]) -> Vec<Link> {
    let mut directed = Vec::new();
    for link in links {
        let forward = Link {
            both_ways: false,
            ..link.clone()
        };
        let backward = link.both_ways.then(|| Link {
            from: link.to.clone(),
            to: link.from.clone(),
            ..forward.clone()
        });
        directed.push(forward);
        directed.extend(backward);
    }
    directed
}

fn check_factor(factor: f64, is_in_range: bool, range: &str) -> Result<()> {
    if factor.is_finite() && is_in_range {
        return Ok(());
    }
    Err(Error::InvalidOption {
        message: format!("a factor is a finite number {range}, not {factor}"),
        path: String::new(),
    })
}

fn no_such(what: &str, id: &str) -> Error {
    Error::InvalidOption {
        message: format!("there is no {what} `{id}`"),
        path: String::new(),
    }
}

/// Pins that came as an option are at fault in the options, not in the scenario.
fn as_option(error: Error) -> Error {
    Error::InvalidOption {
        message: error.to_string(),
        path: error.path().to_owned(),
    }
}
