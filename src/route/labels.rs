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

    /// Adds the next copy: the active nodes, with their labels looked up by node, where infinity is
    /// left behind.
    pub fn push_copy(&mut self, active: &[u32], idle: &mut [f64], computing: Option<&mut [f64]>) {
        let take = |labels: &mut [f64], node: u32| {
            std::mem::replace(&mut labels[node as usize], f64::INFINITY)
        };
        self.nodes.extend_from_slice(active);
        self.idle_seconds
            .extend(active.iter().map(|&node| take(idle, node)));
        if let Some(computing) = computing {
            self.computing_seconds
                .extend(active.iter().map(|&node| take(computing, node)));
        }
        self.ends.push(self.nodes.len());
    }

    /// The nodes that were kept in a copy, and the times at which each is reached, idle and
    /// computing; these are empty for graphs without that state.
    #[inline(always)]
    pub fn copy(&self, copy: usize) -> (&[u32], &[f64], &[f64]) {
        let range = self.range(copy);
        let computing = self.computing_seconds.get(range.clone()).unwrap_or(&[]);
        (
            &self.nodes[range.clone()],
            &self.idle_seconds[range],
            computing,
        )
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
        let (nodes, idle, computing) = self.copy(copy);
        let place = nodes.iter().position(|&other| other == node)?;
        let computing = computing.get(place).copied().unwrap_or(f64::INFINITY);
        Some((idle[place], computing))
    }

    fn range(&self, copy: usize) -> std::ops::Range<usize> {
        let start = if copy == 0 { 0 } else { self.ends[copy - 1] };
        start..self.ends[copy]
    }
}
