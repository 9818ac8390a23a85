//! Scenarios large enough for pruning, sampled bounds and the change from sweeps to Dijkstra.

use super::Instance;
use proptest::prelude::*;
use splitway::Scenario;
use splitway::scenario::{FORMAT, Job, Layer, Link, Model, Network, Node, Options, Pin};
use std::ops::RangeInclusive;

/// How the compute rates differ.
#[derive(Debug, Clone, Copy)]
pub enum Rates {
    /// Over two decades.
    Spread,
    /// By at most 10 %.
    Alike,
}

/// How the nodes are joined.
#[derive(Debug, Clone, Copy)]
pub enum Links {
    /// A ring and random chords.
    Random,
    /// A chain, and slower and slower shortcuts past it: sweeps improve it one hop at a time.
    Shortcuts,
}

/// What a large scenario is made from.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub nodes: usize,
    pub layers: usize,
    pub rates: Rates,
    pub links: Links,
    pub seed: u64,
}

/// Shapes with numbers of nodes and layers from two ranges.
pub fn shapes(
    nodes: RangeInclusive<usize>,
    layers: RangeInclusive<usize>,
) -> impl Strategy<Value = Shape> {
    let rates = prop_oneof![Just(Rates::Spread), Just(Rates::Alike)];
    let links = prop_oneof![3 => Just(Links::Random), 1 => Just(Links::Shortcuts)];
    (nodes, layers, rates, links, any::<u64>()).prop_map(|(nodes, layers, rates, links, seed)| {
        Shape {
            nodes,
            layers,
            rates,
            links,
            seed,
        }
    })
}

/// Random numbers from a seed (splitmix64).
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// Uniform in [low, high).
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.bits() >> 11) as f64 / (1u64 << 53) as f64)
    }

    /// Log-uniform in [low, high).
    fn magnitude(&mut self, low: f64, high: f64) -> f64 {
        self.between(low.ln(), high.ln()).exp()
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.bits() % limit as u64) as usize
    }

    fn chance(&mut self, share: f64) -> bool {
        self.between(0.0, 1.0) < share
    }
}

impl Shape {
    /// The scenario of this shape.
    pub fn instance(&self) -> Instance {
        let mut random = Random(self.seed);
        let has_backlogs = random.chance(0.5);
        let has_devices = random.chance(0.2);
        let nodes = (0..self.nodes)
            .map(|index| self.node(&mut random, index, has_backlogs, has_devices))
            .collect();
        let links = match self.links {
            Links::Random => self.random_links(&mut random, has_backlogs),
            Links::Shortcuts => self.shortcuts(),
        };
        let layers = (1..=self.layers)
            .map(|number| layer(&mut random, number, has_devices))
            .collect();
        let job = self.job(&mut random);
        Instance(Scenario {
            schema: None,
            format: FORMAT.to_owned(),
            network: Network {
                name: None,
                nodes,
                links,
            },
            models: vec![Model {
                id: "model".to_owned(),
                input_bytes: Some(random.magnitude(1e4, 1e7)),
                inputs: None,
                outputs: None,
                layers,
            }],
            jobs: vec![job],
            options: Options::default(),
        })
    }

    fn node(
        &self,
        random: &mut Random,
        index: usize,
        has_backlogs: bool,
        has_devices: bool,
    ) -> Node {
        let flop_per_second = match self.rates {
            _ if random.chance(0.1) => 0.0,
            Rates::Spread => random.magnitude(1e10, 1e12),
            Rates::Alike => random.between(1e11, 1.1e11),
        };
        let has_backlog = has_backlogs && flop_per_second > 0.0 && random.chance(0.3);
        Node {
            id: format!("node{index}"),
            label: None,
            flop_per_second,
            backlog_flop: if has_backlog {
                random.magnitude(1e8, 1e11)
            } else {
                0.0
            },
            memory_bytes: None,
            memory_bytes_per_second: (has_devices && random.chance(0.3))
                .then(|| random.magnitude(1e9, 1e12)),
            device: (has_devices && random.chance(0.3)).then(|| "board".to_owned()),
            watts: None,
            price_per_second: None,
            tags: Vec::new(),
            latitude: None,
            longitude: None,
        }
    }

    /// About five directed links a node.
    fn random_links(&self, random: &mut Random, has_backlogs: bool) -> Vec<Link> {
        let chord = |random: &mut Random| {
            let from = random.below(self.nodes);
            (from, (from + 1 + random.below(self.nodes - 1)) % self.nodes)
        };
        (0..5 * self.nodes / 2)
            .map(|index| {
                let (from, to) = if index < self.nodes {
                    (index, (index + 1) % self.nodes)
                } else {
                    chord(random)
                };
                Link {
                    bits_per_second: random.magnitude(1e6, 1e10),
                    delay_seconds: random.magnitude(1e-4, 1e-2),
                    backlog_bits: if has_backlogs && random.chance(0.3) {
                        random.magnitude(1e4, 1e8)
                    } else {
                        0.0
                    },
                    both_ways: random.chance(0.95),
                    ..link(from, to, 0.0)
                }
            })
            .collect()
    }

    fn shortcuts(&self) -> Vec<Link> {
        let chain = (1..self.nodes).map(|node| link(node - 1, node, 1e-3));
        let past = (2..self.nodes).map(|node| link(0, node, (2 * node + 1) as f64 * 1e-3));
        let back = (1..self.nodes).map(|node| link(node, 0, 5e-3));
        chain.chain(past).chain(back).collect()
    }

    fn job(&self, random: &mut Random) -> Job {
        let pins = if random.chance(0.3) { 2 } else { 0 };
        Job {
            id: "job".to_owned(),
            model: "model".to_owned(),
            source: match self.links {
                Links::Random => format!("node{}", random.below(self.nodes)),
                Links::Shortcuts => "node0".to_owned(),
            },
            destination: format!("node{}", random.below(self.nodes)),
            release_seconds: if random.chance(0.3) { 0.25 } else { 0.0 },
            weight: 1.0,
            batch: 1,
            pins: (0..pins)
                .map(|_| {
                    let first_layer = 1 + random.below(self.layers);
                    Pin {
                        first_layer,
                        last_layer: first_layer,
                        nodes: (0..3)
                            .map(|_| format!("node{}", random.below(self.nodes)))
                            .collect(),
                        tags: Vec::new(),
                    }
                })
                .collect(),
        }
    }
}

fn layer(random: &mut Random, number: usize, has_devices: bool) -> Layer {
    let mut seconds_on = std::collections::BTreeMap::new();
    if has_devices && random.chance(0.5) {
        seconds_on.insert("board".to_owned(), random.magnitude(1e-4, 1e-1));
    }
    Layer {
        name: format!("layer{number}"),
        kind: String::new(),
        flop: Some(random.magnitude(1e7, 1e10)),
        output_bytes: Some(random.magnitude(1e3, 1e7)),
        outputs: None,
        inputs: None,
        weight_bytes: random.magnitude(1e3, 1e7),
        seconds_on,
    }
}

/// A fast link that takes its delay.
fn link(from: usize, to: usize, delay_seconds: f64) -> Link {
    Link {
        from: format!("node{from}"),
        to: format!("node{to}"),
        bits_per_second: 1e10,
        delay_seconds,
        backlog_bits: 0.0,
        both_ways: false,
        joules_per_bit: None,
        price_per_byte: None,
    }
}
