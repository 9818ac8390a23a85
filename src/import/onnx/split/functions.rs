//! What else a part's nodes refer to: functions of the file, and files beside it.

use super::Whole;
use super::contents::{Contents, Unit};
use crate::import::onnx::link::graphs_of;
use crate::import::onnx::proto::{AttributeValue, Function, Graph, Node, Tensor};
use std::collections::{BTreeSet, HashSet};

/// The nodes of a part as they stand in the file.
fn nodes<'a>(whole: &'a Whole, contents: &'a Contents) -> impl Iterator<Item = &'a Node> {
    contents.units.iter().map(|unit| match *unit {
        Unit::Step(index) => whole.linked.steps[index].node,
        Unit::Call(file_node) => &whole.file.graph.nodes[file_node],
    })
}

/// The functions that a part calls, and those that they call; in the file's order.
pub(super) fn used_functions<'a>(whole: &'a Whole, contents: &'a Contents) -> Vec<&'a Function> {
    let functions = &whole.file.functions;
    if functions.is_empty() {
        return Vec::new();
    }
    let mut used = HashSet::new();
    let mut open: Vec<&Node> = nodes(whole, contents).collect();
    while let Some(node) = open.pop() {
        for attribute in &node.attributes {
            let graphs = graphs_of(&attribute.value);
            open.extend(graphs.iter().flat_map(|graph| &graph.nodes));
        }
        let key = (&*node.domain, &*node.op, &*node.overload);
        if let Some(&index) = whole.functions.get(&key)
            && used.insert(index)
        {
            open.extend(&functions[index].nodes);
        }
    }
    let indices = (0..functions.len()).filter(|index| used.contains(index));
    indices.map(|index| &functions[index]).collect()
}

/// Files with weights that a part needs beside it, by the names that the model gives them.
pub(super) fn external_data(whole: &Whole, contents: &Contents) -> Vec<String> {
    let mut files = BTreeSet::new();
    for id in &contents.constants {
        of_tensor(whole.constants[id], &mut files);
    }
    nodes(whole, contents).for_each(|node| of_node(node, &mut files));
    for function in used_functions(whole, contents) {
        function
            .nodes
            .iter()
            .for_each(|node| of_node(node, &mut files));
    }
    files.into_iter().map(str::to_owned).collect()
}

fn of_tensor<'a>(tensor: &'a Tensor, files: &mut BTreeSet<&'a str>) {
    files.extend(tensor.external.as_deref());
}

fn of_node<'a>(node: &'a Node, files: &mut BTreeSet<&'a str>) {
    for attribute in &node.attributes {
        if let AttributeValue::Tensor(tensor) = &attribute.value {
            of_tensor(tensor, files);
        }
        graphs_of(&attribute.value)
            .iter()
            .for_each(|graph| of_graph(graph, files));
    }
}

fn of_graph<'a>(graph: &'a Graph, files: &mut BTreeSet<&'a str>) {
    graph
        .initializers
        .iter()
        .for_each(|tensor| of_tensor(tensor, files));
    graph.nodes.iter().for_each(|node| of_node(node, files));
}
