//! Scenarios that are sound but have no answer.

use super::{edited, same};
use serde_json::{Value, json};
use splitway::scenario::Pin;
use splitway::{RouteOptions, Router, Scenario, Wait, route};

#[track_caller]
fn unanswered(text: &str, code: &str, path: &str, message: &str) {
    let scenario = Scenario::from_json(text).unwrap();
    for wait in [Wait::Draining, Wait::Additive] {
        let options = RouteOptions {
            wait: Some(wait),
            ..RouteOptions::default()
        };
        same(
            &route(&scenario, &options).unwrap_err(),
            code,
            path,
            message,
        );
        let error = route(
            &scenario,
            &RouteOptions {
                certificate: true,
                ..options
            },
        );
        same(&error.unwrap_err(), code, path, message);
    }
}

fn asked(job: &str) -> RouteOptions {
    RouteOptions {
        job: Some(job.to_owned()),
        ..RouteOptions::default()
    }
}

#[test]
fn a_job_must_be_one_that_there_is() {
    let scenario = Scenario::from_json(super::TRIANGLE).unwrap();
    let error = route(&scenario, &asked("j2")).unwrap_err();
    let message = "there is no job `j2`, there is `j1`";
    same(&error, "unknown-job", "/jobs", message);
    let mut none = scenario.clone();
    none.jobs.clear();
    let error = route(&none, &RouteOptions::default()).unwrap_err();
    same(&error, "unknown-job", "/jobs", "there is no job to route");
    let error = route(&none, &asked("j1")).unwrap_err();
    let message = "there is no job `j1`, there is nothing";
    same(&error, "unknown-job", "/jobs", message);
    let mut many = scenario;
    for number in 2..=10 {
        let mut job = many.jobs[0].clone();
        job.id = format!("j{number}");
        many.jobs.push(job);
    }
    let error = route(&many, &RouteOptions::default()).unwrap_err();
    let message =
        "there are 10 jobs, say which: `j1`, `j2`, `j3`, `j4`, `j5`, `j6`, `j7`, `j8` and 2 more";
    same(&error, "unknown-job", "/jobs", message);
    assert_eq!(route(&many, &asked("j10")).unwrap().job, "j10");
}

#[test]
fn an_unreachable_destination_is_told_from_what_can_be_reached() {
    let path = "/jobs/0/destination";
    let one_way = [
        ("/network/links/1/bothWays", json!(false)),
        ("/jobs/0/source", json!("edge")),
    ];
    let message = "no links lead from `edge` to `phone`: from `edge` one can reach nothing";
    unanswered(&edited(one_way), "unreachable", path, message);
    let island = [
        (
            "/network/nodes/-",
            json!({ "id": "island", "flopPerSecond": 1 }),
        ),
        ("/jobs/0/destination", json!("island")),
    ];
    let message =
        "no links lead from `phone` to `island`: from `phone` one can reach `edge`, `tower`";
    unanswered(&edited(island), "unreachable", path, message);
}

#[test]
fn a_network_of_relays_computes_nothing() {
    let text = edited([
        ("/network/nodes/0/flopPerSecond", json!(0)),
        ("/network/nodes/1/flopPerSecond", json!(0)),
        ("/network/nodes/1/backlogFlop", json!(0)),
    ]);
    let message = "no node computes: the `flopPerSecond` of every node is 0";
    unanswered(&text, "no-feasible-placement", "/network/nodes", message);
}

fn pinned(pin: Value) -> (&'static str, Value) {
    ("/jobs/0/pins", json!([pin]))
}

#[test]
fn a_layer_pinned_to_relays_may_run_nowhere() {
    let relays = json!({ "firstLayer": 2, "lastLayer": 2, "nodes": ["tower"] });
    unanswered(
        &edited([pinned(relays)]),
        "no-feasible-placement",
        "/jobs/0/pins/0",
        "layer 2 (`fc`) may run nowhere: no node that its pins allow computes",
    );
    let apart = json!([
        { "firstLayer": 1, "lastLayer": 2, "nodes": ["phone"] },
        { "firstLayer": 1, "lastLayer": 1, "nodes": ["edge"] },
    ]);
    unanswered(
        &edited([("/jobs/0/pins", apart)]),
        "no-feasible-placement",
        "/jobs/0/pins/0",
        "layer 1 (`conv1`) may run nowhere: no node that its pins allow computes",
    );
}

#[test]
fn a_layer_whose_nodes_cannot_be_reached_is_named_with_them() {
    let island = (
        "/network/nodes/-",
        json!({ "id": "island", "flopPerSecond": 1 }),
    );
    for (layer, name, carried) in [
        (1, "conv1", "the input"),
        (2, "fc", "the output of layer 1"),
    ] {
        let pin = json!({ "firstLayer": layer, "lastLayer": layer, "nodes": ["island"] });
        let message = format!(
            "layer {layer} (`{name}`) may run on `island`, and {carried} can get to none of them"
        );
        unanswered(
            &edited([island.clone(), pinned(pin)]),
            "no-feasible-placement",
            "/jobs/0/pins/0",
            &message,
        );
    }
}

#[test]
fn an_answer_that_cannot_come_back_is_said_to() {
    let text = edited([
        ("/network/links/1/bothWays", json!(false)),
        pinned(json!({ "firstLayer": 2, "lastLayer": 2, "nodes": ["edge"] })),
    ]);
    unanswered(
        &text,
        "no-feasible-placement",
        "/jobs/0/destination",
        "the answer cannot get to `phone` from any node that may run the last layer (`fc`)",
    );
}

#[test]
fn more_weights_than_memory_are_refused_with_both_amounts() {
    let text = edited([
        ("/network/nodes/0/memoryBytes", json!(4e6)),
        ("/models/0/layers/0/weightBytes", json!(0.5)),
    ]);
    let scenario = Scenario::from_json(&text).unwrap();
    let error = route(&scenario, &RouteOptions::default()).unwrap_err();
    let message = "the fastest plan puts 4004000.5 bytes of weights on node `phone`, which holds 4000000; plans within memory limits are not searched yet: pin some layers elsewhere";
    same(
        &error,
        "memory-exceeded",
        "/network/nodes/0/memoryBytes",
        message,
    );
    let just_enough = edited([("/network/nodes/0/memoryBytes", json!(4_011_168))]);
    let scenario = Scenario::from_json(&just_enough).unwrap();
    assert!(route(&scenario, &RouteOptions::default()).is_ok());
}

#[test]
fn times_that_add_up_beyond_the_largest_number_are_refused() {
    let message = "the times of job `j1` add up to more than the largest number there is; the largest of them comes from here";
    for (edits, path) in [
        // Transfer.
        (
            [
                ("/models/0/inputBytes", json!(1e300)),
                ("/network/links/0/bitsPerSecond", json!(1e-300)),
            ],
            "/network/links/0/bitsPerSecond",
        ),
        // No single one of them is too large.
        (
            [
                ("/network/links/0/delaySeconds", json!(1e308)),
                ("/network/links/1/delaySeconds", json!(1.1e308)),
            ],
            "/network/links/1/bitsPerSecond",
        ),
        // Compute.
        (
            [
                ("/models/0/layers/1/flop", json!(1e300)),
                ("/network/nodes/0/flopPerSecond", json!(1e-9)),
            ],
            "/models/0/layers/1/flop",
        ),
        // Wait of a node.
        (
            [
                ("/network/nodes/1/backlogFlop", json!(1e308)),
                ("/network/nodes/1/flopPerSecond", json!(1e-3)),
            ],
            "/network/nodes/1/backlogFlop",
        ),
        // Wait of a link.
        (
            [
                ("/network/links/1/backlogBits", json!(1e308)),
                ("/network/links/1/bitsPerSecond", json!(1e-3)),
            ],
            "/network/links/1/bitsPerSecond",
        ),
        // Measured.
        (
            [
                ("/models/0/layers/0/secondsOn", json!({ "board": 1.7e308 })),
                ("/network/nodes/0/device", json!("board")),
            ],
            "/models/0/layers/0/flop",
        ),
        // Batch.
        (
            [
                ("/models/0/layers/0/flop", json!(1e308)),
                ("/jobs/0/batch", json!(4_294_967_295u32)),
            ],
            "/models/0/layers/0/flop",
        ),
        // Release.
        (
            [
                ("/jobs/0/releaseSeconds", json!(1.7e308)),
                ("/network/links/0/delaySeconds", json!(1e307)),
            ],
            "/network/links/0/bitsPerSecond",
        ),
    ] {
        let text = edited(edits);
        let scenario = Scenario::from_json(&text).unwrap();
        let two = scenario.models[0].layers[0].seconds_on.is_empty();
        // A measured time alone stays below the largest number; two of them do not.
        if two {
            unanswered(&text, "invalid-scenario", path, message);
        } else {
            let twice = edited([
                ("/models/0/layers/0/secondsOn", json!({ "board": 1.7e308 })),
                ("/models/0/layers/1/secondsOn", json!({ "board": 1.7e308 })),
                ("/network/nodes/0/device", json!("board")),
            ]);
            unanswered(&twice, "invalid-scenario", path, message);
        }
    }
}

#[test]
fn costs_that_add_up_beyond_the_largest_number_are_refused() {
    for (field, what) in [("watts", "energy"), ("pricePerSecond", "price")] {
        let text = edited([
            (&format!("/network/nodes/0/{field}"), json!(1e308)),
            ("/models/0/layers/0/flop", json!(1e15)),
        ]);
        let message =
            format!("the {what} of job `j1` adds up to more than the largest number there is");
        unanswered(&text, "invalid-scenario", "/jobs/0", &message);
    }
}

#[test]
fn pins_of_a_call_are_checked_like_those_of_a_job() {
    let scenario = Scenario::from_json(super::TRIANGLE).unwrap();
    let mut router = Router::new(scenario).unwrap();
    let pin = |first_layer, last_layer, nodes: &[&str]| RouteOptions {
        pins: Some(vec![Pin {
            first_layer,
            last_layer,
            nodes: nodes.iter().map(ToString::to_string).collect(),
            tags: Vec::new(),
        }]),
        ..RouteOptions::default()
    };
    for (options, path, message) in [
        (
            pin(0, 1, &["phone"]),
            "/pins/0/firstLayer",
            "`firstLayer` is 0, the layers of model `tiny` are 1 to 2",
        ),
        (
            pin(1, 3, &["phone"]),
            "/pins/0/lastLayer",
            "`lastLayer` is 3, it must be from `firstLayer` (1) to 2",
        ),
        (
            pin(1, 2, &["nobody"]),
            "/pins/0/nodes/0",
            "there is no node `nobody`",
        ),
        (
            pin(1, 2, &[]),
            "/pins/0",
            "a pin must allow at least one node: it names no `nodes`, and no node bears any of its `tags`",
        ),
    ] {
        same(
            &router.route(&options).unwrap_err(),
            "invalid-option",
            path,
            message,
        );
    }
    let error = router.route(&pin(2, 2, &["tower"])).unwrap_err();
    let message = "layer 2 (`fc`) may run nowhere: no node that its pins allow computes";
    same(&error, "no-feasible-placement", "/pins/0", message);
    assert_eq!(
        router.route(&pin(1, 2, &["edge"])).unwrap().placement,
        ["edge", "edge"]
    );
}
