//! The instances: random networks and models of given sizes, and one that is built to be hard.
//!
//! Numbers are chosen so that computing and moving cost about the same, for otherwise every plan
//! stays where it is or runs to the fastest node and there is nothing to search for: VGG19's
//! 39 GFLOP take 39 ms at the mean rate of 1 TFLOP/s, and its 0.6 MB input takes 0.5 to 48 ms
//! over one link.

use crate::random::Random;
use splitway::scenario::{Job, Layer, Link, Model, Network, Node, Options, Scenario};

/// Nodes and layers.
pub type Size = (usize, usize);

const SIZES: [Size; 4] = [(14, 24), (100, 50), (1_000, 100), (10_000, 100)];
const VARIATIONS: Size = (1_000, 100);

const TOTAL_FLOP: f64 = 39e9;
const MEAN_FLOP_PER_SECOND: f64 = 1e12;
const LINKS_PER_NODE: usize = 5;
const ANSWER_BYTES: f64 = 4_000.0;

/// Bytes of VGG19's tensors by depth; straight lines between these on a log scale.
const PAYLOAD_PROFILE: [(f64, f64); 5] = [
    (0.0, 602_112.0),
    (0.05, 12.8e6),
    (0.45, 1.6e6),
    (0.8, 100e3),
    (1.0, 16e3),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Compute rates log-uniform over two decades.
    Spread,
    /// All compute rates within 10 %.
    Alike,
    /// Alike, with tensors and delays so small that moving is cheap and little can be left out.
    Cheap,
    /// Spread, on a mesh: its ways have many more steps.
    Mesh,
    /// A decoder: weights are read at each node's memory rate, tensors are small.
    Memory,
    /// Spread, with work queued at every node and link.
    Backlog,
    /// Spread, with an input so large and a source so slow that only a split is good: the source
    /// runs the layers until tensors are small.
    Split,
    /// Every copy takes label-correcting sweeps about as many rounds as there are nodes.
    Hard,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Spread => "spread",
            Kind::Alike => "alike",
            Kind::Cheap => "cheap moves",
            Kind::Mesh => "mesh",
            Kind::Memory => "memory-bound",
            Kind::Backlog => "backlogs",
            Kind::Split => "split pays",
            Kind::Hard => "hard for sweeps",
        }
    }
}

/// All instances, in the order of the table.
pub fn all() -> Vec<(Kind, Size)> {
    let sizes = SIZES.into_iter();
    let mut all: Vec<_> = sizes
        .flat_map(|size| [(Kind::Spread, size), (Kind::Alike, size)])
        .collect();
    let others = [
        Kind::Cheap,
        Kind::Mesh,
        Kind::Memory,
        Kind::Backlog,
        Kind::Split,
        Kind::Hard,
    ];
    all.extend(others.map(|kind| (kind, VARIATIONS)));
    all
}

/// The instance of a kind and size; always the same one.
pub fn make(kind: Kind, (nodes, layers): Size) -> Scenario {
    let random = &mut Random::seeded(nodes as u64 * 1_000 + layers as u64);
    if kind == Kind::Hard {
        return hard(random, nodes, layers);
    }
    let mut network = Network {
        name: None,
        nodes: (0..nodes)
            .map(|index| node(index, rate(random, kind)))
            .collect(),
        links: match kind {
            Kind::Mesh => mesh(random, nodes),
            _ => ring_with_chords(random, nodes),
        },
    };
    let mut model = vgg_like(random, layers);
    match kind {
        Kind::Cheap => make_moves_cheap(&mut network, &mut model),
        Kind::Memory => make_memory_bound(random, &mut network, &mut model),
        Kind::Backlog => add_backlogs(random, &mut network),
        _ => {}
    }
    let source = random.below(nodes);
    if kind == Kind::Split {
        make_splits_pay(&mut network.nodes[source], &mut model);
    }
    let destination = (source + 1 + random.below(nodes - 1)) % nodes;
    scenario(network, model, source, destination)
}

fn scenario(network: Network, model: Model, source: usize, destination: usize) -> Scenario {
    Scenario {
        schema: None,
        format: "splitway/scenario@1".into(),
        jobs: vec![Job {
            id: "job".into(),
            model: model.id.clone(),
            source: network.nodes[source].id.clone(),
            destination: network.nodes[destination].id.clone(),
            release_seconds: 0.0,
            weight: 1.0,
            batch: 1,
            pins: Vec::new(),
        }],
        network,
        models: vec![model],
        options: Options::default(),
    }
}

fn node_id(index: usize) -> String {
    format!("node {index}")
}

fn node(index: usize, flop_per_second: f64) -> Node {
    Node {
        id: node_id(index),
        label: None,
        flop_per_second,
        backlog_flop: 0.0,
        memory_bytes: None,
        memory_bytes_per_second: None,
        device: None,
        watts: None,
        price_per_second: None,
        tags: Vec::new(),
        latitude: None,
        longitude: None,
    }
}

fn link(from: usize, to: usize, bits_per_second: f64, delay_seconds: f64) -> Link {
    Link {
        from: node_id(from),
        to: node_id(to),
        bits_per_second,
        delay_seconds,
        backlog_bits: 0.0,
        both_ways: true,
        joules_per_bit: None,
        price_per_byte: None,
    }
}

fn layer(number: usize, flop: f64, output_bytes: f64) -> Layer {
    Layer {
        name: format!("layer {number}"),
        kind: String::new(),
        flop: Some(flop),
        output_bytes: Some(output_bytes),
        outputs: None,
        inputs: None,
        weight_bytes: 0.0,
        seconds_on: Default::default(),
    }
}

fn model(input_bytes: f64, layers: Vec<Layer>) -> Model {
    Model {
        id: "model".into(),
        input_bytes: Some(input_bytes),
        inputs: None,
        outputs: None,
        layers,
    }
}

fn rate(random: &mut Random, kind: Kind) -> f64 {
    let factor = match kind {
        Kind::Alike | Kind::Cheap => random.between(0.95, 1.05),
        _ => random.log_between(0.1, 10.0),
    };
    factor * MEAN_FLOP_PER_SECOND
}

fn random_link(random: &mut Random, from: usize, to: usize) -> Link {
    let bits_per_second = random.log_between(1e8, 1e10);
    link(from, to, bits_per_second, random.between(1e-4, 5e-3))
}

/// A ring through all nodes, so that it hangs together, and random chords.
fn ring_with_chords(random: &mut Random, nodes: usize) -> Vec<Link> {
    let mut ring: Vec<usize> = (0..nodes).collect();
    random.shuffle(&mut ring);
    let mut links: Vec<Link> = (0..nodes)
        .map(|place| random_link(random, ring[place], ring[(place + 1) % nodes]))
        .collect();
    // Each link counts both ways.
    while links.len() < nodes * LINKS_PER_NODE / 2 {
        let (from, to) = (random.below(nodes), random.below(nodes));
        if from != to {
            links.push(random_link(random, from, to));
        }
    }
    links
}

/// A jittered grid: each node and the next ones right and below, half of the diagonals too.
fn mesh(random: &mut Random, nodes: usize) -> Vec<Link> {
    let width = (nodes as f64).sqrt() as usize;
    let mut links = Vec::new();
    for from in 0..nodes {
        let is_last_column = from % width == width - 1;
        let is_diagonal = random.below(2) == 0;
        let neighbours = [
            (from + 1, !is_last_column),
            (from + width, true),
            (from + width + 1, !is_last_column && is_diagonal),
        ];
        for (to, is_there) in neighbours {
            if is_there && to < nodes {
                links.push(random_link(random, from, to));
            }
        }
    }
    links
}

/// Tensors that first grow and then shrink, as VGG19's do, and work in uneven shares.
fn vgg_like(random: &mut Random, layers: usize) -> Model {
    let shares: Vec<f64> = (0..layers).map(|_| random.between(0.2, 1.8)).collect();
    let total: f64 = shares.iter().sum();
    let make = |(index, share): (usize, f64)| {
        let number = index + 1;
        let bytes = if number == layers {
            ANSWER_BYTES
        } else {
            profile_bytes(number as f64 / layers as f64) * random.between(0.8, 1.25)
        };
        layer(number, TOTAL_FLOP * share / total, bytes.round())
    };
    let layers = shares.into_iter().enumerate().map(make).collect();
    model(PAYLOAD_PROFILE[0].1, layers)
}

fn profile_bytes(depth: f64) -> f64 {
    let after = PAYLOAD_PROFILE[1..].iter().position(|&(at, _)| depth <= at);
    let after = after.map_or(PAYLOAD_PROFILE.len() - 1, |place| place + 1);
    let ((low, from), (high, to)) = (PAYLOAD_PROFILE[after - 1], PAYLOAD_PROFILE[after]);
    from * (to / from).powf((depth - low) / (high - low))
}

/// Devices of eight kinds, each with measured times for all layers, on links as quick as a machine's
/// own.
pub fn mix_devices(network: &mut Network, model: &mut Model) {
    const KINDS: usize = 8;
    let random = &mut Random::seeded(KINDS as u64);
    let kind = |number: usize| format!("kind {number}");
    for node in &mut network.nodes {
        node.device = Some(kind(random.below(KINDS)));
    }
    for layer in &mut model.layers {
        let seconds = layer.flop.unwrap_or(0.0) / MEAN_FLOP_PER_SECOND;
        let drawn =
            (0..KINDS).map(|number| (kind(number), seconds * random.log_between(0.1, 10.0)));
        layer.seconds_on = drawn.collect();
    }
    for link in &mut network.links {
        link.delay_seconds *= 1e-3;
        link.bits_per_second *= 1e2;
    }
}

fn make_moves_cheap(network: &mut Network, model: &mut Model) {
    for link in &mut network.links {
        link.delay_seconds *= 0.01;
    }
    let smaller = |bytes: Option<f64>| bytes.map(|bytes| bytes * 1e-3);
    model.input_bytes = smaller(model.input_bytes);
    for layer in &mut model.layers {
        layer.output_bytes = smaller(layer.output_bytes);
    }
}

/// When tensors get small, four fifths of the work remain, which take this source 0.31 s; to send
/// the input on takes 0.05 to 5 s over one link.
fn make_splits_pay(source: &mut Node, model: &mut Model) {
    source.flop_per_second = 0.1 * MEAN_FLOP_PER_SECOND;
    model.input_bytes = Some(60e6);
    let layers = model.layers.len();
    for (index, layer) in model.layers.iter_mut().enumerate() {
        let bytes = if index < layers / 5 { 50e6 } else { 10e3 };
        layer.output_bytes = Some(bytes);
    }
}

fn make_memory_bound(random: &mut Random, network: &mut Network, model: &mut Model) {
    for node in &mut network.nodes {
        node.flop_per_second *= 10.0;
        node.memory_bytes_per_second = Some(random.log_between(2e10, 2e12));
    }
    model.input_bytes = Some(8_192.0);
    for layer in &mut model.layers {
        let weights = random.between(2e7, 2e8);
        layer.weight_bytes = weights;
        layer.flop = Some(weights);
        layer.output_bytes = Some(8_192.0);
    }
}

fn add_backlogs(random: &mut Random, network: &mut Network) {
    for node in &mut network.nodes {
        node.backlog_flop = node.flop_per_second * random.between(0.0, 0.05);
    }
    for link in &mut network.links {
        link.backlog_bits = link.bits_per_second * random.between(0.0, 0.01);
    }
}

/// A chain of nodes with shortcuts that cost more than the steps they skip.
///
/// Sweeps reach every node over shortcuts first and then correct it again and again while the
/// better labels come along the chain. Tensors shrink a little with every layer, so this happens
/// anew in every copy; the last layer is so heavy that it has to run at the end of the chain, while
/// the answer is so small that bounds by the smallest tensor leave nearly everything in.
fn hard(random: &mut Random, nodes: usize, layers: usize) -> Scenario {
    const STEP_BITS_PER_SECOND: f64 = 1e10;
    let mut chain: Vec<usize> = (0..nodes).collect();
    random.shuffle(&mut chain);
    let mut links = Vec::new();
    for (place, &from) in chain.iter().enumerate() {
        for (steps, cost) in [(16, 33.0), (8, 14.0), (4, 6.0), (2, 2.5), (1, 1.0)] {
            if let Some(&to) = chain.get(place + steps) {
                let rate = STEP_BITS_PER_SECOND / cost;
                let one_way = Link {
                    both_ways: false,
                    ..link(from, to, rate, 1e-7 * cost)
                };
                links.push(one_way);
            }
        }
    }
    let (source, destination) = (chain[0], chain[nodes - 1]);
    let rates = (0..nodes).map(|index| if index == destination { 1e13 } else { 1e10 });
    let network = Network {
        name: None,
        nodes: rates
            .enumerate()
            .map(|(index, rate)| node(index, rate))
            .collect(),
        links,
    };
    let make = |number: usize| {
        if number == layers {
            return layer(number, 1e11, ANSWER_BYTES);
        }
        let bytes = 1e6 - 5e5 * number as f64 / layers as f64;
        layer(number, 1e9 / layers as f64, bytes.round())
    };
    let model = model(1e6, (1..=layers).map(make).collect());
    scenario(network, model, source, destination)
}
