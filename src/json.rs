//! JSON text in, with the place of every error as a JSON pointer.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

/// Why a text could not be read as a `T`.
pub(crate) struct ReadError {
    /// What is wrong, with line and column.
    pub message: String,
    /// JSON pointer to the value.
    pub path: String,
    /// The text is not JSON at all (as opposed to JSON of another shape).
    pub is_syntax: bool,
}

/// Reads one JSON document; unknown and doubled fields are errors where `T` says so.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = pointer(error.path());
        let inner = error.into_inner();
        ReadError {
            message: inner.to_string(),
            path,
            is_syntax: !inner.is_data(),
        }
    })?;
    reader.end().map_err(|error| ReadError {
        message: error.to_string(),
        path: String::new(),
        is_syntax: true,
    })?;
    Ok(value)
}

/// RFC 6901: `~` and `/` inside a name are escaped.
pub(crate) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { variant } => pointer.push_str(&format!("/{}", escape(variant))),
            Segment::Unknown => {}
        }
    }
    pointer
}

/// Overwrites fields of a value with those of a JSON object; `null` takes a field out.
///
/// # Errors
/// [`InvalidOption`](crate::Error::InvalidOption) for fields that the value does not have or that
/// have another type.
#[cfg_attr(not(feature = "wasm"), expect(dead_code))]
pub(crate) fn patch<T: Serialize + DeserializeOwned>(
    target: &mut T,
    change: &str,
) -> crate::Result<()> {
    let as_option = |error: ReadError| crate::Error::InvalidOption {
        message: error.message,
        path: error.path,
    };
    let change: Map<String, Value> = read(change).map_err(as_option)?;
    let Ok(Value::Object(mut fields)) = serde_json::to_value(&*target) else {
        unreachable!("only structs are patched")
    };
    for (name, value) in change {
        match value {
            Value::Null => fields.remove(&name),
            value => fields.insert(name, value),
        };
    }
    *target = read(&Value::Object(fields).to_string()).map_err(as_option)?;
    Ok(())
}
