//! What happens next: events in order of time, and at one instant in order of priority.
//!
//! Times are sums in different orders, so the same instant may come out as two numbers that
//! differ in their last digits. Events within a [`window`] of the earliest one therefore count as
//! simultaneous.

use super::format::Discipline;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Times that differ by no more than this share are one instant.
const SAME_INSTANT: f64 = 1e-12;

/// How much later than a time still is the same instant, in seconds.
pub(super) fn window(seconds: f64) -> f64 {
    seconds * SAME_INSTANT
}

/// Something that happens to a job. Earlier events come first, then those of higher rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    /// The bits of the time: those of numbers ≥ 0 are ordered like the numbers.
    bits: u64,
    /// The job's place in the order of priority, 0 being the highest.
    pub rank: u64,
    pub kind: EventKind,
    /// Where the job is kept.
    pub slot: u32,
    /// The event is void if the job has changed its version since.
    pub version: u32,
}

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EventKind {
    /// A resource has finished a piece of work.
    Completion,
    /// A job reaches its next resource, or its destination.
    Arrival,
}

impl Event {
    pub fn new(seconds: f64, rank: u64, kind: EventKind, slot: u32, version: u32) -> Event {
        Event {
            // -0 becomes 0.
            bits: (seconds + 0.0).to_bits(),
            rank,
            kind,
            slot,
            version,
        }
    }

    pub fn seconds(&self) -> f64 {
        f64::from_bits(self.bits)
    }
}

/// Events to come.
///
/// At an instant, what was begun before and is done now is done on time, whatever its rank. Then
/// the jobs move on by rank, each as far as it gets. Under FIFO all completions go first: nothing
/// that arrives now overtakes what waits already.
#[derive(Debug, Clone)]
pub(super) struct Agenda {
    discipline: Discipline,
    later: BinaryHeap<Reverse<Event>>,
    /// Those of the present instant, by round and rank.
    now: BinaryHeap<Reverse<(EventKind, u64, Event)>>,
    /// The last second of the present instant.
    instant_end_seconds: f64,
    instant: u64,
}

impl Agenda {
    pub fn new(discipline: Discipline) -> Agenda {
        Agenda {
            discipline,
            later: BinaryHeap::new(),
            now: BinaryHeap::new(),
            instant_end_seconds: f64::NEG_INFINITY,
            instant: 0,
        }
    }

    /// The number of the present instant.
    pub fn instant(&self) -> u64 {
        self.instant
    }

    pub fn push(&mut self, event: Event) {
        if event.seconds() > self.instant_end_seconds {
            self.later.push(Reverse(event));
            return;
        }
        let round = match self.discipline {
            Discipline::Fifo => event.kind,
            Discipline::Priority => EventKind::Arrival,
        };
        self.now.push(Reverse((round, event.rank, event)));
    }

    pub fn pop(&mut self) -> Option<Event> {
        if self.now.is_empty() {
            let Reverse(first) = self.later.peek()?;
            self.instant += 1;
            self.instant_end_seconds = first.seconds() + window(first.seconds());
            while let Some(&Reverse(event)) = self.later.peek() {
                if event.seconds() > self.instant_end_seconds {
                    break;
                }
                self.now.push(Reverse((event.kind, event.rank, event)));
                self.later.pop();
            }
        }
        self.now.pop().map(|Reverse((_, _, event))| event)
    }
}
