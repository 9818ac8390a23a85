//! The JavaScript bindings: the only place that knows of JavaScript.
//!
//! Input comes as JSON text, so that every error has its place; answers go out as plain objects,
//! long series as typed arrays. Every function is a call into the core and a conversion.
//!
//! There are three modules, so that pages load what they use: [`route`] for one job, which answers
//! at once; for what works in the background, [`schedule`] for many, to plan or to simulate, and
//! [`formulate`] for other solvers; [`import`] for files of others. Each is built with its own
//! feature.

#[cfg(any(feature = "wasm-route", feature = "wasm-schedule"))]
mod clock;
#[cfg(feature = "wasm-schedule")]
mod formulate;
#[cfg(feature = "wasm-import")]
mod import;
#[cfg(feature = "wasm-route")]
mod route;
#[cfg(feature = "wasm-schedule")]
mod schedule;

#[cfg(any(feature = "wasm-route", feature = "wasm-schedule"))]
use crate::Scenario;
use crate::{Error, json};
use js_sys::{Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
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

#[cfg(any(feature = "wasm-route", feature = "wasm-schedule"))]
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
    json::read(text).map_err(|json::ReadError(error)| {
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
