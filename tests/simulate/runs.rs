//! Whole simulations: what every one of them must be like.

use crate::instances::small::{Numbers, workloads};
use crate::instances::{Instance, for_all};
use splitway::simulate::{
    Arrivals, Discipline, FORMAT, OnlinePolicy, SimulateOptions, Simulation, Simulator, replay,
    simulate,
};
use splitway::{RouteOptions, Router, Scenario, route};

const POLICIES: [OnlinePolicy; 5] = [
    OnlinePolicy::BacklogAware,
    OnlinePolicy::BacklogBlind,
    OnlinePolicy::AllAtSource,
    OnlinePolicy::AllAtNode,
    OnlinePolicy::BestSingleSplit,
];

const DISCIPLINES: [Discipline; 2] = [Discipline::Fifo, Discipline::Priority];

/// VGG19 on NSFNET.
fn default_scenario() -> Scenario {
    Scenario::from_json(include_str!("../../data/scenarios/default.json")).unwrap()
}

fn traced(discipline: Discipline, policy: OnlinePolicy) -> SimulateOptions {
    SimulateOptions {
        discipline: Some(discipline),
        policy: Some(policy),
        trace: true,
        ..SimulateOptions::default()
    }
}

fn poisson(jobs_per_second: f64, jobs: usize, options: SimulateOptions) -> SimulateOptions {
    SimulateOptions {
        jobs_per_second: Some(jobs_per_second),
        jobs: Some(jobs),
        ..options
    }
}

fn latencies(simulation: &Simulation) -> Vec<f64> {
    let trace = simulation.trace.as_ref().unwrap();
    let times = trace.arrival_seconds.iter().zip(&trace.completion_seconds);
    times
        .map(|(arrival, completion)| completion - arrival)
        .collect()
}

#[track_caller]
fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs(), "{a} in place of {b}");
}

/// A job that is alone and finds only the backlog has the latency that `route` says.
#[test]
fn a_job_alone_takes_as_long_as_its_route() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        for_all(
            1_000,
            &workloads(numbers, 1..=1),
            |Instance(mut scenario)| {
                scenario.jobs[0].release_seconds = 0.0;
                let Ok(plan) = route(&scenario, &RouteOptions::default()) else {
                    let options = SimulateOptions::default();
                    assert!(simulate(&scenario, &options).is_err());
                    return;
                };
                for discipline in DISCIPLINES {
                    let options = traced(discipline, OnlinePolicy::BacklogAware);
                    let found = simulate(&scenario, &options).unwrap();
                    close(found.latency.max_seconds.unwrap(), plan.latency_seconds);
                }
            },
        );
    }
}

/// Jobs that follow fixed plans do in a simulation what they do in a replay of these plans.
#[test]
fn blind_jobs_do_what_a_replay_of_their_plans_does() {
    for_all(
        1_000,
        &workloads(Numbers::Few, 1..=8),
        |Instance(scenario)| {
            let mut free = Router::new(scenario.clone()).unwrap();
            free.scale_backlog(0.0).unwrap();
            let mut order: Vec<usize> = (0..scenario.jobs.len()).collect();
            order.sort_by(|&a, &b| {
                let release = |job: usize| scenario.jobs[job].release_seconds;
                release(a).total_cmp(&release(b))
            });
            let plans = order.iter().map(|&job| {
                let options = RouteOptions {
                    job: Some(scenario.jobs[job].id.clone()),
                    ..RouteOptions::default()
                };
                free.route(&options)
            });
            let plans: Result<Vec<_>, _> = plans.collect();
            for discipline in DISCIPLINES {
                let found = simulate(&scenario, &traced(discipline, OnlinePolicy::BacklogBlind));
                let Ok(plans) = &plans else {
                    assert!(found.is_err());
                    continue;
                };
                let replayed = replay(&scenario, plans, discipline).unwrap();
                let trace = found.unwrap().trace.unwrap();
                for (completion, job) in trace.completion_seconds.iter().zip(&replayed.jobs) {
                    assert_eq!(*completion, job.completion_seconds);
                }
            }
        },
    );
}

#[test]
fn everything_in_an_answer_is_a_number_and_in_its_bounds() {
    for_all(
        500,
        &workloads(Numbers::Wild, 0..=8),
        |Instance(scenario)| {
            for discipline in DISCIPLINES {
                for policy in POLICIES {
                    for options in [
                        traced(discipline, policy),
                        poisson(3.0, 50, traced(discipline, policy)),
                    ] {
                        if let Ok(found) = simulate(&scenario, &options) {
                            check(&found, &options);
                        }
                    }
                }
            }
        },
    );
}

fn check(found: &Simulation, options: &SimulateOptions) {
    assert_eq!(found.format, FORMAT);
    assert_eq!(found.arrived, found.finished);
    let is_poisson = options.jobs_per_second.is_some();
    assert_eq!(found.arrivals == Arrivals::Poisson, is_poisson);
    assert_eq!(found.stable.is_some(), is_poisson);
    assert!(found.start_seconds <= found.end_seconds);
    for utilisation in &found.utilisation {
        assert!((0.0..=1.0).contains(&utilisation.busy_share));
        assert_ne!(utilisation.node.is_some(), utilisation.link.is_some());
    }
    let latencies = latencies(found);
    assert_eq!(latencies.len(), found.finished);
    assert!(latencies.iter().all(|&seconds| seconds >= 0.0));
    let trace = found.trace.as_ref().unwrap();
    assert!(trace.arrival_seconds.is_sorted());
    // serde_json writes what is no number as null.
    let text = serde_json::to_string(found).unwrap();
    let again: Simulation = serde_json::from_str(&text).unwrap();
    assert_eq!(&again, found);
}

/// Of jobs that all run in one piece on one node, who comes first is done first.
#[test]
fn first_in_is_first_out() {
    let text = r#"{ "format": "splitway/scenario@1",
      "network": { "nodes": [ { "id": "n", "flopPerSecond": 1 } ] },
      "models": [
        { "id": "short", "inputBytes": 0, "layers": [ { "name": "l", "flop": 0.2, "outputBytes": 0 } ] },
        { "id": "long", "inputBytes": 0, "layers": [ { "name": "l", "flop": 2, "outputBytes": 0 } ] } ],
      "jobs": [
        { "id": "short", "model": "short", "source": "n", "destination": "n", "weight": 3 },
        { "id": "long", "model": "long", "source": "n", "destination": "n", "weight": 1 },
        { "id": "never", "model": "long", "source": "n", "destination": "n", "weight": 0 } ] }"#;
    let scenario = Scenario::from_json(text).unwrap();
    let options = traced(Discipline::Fifo, OnlinePolicy::BacklogAware);
    let found = simulate(&scenario, &poisson(1.0, 10_000, options)).unwrap();
    let trace = found.trace.unwrap();
    assert!(trace.completion_seconds.is_sorted());
    let drawn = |job| trace.jobs.iter().filter(|&&other| other == job).count();
    assert!((7_300..7_700).contains(&drawn(0)), "{}", drawn(0));
    assert_eq!((drawn(0) + drawn(1), drawn(2)), (10_000, 0));
}

#[test]
fn a_seed_gives_one_answer_however_it_is_stepped_through() {
    let scenario = default_scenario();
    for discipline in DISCIPLINES {
        let mut options = poisson(40.0, 300, traced(discipline, OnlinePolicy::BacklogAware));
        options.seed = Some(5);
        let at_once = simulate(&scenario, &options).unwrap();
        for events in [1, 7, 1000] {
            let mut simulator = Simulator::new(&scenario, &options).unwrap();
            let mut share = 0.0;
            while share < 1.0 {
                let progress = simulator.advance(events).unwrap();
                assert!(progress.share >= share && progress.jobs <= 300);
                share = progress.share;
            }
            assert_eq!(simulator.simulation().unwrap(), at_once);
        }
        options.seed = Some(6);
        assert_ne!(simulate(&scenario, &options).unwrap(), at_once);
    }
}

/// The first numbers of a run, to the last bit: every machine gets these.
#[test]
fn a_seed_gives_these_arrivals() {
    let options = poisson(
        40.0,
        3,
        traced(Discipline::Fifo, OnlinePolicy::BacklogAware),
    );
    let found = simulate(&default_scenario(), &options).unwrap();
    let trace = found.trace.unwrap();
    assert_eq!(
        trace.arrival_seconds,
        [0.05021415559314696, 0.1049825332979108, 0.1260295237923369]
    );
    assert_eq!(
        trace.completion_seconds,
        [
            0.15275214367324982,
            0.19398300641045424,
            0.20191224345732078
        ]
    );
}

#[test]
fn what_is_known_so_far_grows_into_the_answer() {
    let scenario = default_scenario();
    let options = poisson(
        40.0,
        100,
        traced(Discipline::Fifo, OnlinePolicy::BacklogAware),
    );
    let mut simulator = Simulator::new(&scenario, &options).unwrap();
    let before = simulator.simulation().unwrap();
    assert_eq!((before.arrived, before.measured, before.events), (0, 0, 0));
    assert_eq!(before.latency.mean_seconds, None);
    assert_eq!(before.utilisation, []);
    let mut measured = 0;
    while simulator.advance(50).unwrap().share < 1.0 {
        let found = simulator.simulation().unwrap();
        assert!(found.measured >= measured && found.finished <= found.arrived);
        assert_eq!(found.trace.unwrap().jobs.len(), found.finished);
        measured = found.measured;
    }
    assert_eq!(simulator.simulation().unwrap().measured, 90);
}

#[test]
fn no_jobs_are_done_at_once() {
    let mut scenario = default_scenario();
    scenario.jobs.clear();
    for policy in POLICIES {
        let mut simulator = Simulator::new(&scenario, &traced(Discipline::Fifo, policy)).unwrap();
        assert_eq!(simulator.advance(0).unwrap().share, 1.0);
        let found = simulator.simulation().unwrap();
        assert_eq!((found.arrived, found.finished, found.measured), (0, 0, 0));
        assert_eq!(found.latency.p99.seconds, None);
        assert_eq!(found.throughput_per_second, None);
    }
}

/// Ten jobs at once; each is served behind those before it.
#[test]
fn jobs_that_arrive_at_the_same_instant_go_in_the_order_of_the_file() {
    let mut scenario = default_scenario();
    let job = scenario.jobs[0].clone();
    scenario.jobs = (0..10)
        .map(|index| {
            let mut job = job.clone();
            job.id = format!("j{index}");
            job
        })
        .collect();
    let options = traced(Discipline::Priority, OnlinePolicy::AllAtSource);
    let found = simulate(&scenario, &options).unwrap();
    let latencies = latencies(&found);
    let only = latencies[0];
    for (latency, place) in latencies.iter().zip(1..) {
        close(*latency, only * f64::from(place));
    }
    // One node works all the time, but for what the answer's way takes.
    assert_eq!(found.utilisation[0].node.as_deref(), Some("phone"));
    close(found.utilisation[0].busy_share, 1.0);
}

/// The more a policy knows, the better it does; where it is best to do nothing, all do the same.
#[test]
fn knowing_the_queues_pays() {
    let scenario = default_scenario();
    let mean = |policy, rate| {
        let options = poisson(rate, 2_000, traced(Discipline::Fifo, policy));
        let found = simulate(&scenario, &options).unwrap();
        (found.latency.mean_seconds.unwrap(), found.stable)
    };
    let (aware, is_stable) = mean(OnlinePolicy::BacklogAware, 60.0);
    assert_eq!(is_stable, Some(true));
    for policy in &POLICIES[1..] {
        let (other, is_stable) = mean(*policy, 60.0);
        assert!(aware < other / 10.0, "{aware} {other} {policy:?}");
        assert_eq!(is_stable, Some(false));
    }
}

#[test]
fn all_at_node_names_the_node_and_best_is_the_best_alone() {
    let scenario = default_scenario();
    let run = |node: Option<&str>| {
        let options = SimulateOptions {
            node: node.map(str::to_owned),
            ..poisson(0.1, 200, traced(Discipline::Fifo, OnlinePolicy::AllAtNode))
        };
        simulate(&scenario, &options).unwrap()
    };
    let best = run(None);
    let chosen = best.node.clone().unwrap();
    for node in &scenario.network.nodes {
        if node.flop_per_second > 0.0 {
            let found = run(Some(&node.id));
            assert_eq!(found.node.as_ref(), Some(&node.id));
            assert!(best.latency.p50.seconds <= found.latency.p50.seconds);
            assert_eq!(found == best, node.id == chosen);
        }
    }
}

#[test]
fn options_and_answers_are_camel_case_and_refuse_what_they_do_not_know() {
    let text = r#"{ "discipline": "priority", "policy": "best-single-split", "arrivals": "poisson",
      "jobsPerSecond": 2, "jobs": 10, "seed": 3, "warmUpShare": 0.5, "trace": true }"#;
    let options: SimulateOptions = serde_json::from_str(text).unwrap();
    let found = simulate(&default_scenario(), &options).unwrap();
    assert_eq!((found.arrived, found.measured), (10, 5));
    let value = serde_json::to_value(&found).unwrap();
    assert_eq!(value["format"], FORMAT);
    assert_eq!(
        value["latency"]["p95"]["lowerSeconds"],
        serde_json::Value::Null
    );
    assert_eq!(
        value["trace"]["arrivalSeconds"].as_array().unwrap().len(),
        10
    );
    assert!(serde_json::from_str::<SimulateOptions>(r#"{ "rate": 1 }"#).is_err());
}
