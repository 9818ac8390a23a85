//! The model of a job, and whether all of its work is known.

use super::{Job, Model, Scenario};
use crate::error::{Error, Result};

/// The model of a job, with its index.
pub(crate) fn model_of(scenario: &Scenario, job: usize) -> (usize, &Model) {
    let Job { model: id, .. } = &scenario.jobs[job];
    let index = scenario.models.iter().position(|model| model.id == *id);
    let index = index.expect("a validated job names a model");
    (index, &scenario.models[index])
}

impl Model {
    /// Whether no field says who reads what, or that a layer makes several tensors.
    pub(crate) fn is_plain_chain(&self) -> bool {
        let mut layers = self.layers.iter();
        self.inputs.is_none()
            && self.outputs.is_none()
            && layers.all(|layer| layer.inputs.is_none() && layer.outputs.is_none())
    }
}

/// Refuses layers of unknown work.
pub(crate) fn check_work(index: usize, model: &Model) -> Result<()> {
    match model.layers.iter().position(|layer| layer.flop.is_none()) {
        Some(layer) => Err(Error::UnknownWork {
            layer: model.layers[layer].name.clone(),
            number: layer + 1,
            path: format!("/models/{index}/layers/{layer}/flop"),
        }),
        None => Ok(()),
    }
}
