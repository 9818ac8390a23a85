//! From the moves of an optimum to the plan file: times, costs and names.

use super::trace::Move;
use crate::error::{Error, Result};
use crate::json::number;
use crate::layered::{LayeredGraph, later};
use crate::plan::{Breakdown, FORMAT, LayerRange, Plan, Statistics, Step};
use crate::scenario::{Scenario, Wait, model_of};
use std::ops::Range;

/// When one move is served.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Service {
    pub start_seconds: f64,
    pub end_seconds: f64,
    /// Two or more where higher work interrupts it, else empty.
    pub pieces: Vec<(f64, f64)>,
}

/// What the plan is made for.
pub(crate) struct Answered<'a> {
    pub scenario: &'a Scenario,
    pub job: usize,
    pub graph: &'a LayeredGraph,
    pub moves: &'a [Move],
    pub statistics: Statistics,
}

/// Seconds that the plan uses a resource, and what that costs where the scenario says so.
struct Costs {
    node_seconds: Vec<f64>,
    link_seconds: Vec<f64>,
    energy_joules: Option<f64>,
    price: Option<f64>,
}

impl Answered<'_> {
    /// The plan that replays the moves from the release on, behind the graph's backlogs.
    ///
    /// # Errors
    /// [`MemoryExceeded`](Error::MemoryExceeded) where a node would hold more weights than it can,
    /// [`InvalidScenario`](Error::InvalidScenario) where energy or price overflow.
    pub fn plan(&self) -> Result<Plan> {
        self.check_memory()?;
        let graph = self.graph;
        // The node whose wait this stay has paid, under additive waits.
        let mut stay = None;
        self.plan_served(|step, now_seconds, service_seconds| {
            let start_seconds = match step {
                Move::Compute { node, .. } if stay == Some(node) => now_seconds,
                Move::Compute { node, .. } => graph.start_computing(node, now_seconds),
                Move::Transfer { link, .. } => {
                    let wait_seconds = graph.links[link as usize].wait_seconds;
                    match graph.wait {
                        Wait::Draining => later(now_seconds, wait_seconds),
                        Wait::Additive => now_seconds + wait_seconds,
                    }
                }
            };
            stay = match step {
                Move::Compute { node, .. } if graph.wait == Wait::Additive => Some(node),
                _ => None,
            };
            Service {
                start_seconds,
                end_seconds: start_seconds + service_seconds,
                pieces: vec![],
            }
        })
    }

    /// Writes every step down, each served as `serve` says of a move, the time when it may
    /// begin, and the seconds that it takes.
    ///
    /// # Errors
    /// [`InvalidScenario`](Error::InvalidScenario) where energy or price overflow.
    pub fn plan_served(&self, mut serve: impl FnMut(Move, f64, f64) -> Service) -> Result<Plan> {
        let Answered {
            scenario,
            job,
            graph,
            ..
        } = *self;
        let id = |node: u32| scenario.network.nodes[node as usize].id.clone();
        let mut breakdown = Breakdown::default();
        let mut costs = Costs {
            node_seconds: vec![0.0; graph.node_count()],
            link_seconds: vec![0.0; graph.links.len()],
            energy_joules: Some(0.0),
            price: Some(0.0),
        };
        let mut now_seconds = graph.release_seconds();
        let mut placement = vec![0; graph.layer_count()];
        let mut steps = Vec::with_capacity(self.moves.len());
        for &step in self.moves {
            let service_seconds = graph.service_seconds(step);
            let Service {
                start_seconds,
                end_seconds,
                pieces,
            } = serve(step, now_seconds, service_seconds);
            breakdown.waiting_seconds += if pieces.is_empty() {
                start_seconds - now_seconds
            } else {
                later(end_seconds - now_seconds - service_seconds, 0.0)
            };
            now_seconds = end_seconds;
            match step {
                Move::Compute { layer, node } => {
                    breakdown.compute_seconds += service_seconds;
                    costs.add_compute(scenario, node, service_seconds);
                    placement[layer - 1] = node;
                    steps.push(Step::Compute {
                        node: id(node),
                        layer,
                        start_seconds,
                        end_seconds,
                        pieces,
                    });
                }
                Move::Transfer { copy, link: index } => {
                    let link = &graph.links[index as usize];
                    let bytes = graph.payload_bytes[copy];
                    breakdown.transmission_seconds += service_seconds;
                    breakdown.propagation_seconds += link.delay_seconds;
                    costs.add_transfer(scenario, graph, index, service_seconds, bytes);
                    now_seconds += link.delay_seconds;
                    steps.push(Step::Transfer {
                        from: id(link.from),
                        to: id(link.to),
                        link: index as usize,
                        after_layer: graph.lattice.done(copy),
                        bytes,
                        start_seconds,
                        end_seconds,
                        arrive_seconds: now_seconds,
                        pieces,
                    });
                }
            }
        }
        costs.check(scenario, job)?;
        Ok(Plan {
            format: FORMAT.to_owned(),
            job: scenario.jobs[job].id.clone(),
            latency_seconds: now_seconds - graph.release_seconds(),
            wait: graph.wait,
            exact: graph.lattice.is_whole(),
            ordered_blocks: graph
                .lattice
                .ordered_blocks
                .iter()
                .map(layer_range)
                .collect(),
            breakdown,
            placement: placement.into_iter().map(id).collect(),
            steps,
            energy_joules: costs.energy_joules,
            price: costs.price,
            period_seconds: costs.period_seconds(),
            statistics: self.statistics,
            certificate: None,
        })
    }

    fn check_memory(&self) -> Result<()> {
        let (_, model) = model_of(self.scenario, self.job);
        let mut held_bytes = vec![0.0; self.graph.node_count()];
        for step in self.moves {
            if let Move::Compute { layer, node } = *step {
                held_bytes[node as usize] += model.layers[layer - 1].weight_bytes;
            }
        }
        for (index, (node, held)) in self
            .scenario
            .network
            .nodes
            .iter()
            .zip(held_bytes)
            .enumerate()
        {
            if let Some(memory_bytes) = node.memory_bytes.filter(|&memory| held > memory) {
                return Err(Error::MemoryExceeded {
                    message: format!(
                        "the fastest plan puts {} bytes of weights on node `{}`, which holds {}; plans within memory limits are not searched yet: pin some layers elsewhere",
                        number(held),
                        node.id,
                        number(memory_bytes)
                    ),
                    path: format!("/network/nodes/{index}/memoryBytes"),
                });
            }
        }
        Ok(())
    }
}

impl Costs {
    fn add_compute(&mut self, scenario: &Scenario, node: u32, seconds: f64) {
        let facts = &scenario.network.nodes[node as usize];
        self.node_seconds[node as usize] += seconds;
        add(&mut self.energy_joules, facts.watts, seconds);
        add(&mut self.price, facts.price_per_second, seconds);
    }

    fn add_transfer(
        &mut self,
        scenario: &Scenario,
        graph: &LayeredGraph,
        link: u32,
        seconds: f64,
        bytes: f64,
    ) {
        let file_link = graph.links[link as usize].file_link as usize;
        let facts = &scenario.network.links[file_link];
        self.link_seconds[link as usize] += seconds;
        let joules_per_byte = facts.joules_per_bit.map(|joules| joules * 8.0);
        add(&mut self.energy_joules, joules_per_byte, bytes);
        add(&mut self.price, facts.price_per_byte, bytes);
    }

    /// Refuses sums beyond the largest number; those of times were checked with the graph.
    fn check(&self, scenario: &Scenario, job: usize) -> Result<()> {
        for (what, sum) in [("energy", self.energy_joules), ("price", self.price)] {
            if sum.is_some_and(|sum: f64| !sum.is_finite()) {
                return Err(Error::scenario(
                    format!("/jobs/{job}"),
                    format!(
                        "the {what} of job `{}` adds up to more than the largest number there is",
                        scenario.jobs[job].id
                    ),
                ));
            }
        }
        Ok(())
    }

    fn period_seconds(&self) -> f64 {
        let resources = self.node_seconds.iter().chain(&self.link_seconds);
        resources.fold(0.0, |longest, &seconds| later(longest, seconds))
    }
}

/// A range of layers as plans write it.
fn layer_range(layers: &Range<usize>) -> LayerRange {
    LayerRange {
        first_layer: layers.start,
        last_layer: layers.end - 1,
    }
}

/// Adds rate × amount to a sum that is unknown as soon as one rate is.
fn add(sum: &mut Option<f64>, rate: Option<f64>, amount: f64) {
    *sum = sum.zip(rate).map(|(sum, rate)| sum + rate * amount);
}
