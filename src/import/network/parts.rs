//! Of a network that falls into parts, the largest.

use super::draft::Draft;
use crate::import::{ImportOptions, ImportReport};

/// Leaves the part with the most nodes, the first of several, unless all are wanted.
pub(super) fn keep_largest(draft: &mut Draft, options: &ImportOptions, report: &mut ImportReport) {
    let part_of = parts(draft);
    let mut sizes: Vec<usize> = vec![0; part_of.iter().max().map_or(0, |last| last + 1)];
    for &part in &part_of {
        sizes[part] += 1;
    }
    let Some(most) = sizes.iter().max().copied().filter(|_| sizes.len() > 1) else {
        return;
    };
    report.count("parts", sizes.len());
    if options.all_parts {
        let message = format!(
            "the network falls into {} parts without a link between them",
            sizes.len()
        );
        report.warn("disconnected", message, "/network");
        return;
    }
    let kept = sizes.iter().position(|&size| size == most).unwrap_or(0);
    let (nodes, links) = (draft.nodes.len(), draft.links.len());
    keep_part(draft, &part_of, kept);
    let message = format!(
        "the network falls into {} parts; the largest was kept, {} of {nodes} nodes and {} of {links} links (allParts keeps all)",
        sizes.len(),
        draft.nodes.len(),
        draft.links.len(),
    );
    report.warn("disconnected", message, "/network");
}

/// The number of the part of each node; parts count from 0 in the order of their first nodes.
fn parts(draft: &Draft) -> Vec<usize> {
    let mut leaders: Vec<usize> = (0..draft.nodes.len()).collect();
    for link in &draft.links {
        let (from, to) = (
            leader(&mut leaders, link.from),
            leader(&mut leaders, link.to),
        );
        leaders[from.max(to)] = from.min(to);
    }
    let mut count = 0;
    let mut numbers = vec![0; leaders.len()];
    for node in 0..leaders.len() {
        let first = leader(&mut leaders, node);
        if first == node {
            numbers[node] = count;
            count += 1;
        } else {
            numbers[node] = numbers[first];
        }
    }
    numbers
}

/// The first node of a node's part, with the way to it halved for the next who asks.
fn leader(leaders: &mut [usize], mut node: usize) -> usize {
    while leaders[node] != node {
        leaders[node] = leaders[leaders[node]];
        node = leaders[node];
    }
    node
}

fn keep_part(draft: &mut Draft, part_of: &[usize], kept: usize) {
    let mut new_index = vec![0; part_of.len()];
    let mut count = 0;
    for (index, &part) in part_of.iter().enumerate() {
        new_index[index] = count;
        count += usize::from(part == kept);
    }
    let mut index = 0;
    draft.nodes.retain(|_| {
        index += 1;
        part_of[index - 1] == kept
    });
    draft.links.retain(|link| part_of[link.from] == kept);
    for link in &mut draft.links {
        link.from = new_index[link.from];
        link.to = new_index[link.to];
    }
}
