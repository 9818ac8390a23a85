//! Which job is meant.

use super::Scenario;
use crate::error::{Error, Result, listed};

impl Scenario {
    /// The index of the job with an id, or of the only job.
    ///
    /// # Errors
    /// [`UnknownJob`](Error::UnknownJob) if no job bears the id, or without an id unless there is
    /// exactly one job.
    pub fn job_index(&self, id: Option<&str>) -> Result<usize> {
        let unknown = |message| Error::UnknownJob {
            message,
            path: "/jobs".to_owned(),
        };
        let ids = || listed(self.jobs.iter().map(|job| format!("`{}`", job.id)));
        match id {
            Some(id) => {
                let index = self.jobs.iter().position(|job| job.id == id);
                index.ok_or_else(|| unknown(format!("there is no job `{id}`, there is {}", ids())))
            }
            None if self.jobs.len() == 1 => Ok(0),
            None if self.jobs.is_empty() => Err(unknown("there is no job to route".to_owned())),
            None => Err(unknown(format!(
                "there are {} jobs, say which: {}",
                self.jobs.len(),
                ids()
            ))),
        }
    }
}
