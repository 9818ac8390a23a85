//! PipeEdge's YAML: `models.yml` knows the sizes of layers, `device_types.yml` their times, and both
//! can stand in one file; a profiler's own `profiler_results.yml` knows both for one device.
//!
//! Sizes are elements for one input, times are seconds for a whole batch, and what a layer takes of
//! memory is told in megabytes.

use super::draft::{DraftInput, DraftLayer, DraftModel};
use crate::error::Result;
use crate::import::cell::amount_of;
use crate::import::{ImportOptions, ImportReport, invalid, unsupported};
use crate::json::{Document, number};
use crate::scenario::Model;
use std::collections::BTreeMap;

/// The device of a profiler's own results, which do not name it.
const DEVICE: &str = "profiled";

/// Whether a text has fields that only these files have.
pub(in crate::import) fn is_one(text: &str) -> bool {
    const FIELDS: [&str; 3] = ["parameters_out:", "model_profiles:", "profile_data:"];
    text.lines().any(|line| {
        FIELDS
            .iter()
            .any(|field| line.trim_start().starts_with(field))
    })
}

/// Reads a model.
pub(super) fn read(
    document: &Document,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Model> {
    if document.get("profile_data").is_some() {
        return read_results(document, options, report);
    }
    let Document::Object(entries) = document else {
        return Err(invalid(
            "these files hold a map of models, or of device types",
        ));
    };
    let is_full = |entry: &&(String, Document)| matches!(entry.1.get("parameters_out"), Some(Document::Array(layers)) if !layers.is_empty());
    let models: Vec<_> = entries.iter().filter(is_full).collect();
    let (name, sizes) = choose(&models, options, report)?;
    let mut draft = with_sizes(name, sizes)?;
    let profiles = entries
        .iter()
        .filter_map(|(device, entry)| Some((device, entry.get("model_profiles")?.get(name)?)));
    let mut element = options.bytes_per_element;
    for (device, profile) in profiles {
        // One for each size of batch; older files have one alone.
        let profiles = match profile {
            Document::Array(profiles) => &profiles[..],
            profile => std::slice::from_ref(profile),
        };
        let asked = profiles
            .iter()
            .find(|profile| options.batch.is_some() && batch_size(profile) == options.batch);
        let Some(profile) = asked.or(profiles.first()) else {
            continue;
        };
        element = element.or_else(|| element_bytes(profile));
        let times = numbers(profile.get("time_s"), "time_s")?;
        let batch = batch_of(profile, device, profiles.len(), options, report);
        add_times(&mut draft, device, &times, batch)?;
    }
    finish(draft, element, options, report)
}

fn choose<'a>(
    models: &[&'a (String, Document)],
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<(&'a str, &'a Document)> {
    let names = || {
        models
            .iter()
            .map(|(name, _)| &name[..])
            .collect::<Vec<_>>()
            .join(", ")
    };
    let found = match &options.table {
        Some(wanted) => models
            .iter()
            .find(|(name, _)| name == wanted.trim_start_matches('/')),
        None => models.first(),
    };
    let Some((name, sizes)) = found else {
        return Err(match models.is_empty() {
            true => unsupported(
                "this file knows times and no sizes; put models.yml and device_types.yml into one file, one behind the other".to_owned(),
            ),
            false => invalid(format!("there is no such model, there is {}", names())),
        });
    };
    if models.len() > 1 && options.table.is_none() {
        let message = format!(
            "the file has {} models, the first was read; say which with table: {}",
            models.len(),
            names()
        );
        report.warn("several-models", message, "");
    }
    Ok((name, sizes))
}

fn numbers(document: Option<&Document>, what: &str) -> Result<Vec<f64>> {
    let broken = || invalid(format!("{what} is a list of numbers of at least 0"));
    let Some(Document::Array(values)) = document else {
        return Err(broken());
    };
    values
        .iter()
        .map(|value| amount_of(Some(value)).ok_or_else(broken))
        .collect()
}

/// Layers whose bytes are elements so far.
fn with_sizes(name: &str, sizes: &Document) -> Result<DraftModel> {
    let outputs = numbers(sizes.get("parameters_out"), "parameters_out")?;
    let memory = match sizes.get("mem_MB") {
        Some(memory) => numbers(Some(memory), "mem_MB")?,
        None => Vec::new(),
    };
    let mut draft = DraftModel {
        name: Some(name.to_owned()),
        ..DraftModel::default()
    };
    if let Some(elements) = amount_of(sizes.get("parameters_in")) {
        draft.inputs.push(DraftInput {
            name: "input".to_owned(),
            bytes: Some(elements),
        });
    }
    for (index, elements) in outputs.into_iter().enumerate() {
        draft.add(DraftLayer {
            name: format!("layer{}", index + 1),
            output_bytes: elements,
            weight_bytes: memory.get(index).copied().unwrap_or(0.0) * 1e6,
            ..DraftLayer::default()
        })?;
    }
    Ok(draft)
}

/// The bytes of an element by its PyTorch type.
fn element_bytes(profile: &Document) -> Option<f64> {
    match profile.text("dtype")?.trim_start_matches("torch.") {
        "float64" | "double" => Some(8.0),
        "float32" | "float" => Some(4.0),
        "float16" | "bfloat16" | "half" => Some(2.0),
        "int8" | "uint8" | "qint8" => Some(1.0),
        _ => None,
    }
}

fn batch_size(profile: &Document) -> Option<f64> {
    amount_of(profile.get("batch_size")).filter(|batch| *batch > 0.0)
}

/// How many inputs the times of a device are for, of which there are so many profiles.
fn batch_of(
    profile: &Document,
    device: &str,
    profiles: usize,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> f64 {
    let told = batch_size(profile);
    let batch = told.or(options.batch).unwrap_or(1.0);
    let is_asked = options.batch == Some(batch);
    let reason = match told {
        None if is_asked => return batch,
        None => "the file does not say",
        Some(_) if is_asked => "the times are for the batch that was asked for",
        Some(_) if profiles > 1 => "the first of the batches that were measured",
        Some(_) => "the times are for a batch",
    };
    if batch != 1.0 || !is_asked && (told.is_none() || profiles > 1 || options.batch.is_some()) {
        let value = match batch == 1.0 {
            true => format!("1, on {device}"),
            false => format!(
                "{}, so that one inference takes that part of the time on {device}",
                number(batch)
            ),
        };
        report.assume("batch size", value, reason, "/batch");
    }
    batch
}

fn add_times(draft: &mut DraftModel, device: &str, times: &[f64], batch: f64) -> Result<()> {
    if times.len() != draft.layers.len() {
        return Err(invalid(format!(
            "{device} has times of {} layers, and the model has {}",
            times.len(),
            draft.layers.len()
        )));
    }
    for (layer, seconds) in draft.layers.iter_mut().zip(times) {
        layer.seconds_on.insert(device.to_owned(), seconds / batch);
    }
    Ok(())
}

/// Elements of all shapes together: several tensors leave a layer of a transformer.
fn elements(shapes: Option<&Document>) -> Option<f64> {
    let Some(Document::Array(shapes)) = shapes else {
        return None;
    };
    let shape = |shape: &Document| match shape {
        Document::Array(sizes) => sizes
            .iter()
            .map(|size| amount_of(Some(size)))
            .product::<Option<f64>>(),
        _ => None,
    };
    shapes.iter().map(shape).sum()
}

fn read_results(
    document: &Document,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Model> {
    let Some(Document::Array(layers)) = document.get("profile_data") else {
        return Err(invalid("profile_data is a list of layers"));
    };
    let batch = batch_of(document, DEVICE, 1, options, report);
    let mut draft = DraftModel {
        name: document.text("model_name").map(str::to_owned),
        ..DraftModel::default()
    };
    for (index, layer) in layers.iter().enumerate() {
        let number = amount_of(layer.get("layer")).map_or_else(|| (index + 1).to_string(), number);
        let missing = |field: &str| invalid(format!("layer {number} has no {field}"));
        if let (0, Some(elements)) = (index, elements(layer.get("shape_in"))) {
            draft.inputs.push(DraftInput {
                name: "input".to_owned(),
                bytes: Some(elements),
            });
        }
        let seconds = amount_of(layer.get("time")).map(|time| (DEVICE.to_owned(), time / batch));
        draft.add(DraftLayer {
            name: format!("layer{number}"),
            output_bytes: elements(layer.get("shape_out")).ok_or_else(|| missing("shape_out"))?,
            weight_bytes: amount_of(layer.get("memory")).unwrap_or(0.0) * 1e6,
            seconds_on: seconds.into_iter().collect::<BTreeMap<_, _>>(),
            ..DraftLayer::default()
        })?;
    }
    finish(
        draft,
        options
            .bytes_per_element
            .or_else(|| element_bytes(document)),
        options,
        report,
    )
}

/// Makes bytes of elements.
fn finish(
    mut draft: DraftModel,
    element: Option<f64>,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Model> {
    if element.is_none() {
        report.assume(
            "bytes per element",
            "4 (float32)",
            "the file does not say",
            "/bytesPerElement",
        );
    }
    let element = element.unwrap_or(4.0);
    let inputs = draft.inputs.iter_mut();
    let inputs = inputs.filter_map(|input| input.bytes.as_mut());
    let outputs = draft.layers.iter_mut().map(|layer| &mut layer.output_bytes);
    inputs.chain(outputs).for_each(|bytes| *bytes *= element);
    if draft.layers.iter().any(|layer| layer.weight_bytes > 0.0) {
        report.assume(
            "weights",
            "the memory of each layer",
            "the file does not tell parameters from working memory",
            "",
        );
    }
    draft.finish(options, report)
}
