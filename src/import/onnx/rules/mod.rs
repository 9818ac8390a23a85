//! Shapes and types of what operators make, by family. A rule that lacks something it needs says
//! so; none guesses.

mod convolution;
mod elementwise;
mod indexing;
mod layout;
mod matrix;
mod microsoft;
mod normalise;
mod produce;
mod quantise;
mod recurrent;
mod reduce;
mod resize;
mod signal;

use super::facts::{Rule, View};

/// The outputs of an operator; nothing where there is no rule for it.
pub(super) fn infer(view: &View) -> Option<Rule> {
    if !view.is_standard() {
        return microsoft::infer(view);
    }
    elementwise::infer(view)
        .or_else(|| convolution::infer(view))
        .or_else(|| layout::infer(view))
        .or_else(|| indexing::infer(view))
        .or_else(|| produce::infer(view))
        .or_else(|| matrix::infer(view))
        .or_else(|| normalise::infer(view))
        .or_else(|| reduce::infer(view))
        .or_else(|| quantise::infer(view))
        .or_else(|| recurrent::infer(view))
        .or_else(|| resize::infer(view))
        .or_else(|| signal::infer(view))
}

pub(super) use convolution::kernel_of;
pub(super) use elementwise::is_of_one_input as is_elementwise_of_one;
pub(super) use indexing::cuts;
pub(super) use layout::{parts, permutation};
pub(super) use matrix::einsum_sizes;
pub(super) use produce::told;
pub(super) use recurrent::sizes_of as recurrent_sizes;
pub(super) use reduce::reduced;
