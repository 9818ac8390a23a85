//! Layers and tensors, and models that are no chains.

use super::{edited, invalid, same, triangle};
use serde_json::{Value, json};
use splitway::{RouteOptions, Scenario, route, verify};

#[test]
fn layers_have_names_of_their_own() {
    let path = "/models/0/layers/1/name";
    for name in ["", "input", "conv:1"] {
        let message = format!(
            "a layer's name is not empty, not `input` and free of `:`, this one is `{name}`"
        );
        invalid(&edited([(path, json!(name))]), path, &message);
    }
    let message = "there are two layers named `conv1`";
    invalid(&edited([(path, json!("conv1"))]), path, message);
}

/// The triangle with a field put in the place of another.
fn instead(object: &str, field: &str, other: &str, value: Value) -> String {
    let mut document = triangle();
    let fields = document
        .pointer_mut(object)
        .unwrap()
        .as_object_mut()
        .unwrap();
    fields.remove(field).unwrap();
    fields.insert(other.to_owned(), value);
    document.to_string()
}

#[test]
fn a_model_and_a_layer_give_their_bytes_in_one_way() {
    let tensors = json!([{ "name": "a", "bytes": 1 }]);
    for (object, one, other) in [
        ("/models/0", "inputBytes", "inputs"),
        ("/models/0/layers/0", "outputBytes", "outputs"),
    ] {
        let both = edited([(&format!("{object}/{other}"), tensors.clone())]);
        let message = format!("give either `{one}` or `{other}`, there is both");
        invalid(&both, object, &message);
        let neither = super::without(&format!("{object}/{one}"));
        let message = format!("give either `{one}` or `{other}`, there is neither");
        invalid(&neither, object, &message);
    }
}

#[test]
fn tensors_are_named_once_and_made_before_they_are_read() {
    let twins = json!([{ "name": "a", "bytes": 1 }, { "name": "a", "bytes": 1 }]);
    invalid(
        &instead("/models/0", "inputBytes", "inputs", twins.clone()),
        "/models/0/inputs/1/name",
        "there are two inputs named `a`",
    );
    invalid(
        &instead("/models/0/layers/0", "outputBytes", "outputs", twins),
        "/models/0/layers/0/outputs/1/name",
        "there are two outputs named `a`",
    );
    let named_like_a_layer = json!([{ "name": "fc", "bytes": 1 }]);
    invalid(
        &instead("/models/0", "inputBytes", "inputs", named_like_a_layer),
        "/models/0/layers/1/name",
        "there are two tensors named `fc`",
    );
    let unnamed = json!([{ "name": "", "bytes": 1 }]);
    for (object, field, other) in [
        ("/models/0", "inputBytes", "inputs"),
        ("/models/0/layers/0", "outputBytes", "outputs"),
    ] {
        invalid(
            &instead(object, field, other, unnamed.clone()),
            &format!("{object}/{other}/0/name"),
            "a tensor's name is not empty",
        );
    }
    for (path, value) in [
        ("/models/0/layers/0/inputs", json!(["input", "conv2"])),
        ("/models/0/layers/1/inputs", json!(["conv1", "conv1:a"])),
        ("/models/0/outputs", json!(["fc", "nothing"])),
    ] {
        let name = value[1].as_str().unwrap().to_owned();
        let message = format!("no input or layer makes a tensor `{name}`");
        invalid(&edited([(path, value)]), &format!("{path}/1"), &message);
    }
    let named = json!([{ "name": "a", "bytes": 1 }]);
    let mut document: Value =
        serde_json::from_str(&instead("/models/0", "inputBytes", "inputs", named)).unwrap();
    super::set(&mut document, "/models/0/layers/0/inputs", json!(["input"]));
    invalid(
        &document.to_string(),
        "/models/0/layers/0/inputs/0",
        "no input or layer makes a tensor `input`",
    );
}

#[test]
fn layers_stand_after_those_that_they_read_from() {
    for (reader, number, name, read, maker) in [(0, 1, "conv1", "fc", 2), (1, 2, "fc", "fc", 2)] {
        let path = format!("/models/0/layers/{reader}/inputs");
        let message = format!(
            "layer {number} (`{name}`) reads `{read}`, which layer {maker} makes; layers stand after those that they read from"
        );
        invalid(
            &edited([(&path, json!(["input", read]))]),
            &format!("{path}/1"),
            &message,
        );
    }
}

#[test]
fn one_of_several_outputs_is_read_by_its_full_name() {
    let two = json!([{ "name": "a", "bytes": 1 }, { "name": "b", "bytes": 1 }]);
    let text = instead("/models/0/layers/0", "outputBytes", "outputs", two);
    let reading = |name: &str| {
        let mut document: Value = serde_json::from_str(&text).unwrap();
        super::set(&mut document, "/models/0/layers/1/inputs", json!([name]));
        document.to_string()
    };
    invalid(
        &reading("conv1"),
        "/models/0/layers/1/inputs/0",
        "layer `conv1` has `outputs`, its tensors are called `conv1:a`, `conv1:b`",
    );
    assert!(Scenario::from_json(&reading("conv1:b")).is_ok());
}

#[test]
fn outputs_of_a_model_are_named_once_and_not_none() {
    let path = "/models/0/outputs";
    let message = "`outputs` names at least one tensor; leave it out for those that nobody reads";
    invalid(&edited([(path, json!([]))]), path, message);
    invalid(
        &edited([(path, json!(["fc", "input", "fc"]))]),
        "/models/0/outputs/2",
        "there are two outputs named `fc`",
    );
}

/// Routing and verifying refuse a sound scenario in the same way.
#[track_caller]
fn not_routed(text: &str, code: &str, path: &str, message: &str) {
    let scenario = Scenario::from_json(text).unwrap();
    let error = route(&scenario, &RouteOptions::default()).unwrap_err();
    same(&error, code, path, message);
    let chain = Scenario::from_json(super::TRIANGLE).unwrap();
    let plan = route(&chain, &RouteOptions::default()).unwrap();
    assert_eq!(verify(&scenario, &plan).unwrap_err(), error);
}

#[test]
fn a_layer_of_unknown_work_is_read_but_not_routed() {
    not_routed(
        &edited([("/models/0/layers/1/flop", json!(null))]),
        "unknown-work",
        "/models/0/layers/1/flop",
        "the work of layer 2 (`fc`) is unknown; give its `flop` a number to route the model",
    );
}
