//! Numbers out of range, in JSON and through the structs.

use super::{TRIANGLE, edited, invalid};
use serde_json::json;
use splitway::Scenario;

/// Every number of at least 0, with how to set it in code.
type Setter = fn(&mut Scenario, f64);
const AMOUNTS: [(&str, Setter); 18] = [
    ("/network/nodes/0/flopPerSecond", |s, x| {
        s.network.nodes[0].flop_per_second = x
    }),
    ("/network/nodes/0/backlogFlop", |s, x| {
        s.network.nodes[0].backlog_flop = x
    }),
    ("/network/nodes/1/memoryBytes", |s, x| {
        s.network.nodes[1].memory_bytes = Some(x)
    }),
    ("/network/nodes/0/watts", |s, x| {
        s.network.nodes[0].watts = Some(x)
    }),
    ("/network/nodes/2/pricePerSecond", |s, x| {
        s.network.nodes[2].price_per_second = Some(x)
    }),
    ("/network/links/0/delaySeconds", |s, x| {
        s.network.links[0].delay_seconds = x
    }),
    ("/network/links/1/backlogBits", |s, x| {
        s.network.links[1].backlog_bits = x
    }),
    ("/network/links/1/joulesPerBit", |s, x| {
        s.network.links[1].joules_per_bit = Some(x)
    }),
    ("/network/links/0/pricePerByte", |s, x| {
        s.network.links[0].price_per_byte = Some(x)
    }),
    ("/models/0/inputBytes", |s, x| {
        s.models[0].input_bytes = Some(x)
    }),
    ("/models/0/layers/1/flop", |s, x| {
        s.models[0].layers[1].flop = Some(x)
    }),
    ("/models/0/layers/0/outputBytes", |s, x| {
        s.models[0].layers[0].output_bytes = Some(x)
    }),
    ("/models/0/layers/1/weightBytes", |s, x| {
        s.models[0].layers[1].weight_bytes = x
    }),
    ("/jobs/0/releaseSeconds", |s, x| {
        s.jobs[0].release_seconds = x
    }),
    ("/jobs/0/weight", |s, x| s.jobs[0].weight = x),
    ("/models/0/layers/1/secondsOn/board", |s, x| {
        s.models[0].layers[1]
            .seconds_on
            .insert("board".to_owned(), x);
    }),
    ("/models/0/inputs/0/bytes", |s, x| {
        s.models[0].input_bytes = None;
        s.models[0].inputs = Some(vec![tensor(x)]);
    }),
    ("/models/0/layers/0/outputs/0/bytes", |s, x| {
        s.models[0].layers[0].output_bytes = None;
        s.models[0].layers[0].outputs = Some(vec![tensor(x)]);
    }),
];

/// Every number above 0.
const RATES: [(&str, Setter); 2] = [
    ("/network/links/1/bitsPerSecond", |s, x| {
        s.network.links[1].bits_per_second = x
    }),
    ("/network/nodes/1/memoryBytesPerSecond", |s, x| {
        s.network.nodes[1].memory_bytes_per_second = Some(x);
    }),
];

fn tensor(bytes: f64) -> splitway::scenario::Tensor {
    splitway::scenario::Tensor {
        name: "a".to_owned(),
        bytes,
    }
}

/// What a number is called in messages.
const NO_NUMBERS: [(f64, &str); 3] = [
    (f64::NAN, "NaN"),
    (f64::INFINITY, "infinity"),
    (f64::NEG_INFINITY, "-infinity"),
];

fn check_struct(path: &str, setter: Setter, value: f64, range: &str, shown: &str) {
    let mut scenario = Scenario::from_json(TRIANGLE).unwrap();
    setter(&mut scenario, value);
    let error = scenario.validate().unwrap_err();
    let (_, field) = path.rsplit_once('/').unwrap();
    let message = format!("`{field}` is a finite number {range}, not {shown}");
    super::same(&error, "invalid-scenario", path, &message);
    // The calls that take a scenario check it as well.
    assert_eq!(splitway::Router::new(scenario).unwrap_err(), error);
}

#[test]
fn each_amount_must_be_finite_and_at_least_0_in_code() {
    for (path, setter) in AMOUNTS {
        for (value, shown) in NO_NUMBERS {
            check_struct(path, setter, value, "of at least 0", shown);
        }
        check_struct(path, setter, -1e-9, "of at least 0", "-1e-9");
    }
}

#[test]
fn each_rate_that_divides_must_be_above_0_in_code() {
    for (path, setter) in RATES {
        for (value, shown) in NO_NUMBERS {
            check_struct(path, setter, value, "above 0", shown);
        }
        check_struct(path, setter, 0.0, "above 0", "0");
        check_struct(path, setter, -2.0, "above 0", "-2");
    }
}

#[test]
fn each_amount_must_be_at_least_0_in_json() {
    for (path, _) in AMOUNTS {
        let (object, field) = path.rsplit_once('/').unwrap();
        let text = match object {
            "/models/0/layers/1/secondsOn" => edited([(object, json!({ "board": -1 }))]),
            "/models/0/inputs/0" | "/models/0/layers/0/outputs/0" => continue,
            _ => edited([(path, json!(-1))]),
        };
        let message = format!("`{field}` is a finite number of at least 0, not -1");
        invalid(&text, path, &message);
    }
}

#[test]
fn each_rate_that_divides_must_be_above_0_in_json() {
    for (path, _) in RATES {
        let (_, field) = path.rsplit_once('/').unwrap();
        for (value, shown) in [(json!(0), "0"), (json!(-0.0), "-0"), (json!(-1.5), "-1.5")] {
            let message = format!("`{field}` is a finite number above 0, not {shown}");
            invalid(&edited([(path, value)]), path, &message);
        }
    }
}

#[test]
fn degrees_must_be_on_the_globe() {
    for (field, most) in [("latitude", 90.0), ("longitude", 180.0)] {
        let path = format!("/network/nodes/0/{field}");
        for value in [most, -most] {
            assert!(Scenario::from_json(&edited([(&path, json!(value))])).is_ok());
            let beyond = value * 1.25;
            let message = format!("`{field}` is a number from -{most} to {most}, not {beyond}");
            invalid(&edited([(&path, json!(beyond))]), &path, &message);
        }
    }
    let mut scenario = Scenario::from_json(TRIANGLE).unwrap();
    scenario.network.nodes[0].latitude = Some(f64::NAN);
    super::same(
        &scenario.validate().unwrap_err(),
        "invalid-scenario",
        "/network/nodes/0/latitude",
        "`latitude` is a number from -90 to 90, not NaN",
    );
}

#[test]
fn a_batch_of_no_inputs_is_none() {
    invalid(
        &edited([("/jobs/0/batch", json!(0))]),
        "/jobs/0/batch",
        "`batch` is a whole number of at least 1, not 0",
    );
}

#[test]
fn zeros_with_a_sign_are_zeros() {
    let text = edited([
        ("/network/nodes/2/flopPerSecond", json!(-0.0)),
        ("/network/links/0/delaySeconds", json!(-0.0)),
        ("/jobs/0/releaseSeconds", json!(-0.0)),
        ("/models/0/layers/1/flop", json!(-0.0)),
    ]);
    let scenario = Scenario::from_json(&text).unwrap();
    let plan = splitway::route(&scenario, &Default::default()).unwrap();
    assert_eq!(plan.latency_seconds, 0.0085);
}
