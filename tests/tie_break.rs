//! Of several plans of the same latency the documented one is returned: walking back from the
//! destination the fewest transfers to where each layer ran, then the lowest link index, and a
//! stay goes on rather than beginning anew.

use splitway::plan::Step;
use splitway::{RouteOptions, Scenario, Wait, route};

/// A scenario of one-byte tensors on links that all take a second or a multiple of it.
fn scenario(nodes: &str, links: &[(&str, &str, f64)], ends: (&str, &str), layers: usize) -> String {
    let links: Vec<String> = links
        .iter()
        .map(|(from, to, seconds)| {
            let rate = 8.0 / seconds;
            format!(r#"{{ "from": "{from}", "to": "{to}", "bitsPerSecond": {rate} }}"#)
        })
        .collect();
    let layers: Vec<String> = (1..=layers)
        .map(|layer| format!(r#"{{ "name": "l{layer}", "flop": 1, "outputBytes": 1 }}"#))
        .collect();
    format!(
        r#"{{ "format": "splitway/scenario@1",
          "network": {{ "nodes": [{nodes}], "links": [{}] }},
          "models": [ {{ "id": "m", "inputBytes": 1, "layers": [{}] }} ],
          "jobs": [ {{ "id": "j", "model": "m", "source": "{}", "destination": "{}" }} ] }}"#,
        links.join(", "),
        layers.join(", "),
        ends.0,
        ends.1
    )
}

/// The plan in short: link indices and the nodes that run a layer; the same for both waits.
fn way(text: &str) -> (f64, Vec<String>) {
    let scenario = Scenario::from_json(text).unwrap();
    let [draining, additive] = [Wait::Draining, Wait::Additive].map(|wait| {
        let options = RouteOptions {
            wait: Some(wait),
            ..RouteOptions::default()
        };
        let plan = route(&scenario, &options).unwrap();
        let short = |step: &Step| match step {
            Step::Compute { node, .. } => node.clone(),
            Step::Transfer { link, .. } => link.to_string(),
        };
        (plan.latency_seconds, plan.steps.iter().map(short).collect())
    });
    assert_eq!(draining, additive);
    draining
}

fn relay(id: &str) -> String {
    format!(r#"{{ "id": "{id}", "flopPerSecond": 0 }}"#)
}

fn computer(id: &str) -> String {
    format!(r#"{{ "id": "{id}", "flopPerSecond": 1 }}"#)
}

#[test]
fn of_parallel_links_that_take_the_same_time_the_first_is_used() {
    let nodes = [relay("s"), computer("t")].join(", ");
    let links = [("s", "t", 2.0), ("s", "t", 1.0), ("s", "t", 1.0)];
    let text = scenario(&nodes, &links, ("s", "t"), 1);
    assert_eq!(way(&text), (2.0, vec!["1".into(), "t".into()]));
}

#[test]
fn one_link_is_better_than_two_that_take_the_same_time() {
    let nodes = [relay("s"), relay("m"), computer("t")].join(", ");
    let links = [("s", "m", 1.0), ("m", "t", 1.0), ("s", "t", 2.0)];
    let text = scenario(&nodes, &links, ("s", "t"), 1);
    assert_eq!(way(&text), (3.0, vec!["2".into(), "t".into()]));
}

/// Both ways round the diamond have two links. Link 0 leaves the source, but looking back from
/// the destination link 1 comes before link 3.
#[test]
fn of_equal_ways_the_one_whose_last_link_has_the_lowest_index_is_taken() {
    let nodes = [relay("s"), relay("a"), relay("b"), computer("t")].join(", ");
    let links = [
        ("s", "a", 1.0),
        ("b", "t", 1.0),
        ("s", "b", 1.0),
        ("a", "t", 1.0),
    ];
    let text = scenario(&nodes, &links, ("s", "t"), 1);
    assert_eq!(way(&text), (3.0, vec!["2".into(), "1".into(), "t".into()]));
}

/// The layer takes 1 s on either end and the tensor 1 s between them, before or after. Walking
/// back, the answer is where the layer ran if that was the destination: no transfer.
#[test]
fn a_layer_that_could_run_at_either_end_runs_at_the_destination() {
    let nodes = [computer("s"), computer("t")].join(", ");
    let text = scenario(&nodes, &[("s", "t", 1.0)], ("s", "t"), 1);
    assert_eq!(way(&text), (2.0, vec!["0".into(), "t".into()]));
    let text = scenario(&nodes, &[("s", "t", 1.0)], ("s", "t"), 3);
    let last = ["0", "t", "t", "t"].map(String::from).to_vec();
    assert_eq!(way(&text), (4.0, last));
}

/// Two nodes beside the way that are equally good: the one behind the lower link index.
#[test]
fn of_equal_nodes_the_one_whose_answer_comes_over_the_lowest_link_runs_the_layer() {
    let nodes = [relay("s"), computer("a"), computer("b")].join(", ");
    let links = [
        ("s", "a", 1.0),
        ("s", "b", 1.0),
        ("b", "s", 1.0),
        ("a", "s", 1.0),
    ];
    let text = scenario(&nodes, &links, ("s", "s"), 1);
    let there_and_back = ["1", "b", "2"].map(String::from).to_vec();
    assert_eq!(way(&text), (3.0, there_and_back));
}

/// Links without delay and tensors without bytes: `a` and `b` are one place but for their names.
/// The backlog on `c` alone makes stays count under additive waits; `a` has none, so a new stay
/// there would cost nothing either.
#[test]
fn a_stay_goes_on_where_moving_would_cost_nothing() {
    let text = r#"{ "format": "splitway/scenario@1",
      "network": {
        "nodes": [ { "id": "a", "flopPerSecond": 1 }, { "id": "b", "flopPerSecond": 1 },
                   { "id": "c", "flopPerSecond": 1, "backlogFlop": 1 } ],
        "links": [ { "from": "b", "to": "a", "bitsPerSecond": 1, "bothWays": true },
                   { "from": "c", "to": "a", "bitsPerSecond": 1, "bothWays": true } ] },
      "models": [ { "id": "m", "inputBytes": 0, "layers": [
        { "name": "l1", "flop": 1, "outputBytes": 0 }, { "name": "l2", "flop": 1, "outputBytes": 0 },
        { "name": "l3", "flop": 1, "outputBytes": 0 } ] } ],
      "jobs": [ { "id": "j", "model": "m", "source": "b", "destination": "a" } ] }"#;
    let moved_once = ["0", "a", "a", "a"].map(String::from).to_vec();
    assert_eq!(way(text), (3.0, moved_once));
}
