//! Several layers as one: what follows a layer alone, or everything between two cuts.
//!
//! A coarser model is the same graph with some layers drawn together. Groups are such that the
//! result has no cycles, that only tensors which others read leave a group, and that work and
//! weights add up to the same. Its plans are plans of the finer model that never divide a group:
//! exact for the groups that were chosen.

mod blocks;
mod contract;
mod fuse;
mod graph;

use super::Granularity;
use crate::scenario::Model;
use contract::{Naming, contract};
pub(super) use graph::Graph;

/// A model of fewer layers, and which layers of the finer one each of them is.
#[derive(Debug, Clone, PartialEq)]
pub struct Coarsened {
    /// The coarser model.
    pub model: Model,
    /// For each of its layers those of the finer model, in order, counted from 0.
    pub groups: Vec<Vec<usize>>,
}

/// Draws layers of a valid model together.
///
/// - [`Operators`](Granularity::Operators): every layer stays.
/// - [`Fused`](Granularity::Fused): a layer and what follows it alone, as long as that is a
///   normalisation, an activation, works on every element alone or renames its shape, and does not
///   make more bytes than it reads: all tensors within are read within.
/// - [`Blocks`](Granularity::Blocks): everything between two places in the order of the fused
///   layers where exactly one tensor is alive.
///
/// A model that is a chain becomes one without `inputs` of layers. Measured seconds are added up
/// for the devices that all layers of a group have been measured on, and left out for others.
///
/// # Cost
/// O(L + tensors read).
pub fn coarsen(model: &Model, granularity: Granularity) -> Coarsened {
    let graph = Graph::of(model);
    match granularity {
        Granularity::Operators => {
            let groups = (0..model.layers.len()).map(|layer| vec![layer]).collect();
            drawn_together(model, &graph, groups, Naming::First)
        }
        Granularity::Fused => {
            let groups = fuse::groups(model, &graph);
            drawn_together(model, &graph, groups, Naming::First)
        }
        Granularity::Blocks => {
            let fused = coarsen(model, Granularity::Fused);
            let ranges = blocks::groups(&Graph::of(&fused.model));
            let members = |range: &Vec<usize>| {
                let mut layers: Vec<usize> = range
                    .iter()
                    .flat_map(|&group| fused.groups[group].clone())
                    .collect();
                layers.sort_unstable();
                layers
            };
            let groups = ranges.iter().map(members).collect();
            drawn_together(model, &graph, groups, Naming::Range)
        }
    }
}

fn drawn_together(
    model: &Model,
    graph: &Graph,
    groups: Vec<Vec<usize>>,
    naming: Naming,
) -> Coarsened {
    let model = contract(model, graph, &groups, naming);
    Coarsened { model, groups }
}
