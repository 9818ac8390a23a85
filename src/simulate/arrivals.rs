//! When jobs arrive: at their releases, or at random.

use crate::random::Random;
use crate::scenario::{Job, Scenario};

/// All arrivals to come, in order of time; of those at one time the first in the file comes first.
#[derive(Debug, Clone)]
pub(super) enum Stream {
    Given {
        /// Places of the jobs, the next one last.
        left: Vec<u32>,
        release_seconds: Vec<f64>,
    },
    Poisson {
        left: usize,
        jobs_per_second: f64,
        /// The sums of the jobs' weights, in file order.
        weight_sums: Vec<f64>,
        now_seconds: f64,
        random: Random,
    },
}

impl Stream {
    pub fn given(scenario: &Scenario) -> Stream {
        let release = |job: &Job| job.release_seconds + 0.0;
        let release_seconds: Vec<f64> = scenario.jobs.iter().map(release).collect();
        let mut left: Vec<u32> = (0..scenario.jobs.len() as u32).collect();
        left.sort_by(|&a, &b| release_seconds[a as usize].total_cmp(&release_seconds[b as usize]));
        left.reverse();
        Stream::Given {
            left,
            release_seconds,
        }
    }

    /// At least one job needs a weight above 0, if any are to arrive.
    pub fn poisson(scenario: &Scenario, jobs_per_second: f64, jobs: usize, seed: u32) -> Stream {
        let weights = scenario.jobs.iter().map(|job| job.weight);
        let sum = |sum: &mut f64, weight| {
            *sum += weight;
            Some(*sum)
        };
        Stream::Poisson {
            left: jobs,
            jobs_per_second,
            weight_sums: weights.scan(0.0, sum).collect(),
            now_seconds: 0.0,
            random: Random::seeded(seed),
        }
    }

    /// How many jobs are still to arrive.
    pub fn left(&self) -> usize {
        match self {
            Stream::Given { left, .. } => left.len(),
            Stream::Poisson { left, .. } => *left,
        }
    }

    /// When the next job arrives, in seconds, and which of the scenario's jobs it is.
    pub fn next(&mut self) -> Option<(f64, usize)> {
        match self {
            Stream::Given {
                left,
                release_seconds,
            } => {
                let job = left.pop()? as usize;
                Some((release_seconds[job], job))
            }
            Stream::Poisson {
                left,
                jobs_per_second,
                weight_sums,
                now_seconds,
                random,
            } => {
                *left = left.checked_sub(1)?;
                *now_seconds += random.exponential() / *jobs_per_second;
                let drawn = random.uniform() * weight_sums.last()?;
                let job = weight_sums.partition_point(|&sum| sum <= drawn);
                // A product may round up to the sum of all weights.
                let last = weight_sums.partition_point(|sum| Some(sum) < weight_sums.last());
                Some((*now_seconds, usize::min(job, last)))
            }
        }
    }
}
