//! Recurrent layers.

use crate::import::onnx::facts::{Fact, Rule, View, written, wrong};

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "LSTM" => recur(view, 3),
        "GRU" | "RNN" => recur(view, 2),
        _ => return None,
    })
}

/// All states, the last one, and with `outputs` of 3 the last cell.
pub(super) fn recur(view: &View, outputs: usize) -> Rule {
    let Some(sizes) = sizes_of(view) else {
        let (x, w) = (view.shape(0)?, view.shape(1)?);
        return wrong(format!(
            "its input has the shape {} and its weights {}: both must have 3 dimensions",
            written(x),
            written(w)
        ));
    };
    let Sizes {
        steps,
        batch,
        directions,
        hidden,
        ..
    } = sizes;
    let (all, last) = if view.int("layout", 0) == 1 {
        (
            vec![batch, steps, directions, hidden],
            vec![batch, directions, hidden],
        )
    } else {
        (
            vec![steps, directions, batch, hidden],
            vec![directions, batch, hidden],
        )
    };
    let kind = view.data_type(0);
    let mut facts = vec![Fact::new(kind, all)];
    facts.resize(outputs, Fact::new(kind, last));
    Ok(facts)
}

/// The sizes of a recurrent layer.
pub(in super::super) struct Sizes {
    pub(in super::super) steps: u64,
    pub(in super::super) batch: u64,
    pub(in super::super) directions: u64,
    pub(in super::super) hidden: u64,
    pub(in super::super) input: u64,
}

/// Nothing where shapes are not known or do not fit.
pub(in super::super) fn sizes_of(view: &View) -> Option<Sizes> {
    let &[first, second, input] = view.optional(0)?.shape.as_deref()? else {
        return None;
    };
    // Recurrence weights: [directions, gates × hidden, hidden], or turned round when quantised.
    let &[directions, a, b] = view.optional(2)?.shape.as_deref()? else {
        return None;
    };
    let (steps, batch) = if view.int("layout", 0) == 1 {
        (second, first)
    } else {
        (first, second)
    };
    let given = u64::try_from(view.int("hidden_size", 0)).unwrap_or(0);
    let hidden = if given > 0 { given } else { a.min(b) };
    Some(Sizes {
        steps,
        batch,
        directions,
        hidden,
        input,
    })
}
