//! Solving again after the numbers have changed allocates nothing, nor do jobs that come and go.

mod instances;

use instances::large::{Links, Rates, Shape};
use instances::{Instance, WAITS, waiting};
use splitway::scenario::Pin;
use splitway::simulate::{Discipline, SimulateOptions, Simulator};
use splitway::{RouteOptions, Router, Scenario};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

/// The system's allocator, counting on each thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(run: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    run();
    ALLOCATIONS.get() - before
}

/// Solves for every combination of factors and counts what that allocates.
fn slide(router: &mut Router, options: &RouteOptions) -> u64 {
    let factors = [1.0, 0.01, 100.0, 0.3];
    allocations(|| {
        for links in factors {
            for compute in factors {
                for backlog in [1.0, 0.0, 10.0] {
                    router.scale_links(links).unwrap();
                    router.scale_compute(compute).unwrap();
                    router.scale_backlog(backlog).unwrap();
                    router.latency_seconds(options).unwrap();
                }
            }
        }
    })
}

#[test]
fn the_allocator_counts() {
    assert_eq!(allocations(|| drop(black_box(Box::new(1)))), 1);
}

#[test]
fn re_solving_a_small_scenario_allocates_nothing() {
    let scenario = Scenario::from_json(include_str!("scenarios/waits.json")).unwrap();
    for wait in WAITS {
        let mut router = Router::new(scenario.clone()).unwrap();
        router.latency_seconds(&waiting(wait)).unwrap();
        assert_eq!(slide(&mut router, &waiting(wait)), 0, "{wait:?}");
    }
}

#[test]
fn re_solving_a_large_scenario_allocates_nothing() {
    for seed in 0..6 {
        for links in [Links::Random, Links::Shortcuts] {
            let shape = Shape {
                nodes: 150,
                layers: 20,
                rates: [Rates::Spread, Rates::Alike][seed as usize % 2],
                links,
                seed,
            };
            let Instance(scenario) = shape.instance();
            for wait in WAITS {
                let mut router = Router::new(scenario.clone()).unwrap();
                router.latency_seconds(&waiting(wait)).unwrap();
                assert_eq!(slide(&mut router, &waiting(wait)), 0, "{shape:?} {wait:?}");
            }
        }
    }
}

#[test]
fn backlogs_that_were_scaled_away_come_back_without_allocating() {
    let scenario = Scenario::from_json(include_str!("scenarios/waits.json")).unwrap();
    for wait in WAITS {
        let mut router = Router::new(scenario.clone()).unwrap();
        router.scale_backlog(0.0).unwrap();
        router.latency_seconds(&waiting(wait)).unwrap();
        assert_eq!(slide(&mut router, &waiting(wait)), 0, "{wait:?}");
    }
}

#[test]
fn other_pins_leave_the_network_as_it_is() {
    let shape = Shape {
        nodes: 150,
        layers: 20,
        rates: Rates::Spread,
        links: Links::Random,
        seed: 1,
    };
    let Instance(scenario) = shape.instance();
    let pinned = |place: usize| RouteOptions {
        pins: Some(vec![Pin {
            first_layer: 1,
            last_layer: 3,
            nodes: vec![scenario.network.nodes[place].id.clone()],
            tags: vec![],
        }]),
        ..RouteOptions::default()
    };
    let mut router = Router::new(scenario.clone()).unwrap();
    router.latency_seconds(&RouteOptions::default()).unwrap();
    for place in 0..10 {
        let options = pinned(place);
        let count = allocations(|| {
            let _ = router.latency_seconds(&options);
        });
        // A few for the pins themselves; the names of the nodes alone would be 150.
        assert!(count < 50, "{count}");
    }
}

/// Queues grow when they are longer than ever before, which becomes rare; events need nothing.
#[test]
fn jobs_that_come_and_go_allocate_nothing_of_their_own() {
    let scenario = include_str!("../data/scenarios/default.json");
    let scenario = Scenario::from_json(scenario).unwrap();
    for discipline in [Discipline::Fifo, Discipline::Priority] {
        let options = SimulateOptions {
            discipline: Some(discipline),
            jobs_per_second: Some(40.0),
            jobs: Some(10_000),
            ..SimulateOptions::default()
        };
        let mut simulator = Simulator::new(&scenario, &options).unwrap();
        let half = loop {
            let progress = simulator.advance(100).unwrap();
            if progress.share >= 0.5 {
                break progress.events;
            }
        };
        let mut all = half;
        let rest = allocations(|| all = simulator.advance(usize::MAX).unwrap().events);
        assert!(all - half > 250_000);
        assert!(rest <= 10, "{rest} {discipline:?}");
    }
}
