//! What a scenario says about times: how long each layer keeps a node busy, each tensor a link.
//!
//! Read straight off the file's own structs, so that the simulator checks the router and does not
//! repeat it.

use super::journey::Journey;
use crate::error::Result;
use crate::scenario::{Dataflow, Job, Link, Model, Node, Scenario, check_work, model_of};
use std::collections::HashMap;

/// The numbers of a network and of the models that its jobs run.
///
/// A *resource* is a node or a directed link: nodes come first, in file order, then links.
#[derive(Debug, Clone)]
pub(super) struct Services {
    pub nodes: Vec<NodeFacts>,
    pub links: Vec<LinkFacts>,
    pub jobs: Vec<JobFacts>,
    /// By place in the file; empty for models with layers of unknown work.
    models: Vec<ModelFacts>,
}

#[derive(Debug, Clone)]
pub(super) struct NodeFacts {
    pub flop_per_second: f64,
    pub memory_bytes: f64,
    memory_bytes_per_second: f64,
    backlog_seconds: f64,
    device: Option<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct LinkFacts {
    pub from: usize,
    pub to: usize,
    pub bits_per_second: f64,
    pub delay_seconds: f64,
    backlog_seconds: f64,
}

#[derive(Debug, Clone)]
pub(super) struct JobFacts {
    pub model: usize,
    pub source: usize,
    pub destination: usize,
    pub batch: f64,
}

#[derive(Debug, Clone, Default)]
struct ModelFacts {
    flop: Vec<f64>,
    weight_bytes: Vec<f64>,
    flow: Dataflow,
    /// Bytes that each layer reads and makes.
    touched_bytes: Vec<f64>,
    /// By layer and device, none where nobody measured.
    measured_seconds: Vec<Vec<Option<f64>>>,
}

impl Services {
    /// Of a validated scenario.
    pub fn of(scenario: &Scenario) -> Services {
        let network = &scenario.network;
        let index = network.node_indices();
        let mut devices: HashMap<&str, usize> = HashMap::new();
        for device in network.nodes.iter().filter_map(|node| node.device.as_ref()) {
            let next = devices.len();
            devices.entry(device).or_insert(next);
        }
        let mut links = Vec::new();
        for link in &network.links {
            let (from, to) = (index[&link.from], index[&link.to]);
            links.push(LinkFacts::of(link, from, to));
            if link.both_ways {
                links.push(LinkFacts::of(link, to, from));
            }
        }
        let model_index: HashMap<&str, usize> = (0..)
            .zip(&scenario.models)
            .map(|(index, model)| (model.id.as_str(), index))
            .collect();
        let job = |job: &Job| JobFacts {
            model: model_index[job.model.as_str()],
            source: index[&job.source],
            destination: index[&job.destination],
            batch: f64::from(job.batch),
        };
        let models = scenario.models.iter().enumerate();
        Services {
            nodes: network
                .nodes
                .iter()
                .map(|node| NodeFacts::of(node, &devices))
                .collect(),
            links,
            jobs: scenario.jobs.iter().map(job).collect(),
            models: models
                .map(|(index, model)| match check_work(index, model) {
                    Ok(()) => ModelFacts::of(model, &devices),
                    Err(_) => ModelFacts::default(),
                })
                .collect(),
        }
    }

    pub fn resource_count(&self) -> usize {
        self.nodes.len() + self.links.len()
    }

    /// The resource that a directed link is.
    pub fn link_resource(&self, link: usize) -> usize {
        self.nodes.len() + link
    }

    /// Which node or which directed link a resource is.
    pub fn place(&self, resource: usize) -> Place {
        match resource.checked_sub(self.nodes.len()) {
            None => Place::Node(resource),
            Some(link) => Place::Link(link),
        }
    }

    /// How long the work that is there at time 0 keeps a resource busy.
    pub fn backlog_seconds(&self, resource: usize) -> f64 {
        match self.place(resource) {
            Place::Node(node) => self.nodes[node].backlog_seconds,
            Place::Link(link) => self.links[link].backlog_seconds,
        }
    }

    /// Layers of a job's model.
    pub fn layers(&self, job: usize) -> usize {
        self.model(job).flop.len()
    }

    /// Bytes of a layer's (from 1) parameters.
    pub fn weight_bytes(&self, job: usize, layer: usize) -> f64 {
        self.model(job).weight_bytes[layer - 1]
    }

    /// Who makes and who reads the tensors of a job's model.
    pub fn flow(&self, job: usize) -> &Dataflow {
        &self.model(job).flow
    }

    /// Bytes that a job moves on its way.
    pub fn payload_bytes(&self, job: usize, journey: &Journey) -> f64 {
        journey.live_bytes(self.flow(job)) * self.jobs[job].batch
    }

    /// How long a layer (from 1) of a job keeps a node busy: measured seconds, else the roofline,
    /// else work over rate.
    pub fn compute_seconds(&self, job: usize, layer: usize, node: usize) -> f64 {
        let (model, node) = (self.model(job), &self.nodes[node]);
        let batch = self.jobs[job].batch;
        let measured = node
            .device
            .and_then(|device| model.measured_seconds[layer - 1][device]);
        if let Some(seconds) = measured {
            return seconds * batch;
        }
        let touched_bytes = self.weight_bytes(job, layer) + model.touched_bytes[layer - 1] * batch;
        let work_seconds = model.flop[layer - 1] * batch / node.flop_per_second;
        work_seconds.max(touched_bytes / node.memory_bytes_per_second)
    }

    /// How long what a job moves keeps a directed link busy.
    pub fn transmission_seconds(&self, job: usize, journey: &Journey, link: usize) -> f64 {
        self.payload_bytes(job, journey) / self.links[link].bits_per_second * 8.0
    }

    fn model(&self, job: usize) -> &ModelFacts {
        &self.models[self.jobs[job].model]
    }
}

/// What a resource is, with its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Node(usize),
    Link(usize),
}

impl NodeFacts {
    fn of(node: &Node, devices: &HashMap<&str, usize>) -> NodeFacts {
        let device = node.device.as_ref();
        NodeFacts {
            flop_per_second: node.flop_per_second,
            memory_bytes: node.memory_bytes.unwrap_or(f64::INFINITY),
            memory_bytes_per_second: node.memory_bytes_per_second.unwrap_or(f64::INFINITY),
            backlog_seconds: if node.backlog_flop > 0.0 {
                node.backlog_flop / node.flop_per_second
            } else {
                0.0
            },
            device: device.map(|device| devices[device.as_str()]),
        }
    }
}

impl LinkFacts {
    fn of(link: &Link, from: usize, to: usize) -> LinkFacts {
        LinkFacts {
            from,
            to,
            bits_per_second: link.bits_per_second,
            delay_seconds: link.delay_seconds,
            backlog_seconds: link.backlog_bits / link.bits_per_second,
        }
    }
}

impl ModelFacts {
    fn of(model: &Model, devices: &HashMap<&str, usize>) -> ModelFacts {
        let layers = || model.layers.iter();
        let flow = Dataflow::of(model);
        let touched_bytes = |layer| {
            let reads = flow.reads(layer).iter().copied();
            flow.bytes(reads) + flow.bytes(flow.makes(layer))
        };
        ModelFacts {
            flop: layers().map(|layer| layer.flop.unwrap_or(0.0)).collect(),
            weight_bytes: layers().map(|layer| layer.weight_bytes).collect(),
            touched_bytes: (1..=model.layers.len()).map(touched_bytes).collect(),
            measured_seconds: layers()
                .map(|layer| {
                    let mut row = vec![None; devices.len()];
                    for (device, &seconds) in &layer.seconds_on {
                        if let Some(&device) = devices.get(device.as_str()) {
                            row[device] = Some(seconds);
                        }
                    }
                    row
                })
                .collect(),
            flow,
        }
    }
}

/// Refuses a job that cannot be routed so far.
///
/// # Errors
/// Those of [`check_work`].
pub(super) fn check_job(scenario: &Scenario, job: usize) -> Result<()> {
    let (index, model) = model_of(scenario, job);
    check_work(index, model)
}
