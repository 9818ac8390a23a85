//! The bindings of the module for many jobs, which runs in workers.

use super::clock::{Clock, microseconds};
use super::{JsResult, read_options, read_scenario, set, to_error, to_js};
use crate::schedule::Scheduler;
use crate::simulate::{SimulationTrace, Simulator};
use js_sys::{Float64Array, Object, Uint32Array};
use wasm_bindgen::JsCast;
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

/// A simulation, step by step.
#[wasm_bindgen]
pub struct WasmSimulator(Simulator);

#[wasm_bindgen]
impl WasmSimulator {
    /// Takes a scenario.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &str, options: &str) -> JsResult<WasmSimulator> {
        let options = read_options(options)?;
        let simulator = Simulator::new(&read_scenario(scenario)?, &options).map_err(to_error)?;
        Ok(WasmSimulator(simulator))
    }

    /// Lets so many events happen; returns how far the simulation has come.
    pub fn advance(&mut self, events: usize) -> JsResult<JsValue> {
        to_js(&self.0.advance(events).map_err(to_error)?)
    }

    /// What has happened so far.
    pub fn simulation(&self) -> JsResult<JsValue> {
        let mut simulation = self.0.simulation().map_err(to_error)?;
        let trace = simulation.trace.take();
        let object: Object = to_js(&simulation)?.unchecked_into();
        if let Some(trace) = trace {
            set(&object, "trace", series(&trace)?)?;
        }
        Ok(object.into())
    }
}

fn series(trace: &SimulationTrace) -> JsResult<Object> {
    let arrival_seconds = Float64Array::from(&trace.arrival_seconds[..]);
    let completion_seconds = Float64Array::from(&trace.completion_seconds[..]);
    let object = Object::new();
    set(&object, "jobs", Uint32Array::from(&trace.jobs[..]))?;
    set(&object, "arrivalSeconds", arrival_seconds)?;
    set(&object, "completionSeconds", completion_seconds)?;
    Ok(object)
}
