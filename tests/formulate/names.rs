//! Names are legal in LP and MPS files, and unique, whatever the ids.

use crate::texts::{all_forms, read_lp, read_mps, text_of};
use splitway::Scenario;
use splitway::formulate::{Formulation, ProgramFormat};
use std::collections::HashSet;

const STRANGE: [&str; 12] = [
    "a b", "a_b", "a-b", "a", "b_a", "3 < 4", "1e5", "free", "東京", "é", "input", "a\nb",
];

fn strange_scenario() -> Scenario {
    let text = include_str!("../scenarios/triangle.json");
    let mut scenario = Scenario::from_json(text).unwrap();
    let node = scenario.network.nodes[1].clone();
    let link = scenario.network.links[0].clone();
    scenario.network.nodes.clear();
    scenario.network.links.clear();
    let long = "n".repeat(5_000);
    let mut ids: Vec<String> = STRANGE.iter().map(|&id| id.to_owned()).collect();
    ids.extend([format!("{long}1"), format!("{long}2")]);
    for id in &ids {
        let mut node = node.clone();
        node.id.clone_from(id);
        node.memory_bytes = Some(1e7);
        scenario.network.nodes.push(node);
    }
    for pair in ids.windows(2) {
        for _ in 0..2 {
            let mut link = link.clone();
            (link.from, link.to) = (pair[0].clone(), pair[1].clone());
            link.both_ways = true;
            scenario.network.links.push(link);
        }
    }
    let layer = scenario.models[0].layers[0].clone();
    scenario.models[0].layers.clear();
    for id in ids.iter().filter(|&id| id != "input") {
        let mut layer = layer.clone();
        layer.name.clone_from(id);
        layer.weight_bytes = 1e6;
        scenario.models[0].layers.push(layer);
    }
    let job = scenario.jobs[0].clone();
    scenario.jobs.clear();
    for id in &ids {
        let mut job = job.clone();
        job.id.clone_from(id);
        job.pins.clear();
        (job.source, job.destination) = (ids[0].clone(), ids[1].clone());
        scenario.jobs.push(job);
    }
    scenario
}

#[test]
fn names_are_legal_and_unique_whatever_the_ids() {
    let mut scenario = strange_scenario();
    for jobs in [14, 1] {
        scenario.jobs.truncate(jobs);
        for options in all_forms() {
            let program = Formulation::new(&scenario, &options).unwrap();
            let mut seen = HashSet::new();
            let variables = program.variables().map(|variable| variable.name);
            for name in variables.chain(program.rows().map(|row| row.name)) {
                let legal = |letter: char| letter.is_ascii_alphanumeric() || "_.".contains(letter);
                assert!(name.chars().all(legal), "{name}");
                assert!(name.starts_with(|first: char| first.is_ascii_lowercase()));
                assert!(name.len() <= 255, "{name}");
                assert!(seen.insert(name.clone()), "{name} is there twice");
            }
            // Reading asserts that no line is too long, and tells doubles.
            let lp = read_lp(&text_of(&program, ProgramFormat::Lp));
            if jobs == 1 {
                assert_eq!(lp, read_mps(&text_of(&program, ProgramFormat::Mps)));
            }
        }
    }
}

#[test]
fn readable_ids_are_read_in_the_names() {
    let text = include_str!("../scenarios/triangle.json");
    let scenario = Scenario::from_json(text).unwrap();
    let program = Formulation::new(&scenario, &Default::default()).unwrap();
    let names: Vec<String> = program.variables().map(|variable| variable.name).collect();
    for name in [
        "run_conv1_phone",
        "send_input_phone_tower",
        "send_conv1_tower_edge",
    ] {
        assert!(names.iter().any(|other| other == name), "{names:?}");
    }
}
