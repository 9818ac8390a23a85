//! What the attributes of nodes and links are called in files, whoever wrote them.

use super::draft::{Draft, DraftLink, DraftNode, Place, Reading};
use super::speed::{self, SpeedFields};
use crate::import::ImportOptions;
use crate::import::cell::{amount, coordinate, is_no, normal, scaled, time_unit};
use crate::import::readings::Taken;
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
        let value = value.trim();
        let taken = self.understands(&normal(name), value);
        let place = Place::Node(draft.nodes.len() + 1);
        draft.note(taken, name, value, place);
    }

    fn understands(&mut self, name: &str, value: &str) -> Taken {
        let node = &mut self.node;
        match name {
            "label" | "name" => {
                if !value.is_empty() && node.label.is_none() {
                    node.label = Some(value.to_owned());
                }
            }
            "latitude" | "lat" => return Taken::number(&mut self.place.1, coordinate(value)),
            "longitude" | "lon" | "lng" | "long" => {
                return Taken::number(&mut self.place.0, coordinate(value));
            }
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
            "floppersecond" | "flops" => return self.take_rate(value, 1.0),
            "mflops" => return self.take_rate(value, 1e6),
            "gflops" => return self.take_rate(value, 1e9),
            "tflops" => return self.take_rate(value, 1e12),
            "backlogflop" => {
                let backlog = amount(value);
                node.backlog_flop = backlog.unwrap_or(0.0);
                return Taken::read(backlog.is_some());
            }
            "memorybytes" => return Taken::number(&mut node.memory_bytes, amount(value)),
            "memorybytespersecond" => {
                let rate = amount(value).filter(|rate| *rate > 0.0);
                return Taken::number(&mut node.memory_bytes_per_second, rate);
            }
            "device" => node.device = Some(value.to_owned()).filter(|device| !device.is_empty()),
            "watts" => return Taken::number(&mut node.watts, amount(value)),
            "pricepersecond" => {
                return Taken::number(&mut node.price_per_second, amount(value));
            }
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
            _ => return Taken::known(UNUSED.contains(&name) || name.starts_with("geocode")),
        }
        Taken::Text
    }

    fn take_rate(&mut self, value: &str, unit: f64) -> Taken {
        let rate = amount(value);
        if let Some(rate) = rate {
            self.node.flop_per_second = rate * unit;
            self.has_rate = true;
        }
        Taken::read(rate.is_some())
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
        let taken = self.understands(draft, options, &normal(name), name, value);
        let place = Place::Link(draft.links.len() + 1);
        draft.note(taken, name, value, place);
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
    ) -> Taken {
        let DraftLink { link, .. } = &mut self.link;
        match name {
            "linkspeedraw" => return Taken::number(&mut self.speed.raw, amount(value)),
            "linkspeed" => {
                self.speed.speed = Some(value.to_owned());
                return Taken::read(amount(value).is_some());
            }
            "linkspeedunits" => self.speed.units = Some(value.to_owned()),
            "linklabel" | "label" | "edgelabel" => {
                self.speed.take_label(value);
                // Labels that say no rate are told of where they are needed.
                return match value.contains(',') && speed::parse_label(value).is_some() {
                    true => Taken::Number,
                    false => Taken::Text,
                };
            }
            "bothways" => self.link.both_ways = Some(!is_no(value)),
            "directed" => self.link.both_ways = Some(is_no(value)),
            "backlogbits" => {
                let backlog = amount(value);
                link.backlog_bits = backlog.unwrap_or(0.0);
                return Taken::read(backlog.is_some());
            }
            "joulesperbit" => return Taken::number(&mut link.joules_per_bit, amount(value)),
            "priceperbyte" => return Taken::number(&mut link.price_per_byte, amount(value)),
            _ => {
                let taken = self
                    .take_rate(draft, options, name, original, value)
                    .or_else(|| self.take_delay(draft, options, name, original, value))
                    .or_else(|| self.take_length(draft, name, original, value));
                return taken.unwrap_or(Taken::known(UNUSED.contains(&name)));
            }
        }
        Taken::Text
    }

    fn take_rate(
        &mut self,
        draft: &mut Draft,
        options: &ImportOptions,
        name: &str,
        original: &str,
        value: &str,
    ) -> Option<Taken> {
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
        let unit = unit_of(name, &BASES, speed::unit)?;
        if self.link.rate.is_some() {
            return Some(Taken::Text);
        }
        let unstated = || draft.capacity_unit(options);
        let rate = reading(original, value, unit, unstated, speed::parse_label);
        let is_read = rate.is_some();
        self.link.rate = rate.filter(|rate| rate.value > 0.0);
        Some(Taken::read(is_read))
    }

    fn take_delay(
        &mut self,
        draft: &mut Draft,
        options: &ImportOptions,
        name: &str,
        original: &str,
        value: &str,
    ) -> Option<Taken> {
        const BASES: [&str; 3] = ["propagationdelay", "latency", "delay"];
        let unit = unit_of(name, &BASES, time_unit)?;
        let unstated = || draft.time_unit(options);
        let with_unit = |text: &str| measured(text, time_unit);
        self.link.delay = reading(original, value, unit, unstated, with_unit);
        Some(Taken::read(self.link.delay.is_some()))
    }

    fn take_length(
        &mut self,
        draft: &mut Draft,
        name: &str,
        original: &str,
        value: &str,
    ) -> Option<Taken> {
        const BASES: [&str; 5] = ["distance", "length", "dist", "len", ""];
        let unit = unit_of(name, &BASES, length_unit)?;
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
        Some(Taken::read(metres.is_some()))
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
