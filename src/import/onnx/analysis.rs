//! What a file holds, once it is understood: operators to run, the tensors between them, and how
//! much work, bytes and weights that is.

use super::count::{Effort, Work};
use super::dims::Sizes;
use super::infer::{Inferred, is_control_flow};
use super::link::{Linked, Step, ValueId};
use super::proto::{DataType, ModelFile, Span};
use super::runtime::{Runtime, RuntimeNode};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The longest name that is made up for a tensor or a node within calls of functions.
const LONGEST_NAME: usize = 200;

/// An ONNX model, understood: the operators that have to be run for its outputs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// The version of the file format.
    pub ir_version: i64,
    /// The program that wrote the file.
    pub producer: String,
    /// The sets of operators that the file uses, with their versions; ONNX's own is `ai.onnx`.
    pub opsets: Vec<(String, i64)>,
    /// The graph's name.
    pub graph_name: String,
    /// Nodes of the file's graph.
    pub file_nodes: usize,
    /// Nodes that are left out since they make constants, or only tell shapes. Nodes within calls
    /// of the file's functions count.
    pub folded_nodes: usize,
    /// Nodes that are left out since no output depends on them.
    pub dead_nodes: usize,
    /// The operators to run, in the file's order.
    pub nodes: Vec<Node>,
    /// The tensors that they read and make.
    pub tensors: Vec<Tensor>,
    /// The model's inputs, as indices of tensors.
    pub inputs: Vec<usize>,
    /// The model's outputs that have to be run for, each once, as indices of tensors.
    pub outputs: Vec<usize>,
    /// The constants that operators read, each once.
    pub weights: Vec<Weight>,
    /// Elements of weights that are parameters: numbers with fractions, and whole ones of 8 bits.
    pub parameters: f64,
    /// Dimensions that the file leaves open.
    pub dimensions: Vec<OpenDimension>,
    /// Names of files beside this one that hold weights, as the file gives them.
    pub external_files: Vec<String>,
    /// What is not understood.
    pub gaps: Gaps,
}

/// An operator to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its name in the file, which may be empty; within a function those of the calls and its own.
    pub name: String,
    /// The operator, as `Conv`; those that are not ONNX's own with their domain before a dot.
    pub op: String,
    /// The index of the node of the file's graph that this is, or is part of.
    pub file_node: usize,
    /// Its own bytes in the file, without tag and length.
    pub span: Span,
    /// Whether it is within a call of one of the file's functions, whose names it uses.
    pub in_function: bool,
    /// Whether it stands in the branch of an `If` whose condition is known: the branch is taken in
    /// the place of the `If`.
    pub in_branch: bool,
    /// Distinct tensors that it reads and that are no constants.
    pub reads: Vec<usize>,
    /// Tensors that it makes and that are read by others, or outputs of the model.
    pub makes: Vec<usize>,
    /// Distinct constants that it reads, as indices of weights.
    pub weights: Vec<usize>,
    /// Bytes of constants in graphs of its own, as loops have them.
    pub inner_weight_bytes: f64,
    /// Multiply-adds of its products of matrices; nothing where a shape is not known.
    pub multiply_adds: Option<f64>,
    /// All its work in FLOP; nothing where it is not known.
    pub flop: Option<f64>,
}

/// A tensor that exists only while the model runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// Its name in the file; within a function also those of the calls.
    pub name: String,
    /// Nothing where it is not known.
    pub shape: Option<Vec<u64>>,
    /// The type of its elements.
    pub data_type: DataType,
    /// Its size; nothing where shape or type do not say it.
    pub bytes: Option<u64>,
}

/// A constant that operators read.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// Its name in the file.
    pub name: String,
    /// Its size; nothing where shape or type do not say it.
    pub bytes: Option<u64>,
    /// How many operators read it.
    pub readers: usize,
}

/// A dimension that the file leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDimension {
    /// Its name in the file, or `tensor.axis` where it has none.
    pub name: String,
    /// What it is taken as.
    pub size: u64,
    /// Whether the caller said so; else it is the default.
    pub given: bool,
    /// Where it occurs, as `input axis 0`; at most four places.
    pub places: Vec<String>,
    /// At how many places it occurs.
    pub count: u64,
}

/// What is not understood of a model, each with how often it occurs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gaps {
    /// Operators that there is no rule for.
    pub operators: Vec<UnknownOperator>,
    /// Nodes that run graphs of their own (`If`, `Loop`, `Scan`), whose work is not known.
    pub control_flow: BTreeMap<String, u64>,
    /// Tensors whose size only a run can tell, by the operator that makes them.
    pub only_at_run: BTreeMap<String, u64>,
    /// Inputs of the model without any shape.
    pub shapeless_inputs: Vec<String>,
    /// Tensors of which the file claims another shape than they have; at most eight, with the
    /// shape that they have.
    pub contradicted: Vec<(String, String)>,
    /// How many such tensors there are.
    pub contradicted_count: u64,
    /// Nodes that cannot work on sizes that were made up, each with why; at most four.
    pub unfit: Vec<String>,
    /// How many such nodes there are.
    pub unfit_count: u64,
    /// Domains of operators whose version the file does not say.
    pub undeclared_domains: Vec<String>,
    /// Outputs of the model that are constants: nothing has to be run for them.
    pub constant_outputs: Vec<String>,
}

/// An operator that there is no rule for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOperator {
    /// The operator; those that are not ONNX's own with their domain before a dot.
    pub op: String,
    /// Nodes with this operator.
    pub nodes: u64,
    /// Tensors that it makes and whose shape stays unknown.
    pub tensors: u64,
}

/// Everything that is known, put together.
pub(crate) fn analysis(
    file: &ModelFile,
    linked: &Linked,
    inferred: &Inferred,
    runtime: &Runtime,
    sizes: Sizes,
) -> Analysis {
    let mut builder = Builder {
        linked,
        inferred,
        tensors: HashMap::new(),
        weights: HashMap::new(),
        texts: texts(linked),
        analysis: Analysis {
            ir_version: file.ir_version,
            producer: file.producer.clone(),
            graph_name: file.graph.name.clone(),
            file_nodes: file.graph.nodes.len(),
            folded_nodes: runtime.folded,
            dead_nodes: runtime.dead,
            dimensions: sizes.dimensions,
            ..Analysis::default()
        },
    };
    for opset in &file.opsets {
        let domain = if opset.domain.is_empty() {
            "ai.onnx"
        } else {
            &opset.domain
        };
        builder
            .analysis
            .opsets
            .push((domain.to_owned(), opset.version));
    }
    for (id, _) in &linked.inputs {
        let tensor = builder.tensor(*id);
        builder.analysis.inputs.push(tensor);
    }
    for node in &runtime.nodes {
        builder.add(node);
    }
    for &id in &runtime.outputs {
        let tensor = builder.tensor(id);
        builder.analysis.outputs.push(tensor);
    }
    let beside = linked
        .constants
        .iter()
        .filter_map(|(_, tensor)| tensor.external.clone());
    let beside: BTreeSet<String> = beside.collect();
    builder.analysis.external_files = beside.into_iter().collect();
    builder.analysis.gaps = gaps(linked, inferred, runtime);
    builder.analysis
}

/// Bytes of texts, by the constant that they are.
fn texts(linked: &Linked) -> HashMap<ValueId, u64> {
    let constants = linked.constants.iter();
    let texts = constants.filter(|(_, tensor)| tensor.data_type == DataType::TEXT);
    texts.map(|(id, tensor)| (*id, tensor.text_bytes)).collect()
}

struct Builder<'a> {
    linked: &'a Linked<'a>,
    inferred: &'a Inferred,
    tensors: HashMap<ValueId, usize>,
    weights: HashMap<ValueId, usize>,
    texts: HashMap<ValueId, u64>,
    analysis: Analysis,
}

impl Builder<'_> {
    fn tensor(&mut self, id: ValueId) -> usize {
        let next = self.analysis.tensors.len();
        let index = *self.tensors.entry(id).or_insert(next);
        if index == next {
            let fact = &self.inferred.facts[id];
            self.analysis.tensors.push(Tensor {
                name: value_name(self.linked, id),
                shape: fact.shape.clone(),
                data_type: fact.data_type,
                bytes: fact.bytes(),
            });
        }
        index
    }

    fn weight(&mut self, id: ValueId) -> usize {
        let next = self.analysis.weights.len();
        let index = *self.weights.entry(id).or_insert(next);
        if index == next {
            let fact = &self.inferred.facts[id];
            if fact.data_type.is_float()
                || matches!(fact.data_type, DataType::UINT8 | DataType::INT8)
            {
                self.analysis.parameters += fact.elements().unwrap_or(0) as f64;
            }
            self.analysis.weights.push(Weight {
                name: value_name(self.linked, id),
                bytes: fact.bytes().or_else(|| self.texts.get(&id).copied()),
                readers: 0,
            });
        }
        self.analysis.weights[index].readers += 1;
        index
    }

    fn add(&mut self, node: &RuntimeNode) {
        let step = &self.linked.steps[node.step];
        let work = match node.work {
            Effort::Known(work) => Some(work),
            Effort::NoRule => Some(Work::default()),
            Effort::UnknownShape => None,
        };
        let node = Node {
            name: match step.call {
                None => step.node.name.clone(),
                call => join(self.linked, call, step.node.title()),
            },
            op: operator(step),
            file_node: step.file_node,
            span: step.node.span,
            in_function: step.call.is_some(),
            in_branch: step.in_branch,
            reads: node.reads.iter().map(|&id| self.tensor(id)).collect(),
            makes: node.outputs.iter().map(|&id| self.tensor(id)).collect(),
            weights: node.weights.iter().map(|&id| self.weight(id)).collect(),
            inner_weight_bytes: node.inner_weight_bytes,
            multiply_adds: work.map(|work| work.multiply_adds),
            flop: work.map(|work| work.flop),
        };
        self.analysis.nodes.push(node);
    }
}

fn operator(step: &Step) -> String {
    let node = step.node;
    if node.domain.is_empty() {
        node.op.clone()
    } else {
        format!("{}.{}", node.domain, node.op)
    }
}

pub(crate) fn value_name(linked: &Linked, id: ValueId) -> String {
    let value = linked.names[id];
    join(linked, value.call, value.name)
}

/// A name within calls of functions, as `call/call/name`.
fn join(linked: &Linked, mut call: Option<usize>, name: &str) -> String {
    let mut parts = vec![name];
    while let Some(index) = call {
        let within = &linked.calls[index];
        parts.push(within.name);
        call = within.within;
    }
    if parts.len() == 1 {
        return name.to_owned();
    }
    parts.reverse();
    parts.join("/").chars().take(LONGEST_NAME).collect()
}

fn gaps(linked: &Linked, inferred: &Inferred, runtime: &Runtime) -> Gaps {
    let mut gaps = Gaps {
        only_at_run: inferred.only_at_run.clone(),
        shapeless_inputs: inferred.shapeless.clone(),
        unfit: inferred.unfit.iter().take(4).cloned().collect(),
        unfit_count: inferred.unfit.len() as u64,
        contradicted_count: inferred.contradicted.len() as u64,
        undeclared_domains: linked
            .undeclared_domains
            .iter()
            .map(|domain| (*domain).to_owned())
            .collect(),
        ..Gaps::default()
    };
    let mut operators: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for ((domain, op), known) in &inferred.without_rule {
        let op = if domain.is_empty() {
            op.clone()
        } else {
            format!("{domain}.{op}")
        };
        operators.insert(op, (known.nodes, known.tensors));
    }
    for node in &runtime.nodes {
        let step = &linked.steps[node.step];
        if is_control_flow(step) {
            *gaps.control_flow.entry(step.node.op.clone()).or_default() += 1;
        } else if node.work == Effort::NoRule {
            let key = (step.node.domain.clone(), step.node.op.clone());
            if !inferred.without_rule.contains_key(&key) {
                operators.entry(operator(step)).or_default().0 += 1;
            }
        }
    }
    let operators = operators.into_iter();
    gaps.operators = operators
        .map(|(op, (nodes, tensors))| UnknownOperator { op, nodes, tensors })
        .collect();
    let shown = inferred.contradicted.iter().take(8);
    gaps.contradicted = shown
        .map(|(id, shape)| (value_name(linked, *id), shape.clone()))
        .collect();
    let constants = runtime.constant_outputs.iter();
    gaps.constant_outputs = constants.map(|&id| value_name(linked, id)).collect();
    gaps
}
