//! A linear program of 0–1 choices: columns, rows, and the coefficients row by row.

use super::options::{CoefficientRange, ProgramSizes};

/// What a variable stands for. Copies count from 0, "after so many layers" of a chain; layers from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variable {
    /// The job's layer runs on the node, in the copy.
    Run {
        job: u32,
        copy: u32,
        layer: u32,
        node: u32,
    },
    /// The copy's tensor crosses the directed link.
    Send { job: u32, copy: u32, link: u32 },
    /// The copy's layer runs on `from` and the next one on `to`.
    Move {
        job: u32,
        copy: u32,
        from: u32,
        to: u32,
    },
    /// A stay begins on the node with the layer after the copy.
    Start { job: u32, copy: u32, node: u32 },
    /// A stay ends on the node with the copy's layer.
    Stop { job: u32, copy: u32, node: u32 },
    /// The node holds the weights of the model's layer.
    Hold { model: u32, layer: u32, node: u32 },
}

/// What a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// One node runs the layer.
    Place {
        job: u32,
        layer: u32,
    },
    /// A move of the copy's tensor is chosen where both its ends are.
    Both(Pair),
    /// It is not chosen where its first end is not.
    From(Pair),
    /// It is not chosen where its second end is not.
    Onto(Pair),
    /// What comes to the node goes on: idle, or in the middle of a stay.
    Idle {
        job: u32,
        copy: u32,
        node: u32,
    },
    Computing {
        job: u32,
        copy: u32,
        node: u32,
    },
    /// A stay begins where the next layer runs and the copy's does not.
    Stay {
        job: u32,
        copy: u32,
        node: u32,
    },
    /// Where the layer runs its weights are held.
    Held {
        job: u32,
        layer: u32,
        node: u32,
    },
    /// The weights on the node fit.
    Memory {
        node: u32,
    },
    /// What takes the node longer than it has does not run there.
    BarredOnNode {
        node: u32,
    },
    /// What takes the link longer than it has does not cross it.
    BarredOnLink {
        link: u32,
    },
    /// The node's seconds suffice.
    NodeCapacity {
        node: u32,
    },
    /// The link's seconds suffice.
    LinkCapacity {
        link: u32,
    },
}

/// The two ends of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub job: u32,
    pub copy: u32,
    pub from: u32,
    pub to: u32,
}

/// How the two sides of a row compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Left ≤ right.
    AtMost,
    /// Left = right.
    Equal,
    /// Left ≥ right.
    AtLeast,
}

/// Minimise the costs of variables between 0 and 1 under rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub variables: Vec<Variable>,
    /// In microseconds.
    pub costs: Vec<f64>,
    /// Whether the variable must be 0 or 1; the others are so by themselves where these are.
    pub is_binary: Vec<bool>,
    pub rows: Vec<Row>,
    pub senses: Vec<Sense>,
    pub right_sides: Vec<f64>,
    /// Where each row's terms end.
    ends: Vec<usize>,
    pub columns: Vec<u32>,
    pub coefficients: Vec<f64>,
}

impl Program {
    /// Adds a variable that must be 0 or 1; returns its index.
    pub fn binary(&mut self, variable: Variable, cost_seconds: f64) -> u32 {
        self.variable(variable, cost_seconds, true)
    }

    /// Adds a variable that is 0 or 1 where the binaries are; returns its index.
    pub fn continuous(&mut self, variable: Variable, cost_seconds: f64) -> u32 {
        self.variable(variable, cost_seconds, false)
    }

    fn variable(&mut self, variable: Variable, cost_seconds: f64, is_binary: bool) -> u32 {
        let index = self.variables.len() as u32;
        self.variables.push(variable);
        self.costs.push(cost_seconds * 1e6);
        self.is_binary.push(is_binary);
        index
    }

    /// Adds a term to the row that [`end_row`](Self::end_row) will close.
    pub fn term(&mut self, column: u32, coefficient: f64) {
        self.columns.push(column);
        self.coefficients.push(coefficient);
    }

    /// Closes a row; one without terms that holds as it stands is left out.
    pub fn end_row(&mut self, row: Row, sense: Sense, right_side: f64) {
        let is_empty = self.columns.len() == self.ends.last().copied().unwrap_or(0);
        let holds = match sense {
            Sense::AtMost => 0.0 <= right_side,
            Sense::Equal => 0.0 == right_side,
            Sense::AtLeast => 0.0 >= right_side,
        };
        if is_empty && holds {
            return;
        }
        self.rows.push(row);
        self.senses.push(sense);
        self.right_sides.push(right_side);
        self.ends.push(self.columns.len());
    }

    /// Adds a whole row.
    pub fn row(&mut self, row: Row, terms: &[(u32, f64)], sense: Sense, right_side: f64) {
        for &(column, coefficient) in terms {
            self.term(column, coefficient);
        }
        self.end_row(row, sense, right_side);
    }

    /// The terms of a row: column and coefficient.
    pub fn terms(&self, row: usize) -> impl Iterator<Item = (u32, f64)> {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        let range = start..self.ends[row];
        let coefficients = self.coefficients[range.clone()].iter().copied();
        self.columns[range].iter().copied().zip(coefficients)
    }

    /// All is a fraction between 0 and 1.
    pub fn relax(&mut self) {
        self.is_binary.fill(false);
    }

    pub fn sizes(&self) -> ProgramSizes {
        ProgramSizes {
            variables: self.variables.len(),
            binaries: self
                .is_binary
                .iter()
                .filter(|&&is_binary| is_binary)
                .count(),
            rows: self.rows.len(),
            nonzeros: self.columns.len(),
            coefficients: CoefficientRange::of(self.coefficients.iter().copied()),
            costs: CoefficientRange::of(self.costs.iter().copied()),
            right_sides: CoefficientRange::of(self.right_sides.iter().copied()),
        }
    }
}
