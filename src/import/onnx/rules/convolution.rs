//! Convolutions and poolings: windows that slide over all axes but the first two.

use crate::import::onnx::facts::{Fact, Rule, Stop, View, one, written, wrong};
use crate::import::onnx::proto::DataType;

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "Conv" => convolve(view, 1, view.data_type(0)),
        "ConvInteger" => convolve(view, 1, DataType::INT32),
        "QLinearConv" => convolve(view, 3, view.data_type(7)),
        "DeformConv" => convolve(view, 1, view.data_type(0)),
        "ConvTranspose" => transposed(view),
        "CausalConvWithState" => causal(view),
        "MaxPool" => pool(view, &[view.data_type(0), DataType::INT64]),
        "AveragePool" | "LpPool" => pool(view, &[view.data_type(0)]),
        "GlobalAveragePool" | "GlobalMaxPool" | "GlobalLpPool" => global(view),
        "MaxUnpool" => unpool(view),
        "MaxRoiPool" => regions(view, 1, view.ints("pooled_shape")),
        "RoiAlign" => {
            let size = [view.int("output_height", 1), view.int("output_width", 1)];
            regions(view, 1, Some(&size))
        }
        "Col2Im" => col2im(view),
        _ => return None,
    })
}

/// Sizes of the window, from the attribute or the weights.
pub(in super::super) fn kernel_of(view: &View, weights: Option<&[u64]>) -> Result<Vec<u64>, Stop> {
    match (view.ints("kernel_shape"), weights) {
        (Some(kernel), _) => positive(kernel, "kernel_shape"),
        (None, Some(weights)) if weights.len() > 2 && !weights[2..].contains(&0) => {
            Ok(weights[2..].to_vec())
        }
        _ => wrong("the size of its kernel is missing or 0"),
    }
}

fn positive(values: &[i64], what: &str) -> Result<Vec<u64>, Stop> {
    let values = values.iter().map(|&value| u64::try_from(value));
    match values.collect::<Result<Vec<_>, _>>() {
        Ok(values) if values.iter().all(|&value| (1..1 << 40).contains(&value)) => Ok(values),
        _ => wrong(format!("`{what}` has a value below 1")),
    }
}

/// How a window slides.
struct Slide {
    strides: Vec<u64>,
    dilations: Vec<u64>,
    /// Before each axis, then after each.
    pads: Vec<i64>,
    auto_pad: Padding,
    round_up: bool,
}

#[derive(PartialEq)]
enum Padding {
    Given,
    Same,
    None,
}

impl Slide {
    fn of(view: &View, axes: usize) -> Result<Slide, Stop> {
        let sizes = |name: &str| match view.ints(name) {
            Some(values) if values.len() == axes => positive(values, name),
            Some(_) => wrong(format!(
                "`{name}` must have one value for each of {axes} axes"
            )),
            None => Ok(vec![1; axes]),
        };
        let pads = match view.ints("pads") {
            Some(pads) if pads.len() == 2 * axes => pads.to_vec(),
            Some(_) => {
                return wrong(format!(
                    "`pads` must have two values for each of {axes} axes"
                ));
            }
            None => vec![0; 2 * axes],
        };
        if pads.iter().any(|pad| pad.unsigned_abs() > 1 << 40) {
            return wrong("`pads` has a value that is too large");
        }
        Ok(Slide {
            strides: sizes("strides")?,
            dilations: sizes("dilations")?,
            pads,
            auto_pad: match view.text("auto_pad") {
                "SAME_UPPER" | "SAME_LOWER" => Padding::Same,
                "VALID" => Padding::None,
                _ => Padding::Given,
            },
            round_up: view.int("ceil_mode", 0) == 1,
        })
    }

    /// At how many places a window fits.
    fn places(&self, axis: usize, size: u64, kernel: u64) -> Result<u64, Stop> {
        let stride = self.strides[axis];
        if self.auto_pad == Padding::Same {
            return Ok(size.div_ceil(stride));
        }
        let (before, after) = match self.auto_pad {
            Padding::Given => (self.pads[axis], self.pads[axis + self.strides.len()]),
            _ => (0, 0),
        };
        let reach = reach(kernel, self.dilations[axis])?;
        let padded = i128::from(size) + i128::from(before) + i128::from(after);
        let room = padded - i128::from(reach);
        if room < 0 {
            return wrong(format!(
                "axis {} of its input has {padded} places with padding, fewer than its window of {reach}",
                axis + 2
            ));
        }
        let stride = i128::from(stride);
        let mut places = room / stride + 1;
        // No window begins beyond the input and the padding before it.
        let last = i128::from(size) + i128::from(before);
        if self.round_up && room % stride != 0 && places * stride < last {
            places += 1;
        }
        Ok(places as u64)
    }
}

/// How far a window reaches whose places are some apart.
fn reach(kernel: u64, dilation: u64) -> Result<u64, Stop> {
    match (kernel - 1).checked_mul(dilation) {
        Some(reach) if reach < 1 << 50 => Ok(reach + 1),
        _ => wrong("its window is too large"),
    }
}

fn spatial<'a>(view: &'a View, input: usize) -> Result<(&'a [u64], usize), Stop> {
    let shape = view.shape(input)?;
    if shape.len() < 3 {
        return wrong(format!(
            "its input has the shape {}, and needs at least 3 dimensions",
            written(shape)
        ));
    }
    Ok((shape, shape.len() - 2))
}

fn convolve(view: &View, weights: usize, data_type: DataType) -> Rule {
    let (shape, axes) = spatial(view, 0)?;
    let filters = view.shape(weights)?;
    if filters.len() != shape.len() {
        return wrong(format!(
            "its input has {} dimensions, and its weights {}",
            shape.len(),
            filters.len()
        ));
    }
    let group = view.int("group", 1).max(1) as u64;
    if filters[1].checked_mul(group) != Some(shape[1]) {
        return wrong(format!(
            "its input has {} channels, and its weights are for {} × {group}",
            shape[1], filters[1]
        ));
    }
    let kernel = kernel_of(view, Some(filters))?;
    let slide = Slide::of(view, axes)?;
    if kernel.len() != axes {
        return wrong(format!("its kernel must have {axes} dimensions"));
    }
    let mut out = vec![shape[0], filters[0]];
    for axis in 0..axes {
        out.push(slide.places(axis, shape[axis + 2], kernel[axis])?);
    }
    one(data_type, out)
}

/// It also keeps the last places of its input, which the next call begins with.
fn causal(view: &View) -> Rule {
    let (shape, filters) = (view.shape(0)?, view.shape(1)?);
    let (&[batch, channels, _], &[_, _, kernel]) = (shape, filters) else {
        return wrong("its input and its weights must have 3 dimensions");
    };
    let kind = view.data_type(0);
    Ok(vec![
        Fact::new(kind, shape.to_vec()),
        Fact::new(kind, vec![batch, channels, kernel.saturating_sub(1)]),
    ])
}

fn transposed(view: &View) -> Rule {
    let (shape, axes) = spatial(view, 0)?;
    let filters = view.shape(1)?;
    if filters.len() != shape.len() || filters[0] != shape[1] {
        return wrong(format!(
            "its input has the shape {}, and its weights {}",
            written(shape),
            written(filters)
        ));
    }
    let kernel = kernel_of(view, Some(filters))?;
    let slide = Slide::of(view, axes)?;
    let extra = view.ints("output_padding").unwrap_or(&[]);
    let given = view.ints("output_shape");
    if kernel.len() != axes || given.is_some_and(|given| given.len() < axes) {
        return wrong(format!("its kernel and output must have {axes} dimensions"));
    }
    let group = view.int("group", 1).max(1) as u64;
    let Some(channels) = filters[1].checked_mul(group) else {
        return wrong("it has too many channels");
    };
    let mut out = vec![shape[0], channels];
    for axis in 0..axes {
        let size = match given {
            Some(given) => i128::from(given[given.len() - axes + axis]),
            None => {
                let (size, stride) = (i128::from(shape[axis + 2]), i128::from(slide.strides[axis]));
                let reach = i128::from(reach(kernel[axis], slide.dilations[axis])?);
                let extra = i128::from(extra.get(axis).copied().unwrap_or(0));
                match slide.auto_pad {
                    Padding::Same => size * stride,
                    Padding::None => stride * (size - 1) + extra + reach,
                    Padding::Given => {
                        let pads =
                            i128::from(slide.pads[axis]) + i128::from(slide.pads[axis + axes]);
                        stride * (size - 1) + extra + reach - pads
                    }
                }
            }
        };
        match u64::try_from(size) {
            Ok(size) if size < 1 << 50 => out.push(size),
            _ => return wrong("its output would have less than nothing, or too much"),
        }
    }
    one(view.data_type(0), out)
}

fn pool(view: &View, data_types: &[DataType]) -> Rule {
    let (shape, axes) = spatial(view, 0)?;
    let kernel = kernel_of(view, None)?;
    if kernel.len() != axes {
        return wrong(format!("its kernel must have {axes} dimensions"));
    }
    let slide = Slide::of(view, axes)?;
    let mut out = shape[..2].to_vec();
    for axis in 0..axes {
        out.push(slide.places(axis, shape[axis + 2], kernel[axis])?);
    }
    let facts = data_types.iter().map(|&kind| Fact::new(kind, out.clone()));
    Ok(facts.collect())
}

fn global(view: &View) -> Rule {
    let shape = view.shape(0)?;
    if shape.len() < 2 {
        return wrong("its input needs at least 2 dimensions");
    }
    let mut out = vec![1; shape.len()];
    out[..2].copy_from_slice(&shape[..2]);
    one(view.data_type(0), out)
}

fn unpool(view: &View) -> Rule {
    if view.optional(2).is_some() {
        let shape = view.numbers(2)?;
        return one(view.data_type(0), positive(&shape, "output_shape")?);
    }
    let (shape, axes) = spatial(view, 0)?;
    let kernel = kernel_of(view, None)?;
    let slide = Slide::of(view, axes)?;
    if kernel.len() != axes {
        return wrong(format!("its kernel must have {axes} dimensions"));
    }
    let mut out = shape[..2].to_vec();
    for axis in 0..axes {
        let pads = slide.pads[axis] + slide.pads[axis + axes];
        let apart = i128::from(shape[axis + 2]) - 1;
        let size = apart * i128::from(slide.strides[axis]) + i128::from(kernel[axis]);
        match u64::try_from(size - i128::from(pads)) {
            Ok(size) => out.push(size),
            Err(_) => return wrong("its output would have less than nothing"),
        }
    }
    one(view.data_type(0), out)
}

/// One window of every channel for each region.
fn regions(view: &View, rois: usize, size: Option<&[i64]>) -> Rule {
    let shape = view.shape(0)?;
    let rois = view.shape(rois)?;
    let Some(size) = size else {
        return wrong("the size of its output is missing");
    };
    if shape.len() < 2 || rois.is_empty() {
        return wrong("its inputs have too few dimensions");
    }
    let mut out = vec![rois[0], shape[1]];
    out.extend(positive(size, "output size")?);
    one(view.data_type(0), out)
}

fn col2im(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let image = positive(&view.numbers(1)?, "image_shape")?;
    let block = positive(&view.numbers(2)?, "block_shape")?;
    let area = block
        .iter()
        .try_fold(1u64, |area, &size| area.checked_mul(size));
    match (shape, area) {
        ([batch, columns, _], Some(area)) if columns % area == 0 => {
            let mut out = vec![*batch, columns / area];
            out.extend(image);
            one(view.data_type(0), out)
        }
        _ => wrong("its input and its blocks do not go together"),
    }
}
