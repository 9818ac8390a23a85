//! ONNX's own tests of single operators: types and shapes of what they make, recorded by
//! `tools/onnx-models/record_operators.py`.

use serde_json::{Value, json};
use splitway::import::ImportOptions;
use splitway::import::onnx::analyse;
use std::collections::BTreeSet;

fn from_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.bytes().filter(|&letter| letter != b'=');
    let digits = digits.map(|letter| LETTERS.iter().position(|&known| known == letter).unwrap());
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0, 0);
    for digit in digits {
        bits = bits << 6 | digit;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    bytes
}

/// Operators that there is no rule for, or whose outputs only a run can tell: in these cases also
/// those whose size is an input.
const UNTOLD: &[&str] = &[
    "BlackmanWindow",
    "Compress",
    "ConstantOfShape",
    "HammingWindow",
    "HannWindow",
    "ImageDecoder",
    "LinearAttention",
    "Loop",
    "MelWeightMatrix",
    "NonMaxSuppression",
    "NonZero",
    "OneHot",
    "OptionalGetElement",
    "Range",
    "RegexFullMatch",
    "Scan",
    "StringConcat",
    "StringNormalizer",
    "StringSplit",
    "TfIdfVectorizer",
    "Unique",
    "ai.onnx.ml.ArrayFeatureExtractor",
    "ai.onnx.ml.Binarizer",
    "ai.onnx.ml.LabelEncoder",
    "ai.onnx.ml.TreeEnsemble",
    "ai.onnx.preview.FlexAttention",
    "ai.onnx.preview.training.Adagrad",
    "ai.onnx.preview.training.Adam",
    "ai.onnx.preview.training.Momentum",
];

#[test]
fn operators_make_what_onnx_says() {
    let cases = include_str!("operators.jsonl").lines();
    let cases = cases.map(|line| serde_json::from_str::<Value>(line).unwrap());
    let (mut compared, mut untold) = (0, BTreeSet::new());
    for case in cases {
        let name = &case["name"];
        let file = from_base64(case["file"].as_str().unwrap());
        let analysis = analyse(&mut &*file, &ImportOptions::default(), &mut |_| {});
        let analysis = analysis.unwrap_or_else(|error| panic!("{name}: {error}"));
        for (tensor, wanted) in case["made"].as_object().unwrap() {
            let Some(tensor) = analysis.tensors.iter().find(|known| known.name == *tensor) else {
                continue; // A constant.
            };
            if tensor.shape.is_none() {
                untold.extend(analysis.nodes.iter().map(|node| node.op.clone()));
                continue;
            }
            let kind = match tensor.data_type.name() {
                "float32" => "float",
                "float64" => "double",
                other => other,
            };
            assert_eq!(json!([kind, tensor.shape]), *wanted, "{name}");
            compared += 1;
        }
    }
    assert!(compared > 500, "{compared} outputs were compared");
    let untold: Vec<&str> = untold.iter().map(|op| &**op).collect();
    assert_eq!(untold, UNTOLD);
}
