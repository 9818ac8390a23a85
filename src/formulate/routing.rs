//! The routing program: unit flow on the layered graph.
//!
//! One variable per arc, one row per vertex: what comes in goes out. Without rows that jobs share
//! the matrix is that of a network flow, totally unimodular, so the linear relaxation has a whole
//! optimum.

use super::commodity::Commodity;
use super::program::{Program, Row, Sense, Variable};
use std::collections::HashMap;

/// The rows of one copy while they grow: the arcs out of each vertex (+1) and into it (−1).
type Vertices = Vec<Vec<(u32, f64)>>;

/// Adds a job's variables and rows, copy by copy. O(C·(N + E)) for C copies.
pub(super) fn add_job(program: &mut Program, job: u32, commodity: &Commodity) {
    let graph = &commodity.graph;
    let vertices = || vec![vec![]; graph.node_count() * graph.state_count()];
    // Of the copies that are begun: layers lead to them.
    let mut begun: HashMap<usize, Vertices> = HashMap::new();
    for copy in 0..graph.copy_count() {
        let mut here = begun.remove(&copy).unwrap_or_else(vertices);
        add_transfers(program, job, commodity, copy, &mut here);
        if graph.has_two_states() {
            add_switches(program, job, commodity, copy, &mut here);
        }
        for run in graph.lattice.after(copy) {
            let above = begun.entry(run.state as usize).or_insert_with(vertices);
            add_runs(
                program,
                job,
                commodity,
                (copy, run.layer as usize),
                (&mut here, above),
            );
        }
        add_conservation(program, job, commodity, copy, &here);
    }
}

/// Where in its copy a vertex stands; without two states a node is both idle and computing.
fn vertex(commodity: &Commodity, node: usize, computing: bool) -> usize {
    let states = commodity.graph.state_count();
    node * states + usize::from(computing && states == 2)
}

fn add_transfers(
    program: &mut Program,
    job: u32,
    commodity: &Commodity,
    copy: usize,
    here: &mut Vertices,
) {
    for (link, ends) in commodity.graph.links.iter().enumerate() {
        let variable = Variable::Send {
            job,
            copy: copy as u32,
            link: link as u32,
        };
        let seconds = commodity.transfer_seconds(copy, link);
        let column = program.binary(variable, seconds * commodity.share);
        here[vertex(commodity, ends.from as usize, false)].push((column, 1.0));
        here[vertex(commodity, ends.to as usize, false)].push((column, -1.0));
    }
}

fn add_switches(
    program: &mut Program,
    job: u32,
    commodity: &Commodity,
    copy: usize,
    here: &mut Vertices,
) {
    for (place, facts) in commodity.graph.nodes.iter().enumerate() {
        let (idle, computing) = (
            vertex(commodity, place, false),
            vertex(commodity, place, true),
        );
        let (copy, node) = (copy as u32, place as u32);
        if (copy as usize) < commodity.graph.last_copy() {
            let start = Variable::Start { job, copy, node };
            let column = program.binary(start, facts.wait_seconds * commodity.share);
            here[idle].push((column, 1.0));
            here[computing].push((column, -1.0));
        }
        if copy > 0 {
            let column = program.binary(Variable::Stop { job, copy, node }, 0.0);
            here[computing].push((column, 1.0));
            here[idle].push((column, -1.0));
        }
    }
}

fn add_runs(
    program: &mut Program,
    job: u32,
    commodity: &Commodity,
    (copy, layer): (usize, usize),
    (here, above): (&mut Vertices, &mut Vertices),
) {
    let nodes = 0..commodity.graph.node_count();
    for place in nodes.filter(|&node| commodity.may_run(layer, node)) {
        let node = place as u32;
        let seconds = commodity.graph.layer_seconds(layer, node);
        let run = Variable::Run {
            job,
            copy: copy as u32,
            layer: layer as u32,
            node,
        };
        let column = program.binary(run, seconds * commodity.share);
        let computing = vertex(commodity, place, true);
        here[computing].push((column, 1.0));
        above[computing].push((column, -1.0));
    }
}

fn add_conservation(
    program: &mut Program,
    job: u32,
    commodity: &Commodity,
    copy: usize,
    here: &Vertices,
) {
    let graph = &commodity.graph;
    let states = graph.state_count();
    let leaves = |node| copy == 0 && node == graph.source;
    let ends = |node| copy == graph.last_copy() && node == graph.destination;
    for (vertex, terms) in here.iter().enumerate() {
        let (copy, node) = (copy as u32, (vertex / states) as u32);
        if vertex % states == 1 {
            program.row(Row::Computing { job, copy, node }, terms, Sense::Equal, 0.0);
            continue;
        }
        let out = f64::from(u8::from(leaves(node))) - f64::from(u8::from(ends(node)));
        program.row(Row::Idle { job, copy, node }, terms, Sense::Equal, out);
    }
}
