//! The bindings of the module that reads files of others.

use super::{JsResult, read_options, set, to_error, to_js};
use crate::import::onnx::split::{Division, Piece, Recipe, split};
use crate::import::{self, ImportOptions, ImportProgress, OnProgress, Source};
use crate::scenario::Model;
use crate::{Error, json};
use js_sys::{Function, Object, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A network from a file of `byte_count` bytes, of which `read(offset, length)` gives a piece.
#[wasm_bindgen(js_name = importNetwork)]
pub fn import_network(
    byte_count: f64,
    read: &Function,
    options: &str,
    report: &Function,
) -> JsResult<JsValue> {
    imported(
        byte_count,
        read,
        options,
        report,
        import::import_network_from,
    )
}

/// A model from such a file.
#[wasm_bindgen(js_name = importModel)]
pub fn import_model(
    byte_count: f64,
    read: &Function,
    options: &str,
    report: &Function,
) -> JsResult<JsValue> {
    imported(byte_count, read, options, report, import::import_model)
}

/// Whatever such a file holds.
#[wasm_bindgen(js_name = importFile)]
pub fn import_file(
    byte_count: f64,
    read: &Function,
    options: &str,
    report: &Function,
) -> JsResult<JsValue> {
    imported(byte_count, read, options, report, import::import)
}

fn imported<Import>(
    byte_count: f64,
    read: &Function,
    options: &str,
    report: &Function,
    import: fn(&mut dyn Source, &ImportOptions, OnProgress) -> crate::Result<Import>,
) -> JsResult<JsValue>
where
    Import: Serialize,
{
    let (mut source, options) = opened(byte_count, read, options)?;
    let imported = import(&mut source, &options, &mut progress(report));
    to_js(&imported.map_err(to_error)?)
}

/// A file that JavaScript reads.
struct HostFile<'a> {
    byte_count: u64,
    read: &'a Function,
}

impl Source for HostFile<'_> {
    fn byte_count(&self) -> u64 {
        self.byte_count
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> crate::Result<()> {
        let (offset, length) = (offset as f64, buffer.len() as f64);
        let piece = self
            .read
            .call2(&JsValue::NULL, &offset.into(), &length.into());
        let piece: Option<Uint8Array> = piece.map_err(unreadable)?.dyn_into().ok();
        let piece = piece.filter(|piece| piece.length() as usize == buffer.len());
        let piece = piece.ok_or_else(|| unreadable("it ended early; has it changed?".into()))?;
        piece.copy_to(buffer);
        Ok(())
    }
}

fn unreadable(thrown: JsValue) -> Error {
    let message = match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown.as_string().unwrap_or_default(),
    };
    Error::UnreadableFile { message }
}

fn opened<'a>(
    byte_count: f64,
    read: &'a Function,
    options: &str,
) -> JsResult<(HostFile<'a>, ImportOptions)> {
    let byte_count = byte_count as u64;
    Ok((HostFile { byte_count, read }, read_options(options)?))
}

fn progress(report: &Function) -> impl FnMut(f64) {
    move |share| {
        // Whoever listens cannot stop the import by failing.
        if let Ok(progress) = to_js(&ImportProgress { share }) {
            let _ = report.call1(&JsValue::NULL, &progress);
        }
    }
}

/// The parts of such a file, which is an ONNX model, by a plan; `model` is the one that the plan was
/// made for, or nothing. Each recipe is `{ literals, pieces }`: a piece is so many of the literal
/// bytes and the range of the file's bytes that follows them, three numbers each.
#[wasm_bindgen(js_name = splitModel)]
pub fn split_model(
    byte_count: f64,
    read: &Function,
    plan: &str,
    model: &str,
    options: &str,
    report: &Function,
) -> JsResult<JsValue> {
    let (mut source, options) = opened(byte_count, read, options)?;
    let division = Division::from_json(plan).map_err(to_error)?;
    let model: Option<Model> = match model {
        "" => None,
        text => Some(json::read(text).map_err(|error| {
            to_error(Error::InvalidOption {
                message: error.0.message,
                path: format!("/model{}", error.0.path),
            })
        })?),
    };
    let split = split(
        &mut source,
        &division,
        model.as_ref(),
        &options,
        &mut progress(report),
    );
    let split = split.map_err(to_error)?;
    let recipes = js_sys::Array::new();
    for Recipe { literals, pieces } in &split.recipes {
        let recipe = Object::new();
        set(&recipe, "literals", Uint8Array::from(&literals[..]))?;
        let numbers = pieces.iter().flat_map(
            |Piece {
                 literal_bytes,
                 span,
             }| { [*literal_bytes as f64, span.start as f64, span.end as f64] },
        );
        let numbers: Vec<f64> = numbers.collect();
        set(&recipe, "pieces", js_sys::Float64Array::from(&numbers[..]))?;
        recipes.push(&recipe);
    }
    let answer = Object::new();
    set(&answer, "manifest", to_js(&split.manifest)?)?;
    set(&answer, "recipes", recipes)?;
    Ok(answer.into())
}
