//! What a part contains: its operators, the constants that they need, and the tensors that come and
//! go.

use super::Whole;
use crate::Error;
use crate::import::onnx::facts::Value;
use crate::import::onnx::fault::{Outcome, shown};
use crate::import::onnx::link::{Step, ValueId};
use crate::import::onnx::proto::Numbers;
use crate::import::onnx::runtime::Origin;
use std::collections::{BTreeSet, HashSet};

/// Numbers of one tensor that are written out at most; larger ones are made where they are needed.
const MOST_WRITTEN: usize = 1024;

/// What a part contains.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Steps that are written each, and nodes of the file that call functions, written as they are;
    /// in the file's order.
    pub(super) units: Vec<Unit>,
    /// Constants of the file.
    pub(super) constants: BTreeSet<ValueId>,
    /// Whole numbers that depend on shapes alone.
    pub(super) numbers: BTreeSet<ValueId>,
    /// Tensors of others, in the order in which they are read.
    pub(super) inputs: Vec<ValueId>,
    /// Tensors for others and outputs of the model, in the order in which they are made.
    pub(super) outputs: Vec<ValueId>,
    /// Outputs of the model that the file knows by a second name: the tensor and that name.
    pub(super) renamed: Vec<(ValueId, String)>,
}

/// Something that becomes one node of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Index of a step.
    Step(usize),
    /// Index of a node of the file's graph.
    Call(usize),
}

/// Collects what a part needs.
pub(super) struct Collector<'a, 'm> {
    whole: &'a Whole<'a, 'm>,
    /// Index of the step that makes each tensor.
    makers: Vec<Option<usize>>,
    /// How many operators each node of the file stands for.
    members: Vec<usize>,
}

impl<'a, 'm> Collector<'a, 'm> {
    pub(super) fn new(whole: &'a Whole<'a, 'm>) -> Collector<'a, 'm> {
        let mut makers = vec![None; whole.names.len()];
        for (index, step) in whole.linked.steps.iter().enumerate() {
            for &id in step.outputs.iter().flatten() {
                makers[id] = Some(index);
            }
        }
        let mut members = vec![0; whole.file.graph.nodes.len()];
        for node in &whole.runtime.nodes {
            let step = &whole.linked.steps[node.step];
            members[step.file_node] += 1;
        }
        Collector {
            whole,
            makers,
            members,
        }
    }

    fn step(&self, index: usize) -> &'a Step<'m> {
        &self.whole.linked.steps[index]
    }

    /// Everything that these operators need (indices of the runtime graph); `extra` are constants
    /// that the part has to hand out.
    pub(super) fn collect(&self, operators: &[usize], extra: &[ValueId]) -> Outcome<Contents> {
        let nodes = || {
            operators
                .iter()
                .map(|&index| &self.whole.runtime.nodes[index])
        };
        let mut part = Part {
            of: self,
            made: HashSet::new(),
            read: nodes().flat_map(|node| &node.reads).copied().collect(),
            seen: HashSet::new(),
            units: Vec::new(),
            contents: Contents::default(),
            open: Vec::new(),
        };
        for node in nodes() {
            part.made
                .extend(self.step(node.step).outputs.iter().flatten());
        }
        let mut steps: Vec<usize> = nodes().map(|node| node.step).collect();
        steps.sort_unstable();
        let file_node = |&step: &usize| self.step(step).file_node;
        for steps in steps.chunk_by(|a, b| file_node(a) == file_node(b)) {
            let (first, file_node) = (steps[0], file_node(&steps[0]));
            if steps.len() == self.members[file_node] && part.may_stay_whole(file_node, first) {
                part.add_call(file_node, first);
            } else {
                steps.iter().for_each(|&step| part.add_step(step));
            }
        }
        part.open.extend(extra);
        while let Some(id) = part.open.pop() {
            part.provide(id)?;
        }
        Ok(part.finish())
    }
}

struct Part<'a, 'b, 'm> {
    of: &'b Collector<'a, 'm>,
    /// Tensors that its operators make.
    made: HashSet<ValueId>,
    /// Tensors that its operators read.
    read: HashSet<ValueId>,
    seen: HashSet<ValueId>,
    /// With the first step that they stand for.
    units: Vec<(usize, Unit)>,
    contents: Contents,
    /// Tensors that are read and not looked at yet.
    open: Vec<ValueId>,
}

impl Part<'_, '_, '_> {
    /// Whether a node of the file is a call of a function that can be copied as it stands: its names
    /// mean what they say, and nothing is read that does not come anyway.
    fn may_stay_whole(&self, file_node: usize, first: usize) -> bool {
        let whole = self.of.whole;
        let node = &whole.file.graph.nodes[file_node];
        if !whole
            .functions
            .contains_key(&(&*node.domain, &*node.op, &*node.overload))
        {
            return false;
        }
        let named = |name: &String| {
            let id = whole.linked.value_named(name)?;
            (whole.names[id] == *name).then_some(id)
        };
        let comes = |id: ValueId| {
            let runs = whole.runtime.origins[id] == Origin::Run;
            !runs || self.read.contains(&id) || self.made.contains(&id)
        };
        let is_own = |id: ValueId| {
            let maker = self.of.makers[id];
            maker.is_some_and(|step| self.of.step(step).file_node == file_node && step >= first)
        };
        let (inputs, outputs) = (node.inputs.iter(), node.outputs.iter());
        inputs
            .filter(|name| !name.is_empty())
            .all(|name| named(name).is_some_and(comes))
            && outputs
                .filter(|name| !name.is_empty())
                .all(|name| named(name).is_some_and(is_own))
    }

    fn add_call(&mut self, file_node: usize, first: usize) {
        let linked = self.of.whole.linked;
        let node = &self.of.whole.file.graph.nodes[file_node];
        self.units.push((first, Unit::Call(file_node)));
        self.seen.extend(
            node.outputs
                .iter()
                .filter_map(|name| linked.value_named(name)),
        );
        self.open.extend(
            node.inputs
                .iter()
                .filter_map(|name| linked.value_named(name)),
        );
    }

    fn add_step(&mut self, index: usize) {
        let step = self.of.step(index);
        self.units.push((index, Unit::Step(index)));
        self.seen.extend(step.outputs.iter().flatten());
        self.open.extend(step.reads());
    }

    /// Sees to it that a tensor is there.
    fn provide(&mut self, id: ValueId) -> Outcome<()> {
        if !self.seen.insert(id) {
            return Ok(());
        }
        let whole = self.of.whole;
        if whole.runtime.origins[id] == Origin::Run {
            // What an operator reads comes from another part.
            if self.read.contains(&id) {
                return Ok(());
            }
            return Err(Error::plan(
                String::new(),
                format!(
                    "a part needs the shape of `{}`, which is known only when the model runs: give it as a shape (`shapes`) when the model is imported and when it is divided",
                    shown(&whole.names[id])
                ),
            )
            .into());
        }
        if whole.constants.contains_key(&id) {
            self.contents.constants.insert(id);
        } else if whole.runtime.origins[id] == Origin::Shapes && is_written(whole, id) {
            self.contents.numbers.insert(id);
        } else if let Some(step) = self.of.makers[id] {
            self.add_step(step);
        }
        Ok(())
    }

    fn finish(mut self) -> Contents {
        self.units.sort_unstable_by_key(|&(first, _)| first);
        for (_, unit) in &self.units {
            if let Unit::Step(step) = unit {
                for id in self.of.step(*step).outputs.iter().flatten() {
                    self.contents.numbers.remove(id);
                }
            }
        }
        self.contents.units = self.units.into_iter().map(|(_, unit)| unit).collect();
        self.contents
    }
}

/// Whether a tensor's numbers are written out. Fractions are not: whoever runs the part calculates
/// them as it does in the whole model.
fn is_written(whole: &Whole, id: ValueId) -> bool {
    let fact = &whole.inferred.facts[id];
    let few = match &fact.value {
        Some(Value::Each(Numbers::Ints(values))) => values.len() <= MOST_WRITTEN,
        Some(Value::SameInt(_)) => fact
            .elements()
            .is_some_and(|count| count <= MOST_WRITTEN as u64),
        _ => false,
    };
    few && fact.shape.is_some()
        && fact.data_type.is_int()
        && fact.data_type.bits().is_some_and(|bits| bits >= 8)
}
