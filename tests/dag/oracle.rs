//! The definition, as a search over explicit pairs of a set of layers (bits) and a node.

use crate::definitions::Definitions;
use crate::definitions::sets::Sets;
use std::collections::BTreeMap;

/// Where a job is: the layers that are done, the node, and whether it is in the middle of a stay.
type Place = (u32, usize, bool);

/// When the job can be done at the earliest; `None` if it never can.
pub fn earliest(definitions: &Definitions) -> Option<f64> {
    let graph = Sets::of(definitions);
    let job = definitions.job;
    let start = (0, definitions.place(&job.source), false);
    let target = definitions.place(&job.destination);
    let mut labels: BTreeMap<Place, f64> = [(start, job.release_seconds)].into();
    let mut settled: Vec<Place> = vec![];
    loop {
        let open = labels.iter().filter(|(place, _)| !settled.contains(place));
        let (&place, &now) = open.min_by(|a, b| a.1.total_cmp(b.1))?;
        let (done, node, stays) = place;
        if done == graph.all() && node == target {
            return Some(now);
        }
        settled.push(place);
        let mut reach = |place: Place, seconds: f64| {
            let label = labels.entry(place).or_insert(f64::INFINITY);
            *label = f64::min(*label, seconds);
        };
        for (link, ends) in definitions.links.iter().enumerate() {
            if ends.from == node {
                let bytes = graph.live_bytes(definitions, done);
                let [.., arrive] = definitions.transfer_bytes(link, bytes, now);
                reach((done, ends.to, false), arrive);
            }
        }
        for layer in graph.ready(done) {
            if definitions.may_run(layer, node) {
                let begin = definitions.begin_layer(node, now, stays);
                let end = begin + definitions.layer_seconds(layer, node);
                reach((done | 1 << (layer - 1), node, true), end);
            }
        }
    }
}
