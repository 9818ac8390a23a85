//! Operators that work on every element alone.

use crate::import::onnx::facts::{Fact, Rule, Stop, View, broadcast, one};
use crate::import::onnx::proto::{AttributeValue, DataType};

/// Operators that make of every element of their first input another of the same type.
pub(in super::super) fn is_of_one_input(op: &str) -> bool {
    matches!(
        op,
        "Abs"
            | "Acos"
            | "Acosh"
            | "Asin"
            | "Asinh"
            | "Atan"
            | "Atanh"
            | "BitwiseNot"
            | "Ceil"
            | "Celu"
            | "Clip"
            | "Cos"
            | "Cosh"
            | "Elu"
            | "Erf"
            | "Exp"
            | "Floor"
            | "Gelu"
            | "HardSigmoid"
            | "HardSwish"
            | "Hardmax"
            | "LeakyRelu"
            | "Log"
            | "LogSoftmax"
            | "Mish"
            | "Neg"
            | "PRelu"
            | "Reciprocal"
            | "Relu"
            | "Round"
            | "Selu"
            | "Shrink"
            | "Sigmoid"
            | "Sign"
            | "Sin"
            | "Sinh"
            | "Softmax"
            | "Softplus"
            | "Softsign"
            | "Sqrt"
            | "Swish"
            | "Tan"
            | "Tanh"
            | "ThresholdedRelu"
    )
}

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        op if is_of_one_input(op) => same(view, view.data_type(0)),
        "Not" | "IsInf" | "IsNaN" => same(view, DataType::BOOL),
        "Add" | "Sub" | "Mul" | "Div" | "Pow" | "Mod" | "BitShift" | "BitwiseAnd" | "BitwiseOr"
        | "BitwiseXor" | "Max" | "Min" | "Sum" | "Mean" => stretched(view, view.data_type(0)),
        "And" | "Or" | "Xor" | "Equal" | "Less" | "Greater" | "LessOrEqual" | "GreaterOrEqual" => {
            stretched(view, DataType::BOOL)
        }
        "Where" => stretched(view, view.data_type(1)),
        "SwiGLU" => same(view, view.data_type(0)),
        "Cast" | "BitCast" => same(view, DataType(view.int("to", 0))),
        "CastLike" => same(view, view.data_type(1)),
        "Dropout" => dropout(view),
        "Bernoulli" => match view.attribute("dtype") {
            Some(AttributeValue::Int(to)) => same(view, DataType(*to)),
            _ => same(view, view.data_type(0)),
        },
        _ => return None,
    })
}

/// The shape of the first input.
pub(super) fn same(view: &View, data_type: DataType) -> Rule {
    one(data_type, view.shape(0)?.to_vec())
}

/// The shape that all inputs are stretched to.
pub(super) fn stretched(view: &View, data_type: DataType) -> Rule {
    let mut shape = view.shape(0)?.to_vec();
    for input in view.from(1) {
        let other = input.shape.as_deref().ok_or(Stop::Unknown)?;
        shape = broadcast(&shape, other)?;
    }
    one(data_type, shape)
}

fn dropout(view: &View) -> Rule {
    let shape = view.shape(0)?.to_vec();
    let mask = if view.opset < 10 {
        view.data_type(0)
    } else {
        DataType::BOOL
    };
    Ok(vec![
        Fact::new(view.data_type(0), shape.clone()),
        Fact::new(mask, shape),
    ])
}
