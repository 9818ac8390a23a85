//! Numbers to few bits and back.

use super::elementwise::same;
use crate::import::onnx::facts::{Fact, Rule, View};
use crate::import::onnx::proto::DataType;

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "QuantizeLinear" => same(view, quantised(view)),
        "DequantizeLinear" => same(view, dequantised(view)),
        "DynamicQuantizeLinear" => dynamic(view),
        _ => return None,
    })
}

/// The type is that of the zero point, or an attribute's, or bytes.
pub(super) fn quantised(view: &View) -> DataType {
    match (view.optional(2), view.int("output_dtype", 0)) {
        (Some(zero), _) => zero.data_type,
        (None, 0) => DataType::UINT8,
        (None, kind) => DataType(kind),
    }
}

/// The type is that of the scale.
pub(super) fn dequantised(view: &View) -> DataType {
    match (view.int("output_dtype", 0), view.data_type(1)) {
        (0, DataType::UNKNOWN) => DataType::FLOAT,
        (0, scale) => scale,
        (kind, _) => DataType(kind),
    }
}

fn dynamic(view: &View) -> Rule {
    Ok(vec![
        Fact::new(DataType::UINT8, view.shape(0)?.to_vec()),
        Fact::new(DataType::FLOAT, vec![]),
        Fact::new(DataType::UINT8, vec![]),
    ])
}
