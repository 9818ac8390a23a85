//! ONNX models: what work their operators are and which tensors lie between them, without their
//! weights.
//!
//! A file is read through a small window ([`Source`]), and weights are passed over by their
//! length: a model of hundreds of megabytes costs a few hundred kilobytes of memory. Constants and
//! whatever depends only on shapes are worked out, so that only what has to be run remains
//! ([`Analysis`]).
//!
//! The rules of counting are those of the project's reference: a multiply-add is 2 FLOP, a bias or
//! an activation 1 an element, moving data none; constants are weights, whether they are
//! initialisers, attributes of `Constant` or made by `ConstantOfShape`.

mod analysis;
mod count;
mod dims;
mod facts;
mod fault;
mod fold;
mod infer;
mod layers;
mod link;
mod proto;
mod read;
mod read_tensor;
mod rules;
mod runtime;
pub mod split;
mod window;
mod wire;

pub use analysis::{Analysis, Gaps, Node, OpenDimension, Tensor, UnknownOperator, Weight};
pub use proto::{DataType, Span};

use super::source::{OnProgress, Source};
use super::{ImportOptions, ImportReport};
use crate::error::Result;
use crate::scenario::Model;

/// How often conditions may depend on what was found by deciding others.
const MOST_ROUNDS: u32 = 8;

/// Whether a file that begins so may be an ONNX model; nothing that is text is.
pub(super) fn begins_as_one(head: &[u8]) -> bool {
    read::looks_like_onnx(head)
}

/// Reads a file and works out all shapes, with the sizes of `options.dims` and `options.shapes`.
///
/// # Errors
/// [`InvalidFile`](crate::Error::InvalidFile) with the byte where the file is wrong;
/// [`LimitExceeded`](crate::Error::LimitExceeded) for graphs of more than 256 MB, 16 million fields
/// or 24 levels; [`InvalidOption`](crate::Error::InvalidOption) for sizes that the model does not
/// ask for; [`UnreadableFile`](crate::Error::UnreadableFile).
///
/// # Cost
/// Linear in what is not weights. Memory for the graph alone.
pub fn analyse(
    source: &mut dyn Source,
    options: &ImportOptions,
    on_progress: OnProgress,
) -> Result<Analysis> {
    let understood = understand(source, options, on_progress, |understood| {
        let Understood {
            file,
            linked,
            inferred,
            runtime,
            sizes,
        } = understood;
        Ok(analysis::analysis(file, linked, inferred, runtime, sizes))
    });
    Ok(understood?)
}

/// All that is known of a file.
struct Understood<'a, 'm> {
    file: &'m proto::ModelFile,
    linked: &'a link::Linked<'m>,
    inferred: &'a infer::Inferred,
    runtime: &'a runtime::Runtime,
    sizes: dims::Sizes,
}

/// Reads a file, works out all shapes, and hands them on.
fn understand<T>(
    source: &mut dyn Source,
    options: &ImportOptions,
    on_progress: OnProgress,
    then: impl FnOnce(Understood) -> fault::Outcome<T>,
) -> fault::Outcome<T> {
    let file = read::read(source, on_progress)?;
    let mut decisions = link::Decisions::new();
    for _ in 0..MOST_ROUNDS {
        let linked = link::link(&file, &decisions)?;
        let mut sizes = dims::bind(&linked, options)?;
        let inferred = infer::infer(&linked, &mut sizes)?;
        if !infer::decide(&linked, &inferred, &mut decisions) {
            let runtime = runtime::runtime(&linked, &inferred);
            return then(Understood {
                file: &file,
                linked: &linked,
                inferred: &inferred,
                runtime: &runtime,
                sizes,
            });
        }
    }
    Err(fault::limit(
        "conditions of `If` depend on each other too often",
    ))
}

/// Reads a model with every operator as one layer, or several as one by `options.granularity`.
pub(super) fn read(
    source: &mut dyn Source,
    options: &ImportOptions,
    report: &mut ImportReport,
    on_progress: OnProgress,
) -> Result<Model> {
    let analysis = analyse(source, options, on_progress)?;
    layers::to_model(&analysis, options, report)
}
