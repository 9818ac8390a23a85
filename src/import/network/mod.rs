//! Networks: each reader makes a draft of what its file tells, and the rest is the same for all.

mod draft;
mod edge_list;
mod fields;
mod fill;
mod gml;
mod graphml;
mod json_graph;
mod parts;
mod places;
mod repetita;
mod sndlib;
mod sndlib_xml;
mod speed;
mod ways;
mod xml;

use super::check::checked_network;
use super::detect::{Content, Opened};
use super::{ImportFormat, ImportOptions, ImportReport, UnknownKind, invalid, mismatch, splitway};
use crate::error::Result;
use crate::scenario::Network;
use draft::Draft;
use places::Places;
use std::collections::{BTreeMap, HashMap};

pub(super) use edge_list::begins_as_one as begins_as_edge_list;
pub(super) use gml::begins_as_one as begins_as_gml;
pub(super) use json_graph::{has_link_tables, is_node_link};
pub(super) use repetita::begins_as_one as begins_as_repetita;
pub(super) use sndlib::begins_as_one as begins_as_sndlib;
pub(super) use xml::root_name;

/// Reads a network with the reader of its format.
pub(super) fn read(
    opened: &Opened,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Network> {
    let draft = match (opened.format, &opened.content) {
        (ImportFormat::Splitway, Content::Json(document)) => {
            return splitway::read_network(document, report);
        }
        (ImportFormat::NodeLink, Content::Json(document)) => {
            json_graph::read_node_link(document, options)?
        }
        (ImportFormat::EdgeList, Content::Json(document)) => {
            json_graph::read_tables(document, options, report)?
        }
        (format, Content::Text(decoded)) => {
            let text = &decoded.text;
            let mut unread = Unread::default();
            let draft = match format {
                ImportFormat::Gml => gml::read(text, options, &mut unread),
                ImportFormat::Graphml => graphml::read(text, options, &mut unread),
                ImportFormat::Sndlib => sndlib::read(text, options),
                ImportFormat::SndlibXml => sndlib_xml::read(text, options),
                ImportFormat::Repetita => repetita::read(text),
                ImportFormat::EdgeList => edge_list::read(text, options, &mut unread),
                _ => return Err(mismatch(opened)),
            }?;
            unread.tell(report);
            draft
        }
        _ => return Err(mismatch(opened)),
    };
    finish(draft, options, report)
}

/// Labels of links that say no rate, and how often.
#[derive(Default)]
pub(super) struct Unread(BTreeMap<String, u64>);

impl Unread {
    fn add(&mut self, label: &str) {
        // A label for each link says nothing about any.
        if let Some(count) = self.0.get_mut(label) {
            *count += 1;
        } else if self.0.len() < 100 {
            self.0.insert(label.to_owned(), 1);
        }
    }

    fn tell(self, report: &mut ImportReport) {
        for (label, count) in self.0 {
            let message = "a label that says no rate, or not clearly; its links were filled";
            report.unknown(UnknownKind::Unit, &label, count, message);
        }
    }
}

/// What all formats have in common, once their files are read.
fn finish(mut draft: Draft, options: &ImportOptions, report: &mut ImportReport) -> Result<Network> {
    draft.tell(report);
    if draft.nodes.is_empty() {
        return Err(invalid("the file has no node"));
    }
    without_loops(&mut draft, report);
    ways::settle(&mut draft, options, report);
    parts::keep_largest(&mut draft, options, report);
    ways::check_one_way(&draft, report);
    places::settle(&mut draft, options, report);
    make_labels_unique(&mut draft, report);
    let links = fill::fill(&mut draft, options, report)?;
    checked_network(Network {
        name: draft.name.or_else(|| options.stem()),
        nodes: draft
            .nodes
            .into_iter()
            .map(|drafted| drafted.node)
            .collect(),
        links,
    })
}

/// A link from a node to itself carries nothing anywhere.
fn without_loops(draft: &mut Draft, report: &mut ImportReport) {
    let before = draft.links.len();
    draft.links.retain(|link| link.from != link.to);
    let loops = before - draft.links.len();
    if loops > 0 {
        let message = format!("{loops} links from a node to itself were left out");
        report.warn("self-loops", message, "/network/links");
    }
}

/// People tell nodes apart by their labels, so one that several bear gets the id behind it.
fn make_labels_unique(draft: &mut Draft, report: &mut ImportReport) {
    let mut bearers: HashMap<String, usize> = HashMap::new();
    for label in draft
        .nodes
        .iter()
        .filter_map(|drafted| drafted.node.label.as_ref())
    {
        *bearers.entry(label.clone()).or_default() += 1;
    }
    let mut repeated = 0;
    for drafted in &mut draft.nodes {
        let node = &mut drafted.node;
        if let Some(label) = &node.label
            && bearers[label] > 1
        {
            node.label = Some(format!("{label} ({})", node.id));
            repeated += 1;
        }
    }
    if repeated > 0 {
        let message = format!(
            "{repeated} nodes share their labels with others and got their ids behind them"
        );
        report.warn("labels-repeated", message, "/network/nodes");
    }
}
