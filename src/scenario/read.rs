//! Reading a scenario from JSON text.

use super::Scenario;
use crate::error::{Error, Result};
use crate::json;

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
        let scenario: Scenario = json::read(text).map_err(|error| {
            if error.is_syntax {
                Error::InvalidJson {
                    message: error.message,
                    path: error.path,
                }
            } else {
                other_format(text).unwrap_or(Error::InvalidScenario {
                    message: error.message,
                    path: error.path,
                })
            }
        })?;
        scenario.validate()?;
        Ok(scenario)
    }
}

/// A file of another format fails at its first strange field; its `format` is the better error.
fn other_format(text: &str) -> Option<Error> {
    #[derive(serde::Deserialize)]
    struct Head {
        format: String,
    }
    let head: Head = serde_json::from_str(text).ok()?;
    (head.format != FORMAT).then_some(Error::UnsupportedFormat {
        found: head.format,
        known: FORMAT,
    })
}
