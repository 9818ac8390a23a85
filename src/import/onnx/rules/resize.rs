//! Images made larger or smaller.

use super::layout::sizes;
use crate::import::onnx::facts::{Fact, Rule, Stop, Value, View, axis, one, wrong};
use crate::import::onnx::proto::{AttributeValue, Numbers};

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "Resize" => resize(view),
        "Upsample" => upsample(view),
        "GridSample" => sample(view),
        "AffineGrid" => grid(view),
        _ => return None,
    })
}

fn scales(fact: &Fact, count: usize) -> Result<Vec<f64>, Stop> {
    match fact.value.as_ref().ok_or(Stop::Unknown)? {
        Value::Each(Numbers::Floats(values)) => Ok(values.clone()),
        Value::SameFloat(value) => Ok(vec![*value; count]),
        _ => Err(Stop::Unknown),
    }
}

fn is_given(fact: Option<&Fact>) -> bool {
    fact.is_some_and(|fact| fact.elements() != Some(0))
}

fn scaled(size: u64, scale: f64) -> Result<u64, Stop> {
    // In single precision, as operators calculate.
    let size = (size as f32 * scale as f32).floor();
    if (0.0..=(1u64 << 53) as f32).contains(&size) {
        return Ok(size as u64);
    }
    wrong("a scale is below 0 or too large")
}

fn resize(view: &View) -> Rule {
    let shape = view.shape(0)?;
    // Version 10 has the scales where later ones have regions.
    let (scales_at, sizes_at) = if view.opset < 11 {
        (1, usize::MAX)
    } else {
        (2, 3)
    };
    let all: Vec<i64> = (0..shape.len() as i64).collect();
    let axes = view.ints("axes").unwrap_or(&all);
    let axes = axes.iter().map(|&place| axis(place, shape.len()));
    let axes = axes.collect::<Result<Vec<_>, _>>()?;
    let mut out = shape.to_vec();
    if is_given(view.optional(sizes_at)) {
        let wanted = sizes(&view.numbers(sizes_at)?)?;
        if wanted.len() != axes.len() {
            return wrong(format!("it needs one size for each of {} axes", axes.len()));
        }
        for (&axis, &size) in axes.iter().zip(&wanted) {
            out[axis] = size;
        }
        keep_aspect(view, shape, &axes, &mut out)?;
    } else if is_given(view.optional(scales_at)) {
        let scales = scales(view.input(scales_at)?, axes.len())?;
        if scales.len() != axes.len() {
            return wrong(format!(
                "it needs one scale for each of {} axes",
                axes.len()
            ));
        }
        for (&axis, &scale) in axes.iter().zip(&scales) {
            out[axis] = scaled(shape[axis], scale)?;
        }
    } else {
        return wrong("it has neither sizes nor scales");
    }
    one(view.data_type(0), out)
}

/// One scale for all axes, so that the given sizes are kept to from below or from above.
fn keep_aspect(view: &View, shape: &[u64], axes: &[usize], out: &mut [u64]) -> Result<(), Stop> {
    let ratios = axes
        .iter()
        .map(|&axis| out[axis] as f64 / shape[axis] as f64);
    let scale = match view.text("keep_aspect_ratio_policy") {
        "not_larger" => ratios.fold(f64::INFINITY, f64::min),
        "not_smaller" => ratios.fold(f64::NEG_INFINITY, f64::max),
        _ => return Ok(()),
    };
    for &axis in axes {
        out[axis] = scaled(1, (shape[axis] as f64 * scale).round())?;
    }
    Ok(())
}

fn upsample(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let scales = match view.attribute("scales") {
        Some(AttributeValue::Floats(values)) => values.clone(),
        _ => scales(view.input(1)?, shape.len())?,
    };
    if scales.len() != shape.len() {
        return wrong(format!(
            "it needs one scale for each of {} axes",
            shape.len()
        ));
    }
    let sizes = shape
        .iter()
        .zip(&scales)
        .map(|(&size, &scale)| scaled(size, scale));
    one(view.data_type(0), sizes.collect::<Result<_, _>>()?)
}

fn sample(view: &View) -> Rule {
    let (shape, grid) = (view.shape(0)?, view.shape(1)?);
    if shape.len() < 3 || grid.len() != shape.len() {
        return wrong("its input and its grid must have equally many dimensions");
    }
    let mut out = shape[..2].to_vec();
    out.extend_from_slice(&grid[1..grid.len() - 1]);
    one(view.data_type(0), out)
}

fn grid(view: &View) -> Rule {
    let size = sizes(&view.numbers(1)?)?;
    if size.len() < 3 {
        return wrong("its size needs at least 3 dimensions");
    }
    let mut out = vec![size[0]];
    out.extend_from_slice(&size[2..]);
    out.push(size.len() as u64 - 2);
    one(view.data_type(0), out)
}
