//! The bindings of the module for many jobs, which runs in workers.

use super::{Clock, JsResult, microseconds, read_options, read_scenario, to_error, to_js};
use crate::schedule::Scheduler;
use wasm_bindgen::prelude::*;

/// A search for a schedule, step by step.
#[wasm_bindgen]
pub struct WasmScheduler {
    scheduler: Scheduler,
    clock: Clock,
    microseconds: Option<f64>,
}

#[wasm_bindgen]
impl WasmScheduler {
    /// Takes a scenario.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &str, options: &str) -> JsResult<WasmScheduler> {
        let clock = Clock::new();
        let begin = clock.milliseconds();
        let options = read_options(options)?;
        let scheduler = Scheduler::new(&read_scenario(scenario)?, &options).map_err(to_error)?;
        Ok(WasmScheduler {
            scheduler,
            microseconds: begin.zip(clock.milliseconds()).map(microseconds),
            clock,
        })
    }

    /// Goes on for about so many single-job searches; returns how far the search has come.
    pub fn advance(&mut self, routes: usize) -> JsResult<JsValue> {
        let begin = self.clock.milliseconds();
        let progress = self.scheduler.advance(routes);
        let taken = begin.zip(self.clock.milliseconds()).map(microseconds);
        self.microseconds = self.microseconds.zip(taken).map(|(sum, more)| sum + more);
        to_js(&progress)
    }

    /// The best schedule so far.
    pub fn schedule(&mut self) -> JsResult<JsValue> {
        let mut schedule = self.scheduler.schedule().map_err(to_error)?;
        schedule.statistics.solve_microseconds = self.microseconds;
        to_js(&schedule)
    }
}
