//! The problem's definitions, read straight off a scenario for one of its jobs: what brute force
//! and the replay of plans are made of. Nothing here knows of layered graphs.

// Every test binary uses its own part of this.
#![allow(dead_code)]

use splitway::scenario::{Job, Link, Model, Node};
use splitway::{Scenario, Wait};

/// A job of a scenario and what it runs on; nodes by their places in the file.
pub struct Definitions<'a> {
    pub job: &'a Job,
    pub model: &'a Model,
    pub nodes: &'a [Node],
    pub links: Vec<Directed<'a>>,
    pub wait: Wait,
}

/// A directed link: forward, then backward, in file order.
pub struct Directed<'a> {
    pub from: usize,
    pub to: usize,
    pub numbers: &'a Link,
}

impl<'a> Definitions<'a> {
    /// Of the first job.
    pub fn of(scenario: &'a Scenario, wait: Wait) -> Definitions<'a> {
        Definitions::of_job(scenario, 0, wait)
    }

    pub fn of_job(scenario: &'a Scenario, job: usize, wait: Wait) -> Definitions<'a> {
        let nodes = &scenario.network.nodes[..];
        let place = |id: &str| nodes.iter().position(|node| node.id == id).unwrap();
        let mut links = Vec::new();
        for numbers in &scenario.network.links {
            let (from, to) = (place(&numbers.from), place(&numbers.to));
            links.push(Directed { from, to, numbers });
            if numbers.both_ways {
                links.push(Directed {
                    from: to,
                    to: from,
                    numbers,
                });
            }
        }
        let job = &scenario.jobs[job];
        let model = scenario.models.iter().find(|model| model.id == job.model);
        Definitions {
            job,
            model: model.unwrap(),
            nodes,
            links,
            wait,
        }
    }

    pub fn place(&self, id: &str) -> usize {
        self.nodes.iter().position(|node| node.id == id).unwrap()
    }

    /// d_l times the batch.
    pub fn bytes_after(&self, layer: usize) -> f64 {
        let one = match layer {
            0 => self.model.input_bytes.unwrap(),
            _ => self.model.layers[layer - 1].output_bytes.unwrap(),
        };
        one * f64::from(self.job.batch)
    }

    /// The first that applies of: measured seconds, roofline, work over rate.
    pub fn layer_seconds(&self, layer: usize, node: usize) -> f64 {
        let (facts, node) = (&self.model.layers[layer - 1], &self.nodes[node]);
        let batch = f64::from(self.job.batch);
        let device = node.device.as_deref().unwrap_or("");
        if let Some(seconds) = facts.seconds_on.get(device) {
            return seconds * batch;
        }
        let work_seconds = facts.flop.unwrap() * batch / node.flop_per_second;
        match node.memory_bytes_per_second {
            Some(rate) => {
                let activations = self.bytes_after(layer - 1) + self.bytes_after(layer);
                f64::max(work_seconds, (facts.weight_bytes + activations) / rate)
            }
            None => work_seconds,
        }
    }

    /// Relays run nothing; every pin on the layer must allow the node.
    pub fn may_run(&self, layer: usize, node: usize) -> bool {
        let node = &self.nodes[node];
        let is_allowed = self.job.pins.iter().all(|pin| {
            layer < pin.first_layer
                || layer > pin.last_layer
                || pin.nodes.contains(&node.id)
                || node.tags.iter().any(|tag| pin.tags.contains(tag))
        });
        is_allowed && node.flop_per_second > 0.0
    }

    /// When work that arrives at a time is begun by a resource with a queue of so many seconds.
    fn begin(&self, arrive: f64, queue_seconds: f64) -> f64 {
        match self.wait {
            Wait::Draining => f64::max(arrive, queue_seconds),
            Wait::Additive => arrive + queue_seconds,
        }
    }

    /// When a node begins a layer that is there at a time, in the middle of a stay or not.
    pub fn begin_layer(&self, node: usize, arrive: f64, stays: bool) -> f64 {
        let Node {
            backlog_flop,
            flop_per_second,
            ..
        } = self.nodes[node];
        if self.wait == Wait::Additive && stays {
            arrive
        } else {
            self.begin(arrive, backlog_flop / flop_per_second)
        }
    }

    /// When a link begins, ends, and delivers a tensor that is there at a time.
    pub fn transfer(&self, link: usize, after_layer: usize, arrive: f64) -> [f64; 3] {
        let link = self.links[link].numbers;
        let begin = self.begin(arrive, link.backlog_bits / link.bits_per_second);
        let end = begin + self.bytes_after(after_layer) * 8.0 / link.bits_per_second;
        [begin, end, end + link.delay_seconds]
    }
}
