//! What an import read, filled in, left out and took for granted, so that nothing of it is silent.

use super::FillRules;
use super::options::ImportFormat;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The account of one import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportReport {
    /// The format that was found in the file, or that was asked for.
    pub format: ImportFormat,
    /// How many things of each kind were read, by what they are: `nodes`, `links`, `bytes`, ….
    pub read: BTreeMap<String, u64>,
    /// Values of the file that had to be converted, with what they were made from.
    pub converted: Vec<Converted>,
    /// Values that the file lacks, with the rule that gave them.
    pub filled: Vec<Filled>,
    /// The rules that values were filled by; give them back, changed, to fill anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default)]
    pub rules: Option<FillRules>,
    /// What became one with something else: constants, shape arithmetic, layers in one.
    pub folded: Vec<Folded>,
    /// What is in the file but not understood.
    pub unknown: Vec<Unknown>,
    /// What should be looked at.
    pub warnings: Vec<ImportWarning>,
    /// What the file does not say and was taken for granted.
    pub assumed: Vec<Assumed>,
}

/// A value of the file in another unit or notation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Converted {
    /// JSON pointer into the answer, such as `/network/links/3/bitsPerSecond`.
    pub path: String,
    /// The value there.
    pub value: f64,
    /// What stands in the file.
    pub from: String,
}

/// A value that the file lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Filled {
    /// JSON pointer into the answer, such as `/network/nodes/3/flopPerSecond`.
    pub path: String,
    /// The value there.
    pub value: FilledValue,
    /// The rule that gave it.
    pub rule: String,
}

/// A value as the answer holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum FilledValue {
    /// In the unit that the field's name says.
    Number(f64),
    /// A class of device.
    Text(String),
}

/// What became one with something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Folded {
    /// A stable name: `constants`, `shapes`, `fused`, `both-directions`, ….
    pub kind: String,
    /// How many.
    pub count: u64,
    /// What it means.
    pub message: String,
}

/// What kind of thing is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum UnknownKind {
    /// An operator of a model.
    Operator,
    /// A tensor whose size cannot be told.
    Tensor,
    /// A unit.
    Unit,
    /// A column or field that means nothing here.
    Field,
}

/// What is in the file but not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unknown {
    /// What kind of thing it is.
    pub kind: UnknownKind,
    /// What the file calls it.
    pub name: String,
    /// How often it occurs, or how many things it leaves unknown.
    pub count: u64,
    /// What follows from it.
    pub message: String,
}

/// What should be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportWarning {
    /// The stable name of this kind of warning.
    pub code: String,
    /// What it is and what to do about it.
    pub message: String,
    /// JSON pointer into the answer; empty where it is about the whole file.
    pub path: String,
}

/// What the file does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Assumed {
    /// What it is about: `unit of capacities`, `batch size`, `dimension N`, ….
    pub about: String,
    /// What was taken.
    pub value: String,
    /// Why.
    pub reason: String,
    /// JSON pointer to the option that says otherwise, such as `/batch`; empty where there is none.
    pub option: String,
}

impl ImportReport {
    /// The account of an import that has just begun.
    pub fn new(format: ImportFormat) -> ImportReport {
        ImportReport {
            format,
            read: BTreeMap::new(),
            converted: Vec::new(),
            filled: Vec::new(),
            rules: None,
            folded: Vec::new(),
            unknown: Vec::new(),
            warnings: Vec::new(),
            assumed: Vec::new(),
        }
    }

    /// Counts things that were read.
    pub fn count(&mut self, what: &str, count: usize) {
        *self.read.entry(what.to_owned()).or_default() += count as u64;
    }

    /// Adds a warning.
    pub fn warn(&mut self, code: &str, message: impl Into<String>, path: impl Into<String>) {
        self.warnings.push(ImportWarning {
            code: code.to_owned(),
            message: message.into(),
            path: path.into(),
        });
    }

    /// Tells what was taken for granted; `option` is a JSON pointer into the options.
    pub fn assume(&mut self, about: &str, value: impl Into<String>, reason: &str, option: &str) {
        self.assumed.push(Assumed {
            about: about.to_owned(),
            value: value.into(),
            reason: reason.to_owned(),
            option: option.to_owned(),
        });
    }

    /// Tells what is not understood.
    pub fn unknown(&mut self, kind: UnknownKind, name: &str, count: u64, message: &str) {
        self.unknown.push(Unknown {
            kind,
            name: name.to_owned(),
            count,
            message: message.to_owned(),
        });
    }

    /// Tells what became one with something else.
    pub fn fold(&mut self, kind: &str, count: u64, message: impl Into<String>) {
        self.folded.push(Folded {
            kind: kind.to_owned(),
            count,
            message: message.into(),
        });
    }
}
