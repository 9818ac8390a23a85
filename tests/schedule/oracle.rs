//! Strict priority, written from its definition: every resource has a heap of pieces of work
//! that go first, and a job's earliest times are tried until none gets earlier.

use crate::definitions::Definitions;
use splitway::plan::{Plan, Step};
use splitway::{Scenario, Wait};

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
        let (nodes, layers) = (facts.nodes.len(), facts.model.layers.len());
        let mut labels = vec![vec![f64::INFINITY; nodes]; layers + 1];
        labels[0][facts.place(&facts.job.source)] = facts.job.release_seconds;
        let mut has_changed = true;
        while has_changed {
            has_changed = false;
            for done in 0..=layers {
                for (index, link) in facts.links.iter().enumerate() {
                    let depart = labels[done][link.from];
                    if depart.is_infinite() {
                        continue;
                    }
                    let seconds = facts.bytes_after(done) * 8.0 / link.numbers.bits_per_second;
                    let (_, end) = self.serve(self.nodes + index, depart, seconds);
                    let arrive = end + link.numbers.delay_seconds;
                    has_changed |= lower(&mut labels[done][link.to], arrive);
                }
                for (node, ready) in labels[done].clone().into_iter().enumerate() {
                    if done < layers && ready.is_finite() && facts.may_run(done + 1, node) {
                        let seconds = facts.layer_seconds(done + 1, node);
                        let (_, end) = self.serve(node, ready, seconds);
                        has_changed |= lower(&mut labels[done + 1][node], end);
                    }
                }
            }
        }
        let done = labels[layers][facts.place(&facts.job.destination)];
        done.is_finite().then_some(done)
    }

    /// Replays where a plan runs and sends: the pieces of each step by resource, and the end.
    pub fn replay(
        &self,
        scenario: &Scenario,
        job: usize,
        plan: &Plan,
    ) -> (Vec<(usize, Pieces)>, f64) {
        let facts = Definitions::of_job(scenario, job, Wait::Draining);
        let mut now = facts.job.release_seconds;
        let steps = plan.steps.iter().map(|step| match step {
            Step::Compute { node, layer, .. } => {
                let place = facts.place(node);
                let (pieces, end) = self.serve(place, now, facts.layer_seconds(*layer, place));
                now = end;
                (place, pieces)
            }
            Step::Transfer {
                link, after_layer, ..
            } => {
                let numbers = facts.links[*link].numbers;
                let seconds = facts.bytes_after(*after_layer) * 8.0 / numbers.bits_per_second;
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
