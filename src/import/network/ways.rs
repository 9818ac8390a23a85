//! Whether links lead one way or both.
//!
//! Copies of the same file say `directed` or not without meaning it, and lists that hold both
//! directions of every link do not say so.

use super::draft::{Draft, DraftLink, Ways};
use crate::import::{ImportOptions, ImportReport};
use std::collections::HashMap;

/// Decides for every link.
pub(super) fn settle(draft: &mut Draft, options: &ImportOptions, report: &mut ImportReport) {
    let lists_both = lists_both_directions(&draft.links);
    let both = match (options.directed, draft.ways) {
        (Some(directed), _) => {
            let both = !directed && !lists_both;
            draft
                .links
                .iter_mut()
                .for_each(|link| link.both_ways = Some(both));
            return;
        }
        (None, Ways::One) => false,
        (None, Ways::Both) => true,
        (None, Ways::Unsaid) => {
            let (value, reason) = match lists_both {
                true => (
                    "one way each",
                    "the file lists both directions of every link",
                ),
                false => ("both ways", "the file does not say"),
            };
            let says_each = draft.links.iter().all(|link| link.both_ways.is_some());
            if !says_each {
                report.assume("direction of links", value, reason, "/directed");
            }
            !lists_both
        }
    };
    for link in &mut draft.links {
        link.both_ways.get_or_insert(both);
    }
}

/// Whether there are as many links from each node to each other as back.
fn lists_both_directions(links: &[DraftLink]) -> bool {
    let mut balance: HashMap<(usize, usize), i64> = HashMap::new();
    for link in links {
        let ends = (link.from.min(link.to), link.from.max(link.to));
        *balance.entry(ends).or_default() += if link.from < link.to { 1 } else { -1 };
    }
    !links.is_empty() && balance.values().all(|&surplus| surplus == 0)
}

/// Says so where links that lead one way keep nodes from reaching each other.
pub(super) fn check_one_way(draft: &Draft, report: &mut ImportReport) {
    let one_way = draft
        .links
        .iter()
        .filter(|link| link.both_ways == Some(false))
        .count();
    if one_way == 0 {
        return;
    }
    let count = draft.nodes.len();
    let (forward, backward) = (reached(draft, false), reached(draft, true));
    if forward < count || backward < count {
        let message = format!(
            "{one_way} links lead one way, so that not every node can reach every other; if they are meant for both ways, say directed: false"
        );
        report.warn("one-way", message, "/network/links");
    }
}

/// How many nodes the first one reaches, or is reached from.
fn reached(draft: &Draft, backward: bool) -> usize {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); draft.nodes.len()];
    for link in &draft.links {
        let both = link.both_ways != Some(false);
        if both || !backward {
            next[link.from].push(link.to);
        }
        if both || backward {
            next[link.to].push(link.from);
        }
    }
    let mut seen = vec![false; next.len()];
    seen[0] = true;
    let mut waiting = vec![0];
    let mut count = 1;
    while let Some(node) = waiting.pop() {
        for &neighbour in &next[node] {
            if !std::mem::replace(&mut seen[neighbour], true) {
                count += 1;
                waiting.push(neighbour);
            }
        }
    }
    count
}
