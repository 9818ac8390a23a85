//! The LP format of CPLEX, as HiGHS, Gurobi, SCIP, CBC and GLPK read it.

use super::Formulation;
use super::program::Sense;
use crate::json::number;
use std::fmt::{self, Write};

/// Lines are broken at about so many characters; some readers take at most 255.
const LINE_CHARACTERS: usize = 120;

const HEAD: usize = 0;
const OBJECTIVE: usize = 1;
const ROWS: usize = 2;
const BOUNDS: usize = 3;
const BINARIES: usize = 4;
const END: usize = 5;

/// How many entries a part has; `None` beyond the last part.
pub(super) fn lines(formulation: &Formulation, part: usize) -> Option<usize> {
    let program = &formulation.program;
    let variables = program.variables.len();
    match part {
        HEAD | END => Some(1),
        // The term 0 of the first variable stands for an objective without terms.
        OBJECTIVE => Some(variables),
        ROWS => Some(program.rows.len()),
        BOUNDS | BINARIES => Some(variables),
        _ => None,
    }
}

/// Writes one entry of a part.
pub(super) fn write(
    formulation: &Formulation,
    part: usize,
    line: usize,
    out: &mut impl Write,
) -> fmt::Result {
    let program = &formulation.program;
    match part {
        HEAD => write!(out, "\\ {}\nMinimize\n latency:", formulation.title()),
        OBJECTIVE => {
            let cost = program.costs[line];
            if cost != 0.0 || line == 0 {
                // A line each: the names alone may be long.
                out.write_str("\n ")?;
                write_term(formulation, cost, line as u32, out)?;
            }
            if line + 1 == program.variables.len() {
                out.write_str("\nSubject To\n")?;
            }
            Ok(())
        }
        ROWS => write_row(formulation, line, out),
        BOUNDS => {
            if line == 0 {
                out.write_str("Bounds\n")?;
            }
            if program.is_binary[line] {
                return Ok(());
            }
            out.write_str(" 0 <= ")?;
            formulation.write_variable(line, out)?;
            out.write_str(" <= 1\n")
        }
        BINARIES => {
            if !program.is_binary[line] {
                return Ok(());
            }
            if program.is_binary[..line].iter().all(|is_binary| !is_binary) {
                out.write_str("Binaries\n")?;
            }
            out.write_char(' ')?;
            formulation.write_variable(line, out)?;
            out.write_char('\n')
        }
        _ => out.write_str("End\n"),
    }
}

fn write_row(formulation: &Formulation, row: usize, out: &mut impl Write) -> fmt::Result {
    let program = &formulation.program;
    let mut line = String::from(" ");
    formulation.write_row_name(row, &mut line)?;
    line.push(':');
    let mut is_empty = true;
    for (column, coefficient) in program.terms(row) {
        is_empty = false;
        if line.len() > LINE_CHARACTERS {
            line.push('\n');
            out.write_str(&line)?;
            line.clear();
        }
        line.push(' ');
        write_term(formulation, coefficient, column, &mut line)?;
    }
    if is_empty {
        // A row that nothing can satisfy still needs a term.
        line.push(' ');
        write_term(formulation, 0.0, 0, &mut line)?;
    }
    let sense = match program.senses[row] {
        Sense::AtMost => "<=",
        Sense::Equal => "=",
        Sense::AtLeast => ">=",
    };
    let right_side = number(program.right_sides[row]);
    out.write_str(&line)?;
    writeln!(out, " {sense} {right_side}")
}

fn write_term(
    formulation: &Formulation,
    coefficient: f64,
    column: u32,
    out: &mut impl Write,
) -> fmt::Result {
    out.write_str(if coefficient < 0.0 { "- " } else { "+ " })?;
    let size = coefficient.abs();
    if size != 1.0 {
        write!(out, "{} ", number(size))?;
    }
    formulation.write_variable(column as usize, out)
}
