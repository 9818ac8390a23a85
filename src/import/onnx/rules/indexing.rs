//! Operators that pick elements out, or put them in.

use super::layout::sizes;
use crate::import::onnx::facts::{Fact, Rule, Stop, Value, View, axis, one, wrong};
use crate::import::onnx::proto::{DataType, Numbers};

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "Slice" => slice(view),
        "Gather" => gather(view),
        "GatherElements" => gather_elements(view),
        "GatherND" => gather_nd(view),
        "Scatter" | "ScatterElements" | "ScatterND" => {
            super::elementwise::same(view, view.data_type(0))
        }
        "OneHot" => one_hot(view),
        "NonZero" => non_zero(view),
        // How much they find depends on the numbers, which nobody knows before the run.
        "NonMaxSuppression" | "Unique" | "Compress" => Err(Stop::Unknown),
        _ => return None,
    })
}

/// A cut along one axis: the first place, the step, and how many places.
pub(in super::super) struct Cut {
    pub(in super::super) axis: usize,
    pub(in super::super) first: i64,
    pub(in super::super) step: i64,
    pub(in super::super) count: u64,
}

/// The cuts of a `Slice`.
pub(in super::super) fn cuts(view: &View) -> Result<Vec<Cut>, Stop> {
    let shape = view.shape(0)?;
    let needed = |name: &str, input: usize| match view.numbers_of(name, input)? {
        Some(values) => Ok(values),
        None => wrong(format!("`{name}` is missing")),
    };
    let starts = needed("starts", 1)?;
    let ends = needed("ends", 2)?;
    let axes = view.numbers_of("axes", 3)?;
    let axes = axes.unwrap_or_else(|| (0..starts.len() as i64).collect());
    let steps = view.numbers_of("steps", 4)?;
    let steps = steps.unwrap_or_else(|| vec![1; starts.len()]);
    if [ends.len(), axes.len(), steps.len()] != [starts.len(); 3] {
        return wrong("starts, ends, axes and steps are not equally many");
    }
    let mut cuts = Vec::with_capacity(starts.len());
    for place in 0..starts.len() {
        let along = axis(axes[place], shape.len())?;
        let size = shape[along].min(i64::MAX as u64) as i64;
        let step = steps[place];
        if step == 0 {
            return wrong("a step is 0");
        }
        let (low, high) = if step > 0 { (0, size) } else { (-1, size - 1) };
        let clamp = |at: i64| {
            let at = if at < 0 { at.saturating_add(size) } else { at };
            at.clamp(low, high)
        };
        // Only an end may lie before the first place.
        let first = clamp(starts[place]).max(if size > 0 { 0 } else { low });
        let end = clamp(ends[place]);
        let distance = if step > 0 { end - first } else { first - end };
        let count = (distance.max(0) as u64).div_ceil(step.unsigned_abs());
        cuts.push(Cut {
            axis: along,
            first,
            step,
            count,
        });
    }
    Ok(cuts)
}

fn slice(view: &View) -> Rule {
    let mut out = view.shape(0)?.to_vec();
    for cut in cuts(view)? {
        out[cut.axis] = cut.count;
    }
    one(view.data_type(0), out)
}

fn gather(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let along = axis(view.int("axis", 0), shape.len())?;
    let mut out = shape[..along].to_vec();
    out.extend_from_slice(view.shape(1)?);
    out.extend_from_slice(&shape[along + 1..]);
    one(view.data_type(0), out)
}

fn gather_elements(view: &View) -> Rule {
    one(view.data_type(0), view.shape(1)?.to_vec())
}

fn gather_nd(view: &View) -> Rule {
    let (shape, indices) = (view.shape(0)?, view.shape(1)?);
    let batch = usize::try_from(view.int("batch_dims", 0)).unwrap_or(usize::MAX);
    let Some((&depth, front)) = indices.split_last() else {
        return wrong("its indices need at least 1 dimension");
    };
    let first = usize::try_from(depth)
        .unwrap_or(usize::MAX)
        .saturating_add(batch);
    if first > shape.len() {
        return wrong("its indices reach deeper than its input");
    }
    let mut out = front.to_vec();
    out.extend_from_slice(&shape[first..]);
    one(view.data_type(0), out)
}

fn one_hot(view: &View) -> Rule {
    let indices = view.shape(0)?;
    let depth = view.input(1)?;
    let depth = match &depth.value {
        Some(Value::Each(Numbers::Floats(values))) if values.len() == 1 => values[0] as i64,
        Some(Value::SameFloat(value)) => *value as i64,
        _ => match view.numbers(1)?[..] {
            [depth] => depth,
            _ => return wrong("its depth must be one number"),
        },
    };
    let depth = sizes(&[depth])?[0];
    let rank = indices.len() + 1;
    let at = axis(view.int("axis", -1), rank)?;
    let mut out = indices.to_vec();
    out.insert(at, depth);
    one(view.data_type(2), out)
}

/// Known only where the numbers are.
fn non_zero(view: &View) -> Rule {
    let fact = view.input(0)?;
    let shape = view.shape(0)?;
    let count = match fact.value.as_ref().ok_or(Stop::Unknown)? {
        Value::Each(Numbers::Ints(values)) => {
            values.iter().filter(|&&value| value != 0).count() as u64
        }
        Value::Each(Numbers::Floats(values)) => {
            values.iter().filter(|&&value| value != 0.0).count() as u64
        }
        Value::SameInt(0) | Value::SameFloat(0.0) => 0,
        _ => fact.elements().ok_or(Stop::Unknown)?,
    };
    Ok(vec![Fact::new(
        DataType::INT64,
        vec![shape.len() as u64, count],
    )])
}
