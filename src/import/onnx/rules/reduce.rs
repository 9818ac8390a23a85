//! Operators that make one of many along some axes.

use super::layout::sizes;
use crate::import::onnx::facts::{Fact, Rule, Stop, View, axis, one};
use crate::import::onnx::proto::DataType;

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        op if op.starts_with("Reduce") => reduce(view),
        "ArgMax" | "ArgMin" => arg(view),
        "TopK" => top(view),
        "SoftmaxCrossEntropyLoss" | "NegativeLogLikelihoodLoss" => loss(view),
        "CumSum" | "CumProd" => super::elementwise::same(view, view.data_type(0)),
        _ => return None,
    })
}

/// Which axes go.
pub(in super::super) fn reduced(view: &View, rank: usize) -> Result<Vec<bool>, Stop> {
    let axes = view.numbers_of("axes", 1)?.unwrap_or_default();
    if axes.is_empty() {
        return Ok(vec![view.int("noop_with_empty_axes", 0) == 0; rank]);
    }
    let mut gone = vec![false; rank];
    for place in axes {
        gone[axis(place, rank)?] = true;
    }
    Ok(gone)
}

fn without(shape: &[u64], gone: &[bool], keep: bool) -> Vec<u64> {
    let axes = shape.iter().zip(gone);
    if keep {
        axes.map(|(&size, &gone)| if gone { 1 } else { size })
            .collect()
    } else {
        axes.filter(|(_, gone)| !**gone)
            .map(|(&size, _)| size)
            .collect()
    }
}

fn reduce(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let gone = reduced(view, shape.len())?;
    one(
        view.data_type(0),
        without(shape, &gone, view.int("keepdims", 1) == 1),
    )
}

fn arg(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let mut gone = vec![false; shape.len()];
    gone[axis(view.int("axis", 0), shape.len())?] = true;
    one(
        DataType::INT64,
        without(shape, &gone, view.int("keepdims", 1) == 1),
    )
}

fn top(view: &View) -> Rule {
    let mut shape = view.shape(0)?.to_vec();
    let along = axis(view.int("axis", -1), shape.len())?;
    let count = match view.attribute("k") {
        Some(_) => view.int("k", 1),
        None => *view.numbers(1)?.first().ok_or(Stop::Unknown)?,
    };
    shape[along] = sizes(&[count])?[0];
    Ok(vec![
        Fact::new(view.data_type(0), shape.clone()),
        Fact::new(DataType::INT64, shape),
    ])
}

/// One number of all labels, unless one of each is asked for; then the logarithms.
fn loss(view: &View) -> Rule {
    let (scores, labels) = (view.shape(0)?, view.shape(1)?);
    let shape = if view.text("reduction") == "none" {
        labels
    } else {
        &[]
    };
    let kind = view.data_type(0);
    Ok(vec![
        Fact::new(kind, shape.to_vec()),
        Fact::new(kind, scores.to_vec()),
    ])
}
