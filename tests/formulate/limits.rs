//! The rows of what jobs share, where numbers are extreme.

use crate::texts::{all_forms, read_lp, text_of};
use splitway::Scenario;
use splitway::formulate::{Form, FormulateOptions, Formulation, ProgramFormat, Transfers};

/// Solvers hold rows as closely as this.
const TOLERANCE: f64 = 1e-6;

fn triangle() -> Scenario {
    Scenario::from_json(include_str!("../scenarios/triangle.json")).unwrap()
}

#[test]
fn no_time_bars_whatever_takes_any_and_little_time_leaves_the_numbers_near_each_other() {
    for capacity_seconds in [0.0, 1e-300, 1e-18, 1e-12, 1e-6, 1e-3, 1.0, 1e6] {
        for options in all_forms() {
            let options = FormulateOptions {
                transfers: (options.form == Form::Placement).then_some(Transfers::Flows),
                capacity_seconds: Some(capacity_seconds),
                ..options
            };
            let program = Formulation::new(&triangle(), &options).unwrap();
            let sizes = program.sizes();
            assert!(
                sizes.coefficients.largest < 1e4 * 1.01,
                "{capacity_seconds} s: {:?}",
                sizes.coefficients
            );
            let read = read_lp(&text_of(&program, ProgramFormat::Lp));
            let limits = read
                .rows
                .iter()
                .filter(|(name, _)| ["work_", "carry_"].iter().any(|of| name.starts_with(of)));
            for (name, (terms, _, right_side)) in limits {
                let largest = terms.values().fold(0.0, |a: f64, &b| a.max(b));
                let is_near = largest <= right_side * (1.0 + 1e-9);
                assert!(is_near, "{name}: {largest} of {right_side}");
            }
            let barred = read
                .rows
                .iter()
                .filter(|(name, _)| name.starts_with("bar_"));
            for (name, (terms, sense, right_side)) in barred.clone() {
                let is_plain = terms.values().all(|&factor| factor == 1.0);
                assert!(is_plain && sense == "<=" && *right_side == 0.0, "{name}");
            }
            let is_short = capacity_seconds < 1e-6;
            assert_eq!(barred.count() > 0, is_short || capacity_seconds < 1e-2);
        }
    }
}

#[test]
fn a_byte_too_many_is_more_than_what_solvers_tolerate() {
    for memory_bytes in [1e3, 1e6, 3e8, 24e9, 1e12, 9e12] {
        let mut scenario = triangle();
        for node in &mut scenario.network.nodes {
            node.memory_bytes = Some(memory_bytes);
        }
        for layer in &mut scenario.models[0].layers {
            layer.weight_bytes = (memory_bytes / 2.0).ceil() + 1.0;
        }
        for options in all_forms() {
            let program = Formulation::new(&scenario, &options).unwrap();
            let read = read_lp(&text_of(&program, ProgramFormat::Lp));
            let rows = read.rows.iter();
            let rows: Vec<_> = rows
                .filter(|(name, _)| name.starts_with("memory_"))
                .collect();
            assert!(!rows.is_empty());
            for (name, (terms, _, right_side)) in rows {
                let scale = right_side / memory_bytes;
                assert!(scale > 5.0 * TOLERANCE, "{name}: {scale}");
                assert!(*right_side <= 1e8 && terms.values().all(|each| each < right_side));
            }
        }
    }
}
