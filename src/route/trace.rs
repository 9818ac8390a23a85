//! From labels back to a plan: which arcs lead to the target at its earliest time.
//!
//! Every prefix of the plan is earliest as well. Where several arcs do, walking back from the
//! destination the plan takes the fewest transfers that lead to a node where a layer was run (or,
//! in the first copy, to the source), among those the lowest link index at each step back; of
//! several layers that can have run last there the last one in the file, and goes on with a stay
//! rather than beginning a new one.

use super::labels::{Labels, MOST_ROOM_AT_ONCE};
use crate::layered::{LayeredGraph, Run};

/// One arc of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// The layer (from 1) runs on the node.
    Compute { layer: usize, node: u32 },
    /// What is live in the copy crosses the directed link.
    Transfer { copy: usize, link: u32 },
}

impl LayeredGraph {
    /// How long a move keeps its node or link busy.
    pub(crate) fn service_seconds(&self, step: Move) -> f64 {
        match step {
            Move::Compute { layer, node } => self.layer_seconds(layer, node),
            Move::Transfer { copy, link } => {
                self.payload_bytes[copy] * (8.0 / self.links[link as usize].bits_per_second)
            }
        }
    }
}

/// How a node of a copy was reached by running a layer there.
#[derive(Debug, Clone, Copy)]
struct Entry {
    seconds: f64,
    layer: u32,
    /// The copy in which the layer was run, and when the node was reached idle there.
    before: u32,
    idle_before: f64,
    /// The layer before ran on the same node.
    is_stay: bool,
}

const NO_ENTRY: Entry = Entry {
    seconds: f64::INFINITY,
    layer: 0,
    before: 0,
    idle_before: f64::INFINITY,
    is_stay: false,
};

impl Entry {
    /// Running a layer, from the labels of the node before.
    fn over(graph: &LayeredGraph, run: Run, node: u32, (idle, computing): (f64, f64)) -> Entry {
        let begin = graph.start_computing(node, idle);
        let layer = run.layer as usize;
        if !graph.allowed(layer)[node as usize] {
            return NO_ENTRY;
        }
        Entry {
            seconds: f64::min(begin, computing) + graph.layer_seconds(layer, node),
            layer: run.layer,
            before: run.state,
            idle_before: idle,
            is_stay: computing <= begin,
        }
    }

    /// The earlier one; of equals that with the later layer.
    fn or(self, other: Entry) -> Entry {
        let is_better = other.seconds < self.seconds
            || other.seconds == self.seconds && other.layer > self.layer;
        if is_better { other } else { self }
    }
}

/// The memory of walking back, and the plan that was found.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    moves: Vec<Move>,
    /// Idle labels and entries of the present copy, by node; filled where the plan did not run a
    /// layer at once.
    idle: Vec<f64>,
    entries: Vec<Entry>,
    /// Breadth-first search against the links: the link that leads on, per visited node.
    onward: Vec<Option<u32>>,
    visited: Vec<u32>,
}

impl Trace {
    pub fn for_graph(graph: &LayeredGraph) -> Trace {
        let nodes = graph.node_count();
        Trace {
            moves: Vec::with_capacity(usize::min(
                (graph.layer_count() + 1) * nodes,
                MOST_ROOM_AT_ONCE,
            )),
            idle: vec![f64::INFINITY; nodes],
            entries: vec![NO_ENTRY; nodes],
            onward: vec![None; nodes],
            visited: Vec::with_capacity(nodes),
        }
    }

    /// The moves of the plan in time order.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// Finds the moves that lead to the target.
    ///
    /// # Cost
    /// Linear in the labels of the copies that the plan passes and of those before them, plus the
    /// arcs into the vertices that are visited.
    pub fn walk_back(&mut self, graph: &LayeredGraph, labels: &Labels) {
        self.moves.clear();
        let (mut copy, mut node) = (graph.last_copy(), graph.destination);
        let target = labels.of(copy, node);
        let (mut idle, _) = target.expect("the target was reached");
        let mut is_stay = false;
        loop {
            if copy == 0 {
                if node != graph.source {
                    self.walk_copy(graph, labels, copy, node);
                }
                break;
            }
            let mut entry = entry_at(graph, labels, copy, node);
            if !is_stay && idle != entry.seconds {
                node = self.walk_copy(graph, labels, copy, node);
                entry = entry_at(graph, labels, copy, node);
            }
            self.moves.push(Move::Compute {
                layer: entry.layer as usize,
                node,
            });
            (copy, idle) = (entry.before as usize, entry.idle_before);
            is_stay = graph.has_two_states() && entry.is_stay;
        }
        self.moves.reverse();
    }

    /// Walks back within a copy to where a layer was run (or to the source), by the fewest
    /// transfers. Returns that node.
    fn walk_copy(&mut self, graph: &LayeredGraph, labels: &Labels, copy: usize, last: u32) -> u32 {
        self.load(graph, labels, copy);
        self.visited.push(last);
        let mut next = 0;
        let entry = loop {
            let node = self.visited[next];
            let seconds = self.entries[node as usize].seconds;
            if seconds == self.idle[node as usize] {
                break node;
            }
            next += 1;
            for arc in graph.into.of(node) {
                let is_new = arc.node != last && self.onward[arc.node as usize].is_none();
                if is_new && self.is_tight(graph, copy, arc.node, arc.link, node) {
                    self.onward[arc.node as usize] = Some(arc.link);
                    self.visited.push(arc.node);
                }
            }
        };
        let first_move = self.moves.len();
        let mut node = entry;
        while let Some(link) = self.onward[node as usize] {
            self.moves.push(Move::Transfer { copy, link });
            node = graph.links[link as usize].to;
        }
        self.moves[first_move..].reverse();
        for node in self.visited.drain(..) {
            self.onward[node as usize] = None;
        }
        for &node in labels.nodes(copy) {
            self.idle[node as usize] = f64::INFINITY;
            self.entries[node as usize] = NO_ENTRY;
        }
        entry
    }

    /// Whether the label of `to` comes from `from` over the link.
    fn is_tight(&self, graph: &LayeredGraph, copy: usize, from: u32, link: u32, to: u32) -> bool {
        let depart = self.idle[from as usize];
        graph.arrive_over(copy, from, link, depart) == self.idle[to as usize]
    }

    /// Lays out the labels and entries of a copy by node.
    fn load(&mut self, graph: &LayeredGraph, labels: &Labels, copy: usize) {
        for (&node, &seconds) in labels.nodes(copy).iter().zip(labels.idle_seconds(copy)) {
            self.idle[node as usize] = seconds;
        }
        if copy == 0 {
            self.entries[graph.source as usize].seconds = graph.release_seconds;
        }
        for &run in graph.lattice.before(copy) {
            let before = run.state as usize;
            let stays = labels.computing_seconds(before);
            let nodes = labels.nodes(before).iter().enumerate();
            for (place, &node) in nodes {
                // What has no label in this copy is of no use.
                if self.idle[node as usize].is_finite() {
                    let stay = stays.get(place).copied().unwrap_or(f64::INFINITY);
                    let times = (labels.idle_seconds(before)[place], stay);
                    let entry = &mut self.entries[node as usize];
                    *entry = entry.or(Entry::over(graph, run, node, times));
                }
            }
        }
    }
}

/// How a node of a copy is reached first by running a layer there.
fn entry_at(graph: &LayeredGraph, labels: &Labels, copy: usize, node: u32) -> Entry {
    let runs = graph.lattice.before(copy).iter();
    let entries = runs.filter_map(|&run| {
        let times = labels.of(run.state as usize, node)?;
        Some(Entry::over(graph, run, node, times))
    });
    entries.fold(NO_ENTRY, Entry::or)
}
