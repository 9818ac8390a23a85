//! Real ONNX models against figures that another program found by running them.

mod models;
mod recorded;
mod reference;
