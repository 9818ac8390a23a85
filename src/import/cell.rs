//! What names of fields and texts of cells say, however they are written.

/// A name in small letters and digits alone: `Link Speed (Mbit/s)` is `linkspeedmbits`.
pub(super) fn normal(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// A number as files write it; a decimal comma counts where there is no point.
pub(super) fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let value = text.parse().or_else(|_| text.replacen(',', ".", 1).parse());
    value.ok().filter(|value: &f64| value.is_finite())
}

/// A number of at least 0.
pub(super) fn amount(text: &str) -> Option<f64> {
    parse_number(text).filter(|value| *value >= 0.0)
}

/// Whether a text says no, in any of the ways of programs.
pub(super) fn is_no(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    matches!(&lower[..], "0" | "0.0" | "no" | "false" | "n")
}

/// Seconds of a unit of time.
pub(super) fn time_unit(name: &str) -> Option<f64> {
    match name {
        "s" | "sec" | "secs" | "seconds" => Some(1.0),
        "ms" | "msec" | "milliseconds" => Some(1e-3),
        "us" | "µs" | "μs" | "usec" | "microseconds" => Some(1e-6),
        "ns" | "nanoseconds" => Some(1e-9),
        _ => None,
    }
}

/// A value in another unit; by small units is divided, which keeps 3.1 ms at 0.0031 s.
pub(super) fn scaled(value: f64, unit: f64) -> f64 {
    match unit < 1.0 {
        true => value / (1.0 / unit).round(),
        false => value * unit,
    }
}
