//! The router against brute force over all placements, written from the definitions alone.

mod definitions;
mod instances;

use definitions::Definitions;
use instances::small::{self, Numbers};
use instances::{Instance, WAITS, for_all, is_close, waiting};
use splitway::{Scenario, Wait, route};
use std::cell::Cell;

/// All ways to place the layers, each tensor sent on by the earliest way.
///
/// Earliest is best: no resource lets later work overtake, so whoever arrives sooner can go on
/// no later. Staying is best too: leaving a node and coming back costs time and another wait.
struct BruteForce<'a> {
    facts: Definitions<'a>,
    best_arrival: f64,
    placements: u64,
}

impl BruteForce<'_> {
    /// When what leaves a node at a time can be at each node: links are tried until none helps.
    fn travel(&self, from: usize, depart: f64, after_layer: usize) -> Vec<f64> {
        let mut arrival = vec![f64::INFINITY; self.facts.nodes.len()];
        arrival[from] = depart;
        let mut has_changed = true;
        while has_changed {
            has_changed = false;
            for (index, link) in self.facts.links.iter().enumerate() {
                if arrival[link.from].is_infinite() {
                    continue;
                }
                let [.., arrive] = self.facts.transfer(index, after_layer, arrival[link.from]);
                if arrive < arrival[link.to] {
                    arrival[link.to] = arrive;
                    has_changed = true;
                }
            }
        }
        arrival
    }

    /// Tries every node for the next layer and all layers after it.
    fn place_from(&mut self, done: usize, at: usize, now: f64, stays: bool) {
        let arrival = self.travel(at, now, done);
        if done == self.facts.model.layers.len() {
            let destination = self.facts.place(&self.facts.job.destination);
            self.best_arrival = f64::min(self.best_arrival, arrival[destination]);
            self.placements += 1;
            return;
        }
        for (node, &arrive) in arrival.iter().enumerate() {
            if arrive.is_finite() && self.facts.may_run(done + 1, node) {
                let stays = stays && node == at;
                let begin = self.facts.begin_layer(node, arrive, stays);
                let end = begin + self.facts.layer_seconds(done + 1, node);
                self.place_from(done + 1, node, end, true);
            }
        }
    }
}

/// The best arrival of all placements, or the code of the error that is due; and how many
/// placements there are.
fn brute_force(scenario: &Scenario, wait: Wait) -> (Result<f64, &'static str>, u64) {
    let mut search = BruteForce {
        facts: Definitions::of(scenario, wait),
        best_arrival: f64::INFINITY,
        placements: 0,
    };
    let job = &scenario.jobs[0];
    let source = search.facts.place(&job.source);
    let destination = search.facts.place(&job.destination);
    search.place_from(0, source, job.release_seconds, false);
    let reach = search.travel(source, job.release_seconds, 0);
    let best = if search.best_arrival.is_finite() {
        Ok(search.best_arrival)
    } else if reach[destination].is_infinite() {
        Err("unreachable")
    } else {
        Err("no-feasible-placement")
    };
    (best, search.placements)
}

fn agree_on_all(cases: u32, numbers: Numbers) {
    let placements = Cell::new(0);
    for_all(cases, &small::scenarios(numbers), |Instance(scenario)| {
        for wait in WAITS {
            let (best, tried) = brute_force(&scenario, wait);
            placements.set(placements.get() + tried);
            match (best, route(&scenario, &waiting(wait))) {
                (Ok(arrival), Ok(plan)) => {
                    let latency = arrival - scenario.jobs[0].release_seconds;
                    assert!(
                        is_close(plan.latency_seconds, latency, arrival),
                        "{wait:?}: {} s, brute force finds {latency} s",
                        plan.latency_seconds
                    );
                }
                (Err(due), Err(error)) => assert_eq!(error.code(), due, "{wait:?}: {error}"),
                (best, plan) => panic!("{wait:?}: brute force finds {best:?}, splitway {plan:?}"),
            }
        }
    });
    let mean = placements.get() / u64::from(cases);
    assert!(mean > 50, "only {mean} placements a scenario");
}

#[test]
fn scenarios_full_of_ties_agree_with_all_placements() {
    agree_on_all(8_000, Numbers::Few);
}

#[test]
fn scenarios_of_many_magnitudes_agree_with_all_placements() {
    agree_on_all(8_000, Numbers::Wild);
}
