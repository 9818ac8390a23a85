//! How the cells of known fields were read: what is no number is told, and so is what commas mean.

use super::cell::{comma_reading, is_blank, shortened};
use super::{ImportReport, UnknownKind};

/// A file with more names of fields than this makes them up.
const MOST_FIELDS: usize = 100;

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is of a field that means nothing here.
    Unknown,
    /// It is taken as it stands, or needs no number.
    Text,
    /// It is a number, read.
    Number,
    /// It should be a number and is none.
    Unreadable,
}

impl Taken {
    /// Puts a number where it belongs, if it is one.
    pub fn number(place: &mut Option<f64>, value: Option<f64>) -> Taken {
        *place = value;
        Taken::read(value.is_some())
    }

    /// A number, if it is read.
    pub fn read(is_read: bool) -> Taken {
        match is_read {
            true => Taken::Number,
            false => Taken::Unreadable,
        }
    }

    /// A known field whose text needs no number, or an unknown one.
    pub fn known(is_known: bool) -> Taken {
        match is_known {
            true => Taken::Text,
            false => Taken::Unknown,
        }
    }
}

/// How cells were read that are not plain numbers, to tell of it.
#[derive(Debug, Default)]
pub(super) struct Readings {
    /// By field, in their order: how many of its cells cannot be read, and the first of them with
    /// its place.
    unreadable: Vec<(String, u64, String)>,
    /// What it is about, an example, and the reason.
    commas: Vec<(&'static str, String, &'static str)>,
}

impl Readings {
    /// Notes what became of a cell.
    pub fn note(&mut self, taken: Taken, field: &str, value: &str, place: &dyn Fn() -> String) {
        match taken {
            Taken::Number if value.contains(',') => {
                if let Some(reading) = comma_reading(value)
                    && !self.commas.iter().any(|(about, ..)| *about == reading.0)
                {
                    self.commas.push(reading);
                }
            }
            Taken::Unreadable if !is_blank(value) => {
                let found = self
                    .unreadable
                    .binary_search_by(|(known, ..)| known[..].cmp(field));
                match found {
                    Ok(at) => self.unreadable[at].1 += 1,
                    Err(at) if self.unreadable.len() < MOST_FIELDS => {
                        let first = format!("`{}` at {}", shortened(value), place());
                        self.unreadable.insert(at, (field.to_owned(), 1, first));
                    }
                    Err(_) => {}
                }
            }
            _ => {}
        }
    }

    /// Tells what was noted.
    pub fn tell(&mut self, report: &mut ImportReport) {
        for (field, count, first) in &self.unreadable {
            let message = format!("no number that can be used, so it counts as not said: {first}");
            report.unknown(UnknownKind::Field, field, *count, &message);
        }
        for (about, example, reason) in &self.commas {
            report.assume(about, &**example, reason, "");
        }
    }
}
