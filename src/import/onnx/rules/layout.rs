//! Operators that arrange elements anew and change none.

use crate::import::onnx::facts::{Fact, Rule, Stop, View, axis, broadcast, one, written, wrong};
use crate::import::onnx::proto::elements;

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "Identity" | "ReverseSequence" | "Trilu" | "TensorScatter" => {
            super::elementwise::same(view, view.data_type(0))
        }
        "Reshape" => reshape(view),
        "Flatten" => flatten(view),
        "Transpose" => transpose(view),
        "Squeeze" => squeeze(view),
        "Unsqueeze" => unsqueeze(view),
        "Concat" => concat(view),
        "Split" => split(view),
        "Expand" => expand(view),
        "Tile" => tile(view),
        "Pad" => pad(view),
        "CenterCropPad" => centre(view),
        "DepthToSpace" => blocks(view, true),
        "SpaceToDepth" => blocks(view, false),
        _ => return None,
    })
}

fn reshape(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let wanted = view.numbers_of("shape", 1)?.unwrap_or_default();
    let zero_is_zero = view.int("allowzero", 0) == 1;
    let Some(count) = elements(shape) else {
        return Err(Stop::Unknown);
    };
    let mut out = Vec::with_capacity(wanted.len());
    let mut open = None;
    for (place, &size) in wanted.iter().enumerate() {
        out.push(match size {
            -1 if open.is_none() => {
                open = Some(place);
                1
            }
            0 if !zero_is_zero => match shape.get(place) {
                Some(&size) => size,
                None => return wrong("it keeps a dimension that its input does not have"),
            },
            0.. => size as u64,
            _ => return wrong("its shape has a dimension below 0"),
        });
    }
    let known = elements(&out).unwrap_or(u64::MAX);
    if let Some(place) = open {
        if known == 0 || count % known != 0 {
            return wrong(unfit(shape, &wanted));
        }
        out[place] = count / known;
    } else if known != count {
        return wrong(unfit(shape, &wanted));
    }
    one(view.data_type(0), out)
}

fn unfit(shape: &[u64], wanted: &[i64]) -> String {
    let wanted: Vec<String> = wanted.iter().take(16).map(i64::to_string).collect();
    let shape = written(shape);
    format!("{shape} cannot become [{}]", wanted.join(", "))
}

/// The product of some sizes.
pub(super) fn product(sizes: &[u64]) -> Result<u64, Stop> {
    elements(sizes).ok_or_else(|| Stop::Wrong("it has more elements than can be counted".into()))
}

fn flatten(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let at = view.int("axis", 1);
    let at = if at == shape.len() as i64 {
        shape.len()
    } else {
        axis(at, shape.len())?
    };
    let out = vec![product(&shape[..at])?, product(&shape[at..])?];
    one(view.data_type(0), out)
}

fn transpose(view: &View) -> Rule {
    let shape = view.shape(0)?;
    one(
        view.data_type(0),
        permuted(shape, &permutation(view, shape.len())?),
    )
}

/// Which axis of the input each axis of the output is.
pub(in super::super) fn permutation(view: &View, rank: usize) -> Result<Vec<usize>, Stop> {
    let Some(given) = view.ints("perm") else {
        return Ok((0..rank).rev().collect());
    };
    let axes = given
        .iter()
        .map(|&place| axis(place, rank))
        .collect::<Result<Vec<_>, _>>()?;
    let mut seen = vec![false; rank];
    axes.iter().for_each(|&axis| seen[axis] = true);
    if axes.len() != rank || seen.contains(&false) {
        return wrong(format!("`perm` does not name each of {rank} axes once"));
    }
    Ok(axes)
}

fn permuted(shape: &[u64], axes: &[usize]) -> Vec<u64> {
    axes.iter().map(|&axis| shape[axis]).collect()
}

fn squeeze(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let mut gone = vec![false; shape.len()];
    match view.numbers_of("axes", 1)? {
        Some(axes) => {
            for &place in &axes {
                let place = axis(place, shape.len())?;
                if shape[place] != 1 {
                    return wrong(format!("axis {place} of {} is not 1", written(shape)));
                }
                gone[place] = true;
            }
        }
        None => shape
            .iter()
            .zip(&mut gone)
            .for_each(|(&size, gone)| *gone = size == 1),
    }
    let kept = shape.iter().zip(&gone).filter(|(_, gone)| !**gone);
    one(view.data_type(0), kept.map(|(&size, _)| size).collect())
}

fn unsqueeze(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let axes = view.numbers_of("axes", 1)?.unwrap_or_default();
    let rank = shape.len() + axes.len();
    let mut new = vec![false; rank];
    for &place in &axes {
        let place = axis(place, rank)?;
        if std::mem::replace(&mut new[place], true) {
            return wrong(format!("axis {place} is inserted twice"));
        }
    }
    let mut old = shape.iter();
    let out = new
        .iter()
        .map(|&new| if new { 1 } else { *old.next().unwrap_or(&1) });
    one(view.data_type(0), out.collect())
}

fn concat(view: &View) -> Rule {
    let first = view.shape(0)?;
    let along = axis(view.int("axis", 1), first.len())?;
    let mut out = first.to_vec();
    for input in view.from(1) {
        let shape = input.shape.as_deref().ok_or(Stop::Unknown)?;
        let fits = shape.len() == out.len()
            && (0..out.len()).all(|axis| axis == along || shape[axis] == out[axis]);
        if !fits {
            return wrong(format!(
                "shapes {} and {} cannot be joined along axis {along}",
                written(first),
                written(shape)
            ));
        }
        out[along] = out[along].saturating_add(shape[along]);
    }
    one(view.data_type(0), out)
}

/// Sizes of the parts along the axis, which comes along.
pub(in super::super) fn parts(view: &View) -> Result<(usize, Vec<u64>), Stop> {
    let shape = view.shape(0)?;
    let along = axis(view.int("axis", 0), shape.len())?;
    let size = shape[along];
    if let Some(given) = view.numbers_of("split", 1)? {
        let parts: Vec<u64> = given.iter().map(|&part| part.max(0) as u64).collect();
        if parts
            .iter()
            .fold(0u64, |sum, &part| sum.saturating_add(part))
            != size
        {
            return wrong(format!("its parts do not add up to {size}"));
        }
        return Ok((along, parts));
    }
    let outputs = view.outputs as i64;
    let count = view.int("num_outputs", outputs).max(1) as u64;
    let each = size.div_ceil(count);
    let mut left = size;
    let parts = (0..count.min(outputs as u64)).map(|_| {
        let part = each.min(left);
        left -= part;
        part
    });
    Ok((along, parts.collect()))
}

fn split(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let (along, parts) = parts(view)?;
    let part = |size: &u64| {
        let mut out = shape.to_vec();
        out[along] = *size;
        Fact::new(view.data_type(0), out)
    };
    Ok(parts.iter().map(part).collect())
}

fn expand(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let wanted = sizes(&view.numbers(1)?)?;
    one(view.data_type(0), broadcast(shape, &wanted)?)
}

/// Numbers as sizes of a shape.
pub(super) fn sizes(numbers: &[i64]) -> Result<Vec<u64>, Stop> {
    let sizes = numbers.iter().map(|&size| u64::try_from(size));
    sizes
        .collect::<Result<_, _>>()
        .map_err(|_| Stop::Wrong("a dimension of its output is below 0".into()))
}

fn tile(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let repeats = sizes(&view.numbers(1)?)?;
    if repeats.len() != shape.len() {
        return wrong(format!(
            "it needs one number of repeats for each of {} axes",
            shape.len()
        ));
    }
    let sizes = shape
        .iter()
        .zip(&repeats)
        .map(|(&size, &times)| size.saturating_mul(times));
    one(view.data_type(0), sizes.collect())
}

fn pad(view: &View) -> Rule {
    let shape = view.shape(0)?;
    let Some(pads) = view.numbers_of("pads", 1)? else {
        return wrong("the padding is missing");
    };
    let axes = match view.optional(3) {
        Some(_) => view.numbers(3)?,
        None => (0..shape.len() as i64).collect(),
    };
    if pads.len() != 2 * axes.len() {
        return wrong(format!(
            "it needs two paddings for each of {} axes",
            axes.len()
        ));
    }
    let mut out = shape.to_vec();
    for (place, &along) in axes.iter().enumerate() {
        let along = axis(along, shape.len())?;
        let pads = i128::from(pads[place]) + i128::from(pads[place + axes.len()]);
        match u64::try_from(i128::from(out[along]) + pads) {
            Ok(size) => out[along] = size,
            Err(_) => return wrong(format!("it cuts more off axis {along} than there is")),
        }
    }
    one(view.data_type(0), out)
}

fn centre(view: &View) -> Rule {
    let mut out = view.shape(0)?.to_vec();
    let wanted = sizes(&view.numbers(1)?)?;
    let all: Vec<i64> = (0..out.len() as i64).collect();
    let axes = view.ints("axes").unwrap_or(&all);
    if axes.len() != wanted.len() {
        return wrong("it needs one size for each of its axes");
    }
    for (&along, &size) in axes.iter().zip(&wanted) {
        let along = axis(along, out.len())?;
        out[along] = size;
    }
    one(view.data_type(0), out)
}

/// Moves blocks of the last two axes from or to the channels.
fn blocks(view: &View, to_space: bool) -> Rule {
    let size = u64::try_from(view.int("blocksize", 0)).unwrap_or(0);
    let (&[batch, channels, height, width], 1..=65535) = (view.shape(0)?, size) else {
        return wrong("it needs an input of 4 dimensions and a size of its blocks");
    };
    let out = if to_space {
        if channels % (size * size) != 0 {
            return wrong(format!(
                "{channels} channels cannot become blocks of {size} × {size}"
            ));
        }
        let [height, width] = [height, width].map(|axis| axis.saturating_mul(size));
        vec![batch, channels / (size * size), height, width]
    } else {
        if height % size != 0 || width % size != 0 {
            return wrong(format!(
                "{height} × {width} cannot be cut into blocks of {size} × {size}"
            ));
        }
        let channels = channels.saturating_mul(size * size);
        vec![batch, channels, height / size, width / size]
    };
    one(view.data_type(0), out)
}
