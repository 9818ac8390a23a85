//! The existing formulation: which node runs which layer.
//!
//! A binary x says that a layer runs on a node. With [paths](super::Transfers::Paths) the product
//! of the x of two consecutive layers on two different nodes says that a tensor moves from one to
//! the other; it costs the shortest path and the wait of the node that it comes to, and is
//! linearised as in every textbook: y ≥ x + x' − 1, y ≤ x, y ≤ x'. On one node the product costs
//! nothing and is left out. With [flows](super::Transfers::Flows) links are chosen one by one, so
//! that what leaves a node is what its x say; the products then vanish, and with them the gap of
//! the relaxation: this is the routing program without the vertices.

use super::commodity::Commodity;
use super::distances::Distances;
use super::program::{Pair, Program, Row, Sense, Variable};

/// The variables of one layer by node; `None` where it may not run.
type Choices = Vec<Option<u32>>;

/// With transfers along shortest paths. O(L·N·(E + N log N)).
pub(super) fn add_job_by_paths(program: &mut Program, job: u32, commodity: &Commodity) {
    let (graph, share) = (&commodity.graph, commodity.share);
    let layers = commodity.layers();
    let mut distances = Distances::default();
    distances.search(commodity, 0, graph.source);
    let to_destination = seconds_to_destination(commodity);
    let mut before: Choices = vec![];
    for layer in 1..=layers {
        let cost_seconds = |node: usize| {
            let mut seconds = graph.layer_seconds(layer, node as u32);
            if layer == 1 {
                seconds += distances.seconds(node) + graph.nodes[node].wait_seconds;
            }
            if layer == layers {
                seconds += to_destination[node];
            }
            seconds
        };
        let here = add_choices(program, job, commodity, layer, cost_seconds);
        for (from, from_column) in chosen(&before) {
            distances.search(commodity, layer - 1, from as u32);
            for (to, to_column) in chosen(&here).filter(|&(to, _)| to != from) {
                let pair = Pair {
                    job,
                    copy: layer as u32 - 1,
                    from: from as u32,
                    to: to as u32,
                };
                let seconds = distances.seconds(to) + graph.nodes[to].wait_seconds;
                add_product(program, pair, (from_column, to_column), seconds * share);
            }
        }
        before = here;
    }
}

/// Seconds of the last tensor from each node to the destination, by searching from each.
fn seconds_to_destination(commodity: &Commodity) -> Vec<f64> {
    let mut distances = Distances::default();
    let nodes = 0..commodity.graph.node_count() as u32;
    let seconds = nodes.map(|node| {
        distances.search(commodity, commodity.layers(), node);
        distances.seconds(commodity.graph.destination as usize)
    });
    seconds.collect()
}

/// Adds the x of a layer where the cost is finite, and that exactly one of them is chosen.
fn add_choices(
    program: &mut Program,
    job: u32,
    commodity: &Commodity,
    layer: usize,
    cost_seconds: impl Fn(usize) -> f64,
) -> Choices {
    let mut choices = vec![None; commodity.graph.node_count()];
    for (node, choice) in choices.iter_mut().enumerate() {
        let seconds = if commodity.may_run(layer, node) {
            cost_seconds(node)
        } else {
            f64::INFINITY
        };
        if seconds.is_finite() {
            let run = Variable::Run {
                job,
                copy: layer as u32 - 1,
                layer: layer as u32,
                node: node as u32,
            };
            let column = program.binary(run, seconds * commodity.share);
            program.term(column, 1.0);
            *choice = Some(column);
        }
    }
    let layer = layer as u32;
    program.end_row(Row::Place { job, layer }, Sense::Equal, 1.0);
    choices
}

fn chosen(choices: &Choices) -> impl Iterator<Item = (usize, u32)> {
    let places = choices.iter().enumerate();
    places.filter_map(|(node, choice)| choice.map(|column| (node, column)))
}

/// y = x·x' of a move; where no path leads from one to the other both cannot be.
fn add_product(program: &mut Program, pair: Pair, (x, then): (u32, u32), cost_seconds: f64) {
    if !cost_seconds.is_finite() {
        let terms = [(x, 1.0), (then, 1.0)];
        program.row(Row::Both(pair), &terms, Sense::AtMost, 1.0);
        return;
    }
    let Pair {
        job,
        copy,
        from,
        to,
    } = pair;
    let product = Variable::Move {
        job,
        copy,
        from,
        to,
    };
    let y = program.continuous(product, cost_seconds);
    let both = [(x, 1.0), (then, 1.0), (y, -1.0)];
    program.row(Row::Both(pair), &both, Sense::AtMost, 1.0);
    let from = [(y, 1.0), (x, -1.0)];
    program.row(Row::From(pair), &from, Sense::AtMost, 0.0);
    let onto = [(y, 1.0), (then, -1.0)];
    program.row(Row::Onto(pair), &onto, Sense::AtMost, 0.0);
}

/// With transfers over links that are chosen one by one. O(L·(N + E)).
pub(super) fn add_job_by_flows(program: &mut Program, job: u32, commodity: &Commodity) {
    let (graph, share) = (&commodity.graph, commodity.share);
    let nothing: Choices = vec![None; graph.node_count()];
    let mut before = nothing.clone();
    for copy in 0..=commodity.layers() {
        let next = if copy == commodity.layers() {
            nothing.clone()
        } else {
            // Whoever runs the first layer begins a stay.
            let first_wait = |node: usize| match copy {
                0 => graph.nodes[node].wait_seconds,
                _ => 0.0,
            };
            add_choices(program, job, commodity, copy + 1, |node| {
                graph.layer_seconds(copy + 1, node as u32) + first_wait(node)
            })
        };
        let first_send = program.variables.len() as u32;
        for link in 0..graph.links.len() {
            let send = Variable::Send {
                job,
                copy: copy as u32,
                link: link as u32,
            };
            program.binary(send, commodity.transfer_seconds(copy, link) * share);
        }
        for node in 0..graph.node_count() as u32 {
            let place = node as usize;
            let sends = |link: u32| first_send + link;
            for arc in graph.out.of(node) {
                program.term(sends(arc.link), 1.0);
            }
            for arc in graph.into.of(node) {
                program.term(sends(arc.link), -1.0);
            }
            let runs = [(before[place], -1.0), (next[place], 1.0)];
            for (column, sign) in runs {
                if let Some(column) = column {
                    program.term(column, sign);
                }
            }
            let leaves = copy == 0 && node == graph.source;
            let ends = copy == commodity.layers() && node == graph.destination;
            let balance = f64::from(u8::from(leaves)) - f64::from(u8::from(ends));
            let row = Row::Idle {
                job,
                copy: copy as u32,
                node,
            };
            program.end_row(row, Sense::Equal, balance);
        }
        if copy > 0 {
            add_stays(program, job, commodity, copy as u32, (&before, &next));
        }
        before = next;
    }
}

/// Where a layer runs and the one before did not, a stay begins and pays the wait.
fn add_stays(
    program: &mut Program,
    job: u32,
    commodity: &Commodity,
    copy: u32,
    (before, next): (&Choices, &Choices),
) {
    for (place, run) in chosen(next) {
        let wait_seconds = commodity.graph.nodes[place].wait_seconds;
        if wait_seconds == 0.0 {
            continue;
        }
        let node = place as u32;
        let start = Variable::Start { job, copy, node };
        let start = program.continuous(start, wait_seconds * commodity.share);
        program.term(start, 1.0);
        program.term(run, -1.0);
        if let Some(run_before) = before[place] {
            program.term(run_before, 1.0);
        }
        program.end_row(Row::Stay { job, copy, node }, Sense::AtLeast, 0.0);
    }
}
