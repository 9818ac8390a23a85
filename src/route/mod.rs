//! One job's optimum: the shortest path from (0, source) to (L, destination) of its layered graph.

mod admission;
mod assemble;
mod bound;
mod changes;
mod few;
mod infeasible;
mod labels;
mod queue;
mod router;
mod search;
mod solve;
mod trace;

pub(crate) use assemble::{Answered, Service};
pub(crate) use queue::TimeQueue;
pub(crate) use solve::Solver;
pub(crate) use trace::Move;

pub use router::{RouteOptions, Router, route};
