//! The WebAssembly module's exports: numbers in, numbers out. JavaScript holds the clock.

use crate::contestants::{Arena, Contestant};
use crate::instances;
use crate::workloads::{Batch, SIZES, WorkContestant};
use std::cell::RefCell;

thread_local! {
    static ARENA: RefCell<Option<Arena>> = const { RefCell::new(None) };
    static BATCH: RefCell<Option<Batch>> = const { RefCell::new(None) };
}

fn with<T>(act: impl FnOnce(&mut Arena) -> T) -> T {
    ARENA.with_borrow_mut(|arena| act(arena.as_mut().expect("an instance is taken first")))
}

fn numbered(contestant: usize) -> Contestant {
    Contestant::ALL[contestant].1
}

/// Takes an instance by its place among all.
#[unsafe(no_mangle)]
extern "C" fn take(instance: usize) {
    let (kind, size) = instances::all()[instance];
    let arena = Arena::new(instances::make(kind, size));
    ARENA.set(Some(arena));
}

#[unsafe(no_mangle)]
extern "C" fn set_up(contestant: usize, runs: usize) {
    with(|arena| arena.set_up(numbered(contestant), runs));
}

#[unsafe(no_mangle)]
extern "C" fn run(contestant: usize, runs: usize) -> f64 {
    with(|arena| arena.run(numbered(contestant), runs))
}

#[unsafe(no_mangle)]
extern "C" fn nodes() -> usize {
    with(|arena| arena.rows().nodes())
}

#[unsafe(no_mangle)]
extern "C" fn copies() -> usize {
    with(|arena| arena.rows().payload_bytes.len())
}

#[unsafe(no_mangle)]
extern "C" fn source() -> u32 {
    with(|arena| arena.rows().source)
}

#[unsafe(no_mangle)]
extern "C" fn destination() -> u32 {
    with(|arena| arena.rows().destination)
}

/// Where a node's links start among all links; those of the last node end at `row_start(nodes)`.
#[unsafe(no_mangle)]
extern "C" fn row_start(node: usize) -> u32 {
    with(|arena| arena.rows().starts[node])
}

#[unsafe(no_mangle)]
extern "C" fn receiver(place: usize) -> u32 {
    with(|arena| arena.rows().arcs[place].to)
}

#[unsafe(no_mangle)]
extern "C" fn transfer_seconds(copy: usize, place: usize) -> f64 {
    with(|arena| {
        let rows = arena.rows();
        rows.arcs[place].arrive::<false>(0.0, rows.payload_bytes[copy], 0.0)
    })
}

/// Of the layer that leads from a copy to the next.
#[unsafe(no_mangle)]
extern "C" fn compute_seconds(copy: usize, node: usize) -> f64 {
    with(|arena| {
        let rows = arena.rows();
        rows.work[copy].seconds(&rows.speeds[node])
    })
}

fn with_batch<T>(act: impl FnOnce(&mut Batch) -> T) -> T {
    BATCH.with_borrow_mut(|batch| act(batch.as_mut().expect("a workload is taken first")))
}

/// Takes a workload by its place among all.
#[unsafe(no_mangle)]
extern "C" fn take_workload(place: usize) {
    BATCH.set(Some(Batch::new(SIZES[place])));
}

#[unsafe(no_mangle)]
extern "C" fn set_up_work(contestant: usize, runs: usize) {
    with_batch(|batch| batch.set_up(WorkContestant::ALL[contestant].1, runs));
}

#[unsafe(no_mangle)]
extern "C" fn run_work(contestant: usize, runs: usize) -> f64 {
    with_batch(|batch| batch.run(WorkContestant::ALL[contestant].1, runs))
}
