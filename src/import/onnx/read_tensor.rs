//! Reads what a tensor is, and its numbers where they are few enough to matter for shapes.

use super::fault::{Outcome, invalid, shown};
use super::proto::{DataType, Dimension, Numbers, Span, Tensor, ValueInfo, elements};
use super::window::Window;
use super::wire::{Field, next};

/// Whole numbers that are kept of one tensor: shapes, axes and indices have no more.
const MOST_INTS: u64 = 1024;

/// Numbers with fractions that are kept of one tensor: scales of `Resize`, factors of shapes.
const MOST_FLOATS: u64 = 64;

const MOST_DIMS: usize = 64;
const RECORD: u64 = 256;

pub(crate) fn read_tensor(window: &mut Window, span: Span) -> Outcome<Tensor> {
    window.keep(RECORD)?;
    let mut rest = span;
    let mut tensor = Tensor {
        span,
        ..Tensor::default()
    };
    let mut dims = Vec::new();
    let mut raw = None;
    let mut typed: Vec<Field> = Vec::new();
    let mut typed_fields = 0u64;
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => field.ints(window, &mut dims)?,
            2 => tensor.data_type = DataType(field.int()?),
            4 | 5 | 7 | 10 | 11 => {
                typed_fields += 1;
                if typed.len() as u64 <= MOST_INTS {
                    typed.push(field);
                }
            }
            6 => tensor.text_bytes += field.span()?.length(),
            8 => tensor.name = field.text(window)?,
            9 => raw = Some(field.span()?),
            13 => {
                let location = read_location(window, field.span()?)?;
                tensor.external = location.or(tensor.external).or_else(|| Some(String::new()));
            }
            14 if field.int()? == 1 => {
                tensor.external.get_or_insert_default();
            }
            _ => {}
        }
    }
    tensor.dims = check_dims(dims, &tensor)?;
    let Some(count) = elements(&tensor.dims) else {
        return Err(at_tensor(&tensor, "has more elements than can be counted"));
    };
    if let Some(raw) = raw
        && tensor.external.is_none()
    {
        let wanted = tensor.data_type.bytes(count);
        if wanted.is_some_and(|wanted| wanted != raw.length()) {
            let found = raw.length();
            let wanted = wanted.unwrap_or(0);
            let message = format!("has {found} bytes of data where its shape needs {wanted}");
            return Err(at_tensor(&tensor, &message));
        }
    }
    let most = if tensor.data_type.is_float() {
        MOST_FLOATS
    } else {
        MOST_INTS
    };
    if count <= most && typed_fields <= most && tensor.external.is_none() {
        tensor.numbers = read_numbers(window, &tensor, count, raw, &typed)?;
    }
    Ok(tensor)
}

/// Of what is said of a file beside this one, its name.
fn read_location(window: &mut Window, span: Span) -> Outcome<Option<String>> {
    let mut rest = span;
    let (mut key, mut value) = (String::new(), None);
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => key = field.text(window)?,
            2 => value = Some(field.text(window)?),
            _ => {}
        }
    }
    Ok(value.filter(|_| key == "location"))
}

fn check_dims(dims: Vec<i64>, tensor: &Tensor) -> Outcome<Vec<u64>> {
    if dims.len() > MOST_DIMS {
        return Err(at_tensor(tensor, "has more than 64 dimensions"));
    }
    let dims = dims.into_iter().map(u64::try_from);
    dims.collect::<Result<_, _>>()
        .map_err(|_| at_tensor(tensor, "has a dimension below 0"))
}

#[cold]
#[inline(never)]
fn at_tensor(tensor: &Tensor, what: &str) -> super::fault::Fault {
    let name = shown(&tensor.name);
    invalid(tensor.span.start, format!("tensor `{name}` {what}"))
}

/// Nothing where the type is not one to calculate with, or the file holds other than so many.
fn read_numbers(
    window: &mut Window,
    tensor: &Tensor,
    count: u64,
    raw: Option<Span>,
    typed: &[Field],
) -> Outcome<Option<Numbers>> {
    let kind = tensor.data_type;
    let Some(bits) = kind.bits().filter(|bits| bits % 8 == 0 && *bits <= 64) else {
        return Ok(None);
    };
    let mut words = Vec::new();
    if let Some(raw) = raw {
        let bytes = window.copy(raw)?;
        for element in bytes.chunks(bits as usize / 8) {
            let mut word = [0; 8];
            word[..element.len()].copy_from_slice(element);
            words.push(i64::from_le_bytes(word));
        }
    } else {
        for field in typed {
            match field.number {
                4 => field.fixed(window, 4, &mut words)?,
                10 => field.fixed(window, 8, &mut words)?,
                _ => field.ints(window, &mut words)?,
            }
        }
    }
    if words.len() as u64 != count {
        return Ok(None);
    }
    Ok(from_bits(kind, words))
}

/// Numbers from their bits, which are sign-extended or not.
fn from_bits(kind: DataType, words: Vec<i64>) -> Option<Numbers> {
    let ints =
        |convert: fn(i64) -> i64| Some(Numbers::Ints(words.iter().map(|&w| convert(w)).collect()));
    let floats = |convert: fn(i64) -> f64| {
        Some(Numbers::Floats(words.iter().map(|&w| convert(w)).collect()))
    };
    match kind.0 {
        1 => floats(|word| f64::from(f32::from_bits(word as u32))),
        10 => floats(|word| half(word as u16)),
        11 => floats(|word| f64::from_bits(word as u64)),
        16 => floats(|word| f64::from(f32::from_bits((word as u32) << 16))),
        2 => ints(|word| i64::from(word as u8)),
        3 => ints(|word| i64::from(word as i8)),
        4 => ints(|word| i64::from(word as u16)),
        5 => ints(|word| i64::from(word as i16)),
        6 => ints(|word| i64::from(word as i32)),
        12 => ints(|word| i64::from(word as u32)),
        7 | 13 => ints(|word| word),
        9 => ints(|word| i64::from(word & 0xff != 0)),
        _ => None,
    }
}

/// A number of 16 bits with 5 of exponent.
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f64::from(bits & 0x3ff);
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f64.powi(exponent - 15),
    }
}

/// A tensor that is stored as places and values.
pub(crate) fn read_sparse(window: &mut Window, span: Span) -> Outcome<Tensor> {
    window.keep(RECORD)?;
    let mut rest = span;
    let mut dims = Vec::new();
    let mut tensor = Tensor::default();
    while let Some(field) = next(window, &mut rest)? {
        match field.number {
            1 => tensor = read_tensor(window, field.span()?)?,
            3 => field.ints(window, &mut dims)?,
            _ => {}
        }
    }
    tensor.span = span;
    tensor.sparse = true;
    tensor.numbers = None;
    tensor.dims = check_dims(dims, &tensor)?;
    match elements(&tensor.dims) {
        Some(_) => Ok(tensor),
        None => Err(at_tensor(&tensor, "has more elements than can be counted")),
    }
}

/// What kind of value a name stands for.
pub(crate) fn read_type(window: &mut Window, span: Span, info: &mut ValueInfo) -> Outcome<()> {
    let mut rest = span;
    while let Some(field) = next(window, &mut rest)? {
        // The tensor type; sequences, maps and optional values have other numbers.
        if field.number != 1 {
            continue;
        }
        info.is_tensor = true;
        let mut inner = field.span()?;
        while let Some(field) = next(window, &mut inner)? {
            match field.number {
                1 => info.data_type = DataType(field.int()?),
                2 => info.shape = Some(read_shape(window, field.span()?)?),
                _ => {}
            }
        }
    }
    Ok(())
}

fn read_shape(window: &mut Window, span: Span) -> Outcome<Vec<Dimension>> {
    let mut rest = span;
    let mut shape = Vec::new();
    while let Some(field) = next(window, &mut rest)? {
        if field.number != 1 {
            continue;
        }
        if shape.len() >= MOST_DIMS {
            return Err(invalid(field.at, "a shape has more than 64 dimensions"));
        }
        window.keep(size_of::<Dimension>() as u64)?;
        let mut inner = field.span()?;
        let mut dimension = Dimension::Unknown;
        while let Some(field) = next(window, &mut inner)? {
            match field.number {
                // Some exporters write -1 for what is not known.
                1 => {
                    dimension = match u64::try_from(field.int()?) {
                        Ok(size) => Dimension::Fixed(size),
                        Err(_) => Dimension::Unknown,
                    }
                }
                2 => dimension = Dimension::named(field.text(window)?),
                _ => {}
            }
        }
        shape.push(dimension);
    }
    Ok(shape)
}
