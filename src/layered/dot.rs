//! The layered graph as Graphviz DOT text.

use super::LayeredGraph;
use super::explicit::{ArcKind, LayeredArc, Vertex};
use crate::json::number;
use crate::plan::Step;
use crate::scenario::Scenario;
use petgraph::dot::Dot;
use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;

impl LayeredGraph {
    /// DOT text of the whole graph, one line per vertex and arc, names from the scenario that the
    /// graph was built from. The arcs of a plan's steps are drawn bold and red.
    ///
    /// # Cost
    /// O(vertices + arcs) time and text, times the steps within a copy.
    pub fn dot(&self, scenario: &Scenario, steps: &[Step]) -> String {
        let names: Vec<&str> = scenario
            .network
            .nodes
            .iter()
            .map(|node| node.display_name())
            .collect();
        let arc_label = |_, arc: &LayeredArc| {
            let what = match arc.kind {
                ArcKind::Transfer(link) => format!("link {link}"),
                ArcKind::Compute(layer) => format!("layer {layer}"),
                ArcKind::StartComputing(_) => "start".to_owned(),
                ArcKind::StopComputing(_) => "stop".to_owned(),
            };
            let ready = match arc.ready_seconds {
                0.0 => String::new(),
                ready => format!(", not before {} s", number(ready)),
            };
            format!("{what}: {} s{ready}", number(arc.seconds))
        };
        let vertex_label = |_, vertex: &Vertex| {
            let state = if vertex.computing { ", computing" } else { "" };
            let done = self.lattice.done(vertex.copy);
            let when = if self.has_sets() {
                format!("in copy {}, after {done} layers", vertex.copy)
            } else {
                format!("after layer {done}")
            };
            format!("{} {when}{state}", names[vertex.node])
        };
        let graph = self.explicit();
        let labelled = graph.map(vertex_label, arc_label);
        // In time order, as the copies are: each copy's steps are neighbours.
        let mut steps_of_copy = vec![0..0; self.copy_count()];
        let mut copy = 0;
        for (index, step) in steps.iter().enumerate() {
            let range = &mut steps_of_copy[copy];
            if let Step::Compute { layer, .. } = step {
                copy = self.lattice.after_running(copy, *layer).unwrap_or(copy);
            }
            let is_first = range.end == 0;
            *range = if is_first { index } else { range.start }..index + 1;
        }
        let is_step = |arc: EdgeReference<String>| {
            let tail = &graph[arc.source()];
            let kind = graph[arc.id()].kind;
            let steps = &steps[steps_of_copy[tail.copy].clone()];
            steps
                .iter()
                .any(|step| takes(step, scenario, tail.node, kind))
        };
        let arc_style = |_: &_, arc: EdgeReference<String>| match is_step(arc) {
            true => "color=red penwidth=3".to_owned(),
            false => String::new(),
        };
        let vertex_style = |_: &_, _: (NodeIndex, &String)| String::new();
        Dot::with_attr_getters(&labelled, &[], &arc_style, &vertex_style).to_string()
    }
}

/// Whether a step takes an arc of a kind that leaves a node in the copy where the step begins.
fn takes(step: &Step, scenario: &Scenario, tail: usize, kind: ArcKind) -> bool {
    match step {
        Step::Compute { node, layer, .. } => {
            kind == ArcKind::Compute(*layer) && scenario.network.nodes[tail].id == *node
        }
        Step::Transfer { link, .. } => kind == ArcKind::Transfer(*link),
    }
}
