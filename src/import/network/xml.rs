//! XML documents, within bounds. Entities that a document declares itself are refused: a few lines
//! of them can stand for gigabytes.

use crate::error::{Error, Result};
use crate::import::invalid;
use roxmltree::{Document, Error as XmlError, Node, ParsingOptions};

/// The most elements and texts.
const MOST_NODES: u32 = 4_000_000;

/// Reads a document.
pub(super) fn parse(text: &str) -> Result<Document<'_>> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| match error {
        XmlError::DtdDetected => invalid(
            "the file declares a document type (<!DOCTYPE …>), which is refused since it can declare entities without end; delete that declaration",
        ),
        XmlError::NodesLimitReached => Error::LimitExceeded {
            message: format!("the file has more than {MOST_NODES} elements and texts"),
            path: String::new(),
        },
        error => invalid(format!("this is no sound XML: {error}")),
    })
}

/// The name of the first element, from the beginning of a text.
pub(in crate::import) fn root_name(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let end = match rest.as_bytes() {
            [b'<', b'?', ..] => rest.find("?>")? + 2,
            [b'<', b'!', b'-', b'-', ..] => rest.find("-->")? + 3,
            [b'<', b'!', ..] => rest.find("]>").or_else(|| rest.find('>'))? + 1,
            [b'<', ..] => break,
            _ => return None,
        };
        rest = rest[end..].trim_start_matches('>').trim_start();
    }
    let name = &rest[1..];
    let end = name.find(|letter: char| letter.is_whitespace() || "/>".contains(letter))?;
    name[..end].rsplit(':').next()
}

/// The text of an element with all that is in it, without blanks at the ends.
pub(super) fn text_of(node: Node) -> String {
    let texts = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|text| text.text());
    let whole: String = texts.collect();
    whole.trim().to_owned()
}

/// The line in which an element begins.
pub(super) fn line_of(node: Node) -> u32 {
    node.document().text_pos_at(node.range().start).row
}
