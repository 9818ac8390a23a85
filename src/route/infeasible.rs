//! Why there is no plan, in words.

use super::router::RouteOptions;
use super::solve::Solver;
use crate::error::{Error, listed};
use crate::layered::LayeredGraph;
use crate::scenario::{Scenario, model_of};

/// The error of a solve that found no plan.
pub(super) fn why_infeasible(
    scenario: &Scenario,
    job: usize,
    options: &RouteOptions,
    graph: &LayeredGraph,
    solver: &Solver,
) -> Error {
    let nodes = &scenario.network.nodes;
    let name = |node: u32| format!("`{}`", nodes[node as usize].id);
    let mut reached = vec![false; nodes.len()];
    for &node in solver.reached_nodes() {
        reached[node as usize] = true;
    }
    let is_reached = |node: &u32| reached[*node as usize];
    if !is_reached(&graph.destination) {
        let (source, destination) = (name(graph.source), name(graph.destination));
        let others = (0..nodes.len() as u32).filter(|&node| node != graph.source);
        let reached = listed(others.filter(is_reached).map(name));
        return Error::Unreachable {
            message: format!(
                "no links lead from {source} to {destination}: from {source} one can reach {reached}"
            ),
            path: format!("/jobs/{job}/destination"),
        };
    }
    let (_, model) = model_of(scenario, job);
    let layer_name = |layer: usize| &model.layers[layer - 1].name;
    let Some(layer) = solver.first_stuck_layer(graph) else {
        return Error::NoFeasiblePlacement {
            message: format!(
                "the answer cannot get to {} from any node that may run the last layer (`{}`)",
                name(graph.destination),
                layer_name(graph.layer_count())
            ),
            path: format!("/jobs/{job}/destination"),
        };
    };
    if !nodes.iter().any(|node| node.flop_per_second > 0.0) {
        return Error::NoFeasiblePlacement {
            message: "no node computes: the `flopPerSecond` of every node is 0".to_owned(),
            path: "/network/nodes".to_owned(),
        };
    }
    let (pins, pins_path) = match &options.pins {
        Some(pins) => (pins, "/pins".to_owned()),
        None => (&scenario.jobs[job].pins, format!("/jobs/{job}/pins")),
    };
    let pin = pins
        .iter()
        .position(|pin| (pin.first_layer..=pin.last_layer).contains(&layer));
    let path = match pin {
        Some(pin) => format!("{pins_path}/{pin}"),
        None => format!("/jobs/{job}"),
    };
    let allowed: Vec<u32> = (0..nodes.len() as u32)
        .filter(|&node| graph.allowed(layer)[node as usize])
        .collect();
    let what = format!("layer {layer} (`{}`)", layer_name(layer));
    let message = if allowed.is_empty() {
        format!("{what} may run nowhere: no node that its pins allow computes")
    } else {
        let carried = match layer {
            _ if graph.has_sets() => "what is live before it".to_owned(),
            1 => "the input".to_owned(),
            _ => format!("the output of layer {}", layer - 1),
        };
        let allowed = listed(allowed.into_iter().map(name));
        format!("{what} may run on {allowed}, and {carried} can get to none of them")
    };
    Error::NoFeasiblePlacement { message, path }
}
