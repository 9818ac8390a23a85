//! Groups of a layer and what follows it alone.
//!
//! All members but the last of a group have readers within the group only. So whatever depends on
//! a member depends on the last one, which proves that drawing groups together makes no cycle, and
//! that groups in the order of their last members stand after all that they read.

use super::graph::Graph;
use crate::scenario::Model;

/// Layers beside each other on the way from one member to the next, at most: the gate of a
/// `Swish` or a few steps of a `Gelu`.
const MOST_BESIDE: usize = 6;

/// Kinds of layers that may follow another in its group; domains of operators do not matter.
fn may_follow(kind: &str) -> bool {
    let name = kind.rsplit('.').next().unwrap_or(kind).to_ascii_lowercase();
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    matches!(
        &*name,
        // Normalisations.
        "batchnormalization" | "batchnorm" | "bn" | "instancenormalization" | "layernormalization"
            | "layernorm" | "groupnormalization" | "groupnorm" | "rmsnormalization" | "lpnormalization"
            | "lrn" | "skiplayernormalization" | "simplifiedlayernormalization"
            // Activations.
            | "relu" | "relu6" | "leakyrelu" | "prelu" | "elu" | "selu" | "celu" | "gelu" | "fastgelu"
            | "quickgelu" | "biasgelu" | "mish" | "swish" | "silu" | "sigmoid" | "hardsigmoid"
            | "hardswish" | "tanh" | "softplus" | "softsign" | "softmax" | "logsoftmax"
            | "thresholdedrelu" | "shrink" | "clip" | "activation"
            // Every element alone.
            | "add" | "sub" | "mul" | "div" | "pow" | "mod" | "max" | "min" | "sum" | "mean" | "abs"
            | "neg" | "exp" | "log" | "sqrt" | "reciprocal" | "erf" | "floor" | "ceil" | "round"
            | "sign" | "sin" | "cos" | "where" | "not" | "and" | "or" | "xor" | "equal" | "less"
            | "greater" | "lessorequal" | "greaterorequal" | "cast" | "castlike" | "quantizelinear"
            | "dequantizelinear" | "qlinearadd" | "qlinearmul" | "qlinearsigmoid" | "qlinearleakyrelu"
            // The same elements.
            | "identity" | "dropout" | "reshape" | "flatten" | "squeeze" | "unsqueeze"
    )
}

/// The groups, in the order of their last members.
pub(super) fn groups(model: &Model, graph: &Graph) -> Vec<Vec<usize>> {
    let follows: Vec<bool> = model
        .layers
        .iter()
        .map(|layer| may_follow(&layer.kind))
        .collect();
    let mut fusing = Fusing {
        graph,
        follows,
        taken: vec![false; model.layers.len()],
    };
    let mut groups = Vec::new();
    for layer in 0..model.layers.len() {
        if fusing.taken[layer] {
            continue;
        }
        fusing.taken[layer] = true;
        let mut group = vec![layer];
        let mut last = layer;
        while let Some(more) = fusing.next(last) {
            last = more[more.len() - 1];
            more.iter().for_each(|&layer| fusing.taken[layer] = true);
            group.extend(more);
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups.sort_by_key(|group| group[group.len() - 1]);
    groups
}

struct Fusing<'a> {
    graph: &'a Graph,
    follows: Vec<bool>,
    taken: Vec<bool>,
}

impl Fusing<'_> {
    /// The one tensor that a layer makes, where it stays within the model.
    fn passed_on(&self, layer: usize) -> Option<usize> {
        match self.graph.makes[layer][..] {
            [tensor] if !self.graph.tensors[tensor].is_output => Some(tensor),
            _ => None,
        }
    }

    fn is_free(&self, layer: usize) -> bool {
        self.follows[layer] && !self.taken[layer]
    }

    /// The next layer that may join the group that ends with `last`, as the last of those that join
    /// with it.
    fn next(&self, last: usize) -> Option<Vec<usize>> {
        let from = self.passed_on(last)?;
        let next = *self.graph.tensors[from].readers.last()?;
        let [to] = self.graph.makes[next][..] else {
            return None;
        };
        let grows = self.graph.tensors[to].bytes > self.graph.tensors[from].bytes;
        if !self.is_free(next) || grows {
            return None;
        }
        let mut beside: Vec<usize> = Vec::new();
        let mut place = 0;
        let mut tensor = from;
        loop {
            for &reader in &self.graph.tensors[tensor].readers {
                if reader == next || beside.contains(&reader) {
                    continue;
                }
                if reader > next || !self.is_free(reader) || beside.len() >= MOST_BESIDE {
                    return None;
                }
                beside.push(reader);
            }
            let Some(&layer) = beside.get(place) else {
                break;
            };
            tensor = self.passed_on(layer)?;
            place += 1;
            // What nobody reads would leave the group unseen.
            if self.graph.tensors[tensor].readers.is_empty() {
                return None;
            }
        }
        beside.sort_unstable();
        beside.push(next);
        Some(beside)
    }
}
