//! What happens when many jobs share a network: a discrete-event simulation.
//!
//! Every node and every directed link serves one piece of work at a time: one layer, one tensor.
//! Propagation keeps nothing busy, and a job is at one place at a time. The backlog goes first of
//! all. [`replay`] follows plans that are there already. It shares no code for times with the
//! router, so that each checks the other.

mod agenda;
mod backlog;
mod engine;
mod format;
mod itinerary;
mod replay;
mod service;

pub use format::Discipline;
pub use replay::{Replayed, ReplayedJob, ReplayedStep, replay};
