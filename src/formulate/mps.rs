//! Free MPS: column by column.

use super::Formulation;
use super::program::{Program, Sense};
use crate::json::number;
use std::fmt::{self, Write};

const HEAD: usize = 0;
const ROWS: usize = 1;
const COLUMNS: usize = 2;
const RIGHT_SIDES: usize = 3;
const BOUNDS: usize = 4;
const END: usize = 5;

/// The name of the objective row; no other row's name is without a `_`.
const OBJECTIVE: &str = "latency";

/// The coefficients column by column.
#[derive(Debug, Clone)]
pub(super) struct ByColumn {
    /// Where each column's terms start; one more than columns.
    starts: Vec<usize>,
    terms: Vec<(u32, f64)>,
}

impl ByColumn {
    /// Sorts the terms by counting. O(coefficients).
    pub fn of(program: &Program) -> ByColumn {
        let mut starts = vec![0; program.variables.len() + 1];
        for &column in &program.columns {
            starts[column as usize + 1] += 1;
        }
        for column in 1..starts.len() {
            starts[column] += starts[column - 1];
        }
        let mut next = starts.clone();
        let mut terms = vec![(0, 0.0); program.columns.len()];
        for row in 0..program.rows.len() {
            for (column, coefficient) in program.terms(row) {
                terms[next[column as usize]] = (row as u32, coefficient);
                next[column as usize] += 1;
            }
        }
        ByColumn { starts, terms }
    }

    fn terms(&self, column: usize) -> &[(u32, f64)] {
        &self.terms[self.starts[column]..self.starts[column + 1]]
    }
}

/// How many entries a part has; `None` beyond the last part.
pub(super) fn lines(formulation: &Formulation, part: usize) -> Option<usize> {
    let program = &formulation.program;
    match part {
        HEAD | END => Some(1),
        ROWS => Some(program.rows.len()),
        RIGHT_SIDES => Some(program.rows.len()),
        COLUMNS | BOUNDS => Some(program.variables.len()),
        _ => None,
    }
}

/// Writes one entry of a part.
pub(super) fn write(
    formulation: &Formulation,
    by_column: &ByColumn,
    part: usize,
    line: usize,
    out: &mut impl Write,
) -> fmt::Result {
    let program = &formulation.program;
    if line == 0 {
        out.write_str(match part {
            COLUMNS => "COLUMNS\n",
            RIGHT_SIDES => "RHS\n",
            BOUNDS => "BOUNDS\n",
            _ => "",
        })?;
    }
    match part {
        HEAD => {
            let title = formulation.title();
            write!(out, "* {title}\nNAME splitway\nROWS\n N {OBJECTIVE}\n")
        }
        ROWS => {
            out.write_str(match program.senses[line] {
                Sense::AtMost => " L ",
                Sense::Equal => " E ",
                Sense::AtLeast => " G ",
            })?;
            formulation.write_row_name(line, out)?;
            out.write_char('\n')
        }
        COLUMNS => write_column(formulation, by_column, line, out),
        RIGHT_SIDES => {
            let right_side = program.right_sides[line];
            if right_side == 0.0 {
                return Ok(());
            }
            out.write_str(" RHS ")?;
            formulation.write_row_name(line, out)?;
            writeln!(out, " {}", number(right_side))
        }
        BOUNDS => {
            let is_binary = program.is_binary[line];
            out.write_str(if is_binary { " BV BND " } else { " UP BND " })?;
            formulation.write_variable(line, out)?;
            out.write_str(if is_binary { "\n" } else { " 1\n" })
        }
        _ => out.write_str("ENDATA\n"),
    }
}

/// A column is named at least once, be it for a cost of 0.
fn write_column(
    formulation: &Formulation,
    by_column: &ByColumn,
    column: usize,
    out: &mut impl Write,
) -> fmt::Result {
    let cost = formulation.program.costs[column];
    let terms = by_column.terms(column);
    let mut name = String::from(" ");
    formulation.write_variable(column, &mut name)?;
    if cost != 0.0 || terms.is_empty() {
        writeln!(out, "{name} {OBJECTIVE} {}", number(cost))?;
    }
    for &(row, coefficient) in terms {
        write!(out, "{name} ")?;
        formulation.write_row_name(row as usize, out)?;
        writeln!(out, " {}", number(coefficient))?;
    }
    Ok(())
}
