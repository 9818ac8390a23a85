//! Models from profiles: tables of what each layer costs, however somebody wrote them down.

mod draft;
mod fields;
mod layer_table;
mod msr_fiddle;
mod pipedream;
mod pipeedge;

use super::detect::{Content, Opened};
use super::{ImportFormat, ImportOptions, ImportReport, mismatch, splitway, yaml};
use crate::error::Result;
use crate::scenario::Model;

pub(super) use layer_table::{begins_as_one as begins_as_layers, is_one as is_layers};
pub(super) use msr_fiddle::is_one as is_msr_fiddle;
pub(super) use pipedream::begins_as_one as begins_as_pipedream;
pub(super) use pipeedge::is_one as is_pipeedge;

/// Reads a model with the reader of its format.
pub(super) fn read(
    opened: &Opened,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Model> {
    match (opened.format, &opened.content) {
        (ImportFormat::Splitway, Content::Json(document)) => splitway::read_model(document, report),
        (ImportFormat::Layers, Content::Json(document)) => {
            layer_table::read_json(document, options, report)
        }
        (ImportFormat::Layers, Content::Text(decoded)) => {
            layer_table::read_text(&decoded.text, options, report)
        }
        (ImportFormat::MsrFiddle, Content::Json(document)) => {
            msr_fiddle::read(document, options, report)
        }
        (ImportFormat::Pipedream, Content::Text(decoded)) => {
            pipedream::read(&decoded.text, options, report)
        }
        (ImportFormat::Pipeedge, Content::Text(decoded)) => {
            pipeedge::read(&yaml::parse(&decoded.text)?, options, report)
        }
        _ => Err(mismatch(opened)),
    }
}
