//! Files of others: every format, every quirk that its files have, and what is no file at all.

mod edge_lists;
mod filling;
mod gml;
mod graphml;
mod hostile;
mod json_graphs;
mod profiles;
mod repetita;
mod sndlib;
mod speeds;
mod topologies;

use splitway::import::{FilledValue, ImportOptions, ImportReport, ImportedNetwork, import_network};
use splitway::scenario::{Link, Network};
use splitway::{Error, Result};

/// Reads a network with the default options.
fn network(text: &str) -> ImportedNetwork {
    with(text, ImportOptions::default())
}

fn with(text: &str, options: ImportOptions) -> ImportedNetwork {
    import_network(text.as_bytes(), &options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn attempt(text: &str) -> Result<ImportedNetwork> {
    import_network(text.as_bytes(), &ImportOptions::default())
}

/// The code and the message of the error that a file gives.
fn refusal(text: &str) -> (&'static str, String) {
    told(attempt(text).expect_err("the file is broken"))
}

fn told(error: Error) -> (&'static str, String) {
    (error.code(), error.to_string())
}

fn ids(network: &Network) -> Vec<&str> {
    network.nodes.iter().map(|node| &node.id[..]).collect()
}

fn labels(network: &Network) -> Vec<&str> {
    network
        .nodes
        .iter()
        .map(|node| node.display_name())
        .collect()
}

/// `a→b` for one way, `a↔b` for both.
fn links(network: &Network) -> Vec<String> {
    let shown = |link: &Link| {
        let arrow = if link.both_ways { "↔" } else { "→" };
        format!("{}{arrow}{}", link.from, link.to)
    };
    network.links.iter().map(shown).collect()
}

fn warnings(report: &ImportReport) -> Vec<&str> {
    report
        .warnings
        .iter()
        .map(|warning| &warning.code[..])
        .collect()
}

fn assumed<'a>(report: &'a ImportReport, about: &str) -> Option<&'a str> {
    let found = report.assumed.iter().find(|assumed| assumed.about == about);
    found.map(|assumed| &assumed.value[..])
}

/// The value and the rule of what was filled at a place.
fn filled<'a>(report: &'a ImportReport, path: &str) -> Option<(&'a FilledValue, &'a str)> {
    let found = report.filled.iter().find(|filled| filled.path == path);
    found.map(|filled| (&filled.value, &filled.rule[..]))
}

/// What a value was converted from.
fn converted<'a>(report: &'a ImportReport, path: &str) -> Option<&'a str> {
    let found = report
        .converted
        .iter()
        .find(|converted| converted.path == path);
    found.map(|converted| &converted.from[..])
}

fn assert_close(actual: f64, expected: f64, tolerance: f64) {
    assert!(
        (actual - expected).abs() <= tolerance,
        "{actual} is not {expected}"
    );
}
