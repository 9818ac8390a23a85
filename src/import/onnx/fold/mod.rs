//! Calculates with the numbers of small tensors, so that shapes which depend on shapes are known.
//!
//! Tensors whose numbers are all the same stay one number, however large they are: models make
//! hundreds of megabytes of weights that way.

mod arithmetic;
mod arrange;
mod produce;
mod reduce;

use super::facts::{Fact, MOST_WORKED_OUT, Value, View};
use super::proto::{DataType, Numbers, elements};

/// Works out the numbers of an operator's outputs where it can; their shapes are known.
pub(super) fn fold(view: &View, outputs: &mut [Fact]) {
    if !view.is_standard() {
        return;
    }
    let values = arrange::fold(view, outputs)
        .or_else(|| produce::fold(view, outputs).map(|value| vec![Some(value)]))
        .or_else(|| arithmetic::fold(view, outputs).map(|value| vec![Some(value)]))
        .or_else(|| reduce::fold(view, outputs).map(|value| vec![Some(value)]));
    let Some(values) = values else { return };
    for (fact, value) in outputs.iter_mut().zip(values) {
        // A rule that were wrong about the count must not spoil what follows.
        let count = value.as_ref().and_then(Value::count);
        if count.is_none() || count == fact.elements() {
            fact.value = value;
        }
        if fact.data_type == DataType::FLOAT {
            round_to_single(&mut fact.value);
        }
    }
}

/// As the operator itself calculates: what is on the edge of a whole number must fall the same way.
fn round_to_single(value: &mut Option<Value>) {
    let single = |number: f64| f64::from(number as f32);
    match value {
        Some(Value::Each(Numbers::Floats(numbers))) => {
            numbers
                .iter_mut()
                .for_each(|number| *number = single(*number));
        }
        Some(Value::SameFloat(number)) => *number = single(*number),
        _ => {}
    }
}

impl Value {
    /// How many numbers there are; any number where all are the same.
    fn count(&self) -> Option<u64> {
        match self {
            Value::Each(Numbers::Ints(values)) => Some(values.len() as u64),
            Value::Each(Numbers::Floats(values)) => Some(values.len() as u64),
            _ => None,
        }
    }

    /// Memory that it takes, in numbers.
    pub(super) fn size(&self) -> u64 {
        self.count().unwrap_or(1)
    }
}

/// The numbers of a tensor, one by one.
enum Reader<'a> {
    Ints(&'a [i64]),
    Floats(&'a [f64]),
    SameInt(i64),
    SameFloat(f64),
}

impl<'a> Reader<'a> {
    fn new(fact: &'a Fact) -> Option<Reader<'a>> {
        Some(match fact.value.as_ref()? {
            Value::Each(Numbers::Ints(values)) => Reader::Ints(values),
            Value::Each(Numbers::Floats(values)) => Reader::Floats(values),
            Value::SameInt(value) => Reader::SameInt(*value),
            Value::SameFloat(value) => Reader::SameFloat(*value),
        })
    }

    fn is_same(&self) -> bool {
        matches!(self, Reader::SameInt(_) | Reader::SameFloat(_))
    }

    fn is_int(&self) -> bool {
        matches!(self, Reader::Ints(_) | Reader::SameInt(_))
    }

    fn int(&self, place: usize) -> Option<i64> {
        match self {
            Reader::Ints(values) => values.get(place).copied(),
            Reader::SameInt(value) => Some(*value),
            _ => None,
        }
    }

    fn float(&self, place: usize) -> Option<f64> {
        match self {
            Reader::Ints(values) => values.get(place).map(|&value| value as f64),
            Reader::Floats(values) => values.get(place).copied(),
            Reader::SameInt(value) => Some(*value as f64),
            Reader::SameFloat(value) => Some(*value),
        }
    }

    /// The numbers at the given places.
    fn pick(&self, places: &[usize]) -> Option<Value> {
        Some(match self {
            Reader::Ints(values) => {
                let picked = places.iter().map(|&place| values.get(place).copied());
                Value::Each(Numbers::Ints(picked.collect::<Option<_>>()?))
            }
            Reader::Floats(values) => {
                let picked = places.iter().map(|&place| values.get(place).copied());
                Value::Each(Numbers::Floats(picked.collect::<Option<_>>()?))
            }
            Reader::SameInt(value) => Value::SameInt(*value),
            Reader::SameFloat(value) => Value::SameFloat(*value),
        })
    }
}

/// How many elements an output has, where it is small enough to work out.
fn small(fact: &Fact) -> Option<usize> {
    let count = fact.elements().filter(|&count| count <= MOST_WORKED_OUT)?;
    Some(count as usize)
}

/// How many elements part of a shape has.
fn count(shape: &[u64]) -> Option<usize> {
    usize::try_from(elements(shape)?).ok()
}

/// The distance in memory between neighbours along each axis.
fn strides(shape: &[u64]) -> Vec<usize> {
    let mut strides = vec![1usize; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis].saturating_mul(shape[axis].max(1) as usize);
    }
    strides
}

/// For every element of a small shape in order, the sum of `steps` times its index on each axis.
fn walk(shape: &[u64], steps: &[i64], start: i64) -> Vec<usize> {
    let count = count(shape).unwrap_or(0);
    let mut places = Vec::with_capacity(count);
    let mut index = vec![0; shape.len()];
    let mut place = start;
    for _ in 0..count {
        places.push(place as usize);
        for axis in (0..shape.len()).rev() {
            index[axis] += 1;
            place += steps[axis];
            if index[axis] < shape[axis] {
                break;
            }
            place -= steps[axis] * shape[axis] as i64;
            index[axis] = 0;
        }
    }
    places
}

/// Where each element of a stretched shape comes from in the shape before.
fn stretch(from: &[u64], to: &[u64]) -> Vec<usize> {
    let missing = to.len() - from.len();
    let own = strides(from);
    let step = |axis: usize| {
        let stays = axis < missing || from[axis - missing] == 1;
        if stays { 0 } else { own[axis - missing] as i64 }
    };
    let steps: Vec<i64> = (0..to.len()).map(step).collect();
    walk(to, &steps, 0)
}
