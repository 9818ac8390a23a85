//! How fast a link is, from what the Internet Topology Zoo and others write about it.
//!
//! The raw number counts first, then number and unit, then a label that says one speed and nothing
//! that is unclear: ranges, limits and names of other things are left alone.

use super::draft::Reading;
use super::fields::shown;
use crate::import::cell::{normal, parse_number};

/// Bit/s of a unit behind a number, or at the end of a field's name, in small letters and without
/// what is no letter. A capital B is a bit here as well: nobody states a line's rate in bytes.
pub(super) fn unit(name: &str) -> Option<f64> {
    const BITS: [&str; 8] = [
        "bitspersecond",
        "bitpersecond",
        "bitspersec",
        "bitpersec",
        "bitsps",
        "bitps",
        "bits",
        "bps",
    ];
    const SHORT: [&str; 3] = ["bit", "bs", "b"];
    if BITS.contains(&name) {
        return Some(1.0);
    }
    let factor = prefix(name)?;
    let rest = &name[1..];
    (BITS.contains(&rest) || SHORT.contains(&rest)).then_some(factor)
}

/// The rate of the first optical carrier, and of the first level of the synchronous hierarchy.
const OC_1: f64 = 51.84e6;
const STM_1: f64 = 155.52e6;

/// Longer texts tell a story.
const LONGEST_LABEL: usize = 100;

/// Lines with a name of their own.
const NAMED: [(&str, f64); 17] = [
    ("e1", 2.048e6),
    ("e3", 34.368e6),
    ("e4", 139.264e6),
    ("t1", 1.544e6),
    ("t3", 44.736e6),
    ("ds1", 1.544e6),
    ("ds3", 44.736e6),
    ("ethernet", 1e7),
    ("fastethernet", 1e8),
    ("fe", 1e8),
    ("gigabitethernet", 1e9),
    ("gige", 1e9),
    ("gbe", 1e9),
    ("ge", 1e9),
    ("gigabit", 1e9),
    ("10gige", 1e10),
    ("10gbe", 1e10),
];

/// What a link's fields say about its speed.
#[derive(Debug, Default)]
pub(super) struct SpeedFields {
    /// `LinkSpeedRaw`, in bit/s.
    pub raw: Option<f64>,
    /// `LinkSpeed`, a number.
    pub speed: Option<String>,
    /// `LinkSpeedUnits`: K, M, G or T.
    pub units: Option<String>,
    /// `LinkLabel`, anything.
    label: Option<String>,
}

impl SpeedFields {
    /// Takes a label; of several the first that says something.
    pub fn take_label(&mut self, label: &str) {
        let has_rate = |label: &String| parse_label(label).is_some();
        if !label.is_empty() && !self.label.as_ref().is_some_and(has_rate) {
            self.label = Some(label.to_owned());
        }
    }

    /// The rate, or nothing; a label that says no rate is passed on.
    pub fn rate(&self, unread: &mut dyn FnMut(&str)) -> Option<Reading> {
        if let Some(raw) = self.raw.filter(|raw| *raw > 0.0) {
            return Some(Reading::of(raw, format!("LinkSpeedRaw {}", shown(raw))));
        }
        if let (Some(speed), Some(units)) = (&self.speed, &self.units)
            && let (Some(speed), Some(unit)) = (parse_number(speed), prefix(&normal(units)))
            && speed > 0.0
        {
            let from = format!("LinkSpeed {} {units}", shown(speed));
            return Some(Reading::of(speed * unit, from));
        }
        let label = self.label.as_deref()?;
        let rate = parse_label(label);
        if rate.is_none() {
            unread(label);
        }
        rate.map(|rate| Reading::of(rate, format!("the label `{label}`")))
    }
}

/// The factor of a prefix that a unit begins with.
fn prefix(unit: &str) -> Option<f64> {
    match unit.as_bytes().first()? {
        b'k' => Some(1e3),
        b'm' => Some(1e6),
        b'g' => Some(1e9),
        b't' => Some(1e12),
        _ => None,
    }
}

/// The rate that a label says, in bit/s; nothing where it is not clear.
pub(super) fn parse_label(label: &str) -> Option<f64> {
    if label.len() > LONGEST_LABEL {
        return None;
    }
    let lower = label.trim().to_lowercase();
    let is_unclear = ["<", ">", "less", "more", "up to", "under", "over", "~", "?"];
    if is_unclear.iter().any(|word| lower.contains(word)) {
        return None;
    }
    match lower.split_once(['(', '[']) {
        None => alternatives(&lower),
        // `2 x E3 (68Mbps)`, `Lit Fibre (10 Gbps)`
        Some((outside, inside)) => {
            let inside = inside.trim_end().trim_end_matches([')', ']']);
            alternatives(outside).or_else(|| alternatives(inside))
        }
    }
}

/// What is said several times, as in `OC192/STM64`, must be the same each time.
fn alternatives(label: &str) -> Option<f64> {
    let rates: Vec<f64> = split_parts(label)?
        .iter()
        .map(|part| product(part))
        .collect::<Option<_>>()?;
    let first = *rates.first()?;
    rates
        .iter()
        .all(|rate| is_about(*rate, first))
        .then_some(first)
}

/// The same rate in another notation: 45 Mbit/s for a DS-3.
fn is_about(one: f64, other: f64) -> bool {
    (one / other - 1.0).abs() < 0.02
}

/// Parts on the two sides of a slash, but not of that in `Gb/s`.
fn split_parts(label: &str) -> Option<Vec<String>> {
    let mut parts: Vec<String> = Vec::new();
    for piece in label.replace(", ", "/").split('/') {
        let is_end = |letter: char| !letter.is_alphabetic();
        let (word, rest) = piece.split_at(piece.find(is_end).unwrap_or(piece.len()));
        match (word, parts.last_mut()) {
            ("s" | "sec", Some(last)) => {
                last.push_str("ps");
                last.push_str(rest);
            }
            _ => parts.push(piece.trim().to_owned()),
        }
    }
    (!parts.iter().any(String::is_empty)).then_some(parts)
}

/// A rate, or a rate some times: `10GEx4`, `2 x 155 Mbit`.
fn product(part: &str) -> Option<f64> {
    if let Some(rate) = single(part) {
        return Some(rate);
    }
    for (at, letter) in part.char_indices() {
        if !matches!(letter, 'x' | '×' | '*') {
            continue;
        }
        let (before, after) = (part[..at].trim(), part[at + letter.len_utf8()..].trim());
        let count = |text: &str| text.parse::<u16>().ok().filter(|count| *count > 0);
        if let (Some(count), Some(rate)) = (count(before), single(after)) {
            return Some(f64::from(count) * rate);
        }
        if let (Some(rate), Some(count)) = (single(before), count(after)) {
            return Some(f64::from(count) * rate);
        }
    }
    None
}

/// One rate: `OC-192c`, `STM64`, `2.5 Gbps`, `45 Mbps DS-3`, `10G`.
fn single(text: &str) -> Option<f64> {
    let name = normal(text);
    if let Some((_, rate)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*rate);
    }
    for (family, rate) in [("oc", OC_1), ("stm", STM_1)] {
        if let Some(rest) = name.strip_prefix(family) {
            let level = rest.strip_suffix('c').unwrap_or(rest);
            return level
                .parse::<u16>()
                .ok()
                .filter(|level| *level > 0)
                .map(|level| f64::from(level) * rate);
        }
    }
    let is_of_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let end = text.find(|letter| !is_of_number(letter))?;
    let number = parse_number(&text[..end]).filter(|number| *number > 0.0)?;
    let mut words = text[end..].split_whitespace();
    let unit = normal(words.next()?);
    let unit = match &unit[..] {
        "k" | "m" | "g" | "t" => prefix(&unit),
        "ge" | "gige" | "gbe" => Some(1e9),
        other => self::unit(other),
    }?;
    let rate = number * unit;
    // The same again in other words.
    let again: Vec<&str> = words.collect();
    match again.is_empty() {
        true => Some(rate),
        false => single(&again.join(" "))
            .filter(|other| is_about(*other, rate))
            .map(|_| rate),
    }
}
