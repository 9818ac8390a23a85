//! Numbers far beyond those of real networks.

use crate::instances::small::{Numbers, workloads};
use crate::instances::{Instance, for_all};
use crate::{OBJECTIVES, options, scheduled};
use splitway::scenario::{Method, Mode};
use splitway::schedule::ScheduleOptions;

#[test]
fn whatever_the_numbers_answers_are_numbers() {
    for_all(
        400,
        &workloads(Numbers::Extreme, 1..=6),
        |Instance(scenario)| {
            for objective in OBJECTIVES {
                for (mode, method) in [
                    (Mode::Exact, Method::Exhaustive),
                    (Mode::Exact, Method::Anneal),
                    (Mode::Bound, Method::Greedy),
                ] {
                    let options = ScheduleOptions {
                        mode: Some(mode),
                        baselines: true,
                        ..options(method, objective)
                    };
                    let Some(schedule) = scheduled(&scenario, &options) else {
                        return;
                    };
                    assert!(schedule.value.is_finite() && schedule.lower_bound >= 0.0);
                    assert!(schedule.lower_bound <= schedule.value);
                    let mut values = schedule
                        .baselines
                        .iter()
                        .filter_map(|baseline| baseline.value);
                    assert!(values.all(f64::is_finite));
                }
            }
        },
    );
}
