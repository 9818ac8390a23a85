//! What names of fields and texts of cells say, however they are written.

use crate::json::Document;

/// A name in small letters and digits alone: `Link Speed (Mbit/s)` is `linkspeedmbits`.
pub(super) fn normal(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// A number as programs write it.
pub(super) fn plain_number(text: &str) -> Option<f64> {
    let value = text.trim().parse().ok();
    value.filter(|value: &f64| value.is_finite())
}

/// A number as people write it: commas that stand before three digits each separate thousands, any
/// other is a decimal one.
pub(super) fn parse_number(text: &str) -> Option<f64> {
    match text.contains(',') {
        true => plain_number(&without_commas(text.trim())?.0),
        false => plain_number(text),
    }
}

/// What commas in numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comma {
    Thousands,
    Decimal,
}

/// A number without its commas, and what they were.
fn without_commas(text: &str) -> Option<(String, Comma)> {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let unsigned = text.trim_start_matches(['+', '-']);
    let (first, rest) = unsigned.split_once(',')?;
    let leads = (1..=3).contains(&first.len()) && first.chars().all(is_digit);
    let mut groups = rest.split(',').rev();
    let follows = groups.next().is_some_and(|last| {
        let digits = last.find(|letter| !is_digit(letter)).unwrap_or(last.len());
        digits == 3
    }) && groups.all(|group| group.len() == 3 && group.chars().all(is_digit));
    // Nobody groups the digits behind a zero.
    if leads && follows && !first.starts_with('0') {
        return Some((text.replace(',', ""), Comma::Thousands));
    }
    let is_only = !rest.contains(',') && !text.contains('.');
    is_only.then(|| (text.replace(',', "."), Comma::Decimal))
}

/// How commas in a text were read, for a report: what it is about, an example, and the reason.
pub(super) fn comma_reading(text: &str) -> Option<(&'static str, String, &'static str)> {
    let is_of_number = |letter: char| letter.is_ascii_digit() || "+-.,".contains(letter);
    text.split_whitespace().find_map(|word| {
        let end = word.find(|letter| !is_of_number(letter));
        let written = &word[..end.unwrap_or(word.len())];
        let (number, comma) = without_commas(written)?;
        plain_number(&number)?;
        let (about, reason) = match comma {
            Comma::Thousands => (
                "commas between digits",
                "commas before three digits each separate thousands",
            ),
            Comma::Decimal => (
                "decimal commas",
                "a comma that no three digits follow is a decimal one",
            ),
        };
        Some((about, format!("{written} is {number}"), reason))
    })
}

/// A latitude, a longitude or a place on a screen, none of which has thousands.
pub(super) fn coordinate(text: &str) -> Option<f64> {
    plain_number(&text.replacen(',', ".", 1))
}

/// Whether a text says that there is no value.
pub(super) fn is_blank(text: &str) -> bool {
    const BLANKS: [&str; 11] = [
        "", "-", "--", "–", "—", "?", "n/a", "na", "nan", "none", "null",
    ];
    BLANKS.contains(&&text.trim().to_ascii_lowercase()[..])
}

/// The first letters of a text.
pub(super) fn shortened(text: &str) -> String {
    const MOST_LETTERS: usize = 40;
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A number of at least 0.
pub(super) fn amount(text: &str) -> Option<f64> {
    parse_number(text).filter(|value| *value >= 0.0)
}

/// What a document holds where it is a number of at least 0.
pub(super) fn amount_of(document: Option<&Document>) -> Option<f64> {
    match document? {
        Document::Whole(value) => Some(*value as f64),
        Document::Number(value) => Some(*value).filter(|value| *value >= 0.0),
        _ => None,
    }
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
