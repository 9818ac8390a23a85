//! The layered graph as Graphviz DOT text.

use super::LayeredGraph;
use super::explicit::{ArcKind, ExplicitGraph, Vertex};
use crate::scenario::Scenario;
use petgraph::dot::{Config, Dot};
use petgraph::graph::NodeIndex;

impl LayeredGraph {
    /// DOT text of the whole graph, one line per vertex and arc, names from the scenario that the
    /// graph was built from.
    ///
    /// # Cost
    /// O(L·(N + E)) time and text.
    pub fn dot(&self, scenario: &Scenario) -> String {
        let graph = self.explicit();
        let names: Vec<String> = scenario
            .network
            .nodes
            .iter()
            .map(|node| {
                node.display_name()
                    .replace('\\', "\\\\")
                    .replace('"', "\\\"")
            })
            .collect();
        let arc_label =
            |_: &ExplicitGraph,
             arc: petgraph::graph::EdgeReference<'_, super::explicit::LayeredArc>| {
                let arc = arc.weight();
                let what = match arc.kind {
                    ArcKind::Transfer(link) => format!("link {link}"),
                    ArcKind::Compute(layer) => format!("layer {layer}"),
                    ArcKind::StartComputing(_) => "start".to_owned(),
                    ArcKind::StopComputing(_) => "stop".to_owned(),
                };
                let ready = match arc.ready_seconds {
                    0.0 => String::new(),
                    ready => format!(", not before {ready} s"),
                };
                let style = match arc.kind {
                    ArcKind::Compute(_) => " style=bold",
                    _ => "",
                };
                format!("label=\"{what}: {} s{ready}\"{style}", arc.seconds)
            };
        let vertex_label = |_: &ExplicitGraph, (_, vertex): (NodeIndex, &Vertex)| {
            let state = if vertex.computing { ", computing" } else { "" };
            format!(
                "label=\"{} after layer {}{state}\"",
                names[vertex.node], vertex.copy
            )
        };
        let config = [Config::EdgeNoLabel, Config::NodeNoLabel];
        format!(
            "{:?}",
            Dot::with_attr_getters(&graph, &config, &arc_label, &vertex_label)
        )
    }
}
