//! What no schedule can beat, whatever its order and plans.
//!
//! Each job takes at least as long as it takes alone. And jobs share machines. Give every resource
//! a weight, all together 1: then at no moment are more than 1 weighted seconds a second served,
//! and a job needs at least those of its cheapest plan. So all jobs are on one machine, which may
//! be shared and interrupted at will: the least largest lateness on it is that of Jackson's rule
//! (earliest due first), and the least weighted sum of completions is at least that of the mean
//! busy times under Smith's rule (Goemans 1996). Every choice of weights gives a bound (they are
//! the prices of the linear program that shares resources among fractions of plans); weights are
//! tried on what jobs of one source or of one destination must pass, on all nodes by their speed,
//! and on all resources by how busy a good schedule keeps them.

use super::remaining::cheapest;
use super::workload::{Workload, WorkloadJob, in_order_of};
use crate::layered::{Arc, LayeredGraph};
use crate::route::TimeQueue;
use crate::scenario::Objective;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Sums in different orders may differ by this share.
const ROUNDING: f64 = 1e-9;

/// One job's part on a machine that many share.
#[derive(Debug, Clone, Copy)]
struct Part {
    job: usize,
    release_seconds: f64,
    service_seconds: f64,
    /// What still takes time after this part.
    tail_seconds: f64,
    weight: f64,
}

/// Weights of the node at the end of all ways of a group of jobs; its links share the rest.
const NODE_WEIGHTS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// Weights of all resources are their busy seconds, squared so many times.
const SQUARINGS: usize = 4;

/// A good schedule: no bound is above its value, and its loads tell which resources matter.
pub(super) struct Found {
    pub value: Option<f64>,
    pub busy_seconds: Vec<f64>,
}

/// The bound on the objective, in seconds, from each job's completion when it is alone and a
/// good schedule.
///
/// # Cost
/// At most four backward passes over the layered graph for each pair of graph and destination.
pub(super) fn lower_bound(
    workload: &Workload,
    objective: Objective,
    alone_completion_seconds: &[f64],
    found: &Found,
) -> f64 {
    let jobs = workload.jobs.iter().zip(alone_completion_seconds);
    let alone: Vec<f64> = jobs.map(|(job, done)| done - job.release_seconds).collect();
    let bound = |groups: &[Vec<Part>]| {
        let bounds = groups
            .iter()
            .map(|parts| group_bound(objective, parts, &alone));
        match objective {
            Objective::Mean => bounds.sum::<f64>(),
            Objective::Max => bounds.fold(0.0, f64::max),
        }
    };
    let mut best = bound(&[at_all_nodes(workload)]);
    for weight in NODE_WEIGHTS {
        let at_source = |job| at_source(workload, job, weight);
        best = f64::max(best, bound(&groups(workload, |job| job.source, at_source)));
        let at_destination = |job| at_destination(workload, job, weight);
        let by_destination = groups(workload, |job| job.destination, at_destination);
        best = f64::max(best, bound(&by_destination));
    }
    let weights: f64 = workload.jobs.iter().map(|job| job.weight).sum();
    let in_seconds = |best: f64| match objective {
        Objective::Mean if weights > 0.0 => best / weights,
        _ => best,
    };
    let is_reached = |best: f64| {
        let enough = found.value.map(|value| value * (1.0 - ROUNDING));
        enough.is_some_and(|enough| in_seconds(best) >= enough)
    };
    let busiest = found.busy_seconds.iter().copied().fold(0.0, f64::max);
    let loads = found.busy_seconds.iter().map(|seconds| seconds / busiest);
    let mut loads: Vec<f64> = loads.collect();
    for _ in 0..SQUARINGS {
        if busiest == 0.0 || is_reached(best) {
            break;
        }
        best = f64::max(best, bound(&[at_loaded_resources(workload, &loads)]));
        loads.iter_mut().for_each(|load| *load *= *load);
    }
    in_seconds(best)
}

/// The weighted sum, or the largest, of the latencies of the jobs of one machine.
fn group_bound(objective: Objective, parts: &[Part], alone: &[f64]) -> f64 {
    let latencies = parts.iter().map(|part| (part.weight, alone[part.job]));
    match objective {
        Objective::Mean => {
            let alone: f64 = latencies.map(|(weight, seconds)| weight * seconds).sum();
            f64::max(alone, weighted_latencies(parts) * (1.0 - ROUNDING))
        }
        Objective::Max => {
            let alone = latencies.map(|(_, seconds)| seconds).fold(0.0, f64::max);
            f64::max(alone, largest_latency(parts) * (1.0 - ROUNDING))
        }
    }
}

/// At least the weighted sum of the latencies, by Smith's rule.
fn weighted_latencies(parts: &[Part]) -> f64 {
    let served = share_machine(parts, |part| part.service_seconds / part.weight);
    let costs = parts.iter().zip(served).map(|(part, served)| {
        let done = served.mean_busy_seconds + part.service_seconds / 2.0;
        part.weight * (done + part.tail_seconds - part.release_seconds)
    });
    costs.sum()
}

/// The least largest latency, by Jackson's rule.
fn largest_latency(parts: &[Part]) -> f64 {
    let tails = parts.iter().map(|part| part.tail_seconds);
    let longest_tail_seconds = tails.fold(0.0, f64::max);
    let served = share_machine(parts, |part| {
        part.release_seconds + (longest_tail_seconds - part.tail_seconds)
    });
    let latencies = parts
        .iter()
        .zip(served)
        .map(|(part, served)| served.completion_seconds + part.tail_seconds - part.release_seconds);
    latencies.fold(0.0, f64::max)
}

#[derive(Debug, Clone, Copy, Default)]
struct Served {
    completion_seconds: f64,
    mean_busy_seconds: f64,
}

/// Serves parts on one machine, at every moment the released one with the smallest key, which
/// is at least 0.
fn share_machine(parts: &[Part], key: impl Fn(&Part) -> f64) -> Vec<Served> {
    let mut rank = vec![0u64; parts.len()];
    let by_key = in_order_of(parts.iter().map(key));
    (0..)
        .zip(by_key)
        .for_each(|(place, part)| rank[part] = place);
    let arrivals = in_order_of(parts.iter().map(|part| part.release_seconds));
    let mut arrivals = arrivals.into_iter().peekable();
    let mut left: Vec<f64> = parts.iter().map(|part| part.service_seconds).collect();
    let mut served = vec![Served::default(); parts.len()];
    let mut ready = BinaryHeap::new();
    let mut now = 0.0;
    loop {
        while let Some(part) = arrivals.next_if(|&part| parts[part].release_seconds <= now) {
            ready.push(Reverse((rank[part], part as u32)));
        }
        let next = arrivals.peek().map(|&part| parts[part].release_seconds);
        let Some(part) = ready.peek().map(|&Reverse((_, part))| part as usize) else {
            let Some(next) = next else { return served };
            now = next;
            continue;
        };
        let completion_seconds = now + left[part];
        let interrupted = next.filter(|&next| next < completion_seconds);
        let end = interrupted.unwrap_or(completion_seconds);
        let service_seconds = parts[part].service_seconds;
        if service_seconds > 0.0 {
            // The integral of time over the share that is served from now to the end.
            let share = (end - now) / service_seconds;
            served[part].mean_busy_seconds += share * (now + end) / 2.0;
        } else {
            served[part].mean_busy_seconds = end;
        }
        left[part] -= end - now;
        now = end;
        if interrupted.is_none() {
            served[part].completion_seconds = now;
            ready.pop();
        }
    }
}

fn groups(
    workload: &Workload,
    group: impl Fn(&WorkloadJob) -> u32,
    part: impl Fn(usize) -> Part,
) -> Vec<Vec<Part>> {
    let mut groups = vec![vec![]; workload.nodes];
    for (job, facts) in workload.jobs.iter().enumerate() {
        groups[group(facts) as usize].push(part(job));
    }
    groups
}

/// Every plan runs some first layers at the source and then leaves over one of its links, or
/// never does. Which layers these are is a copy; the seconds that they take do not depend on
/// their order.
fn at_source(workload: &Workload, job: usize, node_weight: f64) -> Part {
    let (graph, facts) = (workload.graph(job), &workload.jobs[job]);
    let (source, remaining) = (facts.source, workload.remaining(job));
    let link_weight = (1.0 - node_weight) / graph.out.degree(source).max(1) as f64;
    let mut part = part_of(facts, job);
    let mut work_seconds = vec![0.0; graph.copy_count()];
    for copy in 0..graph.copy_count() {
        if let Some(run) = graph.lattice.before(copy).first() {
            work_seconds[copy] = work_seconds[run.state as usize]
                + node_weight * seconds_there(graph, run.layer as usize, source);
        }
        let work_seconds = work_seconds[copy];
        if work_seconds == f64::INFINITY {
            continue;
        }
        let bytes = graph.payload_bytes[copy];
        let onward = |arc: &Arc| remaining.copy(copy)[arc.node as usize] + arc.offset_seconds;
        for arc in graph.out.of(source) {
            let tail_seconds = onward(arc);
            if tail_seconds.is_finite() {
                let sent_seconds = link_weight * (bytes * arc.seconds_per_byte);
                part.take(work_seconds + sent_seconds, tail_seconds);
            }
        }
        if copy == graph.last_copy() && facts.destination == source {
            part.take(work_seconds, 0.0);
        }
    }
    part
}

/// How long a node takes for a layer; infinite where it may not run it.
fn seconds_there(graph: &LayeredGraph, layer: usize, node: u32) -> f64 {
    if graph.allowed(layer)[node as usize] {
        graph.layer_seconds(layer, node)
    } else {
        f64::INFINITY
    }
}

/// Every plan arrives at the destination for the last time over one of its links and runs the
/// layers that are left there, or has always been there.
fn at_destination(workload: &Workload, job: usize, node_weight: f64) -> Part {
    let (graph, facts) = (workload.graph(job), &workload.jobs[job]);
    let destination = facts.destination;
    let link_weight = (1.0 - node_weight) / graph.into.degree(destination).max(1) as f64;
    let mut part = part_of(facts, job);
    let mut work_seconds = vec![0.0; graph.copy_count()];
    for copy in (0..graph.copy_count()).rev() {
        if let Some(run) = graph.lattice.after(copy).first() {
            work_seconds[copy] = work_seconds[run.state as usize]
                + node_weight * seconds_there(graph, run.layer as usize, destination);
        }
        let work_seconds = work_seconds[copy];
        if work_seconds == f64::INFINITY {
            continue;
        }
        let bytes = graph.payload_bytes[copy];
        for arc in graph.into.of(destination) {
            let sent_seconds = link_weight * (bytes * arc.seconds_per_byte);
            part.take(work_seconds + sent_seconds, 0.0);
        }
        if copy == 0 && facts.source == destination {
            part.take(work_seconds, 0.0);
        }
    }
    part
}

/// All work in seconds of each layer's fastest node, on all nodes at once.
fn at_all_nodes(workload: &Workload) -> Vec<Part> {
    let speed: f64 = (0..workload.nodes)
        .map(|node| {
            let graphs = workload.graphs.iter();
            let speeds = graphs.map(|graph: &LayeredGraph| 1.0 / graph.slowness[node]);
            speeds.fold(0.0, f64::max)
        })
        .sum();
    let jobs = workload.jobs.iter().enumerate();
    jobs.map(|(job, facts)| {
        let work = workload.graph(job).fastest_seconds.iter();
        Part {
            service_seconds: if speed > 0.0 {
                work.sum::<f64>() / speed
            } else {
                0.0
            },
            tail_seconds: 0.0,
            ..part_of(facts, job)
        }
    })
    .collect()
}

/// What each job's cheapest plan costs, where a second of a resource costs its load.
fn at_loaded_resources(workload: &Workload, loads: &[f64]) -> Vec<Part> {
    let sum: f64 = loads.iter().sum();
    let mut queue = TimeQueue::default();
    let mut prices = vec![];
    for table in &workload.remaining {
        let (graph, destination) = table.of();
        let price = |resource: usize, seconds: f64, _| loads[resource] / sum * seconds;
        let graph = &workload.graphs[graph];
        prices.push(cheapest(destination, graph, &mut queue, price));
    }
    let jobs = workload.jobs.iter().enumerate();
    jobs.map(|(job, facts)| Part {
        service_seconds: prices[facts.remaining][facts.source as usize],
        tail_seconds: 0.0,
        ..part_of(facts, job)
    })
    .collect()
}

fn part_of(facts: &WorkloadJob, job: usize) -> Part {
    Part {
        job,
        release_seconds: facts.release_seconds,
        service_seconds: f64::INFINITY,
        tail_seconds: f64::INFINITY,
        weight: facts.weight,
    }
}

impl Part {
    /// Another way through the group's machine.
    fn take(&mut self, service_seconds: f64, tail_seconds: f64) {
        self.service_seconds = f64::min(self.service_seconds, service_seconds);
        self.tail_seconds = f64::min(self.tail_seconds, tail_seconds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(release_seconds: f64, service_seconds: f64, weight: f64) -> Part {
        Part {
            job: 0,
            release_seconds,
            service_seconds,
            tail_seconds: 0.0,
            weight,
        }
    }

    #[test]
    fn without_releases_smiths_rule_is_exact() {
        // By weight over time: 2 s of weight 4, then 1 s of weight 1, then 4 s of weight 1.
        let parts = [
            part(0.0, 4.0, 1.0),
            part(0.0, 2.0, 4.0),
            part(0.0, 1.0, 1.0),
        ];
        let expected = 4.0 * 2.0 + 3.0 + 7.0;
        assert!((weighted_latencies(&parts) - expected).abs() < 1e-12);
    }

    #[test]
    fn the_largest_latency_counts_from_the_release() {
        let parts = [
            part(0.0, 4.0, 1.0),
            part(1.0, 2.0, 1.0),
            part(9.0, 0.0, 1.0),
        ];
        assert_eq!(largest_latency(&parts), 5.0);
    }
}
