//! Replays against the naive second implementation, and what must hold of each.

use crate::instances::small::{Numbers, workloads};
use crate::instances::{Instance, for_all};
use crate::naive::{Followed, Workload};
use crate::plans::wander;
use proptest::collection::vec;
use proptest::prelude::*;
use splitway::simulate::{Discipline, Replayed, replay};
use splitway::{Plan, Scenario};
use std::cell::Cell;

/// Scenarios with many jobs, and plans that lead anywhere for as many as find an end.
fn followed(numbers: Numbers) -> impl Strategy<Value = (Instance, Vec<Plan>)> {
    let choices = vec(vec(any::<u8>(), 16), 12);
    (workloads(numbers, 1..=12), choices).prop_map(|(instance, choices)| {
        let jobs = 0..instance.0.jobs.len();
        let plans = jobs.zip(&choices);
        let plans = plans.filter_map(|(job, choices)| wander(&instance.0, job, choices));
        let plans = plans.collect();
        (instance, plans)
    })
}

#[track_caller]
fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-10 * b.abs(), "{a} in place of {b}");
}

fn compare(replayed: &Replayed, naive: &[Followed]) {
    for (job, (steps, completion)) in replayed.jobs.iter().zip(naive) {
        close(job.completion_seconds, *completion);
        assert_eq!(job.steps.len(), steps.len());
        for (step, pieces) in job.steps.iter().zip(steps) {
            close(step.start_seconds, pieces[0].0);
            close(step.end_seconds, pieces[pieces.len() - 1].1);
            let served = match step.pieces.len() {
                0 => step.end_seconds - step.start_seconds,
                _ => step.pieces.iter().map(|(start, end)| end - start).sum(),
            };
            let expected: f64 = pieces.iter().map(|(start, end)| end - start).sum();
            assert!((served - expected).abs() <= 1e-10 * step.end_seconds);
        }
    }
}

/// How many cases were compared, and how many hung on differences that rounding may decide.
fn compare_all(numbers: Numbers, discipline: Discipline, cases: u32) -> (u32, u32) {
    let (clear, ambiguous) = (Cell::new(0), Cell::new(0));
    for_all(cases, &followed(numbers), |(Instance(scenario), plans)| {
        let workload = Workload::of(&scenario, &plans);
        let naive = match discipline {
            Discipline::Priority => workload.by_priority(),
            Discipline::Fifo => workload.by_arrival(),
        };
        let replayed = replay(&scenario, &plans, discipline).unwrap();
        if workload.is_ambiguous.get() {
            ambiguous.set(ambiguous.get() + 1);
            return;
        }
        clear.set(clear.get() + 1);
        compare(&replayed, &naive);
        conserve(&replayed, &workload);
        keep_order(&replayed);
    });
    (clear.get(), ambiguous.get())
}

/// Each resource is busy for as long as its work takes, with one piece at a time.
fn conserve(replayed: &Replayed, workload: &Workload) {
    let nodes = workload.backlogs.len();
    let mut services = workload.backlogs.clone();
    for leg in workload.legs.iter().flatten() {
        services[leg.resource] += leg.service_seconds;
    }
    let busy: f64 = replayed
        .resources
        .iter()
        .flat_map(|resource| &resource.busy)
        .map(|(start, end, _)| end - start)
        .sum();
    let last = replayed
        .resources
        .iter()
        .flat_map(|resource| &resource.busy)
        .fold(0.0, |last, (_, end, _)| f64::max(last, *end));
    let total: f64 = services.iter().sum();
    assert!((busy - total).abs() <= 1e-10 * (total + last * nodes as f64));
}

fn keep_order(replayed: &Replayed) {
    for resource in &replayed.resources {
        for pair in resource.busy.windows(2) {
            assert!(pair[0].1 <= pair[1].0, "{pair:?}");
        }
    }
}

#[test]
fn small_numbers_full_of_ties_give_what_the_definition_gives() {
    for discipline in [Discipline::Priority, Discipline::Fifo] {
        let (clear, ambiguous) = compare_all(Numbers::Few, discipline, 4_000);
        assert_eq!((clear, ambiguous), (4_000, 0));
    }
}

#[test]
fn numbers_of_many_magnitudes_give_what_the_definition_gives() {
    for discipline in [Discipline::Priority, Discipline::Fifo] {
        let (clear, ambiguous) = compare_all(Numbers::Wild, discipline, 4_000);
        assert!(ambiguous < clear, "{ambiguous} of {clear}");
    }
}

/// A job is never delayed by lower ones: without them it does the same at the same times.
#[test]
fn under_priority_lower_jobs_change_nothing() {
    for_all(
        1_000,
        &followed(Numbers::Few),
        |(Instance(scenario), plans)| {
            let all = replay(&scenario, &plans, Discipline::Priority).unwrap();
            for count in 0..plans.len() {
                let some = replay(&scenario, &plans[..count], Discipline::Priority).unwrap();
                assert_eq!(some.jobs.len(), count);
                for (some, all) in some.jobs.iter().zip(&all.jobs) {
                    close(some.completion_seconds, all.completion_seconds);
                }
            }
        },
    );
}

#[test]
fn the_largest_numbers_are_refused_or_finite() {
    for_all(
        2_000,
        &followed(Numbers::Extreme),
        |(Instance(scenario), plans)| {
            for discipline in [Discipline::Priority, Discipline::Fifo] {
                match replay(&scenario, &plans, discipline) {
                    Ok(replayed) => check_finite(&replayed, &scenario),
                    Err(error) => assert_eq!(error.code(), "invalid-scenario"),
                }
            }
        },
    );
}

fn check_finite(replayed: &Replayed, scenario: &Scenario) {
    assert!(replayed.jobs.len() <= scenario.jobs.len());
    for job in &replayed.jobs {
        assert!(job.latency_seconds.is_finite() && job.latency_seconds >= 0.0);
    }
}
