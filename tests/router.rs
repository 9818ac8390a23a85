//! A router after any changes answers, to the last bit, like a new one on the changed scenario.

mod instances;

use instances::small::{self, Numbers};
use instances::{Instance, WAITS, certified, for_all, large, waiting};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use splitway::scenario::{Job, Link, Node, Pin};
use splitway::{Error, Plan, RouteOptions, Router, Scenario, Wait};
use std::cell::Cell;

/// One thing that happens to a router.
#[derive(Debug, Clone)]
enum Change {
    ScaleLinks(f64),
    ScaleCompute(f64),
    ScaleBacklog(f64),
    /// Another compute rate and backlog of a node.
    SetNode(Index, f64, f64),
    /// Another rate, backlog, and maybe the other direction of a link.
    SetLink(Index, f64, f64, bool),
    /// Another batch, and maybe without pins.
    SetJob(u32, bool),
    /// A question in between, which prepares the router for something else.
    Ask,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let factor = || select(&[1e-3, 0.3, 0.7, 1.0, 1.1, 3.0, 1e4][..]);
    let amount = || select(&[0.0, 0.1, 1.0, 3.0, 1e9][..]);
    let rate = select(&[0.7, 3.0, 1e9][..]);
    let change = prop_oneof![
        2 => factor().prop_map(Change::ScaleLinks),
        2 => factor().prop_map(Change::ScaleCompute),
        1 => factor().prop_map(Change::ScaleBacklog),
        1 => Just(Change::ScaleBacklog(0.0)),
        1 => (any::<Index>(), amount(), amount()).prop_map(|(i, r, b)| Change::SetNode(i, r, b)),
        1 => (any::<Index>(), rate, amount(), any::<bool>())
            .prop_map(|(i, r, b, turn)| Change::SetLink(i, r, b, turn)),
        1 => (1..4u32, any::<bool>()).prop_map(|(batch, free)| Change::SetJob(batch, free)),
        2 => Just(Change::Ask),
    ];
    vec(change, 1..8)
}

fn directed_links(scenario: &Scenario) -> usize {
    scenario.summary().links
}

/// Whether a change is one that the router refused.
fn apply(router: &mut Router, change: &Change) -> bool {
    let scenario = router.scenario();
    let outcome = match change {
        Change::ScaleLinks(factor) => router.scale_links(*factor),
        Change::ScaleCompute(factor) => router.scale_compute(*factor),
        Change::ScaleBacklog(factor) => router.scale_backlog(*factor),
        Change::SetNode(index, flop_per_second, backlog_flop) => {
            let node = index.get(&scenario.network.nodes);
            let changed = Node {
                flop_per_second: *flop_per_second,
                backlog_flop: *backlog_flop,
                ..router.node(&node.id).unwrap().clone()
            };
            router.set_node(&node.id, changed)
        }
        Change::SetLink(..) if scenario.network.links.is_empty() => Ok(()),
        Change::SetLink(index, bits_per_second, backlog_bits, is_turned) => {
            let index = index.index(directed_links(&scenario));
            let old = router.link(index).unwrap();
            let (from, to) = if *is_turned {
                (old.to.clone(), old.from.clone())
            } else {
                (old.from.clone(), old.to.clone())
            };
            let changed = Link {
                from,
                to,
                bits_per_second: *bits_per_second,
                backlog_bits: *backlog_bits,
                ..old
            };
            router.set_link(index, changed)
        }
        Change::SetJob(batch, is_free) => {
            let mut changed = Job {
                batch: *batch,
                ..router.job("job").unwrap().clone()
            };
            if *is_free {
                changed.pins.clear();
            }
            router.set_job("job", changed)
        }
        Change::Ask => {
            let _ = router.route(&waiting(WAITS[directed_links(&scenario) % 2]));
            Ok(())
        }
    };
    if outcome.is_err() {
        assert_eq!(router.scenario(), scenario, "{change:?} was refused");
    }
    outcome.is_err()
}

/// A plan as text that tells any two numbers apart, or an error without its place: the links
/// of the scenario that it points into may have been counted differently.
fn told(answer: Result<Plan, Error>) -> String {
    match answer {
        Ok(plan) => format!("{plan:?}"),
        Err(error) => format!("{} {error}", error.code()),
    }
}

fn answers_like_a_new_one(router: &mut Router) {
    let scenario = router.scenario();
    for wait in WAITS {
        let mut fresh = Router::new(scenario.clone()).unwrap();
        let latency = fresh.latency_seconds(&certified(wait)).map(f64::to_bits);
        let again = router.latency_seconds(&certified(wait)).map(f64::to_bits);
        assert_eq!(again.ok(), latency.ok());
        assert_eq!(
            told(router.route(&certified(wait))),
            told(fresh.route(&certified(wait)))
        );
    }
}

#[test]
fn after_any_changes_a_router_answers_like_a_new_one() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        let refused = Cell::new(0);
        let cases = (small::scenarios(numbers), changes());
        for_all(2_000, &cases, |(Instance(scenario), changes)| {
            let mut router = Router::new(scenario).unwrap();
            for change in &changes {
                if apply(&mut router, change) {
                    refused.set(refused.get() + 1);
                }
                answers_like_a_new_one(&mut router);
            }
        });
        assert!(refused.get() > 100, "{}", refused.get());
    }
}

#[test]
fn a_router_on_a_large_network_answers_like_a_new_one() {
    let cases = (large::shapes(100..=300, 20..=30), changes());
    for_all(20, &cases, |(shape, changes)| {
        let mut router = Router::new(shape.instance().0).unwrap();
        for change in &changes {
            apply(&mut router, change);
            answers_like_a_new_one(&mut router);
        }
    });
}

/// A range of layers on some of the nodes, maybe on none.
type AnyPin = (Index, Index, Vec<Index>);

fn options(scenario: &Scenario, wait: Wait, pins: &Option<Vec<AnyPin>>) -> RouteOptions {
    let layers = scenario.models[0].layers.len();
    let pin = |(first, more, nodes): &AnyPin| {
        let first_layer = 1 + first.index(layers);
        let id = |index: &Index| index.get(&scenario.network.nodes).id.clone();
        Pin {
            first_layer,
            last_layer: first_layer + more.index(layers + 1 - first_layer),
            nodes: nodes.iter().map(id).collect(),
            tags: vec![],
        }
    };
    RouteOptions {
        pins: pins.as_ref().map(|pins| pins.iter().map(pin).collect()),
        ..certified(wait)
    }
}

#[test]
fn under_any_pins_in_turn_a_router_answers_like_a_new_one() {
    let pin = (any::<Index>(), any::<Index>(), vec(any::<Index>(), 0..4));
    let turns = vec((any::<bool>(), option::of(vec(pin, 0..3))), 2..8);
    for numbers in [Numbers::Few, Numbers::Wild] {
        let answered = Cell::new(0);
        let cases = (small::scenarios(numbers), &turns);
        for_all(1_000, &cases, |(Instance(scenario), turns)| {
            let mut router = Router::new(scenario.clone()).unwrap();
            for (turn, (is_slower, pins)) in turns.iter().enumerate() {
                // Two turns each, so that pins alone change.
                let options = options(&scenario, WAITS[turn / 2 % 2], pins);
                if *is_slower {
                    router.scale_compute(0.5).unwrap();
                }
                let mut fresh = Router::new(router.scenario()).unwrap();
                let answer = router.route(&options);
                answered.set(answered.get() + u32::from(answer.is_ok()));
                assert_eq!(told(answer), told(fresh.route(&options)));
            }
        });
        assert!(answered.get() > 1_000, "{}", answered.get());
    }
}

#[test]
fn factors_are_relative_to_the_scenario_as_given() {
    for_all(
        300,
        &small::scenarios(Numbers::Few),
        |Instance(scenario)| {
            let mut router = Router::new(scenario).unwrap();
            let given = router.scenario();
            for factor in [2.0, 8.0, 1.0] {
                router.scale_links(factor).unwrap();
                router.scale_compute(factor).unwrap();
                router.scale_backlog(factor).unwrap();
            }
            assert_eq!(router.scenario(), given);
        },
    );
}

#[test]
fn changes_that_fail_leave_everything_as_it_was() {
    let text = include_str!("scenarios/waits.json");
    let mut router = Router::new(Scenario::from_json(text).unwrap()).unwrap();
    router.scale_links(3.0).unwrap();
    let scenario = router.scenario();
    let answers = |router: &mut Router| WAITS.map(|wait| told(router.route(&certified(wait))));
    let before = answers(&mut router);
    let negative = |node: &Node| Node {
        flop_per_second: -1.0,
        ..node.clone()
    };
    let phone = router.node("phone").unwrap().clone();
    let link = router.link(0).unwrap();
    let job = router.job("there-and-back").unwrap().clone();
    let twin = Node {
        id: "edge".to_owned(),
        ..phone.clone()
    };
    let loose = Link {
        to: "nobody".to_owned(),
        ..link.clone()
    };
    let lost = Job {
        source: "nobody".to_owned(),
        ..job.clone()
    };
    for (outcome, code, path, message) in [
        (
            router.set_node("phone", negative(&phone)),
            "invalid-scenario",
            "/network/nodes/0/flopPerSecond",
            "`flopPerSecond` is a finite number of at least 0, not -1",
        ),
        (
            router.set_node("phone", twin),
            "invalid-scenario",
            "/network/nodes/1/id",
            "there are two nodes named `edge`",
        ),
        (
            router.set_node("nobody", phone),
            "invalid-option",
            "",
            "there is no node `nobody`",
        ),
        (
            router.set_link(1, loose),
            "invalid-scenario",
            "/network/links/1/to",
            "there is no node `nobody`",
        ),
        (
            router.set_link(2, link),
            "invalid-option",
            "",
            "there is no directed link 2, there are 2",
        ),
        (
            router.set_job("there-and-back", lost),
            "invalid-scenario",
            "/jobs/0/source",
            "there is no node `nobody`",
        ),
        (
            router.set_job("nobody", job),
            "invalid-option",
            "",
            "there is no job `nobody`",
        ),
        (
            router.scale_links(0.0),
            "invalid-option",
            "",
            "a factor is a finite number above 0, not 0",
        ),
        (
            router.scale_compute(f64::NAN),
            "invalid-option",
            "",
            "a factor is a finite number above 0, not NaN",
        ),
        (
            router.scale_backlog(-1.0),
            "invalid-option",
            "",
            "a factor is a finite number of at least 0, not -1",
        ),
        (
            router.scale_backlog(f64::INFINITY),
            "invalid-option",
            "",
            "a factor is a finite number of at least 0, not infinity",
        ),
    ] {
        let error = outcome.unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
        assert_eq!(error.to_string(), message);
    }
    assert_eq!(router.scenario(), scenario);
    assert_eq!(answers(&mut router), before);
}

#[test]
fn factors_beyond_what_numbers_hold_are_errors_and_can_be_taken_back() {
    let text = include_str!("scenarios/waits.json");
    type Scale = fn(&mut Router, f64) -> Result<(), Error>;
    let scale: [Scale; 3] = [
        Router::scale_links,
        Router::scale_compute,
        Router::scale_backlog,
    ];
    for change in scale {
        for factor in [1e-320, 1e300] {
            let mut router = Router::new(Scenario::from_json(text).unwrap()).unwrap();
            let before = WAITS.map(|wait| told(router.route(&certified(wait))));
            let _ = change(&mut router, factor);
            for wait in WAITS {
                match router.route(&certified(wait)) {
                    Ok(plan) => {
                        assert!(plan.latency_seconds.is_finite());
                        let changed = router.scenario();
                        let verdict = splitway::verify(&changed, &plan);
                        assert!(verdict.unwrap().optimal, "{factor}");
                    }
                    Err(error) => assert!(
                        ["invalid-scenario", "invalid-option"].contains(&error.code()),
                        "{error}"
                    ),
                }
            }
            change(&mut router, 1.0).unwrap();
            let after = WAITS.map(|wait| told(router.route(&certified(wait))));
            assert_eq!(after, before);
        }
    }
}
