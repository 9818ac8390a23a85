//! Real ONNX models against figures that another program found by running them.

mod bad_files;
mod features;
mod models;
mod operators;
mod recorded;
mod reference;
mod split;
mod split_refusals;
mod writer;
