//! Operators that make tensors of nothing but sizes and numbers.

use super::layout::sizes;
use crate::import::onnx::facts::{Fact, Rule, Stop, Value, View, one, wrong};
use crate::import::onnx::proto::{AttributeValue, DataType, Numbers};

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "Constant" => constant(view),
        "ConstantOfShape" => constant_of_shape(view),
        "Shape" => shape(view),
        "Size" => one(DataType::INT64, vec![]),
        "Range" => range(view),
        "EyeLike" => {
            super::elementwise::same(view, DataType(view.int("dtype", view.data_type(0).0)))
        }
        "RandomNormal" | "RandomUniform" => random(view),
        "RandomNormalLike" | "RandomUniformLike" => {
            super::elementwise::same(view, DataType(view.int("dtype", view.data_type(0).0)))
        }
        "Multinomial" => multinomial(view),
        "HannWindow" | "HammingWindow" | "BlackmanWindow" => window(view),
        _ => return None,
    })
}

fn constant(view: &View) -> Rule {
    let Some((name, attribute)) = view.attributes.first() else {
        return wrong("its value is missing");
    };
    let fact = |data_type, shape, numbers| Fact {
        data_type,
        shape: Some(shape),
        value: Some(Value::Each(numbers)),
    };
    Ok(vec![match (*name, &attribute.value) {
        (_, AttributeValue::Tensor(tensor)) => Fact {
            data_type: tensor.data_type,
            shape: Some(tensor.dims.clone()),
            value: tensor.numbers.clone().map(Value::Each),
        },
        (_, AttributeValue::Float(value)) => {
            fact(DataType::FLOAT, vec![], Numbers::Floats(vec![*value]))
        }
        (_, AttributeValue::Int(value)) => {
            fact(DataType::INT64, vec![], Numbers::Ints(vec![*value]))
        }
        (_, AttributeValue::Floats(values)) => {
            let shape = vec![values.len() as u64];
            fact(DataType::FLOAT, shape, Numbers::Floats(values.clone()))
        }
        (_, AttributeValue::Ints(values)) => {
            let shape = vec![values.len() as u64];
            fact(DataType::INT64, shape, Numbers::Ints(values.clone()))
        }
        (_, AttributeValue::Text(_)) => Fact::new(DataType::TEXT, vec![]),
        (_, AttributeValue::Texts(count)) => Fact::new(DataType::TEXT, vec![*count]),
        _ => return Err(Stop::Unknown),
    }])
}

fn constant_of_shape(view: &View) -> Rule {
    let data_type = match view.attribute("value") {
        Some(AttributeValue::Tensor(tensor)) => tensor.data_type,
        _ => DataType::FLOAT,
    };
    one(data_type, sizes(&view.numbers(0)?)?)
}

/// The first and the last dimension that a `Shape` tells, the last one not included.
pub(in super::super) fn told(view: &View, rank: usize) -> (usize, usize) {
    let rank = rank as i64;
    let place = |at: i64| {
        let at = if at < 0 { at.saturating_add(rank) } else { at };
        at.clamp(0, rank) as usize
    };
    let (start, end) = (place(view.int("start", 0)), place(view.int("end", rank)));
    (start, end.max(start))
}

fn shape(view: &View) -> Rule {
    let (start, end) = told(view, view.shape(0)?.len());
    one(DataType::INT64, vec![(end - start) as u64])
}

/// The single number that an input holds.
pub(in super::super) fn scalar(view: &View, input: usize) -> Result<f64, Stop> {
    match view.input(input)?.value.as_ref().ok_or(Stop::Unknown)? {
        Value::Each(Numbers::Ints(values)) if values.len() == 1 => Ok(values[0] as f64),
        Value::Each(Numbers::Floats(values)) if values.len() == 1 => Ok(values[0]),
        Value::SameInt(value) => Ok(*value as f64),
        Value::SameFloat(value) => Ok(*value),
        _ => wrong(format!("its input {} must be one number", input + 1)),
    }
}

fn range(view: &View) -> Rule {
    let (start, limit, delta) = (scalar(view, 0)?, scalar(view, 1)?, scalar(view, 2)?);
    let count = ((limit - start) / delta).ceil().max(0.0);
    if delta == 0.0 || !count.is_finite() || count > (1u64 << 53) as f64 {
        return wrong("it never ends");
    }
    one(view.data_type(0), vec![count as u64])
}

fn random(view: &View) -> Rule {
    let Some(shape) = view.ints("shape") else {
        return wrong("`shape` is missing");
    };
    one(DataType(view.int("dtype", 1)), sizes(shape)?)
}

fn multinomial(view: &View) -> Rule {
    let &[batch, _] = view.shape(0)? else {
        return wrong("its input must have 2 dimensions");
    };
    let samples = sizes(&[view.int("sample_size", 1)])?[0];
    one(DataType(view.int("dtype", 6)), vec![batch, samples])
}

fn window(view: &View) -> Rule {
    let size = sizes(&[scalar(view, 0)? as i64])?;
    one(DataType(view.int("output_datatype", 1)), size)
}
