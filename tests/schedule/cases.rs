//! Cases worked out by hand.

use serde_json::{Value, json};
use splitway::Scenario;
use splitway::plan::Step;
use splitway::scenario::{Method, Mode, Objective};
use splitway::schedule::{Schedule, ScheduleOptions, Scheduler, schedule};

/// Two nodes of 1 FLOP/s, joined by links of 1 byte/s, and a model of one layer of 2 FLOP whose
/// input takes 1 s to send.
pub fn base(jobs: Value) -> Scenario {
    let text = json!({
        "format": "splitway/scenario@1",
        "network": {
            "nodes": [
                { "id": "a", "flopPerSecond": 1 },
                { "id": "b", "flopPerSecond": 1 },
                { "id": "lost", "flopPerSecond": 1 },
            ],
            "links": [{ "from": "a", "to": "b", "bitsPerSecond": 8, "bothWays": true }],
        },
        "models": [
            { "id": "one", "inputBytes": 1,
              "layers": [{ "name": "l", "flop": 2, "outputBytes": 0 }] },
            { "id": "none", "inputBytes": 0,
              "layers": [{ "name": "l", "flop": 0, "outputBytes": 0 }] },
        ],
        "jobs": jobs,
    });
    Scenario::from_json(&text.to_string()).unwrap()
}

pub fn job(id: &str, model: &str, release: f64) -> Value {
    json!({ "id": id, "model": model, "source": "a", "destination": "a", "releaseSeconds": release })
}

fn solved(scenario: &Scenario, options: &ScheduleOptions) -> Schedule {
    schedule(scenario, options).unwrap()
}

fn latencies(schedule: &Schedule) -> Vec<f64> {
    let plans = schedule.plans.iter();
    plans.map(|plan| plan.latency_seconds).collect()
}

#[test]
fn jobs_that_share_everything_go_where_they_are_done_first() {
    let scenario = base(json!([
        job("x", "one", 0.0),
        job("y", "one", 0.0),
        job("z", "one", 0.0)
    ]));
    let schedule = solved(&scenario, &ScheduleOptions::default());
    // x runs at a; y is sent to b, and its empty answer back; z would wait for the link and for
    // b until 5 s, and has a from 2 s on.
    assert_eq!(schedule.order, ["x", "y", "z"]);
    assert_eq!(latencies(&schedule), [2.0, 3.0, 4.0]);
    assert_eq!(schedule.plans[1].placement, ["b"]);
    assert_eq!(schedule.plans[2].placement, ["a"]);
    assert_eq!(schedule.value, 3.0);
    let a = schedule
        .resources
        .iter()
        .find(|resource| resource.node.as_deref() == Some("a"));
    let busy = [
        (0.0, 2.0, Some("x".to_owned())),
        (2.0, 4.0, Some("z".to_owned())),
    ];
    assert_eq!(a.unwrap().busy, busy);
}

#[test]
fn a_lower_job_is_interrupted_and_resumes() {
    let mut scenario = base(json!([job("late", "one", 1.0), job("early", "one", 0.0)]));
    scenario.network.links.clear();
    let options = ScheduleOptions {
        order: Some(vec!["late".into(), "early".into()]),
        ..ScheduleOptions::default()
    };
    let schedule = solved(&scenario, &options);
    assert_eq!(latencies(&schedule), [2.0, 4.0]);
    let Step::Compute { pieces, .. } = &schedule.plans[1].steps[0] else {
        panic!("early computes")
    };
    assert_eq!(pieces, &[(0.0, 1.0), (3.0, 4.0)]);
    assert_eq!(schedule.plans[1].breakdown.waiting_seconds, 2.0);
    assert_eq!(schedule.plans[1].breakdown.compute_seconds, 2.0);
    assert_eq!(schedule.method, None);
}

#[test]
fn work_of_no_time_waits_for_what_arrives_with_it() {
    let mut scenario = base(json!([job("work", "one", 0.0), job("empty", "none", 0.0)]));
    scenario.network.links.clear();
    let greedy = solved(&scenario, &ScheduleOptions::default());
    assert_eq!(greedy.order, ["empty", "work"]);
    assert_eq!(latencies(&greedy), [0.0, 2.0]);
    let options = ScheduleOptions {
        order: Some(vec!["work".into(), "empty".into()]),
        ..ScheduleOptions::default()
    };
    assert_eq!(latencies(&solved(&scenario, &options)), [2.0, 2.0]);
}

#[test]
fn a_job_released_after_all_others_end_finds_everything_free() {
    let scenario = base(json!([job("x", "one", 0.0), job("late", "one", 9.0)]));
    let schedule = solved(&scenario, &ScheduleOptions::default());
    assert_eq!(latencies(&schedule), [2.0, 2.0]);
    assert!(schedule.proven);
}

#[test]
fn ties_go_by_input_order() {
    let scenario = base(json!([job("second", "one", 0.0), job("first", "one", 0.0)]));
    let schedule = solved(&scenario, &ScheduleOptions::default());
    assert_eq!(schedule.order, ["second", "first"]);
}

#[test]
fn without_jobs_there_is_an_empty_schedule() {
    for method in [Method::Greedy, Method::Anneal, Method::Exhaustive] {
        for mode in [Mode::Exact, Mode::Bound] {
            if mode == Mode::Bound && method != Method::Greedy {
                continue;
            }
            let options = ScheduleOptions {
                mode: Some(mode),
                method: Some(method),
                baselines: true,
                ..ScheduleOptions::default()
            };
            let schedule = solved(&base(json!([])), &options);
            assert_eq!((schedule.value, schedule.lower_bound), (0.0, 0.0));
            assert!(schedule.plans.is_empty() && schedule.resources.is_empty());
        }
    }
}

#[test]
fn backlogs_go_first_of_all() {
    let mut scenario = base(json!([job("x", "one", 0.0)]));
    scenario.network.nodes[0].backlog_flop = 5.0;
    scenario.network.links[0].backlog_bits = 4.0;
    let schedule = solved(&scenario, &ScheduleOptions::default());
    // Over the link, which is busy for half a second each way, and back.
    assert_eq!(latencies(&schedule), [3.5]);
    let busy = |node: &str| {
        let mut resources = schedule.resources.iter();
        resources
            .find(|resource| resource.node.as_deref() == Some(node))
            .unwrap()
            .busy
            .clone()
    };
    assert_eq!(busy("a"), [(0.0, 5.0, None)]);
    assert_eq!(busy("b"), [(1.5, 3.5, Some("x".to_owned()))]);
}

#[test]
fn unreachable_jobs_are_named_and_left_out_on_request() {
    let mut lost = job("lost", "one", 0.0);
    lost["destination"] = json!("lost");
    let scenario = base(json!([job("x", "one", 0.0), lost]));
    let error = schedule(&scenario, &ScheduleOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("unreachable", "/jobs/1/destination")
    );
    let options = ScheduleOptions {
        skip_unroutable: true,
        ..ScheduleOptions::default()
    };
    let schedule = solved(&scenario, &options);
    assert_eq!(schedule.order, ["x"]);
    let skipped = &schedule.skipped[0];
    let told = (&skipped.job[..], &skipped.code[..], &skipped.path[..]);
    assert_eq!(told, ("lost", "unreachable", "/jobs/1/destination"));
    assert_eq!(skipped.message, error.to_string());
}

#[test]
fn weights_change_the_best_order() {
    let mut long = job("long", "one", 0.0);
    long["batch"] = json!(2);
    long["weight"] = json!(10);
    let mut scenario = base(json!([job("short", "one", 0.0), long]));
    scenario.network.links.clear();
    let options = |method| ScheduleOptions {
        method: Some(method),
        ..ScheduleOptions::default()
    };
    let greedy = solved(&scenario, &options(Method::Greedy));
    assert_eq!(
        (&greedy.order[0][..], greedy.value),
        ("short", (2.0 + 60.0) / 11.0)
    );
    let best = solved(&scenario, &options(Method::Exhaustive));
    assert_eq!(
        (&best.order[0][..], best.value),
        ("long", (6.0 + 40.0) / 11.0)
    );
    assert!(best.proven && !greedy.proven);
    let annealed = solved(&scenario, &options(Method::Anneal));
    assert_eq!(annealed.value, best.value);
}

#[test]
fn a_search_can_be_stopped_at_any_time() {
    let jobs: Vec<Value> = (0..8)
        .map(|place| job(&place.to_string(), "one", 0.0))
        .collect();
    let scenario = base(json!(jobs));
    for method in [Method::Greedy, Method::Anneal, Method::Exhaustive] {
        let options = ScheduleOptions {
            method: Some(method),
            objective: Some(Objective::Mean),
            ..ScheduleOptions::default()
        };
        let mut scheduler = Scheduler::new(&scenario, &options).unwrap();
        assert_eq!(scheduler.progress().value, None);
        let early = scheduler.schedule().unwrap();
        assert_eq!(early.plans.len(), 8);
        let mut value = f64::INFINITY;
        let mut share = 0.0;
        while share < 1.0 {
            let progress = scheduler.advance(3);
            assert!(progress.share >= share && progress.value.unwrap() <= value);
            (share, value) = (progress.share, progress.value.unwrap());
        }
        let last = scheduler.schedule().unwrap();
        assert!(last.value <= early.value);
        assert!((last.value - value).abs() <= 1e-12 * value);
        assert_eq!(last, schedule(&scenario, &options).unwrap());
    }
}

#[test]
fn jobs_of_no_time_leave_the_others_lower_bounds_alone() {
    let scenario = base(json!([job("empty", "none", 0.0), job("late", "one", 50.0)]));
    let schedule = solved(&scenario, &ScheduleOptions::default());
    assert_eq!((schedule.value, schedule.lower_bound), (1.0, 1.0));
    assert!(schedule.proven);
}

#[test]
fn weights_of_any_size_give_the_same_schedule() {
    let scenario = |unit: f64| {
        let mut jobs = ["x", "y", "z"].map(|id| job(id, "one", 0.0));
        for (job, weight) in jobs.iter_mut().zip([4.0, 1.0, 2.0]) {
            job["weight"] = json!(unit * weight);
        }
        base(json!(jobs))
    };
    for method in [Method::Greedy, Method::Anneal, Method::Exhaustive] {
        let options = ScheduleOptions {
            method: Some(method),
            ..ScheduleOptions::default()
        };
        let expected = solved(&scenario(1.0), &options);
        for unit in [4e307, 1e-320, f64::from_bits(1)] {
            let found = solved(&scenario(unit), &options);
            let same = (found.value - expected.value).abs();
            assert!(same <= 1e-3 * expected.value, "{unit:e}: {}", found.value);
            assert_eq!(found.order, expected.order);
        }
    }
}

#[test]
fn times_that_waits_would_take_beyond_numbers_are_refused() {
    let mut scenario = base(json!([job("x", "one", 0.0)]));
    // Twenty layers in turns at a and at b, so that every stay waits for all others'.
    let layer = scenario.models[0].layers[0].clone();
    scenario.models[0].layers = (0..20)
        .map(|place| {
            let mut layer = layer.clone();
            layer.name = place.to_string();
            layer.flop = Some(1e306);
            layer
        })
        .collect();
    let pins = (1..=20).map(|layer| {
        let node = if layer % 2 == 0 { "a" } else { "b" };
        json!({ "firstLayer": layer, "lastLayer": layer, "nodes": [node] })
    });
    scenario.jobs[0].pins = serde_json::from_value(pins.collect()).unwrap();
    scenario.jobs = (0..4)
        .map(|place| {
            let mut job = scenario.jobs[0].clone();
            job.id = place.to_string();
            job
        })
        .collect();
    for mode in [Mode::Exact, Mode::Bound] {
        let options = ScheduleOptions {
            mode: Some(mode),
            ..ScheduleOptions::default()
        };
        let error = schedule(&scenario, &options).unwrap_err();
        assert_eq!((error.code(), error.path()), ("invalid-scenario", "/jobs"));
    }
}
