//! Writes small ONNX files, sound or not.

/// A field that holds a whole number.
pub fn int(number: u64, value: u64) -> Vec<u8> {
    let mut bytes = varint(number << 3);
    bytes.extend(varint(value));
    bytes
}

/// A field that holds bytes: a text, a message, packed numbers.
pub fn bytes(number: u64, content: impl AsRef<[u8]>) -> Vec<u8> {
    let content = content.as_ref();
    let mut bytes = varint(number << 3 | 2);
    bytes.extend(varint(content.len() as u64));
    bytes.extend(content);
    bytes
}

/// A number as it stands in the file.
pub fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// A node's parameter.
pub fn attribute_int(name: &str, value: i64) -> Vec<u8> {
    bytes(
        5,
        [bytes(1, name), int(3, value as u64), int(20, 2)].concat(),
    )
}

/// A parameter that is a row of numbers.
pub fn attribute_ints(name: &str, values: &[i64]) -> Vec<u8> {
    let values: Vec<u8> = values
        .iter()
        .flat_map(|&value| int(8, value as u64))
        .collect();
    bytes(5, [bytes(1, name), values, int(20, 7)].concat())
}

/// A parameter that is a graph.
pub fn attribute_graph(name: &str, graph: &[u8]) -> Vec<u8> {
    bytes(5, [bytes(1, name), bytes(6, graph), int(20, 5)].concat())
}

/// A parameter that is a tensor.
pub fn attribute_tensor(name: &str, tensor: &[u8]) -> Vec<u8> {
    bytes(5, [bytes(1, name), bytes(5, tensor), int(20, 4)].concat())
}

/// A node with names that spaces part; `_` is an input or output that is left out.
pub fn node(op: &str, inputs: &str, outputs: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let names = |number: u64, names: &str| -> Vec<u8> {
        names
            .split_whitespace()
            .flat_map(|name| bytes(number, if name == "_" { "" } else { name }))
            .collect()
    };
    let (domain, op) = op.rsplit_once('.').unwrap_or(("", op));
    let domain = if domain.is_empty() {
        vec![]
    } else {
        bytes(7, domain)
    };
    [
        names(1, inputs),
        names(2, outputs),
        bytes(4, op),
        domain,
        more.concat(),
    ]
    .concat()
}

/// Whole numbers of 64 bits.
pub fn numbers(name: &str, dims: &[i64], values: &[i64]) -> Vec<u8> {
    let dims: Vec<u8> = dims.iter().flat_map(|&size| int(1, size as u64)).collect();
    let raw: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    [dims, int(2, 7), bytes(8, name), bytes(9, raw)].concat()
}

/// Weights of 32 bits, with that many bytes of data.
pub fn weights_of(name: &str, dims: &[i64], length: usize) -> Vec<u8> {
    let dims: Vec<u8> = dims.iter().flat_map(|&size| int(1, size as u64)).collect();
    [dims, int(2, 1), bytes(8, name), bytes(9, vec![0; length])].concat()
}

/// Weights of 32 bits.
pub fn weights(name: &str, dims: &[i64]) -> Vec<u8> {
    weights_of(name, dims, 4 * dims.iter().product::<i64>() as usize)
}

/// A tensor that is an input or output; a dimension is a number or a name.
pub fn value(name: &str, dims: &[&str]) -> Vec<u8> {
    typed(name, 1, dims)
}

/// The same of another type; without dimensions, its shape is left open.
pub fn typed(name: &str, kind: u64, dims: &[&str]) -> Vec<u8> {
    let dims = dims.iter().flat_map(|dim| {
        bytes(
            1,
            match dim.parse::<i64>() {
                Ok(size) => int(1, size as u64),
                Err(_) => bytes(2, dim),
            },
        )
    });
    let shape: Vec<u8> = dims.collect();
    let shape = if shape.is_empty() {
        vec![]
    } else {
        bytes(2, shape)
    };
    let tensor = [int(1, kind), shape].concat();
    [bytes(1, name), bytes(2, bytes(1, tensor))].concat()
}

/// What a graph is made of.
#[derive(Default, Clone)]
pub struct Graph {
    pub nodes: Vec<Vec<u8>>,
    pub constants: Vec<Vec<u8>>,
    pub inputs: Vec<Vec<u8>>,
    pub outputs: Vec<Vec<u8>>,
    pub claims: Vec<Vec<u8>>,
}

impl Graph {
    pub fn bytes(&self) -> Vec<u8> {
        let parts = [
            (1, &self.nodes),
            (5, &self.constants),
            (11, &self.inputs),
            (12, &self.outputs),
            (13, &self.claims),
        ];
        let fields = parts
            .iter()
            .flat_map(|(number, parts)| parts.iter().map(|part| bytes(*number, part)));
        fields.flatten().collect()
    }

    /// A whole file of opset 17.
    pub fn file(&self) -> Vec<u8> {
        file(8, &self.bytes(), &[], &[("", 17)])
    }
}

/// A whole file, with the sets of operators last.
pub fn file(ir: u64, graph: &[u8], functions: &[Vec<u8>], opsets: &[(&str, u64)]) -> Vec<u8> {
    let functions: Vec<u8> = functions
        .iter()
        .flat_map(|function| bytes(25, function))
        .collect();
    let opsets: Vec<u8> = opsets
        .iter()
        .flat_map(|opset| bytes(8, self::opset(opset)))
        .collect();
    [
        int(1, ir),
        bytes(2, "test"),
        bytes(7, graph),
        functions,
        opsets,
    ]
    .concat()
}

fn opset((domain, version): &(&str, u64)) -> Vec<u8> {
    [bytes(1, domain), int(2, *version)].concat()
}

/// A function of a domain `own`, with names that spaces part.
pub fn function(name: &str, inputs: &str, outputs: &str, nodes: &[Vec<u8>]) -> Vec<u8> {
    let names = |number: u64, names: &str| -> Vec<u8> {
        names
            .split_whitespace()
            .flat_map(|name| bytes(number, name))
            .collect()
    };
    let nodes: Vec<u8> = nodes.iter().flat_map(|node| bytes(7, node)).collect();
    let opsets = [bytes(9, opset(&("", 17))), bytes(9, opset(&("own", 1)))].concat();
    [
        bytes(1, name),
        names(4, inputs),
        names(5, outputs),
        nodes,
        opsets,
        bytes(10, "own"),
    ]
    .concat()
}

/// A model with a bit of everything: convolution, activation, a function, an `If`, a loop, shapes
/// that depend on shapes, open dimensions, an unknown operator.
pub fn bit_of_everything() -> Vec<u8> {
    let branch = |op: &str| {
        Graph {
            nodes: vec![node(op, "r", "b", &[])],
            outputs: vec![value("b", &["n", "4", "6", "6"])],
            ..Graph::default()
        }
        .bytes()
    };
    let body = Graph {
        nodes: vec![
            node("Identity", "go", "on", &[]),
            node("Add", "carried r", "next", &[]),
        ],
        inputs: vec![
            typed("i", 7, &[]),
            typed("go", 9, &[]),
            value("carried", &["1"]),
        ],
        outputs: vec![typed("on", 9, &[]), value("next", &["1"])],
        ..Graph::default()
    };
    let graph = Graph {
        nodes: vec![
            node("Conv", "x w", "c", &[attribute_ints("pads", &[0, 0, 0, 0])]),
            node("own.twice", "c", "r", &[]),
            node("Shape", "r", "s", &[]),
            node("Gather", "s zero", "n0", &[attribute_int("axis", 0)]),
            node("Equal", "n0 one", "is_one", &[]),
            node(
                "If",
                "is_one",
                "chosen",
                &[
                    attribute_graph("then_branch", &branch("Relu")),
                    attribute_graph("else_branch", &branch("Neg")),
                ],
            ),
            node("Concat", "n0 minus", "to", &[attribute_int("axis", 0)]),
            node("Reshape", "chosen to", "flat", &[]),
            node(
                "Loop",
                "count _ start",
                "looped",
                &[attribute_graph("body", &body.bytes())],
            ),
            node("custom.Strange", "flat", "strange", &[]),
            node("Sum", "flat looped", "y", &[]),
        ],
        constants: vec![
            weights("w", &[4, 3, 3, 3]),
            numbers("zero", &[1], &[0]),
            numbers("one", &[1], &[1]),
            numbers("minus", &[1], &[-1]),
            numbers("count", &[], &[3]),
            weights("start", &[1]),
        ],
        inputs: vec![
            value("x", &["n", "3", "8", "8"]),
            value("w", &["4", "3", "3", "3"]),
        ],
        outputs: vec![value("y", &["n", "144"]), value("strange", &["n", "5"])],
        claims: vec![value("c", &["n", "4", "6", "6"])],
    };
    let twice = function(
        "twice",
        "a",
        "b",
        &[node("Relu", "a", "t", &[]), node("Add", "t a", "b", &[])],
    );
    file(
        8,
        &graph.bytes(),
        &[twice],
        &[("own", 1), ("custom", 1), ("", 17)],
    )
}
