//! Blocks with more sets of layers than are searched run in the file's order.

use crate::definitions::Definitions;
use crate::definitions::sets::Sets;
use crate::instances::graphs::graphs;
use crate::instances::small::Numbers;
use crate::instances::{Instance, WAITS, certified, for_all, is_close};
use splitway::plan::{LayerRange, Step};
use splitway::scenario::{Model, Tensor};
use splitway::{Plan, RouteOptions, Scenario, route, verify};

fn layers_in_order(plan: &Plan) -> Vec<usize> {
    let layers = plan.steps.iter().filter_map(|step| match step {
        Step::Compute { layer, .. } => Some(*layer),
        Step::Transfer { .. } => None,
    });
    layers.collect()
}

#[test]
fn a_restricted_plan_says_so_is_valid_and_never_better() {
    for_all(1_500, &graphs(Numbers::Wild), |Instance(scenario)| {
        for wait in WAITS {
            let Ok(exact) = route(&scenario, &certified(wait)) else {
                continue;
            };
            let mut before = f64::INFINITY;
            // No larger block than the limit is searched in all orders.
            for most_down_sets in [1, 4, 6, 12, 1_000] {
                let options = RouteOptions {
                    most_down_sets: Some(most_down_sets),
                    ..certified(wait)
                };
                let Ok(plan) = route(&scenario, &options) else {
                    continue;
                };
                let scale = exact.latency_seconds + scenario.jobs[0].release_seconds;
                let is_better = plan.latency_seconds < exact.latency_seconds;
                let is_same = is_close(plan.latency_seconds, exact.latency_seconds, scale);
                assert!(!is_better || is_same);
                assert!(plan.latency_seconds <= before * (1.0 + 1e-9) + 1e-12 * scale);
                before = plan.latency_seconds;
                assert_eq!(plan.exact, plan.ordered_blocks.is_empty());
                assert_eq!(plan.certificate.is_some(), plan.exact);
                assert_eq!(verify(&scenario, &plan).unwrap().optimal, plan.exact);
                let order = layers_in_order(&plan);
                for LayerRange {
                    first_layer,
                    last_layer,
                } in plan.ordered_blocks
                {
                    // A block is a range of places as well as of layers.
                    let layers: Vec<usize> = (first_layer..=last_layer).collect();
                    assert_eq!(order[first_layer - 1..last_layer], layers);
                }
            }
            assert_eq!(before, exact.latency_seconds);
        }
    });
}

/// What a layer reads that says nothing of it.
fn default_inputs(model: &Model, place: usize) -> Vec<String> {
    let named = |tensors: &Option<Vec<Tensor>>| {
        let tensors = tensors.iter().flatten();
        tensors.map(|tensor| tensor.name.clone()).collect()
    };
    let Some(before) = place.checked_sub(1).map(|place| &model.layers[place]) else {
        let mut names: Vec<String> = named(&model.inputs);
        names.extend(model.input_bytes.map(|_| "input".to_owned()));
        return names;
    };
    let names: Vec<String> = named(&before.outputs);
    names
        .iter()
        .map(|name| format!("{}:{name}", before.name))
        .collect()
}

/// The scenario in one order alone: each layer also reads a tensor of no bytes from the one before.
fn in_one_order(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    let model = &mut scenario.models[0];
    for place in 0..model.layers.len() {
        if model.layers[place].inputs.is_none() {
            model.layers[place].inputs = Some(default_inputs(model, place));
        }
    }
    for place in 1..model.layers.len() {
        let name = format!("{}:order", model.layers[place - 1].name);
        model.layers[place - 1]
            .outputs
            .as_mut()
            .unwrap()
            .push(Tensor {
                name: "order".to_owned(),
                bytes: 0.0,
            });
        model.layers[place].inputs.as_mut().unwrap().push(name);
    }
    scenario
}

/// Every tensor gets a full name, so that tensors can be added.
fn with_named_outputs(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    let model = &mut scenario.models[0];
    let plain: Vec<String> = model
        .layers
        .iter()
        .filter(|layer| layer.outputs.is_none())
        .map(|layer| layer.name.clone())
        .collect();
    let rename = |name: &mut String| {
        if plain.contains(name) {
            name.push_str(":one");
        }
    };
    for layer in &mut model.layers {
        if let Some(bytes) = layer.output_bytes.take() {
            layer.outputs = Some(vec![Tensor {
                name: "one".to_owned(),
                bytes,
            }]);
        }
        layer.inputs.iter_mut().flatten().for_each(rename);
    }
    model.outputs.iter_mut().flatten().for_each(rename);
    scenario
}

#[test]
fn in_one_order_alone_a_plan_is_the_optimum_of_that_order() {
    for_all(1_500, &graphs(Numbers::Wild), |Instance(scenario)| {
        let named = with_named_outputs(&scenario);
        let ordered = in_one_order(&named);
        for wait in WAITS {
            let sets = Sets::of(&Definitions::of(&ordered, wait));
            assert_eq!(sets.orders().len(), 1);
            let options = RouteOptions {
                most_down_sets: Some(1),
                ..certified(wait)
            };
            match (
                route(&scenario, &options),
                route(&ordered, &certified(wait)),
            ) {
                (Ok(restricted), Ok(ordered)) => {
                    assert_eq!(restricted.latency_seconds, ordered.latency_seconds);
                    assert!(ordered.exact);
                }
                (restricted, ordered) => {
                    let codes = (restricted.unwrap_err(), ordered.unwrap_err());
                    assert_eq!(codes.0.code(), codes.1.code());
                }
            }
        }
    });
}
