//! The same numbers in other places.

use super::{Reader, count, small, stretch, strides, walk};
use crate::import::onnx::facts::{Fact, Value, View, axis};
use crate::import::onnx::proto::Numbers;
use crate::import::onnx::rules;

pub(super) fn fold(view: &View, outputs: &[Fact]) -> Option<Vec<Option<Value>>> {
    let out = outputs.first()?;
    let one = |value: Option<Value>| value.map(|value| vec![Some(value)]);
    match view.op {
        "Identity" | "Reshape" | "Flatten" | "Squeeze" | "Unsqueeze" | "Dropout" => {
            one(view.optional(0)?.value.clone())
        }
        "Transpose" => one(transpose(view, out)),
        "Expand" => one(expand(view, out)),
        "Tile" => one(tile(view, out)),
        "Slice" => one(slice(view, out)),
        "Gather" => one(gather(view, out)),
        "Concat" => one(concat(view, out)),
        "Split" => split(view, outputs),
        "ScatterND" => one(scatter(view, out)),
        _ => None,
    }
}

/// The first input's numbers, one for each of the output's elements at the places that are worked
/// out for them.
fn picked(
    view: &View,
    out: &Fact,
    places: impl FnOnce(&[u64]) -> Option<Vec<usize>>,
) -> Option<Value> {
    let fact = view.optional(0)?;
    let reader = Reader::new(fact)?;
    if reader.is_same() {
        return reader.pick(&[]);
    }
    small(out)?;
    reader.pick(&places(fact.shape.as_deref()?)?)
}

fn transpose(view: &View, out: &Fact) -> Option<Value> {
    picked(view, out, |shape| {
        let axes = rules::permutation(view, shape.len()).ok()?;
        let own = strides(shape);
        let steps: Vec<i64> = axes.iter().map(|&axis| own[axis] as i64).collect();
        Some(walk(out.shape.as_deref()?, &steps, 0))
    })
}

fn expand(view: &View, out: &Fact) -> Option<Value> {
    picked(view, out, |shape| {
        Some(stretch(shape, out.shape.as_deref()?))
    })
}

fn tile(view: &View, out: &Fact) -> Option<Value> {
    picked(view, out, |shape| {
        let to = out.shape.as_deref()?;
        let (own, all) = (strides(shape), strides(to));
        let count = count(to)?;
        let place = |flat: usize| {
            let index = |axis: usize| flat / all[axis] % to[axis] as usize % shape[axis] as usize;
            (0..to.len()).map(|axis| index(axis) * own[axis]).sum()
        };
        Some((0..count).map(place).collect())
    })
}

fn slice(view: &View, out: &Fact) -> Option<Value> {
    picked(view, out, |shape| {
        let own = strides(shape);
        let mut steps: Vec<i64> = own.iter().map(|&step| step as i64).collect();
        let mut start = 0;
        for cut in rules::cuts(view).ok()? {
            start += cut.first.checked_mul(own[cut.axis] as i64)?;
            steps[cut.axis] = cut.step.checked_mul(own[cut.axis] as i64)?;
        }
        Some(walk(out.shape.as_deref()?, &steps, start))
    })
}

fn gather(view: &View, out: &Fact) -> Option<Value> {
    let along = view.int("axis", 0);
    picked(view, out, |shape| {
        let along = axis(along, shape.len()).ok()?;
        let indices = view.numbers(1).ok()?;
        let size = shape[along] as i64;
        let (inner, outer) = (count(&shape[along + 1..])?, rounds(out, &shape[..along])?);
        let mut places = Vec::new();
        for front in 0..outer {
            for &index in &indices {
                let index = if index < 0 {
                    index.checked_add(size)?
                } else {
                    index
                };
                if !(0..size).contains(&index) {
                    return None;
                }
                let begin = (front * size as usize + index as usize) * inner;
                places.extend(begin..begin + inner);
            }
        }
        Some(places)
    })
}

/// How often a small output goes through the axes in front: never where it is empty, however long
/// they are.
fn rounds(out: &Fact, front: &[u64]) -> Option<usize> {
    if small(out)? == 0 {
        Some(0)
    } else {
        count(front)
    }
}

fn concat(view: &View, out: &Fact) -> Option<Value> {
    let shape = out.shape.as_deref()?;
    let along = axis(view.int("axis", 1), shape.len()).ok()?;
    let outer = rounds(out, &shape[..along])?;
    let inputs: Vec<&Fact> = view.from(0).collect();
    let readers = inputs
        .iter()
        .map(|fact| Reader::new(fact))
        .collect::<Option<Vec<_>>>()?;
    let chunk = |fact: &Fact| count(&fact.shape.as_deref()?[along..]);
    let chunks = inputs
        .iter()
        .map(|fact| chunk(fact))
        .collect::<Option<Vec<_>>>()?;
    if readers.iter().all(Reader::is_int) {
        let mut numbers = Vec::new();
        for front in 0..outer {
            for (reader, &chunk) in readers.iter().zip(&chunks) {
                for place in 0..chunk {
                    numbers.push(reader.int(front * chunk + place)?);
                }
            }
        }
        return Some(Value::Each(Numbers::Ints(numbers)));
    }
    let mut numbers = Vec::new();
    for front in 0..outer {
        for (reader, &chunk) in readers.iter().zip(&chunks) {
            for place in 0..chunk {
                numbers.push(reader.float(front * chunk + place)?);
            }
        }
    }
    Some(Value::Each(Numbers::Floats(numbers)))
}

fn split(view: &View, outputs: &[Fact]) -> Option<Vec<Option<Value>>> {
    let fact = view.optional(0)?;
    let reader = Reader::new(fact)?;
    let shape = fact.shape.as_deref()?;
    let (along, parts) = rules::parts(view).ok()?;
    let own = strides(shape);
    let steps: Vec<i64> = own.iter().map(|&step| step as i64).collect();
    let mut begin = 0;
    let mut values = Vec::with_capacity(outputs.len());
    for (out, part) in outputs.iter().zip(parts) {
        let places = if reader.is_same() {
            Vec::new()
        } else {
            small(out)?;
            walk(out.shape.as_deref()?, &steps, (begin * own[along]) as i64)
        };
        values.push(reader.pick(&places));
        begin += part as usize;
    }
    Some(values)
}

/// Rows of whole numbers put in at places on the first axes.
fn scatter(view: &View, out: &Fact) -> Option<Value> {
    small(out)?;
    let shape = view.shape(0).ok()?;
    let mut numbers = view.numbers(0).ok()?;
    let (indices, index_shape) = (view.numbers(1).ok()?, view.shape(1).ok()?);
    let updates = view.numbers(2).ok()?;
    if view.int("reduction", 0) != 0 || !view.text("reduction").is_empty() {
        return None;
    }
    let depth = *index_shape.last()? as usize;
    if depth == 0 || depth > shape.len() {
        return None;
    }
    let own = strides(shape);
    let inner = count(&shape[depth..])?;
    for (row, index) in indices.chunks(depth).enumerate() {
        let mut begin = 0;
        for (axis, &at) in index.iter().enumerate() {
            let at = if at < 0 {
                at.checked_add(shape[axis] as i64)?
            } else {
                at
            };
            begin += usize::try_from(at).ok()?.checked_mul(own[axis])?;
        }
        let from = updates.get(row * inner..(row + 1) * inner)?;
        numbers.get_mut(begin..begin + inner)?.copy_from_slice(from);
    }
    Some(Value::Each(Numbers::Ints(numbers)))
}
