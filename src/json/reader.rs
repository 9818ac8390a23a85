//! Reading structs from a document, knowing the path of everything that is wrong.

use super::document::Document;
use super::{Misread, ReadError, escape, number};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use std::collections::HashMap;
use std::fmt;

/// A value of a document, as serde's derived code reads it.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub &'a Document);

impl Error for ReadError {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> ReadError {
        ReadError::new(message.to_string(), String::new(), false)
    }

    #[cold]
    fn invalid_type(found: Unexpected, expected: &dyn Expected) -> ReadError {
        let expected = in_json_words(expected.to_string());
        ReadError::custom(format_args!(
            "expected {expected}, found {}",
            described(&found)
        ))
    }

    #[cold]
    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> ReadError {
        ReadError::custom(format_args!(
            "expected `{}`, found the text `{found}`",
            expected.join("` or `")
        ))
    }

    #[cold]
    fn invalid_value(found: Unexpected, expected: &dyn Expected) -> ReadError {
        ReadError::invalid_type(found, expected)
    }
}

/// What serde expects, for people who know JSON and not Rust.
fn in_json_words(expected: String) -> String {
    match expected.as_str() {
        "f64" => "a number".to_owned(),
        "u32" | "usize" => "a whole number of at least 0".to_owned(),
        "a string" => "a text".to_owned(),
        "a sequence" => "an array".to_owned(),
        name if name.starts_with("struct ") || name == "a map" => "an object".to_owned(),
        _ => expected,
    }
}

/// What was found, in the same words.
fn described(found: &Unexpected) -> String {
    match found {
        Unexpected::Unit => "null".to_owned(),
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => value.to_string(),
        Unexpected::Float(value) => number(*value),
        Unexpected::Str(text) => format!("the text `{text}`"),
        Unexpected::Seq => "an array".to_owned(),
        Unexpected::Map => "an object".to_owned(),
        _ => "something else".to_owned(),
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl std::error::Error for ReadError {}

impl ReadError {
    #[cold]
    pub fn new(message: String, path: String, is_syntax: bool) -> ReadError {
        ReadError(Box::new(Misread {
            message,
            path,
            is_syntax,
        }))
    }

    /// The same error, one level further out.
    #[cold]
    #[inline(never)]
    pub fn below(mut self, segment: &str) -> ReadError {
        self.0.path.insert_str(0, &escape(segment));
        self.0.path.insert(0, '/');
        self
    }
}

impl Reader<'_> {
    fn unexpected(&self) -> Unexpected<'_> {
        match self.0 {
            Document::Null => Unexpected::Unit,
            Document::Boolean(value) => Unexpected::Bool(*value),
            Document::Whole(value) => Unexpected::Unsigned(*value),
            Document::Number(value) => Unexpected::Float(*value),
            Document::Text(value) => Unexpected::Str(value),
            Document::Array(_) => Unexpected::Seq,
            Document::Object(_) => Unexpected::Map,
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Document::Null => visitor.visit_unit(),
            Document::Boolean(value) => visitor.visit_bool(*value),
            Document::Whole(value) => visitor.visit_u64(*value),
            Document::Number(value) => visitor.visit_f64(*value),
            Document::Text(value) => visitor.visit_borrowed_str(value),
            Document::Array(elements) => visitor.visit_seq(Elements { elements, next: 0 }),
            Document::Object(fields) => {
                check_doubles(fields)?;
                visitor.visit_map(Fields { fields, next: 0 })
            }
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_u64(visitor)
    }

    /// Some writers put whole numbers as 1.0.
    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Document::Number(value) if value.fract() == 0.0 && (0.0..=2e9).contains(value) => {
                visitor.visit_u64(*value as u64)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Document::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    /// Only from objects: serde would also take an array, by position.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self.0 {
            Document::Object(fields) => visitor.visit_map(Fields { fields, next: 0 }),
            _ => Err(Error::invalid_type(self.unexpected(), &visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self.0 {
            Document::Text(name) => visitor.visit_enum(name.as_str().into_deserializer()),
            _ => Err(Error::invalid_type(self.unexpected(), &"a text")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// The fields of a struct are told apart by serde; the last of two names in a map would win.
fn check_doubles(fields: &[(String, Document)]) -> Result<(), ReadError> {
    let mut names = HashMap::new();
    for (index, (name, _)) in fields.iter().enumerate() {
        if names.insert(name.clone(), index).is_some() {
            let error = ReadError::custom(format_args!("there are two fields named `{name}`"));
            return Err(error.below(name));
        }
    }
    Ok(())
}

struct Elements<'de> {
    elements: &'de [Document],
    next: usize,
}

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let Some(element) = self.elements.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        let value = seed.deserialize(Reader(element));
        value
            .map(Some)
            .map_err(|error| error.below(&(self.next - 1).to_string()))
    }
}

struct Fields<'de> {
    fields: &'de [(String, Document)],
    next: usize,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        let Some((name, _)) = self.fields.get(self.next) else {
            return Ok(None);
        };
        let key: StrDeserializer<ReadError> = name.as_str().into_deserializer();
        let key = seed.deserialize(key);
        key.map(Some).map_err(|error| error.below(name))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let (name, value) = &self.fields[self.next];
        self.next += 1;
        let value = seed.deserialize(Reader(value));
        value.map_err(|error| error.below(name))
    }
}

#[cfg(test)]
mod tests {
    use crate::json::read;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[serde(rename = "a/b")]
        #[expect(dead_code)]
        inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code)]
        x: f64,
    }

    fn error(text: &str) -> (String, String) {
        let error = read::<Outer>(text).unwrap_err();
        (error.0.path, error.0.message)
    }

    #[test]
    fn a_wrong_value_is_named_by_its_path() {
        let message = "expected a number, found the text `one`";
        let found = error(r#"{"a/b": [{"x": 1}, {"x": "one"}]}"#);
        assert_eq!(found, ("/a~1b/1/x".into(), message.into()));
    }

    #[test]
    fn an_unknown_field_is_named_by_its_path() {
        let found = error(r#"{"a/b": [{"x": 1, "~y": 2}]}"#);
        let message = "unknown field `~y`, expected `x`";
        assert_eq!(found, ("/a~1b/0/~0y".into(), message.into()));
    }

    #[test]
    fn a_missing_or_doubled_field_is_an_error_of_its_object() {
        let found = error(r#"{"a/b": [{}]}"#);
        assert_eq!(found, ("/a~1b/0".into(), "missing field `x`".into()));
        let found = error(r#"{"a/b": [{"x": 1, "x": 2}]}"#);
        assert_eq!(found, ("/a~1b/0".into(), "duplicate field `x`".into()));
    }

    #[test]
    fn a_struct_is_not_read_from_an_array() {
        let found = error(r#"{"a/b": [[1]]}"#);
        let message = "expected an object, found an array";
        assert_eq!(found, ("/a~1b/0".into(), message.into()));
    }
}
