//! splitway's own JSON: a scenario, what an import answered, or a network or model alone.

use super::check::{checked_model, checked_network};
use super::{ImportReport, unsupported};
use crate::error::{Error, Result};
use crate::json::{self, Document, ReadError};
use crate::scenario::{Model, Network};

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
