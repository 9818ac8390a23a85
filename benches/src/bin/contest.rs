//! Measures contestants natively, as asked on standard input, one line each:
//! `instances`, `take <instance>`, `run <contestant> <runs>`, and for many jobs `workloads`,
//! `takeWork <workload>`, `runWork <contestant> <runs>`, and for ONNX models
//! `takeModel <shapes> <path>`, `runModel <runs>`, and for routing their operators
//! `takeGraph <nodes> <devices> <shapes> <path>`, `runGraph <runs>`. Answers are lines of JSON.

use splitway_bench::contestants::{Arena, Contestant};
use splitway_bench::graphs::GraphRoute;
use splitway_bench::instances;
use splitway_bench::models::ModelFile;
use splitway_bench::workloads::{self, Batch, WorkContestant};
use std::alloc::{GlobalAlloc, Layout, System};
use std::io::BufRead;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// The system's allocator, counted.
struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is passed on unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.realloc(place, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let mut arena = None;
    let mut batch = None;
    let mut model = None;
    let mut graph = None;
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("lines are text");
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["instances"] => println!("[{}]", described().join(",")),
            ["take", instance] => arena = Some(take(parsed(instance))),
            ["run", name, runs] => {
                let arena = arena.as_mut().expect("an instance is taken first");
                run(arena, named(name), parsed(runs));
            }
            ["workloads"] => println!("{:?}", workloads::SIZES),
            ["takeWork", place] => {
                batch = Some(Batch::new(workloads::SIZES[parsed(place)]));
                println!("{{}}");
            }
            ["runWork", name, runs] => {
                let batch = batch.as_mut().expect("a workload is taken first");
                run_work(batch, work_named(name), parsed(runs));
            }
            ["takeModel", shapes, ref path @ ..] => {
                model = Some(ModelFile::new(&path.join(" "), shapes));
                println!("{{}}");
            }
            ["runModel", runs] => {
                let model = model.as_ref().expect("a model is taken first");
                run_model(model, parsed(runs));
            }
            ["takeGraph", nodes, devices, shapes, ref path @ ..] => {
                let is_mixed = devices == "mixed";
                let taken = GraphRoute::new(&path.join(" "), shapes, parsed(nodes), is_mixed);
                println!("{}", told(&taken));
                graph = Some(taken);
            }
            ["runGraph", runs] => {
                let graph = graph.as_mut().expect("a graph is taken first");
                run_graph(graph, parsed(runs));
            }
            _ => panic!("unknown request `{line}`"),
        }
    }
}

fn parsed(word: &str) -> usize {
    word.parse().expect("numbers are whole")
}

fn named(name: &str) -> Contestant {
    let mut all = Contestant::ALL.into_iter();
    let found = all.find(|(other, _)| *other == name);
    found.expect("contestants are asked for by name").1
}

fn described() -> Vec<String> {
    let describe = |(kind, (nodes, layers)): (instances::Kind, instances::Size)| {
        let kind = kind.name();
        format!(r#"{{"kind":"{kind}","nodes":{nodes},"layers":{layers}}}"#)
    };
    instances::all().into_iter().map(describe).collect()
}

fn take(instance: usize) -> Arena {
    let (kind, size) = instances::all()[instance];
    let arena = Arena::new(instances::make(kind, size));
    println!(
        r#"{{"links":{},"hasBacklogs":{}}}"#,
        arena.rows().arcs.len(),
        arena.rows().has_backlogs
    );
    arena
}

fn run(arena: &mut Arena, contestant: Contestant, runs: usize) {
    arena.set_up(contestant, runs);
    let allocations = ALLOCATIONS.load(Ordering::Relaxed);
    let begin = Instant::now();
    let answer = arena.run(contestant, runs);
    let seconds = begin.elapsed().as_secs_f64() / runs as f64;
    let allocations = ALLOCATIONS.load(Ordering::Relaxed) - allocations;
    let allocations = allocations as f64 / runs as f64;
    let answer = if answer.is_nan() {
        "null".into()
    } else {
        format!("{answer:e}")
    };
    println!(r#"{{"seconds":{seconds:e},"answer":{answer},"allocations":{allocations}}}"#);
}

fn work_named(name: &str) -> WorkContestant {
    let mut all = WorkContestant::ALL.into_iter();
    let found = all.find(|(other, _)| *other == name);
    found.expect("contestants are asked for by name").1
}

fn run_work(batch: &mut Batch, contestant: WorkContestant, runs: usize) {
    batch.set_up(contestant, runs);
    let begin = Instant::now();
    let answer = batch.run(contestant, runs);
    let seconds = begin.elapsed().as_secs_f64() / runs as f64;
    let (routes, plain_routes, lower_bound) = batch.of_greedy();
    let moves = batch.moves();
    println!(
        r#"{{"seconds":{seconds:e},"answer":{answer:e},"routes":{routes},"plainRoutes":{plain_routes},"lowerBoundSeconds":{lower_bound:e},"moves":{moves}}}"#
    );
}

fn told(graph: &GraphRoute) -> String {
    format!(
        r#"{{"layers":{},"copies":{},"settledVertices":{},"exact":{},"firstSeconds":{:e},"scenario":{}}}"#,
        graph.layers,
        graph.copies,
        graph.settled_vertices,
        graph.is_exact,
        graph.first_seconds,
        graph.scenario
    )
}

fn run_graph(graph: &mut GraphRoute, runs: usize) {
    let begin = Instant::now();
    let answer = graph.run(runs);
    let seconds = begin.elapsed().as_secs_f64() / runs as f64;
    println!(r#"{{"seconds":{seconds:e},"answer":{answer:e}}}"#);
}

fn run_model(model: &ModelFile, runs: usize) {
    let begin = Instant::now();
    let answer = model.run(runs);
    let seconds = begin.elapsed().as_secs_f64() / runs as f64;
    println!(r#"{{"seconds":{seconds:e},"answer":{answer:e}}}"#);
}
