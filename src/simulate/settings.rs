//! Options, checked, with everything filled in.

use super::format::{Arrivals, Discipline, OnlinePolicy, SimulateOptions};
use crate::error::{Error, Result};
use crate::json::number;
use crate::scenario::Scenario;

/// Jobs of a Poisson process unless something else is asked for.
const JOBS: usize = 2_000;

/// What is kept of this many jobs fits into the memory of a WebAssembly module.
const MOST_JOBS: usize = 10_000_000;

/// How a simulation is run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Settings {
    pub discipline: Discipline,
    pub policy: OnlinePolicy,
    pub arrivals: Arrivals,
    /// Of Poisson arrivals, else 0.
    pub jobs_per_second: f64,
    /// How many jobs will arrive.
    pub jobs: usize,
    pub seed: u32,
    /// How many of them arrive before the statistics begin.
    pub warm_up_jobs: usize,
    pub is_traced: bool,
}

impl Settings {
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) and [`LimitExceeded`](Error::LimitExceeded).
    pub fn of(scenario: &Scenario, options: &SimulateOptions) -> Result<Settings> {
        let by_rate = match options.jobs_per_second {
            Some(_) => Arrivals::Poisson,
            None => Arrivals::Given,
        };
        let arrivals = options.arrivals.unwrap_or(by_rate);
        let (jobs_per_second, jobs, warm_up_share) = match arrivals {
            Arrivals::Poisson => (rate(options)?, poisson_jobs(scenario, options)?, 0.1),
            Arrivals::Given => {
                check_given(options)?;
                (0.0, scenario.jobs.len(), 0.0)
            }
        };
        let warm_up_share = options.warm_up_share.unwrap_or(warm_up_share);
        if !(0.0..1.0).contains(&warm_up_share) {
            return Err(invalid(
                "/warmUpShare",
                format!(
                    "`warmUpShare` is a number from 0 to below 1, not {}",
                    number(warm_up_share)
                ),
            ));
        }
        Ok(Settings {
            discipline: options.discipline.unwrap_or_default(),
            policy: options.policy.unwrap_or_default(),
            arrivals,
            jobs_per_second,
            jobs,
            seed: options.seed.or(scenario.options.seed).unwrap_or(1),
            // The product is below the number of jobs.
            warm_up_jobs: (warm_up_share * jobs as f64) as usize,
            is_traced: options.trace,
        })
    }
}

fn rate(options: &SimulateOptions) -> Result<f64> {
    let message = match options.jobs_per_second {
        Some(rate) if rate > 0.0 && rate.is_finite() => return Ok(rate),
        Some(rate) => format!(
            "`jobsPerSecond` is a finite number above 0, not {}",
            number(rate)
        ),
        None => "Poisson arrivals need `jobsPerSecond`, a number above 0".to_owned(),
    };
    Err(invalid("/jobsPerSecond", message))
}

fn poisson_jobs(scenario: &Scenario, options: &SimulateOptions) -> Result<usize> {
    let jobs = options.jobs.unwrap_or(JOBS);
    if jobs > MOST_JOBS {
        return Err(Error::LimitExceeded {
            message: format!("{jobs} jobs are more than the {MOST_JOBS} that can be simulated"),
            path: "/jobs".to_owned(),
        });
    }
    if jobs > 0 && scenario.jobs.is_empty() {
        return Err(Error::scenario(
            "/jobs".to_owned(),
            "Poisson arrivals are drawn from the scenario's jobs, and there is none".to_owned(),
        ));
    }
    Ok(jobs)
}

fn check_given(options: &SimulateOptions) -> Result<()> {
    let only = |field: &str| {
        let message = format!("`{field}` belongs to Poisson arrivals, and these are given");
        Err(invalid(&format!("/{field}"), message))
    };
    if options.jobs_per_second.is_some() {
        return only("jobsPerSecond");
    }
    if options.jobs.is_some() {
        return only("jobs");
    }
    Ok(())
}

fn invalid(path: &str, message: String) -> Error {
    Error::InvalidOption {
        message,
        path: path.to_owned(),
    }
}
