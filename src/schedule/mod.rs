//! Many jobs on one network.
//!
//! Every node and every directed link serves one piece of work at a time, by a strict priority
//! order of the jobs; higher work interrupts lower work, which resumes later. The backlog goes
//! first of all. A job is then never delayed by a lower one, so jobs are routed one by one in
//! priority order, each against the *busy intervals* that those above it leave.

mod format;

pub use format::{
    Baseline, FORMAT, Policy, Progress, Resource, Schedule, ScheduleOptions, ScheduleStatistics,
    Skipped,
};
