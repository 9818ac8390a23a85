//! The programs against a small evaluator that reads their texts and knows nothing of how they
//! are built.

#[path = "../instances/mod.rs"]
mod instances;

mod limits;
mod names;
mod plan_point;
mod points;
mod refusals;
mod sizes;
mod texts;
