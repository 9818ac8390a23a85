//! The JavaScript bindings: the only place that knows of JavaScript.
//!
//! Input comes as JSON text, so that every error has its place; answers go out as plain objects,
//! long series as typed arrays. Every function is a call into the core and a conversion.
//!
//! There are two modules, so that pages load what they use: [`route`] for one job, which answers
//! at once, and, for what works in the background, [`schedule`] for many, to plan or to simulate,
//! and [`formulate`] for other solvers. Each is built with its own feature.

#[cfg(feature = "wasm-schedule")]
mod formulate;
#[cfg(feature = "wasm-route")]
mod route;
#[cfg(feature = "wasm-schedule")]
mod schedule;

use crate::{Error, Scenario, json};
use js_sys::{Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

type JsResult<T> = Result<T, JsValue>;

/// Runs once when the module starts.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The version of this package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The host's clock, where it has one; windows, workers and Node all call it `performance`.
struct Clock(Option<web_sys::Performance>);

impl Clock {
    fn new() -> Clock {
        let performance = Reflect::get(&js_sys::global(), &"performance".into());
        Clock(performance.ok().and_then(|value| value.dyn_into().ok()))
    }

    fn milliseconds(&self) -> Option<f64> {
        self.0.as_ref().map(web_sys::Performance::now)
    }
}

fn microseconds((begin, end): (f64, f64)) -> f64 {
    (end - begin) * 1e3
}

fn read_scenario(text: &str) -> JsResult<Scenario> {
    Scenario::from_json(text).map_err(to_error)
}

fn read_options<T: DeserializeOwned + Default>(text: &str) -> JsResult<T> {
    if text.is_empty() {
        return Ok(T::default());
    }
    read_change(text)
}

fn read_change<T: DeserializeOwned>(text: &str) -> JsResult<T> {
    json::read(text).map_err(|error| {
        to_error(Error::InvalidOption {
            message: error.message,
            path: error.path,
        })
    })
}

fn set(object: &Object, name: &str, value: impl Into<JsValue>) -> JsResult<()> {
    Reflect::set(object, &name.into(), &value.into()).map(|_| ())
}

fn to_js(value: &impl Serialize) -> JsResult<JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

/// A real `Error` with the fields of `SplitwayError`.
fn to_error(error: Error) -> JsValue {
    let object = js_sys::Error::new(&error.to_string());
    object.set_name("SplitwayError");
    // Setting fields of a fresh object cannot fail.
    let _ = set(&object, "code", error.code());
    let _ = set(&object, "path", error.path());
    object.into()
}
