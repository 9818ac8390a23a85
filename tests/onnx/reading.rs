//! Reading the models that tests make, and what is asked of the answers.

use crate::writer::{Graph, node, value};
use splitway::import::onnx::{Analysis, analyse};
use splitway::import::{
    Granularity, ImportFormat, ImportOptions, ImportReport, ImportedModel, import_model,
};
use splitway::scenario::Layer;

pub fn operators() -> ImportOptions {
    ImportOptions {
        format: Some(ImportFormat::Onnx),
        granularity: Some(Granularity::Operators),
        ..ImportOptions::default()
    }
}

#[track_caller]
pub fn imported_with(file: &[u8], options: &ImportOptions) -> ImportedModel {
    match import_model(&mut &*file, options, &mut |_| {}) {
        Ok(imported) => imported,
        Err(error) => panic!("{error} ({})", error.path()),
    }
}

#[track_caller]
pub fn imported(graph: &Graph) -> ImportedModel {
    imported_with(&graph.file(), &operators())
}

#[track_caller]
pub fn analysed(graph: &Graph) -> Analysis {
    analyse(&mut &*graph.file(), &ImportOptions::default(), &mut |_| {}).unwrap()
}

#[track_caller]
pub fn shape(analysis: &Analysis, name: &str) -> Option<Vec<u64>> {
    let tensor = analysis.tensors.iter().find(|tensor| tensor.name == name);
    tensor
        .unwrap_or_else(|| panic!("there is no tensor {name}"))
        .shape
        .clone()
}

pub fn kinds(imported: &ImportedModel) -> Vec<&str> {
    imported
        .model
        .layers
        .iter()
        .map(|layer| &*layer.kind)
        .collect()
}

pub fn warnings(report: &ImportReport) -> Vec<&str> {
    report
        .warnings
        .iter()
        .map(|warning| &*warning.code)
        .collect()
}

/// A product of a matrix and `w` of 4 × 5, after whatever comes before `x`.
pub fn product(nodes: Vec<Vec<u8>>, constants: Vec<Vec<u8>>) -> Graph {
    let mut nodes = nodes;
    nodes.push(node("MatMul", "x w", "y", &[]));
    Graph {
        nodes,
        constants,
        inputs: vec![value("x", &["3", "4"])],
        outputs: vec![value("y", &["3", "5"])],
        ..Graph::default()
    }
}

pub fn assert_is_product(layer: &Layer) {
    assert_eq!(
        (layer.flop, layer.weight_bytes, layer.output_bytes),
        (Some(120.0), 80.0, Some(60.0))
    );
}
