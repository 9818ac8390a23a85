//! What a caller may say about a file: which reader, which rules fill gaps, which sizes.

use crate::error::{Error, Result};
use crate::json::number;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ImportFormat {
    /// splitway's own JSON: a scenario, a network or a model.
    Splitway,
    /// Graph Modelling Language, as the Internet Topology Zoo and networkx write it.
    Gml,
    /// GraphML, as the Internet Topology Zoo, networkx and yEd write it.
    Graphml,
    /// SNDlib's native text.
    Sndlib,
    /// SNDlib's XML.
    SndlibXml,
    /// REPETITA's `.graph`.
    Repetita,
    /// A table of links: CSV, or numbers in lines or JSON rows.
    EdgeList,
    /// networkx's node-link JSON.
    NodeLink,
    /// An ONNX model.
    Onnx,
    /// A table of layers, JSON or CSV.
    Layers,
    /// PipeDream's `graph.txt`.
    Pipedream,
    /// PipeEdge's `models.yml` or `device_types.yml`.
    Pipeedge,
    /// The JSON of msr-fiddle's `dnn-partitioning`.
    MsrFiddle,
}

impl ImportFormat {
    /// Whether files of the format hold networks; splitway's own hold either.
    pub fn is_of_networks(self) -> bool {
        use ImportFormat::*;
        matches!(
            self,
            Splitway | Gml | Graphml | Sndlib | SndlibXml | Repetita | EdgeList | NodeLink
        )
    }

    /// Whether files of the format hold models; splitway's own hold either.
    pub fn is_of_models(self) -> bool {
        self == ImportFormat::Splitway || !self.is_of_networks()
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            ImportFormat::Splitway => "splitway JSON",
            ImportFormat::Gml => "GML",
            ImportFormat::Graphml => "GraphML",
            ImportFormat::Sndlib => "SNDlib native",
            ImportFormat::SndlibXml => "SNDlib XML",
            ImportFormat::Repetita => "REPETITA graph",
            ImportFormat::EdgeList => "table of links",
            ImportFormat::NodeLink => "node-link JSON",
            ImportFormat::Onnx => "ONNX",
            ImportFormat::Layers => "table of layers",
            ImportFormat::Pipedream => "PipeDream graph",
            ImportFormat::Pipeedge => "PipeEdge YAML",
            ImportFormat::MsrFiddle => "msr-fiddle JSON",
        }
    }
}

/// How a file is read. What is absent takes its default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ImportOptions {
    /// The reader; without it the content decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<ImportFormat>,
    /// The file's name, to name what is read after; it never decides the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Networks: how values that the file lacks are filled.
    pub rules: FillRules,
    /// Networks: which of SNDlib's capacities becomes a link's rate; the pre-installed one where
    /// there is one, else the smallest module.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// Networks: what one unit of capacity is worth in bit/s where the file does not say; 1e6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_bits_per_second: Option<f64>,
    /// Networks: whether every link leads one way only; without it the file decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directed: Option<bool>,
    /// Networks: what the file's coordinates are; without it the file decides, or how they look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    /// Networks: keeps all parts of a network that falls into several, not the largest alone.
    #[serde(skip_serializing_if = "is_false")]
    pub all_parts: bool,
    /// Which of several tables of links or of several models in one file, as a JSON pointer; the
    /// first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Models: sizes of dimensions that the file leaves open, by their names; 224 for the sides of
    /// images, 1 for others.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dims: BTreeMap<String, u64>,
    /// Models: whole shapes of inputs, or of other tensors, by their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub shapes: BTreeMap<String, Vec<u64>>,
    /// Models: what becomes one layer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granularity: Option<Granularity>,
    /// Models: how many inputs the file's numbers are for, where it does not say; 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<f64>,
    /// Models: bytes of the input, where the file does not say; those of the first layer's output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_bytes: Option<f64>,
    /// Models: which device of the catalogue or the network the file means by each of its names of
    /// devices. Where only times are known, its rate tells the work.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub measured_on: BTreeMap<String, String>,
    /// Models: bytes of one element of a tensor, where the file counts elements; 4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes_per_element: Option<f64>,
    /// Models: what one unit of time is worth in seconds, where the file does not say; 1e-3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_unit_seconds: Option<f64>,
}

impl ImportOptions {
    /// The file's name without directories.
    pub(super) fn base_name(&self) -> Option<&str> {
        let name = self.file_name.as_deref()?;
        Some(name.rsplit(['/', '\\']).next().unwrap_or(name).trim())
    }

    /// The file's name without what tells its kind, which may have several parts: `a.sndlib.txt`.
    pub(super) fn stem(&self) -> Option<String> {
        let name = self.base_name()?;
        let stem = name.split('.').next().filter(|stem| !stem.is_empty());
        Some(stem.unwrap_or(name).to_owned())
    }

    /// Refuses numbers that make no sense, whichever reader would use them.
    pub(super) fn check(&self) -> Result<()> {
        let positive = [
            (self.capacity_bits_per_second, "/capacityBitsPerSecond"),
            (self.batch, "/batch"),
            (self.input_bytes, "/inputBytes"),
            (self.bytes_per_element, "/bytesPerElement"),
            (self.time_unit_seconds, "/timeUnitSeconds"),
            (self.rules.rate.bits_per_second, "/rules/rate/bitsPerSecond"),
            (
                Some(self.rules.delay.metres_per_second),
                "/rules/delay/metresPerSecond",
            ),
            (Some(self.rules.delay.detour), "/rules/delay/detour"),
        ];
        for (value, path) in positive {
            if let Some(value) = value.filter(|value| !(value.is_finite() && *value > 0.0)) {
                return Err(refused(path, "a finite number above 0", value));
            }
        }
        if let Some(Capacity::Given(value)) = self.capacity
            && !(value.is_finite() && value > 0.0)
        {
            return Err(refused(
                "/capacity",
                "a capacity by its name or a finite number above 0",
                value,
            ));
        }
        let seconds = self.rules.delay.seconds;
        if !(seconds.is_finite() && seconds >= 0.0) {
            return Err(refused(
                "/rules/delay/seconds",
                "a finite number of at least 0",
                seconds,
            ));
        }
        Ok(())
    }
}

#[cold]
fn refused(path: &str, wanted: &str, value: f64) -> Error {
    let name = path.rsplit('/').next().unwrap_or(path);
    Error::InvalidOption {
        message: format!("`{name}` is {wanted}, not {}", number(value)),
        path: path.to_owned(),
    }
}

/// What becomes one layer of an imported model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Granularity {
    /// Every operator.
    Operators,
    /// An operator with what follows it alone: normalisation, activation.
    #[default]
    Fused,
    /// Everything between two places where one tensor alone is live.
    Blocks,
}

/// What coordinates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Coordinates {
    /// Longitude and latitude in degrees.
    Degrees,
    /// Longitude and latitude, 37.25 for 37°25′.
    DegreesMinutes,
    /// Positions on a screen, which say nothing about distances.
    Pixels,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Which of SNDlib's capacities becomes a link's rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Capacity {
    /// One that the file names.
    Named(NamedCapacity),
    /// The same number for every link, in the file's unit.
    Given(f64),
}

/// A capacity that the file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum NamedCapacity {
    /// What is there already.
    Preinstalled,
    /// The smallest module on offer.
    Smallest,
    /// The largest module on offer.
    Largest,
}

/// How values that a network's file lacks are filled.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FillRules {
    /// What computes where; of several rules the first that applies to a node. Without it: shared
    /// media and outside networks relay, nodes of three neighbours or more have an `l4`, of two a
    /// `jetson-agx-orin`, all others a `raspberry-pi-5`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compute: Option<Vec<ComputeRule>>,
    /// The rate of links without one.
    pub rate: RateRule,
    /// The delay of links without one.
    pub delay: DelayRule,
}

/// What computes on some of the nodes: a class of device, or a rate.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ComputeRule {
    /// For nodes with at least so many neighbours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_degree: Option<u32>,
    /// For nodes with at most so many neighbours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_degree: Option<u32>,
    /// For nodes that bear this tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// For the node with this id or label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// The device of the catalogue that computes there. Either this or `flopPerSecond`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// The rate there in FLOP/s; 0 is a relay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flop_per_second: Option<f64>,
}

/// The rate of links without one: a class of the catalogue or a number. Without either:
/// `ethernet-10g`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RateRule {
    /// The link class of the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The rate in bit/s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits_per_second: Option<f64>,
}

/// The delay of links without one: their length over the speed of light in glass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DelayRule {
    /// How fast signals travel, in m/s; 2e8.
    pub metres_per_second: f64,
    /// How much longer a fibre is than the great circle between its ends; 1. Lengths that the file
    /// gives are taken as they are.
    pub detour: f64,
    /// The delay in seconds where an end has no place; 0.001.
    pub seconds: f64,
}

impl Default for DelayRule {
    fn default() -> DelayRule {
        DelayRule {
            metres_per_second: 2e8,
            detour: 1.0,
            seconds: 0.001,
        }
    }
}
