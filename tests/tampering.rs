//! Plans that were tampered with are refused, with the pointer of the first thing that breaks.

mod instances;

use instances::small::{self, Numbers};
use instances::{Instance, WAITS, certified, for_all};
use splitway::plan::{Certificate, Step};
use splitway::scenario::Pin;
use splitway::{Plan, RouteOptions, Scenario, route, verify};
use std::cell::Cell;

/// Where the check of a changed plan stops.
fn refusal(scenario: &Scenario, plan: &Plan, tamper: impl FnOnce(&mut Plan)) -> String {
    let mut tampered = plan.clone();
    tamper(&mut tampered);
    match verify(scenario, &tampered) {
        Ok(verdict) => panic!("{verdict:?} for {tampered:?}"),
        Err(error) => {
            assert_eq!(error.code(), "invalid-plan", "{error}");
            error.path().to_owned()
        }
    }
}

/// The numbers of a step that are times or sizes, with their names.
fn numbers(step: &mut Step) -> Vec<(&'static str, &mut f64)> {
    match step {
        Step::Compute {
            start_seconds,
            end_seconds,
            ..
        } => vec![("startSeconds", start_seconds), ("endSeconds", end_seconds)],
        Step::Transfer {
            bytes,
            start_seconds,
            end_seconds,
            arrive_seconds,
            ..
        } => vec![
            ("bytes", bytes),
            ("startSeconds", start_seconds),
            ("endSeconds", end_seconds),
            ("arriveSeconds", arrive_seconds),
        ],
    }
}

/// Every number of a step changed: a little, a lot, and to none at all.
fn tamper_with_numbers(scenario: &Scenario, plan: &Plan, step: usize) {
    let count = numbers(&mut plan.steps[step].clone()).len();
    for place in 0..count {
        for change in [|x: f64| x * 1.001 + 1e-3, |x| -1.0 - x, |_| f64::NAN] {
            let mut field = "";
            let path = refusal(scenario, plan, |plan| {
                let mut numbers = numbers(&mut plan.steps[step]);
                field = numbers[place].0;
                *numbers[place].1 = change(*numbers[place].1);
            });
            assert_eq!(path, format!("/steps/{step}/{field}"));
        }
    }
}

/// Every name and count of a step changed.
fn tamper_with_names(scenario: &Scenario, plan: &Plan, step: usize) {
    let at = |field: &str| format!("/steps/{step}/{field}");
    let refused =
        |change: &dyn Fn(&mut Step)| refusal(scenario, plan, |plan| change(&mut plan.steps[step]));
    match plan.steps[step] {
        Step::Compute { layer: number, .. } => {
            for (change, field) in [(number + 1, "layer"), (number - 1, "layer")] {
                let path = refused(&|step| {
                    if let Step::Compute { layer, .. } = step {
                        *layer = change;
                    }
                });
                assert_eq!(path, at(field));
            }
            let path = refused(&|step| {
                if let Step::Compute { node, .. } = step {
                    *node = "nobody".to_owned();
                }
            });
            assert_eq!(path, at("node"));
            let path = refusal(scenario, plan, |plan| {
                plan.placement[number - 1] = "nobody".to_owned();
            });
            assert_eq!(path, format!("/placement/{}", number - 1));
        }
        Step::Transfer { .. } => {
            let path = refused(&|step| {
                if let Step::Transfer { from, .. } = step {
                    *from = "nobody".to_owned();
                }
            });
            assert_eq!(path, at("link"));
            let path = refused(&|step| {
                if let Step::Transfer { to, .. } = step {
                    *to = "nobody".to_owned();
                }
            });
            assert_eq!(path, at("link"));
            let path = refused(&|step| {
                if let Step::Transfer { link, .. } = step {
                    *link = usize::MAX;
                }
            });
            assert_eq!(path, at("link"));
            let path = refused(&|step| {
                if let Step::Transfer { after_layer, .. } = step {
                    *after_layer += 1;
                }
            });
            assert_eq!(path, at("afterLayer"));
        }
    }
}

/// A step left out, and a step done twice.
fn tamper_with_order(scenario: &Scenario, plan: &Plan, step: usize) {
    let drop_path = refusal(scenario, plan, |plan| {
        plan.steps.remove(step);
    });
    let is_compute = |step: &Step| matches!(step, Step::Compute { .. });
    let field = match plan.steps.get(step + 1).map(is_compute) {
        None if is_compute(&plan.steps[step]) => {
            assert_eq!(drop_path, "/placement");
            return;
        }
        None => {
            assert_eq!(drop_path, "/steps");
            return;
        }
        Some(next_computes) => match (is_compute(&plan.steps[step]), next_computes) {
            (true, true) => "layer",
            (true, false) => "afterLayer",
            (false, true) => "node",
            (false, false) => "from",
        },
    };
    assert_eq!(drop_path, format!("/steps/{step}/{field}"));
    let path = refusal(scenario, plan, |plan| {
        let again = plan.steps[step].clone();
        plan.steps.insert(step, again);
    });
    let field = if is_compute(&plan.steps[step]) {
        "layer"
    } else {
        "from"
    };
    assert_eq!(path, format!("/steps/{}/{field}", step + 1));
}

/// Every sum changed.
fn tamper_with_sums(scenario: &Scenario, plan: &Plan) {
    type Sum = fn(&mut Plan) -> &mut f64;
    let sums: [(&str, Sum); 6] = [
        ("/latencySeconds", |plan| &mut plan.latency_seconds),
        ("/breakdown/computeSeconds", |plan| {
            &mut plan.breakdown.compute_seconds
        }),
        ("/breakdown/transmissionSeconds", |plan| {
            &mut plan.breakdown.transmission_seconds
        }),
        ("/breakdown/propagationSeconds", |plan| {
            &mut plan.breakdown.propagation_seconds
        }),
        ("/breakdown/waitingSeconds", |plan| {
            &mut plan.breakdown.waiting_seconds
        }),
        ("/periodSeconds", |plan| &mut plan.period_seconds),
    ];
    let arrival = scenario.jobs[0].release_seconds + plan.latency_seconds;
    for (path, sum) in sums {
        let more = 1e-3 * f64::max(arrival, 1.0);
        assert_eq!(refusal(scenario, plan, |plan| *sum(plan) += more), path);
        assert_eq!(refusal(scenario, plan, |plan| *sum(plan) = f64::NAN), path);
    }
    type Cost = fn(&mut Plan) -> &mut Option<f64>;
    let costs: [(&str, Cost); 2] = [
        ("/energyJoules", |plan| &mut plan.energy_joules),
        ("/price", |plan| &mut plan.price),
    ];
    for (path, cost) in costs {
        let changed = |cost: Option<f64>| cost.map_or(Some(1.0), |known| Some(known * 1.001 + 1.0));
        let told = refusal(scenario, plan, |plan| *cost(plan) = changed(*cost(plan)));
        assert_eq!(told, path);
        if cost(&mut plan.clone()).is_some() {
            assert_eq!(refusal(scenario, plan, |plan| *cost(plan) = None), path);
        }
    }
    let renamed = refusal(scenario, plan, |plan| plan.job = "nobody".to_owned());
    assert_eq!(renamed, "/job");
    let longer = refusal(scenario, plan, |plan| {
        plan.placement.push(plan.placement[0].clone());
    });
    assert_eq!(longer, "/placement");
}

fn certificate(plan: &mut Plan) -> &mut Certificate {
    plan.certificate.as_mut().unwrap()
}

/// The potential of every vertex on the plan's way raised by a thousandth of the arrival.
fn tamper_with_potentials(scenario: &Scenario, plan: &Plan) {
    let arrival = scenario.jobs[0].release_seconds + plan.latency_seconds;
    let more = if arrival > 0.0 { 1e-3 * arrival } else { 1.0 };
    let nodes = &scenario.network.nodes;
    let place = |id: &str| nodes.iter().position(|node| node.id == id).unwrap();
    let has_stays = certificate(&mut plan.clone())
        .computing_potential_seconds
        .is_some();
    let mut vertices = vec![(false, 0, place(&scenario.jobs[0].source))];
    vertices.extend(plan.steps.iter().map(|step| match step {
        Step::Compute { node, layer, .. } => (has_stays, *layer, place(node)),
        Step::Transfer {
            to, after_layer, ..
        } => (false, *after_layer, place(to)),
    }));
    for (computing, copy, node) in vertices {
        let path = refusal(scenario, plan, |plan| {
            let certificate = certificate(plan);
            let rows = match &mut certificate.computing_potential_seconds {
                Some(rows) if computing => rows,
                _ => &mut certificate.potential_seconds,
            };
            rows[copy][node] += more;
        });
        let field = if computing {
            "computingPotentialSeconds"
        } else {
            "potentialSeconds"
        };
        assert_eq!(path, format!("/certificate/{field}/{copy}/{node}"));
    }
}

/// Certificates of another shape, or without numbers.
fn tamper_with_shape(scenario: &Scenario, plan: &Plan) {
    let idle = "/certificate/potentialSeconds";
    let computing = "/certificate/computingPotentialSeconds";
    let shapes: [fn(&mut Certificate); 4] = [
        |certificate| drop(certificate.potential_seconds.pop()),
        |certificate| certificate.potential_seconds.push(vec![]),
        |certificate| certificate.potential_seconds[0].push(0.0),
        |certificate| certificate.potential_seconds[1][0] = f64::NEG_INFINITY,
    ];
    for shape in shapes {
        let path = refusal(scenario, plan, |plan| shape(certificate(plan)));
        assert_eq!(path, idle);
    }
    let toggled = refusal(scenario, plan, |plan| {
        let Certificate {
            potential_seconds,
            computing_potential_seconds,
        } = certificate(plan);
        *computing_potential_seconds = match computing_potential_seconds {
            Some(_) => None,
            None => Some(potential_seconds.clone()),
        };
    });
    assert_eq!(toggled, computing);
}

fn tamper_with_everything(cases: u32, numbers: Numbers) {
    for_all(cases, &small::scenarios(numbers), |Instance(scenario)| {
        for wait in WAITS {
            let Ok(plan) = route(&scenario, &certified(wait)) else {
                continue;
            };
            for step in 0..plan.steps.len() {
                tamper_with_numbers(&scenario, &plan, step);
                tamper_with_names(&scenario, &plan, step);
                tamper_with_order(&scenario, &plan, step);
            }
            tamper_with_sums(&scenario, &plan);
            tamper_with_potentials(&scenario, &plan);
            tamper_with_shape(&scenario, &plan);
        }
    });
}

#[test]
fn whatever_is_changed_in_a_plan_full_of_ties_is_found() {
    tamper_with_everything(1_000, Numbers::Few);
}

#[test]
fn whatever_is_changed_in_a_plan_of_many_magnitudes_is_found() {
    tamper_with_everything(1_000, Numbers::Wild);
}

#[test]
fn the_certificate_of_the_optimum_proves_no_slower_plan() {
    let slower = Cell::new(0);
    for_all(
        2_000,
        &small::scenarios(Numbers::Few),
        |Instance(scenario)| {
            for wait in WAITS {
                let Ok(optimum) = route(&scenario, &certified(wait)) else {
                    continue;
                };
                let job = &scenario.jobs[0];
                let nodes = &scenario.network.nodes;
                for node in nodes {
                    let mut pins = job.pins.clone();
                    pins.push(Pin {
                        first_layer: 1,
                        last_layer: 1,
                        nodes: vec![node.id.clone()],
                        tags: Vec::new(),
                    });
                    let options = RouteOptions {
                        pins: Some(pins),
                        ..certified(wait)
                    };
                    let Ok(mut plan) = route(&scenario, &options) else {
                        continue;
                    };
                    if plan.latency_seconds <= optimum.latency_seconds * 1.001 {
                        continue;
                    }
                    plan.certificate = optimum.certificate.clone();
                    let layers = optimum.placement.len();
                    let target = nodes.iter().position(|node| node.id == job.destination);
                    assert_eq!(
                        refusal(&scenario, &plan, |_| ()),
                        format!("/certificate/potentialSeconds/{layers}/{}", target.unwrap())
                    );
                    plan.certificate = None;
                    assert!(verify(&scenario, &plan).unwrap().valid);
                    slower.set(slower.get() + 1);
                }
            }
        },
    );
    assert!(slower.get() > 1_000, "{}", slower.get());
}
