//! Strict priority, written from its definition: every resource has a heap of pieces of work
//! that go first, and a job's earliest times are tried until none gets earlier.

use crate::definitions::Definitions;
use crate::definitions::sets::Sets;
use splitway::plan::{Plan, Step};
use splitway::{Scenario, Wait};
use std::collections::BTreeMap;

/// Times are the same up to this share.
pub const SAME: f64 = 1e-9;

/// What counts as the same moment when work arrives or ends, as a share of the time.
const SIMULTANEOUS: f64 = 1e-12;

/// Starts and ends.
pub type Pieces = Vec<(f64, f64)>;

pub fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * f64::max(a.abs(), b.abs())
}

/// What goes first on every node, then on every directed link.
#[derive(Clone)]
pub struct HigherWork {
    nodes: usize,
    pieces: Vec<Pieces>,
}

impl HigherWork {
    /// The backlogs.
    pub fn of(scenario: &Scenario) -> HigherWork {
        let mut pieces = vec![];
        for node in &scenario.network.nodes {
            pieces.push(match node.backlog_flop / node.flop_per_second {
                seconds if seconds > 0.0 => vec![(0.0, seconds)],
                _ => vec![],
            });
        }
        for link in &scenario.network.links {
            for _ in 0..if link.both_ways { 2 } else { 1 } {
                let seconds = link.backlog_bits / link.bits_per_second;
                pieces.push(if seconds > 0.0 {
                    vec![(0.0, seconds)]
                } else {
                    vec![]
                });
            }
        }
        HigherWork {
            nodes: scenario.network.nodes.len(),
            pieces,
        }
    }

    /// The pieces of work that is ready at a time, and when the last of them ends.
    pub fn serve(&self, resource: usize, ready: f64, seconds: f64) -> (Pieces, f64) {
        let mut higher = self.pieces[resource].clone();
        higher.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut now, mut left, mut pieces) = (ready, seconds, vec![]);
        for (start, end) in higher {
            if end <= now {
                continue;
            }
            if now >= start - SIMULTANEOUS * start {
                now = end;
            } else if now + left <= start + SIMULTANEOUS * start {
                break;
            } else {
                pieces.push((now, start));
                left -= start - now;
                now = end;
            }
        }
        pieces.push((now, now + left));
        (pieces, now + left)
    }

    pub fn add(&mut self, resource: usize, pieces: &[(f64, f64)]) {
        let with_time = pieces.iter().filter(|(start, end)| end > start);
        self.pieces[resource].extend(with_time);
    }

    /// When a job could be done at the earliest.
    pub fn earliest(&self, scenario: &Scenario, job: usize) -> Option<f64> {
        let facts = Definitions::of_job(scenario, job, Wait::Draining);
        let sets = Sets::of(&facts);
        // By set of layers that are done; bits of fewer layers are smaller numbers.
        let mut labels: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        let unreached = || vec![f64::INFINITY; facts.nodes.len()];
        labels.insert(0, unreached());
        labels.get_mut(&0).unwrap()[facts.place(&facts.job.source)] = facts.job.release_seconds;
        let mut done = 0;
        loop {
            let bytes = sets.live_bytes(&facts, done);
            let mut row = labels[&done].clone();
            self.spread(&facts, bytes, &mut row);
            for layer in sets.ready(done) {
                let next = labels
                    .entry(done | 1 << (layer - 1))
                    .or_insert_with(unreached);
                for (node, &ready) in row.iter().enumerate() {
                    if ready.is_finite() && facts.may_run(layer, node) {
                        let seconds = facts.layer_seconds(layer, node);
                        let (_, end) = self.serve(node, ready, seconds);
                        lower(&mut next[node], end);
                    }
                }
            }
            if done == sets.all() {
                let arrival = row[facts.place(&facts.job.destination)];
                return arrival.is_finite().then_some(arrival);
            }
            done = *labels.range(done + 1..).next().unwrap().0;
        }
    }

    /// Sends what is live wherever it can go.
    fn spread(&self, facts: &Definitions, bytes: f64, labels: &mut [f64]) {
        let mut has_changed = true;
        while has_changed {
            has_changed = false;
            for (index, link) in facts.links.iter().enumerate() {
                let depart = labels[link.from];
                if depart.is_infinite() {
                    continue;
                }
                let seconds = bytes * 8.0 / link.numbers.bits_per_second;
                let (_, end) = self.serve(self.nodes + index, depart, seconds);
                let arrive = end + link.numbers.delay_seconds;
                has_changed |= lower(&mut labels[link.to], arrive);
            }
        }
    }

    /// Replays where a plan runs and sends: the pieces of each step by resource, and the end.
    pub fn replay(
        &self,
        scenario: &Scenario,
        job: usize,
        plan: &Plan,
    ) -> (Vec<(usize, Pieces)>, f64) {
        let facts = Definitions::of_job(scenario, job, Wait::Draining);
        let sets = Sets::of(&facts);
        let mut now = facts.job.release_seconds;
        let mut done = 0;
        let steps = plan.steps.iter().map(|step| match step {
            Step::Compute { node, layer, .. } => {
                let place = facts.place(node);
                let (pieces, end) = self.serve(place, now, facts.layer_seconds(*layer, place));
                now = end;
                assert!(sets.ready(done).contains(layer));
                done |= 1 << (layer - 1);
                (place, pieces)
            }
            Step::Transfer {
                link, after_layer, ..
            } => {
                assert_eq!(*after_layer, done.count_ones() as usize);
                let numbers = facts.links[*link].numbers;
                let bytes = sets.live_bytes(&facts, done);
                let seconds = bytes * 8.0 / numbers.bits_per_second;
                let (pieces, end) = self.serve(self.nodes + link, now, seconds);
                now = end + numbers.delay_seconds;
                (self.nodes + link, pieces)
            }
        });
        let steps: Vec<_> = steps.collect();
        (steps, now)
    }
}

fn lower(label: &mut f64, seconds: f64) -> bool {
    let is_lower = seconds < *label;
    if is_lower {
        *label = seconds;
    }
    is_lower
}
