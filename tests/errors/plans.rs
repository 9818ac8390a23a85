//! Plans that cannot be read, or do not fit.

use super::{TRIANGLE, same, set};
use serde_json::{Value, json};
use splitway::{Plan, RouteOptions, Scenario, route, verify};

const WAITS: &str = include_str!("../scenarios/waits.json");

/// A plan of two layers on two nodes and two transfers, as JSON.
fn plan() -> Value {
    let scenario = Scenario::from_json(WAITS).unwrap();
    let options = RouteOptions {
        certificate: true,
        ..RouteOptions::default()
    };
    serde_json::to_value(route(&scenario, &options).unwrap()).unwrap()
}

#[track_caller]
fn unread(text: &str, code: &str, path: &str, message: &str) {
    same(&Plan::from_json(text).unwrap_err(), code, path, message);
}

#[test]
fn a_plan_must_be_json_of_its_format() {
    let message = "EOF while parsing a value at line 1 column 0";
    unread("", "invalid-json", "", message);
    unread(
        "[]",
        "invalid-plan",
        "",
        "expected an object, found an array",
    );
    let message = "missing field `format`";
    unread("{}", "invalid-plan", "", message);
    let mut other = plan();
    set(&mut other, "/format", json!("splitway/plan@2"));
    let message = "the format is `splitway/plan@2`, this reader knows `splitway/plan@1`";
    unread(&other.to_string(), "unsupported-format", "/format", message);
    let schedule = r#"{ "objective": "mean", "format": "splitway/schedule@1" }"#;
    let message = "the format is `splitway/schedule@1`, this reader knows `splitway/plan@1`";
    unread(schedule, "unsupported-format", "/format", message);
}

#[test]
fn a_plan_of_another_shape_is_named_by_its_path() {
    for (path, value, at, message) in [
        (
            "/latencySeconds",
            json!("1"),
            "/latencySeconds",
            "expected a number, found the text `1`",
        ),
        (
            "/latencySeconds",
            json!(null),
            "/latencySeconds",
            "expected a number, found null",
        ),
        (
            "/wait",
            json!("never"),
            "/wait",
            "expected `draining` or `additive`, found the text `never`",
        ),
        (
            "/breakdown/lunchSeconds",
            json!(1),
            "/breakdown/lunchSeconds",
            "unknown field `lunchSeconds`, expected one of `computeSeconds`, `transmissionSeconds`, `propagationSeconds`, `waitingSeconds`",
        ),
        (
            "/placement/0",
            json!(1),
            "/placement/0",
            "expected a text, found 1",
        ),
        (
            "/steps/0/kind",
            json!("rest"),
            "/steps/0/kind",
            "expected `compute` or `transfer`, found the text `rest`",
        ),
        (
            "/steps/0/bytes",
            json!(1),
            "/steps/0",
            "a compute step has just the fields of its kind",
        ),
        (
            "/steps/1/node",
            json!("phone"),
            "/steps/1",
            "a transfer step has just the fields of its kind",
        ),
        (
            "/steps/1/kind",
            json!("compute"),
            "/steps/1",
            "a compute step has just the fields of its kind",
        ),
        (
            "/certificate/potentialSeconds/0/1",
            json!([]),
            "/certificate/potentialSeconds/0/1",
            "expected a number, found an array",
        ),
    ] {
        let mut document = plan();
        set(&mut document, path, value);
        unread(&document.to_string(), "invalid-plan", at, message);
    }
}

#[test]
fn a_number_beyond_the_largest_is_named_by_its_path() {
    let mut document = plan();
    set(&mut document, "/steps/1/bytes", json!("huge"));
    let text = document.to_string().replace("\"huge\"", "1e999");
    let message = "expected a finite number, found one beyond 1.8e308";
    unread(&text, "invalid-plan", "/steps/1/bytes", message);
}

#[test]
fn a_plan_cut_off_anywhere_is_no_json() {
    let text = plan().to_string();
    for end in 0..text.len() {
        assert_eq!(
            Plan::from_json(&text[..end]).unwrap_err().code(),
            "invalid-json"
        );
    }
}

#[track_caller]
fn wrong(path: &str, value: Value, at: &str, message: &str) {
    let mut document = plan();
    set(&mut document, path, value);
    let plan = Plan::from_json(&document.to_string()).unwrap();
    let scenario = Scenario::from_json(WAITS).unwrap();
    let error = verify(&scenario, &plan).unwrap_err();
    same(&error, "invalid-plan", at, message);
}

/// The optimum is worked out in `hand_computed.rs`.
#[test]
fn what_is_wrong_in_a_plan_is_said_in_words() {
    for (path, value, message) in [
        ("/job", json!("nobody"), "the scenario has no job `nobody`"),
        (
            "/steps/0/layer",
            json!(2),
            "layer 2 runs after 0 of 2 layers",
        ),
        (
            "/steps/0/node",
            json!("edge"),
            "layer 1 runs on `edge`, its input is at `phone`",
        ),
        (
            "/placement/0",
            json!("edge"),
            "layer 1 runs on `phone`, `placement` says otherwise",
        ),
        (
            "/steps/0/endSeconds",
            json!(0.5),
            "`endSeconds` is 0.5, it should be 0.4",
        ),
        (
            "/steps/1/link",
            json!(1),
            "link 1 does not lead from `phone` to `edge`",
        ),
        (
            "/steps/1/afterLayer",
            json!(0),
            "`afterLayer` is 0, it should be 1",
        ),
        (
            "/steps/1/bytes",
            json!(1),
            "`bytes` is 1, it should be 125000",
        ),
        (
            "/latencySeconds",
            json!(1),
            "`latencySeconds` is 1, it should be 0.5141",
        ),
        (
            "/price",
            json!(null),
            "`price` is null, it should be 0.004126250000000001",
        ),
        (
            "/periodSeconds",
            json!(0),
            "`periodSeconds` is 0, it should be 0.4",
        ),
    ] {
        wrong(path, value, path, message);
    }
    let message = "link 0 does not lead from `phone` to `phone`";
    wrong("/steps/1/to", json!("phone"), "/steps/1/link", message);
    let message = "`placement` names 3 nodes for 2 layers";
    let placement = json!(["phone", "edge", "edge"]);
    wrong("/placement", placement, "/placement", message);
    let no_steps = "0 of 2 layers are run";
    wrong("/steps", json!([]), "/placement", no_steps);
}

#[test]
fn what_is_wrong_in_a_certificate_is_said_in_words() {
    let rows = "/certificate/potentialSeconds";
    let source = format!("{rows}/0/0");
    let message = "the potential here is 0.1 s, the release is 0 s";
    wrong(&source, json!(0.1), &source, message);
    let target = format!("{rows}/2/0");
    let message = "the potential here is 0.5 s, the arrival is 0.5141 s";
    wrong(&target, json!(0.5), &target, message);
    let message = "the certificate fails at layer 1 on `phone`: it arrives at 0.4 s, before the potential 0.41 s";
    let after_first = format!("{rows}/1/0");
    wrong(&after_first, json!(0.41), &after_first, message);
    let message = "the certificate fails at link 0 from `phone` to `edge` after 1 of 2 layers: it arrives at 0.42000000000000004 s, before the potential 0.43 s";
    let at_edge = format!("{rows}/1/1");
    wrong(&at_edge, json!(0.43), &at_edge, message);
    let message = "a certificate has 3 rows of 2 finite numbers";
    wrong(rows, json!([[0, 0]]), rows, message);
    let computing = "/certificate/computingPotentialSeconds";
    let message =
        "computing potentials belong to additive waits with node backlogs, and only to them";
    let two_rows = json!([[0, 0], [0, 0], [0, 0]]);
    wrong(computing, two_rows, computing, message);
}

#[test]
fn a_plan_of_another_scenario_is_refused() {
    let plan = Plan::from_json(&plan().to_string()).unwrap();
    let scenario = Scenario::from_json(TRIANGLE).unwrap();
    let error = verify(&scenario, &plan).unwrap_err();
    let message = "the scenario has no job `there-and-back`";
    same(&error, "invalid-plan", "/job", message);
}
