//! What the columns of a table of layers mean.
//!
//! | column | meaning |
//! | --- | --- |
//! | `name`, `layer` | the layer's name |
//! | `kind`, `type`, `op` | what it is |
//! | `inputs` | the layers that it reads, `;` between them; without it, the layer before |
//! | `flop`, `flops`, `gflops`, … | work, a multiply-add counts 2 |
//! | `macs`, `gmacs`, `mult_adds`, … | multiply-adds; `elementwise_ops` are added to twice that |
//! | `outputBytes`, `output_mb`, … | bytes that leave it |
//! | `out_elements`, `out_shape` | the same in elements |
//! | `weightBytes`, `weight_mb`, `params` | its parameters, in bytes or in number |
//! | `secondsOn.X`, `X_ms`, `time_us_X`, … | measured time on a device X |

use super::draft::{DraftLayer, Read};
use crate::import::cell::{amount, normal, scaled, time_unit};
use crate::import::readings::{Readings, Taken};
use crate::import::{ImportOptions, ImportReport};
use crate::json::number;
use std::collections::BTreeMap;

/// The device of times that do not say where they were taken.
const UNNAMED_DEVICE: &str = "measured";

/// What a file says about all its numbers.
pub(super) struct Measures {
    /// How many inputs the numbers are for.
    pub batch: f64,
    /// Bytes of an element.
    pub element: f64,
    /// Seconds of a unit of time, where a column does not say.
    pub time: f64,
    uses_elements: bool,
    uses_time: bool,
    says_element: bool,
    says_batch: bool,
    /// How cells were read that are not plain numbers.
    pub readings: Readings,
}

impl Measures {
    /// What the file says, else the options, else the defaults.
    pub fn new(batch: Option<f64>, element: Option<f64>, options: &ImportOptions) -> Measures {
        Measures {
            batch: batch.or(options.batch).unwrap_or(1.0),
            element: element.or(options.bytes_per_element).unwrap_or(4.0),
            time: options.time_unit_seconds.unwrap_or(1e-3),
            uses_elements: false,
            uses_time: false,
            says_element: element.or(options.bytes_per_element).is_some(),
            says_batch: batch.or(options.batch).is_some(),
            readings: Readings::default(),
        }
    }

    /// The bytes of elements.
    pub fn elements(&mut self, count: f64) -> f64 {
        self.uses_elements = true;
        count * self.element
    }

    /// Tells what was taken for granted.
    pub fn tell(&mut self, options: &ImportOptions, report: &mut ImportReport) {
        self.readings.tell(report);
        const UNSAID: &str = "the file does not say";
        if !self.says_batch {
            report.assume("batch size", "1", UNSAID, "/batch");
        } else if self.batch != 1.0 {
            let value = format!(
                "{}, so that one inference takes that part of work, bytes and time",
                number(self.batch)
            );
            report.assume("batch size", value, "the numbers are for a batch", "/batch");
        }
        if self.uses_elements && !self.says_element {
            report.assume(
                "bytes per element",
                "4 (float32)",
                UNSAID,
                "/bytesPerElement",
            );
        }
        if self.uses_time && options.time_unit_seconds.is_none() {
            report.assume("unit of times", "ms", UNSAID, "/timeUnitSeconds");
        }
    }
}

/// A layer while its columns come in.
#[derive(Debug, Default)]
pub(super) struct LayerFields {
    pub id: Option<String>,
    pub name: String,
    pub kind: String,
    /// The names of what it reads.
    pub inputs: Option<Vec<String>>,
    /// What is wrong with a cell that should tell the size of the output.
    pub unread_output: Option<String>,
    flop: Option<f64>,
    multiply_adds: Option<f64>,
    elementwise: Option<f64>,
    output_bytes: Option<f64>,
    output_elements: Option<f64>,
    weight_bytes: Option<f64>,
    parameters: Option<f64>,
    seconds_on: BTreeMap<String, f64>,
}

impl LayerFields {
    /// Takes the cell of a column.
    pub fn take(&mut self, column: &str, value: &str, measures: &mut Measures) -> Taken {
        let name = normal(column);
        match &name[..] {
            "name" | "layer" | "layername" => self.name = value.to_owned(),
            "id" | "index" => self.id = Some(value.to_owned()),
            "kind" | "type" | "op" | "optype" | "layertype" => self.kind = value.to_owned(),
            "inputs" | "input" | "reads" | "parents" => {
                let names = value.split([';', '|']).map(|name| name.trim().to_owned());
                self.inputs = Some(names.filter(|name| !name.is_empty()).collect());
            }
            "elementwiseops" => return Taken::number(&mut self.elementwise, amount(value)),
            "outelements" | "outputelements" | "activations" => {
                return Taken::number(&mut self.output_elements, amount(value));
            }
            "outshape" | "outputshape" | "shape" => {
                // Elements say the same more plainly.
                let elements = product(value);
                self.output_elements = self.output_elements.or(elements);
                // Commas in shapes part their sizes.
                return match elements {
                    Some(_) => Taken::Text,
                    None => Taken::Unreadable,
                };
            }
            "params" | "parameters" | "nparams" | "numparams" => {
                return Taken::number(&mut self.parameters, amount(value));
            }
            "macs" | "multadds" | "multiplyadds" | "mac" | "madds" => {
                return Taken::number(&mut self.multiply_adds, amount(value));
            }
            _ => {
                let taken = self.take_scaled(&name, value);
                return taken.unwrap_or_else(|| self.take_seconds(column, value, measures));
            }
        }
        Taken::Text
    }

    /// Amounts whose unit stands in the column's name.
    fn take_scaled(&mut self, name: &str, value: &str) -> Option<Taken> {
        let (place, factor) = if let Some(factor) = prefixed(name, &["flops", "flop"]) {
            (&mut self.flop, factor)
        } else if let Some(factor) = prefixed(name, &["macs", "multadds", "madds"]) {
            (&mut self.multiply_adds, factor)
        } else if let Some(factor) = bytes(
            name,
            &[
                "outputsize",
                "outsize",
                "activationsize",
                "activation",
                "output",
                "out",
            ],
        ) {
            (&mut self.output_bytes, factor)
        } else if let Some(factor) = bytes(
            name,
            &[
                "weightsize",
                "weights",
                "weight",
                "parametersize",
                "params",
                "param",
            ],
        ) {
            (&mut self.weight_bytes, factor)
        } else {
            return None;
        };
        let amount = amount(value).map(|amount| amount * factor);
        Some(Taken::number(place, amount))
    }

    fn take_seconds(&mut self, column: &str, value: &str, measures: &mut Measures) -> Taken {
        let Some((device, unit)) = measured_column(column) else {
            return Taken::Unknown;
        };
        let unit = unit.unwrap_or_else(|| {
            measures.uses_time = true;
            measures.time
        });
        // An empty cell is a device on which this layer was not measured.
        let time = amount(value);
        if let Some(time) = time {
            self.seconds_on
                .insert(device, scaled(time, unit) / measures.batch);
        }
        Taken::read(time.is_some())
    }

    /// Bytes of the output, for one inference.
    pub fn output(&self, measures: &mut Measures) -> Option<f64> {
        let bytes = self
            .output_bytes
            .or_else(|| self.output_elements.map(|count| measures.elements(count)));
        bytes.map(|bytes| bytes / measures.batch)
    }

    /// The layer; `reads` is what the names in `inputs` mean.
    pub fn finish(
        self,
        reads: Option<Vec<Read>>,
        output_bytes: f64,
        measures: &mut Measures,
    ) -> DraftLayer {
        let counted = match (self.multiply_adds, self.elementwise) {
            (None, None) => None,
            (macs, elementwise) => Some(2.0 * macs.unwrap_or(0.0) + elementwise.unwrap_or(0.0)),
        };
        let weights = self
            .weight_bytes
            .or_else(|| self.parameters.map(|count| measures.elements(count)));
        DraftLayer {
            name: self.name,
            kind: self.kind,
            flop: self.flop.or(counted).map(|flop| flop / measures.batch),
            output_bytes,
            weight_bytes: weights.unwrap_or(0.0),
            seconds_on: self.seconds_on,
            reads,
        }
    }
}

/// Whether columns are those of layers: a name, and something about work, size or time.
pub(super) fn are_of_layers<'a>(columns: impl Iterator<Item = &'a str>) -> bool {
    let mut probe = LayerFields::default();
    let mut measures = Measures::new(None, None, &ImportOptions::default());
    let (mut has_name, mut has_amount) = (false, false);
    for column in columns {
        let name = normal(column);
        has_name |= matches!(&name[..], "name" | "layer" | "layername" | "id" | "index");
        let before = probe.amounts();
        probe.take(column, "1", &mut measures);
        has_amount |= probe.amounts() > before;
    }
    has_name && has_amount
}

impl LayerFields {
    fn amounts(&self) -> usize {
        let amounts = [
            self.flop,
            self.multiply_adds,
            self.elementwise,
            self.output_bytes,
            self.output_elements,
            self.weight_bytes,
            self.parameters,
        ];
        amounts.iter().flatten().count() + self.seconds_on.len()
    }
}

/// The elements of a shape: `64x112x112`, `(64, 112, 112)`, `[1,64]`.
pub(super) fn product(shape: &str) -> Option<f64> {
    let inside = shape.trim_matches(['(', ')', '[', ']', ' ']);
    let sizes = inside
        .split([',', 'x', '×', '*', ';', ' '])
        .filter(|size| !size.trim().is_empty());
    let sizes: Vec<f64> = sizes.map(amount).collect::<Option<_>>()?;
    (!sizes.is_empty())
        .then(|| sizes.iter().product())
        .filter(|elements: &f64| elements.is_finite())
}

/// The factor of `gflops`, or of `flops (G)`.
fn prefixed(name: &str, bases: &[&str]) -> Option<f64> {
    let factor = |prefix: &str| match prefix {
        "" => Some(1.0),
        "k" | "kilo" => Some(1e3),
        "m" | "mega" => Some(1e6),
        "g" | "giga" => Some(1e9),
        "t" | "tera" => Some(1e12),
        _ => None,
    };
    bases.iter().find_map(|base| {
        let before = name.strip_suffix(base).and_then(factor);
        before.or_else(|| name.strip_prefix(base).and_then(factor))
    })
}

/// The factor of `outputbytes`, `weightmb` or `outputsize`.
fn bytes(name: &str, bases: &[&str]) -> Option<f64> {
    bases
        .iter()
        .find_map(|base| match name.strip_prefix(base)? {
            "" if base.ends_with("size") => Some(1.0),
            "bytes" | "byte" | "b" => Some(1.0),
            "kb" => Some(1e3),
            "mb" => Some(1e6),
            "gb" => Some(1e9),
            "kib" => Some(1024.0),
            "mib" => Some(1024.0 * 1024.0),
            "gib" => Some(1024.0 * 1024.0 * 1024.0),
            _ => None,
        })
}

/// The device and the unit of a column of times.
fn measured_column(column: &str) -> Option<(String, Option<f64>)> {
    const WORDS: [&str; 7] = [
        "time", "latency", "duration", "runtime", "measured", "on", "compute",
    ];
    let lower = column.to_lowercase();
    for prefix in ["secondson", "seconds_on", "seconds on"] {
        if let Some(rest) = lower.strip_prefix(prefix) {
            // The device keeps its own letters.
            let device = column[column.len() - rest.len()..]
                .trim_matches(|letter: char| !letter.is_alphanumeric());
            let device = if device.is_empty() {
                UNNAMED_DEVICE
            } else {
                device
            };
            return Some((device.to_owned(), Some(1.0)));
        }
    }
    let words = column
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let (mut unit, mut is_time) = (None, false);
    let mut device: Vec<&str> = Vec::new();
    for word in words {
        let known = word.to_lowercase();
        match time_unit(&known).filter(|_| unit.is_none()) {
            Some(seconds) => unit = Some(seconds),
            None if WORDS.contains(&&known[..]) => is_time = true,
            None => device.push(word),
        }
    }
    if unit.is_none() && !is_time {
        return None;
    }
    let device = if device.is_empty() {
        UNNAMED_DEVICE.to_owned()
    } else {
        device.join("-")
    };
    Some((device, unit))
}
