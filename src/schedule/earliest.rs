//! The earliest plan of one job among busy intervals.
//!
//! Label-setting by arrival time on the implicit layered graph, led by what would remain if
//! nothing were busy (A*). Every prefix of the plan is earliest too. Among equals, a vertex is
//! reached by running a layer (the last one in the file of several) rather than by a transfer, then
//! over the lowest link index.

use super::occupancy::Occupancy;
use super::workload::{Workload, WorkloadJob};
use crate::layered::LayeredGraph;
use crate::route::Move;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Labels and what remains are sums in different orders; vertices whose estimate exceeds the
/// best by no more than this share are looked at, so that all ties are.
const ROUNDING: f64 = 1e-11;

/// How a vertex is reached: the job starts here; a layer runs, the last one in the file counting
/// least; or over a link, the first counting least.
const START: u32 = 0;
const FIRST_LINK: u32 = 1 << 31;

fn compute(layer: usize) -> u32 {
    FIRST_LINK - layer as u32
}

/// A set of resources, a bit each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ResourceSet {
    words: Vec<u64>,
}

impl ResourceSet {
    pub fn empty(resources: usize) -> ResourceSet {
        ResourceSet {
            words: vec![0; resources.div_ceil(64)],
        }
    }

    pub fn add(&mut self, resource: usize) {
        self.words[resource / 64] |= 1 << (resource % 64);
    }

    pub fn contains(&self, resource: usize) -> bool {
        self.words[resource / 64] >> (resource % 64) & 1 == 1
    }

    pub fn clear(&mut self) {
        self.words.fill(0);
    }

    pub fn meets(&self, other: &ResourceSet) -> bool {
        let mut pairs = self.words.iter().zip(&other.words);
        pairs.any(|(one, other)| one & other != 0)
    }

    pub fn iter(&self) -> impl Iterator<Item = usize> {
        let words = self.words.iter().enumerate();
        words.flat_map(|(place, &word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| place * 64 + bit)
        })
    }
}

/// A time during which a plan keeps a resource busy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub resource: usize,
    pub start_seconds: f64,
    pub end_seconds: f64,
}

/// A plan among busy intervals.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Route {
    pub moves: Vec<Move>,
    pub completion_seconds: f64,
    /// When it keeps which resource busy, in time order.
    pub pieces: Vec<Piece>,
    /// The resources whose busy intervals the search looked at: while they stay as they are, the
    /// plan stays the earliest, to the last bit.
    pub consulted: ResourceSet,
    /// Vertices that the search settled, and transfer arcs that it looked at.
    pub settled_vertices: usize,
    pub relaxed_arcs: usize,
}

/// The memory of a search, reused from one to the next.
#[derive(Debug, Clone)]
pub(super) struct EarliestSearch {
    labels: Vec<f64>,
    reached_by: Vec<u32>,
    is_settled: Vec<bool>,
    touched: Vec<u32>,
    /// Bits of the estimate, then the deeper vertex.
    queue: BinaryHeap<Reverse<(u64, Reverse<u32>)>>,
    consulted: ResourceSet,
    settled_vertices: usize,
    relaxed_arcs: usize,
}

impl EarliestSearch {
    pub fn for_workload(workload: &Workload) -> EarliestSearch {
        let graphs = workload.graphs.iter();
        let copies = graphs.map(LayeredGraph::copy_count).max();
        let vertices = copies.unwrap_or(0) * workload.nodes;
        EarliestSearch {
            labels: vec![f64::INFINITY; vertices],
            reached_by: vec![START; vertices],
            is_settled: vec![false; vertices],
            touched: vec![],
            queue: BinaryHeap::new(),
            consulted: ResourceSet::empty(workload.resources()),
            settled_vertices: 0,
            relaxed_arcs: 0,
        }
    }

    /// The earliest plan of a job that does not use the resource to `avoid`; `None` if there is
    /// none. A plan known to be in time for `limit_seconds` saves looking at what is later.
    ///
    /// # Cost
    /// O(V log V) for the V vertices that could be passed in time, each with its links.
    pub fn earliest(
        &mut self,
        workload: &Workload,
        job: usize,
        occupancy: &Occupancy,
        avoid: Option<usize>,
        limit_seconds: f64,
    ) -> Option<Route> {
        self.clear();
        let (graph, facts) = (workload.graph(job), &workload.jobs[job]);
        let remaining = workload.remaining(job).seconds();
        let nodes = workload.nodes as u32;
        let target = graph.last_copy() as u32 * nodes + facts.destination;
        let mut latest = with_rounding(limit_seconds);
        self.improve(facts.source, facts.release_seconds, START, remaining);
        while let Some(Reverse((estimate, Reverse(vertex)))) = self.queue.pop() {
            if f64::from_bits(estimate) > latest {
                break;
            }
            if std::mem::replace(&mut self.is_settled[vertex as usize], true) {
                continue;
            }
            self.settled_vertices += 1;
            let now = self.labels[vertex as usize];
            if vertex == target {
                latest = f64::min(latest, with_rounding(now));
                continue;
            }
            let (copy, node) = ((vertex / nodes) as usize, vertex % nodes);
            for run in graph.lattice.after(copy) {
                let layer = run.layer as usize;
                if !graph.allowed(layer)[node as usize] || avoid == Some(node as usize) {
                    continue;
                }
                let service_seconds = graph.layer_seconds(layer, node);
                let head = run.state * nodes + node;
                if now + service_seconds + remaining[head as usize] <= latest {
                    self.consulted.add(node as usize);
                    let end = occupancy.end_of_service(node as usize, now, service_seconds);
                    self.improve(head, end, compute(layer), remaining);
                }
            }
            let bytes = graph.payload_bytes[copy];
            for arc in graph.out.of(node) {
                let head = vertex - node + arc.node;
                if now + arc.seconds(bytes) + remaining[head as usize] > latest {
                    continue;
                }
                let resource = workload.nodes + arc.link as usize;
                if avoid == Some(resource) {
                    continue;
                }
                self.consulted.add(resource);
                self.relaxed_arcs += 1;
                let service_seconds = bytes * arc.seconds_per_byte;
                let end = occupancy.end_of_service(resource, now, service_seconds);
                let arrive = end + arc.offset_seconds;
                self.improve(head, arrive, FIRST_LINK + arc.link, remaining);
            }
        }
        self.labels[target as usize]
            .is_finite()
            .then(|| self.walk_back(workload, graph, facts, occupancy, target))
    }

    fn clear(&mut self) {
        for vertex in self.touched.drain(..) {
            self.labels[vertex as usize] = f64::INFINITY;
        }
        self.queue.clear();
        self.consulted.clear();
        self.settled_vertices = 0;
        self.relaxed_arcs = 0;
    }

    #[inline(always)]
    fn improve(&mut self, vertex: u32, seconds: f64, reached_by: u32, remaining: &[f64]) {
        let place = vertex as usize;
        let label = &mut self.labels[place];
        if seconds > *label {
            return;
        }
        if seconds == *label {
            // A settled vertex keeps its way, or ways of no time could lead in circles.
            if !self.is_settled[place] && reached_by < self.reached_by[place] {
                self.reached_by[place] = reached_by;
            }
            return;
        }
        let estimate = seconds + remaining[place];
        if estimate == f64::INFINITY {
            return;
        }
        if *label == f64::INFINITY {
            self.touched.push(vertex);
        }
        *label = seconds;
        self.reached_by[place] = reached_by;
        self.is_settled[place] = false;
        self.queue
            .push(Reverse((estimate.to_bits(), Reverse(vertex))));
    }

    fn walk_back(
        &self,
        workload: &Workload,
        graph: &LayeredGraph,
        facts: &WorkloadJob,
        occupancy: &Occupancy,
        target: u32,
    ) -> Route {
        let nodes = workload.nodes as u32;
        let mut moves = vec![];
        let mut vertex = target;
        loop {
            let copy = (vertex / nodes) as usize;
            match self.reached_by[vertex as usize] {
                START => break,
                by_link if by_link >= FIRST_LINK => {
                    let link = by_link - FIRST_LINK;
                    moves.push(Move::Transfer { copy, link });
                    vertex = vertex - vertex % nodes + graph.links[link as usize].from;
                }
                by_layer => {
                    let (layer, node) = (FIRST_LINK - by_layer, vertex % nodes);
                    moves.push(Move::Compute {
                        layer: layer as usize,
                        node,
                    });
                    let mut runs = graph.lattice.before(copy).iter();
                    let run = runs.find(|run| run.layer == layer);
                    let run = run.expect("the layer led to this copy");
                    vertex = run.state * nodes + node;
                }
            }
        }
        moves.reverse();
        let release_seconds = facts.release_seconds;
        Route {
            settled_vertices: self.settled_vertices,
            relaxed_arcs: self.relaxed_arcs,
            ..Route::following(
                moves,
                graph,
                release_seconds,
                occupancy,
                self.consulted.clone(),
            )
        }
    }
}

impl Route {
    /// The plan that makes these moves among busy intervals.
    pub fn following(
        moves: Vec<Move>,
        graph: &LayeredGraph,
        release_seconds: f64,
        occupancy: &Occupancy,
        consulted: ResourceSet,
    ) -> Route {
        let mut pieces = vec![];
        let completion_seconds = follow(
            &moves,
            graph,
            release_seconds,
            occupancy,
            |resource, start_seconds, end_seconds| {
                if end_seconds > start_seconds {
                    pieces.push(Piece {
                        resource,
                        start_seconds,
                        end_seconds,
                    });
                }
            },
        );
        Route {
            moves,
            completion_seconds,
            pieces,
            consulted,
            settled_vertices: 0,
            relaxed_arcs: 0,
        }
    }
}

/// When a job that makes these moves arrives, among busy intervals. Calls `piece` with the
/// resource, start and end of each part.
pub(super) fn follow(
    moves: &[Move],
    graph: &LayeredGraph,
    release_seconds: f64,
    occupancy: &Occupancy,
    mut piece: impl FnMut(usize, f64, f64),
) -> f64 {
    let mut now = release_seconds;
    for &step in moves {
        let (resource, delay_seconds) = resource_of(step, graph);
        let service_seconds = graph.service_seconds(step);
        let (_, end) = occupancy.serve(resource, now, service_seconds, |start, end| {
            piece(resource, start, end);
        });
        now = end + delay_seconds;
    }
    now
}

/// The resource that a move uses, and the delay after it.
pub(super) fn resource_of(step: Move, graph: &LayeredGraph) -> (usize, f64) {
    match step {
        Move::Compute { node, .. } => (node as usize, 0.0),
        Move::Transfer { link, .. } => {
            let delay_seconds = graph.links[link as usize].delay_seconds;
            (graph.node_count() + link as usize, delay_seconds)
        }
    }
}

fn with_rounding(seconds: f64) -> f64 {
    seconds + seconds * ROUNDING
}
