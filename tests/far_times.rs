//! Plans whose times are far from 0, or beyond the largest number, are checked as closely as others.

use splitway::plan::Step;
use splitway::{Plan, RouteOptions, Scenario, Wait, route, verify};

/// Seconds since 1970 in this century, and a time whose neighbours are a quarter of a second away.
const RELEASES: [f64; 2] = [1.7e9, 1.0e15];

/// A plan of two transfers and two layers, which its proof comes with.
fn released(seconds: f64, wait: Wait) -> (Scenario, Plan) {
    let mut scenario = Scenario::from_json(include_str!("scenarios/waits.json")).unwrap();
    scenario.jobs[0].release_seconds = seconds;
    let options = RouteOptions {
        wait: Some(wait),
        certificate: true,
        ..RouteOptions::default()
    };
    let plan = route(&scenario, &options).unwrap();
    (scenario, plan)
}

/// Where the check of a changed plan stops.
fn refusal(scenario: &Scenario, plan: &Plan, tamper: impl FnOnce(&mut Plan)) -> String {
    let mut tampered = plan.clone();
    tamper(&mut tampered);
    let error = verify(scenario, &tampered).unwrap_err();
    assert_eq!(error.code(), "invalid-plan", "{error}");
    error.path().to_owned()
}

fn end(step: &mut Step) -> &mut f64 {
    match step {
        Step::Compute { end_seconds, .. } | Step::Transfer { end_seconds, .. } => end_seconds,
    }
}

#[test]
fn plans_of_late_jobs_are_proved() {
    for release in RELEASES {
        for wait in [Wait::Draining, Wait::Additive] {
            let (scenario, plan) = released(release, wait);
            assert!(verify(&scenario, &plan).unwrap().optimal);
        }
    }
}

#[test]
fn a_late_release_hides_no_wrong_time() {
    let (scenario, plan) = released(RELEASES[0], Wait::Draining);
    for change in [-1e-4, 1e-4] {
        let latency = refusal(&scenario, &plan, |plan| plan.latency_seconds += change);
        assert_eq!(latency, "/latencySeconds");
        let waiting = refusal(&scenario, &plan, |plan| {
            plan.breakdown.waiting_seconds += change;
        });
        assert_eq!(waiting, "/breakdown/waitingSeconds");
        let ends = refusal(&scenario, &plan, |plan| {
            *end(&mut plan.steps[0]) += change;
        });
        assert_eq!(ends, "/steps/0/endSeconds");
    }
}

#[test]
fn durations_do_not_depend_on_the_release() {
    for release in RELEASES {
        let (scenario, plan) = released(release, Wait::Additive);
        let compute = refusal(&scenario, &plan, |plan| {
            plan.breakdown.compute_seconds *= 1.000_001;
        });
        assert_eq!(compute, "/breakdown/computeSeconds");
        let transmission = refusal(&scenario, &plan, |plan| {
            plan.breakdown.transmission_seconds += 1e-6;
        });
        assert_eq!(transmission, "/breakdown/transmissionSeconds");
        let propagation = refusal(&scenario, &plan, |plan| {
            plan.breakdown.propagation_seconds += 1e-6;
        });
        assert_eq!(propagation, "/breakdown/propagationSeconds");
    }
}

fn overflow(scenario: &Scenario, plan: &Plan, path: &str) {
    let error = verify(scenario, plan).unwrap_err();
    let field = path.rsplit('/').next().unwrap();
    let message = format!("`{field}` comes to more than the largest number there is");
    let found = (error.code(), error.path(), error.to_string());
    assert_eq!(found, ("invalid-plan", path, message));
}

/// Both layers on the phone, the first without work.
fn on_the_phone() -> (Scenario, Plan) {
    let text = include_str!("scenarios/waits.json");
    let mut scenario = Scenario::from_json(text).unwrap();
    scenario.models[0].layers[0].flop = Some(0.0);
    scenario.network.links.clear();
    let plan = route(&scenario, &RouteOptions::default()).unwrap();
    assert_eq!(plan.placement, ["phone", "phone"]);
    (scenario, plan)
}

#[test]
fn a_plan_is_refused_where_its_times_overflow() {
    let (mut scenario, plan) = on_the_phone();
    scenario.models[0].layers[1].flop = Some(1e308);
    scenario.network.nodes[0].flop_per_second = 1e-3;
    overflow(&scenario, &plan, "/steps/1/endSeconds");
    let mut endless = plan;
    *end(&mut endless.steps[1]) = f64::INFINITY;
    endless.latency_seconds = f64::INFINITY;
    overflow(&scenario, &endless, "/steps/1/endSeconds");
    scenario.network.nodes[0].backlog_flop = 1e308;
    overflow(&scenario, &endless, "/steps/0/startSeconds");
    scenario.models[0].layers[0].flop = Some(1e308);
    endless.wait = Wait::Additive;
    overflow(&scenario, &endless, "/steps/0/startSeconds");
}

#[test]
fn a_plan_is_refused_where_its_costs_overflow() {
    let (mut scenario, _) = on_the_phone();
    let work = &mut scenario.models[0].layers[1];
    work.flop = work.flop.map(|flop| flop * 1e3);
    let plan = route(&scenario, &RouteOptions::default()).unwrap();
    scenario.network.nodes[0].watts = Some(1.7e308);
    overflow(&scenario, &plan, "/energyJoules");
    scenario.network.nodes[0].watts = Some(2.0);
    scenario.network.nodes[0].price_per_second = Some(1.7e308);
    overflow(&scenario, &plan, "/price");
}
