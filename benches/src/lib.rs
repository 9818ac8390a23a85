//! What splitway is measured against, and on what. `tools/bench.mjs` runs it, natively through
//! the binary beside this file and as WebAssembly through `boundary`.

#[cfg(target_arch = "wasm32")]
mod boundary;
pub mod contestants;
mod explicit;
pub mod graphs;
pub mod instances;
pub mod models;
mod passes;
mod random;
pub mod rows;
pub mod workloads;
