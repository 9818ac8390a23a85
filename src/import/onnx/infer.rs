//! Walks through a model and finds the shape of every tensor.

use super::dims::Sizes;
use super::facts::{Fact, MOST_WORKED_OUT, Stop, Value, View, written};
use super::fault::{Outcome, invalid, limit, shown};
use super::fold::fold;
use super::link::{Decisions, Linked, Step, ValueId, graphs_of};
use super::proto::{DataType, Dimension, Graph, Numbers, ValueInfo};
use super::rules::infer as apply_rule;
use std::collections::{BTreeMap, HashMap};

/// Numbers that are looked at while working out constants, in all.
const MOST_LOOKED_AT: u64 = 1 << 25;

/// Numbers of constants that are kept, in all: 64 MB of them.
const MOST_KEPT: u64 = 1 << 23;

/// The highest number of dimensions of a tensor.
const MOST_DIMS: usize = 64;

/// What there is no rule for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct WithoutRule {
    /// Nodes with this operator.
    pub(crate) nodes: u64,
    /// Tensors whose shape stays unknown because of it: their own.
    pub(crate) tensors: u64,
}

/// What is known of all tensors.
#[derive(Debug, Default)]
pub(crate) struct Inferred {
    pub(crate) facts: Vec<Fact>,
    /// Operators without a rule, by domain and name.
    pub(crate) without_rule: BTreeMap<(String, String), WithoutRule>,
    /// Tensors whose shape only a run can tell, by operator.
    pub(crate) only_at_run: BTreeMap<String, u64>,
    /// Tensors of which the file claims another shape than they have, with both.
    pub(crate) contradicted: Vec<(ValueId, String)>,
    /// Inputs of the model without any shape.
    pub(crate) shapeless: Vec<String>,
    /// Nodes that cannot work on the sizes that were made up, with why.
    pub(crate) unfit: Vec<String>,
}

/// Whether a node runs graphs of its own: it is one piece, of work that nobody knows.
pub(crate) fn is_control_flow(step: &Step) -> bool {
    step.node.domain.is_empty() && matches!(&*step.node.op, "If" | "Loop" | "Scan" | "SequenceMap")
}

/// What a rule sees of a step.
pub(crate) fn view<'a>(step: &'a Step, facts: &'a [Fact]) -> View<'a> {
    let fact = |id: &Option<ValueId>| id.map(|id| &facts[id]);
    View {
        op: &step.node.op,
        domain: &step.node.domain,
        opset: step.opset,
        attributes: &step.attributes,
        inputs: step.inputs.iter().map(fact).collect(),
        outputs: step.outputs.len(),
    }
}

/// Finds the shapes of all tensors.
///
/// # Errors
/// A node that cannot work on what it reads, or constants that take too long to work out.
pub(crate) fn infer(linked: &Linked, sizes: &mut Sizes) -> Outcome<Inferred> {
    let mut inferred = Inferred {
        facts: vec![Fact::default(); linked.names.len()],
        ..Inferred::default()
    };
    for (id, tensor) in &linked.constants {
        inferred.facts[*id] = Fact {
            data_type: tensor.data_type,
            shape: Some(tensor.dims.clone()),
            value: tensor.numbers.clone().map(Value::Each),
        };
    }
    for (id, info) in &linked.inputs {
        let given = sizes.shape_of(*id).cloned();
        let shape = given.or_else(|| sizes.claimed(info, false));
        if shape.is_none() && info.is_tensor {
            inferred.shapeless.push(info.name.clone());
        }
        inferred.facts[*id] = Fact {
            data_type: info.data_type,
            shape,
            value: None,
        };
    }
    let claims: HashMap<ValueId, &ValueInfo> = linked
        .claims
        .iter()
        .map(|(id, info)| (*id, *info))
        .collect();
    let (mut looked_at, mut kept) = (0u64, 0u64);
    for step in &linked.steps {
        looked_at += effort(step, &inferred.facts);
        if looked_at > MOST_LOOKED_AT {
            return Err(limit(
                "the constants of this model take too long to work out; they are larger than shapes ever are",
            ));
        }
        let found = inferred.outputs_of(step, sizes)?;
        let outputs = found.as_deref().unwrap_or(&[]);
        let values = outputs.iter().filter_map(|fact| fact.value.as_ref());
        kept += values.map(Value::size).sum::<u64>();
        if kept > MOST_KEPT {
            return Err(limit(
                "the constants of this model take too much memory to work out; they are larger than shapes ever are",
            ));
        }
        for (place, id) in step.outputs.iter().enumerate() {
            let Some(id) = *id else { continue };
            let known = outputs.get(place).cloned().unwrap_or_default();
            inferred.take(id, known, claims.get(&id).copied(), sizes);
        }
        if found.is_some() {
            inferred.tell_unknown(step);
        }
    }
    Ok(inferred)
}

/// Decides every `If` whose condition is known; whether there was one.
pub(crate) fn decide(linked: &Linked, inferred: &Inferred, decisions: &mut Decisions) -> bool {
    let before = decisions.len();
    for step in &linked.steps {
        let is_if = step.call.is_none() && step.node.domain.is_empty() && step.node.op == "If";
        if !is_if || !has_branches(step) {
            continue;
        }
        let holds = step.inputs.first().copied().flatten().and_then(|id| {
            match inferred.facts[id].value.as_ref()? {
                Value::SameInt(value) => Some(*value != 0),
                Value::Each(Numbers::Ints(values)) if values.len() == 1 => Some(values[0] != 0),
                _ => None,
            }
        });
        if let Some(holds) = holds {
            decisions.insert(step.node.span.start, holds);
        }
    }
    decisions.len() > before
}

fn has_branches(step: &Step) -> bool {
    let graphs = step
        .attributes
        .iter()
        .filter(|(_, attribute)| graphs_of(&attribute.value).len() == 1);
    graphs
        .filter(|(name, _)| matches!(*name, "then_branch" | "else_branch"))
        .count()
        == 2
}

/// How many numbers a step looks at.
fn effort(step: &Step, facts: &[Fact]) -> u64 {
    let of_one = |id: ValueId| match &facts[id].value {
        Some(Value::SameInt(_)) => facts[id]
            .elements()
            .map_or(1, |count| count.min(MOST_WORKED_OUT)),
        Some(value) => value.size(),
        None => 1,
    };
    step.reads().map(of_one).sum()
}

impl Inferred {
    /// Nothing where the node cannot work on sizes that were made up.
    fn outputs_of(&mut self, step: &Step, sizes: &Sizes) -> Outcome<Option<Vec<Fact>>> {
        let view = view(step, &self.facts);
        let mut outputs = match apply_rule(&view) {
            Some(Ok(outputs)) => outputs,
            Some(Err(Stop::Wrong(message))) => return self.refuse(step, &message, sizes),
            Some(Err(Stop::Unknown)) => return Ok(Some(Vec::new())),
            None if is_control_flow(step) => return Ok(Some(declared(step))),
            None => {
                let key = (step.node.domain.clone(), step.node.op.clone());
                self.without_rule.entry(key).or_default().nodes += 1;
                return Ok(Some(Vec::new()));
            }
        };
        let too_many = |fact: &Fact| {
            fact.shape
                .as_ref()
                .is_some_and(|shape| shape.len() > MOST_DIMS)
                || fact.shape.is_some() && fact.elements().is_none()
        };
        if outputs.iter().any(too_many) {
            let message = "its output has more dimensions or elements than can be counted";
            return self.refuse(step, message, sizes);
        }
        fold(&view, &mut outputs);
        Ok(Some(outputs))
    }

    /// A node that cannot work is an error, unless with other sizes it might.
    #[cold]
    fn refuse(&mut self, step: &Step, why: &str, sizes: &Sizes) -> Outcome<Option<Vec<Fact>>> {
        let node = step.node;
        let (name, op) = (shown(node.title()), shown(&node.op));
        let message = format!("node `{name}` ({op}) does not fit: {why}");
        if sizes.has_assumed() {
            self.unfit.push(message);
            return Ok(None);
        }
        Err(invalid(node.span.start, message))
    }

    /// The caller's shape goes before the rule's, and that before the file's.
    fn take(&mut self, id: ValueId, mut fact: Fact, claim: Option<&ValueInfo>, sizes: &mut Sizes) {
        if let Some(given) = sizes.shape_of(id) {
            if fact.shape.as_ref() != Some(given) {
                fact.value = None;
            }
            fact.shape = Some(given.clone());
        }
        if let Some(claim) = claim {
            match &fact.shape {
                None => fact.shape = sizes.claimed(claim, true),
                Some(shape) if contradicts(claim, shape) => {
                    self.contradicted.push((id, written(shape)));
                }
                Some(_) => {}
            }
            if fact.data_type == DataType::UNKNOWN {
                fact.data_type = claim.data_type;
            }
        }
        self.facts[id] = fact;
    }

    /// Counts the tensors that a step leaves without a shape although it knows its inputs'.
    fn tell_unknown(&mut self, step: &Step) {
        let ids = step.outputs.iter().flatten();
        let unknown = ids.filter(|id| self.facts[**id].shape.is_none()).count() as u64;
        if unknown == 0 {
            return;
        }
        let key = (step.node.domain.clone(), step.node.op.clone());
        if let Some(entry) = self.without_rule.get_mut(&key) {
            entry.tensors += unknown;
        } else if step.reads().all(|id| self.facts[id].shape.is_some()) {
            *self.only_at_run.entry(shown(&step.node.op)).or_default() += unknown;
        }
    }
}

fn contradicts(claim: &ValueInfo, shape: &[u64]) -> bool {
    let Some(claimed) = &claim.shape else {
        return false;
    };
    claimed.len() != shape.len()
        || claimed
            .iter()
            .zip(shape)
            .any(|(claimed, size)| match claimed {
                Dimension::Fixed(claimed) => claimed != size,
                _ => false,
            })
}

/// What graphs within a node declare of what it makes, where they agree.
fn declared(step: &Step) -> Vec<Fact> {
    let graphs: Vec<&Graph> = step
        .attributes
        .iter()
        .flat_map(|(_, attribute)| graphs_of(&attribute.value))
        .collect();
    // A loop's body makes, first of all, whether it goes on.
    let (skip, carried) = match &*step.node.op {
        "If" => (0, usize::MAX),
        "Loop" => (1, step.inputs.len().saturating_sub(2)),
        _ => (0, 0),
    };
    let of_output = |place: usize| {
        let mut facts = graphs
            .iter()
            .map(|graph| fixed(graph.outputs.get(place + skip)?));
        let first = facts.next()??;
        let agreed = facts.all(|fact| fact.as_ref() == Some(&first));
        (agreed && place < carried).then_some(first)
    };
    (0..step.outputs.len())
        .map(|place| of_output(place).unwrap_or_default())
        .collect()
}

fn fixed(info: &ValueInfo) -> Option<Fact> {
    let size = |dimension: &Dimension| match dimension {
        Dimension::Fixed(size) => Some(*size),
        _ => None,
    };
    let shape = info
        .shape
        .as_ref()?
        .iter()
        .map(size)
        .collect::<Option<Vec<_>>>()?;
    Some(Fact::new(info.data_type, shape))
}
