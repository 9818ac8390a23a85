//! Any bytes as a file of any text format, picked by the first byte or by the content: one error, or
//! a network or model that is sound in a scenario.

#![no_main]

use libfuzzer_sys::fuzz_target;
use splitway::Scenario;
use splitway::import::{ImportFormat, ImportOptions, Imported, import};
use splitway::scenario::{Model, Network};

const SMALL: &str = r#"{
    "format": "splitway/scenario@1",
    "network": { "nodes": [{ "id": "n", "flopPerSecond": 1 }], "links": [] },
    "models": [{ "id": "m", "inputBytes": 1, "layers": [{ "name": "l", "flop": 1, "outputBytes": 1 }] }],
    "jobs": [{ "id": "j", "model": "m", "source": "n", "destination": "n" }]
}"#;

const FORMATS: [ImportFormat; 12] = [
    ImportFormat::Splitway,
    ImportFormat::Gml,
    ImportFormat::Graphml,
    ImportFormat::Sndlib,
    ImportFormat::SndlibXml,
    ImportFormat::Repetita,
    ImportFormat::EdgeList,
    ImportFormat::NodeLink,
    ImportFormat::Layers,
    ImportFormat::Pipedream,
    ImportFormat::Pipeedge,
    ImportFormat::MsrFiddle,
];

fuzz_target!(|input: &[u8]| {
    let Some((choice, file)) = input.split_first() else {
        return;
    };
    // A letter is the name of a format in the corpus; anything else leaves it to the content.
    let format = choice
        .checked_sub(b'a')
        .and_then(|index| FORMATS.get(usize::from(index)));
    let options = ImportOptions {
        format: format.copied(),
        ..ImportOptions::default()
    };
    match import(&mut &*file, &options, &mut |_| {}) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(Imported::Network(imported)) => assert_sound(Some(imported.network), None),
        Ok(Imported::Model(imported)) => assert_sound(None, Some(imported.model)),
    }
});

/// What was read can be part of a scenario.
fn assert_sound(network: Option<Network>, model: Option<Model>) {
    let mut scenario = Scenario::from_json(SMALL).expect("it is sound");
    if let Some(network) = network {
        scenario.jobs[0].source.clone_from(&network.nodes[0].id);
        scenario.jobs[0]
            .destination
            .clone_from(&network.nodes[0].id);
        scenario.network = network;
    }
    if let Some(model) = model {
        scenario.jobs[0].model.clone_from(&model.id);
        scenario.models = vec![model];
    }
    scenario
        .validate()
        .expect("an importer gives what is sound");
}
