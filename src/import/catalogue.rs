//! The catalogue of devices and links, whose classes the rules name.

use super::classes::{DEVICES, LINKS};
use crate::error::{Error, Result};

/// A device that computes, with its sustained rate; see `data/SOURCES.md`.
#[derive(Debug)]
pub(super) struct Device {
    pub id: &'static str,
    pub name: &'static str,
    pub flop_per_second: f64,
    pub memory_bytes: Option<f64>,
    pub memory_bytes_per_second: Option<f64>,
    pub watts: Option<f64>,
    pub kind: &'static str,
}

/// A kind of link, with its sustained rate.
#[derive(Debug)]
pub(super) struct LinkClass {
    pub id: &'static str,
    pub name: &'static str,
    pub bits_per_second: f64,
    pub joules_per_bit: Option<f64>,
    pub kind: &'static str,
}

/// The device with an id.
pub(super) fn device(id: &str, path: impl Fn() -> String) -> Result<&'static Device> {
    let found = DEVICES.iter().find(|device| device.id == id);
    found.ok_or_else(|| missing("device", id, DEVICES.iter().map(|device| device.id), path()))
}

/// The link class with an id.
pub(super) fn link_class(id: &str, path: impl Fn() -> String) -> Result<&'static LinkClass> {
    let found = LINKS.iter().find(|link| link.id == id);
    found.ok_or_else(|| missing("link class", id, LINKS.iter().map(|link| link.id), path()))
}

#[cold]
fn missing(what: &str, id: &str, known: impl Iterator<Item = &'static str>, path: String) -> Error {
    let known: Vec<&str> = known.collect();
    Error::InvalidOption {
        message: format!(
            "the catalogue has no {what} `{id}`, it has {}",
            known.join(", ")
        ),
        path,
    }
}
