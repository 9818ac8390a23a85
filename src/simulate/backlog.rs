//! The work that is there at time 0, and times beyond the largest number.

use super::engine::{Engine, Leg};
use super::service::{Place, Services};
use crate::error::Error;
use crate::scenario::Scenario;

impl Services {
    /// Announces all backlogs, each a job of one piece. Returns their resources, by rank.
    ///
    /// # Errors
    /// The resource whose backlog takes longer than the largest number.
    pub fn announce_backlogs(&self, engine: &mut Engine) -> Result<Vec<usize>, usize> {
        let resources = 0..self.resource_count();
        let busy = resources.filter(|&resource| self.backlog_seconds(resource) > 0.0);
        let busy: Vec<usize> = busy.collect();
        for &resource in &busy {
            let service_seconds = self.backlog_seconds(resource);
            if !service_seconds.is_finite() {
                return Err(resource);
            }
            let leg = Leg {
                layer: 0,
                resource,
                service_seconds,
                delay_seconds: 0.0,
            };
            engine.announce(0.0, &[leg]).map_err(|_| resource)?;
        }
        Ok(busy)
    }

    /// The error of a backlog that takes too long.
    pub fn backlog_overflow(&self, scenario: &Scenario, resource: usize) -> Error {
        let message = "the backlog takes longer than the largest number of seconds there is";
        let path = match self.place(resource) {
            Place::Node(node) => format!("/network/nodes/{node}/backlogFlop"),
            Place::Link(link) => {
                let files = scenario.network.links.iter().enumerate();
                let mut files =
                    files.flat_map(|(file, link)| vec![file; 1 + usize::from(link.both_ways)]);
                let file = files.nth(link).unwrap_or_default();
                format!("/network/links/{file}/backlogBits")
            }
        };
        Error::scenario(path, message.to_owned())
    }

    /// The error of a job whose times add up beyond the largest number.
    pub fn job_overflow(&self, scenario: &Scenario, job: usize) -> Error {
        let id = &scenario.jobs[job].id;
        let message =
            format!("the times of job `{id}` add up to more than the largest number there is");
        Error::scenario(format!("/jobs/{job}"), message)
    }
}
