//! The bindings of the module that reads files of others.

use super::{JsResult, read_options, to_error, to_js};
use crate::Error;
use crate::import::{self, ImportOptions, ImportProgress, Source};
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

/// A network from a file of `byte_count` bytes, of which `read(offset, length)` gives a piece.
#[wasm_bindgen(js_name = importNetwork)]
pub fn import_network(
    byte_count: f64,
    read: &Function,
    options: &str,
    report: &Function,
) -> JsResult<JsValue> {
    let (mut source, options) = opened(byte_count, read, options)?;
    let network = import::import_network_from(&mut source, &options, &mut progress(report));
    to_js(&network.map_err(to_error)?)
}

/// A model from such a file.
#[wasm_bindgen(js_name = importModel)]
pub fn import_model(
    byte_count: f64,
    read: &Function,
    options: &str,
    report: &Function,
) -> JsResult<JsValue> {
    let (mut source, options) = opened(byte_count, read, options)?;
    let model = import::import_model(&mut source, &options, &mut progress(report));
    to_js(&model.map_err(to_error)?)
}

/// Whatever such a file holds.
#[wasm_bindgen(js_name = importFile)]
pub fn import_file(
    byte_count: f64,
    read: &Function,
    options: &str,
    report: &Function,
) -> JsResult<JsValue> {
    let (mut source, options) = opened(byte_count, read, options)?;
    let imported = import::import(&mut source, &options, &mut progress(report));
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
