//! What can be wrong with a file: one sentence, and the byte where it shows.

use crate::Error;

/// Why a file cannot be imported.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// The file is not a sound ONNX model.
    Invalid {
        /// What is wrong.
        message: String,
        /// Where, in bytes from the file's start.
        at: Option<u64>,
    },
    /// The file is larger or deeper than is read.
    Limit(String),
    /// The bytes could not be had, or an option of the caller does not fit the model.
    Other(Error),
}

pub(crate) type Outcome<T> = std::result::Result<T, Fault>;

// Out of line: called from everywhere, and would double the module's size.
#[cold]
#[inline(never)]
pub(crate) fn invalid(at: u64, message: impl Into<String>) -> Fault {
    Fault::Invalid {
        message: message.into(),
        at: Some(at),
    }
}

#[cold]
#[inline(never)]
pub(crate) fn limit(message: impl Into<String>) -> Fault {
    Fault::Limit(message.into())
}

/// A name of the file as it can be shown in a sentence: never more than 80 characters.
pub(crate) fn shown(name: &str) -> String {
    let mut short: String = name.chars().take(80).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    short
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault::Other(error)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        match fault {
            Fault::Invalid { message, at } => {
                let place = at.map_or(String::new(), |at| format!(" (at byte {at} of the file)"));
                crate::import::invalid(format!("{message}{place}"))
            }
            Fault::Limit(message) => Error::LimitExceeded {
                message,
                path: String::new(),
            },
            Fault::Other(error) => error,
        }
    }
}
