//! What is measured while jobs come and go, and the answer that is made of it.

use super::engine::{Engine, Leg};
use super::format::{Arrivals, FORMAT, Simulation, SimulationTrace, Utilisation};
use super::service::{Place, Services};
use super::settings::Settings;
use super::stability::{Growth, offered_loads, verdict};
use super::statistics::latency;
use crate::scenario::Scenario;

/// A job that has arrived.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Record {
    /// Which of the scenario's jobs it is.
    job: u32,
    pub arrival_seconds: f64,
    /// Infinite until it is done.
    pub completion_seconds: f64,
}

impl Record {
    pub fn of(job: usize, arrival_seconds: f64) -> Record {
        Record {
            job: job as u32,
            arrival_seconds,
            completion_seconds: f64::INFINITY,
        }
    }

    pub fn is_done(&self) -> bool {
        self.completion_seconds < f64::INFINITY
    }
}

/// How busy each resource had been by a time.
#[derive(Debug, Clone, Default)]
struct Snapshot {
    seconds: f64,
    busy_seconds: Vec<f64>,
}

impl Snapshot {
    fn of(engine: &Engine, seconds: f64) -> Snapshot {
        Snapshot {
            seconds,
            busy_seconds: engine.all_busy_seconds(seconds).collect(),
        }
    }
}

/// Everything that the statistics are made of.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    /// In the order of arrival.
    records: Vec<Record>,
    warm_up_jobs: usize,
    arrivals: Arrivals,
    /// The measured time.
    start: Option<Snapshot>,
    end: Option<Snapshot>,
}

impl Measured {
    pub fn new(settings: &Settings) -> Measured {
        Measured {
            records: Vec::with_capacity(settings.jobs),
            warm_up_jobs: settings.warm_up_jobs,
            arrivals: settings.arrivals,
            start: None,
            end: None,
        }
    }

    /// A job has arrived, and nothing has been done for it yet.
    pub fn arrive(&mut self, record: Record, is_last: bool, engine: &Engine) {
        let seconds = record.arrival_seconds;
        if self.records.len() == self.warm_up_jobs {
            self.start = Some(Snapshot::of(engine, seconds));
        }
        if is_last && self.arrivals == Arrivals::Poisson {
            self.end = Some(Snapshot::of(engine, seconds));
        }
        self.records.push(record);
    }

    pub fn finish(&mut self, index: usize, seconds: f64) {
        self.records[index].completion_seconds = seconds;
    }

    /// Which of the scenario's jobs arrived at a place.
    pub fn job(&self, index: usize) -> usize {
        self.records[index].job as usize
    }

    /// The answer, but for what only the simulator knows.
    pub fn simulation(
        &self,
        scenario: &Scenario,
        services: &Services,
        settings: &Settings,
        engine: &Engine,
        fixed: Option<&[Vec<Leg>]>,
    ) -> Simulation {
        let now = Snapshot::of(engine, engine.now_seconds());
        let end = self.end.as_ref().unwrap_or(&now);
        let start = self.start.as_ref().unwrap_or(end);
        let (from, to) = (start.seconds, end.seconds);
        let length = Some(to - from).filter(|&length| length > 0.0);
        let is_random = self.arrivals == Arrivals::Poisson;
        let measured = self.records.iter().skip(self.warm_up_jobs);
        let done = measured.filter(|record| record.is_done());
        let latencies: Vec<f64> = done
            .map(|record| record.completion_seconds - record.arrival_seconds)
            .collect();
        let growth = length.map(|_| Growth::of(&self.records, from, to));
        let loads = fixed
            .filter(|_| is_random)
            .map(|plans| offered_loads(scenario, services, settings.jobs_per_second, plans));
        let verdict = is_random.then(|| verdict(scenario, services, loads, growth));
        let departures = self
            .records
            .iter()
            .filter(|record| record.completion_seconds > from && record.completion_seconds <= to);
        let throughput = length.map(|length| departures.count() as f64 / length);
        Simulation {
            format: FORMAT.to_owned(),
            discipline: settings.discipline,
            policy: settings.policy,
            node: None,
            arrivals: settings.arrivals,
            arrived: self.records.len(),
            finished: 0,
            measured: latencies.len(),
            start_seconds: from,
            end_seconds: to,
            latency: latency(&latencies, is_random),
            throughput_per_second: throughput.filter(|throughput| throughput.is_finite()),
            mean_jobs: growth.map(|growth| growth.mean_jobs),
            utilisation: length
                .map(|length| utilisation(scenario, services, start, end, length))
                .unwrap_or_default(),
            stable: verdict.as_ref().map(Option::is_none),
            warning: verdict.flatten(),
            trace: settings.is_traced.then(|| self.trace()),
            events: 0,
        }
    }

    fn trace(&self) -> SimulationTrace {
        let done = || self.records.iter().filter(|record| record.is_done());
        SimulationTrace {
            jobs: done().map(|record| record.job).collect(),
            arrival_seconds: done().map(|record| record.arrival_seconds).collect(),
            completion_seconds: done().map(|record| record.completion_seconds).collect(),
        }
    }
}

fn utilisation(
    scenario: &Scenario,
    services: &Services,
    start: &Snapshot,
    end: &Snapshot,
    length: f64,
) -> Vec<Utilisation> {
    let busy = start.busy_seconds.iter().zip(&end.busy_seconds);
    let used = busy.enumerate().filter(|(_, (_, end))| **end > 0.0);
    used.map(|(resource, (start, end))| {
        let (node, link) = match services.place(resource) {
            Place::Node(node) => (Some(scenario.network.nodes[node].id.clone()), None),
            Place::Link(link) => (None, Some(link)),
        };
        Utilisation {
            node,
            link,
            busy_share: ((end - start) / length).clamp(0.0, 1.0),
        }
    })
    .collect()
}
