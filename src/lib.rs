//! Where to run each layer of a neural network in a computer network, and along which paths its
//! tensors travel, so that the answer is back soonest.
//!
//! Jung & Lee (arXiv 2111.07006) turn that joint question into one shortest path on a *layered
//! graph*: L+1 copies of the network, links within each copy, a layer's run from each copy to the
//! next. This crate is that framework: a [`Scenario`] (network, models, jobs; see its JSON) is
//! validated, its [`LayeredGraph`] is searched without being written out, and the answer is a
//! [`Plan`] that can carry its own proof, which [`verify()`] checks.
//!
//! ```
//! use splitway::{RouteOptions, Scenario, route, verify};
//! # let text = include_str!("../tests/scenarios/triangle.json");
//! let scenario = Scenario::from_json(text).unwrap();
//! let options = RouteOptions { certificate: true, ..RouteOptions::default() };
//! let plan = route(&scenario, &options).unwrap();
//! assert!(verify(&scenario, &plan).unwrap().optimal);
//! ```

#![cfg_attr(not(feature = "wasm"), forbid(unsafe_code))]

mod error;
pub mod formulate;
pub mod import;
mod json;
pub mod layered;
pub mod plan;
mod random;
mod route;
pub mod scenario;
pub mod schedule;
#[cfg(feature = "schema")]
pub mod schema;
pub mod simulate;
mod verify;
#[cfg(feature = "wasm")]
mod wasm;

pub use error::{Error, Result};
pub use layered::LayeredGraph;
pub use plan::Plan;
pub use route::{RouteOptions, Router, route};
pub use scenario::{Scenario, Wait};
pub use verify::{Verdict, verify};
