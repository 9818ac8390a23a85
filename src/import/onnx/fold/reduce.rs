//! One number of many.

use super::{Reader, small};
use crate::import::onnx::facts::{Fact, Value, View};
use crate::import::onnx::proto::Numbers;
use crate::import::onnx::rules;

pub(super) fn fold(view: &View, outputs: &[Fact]) -> Option<Value> {
    match view.op {
        "ReduceProd" | "ReduceSum" | "ReduceMax" | "ReduceMin" => {}
        "NonZero" => return non_zero(view),
        "CumSum" => return running(view, outputs.first()?),
        _ => return None,
    }
    let fact = view.optional(0)?;
    small(fact)?;
    let shape = fact.shape.as_deref()?;
    let numbers = view.numbers(0).ok()?;
    let gone = rules::reduced(view, shape.len()).ok()?;
    let count = small(outputs.first()?)?;
    let mut out: Vec<Option<i64>> = vec![None; count];
    let own = super::strides(shape);
    let mut step = 1;
    let mut steps = vec![0; shape.len()];
    for axis in (0..shape.len()).rev() {
        if !gone[axis] {
            steps[axis] = step;
            step = usize::saturating_mul(step, shape[axis] as usize);
        }
    }
    for (flat, &number) in numbers.iter().enumerate() {
        let index = |axis: usize| flat / own[axis] % shape[axis] as usize;
        let place: usize = (0..shape.len()).map(|axis| index(axis) * steps[axis]).sum();
        let slot = out.get_mut(place)?;
        *slot = Some(match *slot {
            None => number,
            Some(so_far) => match view.op {
                "ReduceProd" => so_far.checked_mul(number)?,
                "ReduceSum" => so_far.checked_add(number)?,
                "ReduceMax" => so_far.max(number),
                _ => so_far.min(number),
            },
        });
    }
    let nothing = match view.op {
        "ReduceProd" => Some(1),
        "ReduceSum" => Some(0),
        _ => None,
    };
    let numbers = out.into_iter().map(|number| number.or(nothing));
    Some(Value::Each(Numbers::Ints(numbers.collect::<Option<_>>()?)))
}

/// Indices of what is not 0, one row for each axis.
fn non_zero(view: &View) -> Option<Value> {
    let fact = view.optional(0)?;
    let count = small(fact)?;
    let reader = Reader::new(fact)?;
    let shape = fact.shape.as_deref()?;
    let own = super::strides(shape);
    let mut places = Vec::new();
    for flat in 0..count {
        if reader.float(flat)? != 0.0 {
            places.push(flat);
        }
    }
    let mut numbers = Vec::with_capacity(places.len() * shape.len());
    for axis in 0..shape.len() {
        let index = |&flat: &usize| (flat / own[axis] % shape[axis] as usize) as i64;
        numbers.extend(places.iter().map(index));
    }
    Some(Value::Each(Numbers::Ints(numbers)))
}

/// Running sums of a row.
fn running(view: &View, out: &Fact) -> Option<Value> {
    small(out)?;
    if out.shape.as_deref()?.len() != 1
        || view.int("exclusive", 0) != 0
        || view.int("reverse", 0) != 0
    {
        return None;
    }
    let mut sum = 0i64;
    let mut numbers = view.numbers(0).ok()?;
    for number in &mut numbers {
        sum = sum.checked_add(*number)?;
        *number = sum;
    }
    Some(Value::Each(Numbers::Ints(numbers)))
}
