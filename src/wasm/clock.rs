//! The host's clock.

use js_sys::Reflect;
use wasm_bindgen::JsCast;

/// The host's clock, where it has one; windows, workers and Node all call it `performance`.
pub(super) struct Clock(Option<web_sys::Performance>);

impl Clock {
    pub fn new() -> Clock {
        let performance = Reflect::get(&js_sys::global(), &"performance".into());
        Clock(performance.ok().and_then(|value| value.dyn_into().ok()))
    }

    pub fn milliseconds(&self) -> Option<f64> {
        self.0.as_ref().map(web_sys::Performance::now)
    }
}

pub(super) fn microseconds((begin, end): (f64, f64)) -> f64 {
    (end - begin) * 1e3
}
