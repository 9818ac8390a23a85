//! What the attributes of nodes and links are called in files, whoever wrote them.

use super::draft::{Draft, DraftLink, DraftNode, Reading};
use super::speed::{self, SpeedFields};
use crate::import::ImportOptions;
use crate::import::cell::{amount, is_no, normal, parse_number, scaled, time_unit};
use crate::json::number;

/// Fields that are known and say nothing about routing, so that nobody needs to hear of them.
const UNUSED: [&str; 12] = [
    "id",
    "key",
    "country",
    "linktype",
    "linknote",
    "linkstatus",
    "doubted",
    "url",
    "description",
    "nodelabel",
    "x",
    "y",
];

/// Longer texts are no tags.
const LONGEST_TAG: usize = 40;

impl DraftNode {
    /// Takes an attribute; tells whether it means anything.
    pub fn take(&mut self, draft: &mut Draft, name: &str, value: &str) {
        if !self.understands(&normal(name), value.trim()) {
            draft.ignore(name);
        }
    }

    fn understands(&mut self, name: &str, value: &str) -> bool {
        let node = &mut self.node;
        match name {
            "label" | "name" => {
                if !value.is_empty() && node.label.is_none() {
                    node.label = Some(value.to_owned());
                }
            }
            "latitude" | "lat" => self.place.1 = parse_number(value),
            "longitude" | "lon" | "lng" | "long" => self.place.0 = parse_number(value),
            // Outside the network: a customer, a peer.
            "internal" => {
                if is_no(value) {
                    node.tags.push("external".to_owned());
                }
            }
            "hyperedge" => {
                if !is_no(value) {
                    node.tags.push("hyperedge".to_owned());
                }
            }
            "floppersecond" | "flops" => self.take_rate(value, 1.0),
            "mflops" => self.take_rate(value, 1e6),
            "gflops" => self.take_rate(value, 1e9),
            "tflops" => self.take_rate(value, 1e12),
            "backlogflop" => node.backlog_flop = amount(value).unwrap_or(0.0),
            "memorybytes" => node.memory_bytes = amount(value),
            "memorybytespersecond" => {
                node.memory_bytes_per_second = amount(value).filter(|rate| *rate > 0.0);
            }
            "device" => node.device = Some(value.to_owned()).filter(|device| !device.is_empty()),
            "watts" => node.watts = amount(value),
            "pricepersecond" => node.price_per_second = amount(value),
            // What kind of place it is, for rules to refer to.
            "type" | "kind" | "role" | "tier" | "class" => {
                if !value.is_empty() && value.len() <= LONGEST_TAG {
                    node.tags.push(value.to_owned());
                }
            }
            "tags" => {
                let tags = value.split([',', ';']).map(str::trim);
                node.tags
                    .extend(tags.filter(|tag| !tag.is_empty()).map(str::to_owned));
            }
            _ => return UNUSED.contains(&name) || name.starts_with("geocode"),
        }
        true
    }

    fn take_rate(&mut self, value: &str, unit: f64) {
        if let Some(rate) = amount(value) {
            self.node.flop_per_second = rate * unit;
            self.has_rate = true;
        }
    }
}

/// A link while its attributes come in.
#[derive(Debug, Default)]
pub(super) struct LinkFields {
    pub link: DraftLink,
    speed: SpeedFields,
}

impl LinkFields {
    /// Takes an attribute.
    pub fn take(&mut self, draft: &mut Draft, options: &ImportOptions, name: &str, value: &str) {
        let value = value.trim();
        if !self.understands(draft, options, &normal(name), name, value) {
            draft.ignore(name);
        }
    }

    /// The link, with the rate that its fields tell.
    pub fn finish(mut self, from: usize, to: usize, unread: &mut dyn FnMut(&str)) -> DraftLink {
        if self.link.rate.is_none() {
            self.link.rate = self.speed.rate(unread);
        }
        DraftLink {
            from,
            to,
            ..self.link
        }
    }

    fn understands(
        &mut self,
        draft: &mut Draft,
        options: &ImportOptions,
        name: &str,
        original: &str,
        value: &str,
    ) -> bool {
        let DraftLink { link, .. } = &mut self.link;
        match name {
            "linkspeedraw" => self.speed.raw = amount(value),
            "linkspeed" => self.speed.speed = Some(value.to_owned()),
            "linkspeedunits" => self.speed.units = Some(value.to_owned()),
            "linklabel" | "label" | "edgelabel" => self.speed.take_label(value),
            "bothways" => self.link.both_ways = Some(!is_no(value)),
            "directed" => self.link.both_ways = Some(is_no(value)),
            "backlogbits" => link.backlog_bits = amount(value).unwrap_or(0.0),
            "joulesperbit" => link.joules_per_bit = amount(value),
            "priceperbyte" => link.price_per_byte = amount(value),
            _ => {
                return self.takes_rate(draft, options, name, original, value)
                    || self.takes_delay(draft, options, name, original, value)
                    || self.takes_length(draft, name, original, value)
                    || UNUSED.contains(&name);
            }
        }
        true
    }

    fn takes_rate(
        &mut self,
        draft: &mut Draft,
        options: &ImportOptions,
        name: &str,
        original: &str,
        value: &str,
    ) -> bool {
        const BASES: [&str; 9] = [
            "linkspeed",
            "bandwidth",
            "capacity",
            "bitrate",
            "speed",
            "rate",
            "bw",
            "cap",
            "",
        ];
        let Some(unit) = unit_of(name, &BASES, speed::unit) else {
            return false;
        };
        if self.link.rate.is_some() {
            return true;
        }
        let unstated = || draft.capacity_unit(options);
        self.link.rate = reading(original, value, unit, unstated, speed::parse_label);
        self.link.rate = self.link.rate.take().filter(|rate| rate.value > 0.0);
        true
    }

    fn takes_delay(
        &mut self,
        draft: &mut Draft,
        options: &ImportOptions,
        name: &str,
        original: &str,
        value: &str,
    ) -> bool {
        const BASES: [&str; 3] = ["propagationdelay", "latency", "delay"];
        let Some(unit) = unit_of(name, &BASES, time_unit) else {
            return false;
        };
        let unstated = || draft.time_unit(options);
        let with_unit = |text: &str| measured(text, time_unit);
        self.link.delay = reading(original, value, unit, unstated, with_unit);
        true
    }

    fn takes_length(&mut self, draft: &mut Draft, name: &str, original: &str, value: &str) -> bool {
        const BASES: [&str; 5] = ["distance", "length", "dist", "len", ""];
        let Some(unit) = unit_of(name, &BASES, length_unit) else {
            return false;
        };
        let said = format!("{original} {value}");
        let metres = match (amount(value), unit) {
            (Some(number), Some(unit)) => Some(number * unit),
            (Some(number), None) => {
                draft.assume_km();
                Some(number * 1e3)
            }
            (None, _) => measured(value, length_unit),
        };
        self.link.length = metres.map(|metres| Reading::of(metres, said));
        true
    }
}

/// The value of a field whose name tells its unit, or leaves it to the value or to what is usual.
fn reading(
    field: &str,
    value: &str,
    unit: Option<f64>,
    unstated: impl FnOnce() -> f64,
    with_unit: impl FnOnce(&str) -> Option<f64>,
) -> Option<Reading> {
    let said = || format!("{field} {value}");
    match (amount(value), unit) {
        (Some(number), Some(1.0)) => Some(Reading::plain(number)),
        (Some(number), unit) => {
            let unit = unit.unwrap_or_else(unstated);
            Some(Reading::of(scaled(number, unit), said()))
        }
        (None, _) => with_unit(value).map(|value| Reading::of(value, said())),
    }
}

impl Draft {
    /// What 1 of a capacity is in bit/s where the file does not say.
    pub fn capacity_unit(&mut self, options: &ImportOptions) -> f64 {
        let unit = options.capacity_bits_per_second.unwrap_or(1e6);
        if options.capacity_bits_per_second.is_none() {
            let value = "Mbit/s".to_owned();
            self.assume(
                "unit of rates",
                value,
                "the file does not say",
                "/capacityBitsPerSecond",
            );
        }
        unit
    }

    /// What 1 of a time is in seconds where the file does not say.
    fn time_unit(&mut self, options: &ImportOptions) -> f64 {
        let unit = options.time_unit_seconds.unwrap_or(1e-3);
        if options.time_unit_seconds.is_none() {
            let value = "ms".to_owned();
            self.assume(
                "unit of delays",
                value,
                "the file does not say",
                "/timeUnitSeconds",
            );
        }
        unit
    }

    /// Lengths without a unit are in kilometres.
    pub fn assume_km(&mut self) {
        self.assume(
            "unit of lengths",
            "km".to_owned(),
            "the file does not say",
            "",
        );
    }
}

/// Metres of a unit of length.
fn length_unit(name: &str) -> Option<f64> {
    match name {
        "m" | "metres" | "meters" => Some(1.0),
        "km" | "kilometres" | "kilometers" => Some(1e3),
        "miles" => Some(1609.344),
        _ => None,
    }
}

/// Whether a name is one of the bases, perhaps with a unit behind: the unit, if any.
fn unit_of(name: &str, bases: &[&str], unit: fn(&str) -> Option<f64>) -> Option<Option<f64>> {
    for base in bases {
        let Some(rest) = name.strip_prefix(base) else {
            continue;
        };
        if rest.is_empty() && !base.is_empty() {
            return Some(None);
        }
        // "m" alone, or "s", is no length and no time.
        if let Some(unit) = unit(rest).filter(|_| !base.is_empty() || rest.len() > 1) {
            return Some(Some(unit));
        }
    }
    None
}

/// A number with its unit behind: `5 ms`, `120km`.
fn measured(text: &str, unit: fn(&str) -> Option<f64>) -> Option<f64> {
    let end = text.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    Some(scaled(amount(&text[..end])?, unit(&normal(&text[end..]))?))
}

/// A number as a person reads it in a sentence.
pub(super) fn shown(value: f64) -> String {
    number(value)
}
