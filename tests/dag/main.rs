//! Models that are graphs: routed over all sets of layers that can be done at one time.

mod counts;
#[path = "../definitions/mod.rs"]
mod definitions;
mod fall_back;
#[path = "../instances/mod.rs"]
mod instances;
mod oracle;
mod orders;
mod plans;
