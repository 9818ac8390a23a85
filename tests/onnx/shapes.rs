//! Sizes that models leave open, and shapes that are unknown.

use crate::reading::{
    analysed, assert_is_product, imported, imported_with, operators, product, shape, warnings,
};
use crate::writer::{
    Graph, attribute_int, attribute_ints, bytes, int, node, numbers, typed, value, weights,
};
use splitway::Error;
use splitway::import::onnx::analyse;
use splitway::import::{ImportOptions, UnknownKind, import_model};

fn strange() -> Graph {
    Graph {
        nodes: vec![
            node("own.Strange", "x", "t", &[]),
            node("Relu", "t", "y", &[]),
        ],
        inputs: vec![value("x", &["3", "4"])],
        outputs: vec![value("y", &[])],
        ..Graph::default()
    }
}

fn open_dimensions() -> Graph {
    Graph {
        nodes: vec![
            node("GlobalAveragePool", "x", "g", &[]),
            node("Add", "g z", "y", &[]),
        ],
        inputs: vec![
            value("x", &["n", "3", "?", "width"]),
            value("z", &["n", "m"]),
        ],
        outputs: vec![value("y", &[])],
        ..Graph::default()
    }
}

#[test]
fn open_dimensions_are_assumed_once_each_and_told() {
    let imported = imported(&open_dimensions());
    let told: Vec<(&str, &str, &str)> = imported
        .report
        .assumed
        .iter()
        .map(|assumed| (&*assumed.about, &*assumed.value, &*assumed.option))
        .collect();
    assert_eq!(
        told,
        [
            ("dimension n", "1", "/dims/n"),
            ("dimension x.2", "224", "/dims/x.2"),
            ("dimension width", "224", "/dims/width"),
            ("dimension m", "1", "/dims/m"),
        ]
    );
    assert!(
        imported.report.assumed[0]
            .reason
            .contains("x axis 0, z axis 0")
    );
}

#[test]
fn open_dimensions_take_the_sizes_that_are_given_by_name_or_by_shape() {
    let mut options = operators();
    options.dims.insert("width".to_owned(), 10);
    options.dims.insert("x.2".to_owned(), 20);
    options.shapes.insert("z".to_owned(), vec![2, 4]);
    let analysis = analyse(&mut &*open_dimensions().file(), &options, &mut |_| {}).unwrap();
    assert_eq!(shape(&analysis, "x"), Some(vec![2, 3, 20, 10]));
    assert_eq!(shape(&analysis, "y"), Some(vec![2, 3, 2, 4]));
    assert!(analysis.dimensions.iter().all(|dimension| dimension.given));
}

#[test]
fn sizes_that_the_model_does_not_ask_for_are_refused() {
    let refused = |change: &dyn Fn(&mut ImportOptions)| {
        let mut options = operators();
        change(&mut options);
        match import_model(&mut &*open_dimensions().file(), &options, &mut |_| {}) {
            Err(Error::InvalidOption { message, path }) => (path, message),
            other => panic!("{other:?}"),
        }
    };
    let (path, message) = refused(&|options| {
        options.dims.insert("height".to_owned(), 1);
    });
    assert_eq!(path, "/dims/height");
    assert_eq!(
        message,
        "the model has no open dimension `height`; it has `n`, `x.2`, `width`, `m`"
    );
    let (path, message) = refused(&|options| {
        options.shapes.insert("q/r".to_owned(), vec![1]);
    });
    assert_eq!(
        (&*path, &*message),
        (
            "/shapes/q~1r",
            "the model has no tensor `q/r`; its inputs are `x`, `z`"
        )
    );
    let (path, _) = refused(&|options| {
        options.shapes.insert("x".to_owned(), vec![1, 3]);
    });
    assert_eq!(path, "/shapes/x");
    let (path, _) = refused(&|options| {
        options.dims.insert("n".to_owned(), 2);
        options.shapes.insert("x".to_owned(), vec![1, 3, 4, 4]);
    });
    assert_eq!(path, "/shapes/x/0");
}

#[test]
fn assumed_sizes_that_do_not_fit_leave_work_unknown_and_given_ones_are_an_error() {
    let graph = Graph {
        nodes: vec![node(
            "MaxPool",
            "x",
            "y",
            &[attribute_ints("kernel_shape", &[16])],
        )],
        inputs: vec![value("x", &["1", "2", "length"])],
        outputs: vec![value("y", &[])],
        ..Graph::default()
    };
    let imported = imported(&graph);
    assert_eq!(imported.model.layers[0].flop, None);
    assert!(warnings(&imported.report).contains(&"sizes-do-not-fit"));
    let mut options = operators();
    options.dims.insert("length".to_owned(), 8);
    let error = import_model(&mut &*graph.file(), &options, &mut |_| {}).unwrap_err();
    let expected = "node `y` (MaxPool) does not fit: axis 2 of its input has 8 places with padding, fewer than its window of 16 (at byte ";
    assert!(error.to_string().starts_with(expected), "{error}");
}

#[test]
fn an_input_without_a_shape_is_asked_for() {
    let no_shape = [bytes(1, "x"), bytes(2, bytes(1, int(1, 1)))].concat();
    let graph = Graph {
        inputs: vec![no_shape],
        ..product(vec![], vec![weights("w", &[4, 5])])
    };
    let without = imported(&graph);
    assert!(warnings(&without.report).contains(&"input-without-shape"));
    assert_eq!(without.model.layers[0].flop, None);
    let mut options = operators();
    options.shapes.insert("x".to_owned(), vec![3, 4]);
    assert_is_product(&imported_with(&graph.file(), &options).model.layers[0]);
}

#[test]
fn shapes_are_worked_out_as_operators_calculate() {
    // 0.29 is a little less in single precision, so that 100 × 0.29 falls to 28 there and not in
    // whole numbers of a hundredth.
    let scale = [
        int(1, 1),
        int(2, 1),
        bytes(8, "scale"),
        bytes(9, 0.29f32.to_le_bytes()),
    ]
    .concat();
    let graph = Graph {
        nodes: vec![
            node("Shape", "x", "s", &[attribute_int("start", 1)]),
            node("Cast", "s", "f", &[attribute_int("to", 1)]),
            node("Mul", "f scale", "g", &[]),
            node("Floor", "g", "h", &[]),
            node("Cast", "h", "i", &[attribute_int("to", 7)]),
            node("Concat", "minus i", "to", &[attribute_int("axis", 0)]),
            node("Slice", "x zero i one", "t", &[]),
            node("Reshape", "t to", "y", &[]),
        ],
        constants: vec![
            scale,
            numbers("minus", &[1], &[-1]),
            numbers("zero", &[1], &[0]),
            numbers("one", &[1], &[1]),
        ],
        inputs: vec![value("x", &["6", "100"])],
        outputs: vec![value("y", &[])],
        ..Graph::default()
    };
    let expected = (100f32 * 0.29f32).floor() as u64;
    assert_eq!(shape(&analysed(&graph), "y"), Some(vec![6, expected]));
}

#[test]
fn unknown_operators_are_named_and_what_they_leave_unknown_is_not_guessed() {
    let imported = imported(&strange());
    assert_eq!(
        imported
            .model
            .layers
            .iter()
            .map(|layer| layer.flop)
            .collect::<Vec<_>>(),
        [None, None]
    );
    assert!(warnings(&imported.report).contains(&"unknown-operator"));
    let unknown = &imported.report.unknown[0];
    assert_eq!(
        (unknown.kind, &*unknown.name, unknown.count),
        (UnknownKind::Operator, "own.Strange", 1)
    );
    assert!(
        unknown
            .message
            .contains("leaves 1 tensors of unknown shape"),
        "{}",
        unknown.message
    );
    assert!(warnings(&imported.report).contains(&"undeclared-operators"));
}

#[test]
fn a_shape_for_an_unknown_operator_may_be_in_the_file_or_given() {
    let claimed = Graph {
        claims: vec![value("t", &["3", "7"])],
        ..strange()
    };
    let mut given = operators();
    given.shapes.insert("t".to_owned(), vec![3, 7]);
    for imported in [
        imported(&claimed),
        imported_with(
            &Graph {
                claims: vec![typed("t", 1, &[])],
                ..strange()
            }
            .file(),
            &given,
        ),
    ] {
        let flop: Vec<_> = imported
            .model
            .layers
            .iter()
            .map(|layer| layer.flop)
            .collect();
        assert_eq!(flop, [Some(0.0), Some(21.0)]);
        assert_eq!(imported.model.layers[0].output_bytes, Some(84.0));
    }
}
