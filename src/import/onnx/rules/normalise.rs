//! Normalisations, which keep the shape of their first input.

use super::elementwise::same;
use crate::import::onnx::facts::{Fact, Rule, Stop, View, axis};
use crate::import::onnx::proto::DataType;

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "BatchNormalization" => batch(view),
        "InstanceNormalization"
        | "GroupNormalization"
        | "LpNormalization"
        | "LRN"
        | "MeanVarianceNormalization"
        | "RMSNormalization" => same(view, view.data_type(0)),
        "LayerNormalization" => layer(view),
        _ => return None,
    })
}

/// While training, it also makes means and variances, each of one number a channel.
fn batch(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let channels = vec![shape.get(1).copied().unwrap_or(1)];
    let mut facts = vec![Fact::new(view.data_type(0), shape.to_vec())];
    let others = (1..view.outputs.min(5)).map(|_| Fact::new(view.data_type(1), channels.clone()));
    facts.extend(others);
    Ok(facts)
}

/// It may also make the means and deviations that it divides by.
pub(super) fn layer(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let first = axis(view.int("axis", -1), shape.len())?;
    let mut reduced = shape.to_vec();
    reduced[first..].fill(1);
    let kind = match view.int("stash_type", 1) {
        1 => DataType::FLOAT,
        other => DataType(other),
    };
    Ok(vec![
        Fact::new(view.data_type(0), shape.to_vec()),
        Fact::new(kind, reduced.clone()),
        Fact::new(kind, reduced),
    ])
}

/// A normalisation of a sum, which it may also hand out: outputs are the result, mean, deviation
/// and sum.
pub(super) fn skip(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let kind = view.data_type(0);
    let Some((_, front)) = shape.split_last() else {
        return Err(Stop::Wrong("its input needs at least 1 dimension".into()));
    };
    let mut reduced = front.to_vec();
    reduced.push(1);
    Ok(vec![
        Fact::new(kind, shape.to_vec()),
        Fact::new(DataType::FLOAT, reduced.clone()),
        Fact::new(DataType::FLOAT, reduced),
        Fact::new(kind, shape.to_vec()),
    ])
}
