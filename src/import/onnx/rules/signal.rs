//! Fourier transforms.

use super::layout::sizes;
use super::produce::scalar;
use crate::import::onnx::facts::{Rule, View, axis, one, wrong};
use crate::import::onnx::proto::DataType;

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "DFT" => fourier(view),
        "STFT" => short_time(view),
        "MelWeightMatrix" => mel(view),
        _ => return None,
    })
}

fn fourier(view: &View) -> Rule {
    let mut out = view.shape(0)?.to_vec();
    let along = match view.optional(2) {
        Some(_) => scalar(view, 2)? as i64,
        None => view.int("axis", if view.opset < 20 { 1 } else { -2 }),
    };
    let along = axis(along, out.len())?;
    let length = match view.optional(1) {
        Some(_) => Some(sizes(&[scalar(view, 1)? as i64])?[0]),
        None => None,
    };
    let one_sided = view.int("onesided", 0) == 1;
    let inverse = view.int("inverse", 0) == 1;
    // The last axis has real and imaginary parts; from one side, the result is real.
    let parts = if one_sided && inverse { 1 } else { 2 };
    out[along] = match (one_sided, inverse) {
        (true, false) => length.unwrap_or(out[along]) / 2 + 1,
        (true, true) => length.unwrap_or(out[along].saturating_sub(1).saturating_mul(2)),
        (false, _) => length.unwrap_or(out[along]),
    };
    if let Some(last) = out.last_mut() {
        *last = parts;
    }
    one(view.data_type(0), out)
}

fn short_time(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let step = scalar(view, 1)? as u64;
    let frame = match (view.optional(3), view.optional(2)) {
        (Some(_), _) => scalar(view, 3)? as u64,
        (None, Some(_)) => *view.shape(2)?.first().unwrap_or(&0),
        _ => return wrong("it needs a window or the length of a frame"),
    };
    let (Some(&batch), Some(&length)) = (shape.first(), shape.get(1)) else {
        return wrong("its input needs at least 2 dimensions");
    };
    if step == 0 || frame == 0 || length < frame {
        return wrong("its frames do not fit its input");
    }
    let bins = if view.int("onesided", 1) == 1 {
        frame / 2 + 1
    } else {
        frame
    };
    one(
        view.data_type(0),
        vec![batch, (length - frame) / step + 1, bins, 2],
    )
}

fn mel(view: &View) -> Rule {
    let bins = sizes(&[scalar(view, 0)? as i64])?[0];
    let length = sizes(&[scalar(view, 1)? as i64])?[0];
    one(
        DataType(view.int("output_datatype", 1)),
        vec![length / 2 + 1, bins],
    )
}
