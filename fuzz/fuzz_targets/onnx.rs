//! Any bytes as an ONNX file: one error, or a valid model whose work and weights are the same at
//! every granularity.

#![no_main]

use libfuzzer_sys::fuzz_target;
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
                model.layers.iter().map(|layer| layer.weight_bytes).sum::<f64>()
            };
            let operators = imported.model;
            for granularity in [Granularity::Fused, Granularity::Blocks] {
                let coarse = coarsen(&operators, granularity).model;
                let (fine, coarse) = (weights(&operators), weights(&coarse));
                assert!((fine - coarse).abs() <= 1e-9 * fine, "{fine} is not {coarse}");
            }
        }
    }
});
