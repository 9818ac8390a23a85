//! The problem as mathematical programs, which any solver can read and solve.
//!
//! Jung & Lee (arXiv 2111.07006) claim that the existing formulation, *placement*, and theirs,
//! *routing*, have the same optimum, and that the second solves much faster. Both are built here
//! from any scenario, of one job or of many that share memory and capacity. Waits are additive
//! whatever the scenario's options say; the objective is the latency in microseconds, of several
//! jobs the mean by their weights.
//!
//! # Sizes
//!
//! For one job of L layers without pins, on a network of N nodes and E directed links that is
//! strongly connected, where C nodes compute (the others are relays), W of which have a backlog:
//!
//! | program | variables | of these binary | rows | non-zero coefficients |
//! | --- | --- | --- | --- | --- |
//! | placement, paths | LC + (L−1)C(C−1) | LC | L + 3(L−1)C(C−1) | LC + 7(L−1)C(C−1) |
//! | placement, flows | LC + (L+1)E + (L−1)W | LC + (L+1)E | L + (L+1)N + (L−1)W | 3LC + 2(L+1)E + 3(L−1)W |
//! | routing, W = 0 | (L+1)E + LC | all | (L+1)N | 2(L+1)E + 2LC |
//! | routing, W > 0 | (L+1)E + LC + 2LN | all | 2(L+1)N | 2(L+1)E + 2LC + 4LN |
//!
//! So the existing program has O(L·N²) products, and the routing program O(L·(N + E)) arcs, as
//! many as the layered graph. A relaxation has the same sizes and no binaries. The programs of
//! several jobs are those of each, side by side; pins take away variables and terms. Memory adds
//! at most one row a node with a limit, of as many terms as layers may be held there, and where
//! several jobs share a model a variable and a row for each of them per layer and such node.
//! Capacity adds at most one row a node and one a directed link.
//!
//! # Numerical properties
//!
//! Without memory and capacity every coefficient and every right side is 0, 1 or −1; only costs
//! spread, as the times of the scenario do. Each column of the routing matrix has one 1 and one
//! −1: it is the node–arc matrix of a graph, totally unimodular, so every vertex of the
//! relaxation is whole. Rows of memory and capacity have coefficients of any size, scaled so that
//! their right side is from 1,000 up to 10,000.

mod commodity;
mod decode;
mod distances;
mod lp;
mod mps;
mod names;
mod options;
mod placement;
mod program;
mod routing;
mod sharing;
mod text;

pub use options::{
    CoefficientRange, Form, FormulateOptions, FormulateProgress, Formulated, ProgramFormat,
    ProgramSizes, Transfers,
};
pub use program::Sense;
pub use text::TextCursor;

use crate::error::{Error, Result};
use crate::json::number;
use crate::scenario::Scenario;
use commodity::{Commodity, commodities};
use names::Names;
use program::Program;
use std::fmt;

/// A program built from a scenario.
#[derive(Debug, Clone)]
pub struct Formulation {
    scenario: Scenario,
    form: Form,
    transfers: Transfers,
    /// The program in words.
    what: &'static str,
    commodities: Vec<Commodity>,
    names: Names,
    program: Program,
}

/// A variable of a program; its value is between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramVariable {
    /// Its name in files and answers.
    pub name: String,
    /// Its coefficient in the objective, which is minimised, in microseconds.
    pub cost: f64,
    /// Whether it must be 0 or 1.
    pub is_binary: bool,
}

/// A row of a program: Σ coefficient · variable, compared with a right side.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramRow {
    /// Its name in files.
    pub name: String,
    /// Index of the variable, and its coefficient.
    pub terms: Vec<(usize, f64)>,
    /// How the two sides compare.
    pub sense: Sense,
    /// The right side.
    pub right_side: f64,
}

impl Formulation {
    /// Builds the program of a scenario's jobs.
    ///
    /// # Errors
    /// Those of [`route`](crate::route()) for each job alone, its memory apart;
    /// [`NoFeasiblePlacement`](Error::NoFeasiblePlacement) also where the weights of a layer fit
    /// no node; [`InvalidOption`](Error::InvalidOption) for options that do not go together;
    /// [`LimitExceeded`](Error::LimitExceeded) above 30 million coefficients.
    ///
    /// # Cost
    /// Linear in the program; with [`Transfers::Paths`] also a shortest-path search per job,
    /// layer and node. Memory: about 12 bytes a coefficient and 50 a variable or row.
    pub fn new(scenario: &Scenario, options: &FormulateOptions) -> Result<Formulation> {
        scenario.validate()?;
        check_options(options)?;
        let transfers = options.transfers.unwrap_or_default();
        let commodities = commodities(scenario, options)?;
        let mut program = Program::default();
        for (job, commodity) in (0..).zip(&commodities) {
            match (options.form, transfers) {
                (Form::Routing, _) => routing::add_job(&mut program, job, commodity),
                (Form::Placement, Transfers::Paths) => {
                    placement::add_job_by_paths(&mut program, job, commodity);
                }
                (Form::Placement, Transfers::Flows) => {
                    placement::add_job_by_flows(&mut program, job, commodity);
                }
            }
        }
        sharing::add_memory(&mut program, scenario, &commodities);
        sharing::add_capacity(&mut program, &commodities, options);
        if options.relax {
            program.relax();
        }
        Ok(Formulation {
            names: Names::new(scenario, &commodities),
            scenario: scenario.clone(),
            form: options.form,
            transfers,
            what: in_words(options.form, transfers, options.relax),
            commodities,
            program,
        })
    }

    /// How large the program is.
    pub fn sizes(&self) -> ProgramSizes {
        self.program.sizes()
    }

    /// The variables, in order.
    pub fn variables(&self) -> impl Iterator<Item = ProgramVariable> {
        (0..self.program.variables.len()).map(|column| ProgramVariable {
            name: written(|out| self.write_variable(column, out)),
            cost: self.program.costs[column],
            is_binary: self.program.is_binary[column],
        })
    }

    /// The rows, in order, the objective apart.
    pub fn rows(&self) -> impl Iterator<Item = ProgramRow> {
        (0..self.program.rows.len()).map(|row| ProgramRow {
            name: written(|out| self.write_row_name(row, out)),
            terms: self
                .program
                .terms(row)
                .map(|(column, coefficient)| (column as usize, coefficient))
                .collect(),
            sense: self.program.senses[row],
            right_side: self.program.right_sides[row],
        })
    }

    fn write_variable(&self, column: usize, out: &mut impl fmt::Write) -> fmt::Result {
        self.names.variable(out, self.program.variables[column])
    }

    fn write_row_name(&self, row: usize, out: &mut impl fmt::Write) -> fmt::Result {
        self.names.row(out, self.program.rows[row])
    }
}

fn written(write: impl Fn(&mut String) -> fmt::Result) -> String {
    let mut text = String::new();
    // Writing to a String does not fail.
    let _ = write(&mut text);
    text
}

fn check_options(options: &FormulateOptions) -> Result<()> {
    let refused = |field: &str, message: String| {
        Err(Error::InvalidOption {
            message,
            path: format!("/{field}"),
        })
    };
    if options.form == Form::Routing && options.transfers == Some(Transfers::Paths) {
        return refused(
            "transfers",
            "`transfers` is `flows` in the routing program; `paths` goes with the placement program"
                .to_owned(),
        );
    }
    let Some(capacity_seconds) = options.capacity_seconds else {
        return Ok(());
    };
    if !(capacity_seconds.is_finite() && capacity_seconds >= 0.0) {
        return refused(
            "capacitySeconds",
            format!(
                "`capacitySeconds` is a finite number of at least 0, not {}",
                number(capacity_seconds)
            ),
        );
    }
    let has_paths = options.transfers != Some(Transfers::Flows);
    if options.form == Form::Placement && has_paths {
        return refused(
            "capacitySeconds",
            "tensors on fixed shortest paths cannot make way for each other: `capacitySeconds` needs `transfers` to be `flows`, or the routing program"
                .to_owned(),
        );
    }
    Ok(())
}

fn in_words(form: Form, transfers: Transfers, relax: bool) -> &'static str {
    match (form, transfers, relax) {
        (Form::Routing, _, false) => "the routing program",
        (Form::Routing, _, true) => "the linear relaxation of the routing program",
        (_, Transfers::Paths, false) => "the placement program with shortest paths",
        (_, Transfers::Paths, true) => {
            "the linear relaxation of the placement program with shortest paths"
        }
        (_, Transfers::Flows, false) => "the placement program with flows",
        (_, Transfers::Flows, true) => "the linear relaxation of the placement program with flows",
    }
}
