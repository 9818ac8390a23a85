//! Simulations against queueing theory: one node is a queue with one server.

use splitway::Scenario;
use splitway::simulate::{Discipline, SimulateOptions, Simulation, simulate};

/// One node of 1 FLOP/s, and jobs of one layer that are drawn alike.
fn node(services: &[f64]) -> Scenario {
    let join = |parts: Vec<String>| parts.join(", ");
    let models = services.iter().enumerate().map(|(index, seconds)| {
        format!(
            r#"{{ "id": "m{index}", "inputBytes": 0, "layers": [ {{ "name": "l", "flop": {seconds}, "outputBytes": 0 }} ] }}"#
        )
    });
    let jobs = (0..services.len()).map(|index| {
        format!(r#"{{ "id": "j{index}", "model": "m{index}", "source": "n", "destination": "n" }}"#)
    });
    let text = format!(
        r#"{{ "format": "splitway/scenario@1",
          "network": {{ "nodes": [ {{ "id": "n", "flopPerSecond": 1 }} ] }},
          "models": [ {} ], "jobs": [ {} ] }}"#,
        join(models.collect()),
        join(jobs.collect())
    );
    Scenario::from_json(&text).unwrap()
}

/// Quantiles of the exponential distribution with mean 1.
fn exponential(count: usize) -> Vec<f64> {
    let share = |index: usize| (index as f64 + 0.5) / count as f64;
    (0..count).map(|index| -(1.0 - share(index)).ln()).collect()
}

fn run(services: &[f64], load: f64, discipline: Discipline, seed: u32) -> Simulation {
    let options = SimulateOptions {
        discipline: Some(discipline),
        jobs_per_second: Some(load / mean(services)),
        jobs: Some(10_000),
        seed: Some(seed),
        ..SimulateOptions::default()
    };
    simulate(&node(services), &options).unwrap()
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

/// The standard deviation of the mean of independent numbers.
fn deviation(numbers: &[f64]) -> f64 {
    let middle = mean(numbers);
    let squares = numbers.iter().map(|number| (number - middle).powi(2));
    let count = numbers.len() as f64;
    (squares.sum::<f64>() / (count - 1.0) / count).sqrt()
}

/// Pollaczek and Khinchine: the mean latency of an M/G/1 queue is s + λ·E[S²] / (2·(1 − ρ)).
/// Independent runs must agree with it within three standard deviations, and their confidence
/// intervals hold it nearly as often as they say.
fn compare(services: &[f64], discipline: Discipline) {
    let squares: Vec<f64> = services.iter().map(|seconds| seconds * seconds).collect();
    for load in [0.3, 0.6, 0.85] {
        let rate = load / mean(services);
        let expected = mean(services) + rate * mean(&squares) / (2.0 * (1.0 - load));
        let runs: Vec<Simulation> = (1..=RUNS)
            .map(|seed| run(services, load, discipline, seed))
            .collect();
        let latencies: Vec<f64> = runs
            .iter()
            .map(|run| run.latency.mean_seconds.unwrap())
            .collect();
        let (latency, spread) = (mean(&latencies), deviation(&latencies));
        assert!(
            (latency - expected).abs() <= 3.0 * spread,
            "{latency} ± {spread} in place of {expected} at {load}"
        );
        let holds = |run: &&Simulation| {
            let width = run.latency.mean_half_width_seconds.unwrap();
            (run.latency.mean_seconds.unwrap() - expected).abs() <= width
        };
        let held = runs.iter().filter(holds).count();
        assert!(held * 100 >= 80 * RUNS as usize, "{held} at {load}");
        let busy = runs.iter().map(|run| run.utilisation[0].busy_share);
        let busy: Vec<f64> = busy.collect();
        assert!((mean(&busy) - load).abs() <= 3.0 * deviation(&busy));
        for run in &runs {
            // Little's law, but for those on their way at the ends of the measured time.
            let jobs = run.throughput_per_second.unwrap() * run.latency.mean_seconds.unwrap();
            assert!((run.mean_jobs.unwrap() - jobs).abs() < 0.1 * jobs);
        }
    }
}

const RUNS: u32 = 30;

#[test]
fn equal_jobs_wait_as_in_an_m_d_1_queue() {
    compare(&[1.0], Discipline::Fifo);
}

/// The earlier job is higher and nothing overtakes it: the same queue.
#[test]
fn equal_jobs_wait_the_same_under_priority() {
    for load in [0.5, 0.9] {
        let fifo = run(&[1.0], load, Discipline::Fifo, 1);
        let priority = run(&[1.0], load, Discipline::Priority, 1);
        assert_eq!(fifo.latency, priority.latency);
    }
}

#[test]
fn jobs_of_exponential_length_wait_as_in_an_m_m_1_queue() {
    compare(&exponential(100), Discipline::Fifo);
}

#[test]
fn a_few_long_jobs_delay_many_short_ones() {
    let mut services = vec![0.1; 9];
    services.push(5.0);
    compare(&services, Discipline::Priority);
}

/// The latency of an M/M/1 queue is exponential with mean 1 / (μ − λ).
#[test]
fn percentiles_are_those_of_an_m_m_1_queue() {
    let options = SimulateOptions {
        jobs_per_second: Some(0.5),
        jobs: Some(100_000),
        ..SimulateOptions::default()
    };
    let found = simulate(&node(&exponential(1000)), &options).unwrap();
    for (percentile, share) in [
        (found.latency.p50, 0.5),
        (found.latency.p90, 0.9),
        (found.latency.p95, 0.95),
        (found.latency.p99, 0.99),
    ] {
        let expected = -2.0 * f64::ln(1.0 - share);
        let seconds = percentile.seconds.unwrap();
        assert!((seconds - expected).abs() < 0.04 * expected, "{seconds}");
        let (lower, upper) = (
            percentile.lower_seconds.unwrap(),
            percentile.upper_seconds.unwrap(),
        );
        assert!(lower < seconds && seconds < upper);
        assert!(upper - lower < 0.1 * expected);
    }
}

const SEEDS: u32 = 40;

/// How often, of so many seeds, a queue at a load is said not to keep up.
fn alarms(load: f64, jobs: usize) -> usize {
    let scenario = node(&exponential(100));
    let is_unstable = |&seed: &u32| {
        let options = SimulateOptions {
            jobs_per_second: Some(load),
            jobs: Some(jobs),
            seed: Some(seed),
            ..SimulateOptions::default()
        };
        let found = simulate(&scenario, &options).unwrap();
        assert_eq!(found.stable, Some(found.warning.is_none()));
        found.stable == Some(false)
    };
    (1..=SEEDS).filter(is_unstable).count()
}

/// Backlog-aware routing is judged by what piles up alone.
#[test]
fn queues_that_grow_are_told_from_queues_that_are_long() {
    for (load, jobs, least, most) in [
        (0.5, 2_000, 0, 0),
        (0.8, 2_000, 0, 0),
        (0.9, 2_000, 0, 1),
        (0.9, 10_000, 0, 0),
        (1.1, 10_000, 40, 40),
        (1.25, 2_000, 39, 40),
        (2.0, 500, 40, 40),
    ] {
        let alarms = alarms(load, jobs);
        assert!(
            (least..=most).contains(&alarms),
            "{alarms} alarms at {load} with {jobs} jobs"
        );
    }
}
