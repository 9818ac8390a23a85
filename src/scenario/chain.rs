//! The model of a job, and whether it is one that can be routed: a chain of known work.

use super::{Job, Model, Scenario};
use crate::error::{Error, Result};

/// The model of a job, with its index.
pub(crate) fn model_of(scenario: &Scenario, job: usize) -> (usize, &Model) {
    let Job { model: id, .. } = &scenario.jobs[job];
    let index = scenario.models.iter().position(|model| model.id == *id);
    let index = index.expect("a validated job names a model");
    (index, &scenario.models[index])
}

/// Refuses what cannot be routed so far: graphs, and layers of unknown work.
pub(crate) fn check_chain(index: usize, model: &Model) -> Result<()> {
    if let Some(field) = model.first_graph_field() {
        return Err(Error::UnsupportedDag {
            model: model.id.clone(),
            path: format!("/models/{index}{field}"),
        });
    }
    match model.layers.iter().position(|layer| layer.flop.is_none()) {
        Some(layer) => Err(Error::UnknownWork {
            layer: model.layers[layer].name.clone(),
            number: layer + 1,
            path: format!("/models/{index}/layers/{layer}/flop"),
        }),
        None => Ok(()),
    }
}

impl Model {
    /// Where the model uses a field that only graphs have, as a pointer below the model.
    fn first_graph_field(&self) -> Option<String> {
        if self.inputs.is_some() {
            return Some("/inputs".into());
        }
        if self.outputs.is_some() {
            return Some("/outputs".into());
        }
        self.layers.iter().enumerate().find_map(|(index, layer)| {
            if layer.inputs.is_some() {
                Some(format!("/layers/{index}/inputs"))
            } else if layer.outputs.is_some() {
                Some(format!("/layers/{index}/outputs"))
            } else {
                None
            }
        })
    }
}
