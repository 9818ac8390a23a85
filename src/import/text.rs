//! Bytes as text, in the encodings that such files come in.

use super::invalid;
use super::source::{OnProgress, Source, all_bytes};
use crate::error::Result;

/// A text, and how it was encoded.
pub(super) struct Decoded {
    pub text: String,
    /// What to tell where the encoding was guessed.
    pub remark: Option<&'static str>,
}

/// The text of a whole file.
pub(super) fn decoded(source: &mut dyn Source, on_progress: OnProgress) -> Result<Decoded> {
    decode(all_bytes(source, on_progress)?)
}

/// UTF-8 or UTF-16 by their marks, what an XML declaration says, else UTF-8, else Windows-1252.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded> {
    let text = match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, rest @ ..] => return utf8_or_guess(rest.to_vec()),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ if is_declared_latin(&bytes) => latin(&bytes),
        _ => return utf8_or_guess(bytes),
    };
    Ok(Decoded { text, remark: None })
}

fn utf8_or_guess(bytes: Vec<u8>) -> Result<Decoded> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, remark: None }),
        Err(error) => {
            let bytes = error.into_bytes();
            if bytes.contains(&0) {
                return Err(invalid("this is neither text nor a known binary file"));
            }
            Ok(Decoded {
                text: latin(&bytes),
                remark: Some(
                    "the file is not UTF-8 and was read as Windows-1252 (Western European); if names look wrong, save it as UTF-8",
                ),
            })
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String> {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).map_err(|_| invalid("the file begins as UTF-16 text, but is not"))
}

/// Whether an XML declaration names one of the encodings with one byte a letter.
fn is_declared_latin(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(200)];
    let Some(end) = head.windows(2).position(|pair| pair == b"?>") else {
        return false;
    };
    if !head.starts_with(b"<?xml") {
        return false;
    }
    let declaration = String::from_utf8_lossy(&head[..end]).to_ascii_lowercase();
    let names = [
        "iso-8859-1",
        "iso-8859-15",
        "windows-1252",
        "latin1",
        "us-ascii",
    ];
    names.iter().any(|name| declaration.contains(name))
}

/// The letters of Windows-1252 from 0x80 to 0x9f; where it has none, those of ISO-8859-1.
const LATIN: [u16; 32] = [
    0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039,
    0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc,
    0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
];

fn latin(bytes: &[u8]) -> String {
    let letter = |&byte: &u8| match byte {
        0x80..=0x9f => char::from_u32(LATIN[usize::from(byte) - 0x80].into()).unwrap_or('?'),
        _ => char::from(byte),
    };
    bytes.iter().map(letter).collect()
}
