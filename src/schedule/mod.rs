//! Many jobs on one network.
//!
//! Every node and every directed link serves one piece of work at a time, by a strict priority
//! order of the jobs; higher work interrupts lower work, which resumes later. The backlog goes
//! first of all. A job is then never delayed by a lower one, so jobs are routed one by one in
//! priority order, each against the *busy intervals* that those above it leave.

mod anneal;
mod assemble;
mod baselines;
mod earliest;
mod exhaustive;
mod format;
mod given_order;
mod greedy;
mod lower_bound;
mod objective;
mod occupancy;
mod paper;
mod phase;
mod planner;
mod remaining;
mod scheduler;
#[cfg(test)]
mod tests;
mod ways;
mod workload;

pub(crate) use baselines::WaysOfJobs;
pub(crate) use workload::Workload;

pub use format::{
    Baseline, FORMAT, Policy, Progress, Resource, Schedule, ScheduleOptions, ScheduleStatistics,
    Skipped,
};
pub use scheduler::{Scheduler, schedule};
