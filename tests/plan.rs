//! Every plan does what it says: replayed by the definitions, verified, proved optimal.

mod definitions;
mod instances;

use definitions::Definitions;
use instances::small::{self, Numbers};
use instances::{Instance, WAITS, certified, for_all, is_close, large, waiting};
use splitway::plan::Step;
use splitway::{LayeredGraph, Plan, Scenario, Wait, route, verify};
use std::cell::Cell;

/// What a replay adds up.
struct Sums {
    compute_seconds: f64,
    transmission_seconds: f64,
    propagation_seconds: f64,
    waiting_seconds: f64,
    energy_joules: Option<f64>,
    price: Option<f64>,
    node_seconds: Vec<f64>,
    link_seconds: Vec<f64>,
}

/// Adds an amount times a rate that may be absent.
fn add(sum: &mut Option<f64>, rate: Option<f64>, amount: f64) {
    *sum = match (*sum, rate) {
        (Some(sum), Some(rate)) => Some(sum + rate * amount),
        _ => None,
    };
}

/// Follows a plan step by step; every time must be the one that the definitions give.
fn replay(facts: &Definitions, plan: &Plan) {
    let release = facts.job.release_seconds;
    let arrival = release + plan.latency_seconds;
    let is_same = |told: f64, due: f64| is_close(told, due, arrival);
    let (mut now, mut place) = (release, facts.place(&facts.job.source));
    let (mut done, mut stays) = (0, false);
    let mut sums = Sums {
        compute_seconds: 0.0,
        transmission_seconds: 0.0,
        propagation_seconds: 0.0,
        waiting_seconds: 0.0,
        energy_joules: Some(0.0),
        price: Some(0.0),
        node_seconds: vec![0.0; facts.nodes.len()],
        link_seconds: vec![0.0; facts.links.len()],
    };
    for step in &plan.steps {
        match step {
            Step::Compute {
                node,
                layer,
                start_seconds,
                end_seconds,
                ..
            } => {
                assert_eq!((facts.place(node), *layer), (place, done + 1));
                assert!(facts.may_run(*layer, place), "{node} may not run {layer}");
                assert_eq!(&plan.placement[done], node);
                assert!(now <= *start_seconds && start_seconds <= end_seconds);
                let begin = facts.begin_layer(place, now, stays);
                let seconds = facts.layer_seconds(*layer, place);
                assert!(is_same(*start_seconds, begin), "{step:?}");
                assert!(is_same(*end_seconds, begin + seconds), "{step:?}");
                sums.waiting_seconds += begin - now;
                sums.compute_seconds += seconds;
                sums.node_seconds[place] += seconds;
                let numbers = &facts.nodes[place];
                add(&mut sums.energy_joules, numbers.watts, seconds);
                add(&mut sums.price, numbers.price_per_second, seconds);
                (now, done, stays) = (*end_seconds, *layer, true);
            }
            Step::Transfer {
                from,
                to,
                link,
                after_layer,
                bytes,
                start_seconds,
                end_seconds,
                arrive_seconds,
                ..
            } => {
                let ends = (facts.links[*link].from, facts.links[*link].to);
                assert_eq!((facts.place(from), facts.place(to)), ends);
                assert_eq!((ends.0, *after_layer), (place, done));
                assert_eq!(*bytes, facts.bytes_after(done));
                assert!(now <= *start_seconds && start_seconds <= end_seconds);
                assert!(end_seconds <= arrive_seconds);
                let [begin, end, arrive] = facts.transfer(*link, done, now);
                assert!(is_same(*start_seconds, begin), "{step:?}");
                assert!(is_same(*end_seconds, end), "{step:?}");
                assert!(is_same(*arrive_seconds, arrive), "{step:?}");
                let numbers = facts.links[*link].numbers;
                sums.waiting_seconds += begin - now;
                sums.transmission_seconds += end - begin;
                sums.propagation_seconds += numbers.delay_seconds;
                sums.link_seconds[*link] += *bytes * 8.0 / numbers.bits_per_second;
                add(
                    &mut sums.energy_joules,
                    numbers.joules_per_bit,
                    *bytes * 8.0,
                );
                add(&mut sums.price, numbers.price_per_byte, *bytes);
                (now, place, stays) = (*arrive_seconds, ends.1, false);
            }
        }
    }
    assert_eq!(place, facts.place(&facts.job.destination));
    assert_eq!(
        (done, plan.placement.len()),
        (facts.model.layers.len(), done)
    );
    assert!(is_same(now, arrival));
    check_sums(&sums, plan, arrival);
}

fn check_sums(sums: &Sums, plan: &Plan, arrival: f64) {
    let told = &plan.breakdown;
    for (told, due) in [
        (told.compute_seconds, sums.compute_seconds),
        (told.transmission_seconds, sums.transmission_seconds),
        (told.propagation_seconds, sums.propagation_seconds),
        (told.waiting_seconds, sums.waiting_seconds),
    ] {
        assert!(is_close(told, due, arrival), "{told} in place of {due}");
    }
    let parts = told.compute_seconds
        + told.transmission_seconds
        + told.propagation_seconds
        + told.waiting_seconds;
    assert!(is_close(parts, plan.latency_seconds, arrival), "{parts}");
    for (told, due) in [
        (plan.energy_joules, sums.energy_joules),
        (plan.price, sums.price),
    ] {
        match (told, due) {
            (Some(told), Some(due)) => assert!(is_close(told, due, due)),
            _ => assert_eq!(told, due),
        }
    }
    let busy = sums.node_seconds.iter().chain(&sums.link_seconds);
    let period = busy.copied().fold(0.0, f64::max);
    assert!(is_close(plan.period_seconds, period, period));
}

/// Replays and verifies a certified plan.
fn check(scenario: &Scenario, wait: Wait) -> Option<Plan> {
    let plan = route(scenario, &certified(wait)).ok()?;
    assert_eq!((plan.wait, plan.exact, &plan.job[..]), (wait, true, "job"));
    replay(&Definitions::of(scenario, wait), &plan);
    let graph = LayeredGraph::new(scenario, 0, wait).unwrap();
    assert_eq!(plan.statistics.layered_vertices, graph.vertex_count());
    assert_eq!(plan.statistics.layered_arcs, graph.arc_count());
    assert!(plan.statistics.settled_vertices <= graph.vertex_count());
    let verdict = verify(scenario, &plan).unwrap_or_else(|error| {
        panic!("{wait:?}: {} at {}", error, error.path());
    });
    assert!(verdict.valid && verdict.optimal);
    assert_eq!(verdict.arcs_checked, graph.arc_count());
    let arrival = scenario.jobs[0].release_seconds + plan.latency_seconds;
    assert!(is_close(
        verdict.latency_seconds,
        plan.latency_seconds,
        arrival
    ));
    Some(plan)
}

/// Checks all plans of random scenarios; returns how many there were.
fn check_all(cases: u32, numbers: Numbers) -> u32 {
    let plans = Cell::new(0);
    for_all(cases, &small::scenarios(numbers), |Instance(scenario)| {
        for wait in WAITS {
            if check(&scenario, wait).is_some() {
                plans.set(plans.get() + 1);
            }
        }
    });
    plans.get()
}

#[test]
fn plans_full_of_ties_replay_and_prove_themselves() {
    assert!(check_all(6_000, Numbers::Few) > 4_000);
}

#[test]
fn plans_of_many_magnitudes_replay_and_prove_themselves() {
    assert!(check_all(6_000, Numbers::Wild) > 4_000);
}

#[test]
fn plans_of_absurd_magnitudes_replay_and_prove_themselves() {
    assert!(check_all(20_000, Numbers::Extreme) > 1_000);
}

#[test]
fn plans_released_long_after_time_0_replay_and_prove_themselves() {
    for_all(2_000, &small::scenarios(Numbers::Wild), |mut instance| {
        instance.0.jobs[0].release_seconds = 1e8;
        for wait in WAITS {
            check(&instance.0, wait);
        }
    });
}

#[test]
fn plans_of_large_networks_replay_and_prove_themselves() {
    for_all(100, &large::shapes(20..=200, 1..=30), |shape| {
        let Instance(scenario) = shape.instance();
        for wait in WAITS {
            check(&scenario, wait);
        }
    });
}

#[test]
fn proofs_from_bounds_of_several_samples_hold() {
    for nodes in [700, 1_400] {
        for seed in 0..4 {
            let shape = large::Shape {
                nodes,
                layers: 30,
                rates: [large::Rates::Spread, large::Rates::Alike][seed as usize % 2],
                links: large::Links::Random,
                seed,
            };
            for wait in WAITS {
                check(&shape.instance().0, wait).unwrap();
            }
        }
    }
}

#[test]
fn a_plan_without_a_certificate_is_valid_but_not_proved() {
    for_all(
        500,
        &small::scenarios(Numbers::Few),
        |Instance(scenario)| {
            for wait in WAITS {
                if let Ok(plan) = route(&scenario, &waiting(wait)) {
                    assert_eq!(plan.certificate, None);
                    let verdict = verify(&scenario, &plan).unwrap();
                    assert!(verdict.valid && !verdict.optimal);
                    assert_eq!(verdict.arcs_checked, 0);
                }
            }
        },
    );
}

#[test]
fn plans_and_scenarios_survive_their_json() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(500, &small::scenarios(numbers), |Instance(scenario)| {
            let text = serde_json::to_string(&scenario).unwrap();
            assert_eq!(Scenario::from_json(&text).as_ref(), Ok(&scenario));
            for wait in WAITS {
                if let Ok(plan) = route(&scenario, &certified(wait)) {
                    let text = serde_json::to_string(&plan).unwrap();
                    assert_eq!(Plan::from_json(&text), Ok(plan));
                }
            }
        });
    }
}

#[test]
fn memory_limits_refuse_exactly_the_plans_that_break_them() {
    let refused = Cell::new(0);
    for_all(
        2_000,
        &small::scenarios(Numbers::Few),
        |Instance(scenario)| {
            for wait in WAITS {
                let Ok(plan) = route(&scenario, &waiting(wait)) else {
                    continue;
                };
                let mut limited = scenario.clone();
                for node in &mut limited.network.nodes {
                    node.memory_bytes = Some(8.0);
                }
                let held = |id: &str| -> f64 {
                    let placed = plan.placement.iter().zip(&scenario.models[0].layers);
                    let here = placed.filter(|(node, _)| *node == id);
                    here.map(|(_, layer)| layer.weight_bytes).sum()
                };
                let nodes = &scenario.network.nodes;
                let full = nodes.iter().position(|node| held(&node.id) > 8.0);
                match (full, route(&limited, &waiting(wait))) {
                    (None, Ok(same)) => assert_eq!(same, plan),
                    (Some(node), Err(error)) => {
                        assert_eq!(error.code(), "memory-exceeded");
                        assert_eq!(error.path(), format!("/network/nodes/{node}/memoryBytes"));
                        assert_eq!(verify(&limited, &plan).unwrap_err().path(), "/placement");
                        refused.set(refused.get() + 1);
                    }
                    (full, answer) => panic!("{full:?}: {answer:?}"),
                }
            }
        },
    );
    assert!(refused.get() > 200, "{}", refused.get());
}
