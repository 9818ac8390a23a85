//! A JSON document as a tree that keeps the order, and the doubles, of an object's fields.

use super::ReadError;
use super::text::Text;

/// Any JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Document {
    Null,
    Boolean(bool),
    /// A whole number of at least 0.
    Whole(u64),
    /// Any other number.
    Number(f64),
    Text(String),
    Array(Vec<Document>),
    Object(Vec<(String, Document)>),
}

impl Document {
    pub fn parse(text: &str) -> Result<Document, ReadError> {
        Text::new(text).document()
    }

    /// The format that the document names, if it is another one: such a document would fail at its
    /// first strange field.
    pub fn other_format(&self, known: &str) -> Option<String> {
        let named = self.text("format").filter(|&format| format != known);
        named.map(str::to_owned)
    }

    /// What is in a field of an object.
    pub fn get(&self, field: &str) -> Option<&Document> {
        let Document::Object(fields) = self else {
            return None;
        };
        let found = fields.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value)
    }

    /// The text in a field of an object.
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.get(field) {
            Some(Document::Text(text)) => Some(text),
            _ => None,
        }
    }
}
