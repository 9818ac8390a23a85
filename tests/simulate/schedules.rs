//! What schedules predict against what happens.

use crate::instances::small::{Numbers, workloads};
use crate::instances::{Instance, for_all};
use splitway::plan::Step;
use splitway::scenario::Mode;
use splitway::schedule::{Schedule, ScheduleOptions, schedule};
use splitway::simulate::{Discipline, Replayed, replay};

/// A schedule of the jobs that can be routed, and what happens; `None` if there is none.
fn replayed(instance: &Instance, mode: Mode) -> Option<(Schedule, Replayed)> {
    let options = ScheduleOptions {
        mode: Some(mode),
        skip_unroutable: true,
        ..ScheduleOptions::default()
    };
    let schedule = schedule(&instance.0, &options).ok()?;
    let replayed = replay(&instance.0, &schedule.plans, Discipline::Priority).unwrap();
    Some((schedule, replayed))
}

#[track_caller]
fn close(a: f64, b: f64, scale: f64) {
    assert!((a - b).abs() <= 1e-9 * scale, "{a} in place of {b}");
}

#[test]
fn exact_schedules_predict_what_happens() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(1_000, &workloads(numbers, 1..=8), |instance| {
            let Some((schedule, replayed)) = replayed(&instance, Mode::Exact) else {
                return;
            };
            for (plan, job) in schedule.plans.iter().zip(&replayed.jobs) {
                let scale = job.completion_seconds;
                close(job.latency_seconds, plan.latency_seconds, scale);
                for (step, happened) in plan.steps.iter().zip(&job.steps) {
                    let (start, end, pieces) = match step {
                        Step::Compute {
                            start_seconds,
                            end_seconds,
                            pieces,
                            ..
                        }
                        | Step::Transfer {
                            start_seconds,
                            end_seconds,
                            pieces,
                            ..
                        } => (*start_seconds, *end_seconds, pieces),
                    };
                    close(happened.start_seconds, start, scale);
                    close(happened.end_seconds, end, scale);
                    assert_eq!(happened.pieces.len(), pieces.len());
                }
            }
        });
    }
}

#[test]
fn bounds_are_never_exceeded() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(1_000, &workloads(numbers, 1..=8), |instance| {
            let Some((schedule, replayed)) = replayed(&instance, Mode::Bound) else {
                return;
            };
            for (plan, job) in schedule.plans.iter().zip(&replayed.jobs) {
                let room = 1e-9 * job.completion_seconds;
                assert!(job.latency_seconds <= plan.latency_seconds + room);
            }
        });
    }
}
