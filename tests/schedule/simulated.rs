//! What schedules predict is what happens in the simulator, which shares no timing code.

use crate::instances::graphs::any_workloads;
use crate::instances::large::shapes;
use crate::instances::small::Numbers;
use crate::instances::{Instance, for_all};
use crate::oracle::{SAME, is_same};
use crate::{options, scheduled, times};
use splitway::Scenario;
use splitway::plan::Step;
use splitway::scenario::{Job, Method, Mode, Objective};
use splitway::schedule::ScheduleOptions;
use splitway::simulate::{Discipline, replay};

fn check_exact(scenario: &Scenario, options: &ScheduleOptions) {
    let Some(schedule) = scheduled(scenario, options) else {
        return;
    };
    let replayed = replay(scenario, &schedule.plans, Discipline::Priority).unwrap();
    for (plan, job) in schedule.plans.iter().zip(&replayed.jobs) {
        assert_eq!(plan.job, job.job);
        let predicted = job.release_seconds + plan.latency_seconds;
        assert!(
            is_same(predicted, job.completion_seconds),
            "{} {predicted} {job:?}",
            plan.job
        );
        for (step, happened) in plan.steps.iter().zip(&job.steps) {
            let (_, start, end) = times(step);
            assert!(
                is_same(start, happened.start_seconds),
                "{step:?} {happened:?}"
            );
            assert!(is_same(end, happened.end_seconds), "{step:?} {happened:?}");
            if let Step::Transfer { arrive_seconds, .. } = step {
                assert!(is_same(*arrive_seconds, happened.arrive_seconds));
            }
        }
    }
    assert_eq!(schedule.resources.len(), replayed.resources.len());
}

#[test]
fn what_exact_schedules_predict_is_what_happens() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(
            2000,
            &any_workloads(numbers, 1..=8),
            |Instance(scenario)| {
                check_exact(&scenario, &options(Method::Greedy, Objective::Mean));
            },
        );
        for_all(200, &any_workloads(numbers, 2..=8), |Instance(scenario)| {
            check_exact(&scenario, &options(Method::Anneal, Objective::Max));
        });
    }
}

#[test]
fn what_exact_schedules_of_many_jobs_predict_is_what_happens() {
    for_all(60, &shapes(2..=30, 1..=12), |shape| {
        let Instance(mut scenario) = shape.instance();
        let first = scenario.jobs[0].clone();
        let nodes = scenario.network.nodes.len();
        let job = |place: usize| Job {
            id: format!("job{place}"),
            source: scenario.network.nodes[place * 7 % nodes].id.clone(),
            destination: scenario.network.nodes[place * 5 % nodes].id.clone(),
            release_seconds: (place % 4) as f64 * 0.01,
            ..first.clone()
        };
        scenario.jobs = (0..60).map(job).collect();
        check_exact(&scenario, &options(Method::Greedy, Objective::Mean));
    });
}

#[test]
fn what_the_paper_bounds_is_never_later() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(
            2000,
            &any_workloads(numbers, 1..=8),
            |Instance(scenario)| {
                let options = ScheduleOptions {
                    mode: Some(Mode::Bound),
                    ..options(Method::Greedy, Objective::Mean)
                };
                let Some(schedule) = scheduled(&scenario, &options) else {
                    return;
                };
                let replayed = replay(&scenario, &schedule.plans, Discipline::Priority).unwrap();
                for (plan, job) in schedule.plans.iter().zip(&replayed.jobs) {
                    let bound = job.release_seconds + plan.latency_seconds;
                    assert!(job.completion_seconds <= bound * (1.0 + SAME));
                }
            },
        );
    }
}

/// The lower bound holds for schedules that are none of priorities, too.
#[test]
fn first_in_first_out_is_not_below_the_lower_bound() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(
            1000,
            &any_workloads(numbers, 1..=8),
            |Instance(scenario)| {
                let Some(schedule) = scheduled(&scenario, &options(Method::Greedy, Objective::Max))
                else {
                    return;
                };
                let replayed = replay(&scenario, &schedule.plans, Discipline::Fifo).unwrap();
                let latencies = replayed.jobs.iter().map(|job| job.latency_seconds);
                let largest = latencies.fold(0.0, f64::max);
                assert!(schedule.lower_bound <= largest * (1.0 + SAME));
            },
        );
    }
}
