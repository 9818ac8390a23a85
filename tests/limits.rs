//! Scenarios that are sound but too large get an answer at once, not an empty memory.

use splitway::scenario::{Job, Layer, Link, Model, Network, Node};
use splitway::{Error, LayeredGraph, RouteOptions, Scenario, Wait, route};

fn scenario(nodes: usize, links: usize, layers: usize) -> Scenario {
    let node = |index: usize| -> Node {
        serde_json::from_value(serde_json::json!({ "id": index.to_string(), "flopPerSecond": 1 }))
            .unwrap()
    };
    let link: Link =
        serde_json::from_value(serde_json::json!({ "from": "0", "to": "1", "bitsPerSecond": 1 }))
            .unwrap();
    let layer = |index: usize| -> Layer {
        serde_json::from_value(
            serde_json::json!({ "name": index.to_string(), "flop": 1, "outputBytes": 1 }),
        )
        .unwrap()
    };
    let job: Job = serde_json::from_value(
        serde_json::json!({ "id": "j", "model": "m", "source": "0", "destination": "1" }),
    )
    .unwrap();
    Scenario {
        schema: None,
        format: "splitway/scenario@1".to_owned(),
        network: Network {
            name: None,
            nodes: (0..nodes).map(node).collect(),
            links: vec![link; links],
        },
        models: vec![Model {
            id: "m".to_owned(),
            input_bytes: Some(1.0),
            inputs: None,
            outputs: None,
            layers: (0..layers).map(layer).collect(),
        }],
        jobs: vec![job],
        options: Default::default(),
    }
}

fn refusal(scenario: &Scenario, wait: Wait) -> Error {
    scenario.validate().unwrap();
    let options = RouteOptions {
        wait: Some(wait),
        certificate: true,
        ..RouteOptions::default()
    };
    let error = LayeredGraph::new(scenario, 0, wait).unwrap_err();
    assert_eq!(
        route(scenario, &options).unwrap_err().to_string(),
        error.to_string()
    );
    error
}

#[test]
fn too_many_vertices_are_refused() {
    let cases = [
        (Wait::Draining, 12_000, "10000 nodes in 12001 copies"),
        (
            Wait::Additive,
            6_000,
            "10000 nodes, idle or computing, in 6001 copies",
        ),
    ];
    for (wait, layers, graph) in cases {
        let error = refusal(&scenario(10_000, 1, layers), wait);
        assert_eq!(error.code(), "limit-exceeded");
        assert_eq!(
            error.to_string(),
            format!(
                "{graph} are more than the 120000000 vertices of a layered graph that can be searched"
            )
        );
        assert_eq!(error.path(), "/network/nodes");
    }
}

#[test]
fn too_many_arcs_are_refused() {
    let error = refusal(&scenario(2, 50_000, 10_000), Wait::Draining);
    assert_eq!(
        error.to_string(),
        "100000 links in 10001 copies are more than the 1000000000 arcs of a layered graph that can be searched"
    );
    assert_eq!(error.path(), "/network/links");
}
