//! One error type for everything that can be wrong with an input or an answer.
//!
//! Every error has a stable [`code`](Error::code), a message that says what is wrong and what is
//! allowed, and a JSON pointer ([`path`](Error::path), RFC 6901) to the place in the input.

/// What went wrong, where, and what would be right.
///
/// ```
/// let error = splitway::Scenario::from_json("{}").unwrap_err();
/// assert_eq!(error.code(), "invalid-scenario");
/// assert_eq!(error.to_string(), "missing field `format`");
/// assert_eq!(error.path(), "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text is not JSON.
    #[error("{message}")]
    InvalidJson {
        /// What the JSON reader stumbled over, with line and column.
        message: String,
    },
    /// The text is JSON, but not a scenario in which every number and name makes sense.
    #[error("{message}")]
    InvalidScenario {
        /// What is wrong and what is allowed.
        message: String,
        /// JSON pointer to the value.
        path: String,
    },
    /// The `format` field names another format or version.
    #[error("the format is `{found}`, this reader knows `{known}`")]
    UnsupportedFormat {
        /// The format that the file names.
        found: String,
        /// The format that is understood.
        known: &'static str,
    },
    /// The layers of the job's model can run in more than one order, which the placement program
    /// does not know of.
    #[error(
        "the layers of model `{model}` can run in more than one order; the placement program takes models with one order alone, such as chains: use the form `routing`"
    )]
    UnsupportedDag {
        /// The model's id.
        model: String,
        /// JSON pointer to its layers.
        path: String,
    },
    /// A layer of the job's model has `flop: null`.
    #[error(
        "the work of layer {number} (`{layer}`) is unknown; give its `flop` a number to route the model"
    )]
    UnknownWork {
        /// The layer's name.
        layer: String,
        /// The layer's number, from 1.
        number: usize,
        /// JSON pointer to the `flop` field.
        path: String,
    },
    /// No job bears the id that was asked for, or it is unclear which job is meant.
    #[error("{message}")]
    UnknownJob {
        /// What was asked for and what there is.
        message: String,
        /// JSON pointer to the jobs.
        path: String,
    },
    /// No path of links leads from the source to the destination.
    #[error("{message}")]
    Unreachable {
        /// Which nodes can be reached and which cannot.
        message: String,
        /// JSON pointer to the job's destination.
        path: String,
    },
    /// Paths exist, but no allowed node can run some layer on the way.
    #[error("{message}")]
    NoFeasiblePlacement {
        /// Which layer cannot be placed and why.
        message: String,
        /// JSON pointer to the job.
        path: String,
    },
    /// The fastest plan puts more weights on a node than its memory holds.
    #[error("{message}")]
    MemoryExceeded {
        /// Which node, how much it would have to hold, and how much it can.
        message: String,
        /// JSON pointer to the node's `memoryBytes`.
        path: String,
    },
    /// The scenario is sound, but larger than can be solved or written out.
    #[error("{message}")]
    LimitExceeded {
        /// How large it is and what the limit is.
        message: String,
        /// JSON pointer to the part that makes it large.
        path: String,
    },
    /// A plan that does not fit its scenario, or whose certificate does not hold.
    #[error("{message}")]
    InvalidPlan {
        /// The first step or arc that breaks it.
        message: String,
        /// JSON pointer into the plan.
        path: String,
    },
    /// A file to import that is of no known format, or not of the one that it begins as.
    #[error("{message}")]
    UnsupportedFile {
        /// What the file seems to be and which files can be read.
        message: String,
    },
    /// A file to import that breaks the rules of its format.
    #[error("{message}")]
    InvalidFile {
        /// What is wrong, where, and what is allowed.
        message: String,
        /// JSON pointer to the value in a JSON file; empty for other files.
        path: String,
    },
    /// A file to import whose bytes cannot be had.
    #[error("cannot read the file: {message}")]
    UnreadableFile {
        /// What the host says.
        message: String,
    },
    /// A call option or a change that is not understood.
    #[error("{message}")]
    InvalidOption {
        /// What is wrong and what is allowed.
        message: String,
        /// JSON pointer into the options.
        path: String,
    },
}

/// Shorthand for results of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The stable, machine-readable name of this kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Error::InvalidJson { .. } => "invalid-json",
            Error::InvalidScenario { .. } => "invalid-scenario",
            Error::UnsupportedFormat { .. } => "unsupported-format",
            Error::UnsupportedDag { .. } => "unsupported-dag",
            Error::UnknownWork { .. } => "unknown-work",
            Error::UnknownJob { .. } => "unknown-job",
            Error::Unreachable { .. } => "unreachable",
            Error::NoFeasiblePlacement { .. } => "no-feasible-placement",
            Error::MemoryExceeded { .. } => "memory-exceeded",
            Error::LimitExceeded { .. } => "limit-exceeded",
            Error::InvalidPlan { .. } => "invalid-plan",
            Error::UnsupportedFile { .. } => "unsupported-format",
            Error::InvalidFile { .. } => "invalid-file",
            Error::UnreadableFile { .. } => "unreadable-input",
            Error::InvalidOption { .. } => "invalid-option",
        }
    }

    /// JSON pointer (RFC 6901) to the value at fault; `""` is the whole document.
    pub fn path(&self) -> &str {
        match self {
            Error::UnsupportedFormat { .. } => "/format",
            Error::InvalidJson { .. }
            | Error::UnsupportedFile { .. }
            | Error::UnreadableFile { .. } => "",
            Error::InvalidScenario { path, .. }
            | Error::UnsupportedDag { path, .. }
            | Error::UnknownWork { path, .. }
            | Error::UnknownJob { path, .. }
            | Error::Unreachable { path, .. }
            | Error::NoFeasiblePlacement { path, .. }
            | Error::MemoryExceeded { path, .. }
            | Error::LimitExceeded { path, .. }
            | Error::InvalidPlan { path, .. }
            | Error::InvalidFile { path, .. }
            | Error::InvalidOption { path, .. } => path,
        }
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn scenario(path: String, message: String) -> Self {
        Error::InvalidScenario { message, path }
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn plan(path: String, message: String) -> Self {
        Error::InvalidPlan { message, path }
    }
}

/// How many names an error lists before it only counts them.
const LISTED: usize = 8;

/// Names for a message: all of them, or the first few and how many more.
pub(crate) fn listed(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    match names.len() {
        0 => "nothing".to_owned(),
        count if count > LISTED => {
            format!("{} and {} more", names[..LISTED].join(", "), count - LISTED)
        }
        _ => names.join(", "),
    }
}
