//! Scenarios whose models are graphs: layers that read any tensors before them, several inputs and
//! outputs, outputs that nobody reads.

use super::Instance;
use super::small::{Numbers, scenarios, workloads};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use splitway::scenario::{Model, Tensor};

/// What one layer, or the model, makes and reads, drawn before the tensors have names.
#[derive(Debug, Clone)]
struct Wiring {
    /// How many tensors it makes; one without a name of its own where absent.
    makes: Option<Vec<f64>>,
    /// What it reads: any of the tensors before it; those of the layer before where absent.
    reads: Option<Vec<Index>>,
    /// Rather the newest tensors, so that models are long and narrow.
    is_near: bool,
}

fn wiring() -> impl Strategy<Value = Wiring> {
    let bytes = prop_oneof![Just(0.0), Just(1.0), Just(2.0), Just(5.0)];
    (
        prop_oneof![3 => Just(None), 1 => vec(bytes, 0..=3).prop_map(Some)],
        prop_oneof![
            1 => Just(None),
            4 => vec(any::<Index>(), 0..=3).prop_map(Some),
        ],
        any::<bool>(),
    )
        .prop_map(|(makes, reads, is_near)| Wiring {
            makes,
            reads,
            is_near,
        })
}

/// Scenarios with one job.
pub fn graphs(numbers: Numbers) -> impl Strategy<Value = Instance> {
    let chain = scenarios(numbers);
    chain.prop_flat_map(|Instance(scenario)| {
        let layers = scenario.models[0].layers.len();
        let outputs = prop_oneof![
            2 => Just(None),
            1 => vec(any::<Index>(), 1..=3).prop_map(Some),
        ];
        (Just(scenario), vec(wiring(), layers + 1), outputs).prop_map(
            |(mut scenario, wirings, outputs)| {
                wire(&mut scenario.models[0], &wirings, outputs);
                Instance(scenario)
            },
        )
    })
}

/// Scenarios with so many jobs of two models, both graphs or both chains.
pub fn any_workloads(
    numbers: Numbers,
    jobs: std::ops::RangeInclusive<usize>,
) -> impl Strategy<Value = Instance> {
    // The longest model has 8 layers.
    let wirings = || vec(wiring(), 9);
    let graphs = (workloads(numbers, jobs.clone()), wirings(), wirings()).prop_map(
        |(Instance(mut scenario), one, other)| {
            for (model, wirings) in scenario.models.iter_mut().zip([one, other]) {
                wire(model, &wirings, None);
            }
            Instance(scenario)
        },
    );
    prop_oneof![2 => workloads(numbers, jobs), 1 => graphs]
}

fn wire(model: &mut Model, wirings: &[Wiring], outputs: Option<Vec<Index>>) {
    let mut tensors: Vec<String> = vec![];
    match &wirings[0].makes {
        Some(bytes) => {
            model.input_bytes = None;
            model.inputs = Some(named(bytes));
            tensors.extend((0..bytes.len()).map(|place| format!("t{place}")));
        }
        None => tensors.push("input".to_owned()),
    }
    for (layer, wiring) in model.layers.iter_mut().zip(&wirings[1..]) {
        let near = if wiring.is_near { 3 } else { tensors.len() };
        let first = tensors.len().saturating_sub(near);
        layer.inputs = wiring.reads.as_ref().map(|reads| match &tensors[first..] {
            [] => vec![],
            some => reads.iter().map(|read| read.get(some).clone()).collect(),
        });
        match &wiring.makes {
            Some(bytes) => {
                layer.output_bytes = None;
                layer.outputs = Some(named(bytes));
                let places = 0..bytes.len();
                tensors.extend(places.map(|place| format!("{}:t{place}", layer.name)));
            }
            None => tensors.push(layer.name.clone()),
        }
    }
    if let Some(outputs) = outputs.filter(|_| !tensors.is_empty()) {
        let mut names: Vec<String> = outputs
            .iter()
            .map(|output| output.get(&tensors).clone())
            .collect();
        names.sort();
        names.dedup();
        model.outputs = Some(names);
    }
}

fn named(bytes: &[f64]) -> Vec<Tensor> {
    let tensors = bytes.iter().enumerate();
    let tensors = tensors.map(|(place, &bytes)| Tensor {
        name: format!("t{place}"),
        bytes,
    });
    tensors.collect()
}

/// The names of all tensors of a model.
pub fn tensors(model: &Model) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    names.extend(model.input_bytes.map(|_| "input".to_owned()));
    names.extend(
        model
            .inputs
            .iter()
            .flatten()
            .map(|input| input.name.clone()),
    );
    for layer in &model.layers {
        names.extend(layer.output_bytes.map(|_| layer.name.clone()));
        let outputs = layer.outputs.iter().flatten();
        names.extend(outputs.map(|output| format!("{}:{}", layer.name, output.name)));
    }
    names
}
