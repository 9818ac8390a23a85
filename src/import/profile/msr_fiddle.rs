//! The JSON of msr-fiddle's `dnn-partitioning`: nodes with their times on a CPU and on an
//! accelerator, edges with the time that a transfer between the two takes.
//!
//! Edges often carry `size` in bytes as well; where they do not, the bytes are what the other edges'
//! sizes and costs give, else what 2 GiB/s moves in that time.

use super::draft::{DraftInput, DraftLayer, DraftModel, Read};
use crate::error::{Error, Result};
use crate::import::cell::{amount_of, scaled};
use crate::import::{ImportOptions, ImportReport};
use crate::json::{Document, number};
use crate::scenario::Model;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What published files move in a second: 4 MiB take 1.953125 ms.
const TRANSFER_BYTES_PER_SECOND: f64 = 2147483648.0;

/// Whether a document is one of these.
pub(in crate::import) fn is_one(document: &Document) -> bool {
    let has = |list: &str, fields: [&str; 2]| match document.get(list) {
        Some(Document::Array(elements)) => elements
            .iter()
            .take(1)
            .all(|element| fields.iter().all(|field| element.get(field).is_some())),
        _ => false,
    };
    has("nodes", ["cpuLatency", "fpgaLatency"]) && has("edges", ["sourceId", "destId"])
}

fn list<'a>(document: &'a Document, name: &str) -> Result<&'a [Document]> {
    match document.get(name) {
        Some(Document::Array(elements)) => Ok(elements),
        _ => Err(broken(&format!("/{name}"), "a list is needed here")),
    }
}

fn needed(document: &Document, field: &str, place: &str) -> Result<f64> {
    let missing = || {
        broken(
            &format!("{place}/{field}"),
            "a number of at least 0 is needed here",
        )
    };
    amount_of(document.get(field)).ok_or_else(missing)
}

fn is_yes(document: Option<&Document>) -> bool {
    matches!(document, Some(Document::Boolean(true) | Document::Whole(1)))
}

struct Edge {
    from: usize,
    to: usize,
    cost: f64,
    bytes: Option<f64>,
}

/// Reads a model.
pub(super) fn read(
    document: &Document,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Model> {
    let nodes = list(document, "nodes")?;
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut backward = 0;
    let mut kept: Vec<(usize, &Document)> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let id = needed(node, "id", &format!("/nodes/{index}"))?;
        if is_yes(node.get("isBackwardNode")) {
            backward += 1;
            continue;
        }
        if places.insert(number(id), kept.len()).is_some() {
            return Err(broken(
                &format!("/nodes/{index}/id"),
                &format!("there are two nodes {}", number(id)),
            ));
        }
        kept.push((index, node));
    }
    if backward > 0 {
        let message =
            format!("{backward} nodes of the backward pass were left out: an inference needs none");
        report.warn("backward-left-out", message, "");
    }
    let edges = edges(document, &places)?;
    let time = options.time_unit_seconds.unwrap_or(1e-3);
    if options.time_unit_seconds.is_none() {
        report.assume(
            "unit of times",
            "ms",
            "the file does not say",
            "/timeUnitSeconds",
        );
    }
    let sizes = output_bytes(&edges, kept.len(), time, report);
    let batch = options.batch.unwrap_or(1.0);
    let read_something: HashSet<usize> = edges.iter().map(|edge| edge.to).collect();
    let mut model = DraftModel::default();
    let mut reads: Vec<Read> = Vec::new();
    for (at, (&(index, node), bytes)) in kept.iter().zip(&sizes).enumerate() {
        let place = format!("/nodes/{index}");
        let seconds =
            |field: &str| -> Result<f64> { Ok(scaled(needed(node, field, &place)?, time) / batch) };
        let (cpu, accelerator) = (seconds("cpuLatency")?, seconds("fpgaLatency")?);
        let name = node
            .text("name")
            .map_or_else(|| format!("node{}", index + 1), str::to_owned);
        let is_source = !read_something.contains(&at);
        if is_source && cpu == 0.0 && accelerator == 0.0 {
            model.inputs.push(DraftInput {
                name,
                bytes: Some(bytes / batch),
            });
            reads.push(Read::Input(model.inputs.len() - 1));
            continue;
        }
        let mut seconds_on = BTreeMap::from([("cpu".to_owned(), cpu)]);
        if node.get("supportedOnFpga").is_none() || is_yes(node.get("supportedOnFpga")) {
            seconds_on.insert("accelerator".to_owned(), accelerator);
        }
        model.add(DraftLayer {
            name,
            output_bytes: bytes / batch,
            weight_bytes: amount_of(node.get("size")).unwrap_or(0.0),
            seconds_on,
            reads: Some(Vec::new()),
            ..DraftLayer::default()
        })?;
        reads.push(Read::Layer(model.layers.len() - 1));
    }
    for edge in &edges {
        if let Read::Layer(to) = reads[edge.to] {
            model.layers[to]
                .reads
                .get_or_insert_default()
                .push(reads[edge.from]);
        }
    }
    if options.batch.is_none() {
        report.assume("batch size", "1", "the file does not say", "/batch");
    }
    report.assume(
        "weights",
        "the memory of each node",
        "the file does not tell parameters from working memory",
        "",
    );
    model.finish(options, report)
}

fn edges(document: &Document, places: &HashMap<String, usize>) -> Result<Vec<Edge>> {
    let mut edges = Vec::new();
    let nodes = list(document, "nodes")?.iter();
    let known: HashSet<String> = nodes
        .filter_map(|node| amount_of(node.get("id")).map(number))
        .collect();
    for (index, edge) in list(document, "edges")?.iter().enumerate() {
        let place = format!("/edges/{index}");
        let ids = [
            needed(edge, "sourceId", &place)?,
            needed(edge, "destId", &place)?,
        ]
        .map(number);
        if let Some(id) = ids.iter().find(|id| !known.contains(*id)) {
            return Err(broken(&place, &format!("there is no node {id}")));
        }
        // The others belong to the backward pass.
        if let (Some(&from), Some(&to)) = (places.get(&ids[0]), places.get(&ids[1])) {
            edges.push(Edge {
                from,
                to,
                cost: needed(edge, "cost", &place)?,
                bytes: amount_of(edge.get("size")),
            });
        }
    }
    Ok(edges)
}

/// What leaves each node: the largest that any of its edges says.
fn output_bytes(edges: &[Edge], nodes: usize, time: f64, report: &mut ImportReport) -> Vec<f64> {
    let rates = edges.iter().filter_map(|edge| {
        let bytes = edge.bytes.filter(|bytes| *bytes > 0.0)?;
        (edge.cost > 0.0).then(|| bytes / (edge.cost * time))
    });
    let rate = rates.reduce(f64::max);
    if edges.iter().any(|edge| edge.bytes.is_none()) {
        let reason = if rate.is_some() {
            "edges that say both bytes and cost give it"
        } else {
            "published files take it"
        };
        let value = format!("{} B/s", number(rate.unwrap_or(TRANSFER_BYTES_PER_SECOND)));
        report.assume("rate of transfers", value, reason, "");
    }
    let rate = rate.unwrap_or(TRANSFER_BYTES_PER_SECOND);
    let mut bytes = vec![0.0; nodes];
    for edge in edges {
        let of_edge = edge.bytes.unwrap_or(edge.cost * time * rate);
        bytes[edge.from] = f64::max(bytes[edge.from], of_edge);
    }
    bytes
}

#[cold]
fn broken(path: &str, message: &str) -> Error {
    Error::InvalidFile {
        message: message.to_owned(),
        path: path.to_owned(),
    }
}
