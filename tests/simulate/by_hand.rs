//! Cases that were worked out by hand.

use crate::plans::{compute, plan_of, transfer};
use splitway::plan::Step;
use splitway::simulate::Discipline::{Fifo, Priority};
use splitway::simulate::{Discipline, Replayed, replay};
use splitway::{Plan, Scenario};

/// Nodes `a` and `b` of 1 FLOP/s and a link of 1 byte/s that takes half a second more. Models of
/// one layer by their FLOP: `none`, `one`, `four`; their input has 2 bytes, their output none.
fn scenario(backlog_flop: f64, jobs: &[(&str, &str, f64)]) -> Scenario {
    let model = |id: &str, flop: f64| {
        format!(
            r#"{{ "id": "{id}", "inputBytes": 2, "layers": [ {{ "name": "l", "flop": {flop}, "outputBytes": 0 }} ] }}"#
        )
    };
    let jobs = jobs.iter().map(|(id, model, release)| {
        format!(
            r#"{{ "id": "{id}", "model": "{model}", "source": "a", "destination": "a", "releaseSeconds": {release} }}"#
        )
    });
    let jobs: Vec<String> = jobs.collect();
    let text = format!(
        r#"{{ "format": "splitway/scenario@1",
          "network": {{
            "nodes": [ {{ "id": "a", "flopPerSecond": 1, "backlogFlop": {backlog_flop} }},
                       {{ "id": "b", "flopPerSecond": 1 }} ],
            "links": [ {{ "from": "a", "to": "b", "bitsPerSecond": 8, "delaySeconds": 0.5, "bothWays": true }} ] }},
          "models": [ {}, {}, {} ], "jobs": [ {} ] }}"#,
        model("none", 0.0),
        model("one", 1.0),
        model("four", 4.0),
        jobs.join(", ")
    );
    Scenario::from_json(&text).unwrap()
}

/// The job's only layer on its source.
fn at_source(job: &str) -> Plan {
    plan_of(job, vec![compute("a", 1)])
}

/// The job's only layer on the other node.
fn there_and_back(job: &str) -> Plan {
    let steps: Vec<Step> = vec![
        transfer("a", "b", 0, 0),
        compute("b", 1),
        transfer("b", "a", 1, 1),
    ];
    plan_of(job, steps)
}

fn run(scenario: &Scenario, plans: &[Plan], discipline: Discipline) -> Replayed {
    replay(scenario, plans, discipline).unwrap()
}

fn completions(replayed: &Replayed) -> Vec<f64> {
    let jobs = replayed.jobs.iter();
    jobs.map(|job| job.completion_seconds).collect()
}

/// [start, end, job] of each piece of the first resource.
fn busy(replayed: &Replayed) -> Vec<(f64, f64, &str)> {
    let busy = replayed.resources[0].busy.iter();
    busy.map(|(start, end, job)| (*start, *end, job.as_deref().unwrap_or("backlog")))
        .collect()
}

/// `low` takes 4 s from 0 on; `high` comes at 1 and 2.5 s for 1 s each: it interrupts twice, or waits.
#[test]
fn higher_work_interrupts_only_under_priority() {
    let scenario = scenario(
        0.0,
        &[("h1", "one", 1.0), ("h2", "one", 2.5), ("low", "four", 0.0)],
    );
    let plans = ["h1", "h2", "low"].map(at_source);
    let by_priority = run(&scenario, &plans, Priority);
    assert_eq!(completions(&by_priority), [2.0, 3.5, 6.0]);
    let low = &by_priority.jobs[2].steps[0];
    assert_eq!(low.pieces, [(0.0, 1.0), (2.0, 2.5), (3.5, 6.0)]);
    assert_eq!((low.start_seconds, low.end_seconds), (0.0, 6.0));
    let pieces = [
        (0.0, 1.0, "low"),
        (1.0, 2.0, "h1"),
        (2.0, 2.5, "low"),
        (2.5, 3.5, "h2"),
        (3.5, 6.0, "low"),
    ];
    assert_eq!(busy(&by_priority), pieces);
    let by_arrival = run(&scenario, &plans, Fifo);
    assert_eq!(completions(&by_arrival), [5.0, 6.0, 4.0]);
    assert!(
        by_arrival
            .jobs
            .iter()
            .all(|job| job.steps[0].pieces.is_empty())
    );
}

/// `low` is done at 4 s, when `high` comes; one that comes with `high` waits for it.
#[test]
fn what_ends_when_higher_work_comes_is_on_time_and_what_comes_with_it_waits() {
    let scenario = scenario(
        0.0,
        &[
            ("high", "one", 4.0),
            ("low", "four", 0.0),
            ("with", "one", 4.0),
        ],
    );
    let plans = ["high", "low", "with"].map(at_source);
    for discipline in [Priority, Fifo] {
        let replayed = run(&scenario, &plans, discipline);
        assert_eq!(completions(&replayed), [5.0, 4.0, 6.0]);
        assert!(
            replayed
                .jobs
                .iter()
                .all(|job| job.steps[0].pieces.is_empty())
        );
    }
}

/// The backlog takes 3 s. What takes no time waits for it, and does not delay what comes after.
#[test]
fn the_backlog_goes_first_and_work_of_no_time_waits_its_turn() {
    let scenario = scenario(3.0, &[("none", "none", 0.0), ("one", "one", 3.0)]);
    for discipline in [Priority, Fifo] {
        let replayed = run(&scenario, &["none", "one"].map(at_source), discipline);
        assert_eq!(completions(&replayed), [3.0, 4.0]);
        let pieces = [(0.0, 3.0, "backlog"), (3.0, 4.0, "one")];
        assert_eq!(busy(&replayed), pieces);
    }
}

/// Work of no time comes while lower work is served: it goes in between, and cuts nothing in two.
#[test]
fn work_of_no_time_leaves_no_mark_on_what_it_interrupts() {
    let scenario = scenario(0.0, &[("none", "none", 1.0), ("four", "four", 0.0)]);
    let plans = ["none", "four"].map(at_source);
    let by_priority = run(&scenario, &plans, Priority);
    assert_eq!(completions(&by_priority), [1.0, 4.0]);
    assert_eq!(busy(&by_priority), [(0.0, 4.0, "four")]);
    assert!(by_priority.jobs[1].steps[0].pieces.is_empty());
    assert_eq!(completions(&run(&scenario, &plans, Fifo)), [4.0, 4.0]);
}

/// Both send 2 bytes from 0 on: the link is free again after 2 s, the delay keeps it from nobody.
/// The first arrives at 2.5, is run by 3.5 and is back, in no time on the link, at 4; the second
/// arrives at 4.5 and is back at 6.
#[test]
fn two_jobs_on_one_link_follow_each_other_without_waiting_for_the_delay() {
    let scenario = scenario(0.0, &[("first", "one", 0.0), ("second", "one", 0.0)]);
    for discipline in [Priority, Fifo] {
        let plans = ["first", "second"].map(there_and_back);
        let replayed = run(&scenario, &plans, discipline);
        assert_eq!(completions(&replayed), [4.0, 6.0]);
        let second = &replayed.jobs[1].steps;
        let times = |step: usize| {
            let step = &second[step];
            [step.start_seconds, step.end_seconds, step.arrive_seconds]
        };
        assert_eq!([times(0), times(1)], [[2.0, 4.0, 4.5], [4.5, 5.5, 5.5]]);
        assert_eq!(times(2), [5.5, 5.5, 6.0]);
    }
}

/// `high` is done with its first layer at 1 s; its second layer and the link take no time, so that
/// it comes to `b` at the instant at which `low` starts there.
#[test]
fn at_one_instant_the_highest_job_gets_as_far_as_it_can() {
    let text = r#"{ "format": "splitway/scenario@1",
      "network": { "nodes": [ { "id": "a", "flopPerSecond": 1 }, { "id": "b", "flopPerSecond": 1 } ],
        "links": [ { "from": "a", "to": "b", "bitsPerSecond": 8 } ] },
      "models": [
        { "id": "high", "inputBytes": 0, "layers": [
          { "name": "l1", "flop": 1, "outputBytes": 0 }, { "name": "l2", "flop": 0, "outputBytes": 0 },
          { "name": "l3", "flop": 2, "outputBytes": 0 } ] },
        { "id": "low", "inputBytes": 0, "layers": [ { "name": "l1", "flop": 3, "outputBytes": 0 } ] } ],
      "jobs": [
        { "id": "high", "model": "high", "source": "a", "destination": "b" },
        { "id": "low", "model": "low", "source": "b", "destination": "b", "releaseSeconds": 1 } ] }"#;
    let scenario = Scenario::from_json(text).unwrap();
    let high = vec![
        compute("a", 1),
        compute("a", 2),
        transfer("a", "b", 0, 2),
        compute("b", 3),
    ];
    let plans = [plan_of("high", high), plan_of("low", vec![compute("b", 1)])];
    for discipline in [Priority, Fifo] {
        let replayed = run(&scenario, &plans, discipline);
        assert_eq!(completions(&replayed), [3.0, 6.0]);
        assert!(replayed.jobs[1].steps[0].pieces.is_empty());
    }
}

/// 0.1 + 0.2 s is not 0.3 s in binary, yet it is the same instant: `low` is done when `high` comes.
#[test]
fn rounding_makes_no_two_instants_of_one() {
    let text = r#"{ "format": "splitway/scenario@1",
      "network": { "nodes": [ { "id": "a", "flopPerSecond": 10 } ] },
      "models": [ { "id": "m", "inputBytes": 0, "layers": [
        { "name": "l1", "flop": 1, "outputBytes": 0 }, { "name": "l2", "flop": 2, "outputBytes": 0 } ] } ],
      "jobs": [
        { "id": "high", "model": "m", "source": "a", "destination": "a", "releaseSeconds": 0.3 },
        { "id": "low", "model": "m", "source": "a", "destination": "a" } ] }"#;
    let scenario = Scenario::from_json(text).unwrap();
    let plan = |job| plan_of(job, vec![compute("a", 1), compute("a", 2)]);
    let replayed = run(&scenario, &["high", "low"].map(plan), Priority);
    assert_eq!(replayed.jobs[1].completion_seconds, 0.1 + 0.2);
    assert!(replayed.jobs[1].steps[1].pieces.is_empty());
    assert!((replayed.jobs[0].completion_seconds - 0.6).abs() < 1e-12);
}

#[test]
fn no_jobs_leave_the_backlog_alone() {
    let scenario = scenario(3.0, &[]);
    let replayed = run(&scenario, &[], Priority);
    assert_eq!(replayed.jobs, []);
    assert_eq!(busy(&replayed), [(0.0, 3.0, "backlog")]);
}
