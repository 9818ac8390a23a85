//! Profiles: what each layer costs, in the formats of those who measured it.

mod msr_fiddle;
mod pipedream;
mod pipeedge;
mod tables;

use crate::{told, warnings};
use msr_fiddle::MSR;
use pipedream::PIPEDREAM;
use pipeedge::{DEVICES, MODELS};
use splitway::Scenario;
use splitway::import::{ImportOptions, ImportReport, ImportedModel, import_model};
use splitway::scenario::Model;
use std::fs;
use std::path::{Path, PathBuf};
use tables::CSV;

fn with(text: &str, options: ImportOptions) -> ImportedModel {
    import_model(&mut text.as_bytes(), &options, &mut |_| {})
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn model(text: &str) -> ImportedModel {
    with(text, ImportOptions::default())
}

fn refusal(text: &str) -> (&'static str, String) {
    told(import_model(&mut text.as_bytes(), &ImportOptions::default(), &mut |_| {}).unwrap_err())
}

fn assumed<'a>(report: &'a ImportReport, about: &str) -> Option<&'a str> {
    crate::assumed(report, about)
}

fn names(model: &Model) -> Vec<&str> {
    model.layers.iter().map(|layer| &layer.name[..]).collect()
}

/// What each layer reads; nothing for a chain.
fn reads(model: &Model) -> Vec<Vec<&str>> {
    model
        .layers
        .iter()
        .map(|layer| layer.inputs.iter().flatten().map(String::as_str).collect())
        .collect()
}

fn flop(model: &Model) -> f64 {
    model.layers.iter().map(|layer| layer.flop.unwrap()).sum()
}

fn weights(model: &Model) -> f64 {
    model.layers.iter().map(|layer| layer.weight_bytes).sum()
}

fn assert_near(actual: f64, expected: f64) {
    assert!(
        (actual - expected).abs() <= 1e-9 * expected.abs().max(1e-12),
        "{actual} is not {expected}"
    );
}

/// That it is sound in a scenario, and that the router takes a chain.
fn assert_routes(model: &Model) {
    let text = format!(
        r#"{{ "format": "splitway/scenario@1", "network": {{ "nodes": [{{ "id": "n", "flopPerSecond": 1e9 }}] }},
            "models": [{}], "jobs": [{{ "id": "j", "model": {}, "source": "n", "destination": "n" }}] }}"#,
        serde_json::to_string(model).unwrap(),
        serde_json::to_string(&model.id).unwrap()
    );
    let scenario = Scenario::from_json(&text).unwrap();
    if model.layers.iter().all(|layer| layer.inputs.is_none()) {
        splitway::route(&scenario, &splitway::RouteOptions::default()).unwrap();
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases = [
        (
            "name,flop,outputBytes,inputs\na,1,2,b\nb,1,2,a\n",
            "the layer `a` needs its own output, directly or by way of others",
        ),
        (
            "name,flop,outputBytes,inputs\na,1,2,z\n",
            "line 2: the layer `a` reads `z`, which is no layer",
        ),
        (
            "name,flop,outputBytes\na,1,\n",
            "line 2: the layer `a` does not say how much leaves it (outputBytes, out_elements or out_shape)",
        ),
        ("name,flop,outputBytes\n", "the file has no layer"),
        (
            &PIPEDREAM.replace("node4 -- node5", "node4 -- node9"),
            "line 10: there is no node node9",
        ),
        (
            &PIPEDREAM.replace("forward_compute_time=0.500", "forward_compute_time=soon"),
            "line 1: forward_compute_time is a number of at least 0, not soon",
        ),
        (
            &format!("{MODELS}{}", DEVICES.replace("0.16, ", "")),
            "Minnowboard has times of 2 layers, and the model has 3",
        ),
        (
            &MODELS.replace("302592", "many"),
            "parameters_out is a list of numbers of at least 0",
        ),
        (
            "a: &x [1]\nparameters_out: *x\n",
            "line 2: aliases (*name) are not read; write the value out",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            refusal(text),
            ("invalid-file", expected.to_owned()),
            "{text}"
        );
    }
    let error = import_model(
        &mut MSR.replace("\"destId\": 3", "\"destId\": 8").as_bytes(),
        &ImportOptions::default(),
        &mut |_| {},
    )
    .unwrap_err();
    assert_eq!(
        (error.path(), error.to_string()),
        ("/edges/1", "there is no node 8".to_owned())
    );
}

#[test]
fn a_network_is_no_model_and_the_other_way_round() {
    assert_eq!(
        refusal("from,to\na,b\n"),
        (
            "unsupported-format",
            "this is a network (table of links), and a model is wanted here".to_owned()
        )
    );
    assert_eq!(
        crate::refusal(CSV),
        (
            "unsupported-format",
            "this is a model (table of layers), and a network is wanted here".to_owned()
        )
    );
}

#[test]
fn our_own_models_come_back_as_they_are() {
    let text = r#"{ "id": "m", "inputBytes": 1.0, "layers": [{ "name": "a", "flop": null, "outputBytes": 2.0 }] }"#;
    let imported = model(text);
    assert_eq!(
        serde_json::to_value(&imported.model).unwrap(),
        serde_json::from_str::<serde_json::Value>(text).unwrap()
    );
    assert_eq!(
        model(&format!(r#"{{ "model": {text}, "report": {{}} }}"#)).model,
        imported.model
    );
}

/// Layers, multiply-adds, parameters and element-wise operations of collected profiles.
const PROFILES: [(&str, usize, f64, f64, f64); 5] = [
    ("vgg19.json", 43, 19632062464.0, 143667240.0, 20982760.0),
    ("resnet34.json", 88, 3663761408.0, 21797672.0, 6773760.0),
    ("mobilenet_v2.json", 99, 300774272.0, 3504872.0, 6384896.0),
    ("vit_b_16.json", 125, 17563828224.0, 86567656.0, 20415504.0),
    (
        "llama2_7b_prefill128.json",
        323,
        850000871424.0,
        6738415616.0,
        174587904.0,
    ),
];

#[test]
fn profiles_that_may_be_kept_here_add_up_to_their_totals() {
    check_profile(&here().join("vgg19.json"), &PROFILES[0]);
    check_measured(&here().join("bert24_layers_measured.msr.json"));
}

#[test]
fn collected_profiles_add_up_to_their_totals() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/profiles");
    if !folder.exists() {
        return;
    }
    for profile in &PROFILES {
        check_profile(&folder.join(profile.0), profile);
    }
    check_measured(&folder.join("bert24_layers_measured.msr.json"));
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/files")
}

fn check_profile(
    path: &Path,
    (file, layers, multiply_adds, parameters, elementwise): &(&str, usize, f64, f64, f64),
) {
    let ImportedModel { model, report } = model(&fs::read_to_string(path).unwrap());
    assert_eq!(model.layers.len(), *layers, "{file}");
    assert_eq!(flop(&model), 2.0 * multiply_adds + elementwise, "{file}");
    assert_eq!(weights(&model), 4.0 * parameters, "{file}");
    assert_eq!(warnings(&report), [""; 0], "{file}");
    assert_routes(&model);
}

fn check_measured(path: &Path) {
    let ImportedModel { model, .. } = model(&fs::read_to_string(path).unwrap());
    let seconds = |device: &str| {
        let seconds = model
            .layers
            .iter()
            .filter_map(|layer| layer.seconds_on.get(device));
        seconds.sum::<f64>()
    };
    assert_near(seconds("accelerator"), 92.406e-3);
    assert_near(seconds("cpu"), 924.06e-3);
    let inputs = model.inputs.as_ref().map_or(1, Vec::len);
    assert_eq!(model.layers.len() + inputs, 32);
    assert_routes(&model);
}
