//! Which vertices a search keeps.

use super::bound::{CopyBound, LowerBound};

/// Decides per copy which labels are worth keeping.
pub(crate) trait Admission {
    /// The decision within one copy.
    fn copy(&self, copy: usize) -> impl CopyAdmission;
}

/// Decides within one copy. Asked once per vertex, when it gets its first label.
pub(crate) trait CopyAdmission: Copy {
    /// Whether to keep a node that is reached at a time.
    fn admits(&self, node: u32, seconds: f64) -> bool;
}

/// Keeps some nodes, the same in every copy.
#[derive(Clone, Copy)]
pub(crate) struct Among<'a>(pub &'a [bool]);

impl Admission for Among<'_> {
    fn copy(&self, _copy: usize) -> impl CopyAdmission {
        *self
    }
}

impl CopyAdmission for Among<'_> {
    #[inline(always)]
    fn admits(&self, node: u32, _seconds: f64) -> bool {
        self.0[node as usize]
    }
}

/// Keeps what can still arrive by a limit.
#[derive(Clone, Copy)]
pub(crate) struct InTime<'a> {
    pub bound: &'a LowerBound,
    pub limit_seconds: f64,
}

#[derive(Clone, Copy)]
struct InTimeCopy<'a> {
    bound: CopyBound<'a>,
    limit_seconds: f64,
}

impl Admission for InTime<'_> {
    fn copy(&self, copy: usize) -> impl CopyAdmission {
        InTimeCopy {
            bound: self.bound.copy(copy),
            limit_seconds: self.limit_seconds,
        }
    }
}

impl CopyAdmission for InTimeCopy<'_> {
    #[inline(always)]
    fn admits(&self, node: u32, seconds: f64) -> bool {
        seconds + self.bound.seconds(node) <= self.limit_seconds
    }
}
