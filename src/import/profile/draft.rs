//! A model as a file tells it, before it becomes one of ours.
//!
//! Files list layers in any order, name them as they like, and say what reads what by numbers; some
//! know times and no work. Here layers are put in order, get lawful names, and missing work is
//! estimated from the times, each with a word about it.

use crate::error::Result;
use crate::import::catalogue;
use crate::import::check::checked_model;
use crate::import::granularity::coarsen;
use crate::import::unique::UniqueNames;
use crate::import::{Filled, FilledValue, ImportOptions, ImportReport, invalid, within_limit};
use crate::json::number;
use crate::scenario::{Layer, Model, Tensor};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// The most layers that are read.
const MOST_LAYERS: usize = 100_000;

/// What a layer reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// An input of the model.
    Input(usize),
    /// The output of a layer.
    Layer(usize),
}

/// What a file tells of a model.
#[derive(Debug, Default)]
pub(super) struct DraftModel {
    pub name: Option<String>,
    pub inputs: Vec<DraftInput>,
    pub layers: Vec<DraftLayer>,
}

/// What a file tells of an input.
#[derive(Debug)]
pub(super) struct DraftInput {
    pub name: String,
    /// Nothing where the file does not say.
    pub bytes: Option<f64>,
}

/// What a file tells of a layer.
#[derive(Debug, Default)]
pub(super) struct DraftLayer {
    pub name: String,
    pub kind: String,
    pub flop: Option<f64>,
    pub output_bytes: f64,
    pub weight_bytes: f64,
    pub seconds_on: BTreeMap<String, f64>,
    /// What it reads; nothing said is the layer before.
    pub reads: Option<Vec<Read>>,
}

impl DraftModel {
    /// Adds a layer.
    pub fn add(&mut self, layer: DraftLayer) -> Result<()> {
        within_limit(
            self.layers.len() as u64 + 1,
            MOST_LAYERS as u64,
            "layers",
            "a model",
        )?;
        self.layers.push(layer);
        Ok(())
    }

    /// The model, valid and in order.
    pub fn finish(mut self, options: &ImportOptions, report: &mut ImportReport) -> Result<Model> {
        if self.layers.is_empty() {
            return Err(invalid("the file has no layer"));
        }
        report.count("layers", self.layers.len());
        if self.inputs.is_empty() {
            self.inputs.push(DraftInput {
                name: "input".to_owned(),
                bytes: None,
            });
        }
        for index in 0..self.layers.len() {
            let before = index.checked_sub(1).map_or(Read::Input(0), Read::Layer);
            self.layers[index].reads.get_or_insert_with(|| vec![before]);
        }
        self.sort()?;
        self.assume_inputs(options, report);
        self.make_names_lawful(report);
        self.rename_devices(options, report);
        let name = self.name.take().filter(|name| !name.trim().is_empty());
        let id = name
            .or_else(|| options.stem())
            .unwrap_or_else(|| "model".to_owned());
        let mut model = checked_model(self.into_model(id))?;
        // What a file calls a layer is one, unless something else is asked for.
        if let Some(granularity) = options.granularity {
            let layers = model.layers.len();
            model = coarsen(&model, granularity).model;
            if model.layers.len() < layers {
                let message = format!(
                    "{layers} layers were drawn together to {}",
                    model.layers.len()
                );
                report.fold("fused", (layers - model.layers.len()) as u64, message);
            }
        }
        estimate_work(&mut model, report);
        Ok(model)
    }

    /// Sizes of inputs that the file does not tell, once layers are in order.
    fn assume_inputs(&mut self, options: &ImportOptions, report: &mut ImportReport) {
        let mut first_readers: Vec<Option<usize>> = vec![None; self.inputs.len()];
        for (index, layer) in self.layers.iter().enumerate() {
            for read in layer.reads.iter().flatten() {
                if let Read::Input(input) = read {
                    first_readers[*input].get_or_insert(index);
                }
            }
        }
        let is_only = self.inputs.len() == 1;
        for (input, reader) in self.inputs.iter_mut().zip(first_readers) {
            if input.bytes.is_some() {
                continue;
            }
            input.bytes = options.input_bytes.or_else(|| {
                let bytes = self.layers[reader.unwrap_or(0)].output_bytes;
                let (about, whose) = match is_only {
                    true => ("size of the input".to_owned(), "the first layer's output"),
                    false => (
                        format!("size of the input {}", input.name),
                        "the output of the first layer that reads it",
                    ),
                };
                let value = format!("{} B, as {whose}", number(bytes));
                report.assume(&about, value, "the file does not say", "/inputBytes");
                Some(bytes)
            });
        }
    }

    /// Puts layers behind what they read, in the order of the file where that leaves a choice.
    fn sort(&mut self) -> Result<()> {
        let reads = |layer: &DraftLayer| -> BTreeSet<usize> {
            let read = layer.reads.iter().flatten();
            read.filter_map(|read| match read {
                Read::Layer(index) => Some(*index),
                Read::Input(_) => None,
            })
            .collect()
        };
        let mut readers: Vec<Vec<usize>> = vec![Vec::new(); self.layers.len()];
        let mut missing: Vec<usize> = Vec::with_capacity(self.layers.len());
        for (index, layer) in self.layers.iter().enumerate() {
            let read = reads(layer);
            missing.push(read.len());
            read.into_iter().for_each(|read| readers[read].push(index));
        }
        let ready = missing
            .iter()
            .enumerate()
            .filter(|(_, missing)| **missing == 0);
        let mut ready: BinaryHeap<_> = ready.map(|(index, _)| Reverse(index)).collect();
        let mut order = Vec::with_capacity(self.layers.len());
        while let Some(Reverse(index)) = ready.pop() {
            order.push(index);
            for &reader in &readers[index] {
                missing[reader] -= 1;
                if missing[reader] == 0 {
                    ready.push(Reverse(reader));
                }
            }
        }
        if order.len() < self.layers.len() {
            let stuck = missing.iter().position(|missing| *missing > 0).unwrap_or(0);
            return Err(invalid(format!(
                "the layer `{}` needs its own output, directly or by way of others",
                self.layers[stuck].name
            )));
        }
        let mut places = vec![0; order.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(place, &index)| places[index] = place);
        let mut layers: Vec<_> = std::mem::take(&mut self.layers)
            .into_iter()
            .map(Some)
            .collect();
        self.layers = order
            .iter()
            .filter_map(|&index| layers[index].take())
            .collect();
        for read in self
            .layers
            .iter_mut()
            .flat_map(|layer| layer.reads.iter_mut().flatten())
        {
            if let Read::Layer(index) = read {
                *index = places[*index];
            }
        }
        Ok(())
    }

    /// Makes names unique, of layers and of inputs where there are several, and free of `:`.
    fn make_names_lawful(&mut self, report: &mut ImportReport) {
        let mut names = UniqueNames::default();
        let mut changed = 0;
        let mut take = |own: &mut String, wanted: String| {
            let name = names.take(wanted);
            changed += usize::from(name != *own);
            *own = name;
        };
        // One alone is called `input`, whatever the file calls it.
        if self.inputs.len() > 1 {
            for (index, input) in self.inputs.iter_mut().enumerate() {
                let mut name = input.name.trim().replace(':', "_");
                if name.is_empty() {
                    name = format!("input{}", index + 1);
                }
                take(&mut input.name, name);
            }
        }
        for (index, layer) in self.layers.iter_mut().enumerate() {
            let mut name = layer.name.trim().replace(':', "_");
            if name.is_empty() || name == "input" {
                name = format!("layer{}", index + 1);
            }
            take(&mut layer.name, name);
        }
        if changed > 0 {
            let message = format!(
                "{changed} layers or inputs got other names, for names are unique, no layer is `input`, and none has a `:`"
            );
            report.warn("layers-renamed", message, "/model/layers");
        }
    }

    /// Calls devices as the caller says that they are called in the network.
    fn rename_devices(&mut self, options: &ImportOptions, report: &mut ImportReport) {
        let mut devices: BTreeSet<String> = BTreeSet::new();
        for layer in &mut self.layers {
            let seconds_on = std::mem::take(&mut layer.seconds_on);
            layer.seconds_on = seconds_on
                .into_iter()
                .map(|(device, seconds)| {
                    (
                        options.measured_on.get(&device).cloned().unwrap_or(device),
                        seconds,
                    )
                })
                .collect();
            devices.extend(layer.seconds_on.keys().cloned());
        }
        if !devices.is_empty() {
            report.count("devices with measured seconds", devices.len());
        }
    }

    fn into_model(self, id: String) -> Model {
        let is_chain = self.inputs.len() == 1
            && (0..self.layers.len()).all(|index| {
                let before = index.checked_sub(1).map_or(Read::Input(0), Read::Layer);
                self.layers[index].reads.as_deref() == Some(&[before])
            });
        let names: Vec<String> = self.layers.iter().map(|layer| layer.name.clone()).collect();
        let has_one_input = self.inputs.len() == 1;
        let inputs = self.inputs.into_iter().map(|input| Tensor {
            name: match has_one_input {
                true => "input".to_owned(),
                false => input.name,
            },
            bytes: input.bytes.unwrap_or(0.0),
        });
        let inputs: Vec<Tensor> = inputs.collect();
        let name_of = |read: &Read| match read {
            Read::Input(index) => inputs[*index].name.clone(),
            Read::Layer(index) => names[*index].clone(),
        };
        let layers = self.layers.into_iter().map(|layer| Layer {
            inputs: (!is_chain).then(|| layer.reads.iter().flatten().map(name_of).collect()),
            name: layer.name,
            kind: layer.kind,
            flop: layer.flop,
            output_bytes: Some(layer.output_bytes),
            weight_bytes: layer.weight_bytes,
            seconds_on: layer.seconds_on,
            ..Layer::default()
        });
        Model {
            id,
            layers: layers.collect(),
            input_bytes: has_one_input.then(|| inputs[0].bytes),
            inputs: (!has_one_input).then_some(inputs),
            outputs: None,
        }
    }
}

/// The device that measured seconds are taken to come from where the catalogue does not know it.
fn like(device: &str) -> &'static str {
    let name = device.to_lowercase();
    let is_accelerator = ["gpu", "accel", "cuda", "fpga", "tpu", "npu"];
    match is_accelerator.iter().any(|word| name.contains(word)) {
        true => "v100",
        false => "core-i7-13700k",
    }
}

/// Work of layers whose time alone is known: time × the rate of the device that took it.
fn estimate_work(model: &mut Model, report: &mut ImportReport) {
    let mut likened: BTreeMap<String, &'static str> = BTreeMap::new();
    let mut unknown = 0;
    for (index, layer) in model.layers.iter_mut().enumerate() {
        if layer.flop.is_some() {
            continue;
        }
        let known = layer.seconds_on.iter().find_map(|(name, seconds)| {
            let device = catalogue::device(name, String::new).ok()?;
            Some((device, *seconds))
        });
        let found = known.or_else(|| {
            let (name, seconds) = layer.seconds_on.iter().next_back()?;
            let alike = like(name);
            likened.insert(name.clone(), alike);
            Some((catalogue::device(alike, String::new).ok()?, *seconds))
        });
        let Some((device, seconds)) = found else {
            unknown += 1;
            continue;
        };
        let flop = seconds * device.flop_per_second;
        layer.flop = Some(flop);
        report.filled.push(Filled {
            path: format!("/model/layers/{index}/flop"),
            value: FilledValue::Number(flop),
            rule: format!(
                "measured seconds × the rate of {} ({} FLOP/s)",
                device.id,
                number(device.flop_per_second)
            ),
        });
    }
    for (device, alike) in likened {
        let about = format!("rate of {device}");
        let reason = "the file has times and no work, and nobody said on what they were measured";
        report.assume(&about, format!("that of {alike}"), reason, "/measuredOn");
    }
    if unknown > 0 {
        let message = format!(
            "the work of {unknown} layers is unknown; give their `flop` a number to route the model"
        );
        report.warn("unknown-work", message, "/model/layers");
    }
}
