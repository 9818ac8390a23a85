//! Checking a plan without trusting the solver: nothing here shares code with the search.
//!
//! [`timetable`] replays the steps by the formulas of the scenario; [`proof`] checks the
//! certificate arc by arc, on the copies of the network that [`down_sets`] numbers. They read the
//! scenario itself through [`facts`] and [`tensors`].

mod down_sets;
mod facts;
mod proof;
mod tensors;
mod timetable;

use crate::error::{Error, Result};
use crate::json::{self, ReadError};
use crate::plan::{FORMAT, Plan};
use crate::scenario::Scenario;
use facts::Facts;
use serde::{Deserialize, Serialize};

/// Times may differ by this share of the time since the release from those that the checker
/// computes, and sums by this share of themselves.
pub const TOLERANCE: f64 = 1e-9;

/// How far two ways of adding up the same times may lie apart: a share of the time since the
/// release, and the rounding of each of so many sums of absolute times, which are large where
/// the release is.
fn slack_seconds(since_release_seconds: f64, sums: usize, now_seconds: f64) -> f64 {
    let rounding = (sums + 8) as f64 * f64::EPSILON;
    TOLERANCE * since_release_seconds.abs() + rounding * now_seconds.abs()
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Verdict {
    /// The plan fits the scenario, and all its times and sums are right.
    pub valid: bool,
    /// Its certificate proves that no plan is faster. False for a plan without a certificate.
    pub optimal: bool,
    /// The latency that the check computed, in seconds.
    pub latency_seconds: f64,
    /// Arcs of the layered graph that the certificate was checked on.
    pub arcs_checked: usize,
}

impl Plan {
    /// Reads a plan from JSON text.
    ///
    /// # Errors
    /// [`InvalidJson`](Error::InvalidJson), [`UnsupportedFormat`](Error::UnsupportedFormat) or
    /// [`InvalidPlan`](Error::InvalidPlan), with the place.
    pub fn from_json(text: &str) -> Result<Plan> {
        let document = json::parse(text).map_err(unread)?;
        if let Some(found) = document.other_format(FORMAT) {
            return Err(Error::UnsupportedFormat {
                found,
                known: FORMAT,
            });
        }
        json::read_from(&document).map_err(unread)
    }
}

fn unread(ReadError(error): ReadError) -> Error {
    if error.is_syntax {
        return Error::InvalidJson {
            message: error.message,
        };
    }
    Error::plan(error.path, error.message)
}

/// Checks that a plan fits its scenario, and that its certificate (if it has one) proves it
/// optimal.
///
/// The certificate is a potential per vertex of the layered graph. Because no resource lets
/// later work overtake (FIFO), potentials that no arc undercuts are lower bounds on every
/// arrival; the target's equals the plan's.
///
/// # Errors
/// [`InvalidPlan`](Error::InvalidPlan) with the first step, sum or arc that is wrong, and the
/// errors of a scenario that cannot be routed.
///
/// # Cost
/// O(steps · tensors) without a certificate, O(C·(N + E)) with one, which has C rows.
pub fn verify(scenario: &Scenario, plan: &Plan) -> Result<Verdict> {
    scenario.validate()?;
    if plan.format != FORMAT {
        return Err(Error::UnsupportedFormat {
            found: plan.format.clone(),
            known: FORMAT,
        });
    }
    let facts = Facts::new(scenario, plan)?;
    let arrival_seconds = timetable::check(&facts, plan)?;
    let arcs_checked = match &plan.certificate {
        Some(certificate) => proof::check(&facts, certificate, arrival_seconds)?,
        None => 0,
    };
    Ok(Verdict {
        valid: true,
        optimal: plan.certificate.is_some(),
        latency_seconds: arrival_seconds - facts.job.release_seconds,
        arcs_checked,
    })
}
