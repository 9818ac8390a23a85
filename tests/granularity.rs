//! Coarser models are the same graph: random graphs, checked against the definitions.

mod instances;

use instances::for_all;
use proptest::prelude::*;
use splitway::import::{Coarsened, Granularity, coarsen};
use splitway::scenario::{Layer, Model, Tensor};
use std::collections::{BTreeSet, HashMap, HashSet};

const KINDS: [&str; 9] = [
    "Conv",
    "BatchNormalization",
    "Relu",
    "Add",
    "Mul",
    "Sigmoid",
    "Concat",
    "MaxPool",
    "Reshape",
];

/// A layer to be: its kind, which earlier tensors it reads (counted back), how many it makes.
type Plan = (usize, Vec<usize>, usize, bool);

/// Every tensor has bytes of its own, so that it can be told from all others, and layers' tensors
/// become smaller, so that groups may form.
fn model(inputs: usize, plans: &[Plan], chosen: bool) -> Model {
    let mut next = 1_000_000.0;
    let mut fresh = || {
        next -= 1.0;
        next
    };
    let mut names: Vec<String> = Vec::new();
    let inputs: Vec<Tensor> = (0..inputs)
        .map(|index| {
            names.push(format!("in{index}"));
            Tensor {
                name: format!("in{index}"),
                bytes: fresh(),
            }
        })
        .collect();
    let mut outputs = BTreeSet::new();
    let mut layers = Vec::new();
    for (index, (kind, back, made, is_output)) in plans.iter().enumerate() {
        let read = back
            .iter()
            .map(|back| names[names.len() - 1 - back % names.len()].clone());
        let mut read: Vec<String> = read.collect();
        read.dedup();
        let name = format!("l{index}");
        let mut layer = Layer {
            name: name.clone(),
            kind: KINDS[kind % KINDS.len()].to_owned(),
            flop: Some((index * 7 + 1) as f64),
            output_bytes: None,
            outputs: None,
            inputs: Some(read),
            weight_bytes: (index * 3) as f64,
            seconds_on: [("d".to_owned(), index as f64)].into(),
        };
        if *made <= 1 {
            layer.output_bytes = Some(fresh());
            names.push(name);
        } else {
            let tensor = |place: usize| Tensor {
                name: format!("o{place}"),
                bytes: fresh(),
            };
            let of_layer: Vec<Tensor> = (0..*made).map(tensor).collect();
            names.extend(
                of_layer
                    .iter()
                    .map(|tensor| format!("{name}:{}", tensor.name)),
            );
            layer.outputs = Some(of_layer);
        }
        if *is_output {
            outputs.insert(names[names.len() - 1].clone());
        }
        layers.push(layer);
    }
    outputs.insert(names[names.len() - 1].clone());
    Model {
        id: "m".to_owned(),
        input_bytes: None,
        inputs: Some(inputs),
        outputs: chosen.then(|| outputs.into_iter().collect()),
        layers,
    }
}

fn models() -> impl Strategy<Value = Model> {
    let plan = (
        0usize..9,
        prop::collection::vec(0usize..5, 0..4),
        0usize..3,
        prop::bool::weighted(0.1),
    );
    (1usize..3, prop::collection::vec(plan, 1..40), any::<bool>())
        .prop_map(|(inputs, plans, chosen)| model(inputs, &plans, chosen))
}

/// A chain with skips, as image classifiers have them: groups and blocks do form.
fn nets() -> impl Strategy<Value = Model> {
    let plan = (0usize..9, prop::option::weighted(0.15, 1usize..6));
    prop::collection::vec(plan, 1..60).prop_map(|plans| {
        let plans: Vec<Plan> = plans
            .into_iter()
            .map(|(kind, skip)| (kind, std::iter::once(0).chain(skip).collect(), 1, false))
            .collect();
        model(1, &plans, false)
    })
}

/// A model by the bytes of its tensors, which are their identity.
struct Facts {
    inputs: Vec<u64>,
    reads: Vec<BTreeSet<u64>>,
    makes: Vec<BTreeSet<u64>>,
    outputs: BTreeSet<u64>,
}

fn facts(model: &Model) -> Facts {
    let mut bytes: HashMap<String, u64> = HashMap::new();
    let inputs: Vec<Tensor> = model.inputs.clone().unwrap_or_else(|| {
        vec![Tensor {
            name: "input".to_owned(),
            bytes: model.input_bytes.unwrap(),
        }]
    });
    let mut read_by_default: BTreeSet<u64> = BTreeSet::new();
    for tensor in &inputs {
        bytes.insert(tensor.name.clone(), tensor.bytes as u64);
        read_by_default.insert(tensor.bytes as u64);
    }
    let (mut reads, mut makes) = (Vec::new(), Vec::new());
    for layer in &model.layers {
        reads.push(match &layer.inputs {
            Some(names) => names.iter().map(|name| bytes[name]).collect(),
            None => read_by_default.clone(),
        });
        let made: BTreeSet<u64> = match &layer.outputs {
            Some(outputs) => outputs
                .iter()
                .map(|tensor| {
                    bytes.insert(
                        format!("{}:{}", layer.name, tensor.name),
                        tensor.bytes as u64,
                    );
                    tensor.bytes as u64
                })
                .collect(),
            None => {
                bytes.insert(layer.name.clone(), layer.output_bytes.unwrap() as u64);
                [layer.output_bytes.unwrap() as u64].into()
            }
        };
        read_by_default.clone_from(&made);
        makes.push(made);
    }
    let read: BTreeSet<u64> = reads.iter().flatten().copied().collect();
    let outputs = match &model.outputs {
        Some(names) => names.iter().map(|name| bytes[name]).collect(),
        None => makes
            .iter()
            .flatten()
            .copied()
            .filter(|tensor| !read.contains(tensor))
            .collect(),
    };
    let inputs = inputs.iter().map(|tensor| tensor.bytes as u64).collect();
    Facts {
        inputs,
        reads,
        makes,
        outputs,
    }
}

/// Tensors that are alive once some layers are done.
fn live(facts: &Facts, done: &HashSet<usize>) -> BTreeSet<u64> {
    let made = (0..facts.makes.len()).filter(|layer| done.contains(layer));
    let exists: BTreeSet<u64> = made
        .flat_map(|layer| facts.makes[layer].clone())
        .chain(facts.inputs.clone())
        .collect();
    let wanted = |tensor: &u64| {
        facts.outputs.contains(tensor)
            || (0..facts.reads.len())
                .any(|layer| !done.contains(&layer) && facts.reads[layer].contains(tensor))
    };
    exists.into_iter().filter(wanted).collect()
}

fn single_cuts(facts: &Facts) -> Vec<u64> {
    let boundaries = (1..facts.reads.len()).map(|count| live(facts, &(0..count).collect()));
    boundaries
        .filter(|live| live.len() == 1)
        .map(|live| *live.first().unwrap())
        .collect()
}

/// A scenario around a model, to have it checked.
fn assert_valid(model: &Model) {
    let text = serde_json::json!({
        "format": "splitway/scenario@1",
        "network": { "nodes": [{ "id": "a", "flopPerSecond": 1 }] },
        "models": [model],
    });
    if let Err(error) = splitway::Scenario::from_json(&text.to_string()) {
        panic!("{error} at {}\n{model:#?}", error.path());
    }
}

fn check(model: &Model, granularity: Granularity) -> Coarsened {
    assert_valid(model);
    let coarse = coarsen(model, granularity);
    assert_valid(&coarse.model);
    let (fine_facts, facts) = (facts(model), facts(&coarse.model));
    let mut layers: Vec<usize> = coarse.groups.concat();
    layers.sort_unstable();
    assert_eq!(
        layers,
        (0..model.layers.len()).collect::<Vec<_>>(),
        "every layer is in one group"
    );
    let sums: [fn(&Layer) -> f64; 3] = [
        |layer| layer.flop.unwrap(),
        |layer| layer.weight_bytes,
        |layer| layer.seconds_on["d"],
    ];
    for sum in sums {
        let [fine, coarse] =
            [model, &coarse.model].map(|model| model.layers.iter().map(sum).sum::<f64>());
        assert_eq!(fine, coarse);
    }
    let mut done = HashSet::new();
    for (index, group) in coarse.groups.iter().enumerate() {
        let inside = |tensor: &u64| {
            group
                .iter()
                .any(|&layer| fine_facts.makes[layer].contains(tensor))
        };
        let read: BTreeSet<u64> = group
            .iter()
            .flat_map(|&layer| fine_facts.reads[layer].clone())
            .filter(|tensor| !inside(tensor))
            .collect();
        assert_eq!(
            facts.reads[index], read,
            "what group {index} reads from outside"
        );
        let leaves = |tensor: &u64| {
            fine_facts.outputs.contains(tensor)
                || (0..model.layers.len()).any(|layer| {
                    !group.contains(&layer) && fine_facts.reads[layer].contains(tensor)
                })
        };
        let made: BTreeSet<u64> = group
            .iter()
            .flat_map(|&layer| fine_facts.makes[layer].clone())
            .collect();
        if group.len() > 1 {
            let leaving: BTreeSet<u64> = made.into_iter().filter(leaves).collect();
            assert_eq!(facts.makes[index], leaving, "what leaves group {index}");
        } else {
            assert_eq!(facts.makes[index], made);
        }
        // Drawn together, the groups so far are a set of layers that needs nothing of the others.
        done.extend(group.iter().copied());
        let coarse_live = live(&facts, &(0..=index).collect());
        assert_eq!(
            live(&fine_facts, &done),
            coarse_live,
            "what is alive after group {index}"
        );
    }
    assert_eq!(fine_facts.outputs, facts.outputs);
    coarse
}

fn check_all(model: &Model) {
    let operators = check(model, Granularity::Operators);
    assert_eq!(operators.groups.len(), model.layers.len());
    let fused = check(model, Granularity::Fused);
    let fine = facts(model);
    for group in fused.groups.iter().filter(|group| group.len() > 1) {
        let (last, before) = group.split_last().unwrap();
        assert_eq!(fine.makes[*last].len(), 1);
        let leaving = before
            .iter()
            .flat_map(|&layer| &fine.makes[layer])
            .filter(|tensor| {
                fine.outputs.contains(tensor)
                    || (0..model.layers.len())
                        .any(|layer| !group.contains(&layer) && fine.reads[layer].contains(tensor))
            });
        assert_eq!(
            leaving.count(),
            0,
            "one tensor leaves a fused group: its last one"
        );
    }
    let blocks = check(model, Granularity::Blocks);
    let (fused, blocks) = (facts(&fused.model), facts(&blocks.model));
    assert_eq!(single_cuts(&fused), single_cuts(&blocks), "the cuts stay");
    assert_eq!(
        single_cuts(&blocks).len() + 1,
        blocks.reads.len(),
        "blocks end at cuts"
    );
}

#[test]
fn random_graphs_stay_themselves() {
    for_all(1200, &models(), |model| check_all(&model));
}

#[test]
fn nets_with_skips_stay_themselves() {
    for_all(1200, &nets(), |model| check_all(&model));
}

fn chain(kinds: &[&str]) -> Model {
    let plans: Vec<Plan> = kinds
        .iter()
        .map(|kind| {
            (
                KINDS.iter().position(|known| known == kind).unwrap(),
                vec![0],
                1,
                false,
            )
        })
        .collect();
    model(1, &plans, false)
}

#[test]
fn what_follows_a_convolution_alone_joins_it() {
    let coarse = check(
        &chain(&[
            "Conv",
            "BatchNormalization",
            "Relu",
            "MaxPool",
            "Conv",
            "Relu",
        ]),
        Granularity::Fused,
    );
    assert_eq!(coarse.groups, [vec![0, 1, 2], vec![3], vec![4, 5]]);
    assert_eq!(coarse.model.layers[0].kind, "Conv+BatchNormalization+Relu");
    assert_eq!(coarse.model.layers[0].name, "l0");
    assert_eq!(
        coarse.model.inputs, None,
        "a chain needs no names of tensors"
    );
}

#[test]
fn a_gate_joins_with_what_it_gates() {
    let plans: Vec<Plan> = vec![
        (0, vec![0], 1, false),    // Conv
        (5, vec![0], 1, false),    // Sigmoid of it
        (4, vec![0, 1], 1, false), // both multiplied
        (0, vec![0], 1, false),    // Conv
    ];
    let coarse = check(&model(1, &plans, false), Granularity::Fused);
    assert_eq!(coarse.groups, [vec![0, 1, 2], vec![3]]);
}

#[test]
fn a_sum_joins_one_of_its_branches() {
    let plans: Vec<Plan> = vec![
        (0, vec![0], 1, false),    // Conv
        (0, vec![0], 1, false),    // Conv of it
        (0, vec![1], 1, false),    // Conv beside it
        (3, vec![0, 1], 1, false), // Add
        (2, vec![0], 1, false),    // Relu
    ];
    let coarse = check(&model(1, &plans, false), Granularity::Fused);
    assert_eq!(coarse.groups, [vec![0], vec![2], vec![1, 3, 4]]);
}

#[test]
fn nothing_joins_that_makes_more_bytes_than_it_reads() {
    let mut model = chain(&["Conv", "Add", "Relu"]);
    model.layers[1].output_bytes = Some(2_000_000.0);
    let coarse = check(&model, Granularity::Fused);
    assert_eq!(coarse.groups, [vec![0], vec![1, 2]]);
}

#[test]
fn work_that_is_unknown_makes_that_of_its_group_unknown() {
    let mut model = chain(&["Conv", "Relu", "Conv"]);
    model.layers[1].flop = None;
    let coarse = coarsen(&model, Granularity::Fused);
    assert_eq!(coarse.model.layers[0].flop, None);
    assert!(coarse.model.layers[1].flop.is_some());
}
