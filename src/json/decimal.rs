//! From the digits of a number to the nearest f64, without tables.
//!
//! Short numbers are exact in f64 as they stand (Clinger 1990). All others are a quotient of two
//! whole numbers of any length, of which 64 bits are taken and rounded once. serde_json and the
//! standard library are faster there, by tables that would be a tenth of the WebAssembly module.

/// More digits than this do not tell on which side of a midpoint of two f64 a number is.
const MOST_DIGITS: usize = 800;

/// Whole numbers up to this are exact in f64.
const MOST_EXACT: u64 = 1 << 53;

/// The powers of ten that are exact in f64 and that products of exact numbers may be made with.
const MOST_EXACT_POWER: i64 = 22;

/// The number that a JSON number's text says; infinite where that is beyond all f64.
pub(super) fn exact(text: &str) -> f64 {
    let (text, is_negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let magnitude = Decimal::of(text).value();
    if is_negative { -magnitude } else { magnitude }
}

/// Digits without zeros at the front, times a power of ten.
struct Decimal {
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    fn of(text: &str) -> Decimal {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, exponent(power)),
            None => (text, 0),
        };
        let mut decimal = Decimal {
            digits: vec![],
            exponent,
        };
        let mut is_fraction = false;
        let mut is_cut = false;
        for byte in mantissa.bytes() {
            if byte == b'.' {
                is_fraction = true;
                continue;
            }
            let digit = byte - b'0';
            decimal.exponent -= i64::from(is_fraction);
            if decimal.digits.len() < MOST_DIGITS {
                if digit > 0 || !decimal.digits.is_empty() {
                    decimal.digits.push(digit);
                }
            } else {
                decimal.exponent += 1;
                is_cut |= digit > 0;
            }
        }
        if is_cut {
            // It is more than what is kept.
            decimal.digits.push(1);
            decimal.exponent -= 1;
        }
        decimal
    }

    fn value(&self) -> f64 {
        let ends_before = self.digits.len() as i64 + self.exponent;
        if self.digits.is_empty() || ends_before < -330 {
            return 0.0;
        }
        if ends_before > 310 {
            return f64::INFINITY;
        }
        if self.digits.len() <= 19 {
            let digits = self.digits.iter();
            let whole = digits.fold(0, |whole: u64, &digit| whole * 10 + u64::from(digit));
            if whole <= MOST_EXACT && self.exponent.abs() <= MOST_EXACT_POWER {
                let power = (0..self.exponent.abs()).fold(1.0, |power, _| power * 10.0);
                return match self.exponent {
                    0.. => whole as f64 * power,
                    _ => whole as f64 / power,
                };
            }
        }
        let (mut above, mut below) = (Whole(vec![]), Whole(vec![1]));
        for &digit in &self.digits {
            above.times_plus(10, u32::from(digit));
        }
        let scaled = if self.exponent < 0 {
            &mut below
        } else {
            &mut above
        };
        for _ in 0..self.exponent.abs() {
            scaled.times_plus(10, 0);
        }
        quotient(above, below)
    }
}

/// A whole number after an `e`; beyond what matters it stops to grow.
fn exponent(text: &str) -> i64 {
    let digits = text.trim_start_matches(['+', '-']);
    let size = digits.bytes().fold(0, |size: i64, byte| {
        i64::min(size * 10 + i64::from(byte - b'0'), 1 << 40)
    });
    if text.starts_with('-') { -size } else { size }
}

/// The f64 nearest to a quotient of two numbers above 0; of two the even one.
fn quotient(mut above: Whole, mut below: Whole) -> f64 {
    // Shifted so that the quotient has 63 or 64 bits.
    let shift = 63 + below.bits() - above.bits();
    if shift > 0 {
        above.shift_left(shift as usize);
    } else {
        below.shift_left(shift.unsigned_abs() as usize);
    }
    below.shift_left(63);
    let mut whole = 0u64;
    for _ in 0..64 {
        whole <<= 1;
        if above.take(&below) {
            whole |= 1;
        }
        above.shift_left(1);
    }
    let is_cut = !above.0.is_empty();
    let bits = 64 - i64::from(whole.leading_zeros());
    // The last bit of an f64 is worth 2^-1074 at least.
    let dropped = i64::max(bits - 53, shift - 1074);
    if dropped > 64 {
        return 0.0;
    }
    let kept = whole.checked_shr(dropped as u32).unwrap_or(0);
    let rest = u128::from(whole) & ((1 << dropped) - 1);
    let half = 1 << (dropped - 1);
    let is_more = rest > half || rest == half && (is_cut || kept & 1 == 1);
    let (kept, exponent) = ((kept + u64::from(is_more)) as f64, dropped - shift);
    if exponent < -1022 {
        kept * power_of_two(-1022) * power_of_two(exponent + 1022)
    } else {
        kept * power_of_two(i64::min(exponent, 1023))
    }
}

/// 2 to a power from -1022 to 1023.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// A whole number of any length, its lowest digits to the base 2^32 first, the highest above 0.
struct Whole(Vec<u32>);

impl Whole {
    fn times_plus(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn bits(&self) -> i64 {
        let highest = self.0.last().map_or(0, |digit| 32 - digit.leading_zeros());
        self.0.len().saturating_sub(1) as i64 * 32 + i64::from(highest)
    }

    fn shift_left(&mut self, bits: usize) {
        self.times_plus(1 << (bits % 32), 0);
        if !self.0.is_empty() {
            self.0.splice(0..0, vec![0; bits / 32]);
        }
    }

    /// Takes another number away if it is not larger.
    fn take(&mut self, other: &Whole) -> bool {
        let sizes = self.0.len().cmp(&other.0.len());
        if sizes
            .then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
            .is_lt()
        {
            return false;
        }
        let mut borrowed = 0;
        for (place, digit) in self.0.iter_mut().enumerate() {
            let other = other.0.get(place).map_or(0, |&digit| i64::from(digit));
            let difference = i64::from(*digit) - other - borrowed;
            borrowed = i64::from(difference < 0);
            *digit = difference as u32;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::exact;

    #[track_caller]
    fn same(text: &str) {
        let expected: f64 = text.parse().unwrap();
        assert_eq!(exact(text).to_bits(), expected.to_bits(), "{text}");
    }

    #[test]
    fn every_bit_pattern_reads_back() {
        // A multiplicative generator over all bits.
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        for _ in 0..30_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let number = f64::from_bits(state ^ state >> 29);
            if number.is_finite() {
                same(&format!("{number:e}"));
                same(&format!("{number:.20e}"));
                same(&format!("{number:.3e}"));
            }
            same(&format!("{}", state >> (state & 63)));
            same(&format!("{}.{}", state >> 40, state & 0xffff_ffff));
        }
    }

    #[test]
    fn midpoints_go_to_the_even_one_and_what_is_beside_them_does_not() {
        for bits in [
            1u64,
            2,
            3,
            0x000f_ffff_ffff_ffff,
            0x0010_0000_0000_0000,
            0x3ff0_0000_0000_0001,
            0x7fef_ffff_ffff_fffe,
        ] {
            let (low, high) = (f64::from_bits(bits), f64::from_bits(bits + 1));
            // The decimal expansion of a midpoint has up to 767 digits.
            let exact_low = format!("{low:.1100}");
            let exact_high = format!("{high:.1100}");
            let middle = half_of_sum(&exact_low, &exact_high);
            same(&middle);
            same(&format!("{middle}1"));
            same(&format!("{middle}{}1", "0".repeat(900)));
            same(&format!("{}e-3", middle.replace('.', "")));
        }
    }

    /// (a + b) / 2 of two decimals with as many digits after the point.
    fn half_of_sum(a: &str, b: &str) -> String {
        let width = a.len().max(b.len());
        let pad = |text: &str| format!("{text:0>width$}");
        let mut carry = 0;
        let mut sum: Vec<u8> = vec![];
        for (a, b) in pad(a).bytes().rev().zip(pad(b).bytes().rev()) {
            if a == b'.' {
                sum.push(b'.');
                continue;
            }
            let digit = (a - b'0') + (b - b'0') + carry;
            carry = digit / 10;
            sum.push(digit % 10 + b'0');
        }
        sum.push(carry + b'0');
        sum.reverse();
        let mut rest = 0;
        let mut half = String::new();
        for byte in sum {
            if byte == b'.' {
                half.push('.');
                continue;
            }
            let digit = rest * 10 + (byte - b'0');
            half.push((digit / 2 + b'0') as char);
            rest = digit % 2;
        }
        half + "5".repeat(usize::from(rest)).as_str()
    }

    #[test]
    fn the_ends_of_all_numbers_are_met() {
        for text in [
            "0",
            "0.0",
            "-0",
            "-0.0e5",
            "1e-400",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "5e-324",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e999999999999",
            "1e-999999999999",
            "123456789012345678901234567890",
            "9007199254740993",
            "0.30000000000000004",
            "1e22",
            "1e23",
            "8.5e22",
            "0.000001e-20",
            "1E+5",
            "100000000000000000000000e-20",
        ] {
            same(text);
        }
        same(&"9".repeat(400));
        same(&format!("0.{}1", "0".repeat(400)));
        same(&format!("1{}e-2000", "0".repeat(2000)));
    }
}
