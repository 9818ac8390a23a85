//! Rows that all jobs share: what fits into memory, and what resources have time for.

use super::commodity::Commodity;
use super::options::FormulateOptions;
use super::program::{Program, Row, Sense, Variable};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// Scales a row so that its right side has this many digits before the point: solvers' tolerances
/// are absolute, and a row in bytes or seconds would be held far too closely or not at all.
const WHOLE_DIGITS: i32 = 4;

/// Powers of ten beyond this one do not fit into a number.
const MOST_EXPONENT: i32 = 300;

/// The weights of the layers on each node with a limit fit into its memory, each model's layer
/// once however many jobs run it there.
pub(super) fn add_memory(program: &mut Program, scenario: &Scenario, commodities: &[Commodity]) {
    let nodes = &scenario.network.nodes;
    if nodes.iter().all(|node| node.memory_bytes.is_none()) {
        return;
    }
    // By node, model and layer, in this order: who runs it there.
    let mut runs: BTreeMap<(u32, u32, u32), Vec<(u32, u32)>> = BTreeMap::new();
    for (column, variable) in (0..).zip(&program.variables) {
        if let Variable::Run { job, layer, node } = *variable {
            let model = commodities[job as usize].model;
            let weight_bytes = scenario.models[model].layers[layer as usize - 1].weight_bytes;
            if nodes[node as usize].memory_bytes.is_some() && weight_bytes > 0.0 {
                let place = (node, model as u32, layer);
                runs.entry(place).or_default().push((job, column));
            }
        }
    }
    let mut held: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    for ((node, model, layer), users) in runs {
        let layers = &scenario.models[model as usize].layers;
        let weight_bytes = layers[layer as usize - 1].weight_bytes;
        let column = match users[..] {
            [(_, run)] => run,
            _ => add_hold(program, Variable::Hold { model, layer, node }, &users),
        };
        held.entry(node).or_default().push((column, weight_bytes));
    }
    for (node, weights) in held {
        let memory_bytes = nodes[node as usize].memory_bytes.unwrap_or(f64::INFINITY);
        add_limit(program, Row::Memory { node }, &weights, memory_bytes);
    }
}

/// A variable that is 1 where any of the jobs runs the layer.
fn add_hold(program: &mut Program, hold: Variable, users: &[(u32, u32)]) -> u32 {
    let Variable::Hold { layer, node, .. } = hold else {
        unreachable!("only weights are held")
    };
    let column = program.continuous(hold, 0.0);
    for &(job, run) in users {
        let terms = [(column, 1.0), (run, -1.0)];
        program.row(Row::Held { job, layer, node }, &terms, Sense::AtLeast, 0.0);
    }
    column
}

/// All jobs together use each node and each link at most so many seconds.
pub(super) fn add_capacity(
    program: &mut Program,
    commodities: &[Commodity],
    options: &FormulateOptions,
) {
    let Some(capacity_seconds) = options.capacity_seconds else {
        return;
    };
    let mut on_nodes: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    let mut on_links: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    for (column, variable) in (0..).zip(&program.variables) {
        let (users, seconds) = match *variable {
            Variable::Run { job, layer, node } => {
                let graph = &commodities[job as usize].graph;
                let seconds = graph.layer_seconds(layer as usize, node);
                (on_nodes.entry(node).or_default(), seconds)
            }
            Variable::Send { job, copy, link } => {
                let graph = &commodities[job as usize].graph;
                let payload_bytes = graph.payload_bytes[copy as usize];
                let seconds = payload_bytes * (8.0 / graph.links[link as usize].bits_per_second);
                (on_links.entry(link).or_default(), seconds)
            }
            _ => continue,
        };
        if seconds > 0.0 {
            users.push((column, seconds));
        }
    }
    for (node, uses) in on_nodes {
        add_limit(program, Row::NodeCapacity { node }, &uses, capacity_seconds);
    }
    for (link, uses) in on_links {
        add_limit(program, Row::LinkCapacity { link }, &uses, capacity_seconds);
    }
}

/// Σ amount · variable ≤ limit, unless all of them fit.
fn add_limit(program: &mut Program, row: Row, amounts: &[(u32, f64)], limit: f64) {
    let all: f64 = amounts.iter().map(|(_, amount)| amount).sum();
    if all <= limit {
        return;
    }
    let scale = if limit > 0.0 {
        let exponent = WHOLE_DIGITS - 1 - limit.log10().floor() as i32;
        10f64.powi(exponent.clamp(-MOST_EXPONENT, MOST_EXPONENT))
    } else {
        1.0 / all
    };
    for &(column, amount) in amounts {
        program.term(column, amount * scale);
    }
    program.end_row(row, Sense::AtMost, limit * scale);
}
