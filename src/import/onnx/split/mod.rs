//! A model in parts: one ONNX file for every stretch of layers that one node runs.
//!
//! Nothing of a file but its structure is read. A part is a [`Recipe`]: bytes that are written here
//! and ranges of bytes of the file, among them all nodes and weights, which whoever has the file
//! copies ([`Recipe::assemble`]). What depends on shapes alone is known and becomes a small
//! constant, so a part reads nothing but the tensors that the plan moves to it. Constants that nodes
//! make (`ConstantOfShape`) stay nodes, and go along with each part that needs them. Calls of
//! functions that a cut divides are written out as the nodes that they stand for; `Loop` and `If`
//! are never divided.
//!
//! Parts are for the sizes that the model was imported with: the shapes of their inputs are fixed.

mod contents;
mod functions;
mod manifest;
mod names;
mod plan;
mod recipe;
mod write;

pub use manifest::{FORMAT, SplitManifest, SplitPart, SplitTensor};
pub use plan::{Division, DivisionStep};
pub use recipe::{Piece, Recipe};

use super::analysis::analysis;
use super::fault::Outcome;
use super::infer::Inferred;
use super::link::{Linked, ValueId};
use super::proto::{ModelFile, Tensor};
use super::runtime::Runtime;
use super::{Understood, begins_as_one, layers, understand};
use crate::error::{Error, Result};
use crate::import::source::head;
use crate::import::{
    Coarsened, ImportOptions, ImportWarning, OnProgress, Source, coarsen, unsupported,
};
use crate::scenario::Model;
use contents::{Collector, Contents};
use manifest::file_name;
use std::collections::{BTreeSet, HashMap};

/// A model in parts: what they are, and what their files are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// What the parts are.
    pub manifest: SplitManifest,
    /// What each part's file is made of, in the same order.
    pub recipes: Vec<Recipe>,
}

/// A model as a file and as what has to be run.
pub(super) struct Whole<'a, 'm> {
    file: &'m ModelFile,
    linked: &'a Linked<'m>,
    inferred: &'a Inferred,
    runtime: &'a Runtime,
    /// What each tensor is called in the parts.
    names: Vec<String>,
    /// The constants that stand in the file.
    constants: HashMap<ValueId, &'m Tensor>,
    is_input: Vec<bool>,
    /// Whether a tensor is an output of the model under its own name.
    is_output: Vec<bool>,
    /// Indices of functions, by domain, name and overload.
    functions: HashMap<(&'m str, &'m str, &'m str), usize>,
}

/// Divides a model as a plan says. `options` are those that the model was imported with; with
/// `model`, the one that the plan was made for, the file is refused if it gives another one.
///
/// # Errors
/// [`InvalidPlan`](crate::Error::InvalidPlan) for a plan that is not one for this model with this
/// granularity and these sizes, or that cuts where a file cannot be cut, with a remedy;
/// [`UnsupportedFile`](crate::Error::UnsupportedFile) for files that are not ONNX; and as
/// [`import_model`](crate::import::import_model).
///
/// # Cost
/// That of an import, and for each part O(its nodes). Weights are not read.
pub fn split(
    source: &mut dyn Source,
    division: &Division,
    model: Option<&Model>,
    options: &ImportOptions,
    on_progress: OnProgress,
) -> Result<Split> {
    options.check()?;
    if !begins_as_one(&head(source)?) {
        return Err(unsupported(
            "this is not an ONNX model, and others cannot be divided".to_owned(),
        ));
    }
    let divided = understand(source, options, on_progress, |understood| {
        divide(understood, division, model, options)
    });
    Ok(divided?)
}

fn divide(
    understood: Understood,
    division: &Division,
    model: Option<&Model>,
    options: &ImportOptions,
) -> Outcome<Split> {
    let Understood {
        file,
        linked,
        inferred,
        runtime,
        sizes,
    } = understood;
    let analysis = analysis(file, linked, inferred, runtime, sizes);
    if let Some(unfit) = analysis.gaps.unfit.first() {
        let message =
            format!("the sizes that were assumed do not suit the model, give other sizes: {unfit}");
        return Err(Error::InvalidOption {
            message,
            path: "/dims".to_owned(),
        }
        .into());
    }
    let operators = layers::operators(&analysis, options)?;
    let granularity = options.granularity.unwrap_or_default();
    let found = coarsen(&operators, granularity);
    if let Some(model) = model {
        plan::check_model(model, &found.model)?;
    }
    let divided = plan::segments(division, &found, &operators, granularity)?;
    let keys = file
        .functions
        .iter()
        .map(|function| (&*function.domain, &*function.name, &*function.overload));
    let names = names::names(linked);
    let (mut is_input, mut is_output) = (vec![false; names.len()], vec![false; names.len()]);
    for (id, _) in &linked.inputs {
        is_input[*id] = true;
    }
    for (id, info) in &linked.outputs {
        is_output[*id] |= info.name == names[*id];
    }
    let whole = Whole {
        file,
        linked,
        inferred,
        runtime,
        names,
        is_input,
        is_output,
        constants: linked.constants.iter().copied().collect(),
        functions: keys.enumerate().map(|(index, key)| (key, index)).collect(),
    };
    let mut parts = Parts::new(&whole, &divided.segments, &found);
    parts.collect()?;
    parts.split(&found.model, divided.batch)
}

/// All parts, and which tensors travel between them.
struct Parts<'a, 'm> {
    whole: &'a Whole<'a, 'm>,
    segments: &'a [plan::Segment],
    /// The operators of each part, in the file's order: indices of the runtime graph.
    operators: Vec<Vec<usize>>,
    /// The part that makes each tensor.
    makers: Vec<Option<usize>>,
    /// The parts that read each tensor, each once.
    readers: Vec<Vec<usize>>,
    contents: Vec<Contents>,
}

impl<'a, 'm> Parts<'a, 'm> {
    fn new(
        whole: &'a Whole<'a, 'm>,
        segments: &'a [plan::Segment],
        found: &Coarsened,
    ) -> Parts<'a, 'm> {
        let mut parts = Parts {
            whole,
            segments,
            operators: Vec::new(),
            makers: vec![None; whole.names.len()],
            readers: vec![Vec::new(); whole.names.len()],
            contents: Vec::new(),
        };
        for (part, segment) in segments.iter().enumerate() {
            let groups = segment
                .layers
                .iter()
                .flat_map(|&layer| &found.groups[layer]);
            let mut operators: Vec<usize> = groups.copied().collect();
            operators.sort_unstable();
            for &operator in &operators {
                let node = &whole.runtime.nodes[operator];
                for &id in &node.outputs {
                    parts.makers[id] = Some(part);
                }
                for &id in &node.reads {
                    parts.add_reader(id, part);
                }
            }
            parts.operators.push(operators);
        }
        parts
    }

    /// Parts come in order, so that one that reads a tensor again is the last.
    fn add_reader(&mut self, id: ValueId, part: usize) {
        if self.readers[id].last() != Some(&part) {
            self.readers[id].push(part);
        }
    }

    /// Fills the parts.
    fn collect(&mut self) -> Outcome<()> {
        let collector = Collector::new(self.whole);
        let last = self.segments.len() - 1;
        let constants = &self.whole.runtime.constant_outputs;
        for part in 0..self.segments.len() {
            let extra = if part == last { &constants[..] } else { &[] };
            let mut contents = collector.collect(&self.operators[part], extra)?;
            let nodes = self.operators[part]
                .iter()
                .map(|&operator| &self.whole.runtime.nodes[operator]);
            let mut seen = BTreeSet::new();
            let reads = nodes.clone().flat_map(|node| &node.reads).copied();
            contents
                .inputs
                .extend(reads.filter(|id| self.makers[*id] != Some(part) && seen.insert(*id)));
            let makes = nodes.flat_map(|node| &node.outputs).copied();
            contents
                .outputs
                .extend(makes.filter(|&id| self.leaves(id, part)));
            self.contents.push(contents);
        }
        self.hand_out_outputs();
        Ok(())
    }

    /// Whether a tensor that a part makes is wanted outside of it under its own name.
    fn leaves(&self, id: ValueId, part: usize) -> bool {
        self.readers[id].iter().any(|&reader| reader != part) || self.whole.is_output[id]
    }

    /// The part that gives an output of the model: constants and second names of inputs come from the
    /// last one; an input that is an output comes from none.
    fn giver(&self, id: ValueId, is_own_name: bool) -> Option<usize> {
        let goes_through = self.whole.is_input[id] && is_own_name;
        let last = (!goes_through).then_some(self.segments.len() - 1);
        self.makers[id].or(last)
    }

    /// Gives the parts the outputs of the model that no node of theirs makes under that name.
    fn hand_out_outputs(&mut self) {
        for (id, info) in &self.whole.linked.outputs {
            let is_own_name = info.name == self.whole.names[*id];
            let Some(part) = self.giver(*id, is_own_name) else {
                continue;
            };
            let contents = &mut self.contents[part];
            if !is_own_name {
                contents.renamed.push((*id, info.name.clone()));
                if self.whole.is_input[*id] && self.readers[*id].last() != Some(&part) {
                    contents.inputs.push(*id);
                    self.readers[*id].push(part);
                }
            } else if self.makers[*id].is_none() {
                contents.outputs.push(*id);
            }
        }
    }

    fn tensor(&self, id: ValueId, name: &str, from: Option<usize>) -> SplitTensor {
        let fact = &self.whole.inferred.facts[id];
        let is_own = name == self.whole.names[id];
        let readers = if is_own { &self.readers[id][..] } else { &[] };
        let outside = readers.iter().filter(|&&part| Some(part) != from);
        SplitTensor {
            name: name.to_owned(),
            data_type: fact.data_type.name().to_owned(),
            shape: fact.shape.clone(),
            bytes: fact.bytes(),
            from: from.map(|part| part + 1),
            to: outside.map(|part| part + 1).collect(),
            // Only outputs have a second name.
            is_model_output: !is_own || self.whole.is_output[id],
        }
    }

    fn own(&self, id: ValueId, from: Option<usize>) -> SplitTensor {
        self.tensor(id, &self.whole.names[id], from)
    }

    fn split(self, model: &Model, batch: Option<f64>) -> Outcome<Split> {
        let linked = self.whole.linked;
        let mut parts = Vec::new();
        let mut recipes = Vec::new();
        let count = self.segments.len();
        for (index, (segment, contents)) in self.segments.iter().zip(&self.contents).enumerate() {
            let graph = &self.whole.file.graph.name;
            let graph = if graph.is_empty() { "model" } else { graph };
            let name = format!("{graph} part {} of {count}", index + 1);
            let recipe = write::write(self.whole, contents, &name)?;
            let renamed = contents
                .renamed
                .iter()
                .map(|(id, name)| self.tensor(*id, name, Some(index)));
            let outputs = contents.outputs.iter().map(|&id| self.own(id, Some(index)));
            parts.push(SplitPart {
                part: index + 1,
                node: segment.node.clone(),
                layers: segment.layers.iter().map(|layer| layer + 1).collect(),
                file: file_name(&model.id, &segment.node, index + 1, count),
                bytes: recipe.byte_count(),
                inputs: contents
                    .inputs
                    .iter()
                    .map(|id| self.own(*id, self.makers[*id]))
                    .collect(),
                outputs: outputs.chain(renamed).collect(),
                external_data: functions::external_data(self.whole, contents),
            });
            recipes.push(recipe);
        }
        let outputs = linked.outputs.iter().map(|(id, info)| {
            let giver = self.giver(*id, info.name == self.whole.names[*id]);
            self.tensor(*id, &info.name, giver)
        });
        let manifest = SplitManifest {
            format: FORMAT.to_owned(),
            model: model.id.clone(),
            file_bytes: self.whole.file.bytes,
            inputs: linked
                .inputs
                .iter()
                .map(|(id, _)| self.own(*id, None))
                .collect(),
            outputs: outputs.collect(),
            warnings: warnings(&parts, batch),
            parts,
        };
        Ok(Split { manifest, recipes })
    }
}

fn warnings(parts: &[SplitPart], batch: Option<f64>) -> Vec<ImportWarning> {
    let mut warnings = Vec::new();
    let mut warn = |code: &str, message: String| {
        warnings.push(ImportWarning {
            code: code.to_owned(),
            message,
            path: String::new(),
        });
    };
    if let Some(batch) = batch {
        warn(
            "batch",
            format!(
                "the plan moves {} times the bytes of the parts' tensors, as for a job with that batch: run the parts as often, or import the model with larger sizes",
                crate::json::number(batch)
            ),
        );
    }
    let external: BTreeSet<&String> = parts.iter().flat_map(|part| &part.external_data).collect();
    if !external.is_empty() {
        let names: Vec<&str> = external.into_iter().map(|name| &**name).collect();
        warn(
            "external-data",
            format!(
                "weights stay in files beside the model, which have to lie beside the parts too: {}",
                names.join(", ")
            ),
        );
    }
    warnings
}
