//! Many jobs: VGG19 and ResNet34, in turns, between random nodes of a network of 100.

use crate::instances::{self, Kind};
use crate::random::Random;
use splitway::scenario::{Job, Model, Scenario};

/// How many nodes the network has.
pub const NODES: usize = 100;

/// A scenario with so many jobs, all of them there at the start; always the same one.
pub fn make(jobs: usize) -> Scenario {
    let random = &mut Random::seeded(jobs as u64);
    let mut scenario = instances::make(Kind::Spread, (NODES, 24));
    scenario.models = vec![
        model(include_str!("../../data/models/vgg19.json")),
        model(include_str!("../../data/models/resnet34.json")),
    ];
    let nodes = &scenario.network.nodes;
    let job = |index: usize| {
        let source = random.below(NODES);
        Job {
            id: format!("job {index}"),
            model: scenario.models[index % 2].id.clone(),
            source: nodes[source].id.clone(),
            destination: nodes[source].id.clone(),
            release_seconds: 0.0,
            weight: 1.0,
            batch: 1,
            pins: Vec::new(),
        }
    };
    scenario.jobs = (0..jobs).map(job).collect();
    scenario
}

fn model(file: &str) -> Model {
    let file: serde_json::Value = serde_json::from_str(file).expect("built-in models are JSON");
    serde_json::from_value(file["model"].clone()).expect("built-in models are models")
}
