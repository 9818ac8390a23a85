//! Reading a scenario from JSON text.

use super::Scenario;
use crate::error::{Error, Result};
use crate::json::{self, ReadError};

/// The format that this version reads and writes.
pub const FORMAT: &str = "splitway/scenario@1";

impl Scenario {
    /// Reads and validates a scenario.
    ///
    /// # Errors
    /// [`InvalidJson`](Error::InvalidJson) for text that is not JSON,
    /// [`UnsupportedFormat`](Error::UnsupportedFormat) for another `format`,
    /// [`InvalidScenario`](Error::InvalidScenario) for everything else, with the place.
    ///
    /// # Cost
    /// Linear in the text.
    ///
    /// ```
    /// let scenario = splitway::Scenario::from_json(r#"{
    ///   "format": "splitway/scenario@1",
    ///   "network": { "nodes": [{ "id": "phone", "flopPerSecond": 2e10 }] },
    ///   "models": [{ "id": "tiny", "inputBytes": 4,
    ///                "layers": [{ "name": "fc", "flop": 2e6, "outputBytes": 4 }] }],
    ///   "jobs": [{ "id": "j1", "model": "tiny", "source": "phone", "destination": "phone" }]
    /// }"#).unwrap();
    /// assert_eq!(scenario.network.nodes[0].flop_per_second, 2e10);
    /// ```
    pub fn from_json(text: &str) -> Result<Scenario> {
        let document = json::parse(text).map_err(unread)?;
        if let Some(found) = document.other_format(FORMAT) {
            return Err(Error::UnsupportedFormat {
                found,
                known: FORMAT,
            });
        }
        let scenario: Scenario = json::read_from(&document).map_err(unread)?;
        scenario.validate()?;
        Ok(scenario)
    }
}

fn unread(ReadError(error): ReadError) -> Error {
    if error.is_syntax {
        return Error::InvalidJson {
            message: error.message,
        };
    }
    Error::scenario(error.path, error.message)
}
