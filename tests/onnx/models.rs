//! The models, which `node tools/onnx-models/install.mjs` puts into place.

use splitway::import::ImportOptions;
use splitway::import::onnx::{Analysis, analyse};
use std::path::PathBuf;

/// The bytes of a model.
pub fn bytes(name: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/onnx-models").join(format!("{name}.onnx"));
    std::fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; run `node tools/onnx-models/install.mjs` once",
            path.display()
        )
    })
}

/// A model with the sizes that are given.
pub fn analysed(name: &str, options: &ImportOptions) -> Analysis {
    let bytes = bytes(name);
    match analyse(&mut &*bytes, options, &mut |_| {}) {
        Ok(analysis) => analysis,
        Err(error) => panic!("{name}: {error}"),
    }
}
