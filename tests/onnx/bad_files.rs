//! Files that are cut off, damaged or made to do harm: one clear error each, in bounded time and
//! memory.

use crate::models;
use crate::writer::{
    self, Graph, attribute_graph, attribute_int, bit_of_everything, bytes, file, function, int,
    node, numbers, typed, value, varint, weights, weights_of,
};
use splitway::import::{
    Granularity, ImportFormat, ImportOptions, ImportedModel, Source, import_model,
};
use splitway::{Error, Result};
use std::time::{Duration, Instant};

const LONGEST: Duration = Duration::from_secs(20);

fn options() -> ImportOptions {
    ImportOptions {
        format: Some(ImportFormat::Onnx),
        ..ImportOptions::default()
    }
}

fn read(source: &mut dyn Source) -> Result<ImportedModel> {
    let begin = Instant::now();
    let result = import_model(source, &options(), &mut |_| {});
    assert!(begin.elapsed() < LONGEST, "it took {:?}", begin.elapsed());
    if let Err(error) = &result {
        let message = error.to_string();
        assert!(
            !message.is_empty() && !message.contains('\n'),
            "{message:?}"
        );
        assert!(message.len() < 1000, "{message}");
        let code = error.code();
        assert!(
            ["invalid-file", "limit-exceeded", "unsupported-format"].contains(&code),
            "{code}: {message}"
        );
    }
    result
}

#[track_caller]
fn refused(file: &[u8]) -> String {
    match read(&mut &*file) {
        Ok(imported) => panic!("it was read: {:?}", imported.model),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn assert_refused(file: &[u8], why: &str) {
    let message = refused(file);
    assert!(message.contains(why), "{message}");
}

/// A small sound graph to spoil.
fn graph() -> Graph {
    Graph {
        nodes: vec![node("Relu", "x", "t", &[]), node("Neg", "t", "y", &[])],
        inputs: vec![value("x", &["2", "3"])],
        outputs: vec![value("y", &["2", "3"])],
        ..Graph::default()
    }
}

#[test]
fn the_sound_files_are_read() {
    read(&mut &*graph().file()).unwrap();
    let imported = read(&mut &*bit_of_everything()).unwrap();
    assert!(
        imported
            .model
            .layers
            .iter()
            .any(|layer| layer.flop.is_none())
    );
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    for whole in [
        bit_of_everything(),
        models::bytes("light_bvlc_alexnet"),
        models::bytes("light_zfnet512"),
    ] {
        for length in 0..whole.len() {
            refused(&whole[..length]);
        }
    }
}

/// A generator of its own, so that failures can be found again.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

fn mutate(file: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(file.len());
        match random.below(8) {
            0 => file[at] ^= 1 << random.below(8),
            1 => file[at] = random.next() as u8,
            2 => file[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
            3 => file.truncate(at + 1),
            4 => file.insert(at, random.next() as u8),
            5 => {
                let end = file.len().min(at + 1 + random.below(16));
                file.drain(at..end);
            }
            6 => {
                let end = file.len().min(at + 1 + random.below(64));
                let copy = file[at..end].to_vec();
                let to = random.below(file.len() + 1);
                file.splice(to..to, copy);
            }
            _ => {
                let huge = varint(random.next() >> random.below(64));
                let end = file.len().min(at + huge.len());
                file.splice(at..end, huge);
            }
        }
        if file.is_empty() {
            return;
        }
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let sound = [
        bit_of_everything(),
        models::bytes("light_bvlc_alexnet"),
        graph().file(),
        quantised(),
    ];
    let mut read_anyway = 0;
    for seed in 0..40_000 {
        let mut random = Random(seed);
        let mut file = sound[random.below(sound.len())].clone();
        mutate(&mut file, &mut random);
        let granularity = [
            Granularity::Operators,
            Granularity::Fused,
            Granularity::Blocks,
        ][random.below(3)];
        let options = ImportOptions {
            granularity: Some(granularity),
            ..options()
        };
        match import_model(&mut &*file, &options, &mut |_| {}) {
            Ok(_) => read_anyway += 1,
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    // Most flips hit names and weights; if none got through, the test would test nothing.
    assert!(read_anyway > 1000, "{read_anyway}");
}

/// Operators that the other files lack, one after another.
fn quantised() -> Vec<u8> {
    Graph {
        nodes: vec![
            node("DynamicQuantizeLinear", "x", "q scale zero", &[]),
            node("ConvInteger", "q k zero", "i", &[]),
            node("Cast", "i", "f", &[attribute_int("to", 1)]),
            node(
                "MaxPool",
                "f",
                "p indices",
                &[
                    writer::attribute_ints("kernel_shape", &[2, 2]),
                    attribute_int("ceil_mode", 1),
                ],
            ),
            node("Split", "p", "a b", &[attribute_int("axis", 1)]),
            node(
                "Transpose",
                "a",
                "t",
                &[writer::attribute_ints("perm", &[0, 2, 1, 3])],
            ),
            node("Slice", "t from to axes steps", "z", &[]),
            node("Pad", "z pads", "padded", &[]),
            node("TopK", "padded two", "top at", &[]),
            node(
                "LSTM",
                "seq w r",
                "h last cell",
                &[attribute_int("hidden_size", 2)],
            ),
            node(
                "Einsum",
                "h w2",
                "e",
                &[bytes(
                    5,
                    [bytes(1, "equation"), bytes(4, "tdbh,hk->tbk"), int(20, 3)].concat(),
                )],
            ),
        ],
        constants: vec![
            [
                int(1, 4),
                int(1, 2),
                int(1, 1),
                int(1, 1),
                int(2, 2),
                bytes(8, "k"),
                bytes(9, [0; 8]),
            ]
            .concat(),
            numbers("from", &[1], &[-1]),
            numbers("to", &[1], &[i64::MIN]),
            numbers("axes", &[1], &[1]),
            numbers("steps", &[1], &[-1]),
            numbers("pads", &[8], &[0, 0, 1, 0, 0, 0, 0, 2]),
            numbers("two", &[1], &[2]),
            weights("w", &[1, 8, 3]),
            weights("r", &[1, 8, 2]),
            weights("w2", &[2, 5]),
        ],
        inputs: vec![
            value("x", &["1", "2", "9", "9"]),
            value("seq", &["7", "1", "3"]),
        ],
        outputs: ["b", "indices", "top", "at", "last", "cell", "e"]
            .map(|name| value(name, &[]))
            .to_vec(),
        claims: vec![],
    }
    .file()
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let spoil = |change: &dyn Fn(&mut Graph)| {
        let mut graph = graph();
        change(&mut graph);
        graph.file()
    };
    let message = refused(&spoil(&|graph| {
        graph.nodes[1] = node("Neg", "nowhere", "y", &[])
    }));
    assert!(
        message.contains("reads `nowhere`") && message.contains("at byte"),
        "{message}"
    );
    let cycle = spoil(&|graph| graph.nodes[0] = node("Add", "x y", "t", &[]));
    assert_refused(
        &cycle,
        "reads `y`, which is no input, no constant and made by no node before it",
    );
    let twice = spoil(&|graph| graph.nodes[1] = node("Split", "t", "y t", &[]));
    assert_refused(&twice, "two tensors have the name `t`");
    let again = spoil(&|graph| graph.nodes[0] = node("Relu", "x", "x", &[]));
    assert_refused(&again, "two tensors have the name `x`");
    let twins = spoil(&|graph| graph.constants = vec![weights("w", &[1]), weights("w", &[1])]);
    assert_refused(&twins, "two tensors have the name `w`");
    let nothing = spoil(&|graph| graph.outputs = vec![value("z", &["1"])]);
    assert_refused(&nothing, "output `z` is made by no node");
    let nameless = spoil(&|graph| graph.nodes[0] = node("", "x", "t", &[]));
    assert_refused(&nameless, "names no operator");
    let less = spoil(&|graph| graph.constants = vec![numbers("n", &[-2], &[])]);
    assert_refused(&less, "tensor `n` has a dimension below 0");
    let more = spoil(&|graph| graph.constants = vec![weights_of("n", &[1 << 40, 1 << 40], 0)]);
    assert_refused(&more, "tensor `n` has more elements than can be counted");
    let short = spoil(&|graph| graph.constants = vec![weights_of("n", &[3], 11)]);
    assert_refused(&short, "has 11 bytes of data where its shape needs 12");
    let unfit = spoil(&|graph| {
        graph.constants = vec![weights("w", &[4, 5])];
        graph.nodes[1] = node("MatMul", "t w", "y", &[]);
    });
    assert_refused(
        &unfit,
        "node `y` (MatMul) does not fit: [2, 3] and [4, 5] cannot be multiplied",
    );
    let windowless = spoil(&|graph| {
        graph.inputs = vec![value("x", &["1", "3", "8", "8"])];
        graph.constants = vec![weights("w", &[4, 3, 0, 3])];
        graph.nodes[1] = node("Conv", "t w", "y", &[]);
    });
    assert_refused(
        &windowless,
        "node `y` (Conv) does not fit: the size of its kernel is missing or 0",
    );
    let constant = spoil(&|graph| {
        graph.constants = vec![weights("w", &[1])];
        graph.outputs = vec![value("w", &["1"])];
    });
    assert_refused(&constant, "nothing of this model has to be run");
}

#[test]
fn versions_that_are_too_old_or_missing_are_said() {
    let graph = graph().bytes();
    assert_refused(
        &file(2, &graph, &[], &[("", 17)]),
        "format version 2; those from 3 on are read",
    );
    assert_refused(
        &file(8, &graph, &[], &[("", 6)]),
        "operators are of version 6; those from 7 on are read",
    );
    assert_refused(&file(8, &graph, &[], &[]), "`opset_import` is missing");
    assert_refused(
        &file(8, &graph, &[], &[("custom", 1)]),
        "does not say of which version",
    );
    assert_refused(&int(1, 8), "ends without a graph");
    assert_refused(
        &[file(8, &graph, &[], &[("", 17)]), bytes(7, &graph)].concat(),
        "two graphs",
    );
    read(&mut &*file(3, &graph, &[], &[("ai.onnx", 7)])).unwrap();
}

#[test]
fn fields_that_lie_are_refused() {
    let whole = |field: Vec<u8>| [int(1, 8), field].concat();
    let long = [varint(7 << 3 | 2), varint(1 << 60)].concat();
    assert_refused(
        &whole(long),
        "claims 1152921504606846976 bytes where 0 are left",
    );
    assert_refused(&whole(vec![7 << 3 | 3]), "has the type 3");
    assert_refused(&whole(vec![0]), "not a field of an ONNX model");
    assert_refused(
        &whole([varint(7 << 3), vec![0xff; 11]].concat()),
        "more than 64 bits",
    );
    assert_refused(&whole([varint(7 << 3), vec![0xff; 4]].concat()), "cut off");
    assert_refused(&whole(int(7, 1)), "field 7 must hold bytes");
    let name = Graph {
        nodes: vec![node("Relu", "x", &"n".repeat(70_000), &[])],
        ..graph()
    };
    assert_refused(&name.file(), "a name has 70000 bytes, the most is 65536");
    let many = Graph {
        constants: vec![[bytes(1, vec![1; 2 << 20]), int(2, 1)].concat()],
        ..graph()
    };
    assert_refused(&many.file(), "more than 1048576 numbers");
    let dims = Graph {
        constants: vec![[bytes(1, [1; 65]), int(2, 1)].concat()],
        ..graph()
    };
    assert_refused(&dims.file(), "more than 64 dimensions");
    let attributes: Vec<Vec<u8>> = (0..300)
        .map(|index| attribute_int(&format!("a{index}"), 1))
        .collect();
    let heavy = Graph {
        nodes: vec![node("Relu", "x", "y", &attributes)],
        ..graph()
    };
    assert_refused(&heavy.file(), "more than 256 attributes");
}

#[test]
fn graphs_within_graphs_have_an_end() {
    let mut inner = graph().bytes();
    for _ in 0..100_000 / 40 {
        inner = bytes(
            1,
            node("If", "x", "y", &[attribute_graph("then_branch", &inner)]),
        );
    }
    assert_refused(
        &file(8, &inner, &[], &[("", 17)]),
        "nested more than 24 deep",
    );
    let calls = |of: &str, times: usize| {
        let node_of = |index: usize| node(&format!("own.{of}"), "a", &format!("t{index}"), &[]);
        let mut nodes: Vec<Vec<u8>> = (0..times).map(node_of).collect();
        nodes.push(node(
            "Sum",
            &(0..times)
                .map(|index| format!("t{index} "))
                .collect::<String>(),
            "b",
            &[],
        ));
        nodes
    };
    // Ten calls of what calls ten times, twelve levels deep.
    let mut functions = vec![function("f0", "a", "b", &[node("Relu", "a", "b", &[])])];
    for level in 1..12 {
        functions.push(function(
            &format!("f{level}"),
            "a",
            "b",
            &calls(&format!("f{}", level - 1), 10),
        ));
    }
    let laughs = Graph {
        nodes: vec![node("own.f11", "x", "y", &[])],
        ..graph()
    };
    assert_refused(
        &file(8, &laughs.bytes(), &functions, &[("own", 1), ("", 17)]),
        "written out",
    );
    let itself = function("f", "a", "b", &[node("own.f", "a", "b", &[])]);
    let calling = Graph {
        nodes: vec![node("own.f", "x", "y", &[])],
        ..graph()
    };
    assert_refused(
        &file(8, &calling.bytes(), &[itself], &[("own", 1), ("", 17)]),
        "function `f` calls itself",
    );
    let mut chain = vec![function("f0", "a", "b", &[node("Relu", "a", "b", &[])])];
    for level in 1..40 {
        let inner = node(&format!("own.f{}", level - 1), "a", "b", &[]);
        chain.push(function(&format!("f{level}"), "a", "b", &[inner]));
    }
    let deep = Graph {
        nodes: vec![node("own.f39", "x", "y", &[])],
        ..graph()
    };
    assert_refused(
        &file(8, &deep.bytes(), &chain, &[("own", 1), ("", 17)]),
        "more than 24 deep",
    );
}

/// Tensors that would fill any memory if they were made.
#[test]
fn bombs_of_shapes_do_not_go_off() {
    let large = [1 << 20, 1 << 20];
    let bomb = |nodes: Vec<Vec<u8>>| {
        let graph = Graph {
            nodes,
            constants: vec![
                numbers("large", &[2], &large),
                numbers("one", &[1, 1], &[1]),
                numbers("zero", &[], &[0]),
                numbers("step", &[], &[1]),
                numbers("end", &[], &[1 << 50]),
                numbers("huge", &[2], &[1 << 40, 1 << 40]),
            ],
            inputs: vec![typed("x", 7, &["1", "1"])],
            outputs: vec![value("y", &[])],
            ..Graph::default()
        };
        graph.file()
    };
    let add = || node("Add", "x t", "y", &[]);
    for file in [
        bomb(vec![node("ConstantOfShape", "large", "t", &[]), add()]),
        bomb(vec![node("Expand", "one large", "t", &[]), add()]),
        bomb(vec![node("Tile", "one large", "t", &[]), add()]),
        bomb(vec![node("Range", "zero end step", "t", &[]), add()]),
    ] {
        let imported = read(&mut &*file).unwrap();
        assert!(imported.model.layers[0].output_bytes.unwrap() > 4e12);
    }
    let beyond = bomb(vec![node("ConstantOfShape", "huge", "t", &[]), add()]);
    assert_refused(&beyond, "more dimensions or elements than can be counted");
    // A row of numbers of which each is a dimension.
    let ranks = Graph {
        nodes: vec![
            node("ConstantOfShape", "many", "ones", &[one_int()]),
            node("ConstantOfShape", "ones", "t", &[]),
            add(),
        ],
        constants: vec![numbers("many", &[1], &[60_000])],
        inputs: vec![value("x", &["1"])],
        outputs: vec![value("y", &[])],
        ..Graph::default()
    };
    assert_refused(
        &ranks.file(),
        "more dimensions or elements than can be counted",
    );
    // Many of them: what takes too long is refused.
    let mut nodes = vec![node("ConstantOfShape", "many", "t0", &[one_int()])];
    nodes.push(node("CumSum", "t0 axis", "t1", &[]));
    nodes.extend(
        (1..20_000).map(|index| node("Neg", &format!("t{index}"), &format!("t{}", index + 1), &[])),
    );
    nodes.push(node("Add", "x t20000", "y", &[]));
    let long = Graph {
        nodes,
        constants: vec![numbers("many", &[1], &[60_000]), numbers("axis", &[], &[0])],
        ..ranks
    };
    assert_refused(&long.file(), "take too long to work out");
}

fn one_int() -> Vec<u8> {
    writer::attribute_tensor("value", &numbers("", &[1], &[1]))
}

/// A file that is never in memory: a beginning, then the same again and again, then an end.
struct Repeated {
    begin: Vec<u8>,
    unit: fn(u64) -> Vec<u8>,
    unit_length: u64,
    times: u64,
    end: Vec<u8>,
}

impl Source for Repeated {
    fn byte_count(&self) -> u64 {
        self.begin.len() as u64 + self.unit_length * self.times + self.end.len() as u64
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<()> {
        let middle = self.begin.len() as u64;
        let after = middle + self.unit_length * self.times;
        let mut cached = (u64::MAX, Vec::new());
        for (place, byte) in buffer.iter_mut().enumerate() {
            let at = offset + place as u64;
            *byte = if at < middle {
                self.begin[at as usize]
            } else if at < after {
                let index = (at - middle) / self.unit_length;
                if cached.0 != index {
                    cached = (index, (self.unit)(index));
                }
                cached.1[((at - middle) % self.unit_length) as usize]
            } else {
                self.end[(at - after) as usize]
            };
        }
        Ok(())
    }
}

#[test]
fn ten_million_nodes_are_refused() {
    let unit = |index: u64| bytes(1, node("Relu", "x", &format!("{index:08}"), &[]));
    let (unit_length, times) = (unit(0).len() as u64, 10_000_000);
    let tail = [
        bytes(11, value("x", &["1"])),
        bytes(12, value("00000007", &["1"])),
    ]
    .concat();
    let length = unit_length * times + tail.len() as u64;
    let begin = [int(1, 8), varint(7 << 3 | 2), varint(length)].concat();
    let end = [tail, bytes(8, [bytes(1, ""), int(2, 17)].concat())].concat();
    let mut file = Repeated {
        begin,
        unit,
        unit_length,
        times,
        end,
    };
    let error = read(&mut file).unwrap_err();
    assert_eq!(error.code(), "limit-exceeded");
    assert!(
        error.to_string().contains("more than 256 MB of memory"),
        "{error}"
    );
}

#[test]
fn three_hundred_megabytes_of_anything_are_refused() {
    let zeros: fn(u64) -> Vec<u8> = |_| vec![0];
    let noise: fn(u64) -> Vec<u8> = |index| Random(index).next().to_le_bytes().to_vec();
    let empty_fields: fn(u64) -> Vec<u8> = |_| int(15, 0);
    for (unit, unit_length) in [(zeros, 1), (noise, 8), (empty_fields, 2)] {
        let times = (300 << 20) / unit_length;
        let mut file = Repeated {
            begin: vec![],
            unit,
            unit_length,
            times,
            end: vec![],
        };
        let error = read(&mut file).unwrap_err();
        assert!(
            matches!(
                error,
                Error::InvalidFile { .. } | Error::LimitExceeded { .. }
            ),
            "{error}"
        );
    }
}
