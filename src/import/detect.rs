//! What a file is, told by its content.

use super::source::{OnProgress, Source, head};
use super::text::{self, Decoded};
use super::{
    ImportFormat, ImportOptions, ImportReport, network, onnx, profile, splitway, unsupported,
};
use crate::error::{Error, Result};
use crate::json::{self, Document};

/// A file that is ready for its reader.
pub(super) struct Opened {
    pub format: ImportFormat,
    pub content: Content,
}

impl Opened {
    /// What there is to tell before anything is read.
    pub fn report(&self, byte_count: u64) -> ImportReport {
        let mut report = ImportReport::new(self.format);
        report.count("bytes", byte_count as usize);
        if let Content::Text(Decoded {
            remark: Some(remark),
            ..
        }) = self.content
        {
            report.warn("encoding-guessed", remark, "");
        }
        report
    }

    /// Whether there is a network in it; of splitway's own JSON the fields tell.
    pub fn holds_network(&self) -> bool {
        match (self.format, &self.content) {
            (ImportFormat::Splitway, Content::Json(document)) => splitway::holds_network(document),
            (format, _) => format.is_of_networks(),
        }
    }
}

/// What a reader gets.
pub(super) enum Content {
    /// Read piece by piece.
    Binary,
    /// Any text but JSON.
    Text(Decoded),
    /// A tree.
    Json(Document),
}

const KNOWN: &str = "networks are read from GML, GraphML, SNDlib, REPETITA, node-link JSON, tables of links and splitway JSON; models from ONNX, tables of layers, PipeDream, PipeEdge, msr-fiddle and splitway JSON";

/// Finds the reader of a file, or takes the one that is asked for.
pub(super) fn open(
    source: &mut dyn Source,
    options: &ImportOptions,
    on_progress: OnProgress,
) -> Result<Opened> {
    if source.byte_count() == 0 {
        return Err(unsupported("the file is empty".to_owned()));
    }
    let head = head(source)?;
    let is_onnx = match options.format {
        Some(format) => format == ImportFormat::Onnx,
        None => !is_text(&head) && onnx::begins_as_one(&head),
    };
    if is_onnx {
        return Ok(Opened {
            format: ImportFormat::Onnx,
            content: Content::Binary,
        });
    }
    if let Some(what) = foreign(&head) {
        return Err(unsupported(format!("this is {what}")));
    }
    if !is_text(&head) {
        return Err(unsupported(format!(
            "this is no file that can be read: {KNOWN}"
        )));
    }
    let decoded = text::decoded(source, on_progress)?;
    if decoded.text.trim_start().starts_with(['{', '[']) {
        return open_json(&decoded.text, options.format);
    }
    let format = match options.format {
        Some(format) => format,
        None => format_of_text(&decoded.text)?,
    };
    Ok(Opened {
        format,
        content: Content::Text(decoded),
    })
}

fn open_json(text: &str, asked: Option<ImportFormat>) -> Result<Opened> {
    let document = json::parse(text).map_err(|error| Error::InvalidJson {
        message: error.0.message,
    })?;
    let format = match asked {
        Some(format) => format,
        None => format_of_json(&document)?,
    };
    Ok(Opened {
        format,
        content: Content::Json(document),
    })
}

fn is_text(head: &[u8]) -> bool {
    let has_mark = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    has_mark
        || !head
            .iter()
            .any(|&byte| byte < b' ' && !b"\t\n\r\x0c".contains(&byte))
}

/// Files that people have in place of one that can be read, and what to do with them.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: [(&[u8], &str); 13] = [
        (
            b"PK\x03\x04",
            "a ZIP archive; unpack it, or, if it is a PyTorch model, export that with torch.onnx.export",
        ),
        (b"\x1f\x8b", "compressed with gzip; unpack it first"),
        (b"BZh", "compressed with bzip2; unpack it first"),
        (b"\xfd7zXZ", "compressed with xz; unpack it first"),
        (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"),
        (
            b"\x89HDF",
            "an HDF5 file; if it is a Keras model, convert it with tf2onnx",
        ),
        (
            b"\x80\x02",
            "a Python pickle; if it is a PyTorch model, export it with torch.onnx.export",
        ),
        (
            b"GGUF",
            "a GGUF file, which holds weights and no operators; give a table of layers instead",
        ),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"%PDF", "a PDF document"),
        (b"\x7fELF", "a program"),
        (b"\0asm", "a WebAssembly module"),
    ];
    let known = BEGINNINGS.iter().find(|(bytes, _)| head.starts_with(bytes));
    if head.get(4..8) == Some(b"TFL3") {
        return Some("a TensorFlow Lite model; convert it with tf2onnx");
    }
    if head.get(8..10) == Some(b"{\"") && head.get(4..8) == Some(&[0; 4]) {
        return Some(
            "a safetensors file, which holds weights and no operators; export the model as ONNX",
        );
    }
    known.map(|&(_, what)| what)
}

fn format_of_text(text: &str) -> Result<ImportFormat> {
    if text.trim_start().starts_with('<') {
        return format_of_xml(text);
    }
    type BeginsAsOne = fn(&str) -> bool;
    let formats: [(BeginsAsOne, ImportFormat); 7] = [
        (network::begins_as_gml, ImportFormat::Gml),
        (network::begins_as_sndlib, ImportFormat::Sndlib),
        (network::begins_as_repetita, ImportFormat::Repetita),
        (profile::begins_as_pipedream, ImportFormat::Pipedream),
        (profile::is_pipeedge, ImportFormat::Pipeedge),
        (network::begins_as_edge_list, ImportFormat::EdgeList),
        (profile::begins_as_layers, ImportFormat::Layers),
    ];
    let found = formats
        .iter()
        .find(|(begins_as_one, _)| begins_as_one(text));
    if let Some((_, format)) = found {
        return Ok(*format);
    }
    Err(unsupported(format!(
        "this text is of no known format: {KNOWN}"
    )))
}

fn format_of_xml(text: &str) -> Result<ImportFormat> {
    match network::root_name(text) {
        Some("graphml") => Ok(ImportFormat::Graphml),
        Some("network") => Ok(ImportFormat::SndlibXml),
        Some("html" | "HTML") => Err(unsupported(
            "this is a web page (HTML); download the file itself".to_owned(),
        )),
        Some("gexf") => Err(unsupported(
            "this is GEXF; save it as GraphML, as Gephi and networkx can".to_owned(),
        )),
        Some(name) => Err(unsupported(format!(
            "this is XML of an unknown kind (`{name}`): {KNOWN}"
        ))),
        None => Err(unsupported(format!(
            "this XML is cut off at its beginning: {KNOWN}"
        ))),
    }
}

fn format_of_json(document: &Document) -> Result<ImportFormat> {
    if splitway::is_ours(document) {
        return Ok(ImportFormat::Splitway);
    }
    if profile::is_msr_fiddle(document) {
        return Ok(ImportFormat::MsrFiddle);
    }
    if profile::is_layers(document) {
        return Ok(ImportFormat::Layers);
    }
    if network::is_node_link(document) {
        return Ok(ImportFormat::NodeLink);
    }
    // A network of our own by the names of its fields, whose error tells what is wrong with it.
    if document.get("nodes").is_some() {
        return Ok(ImportFormat::Splitway);
    }
    if network::has_link_tables(document) {
        return Ok(ImportFormat::EdgeList);
    }
    Err(unsupported(format!(
        "this JSON is of no known format: {KNOWN}"
    )))
}
