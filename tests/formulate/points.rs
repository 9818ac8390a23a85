//! The router's plans as points of the programs: they satisfy every row, cost their latency, and
//! read back as themselves.

use crate::instances::small::{self, Numbers};
use crate::instances::{Instance, for_all};
use crate::plan_point::{Point, point_of};
use crate::texts::{ReadProgram, all_forms, read_lp, text_of};
use splitway::formulate::{Form, FormulateOptions, Formulation, ProgramFormat, Transfers};
use splitway::plan::Step;
use splitway::{LayeredGraph, Plan, RouteOptions, Scenario, Wait, route};
use std::cell::Cell;
use std::collections::BTreeMap;

/// What is added up in another order differs by a few roundings.
const ROUNDING: f64 = 1e-9;

fn plan_of(scenario: &Scenario, job: usize) -> Result<Plan, splitway::Error> {
    let options = RouteOptions {
        job: Some(scenario.jobs[job].id.clone()),
        wait: Some(Wait::Additive),
        ..RouteOptions::default()
    };
    route(scenario, &options)
}

/// The rows that a point breaks.
fn broken(program: &ReadProgram, point: &Point) -> Vec<String> {
    let value = |name: &String| point.get(name).copied().unwrap_or(0.0);
    let rows = program
        .rows
        .iter()
        .filter(|(_, (terms, sense, right_side))| {
            let left: f64 = terms
                .iter()
                .map(|(name, factor)| factor * value(name))
                .sum();
            let slack = ROUNDING * right_side.abs();
            !match &sense[..] {
                "<=" => left <= right_side + slack,
                ">=" => left >= right_side - slack,
                _ => (left - right_side).abs() <= slack,
            }
        });
    rows.map(|(name, _)| name.clone()).collect()
}

fn cost(program: &ReadProgram, point: &Point) -> f64 {
    let costs = point.iter().map(|(name, value)| {
        assert!(
            program.upper.contains_key(name) || program.binaries.contains(name),
            "there is no variable {name}"
        );
        program.costs.get(name).map_or(0.0, |cost| cost * value)
    });
    costs.sum()
}

/// Checks every program of a scenario; whether all its jobs have plans.
fn check(scenario: &Scenario) -> bool {
    let plans: Vec<_> = (0..scenario.jobs.len())
        .map(|job| plan_of(scenario, job))
        .collect();
    let weights: f64 = scenario.jobs.iter().map(|job| job.weight).sum();
    for options in all_forms() {
        let program = Formulation::new(scenario, &options);
        if let Some(Err(due)) = plans.iter().find(|plan| plan.is_err()) {
            assert_eq!(program.unwrap_err().code(), due.code());
            continue;
        }
        let program = program.unwrap();
        let read = read_lp(&text_of(&program, ProgramFormat::Lp));
        let (mut point, mut mean_seconds) = (Point::new(), 0.0);
        for (job, plan) in plans.iter().enumerate() {
            let plan = plan.as_ref().unwrap();
            point.extend(point_of(scenario, job, plan, &options));
            mean_seconds += plan.latency_seconds * scenario.jobs[job].weight / weights;
        }
        assert_eq!(broken(&read, &point), [""; 0], "{options:?}");
        let cost = cost(&read, &point);
        // A latency is a difference of absolute times, and loses digits to a late release.
        let release_seconds = scenario.jobs.iter().map(|job| job.release_seconds);
        let lost = release_seconds.fold(0.0, f64::max) * 1e6 * ROUNDING;
        assert!(
            (cost - mean_seconds * 1e6).abs() <= lost + ROUNDING * cost,
            "{options:?}: {cost} µs, the router finds {mean_seconds} s"
        );
        let decoded = program.decode(&point).unwrap();
        assert_eq!(decoded.len(), plans.len());
        for (decoded, plan) in decoded.iter().zip(&plans) {
            let plan = plan.as_ref().unwrap();
            assert_eq!(decoded.placement, plan.placement);
            assert_eq!(decoded.wait, Wait::Additive);
            let lost = plan.steps.len() as f64 * lost;
            let differ = (decoded.latency_seconds - plan.latency_seconds).abs();
            assert!(differ <= lost + ROUNDING * plan.latency_seconds);
        }
    }
    plans.iter().all(Result::is_ok)
}

#[test]
fn the_routers_plan_is_a_feasible_point_that_costs_its_latency() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        let solved = Cell::new(0);
        for_all(1_500, &small::scenarios(numbers), |Instance(scenario)| {
            solved.set(solved.get() + u32::from(check(&scenario)));
        });
        assert!(
            solved.get() > 500,
            "only {} scenarios have plans",
            solved.get()
        );
    }
}

#[test]
fn plans_of_many_jobs_are_a_feasible_point_that_costs_their_weighted_mean() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        let solved = Cell::new(0);
        for_all(
            500,
            &small::workloads(numbers, 2..=4),
            |Instance(scenario)| {
                solved.set(solved.get() + u32::from(check(&scenario)));
            },
        );
        assert!(
            solved.get() > 100,
            "only {} scenarios have plans",
            solved.get()
        );
    }
}

#[test]
fn the_routing_program_has_the_arcs_and_vertices_of_the_layered_graph() {
    for_all(
        500,
        &small::scenarios(Numbers::Few),
        |Instance(scenario)| {
            let Ok(program) = Formulation::new(&scenario, &FormulateOptions::default()) else {
                return;
            };
            let graph = LayeredGraph::new(&scenario, 0, Wait::Additive).unwrap();
            let explicit = graph.explicit();
            let lonely = explicit
                .node_indices()
                .filter(|&vertex| explicit.neighbors_undirected(vertex).next().is_none());
            let sizes = program.sizes();
            assert_eq!(sizes.variables, graph.arc_count());
            assert_eq!(sizes.rows, graph.vertex_count() - lonely.count());
            assert_eq!(sizes.nonzeros, 2 * graph.arc_count());
            assert!(sizes.coefficients.smallest == 1.0 && sizes.coefficients.largest == 1.0);
        },
    );
}

/// The weights that the plans hold on each node, each model's layer once.
fn held_bytes(scenario: &Scenario, plans: &[Plan]) -> BTreeMap<String, f64> {
    let mut held: BTreeMap<(String, String, usize), f64> = BTreeMap::new();
    for (job, plan) in scenario.jobs.iter().zip(plans) {
        let mut models = scenario.models.iter();
        let model = models.find(|model| model.id == job.model).unwrap();
        for (layer, node) in plan.placement.iter().enumerate() {
            let place = (node.clone(), model.id.clone(), layer);
            held.insert(place, model.layers[layer].weight_bytes);
        }
    }
    let mut by_node = BTreeMap::new();
    for ((node, ..), bytes) in held {
        *by_node.entry(node).or_insert(0.0) += bytes;
    }
    by_node
}

#[test]
fn memory_that_just_holds_the_plans_lets_them_pass_and_less_does_not() {
    let (passed, refused) = (Cell::new(0), Cell::new(0));
    for_all(
        600,
        &small::workloads(Numbers::Few, 1..=3),
        |Instance(mut scenario)| {
            let plans: Result<Vec<Plan>, _> = (0..scenario.jobs.len())
                .map(|job| plan_of(&scenario, job))
                .collect();
            let Ok(plans) = plans else {
                return;
            };
            let held = held_bytes(&scenario, &plans);
            for factor in [1.0, 0.9] {
                for node in &mut scenario.network.nodes {
                    node.memory_bytes =
                        Some(held.get(&node.id).map_or(1e9, |bytes| bytes * factor));
                }
                for options in all_forms() {
                    let Ok(program) = Formulation::new(&scenario, &options) else {
                        assert!(factor < 1.0);
                        continue;
                    };
                    let read = read_lp(&text_of(&program, ProgramFormat::Lp));
                    let mut point = Point::new();
                    for (job, plan) in plans.iter().enumerate() {
                        point.extend(point_of(&scenario, job, plan, &options));
                    }
                    let holds = read.upper.keys().filter(|name| name.starts_with("hold_"));
                    let used = |hold: &&String| {
                        let rows = read.rows.values();
                        let mut users = rows
                            .filter(|(terms, sense, _)| sense == ">=" && terms.contains_key(*hold));
                        users.any(|(terms, ..)| terms.keys().any(|name| point.contains_key(name)))
                    };
                    let used: Vec<String> = holds.filter(used).cloned().collect();
                    point.extend(used.into_iter().map(|name| (name, 1.0)));
                    let is_known = |name: &String| {
                        read.upper.contains_key(name) || read.binaries.contains(name)
                    };
                    let fits = point.keys().all(is_known) && broken(&read, &point).is_empty();
                    let due = factor == 1.0 || held.values().all(|&bytes| bytes == 0.0);
                    assert_eq!(fits, due, "{options:?} with memory × {factor}");
                    let count = if fits { &passed } else { &refused };
                    count.set(count.get() + 1);
                }
            }
        },
    );
    assert!(passed.get() > 500 && refused.get() > 500);
}

#[test]
fn capacity_that_just_suffices_lets_plans_pass_and_less_does_not() {
    let refused = Cell::new(0);
    for_all(
        400,
        &small::workloads(Numbers::Few, 1..=3),
        |Instance(scenario)| {
            let plans: Result<Vec<Plan>, _> = (0..scenario.jobs.len())
                .map(|job| plan_of(&scenario, job))
                .collect();
            let Ok(plans) = plans else {
                return;
            };
            let mut busy: BTreeMap<String, f64> = BTreeMap::new();
            for step in plans.iter().flat_map(|plan| &plan.steps) {
                let (resource, start, end) = match step {
                    Step::Compute {
                        node,
                        start_seconds,
                        end_seconds,
                        ..
                    } => (node.clone(), start_seconds, end_seconds),
                    Step::Transfer {
                        link,
                        start_seconds,
                        end_seconds,
                        ..
                    } => (format!("{link}"), start_seconds, end_seconds),
                };
                *busy.entry(resource).or_insert(0.0) += end - start;
            }
            let busiest = busy.values().fold(0.0, |a: f64, &b| a.max(b));
            for (factor, due) in [(1.0 + 1e-9, true), (0.9, busiest == 0.0)] {
                for mut options in all_forms() {
                    if options.form == Form::Placement {
                        options.transfers = Some(Transfers::Flows);
                    }
                    options.capacity_seconds = Some(busiest * factor);
                    let program = Formulation::new(&scenario, &options).unwrap();
                    let read = read_lp(&text_of(&program, ProgramFormat::Lp));
                    let mut point = Point::new();
                    for (job, plan) in plans.iter().enumerate() {
                        point.extend(point_of(&scenario, job, plan, &options));
                    }
                    assert_eq!(broken(&read, &point).is_empty(), due, "× {factor}");
                    refused.set(refused.get() + u32::from(!due));
                }
            }
        },
    );
    assert!(refused.get() > 300);
}

#[test]
fn a_program_of_one_job_of_many_is_that_of_the_job_alone() {
    for_all(
        100,
        &small::workloads(Numbers::Few, 2..=3),
        |Instance(scenario)| {
            let mut alone = scenario.clone();
            alone.jobs.drain(1..);
            for options in all_forms() {
                let of_many = FormulateOptions {
                    job: Some(scenario.jobs[0].id.clone()),
                    ..options.clone()
                };
                let program = Formulation::new(&scenario, &of_many);
                match (program, Formulation::new(&alone, &options)) {
                    (Ok(one), Ok(other)) => {
                        let texts =
                            [one, other].map(|program| text_of(&program, ProgramFormat::Lp));
                        assert_eq!(texts[0], texts[1]);
                    }
                    (one, other) => assert_eq!(one.unwrap_err(), other.unwrap_err()),
                }
            }
        },
    );
}
