//! What tensors are called in the parts: as in the file, but for those within calls of functions
//! and within branches, whose names are of use there alone.

use crate::import::onnx::analysis::value_name;
use crate::import::onnx::link::Linked;
use crate::import::unique::UniqueNames;
use std::collections::HashMap;

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
    let mut unique = UniqueNames::default();
    // No tensor is called nothing.
    unique.reserve("");
    linked
        .graph_names()
        .for_each(|(name, _)| unique.reserve(name));
    (0..linked.names.len())
        .map(|id| match in_graph.get(&id) {
            Some(name) => (*name).to_owned(),
            None => unique.take(value_name(linked, id)),
        })
        .collect()
}
