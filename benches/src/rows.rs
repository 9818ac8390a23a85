//! A layered graph in compressed sparse rows, for the searches that splitway is measured against.

use splitway::Scenario;
use std::collections::HashMap;

/// A link, priced for any payload; laid out as splitway's own.
#[derive(Debug, Clone, Copy)]
pub struct Arc {
    pub to: u32,
    pub seconds_per_byte: f64,
    pub offset_seconds: f64,
}

impl Arc {
    /// Arrival of what departs at a time over a link that serves from some moment on.
    #[inline(always)]
    pub fn arrive<const BACKLOGS: bool>(&self, ready_seconds: f64, bytes: f64, depart: f64) -> f64 {
        let start = if BACKLOGS {
            later(depart, ready_seconds)
        } else {
            depart
        };
        start + (bytes * self.seconds_per_byte + self.offset_seconds)
    }
}

/// A node's rates and its queue.
#[derive(Debug, Clone, Copy)]
pub struct Speed {
    pub seconds_per_flop: f64,
    pub seconds_per_touched_byte: f64,
    pub wait_seconds: f64,
}

/// A layer's work and the bytes that it touches.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    pub flop: f64,
    pub touched_bytes: f64,
}

impl Work {
    #[inline(always)]
    pub fn seconds(self, speed: &Speed) -> f64 {
        let compute = self.flop * speed.seconds_per_flop;
        let memory = self.touched_bytes * speed.seconds_per_touched_byte;
        if memory > compute { memory } else { compute }
    }
}

/// One job's layered graph, without pins, relays, measured times or additive waits.
#[derive(Debug)]
pub struct LayeredRows {
    pub starts: Vec<u32>,
    pub arcs: Vec<Arc>,
    /// When each arc starts to serve.
    pub ready_seconds: Vec<f64>,
    pub speeds: Vec<Speed>,
    pub work: Vec<Work>,
    pub payload_bytes: Vec<f64>,
    pub source: u32,
    pub destination: u32,
    pub has_backlogs: bool,
}

impl LayeredRows {
    pub fn new(scenario: &Scenario) -> LayeredRows {
        let network = &scenario.network;
        let index: HashMap<&str, u32> = (0..)
            .zip(&network.nodes)
            .map(|(index, node)| (node.id.as_str(), index))
            .collect();
        let mut rows = vec![Vec::new(); network.nodes.len()];
        for link in &network.links {
            let (from, to) = (index[link.from.as_str()], index[link.to.as_str()]);
            let ready_seconds = link.backlog_bits / link.bits_per_second;
            let arc = |to| Arc {
                to,
                seconds_per_byte: 8.0 / link.bits_per_second,
                offset_seconds: link.delay_seconds,
            };
            rows[from as usize].push((arc(to), ready_seconds));
            if link.both_ways {
                rows[to as usize].push((arc(from), ready_seconds));
            }
        }
        let mut starts = vec![0];
        starts.extend(rows.iter().scan(0, |end, row| {
            *end += row.len() as u32;
            Some(*end)
        }));
        let (arcs, ready_seconds): (Vec<Arc>, Vec<f64>) = rows.into_iter().flatten().unzip();
        let speeds: Vec<Speed> = network.nodes.iter().map(speed).collect();
        let waits = |speed: &Speed| speed.wait_seconds > 0.0;
        let model = &scenario.models[0];
        let outputs = model.layers.iter().map(|layer| layer.output_bytes);
        let payload_bytes: Vec<f64> = [model.input_bytes]
            .into_iter()
            .chain(outputs)
            .flatten()
            .collect();
        let work = model
            .layers
            .iter()
            .zip(payload_bytes.windows(2))
            .map(|(layer, payload)| Work {
                flop: layer.flop.unwrap_or(0.0),
                touched_bytes: layer.weight_bytes + payload[0] + payload[1],
            });
        LayeredRows {
            has_backlogs: speeds.iter().any(waits)
                || ready_seconds.iter().any(|&ready| ready > 0.0),
            starts,
            arcs,
            ready_seconds,
            speeds,
            work: work.collect(),
            payload_bytes,
            source: index[scenario.jobs[0].source.as_str()],
            destination: index[scenario.jobs[0].destination.as_str()],
        }
    }

    pub fn nodes(&self) -> usize {
        self.speeds.len()
    }

    /// The links out of a node, each with the moment from which it serves.
    #[inline(always)]
    pub fn links(&self, node: usize) -> impl Iterator<Item = (&Arc, f64)> {
        let row = self.starts[node] as usize..self.starts[node + 1] as usize;
        let ready_seconds = self.ready_seconds[row.clone()].iter();
        self.arcs[row].iter().zip(ready_seconds.copied())
    }

    /// Runs a layer on every node: labels of one copy become first labels of the next.
    #[inline(always)]
    pub fn compute<const BACKLOGS: bool>(&self, work: Work, labels: &mut [f64]) {
        for (label, speed) in labels.iter_mut().zip(&self.speeds) {
            let start = if BACKLOGS {
                later(*label, speed.wait_seconds)
            } else {
                *label
            };
            *label = start + work.seconds(speed);
        }
    }
}

fn speed(node: &splitway::scenario::Node) -> Speed {
    Speed {
        seconds_per_flop: 1.0 / node.flop_per_second,
        seconds_per_touched_byte: node.memory_bytes_per_second.map_or(0.0, |rate| 1.0 / rate),
        wait_seconds: node.backlog_flop / node.flop_per_second,
    }
}

#[inline(always)]
fn later(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}
