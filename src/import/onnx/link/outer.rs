//! What graphs in attributes read from the graph around them.

use super::expand::Attributes;
use super::{Linker, Scope, ValueId, known};
use crate::import::onnx::fault::Outcome;
use crate::import::onnx::proto::{AttributeValue, Graph, Node};
use std::collections::HashSet;

impl<'m> Linker<'m, '_> {
    /// What graphs in the node's attributes read from outside of them.
    pub(super) fn captured(
        &mut self,
        node: &Node,
        attributes: &Attributes<'m>,
        scope: &Scope<'m>,
    ) -> Outcome<Vec<(&'m str, ValueId)>> {
        let mut names = Vec::new();
        for (_, attribute) in attributes {
            for graph in graphs_of(&attribute.value) {
                self.places += free_names(graph, &mut Vec::new(), &mut names);
            }
        }
        let mut captured = Vec::new();
        let mut seen = HashSet::new();
        for name in names {
            if seen.insert(name) {
                captured.extend(known(scope, name, node)?.map(|id| (name, id)));
            }
        }
        Ok(captured)
    }
}

/// The graphs that an attribute holds.
pub(crate) fn graphs_of(value: &AttributeValue) -> &[Graph] {
    match value {
        AttributeValue::Graph(graph) => std::slice::from_ref(graph),
        AttributeValue::Graphs(graphs) => graphs,
        _ => &[],
    }
}

/// Finds the names that a graph reads and does not make; `made` are those that surrounding graphs
/// make. Returns how many names it looked at.
fn free_names<'m>(
    graph: &'m Graph,
    made: &mut Vec<HashSet<&'m str>>,
    free: &mut Vec<&'m str>,
) -> usize {
    let mut seen = graph.inputs.len() + graph.initializers.len() + graph.outputs.len();
    let mut own: HashSet<&str> = graph.inputs.iter().map(|info| &*info.name).collect();
    own.extend(graph.initializers.iter().map(|tensor| &*tensor.name));
    made.push(own);
    let is_made = |made: &[HashSet<&str>], name: &str| {
        name.is_empty() || made.iter().any(|names| names.contains(name))
    };
    for node in &graph.nodes {
        seen += 1 + node.inputs.len() + node.outputs.len();
        free.extend(
            node.inputs
                .iter()
                .map(|name| &**name)
                .filter(|name| !is_made(made, name)),
        );
        for attribute in &node.attributes {
            for inner in graphs_of(&attribute.value) {
                seen += free_names(inner, made, free);
            }
        }
        let own = made.last_mut().expect("pushed above");
        own.extend(node.outputs.iter().map(|name| &**name));
    }
    let outputs = graph.outputs.iter().map(|info| &*info.name);
    free.extend(outputs.filter(|name| !is_made(made, name)));
    made.pop();
    seen
}
