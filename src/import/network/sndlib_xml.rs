//! SNDlib's XML.

use super::draft::{Draft, DraftLink, DraftNode};
use super::places::Places;
use super::sndlib::{Capacities, Unit};
use super::xml::{line_of, parse, text_of};
use crate::error::{Error, Result};
use crate::import::cell::plain_number;
use crate::import::{ImportOptions, invalid};
use roxmltree::Node;

/// Reads a network.
pub(super) fn read(text: &str, options: &ImportOptions) -> Result<Draft> {
    let document = parse(text)?;
    let root = document.root_element();
    let structure = child(root, "networkStructure")
        .ok_or_else(|| invalid("the file has no `networkStructure` element"))?;
    let nodes = child(structure, "nodes").ok_or_else(|| invalid("the network has no `nodes`"))?;
    let mut draft = Draft::default();
    draft.places = match nodes.attribute("coordinatesType") {
        Some("geographical") => Places::Degrees,
        Some("pixel") => Places::Pixels,
        _ => Places::Unsaid,
    };
    for node in children(nodes, "node") {
        read_node(node, &mut draft)?;
    }
    let unit = child(root, "meta")
        .and_then(|meta| child(meta, "unit"))
        .map(text_of);
    let unit = Unit::of(unit.as_deref(), &mut draft, options);
    let mut capacities = Capacities::default();
    if let Some(links) = child(structure, "links") {
        for link in children(links, "link") {
            read_link(link, &mut draft, &unit, options, &mut capacities)?;
        }
    }
    capacities.tell(&mut draft);
    Ok(draft)
}

fn children<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children()
        .filter(move |child| child.tag_name().name() == name)
}

fn child<'a>(node: Node<'a, 'a>, name: &'static str) -> Option<Node<'a, 'a>> {
    children(node, name).next()
}

fn read_node(element: Node, draft: &mut Draft) -> Result<()> {
    let id = element.attribute("id");
    let id = id.ok_or_else(|| broken(element, "has no `id`"))?;
    let mut node = DraftNode::default();
    if let Some(coordinates) = child(element, "coordinates") {
        let coordinate = |name| {
            child(coordinates, name)
                .map(|value| number(value))
                .transpose()
        };
        node.place = (coordinate("x")?, coordinate("y")?);
    }
    match draft.add_node(node, id.to_owned())? {
        Some(_) => Ok(()),
        None => Err(broken(element, &format!("has the id {id}, as another has"))),
    }
}

fn read_link(
    element: Node,
    draft: &mut Draft,
    unit: &Unit,
    options: &ImportOptions,
    capacities: &mut Capacities,
) -> Result<()> {
    let end = |name: &'static str| {
        let id = child(element, name).map(text_of);
        let id = id.ok_or_else(|| broken(element, &format!("has no `{name}`")))?;
        let unknown = || {
            broken(
                element,
                &format!("ends at {id}, which is the id of no node"),
            )
        };
        draft.node(&id).ok_or_else(unknown)
    };
    let (from, to) = (end("source")?, end("target")?);
    let capacity = |of: Node| match child(of, "capacity") {
        Some(capacity) => number(capacity),
        None => Err(broken(of, "has no `capacity`")),
    };
    let installed = child(element, "preInstalledModule")
        .map(capacity)
        .transpose()?;
    let modules = child(element, "additionalModules").map(|modules| {
        children(modules, "addModule")
            .map(capacity)
            .collect::<Result<Vec<f64>>>()
    });
    let modules = modules.transpose()?.unwrap_or_default();
    draft.add_link(DraftLink {
        from,
        to,
        rate: capacities.choose(installed.unwrap_or(0.0), &modules, unit, options),
        ..DraftLink::default()
    })
}

fn number(element: Node) -> Result<f64> {
    let text = text_of(element);
    plain_number(&text).ok_or_else(|| broken(element, "is a number, not this"))
}

#[cold]
fn broken(element: Node, what: &str) -> Error {
    let name = element.tag_name().name();
    invalid(format!("line {}: this `{name}` {what}", line_of(element)))
}
