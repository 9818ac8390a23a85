//! REPETITA's `.graph`: a table of nodes, a table of arcs. Rates are in kbit/s; delays are in
//! microseconds by its documentation, in milliseconds where all are small whole numbers, as those
//! of Rocketfuel's networks.

use super::draft::{Draft, DraftLink, DraftNode, Reading, Ways};
use super::fields::shown;
use crate::error::{Error, Result};
use crate::import::cell::{plain_number, scaled};
use crate::import::invalid;

/// Delays below this, in the file's unit, are those of a file in milliseconds.
const SMALL_DELAY: f64 = 500.0;

/// Whether a text begins with `NODES n`.
pub(in crate::import) fn begins_as_one(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next() == Some("NODES") && words.next().is_some_and(|word| word.parse::<u32>().is_ok())
}

/// Reads a network.
pub(super) fn read(text: &str) -> Result<Draft> {
    let mut draft = Draft::new(Ways::One);
    let mut lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let nodes = section(lines.next(), "NODES")?;
    lines.next();
    for index in 0..nodes {
        let (line, words) = row(lines.next(), "NODES", 1)?;
        let number = |at: usize| words.get(at).and_then(|word| plain_number(word));
        let mut node = DraftNode {
            place: (number(1), number(2)),
            ..DraftNode::default()
        };
        node.node.label = Some(words[0].to_owned());
        if draft.add_node(node, index.to_string())?.is_none() {
            return Err(invalid(format!("line {line}: this node is there twice")));
        }
    }
    let edges = section(lines.next(), "EDGES")?;
    lines.next();
    let mut delays = Vec::new();
    for _ in 0..edges {
        let (line, words) = row(lines.next(), "EDGES", 6)?;
        let end = |at: usize| {
            let node = draft.node(words[at]);
            node.ok_or_else(|| invalid(format!("line {line}: there is no node {}", words[at])))
        };
        let (from, to) = (end(1)?, end(2)?);
        let number = |at: usize, what: &str| {
            let value = plain_number(words[at]).filter(|value| *value >= 0.0);
            value.ok_or_else(|| {
                invalid(format!(
                    "line {line}: {what} is a number of at least 0, not {}",
                    words[at]
                ))
            })
        };
        let (kilobits, delay) = (number(4, "a rate")?, number(5, "a delay")?);
        delays.push(delay);
        let rate = Reading::of(kilobits * 1e3, format!("{} kbit/s", shown(kilobits)));
        draft.add_link(DraftLink {
            from,
            to,
            rate: Some(rate).filter(|rate| rate.value > 0.0),
            ..DraftLink::default()
        })?;
    }
    take_delays(&mut draft, &delays);
    Ok(draft)
}

fn take_delays(draft: &mut Draft, delays: &[f64]) {
    let are_milliseconds = delays
        .iter()
        .all(|delay| *delay < SMALL_DELAY && delay.fract() == 0.0);
    let (unit, name) = if are_milliseconds {
        (1e-3, "ms")
    } else {
        (1e-6, "µs")
    };
    if !delays.is_empty() {
        let reason = "small whole numbers are milliseconds, others microseconds";
        draft.assume("unit of delays", name.to_owned(), reason, "");
    }
    for (link, &delay) in draft.links.iter_mut().zip(delays) {
        link.delay = Some(Reading::of(
            scaled(delay, unit),
            format!("{} {name}", shown(delay)),
        ));
    }
}

type Line<'a> = Option<(usize, &'a str)>;

/// The number behind a section's name.
fn section(line: Line, name: &str) -> Result<usize> {
    let (number, text) = line.ok_or_else(|| ended(name))?;
    let mut words = text.split_whitespace();
    match (words.next(), words.next().map(str::parse)) {
        (Some(word), Some(Ok(count))) if word == name => Ok(count),
        _ => Err(invalid(format!(
            "line {number}: expected `{name}` and a number"
        ))),
    }
}

/// The words of a row, which are so many at least.
fn row<'a>(line: Line<'a>, section: &str, fewest: usize) -> Result<(usize, Vec<&'a str>)> {
    let (number, text) = line.ok_or_else(|| ended(section))?;
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < fewest {
        return Err(invalid(format!(
            "line {number}: a row of {section} has at least {fewest} columns"
        )));
    }
    Ok((number, words))
}

#[cold]
fn ended(section: &str) -> Error {
    invalid(format!(
        "the file ends within {section}; it may have been cut off"
    ))
}
