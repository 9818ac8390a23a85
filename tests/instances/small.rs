//! Scenarios small enough for brute force, with everything that a scenario can have.

use super::Instance;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use splitway::Scenario;
use splitway::scenario::{FORMAT, Job, Layer, Link, Model, Network, Node, Options, Pin};

/// Where the numbers of a scenario come from.
#[derive(Debug, Clone, Copy)]
pub enum Numbers {
    /// A few small ones, so that ties abound; thirds among them, so that some miss by rounding.
    Few,
    /// Many magnitudes, as real networks and models have them.
    Wild,
    /// Far more magnitudes than real ones have; some sums overflow.
    Extreme,
}

/// Layers that may be placed in at most about 3,000 ways, by number of nodes less one.
const MOST_LAYERS: [usize; 6] = [8, 8, 7, 5, 4, 4];

const DEVICES: [&str; 2] = ["board", "card"];
const TAGS: [&str; 3] = ["trusted", "indoors", "rented"];

/// Scenarios with one job.
pub fn scenarios(numbers: Numbers) -> impl Strategy<Value = Instance> {
    let shape = (1..=6usize).prop_flat_map(|nodes| (Just(nodes), 1..=MOST_LAYERS[nodes - 1]));
    shape.prop_flat_map(move |(node_count, layers)| {
        let links = if node_count == 1 { 0..=0 } else { 0..=12usize };
        (
            vec(node(numbers), node_count),
            vec(link(numbers, node_count), links),
            amount(numbers, &[0.0, 1.0, 2.0, 3.0], 0.0..8.0),
            vec(layer(numbers), layers),
            job(numbers, node_count, layers),
        )
            .prop_map(scenario)
    })
}

/// Scenarios with so many jobs of two models.
pub fn workloads(
    numbers: Numbers,
    jobs: std::ops::RangeInclusive<usize>,
) -> impl Strategy<Value = Instance> {
    let one = (scenarios(numbers), scenarios(numbers));
    let with_jobs = one.prop_flat_map(move |(Instance(first), Instance(second))| {
        let nodes = first.network.nodes.len();
        let layers = |scenario: &Scenario| scenario.models[0].layers.len();
        let job_of = |layers: usize, model: &'static str| {
            let weight = select(&[1.0, 1.0, 2.0, 0.5][..]);
            (job(numbers, nodes, layers), weight).prop_map(move |(mut job, weight)| {
                job.model = model.to_owned();
                job.weight = weight;
                job
            })
        };
        let either = prop_oneof![
            2 => job_of(layers(&first), "model"),
            1 => job_of(layers(&second), "other"),
        ];
        (Just(first), Just(second), vec(either, jobs.clone()))
    });
    with_jobs.prop_map(|(mut scenario, mut second, mut jobs)| {
        let mut other = second.models.remove(0);
        other.id = "other".to_owned();
        scenario.models.push(other);
        for (index, job) in jobs.iter_mut().enumerate() {
            job.id = format!("job{index}");
            let nodes = &scenario.network.nodes;
            for pin in &mut job.pins {
                let is_borne = |tag| nodes.iter().any(|node| node.tags.contains(tag));
                if pin.nodes.is_empty() && !pin.tags.iter().any(is_borne) {
                    pin.nodes.push(node_id(0));
                }
            }
        }
        scenario.jobs = jobs;
        Instance(scenario)
    })
}

/// A scenario from its parts; ids are given by place.
fn scenario(
    (mut nodes, links, input_bytes, mut layers, mut job): (
        Vec<Node>,
        Vec<Link>,
        f64,
        Vec<Layer>,
        Job,
    ),
) -> Instance {
    for (index, node) in nodes.iter_mut().enumerate() {
        node.id = node_id(index);
    }
    for (index, layer) in layers.iter_mut().enumerate() {
        layer.name = format!("layer{}", index + 1);
    }
    for pin in &mut job.pins {
        let is_borne = |tag| nodes.iter().any(|node| node.tags.contains(tag));
        if pin.nodes.is_empty() && !pin.tags.iter().any(is_borne) {
            pin.nodes.push(node_id(0));
        }
    }
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
            input_bytes: Some(input_bytes),
            inputs: None,
            outputs: None,
            layers,
        }],
        jobs: vec![job],
        options: Options::default(),
    })
}

fn node_id(index: usize) -> String {
    format!("node{index}")
}

fn node(numbers: Numbers) -> impl Strategy<Value = Node> {
    (
        amount(numbers, &[0.0, 1.0, 2.0, 3.0, 4.0], 6.0..13.0),
        seldom(amount(numbers, &[1.0, 2.0, 5.0], 5.0..12.0)),
        option::weighted(0.2, rate(numbers, &[1.0, 2.0, 8.0], 6.0..12.0)),
        option::weighted(0.4, select(&DEVICES[..])),
        option::weighted(0.8, amount(numbers, &[0.0, 1.0, 3.0], 0.0..3.0)),
        option::weighted(0.8, amount(numbers, &[0.0, 0.5, 1.0], -6.0..0.0)),
        subsequence(&TAGS[..], 0..=TAGS.len()),
    )
        .prop_map(
            |(flop_per_second, backlog_flop, memory, device, watts, price, tags)| Node {
                id: String::new(),
                label: None,
                flop_per_second,
                backlog_flop: if flop_per_second > 0.0 {
                    backlog_flop
                } else {
                    0.0
                },
                memory_bytes: None,
                memory_bytes_per_second: memory,
                device: device.map(str::to_owned),
                watts,
                price_per_second: price,
                tags: tags.into_iter().map(str::to_owned).collect(),
                latitude: None,
                longitude: None,
            },
        )
}

/// A link between any two of the nodes; parallel ones come by themselves.
fn link(numbers: Numbers, nodes: usize) -> impl Strategy<Value = Link> {
    let ends = (0..nodes, 1..nodes.max(2));
    (
        ends,
        rate(numbers, &[4.0, 8.0, 16.0, 24.0], 3.0..10.0),
        amount(numbers, &[0.0, -0.0, 0.5, 1.0], -6.0..0.0),
        seldom(amount(numbers, &[4.0, 16.0, 48.0], 3.0..9.0)),
        any::<bool>(),
        option::weighted(0.8, amount(numbers, &[0.0, 1.0], -9.0..-6.0)),
        option::weighted(0.8, amount(numbers, &[0.0, 1.0], -9.0..-6.0)),
    )
        .prop_map(
            move |((from, step), bits_per_second, delay, backlog, both_ways, joules, price)| Link {
                from: node_id(from),
                to: node_id((from + step) % nodes),
                bits_per_second,
                delay_seconds: delay,
                backlog_bits: backlog,
                both_ways,
                joules_per_bit: joules,
                price_per_byte: price,
            },
        )
}

fn layer(numbers: Numbers) -> impl Strategy<Value = Layer> {
    let seconds = amount(numbers, &[0.0, 0.5, 1.0, 2.0], -6.0..0.0);
    (
        amount(numbers, &[0.0, 1.0, 2.0, 3.0, 4.0], 3.0..11.0),
        amount(numbers, &[0.0, 1.0, 2.0, 3.0], 0.0..8.0),
        amount(numbers, &[0.0, 1.0, 8.0], 0.0..9.0),
        seldom_any(btree_map(
            select(&DEVICES[..]).prop_map(str::to_owned),
            seconds,
            0..=2,
        )),
    )
        .prop_map(|(flop, output_bytes, weight_bytes, seconds_on)| Layer {
            name: String::new(),
            kind: String::new(),
            flop: Some(flop),
            output_bytes: Some(output_bytes),
            outputs: None,
            inputs: None,
            weight_bytes,
            seconds_on,
        })
}

fn job(numbers: Numbers, nodes: usize, layers: usize) -> impl Strategy<Value = Job> {
    (
        0..nodes,
        0..nodes,
        seldom(amount(numbers, &[0.5, 1.0, 4.0], -3.0..4.0)),
        select(&[1, 1, 1, 2, 3][..]),
        prop_oneof![
            2 => Just(Vec::new()),
            1 => vec(pin(nodes, layers), 1..=3),
        ],
    )
        .prop_map(|(source, destination, release_seconds, batch, pins)| Job {
            id: "job".to_owned(),
            model: "model".to_owned(),
            source: node_id(source),
            destination: node_id(destination),
            release_seconds,
            weight: 1.0,
            batch,
            pins,
        })
}

fn pin(nodes: usize, layers: usize) -> impl Strategy<Value = Pin> {
    let ids: Vec<String> = (0..nodes).map(node_id).collect();
    (
        any::<Index>(),
        any::<Index>(),
        subsequence(ids, 0..=nodes),
        subsequence(&TAGS[..], 0..=2),
    )
        .prop_map(move |(first, more, nodes, tags)| {
            let first_layer = 1 + first.index(layers);
            Pin {
                first_layer,
                last_layer: first_layer + more.index(layers + 1 - first_layer),
                nodes,
                tags: tags.into_iter().map(str::to_owned).collect(),
            }
        })
}

/// A number ≥ 0: one of the few, or 10 to a power from the range (and now and then 0 if the few
/// have it).
fn amount(
    numbers: Numbers,
    few: &'static [f64],
    powers: std::ops::Range<f64>,
) -> BoxedStrategy<f64> {
    let wild = match numbers {
        Numbers::Few => return select(few).boxed(),
        Numbers::Wild => powers,
        Numbers::Extreme => -200.0..200.0,
    };
    let wild = wild.prop_map(|power| 10f64.powf(power));
    if few.contains(&0.0) {
        prop_oneof![1 => Just(0.0), 6 => wild].boxed()
    } else {
        wild.boxed()
    }
}

/// A number above 0.
fn rate(numbers: Numbers, few: &'static [f64], powers: std::ops::Range<f64>) -> BoxedStrategy<f64> {
    assert!(!few.contains(&0.0));
    amount(numbers, few, powers)
}

/// Mostly 0.
fn seldom(amount: BoxedStrategy<f64>) -> impl Strategy<Value = f64> {
    prop_oneof![2 => Just(0.0), 1 => amount]
}

/// Mostly empty.
fn seldom_any<T: Default + Clone + std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
) -> impl Strategy<Value = T> {
    prop_oneof![3 => Just(T::default()), 1 => strategy]
}
