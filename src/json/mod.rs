//! JSON text in, with the place of every error as a JSON pointer.
//!
//! A text is read in two steps: [`text`] makes a [`document`] of it, a tree, and [`reader`] reads
//! structs from the tree (serde). The tree costs memory, but the second step then knows the path
//! of every value for free, and reading straight from text, with the path tracked around it,
//! made the WebAssembly module half as large again. The first step is ours and not serde_json's,
//! whose tables for numbers alone are 11 KB of the module.

mod decimal;
mod document;
mod reader;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use document::Document;
use reader::Reader;
use serde::de::DeserializeOwned;

/// Why a text could not be read as a `T`. In a box: every field that is read hands it on, which
/// takes room in the WebAssembly module by the size of what is handed on.
#[derive(Debug)]
pub(crate) struct ReadError(pub Box<Misread>);

/// What is wrong, and where.
#[derive(Debug)]
pub(crate) struct Misread {
    /// What is wrong.
    pub message: String,
    /// JSON pointer (RFC 6901) to the value.
    pub path: String,
    /// The text is not JSON at all (as opposed to JSON of another shape).
    pub is_syntax: bool,
}

/// Reads one JSON document; unknown and doubled fields are errors where `T` says so.
#[cfg(any(feature = "wasm", test))]
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    read_from(&Document::parse(text)?)
}

/// Reads a value from a document.
pub(crate) fn read_from<T: DeserializeOwned>(document: &Document) -> Result<T, ReadError> {
    T::deserialize(Reader(document))
}

/// Makes a document of a text.
pub(crate) fn parse(text: &str) -> Result<Document, ReadError> {
    Document::parse(text)
}

/// A name as a segment of a pointer: `~` and `/` are escaped.
pub(crate) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A number as JavaScript writes it: the shortest text that reads back as the same number.
///
/// Messages use this and not the formatting of the standard library, which would bring a second
/// way of writing numbers into the WebAssembly module.
pub(crate) fn number(value: f64) -> String {
    match serde_json::Number::from_f64(value) {
        Some(number) => {
            let text = number.to_string();
            text.strip_suffix(".0").unwrap_or(&text).to_owned()
        }
        None if value.is_nan() => "NaN".to_owned(),
        None if value > 0.0 => "infinity".to_owned(),
        None => "-infinity".to_owned(),
    }
}
