//! ONNX models: from the bytes of a file to layers with their work, every operator a layer.

use splitway::import::{Granularity, ImportFormat, ImportOptions, import_model};
use splitway::scenario::Model;

/// A file with the shapes of its inputs.
#[derive(Debug)]
pub struct ModelFile {
    bytes: Vec<u8>,
    options: ImportOptions,
}

impl ModelFile {
    /// Reads a file; `shapes` is JSON, input by input.
    pub fn new(path: &str, shapes: &str) -> ModelFile {
        ModelFile {
            bytes: std::fs::read(path).expect("the models are installed"),
            options: ImportOptions {
                format: Some(ImportFormat::Onnx),
                granularity: Some(Granularity::Operators),
                shapes: serde_json::from_str(shapes).expect("shapes are JSON"),
                ..ImportOptions::default()
            },
        }
    }

    /// Imports it once.
    pub fn model(&self) -> Model {
        let imported = import_model(&mut &*self.bytes, &self.options, &mut |_| {});
        imported.expect("the models are sound").model
    }

    /// Imports it so many times; returns the work of the model in FLOP.
    pub fn run(&self, runs: usize) -> f64 {
        let mut flop = f64::NAN;
        for _ in 0..runs {
            let layers = self.model().layers;
            flop = layers.iter().filter_map(|layer| layer.flop).sum();
        }
        flop
    }
}
