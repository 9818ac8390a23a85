//! Tables of layers, as CSV or JSON; [`fields`](super::fields) tells what the columns mean.
//!
//! The size of the input stands in a row `input`, in `inputBytes`, or in an object `input` with
//! `bytes`, `elements` or `shape`.

use super::draft::{DraftInput, DraftModel, Read};
use super::fields::{LayerFields, Measures, are_of_layers, product};
use crate::error::{Error, Result};
use crate::import::cell::{amount_of, is_blank, normal, shortened};
use crate::import::readings::Taken;
use crate::import::table::rows;
use crate::import::{ImportOptions, ImportReport, UnknownKind, invalid};
use crate::json::{Document, number};
use crate::scenario::Model;
use std::collections::{BTreeMap, HashMap};

/// Whether a text is a table of layers, by its header.
pub(in crate::import) fn begins_as_one(text: &str) -> bool {
    let header = rows(text).ok().and_then(|mut rows| rows.next());
    matches!(header, Some(Ok(row)) if are_of_layers(row.cells.iter().map(String::as_str)))
}

/// Whether a document is a table of layers.
pub(in crate::import) fn is_one(document: &Document) -> bool {
    let rows = layers_of(document);
    match rows.and_then(|rows| rows.first()) {
        Some(Document::Object(fields)) => are_of_layers(fields.iter().map(|(name, _)| &name[..])),
        _ => false,
    }
}

fn layers_of(document: &Document) -> Option<&[Document]> {
    match document.get("layers").unwrap_or(document) {
        Document::Array(layers) => Some(layers),
        _ => None,
    }
}

/// A table while its rows come in.
struct Table {
    layers: Vec<(LayerFields, String)>,
    ignored: BTreeMap<String, u64>,
    measures: Measures,
    input_bytes: Option<f64>,
}

impl Table {
    fn new(measures: Measures) -> Table {
        Table {
            layers: Vec::new(),
            ignored: BTreeMap::new(),
            measures,
            input_bytes: None,
        }
    }

    /// Takes a cell of the row at a place.
    fn take(&mut self, fields: &mut LayerFields, column: &str, value: &str, place: &str) {
        let value = value.trim();
        let taken = fields.take(column, value, &mut self.measures);
        if taken == Taken::Unknown {
            *self.ignored.entry(column.to_owned()).or_default() += 1;
        }
        let name = normal(column);
        let is_of_output = ["out", "activation", "shape"];
        if taken == Taken::Unreadable
            && !is_blank(value)
            && is_of_output.iter().any(|start| name.starts_with(start))
        {
            fields.unread_output = Some(format!(
                "`{column}` is a number of at least 0, not `{}`",
                shortened(value)
            ));
        }
        let readings = &mut self.measures.readings;
        readings.note(taken, column, value, &|| place.to_owned());
    }

    /// Ends a row; `place` tells where it stands.
    fn add(&mut self, mut fields: LayerFields, place: String) {
        if fields.name.is_empty() {
            fields.name = fields
                .id
                .as_ref()
                .map_or_else(String::new, |id| format!("layer{id}"));
        }
        if self.layers.is_empty() && normal(&fields.name) == "input" {
            self.input_bytes = fields.output(&mut self.measures);
            return;
        }
        self.layers.push((fields, place));
    }

    fn finish(
        mut self,
        name: Option<String>,
        options: &ImportOptions,
        report: &mut ImportReport,
    ) -> Result<Model> {
        let mut known: HashMap<String, Read> = HashMap::new();
        for (index, (fields, _)) in self.layers.iter().enumerate() {
            if let Some(id) = &fields.id {
                known.entry(id.clone()).or_insert(Read::Layer(index));
            }
        }
        for (index, (fields, _)) in self.layers.iter().enumerate() {
            known.insert(fields.name.clone(), Read::Layer(index));
        }
        known.entry("input".to_owned()).or_insert(Read::Input(0));
        let mut model = DraftModel {
            name,
            ..DraftModel::default()
        };
        if let Some(bytes) = self.input_bytes {
            model.inputs.push(DraftInput {
                name: "input".to_owned(),
                bytes: Some(bytes),
            });
        }
        for (fields, place) in std::mem::take(&mut self.layers) {
            let at = |message: String| invalid(format!("{place}: {message}"));
            let reads = fields.inputs.as_ref().map(|names| {
                let read = |name: &String| {
                    let unknown = || {
                        at(format!(
                            "the layer `{}` reads `{name}`, which is no layer",
                            fields.name
                        ))
                    };
                    known.get(name).copied().ok_or_else(unknown)
                };
                names.iter().map(read).collect::<Result<Vec<Read>>>()
            });
            let output = fields.output(&mut self.measures).ok_or_else(|| {
                at(fields.unread_output.clone().unwrap_or_else(|| {
                    format!("the layer `{}` does not say how much leaves it (outputBytes, out_elements or out_shape)", fields.name)
                }))
            })?;
            model.add(fields.finish(reads.transpose()?, output, &mut self.measures))?;
        }
        self.measures.tell(options, report);
        for (column, count) in &self.ignored {
            report.unknown(
                UnknownKind::Field,
                column,
                *count,
                "a column that says nothing about work, sizes or times",
            );
        }
        model.finish(options, report)
    }
}

/// Reads a table in a text.
pub(super) fn read_text(
    text: &str,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Model> {
    let mut rows = rows(text)?;
    let header = rows
        .next()
        .ok_or_else(|| invalid("the table has no row"))??;
    let mut table = Table::new(Measures::new(None, None, options));
    for row in rows {
        let row = row?;
        let mut fields = LayerFields::default();
        let place = format!("line {}", row.line);
        for (column, value) in header.cells.iter().zip(&row.cells) {
            if !value.is_empty() {
                table.take(&mut fields, column, value, &place);
            }
        }
        table.add(fields, place);
    }
    table.finish(None, options, report)
}

/// A scalar, or a list of them, as the text that a table would hold.
fn cell(document: &Document) -> Option<String> {
    match document {
        Document::Text(text) => Some(text.clone()),
        Document::Whole(value) => Some(value.to_string()),
        Document::Number(value) => Some(number(*value)),
        Document::Array(values) => {
            let cells: Option<Vec<String>> = values.iter().map(cell).collect();
            cells.map(|cells| cells.join(";"))
        }
        _ => None,
    }
}

/// The first of several fields that is there.
fn first<'a>(document: &'a Document, names: &[&str]) -> Option<&'a Document> {
    names.iter().find_map(|name| document.get(name))
}

/// Reads a table in a document.
pub(super) fn read_json(
    document: &Document,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Model> {
    let batch = amount_of(first(document, &["batch", "batch_size", "batchSize"]));
    let element = amount_of(first(document, &["bytes_per_element", "bytesPerElement"]));
    let mut measures = Measures::new(batch.filter(|batch| *batch > 0.0), element, options);
    note_unreadable(document, &mut measures);
    let mut table = Table::new(measures);
    table.input_bytes =
        input_bytes(document, &mut table.measures).map(|bytes| bytes / table.measures.batch);
    let layers = layers_of(document).ok_or_else(|| Error::InvalidFile {
        message: "a table of layers has a list of `layers`".to_owned(),
        path: "/layers".to_owned(),
    })?;
    for (index, layer) in layers.iter().enumerate() {
        let Document::Object(columns) = layer else {
            return Err(Error::InvalidFile {
                message: "a layer is an object".to_owned(),
                path: format!("/layers/{index}"),
            });
        };
        let place = format!("/layers/{index}");
        let mut fields = LayerFields::default();
        for (column, value) in columns {
            match value {
                Document::Object(inner) if normal(column) == "secondson" => {
                    for (device, seconds) in inner {
                        if let Some(seconds) = cell(seconds) {
                            let column = format!("secondsOn.{device}");
                            table.take(&mut fields, &column, &seconds, &place);
                        }
                    }
                }
                value => {
                    if let Some(value) = cell(value) {
                        table.take(&mut fields, column, &value, &place);
                    }
                }
            }
        }
        table.add(fields, place);
    }
    let name = first(document, &["model", "name", "id"]).and_then(cell);
    table.finish(name, options, report)
}

/// Notes numbers about the whole table that are none.
fn note_unreadable(document: &Document, measures: &mut Measures) {
    const NUMBERS: [&str; 9] = [
        "batch",
        "batch_size",
        "batchSize",
        "bytes_per_element",
        "bytesPerElement",
        "inputBytes",
        "input_bytes",
        "input_elements",
        "inputElements",
    ];
    for name in NUMBERS {
        let Some(value) = document.get(name) else {
            continue;
        };
        if let (None, Some(value)) = (amount_of(Some(value)), cell(value)) {
            let readings = &mut measures.readings;
            readings.note(Taken::Unreadable, name, &value, &|| format!("/{name}"));
        }
    }
}

/// What the document says of its input, in bytes.
fn input_bytes(document: &Document, measures: &mut Measures) -> Option<f64> {
    if let Some(bytes) = amount_of(first(document, &["inputBytes", "input_bytes"])) {
        return Some(bytes);
    }
    let shape =
        |document: Option<&Document>| document.and_then(cell).and_then(|shape| product(&shape));
    let input = document.get("input");
    let bytes = input.and_then(|input| amount_of(input.get("bytes")));
    bytes.or_else(|| {
        let elements = amount_of(first(document, &["input_elements", "inputElements"]))
            .or_else(|| amount_of(input.and_then(|input| input.get("elements"))))
            .or_else(|| shape(first(document, &["input_shape", "inputShape"])))
            .or_else(|| shape(input.and_then(|input| input.get("shape"))));
        elements.map(|elements| measures.elements(elements))
    })
}
