//! Many jobs on one network, simulated: against hand-computed cases, against a second
//! implementation that was written for clarity alone, and against queueing theory.

#[path = "../definitions/mod.rs"]
mod definitions;
#[path = "../instances/mod.rs"]
mod instances;

mod by_hand;
mod naive;
mod plans;
mod queueing;
mod refused;
mod replays;
mod runs;
