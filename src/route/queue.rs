//! A priority queue of nodes by time, for label-setting.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Earliest time first, ties by the lower node index. Keeps its memory between searches.
#[derive(Debug, Clone, Default)]
pub(crate) struct TimeQueue {
    /// Seconds above, node below: one whole number is compared faster than a pair.
    heap: BinaryHeap<Reverse<u128>>,
}

impl TimeQueue {
    pub fn with_capacity(nodes: usize) -> TimeQueue {
        TimeQueue {
            heap: BinaryHeap::with_capacity(nodes),
        }
    }

    /// Adds a node; it may stand in the queue several times.
    #[inline(always)]
    pub fn push(&mut self, seconds: f64, node: u32) {
        // The bits of numbers ≥ 0 are ordered like the numbers.
        self.heap.push(Reverse(
            u128::from(seconds.to_bits()) << 32 | u128::from(node),
        ));
    }

    /// Takes the earliest entry out.
    #[inline(always)]
    pub fn pop(&mut self) -> Option<(f64, u32)> {
        let Reverse(key) = self.heap.pop()?;
        Some((f64::from_bits((key >> 32) as u64), key as u32))
    }

    /// Takes all entries out.
    pub fn clear(&mut self) {
        self.heap.clear();
    }
}
