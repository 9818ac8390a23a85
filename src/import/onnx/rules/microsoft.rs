//! Operators of ONNX Runtime's own that its tools put into models: fused, quantised, of transformers.

use super::elementwise::{same, stretched};
use super::layout::sizes;
use super::matrix::{gemm, multiply};
use super::{convolution, normalise, quantise, recurrent};
use crate::import::onnx::facts::{Fact, Rule, Stop, View, broadcast, one, wrong};
use crate::import::onnx::proto::DataType;

pub(super) fn infer(view: &View) -> Option<Rule> {
    if view.domain != "com.microsoft" {
        return None;
    }
    let kind = view.data_type(0);
    Some(match view.op {
        "FusedConv" => convolution::infer(&renamed(view, "Conv"))?,
        "FusedGemm" => gemm(view, kind),
        "FusedMatMul" | "TransposeMatMul" => {
            let flipped = [view.int("transA", 0) == 1, view.int("transB", 0) == 1];
            multiply(view, 0, 1, flipped, kind)
        }
        "MatMulInteger16" => multiply(view, 0, 1, [false; 2], DataType::INT32),
        "MatMulIntegerToFloat" | "DynamicQuantizeMatMul" => {
            multiply(view, 0, 1, [false; 2], DataType::FLOAT)
        }
        "QGemm" => {
            let out = if view.optional(8).is_some() {
                view.data_type(8)
            } else {
                DataType::FLOAT
            };
            matrix_quantised(view, out)
        }
        "MatMulNBits" | "MatMulBnb4" | "MatMulFpQ4" => packed(view),
        "Gelu" | "FastGelu" | "QuickGelu" | "BiasGelu" | "BiasSoftmax" | "BiasDropout"
        | "RotaryEmbedding" | "GroupNorm" | "Inverse" => same(view, kind),
        "QLinearAdd" | "QLinearMul" => {
            let other = view.optional(3).and_then(|fact| fact.shape.clone());
            quantised_binary(view, other)
        }
        "QLinearSigmoid" | "QLinearLeakyRelu" | "QLinearSoftmax" => same(view, kind),
        "QLinearGlobalAveragePool" => convolution::infer(&renamed(view, "GlobalAveragePool"))
            .unwrap_or_else(|| same(view, kind)),
        "QLinearAveragePool" => convolution::infer(&renamed(view, "AveragePool"))?,
        "QuantizeLinear" => same(view, quantise::quantised(view)),
        "DequantizeLinear" => same(view, quantise::dequantised(view)),
        "DynamicQuantizeLSTM" => recurrent::recur(view, 3),
        "SkipLayerNormalization" | "SkipSimplifiedLayerNormalization" => normalise::skip(view),
        "SimplifiedLayerNormalization" | "LayerNormalization" => normalise::layer(view),
        "EmbedLayerNormalization" => embed(view),
        "Attention" => attention(view),
        "MultiHeadAttention" => multi_head(view),
        "GroupQueryAttention" => same(view, kind),
        "Trilu" | "Identity" => same(view, kind),
        "ComplexMul" => stretched(view, kind),
        _ => return None,
    })
}

fn renamed<'a>(view: &View<'a>, op: &'a str) -> View<'a> {
    View {
        op,
        domain: "",
        opset: view.opset,
        attributes: view.attributes,
        inputs: view.inputs.clone(),
        outputs: view.outputs,
    }
}

/// Both matrices come with a scale and a zero point.
fn matrix_quantised(view: &View, data_type: DataType) -> Rule {
    let mut plain = renamed(view, "Gemm");
    plain.inputs = vec![view.optional(0), view.optional(3)];
    gemm(&plain, data_type)
}

fn quantised_binary(view: &View, other: Option<Vec<u64>>) -> Rule {
    let Some(other) = other else {
        return Err(Stop::Unknown);
    };
    let shape = broadcast(view.shape(0)?, &other)?;
    one(view.data_type(0), shape)
}

/// Weights of few bits, whose sizes stand in attributes.
fn packed(view: &View) -> Rule {
    let mut out = view.shape(0)?.to_vec();
    let wide = sizes(&[view.int("K", 0), view.int("N", 0)])?;
    match out.last_mut() {
        Some(last) if *last == wide[0] => *last = wide[1],
        _ => return wrong("its input does not fit its weights"),
    }
    one(view.data_type(0), out)
}

fn embed(view: &View) -> Rule {
    let (&[batch, length], &[_, width]) = (view.shape(0)?, view.shape(2)?) else {
        return wrong("its inputs must have 2 dimensions");
    };
    let kind = view.data_type(2);
    Ok(vec![
        Fact::new(kind, vec![batch, length, width]),
        Fact::new(DataType::INT32, vec![batch]),
        Fact::new(kind, vec![batch, length, width]),
    ])
}

/// Queries, keys and values in one matrix of weights.
fn attention(view: &View) -> Rule {
    let (&[batch, length, _], &[_, columns]) = (view.shape(0)?, view.shape(1)?) else {
        return wrong("its input must have 3 dimensions and its weights 2");
    };
    let width = match view.ints("qkv_hidden_sizes") {
        Some(&[_, _, value]) => sizes(&[value])?[0],
        _ => columns / 3,
    };
    one(view.data_type(0), vec![batch, length, width])
}

fn multi_head(view: &View) -> Rule {
    let &[batch, length, width] = view.shape(0)? else {
        return Err(Stop::Unknown);
    };
    let width = match view.optional(2).and_then(|fact| fact.shape.as_deref()) {
        Some(&[_, _, value]) => value,
        Some(&[_, heads, _, size]) => heads.saturating_mul(size),
        _ => width,
    };
    one(view.data_type(0), vec![batch, length, width])
}
