//! splitway's own JSON: a scenario, what an import answered, or a network or model alone.

use super::check::{checked_model, checked_network};
use super::{ImportReport, unsupported};
use crate::error::{Error, Result};
use crate::json::{self, Document, ReadError};
use crate::scenario::{Model, Network};

/// Whether a document is one of ours: a file that says so, or a model in our terms.
pub(super) fn is_ours(document: &Document) -> bool {
    let format = document.text("format");
    let is_object = |field: &str| matches!(document.get(field), Some(Document::Object(_)));
    let is_layer = |layer: &Document| {
        let has = |field: &str| layer.get(field).is_some();
        has("flop") && (has("outputBytes") || has("outputs"))
    };
    let has_input = document.get("inputBytes").is_some() || document.get("inputs").is_some();
    let has_layers = match document.get("layers") {
        Some(Document::Array(layers)) => layers.first().is_none_or(is_layer),
        _ => false,
    };
    format.is_some_and(|format| format.starts_with("splitway/"))
        || is_object("network")
        || is_object("model")
        || has_input && has_layers
}

/// Whether the document holds a network; of a whole scenario that is what is read.
pub(super) fn holds_network(document: &Document) -> bool {
    document.get("network").is_some() || document.get("nodes").is_some()
}

/// The network of a document.
pub(super) fn read_network(document: &Document, report: &mut ImportReport) -> Result<Network> {
    let network = match document.get("network") {
        Some(network) => {
            tell_of_more(document, report);
            part(network, "/network")?
        }
        None => part(document, "")?,
    };
    let network = checked_network(network)?;
    report.count("nodes", network.nodes.len());
    report.count("links", network.links.len());
    Ok(network)
}

/// The model of a document.
pub(super) fn read_model(document: &Document, report: &mut ImportReport) -> Result<Model> {
    let model: Model = match (document.get("model"), document.get("models")) {
        (Some(model), _) => part(model, "/model")?,
        (None, Some(Document::Array(models))) => {
            let first = models.first();
            let first =
                first.ok_or_else(|| unsupported("this scenario has no model".to_owned()))?;
            if models.len() > 1 {
                let more = format!("the first of {} models was read", models.len());
                report.warn("models-left-out", more, "");
            }
            part(first, "/models/0")?
        }
        _ => part(document, "")?,
    };
    let model = checked_model(model)?;
    report.count("layers", model.layers.len());
    Ok(model)
}

/// Says what of a scenario is not read along with its network.
fn tell_of_more(document: &Document, report: &mut ImportReport) {
    for what in ["models", "jobs"] {
        if let Some(Document::Array(elements)) = document.get(what)
            && !elements.is_empty()
        {
            let message = format!("the scenario's {what} ({}) were left out", elements.len());
            report.warn("scenario-parts-left-out", message, "");
        }
    }
}

fn part<T: serde::de::DeserializeOwned>(document: &Document, place: &str) -> Result<T> {
    json::read_from(document).map_err(|ReadError(error)| Error::InvalidFile {
        message: error.message,
        path: format!("{place}{}", error.path),
    })
}
