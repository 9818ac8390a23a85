//! Schedules against strict priority as the oracle defines it.

mod bounds;
mod cases;
#[path = "../definitions/mod.rs"]
mod definitions;
mod extreme;
#[path = "../instances/mod.rs"]
mod instances;
mod oracle;
mod refusals;
mod simulated;

use instances::graphs::any_workloads;
use instances::small::Numbers;
use instances::{Instance, for_all};
use oracle::{HigherWork, SAME, is_same};
use splitway::plan::{Plan, Step};
use splitway::scenario::{Method, Objective};
use splitway::schedule::{Schedule, ScheduleOptions, schedule};
use splitway::{Error, Scenario};

const OBJECTIVES: [Objective; 2] = [Objective::Mean, Objective::Max];

fn options(method: Method, objective: Objective) -> ScheduleOptions {
    ScheduleOptions {
        method: Some(method),
        objective: Some(objective),
        moves: Some(60),
        skip_unroutable: true,
        ..ScheduleOptions::default()
    }
}

/// The schedule, unless no job has a plan that counts, or sums overflow.
fn scheduled(scenario: &Scenario, options: &ScheduleOptions) -> Option<Schedule> {
    match schedule(scenario, options) {
        Ok(schedule) => Some(schedule),
        Err(Error::InvalidScenario { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

fn job_of(scenario: &Scenario, plan: &Plan) -> usize {
    scenario
        .jobs
        .iter()
        .position(|job| job.id == plan.job)
        .unwrap()
}

fn value_of(scenario: &Scenario, schedule: &Schedule) -> f64 {
    let weight = |plan: &Plan| scenario.jobs[job_of(scenario, plan)].weight;
    let plans = schedule.plans.iter();
    match schedule.objective {
        Objective::Max => plans.fold(0.0, |most, plan| f64::max(most, plan.latency_seconds)),
        Objective::Mean => {
            let weights: f64 = schedule.plans.iter().map(weight).sum();
            let cost: f64 = plans.map(|plan| weight(plan) * plan.latency_seconds).sum();
            if weights > 0.0 { cost / weights } else { 0.0 }
        }
    }
}

/// Every step happens when the oracle says, every plan that says so is the earliest, all sums
/// are right.
fn check(scenario: &Scenario, schedule: &Schedule) {
    let mut higher = HigherWork::of(scenario);
    for (plan, id) in schedule.plans.iter().zip(&schedule.order) {
        assert_eq!(&plan.job, id);
        let job = job_of(scenario, plan);
        let (steps, done) = higher.replay(scenario, job, plan);
        let earliest = higher.earliest(scenario, job).unwrap();
        let release = scenario.jobs[job].release_seconds;
        assert!(
            is_same(plan.latency_seconds + release, done),
            "{id}: {done}"
        );
        assert!(earliest <= done * (1.0 + SAME));
        assert!(
            !plan.exact || is_same(earliest, done),
            "{id}: {earliest} {done}"
        );
        for (step, (resource, pieces)) in plan.steps.iter().zip(&steps) {
            let (told, start, end) = times(step);
            assert!(is_same(start, pieces[0].0), "{step:?} {pieces:?}");
            assert!(
                is_same(end, pieces[pieces.len() - 1].1),
                "{step:?} {pieces:?}"
            );
            assert_eq!(told.len(), if pieces.len() == 1 { 0 } else { pieces.len() });
            for (told, piece) in told.iter().zip(pieces) {
                assert!(is_same(told.0, piece.0) && is_same(told.1, piece.1));
            }
            higher.add(*resource, pieces);
        }
        let parts = &plan.breakdown;
        let sum = parts.compute_seconds
            + parts.transmission_seconds
            + parts.propagation_seconds
            + parts.waiting_seconds;
        assert!((sum - plan.latency_seconds).abs() <= SAME * done);
    }
    assert!(is_same(schedule.value, value_of(scenario, schedule)));
    assert!(schedule.lower_bound <= schedule.value);
}

fn times(step: &Step) -> (&[(f64, f64)], f64, f64) {
    let (Step::Compute {
        pieces,
        start_seconds,
        end_seconds,
        ..
    }
    | Step::Transfer {
        pieces,
        start_seconds,
        end_seconds,
        ..
    }) = step;
    (pieces, *start_seconds, *end_seconds)
}

#[test]
fn greedy_fixes_the_job_that_would_be_done_first() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(
            1500,
            &any_workloads(numbers, 1..=6),
            |Instance(scenario)| {
                let options = options(Method::Greedy, Objective::Mean);
                let Some(schedule) = scheduled(&scenario, &options) else {
                    return;
                };
                check(&scenario, &schedule);
                let mut higher = HigherWork::of(&scenario);
                let mut left: Vec<usize> = schedule
                    .plans
                    .iter()
                    .map(|plan| job_of(&scenario, plan))
                    .collect();
                for plan in &schedule.plans {
                    let job = left.remove(0);
                    let (steps, done) = higher.replay(&scenario, job, plan);
                    for &other in &left {
                        let done_then = higher.earliest(&scenario, other).unwrap();
                        assert!(done <= done_then * (1.0 + SAME), "{job} {other}");
                    }
                    steps
                        .iter()
                        .for_each(|(resource, pieces)| higher.add(*resource, pieces));
                }
            },
        );
    }
}

#[test]
fn annealing_is_never_worse_than_greedy_and_says_what_happens() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(300, &any_workloads(numbers, 1..=7), |Instance(scenario)| {
            for objective in OBJECTIVES {
                let Some(greedy) = scheduled(&scenario, &options(Method::Greedy, objective)) else {
                    return;
                };
                let annealed = scheduled(&scenario, &options(Method::Anneal, objective)).unwrap();
                check(&scenario, &annealed);
                assert!(annealed.value <= greedy.value * (1.0 + SAME));
                let again = scheduled(&scenario, &options(Method::Anneal, objective)).unwrap();
                assert_eq!(annealed, again);
            }
        });
    }
}

/// The best value over all orders, each job as early as it can be.
fn best_over_orders(scenario: &Scenario, objective: Objective, jobs: &[usize]) -> f64 {
    fn orders(jobs: &[usize]) -> Vec<Vec<usize>> {
        if jobs.is_empty() {
            return vec![vec![]];
        }
        let with_first = |place: usize| {
            let mut rest = jobs.to_vec();
            let first = rest.remove(place);
            orders(&rest).into_iter().map(move |mut order| {
                order.insert(0, first);
                order
            })
        };
        (0..jobs.len()).flat_map(with_first).collect()
    }
    let values = orders(jobs).into_iter().map(|order| {
        let fixed = fixed_order(scenario, objective, &order);
        check(scenario, &fixed);
        fixed.value
    });
    values.fold(f64::INFINITY, f64::min)
}

/// The schedule of one order.
fn fixed_order(scenario: &Scenario, objective: Objective, order: &[usize]) -> Schedule {
    let ids = order.iter().map(|&job| scenario.jobs[job].id.clone());
    let left_out = (0..scenario.jobs.len()).filter(|job| !order.contains(job));
    let left_out = left_out.map(|job| scenario.jobs[job].id.clone());
    let options = ScheduleOptions {
        objective: Some(objective),
        order: Some(ids.chain(left_out).collect()),
        skip_unroutable: true,
        ..ScheduleOptions::default()
    };
    schedule(scenario, &options).unwrap()
}

#[test]
fn branch_and_bound_finds_the_best_of_all_orders() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(250, &any_workloads(numbers, 1..=4), |Instance(scenario)| {
            for objective in OBJECTIVES {
                let options = options(Method::Exhaustive, objective);
                let Some(found) = scheduled(&scenario, &options) else {
                    return;
                };
                check(&scenario, &found);
                assert!(found.proven);
                let jobs: Vec<usize> = found
                    .plans
                    .iter()
                    .map(|plan| job_of(&scenario, plan))
                    .collect();
                let best = best_over_orders(&scenario, objective, &jobs);
                assert!(is_same(best, found.value), "{best} {}", found.value);
                assert!(found.lower_bound <= best * (1.0 + SAME));
            }
        });
    }
}
