//! How many sets of layers can be done at one time.

use serde_json::{Value, json};
use splitway::{LayeredGraph, RouteOptions, Scenario, Wait, route, verify};

/// A scenario of two nodes with a model whose layers read from others, by place from 0.
pub fn model_of(reads: &[Vec<usize>]) -> Scenario {
    let layers = reads.iter().enumerate().map(|(place, reads)| {
        let names = reads.iter().map(|read| json!(format!("l{read}")));
        let inputs: Vec<Value> = match reads.len() {
            0 => vec![json!("input")],
            _ => names.collect(),
        };
        let (flop, bytes) = (1e6 * (1 + place % 7) as f64, 1e3 * (1 + place % 5) as f64);
        json!({ "name": format!("l{place}"), "flop": flop, "outputBytes": bytes, "inputs": inputs })
    });
    let scenario = json!({
        "format": "splitway/scenario@1",
        "network": {
            "nodes": [{ "id": "phone", "flopPerSecond": 1e9 }, { "id": "edge", "flopPerSecond": 1e10 }],
            "links": [{ "from": "phone", "to": "edge", "bitsPerSecond": 1e8, "bothWays": true }] },
        "models": [{ "id": "m", "inputBytes": 6e4, "layers": layers.collect::<Vec<_>>() }],
        "jobs": [{ "id": "j", "model": "m", "source": "phone", "destination": "phone" }] });
    Scenario::from_json(&scenario.to_string()).unwrap()
}

#[test]
fn real_models_have_as_many_as_were_counted_by_another_program() {
    let models: Vec<Value> = serde_json::from_str(include_str!("reference.json")).unwrap();
    for model in models {
        let reads: Vec<Vec<usize>> = serde_json::from_value(model["reads"].clone()).unwrap();
        let scenario = model_of(&reads);
        let graph = LayeredGraph::new(&scenario, 0, Wait::Draining).unwrap();
        assert_eq!(
            graph.copy_count() as u64,
            model["downSets"],
            "{}",
            model["model"]
        );
        let options = RouteOptions {
            certificate: true,
            ..RouteOptions::default()
        };
        let plan = route(&scenario, &options).unwrap();
        assert!(plan.exact && verify(&scenario, &plan).unwrap().optimal);
    }
}

#[test]
fn side_by_side_chains_have_the_product_of_their_lengths() {
    // Two chains of 120 layers, and one that reads both: a block of 121 · 121 sets, and the end.
    let mut reads: Vec<Vec<usize>> = vec![];
    for place in 0..240usize {
        let before = place.checked_sub(1).filter(|_| place != 120);
        reads.push(before.into_iter().collect());
    }
    reads.push(vec![119, 239]);
    let graph = LayeredGraph::new(&model_of(&reads), 0, Wait::Draining).unwrap();
    assert_eq!(graph.copy_count(), 121 * 121 + 1);
}

#[test]
fn a_layer_beside_a_long_chain_doubles_the_sets() {
    let mut reads: Vec<Vec<usize>> = (0..9_000usize)
        .map(|place| place.checked_sub(1).into_iter().collect())
        .collect();
    reads.push(vec![]);
    let graph = LayeredGraph::new(&model_of(&reads), 0, Wait::Draining).unwrap();
    assert_eq!(graph.copy_count(), 2 * 9_001);
}

#[test]
fn too_many_sets_are_given_up_at_once() {
    // 10,000 layers side by side have 2^10,000 sets.
    let mut reads: Vec<Vec<usize>> = vec![vec![]; 10_000];
    reads.push((0..10_000).collect());
    let scenario = model_of(&reads);
    let plan = route(&scenario, &RouteOptions::default()).unwrap();
    assert!(!plan.exact);
    let block = plan.ordered_blocks[0];
    assert_eq!((block.first_layer, block.last_layer), (1, 10_000));
    assert_eq!(plan.ordered_blocks.len(), 1);
}

#[test]
fn sets_of_very_many_layers_are_kept_from_filling_the_memory() {
    // 50,000 layers side by side: 20,000 sets of them would take half a gigabyte of bits.
    let plan = route(&model_of(&vec![vec![]; 50_000]), &RouteOptions::default()).unwrap();
    assert!(!plan.exact);
    assert_eq!(plan.ordered_blocks.len(), 1);
}

#[test]
fn more_sets_than_memory_holds_are_refused() {
    // 15 blocks of 17 layers side by side, each of 2^17 sets, then one of 2^24.
    let mut reads: Vec<Vec<usize>> = vec![vec![]];
    for width in [17; 15].into_iter().chain([24]) {
        let first = reads.len() - 1;
        reads.extend(vec![vec![first]; width]);
        reads.push((first + 1..=first + width).collect());
    }
    let options = RouteOptions {
        most_down_sets: Some(u32::MAX),
        ..RouteOptions::default()
    };
    let error = route(&model_of(&reads), &options).unwrap_err();
    assert_eq!(error.code(), "limit-exceeded");
    assert_eq!(error.path(), "/models/0/layers");
}
