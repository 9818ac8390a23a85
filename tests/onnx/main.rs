//! Real ONNX models against figures that another program found by running them.

mod bad_files;
mod bodies;
mod bombs;
mod damaged;
mod features;
mod models;
mod operators;
mod reading;
mod recorded;
mod reference;
mod refusal;
mod shapes;
mod split;
mod split_refusals;
mod writer;
