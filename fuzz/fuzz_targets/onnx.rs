//! Any bytes as an ONNX file: one error, or a valid model whose weights are the same at every
//! granularity, and whose halves, if it can be divided, are files that can be read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use splitway::import::onnx::split::{Division, split};
use splitway::import::{Granularity, ImportFormat, ImportOptions, coarsen, import_model};

fuzz_target!(|file: &[u8]| {
    let options = ImportOptions {
        format: Some(ImportFormat::Onnx),
        granularity: Some(Granularity::Operators),
        ..ImportOptions::default()
    };
    match import_model(&mut &*file, &options, &mut |_| {}) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(imported) => {
            let weights = |model: &splitway::scenario::Model| {
                model
                    .layers
                    .iter()
                    .map(|layer| layer.weight_bytes)
                    .sum::<f64>()
            };
            let operators = imported.model;
            for granularity in [Granularity::Fused, Granularity::Blocks] {
                let coarse = coarsen(&operators, granularity).model;
                let (fine, coarse) = (weights(&operators), weights(&coarse));
                assert!(
                    (fine - coarse).abs() <= 1e-9 * fine,
                    "{fine} is not {coarse}"
                );
            }
            divide(file, &options, operators.layers.len());
        }
    }
});

/// The first half of the layers on one machine, the others on another.
fn divide(file: &[u8], options: &ImportOptions, layers: usize) {
    let machine = |layer: usize| if layer < layers / 2 { "phone" } else { "edge" };
    let division = Division {
        placement: (0..layers).map(|layer| machine(layer).to_owned()).collect(),
        ..Division::default()
    };
    match split(&mut &*file, &division, None, options, &mut |_| {}) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(split) => {
            for recipe in &split.recipes {
                let part = recipe
                    .assemble(&mut &*file)
                    .expect("its pieces are in the file");
                let read = import_model(&mut &*part, options, &mut |_| {});
                assert!(read.is_ok(), "{}", read.unwrap_err());
            }
        }
    }
}
