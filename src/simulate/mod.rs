//! What happens when many jobs share a network: a discrete-event simulation.
//!
//! Every node and every directed link serves one piece of work at a time: one layer, one tensor.
//! Propagation keeps nothing busy, and a job is at one place at a time. The backlog goes first of
//! all. [`replay`] follows plans that are there already; [`simulate`] routes jobs as they arrive.
//! Neither shares any code for times with the router, so that each checks the other.

mod agenda;
mod arrivals;
mod backlog;
mod engine;
mod format;
mod itinerary;
mod journey;
mod measure;
mod online;
mod policy;
mod replay;
mod service;
mod settings;
mod simulator;
mod stability;
mod statistics;

pub use format::{
    Arrivals, Discipline, FORMAT, Latency, OnlinePolicy, Percentile, SimulateOptions, Simulation,
    SimulationProgress, SimulationTrace, Utilisation,
};
pub use replay::{Replayed, ReplayedJob, ReplayedStep, replay};
pub use simulator::{Simulator, simulate};
