//! How jobs wait for each other.

use serde::{Deserialize, Serialize};

/// Whom a resource serves first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Discipline {
    /// Who comes first to the resource, without interruption; of those who come at the same
    /// instant, the higher job. Every layer is a piece of work of its own: between two layers of
    /// one job, those who wait are served.
    #[default]
    Fifo,
    /// The higher job, which interrupts lower ones; they resume later. Of jobs that arrive in a
    /// simulation the earlier is higher.
    Priority,
}
