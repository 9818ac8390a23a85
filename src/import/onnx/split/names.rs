//! What tensors are called in the parts: as in the file, but for those within calls of functions
//! and within branches, whose names are of use there alone.

use crate::import::onnx::analysis::value_name;
use crate::import::onnx::link::Linked;
use std::collections::{HashMap, HashSet};

/// A name for every tensor, no two the same.
pub(super) fn names(linked: &Linked) -> Vec<String> {
    let mut in_graph: HashMap<usize, &str> = HashMap::new();
    for (name, id) in linked.graph_names() {
        let own = linked.names[id];
        let known = in_graph.entry(id).or_insert(name);
        // Of several names the tensor's own one is taken, or else the first by the alphabet.
        let is_own = |name: &str| own.call.is_none() && own.name == name;
        if is_own(name) || !is_own(known) && name < *known {
            *known = name;
        }
    }
    let mut used: HashSet<String> = linked
        .graph_names()
        .map(|(name, _)| name.to_owned())
        .collect();
    let mut next: HashMap<String, usize> = HashMap::new();
    let mut unused = |wanted: String| {
        if !wanted.is_empty() && used.insert(wanted.clone()) {
            return wanted;
        }
        let next = next.entry(wanted.clone()).or_insert(2);
        loop {
            let numbered = format!("{wanted}_{next}");
            *next += 1;
            if used.insert(numbered.clone()) {
                return numbered;
            }
        }
    };
    (0..linked.names.len())
        .map(|id| match in_graph.get(&id) {
            Some(name) => (*name).to_owned(),
            None => unused(value_name(linked, id)),
        })
        .collect()
}
