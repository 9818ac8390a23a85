//! YAML as the same tree that JSON gives.
//!
//! Aliases are refused: a few lines of them can stand for gigabytes, and the files that are read here
//! have none.

use super::invalid;
use crate::error::{Error, Result};
use crate::json::Document;
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::HashSet;

/// Lists and maps within each other.
const DEEPEST: usize = 64;

/// A list or a map that is not closed yet.
enum Open {
    List(Vec<Document>),
    /// The pairs so far, and the name whose value comes next.
    Map(Vec<(String, Document)>, Option<String>),
}

/// What a text holds; of several documents, which must be maps, the pairs of all.
pub(super) fn parse(text: &str) -> Result<Document> {
    let mut open: Vec<Open> = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let mark = error.marker();
            invalid(format!(
                "line {}, column {}: {}",
                mark.line(),
                mark.col() + 1,
                error.info()
            ))
        })?;
        let line = span.start.line();
        let closed = match event {
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(Vec::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|closed| match closed {
                Open::List(elements) => Document::Array(elements),
                Open::Map(pairs, _) => Document::Object(pairs),
            }),
            Event::Scalar(text, style, ..) => Some(scalar(&text, style)),
            Event::Alias(_) => {
                return Err(invalid(format!(
                    "line {line}: aliases (*name) are not read; write the value out"
                )));
            }
            _ => None,
        };
        if open.len() > DEEPEST {
            return Err(Error::LimitExceeded {
                message: format!(
                    "line {line}: more than {DEEPEST} lists and maps within each other"
                ),
                path: String::new(),
            });
        }
        let Some(value) = closed else {
            continue;
        };
        match open.last_mut() {
            // Two dividers in a row have nothing between them.
            None if value == Document::Null => {}
            None => documents.push(value),
            Some(Open::List(elements)) => elements.push(value),
            Some(Open::Map(pairs, name)) => match name.take() {
                Some(name) => pairs.push((name, value)),
                None => *name = Some(key(value, line)?),
            },
        }
    }
    join(documents)
}

/// All documents of a file in one.
fn join(documents: Vec<Document>) -> Result<Document> {
    let mut documents = documents.into_iter();
    let first = documents
        .next()
        .ok_or_else(|| invalid("the file holds no YAML document"))?;
    if documents.len() == 0 {
        return Ok(first);
    }
    let mut names: HashSet<String> = HashSet::new();
    let mut all = Vec::new();
    for document in std::iter::once(first).chain(documents) {
        let Document::Object(pairs) = document else {
            return Err(invalid(
                "the file holds several documents, and they are read as one only where each is a map",
            ));
        };
        let mut known: Vec<String> = Vec::with_capacity(pairs.len());
        for (name, value) in pairs {
            if names.contains(&name) {
                return Err(invalid(format!(
                    "two documents of this file have a `{name}`; keep one of them"
                )));
            }
            known.push(name.clone());
            all.push((name, value));
        }
        names.extend(known);
    }
    Ok(Document::Object(all))
}

fn key(value: Document, line: usize) -> Result<String> {
    match value {
        Document::Text(text) => Ok(text),
        Document::Whole(number) => Ok(number.to_string()),
        _ => Err(invalid(format!(
            "line {line}: the name of a field is a text"
        ))),
    }
}

/// What a scalar without quotes is: nothing, yes or no, a number, or a text.
fn scalar(text: &str, style: ScalarStyle) -> Document {
    if style != ScalarStyle::Plain {
        return Document::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" => return Document::Null,
        "true" | "True" => return Document::Boolean(true),
        "false" | "False" => return Document::Boolean(false),
        _ => {}
    }
    if let Ok(whole) = text.parse() {
        return Document::Whole(whole);
    }
    let starts_as_number =
        text.starts_with(|letter: char| letter.is_ascii_digit() || "+-.".contains(letter));
    match text.parse::<f64>() {
        Ok(number) if starts_as_number && number.is_finite() => Document::Number(number),
        _ => Document::Text(text.to_owned()),
    }
}
