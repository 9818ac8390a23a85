//! A JSON document as a tree that keeps the order, and the doubles, of an object's fields.

use super::{ReadError, escape};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

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
        let mut path = String::new();
        let mut reader = serde_json::Deserializer::from_str(text);
        let document = Value(&mut path).deserialize(&mut reader);
        let ended = document.and_then(|document| reader.end().map(|()| document));
        ended.map_err(|error| {
            let message = error.to_string();
            // JSON has such numbers, f64 does not.
            if message.starts_with("number out of range") {
                let message = "expected a finite number, found one beyond 1.8e308".to_owned();
                return ReadError::new(message, path, false);
            }
            ReadError::new(message, String::new(), true)
        })
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

/// A value to be read; the path to what is wrong in it grows outwards from there.
struct Value<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Document;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Value<'_> {
    /// The path, one level further out.
    #[cold]
    fn below(&mut self, segment: &str) {
        self.0.insert_str(0, &escape(segment));
        self.0.insert(0, '/');
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Document;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Document, E> {
        Ok(Document::Boolean(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Document, E> {
        Ok(Document::Whole(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Document, E> {
        Ok(Document::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Document, E> {
        Ok(Document::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Document, E> {
        Ok(Document::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<Document, A::Error> {
        let mut elements = Vec::new();
        loop {
            match access.next_element_seed(Value(self.0)) {
                Ok(Some(element)) => elements.push(element),
                Ok(None) => return Ok(Document::Array(elements)),
                Err(error) => {
                    self.below(&elements.len().to_string());
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Document, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = access.next_key::<String>()? {
            match access.next_value_seed(Value(self.0)) {
                Ok(value) => fields.push((name, value)),
                Err(error) => {
                    self.below(&name);
                    return Err(error);
                }
            }
        }
        Ok(Document::Object(fields))
    }
}
