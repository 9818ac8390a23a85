//! What is refused, with the place and the words.

use crate::cases::{base, job};
use serde_json::{Value, json};
use splitway::scenario::{Method, Mode};
use splitway::schedule::{ScheduleOptions, schedule};
use splitway::{Error, Scenario};

#[test]
fn options_that_do_not_go_together_are_refused() {
    let scenario = base(json!([job("x", "one", 0.0), job("y", "one", 0.0)]));
    let order = |ids: &[&str]| ScheduleOptions {
        order: Some(ids.iter().map(|&id| id.to_owned()).collect()),
        ..ScheduleOptions::default()
    };
    let error = |options: &ScheduleOptions| match schedule(&scenario, options).unwrap_err() {
        Error::InvalidOption { message, path } => (path, message),
        error => panic!("{error}"),
    };
    let said = |path: &str, message: &str| (path.to_owned(), message.to_owned());
    assert_eq!(
        error(&order(&["x", "z"])),
        said("/order/1", "there is no job `z`")
    );
    assert_eq!(
        error(&order(&["x", "x"])),
        said("/order/1", "job `x` stands in the order twice")
    );
    assert_eq!(
        error(&order(&["y"])),
        said("/order", "an order has all jobs, job `x` is missing")
    );
    let with_method = ScheduleOptions {
        method: Some(Method::Anneal),
        ..order(&["x", "y"])
    };
    let alone = "a given `order` goes with mode `exact`, and without a method";
    assert_eq!(error(&with_method), said("/order", alone));
    let bound = ScheduleOptions {
        mode: Some(Mode::Bound),
        method: Some(Method::Exhaustive),
        ..ScheduleOptions::default()
    };
    let greedy = "mode `bound` goes with method `greedy` alone; choose that, or mode `exact`";
    assert_eq!(error(&bound), said("/method", greedy));
    let mut annealed = scenario.clone();
    annealed.options.method = Some(Method::Anneal);
    let bound = ScheduleOptions {
        method: None,
        ..bound
    };
    let error = schedule(&annealed, &bound).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("invalid-scenario", "/options/method")
    );
    assert_eq!(error.to_string(), greedy);
}

#[test]
fn more_than_eight_jobs_are_not_searched_exhaustively() {
    let jobs: Vec<Value> = (0..9)
        .map(|place| job(&place.to_string(), "one", 0.0))
        .collect();
    let options = ScheduleOptions {
        method: Some(Method::Exhaustive),
        ..ScheduleOptions::default()
    };
    let error = schedule(&base(json!(jobs)), &options).unwrap_err();
    assert_eq!((error.code(), error.path()), ("limit-exceeded", "/jobs"));
    assert_eq!(
        error.to_string(),
        "9 jobs have too many orders to look at them all, `exhaustive` takes up to 8; use `anneal`"
    );
}

#[test]
fn a_schedule_needs_a_weight_and_room_for_its_models() {
    let mut weightless = job("x", "one", 0.0);
    weightless["weight"] = json!(0);
    let error = schedule(&base(json!([weightless])), &ScheduleOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at least one job of a schedule needs a `weight` above 0"
    );
    let mut scenario = base(json!([job("x", "one", 0.0), job("y", "one", 5.0)]));
    scenario.models[0].layers[0].weight_bytes = 6.0;
    scenario.network.nodes[0].memory_bytes = Some(6.0);
    // Both jobs run on a, where the one model's weights are needed once.
    assert!(schedule(&scenario, &ScheduleOptions::default()).is_ok());
    scenario.network.nodes[0].memory_bytes = Some(5.0);
    let error = schedule(&scenario, &ScheduleOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("memory-exceeded", "/network/nodes/0/memoryBytes")
    );
    assert_eq!(
        error.to_string(),
        "the schedule puts 6 bytes of weights of `one` on node `a`, which holds 5; schedules within memory limits are not searched yet: pin some layers elsewhere"
    );
}

#[test]
fn more_destinations_than_memory_has_room_for_are_refused() {
    const NODES: usize = 3000;
    let node = |place: usize| json!({ "id": place.to_string(), "flopPerSecond": 1 });
    let layer = |place: usize| json!({ "name": place.to_string(), "flop": 1, "outputBytes": 1 });
    let job = |place: usize| {
        let id = place.to_string();
        json!({ "id": id, "model": "deep", "source": id, "destination": id })
    };
    let text = json!({
        "format": "splitway/scenario@1",
        "network": { "nodes": (0..NODES).map(node).collect::<Vec<_>>(), "links": [] },
        "models": [{ "id": "deep", "inputBytes": 1, "layers": (0..5000).map(layer).collect::<Vec<_>>() }],
        "jobs": (0..NODES).map(job).collect::<Vec<_>>(),
    });
    let scenario = Scenario::from_json(&text.to_string()).unwrap();
    let error = schedule(&scenario, &ScheduleOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.path()), ("limit-exceeded", "/jobs"));
}
