//! Groups between the places in the order of layers where one tensor alone is alive.

use super::graph::Graph;

/// Ranges of layers between cuts.
pub(super) fn groups(graph: &Graph) -> Vec<Vec<usize>> {
    let layers = graph.makes.len();
    let mut groups = Vec::new();
    let mut first = 0;
    for cut in cuts(graph).into_iter().chain([layers]) {
        groups.push((first..cut).collect());
        first = cut;
    }
    groups
}

/// After how many layers exactly one tensor is alive; neither before the first nor after the last.
pub(super) fn cuts(graph: &Graph) -> Vec<usize> {
    let layers = graph.makes.len();
    // Differences of the number of live tensors from one boundary to the next.
    let mut change = vec![0i64; layers + 2];
    let mut live = |born: usize, tensor: usize| {
        let tensor = &graph.tensors[tensor];
        let dies = match (tensor.is_output, tensor.readers.last()) {
            (true, _) => layers,
            (false, Some(&reader)) => reader,
            (false, None) => return,
        };
        change[born] += 1;
        change[dies + 1] -= 1;
    };
    (0..graph.inputs).for_each(|tensor| live(0, tensor));
    for (layer, made) in graph.makes.iter().enumerate() {
        made.iter().for_each(|&tensor| live(layer + 1, tensor));
    }
    let mut width = 0;
    let widths = change.iter().map(|change| {
        width += change;
        width
    });
    let inner = widths.enumerate().take(layers).skip(1);
    inner
        .filter(|(_, width)| *width == 1)
        .map(|(boundary, _)| boundary)
        .collect()
}
