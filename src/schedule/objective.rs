//! What a schedule minimises.

use super::workload::Workload;
use crate::scenario::Objective;

/// The objective of the jobs' latencies, added up one by one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Score {
    objective: Objective,
    all_weights: f64,
    sum: f64,
}

impl Score {
    /// Of no job yet.
    pub fn new(objective: Objective, workload: &Workload) -> Score {
        let weights = workload.jobs.iter().map(|job| job.weight);
        Score {
            objective,
            all_weights: weights.sum(),
            sum: 0.0,
        }
    }

    /// Takes in a job's latency.
    pub fn add(&mut self, weight: f64, latency_seconds: f64) {
        match self.objective {
            Objective::Mean => self.sum += weight * latency_seconds,
            Objective::Max => self.sum = f64::max(self.sum, latency_seconds),
        }
    }

    /// Takes in a job that is done at a time.
    pub fn add_completion(&mut self, workload: &Workload, job: usize, completion_seconds: f64) {
        let facts = &workload.jobs[job];
        self.add(facts.weight, completion_seconds - facts.release_seconds);
    }

    /// The objective in seconds; 0 without jobs.
    pub fn value(&self) -> f64 {
        self.value_at_least(0.0)
    }

    /// The objective in seconds once the weighted latencies of the jobs that are not taken in yet
    /// add up to at least so much.
    pub fn value_at_least(&self, weighted_seconds: f64) -> f64 {
        match self.objective {
            Objective::Mean if self.all_weights > 0.0 => {
                (self.sum + weighted_seconds) / self.all_weights
            }
            _ => self.sum,
        }
    }
}
