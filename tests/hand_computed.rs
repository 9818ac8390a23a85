//! Examples that were worked out by hand.

use splitway::plan::{Breakdown, Step};
use splitway::{LayeredGraph, Plan, RouteOptions, Scenario, Wait, route, verify};

const TRIANGLE: &str = include_str!("scenarios/triangle.json");
const WAITS: &str = include_str!("scenarios/waits.json");

fn solve(text: &str, wait: Wait) -> (Scenario, Plan) {
    let scenario = Scenario::from_json(text).unwrap();
    let options = RouteOptions {
        wait: Some(wait),
        certificate: true,
        ..RouteOptions::default()
    };
    let plan = route(&scenario, &options).unwrap();
    assert!(verify(&scenario, &plan).unwrap().optimal);
    (scenario, plan)
}

#[track_caller]
fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} in place of {b}");
}

#[track_caller]
fn close_all(a: &[f64], b: &[f64]) {
    assert_eq!(a.len(), b.len(), "{a:?} in place of {b:?}");
    a.iter().zip(b).for_each(|(&a, &b)| close(a, b));
}

fn parts(breakdown: Breakdown) -> [f64; 4] {
    [
        breakdown.compute_seconds,
        breakdown.transmission_seconds,
        breakdown.propagation_seconds,
        breakdown.waiting_seconds,
    ]
}

/// All times of a plan's steps, in order.
fn times(plan: &Plan) -> Vec<f64> {
    let mut times = Vec::new();
    for step in &plan.steps {
        match step {
            Step::Compute {
                start_seconds,
                end_seconds,
                ..
            } => times.extend([start_seconds, end_seconds]),
            Step::Transfer {
                start_seconds,
                end_seconds,
                arrive_seconds,
                ..
            } => times.extend([start_seconds, end_seconds, arrive_seconds]),
        }
    }
    times
}

/// The links of a plan, in order.
fn links(plan: &Plan) -> Vec<usize> {
    let link = |step: &Step| match step {
        Step::Transfer { link, .. } => Some(*link),
        Step::Compute { .. } => None,
    };
    plan.steps.iter().filter_map(link).collect()
}

/// conv1 is pinned to the phone: 1.7e8 / 2e10 = 8.5 ms. There fc takes 2e6 / 2e10 = 0.1 ms;
/// to send conv1's output away alone takes 8 · 3211264 / 5e7 = 514 ms. So both run on the phone:
/// 8.6 ms, 3 W · 8.6 ms = 25.8 mJ, no price, the phone is busy for 8.6 ms per inference.
#[test]
fn the_triangle_of_the_documentation_stays_on_the_phone() {
    for wait in [Wait::Draining, Wait::Additive] {
        let (_, plan) = solve(TRIANGLE, wait);
        assert_eq!(plan.placement, ["phone", "phone"]);
        close(plan.latency_seconds, 0.0086);
        close_all(&times(&plan), &[0.0, 0.0085, 0.0085, 0.0086]);
        assert_eq!(parts(plan.breakdown)[1..], [0.0, 0.0, 0.0]);
        close(plan.energy_joules.unwrap(), 0.0258);
        assert_eq!(plan.price, None);
        close(plan.period_seconds, 0.0086);
    }
}

/// 3 copies of 3 nodes: 9 vertices, and with computing ones 18. 4 directed links in 3 copies and
/// conv1 on the phone, fc on phone or edge: 12 + 1 + 2 = 15 arcs. Computing may begin in 2 copies
/// and end in 2, on 3 nodes: 12 arcs more.
#[test]
fn the_triangle_has_as_many_vertices_and_arcs_as_counted_by_hand() {
    for (wait, vertices, arcs) in [(Wait::Draining, 9, 15), (Wait::Additive, 18, 27)] {
        let (scenario, plan) = solve(TRIANGLE, wait);
        let graph = LayeredGraph::new(&scenario, 0, wait).unwrap();
        assert_eq!(graph.vertex_count(), vertices);
        assert_eq!(graph.arc_count(), arcs);
        assert_eq!(plan.statistics.layered_vertices, vertices);
        assert_eq!(plan.statistics.layered_arcs, arcs);
    }
}

/// Either layer takes 0.4 s on the phone and 4 ms on the edge, which is busy until 0.5 s. The
/// links are busy until 0.1 s; the input takes 0.1 s on them, the tensor between the layers
/// 10 ms, the answer 0.1 ms, and each of them 10 ms to propagate.
///
/// - both on the phone: 0.8 s
/// - both on the edge: sent 0.1 to 0.2, there at 0.21, begun at 0.5, done at 0.508, sent until
///   0.5081, back at 0.5181 s
/// - first on the phone: done at 0.4, sent until 0.41, there at 0.42, begun at 0.5, done at
///   0.504, sent until 0.5041, back at 0.5141 s
#[test]
fn draining_waits_let_the_phone_work_while_the_edge_is_busy() {
    let (_, plan) = solve(WAITS, Wait::Draining);
    assert_eq!(plan.placement, ["phone", "edge"]);
    assert_eq!(links(&plan), [0, 1]);
    close_all(
        &times(&plan),
        &[0.0, 0.4, 0.4, 0.41, 0.42, 0.5, 0.504, 0.504, 0.5041, 0.5141],
    );
    close(plan.latency_seconds, 0.5141);
    close_all(&parts(plan.breakdown), &[0.404, 0.0101, 0.02, 0.08]);
    // 2 W · 0.4 s + 100 W · 4 ms + 10 nJ · (1e6 + 1e4) bit
    close(plan.energy_joules.unwrap(), 0.8 + 0.4 + 0.0101);
    // 1 · 4 ms + 1e-9 · (125000 + 1250) byte
    close(plan.price.unwrap(), 0.004 + 0.000_126_25);
    close(plan.period_seconds, 0.4);
}

/// The same with additive waits: each transfer adds 0.1 s, the stay on the edge 0.5 s.
///
/// - both on the phone: 0.8 s
/// - both on the edge: 0.1 + 0.11, 0.5 + 0.008, 0.1 + 0.0101 = 0.8281 s
/// - first on the phone: 0.4, 0.1 + 0.02, 0.5 + 0.004, 0.1 + 0.0101 = 1.1341 s
#[test]
fn additive_waits_keep_the_same_job_on_the_phone() {
    let (_, plan) = solve(WAITS, Wait::Additive);
    assert_eq!(plan.placement, ["phone", "phone"]);
    close(plan.latency_seconds, 0.8);
    close_all(&times(&plan), &[0.0, 0.4, 0.4, 0.8]);
    close_all(&parts(plan.breakdown), &[0.8, 0.0, 0.0, 0.0]);
}

/// Three layers of 1 s on `a`, `b`, `a` by pins; tensors of 1 s each way; `a` has work for 2 s.
fn there_and_back(pin_second_layer: &str) -> String {
    format!(
        r#"{{ "format": "splitway/scenario@1",
          "network": {{
            "nodes": [ {{ "id": "a", "flopPerSecond": 10, "backlogFlop": 20 }},
                       {{ "id": "b", "flopPerSecond": 10 }} ],
            "links": [ {{ "from": "a", "to": "b", "bitsPerSecond": 8, "bothWays": true }} ] }},
          "models": [ {{ "id": "m", "inputBytes": 1, "layers": [
            {{ "name": "l1", "flop": 10, "outputBytes": 1 }},
            {{ "name": "l2", "flop": 10, "outputBytes": 1 }},
            {{ "name": "l3", "flop": 10, "outputBytes": 1 }} ] }} ],
          "jobs": [ {{ "id": "j", "model": "m", "source": "a", "destination": "a", "pins": [
            {{ "firstLayer": 1, "lastLayer": 3, "nodes": ["a", "b"] }},
            {{ "firstLayer": 1, "lastLayer": 1, "nodes": ["a"] }},
            {{ "firstLayer": 2, "lastLayer": 2, "nodes": ["{pin_second_layer}"] }},
            {{ "firstLayer": 3, "lastLayer": 3, "nodes": ["a"] }} ] }} ] }}"#
    )
}

/// 2 s of queue, 1 s on `a`, 1 s over, 1 s on `b`, 1 s back; then `a` again: its queue is long
/// gone, or, additive, charged once more.
#[test]
fn a_second_visit_waits_again_only_under_additive_waits() {
    let text = there_and_back("b");
    let (_, plan) = solve(&text, Wait::Draining);
    let start = [2.0, 3.0, 3.0, 4.0, 4.0, 4.0, 5.0, 5.0, 6.0, 6.0];
    assert_eq!(times(&plan), [&start[..], &[6.0, 7.0]].concat());
    assert_eq!(parts(plan.breakdown), [3.0, 2.0, 0.0, 2.0]);
    let (_, plan) = solve(&text, Wait::Additive);
    assert_eq!(times(&plan), [&start[..], &[8.0, 9.0]].concat());
    assert_eq!(parts(plan.breakdown), [3.0, 2.0, 0.0, 4.0]);
}

#[test]
fn a_stay_waits_once_however_many_layers_it_runs() {
    for wait in [Wait::Draining, Wait::Additive] {
        let (_, plan) = solve(&there_and_back("a"), wait);
        assert_eq!(times(&plan), [2.0, 3.0, 3.0, 4.0, 4.0, 5.0]);
        assert_eq!(parts(plan.breakdown), [3.0, 0.0, 0.0, 2.0]);
    }
}

/// The first that applies: measured seconds (and `batch` of them), the roofline, work over rate.
///
/// With batch 2: `work` 2 · 30 / 10 = 6 s. `roof` has 2 · 5 = 10 FLOP, 1 s of work, but touches
/// 40 weights + 2 · (3 + 2) = 50 bytes, 5 s at 10 byte/s. `measured` 2 · 0.25 = 0.5 s.
#[test]
fn a_layer_takes_its_measured_time_or_its_roofline_or_its_work() {
    let text = r#"{ "format": "splitway/scenario@1",
      "network": { "nodes": [ { "id": "n", "flopPerSecond": 10, "memoryBytesPerSecond": 10, "device": "d" } ] },
      "models": [ { "id": "m", "inputBytes": 1, "layers": [
        { "name": "work", "flop": 30, "outputBytes": 3 },
        { "name": "roof", "flop": 5, "outputBytes": 2, "weightBytes": 40 },
        { "name": "measured", "flop": 1e9, "outputBytes": 1, "secondsOn": { "d": 0.25, "e": 7 } } ] } ],
      "jobs": [ { "id": "j", "model": "m", "source": "n", "destination": "n", "batch": 2, "releaseSeconds": 1 } ] }"#;
    let (_, plan) = solve(text, Wait::Draining);
    assert_eq!(times(&plan), [1.0, 7.0, 7.0, 12.0, 12.0, 12.5]);
    assert_eq!(plan.latency_seconds, 11.5);
}
