//! What to formulate, and how large the result is.

use serde::{Deserialize, Serialize};

/// Which of the two programs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// The existing formulation: which node runs which layer.
    Placement,
    /// Unit flow on the layered graph.
    #[default]
    Routing,
}

/// How tensors get from node to node in the placement program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Transfers {
    /// Along the shortest path of each payload between each two nodes; a product of two choices
    /// says whether it is taken.
    #[default]
    Paths,
    /// Over links that the program chooses: one variable per layer and link.
    Flows,
}

/// A text form that solvers read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ProgramFormat {
    /// The LP format of CPLEX: rows as people write them.
    Lp,
    /// Free MPS: column by column, without a loss of digits in any solver.
    Mps,
}

/// How to formulate; what is absent takes its default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormulateOptions {
    /// Which program.
    #[serde(default)]
    pub form: Form,
    /// How tensors travel in the placement program; the routing program knows flows alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfers: Option<Transfers>,
    /// Whether to let every choice be a fraction: the linear relaxation.
    #[serde(default)]
    pub relax: bool,
    /// The id of the one job to formulate; all jobs where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    /// The most seconds that all jobs together may use each node and each directed link;
    /// unlimited where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_seconds: Option<f64>,
    /// The format to write the program's text in; only its sizes are told where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ProgramFormat>,
}

/// A program's sizes, and its text where that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Formulated {
    /// How large the program is.
    pub sizes: ProgramSizes,
    /// The file that solvers read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// How far a program is written.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormulateProgress {
    /// The share of the text that is written, from 0 to 1.
    pub share: f64,
    /// Null: part of a program is of no use.
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::number_or_null")
    )]
    pub value: Option<f64>,
}

/// How large a program is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgramSizes {
    /// Variables.
    pub variables: usize,
    /// Those of the variables that must be 0 or 1; none in a relaxation.
    pub binaries: usize,
    /// Rows, the objective apart.
    pub rows: usize,
    /// Coefficients other than 0 in the rows, the objective apart.
    pub nonzeros: usize,
    /// Between which sizes these coefficients lie.
    pub coefficients: CoefficientRange,
    /// Between which sizes the coefficients of the objective lie, those that are 0 apart; in
    /// microseconds.
    pub costs: CoefficientRange,
    /// Between which sizes the right sides of the rows lie, those that are 0 apart.
    pub right_sides: CoefficientRange,
}

/// The smallest and the largest absolute value of coefficients; both 0 where there are none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CoefficientRange {
    /// The smallest absolute value.
    pub smallest: f64,
    /// The largest absolute value.
    pub largest: f64,
}

impl CoefficientRange {
    /// The range of some numbers, zeros apart.
    pub(super) fn of(values: impl Iterator<Item = f64>) -> CoefficientRange {
        let sizes = values.map(f64::abs).filter(|&size| size > 0.0);
        let widest = sizes.fold(None, |range: Option<(f64, f64)>, size| {
            let (smallest, largest) = range.unwrap_or((size, size));
            Some((smallest.min(size), largest.max(size)))
        });
        let (smallest, largest) = widest.unwrap_or_default();
        CoefficientRange { smallest, largest }
    }
}
