//! Every order of the layers as a chain of its own: the best of them is the graph's answer.

use crate::definitions::Definitions;
use crate::definitions::sets::Sets;
use crate::instances::graphs::{graphs, tensors};
use crate::instances::small::{Numbers, scenarios};
use crate::instances::{Instance, WAITS, certified, for_all, is_close, waiting};
use splitway::scenario::{Layer, Model};
use splitway::{Plan, Scenario, Wait, route};

/// Models with more orders than this are left out.
const MOST_ORDERS: usize = 150;

/// The scenario with its layers in an order, as a chain whose layers pass on what is live.
/// Memory rates and pins, which go by layers, are taken away beforehand.
fn chain_of(scenario: &Scenario, order: &[usize]) -> Scenario {
    let definitions = Definitions::of(scenario, Wait::Draining);
    let sets = Sets::of(&definitions);
    let batch = f64::from(scenario.jobs[0].batch);
    let live = |done| sets.live_bytes(&definitions, done) / batch;
    let mut done = 0;
    let layers = order.iter().map(|layer| {
        done |= 1 << (layer - 1);
        Layer {
            inputs: None,
            outputs: None,
            output_bytes: Some(live(done)),
            ..scenario.models[0].layers[layer - 1].clone()
        }
    });
    let model = Model {
        id: scenario.models[0].id.clone(),
        layers: layers.collect(),
        input_bytes: Some(live(0)),
        inputs: None,
        outputs: None,
    };
    Scenario {
        models: vec![model],
        ..scenario.clone()
    }
}

fn plain(mut scenario: Scenario) -> Scenario {
    for node in &mut scenario.network.nodes {
        node.memory_bytes_per_second = None;
    }
    scenario.jobs[0].pins.clear();
    scenario.jobs[0].batch = 1;
    scenario
}

#[test]
fn a_route_is_the_best_over_all_orders_and_placements() {
    for_all(1_500, &graphs(Numbers::Wild), |Instance(scenario)| {
        let scenario = plain(scenario);
        for wait in WAITS {
            let orders = Sets::of(&Definitions::of(&scenario, wait)).orders();
            if orders.len() > MOST_ORDERS {
                continue;
            }
            let latency = |scenario: &Scenario| {
                let plan = route(scenario, &waiting(wait)).ok();
                plan.map_or(f64::INFINITY, |plan| plan.latency_seconds)
            };
            let chains = orders
                .iter()
                .map(|order| latency(&chain_of(&scenario, order)));
            let expected = chains.fold(f64::INFINITY, f64::min);
            let found = latency(&scenario);
            let release = scenario.jobs[0].release_seconds;
            assert!(
                found == expected || is_close(found, expected, expected + release),
                "{found} is not {expected}"
            );
        }
    });
}

/// What a plan says besides how its answer was found.
fn said(plan: &Plan) -> String {
    let mut plan = plan.clone();
    plan.statistics.solve_microseconds = None;
    serde_json::to_string(&plan).unwrap()
}

#[test]
fn a_graph_with_one_order_is_its_chain_to_the_last_bit() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(1_000, &scenarios(numbers), |Instance(chain)| {
            // Names say what a chain says by its order.
            let mut graph = chain.clone();
            let names = tensors(&graph.models[0]);
            for (layer, before) in graph.models[0].layers.iter_mut().zip(&names) {
                layer.inputs = Some(vec![before.clone()]);
            }
            graph.models[0].outputs = names.last().map(|last| vec![last.clone()]);
            for wait in WAITS {
                match (
                    route(&chain, &certified(wait)),
                    route(&graph, &certified(wait)),
                ) {
                    (Ok(chain), Ok(graph)) => assert_eq!(said(&chain), said(&graph)),
                    (chain, graph) => assert_eq!(chain.unwrap_err(), graph.unwrap_err()),
                }
            }
        });
    }
}

#[test]
fn a_graph_whose_tensors_jump_over_layers_is_the_chain_of_what_is_live() {
    for_all(1_000, &graphs(Numbers::Few), |Instance(scenario)| {
        let mut scenario = plain(scenario);
        // Each layer also reads of the one before, so that no other order is left.
        let layers = &mut scenario.models[0].layers;
        for place in 1..layers.len() {
            let before = &layers[place - 1];
            let name = match &before.outputs {
                None => before.name.clone(),
                Some(outputs) if outputs.is_empty() => return,
                Some(outputs) => format!("{}:{}", before.name, outputs[0].name),
            };
            if let Some(inputs) = &mut layers[place].inputs {
                inputs.push(name);
            }
        }
        let order: Vec<usize> = (1..=layers.len()).collect();
        let chain = chain_of(&scenario, &order);
        for wait in WAITS {
            match (
                route(&chain, &certified(wait)),
                route(&scenario, &certified(wait)),
            ) {
                (Ok(chain), Ok(graph)) => assert_eq!(said(&chain), said(&graph)),
                (chain, graph) => {
                    assert_eq!(chain.unwrap_err().code(), graph.unwrap_err().code());
                }
            }
        }
    });
}
