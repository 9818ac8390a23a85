//! PipeDream's `graph.txt`: operators as PyTorch prints them, with times in milliseconds and sizes in
//! bytes for a whole batch, and who feeds whom.
//!
//! The size of the batch is told by any `Linear` layer, whose output has so many elements an input.
//! Work is counted where the printed operator tells it; the backward half is left out.

use super::draft::{DraftInput, DraftLayer, DraftModel, Read};
use crate::error::Result;
use crate::import::cell::{amount, scaled};
use crate::import::{ImportOptions, ImportReport, invalid};
use crate::json::number;
use crate::scenario::Model;
use std::collections::HashMap;

/// The device that the times come from; the file does not name it.
const DEVICE: &str = "gpu";

/// PyTorch's single precision.
const ELEMENT_BYTES: f64 = 4.0;

/// Whether a text begins with a node of such a graph.
pub(in crate::import) fn begins_as_one(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    first.is_some_and(|line| line.contains(" -- ") && line.contains("forward_compute_time="))
}

struct Node<'a> {
    id: &'a str,
    operator: &'a str,
    milliseconds: f64,
    output_bytes: f64,
    weight_bytes: f64,
}

/// Reads a model.
pub(super) fn read(
    text: &str,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Model> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut edges: Vec<(usize, &str, &str)> = Vec::new();
    for (line, text) in (1..)
        .zip(text.lines())
        .filter(|(_, text)| !text.trim().is_empty())
    {
        let parts: Vec<&str> = text.trim().split(" -- ").collect();
        match parts[..] {
            [from, to] => edges.push((line, from.trim(), to.trim())),
            [id, operator, numbers, ..] => {
                nodes.push(node(line, id.trim(), operator.trim(), numbers)?)
            }
            _ => {
                return Err(invalid(format!(
                    "line {line}: expected `node -- operator -- numbers` or `node -- node`"
                )));
            }
        }
    }
    let batch = batch(&nodes, options, report);
    let (mut model, places) = layers(&nodes, batch)?;
    for (line, from, to) in edges {
        let place = |id: &str| {
            let unknown = || invalid(format!("line {line}: there is no node {id}"));
            places.get(id).copied().ok_or_else(unknown)
        };
        let (from, to) = (place(from)?, place(to)?);
        match to {
            Read::Layer(layer) => model.layers[layer].reads.get_or_insert_default().push(from),
            Read::Input(_) => return Err(invalid(format!("line {line}: an input reads nothing"))),
        }
    }
    for layer in &mut model.layers {
        layer.reads.get_or_insert_default();
    }
    report.assume(
        "unit of times",
        "ms",
        "PipeDream's profiler measures so",
        "",
    );
    report.assume(
        "work",
        "of the forward pass alone",
        "an inference needs no more",
        "",
    );
    model.finish(options, report)
}

fn node<'a>(line: usize, id: &'a str, operator: &'a str, numbers: &str) -> Result<Node<'a>> {
    let number = |name: &str| {
        let text = numbers
            .split(", ")
            .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='));
        let text = text.ok_or_else(|| invalid(format!("line {line}: there is no {name}")))?;
        // Operators with several outputs list their sizes.
        let inside = text.trim_matches(['[', ']']);
        let sizes = inside
            .split(';')
            .map(|size| amount(size).unwrap_or(f64::NAN));
        let sum: f64 = sizes.sum();
        match sum.is_finite() {
            true => Ok(sum),
            false => Err(invalid(format!(
                "line {line}: {name} is a number of at least 0, not {text}"
            ))),
        }
    };
    Ok(Node {
        id,
        operator,
        milliseconds: number("forward_compute_time")?,
        output_bytes: number("activation_size")?,
        weight_bytes: number("parameter_size")?,
    })
}

/// `name=value` in the brackets of a printed operator.
fn setting<'a>(operator: &'a str, name: &str) -> Option<&'a str> {
    let after = &operator[operator.find(&format!("{name}="))? + name.len() + 1..];
    let end = match after.starts_with('(') {
        true => after.find(')')? + 1,
        false => after.find([',', ')'])?,
    };
    Some(&after[..end])
}

/// How many inputs the numbers are for.
fn batch(nodes: &[Node], options: &ImportOptions, report: &mut ImportReport) -> f64 {
    if let Some(batch) = options.batch {
        return batch;
    }
    let told = nodes
        .iter()
        .filter(|node| node.operator.starts_with("Linear("))
        .find_map(|node| {
            let features = setting(node.operator, "out_features").and_then(amount)?;
            let batch = node.output_bytes / (features * ELEMENT_BYTES);
            (batch >= 1.0 && batch.fract() == 0.0).then_some(batch)
        });
    let (batch, reason) = match told {
        Some(batch) => (
            batch,
            "the output of its first Linear layer is so many times as large as that of one input",
        ),
        None => (1.0, "the file does not say"),
    };
    report.assume("batch size", number(batch), reason, "/batch");
    batch
}

/// The layers, and what each node has become.
fn layers<'a>(nodes: &[Node<'a>], batch: f64) -> Result<(DraftModel, HashMap<&'a str, Read>)> {
    let mut model = DraftModel::default();
    let mut places = HashMap::new();
    for node in nodes {
        let bytes = node.output_bytes / batch;
        let place = if node.operator.starts_with("Input") {
            // The profiler writes 0 where it does not know.
            model.inputs.push(DraftInput {
                name: node.id.to_owned(),
                bytes: Some(bytes).filter(|bytes| *bytes > 0.0),
            });
            Read::Input(model.inputs.len() - 1)
        } else {
            let kind = node.operator.split('(').next().unwrap_or(node.operator);
            model.add(DraftLayer {
                name: node.id.to_owned(),
                kind: kind.to_owned(),
                flop: flop(kind, node.operator, bytes / ELEMENT_BYTES),
                output_bytes: bytes,
                weight_bytes: node.weight_bytes,
                seconds_on: [(DEVICE.to_owned(), scaled(node.milliseconds, 1e-3) / batch)].into(),
                reads: None,
            })?;
            Read::Layer(model.layers.len() - 1)
        };
        if places.insert(node.id, place).is_some() {
            return Err(invalid(format!("there are two nodes {}", node.id)));
        }
    }
    Ok((model, places))
}

/// The work of an operator that makes so many elements, where its printed form tells it.
fn flop(kind: &str, operator: &str, elements: f64) -> Option<f64> {
    let of_kernel = || {
        let size = setting(operator, "kernel_size")?;
        let sizes: Vec<f64> = size
            .trim_matches(['(', ')'])
            .split(',')
            .map(amount)
            .collect::<Option<_>>()?;
        match sizes[..] {
            [side] => Some(side * side),
            [height, width] => Some(height * width),
            _ => None,
        }
    };
    match kind {
        "Linear" => Some(2.0 * elements * setting(operator, "in_features").and_then(amount)?),
        "Conv2d" => {
            let inside = operator.split_once('(')?.1;
            let channels = amount(inside.split(',').next()?)?;
            let groups = setting(operator, "groups").and_then(amount).unwrap_or(1.0);
            Some(2.0 * elements * channels / groups * of_kernel()?)
        }
        "MaxPool2d" | "AvgPool2d" => Some(elements * of_kernel()?),
        "ReLU" | "ReLU6" | "Sigmoid" | "Tanh" | "Softmax" | "BatchNorm2d" | "Add" => Some(elements),
        "View" | "Size" | "Dropout" | "Concat" => Some(0.0),
        _ => None,
    }
}
