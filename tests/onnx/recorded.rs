//! Shapes and types of every tensor of eighteen more models, as onnxruntime made them
//! (`tools/onnx-models/record_shapes.py`).

use crate::models::analysed;
use serde_json::{Value, json};
use splitway::import::ImportOptions;
use splitway::import::onnx::Analysis;

fn recorded(name: &str) -> (Value, Analysis) {
    let path = format!(
        "{}/tests/onnx/recorded/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let recorded: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut options = ImportOptions::default();
    for (input, shape) in recorded["inputs"].as_object().unwrap() {
        let shape = serde_json::from_value(shape.clone()).unwrap();
        options.shapes.insert(input.clone(), shape);
    }
    (recorded, analysed(name, &options))
}

/// Compares all tensors, and returns those whose shape splitway does not know.
fn check(name: &str) -> Vec<String> {
    let (recorded, analysis) = recorded(name);
    let tensors = recorded["tensors"].as_object().unwrap();
    let mut unknown = Vec::new();
    let mut compared = 0;
    let nodes = analysis.nodes.iter();
    let made = nodes.flat_map(|node| node.makes.iter().map(move |&tensor| (node, tensor)));
    for (node, tensor) in made {
        let tensor = &analysis.tensors[tensor];
        let Some(wanted) = tensors.get(&tensor.name) else {
            // onnxruntime tells nothing of what is within an `If`.
            assert!(node.in_branch, "{name} has no {}", tensor.name);
            continue;
        };
        if tensor.shape.is_none() {
            unknown.push(tensor.name.clone());
            continue;
        }
        let found = json!([tensor.data_type.name(), tensor.shape]);
        assert_eq!(found, *wanted, "{} of {name}", tensor.name);
        compared += 1;
    }
    assert!(compared > 0, "nothing was compared of {name}");
    assert_eq!(analysis.gaps.operators, [], "{name}");
    assert_eq!(
        analysis.gaps.unfit_count, 0,
        "{name}: {:?}",
        analysis.gaps.unfit
    );
    unknown
}

macro_rules! whole {
    ($($name:ident)*) => { $(
        #[test]
        fn $name() { assert_eq!(check(stringify!($name)), Vec::<String>::new()); }
    )* };
}

whole! {
    basic_pitch
    light_bvlc_alexnet
    light_densenet121
    light_inception_v2
    light_zfnet512
    nudenet
    opennsfw
    picodet_layout
    ppocr_v2_cls
    ppocr_v4_det
    ppocr_v4_rec
    ppocr_v6_det
    ppocr_v6_rec
    silero_vad_16k_op15
    silero_vad_16k_sequence
    silero_vad_half
    silero_vad_op18_ifless
    silero_vad_openvino_16k
}
