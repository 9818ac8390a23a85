//! What a division gives: which parts there are, which nodes run them, and which tensors travel
//! between them.

use crate::import::ImportWarning;
use serde::{Deserialize, Serialize};

/// The `format` of a manifest.
pub const FORMAT: &str = "splitway/split@1";

/// A model in parts (`splitway/split@1`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SplitManifest {
    /// Always `splitway/split@1`.
    pub format: String,
    /// The model's id.
    pub model: String,
    /// The length of the file that was divided, in bytes.
    pub file_bytes: u64,
    /// What the model reads, with the sizes that the parts are made for.
    pub inputs: Vec<SplitTensor>,
    /// What the model makes, in its order.
    pub outputs: Vec<SplitTensor>,
    /// The parts, in the order in which they run.
    pub parts: Vec<SplitPart>,
    /// What should be looked at.
    pub warnings: Vec<ImportWarning>,
}

/// One part: an ONNX file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SplitPart {
    /// Its place among the parts, from 1.
    pub part: usize,
    /// The id of the node of the network that runs it.
    pub node: String,
    /// The numbers of its layers, from 1, in the order in which the plan runs them.
    pub layers: Vec<usize>,
    /// The name of its file.
    pub file: String,
    /// The length of its file in bytes.
    pub bytes: u64,
    /// The tensors that it reads.
    pub inputs: Vec<SplitTensor>,
    /// The tensors that it makes for other parts, or for whoever wants the model's outputs.
    pub outputs: Vec<SplitTensor>,
    /// Files with weights that have to lie beside this one, as the model names them.
    pub external_data: Vec<String>,
}

/// A tensor that a part reads or makes for others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SplitTensor {
    /// Its name in the files.
    pub name: String,
    /// The type of its elements, as `float32`.
    pub data_type: String,
    /// Its sizes, which the parts are made for; absent where only a run can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Vec<u64>>,
    /// Its size in bytes; absent where only a run can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// The number of the part that makes it, from 1; absent where it is an input of the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<usize>,
    /// The numbers of the parts that read it, from 1.
    pub to: Vec<usize>,
    /// Whether it is an output of the model.
    pub is_model_output: bool,
}

/// The longest piece of a file's name that a model or a node gives, in characters.
const LONGEST_STEM: usize = 60;

/// A name that every file system takes: letters, digits, `.`, `-` and `_`.
fn safe(name: &str) -> String {
    let mut safe = String::new();
    for character in name.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => safe.push(character),
            _ if safe.ends_with('_') => {}
            _ => safe.push('_'),
        }
    }
    let edge = |character: char| matches!(character, '.' | '-' | '_');
    let short: String = safe.trim_matches(edge).chars().take(LONGEST_STEM).collect();
    short.trim_end_matches(edge).to_owned()
}

/// The name of a part's file; numbers are of one width, so that files sort as they run.
pub(super) fn file_name(model: &str, node: &str, part: usize, parts: usize) -> String {
    let width = parts.to_string().len();
    let stem = safe(model);
    let stem = if stem.is_empty() { "model" } else { &stem };
    let node = safe(node);
    let dot = if node.is_empty() { "" } else { "." };
    format!("{stem}.part{part:0width$}{dot}{node}.onnx")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_for_files() {
        assert_eq!(
            file_name("resnet50", "phone", 1, 2),
            "resnet50.part1.phone.onnx"
        );
        assert_eq!(
            file_name("../a b/ü", "CON: \0", 3, 12),
            "a_b.part03.CON.onnx"
        );
        assert_eq!(file_name("…", "", 1, 1), "model.part1.onnx");
        assert_eq!(file_name("x".repeat(300).as_str(), "..", 1, 1).len(), 71);
    }
}
