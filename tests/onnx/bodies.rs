//! Functions of the file, loops and branches.

use crate::reading::{imported, imported_with, kinds, operators, shape};
use crate::writer::{
    Graph, attribute_graph, attribute_int, bit_of_everything, bytes, file, function, int, node,
    typed, value, weights,
};
use splitway::import::ImportOptions;
use splitway::import::onnx::analyse;

#[test]
fn functions_of_the_file_are_written_out() {
    let twice = function(
        "layer",
        "a weight bias",
        "b",
        &[
            node("MatMul", "a weight", "product", &[]),
            node("Add", "product bias", "sum", &[]),
            node("own.act", "sum", "b", &[]),
        ],
    );
    let act = function("act", "a", "b", &[node("Relu", "a", "b", &[])]);
    let graph = Graph {
        nodes: vec![
            node("own.layer", "x w v", "h", &[bytes(3, "first")]),
            node("own.layer", "h w v", "y", &[bytes(3, "second")]),
        ],
        constants: vec![weights("w", &[4, 4]), weights("v", &[4])],
        inputs: vec![value("x", &["3", "4"])],
        outputs: vec![value("y", &["3", "4"])],
        ..Graph::default()
    };
    let file = file(8, &graph.bytes(), &[twice, act], &[("", 17), ("own", 1)]);
    let imported = imported_with(&file, &operators());
    assert_eq!(
        kinds(&imported),
        ["MatMul", "Add", "Relu", "MatMul", "Add", "Relu"]
    );
    let names: Vec<&str> = imported
        .model
        .layers
        .iter()
        .map(|layer| &*layer.name)
        .collect();
    assert_eq!(names[0], "first/product");
    assert_eq!(names[4], "second/sum");
    let analysis = analyse(&mut &*file, &ImportOptions::default(), &mut |_| {}).unwrap();
    assert!(analysis.nodes.iter().all(|node| node.in_function));
    assert_eq!(
        analysis
            .nodes
            .iter()
            .map(|node| node.file_node)
            .collect::<Vec<_>>(),
        [0, 0, 0, 1, 1, 1]
    );
}

#[test]
fn attributes_and_inputs_of_functions_may_be_left_out() {
    let refers = bytes(
        5,
        [bytes(1, "axis"), int(20, 2), bytes(21, "along")].concat(),
    );
    let default = bytes(11, [bytes(1, "along"), int(3, 1), int(20, 2)].concat());
    let mut joined = function(
        "join",
        "a b",
        "c",
        &[
            node("Clip", "a b", "clipped", &[]),
            node("Concat", "clipped a", "c", &[refers]),
        ],
    );
    joined.extend(default);
    let graph = |attribute: &[Vec<u8>]| Graph {
        nodes: vec![node("own.join", "x", "y", attribute)],
        inputs: vec![value("x", &["3", "4"])],
        outputs: vec![value("y", &[])],
        ..Graph::default()
    };
    for (attributes, expected) in [
        (vec![], vec![3, 8]),
        (vec![attribute_int("along", 0)], vec![6, 4]),
    ] {
        let file = file(
            8,
            &graph(&attributes).bytes(),
            &[joined.clone()],
            &[("", 17), ("own", 1)],
        );
        let analysis = analyse(&mut &*file, &ImportOptions::default(), &mut |_| {}).unwrap();
        assert_eq!(
            shape(&analysis, analysis.tensors.last().unwrap().name.as_str()),
            Some(expected)
        );
    }
}

#[test]
fn a_loop_is_one_layer_of_unknown_work_that_reads_what_its_body_reads() {
    let imported = imported_with(&bit_of_everything(), &operators());
    let layers = &imported.model.layers;
    let of_kind = |kind: &str| layers.iter().find(|layer| layer.kind == kind).unwrap();
    let looped = of_kind("Loop");
    assert_eq!(looped.flop, None);
    let sum = of_kind("Add");
    assert_eq!(
        looped.inputs,
        Some(vec![sum.name.clone()]),
        "what its body reads from outside"
    );
    assert!(
        imported
            .report
            .unknown
            .iter()
            .any(|unknown| unknown.name == "Loop")
    );
}

#[test]
fn an_if_takes_the_branch_that_shapes_decide() {
    for (batch, kind) in [(1, "Relu"), (2, "Neg")] {
        let mut options = operators();
        options.dims.insert("n".to_owned(), batch);
        let imported = imported_with(&bit_of_everything(), &options);
        let kinds = kinds(&imported);
        assert!(!kinds.contains(&"If"), "{kinds:?}");
        assert_eq!(
            kinds[3], kind,
            "Conv, Relu and Add of a function, then the branch"
        );
    }
}

#[test]
fn an_if_that_an_input_decides_is_one_layer_of_unknown_work() {
    let branch = |op: &str| {
        Graph {
            nodes: vec![node(op, "x w", "b", &[])],
            constants: vec![weights("w", &[5])],
            outputs: vec![value("b", &["3", "5"])],
            ..Graph::default()
        }
        .bytes()
    };
    let graph = Graph {
        nodes: vec![node(
            "If",
            "condition",
            "y",
            &[
                attribute_graph("then_branch", &branch("Add")),
                attribute_graph("else_branch", &branch("Mul")),
            ],
        )],
        inputs: vec![value("x", &["3", "5"]), typed("condition", 9, &[])],
        outputs: vec![value("y", &["a", "b"])],
        ..Graph::default()
    };
    let imported = imported(&graph);
    let layer = &imported.model.layers[0];
    assert_eq!(
        (layer.flop, layer.output_bytes),
        (None, Some(60.0)),
        "both branches say the same shape"
    );
    assert_eq!(layer.weight_bytes, 40.0, "the weights of both");
    assert_eq!(layer.inputs.as_ref().unwrap().len(), 2);
}
