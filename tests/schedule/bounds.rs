//! What bounds schedules from above and below.

use crate::instances::graphs::any_workloads;
use crate::instances::small::Numbers;
use crate::instances::{Instance, for_all};
use crate::oracle::{HigherWork, SAME, is_same};
use crate::{OBJECTIVES, check, job_of, options, scheduled, value_of};
use splitway::Wait;
use splitway::scenario::{Method, Mode, Objective};
use splitway::schedule::{Policy, Schedule, ScheduleOptions};

fn bounded(objective: Objective) -> ScheduleOptions {
    ScheduleOptions {
        mode: Some(Mode::Bound),
        baselines: true,
        ..options(Method::Greedy, objective)
    }
}

#[test]
fn the_papers_plans_are_never_slower_than_they_say() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(
            1500,
            &any_workloads(numbers, 1..=6),
            |Instance(scenario)| {
                let Some(schedule) = scheduled(&scenario, &bounded(Objective::Mean)) else {
                    return;
                };
                let mut higher = HigherWork::of(&scenario);
                for plan in &schedule.plans {
                    assert_eq!((plan.wait, plan.exact), (Wait::Additive, false));
                    let job = job_of(&scenario, plan);
                    let (steps, done) = higher.replay(&scenario, job, plan);
                    let bound = scenario.jobs[job].release_seconds + plan.latency_seconds;
                    assert!(done <= bound * (1.0 + SAME), "{done} {bound}");
                    for (resource, pieces) in &steps {
                        higher.add(*resource, pieces);
                    }
                }
                assert!(is_same(schedule.value, value_of(&scenario, &schedule)));
                assert!(schedule.lower_bound <= schedule.value);
            },
        );
    }
}

#[test]
fn the_first_job_of_the_papers_greedy_is_routed_as_if_alone() {
    for_all(
        500,
        &any_workloads(Numbers::Wild, 1..=4),
        |Instance(scenario)| {
            let Some(schedule) = scheduled(&scenario, &bounded(Objective::Mean)) else {
                return;
            };
            let Some(first) = schedule.plans.first() else {
                return;
            };
            let options = splitway::RouteOptions {
                job: Some(first.job.clone()),
                wait: Some(Wait::Additive),
                ..splitway::RouteOptions::default()
            };
            let alone = splitway::route(&scenario, &options);
            // Alone a plan may exceed a node's memory, which small scenarios do not limit.
            let alone = alone.unwrap();
            assert_eq!(alone.steps, first.steps);
        },
    );
}

fn baseline(schedule: &Schedule, policy: Policy) -> Option<f64> {
    let mut baselines = schedule.baselines.iter();
    baselines
        .find(|baseline| baseline.policy == policy)
        .unwrap()
        .value
}

#[test]
fn nothing_is_below_the_lower_bound() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(500, &any_workloads(numbers, 1..=6), |Instance(scenario)| {
            for objective in OBJECTIVES {
                let with_baselines = ScheduleOptions {
                    baselines: true,
                    ..options(Method::Anneal, objective)
                };
                let Some(schedule) = scheduled(&scenario, &with_baselines) else {
                    return;
                };
                check(&scenario, &schedule);
                if schedule.plans.is_empty() {
                    continue;
                }
                assert_eq!(schedule.baselines.len(), 5);
                for baseline in &schedule.baselines {
                    if let Some(value) = baseline.value {
                        assert!(schedule.lower_bound <= value * (1.0 + SAME), "{baseline:?}");
                    }
                }
                let of_bound = scheduled(&scenario, &bounded(objective)).unwrap();
                let happens = baseline(&schedule, Policy::BoundGreedy).unwrap();
                assert!(happens <= of_bound.value * (1.0 + SAME));
                assert!(is_same(
                    happens,
                    baseline(&of_bound, Policy::BoundGreedy).unwrap()
                ));
            }
        });
    }
}

#[test]
fn for_one_job_alone_the_lower_bound_is_its_latency() {
    for_all(
        500,
        &any_workloads(Numbers::Wild, 1..=1),
        |Instance(scenario)| {
            for objective in OBJECTIVES {
                if let Some(schedule) = scheduled(&scenario, &options(Method::Greedy, objective)) {
                    assert!(is_same(schedule.lower_bound, schedule.value));
                    assert!(schedule.proven);
                }
            }
        },
    );
}
