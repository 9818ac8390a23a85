//! Files of others in: networks and models, whatever they were written by.
//!
//! The reader is picked by content, never by a file's name. What a file lacks is filled by rules
//! that the caller sees and can change ([`FillRules`]), and everything that was filled, converted,
//! left out or taken for granted stands in the [`ImportReport`].
//!
//! ```
//! use splitway::import::{ImportOptions, import_network};
//! let file = br#"graph [ node [ id 1 label "Rome" ] node [ id 2 ] edge [ source 1 target 2 ] ]"#;
//! let imported = import_network(file, &ImportOptions::default()).unwrap();
//! assert_eq!(imported.network.nodes.len(), 2);
//! assert_eq!(imported.report.read["links"], 1);
//! assert_eq!(imported.report.filled[0].path, "/network/nodes/0/device");
//! ```

mod catalogue;
mod cell;
mod check;
mod classes;
mod detect;
mod granularity;
mod network;
pub mod onnx;
mod options;
mod profile;
mod readings;
mod report;
mod source;
mod splitway;
mod table;
mod text;
mod unique;
mod yaml;

pub use granularity::{Coarsened, coarsen};
pub use options::{
    Capacity, ComputeRule, Coordinates, DelayRule, FillRules, Granularity, ImportFormat,
    ImportOptions, NamedCapacity, RateRule,
};
pub use report::{
    Assumed, Converted, Filled, FilledValue, Folded, ImportReport, ImportWarning, Unknown,
    UnknownKind,
};
pub use source::{OnProgress, Source};

use crate::error::{Error, Result};
use crate::scenario::{Model, Network};
use detect::{Content, Opened, open};
use serde::{Deserialize, Serialize};

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportProgress {
    /// The share of the work that is done, from 0 to 1.
    pub share: f64,
}

/// A network from a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportedNetwork {
    /// A network that is valid in a scenario.
    pub network: Network,
    /// How it came to be.
    pub report: ImportReport,
}

/// A model from a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportedModel {
    /// A model that is valid in a scenario; layers of unknown work have `flop: null`.
    pub model: Model,
    /// How it came to be.
    pub report: ImportReport,
}

/// What a file held.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Imported {
    /// A network.
    Network(ImportedNetwork),
    /// A model.
    Model(ImportedModel),
}

/// Reads a network from a file in memory.
///
/// # Errors
/// [`UnsupportedFile`](Error::UnsupportedFile) for a file that is none, or a model;
/// [`InvalidFile`](Error::InvalidFile) for one that is broken, with the place;
/// [`LimitExceeded`](Error::LimitExceeded) for one that is too long or holds too much;
/// [`InvalidOption`](Error::InvalidOption) for options that make no sense.
///
/// # Cost
/// Linear in the file, for SNDlib without what follows the links.
pub fn import_network(bytes: &[u8], options: &ImportOptions) -> Result<ImportedNetwork> {
    import_network_from(&mut &*bytes, options, &mut |_| {})
}

/// Reads a network from wherever its file is.
///
/// # Errors
/// As [`import_network`], and [`UnreadableFile`](Error::UnreadableFile).
pub fn import_network_from(
    source: &mut dyn Source,
    options: &ImportOptions,
    on_progress: OnProgress,
) -> Result<ImportedNetwork> {
    options.check()?;
    let opened = open(source, options, on_progress)?;
    if !opened.format.is_of_networks() {
        return Err(unsupported(format!(
            "this is a model ({}), and a network is wanted here",
            opened.format.title()
        )));
    }
    network(opened, source, options)
}

/// Reads a model from wherever its file is. Of an ONNX file only what says something about work
/// and sizes is read; weights are passed over.
///
/// # Errors
/// As [`import_network`], and [`UnreadableFile`](Error::UnreadableFile).
pub fn import_model(
    source: &mut dyn Source,
    options: &ImportOptions,
    on_progress: OnProgress,
) -> Result<ImportedModel> {
    options.check()?;
    let opened = open(source, options, on_progress)?;
    if !opened.format.is_of_models() {
        return Err(unsupported(format!(
            "this is a network ({}), and a model is wanted here",
            opened.format.title()
        )));
    }
    model(opened, source, options, on_progress)
}

/// Reads whatever a file holds, a network or a model.
///
/// # Errors
/// As [`import_network`], and [`UnreadableFile`](Error::UnreadableFile).
pub fn import(
    source: &mut dyn Source,
    options: &ImportOptions,
    on_progress: OnProgress,
) -> Result<Imported> {
    options.check()?;
    let opened = open(source, options, on_progress)?;
    if opened.holds_network() {
        network(opened, source, options).map(Imported::Network)
    } else {
        model(opened, source, options, on_progress).map(Imported::Model)
    }
}

fn network(
    opened: Opened,
    source: &dyn Source,
    options: &ImportOptions,
) -> Result<ImportedNetwork> {
    let mut report = opened.report(source.byte_count());
    let network = network::read(&opened, options, &mut report)?;
    Ok(ImportedNetwork { network, report })
}

fn model(
    opened: Opened,
    source: &mut dyn Source,
    options: &ImportOptions,
    on_progress: OnProgress,
) -> Result<ImportedModel> {
    let mut report = opened.report(source.byte_count());
    let model = match (opened.format, &opened.content) {
        (ImportFormat::Onnx, Content::Binary) => {
            onnx::read(source, options, &mut report, on_progress)?
        }
        _ => profile::read(&opened, options, &mut report)?,
    };
    Ok(ImportedModel { model, report })
}

/// The reader that was asked for reads another kind of file.
#[cold]
fn mismatch(opened: &Opened) -> Error {
    let found = match opened.content {
        Content::Binary => "binary",
        Content::Text(_) => "a text that is not JSON",
        Content::Json(_) => "JSON",
    };
    unsupported(format!(
        "the file is {found}, which {} never is",
        opened.format.title()
    ))
}

/// An error about a file that is not what it should be.
#[cold]
pub(crate) fn unsupported(message: String) -> Error {
    Error::UnsupportedFile { message }
}

/// An error about a place in a file that is no JSON.
#[cold]
pub(crate) fn invalid(message: impl Into<String>) -> Error {
    Error::InvalidFile {
        message: message.into(),
        path: String::new(),
    }
}

/// An error about bytes that cannot be had.
#[cold]
pub(crate) fn unreadable(message: impl Into<String>) -> Error {
    Error::UnreadableFile {
        message: message.into(),
    }
}

/// Refuses what is larger than can be read.
pub(crate) fn within_limit(amount: u64, most: u64, unit: &str, what: &str) -> Result<()> {
    if amount <= most {
        return Ok(());
    }
    Err(Error::LimitExceeded {
        message: format!("the file has {amount} {unit}, {what} is read up to {most}"),
        path: String::new(),
    })
}
