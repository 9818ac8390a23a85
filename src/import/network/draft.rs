//! A network as a file tells it, before gaps are filled.

use super::Places;
use crate::error::Result;
use crate::import::readings::{Readings, Taken};
use crate::import::{ImportReport, UnknownKind, within_limit};
use crate::scenario::{Link, Node};
use std::collections::{BTreeMap, HashMap};

/// The most nodes and links that are read.
const MOST_NODES: usize = 200_000;
const MOST_LINKS: usize = 1_000_000;

/// A file with more names of fields than this makes them up.
const MOST_IGNORED: usize = 100;

/// What a file tells of a network.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub name: Option<String>,
    pub nodes: Vec<DraftNode>,
    pub links: Vec<DraftLink>,
    /// Which ways the links lead that do not say so themselves.
    pub ways: Ways,
    /// What the numbers in [`DraftNode::place`] are.
    pub places: Places,
    /// The line that is being read, where the format has lines.
    pub line: Option<u64>,
    readings: Readings,
    /// Nodes by their ids.
    by_id: HashMap<String, usize>,
    /// How often each field was found that means nothing here.
    ignored: BTreeMap<String, u64>,
    /// What was taken for granted: the value, the reason, the option.
    assumed: BTreeMap<&'static str, (String, &'static str, &'static str)>,
}

/// Where in a file without lines a field stands, counted from 1.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Node(usize),
    Link(usize),
}

/// Which ways links lead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Ways {
    /// The file says that they lead one way.
    One,
    /// The file says that they lead both ways.
    Both,
    /// The file does not say.
    #[default]
    Unsaid,
}

/// A node as a file tells it.
#[derive(Debug, Default)]
pub(super) struct DraftNode {
    /// What the file says of it in our own terms; `flop_per_second` counts only with `has_rate`.
    pub node: Node,
    pub has_rate: bool,
    /// Longitude and latitude, or a place on a screen.
    pub place: (Option<f64>, Option<f64>),
}

/// A link as a file tells it.
#[derive(Debug, Default)]
pub(super) struct DraftLink {
    /// The index of the node that it leaves.
    pub from: usize,
    /// The index of the node that it enters.
    pub to: usize,
    /// Which way it leads, where it says so itself.
    pub both_ways: Option<bool>,
    /// Bit/s.
    pub rate: Option<Reading>,
    /// Metres.
    pub length: Option<Reading>,
    /// Seconds.
    pub delay: Option<Reading>,
    /// What the file says of it in our own terms; ends, rate, delay and ways stand above.
    pub link: Link,
}

/// A value of the file, with what it was made from where that was something else.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub value: f64,
    pub from: Option<String>,
}

impl Reading {
    /// A value that stands in the file as it is.
    pub fn plain(value: f64) -> Reading {
        Reading { value, from: None }
    }

    /// A value in another unit or notation.
    pub fn of(value: f64, from: String) -> Reading {
        Reading {
            value,
            from: Some(from),
        }
    }
}

impl Draft {
    /// An empty network whose links lead these ways.
    pub fn new(ways: Ways) -> Draft {
        Draft {
            ways,
            ..Draft::default()
        }
    }

    /// Adds a node; an index, or nothing where the id is taken.
    pub fn add_node(&mut self, mut node: DraftNode, id: String) -> Result<Option<usize>> {
        within_limit(
            self.nodes.len() as u64 + 1,
            MOST_NODES as u64,
            "nodes",
            "a network",
        )?;
        if self.by_id.contains_key(&id) {
            return Ok(None);
        }
        self.by_id.insert(id.clone(), self.nodes.len());
        node.node.id = id;
        self.nodes.push(node);
        Ok(Some(self.nodes.len() - 1))
    }

    /// The index of a node.
    pub fn node(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The index of a node, which is made where there is none.
    pub fn node_or_new(&mut self, id: &str) -> Result<usize> {
        match self.node(id) {
            Some(index) => Ok(index),
            None => {
                let added = self.add_node(DraftNode::default(), id.to_owned())?;
                Ok(added.expect("the id is free"))
            }
        }
    }

    /// Adds a link.
    pub fn add_link(&mut self, link: DraftLink) -> Result<()> {
        within_limit(
            self.links.len() as u64 + 1,
            MOST_LINKS as u64,
            "links",
            "a network",
        )?;
        self.links.push(link);
        Ok(())
    }

    /// Notes what became of a field.
    pub fn note(&mut self, taken: Taken, field: &str, value: &str, place: Place) {
        if taken == Taken::Unknown {
            self.ignore(field);
        }
        let line = self.line;
        let place = || match (line, place) {
            (Some(line), _) => format!("line {line}"),
            (None, Place::Node(number)) => format!("node {number}"),
            (None, Place::Link(number)) => format!("link {number}"),
        };
        self.readings.note(taken, field, value, &place);
    }

    /// Counts a field that means nothing here.
    fn ignore(&mut self, field: &str) {
        let has_room = self.ignored.len() < MOST_IGNORED;
        match self.ignored.get_mut(field) {
            Some(count) => *count += 1,
            None if has_room => {
                self.ignored.insert(field.to_owned(), 1);
            }
            None => {}
        }
    }

    /// Notes what was taken for granted, once for each thing.
    pub fn assume(
        &mut self,
        about: &'static str,
        value: String,
        reason: &'static str,
        option: &'static str,
    ) {
        self.assumed.entry(about).or_insert((value, reason, option));
    }

    /// Tells what was counted and noted on the way.
    pub fn tell(&mut self, report: &mut ImportReport) {
        report.count("nodes", self.nodes.len());
        report.count("links", self.links.len());
        for (field, count) in std::mem::take(&mut self.ignored) {
            report.unknown(
                UnknownKind::Field,
                &field,
                count,
                "a field that says nothing about routing",
            );
        }
        self.readings.tell(report);
        for (about, (value, reason, option)) in std::mem::take(&mut self.assumed) {
            report.assume(about, value, reason, option);
        }
    }
}
