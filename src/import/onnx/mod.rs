//! ONNX models.

use super::source::{OnProgress, Source};
use super::{ImportOptions, ImportReport, unsupported};
use crate::error::Result;
use crate::scenario::Model;

/// Whether a file that begins so may be an ONNX model; nothing that is text is.
pub(super) fn begins_as_one(_head: &[u8]) -> bool {
    false
}

/// Reads a model.
///
/// `report.read` counts what there is, `folded` the constants and shapes, `unknown` operators and
/// tensors, `assumed` the sizes given to symbolic dimensions.
pub(super) fn read(
    _source: &mut dyn Source,
    _options: &ImportOptions,
    _report: &mut ImportReport,
    _on_progress: OnProgress,
) -> Result<Model> {
    Err(unsupported("ONNX models cannot be read yet".to_owned()))
}
