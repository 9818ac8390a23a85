//! Reads the structure of a file: one pass over it that skips weights by their length.

use super::fault::{Outcome, invalid, limit, shown};
use super::proto::{
    Attribute, AttributeValue, Dimension, Function, Graph, ModelFile, Node, Opset, Span, ValueInfo,
};
use super::read_tensor::{read_sparse, read_tensor, read_type};
use super::window::Window;
use super::wire::{Field, next};
use crate::import::{OnProgress, Source};

/// How deep graphs may be nested in each other.
const DEEPEST: u32 = 24;

/// What a node, an attribute or a tensor costs in memory beside its texts and numbers.
const RECORD: u64 = 256;

/// How many attributes a node may have, and how many sets of operators a file may use.
const MOST_ATTRIBUTES: usize = 256;

/// The oldest version of the file format that is read, the first with types as they are today.
const OLDEST_IR: i64 = 3;

/// Reads a file.
pub(crate) fn read(source: &mut dyn Source, on_progress: OnProgress) -> Outcome<ModelFile> {
    let mut window = Window::new(source, on_progress);
    let window = &mut window;
    let mut rest = window.file();
    let mut model = ModelFile {
        bytes: rest.end,
        ..ModelFile::default()
    };
    if rest.end == 0 {
        return Err(invalid(0, "the file is empty"));
    }
    let mut has_graph = false;
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => model.ir_version = field.int()?,
            2 => model.producer = field.text(window)?,
            7 if has_graph => return Err(invalid(field.at, "the file has two graphs")),
            7 => {
                has_graph = true;
                model.graph = read_graph(window, field.span()?, 0)?;
            }
            8 => add_opset(window, &field, &mut model.opsets)?,
            14 => {
                window.keep(size_of::<Span>() as u64)?;
                model.metadata.push(field.span()?);
            }
            25 => model.functions.push(read_function(window, field.span()?)?),
            _ => {}
        }
    }
    check(&model, has_graph)?;
    Ok(model)
}

fn check(model: &ModelFile, has_graph: bool) -> Outcome<()> {
    let end = model.bytes;
    if !has_graph {
        return Err(invalid(
            end,
            "the file ends without a graph: this is not an ONNX model",
        ));
    }
    if model.ir_version < OLDEST_IR {
        return Err(invalid(
            0,
            format!(
                "the file is of ONNX format version {}; those from {OLDEST_IR} on are read",
                model.ir_version
            ),
        ));
    }
    if model.opsets.is_empty() {
        return Err(invalid(
            end,
            "the file does not say which operators it uses (`opset_import` is missing): it is damaged or cut off",
        ));
    }
    Ok(())
}

fn add_opset(window: &mut Window, field: &Field, opsets: &mut Vec<Opset>) -> Outcome<()> {
    window.keep(RECORD)?;
    at_most_attributes(opsets.len(), field)?;
    let span = field.span()?;
    let mut rest = span;
    let mut opset = Opset {
        span,
        ..Opset::default()
    };
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => opset.domain = field.text(window)?,
            2 => opset.version = field.int()?,
            _ => {}
        }
    }
    opsets.push(opset);
    Ok(())
}

fn at_most_attributes(count: usize, field: &Field) -> Outcome<()> {
    if count < MOST_ATTRIBUTES {
        return Ok(());
    }
    let message =
        format!("a node or a file has more than {MOST_ATTRIBUTES} attributes or sets of operators");
    Err(invalid(field.at, message))
}

fn read_graph(window: &mut Window, span: Span, depth: u32) -> Outcome<Graph> {
    if depth > DEEPEST {
        return Err(limit(format!(
            "graphs are nested more than {DEEPEST} deep (at byte {} of the file)",
            span.start
        )));
    }
    window.keep(RECORD)?;
    let mut rest = span;
    let mut graph = Graph::default();
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => graph.nodes.push(read_node(window, field.span()?, depth)?),
            2 => graph.name = field.text(window)?,
            5 => graph.initializers.push(read_tensor(window, field.span()?)?),
            11 => graph.inputs.push(read_value_info(window, field.span()?)?),
            12 => graph.outputs.push(read_value_info(window, field.span()?)?),
            13 => graph
                .value_infos
                .push(read_value_info(window, field.span()?)?),
            15 => graph.initializers.push(read_sparse(window, field.span()?)?),
            _ => {}
        }
    }
    Ok(graph)
}

fn read_node(window: &mut Window, span: Span, depth: u32) -> Outcome<Node> {
    window.keep(RECORD)?;
    let mut rest = span;
    let mut node = Node {
        span,
        ..Node::default()
    };
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => add_name(window, &field, &mut node.inputs)?,
            2 => add_name(window, &field, &mut node.outputs)?,
            3 => node.name = field.text(window)?,
            4 => node.op = field.text(window)?,
            5 => {
                at_most_attributes(node.attributes.len(), &field)?;
                let attribute = read_attribute(window, field.span()?, depth)?;
                node.attributes.push(attribute);
            }
            7 => node.domain = field.text(window)?,
            8 => node.overload = field.text(window)?,
            _ => {}
        }
    }
    if node.op.is_empty() {
        let name = shown(&node.name);
        return Err(invalid(
            span.start,
            format!("node `{name}` names no operator"),
        ));
    }
    // Two names for the same set of operators.
    if node.domain == "ai.onnx" {
        node.domain.clear();
    }
    Ok(node)
}

fn add_name(window: &mut Window, field: &Field, names: &mut Vec<String>) -> Outcome<()> {
    window.keep(size_of::<String>() as u64)?;
    names.push(field.text(window)?);
    Ok(())
}

fn read_attribute(window: &mut Window, span: Span, depth: u32) -> Outcome<Attribute> {
    window.keep(RECORD)?;
    let mut rest = span;
    let mut attribute = Attribute {
        span,
        ..Attribute::default()
    };
    let mut ints = Vec::new();
    let mut floats = Vec::new();
    let mut graphs = Vec::new();
    let mut texts = 0;
    let mut kind = 0;
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => attribute.name = field.text(window)?,
            2 => attribute.value = AttributeValue::Float(f64::from(field.float()?)),
            3 => attribute.value = AttributeValue::Int(field.int()?),
            // Texts that are not read here may be whole programs.
            4 if field.span()?.length() > 4096 => {}
            4 => attribute.value = AttributeValue::Text(field.text(window)?),
            5 => {
                let tensor = read_tensor(window, field.span()?)?;
                attribute.value = AttributeValue::Tensor(Box::new(tensor));
            }
            6 => {
                let graph = read_graph(window, field.span()?, depth + 1)?;
                attribute.value = AttributeValue::Graph(Box::new(graph));
            }
            7 => field.fixed(window, 4, &mut floats)?,
            8 => field.ints(window, &mut ints)?,
            9 => texts += 1,
            11 => graphs.push(read_graph(window, field.span()?, depth + 1)?),
            20 => kind = field.int()?,
            21 => attribute.refers_to = field.text(window)?,
            22 => {
                let tensor = read_sparse(window, field.span()?)?;
                attribute.value = AttributeValue::Tensor(Box::new(tensor));
            }
            _ => {}
        }
    }
    if let AttributeValue::Absent = attribute.value {
        // What is zero or empty may be left out.
        attribute.value = match kind {
            1 => AttributeValue::Float(0.0),
            2 => AttributeValue::Int(0),
            3 => AttributeValue::Text(String::new()),
            6 => AttributeValue::Floats(Vec::new()),
            7 => AttributeValue::Ints(Vec::new()),
            _ => AttributeValue::Absent,
        };
    }
    if !ints.is_empty() {
        attribute.value = AttributeValue::Ints(ints);
    } else if !floats.is_empty() {
        let floats = floats
            .iter()
            .map(|&bits| f64::from(f32::from_bits(bits as u32)));
        attribute.value = AttributeValue::Floats(floats.collect());
    } else if !graphs.is_empty() {
        attribute.value = AttributeValue::Graphs(graphs);
    } else if texts > 0 {
        attribute.value = AttributeValue::Texts(texts);
    }
    Ok(attribute)
}

fn read_value_info(window: &mut Window, span: Span) -> Outcome<ValueInfo> {
    window.keep(RECORD)?;
    let mut rest = span;
    let mut info = ValueInfo {
        span,
        ..ValueInfo::default()
    };
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => info.name = field.text(window)?,
            2 => read_type(window, field.span()?, &mut info)?,
            _ => {}
        }
    }
    Ok(info)
}

fn read_function(window: &mut Window, span: Span) -> Outcome<Function> {
    window.keep(RECORD)?;
    let mut rest = span;
    let mut function = Function {
        span,
        ..Function::default()
    };
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => function.name = field.text(window)?,
            4 => add_name(window, &field, &mut function.inputs)?,
            5 => add_name(window, &field, &mut function.outputs)?,
            7 => function.nodes.push(read_node(window, field.span()?, 0)?),
            9 => add_opset(window, &field, &mut function.opsets)?,
            10 => function.domain = field.text(window)?,
            11 => {
                at_most_attributes(function.defaults.len(), &field)?;
                let attribute = read_attribute(window, field.span()?, 0)?;
                function.defaults.push(attribute);
            }
            13 => function.overload = field.text(window)?,
            _ => {}
        }
    }
    if function.domain == "ai.onnx" {
        function.domain.clear();
    }
    Ok(function)
}

/// Whether the beginning of a file looks like an ONNX model rather than anything else: its first
/// fields are those of one, the version of the format among them.
pub(crate) fn looks_like_onnx(mut head: &[u8]) -> bool {
    let length = head.len() as u64;
    let mut ignored = |_| {};
    let mut window = Window::new(&mut head, &mut ignored);
    let mut rest = Span {
        start: 0,
        end: u64::MAX >> 1,
    };
    let (mut has_version, mut others) = (false, 0);
    while rest.start < length && (!has_version || others == 0) {
        let Ok(Some(field)) = next(&mut window, &mut rest) else {
            return false;
        };
        match field.number {
            1 if field
                .int()
                .is_ok_and(|version| (1..1000).contains(&version)) =>
            {
                has_version = true;
            }
            5 if field.int().is_ok() => others += 1,
            2..=4 | 6..=8 | 14 | 20 | 25 if field.span().is_ok() => others += 1,
            _ => return false,
        }
    }
    has_version && others > 0
}

impl Dimension {
    /// A dimension by its name; `?` and nothing are not names.
    pub(crate) fn named(name: String) -> Dimension {
        match name.trim() {
            "" | "?" => Dimension::Unknown,
            _ => Dimension::Named(name),
        }
    }
}
