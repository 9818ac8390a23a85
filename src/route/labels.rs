//! The labels of a search: when each vertex of the layered graph is reached, copy by copy.

/// Earliest times of the vertices that a search kept, in the order in which it reached them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Labels {
    /// Where each copy's entries end.
    ends: Vec<usize>,
    nodes: Vec<u32>,
    idle_seconds: Vec<f64>,
    /// Only filled for graphs with two states.
    computing_seconds: Vec<f64>,
}

/// Entries that are reserved at most before any is there.
pub(super) const MOST_ROOM_AT_ONCE: usize = 1 << 22;

impl Labels {
    /// Room for every vertex of a graph, so that searches on it never allocate. Only a graph that
    /// is very large starts with less room; few searches reach all of it.
    pub fn for_graph(copies: usize, nodes: usize, has_two_states: bool) -> Labels {
        let vertices = usize::min(copies * nodes, MOST_ROOM_AT_ONCE);
        Labels {
            ends: Vec::with_capacity(copies),
            nodes: Vec::with_capacity(vertices),
            idle_seconds: Vec::with_capacity(vertices),
            computing_seconds: Vec::with_capacity(if has_two_states { vertices } else { 0 }),
        }
    }

    pub fn clear(&mut self) {
        self.ends.clear();
        self.nodes.clear();
        self.idle_seconds.clear();
        self.computing_seconds.clear();
    }

    /// Adds the next copy: the active nodes, with their labels looked up by node.
    pub fn push_copy(&mut self, active: &[u32], idle: &[f64], computing: Option<&[f64]>) {
        self.nodes.extend_from_slice(active);
        let labels_of = |labels: &[f64], node: &u32| labels[*node as usize];
        self.idle_seconds
            .extend(active.iter().map(|node| labels_of(idle, node)));
        if let Some(computing) = computing {
            self.computing_seconds
                .extend(active.iter().map(|node| labels_of(computing, node)));
        }
        self.ends.push(self.nodes.len());
    }

    /// Labels in all copies.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The nodes that were kept in a copy.
    pub fn nodes(&self, copy: usize) -> &[u32] {
        &self.nodes[self.range(copy)]
    }

    /// Times at which the nodes of a copy are reached idle, beside [`nodes`](Self::nodes).
    pub fn idle_seconds(&self, copy: usize) -> &[f64] {
        &self.idle_seconds[self.range(copy)]
    }

    /// Times at which the nodes of a copy are reached computing, beside [`nodes`](Self::nodes);
    /// empty for graphs without that state.
    pub fn computing_seconds(&self, copy: usize) -> &[f64] {
        self.computing_seconds.get(self.range(copy)).unwrap_or(&[])
    }

    /// The times, idle and computing, at which a node of a copy is reached; the second is infinite
    /// for graphs without that state.
    ///
    /// # Cost
    /// O(nodes of the copy).
    pub fn of(&self, copy: usize, node: u32) -> Option<(f64, f64)> {
        let place = self.nodes(copy).iter().position(|&other| other == node)?;
        let computing = self.computing_seconds(copy).get(place);
        let computing = computing.copied().unwrap_or(f64::INFINITY);
        Some((self.idle_seconds(copy)[place], computing))
    }

    fn range(&self, copy: usize) -> std::ops::Range<usize> {
        let start = if copy == 0 { 0 } else { self.ends[copy - 1] };
        start..self.ends[copy]
    }
}
