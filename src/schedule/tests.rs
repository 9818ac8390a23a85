//! What the parts owe each other, to the last bit, on random workloads.

use super::anneal::Anneal;
use super::earliest::Route;
use super::greedy::{Fixed, Greedy};
use super::planner::{Planner, Planning, backlogs};
use super::workload::Workload;
use crate::Scenario;
use crate::random::Random;
use crate::scenario::Objective;
use std::fmt::Write;
use std::sync::Arc;

const CASES: u32 = 400;

/// Few numbers, so that ties abound, and thirds, so that some miss by rounding.
fn workload(random: &mut Random, most_jobs: usize) -> Arc<Workload> {
    let nodes = 1 + random.below(5);
    let mut text = String::from(r#"{"format": "splitway/scenario@1", "network": {"nodes": ["#);
    for node in 0..nodes {
        let (rate, backlog) = (1 + random.below(3), random.below(6) / 4);
        let comma = if node == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"id": "{node}", "flopPerSecond": {rate}, "backlogFlop": {backlog}}}"#
        )
        .unwrap();
    }
    text.push_str(r#"], "links": ["#);
    for link in 0..if nodes > 1 { 2 + random.below(6) } else { 0 } {
        let from = random.below(nodes);
        let to = (from + 1 + random.below(nodes - 1)) % nodes;
        let (rate, delay) = (8 * (1 + random.below(3)), random.below(2));
        let comma = if link == 0 { "" } else { "," };
        write!(text, r#"{comma}{{"from": "{from}", "to": "{to}", "bitsPerSecond": {rate}, "delaySeconds": {delay}, "bothWays": true}}"#).unwrap();
    }
    text.push_str(r#"]}, "models": [{"id": "m", "inputBytes": 1, "layers": ["#);
    for layer in 0..1 + random.below(4) {
        let (flop, bytes) = (random.below(4), random.below(3));
        let comma = if layer == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"name": "l{layer}", "flop": {flop}, "outputBytes": {bytes}}}"#
        )
        .unwrap();
    }
    text.push_str(r#"]}], "jobs": ["#);
    for job in 0..1 + random.below(most_jobs) {
        let (from, to, release) = (
            random.below(nodes),
            random.below(nodes),
            random.below(4) / 2,
        );
        let comma = if job == 0 { "" } else { "," };
        write!(text, r#"{comma}{{"id": "j{job}", "model": "m", "source": "{from}", "destination": "{to}", "releaseSeconds": {release}}}"#).unwrap();
    }
    text.push_str("]}");
    let scenario = Scenario::from_json(&text).unwrap();
    Arc::new(Workload::new(&scenario, true).unwrap())
}

/// Looks at every job that is left in every round.
fn plain_greedy(workload: &Arc<Workload>) -> Vec<Fixed<Route>> {
    let mut planner = Planner::new(workload);
    let mut left: Vec<usize> = (0..workload.jobs.len()).collect();
    let mut order = vec![];
    while !left.is_empty() {
        let plans = left.iter().map(|&job| (job, planner.plan(job, None)));
        let plans: Vec<_> = plans.collect();
        let done = |(job, plan): &(usize, Route)| (plan.completion_seconds.to_bits(), *job);
        let (job, plan) = plans.into_iter().min_by_key(done).unwrap();
        left.retain(|&other| other != job);
        planner.fix(job, &plan);
        order.push(Fixed { job, plan });
    }
    order
}

fn lazy_greedy(workload: &Arc<Workload>) -> (Planner, Vec<Fixed<Route>>) {
    let mut planner = Planner::new(workload);
    let mut greedy = Greedy::new(workload);
    while greedy.step(workload, &mut planner) {}
    (planner, greedy.into_order())
}

#[test]
fn lazy_greedy_gives_what_plain_greedy_gives() {
    let mut fewer = 0;
    for seed in 0..CASES {
        let workload = workload(&mut Random::seeded(seed), 9);
        let (planner, lazy) = lazy_greedy(&workload);
        let plain = plain_greedy(&workload);
        assert_eq!(lazy.len(), plain.len());
        for (lazy, plain) in lazy.iter().zip(&plain) {
            assert_eq!(lazy.job, plain.job, "seed {seed}");
            assert_eq!(lazy.plan.moves, plain.plan.moves, "seed {seed}");
            assert_eq!(lazy.plan.pieces, plain.plan.pieces, "seed {seed}");
        }
        let jobs = workload.jobs.len();
        fewer += u32::from(planner.effort().0 < jobs * (jobs + 1) / 2);
    }
    assert!(fewer > CASES / 2);
}

#[test]
fn a_limit_changes_no_plan() {
    for seed in 0..CASES {
        let workload = workload(&mut Random::seeded(seed), 9);
        let mut planner = Planner::new(&workload);
        for job in 0..workload.jobs.len() {
            let free = planner.route(job, None, f64::INFINITY).unwrap();
            let limited = planner.route(job, None, free.completion_seconds).unwrap();
            assert_eq!(free.moves, limited.moves, "seed {seed}");
            assert_eq!(free.pieces, limited.pieces, "seed {seed}");
            planner.occupy(&free);
        }
    }
}

#[test]
fn what_annealing_keeps_is_what_routing_anew_gives() {
    for seed in 0..CASES {
        let workload = workload(&mut Random::seeded(seed), 9);
        for objective in [Objective::Mean, Objective::Max] {
            let (planner, order) = lazy_greedy(&workload);
            let mut anneal = Anneal::new(planner, order, objective, seed, 40);
            while anneal.step() {
                let mut anew = Planner::new(&workload);
                anew.occupancy = backlogs(&workload);
                for (job, kept, avoid) in anneal.present() {
                    let route = anew.route(job, avoid, f64::INFINITY).unwrap();
                    assert_eq!(kept.moves, route.moves, "seed {seed}");
                    assert_eq!(kept.pieces, route.pieces, "seed {seed}");
                    anew.occupy(&route);
                }
            }
        }
    }
}
