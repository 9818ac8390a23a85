//! The catalogue of devices and links, whose classes the rules name.

use crate::error::{Error, Result};
use crate::json;
use serde::Deserialize;
use std::sync::OnceLock;

/// Devices and links with sustained rates; see `data/SOURCES.md`.
#[derive(Debug, Deserialize)]
pub(super) struct Catalogue {
    devices: Vec<Device>,
    links: Vec<LinkClass>,
}

/// A device that computes.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Device {
    pub id: String,
    pub name: String,
    pub flop_per_second: f64,
    pub memory_bytes: Option<f64>,
    pub memory_bytes_per_second: Option<f64>,
    pub watts: Option<f64>,
    pub kind: String,
}

/// A kind of link.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LinkClass {
    pub id: String,
    pub name: String,
    pub bits_per_second: f64,
    pub joules_per_bit: Option<f64>,
    pub kind: String,
}

/// The catalogue that comes with splitway.
pub(super) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let text = include_str!("../../data/catalogue.json");
        json::read(text).expect("tests/import reads the catalogue")
    })
}

impl Catalogue {
    /// The device with an id.
    pub fn device(&self, id: &str, path: impl Fn() -> String) -> Result<&Device> {
        let found = self.devices.iter().find(|device| device.id == id);
        found.ok_or_else(|| {
            missing(
                "device",
                id,
                self.devices.iter().map(|device| &device.id),
                path(),
            )
        })
    }

    /// The link class with an id.
    pub fn link(&self, id: &str, path: impl Fn() -> String) -> Result<&LinkClass> {
        let found = self.links.iter().find(|link| link.id == id);
        found.ok_or_else(|| {
            missing(
                "link class",
                id,
                self.links.iter().map(|link| &link.id),
                path(),
            )
        })
    }
}

#[cold]
fn missing<'a>(
    what: &str,
    id: &str,
    known: impl Iterator<Item = &'a String>,
    path: String,
) -> Error {
    let known: Vec<&str> = known.map(String::as_str).collect();
    Error::InvalidOption {
        message: format!(
            "the catalogue has no {what} `{id}`, it has {}",
            known.join(", ")
        ),
        path,
    }
}
