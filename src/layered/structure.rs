//! Building a layered graph: names become indices, links become rows.

use super::{Arc, ComputeNode, DirectedLink, Factors, Lattice, LayeredGraph, MOST_DOWN_SETS, Rows};
use crate::error::{Error, Result};
use crate::scenario::{Model, Network, Pin, Scenario, Wait, check_work, model_of};
use std::collections::HashMap;

/// What fits into the 4 GB of a WebAssembly module, with room to spare.
const MOST_VERTICES: u64 = 120_000_000;
const MOST_ARCS: u64 = 1_000_000_000;

impl LayeredGraph {
    /// The layered graph of a job of a validated scenario.
    ///
    /// # Errors
    /// [`UnknownWork`](Error::UnknownWork), [`LimitExceeded`](Error::LimitExceeded) above 120 million
    /// vertices or 2 million down-sets, and
    /// [`InvalidScenario`](Error::InvalidScenario) where times add up beyond the largest number.
    ///
    /// # Panics
    /// If `job` is not an index into the scenario's jobs, or the scenario was not validated.
    ///
    /// # Cost
    /// O(N + E + L·D + P·N + S), see [`LayeredGraph`].
    pub fn new(scenario: &Scenario, job: usize, wait: Wait) -> Result<LayeredGraph> {
        let pins = &scenario.jobs[job].pins;
        let node_index = scenario.network.node_indices();
        let lattice = Self::lattice_of(scenario, job, None)?;
        Self::with_pins(
            scenario,
            &node_index,
            job,
            wait,
            pins,
            Factors::default(),
            lattice,
        )
    }

    /// The down-sets of a job's model, for as many in a block as the call or the scenario says.
    pub(crate) fn lattice_of(
        scenario: &Scenario,
        job: usize,
        most_down_sets: Option<u32>,
    ) -> Result<std::sync::Arc<Lattice>> {
        let (index, model) = model_of(scenario, job);
        check_work(index, model)?;
        let most = most_down_sets.or(scenario.options.most_down_sets);
        let lattice = Lattice::of(model, index, most.unwrap_or(MOST_DOWN_SETS))?;
        Ok(std::sync::Arc::new(lattice))
    }

    /// With these pins in place of the job's, and the down-sets of its model; `node_index` has the
    /// index of each node by its id.
    pub(crate) fn with_pins(
        scenario: &Scenario,
        node_index: &HashMap<String, usize>,
        job: usize,
        wait: Wait,
        pins: &[Pin],
        factors: Factors,
        lattice: std::sync::Arc<Lattice>,
    ) -> Result<LayeredGraph> {
        let network = &scenario.network;
        let (model_index, model) = model_of(scenario, job);
        check_size(network, lattice.len(), wait)?;
        let job = &scenario.jobs[job];
        let links = directed_links(network, node_index);
        let node_count = network.nodes.len();
        let layers = model.layers.len();
        let devices = measured_devices(network, model);
        let (allowed_set, allowed) = allowed_nodes(network, node_index, layers, pins);
        let mut graph = LayeredGraph {
            wait,
            source: node_index[&job.source] as u32,
            destination: node_index[&job.destination] as u32,
            release_seconds: 0.0,
            nodes: network
                .nodes
                .iter()
                .map(|node| ComputeNode {
                    flop_per_second: 0.0,
                    memory_bytes_per_second: f64::INFINITY,
                    wait_seconds: 0.0,
                    device: node.device.as_ref().and_then(|device| {
                        let index = devices.iter().position(|other| other == device);
                        index.map(|index| index as u32)
                    }),
                })
                .collect(),
            out: rows(node_count, &links, |link| (link.from, link.to)),
            into: rows(node_count, &links, |link| (link.to, link.from)),
            out_ready_seconds: vec![0.0; links.len()],
            links,
            has_link_backlog: false,
            has_node_backlog: false,
            payload_bytes: vec![0.0; lattice.len()],
            lattice,
            flop: vec![0.0; layers],
            touched_bytes: vec![0.0; layers],
            measured_seconds: vec![f64::NAN; layers * devices.len()],
            devices: devices.len(),
            allowed_set,
            allowed,
            fastest_seconds: vec![0.0; layers],
            slowest_seconds: vec![0.0; layers],
            slowness: vec![f64::INFINITY; node_count],
            total_seconds: 0.0,
            node_seconds: vec![0.0; node_count],
        };
        graph.set_numbers(scenario, job, model_index, factors)?;
        Ok(graph)
    }

    /// Takes other pins. Nothing else depends on them: bounds hold for every node that computes.
    ///
    /// # Cost
    /// O(P·(N + L)) for P pins.
    pub(crate) fn set_pins(
        &mut self,
        network: &Network,
        node_index: &HashMap<String, usize>,
        pins: &[Pin],
    ) {
        (self.allowed_set, self.allowed) =
            allowed_nodes(network, node_index, self.layer_count(), pins);
    }
}

/// Labels are kept for as many vertices as the search reaches, at worst for all.
fn check_size(network: &Network, copies: usize, wait: Wait) -> Result<()> {
    // In 64 bits: the products may not fit a WebAssembly module's own numbers.
    let copies = copies as u64;
    let (nodes, links) = (network.nodes.len() as u64, 2 * network.links.len() as u64);
    // Backlogs may come later, and with them the second state.
    let (states, named_nodes) = match wait {
        Wait::Draining => (1, "nodes"),
        Wait::Additive => (2, "nodes, idle or computing,"),
    };
    let sizes = [
        (
            "nodes",
            named_nodes,
            nodes,
            states,
            MOST_VERTICES,
            "vertices",
        ),
        ("links", "links", links, 1, MOST_ARCS, "arcs"),
    ];
    for (field, named, count, states, most, parts) in sizes {
        if count * states * copies > most {
            return Err(Error::LimitExceeded {
                message: format!(
                    "{count} {named} in {copies} copies are more than the {most} {parts} of a layered graph that can be searched"
                ),
                path: format!("/network/{field}"),
            });
        }
    }
    Ok(())
}

fn directed_links(network: &Network, index: &HashMap<String, usize>) -> Vec<DirectedLink> {
    let mut links = Vec::new();
    for (file_link, link) in (0..).zip(&network.links) {
        let forward = DirectedLink {
            from: index[&link.from] as u32,
            to: index[&link.to] as u32,
            file_link,
            bits_per_second: 0.0,
            delay_seconds: 0.0,
            wait_seconds: 0.0,
        };
        links.push(forward);
        if link.both_ways {
            links.push(DirectedLink {
                from: forward.to,
                to: forward.from,
                ..forward
            });
        }
    }
    links
}

/// Rows by the first of a link's ends, each in order of link index; `ends` gives (row, other end).
fn rows(
    node_count: usize,
    links: &[DirectedLink],
    ends: impl Fn(&DirectedLink) -> (u32, u32),
) -> Rows {
    let mut starts = vec![0u32; node_count + 1];
    for link in links {
        starts[ends(link).0 as usize + 1] += 1;
    }
    for node in 0..node_count {
        starts[node + 1] += starts[node];
    }
    let mut next = starts.clone();
    let mut arcs = vec![
        Arc {
            node: 0,
            link: 0,
            seconds_per_byte: 0.0,
            offset_seconds: 0.0,
        };
        links.len()
    ];
    for (index, link) in (0..).zip(links) {
        let (row, other) = ends(link);
        let place = &mut next[row as usize];
        arcs[*place as usize].node = other;
        arcs[*place as usize].link = index;
        *place += 1;
    }
    Rows { starts, arcs }
}

/// The device classes that both a node bears and a layer has a measurement for.
fn measured_devices<'a>(network: &'a Network, model: &Model) -> Vec<&'a str> {
    let mut devices = Vec::new();
    for device in network.nodes.iter().filter_map(|node| node.device.as_ref()) {
        let is_measured = |layer: &crate::scenario::Layer| layer.seconds_on.contains_key(device);
        if !devices.contains(&device.as_str()) && model.layers.iter().any(is_measured) {
            devices.push(device.as_str());
        }
    }
    devices
}

/// Per layer the index of a set of nodes, and the sets as rows of flags. Pins on one layer
/// intersect; set 0 is every node that computes.
fn allowed_nodes(
    network: &Network,
    index: &HashMap<String, usize>,
    layers: usize,
    pins: &[Pin],
) -> (Vec<u32>, Vec<bool>) {
    let nodes = network.nodes.iter();
    let mut sets: Vec<bool> = nodes.map(|node| node.flop_per_second > 0.0).collect();
    let mut set_of = vec![0u32; layers];
    if pins.is_empty() {
        return (set_of, sets);
    }
    let allows: Vec<Vec<bool>> = pins
        .iter()
        .map(|pin| {
            let bears = |tag: &String| pin.tags.contains(tag);
            let nodes = network.nodes.iter();
            let mut allows: Vec<bool> = nodes.map(|node| node.tags.iter().any(bears)).collect();
            pin.nodes.iter().for_each(|id| allows[index[id]] = true);
            allows
        })
        .collect();
    let mut known: Vec<(Vec<usize>, u32)> = Vec::new();
    let node_count = network.nodes.len();
    for layer in 1..=layers {
        let covers = |pin: &Pin| pin.first_layer <= layer && layer <= pin.last_layer;
        let on_layer: Vec<usize> = (0..pins.len()).filter(|&pin| covers(&pins[pin])).collect();
        if on_layer.is_empty() {
            continue;
        }
        if let Some((_, set)) = known.iter().find(|(pins, _)| *pins == on_layer) {
            set_of[layer - 1] = *set;
            continue;
        }
        for node in 0..node_count {
            sets.push(sets[node] && on_layer.iter().all(|&pin| allows[pin][node]));
        }
        set_of[layer - 1] = (sets.len() / node_count - 1) as u32;
        known.push((on_layer, set_of[layer - 1]));
    }
    (set_of, sets)
}
