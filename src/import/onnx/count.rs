//! How much work an operator is: multiply-adds, and FLOP, in which a multiply-add counts 2.
//!
//! A bias is 1 FLOP an element of the output; what works on every element alone is 1 an element;
//! what only moves data is none. Padding counts as work.

use super::facts::{Fact, View};
use super::proto::elements;
use super::rules;

/// The work of an operator.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Work {
    /// Multiply-adds of products of matrices.
    pub(crate) multiply_adds: f64,
    /// All of it.
    pub(crate) flop: f64,
}

/// What is known of an operator's work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Effort {
    /// So much.
    Known(Work),
    /// A shape that it depends on is not known.
    UnknownShape,
    /// There is no rule for the operator.
    NoRule,
}

/// The work of an operator that makes `outputs`.
pub(crate) fn count(view: &View, outputs: &[Option<&Fact>]) -> Effort {
    let counter = Counter { view, outputs };
    match counter.count() {
        Counted::Known(work) => Effort::Known(work),
        Counted::Unknown => Effort::UnknownShape,
        Counted::NoRule => Effort::NoRule,
    }
}

enum Counted {
    Known(Work),
    Unknown,
    NoRule,
}

impl From<Option<Work>> for Counted {
    fn from(work: Option<Work>) -> Counted {
        work.map_or(Counted::Unknown, Counted::Known)
    }
}

fn flop(flop: f64) -> Work {
    Work {
        multiply_adds: 0.0,
        flop,
    }
}

fn product(multiply_adds: f64, more: f64) -> Work {
    Work {
        multiply_adds,
        flop: 2.0 * multiply_adds + more,
    }
}

struct Counter<'a> {
    view: &'a View<'a>,
    outputs: &'a [Option<&'a Fact>],
}

impl Counter<'_> {
    /// Elements of the first output.
    fn out(&self) -> Option<f64> {
        let fact = self.outputs.iter().copied().flatten().next()?;
        Some(fact.elements()? as f64)
    }

    /// Elements of an input.
    fn of(&self, input: usize) -> Option<f64> {
        Some(self.view.optional(input)?.elements()? as f64)
    }

    fn shape(&self, input: usize) -> Option<&[u64]> {
        self.view.optional(input)?.shape.as_deref()
    }

    fn has(&self, input: usize) -> bool {
        self.view.optional(input).is_some()
    }

    /// So much for each element of the output.
    fn each(&self, each: f64) -> Counted {
        self.out().map(|out| flop(out * each)).into()
    }

    /// So much for each element of the first input.
    fn each_read(&self, each: f64) -> Counted {
        self.of(0).map(|count| flop(count * each)).into()
    }

    fn count(&self) -> Counted {
        if !self.view.is_standard() {
            return self.microsoft();
        }
        match self.view.op {
            "Conv" | "DeformConv" => {
                let bias = if self.view.op == "Conv" { 2 } else { 3 };
                self.convolution(1, bias, 0.0).into()
            }
            "CausalConvWithState" => self.convolution(1, 2, 0.0).into(),
            "ConvInteger" => self.convolution(1, usize::MAX, 0.0).into(),
            "QLinearConv" => self.convolution(3, 8, 0.0).into(),
            "ConvTranspose" => self.transposed().into(),
            "Gemm" => self.gemm(1, 2, 0.0).into(),
            "MatMul" | "MatMulInteger" | "QLinearMatMul" => self.matmul(0.0).into(),
            "Einsum" => self.einsum().into(),
            "Attention" => self.attention().into(),
            "LSTM" => self.recurrent(4.0, 9.0).into(),
            "GRU" => self.recurrent(3.0, 7.0).into(),
            "RNN" => self.recurrent(1.0, 1.0).into(),
            "Softmax" | "LogSoftmax" => self.each(3.0),
            op if rules::is_elementwise_of_one(op) => self.each(1.0),
            "Add" | "Sub" | "Mul" | "Div" | "Pow" | "Mod" | "Equal" | "Less" | "Greater"
            | "LessOrEqual" | "GreaterOrEqual" | "And" | "Or" | "Xor" | "Not" | "Where"
            | "BitShift" | "BitwiseAnd" | "BitwiseOr" | "BitwiseXor" | "IsInf" | "IsNaN"
            | "Bernoulli" | "RandomNormal" | "RandomUniform" | "RandomNormalLike"
            | "RandomUniformLike" | "Multinomial" => self.each(1.0),
            "Sum" | "Max" | "Min" | "Mean" => self.each(self.view.inputs.len() as f64 - 1.0),
            "BatchNormalization" => self.each(2.0),
            "InstanceNormalization"
            | "LayerNormalization"
            | "GroupNormalization"
            | "RMSNormalization"
            | "LpNormalization"
            | "MeanVarianceNormalization" => self.each(6.0),
            "LRN" => self.each(self.view.int("size", 1) as f64 + 4.0),
            "MaxPool" | "AveragePool" | "LpPool" => self.pool().into(),
            op if op.starts_with("Reduce") => self.each_read(1.0),
            "GlobalAveragePool"
            | "GlobalMaxPool"
            | "GlobalLpPool"
            | "ArgMax"
            | "ArgMin"
            | "TopK"
            | "CumSum"
            | "CumProd"
            | "NegativeLogLikelihoodLoss"
            | "MaxRoiPool"
            | "Det" => self.each_read(1.0),
            "Resize" | "Upsample" => self.each(match self.view.text("mode") {
                "linear" | "bilinear" => 7.0,
                "cubic" => 31.0,
                _ => 0.0,
            }),
            "GridSample" | "RoiAlign" => self.each(7.0),
            "RotaryEmbedding" | "SwiGLU" => self.each(3.0),
            "SoftmaxCrossEntropyLoss" => self.each_read(4.0),
            "QuantizeLinear" | "DynamicQuantizeLinear" => self.each_read(3.0),
            "DequantizeLinear" => self.each(2.0),
            "DFT" | "STFT" => self.fourier().into(),
            "Reshape" | "Flatten" | "Transpose" | "Concat" | "Slice" | "Split" | "Squeeze"
            | "Unsqueeze" | "Identity" | "Dropout" | "Gather" | "GatherElements" | "GatherND"
            | "Scatter" | "ScatterElements" | "ScatterND" | "TensorScatter" | "Pad" | "Expand"
            | "Tile" | "Cast" | "CastLike" | "BitCast" | "Range" | "OneHot" | "DepthToSpace"
            | "SpaceToDepth" | "ReverseSequence" | "Shape" | "Size" | "Constant"
            | "ConstantOfShape" | "EyeLike" | "Trilu" | "CenterCropPad" | "Col2Im"
            | "MaxUnpool" | "NonZero" | "Compress" | "Unique" | "NonMaxSuppression"
            | "AffineGrid" | "MelWeightMatrix" | "HannWindow" | "HammingWindow"
            | "BlackmanWindow" => Counted::Known(Work::default()),
            _ => Counted::NoRule,
        }
    }

    fn microsoft(&self) -> Counted {
        if self.view.domain != "com.microsoft" {
            return Counted::NoRule;
        }
        match self.view.op {
            "FusedConv" => self
                .convolution(1, 2, if self.has(3) { 2.0 } else { 1.0 })
                .into(),
            "FusedGemm" => self.gemm(1, 2, 1.0).into(),
            "QGemm" => self.gemm(3, 6, 0.0).into(),
            "FusedMatMul" | "TransposeMatMul" | "MatMulInteger16" | "MatMulNBits"
            | "MatMulBnb4" | "MatMulFpQ4" => self.matmul(0.0).into(),
            "MatMulIntegerToFloat" | "DynamicQuantizeMatMul" => self.matmul(1.0).into(),
            "Gelu" | "FastGelu" | "QuickGelu" | "QLinearAdd" | "QLinearMul" | "QLinearSigmoid"
            | "QLinearLeakyRelu" | "ComplexMul" => self.each(1.0),
            "BiasGelu" => self.each(2.0),
            "BiasSoftmax" => self.each(4.0),
            "QLinearSoftmax" | "RotaryEmbedding" => self.each(3.0),
            "GroupNorm" | "LayerNormalization" | "SimplifiedLayerNormalization" => self.each(6.0),
            "SkipLayerNormalization" | "SkipSimplifiedLayerNormalization" => self.each(7.0),
            "EmbedLayerNormalization" => self.each(8.0),
            "QLinearGlobalAveragePool" => self.each_read(1.0),
            "QLinearAveragePool" => self.pool().into(),
            "QuantizeLinear" => self.each_read(3.0),
            "DequantizeLinear" => self.each(2.0),
            "DynamicQuantizeLSTM" => self.recurrent(4.0, 9.0).into(),
            "Attention" => self.attention_with_weights().into(),
            "MultiHeadAttention" => self.multi_head().into(),
            "BiasDropout" | "Trilu" | "Identity" => Counted::Known(Work::default()),
            _ => Counted::NoRule,
        }
    }

    fn convolution(&self, weights: usize, bias: usize, more: f64) -> Option<Work> {
        let out = self.out()?;
        let window = elements(self.shape(weights)?.get(1..)?)? as f64;
        let bias = if self.has(bias) { 1.0 } else { 0.0 };
        Some(product(out * window, out * (bias + more)))
    }

    fn transposed(&self) -> Option<Work> {
        let window = elements(self.shape(1)?.get(1..)?)? as f64;
        let bias = if self.has(2) { self.out()? } else { 0.0 };
        Some(product(self.of(0)? * window, bias))
    }

    fn gemm(&self, weights: usize, bias: usize, more: f64) -> Option<Work> {
        let out = self.out()?;
        let inner = self.shape(weights)?;
        let inner = *inner.get(if self.view.int("transB", 0) == 0 {
            0
        } else {
            1
        })? as f64;
        let bias = if self.has(bias) { 1.0 } else { 0.0 };
        Some(product(out * inner, out * (bias + more)))
    }

    fn matmul(&self, more: f64) -> Option<Work> {
        let out = self.out()?;
        let shape = self.shape(0)?;
        let turned = self.view.int("transA", 0) == 1 && shape.len() > 1;
        let inner = *shape.get(shape.len().checked_sub(if turned { 2 } else { 1 })?)? as f64;
        Some(product(out * inner, out * more))
    }

    fn einsum(&self) -> Option<Work> {
        let (_, sizes) = rules::einsum_sizes(self.view).ok()?;
        if self.view.inputs.len() < 2 {
            return Some(Work::default());
        }
        Some(product(
            sizes.iter().map(|&size| size as f64).product(),
            0.0,
        ))
    }

    fn recurrent(&self, gates: f64, each: f64) -> Option<Work> {
        let sizes = rules::recurrent_sizes(self.view)?;
        let states = sizes.steps as f64 * sizes.batch as f64 * sizes.directions as f64;
        let (hidden, input) = (sizes.hidden as f64, sizes.input as f64);
        let bias = if self.has(3) {
            2.0 * gates * hidden * states
        } else {
            0.0
        };
        let multiply_adds = states * gates * hidden * (input + hidden);
        Some(product(multiply_adds, bias + each * states * hidden))
    }

    fn pool(&self) -> Option<Work> {
        let kernel = rules::kernel_of(self.view, None).ok()?;
        Some(flop(self.out()? * elements(&kernel)? as f64))
    }

    /// Radix-2 transforms: 5 n log₂ n of each row.
    fn fourier(&self) -> Option<Work> {
        let out = self.outputs.first().copied().flatten()?.shape.as_deref()?;
        let length = *out.get(out.len().checked_sub(2)?)? as f64;
        Some(flop(2.5 * self.out()? * length.max(1.0).log2()))
    }

    /// Scores of all pairs, and sums of values by them.
    fn attention(&self) -> Option<Work> {
        let (query, key, value) = (self.shape(0)?, self.shape(1)?, self.shape(2)?);
        let past = match self.view.optional(4) {
            Some(past) => *past.shape.as_deref()?.get(2)?,
            None => 0,
        };
        let keys = *key.get(key.len().checked_sub(2)?)? as f64 + past as f64;
        let (width, queries, pairs_heads) = match *query {
            [batch, heads, queries, size] => {
                (size as f64, queries as f64, batch as f64 * heads as f64)
            }
            [batch, queries, width] => {
                let heads = self.view.int("q_num_heads", 1).max(1) as f64;
                (width as f64 / heads, queries as f64, batch as f64 * heads)
            }
            _ => return None,
        };
        let value_heads = if value.len() == 3 {
            self.view.int("kv_num_heads", 1).max(1) as f64
        } else {
            1.0
        };
        let value_width = *value.last()? as f64 / value_heads;
        let pairs = pairs_heads * queries * keys;
        Some(product(pairs * (width + value_width), 3.0 * pairs))
    }

    fn attention_with_weights(&self) -> Option<Work> {
        let &[batch, length, width] = self.shape(0)? else {
            return None;
        };
        let columns = *self.shape(1)?.get(1)? as f64;
        let (rows, length) = (batch as f64 * length as f64, length as f64);
        let heads = self.view.int("num_heads", 1).max(1) as f64;
        let scores = rows * length * columns / 3.0 * 2.0;
        let bias = if self.has(2) { rows * columns } else { 0.0 };
        Some(product(
            rows * width as f64 * columns + scores,
            bias + 3.0 * heads * rows * length,
        ))
    }

    fn multi_head(&self) -> Option<Work> {
        let &[batch, queries, width] = self.shape(0)? else {
            return None;
        };
        let keys = match self.shape(1)? {
            [_, keys, _] => *keys,
            [_, _, keys, _] => *keys,
            _ => return None,
        };
        let heads = self.view.int("num_heads", 1).max(1) as f64;
        let pairs = batch as f64 * queries as f64 * keys as f64;
        Some(product(pairs * 2.0 * width as f64, 3.0 * heads * pairs))
    }
}
