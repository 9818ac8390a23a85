//! The implicit search against petgraph's Dijkstra on the graph written out.

mod instances;

use instances::graphs::graphs;
use instances::large::{self, Links, Rates, Shape};
use instances::small::{self, Numbers};
use instances::{Instance, WAITS, for_all, is_close, waiting};
use petgraph::algo::dijkstra;
use petgraph::graph::NodeIndex;
use proptest::strategy::Strategy;
use splitway::layered::explicit::{ArcKind, Arrival, LayeredArc, Vertex};
use splitway::{LayeredGraph, Scenario, Wait, route};
use std::cell::RefCell;
use std::collections::HashMap;

/// What petgraph finds: the arrival at the target, or the code of the error that is due.
fn oracle(graph: &LayeredGraph) -> Result<f64, &'static str> {
    let mut explicit = graph.explicit();
    let start = explicit.add_node(Vertex {
        copy: 0,
        node: 0,
        computing: false,
    });
    let release = LayeredArc {
        kind: ArcKind::StopComputing(0),
        ready_seconds: 0.0,
        seconds: graph.release_seconds(),
    };
    explicit.add_edge(start, graph.source_vertex(), release);
    let target = graph.target_vertex();
    let arrivals = dijkstra(&explicit, start, None, |arc| Arrival::from(arc.weight()));
    let copy = graph.node_count() * graph.state_count();
    let input_at_destination = NodeIndex::new(target.index() % copy);
    match arrivals.get(&target) {
        Some(arrival) => Ok(arrival.time()),
        None if arrivals.contains_key(&input_at_destination) => Err("no-feasible-placement"),
        None => Err("unreachable"),
    }
}

/// Checks one answer; returns its code, `ok` if there is a plan.
fn agree(scenario: &Scenario, wait: Wait) -> &'static str {
    let plan = route(scenario, &waiting(wait));
    let graph = match LayeredGraph::new(scenario, 0, wait) {
        Ok(graph) => graph,
        Err(error) => {
            assert_eq!(plan.unwrap_err(), error);
            return error.code();
        }
    };
    match (oracle(&graph), plan) {
        (Ok(arrival), Ok(plan)) => {
            let latency = arrival - graph.release_seconds();
            assert!(
                is_close(plan.latency_seconds, latency, arrival),
                "{wait:?}: {} s, petgraph finds {latency} s",
                plan.latency_seconds
            );
            "ok"
        }
        (Err(due), Err(error)) => {
            assert_eq!(error.code(), due, "{wait:?}: {error}");
            due
        }
        // What the plan costs in energy and money is no matter of petgraph's, but may overflow too.
        (Ok(_), Err(error)) if error.path() == "/jobs/0" => {
            assert_eq!(error.code(), "invalid-scenario");
            error.code()
        }
        (due, plan) => panic!("{wait:?}: petgraph finds {due:?}, splitway {plan:?}"),
    }
}

/// Checks many instances for both waits; returns how often each outcome came.
fn agree_on_all(
    cases: u32,
    strategy: &impl Strategy<Value = Instance>,
) -> HashMap<&'static str, u32> {
    let outcomes = RefCell::new(HashMap::new());
    for_all(cases, strategy, |Instance(scenario)| {
        for wait in WAITS {
            *outcomes
                .borrow_mut()
                .entry(agree(&scenario, wait))
                .or_insert(0) += 1;
        }
    });
    outcomes.into_inner()
}

#[test]
fn small_scenarios_full_of_ties_agree_with_petgraph() {
    let outcomes = agree_on_all(10_000, &small::scenarios(Numbers::Few));
    // The generator is worth something only if every outcome comes often.
    for code in ["ok", "unreachable", "no-feasible-placement"] {
        assert!(outcomes[code] > 1_000, "{outcomes:?}");
    }
}

#[test]
fn small_scenarios_of_many_magnitudes_agree_with_petgraph() {
    let outcomes = agree_on_all(10_000, &small::scenarios(Numbers::Wild));
    assert!(outcomes["ok"] > 8_000, "{outcomes:?}");
}

#[test]
fn scenarios_of_absurd_magnitudes_agree_with_petgraph_or_overflow_cleanly() {
    let outcomes = agree_on_all(20_000, &small::scenarios(Numbers::Extreme));
    for code in ["ok", "invalid-scenario"] {
        assert!(outcomes[code] > 1_000, "{outcomes:?}");
    }
}

#[test]
fn models_that_are_graphs_agree_with_petgraph() {
    for numbers in [Numbers::Few, Numbers::Wild, Numbers::Extreme] {
        let outcomes = agree_on_all(4_000, &graphs(numbers));
        assert!(outcomes["ok"] > 2_000, "{outcomes:?}");
    }
}

#[test]
fn networks_of_tens_to_hundreds_of_nodes_agree_with_petgraph() {
    let instances = large::shapes(20..=200, 1..=30).prop_map(|shape| shape.instance());
    let outcomes = agree_on_all(400, &instances);
    assert!(outcomes["ok"] > 700, "{outcomes:?}");
}

/// Checks graphs of about so many nodes and 30 layers, of all kinds.
fn all_kinds_agree(nodes: usize) {
    for (seed, rates) in [(1, Rates::Spread), (2, Rates::Alike)] {
        for links in [Links::Random, Links::Shortcuts] {
            for seed in [seed, seed + 10, seed + 20] {
                let shape = Shape {
                    nodes,
                    layers: 30,
                    rates,
                    links,
                    seed,
                };
                let Instance(scenario) = shape.instance();
                for wait in WAITS {
                    assert_eq!(agree(&scenario, wait), "ok", "{shape:?}");
                }
            }
        }
    }
}

#[test]
fn graphs_of_more_than_20_000_vertices_agree_with_petgraph() {
    all_kinds_agree(700);
}

#[test]
fn graphs_of_more_than_40_000_vertices_agree_with_petgraph() {
    all_kinds_agree(1_400);
}
