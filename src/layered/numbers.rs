//! Filling a layered graph with numbers: once when it is built, again after every change.

use super::LayeredGraph;
use crate::error::{Error, Result};
use crate::json::number;
use crate::scenario::{Job, Scenario, Wait};

/// Factors on all rates and backlogs of a scenario, relative to the numbers as given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Factors {
    pub links: f64,
    pub compute: f64,
    pub backlog: f64,
}

impl Default for Factors {
    fn default() -> Self {
        Factors {
            links: 1.0,
            compute: 1.0,
            backlog: 1.0,
        }
    }
}

impl LayeredGraph {
    /// Takes every number from the scenario, in place: no allocation. Names, links, pins and the
    /// set of relays must be those that the graph was built with.
    pub(crate) fn set_numbers(
        &mut self,
        scenario: &Scenario,
        job: &Job,
        model: usize,
        factors: Factors,
    ) -> Result<()> {
        // -0 becomes 0, here and below: times are ordered by their bits.
        self.release_seconds = job.release_seconds + 0.0;
        self.set_nodes(scenario, factors)?;
        self.set_links(scenario, factors)?;
        self.set_layers(scenario, job, model, factors);
        self.set_speeds();
        self.total_seconds = self.check_sums(job, model)?;
        Ok(())
    }

    fn set_nodes(&mut self, scenario: &Scenario, factors: Factors) -> Result<()> {
        self.has_node_backlog = false;
        for (node, facts) in self.nodes.iter_mut().zip(&scenario.network.nodes) {
            node.flop_per_second = scaled(facts.flop_per_second, factors.compute)?;
            node.memory_bytes_per_second = match facts.memory_bytes_per_second {
                Some(rate) => scaled(rate, factors.compute)?,
                None => f64::INFINITY,
            };
            let backlog_flop = facts.backlog_flop * factors.backlog;
            node.wait_seconds = if backlog_flop > 0.0 {
                backlog_flop / node.flop_per_second
            } else {
                0.0
            };
            self.has_node_backlog |= node.wait_seconds > 0.0;
        }
        Ok(())
    }

    fn set_links(&mut self, scenario: &Scenario, factors: Factors) -> Result<()> {
        self.has_link_backlog = false;
        for link in &mut self.links {
            let facts = &scenario.network.links[link.file_link as usize];
            link.bits_per_second = scaled(facts.bits_per_second, factors.links)?;
            link.delay_seconds = facts.delay_seconds;
            link.wait_seconds = facts.backlog_bits * factors.backlog / link.bits_per_second + 0.0;
            self.has_link_backlog |= link.wait_seconds > 0.0;
        }
        self.set_arcs();
        Ok(())
    }

    /// Prices the arcs by the links.
    fn set_arcs(&mut self) {
        for rows in [&mut self.out, &mut self.into] {
            for arc in &mut rows.arcs {
                let link = &self.links[arc.link as usize];
                arc.seconds_per_byte = 8.0 / link.bits_per_second;
                arc.offset_seconds = match self.wait {
                    Wait::Additive => link.wait_seconds + link.delay_seconds,
                    Wait::Draining => link.delay_seconds,
                };
            }
        }
        for (ready, arc) in self.out_ready_seconds.iter_mut().zip(&self.out.arcs) {
            *ready = self.links[arc.link as usize].wait_seconds;
        }
    }

    /// The same network and model for a job with other ends and another release.
    pub(crate) fn set_ends(&mut self, source: u32, destination: u32, release_seconds: f64) {
        self.source = source;
        self.destination = destination;
        self.release_seconds = release_seconds;
    }

    /// The same graph with the other way to wait.
    pub(crate) fn set_wait(&mut self, wait: Wait) {
        self.wait = wait;
        self.set_arcs();
    }

    /// Other waits in place of those of the backlogs, in seconds, by node and by directed link.
    /// Relays have none.
    pub(crate) fn set_waits(&mut self, node_seconds: &[f64], link_seconds: &[f64]) {
        for (node, &seconds) in self.nodes.iter_mut().zip(node_seconds) {
            node.wait_seconds = seconds;
        }
        for (link, &seconds) in self.links.iter_mut().zip(link_seconds) {
            link.wait_seconds = seconds;
        }
        self.has_node_backlog = node_seconds.iter().any(|&seconds| seconds > 0.0);
        self.has_link_backlog = link_seconds.iter().any(|&seconds| seconds > 0.0);
        self.set_arcs();
    }

    fn set_layers(&mut self, scenario: &Scenario, job: &Job, model: usize, factors: Factors) {
        let batch = f64::from(job.batch);
        let model = &scenario.models[model];
        let lattice = &self.lattice;
        for (payload, live) in self.payload_bytes.iter_mut().zip(lattice.live_bytes()) {
            *payload = live * batch;
        }
        for (index, layer) in model.layers.iter().enumerate() {
            self.flop[index] = layer.flop.unwrap_or(0.0) * batch;
            let (read, made) = (lattice.read_bytes[index], lattice.made_bytes[index]);
            self.touched_bytes[index] = layer.weight_bytes + read * batch + made * batch;
        }
        if self.devices == 0 {
            return;
        }
        for (node, facts) in self.nodes.iter().zip(&scenario.network.nodes) {
            let (Some(device), Some(name)) = (node.device, &facts.device) else {
                continue;
            };
            for (index, layer) in model.layers.iter().enumerate() {
                if let Some(seconds) = layer.seconds_on.get(name) {
                    self.measured_seconds[index * self.devices + device as usize] =
                        seconds / factors.compute * batch;
                }
            }
        }
    }

    /// Every sum of times that a search can form is at most the one returned; refuses it if it
    /// overflows.
    fn check_sums(&self, job: &Job, model: usize) -> Result<f64> {
        let mut largest = (0.0, Place::Link(0));
        let mut total = self.release_seconds;
        let mut add = |seconds: f64, times: f64, place: Place| {
            total += seconds * times;
            if seconds > largest.0 || seconds.is_nan() {
                largest = (seconds, place);
            }
        };
        // A plan is in so many copies.
        let copies = self.layer_count() as f64 + 1.0;
        let largest_payload = self.payload_bytes.iter().fold(0.0, |a: f64, &b| a.max(b));
        for link in &self.links {
            let place = Place::Link(link.file_link);
            let transmission = largest_payload * (8.0 / link.bits_per_second);
            add(transmission, copies, place);
            add(link.wait_seconds + link.delay_seconds, copies, place);
        }
        for (index, node) in self.nodes.iter().enumerate() {
            add(node.wait_seconds, copies, Place::Node(index));
        }
        for (index, &seconds) in self.slowest_seconds.iter().enumerate() {
            add(seconds, 1.0, Place::Layer(index));
        }
        if total.is_finite() {
            return Ok(total);
        }
        let path = match largest.1 {
            Place::Link(link) => format!("/network/links/{link}/bitsPerSecond"),
            Place::Node(node) => format!("/network/nodes/{node}/backlogFlop"),
            Place::Layer(layer) => format!("/models/{model}/layers/{layer}/flop"),
        };
        Err(Error::scenario(
            path,
            format!(
                "the times of job `{}` add up to more than the largest number there is; the largest of them comes from here",
                job.id
            ),
        ))
    }
}

/// Where a time comes from; a path only when there is an error, as solving again allocates nothing.
#[derive(Clone, Copy)]
enum Place {
    Link(u32),
    Node(usize),
    Layer(usize),
}

/// A rate times a factor; a rate must not become none, or endless.
fn scaled(rate: f64, factor: f64) -> Result<f64> {
    let product = rate * factor;
    if product.is_finite() && (product > 0.0 || rate == 0.0) {
        return Ok(product);
    }
    Err(Error::InvalidOption {
        message: format!(
            "a factor of {} takes a rate of {} beyond what numbers can hold",
            number(factor),
            number(rate)
        ),
        path: String::new(),
    })
}
