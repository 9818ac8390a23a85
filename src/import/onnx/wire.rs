//! Protocol Buffers on the wire: a message is a row of fields, each a number, a type and a value.
//! Values with a length are handed out as places in the file, so that weights are skipped.

use super::fault::{Outcome, invalid};
use super::proto::Span;
use super::window::Window;

/// The longest name or text, in bytes.
const LONGEST_TEXT: u64 = 64 << 10;

/// The most numbers in one list.
const MOST_NUMBERS: u64 = 1 << 20;

/// One field of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) number: u64,
    /// Where the field begins.
    pub(crate) at: u64,
    value: Value,
}

#[derive(Debug, Clone, Copy)]
enum Value {
    Varint(u64),
    Fixed64(u64),
    Fixed32(u32),
    Bytes(Span),
}

/// The next field of a message, of which `rest` is what has not been read yet.
pub(crate) fn next(window: &mut Window, rest: &mut Span) -> Outcome<Option<Field>> {
    if rest.start >= rest.end {
        return Ok(None);
    }
    window.count_field()?;
    let at = rest.start;
    let tag = varint(window, rest)?;
    let number = tag >> 3;
    if number == 0 || number > 0x1fff_ffff {
        return Err(invalid(at, "this is not a field of an ONNX model"));
    }
    let value = match tag & 7 {
        0 => Value::Varint(varint(window, rest)?),
        1 => Value::Fixed64(fixed(window, rest, 8)?),
        5 => Value::Fixed32(fixed(window, rest, 4)? as u32),
        2 => {
            let length = varint(window, rest)?;
            let left = rest.length();
            if length > left {
                return Err(invalid(
                    at,
                    format!("a field claims {length} bytes where {left} are left"),
                ));
            }
            let span = Span {
                start: rest.start,
                end: rest.start + length,
            };
            rest.start = span.end;
            Value::Bytes(span)
        }
        other => {
            return Err(invalid(
                at,
                format!("a field has the type {other}, which ONNX models do not use"),
            ));
        }
    };
    Ok(Some(Field { number, at, value }))
}

fn varint(window: &mut Window, rest: &mut Span) -> Outcome<u64> {
    let at = rest.start;
    let mut value = 0;
    for shift in (0..70).step_by(7) {
        if rest.start >= rest.end {
            return Err(invalid(at, "a number is cut off"));
        }
        let byte = window.byte(rest.start)?;
        rest.start += 1;
        if shift == 63 && byte > 1 {
            break;
        }
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(invalid(at, "a number has more than 64 bits"))
}

fn fixed(window: &mut Window, rest: &mut Span, length: u64) -> Outcome<u64> {
    if rest.length() < length {
        return Err(invalid(rest.start, "a number is cut off"));
    }
    let mut value = 0;
    for place in 0..length {
        value |= u64::from(window.byte(rest.start + place)?) << (8 * place);
    }
    rest.start += length;
    Ok(value)
}

impl Field {
    #[cold]
    #[inline(never)]
    fn mistyped<T>(&self, wanted: &str) -> Outcome<T> {
        let number = self.number;
        Err(invalid(
            self.at,
            format!("field {number} must hold {wanted}, and holds something else"),
        ))
    }

    /// A message, or bytes.
    pub(crate) fn span(&self) -> Outcome<Span> {
        match self.value {
            Value::Bytes(span) => Ok(span),
            _ => self.mistyped("bytes"),
        }
    }

    /// A whole number.
    pub(crate) fn int(&self) -> Outcome<i64> {
        match self.value {
            Value::Varint(value) => Ok(value as i64),
            _ => self.mistyped("a whole number"),
        }
    }

    /// A number of 32 bits.
    pub(crate) fn float(&self) -> Outcome<f32> {
        match self.value {
            Value::Fixed32(bits) => Ok(f32::from_bits(bits)),
            _ => self.mistyped("a number of 32 bits"),
        }
    }

    /// A name or another short text.
    pub(crate) fn text(&self, window: &mut Window) -> Outcome<String> {
        let span = self.span()?;
        if span.length() > LONGEST_TEXT {
            return Err(invalid(
                self.at,
                format!(
                    "a name has {} bytes, the most is {LONGEST_TEXT}",
                    span.length()
                ),
            ));
        }
        let bytes = window.copy(span)?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        })
    }

    /// Adds the numbers of a repeated field: one, or many packed into one field.
    pub(crate) fn ints(&self, window: &mut Window, into: &mut Vec<i64>) -> Outcome<()> {
        match self.value {
            Value::Varint(value) => self.add(window, value as i64, into),
            Value::Bytes(mut rest) => {
                while rest.start < rest.end {
                    let value = varint(window, &mut rest)?;
                    self.add(window, value as i64, into)?;
                }
                Ok(())
            }
            _ => self.mistyped("whole numbers"),
        }
    }

    /// Adds the numbers of a repeated field of fixed width (4 or 8 bytes), as their bits.
    pub(crate) fn fixed(
        &self,
        window: &mut Window,
        width: u64,
        into: &mut Vec<i64>,
    ) -> Outcome<()> {
        match self.value {
            Value::Fixed32(bits) if width == 4 => self.add(window, i64::from(bits), into),
            Value::Fixed64(bits) if width == 8 => self.add(window, bits as i64, into),
            Value::Bytes(mut rest) if rest.length() % width == 0 => {
                while rest.start < rest.end {
                    let bits = fixed(window, &mut rest, width)?;
                    self.add(window, bits as i64, into)?;
                }
                Ok(())
            }
            _ => self.mistyped("numbers of fixed width"),
        }
    }

    fn add<T>(&self, window: &mut Window, value: T, into: &mut Vec<T>) -> Outcome<()> {
        if into.len() as u64 >= MOST_NUMBERS {
            return Err(invalid(
                self.at,
                format!("a list has more than {MOST_NUMBERS} numbers"),
            ));
        }
        window.keep(size_of::<T>() as u64)?;
        into.push(value);
        Ok(())
    }
}
