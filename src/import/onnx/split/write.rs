//! Writes a part as an ONNX file: what stands in the file is copied from there, and the rest is
//! written. Numbers of fields are those of the format.

use super::Whole;
use super::contents::{Contents, Unit};
use super::functions::used_functions;
use super::recipe::{Message, Recipe};
use crate::Error;
use crate::import::onnx::facts::{Fact, Value};
use crate::import::onnx::fault::{Fault, Outcome, shown};
use crate::import::onnx::link::{Step, ValueId, graphs_of};
use crate::import::onnx::proto::{AttributeValue, DataType, Numbers};

/// The first version of the format in which initialisers need not be inputs.
const LEAST_IR: i64 = 4;

/// What the model is told to inline functions with.
const INLINER: &str = "inline the functions first (Python: onnx.inliner.inline_local_functions)";

/// The part as a file.
pub(super) fn write(whole: &Whole, contents: &Contents, name: &str) -> Outcome<Recipe> {
    let mut writer = Writer {
        whole,
        opsets: Vec::new(),
    };
    let graph = writer.graph(contents, name)?;
    let file = whole.file;
    let mut model = Message::default();
    model.int(1, file.ir_version.max(LEAST_IR) as u64);
    model.text(2, "splitway");
    model.text(3, env!("CARGO_PKG_VERSION"));
    for opset in &file.opsets {
        model.copy_on(8, opset.span);
    }
    for (domain, version) in writer.opsets {
        let mut opset = Message::default();
        opset.text(1, domain);
        opset.int(2, version as u64);
        model.message(8, opset);
    }
    model.message(7, graph);
    for metadata in &file.metadata {
        model.copy_on(14, *metadata);
    }
    for function in used_functions(whole, contents) {
        model.copy_on(25, function.span);
    }
    Ok(model.into_recipe())
}

struct Writer<'a, 'm> {
    whole: &'a Whole<'a, 'm>,
    /// Sets of operators that functions use and the model does not.
    opsets: Vec<(&'m str, i64)>,
}

impl<'m> Writer<'_, 'm> {
    fn graph(&mut self, contents: &Contents, name: &str) -> Outcome<Message> {
        let whole = self.whole;
        let mut graph = Message::default();
        for unit in &contents.units {
            match *unit {
                Unit::Call(file_node) => graph.copy_on(1, whole.file.graph.nodes[file_node].span),
                Unit::Step(index) => {
                    let step = &whole.linked.steps[index];
                    if self.means_what_it_says(step)? {
                        graph.copy_on(1, step.node.span);
                    } else {
                        graph.message(1, self.node(step)?);
                    }
                }
            }
        }
        for (id, output) in &contents.renamed {
            let mut node = Message::default();
            node.bytes(1, whole.names[*id].as_bytes());
            node.bytes(2, output.as_bytes());
            node.text(4, "Identity");
            graph.message(1, node);
        }
        graph.text(2, name);
        for id in &contents.constants {
            let (tensor, name) = (whole.constants[id], &whole.names[*id]);
            match (tensor.sparse, *name == tensor.name) {
                (false, true) => graph.copy_on(5, tensor.span),
                (true, true) => graph.copy_on(15, tensor.span),
                // Of a field that occurs twice the last one counts.
                (false, false) => {
                    let mut renamed = Message::default();
                    renamed.copy_inner(tensor.span);
                    renamed.bytes(8, name.as_bytes());
                    graph.message(5, renamed);
                }
                (true, false) => {
                    let mut values = Message::default();
                    values.bytes(8, name.as_bytes());
                    let mut renamed = Message::default();
                    renamed.copy_inner(tensor.span);
                    renamed.message(1, values);
                    graph.message(15, renamed);
                }
            }
        }
        for &id in &contents.numbers {
            graph.message(5, numbers(&whole.names[id], &whole.inferred.facts[id]));
        }
        for &id in &contents.inputs {
            graph.message(11, self.value_info(id, &whole.names[id])?);
        }
        for &id in &contents.outputs {
            graph.message(12, self.value_info(id, &whole.names[id])?);
        }
        for (id, name) in &contents.renamed {
            graph.message(12, self.value_info(*id, name)?);
        }
        Ok(graph)
    }

    /// Whether a node can be copied as it stands.
    fn means_what_it_says(&self, step: &Step) -> Outcome<bool> {
        let names = &self.whole.names;
        let same = |(name, id): (&String, &Option<ValueId>)| match id {
            Some(id) => names[*id] == *name,
            None => name.is_empty(),
        };
        if let Some((name, _)) = step.captured.iter().find(|(name, id)| names[*id] != **name) {
            return Err(immovable(step, &format!("reads `{}`", shown(name))));
        }
        Ok(step.call.is_none()
            && step.node.inputs.iter().zip(&step.inputs).all(same)
            && step.node.outputs.iter().zip(&step.outputs).all(same))
    }

    /// A node of a function or a branch, under the names that its tensors have outside of it.
    fn node(&mut self, step: &Step<'m>) -> Outcome<Message> {
        self.import_opset(step)?;
        if step
            .attributes
            .iter()
            .any(|(_, attribute)| refers(&attribute.value))
        {
            return Err(immovable(step, "uses attributes of its function"));
        }
        let names = &self.whole.names;
        let name = |id: &Option<ValueId>| id.map_or("", |id| &*names[id]).as_bytes();
        let mut node = Message::default();
        for id in &step.inputs {
            node.bytes(1, name(id));
        }
        for id in &step.outputs {
            node.bytes(2, name(id));
        }
        node.text(3, &step.node.name);
        node.text(4, &step.node.op);
        for (name, attribute) in &step.attributes {
            if attribute.name == *name && attribute.refers_to.is_empty() {
                node.copy(5, attribute.span);
                continue;
            }
            // Of a field that occurs twice the last one counts.
            let mut renamed = Message::default();
            renamed.copy_inner(attribute.span);
            renamed.bytes(1, name.as_bytes());
            node.message(5, renamed);
        }
        node.text(7, &step.node.domain);
        node.text(8, &step.node.overload);
        Ok(node)
    }

    /// A function may use another version of operators than the model, which a part cannot.
    fn import_opset(&mut self, step: &Step<'m>) -> Outcome<()> {
        let domain = &*step.node.domain;
        let standard = domain.is_empty();
        let named = |other: &str| other == domain || standard && other == "ai.onnx";
        let opsets = self.whole.file.opsets.iter();
        let mut known = opsets
            .map(|opset| (&*opset.domain, opset.version))
            .chain(self.opsets.iter().copied());
        let Some((_, version)) = known.find(|(other, _)| named(other)) else {
            self.opsets.push((domain, step.opset));
            return Ok(());
        };
        if version == step.opset {
            return Ok(());
        }
        Err(Error::plan(
            String::new(),
            format!(
                "a cut lies within a call of a function that uses version {} of `{}`, and the model uses version {version}: keep the call on one node, or {INLINER}",
                step.opset,
                if standard { "ai.onnx" } else { domain }
            ),
        )
        .into())
    }

    /// The type and the sizes of a tensor.
    fn value_info(&self, id: ValueId, name: &str) -> Outcome<Message> {
        let fact = &self.whole.inferred.facts[id];
        if fact.data_type == DataType::UNKNOWN {
            let claim = self
                .whole
                .linked
                .inputs
                .iter()
                .chain(&self.whole.linked.claims);
            let claim = claim
                .map(|(id, info)| (*id, *info))
                .find(|(of, _)| *of == id);
            let mut info = Message::default();
            if let Some((_, claimed)) = claim {
                info.copy_inner(claimed.span);
                info.bytes(1, name.as_bytes());
                return Ok(info);
            }
            return Err(Error::plan(
                String::new(),
                format!(
                    "the type of `{}` is not known, so it cannot travel between parts: keep the layers that make and read it on one node",
                    shown(name)
                ),
            )
            .into());
        }
        let mut tensor = Message::default();
        tensor.int(1, fact.data_type.0 as u64);
        if let Some(sizes) = &fact.shape {
            let mut shape = Message::default();
            for &size in sizes {
                let mut dimension = Message::default();
                dimension.int(1, size);
                shape.message(1, dimension);
            }
            tensor.message(2, shape);
        }
        let mut kind = Message::default();
        kind.message(1, tensor);
        let mut info = Message::default();
        info.bytes(1, name.as_bytes());
        info.message(2, kind);
        Ok(info)
    }
}

/// A node with a graph of its own that means something only where it stands.
#[cold]
fn immovable(step: &Step, why: &str) -> Fault {
    let (name, op) = (shown(step.node.title()), shown(&step.node.op));
    let message = format!(
        "`{name}` ({op}) stands in a function or a branch, and its own graph {why} there, so that it cannot be moved: keep all of it on one node, or {INLINER}"
    );
    Error::plan(String::new(), message).into()
}

/// Whether graphs in an attribute use attributes of the function around them.
fn refers(value: &AttributeValue) -> bool {
    let nodes = graphs_of(value).iter().flat_map(|graph| &graph.nodes);
    let mut attributes = nodes.flat_map(|node| &node.attributes);
    attributes.any(|attribute| !attribute.refers_to.is_empty() || refers(&attribute.value))
}

/// A constant of whole numbers.
fn numbers(name: &str, fact: &Fact) -> Message {
    let mut tensor = Message::default();
    for &size in fact.shape.iter().flatten() {
        tensor.int(1, size);
    }
    tensor.int(2, fact.data_type.0 as u64);
    tensor.bytes(8, name.as_bytes());
    let width = fact.data_type.bits().unwrap_or(64) as usize / 8;
    let values = match &fact.value {
        Some(Value::Each(Numbers::Ints(values))) => values.clone(),
        Some(Value::SameInt(value)) => vec![*value; fact.elements().unwrap_or(0) as usize],
        _ => Vec::new(),
    };
    let mut raw = Vec::with_capacity(values.len() * width);
    for value in values {
        raw.extend_from_slice(&value.to_le_bytes()[..width]);
    }
    tensor.bytes(9, &raw);
    tensor
}
