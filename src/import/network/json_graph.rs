//! Graphs in JSON: networkx's node-link data, and tables of links.

use super::draft::{Draft, DraftNode, Reading, Ways};
use super::edge_list::is_end;
use super::fields::LinkFields;
use crate::error::{Error, Result};
use crate::import::cell::amount_of;
use crate::import::{ImportOptions, ImportReport};
use crate::json::{Document, escape, number};
use std::borrow::Cow;

/// Tables within tables are looked for so deep.
const DEEPEST_TABLE: usize = 6;

/// The links of a graph, under either of their names.
fn links_of(document: &Document) -> Option<(&'static str, &[Document])> {
    ["links", "edges"]
        .into_iter()
        .find_map(|name| match document.get(name) {
            Some(Document::Array(links)) => Some((name, &links[..])),
            _ => None,
        })
}

/// Whether a document is node-link data: a list of nodes, links with source and target.
pub(in crate::import) fn is_node_link(document: &Document) -> bool {
    let has_nodes = matches!(document.get("nodes"), Some(Document::Array(_)));
    let has_source = |link: &Document| link.get("source").is_some() && link.get("target").is_some();
    let is_graph = document.get("directed").is_some() || document.get("multigraph").is_some();
    has_nodes
        && links_of(document).is_some_and(|(_, links)| links.first().map_or(is_graph, has_source))
}

/// A value as the text that it would be in a table; nothing for lists and objects.
fn scalar(document: &Document) -> Option<Cow<'_, str>> {
    match document {
        Document::Text(text) => Some(Cow::Borrowed(text)),
        Document::Whole(value) => Some(Cow::Owned(value.to_string())),
        Document::Number(value) => Some(Cow::Owned(number(*value))),
        Document::Boolean(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
        _ => None,
    }
}

fn fields_of(document: &Document) -> &[(String, Document)] {
    match document {
        Document::Object(fields) => fields,
        _ => &[],
    }
}

/// Reads node-link data.
pub(super) fn read_node_link(document: &Document, options: &ImportOptions) -> Result<Draft> {
    let mut draft = Draft::new(match document.get("directed") {
        Some(Document::Boolean(true)) => Ways::One,
        Some(_) => Ways::Both,
        None => Ways::Unsaid,
    });
    let named = [document.get("graph"), Some(document)]
        .into_iter()
        .flatten();
    let mut names = named.filter_map(|holder| holder.text("name"));
    draft.name = names.find(|name| !name.is_empty()).map(str::to_owned);
    let Some(Document::Array(nodes)) = document.get("nodes") else {
        return Err(broken("/nodes", "node-link data has a list of `nodes`"));
    };
    for (index, node) in nodes.iter().enumerate() {
        let id = node.get("id").and_then(scalar);
        // d3's links count nodes.
        let id = id.map_or_else(|| index.to_string(), Cow::into_owned);
        let mut drafted = DraftNode::default();
        for (name, value) in fields_of(node).iter().filter(|(name, _)| name != "id") {
            if let Some(value) = scalar(value) {
                drafted.take(&mut draft, name, &value);
            }
        }
        if draft.add_node(drafted, id.clone())?.is_none() {
            return Err(broken(
                &format!("/nodes/{index}/id"),
                &format!("another node has the id {id} already"),
            ));
        }
    }
    let (name, links) = links_of(document)
        .ok_or_else(|| broken("/links", "node-link data has a list of `links`"))?;
    for (index, link) in links.iter().enumerate() {
        let end = |field: &str| {
            let place = || format!("/{name}/{index}/{field}");
            let id = link.get(field).and_then(scalar);
            let id = id.ok_or_else(|| {
                broken(
                    &place(),
                    &format!("a link has a `{field}`, the id of a node"),
                )
            })?;
            draft
                .node(&id)
                .ok_or_else(|| broken(&place(), &format!("{id} is the id of no node")))
        };
        let (from, to) = (end("source")?, end("target")?);
        let mut fields = LinkFields::default();
        for (name, value) in fields_of(link) {
            if let Some(value) = scalar(value).filter(|_| name != "source" && name != "target") {
                fields.take(&mut draft, options, name, &value);
            }
        }
        draft.add_link(fields.finish(from, to, &mut |_| {}))?;
    }
    Ok(draft)
}

/// Whether there is a table of links anywhere in a document.
pub(in crate::import) fn has_link_tables(document: &Document) -> bool {
    !tables(document).is_empty()
}

/// Where the tables are: what holds each, as a JSON pointer.
fn tables(document: &Document) -> Vec<(String, &[Document])> {
    let mut found = Vec::new();
    find_tables(document, String::new(), 0, &mut found);
    found
}

fn find_tables<'a>(
    document: &'a Document,
    path: String,
    depth: usize,
    found: &mut Vec<(String, &'a [Document])>,
) {
    if depth > DEEPEST_TABLE {
        return;
    }
    if let Document::Array(rows) = document {
        if rows.first().is_some_and(is_row) {
            found.push((path, rows));
        }
        return;
    }
    for (name, value) in fields_of(document) {
        let inner = match value {
            // A table is called by what holds it.
            Document::Array(_) if name == "links" || name == "edges" => path.clone(),
            _ => format!("{path}/{}", escape(name)),
        };
        find_tables(value, inner, depth + 1, found);
    }
}

/// `[1, 2, 1050]`, or an object with both ends.
fn is_row(row: &Document) -> bool {
    match row {
        Document::Array(cells) => {
            cells.len() >= 2 && cells.iter().all(|cell| scalar(cell).is_some())
        }
        row => ends(row).is_some(),
    }
}

/// The ends of a row that is an object.
fn ends(row: &Document) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    let fields = fields_of(row);
    let from = fields.iter().find(|(name, _)| is_end(name).0)?;
    let to = fields.iter().find(|(name, _)| is_end(name).1)?;
    Some((scalar(&from.1)?, scalar(&to.1)?))
}

/// Reads the first table of links, or the one that is asked for.
pub(super) fn read_tables(
    document: &Document,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Draft> {
    let all = tables(document);
    let paths = || {
        all.iter()
            .map(|(path, _)| if path.is_empty() { "\"\"" } else { path })
            .collect::<Vec<_>>()
            .join(", ")
    };
    let chosen = match &options.table {
        Some(path) => {
            all.iter()
                .find(|(found, _)| found == path)
                .ok_or_else(|| Error::InvalidOption {
                    message: format!(
                        "the file has no table of links at {path}, there is {}",
                        paths()
                    ),
                    path: "/table".to_owned(),
                })?
        }
        None => all
            .first()
            .ok_or_else(|| broken("", "there is no table of links in this file"))?,
    };
    if options.table.is_none() && all.len() > 1 {
        let message = format!(
            "the file has {} tables of links, the first was read; say which: {}",
            all.len(),
            paths()
        );
        report.warn("several-tables", message, "");
    }
    let (path, rows) = chosen;
    let mut draft = Draft::default();
    let mut absent = 0;
    for (index, row) in rows.iter().enumerate() {
        let place = || format!("{path}/links/{index}");
        let mut fields = LinkFields::default();
        let (from, to) = match row {
            Document::Array(cells) => {
                let cell = |at: usize| cells.get(at).and_then(scalar);
                if let Some(cell) = cells.get(2) {
                    draft.assume(
                        "third column",
                        "length in km".to_owned(),
                        "the rows do not name their columns",
                        "",
                    );
                    let kilometres = amount_of(Some(cell)).ok_or_else(|| {
                        broken(&place(), "a length in km is a number of at least 0")
                    })?;
                    fields.link.length = Some(length(kilometres));
                }
                cell(0).zip(cell(1))
            }
            row => {
                let mut is_absent = false;
                for (name, value) in fields_of(row)
                    .iter()
                    .filter(|(name, _)| is_end(name) == (false, false))
                {
                    // Several tables side by side: one column each, null where a table lacks the link.
                    let first = match value {
                        Document::Array(values) => values.first().unwrap_or(&Document::Null),
                        value => value,
                    };
                    is_absent |= matches!((value, first), (Document::Array(_), Document::Null));
                    if let Some(value) = scalar(first) {
                        fields.take(&mut draft, options, name, &value);
                    }
                }
                if is_absent {
                    absent += 1;
                    continue;
                }
                ends(row)
            }
        }
        .ok_or_else(|| broken(&place(), "a link has two ends"))?;
        let ends = (draft.node_or_new(&from)?, draft.node_or_new(&to)?);
        draft.add_link(fields.finish(ends.0, ends.1, &mut |_| {}))?;
    }
    if absent > 0 {
        let message =
            format!("{absent} rows have no value in the first of their columns and were left out");
        report.warn("rows-left-out", message, "");
    }
    Ok(draft)
}

fn length(kilometres: f64) -> Reading {
    Reading::of(kilometres * 1e3, format!("{} km", number(kilometres)))
}

#[cold]
fn broken(path: &str, message: &str) -> Error {
    Error::InvalidFile {
        message: message.to_owned(),
        path: path.to_owned(),
    }
}
