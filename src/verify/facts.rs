//! What a scenario says about one job, looked up from the file's own structs.

use super::tensors::Tensors;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::scenario::{Job, Link, Model, Node, Scenario, Wait, check_work, model_of};
use std::collections::HashMap;

/// A scenario as the checker sees it.
pub(super) struct Facts<'a> {
    pub scenario: &'a Scenario,
    pub job: &'a Job,
    pub model: &'a Model,
    pub tensors: Tensors,
    pub wait: Wait,
    pub node_index: HashMap<String, usize>,
    /// (from, to, numbers) of each directed link: forward, then backward, in file order.
    pub links: Vec<(&'a str, &'a str, &'a Link)>,
}

impl<'a> Facts<'a> {
    pub fn new(scenario: &'a Scenario, plan: &Plan) -> Result<Facts<'a>> {
        let Some(index) = scenario.jobs.iter().position(|job| job.id == plan.job) else {
            let message = format!("the scenario has no job `{}`", plan.job);
            return Err(Error::plan("/job".to_owned(), message));
        };
        let job = &scenario.jobs[index];
        let (model_index, model) = model_of(scenario, index);
        check_work(model_index, model)?;
        let mut links = Vec::new();
        for link in &scenario.network.links {
            links.push((link.from.as_str(), link.to.as_str(), link));
            if link.both_ways {
                links.push((link.to.as_str(), link.from.as_str(), link));
            }
        }
        Ok(Facts {
            scenario,
            job,
            model,
            tensors: Tensors::of(model),
            wait: plan.wait,
            node_index: (0..)
                .zip(&scenario.network.nodes)
                .map(|(index, node)| (node.id.clone(), index))
                .collect(),
            links,
        })
    }

    pub fn node(&self, id: &str) -> Option<&'a Node> {
        let index = self.node_index.get(id)?;
        Some(&self.scenario.network.nodes[*index])
    }

    pub fn layers(&self) -> usize {
        self.model.layers.len()
    }

    /// What moves when these bytes are live.
    pub fn payload_bytes(&self, live_bytes: f64) -> f64 {
        live_bytes * f64::from(self.job.batch)
    }

    /// Seconds to put what moves on a link.
    pub fn transmission_seconds(&self, live_bytes: f64, link: &Link) -> f64 {
        self.payload_bytes(live_bytes) * (8.0 / link.bits_per_second)
    }

    /// Measured seconds, else the roofline, else work over rate; relays take forever.
    pub fn compute_seconds(&self, layer: usize, node: &Node) -> f64 {
        if node.flop_per_second == 0.0 {
            return f64::INFINITY;
        }
        let facts = &self.model.layers[layer - 1];
        let batch = f64::from(self.job.batch);
        let measured = node
            .device
            .as_ref()
            .and_then(|device| facts.seconds_on.get(device));
        if let Some(seconds) = measured {
            return seconds * batch;
        }
        let work_seconds = facts.flop.unwrap_or(f64::NAN) * batch / node.flop_per_second;
        let Some(rate) = node.memory_bytes_per_second else {
            return work_seconds;
        };
        let touched = facts.weight_bytes + self.tensors.touched_bytes(layer) * batch;
        work_seconds.max(touched / rate)
    }

    /// Whether the job's pins let a node run a layer.
    pub fn may_run(&self, layer: usize, node: &Node) -> bool {
        node.flop_per_second > 0.0
            && self.job.pins.iter().all(|pin| {
                let is_covered = (pin.first_layer..=pin.last_layer).contains(&layer);
                let is_named = pin.nodes.contains(&node.id);
                !is_covered || is_named || pin.tags.iter().any(|tag| node.tags.contains(tag))
            })
    }

    /// Q/μ
    pub fn node_wait_seconds(&self, node: &Node) -> f64 {
        if node.backlog_flop == 0.0 {
            0.0
        } else {
            node.backlog_flop / node.flop_per_second
        }
    }

    /// Q/B
    pub fn link_wait_seconds(&self, link: &Link) -> f64 {
        link.backlog_bits / link.bits_per_second
    }

    /// Whether stays have to be told apart from visits: additive waits on nodes.
    pub fn has_stays(&self) -> bool {
        let mut nodes = self.scenario.network.nodes.iter();
        self.wait == Wait::Additive && nodes.any(|node| self.node_wait_seconds(node) > 0.0)
    }
}
