//! The reader of texts against serde_json.

use super::text::Text;
use crate::json::Document;
use serde_json::Value;

fn as_value(document: &Document) -> Value {
    match document {
        Document::Null => Value::Null,
        Document::Boolean(value) => (*value).into(),
        Document::Whole(value) => (*value).into(),
        Document::Number(value) => (*value).into(),
        Document::Text(value) => value.clone().into(),
        Document::Array(elements) => elements.iter().map(as_value).collect(),
        Document::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), as_value(value)))
            .collect(),
    }
}

/// Negative whole numbers are numbers like others here.
fn with_floats(value: Value) -> Value {
    match value {
        Value::Number(number) if number.as_u64().is_none() => number.as_f64().into(),
        Value::Array(elements) => elements.into_iter().map(with_floats).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, with_floats(value)))
            .collect(),
        other => other,
    }
}

/// Reads a text with both readers, which must agree.
#[track_caller]
fn compare(text: &str) {
    let expected: Result<Value, _> = serde_json::from_str(text);
    match (Text::new(text).document(), expected) {
        (Ok(document), Ok(expected)) => {
            assert_eq!(as_value(&document), with_floats(expected), "{text:?}");
        }
        (Err(error), Err(expected)) if error.0.is_syntax => {
            assert_eq!(error.0.message, expected.to_string(), "{text:?}");
        }
        (Err(_), Err(expected)) => {
            assert!(expected.to_string().starts_with("number out of range"));
        }
        (found, expected) => panic!("{found:?} is not {expected:?} for {text:?}"),
    }
}

const TEXT: &str = r#" {"a\\b\u00e9\ud83d\ude00\n": [1, -2, 0.5, 1e3, -0.0, 12345678901234567890, 1.5E-7 ],
    "b": {"c": null, "d": [true, false, [], {}], "é東": "x\"y\/" }, "": 0 } "#;

#[test]
fn every_text_is_read_as_serde_json_does_or_refused_in_its_words() {
    compare(TEXT);
    let letters: Vec<char> = TEXT.chars().collect();
    let others = [
        " ", "\"", "{", "}", "[", "]", ",", ":", "-", "+", ".", "e", "0", "9", "\\", "\\u",
        "\\ud800", "\\udc00", "\\x", "\u{0}", "\n", "n", "nul", "tru", "1e", "1.", "01", "1e999",
        "é", "😀", "",
    ];
    for place in 0..letters.len() {
        let (before, after) = (&letters[..place], &letters[place..]);
        compare(&before.iter().collect::<String>());
        for other in others {
            for skipped in [0, 1] {
                let text = before.iter().copied().chain(other.chars());
                let text = text.chain(after.iter().copied().skip(skipped));
                compare(&text.collect::<String>());
            }
        }
    }
}

#[test]
fn what_is_too_deep_is_refused() {
    for depth in [42, 43, 126, 127, 128, 129, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":[", "]}]")] {
            compare(&format!("{}0{}", open.repeat(depth), close.repeat(depth)));
            compare(&open.repeat(depth));
        }
    }
}
