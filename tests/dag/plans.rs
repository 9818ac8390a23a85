//! Routes of random graphs against the definition, and everything that plans must stand.

use crate::definitions::Definitions;
use crate::definitions::sets::Sets;
use crate::instances::graphs::graphs;
use crate::instances::small::Numbers;
use crate::instances::{Instance, WAITS, certified, for_all, is_close, waiting};
use crate::oracle::earliest;
use splitway::plan::Step;
use splitway::simulate::{Discipline, replay};
use splitway::{LayeredGraph, Plan, Router, Scenario, Wait, route, verify};
use std::cell::Cell;

/// Routes a scenario; the answer must be that of the definition, and be what it says. Returns
/// whether there is one, and whether its layers can run in more than one order.
fn check(scenario: &Scenario, wait: Wait) -> (bool, bool) {
    let definitions = Definitions::of(scenario, wait);
    let (plan, expected) = match (route(scenario, &certified(wait)), earliest(&definitions)) {
        (Ok(plan), Some(expected)) => (plan, expected),
        (Err(error), None) => {
            let codes = ["unreachable", "no-feasible-placement"];
            assert!(codes.contains(&error.code()), "{error}");
            return (false, false);
        }
        (found, expected) => panic!("{found:?} is not {expected:?}"),
    };
    let latency = expected - scenario.jobs[0].release_seconds;
    assert!(is_close(plan.latency_seconds, latency, expected));
    assert!(plan.exact && plan.ordered_blocks.is_empty());
    check_steps(&definitions, &plan);
    let graph = LayeredGraph::new(scenario, 0, wait).unwrap();
    assert_eq!(graph.copy_count(), Sets::of(&definitions).down_sets());
    assert_eq!(plan.statistics.layered_vertices, graph.vertex_count());
    let verdict = verify(scenario, &plan).unwrap();
    assert!(verdict.optimal);
    // Every arc of the whole graph was checked.
    assert_eq!(verdict.arcs_checked, graph.arc_count());
    if wait == Wait::Draining {
        let replayed = replay(scenario, std::slice::from_ref(&plan), Discipline::Priority);
        let replayed = &replayed.unwrap().jobs[0];
        assert!(is_close(replayed.latency_seconds, latency, expected));
    }
    (true, graph.copy_count() > graph.layer_count() + 1)
}

/// The layers run once each, after what they read from, and the live tensors move.
fn check_steps(definitions: &Definitions, plan: &Plan) {
    let sets = Sets::of(definitions);
    let mut done = 0u32;
    for step in &plan.steps {
        match step {
            Step::Compute { node, layer, .. } => {
                assert!(sets.ready(done).contains(layer));
                assert_eq!(plan.placement[layer - 1], *node);
                done |= 1 << (layer - 1);
            }
            Step::Transfer {
                after_layer, bytes, ..
            } => {
                assert_eq!(*after_layer, done.count_ones() as usize);
                let live = sets.live_bytes(definitions, done);
                assert!((bytes - live).abs() <= 1e-9 * live);
            }
        }
    }
    assert_eq!(done, sets.all());
    assert_eq!(plan.placement.len(), definitions.model.layers.len());
}

#[test]
fn a_route_is_the_earliest_over_all_sets_of_layers() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        let (answered, branching) = (Cell::new(0), Cell::new(0));
        for_all(3_000, &graphs(numbers), |Instance(scenario)| {
            for wait in WAITS {
                let (is_answered, is_branching) = check(&scenario, wait);
                answered.set(answered.get() + u32::from(is_answered));
                branching.set(branching.get() + u32::from(is_branching));
            }
        });
        // The generator is worth something only if most have an answer, and many have orders.
        let counts = (answered.get(), branching.get());
        assert!(counts.0 > 3_000 && counts.1 > 1_500, "{counts:?}");
    }
}

#[test]
fn a_router_that_was_changed_answers_like_a_fresh_one() {
    for_all(500, &graphs(Numbers::Wild), |Instance(scenario)| {
        for wait in WAITS {
            let mut router = Router::new(scenario.clone()).unwrap();
            let _ = router.route(&waiting(wait));
            router.scale_links(3.0).unwrap();
            router.scale_compute(0.5).unwrap();
            router.scale_backlog(2.0).unwrap();
            let node = router.scenario().network.nodes[0].id.clone();
            let slower = splitway::scenario::Node {
                flop_per_second: 1e9,
                ..router.node(&node).unwrap().clone()
            };
            router.set_node(&node, slower).unwrap();
            let fresh = route(&router.scenario(), &certified(wait));
            match (router.route(&certified(wait)), fresh) {
                (Ok(plan), Ok(fresh)) => {
                    assert!(is_close(plan.latency_seconds, fresh.latency_seconds, 1.0));
                    assert!(verify(&router.scenario(), &plan).unwrap().optimal);
                }
                (Err(error), Err(fresh)) => assert_eq!(error.code(), fresh.code()),
                (plan, fresh) => panic!("{plan:?} is not {fresh:?}"),
            }
        }
    });
}
