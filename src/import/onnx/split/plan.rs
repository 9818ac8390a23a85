//! From a plan to parts: maximal runs of layers that one node runs one after the other, and whether
//! the plan is one of this model at all.

use crate::error::{Error, Result};
use crate::import::granularity::Graph;
use crate::import::{Coarsened, Granularity, coarsen};
use crate::json::{self, number};
use crate::plan::FORMAT;
use crate::scenario::Model;
use serde::Deserialize;

/// Parts of one model at most.
const MOST_PARTS: usize = 1000;

/// What matters of a plan; or a placement alone, whose layers run in the model's order.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Division {
    /// Where it is there, it is that of a plan.
    #[serde(default)]
    pub format: Option<String>,
    /// The id of the node that runs each layer.
    pub placement: Vec<String>,
    /// What happens, in time order.
    #[serde(default)]
    pub steps: Option<Vec<DivisionStep>>,
}

/// What matters of a step of a plan.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DivisionStep {
    /// `compute` or `transfer`.
    pub kind: String,
    /// Where a layer runs.
    #[serde(default)]
    pub node: Option<String>,
    /// Which layer runs, from 1.
    #[serde(default)]
    pub layer: Option<usize>,
    /// How many layers are done when tensors move.
    #[serde(default)]
    pub after_layer: Option<usize>,
    /// How many bytes move.
    #[serde(default)]
    pub bytes: Option<f64>,
}

impl Division {
    /// A plan, or an object with a `placement`.
    ///
    /// # Errors
    /// [`InvalidPlan`](Error::InvalidPlan) with the place;
    /// [`UnsupportedFormat`](Error::UnsupportedFormat) for what is another document.
    pub fn from_json(text: &str) -> Result<Division> {
        let refused = |error: json::ReadError| Error::plan(error.0.path, error.0.message);
        let document = json::parse(text).map_err(refused)?;
        #[derive(Deserialize)]
        struct Head {
            #[serde(default)]
            format: Option<String>,
        }
        let head: Head = json::read_from(&document).map_err(refused)?;
        match head.format {
            Some(found) if found != FORMAT => Err(Error::UnsupportedFormat {
                found,
                known: FORMAT,
            }),
            _ => json::read_from(&document).map_err(refused),
        }
    }
}

/// Layers that a node runs one after the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub(super) node: String,
    /// Indices of layers.
    pub(super) layers: Vec<usize>,
}

/// What a plan makes of a model.
#[derive(Debug)]
pub(super) struct Segments {
    pub(super) segments: Vec<Segment>,
    /// How often the model runs in one job, where that is not once.
    pub(super) batch: Option<f64>,
}

/// Divides a model.
pub(super) fn segments(
    division: &Division,
    found: &Coarsened,
    operators: &Model,
    granularity: Granularity,
) -> Result<Segments> {
    let layers = &found.model.layers;
    if division.placement.len() != layers.len() {
        return Err(other_count(
            division.placement.len(),
            layers.len(),
            operators,
            granularity,
        ));
    }
    let graph = Graph::of(&found.model);
    let order = order(division, &found.model, &graph)?;
    let batch = batch(division, &graph, &order)?;
    let mut segments: Vec<Segment> = Vec::new();
    for layer in order {
        let node = &division.placement[layer];
        match segments.last_mut() {
            Some(segment) if segment.node == *node => segment.layers.push(layer),
            _ => segments.push(Segment {
                node: node.clone(),
                layers: vec![layer],
            }),
        }
    }
    if segments.len() > MOST_PARTS {
        return Err(Error::LimitExceeded {
            message: format!(
                "the plan makes {} parts of the model; at most {MOST_PARTS} are written",
                segments.len()
            ),
            path: "/placement".to_owned(),
        });
    }
    Ok(Segments { segments, batch })
}

/// A plan for a model of another number of layers.
#[cold]
fn other_count(placed: usize, found: usize, operators: &Model, granularity: Granularity) -> Error {
    let all = [
        Granularity::Operators,
        Granularity::Fused,
        Granularity::Blocks,
    ];
    let fits = all
        .into_iter()
        .find(|&other| coarsen(operators, other).model.layers.len() == placed);
    let remedy = match fits {
        Some(other) => format!("it has {placed} as `{}`: give that granularity", word(other)),
        None => "it is a plan for another model, or for one imported with other sizes (`dims`, `shapes`)".to_owned(),
    };
    Error::plan(
        "/placement".to_owned(),
        format!(
            "the plan places {placed} layers, and this model has {found} as `{}`; {remedy}",
            word(granularity)
        ),
    )
}

pub(super) fn word(granularity: Granularity) -> &'static str {
    match granularity {
        Granularity::Operators => "operators",
        Granularity::Fused => "fused",
        Granularity::Blocks => "blocks",
    }
}

/// The order in which the plan runs the layers.
fn order(division: &Division, model: &Model, graph: &Graph) -> Result<Vec<usize>> {
    let count = model.layers.len();
    let Some(steps) = &division.steps else {
        return Ok((0..count).collect());
    };
    let mut order = Vec::with_capacity(count);
    let mut done = vec![false; count];
    for (index, step) in steps.iter().enumerate() {
        if step.kind != "compute" {
            continue;
        }
        let layer = step.layer.filter(|layer| (1..=count).contains(layer));
        let Some(layer) = layer.map(|layer| layer - 1) else {
            let message = format!("a compute step has a `layer` from 1 to {count}");
            return Err(Error::plan(format!("/steps/{index}/layer"), message));
        };
        let name = &model.layers[layer].name;
        if std::mem::replace(&mut done[layer], true) {
            let message = format!("layer {} (`{name}`) runs a second time", layer + 1);
            return Err(Error::plan(format!("/steps/{index}/layer"), message));
        }
        let placed = &division.placement[layer];
        if step.node.as_ref() != Some(placed) {
            let message = format!("layer {} (`{name}`) is placed on `{placed}`", layer + 1);
            return Err(Error::plan(format!("/steps/{index}/node"), message));
        }
        let missing = graph.reads[layer].iter().find(|&&tensor| {
            graph.tensors[tensor]
                .maker
                .is_some_and(|maker| !done[maker])
        });
        if let Some(&tensor) = missing {
            let message = format!(
                "layer {} (`{name}`) reads `{}`, which is not made yet: this is not a plan for this model",
                layer + 1,
                graph.tensors[tensor].name
            );
            return Err(Error::plan(format!("/steps/{index}"), message));
        }
        order.push(layer);
    }
    if let Some(layer) = done.iter().position(|done| !done) {
        let name = &model.layers[layer].name;
        let message = format!("no step runs layer {} (`{name}`)", layer + 1);
        return Err(Error::plan("/steps".to_owned(), message));
    }
    Ok(order)
}

/// Whether the plan moves what is alive in this model, each time as often: once for every input of
/// a job's batch.
fn batch(division: &Division, graph: &Graph, order: &[usize]) -> Result<Option<f64>> {
    let alive = graph.alive_bytes(order);
    let mut batch: Option<f64> = None;
    for (index, step) in division.steps.iter().flatten().enumerate() {
        let (Some(after), Some(bytes)) = (step.after_layer, step.bytes) else {
            continue;
        };
        let Some(&alive) = alive.get(after) else {
            let message = format!("at most {} layers can be done", order.len());
            return Err(Error::plan(format!("/steps/{index}/afterLayer"), message));
        };
        let same = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        let times = batch.unwrap_or(if alive > 0.0 { bytes / alive } else { 1.0 });
        if alive > 0.0 {
            batch = Some(times);
        }
        let is_batch = times >= 1.0 && same(times, times.round());
        if !is_batch || !same(bytes, times * alive) {
            let message = format!(
                "the plan moves {} bytes after {after} layers, and {} are alive there in this model: it is a plan for another model, or for one imported with other sizes (`dims`, `shapes`)",
                number(bytes),
                number(alive)
            );
            return Err(Error::plan(format!("/steps/{index}/bytes"), message));
        }
    }
    Ok(batch.map(f64::round).filter(|&times| times != 1.0))
}

/// Refuses a file that does not give the model that the plan was made for. Work may differ: people
/// fill in what is unknown.
pub(super) fn check_model(given: &Model, found: &Model) -> Result<()> {
    let refused = |what: String| {
        let message = format!(
            "the file does not give the model that the plan is for ({what}): has it changed, or was it imported with another granularity or other sizes?"
        );
        Err(Error::plan(String::new(), message))
    };
    let (given_count, found_count) = (given.layers.len(), found.layers.len());
    if given_count != found_count {
        return refused(format!("{found_count} layers in place of {given_count}"));
    }
    if given.input_bytes != found.input_bytes || given.inputs != found.inputs {
        return refused("other inputs".to_owned());
    }
    for (index, (given, found)) in given.layers.iter().zip(&found.layers).enumerate() {
        let layer = index + 1;
        if given.name != found.name {
            return refused(format!(
                "layer {layer} is `{}` in place of `{}`",
                found.name, given.name
            ));
        }
        if given.inputs != found.inputs {
            return refused(format!(
                "layer {layer}, `{}`, reads other tensors",
                found.name
            ));
        }
        if given.output_bytes != found.output_bytes || given.outputs != found.outputs {
            return refused(format!(
                "layer {layer}, `{}`, makes other tensors",
                found.name
            ));
        }
    }
    if given.outputs != found.outputs {
        return refused("other outputs".to_owned());
    }
    Ok(())
}
