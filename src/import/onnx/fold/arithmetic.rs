//! Arithmetic on every element.

use super::{Reader, small, stretch};
use crate::import::onnx::facts::{Fact, Value, View};
use crate::import::onnx::proto::{DataType, Numbers};

pub(super) fn fold(view: &View, outputs: &[Fact]) -> Option<Value> {
    let out = outputs.first()?;
    match view.op {
        "Cast" => cast(Reader::new(view.optional(0)?)?, out.data_type),
        "CastLike" => cast(Reader::new(view.optional(0)?)?, out.data_type),
        "Abs" | "Neg" | "Sign" | "Not" | "Floor" | "Ceil" | "Round" | "Sqrt" | "Exp" | "Log"
        | "Reciprocal" => one(view.op, Reader::new(view.optional(0)?)?),
        "Add" | "Sub" | "Mul" | "Div" | "Mod" | "Pow" | "And" | "Or" | "Xor" | "Equal" | "Less"
        | "Greater" | "LessOrEqual" | "GreaterOrEqual" => two(view, out),
        "Max" | "Min" | "Sum" if view.inputs.len() == 2 => two(view, out),
        "Max" | "Min" | "Sum" if view.inputs.len() == 1 => view.optional(0)?.value.clone(),
        "Where" => choose(view, out),
        _ => None,
    }
}

fn cast(reader: Reader, to: DataType) -> Option<Value> {
    let to_int = |value: f64| match to {
        DataType::BOOL => Some(i64::from(value != 0.0)),
        _ if value.abs() < 9e18 => Some(value.trunc() as i64),
        _ => None,
    };
    let of_int = |value: i64| {
        if to == DataType::BOOL {
            i64::from(value != 0)
        } else {
            value
        }
    };
    if to.is_int() {
        return Some(match reader {
            Reader::Ints(values) => ints(values.iter().map(|&value| of_int(value)).collect()),
            Reader::Floats(values) => ints(
                values
                    .iter()
                    .map(|&value| to_int(value))
                    .collect::<Option<_>>()?,
            ),
            Reader::SameInt(value) => Value::SameInt(of_int(value)),
            Reader::SameFloat(value) => Value::SameInt(to_int(value)?),
        });
    }
    if !to.is_float() {
        return None;
    }
    Some(match reader {
        Reader::Ints(values) => floats(values.iter().map(|&value| value as f64).collect()),
        Reader::Floats(values) => floats(values.to_vec()),
        Reader::SameInt(value) => Value::SameFloat(value as f64),
        Reader::SameFloat(value) => Value::SameFloat(value),
    })
}

fn ints(values: Vec<i64>) -> Value {
    Value::Each(Numbers::Ints(values))
}

fn floats(values: Vec<f64>) -> Value {
    Value::Each(Numbers::Floats(values))
}

fn one(op: &str, reader: Reader) -> Option<Value> {
    Some(match reader {
        Reader::Ints(values) => ints(
            values
                .iter()
                .map(|&value| one_int(op, value))
                .collect::<Option<_>>()?,
        ),
        Reader::Floats(values) => floats(
            values
                .iter()
                .map(|&value| one_float(op, value))
                .collect::<Option<_>>()?,
        ),
        Reader::SameInt(value) => Value::SameInt(one_int(op, value)?),
        Reader::SameFloat(value) => Value::SameFloat(one_float(op, value)?),
    })
}

fn one_int(op: &str, value: i64) -> Option<i64> {
    match op {
        "Abs" => value.checked_abs(),
        "Neg" => value.checked_neg(),
        "Sign" => Some(value.signum()),
        "Not" => Some(i64::from(value == 0)),
        _ => None,
    }
}

fn one_float(op: &str, value: f64) -> Option<f64> {
    Some(match op {
        "Abs" => value.abs(),
        "Neg" => -value,
        "Sign" if value == 0.0 => 0.0,
        "Sign" => value.signum(),
        "Floor" => value.floor(),
        "Ceil" => value.ceil(),
        "Round" => value.round_ties_even(),
        "Sqrt" => value.sqrt(),
        "Exp" => value.exp(),
        "Log" => value.ln(),
        "Reciprocal" => 1.0 / value,
        _ => return None,
    })
}

fn is_comparison(op: &str) -> bool {
    matches!(
        op,
        "Equal" | "Less" | "Greater" | "LessOrEqual" | "GreaterOrEqual"
    )
}

fn two(view: &View, out: &Fact) -> Option<Value> {
    let (left, right) = (view.optional(0)?, view.optional(1)?);
    let (a, b) = (Reader::new(left)?, Reader::new(right)?);
    let floored = view.int("fmod", 0) == 0;
    let of_ints = a.is_int() && b.is_int();
    let as_int = |x: usize, y: usize| two_ints(view.op, a.int(x)?, b.int(y)?, floored);
    let compared = |x: usize, y: usize| {
        let (x, y) = (a.float(x)?, b.float(y)?);
        Some(i64::from(compare(view.op, &x, &y)?))
    };
    let as_float = |x: usize, y: usize| two_floats(view.op, a.float(x)?, b.float(y)?);
    if a.is_same() && b.is_same() {
        return Some(if of_ints {
            Value::SameInt(as_int(0, 0)?)
        } else if is_comparison(view.op) {
            Value::SameInt(compared(0, 0)?)
        } else {
            Value::SameFloat(as_float(0, 0)?)
        });
    }
    small(out)?;
    let shape = out.shape.as_deref()?;
    let from_a = stretch(left.shape.as_deref()?, shape);
    let from_b = stretch(right.shape.as_deref()?, shape);
    let pairs = from_a.into_iter().zip(from_b);
    Some(if of_ints {
        ints(pairs.map(|(x, y)| as_int(x, y)).collect::<Option<_>>()?)
    } else if is_comparison(view.op) {
        ints(pairs.map(|(x, y)| compared(x, y)).collect::<Option<_>>()?)
    } else {
        floats(pairs.map(|(x, y)| as_float(x, y)).collect::<Option<_>>()?)
    })
}

fn compare<T: PartialOrd>(op: &str, a: &T, b: &T) -> Option<bool> {
    Some(match op {
        "Equal" => a == b,
        "Less" => a < b,
        "Greater" => a > b,
        "LessOrEqual" => a <= b,
        "GreaterOrEqual" => a >= b,
        _ => return None,
    })
}

fn two_ints(op: &str, a: i64, b: i64, floored: bool) -> Option<i64> {
    if let Some(truth) = compare(op, &a, &b) {
        return Some(i64::from(truth));
    }
    match op {
        "Add" | "Sum" => a.checked_add(b),
        "Sub" => a.checked_sub(b),
        "Mul" => a.checked_mul(b),
        "Div" => a.checked_div(b),
        "Mod" if floored => a.checked_rem(b).map(|rest| {
            if rest != 0 && (rest < 0) != (b < 0) {
                rest + b
            } else {
                rest
            }
        }),
        "Mod" => a.checked_rem(b),
        "Pow" => a.checked_pow(u32::try_from(b).ok()?),
        "Max" => Some(a.max(b)),
        "Min" => Some(a.min(b)),
        "And" => Some(i64::from(a != 0 && b != 0)),
        "Or" => Some(i64::from(a != 0 || b != 0)),
        "Xor" => Some(i64::from((a != 0) != (b != 0))),
        _ => None,
    }
}

fn two_floats(op: &str, a: f64, b: f64) -> Option<f64> {
    Some(match op {
        "Add" | "Sum" => a + b,
        "Sub" => a - b,
        "Mul" => a * b,
        "Div" => a / b,
        "Mod" => a % b,
        "Pow" => a.powf(b),
        "Max" => a.max(b),
        "Min" => a.min(b),
        _ => return None,
    })
}

/// `Where`: of two numbers, the first where the condition holds.
fn choose(view: &View, out: &Fact) -> Option<Value> {
    let facts = [view.optional(0)?, view.optional(1)?, view.optional(2)?];
    let [condition, yes, no] = facts.map(Reader::new);
    let (condition, yes, no) = (condition?, yes?, no?);
    if condition.is_same() {
        let (chosen, from) = if condition.int(0)? != 0 {
            (yes, facts[1])
        } else {
            (no, facts[2])
        };
        if chosen.is_same() {
            return chosen.pick(&[]);
        }
        small(out)?;
        return chosen.pick(&stretch(from.shape.as_deref()?, out.shape.as_deref()?));
    }
    small(out)?;
    let shape = out.shape.as_deref()?;
    let [from_condition, from_yes, from_no] =
        facts.map(|fact| fact.shape.as_deref().map(|from| stretch(from, shape)));
    let (from_condition, from_yes, from_no) = (from_condition?, from_yes?, from_no?);
    let choices = (0..from_condition.len()).map(|place| {
        let holds = condition.int(from_condition[place])? != 0;
        Some(if holds {
            (&yes, from_yes[place])
        } else {
            (&no, from_no[place])
        })
    });
    if yes.is_int() && no.is_int() {
        let numbers = choices.map(|choice| choice.and_then(|(from, place)| from.int(place)));
        return Some(ints(numbers.collect::<Option<_>>()?));
    }
    let numbers = choices.map(|choice| choice.and_then(|(from, place)| from.float(place)));
    Some(floats(numbers.collect::<Option<_>>()?))
}
