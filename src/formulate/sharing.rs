//! Rows that all jobs share: what fits into memory, and what resources have time for.

use super::commodity::Commodity;
use super::options::FormulateOptions;
use super::program::{Program, Row, Sense, Variable};
use crate::scenario::Scenario;

/// Rows are scaled so that their right side is from here up to ten times as much: solvers'
/// tolerances are absolute, and a row in bytes or seconds would be held far too closely or not
/// at all.
const LEAST_RIGHT_SIDE: f64 = 1e3;

/// In rows of memory a byte counts for at least so much, ten times the usual tolerance, ...
const BYTE: f64 = 1e-5;

/// ... as long as the right side stays below ten times this: roundings must stay far below the
/// tolerance.
const LARGE_RIGHT_SIDE: f64 = 1e7;

/// What exceeds a limit by no more than this share does so by rounding.
const ROUNDING: f64 = 1e-12;

/// Jobs that run one layer on one node, and the variables that say so, each job's side by side.
type Users = Vec<(u32, u32)>;

/// The weights of the layers on each node with a limit fit into its memory, each model's layer
/// once however many jobs run it there.
pub(super) fn add_memory(program: &mut Program, scenario: &Scenario, commodities: &[Commodity]) {
    let nodes = &scenario.network.nodes;
    if nodes.iter().all(|node| node.memory_bytes.is_none()) {
        return;
    }
    // Who runs each layer on each node, model by model.
    let node_count = nodes.len();
    let mut users: Vec<Vec<Users>> = vec![vec![]; scenario.models.len()];
    for (column, variable) in (0..).zip(&program.variables) {
        if let Variable::Run {
            job, layer, node, ..
        } = *variable
        {
            let commodity = &commodities[job as usize];
            let places = &mut users[commodity.model];
            places.resize(commodity.layers() * node_count, Users::new());
            let place = (layer as usize - 1) * node_count + node as usize;
            places[place].push((job, column));
        }
    }
    let mut held: Vec<Vec<(u32, f64)>> = vec![vec![]; node_count];
    for (model, places) in users.iter().enumerate() {
        for (place, users) in places.iter().enumerate() {
            let (layer, node) = (place / node_count, place % node_count);
            let weight_bytes = scenario.models[model].layers[layer].weight_bytes;
            if weight_bytes == 0.0 || nodes[node].memory_bytes.is_none() {
                continue;
            }
            let hold = Variable::Hold {
                model: model as u32,
                layer: layer as u32 + 1,
                node: node as u32,
            };
            // At most one of a job's variables is 1.
            match (users.first(), users.last()) {
                (Some((first, _)), Some((last, _))) if first == last => {
                    let runs = users.iter().map(|&(_, run)| (run, weight_bytes));
                    held[node].extend(runs);
                }
                (Some(_), _) => held[node].push((add_hold(program, hold, users), weight_bytes)),
                (None, _) => {}
            }
        }
    }
    for (node, weights) in held.iter().enumerate() {
        let memory_bytes = nodes[node].memory_bytes.unwrap_or(f64::INFINITY);
        let node = node as u32;
        let least = BYTE.min(scale_to(LARGE_RIGHT_SIDE, memory_bytes));
        let scale = scale_to(LEAST_RIGHT_SIDE, memory_bytes).max(least);
        add_limit(program, Row::Memory { node }, weights, memory_bytes, scale);
    }
}

/// A variable that is 1 where any of the jobs runs the layer.
fn add_hold(program: &mut Program, hold: Variable, users: &[(u32, u32)]) -> u32 {
    let Variable::Hold { layer, node, .. } = hold else {
        unreachable!("only weights are held")
    };
    let column = program.continuous(hold, 0.0);
    for of_job in users.chunk_by(|one, other| one.0 == other.0) {
        let job = of_job[0].0;
        let mut terms = vec![(column, 1.0)];
        terms.extend(of_job.iter().map(|&(_, run)| (run, -1.0)));
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
    let graph = &commodities[0].graph;
    let mut on_nodes: Vec<Vec<(u32, f64)>> = vec![vec![]; graph.node_count()];
    let mut on_links: Vec<Vec<(u32, f64)>> = vec![vec![]; graph.links.len()];
    for (column, variable) in (0..).zip(&program.variables) {
        let (users, seconds) = match *variable {
            Variable::Run {
                job, layer, node, ..
            } => {
                let graph = &commodities[job as usize].graph;
                let seconds = graph.layer_seconds(layer as usize, node);
                (&mut on_nodes[node as usize], seconds)
            }
            Variable::Send { job, copy, link } => {
                let graph = &commodities[job as usize].graph;
                let payload_bytes = graph.payload_bytes[copy as usize];
                let seconds = payload_bytes * (8.0 / graph.links[link as usize].bits_per_second);
                (&mut on_links[link as usize], seconds)
            }
            _ => continue,
        };
        if seconds > 0.0 {
            users.push((column, seconds));
        }
    }
    for (node, uses) in (0..).zip(&on_nodes) {
        let rows = (Row::BarredOnNode { node }, Row::NodeCapacity { node });
        add_seconds(program, rows, uses, capacity_seconds);
    }
    for (link, uses) in (0..).zip(&on_links) {
        let rows = (Row::BarredOnLink { link }, Row::LinkCapacity { link });
        add_seconds(program, rows, uses, capacity_seconds);
    }
}

/// The seconds of one resource. What alone takes longer than there is time for has a row without
/// a scale: beside it nothing else would have digits left.
fn add_seconds(
    program: &mut Program,
    (barred, row): (Row, Row),
    uses: &[(u32, f64)],
    capacity_seconds: f64,
) {
    let takes_too_long = |&(_, seconds): &(u32, f64)| seconds > capacity_seconds * (1.0 + ROUNDING);
    let (too_long, uses): (Vec<_>, Vec<_>) = uses.iter().copied().partition(takes_too_long);
    for &(column, _) in &too_long {
        program.term(column, 1.0);
    }
    program.end_row(barred, Sense::AtMost, 0.0);
    let scale = scale_to(LEAST_RIGHT_SIDE, capacity_seconds);
    add_limit(program, row, &uses, capacity_seconds, scale);
}

/// Σ amount · variable ≤ limit, unless all of them fit.
fn add_limit(program: &mut Program, row: Row, amounts: &[(u32, f64)], limit: f64, scale: f64) {
    let all: f64 = amounts.iter().map(|(_, amount)| amount).sum();
    if all <= limit {
        return;
    }
    for &(column, amount) in amounts {
        program.term(column, amount * scale);
    }
    program.end_row(row, Sense::AtMost, limit * scale);
}

/// The power of ten that brings a limit to a size, or up to ten times as much.
fn scale_to(size: f64, limit: f64) -> f64 {
    let mut scale = 1.0;
    while limit * scale < size && scale < 1e300 {
        scale *= 10.0;
    }
    while limit * scale >= 10.0 * size && scale > 1e-300 {
        scale /= 10.0;
    }
    scale
}
