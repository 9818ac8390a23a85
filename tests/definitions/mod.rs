//! The problem's definitions, read straight off a scenario for one of its jobs: what brute force
//! and the replay of plans are made of. Nothing here knows of layered graphs.

// Every test binary uses its own part of this.
#![allow(dead_code)]

pub mod sets;

use splitway::scenario::{Job, Link, Model, Node};
use splitway::{Scenario, Wait};

/// A job of a scenario and what it runs on; nodes by their places in the file.
pub struct Definitions<'a> {
    pub job: &'a Job,
    pub model: &'a Model,
    pub nodes: &'a [Node],
    pub links: Vec<Directed<'a>>,
    pub wait: Wait,
    /// The tensors of the model by name, with their bytes and the layer that makes them, 0 for an
    /// input.
    tensors: Vec<(String, f64, usize)>,
    /// What is live after the first so many layers.
    bytes_after: Vec<f64>,
    /// What each layer reads and makes.
    activations: Vec<f64>,
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
        let model = model.unwrap();
        let mut definitions = Definitions {
            job,
            model,
            nodes,
            links,
            wait,
            tensors: tensors_of(model),
            bytes_after: vec![],
            activations: vec![],
        };
        let layers = model.layers.len();
        let live = |done| definitions.live_bytes(|layer| layer <= done);
        let bytes_after = (0..=layers).map(live).collect();
        let activations = (1..=layers).map(|layer| definitions.touched_bytes(layer));
        definitions.activations = activations.collect();
        definitions.bytes_after = bytes_after;
        definitions
    }

    pub fn place(&self, id: &str) -> usize {
        self.nodes.iter().position(|node| node.id == id).unwrap()
    }

    /// Whether a layer reads a tensor.
    fn reads(&self, layer: usize, (name, _, maker): &(String, f64, usize)) -> bool {
        match &self.model.layers[layer - 1].inputs {
            Some(names) => names.contains(name),
            None => *maker + 1 == layer,
        }
    }

    /// Whether a layer reads anything of another.
    pub fn reads_from(&self, layer: usize, other: usize) -> bool {
        let mut tensors = self.tensors.iter();
        tensors.any(|tensor| tensor.2 == other && self.reads(layer, tensor))
    }

    /// Bytes of what is live when some layers are done, times the batch.
    pub fn live_bytes(&self, is_done: impl Fn(usize) -> bool) -> f64 {
        let layers = 1..=self.model.layers.len();
        let mut sum = 0.0;
        for tensor in &self.tensors {
            let mut readers = layers.clone().filter(|&layer| self.reads(layer, tensor));
            let is_output = match &self.model.outputs {
                Some(names) => names.contains(&tensor.0),
                None => tensor.2 > 0 && readers.clone().next().is_none(),
            };
            let is_there = tensor.2 == 0 || is_done(tensor.2);
            if is_there && (is_output || readers.any(|layer| !is_done(layer))) {
                sum += tensor.1;
            }
        }
        sum * f64::from(self.job.batch)
    }

    /// What is live after the first so many layers; d_l times the batch in a chain.
    pub fn bytes_after(&self, layers: usize) -> f64 {
        self.bytes_after[layers]
    }

    /// Bytes that a layer reads and makes, times the batch.
    fn touched_bytes(&self, layer: usize) -> f64 {
        let tensors = self.tensors.iter();
        let touched = tensors.filter(|tensor| tensor.2 == layer || self.reads(layer, tensor));
        touched.map(|tensor| tensor.1).sum::<f64>() * f64::from(self.job.batch)
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
                let activations = self.activations[layer - 1];
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
        self.transfer_bytes(link, self.bytes_after(after_layer), arrive)
    }

    /// The same for so many bytes.
    pub fn transfer_bytes(&self, link: usize, bytes: f64, arrive: f64) -> [f64; 3] {
        let link = self.links[link].numbers;
        let begin = self.begin(arrive, link.backlog_bits / link.bits_per_second);
        let end = begin + bytes * 8.0 / link.bits_per_second;
        [begin, end, end + link.delay_seconds]
    }
}

/// The tensors of a model by name, with their bytes and the layer that makes them, 0 for an input.
fn tensors_of(model: &Model) -> Vec<(String, f64, usize)> {
    let mut tensors = vec![];
    if let Some(bytes) = model.input_bytes {
        tensors.push(("input".to_owned(), bytes, 0));
    }
    for input in model.inputs.iter().flatten() {
        tensors.push((input.name.clone(), input.bytes, 0));
    }
    for (layer, facts) in (1..).zip(&model.layers) {
        if let Some(bytes) = facts.output_bytes {
            tensors.push((facts.name.clone(), bytes, layer));
        }
        for output in facts.outputs.iter().flatten() {
            let name = format!("{}:{}", facts.name, output.name);
            tensors.push((name, output.bytes, layer));
        }
    }
    tensors
}
