//! Whether a network keeps up with the jobs that arrive.

use super::engine::Leg;
use super::measure::Record;
use super::service::{Place, Services};
use crate::json::number;
use crate::scenario::Scenario;

/// How many jobs are on their way as time goes by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Growth {
    /// Averaged over the measured time.
    pub mean_jobs: f64,
    /// Over its middle third.
    middle_jobs: f64,
    /// Over its last third.
    last_jobs: f64,
    /// How many arrived in it.
    arrived: usize,
}

impl Growth {
    /// From the records of all jobs, between two times.
    pub fn of(records: &[Record], from: f64, to: f64) -> Growth {
        let third = (to - from) / 3.0;
        let is_inside = |record: &&Record| record.arrival_seconds >= from;
        Growth {
            mean_jobs: mean_jobs(records, from, to),
            middle_jobs: mean_jobs(records, from + third, to - third),
            last_jobs: mean_jobs(records, to - third, to),
            arrived: records.iter().filter(is_inside).count(),
        }
    }

    /// At the edge of stability the number of jobs wanders like a sum of n random steps, by about
    /// √n; below it stays within what does not grow with n, above it grows with n itself.
    fn is_growing(&self) -> bool {
        let grown = self.last_jobs - self.middle_jobs;
        grown > (self.arrived as f64).sqrt() && grown > self.middle_jobs / 4.0
    }
}

/// The mean number of jobs on their way between two times.
fn mean_jobs(records: &[Record], from: f64, to: f64) -> f64 {
    let shares = records.iter().map(|record| {
        let end = f64::min(record.completion_seconds, to);
        let start = f64::max(record.arrival_seconds, from);
        f64::max(0.0, (end - start) / (to - from))
    });
    // Times so close that their difference is nothing.
    shares.filter(|share| share.is_finite()).sum()
}

/// Seconds of work that each resource gets per second, if every job's plan is fixed.
pub(super) fn offered_loads(
    scenario: &Scenario,
    services: &Services,
    jobs_per_second: f64,
    plans: &[Vec<Leg>],
) -> Vec<f64> {
    let total: f64 = scenario.jobs.iter().map(|job| job.weight).sum();
    let mut loads = vec![0.0; services.resource_count()];
    for (job, legs) in scenario.jobs.iter().zip(plans) {
        // Jobs of no weight never arrive, and no times of theirs count.
        if job.weight > 0.0 {
            let per_second = jobs_per_second * (job.weight / total);
            for leg in legs {
                loads[leg.resource] += per_second * leg.service_seconds;
            }
        }
    }
    loads
}

/// Why the queue grows without end, if it seems to.
pub(super) fn verdict(
    scenario: &Scenario,
    services: &Services,
    loads: Option<Vec<f64>>,
    growth: Option<Growth>,
) -> Option<String> {
    let loads = loads.unwrap_or_default();
    let busiest = (0..loads.len()).max_by(|&a, &b| loads[a].total_cmp(&loads[b]));
    if let Some(resource) = busiest.filter(|&resource| loads[resource] >= 1.0) {
        let place = match services.place(resource) {
            Place::Node(node) => format!("node `{}`", scenario.network.nodes[node].id),
            Place::Link(link) => {
                let facts = &services.links[link];
                let [from, to] =
                    [facts.from, facts.to].map(|node| &scenario.network.nodes[node].id);
                format!("link {link} from `{from}` to `{to}`")
            }
        };
        return Some(format!(
            "{place} gets {} s of work per second, so its queue grows for as long as jobs arrive: the statistics depend on how long one simulates; lower `jobsPerSecond` or choose another policy",
            hundredths(loads[resource])
        ));
    }
    let growth = growth.filter(Growth::is_growing)?;
    Some(format!(
        "jobs pile up: about {} were on their way at a time in the middle third of the measured time and {} in its last third, so the statistics depend on how long one simulates; lower `jobsPerSecond`",
        growth.middle_jobs.round() as u64,
        growth.last_jobs.round() as u64
    ))
}

fn hundredths(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    number(if rounded.is_finite() { rounded } else { value })
}
