//! Which vertices a search keeps.

use super::bound::{CopyBound, LowerBound};

/// What a search leaves out.
#[derive(Clone, Copy)]
pub(crate) enum Admission<'a> {
    /// Nothing.
    Everywhere,
    /// Every node that is not marked.
    Among(&'a [bool]),
    /// What cannot arrive by a limit any more.
    InTime {
        bound: &'a LowerBound,
        limit_seconds: f64,
    },
}

/// The same within one copy.
#[derive(Clone, Copy)]
pub(crate) enum CopyAdmission<'a> {
    Everywhere,
    Among(&'a [bool]),
    InTime {
        bound: CopyBound<'a>,
        limit_seconds: f64,
    },
}

impl<'a> Admission<'a> {
    /// The decision within a copy.
    pub fn copy(&self, copy: usize) -> CopyAdmission<'a> {
        match *self {
            Admission::Everywhere => CopyAdmission::Everywhere,
            Admission::Among(mask) => CopyAdmission::Among(mask),
            Admission::InTime {
                bound,
                limit_seconds,
            } => CopyAdmission::InTime {
                bound: bound.copy(copy),
                limit_seconds,
            },
        }
    }
}

impl CopyAdmission<'_> {
    /// Whether to keep a node that is first reached at a time.
    #[inline(always)]
    pub fn admits(&self, node: u32, seconds: f64) -> bool {
        match self {
            CopyAdmission::Everywhere => true,
            CopyAdmission::Among(mask) => mask[node as usize],
            CopyAdmission::InTime {
                bound,
                limit_seconds,
            } => seconds + bound.seconds(node) <= *limit_seconds,
        }
    }
}
