//! Random scenarios, the same ones on every run.

// Every test binary uses its own part of this.
#![allow(dead_code)]

pub mod graphs;
pub mod large;
pub mod small;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use splitway::{RouteOptions, Scenario, Wait};

/// Both ways to charge backlogs.
pub const WAITS: [Wait; 2] = [Wait::Draining, Wait::Additive];

/// Options that only say how to wait.
pub fn waiting(wait: Wait) -> RouteOptions {
    RouteOptions {
        wait: Some(wait),
        ..RouteOptions::default()
    }
}

/// Options for a plan that carries its proof.
pub fn certified(wait: Wait) -> RouteOptions {
    RouteOptions {
        certificate: true,
        ..waiting(wait)
    }
}

/// Runs a test on random values; a failure is shrunk and shown.
pub fn for_all<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value)) {
    let config = Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(211_107_006),
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(strategy, |value| {
        test(value);
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, value)) => panic!("{reason}\nfor {value:?}"),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

/// A scenario that shows itself as the JSON that one can paste into a file.
#[derive(Clone)]
pub struct Instance(pub Scenario);

impl std::fmt::Debug for Instance {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        match serde_json::to_string(&self.0) {
            Ok(text) => formatter.write_str(&text),
            Err(error) => write!(formatter, "{error}"),
        }
    }
}

/// Whether two times are the same but for rounding, on the scale of a third.
pub fn is_close(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-12 * scale.abs()
}
