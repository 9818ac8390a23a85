//! What is wrong with a file is said, with its place.

use crate::refusal::{assert_refused, graph, read, refused};
use crate::writer::{
    Graph, attribute_int, bit_of_everything, bytes, file, int, node, numbers, value, varint,
    weights, weights_of,
};

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
