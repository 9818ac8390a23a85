//! GraphML, as the Internet Topology Zoo, networkx and yEd write it.
//!
//! What an attribute means is told by the `key` elements, whose ids differ from file to file. yEd
//! keeps names and positions in elements of its own, and says of every graph that it is directed;
//! there the arrows tell.

use super::Unread;
use super::draft::{Draft, DraftNode, Ways};
use super::fields::LinkFields;
use super::places::Places;
use super::xml::{line_of, parse, text_of};
use crate::error::{Error, Result};
use crate::import::{ImportOptions, invalid};
use roxmltree::Node;
use std::collections::{HashMap, HashSet};

/// Reads the first graph of a document, with the graphs within its nodes.
pub(super) fn read(text: &str, options: &ImportOptions, unread: &mut Unread) -> Result<Draft> {
    let document = parse(text)?;
    let root = document.root_element();
    if !is_named(root, "graphml") {
        let found = root.tag_name().name();
        return Err(invalid(format!(
            "the first element is `{found}`, of GraphML it is `graphml`"
        )));
    }
    let graph = child(root, "graph").ok_or_else(|| invalid("the file has no `graph` element"))?;
    let mut reader = Reader {
        keys: keys(root),
        draft: Draft::default(),
        options,
        unread,
    };
    reader.draft.ways = match graph.attribute("edgedefault") {
        Some("directed") => Ways::One,
        _ => Ways::Both,
    };
    reader.read_name(graph);
    reader.read_nodes(graph)?;
    reader.read_edges(graph)?;
    Ok(reader.draft)
}

struct Reader<'a> {
    /// What the attributes are, by their ids.
    keys: HashMap<&'a str, Key<'a>>,
    draft: Draft,
    options: &'a ImportOptions,
    unread: &'a mut Unread,
}

struct Key<'a> {
    /// The attribute's name; yEd's own have none.
    name: Option<&'a str>,
    /// What it is where nothing is said.
    default: Option<String>,
    /// `node`, `edge`, `graph`, `all`, ….
    of: &'a str,
}

fn is_named(node: Node, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| is_named(*child, name))
}

/// The first element of a name within another, itself apart.
fn within<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.descendants()
        .skip(1)
        .find(|inner| is_named(*inner, name))
}

fn keys<'a>(root: Node<'a, 'a>) -> HashMap<&'a str, Key<'a>> {
    let keys = root.children().filter(|child| is_named(*child, "key"));
    keys.filter_map(|key| {
        let id = key.attribute("id")?;
        let key = Key {
            name: key.attribute("attr.name"),
            default: child(key, "default").map(text_of),
            of: key.attribute("for").unwrap_or("all"),
        };
        Some((id, key))
    })
    .collect()
}

impl<'a> Reader<'a> {
    /// The attributes of an element, defaults included; yEd's own elements go elsewhere.
    fn attributes(
        &self,
        element: Node<'a, 'a>,
        of: &str,
    ) -> (Vec<(&'a str, String)>, Option<Node<'a, 'a>>) {
        let mut given = Vec::new();
        let mut graphics = None;
        let mut seen = HashSet::new();
        for data in element.children().filter(|child| is_named(*child, "data")) {
            let Some(id) = data.attribute("key") else {
                continue;
            };
            seen.insert(id);
            match self.keys.get(id).and_then(|key| key.name) {
                Some(name) => given.push((name, text_of(data))),
                None if data.first_element_child().is_some() => graphics = Some(data),
                None => {}
            }
        }
        for (id, key) in &self.keys {
            if let (Some(name), Some(default)) = (key.name, &key.default)
                && (key.of == of || key.of == "all")
                && !seen.contains(id)
            {
                given.push((name, default.clone()));
            }
        }
        (given, graphics)
    }

    fn read_name(&mut self, graph: Node<'a, 'a>) {
        let (attributes, _) = self.attributes(graph, "graph");
        let name_of = |wanted: &str| {
            let named = attributes
                .iter()
                .find(|(name, value)| *name == wanted && !value.is_empty());
            named.map(|(_, value)| value.clone())
        };
        let names = ["label", "name", "Network"];
        self.draft.name = names.iter().find_map(|name| name_of(name));
    }

    fn read_nodes(&mut self, graph: Node<'a, 'a>) -> Result<()> {
        let edges = graph
            .descendants()
            .filter(|element| is_named(*element, "edge"));
        let ends: HashSet<&str> = edges
            .flat_map(|edge| [edge.attribute("source"), edge.attribute("target")])
            .flatten()
            .collect();
        for element in graph
            .descendants()
            .filter(|element| is_named(*element, "node"))
        {
            let line = || line_of(element);
            let id = element.attribute("id");
            let id =
                id.ok_or_else(|| invalid(format!("line {}: this node has no `id`", line())))?;
            // A group in the drawing, unless something is joined to it.
            if child(element, "graph").is_some() && !ends.contains(id) {
                continue;
            }
            let node = self.node(element);
            if self.draft.add_node(node, id.to_owned())?.is_none() {
                return Err(invalid(format!(
                    "line {}: another node has the id {id} already",
                    line()
                )));
            }
        }
        Ok(())
    }

    fn node(&mut self, element: Node<'a, 'a>) -> DraftNode {
        let (attributes, graphics) = self.attributes(element, "node");
        let mut node = DraftNode::default();
        for (name, value) in attributes {
            node.take(&mut self.draft, name, &value);
        }
        let Some(graphics) = graphics else {
            return node;
        };
        let label = within(graphics, "NodeLabel").and_then(|label| label.text());
        if let Some(label) = label.map(str::trim).filter(|label| !label.is_empty()) {
            node.node
                .label
                .get_or_insert_with(|| label.replace('\n', " "));
        }
        if let (None, Some(geometry)) = (node.place.0, within(graphics, "Geometry")) {
            let number = |name| geometry.attribute(name).and_then(|text| text.parse().ok());
            node.place = (number("x"), number("y"));
            self.draft.places = Places::Pixels;
        }
        node
    }

    fn read_edges(&mut self, graph: Node<'a, 'a>) -> Result<()> {
        for element in graph.descendants() {
            match element.tag_name().name() {
                "edge" => self.read_edge(element)?,
                "hyperedge" => self.read_hyperedge(element)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn read_edge(&mut self, element: Node<'a, 'a>) -> Result<()> {
        let (mut from, mut to) = (self.end(element, "source")?, self.end(element, "target")?);
        let (attributes, graphics) = self.attributes(element, "edge");
        let mut fields = LinkFields::default();
        if let Some(directed) = element.attribute("directed") {
            fields.link.both_ways = Some(directed == "false");
        }
        for (name, value) in attributes {
            fields.take(&mut self.draft, self.options, name, &value);
        }
        if let Some(graphics) = graphics {
            if let Some(label) = within(graphics, "EdgeLabel").and_then(|label| label.text()) {
                fields.take(&mut self.draft, self.options, "LinkLabel", label);
            }
            if let Some(arrows) = within(graphics, "Arrows") {
                let has_arrow = |end| arrows.attribute(end).is_some_and(|arrow| arrow != "none");
                let (backward, forward) = (has_arrow("source"), has_arrow("target"));
                fields.link.both_ways = Some(backward == forward);
                if backward && !forward {
                    std::mem::swap(&mut from, &mut to);
                }
            }
        }
        let link = fields.finish(from, to, &mut |label| self.unread.add(label));
        self.draft.add_link(link)
    }

    /// A medium that several nodes share: a node that computes nothing, joined to each of them.
    fn read_hyperedge(&mut self, element: Node<'a, 'a>) -> Result<()> {
        let endpoints = element
            .children()
            .filter(|child| is_named(*child, "endpoint"));
        let ends: Vec<usize> = endpoints
            .map(|endpoint| self.end(endpoint, "node"))
            .collect::<Result<_>>()?;
        let number = self.draft.nodes.len();
        let id = match element.attribute("id") {
            Some(id) if self.draft.node(id).is_none() => id.to_owned(),
            _ => format!("hyperedge-{number}"),
        };
        let mut medium = DraftNode::default();
        medium.node.tags.push("hyperedge".to_owned());
        let Some(medium) = self.draft.add_node(medium, id)? else {
            return Ok(());
        };
        let (attributes, _) = self.attributes(element, "hyperedge");
        for end in ends {
            let mut fields = LinkFields::default();
            for (name, value) in &attributes {
                fields.take(&mut self.draft, self.options, name, value);
            }
            fields.link.both_ways = Some(true);
            let link = fields.finish(end, medium, &mut |label| self.unread.add(label));
            self.draft.add_link(link)?;
        }
        Ok(())
    }

    fn end(&self, element: Node<'a, 'a>, attribute: &str) -> Result<usize> {
        let broken = |what: String| -> Error {
            let name = element.tag_name().name();
            invalid(format!("line {}: this {name} {what}", line_of(element)))
        };
        let id = element.attribute(attribute);
        let id = id.ok_or_else(|| broken(format!("has no `{attribute}`")))?;
        self.draft
            .node(id)
            .ok_or_else(|| broken(format!("ends at {id}, which is the id of no node")))
    }
}
