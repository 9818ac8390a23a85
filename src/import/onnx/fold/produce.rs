//! Numbers out of shapes and out of nothing.

use super::{Reader, small};
use crate::import::onnx::facts::{Fact, Value, View};
use crate::import::onnx::proto::{AttributeValue, Numbers};
use crate::import::onnx::rules;

pub(super) fn fold(view: &View, outputs: &[Fact]) -> Option<Value> {
    let out = outputs.first()?;
    match view.op {
        "Shape" => {
            let shape = view.shape(0).ok()?;
            let (start, end) = rules::told(view, shape.len());
            let sizes = shape[start..end]
                .iter()
                .map(|&size| i64::try_from(size).ok());
            Some(Value::Each(Numbers::Ints(sizes.collect::<Option<_>>()?)))
        }
        "Size" => {
            let count = view.input(0).ok()?.elements()?;
            Some(Value::Each(Numbers::Ints(vec![i64::try_from(count).ok()?])))
        }
        "Constant" => out.value.clone(),
        "ConstantOfShape" => Some(match view.attribute("value") {
            Some(AttributeValue::Tensor(tensor)) => match tensor.numbers.as_ref()? {
                Numbers::Ints(values) => Value::SameInt(*values.first()?),
                Numbers::Floats(values) => Value::SameFloat(*values.first()?),
            },
            _ => Value::SameFloat(0.0),
        }),
        "Range" => range(view, out),
        _ => None,
    }
}

fn range(view: &View, out: &Fact) -> Option<Value> {
    let count = small(out)?;
    let start = Reader::new(view.optional(0)?)?;
    let delta = Reader::new(view.optional(2)?)?;
    if let (Some(start), Some(delta)) = (start.int(0), delta.int(0)) {
        let number = |place: usize| start.checked_add(delta.checked_mul(place as i64)?);
        let numbers = (0..count).map(number).collect::<Option<_>>()?;
        return Some(Value::Each(Numbers::Ints(numbers)));
    }
    let (start, delta) = (start.float(0)?, delta.float(0)?);
    let numbers = (0..count).map(|place| start + delta * place as f64);
    Some(Value::Each(Numbers::Floats(numbers.collect())))
}
