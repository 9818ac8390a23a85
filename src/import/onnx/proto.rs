//! The parts of an ONNX file that matter here, as they stand in it. Names are those of the format.

/// A range of bytes of the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
}

impl Span {
    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        self.end - self.start
    }
}

/// A file: the graph and what it needs to be understood.
#[derive(Debug, Default)]
pub(crate) struct ModelFile {
    pub(crate) bytes: u64,
    pub(crate) ir_version: i64,
    pub(crate) producer: String,
    pub(crate) opsets: Vec<Opset>,
    pub(crate) graph: Graph,
    pub(crate) functions: Vec<Function>,
    /// What the file says of itself, by names that others chose.
    pub(crate) metadata: Vec<Span>,
}

/// The version of a set of operators.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opset {
    pub(crate) span: Span,
    pub(crate) domain: String,
    pub(crate) version: i64,
}

/// A graph: of the model, or in an attribute of `If`, `Loop` or `Scan`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    pub(crate) name: String,
    pub(crate) nodes: Vec<Node>,
    pub(crate) initializers: Vec<Tensor>,
    pub(crate) inputs: Vec<ValueInfo>,
    pub(crate) outputs: Vec<ValueInfo>,
    pub(crate) value_infos: Vec<ValueInfo>,
}

/// One call of an operator.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    /// The message without its tag and length.
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) op: String,
    pub(crate) domain: String,
    pub(crate) overload: String,
    /// An empty name is an input that is left out.
    pub(crate) inputs: Vec<String>,
    pub(crate) outputs: Vec<String>,
    pub(crate) attributes: Vec<Attribute>,
}

impl Node {
    /// Its name, or that of its first output.
    pub(crate) fn title(&self) -> &str {
        match (&*self.name, self.outputs.first()) {
            ("", Some(output)) => output,
            (name, _) => name,
        }
    }
}

/// A parameter of a node.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attribute {
    /// The message without its tag and length.
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) value: AttributeValue,
    /// In a function: the function's attribute that is meant.
    pub(crate) refers_to: String,
}

#[derive(Debug, Clone, Default)]
pub(crate) enum AttributeValue {
    #[default]
    Absent,
    Float(f64),
    Int(i64),
    Text(String),
    Tensor(Box<Tensor>),
    Graph(Box<Graph>),
    Graphs(Vec<Graph>),
    Floats(Vec<f64>),
    Ints(Vec<i64>),
    Texts(u64),
}

/// A constant: what it is, and its numbers where they are few.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tensor {
    /// The message without its tag and length.
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) dims: Vec<u64>,
    pub(crate) data_type: DataType,
    pub(crate) numbers: Option<Numbers>,
    /// Bytes of the texts of a tensor of texts.
    pub(crate) text_bytes: u64,
    /// The name of the file beside this one that holds the numbers, where there is one.
    pub(crate) external: Option<String>,
    /// Whether it is stored as places and values: another kind of message.
    pub(crate) sparse: bool,
}

/// Numbers that are few enough to calculate with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Numbers {
    Ints(Vec<i64>),
    Floats(Vec<f64>),
}

/// The name, type and shape of a tensor, as the file claims them.
#[derive(Debug, Clone, Default)]
pub(crate) struct ValueInfo {
    /// The message without its tag and length.
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) data_type: DataType,
    pub(crate) shape: Option<Vec<Dimension>>,
    /// Whether it is a tensor, and not a sequence, a map or an optional value.
    pub(crate) is_tensor: bool,
}

/// One dimension as the file claims it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Dimension {
    Fixed(u64),
    Named(String),
    Unknown,
}

/// Operators that the file itself defines by others.
#[derive(Debug, Default)]
pub(crate) struct Function {
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) overload: String,
    pub(crate) inputs: Vec<String>,
    pub(crate) outputs: Vec<String>,
    pub(crate) defaults: Vec<Attribute>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) opsets: Vec<Opset>,
}

/// The type of a tensor's elements: `TensorProto.DataType`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DataType(pub(crate) i64);

/// Names of types, by their numbers in the file.
const TYPE_NAMES: [&str; 27] = [
    "unknown",
    "float32",
    "uint8",
    "int8",
    "uint16",
    "int16",
    "int32",
    "int64",
    "string",
    "bool",
    "float16",
    "float64",
    "uint32",
    "uint64",
    "complex64",
    "complex128",
    "bfloat16",
    "float8e4m3fn",
    "float8e4m3fnuz",
    "float8e5m2",
    "float8e5m2fnuz",
    "uint4",
    "int4",
    "float4e2m1",
    "float8e8m0",
    "uint2",
    "int2",
];

impl DataType {
    pub(crate) const UNKNOWN: DataType = DataType(0);
    pub(crate) const FLOAT: DataType = DataType(1);
    pub(crate) const UINT8: DataType = DataType(2);
    pub(crate) const INT8: DataType = DataType(3);
    pub(crate) const INT32: DataType = DataType(6);
    pub(crate) const INT64: DataType = DataType(7);
    pub(crate) const TEXT: DataType = DataType(8);
    pub(crate) const BOOL: DataType = DataType(9);

    /// What people call it, as `float32`.
    pub fn name(self) -> &'static str {
        let name = usize::try_from(self.0)
            .ok()
            .and_then(|number| TYPE_NAMES.get(number));
        name.unwrap_or(&"unknown")
    }

    /// Bits of one element; nothing for texts and unknown types, whose size cannot be told.
    pub fn bits(self) -> Option<u64> {
        Some(match self.0 {
            2 | 3 | 9 | 17..=20 | 24 => 8,
            4 | 5 | 10 | 16 => 16,
            1 | 6 | 12 => 32,
            7 | 11 | 13 | 14 => 64,
            15 => 128,
            21..=23 => 4,
            25 | 26 => 2,
            _ => return None,
        })
    }

    /// Whether its numbers have fractions.
    pub(crate) fn is_float(self) -> bool {
        matches!(self.0, 1 | 10 | 11 | 14..=20 | 23 | 24)
    }

    /// Whether its numbers are whole, or truth values.
    pub(crate) fn is_int(self) -> bool {
        matches!(self.0, 2..=7 | 9 | 12 | 13 | 21 | 22 | 25 | 26)
    }

    /// Bytes of so many elements, packed.
    pub(crate) fn bytes(self, elements: u64) -> Option<u64> {
        Some(elements.checked_mul(self.bits()?)?.div_ceil(8))
    }
}

/// Elements of a shape; nothing where that exceeds 2⁵³, beyond which numbers are no longer exact.
pub(crate) fn elements(shape: &[u64]) -> Option<u64> {
    if shape.contains(&0) {
        return Some(0);
    }
    let product = shape
        .iter()
        .try_fold(1u64, |product, &d| product.checked_mul(d))?;
    (product <= 1 << 53).then_some(product)
}
