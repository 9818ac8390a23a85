//! Ids, references between them, and pins.

use super::{edited, invalid};
use serde_json::{Value, json};
use splitway::Scenario;

#[test]
fn ids_are_unique_and_not_empty() {
    let node = json!({ "id": "phone", "flopPerSecond": 1 });
    let model = json!({ "id": "tiny", "inputBytes": 0, "layers": [] });
    let job = json!({ "id": "j1", "model": "tiny", "source": "phone", "destination": "phone" });
    for (what, list, first, twin) in [
        ("node", "/network/nodes", 3, node),
        ("model", "/models", 1, model),
        ("job", "/jobs", 1, job),
    ] {
        let name = twin["id"].as_str().unwrap().to_owned();
        let place = format!("{list}/-");
        invalid(
            &edited([(&place, twin)]),
            &format!("{list}/{first}/id"),
            &format!("there are two {what}s named `{name}`"),
        );
        let path = format!("{list}/0/id");
        let message = format!("a {what}'s id is not empty");
        invalid(&edited([(&path, json!(""))]), &path, &message);
    }
}

#[test]
fn references_name_what_there_is() {
    for (path, what) in [
        ("/network/links/0/from", "node"),
        ("/network/links/1/to", "node"),
        ("/jobs/0/model", "model"),
        ("/jobs/0/source", "node"),
        ("/jobs/0/destination", "node"),
        ("/jobs/0/pins/0/nodes/0", "node"),
    ] {
        let message = format!("there is no {what} `nobody`");
        invalid(&edited([(path, json!("nobody"))]), path, &message);
    }
}

#[test]
fn a_network_needs_a_node_and_a_model_a_layer() {
    invalid(
        &edited([("/network/nodes", json!([]))]),
        "/network/nodes",
        "a network needs at least one node",
    );
    invalid(
        &edited([("/models/0/layers", json!([]))]),
        "/models/0/layers",
        "model `tiny` needs at least one layer",
    );
}

#[test]
fn links_pins_jobs_and_models_not_in_use_may_be_empty() {
    let text = edited([("/network/links", json!([])), ("/jobs/0/pins", json!([]))]);
    assert!(Scenario::from_json(&text).is_ok());
    let text = edited([("/jobs", json!([])), ("/models", json!([]))]);
    assert!(Scenario::from_json(&text).is_ok());
}

#[test]
fn a_link_joins_two_different_nodes() {
    invalid(
        &edited([("/network/links/1/to", json!("tower"))]),
        "/network/links/1/to",
        "a link joins two different nodes, this one leads from `tower` to itself",
    );
}

#[test]
fn a_relay_has_no_backlog() {
    invalid(
        &edited([("/network/nodes/2/backlogFlop", json!(1))]),
        "/network/nodes/2/backlogFlop",
        "node `tower` is a relay (`flopPerSecond` is 0), so it can have no backlog",
    );
}

fn pinned(pin: Value) -> String {
    edited([("/jobs/0/pins/-", pin)])
}

#[test]
fn pins_name_layers_of_the_model() {
    let first = "/jobs/0/pins/1/firstLayer";
    for number in [0, 3] {
        invalid(
            &pinned(json!({ "firstLayer": number, "lastLayer": 2, "nodes": ["phone"] })),
            first,
            &format!("`firstLayer` is {number}, the layers of model `tiny` are 1 to 2"),
        );
    }
    for number in [1, 3] {
        invalid(
            &pinned(json!({ "firstLayer": 2, "lastLayer": number, "nodes": ["phone"] })),
            "/jobs/0/pins/1/lastLayer",
            &format!("`lastLayer` is {number}, it must be from `firstLayer` (2) to 2"),
        );
    }
}

#[test]
fn pins_name_somebody() {
    let message = "a pin must allow at least one node: it names no `nodes`, and no node bears any of its `tags`";
    let layers = json!({ "firstLayer": 1, "lastLayer": 1 });
    invalid(&pinned(layers), "/jobs/0/pins/1", message);
    let borne_by_none = json!({ "firstLayer": 1, "lastLayer": 1, "tags": ["far", "away"] });
    invalid(&pinned(borne_by_none), "/jobs/0/pins/1", message);
}

#[test]
fn a_tag_that_nobody_bears_and_a_node_named_twice_are_allowed() {
    for pin in [
        json!({ "firstLayer": 1, "lastLayer": 1, "nodes": ["phone"], "tags": ["far"] }),
        json!({ "firstLayer": 1, "lastLayer": 1, "tags": ["far", "trusted"] }),
        json!({ "firstLayer": 1, "lastLayer": 1, "nodes": ["phone", "phone"] }),
    ] {
        assert!(Scenario::from_json(&pinned(pin)).is_ok());
    }
}
