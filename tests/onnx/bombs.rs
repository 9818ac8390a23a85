//! Files that are made to take all memory or time.

use crate::damaged::Random;
use crate::refusal::{assert_refused, graph, read};
use crate::writer::{
    self, Graph, attribute_graph, attribute_int, bytes, file, function, int, node, numbers, typed,
    value, varint,
};
use splitway::import::Source;
use splitway::{Error, Result};

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
    nodes.extend((2..20_000).map(|index| node("ReduceSum", "t1", &format!("t{index}"), &[])));
    nodes.push(node("Add", "x t2", "y", &[]));
    let long = Graph {
        nodes,
        constants: vec![numbers("many", &[1], &[60_000]), numbers("axis", &[], &[0])],
        ..ranks
    };
    assert_refused(&long.file(), "take too long to work out");
}

/// Small files that ask for far more time or memory than they have bytes.
#[test]
fn what_a_few_bytes_ask_for_has_an_end() {
    let made = |nodes: Vec<Vec<u8>>, constants: Vec<Vec<u8>>| {
        let mut graph = Graph {
            constants,
            ..graph()
        };
        graph.nodes.extend(nodes);
        graph
    };
    let axis = [attribute_int("axis", 1)];
    let long_and_empty = [
        made(
            vec![node("Gather", "none at", "g", &axis)],
            vec![
                numbers("none", &[u32::MAX.into(), 1, 0], &[]),
                numbers("at", &[1], &[0]),
            ],
        ),
        made(
            vec![node("Concat", "none none", "g", &axis)],
            vec![numbers("none", &[u32::MAX.into(), 0], &[])],
        ),
    ];
    for graph in long_and_empty {
        read(&mut &*graph.file()).unwrap();
    }
    let range = |index: usize| node("Range", "begin end step", &format!("r{index}"), &[]);
    let ends = [("begin", 0), ("end", 60_000), ("step", 1)];
    let many_rows = made(
        (0..2_000).map(range).collect(),
        ends.map(|(name, value)| numbers(name, &[], &[value]))
            .to_vec(),
    );
    assert_refused(&many_rows.file(), "take too much memory to work out");
    let parts = [
        attribute_int("axis", 0),
        attribute_int("num_outputs", 65_536),
    ];
    let split = |index: usize| node("Split", "x", &format!("s{index}"), &parts);
    let many_parts = made((0..4_000).map(split).collect(), vec![]);
    read(&mut &*many_parts.file()).unwrap();
    // Calls of calls, of a node with many attributes.
    let attributes = vec![bytes(5, []); 256];
    let calls = |op: &str| vec![node(op, "", "", &[]); 32];
    let mut functions = vec![function(
        "f0",
        "",
        "",
        &vec![node("own.Leaf", "", "", &attributes); 32],
    )];
    for level in 1..4 {
        functions.push(function(
            &format!("f{level}"),
            "",
            "",
            &calls(&format!("own.f{}", level - 1)),
        ));
    }
    let called = made(vec![node("own.f3", "", "", &[])], vec![]);
    assert_refused(
        &file(8, &called.bytes(), &functions, &[("own", 1), ("", 17)]),
        "written out",
    );
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
