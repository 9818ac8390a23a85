//! Text that is no JSON, and JSON of another shape.

use super::{TRIANGLE, edited, invalid, refused, without};
use serde_json::json;
use splitway::{Error, Scenario};

fn not_json(text: &str, message: &str) {
    refused(text, "invalid-json", "", message);
}

#[test]
fn text_that_is_no_json_is_named_by_line_and_column() {
    not_json("", "EOF while parsing a value at line 1 column 0");
    not_json("{", "EOF while parsing an object at line 1 column 1");
    not_json("{ no }", "key must be a string at line 1 column 3");
    not_json("{}\n{}", "trailing characters at line 2 column 1");
    not_json("NaN", "expected value at line 1 column 1");
    let text = TRIANGLE.replace("5e7", "Infinity");
    not_json(&text, "expected value at line 6 column 67");
}

#[test]
fn a_number_beyond_the_largest_is_named_by_its_path() {
    let message = "expected a finite number, found one beyond 1.8e308";
    let place = "/network/links/0/bitsPerSecond";
    let digits = "9".repeat(400);
    for number in ["1e999", "-1e999", "1.8e308", &digits] {
        invalid(&TRIANGLE.replace("5e7", number), place, message);
    }
    let nested = TRIANGLE.replace("5e7", "{ \"a/b~\": [0, [1e999]] }");
    invalid(&nested, &format!("{place}/a~1b~0/1/0"), message);
    invalid("1e999", "", message);
    // Nothing is read behind it.
    invalid("[1e999, nonsense", "/0", message);
}

#[test]
fn a_scenario_cut_off_anywhere_is_no_json() {
    for end in 0..TRIANGLE.trim_end().len() {
        let error = Scenario::from_json(&TRIANGLE[..end]).unwrap_err();
        assert_eq!((error.code(), error.path()), ("invalid-json", ""), "{end}");
        let message = error.to_string();
        assert!(message.starts_with("EOF while parsing "), "{message}");
    }
}

#[test]
fn any_byte_of_a_scenario_may_be_spoiled_without_a_panic() {
    for place in 0..TRIANGLE.len() {
        for spoiled in [" ", "\"", "{", "]", "-", "9", "\\", "\u{0}", "é"] {
            let mut text = TRIANGLE.to_owned();
            text.replace_range(place..place + 1, spoiled);
            if let Err(error) = Scenario::from_json(&text) {
                assert!(!error.to_string().is_empty());
            }
        }
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let message = "recursion limit exceeded at line 1 column 128";
    not_json(&"[".repeat(100_000), message);
    let nested = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    not_json(&nested, message);
    let text = TRIANGLE.replace("5e7", &"[".repeat(100_000));
    not_json(&text, "recursion limit exceeded at line 6 column 190");
    let objects = "{\"a\":".repeat(100_000);
    not_json(&objects, "recursion limit exceeded at line 1 column 636");
}

#[test]
fn a_document_that_is_no_object_is_no_scenario() {
    invalid("[]", "", "expected an object, found an array");
    invalid("null", "", "expected an object, found null");
    invalid("3", "", "expected an object, found 3");
    invalid("\"x\"", "", "expected an object, found the text `x`");
}

#[test]
fn another_format_is_named_before_anything_else() {
    let known = "this reader knows `splitway/scenario@1`";
    for found in ["splitway/scenario@2", "splitway/plan@1", ""] {
        let message = format!("the format is `{found}`, {known}");
        let text = json!({ "format": found, "strange": 1 }).to_string();
        refused(&text, "unsupported-format", "/format", &message);
    }
    invalid("{}", "", "missing field `format`");
    invalid(
        &edited([("/format", json!(1))]),
        "/format",
        "expected a text, found 1",
    );
    let mut scenario = Scenario::from_json(TRIANGLE).unwrap();
    scenario.format = "other".to_owned();
    let error = scenario.validate().unwrap_err();
    assert!(matches!(error, Error::UnsupportedFormat { .. }));
    assert_eq!(error.path(), "/format");
}

#[test]
fn unknown_fields_are_refused_at_each_level() {
    let tensors = [
        ("/models/0/inputs", json!([{ "name": "a", "bytes": 1 }])),
        (
            "/models/0/layers/0/outputs",
            json!([{ "name": "a", "bytes": 1 }]),
        ),
    ];
    for (object, expected) in [
        (
            "",
            "one of `$schema`, `format`, `network`, `models`, `jobs`, `options`",
        ),
        ("/network", "one of `name`, `nodes`, `links`"),
        (
            "/network/nodes/1",
            "one of `id`, `label`, `flopPerSecond`, `backlogFlop`, `memoryBytes`, `memoryBytesPerSecond`, `device`, `watts`, `pricePerSecond`, `tags`, `latitude`, `longitude`",
        ),
        (
            "/network/links/1",
            "one of `from`, `to`, `bitsPerSecond`, `delaySeconds`, `backlogBits`, `bothWays`, `joulesPerBit`, `pricePerByte`",
        ),
        (
            "/models/0",
            "one of `id`, `inputBytes`, `inputs`, `outputs`, `layers`",
        ),
        ("/models/0/inputs/0", "`name` or `bytes`"),
        (
            "/models/0/layers/1",
            "one of `name`, `kind`, `flop`, `outputBytes`, `outputs`, `inputs`, `weightBytes`, `secondsOn`",
        ),
        ("/models/0/layers/0/outputs/0", "`name` or `bytes`"),
        (
            "/jobs/0",
            "one of `id`, `model`, `source`, `destination`, `releaseSeconds`, `weight`, `batch`, `pins`",
        ),
        (
            "/jobs/0/pins/0",
            "one of `firstLayer`, `lastLayer`, `nodes`, `tags`",
        ),
        (
            "/options",
            "one of `wait`, `mode`, `method`, `objective`, `seed`, `mostDownSets`",
        ),
    ] {
        let path = format!("{object}/colour");
        let [inputs, outputs] = tensors.clone();
        let text = edited([inputs, outputs, (&path, json!(1))]);
        let message = format!("unknown field `colour`, expected {expected}");
        invalid(&text, &path, &message);
    }
}

#[test]
fn missing_fields_are_refused_at_each_level() {
    for (object, field) in [
        ("", "format"),
        ("", "network"),
        ("/network", "nodes"),
        ("/network/nodes/0", "id"),
        ("/network/nodes/0", "flopPerSecond"),
        ("/network/links/1", "from"),
        ("/network/links/1", "to"),
        ("/network/links/1", "bitsPerSecond"),
        ("/models/0", "id"),
        ("/models/0", "layers"),
        ("/models/0/layers/1", "name"),
        ("/models/0/layers/1", "flop"),
        ("/jobs/0", "id"),
        ("/jobs/0", "model"),
        ("/jobs/0", "source"),
        ("/jobs/0", "destination"),
        ("/jobs/0/pins/0", "firstLayer"),
        ("/jobs/0/pins/0", "lastLayer"),
    ] {
        let message = format!("missing field `{field}`");
        invalid(&without(&format!("{object}/{field}")), object, &message);
    }
}

#[test]
fn fields_given_twice_are_refused_at_each_level() {
    for (object, once, field) in [
        ("", "\"network\":", "format"),
        ("/network", "\"nodes\":", "name"),
        ("/network/nodes/1", "\"backlogFlop\":", "id"),
        ("/network/links/0", "\"delaySeconds\": 0.004", "from"),
        ("/models/0", "\"layers\":", "id"),
        ("/models/0/layers/0", "\"kind\": \"conv\"", "name"),
        ("/jobs/0", "\"weight\":", "id"),
    ] {
        let text = TRIANGLE.replace(once, &format!("\"{field}\": \"x\", {once}"));
        assert_ne!(text, TRIANGLE);
        let message = format!("duplicate field `{field}`");
        // A second format is a second field before it is another format.
        let text = text.replace("\"x\"", "\"splitway/scenario@1\"");
        invalid(&text, object, &message);
    }
    let text = TRIANGLE.replace("\"wait\":", "\"wait\": \"additive\", \"wait\":");
    invalid(&text, "/options", "duplicate field `wait`");
    let text = TRIANGLE.replace("\"firstLayer\": 1", "\"firstLayer\": 1, \"firstLayer\": 1");
    invalid(&text, "/jobs/0/pins/0", "duplicate field `firstLayer`");
}

#[test]
fn values_of_another_type_are_named_by_their_path() {
    for (path, value, message) in [
        ("/network", json!([]), "expected an object, found an array"),
        ("/network/name", json!(7), "expected a text, found 7"),
        (
            "/network/nodes",
            json!({}),
            "expected an array, found an object",
        ),
        (
            "/network/nodes/0",
            json!("n"),
            "expected an object, found the text `n`",
        ),
        (
            "/network/nodes/0",
            json!(["n", 1]),
            "expected an object, found an array",
        ),
        (
            "/network/nodes/0/id",
            json!(null),
            "expected a text, found null",
        ),
        (
            "/network/nodes/0/flopPerSecond",
            json!("1"),
            "expected a number, found the text `1`",
        ),
        (
            "/network/nodes/0/flopPerSecond",
            json!(null),
            "expected a number, found null",
        ),
        (
            "/network/nodes/0/tags",
            json!("a"),
            "expected an array, found the text `a`",
        ),
        (
            "/network/nodes/0/tags/0",
            json!(1.5),
            "expected a text, found 1.5",
        ),
        (
            "/network/links/0/bothWays",
            json!(1),
            "expected a boolean, found 1",
        ),
        (
            "/network/links/0/delaySeconds",
            json!(true),
            "expected a number, found true",
        ),
        (
            "/models/0/layers/1/secondsOn",
            json!([]),
            "expected an object, found an array",
        ),
        (
            "/models/0/layers/1/flop",
            json!([]),
            "expected a number, found an array",
        ),
        (
            "/jobs/0/batch",
            json!(1.5),
            "expected a whole number of at least 0, found 1.5",
        ),
        (
            "/jobs/0/batch",
            json!(-1),
            "expected a whole number of at least 0, found -1",
        ),
        (
            "/jobs/0/batch",
            json!(1u64 << 32),
            "expected a whole number of at least 0, found 4294967296",
        ),
        (
            "/jobs/0/pins/0/firstLayer",
            json!(-1),
            "expected a whole number of at least 0, found -1",
        ),
        ("/options/wait", json!(0), "expected a text, found 0"),
        (
            "/options/wait",
            json!("never"),
            "expected `draining` or `additive`, found the text `never`",
        ),
        (
            "/options/mode",
            json!("x"),
            "expected `exact` or `bound`, found the text `x`",
        ),
        (
            "/options/method",
            json!("x"),
            "expected `greedy` or `anneal` or `exhaustive`, found the text `x`",
        ),
        (
            "/options/objective",
            json!("x"),
            "expected `mean` or `max`, found the text `x`",
        ),
    ] {
        invalid(&edited([(path, value)]), path, message);
    }
}
