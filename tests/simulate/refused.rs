//! What cannot be simulated, and what is said about it.

use crate::plans::{compute, plan_of, transfer};
use splitway::plan::Step;
use splitway::simulate::{
    Arrivals, Discipline, OnlinePolicy, SimulateOptions, Simulator, replay, simulate,
};
use splitway::{Error, Plan, Scenario};

fn triangle() -> Scenario {
    Scenario::from_json(include_str!("../scenarios/triangle.json")).unwrap()
}

#[track_caller]
fn same(error: &Error, code: &str, path: &str, message: &str) {
    let found = (error.code(), error.path(), &error.to_string()[..]);
    assert_eq!(found, (code, path, message));
}

/// A plan of the triangle's job is refused like this.
#[track_caller]
fn refused(steps: Vec<Step>, path: &str, message: &str) {
    let plans = [plan_of("j1", steps)];
    let error = replay(&triangle(), &plans, Discipline::Priority).unwrap_err();
    same(&error, "invalid-plan", path, message);
}

#[test]
fn plans_that_do_not_fit_are_refused_with_the_step() {
    let runs = || vec![compute("phone", 1), compute("phone", 2)];
    refused(
        vec![compute("edge", 1)],
        "/0/steps/0/node",
        "the plan of job `j1`: `edge` is not the node where its data are",
    );
    refused(
        vec![transfer("phone", "tower", 0, 0), compute("tower", 1)],
        "/0/steps/1/node",
        "the plan of job `j1`: `tower` is a relay, it runs nothing",
    );
    refused(
        vec![compute("phone", 2)],
        "/0/steps/0/layer",
        "the plan of job `j1`: layer 2 of 2 cannot run here, after 0 layers",
    );
    refused(
        [runs(), vec![compute("phone", 3)]].concat(),
        "/0/steps/2/layer",
        "the plan of job `j1`: layer 3 of 2 cannot run here, after 2 layers",
    );
    refused(
        vec![transfer("phone", "tower", 99, 0)],
        "/0/steps/0/link",
        "the plan of job `j1`: there is no directed link 99, there are 4",
    );
    refused(
        vec![transfer("phone", "edge", 0, 0)],
        "/0/steps/0/to",
        "the plan of job `j1`: `edge` is not an end of link 0",
    );
    refused(
        vec![transfer("tower", "edge", 2, 0)],
        "/0/steps/0/from",
        "the plan of job `j1`: `tower` is not the node where its data are",
    );
    refused(
        vec![transfer("phone", "tower", 0, 1)],
        "/0/steps/0/afterLayer",
        "the plan of job `j1`: 0 layers are done, not 1",
    );
    refused(
        vec![compute("phone", 1)],
        "/0/steps",
        "the plan of job `j1` runs 1 of 2 layers",
    );
    refused(
        [runs(), vec![transfer("phone", "tower", 0, 2)]].concat(),
        "/0/steps",
        "the plan of job `j1` does not end at its destination",
    );
}

#[test]
fn plans_of_no_job_and_second_plans_are_refused() {
    let plan = |job| plan_of(job, vec![compute("phone", 1), compute("phone", 2)]);
    let refused = |plans: &[Plan], path: &str, message: &str| {
        let error = replay(&triangle(), plans, Discipline::Fifo).unwrap_err();
        same(&error, "invalid-plan", path, message);
    };
    refused(&[plan("j2")], "/0/job", "the scenario has no job `j2`");
    refused(
        &[plan("j1"), plan("j1")],
        "/1/job",
        "there are two plans for job `j1`",
    );
}

/// Options for the triangle are refused like this.
#[track_caller]
fn option(options: SimulateOptions, path: &str, message: &str) {
    let error = simulate(&triangle(), &options).unwrap_err();
    same(&error, "invalid-option", path, message);
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let default = SimulateOptions::default;
    let poisson = |rate| SimulateOptions {
        jobs_per_second: Some(rate),
        ..default()
    };
    for (rate, shown) in [(0.0, "0"), (-1.0, "-1")] {
        option(
            poisson(rate),
            "/jobsPerSecond",
            &format!("`jobsPerSecond` is a finite number above 0, not {shown}"),
        );
    }
    for rate in [f64::NAN, f64::INFINITY] {
        let error = simulate(&triangle(), &poisson(rate)).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("invalid-option", "/jobsPerSecond")
        );
    }
    option(
        SimulateOptions {
            arrivals: Some(Arrivals::Poisson),
            ..default()
        },
        "/jobsPerSecond",
        "Poisson arrivals need `jobsPerSecond`, a number above 0",
    );
    option(
        SimulateOptions {
            arrivals: Some(Arrivals::Given),
            ..poisson(1.0)
        },
        "/jobsPerSecond",
        "`jobsPerSecond` belongs to Poisson arrivals, and these are given",
    );
    option(
        SimulateOptions {
            jobs: Some(7),
            ..default()
        },
        "/jobs",
        "`jobs` belongs to Poisson arrivals, and these are given",
    );
    option(
        SimulateOptions {
            warm_up_share: Some(1.0),
            ..default()
        },
        "/warmUpShare",
        "`warmUpShare` is a number from 0 to below 1, not 1",
    );
    option(
        SimulateOptions {
            node: Some("edge".to_owned()),
            ..default()
        },
        "/node",
        "`node` belongs to the policy `all-at-node` alone",
    );
    for (node, message) in [
        ("moon", "there is no node `moon`"),
        (
            "tower",
            "node `tower` is a relay (its `flopPerSecond` is 0), so it can run nothing",
        ),
    ] {
        let options = SimulateOptions {
            policy: Some(OnlinePolicy::AllAtNode),
            node: Some(node.to_owned()),
            ..default()
        };
        option(options, "/node", message);
    }
    option(
        SimulateOptions {
            jobs: Some(3),
            ..poisson(1e-308)
        },
        "/jobsPerSecond",
        "at 1e-308 jobs per second, 3 jobs take longer than the largest number of seconds there is",
    );
}

#[test]
fn too_many_jobs_are_refused_before_anything_is_kept_of_them() {
    let options = SimulateOptions {
        jobs_per_second: Some(1.0),
        jobs: Some(usize::MAX),
        ..SimulateOptions::default()
    };
    let error = simulate(&triangle(), &options).unwrap_err();
    assert_eq!((error.code(), error.path()), ("limit-exceeded", "/jobs"));
}

#[test]
fn jobs_without_a_plan_are_named() {
    let mut scenario = triangle();
    scenario.network.links.clear();
    scenario.jobs[0].destination = "edge".to_owned();
    for policy in [OnlinePolicy::BacklogAware, OnlinePolicy::AllAtSource] {
        let options = SimulateOptions {
            policy: Some(policy),
            ..SimulateOptions::default()
        };
        same(
            &simulate(&scenario, &options).unwrap_err(),
            "unreachable",
            "/jobs/0/destination",
            "job `j1`: no links lead from `phone` to `edge`: from `phone` one can reach nothing",
        );
    }
    // The first layer is pinned to the phone.
    let options = SimulateOptions {
        policy: Some(OnlinePolicy::AllAtNode),
        node: Some("edge".to_owned()),
        ..SimulateOptions::default()
    };
    same(
        &simulate(&triangle(), &options).unwrap_err(),
        "no-feasible-placement",
        "/jobs/0",
        "job `j1` cannot run on node `edge` alone: its pins or the network's links do not let it; choose another policy",
    );
}

#[test]
fn plans_beyond_a_node_s_memory_are_refused() {
    let mut scenario = triangle();
    scenario.network.nodes[0].memory_bytes = Some(1e6);
    for policy in [OnlinePolicy::BacklogAware, OnlinePolicy::AllAtSource] {
        let options = SimulateOptions {
            policy: Some(policy),
            ..SimulateOptions::default()
        };
        let error = simulate(&scenario, &options).unwrap_err();
        let place = (error.code(), error.path());
        assert_eq!(place, ("memory-exceeded", "/network/nodes/0/memoryBytes"));
    }
}

#[test]
fn poisson_arrivals_need_jobs_to_draw_from() {
    let mut scenario = triangle();
    let options = SimulateOptions {
        jobs_per_second: Some(1.0),
        ..SimulateOptions::default()
    };
    scenario.jobs[0].weight = 0.0;
    let error = simulate(&scenario, &options).unwrap_err();
    assert_eq!((error.code(), error.path()), ("invalid-scenario", "/jobs"));
    scenario.jobs.clear();
    let error = simulate(&scenario, &options).unwrap_err();
    same(
        &error,
        "invalid-scenario",
        "/jobs",
        "Poisson arrivals are drawn from the scenario's jobs, and there is none",
    );
}

/// One layer that takes so many seconds, behind a backlog of 1e307 s.
fn slow(flop: f64) -> Scenario {
    let text = format!(
        r#"{{ "format": "splitway/scenario@1",
          "network": {{ "nodes": [ {{ "id": "n", "flopPerSecond": 1, "backlogFlop": 1e307 }} ] }},
          "models": [ {{ "id": "m", "inputBytes": 0, "layers": [ {{ "name": "l", "flop": {flop:e}, "outputBytes": 0 }} ] }} ],
          "jobs": [ {{ "id": "j", "model": "m", "source": "n", "destination": "n" }} ] }}"#
    );
    Scenario::from_json(&text).unwrap()
}

const TOO_LONG: &str = "the times of job `j` add up to more than the largest number there is";

#[test]
fn plans_with_times_beyond_the_largest_number_are_refused() {
    let plans = [plan_of("j", vec![compute("n", 1)])];
    let replay = |flop| replay(&slow(flop), &plans, Discipline::Fifo);
    assert_eq!(replay(1.6e308).unwrap().jobs[0].completion_seconds, 1.7e308);
    let error = replay(1.75e308).unwrap_err();
    same(&error, "invalid-scenario", "/jobs/0", TOO_LONG);
}

/// Each job has room in time, all together have not. The simulator stays with its error.
#[test]
fn jobs_that_add_up_beyond_the_largest_number_are_refused_again_and_again() {
    for policy in [OnlinePolicy::BacklogAware, OnlinePolicy::AllAtSource] {
        let options = SimulateOptions {
            policy: Some(policy),
            jobs_per_second: Some(1.0),
            ..SimulateOptions::default()
        };
        let mut scenario = slow(1e305);
        // With it even one job would have no room.
        scenario.network.nodes[0].backlog_flop = 0.0;
        let mut simulator = Simulator::new(&scenario, &options).unwrap();
        for _ in 0..2 {
            let error = simulator.advance(usize::MAX).unwrap_err();
            same(&error, "invalid-scenario", "/jobs/0", TOO_LONG);
            assert_eq!(simulator.simulation().unwrap_err(), error);
        }
    }
}
