//! Checks that a model's layers and tensors make sense.

use super::validate::{amount, either, optional_amount, twice};
use super::{Layer, Model};
use crate::error::{Error, Result};
use crate::json::escape;
use std::collections::HashMap;

/// The names of a model's tensors, each with the number of the layer that makes it; the model's
/// inputs have 0.
type Makers = HashMap<String, usize>;

pub(super) fn check_model(model: &Model, path: &str) -> Result<()> {
    if model.layers.is_empty() {
        return Err(Error::scenario(
            format!("{path}/layers"),
            format!("model `{}` needs at least one layer", model.id),
        ));
    }
    let mut makers = Makers::new();
    match (model.input_bytes, &model.inputs) {
        (Some(bytes), None) => {
            amount(bytes, path, "inputBytes")?;
            makers.insert("input".to_owned(), 0);
        }
        (None, Some(inputs)) => {
            for (index, tensor) in inputs.iter().enumerate() {
                let path = format!("{path}/inputs/{index}");
                amount(tensor.bytes, &path, "bytes")?;
                check_named(&tensor.name, &path)?;
                if makers.insert(tensor.name.clone(), 0).is_some() {
                    return Err(twice("input", &tensor.name, format!("{path}/name")));
                }
            }
        }
        (one, _) => return Err(either(path, "inputBytes", "inputs", one.is_some())),
    }
    let mut names: HashMap<String, usize> = HashMap::new();
    for (number, layer) in (1..).zip(&model.layers) {
        let path = format!("{path}/layers/{}", number - 1);
        check_name(layer, &path)?;
        if names.insert(layer.name.clone(), number).is_some() {
            return Err(twice("layer", &layer.name, format!("{path}/name")));
        }
        check_amounts(layer, &path)?;
        check_outputs(layer, number, &path, &mut makers)?;
    }
    for (number, layer) in (1..).zip(&model.layers) {
        let path = format!("{path}/layers/{}", number - 1);
        for (index, name) in layer.inputs.iter().flatten().enumerate() {
            let maker = find(name, model, &makers, || format!("{path}/inputs/{index}"))?;
            if maker >= number {
                return Err(Error::scenario(
                    format!("{path}/inputs/{index}"),
                    format!(
                        "layer {number} (`{}`) reads `{name}`, which layer {maker} makes; layers stand after those that they read from",
                        layer.name
                    ),
                ));
            }
        }
    }
    let Some(outputs) = &model.outputs else {
        return Ok(());
    };
    if outputs.is_empty() {
        return Err(Error::scenario(
            format!("{path}/outputs"),
            "`outputs` names at least one tensor; leave it out for those that nobody reads"
                .to_owned(),
        ));
    }
    names.clear();
    for (index, name) in outputs.iter().enumerate() {
        let path = || format!("{path}/outputs/{index}");
        find(name, model, &makers, path)?;
        if names.insert(name.clone(), index).is_some() {
            return Err(twice("output", name, path()));
        }
    }
    Ok(())
}

fn check_name(layer: &Layer, path: &str) -> Result<()> {
    let name = &layer.name;
    if !name.is_empty() && name != "input" && !name.contains(':') {
        return Ok(());
    }
    Err(Error::scenario(
        format!("{path}/name"),
        format!("a layer's name is not empty, not `input` and free of `:`, this one is `{name}`"),
    ))
}

fn check_named(name: &str, path: &str) -> Result<()> {
    if !name.is_empty() {
        return Ok(());
    }
    Err(Error::scenario(
        format!("{path}/name"),
        "a tensor's name is not empty".to_owned(),
    ))
}

fn check_amounts(layer: &Layer, path: &str) -> Result<()> {
    optional_amount(layer.flop, path, "flop")?;
    amount(layer.weight_bytes, path, "weightBytes")?;
    for (device, &seconds) in &layer.seconds_on {
        amount(seconds, &format!("{path}/secondsOn"), &escape(device))?;
    }
    Ok(())
}

/// Checks the tensors that a layer makes, and adds their names.
fn check_outputs(layer: &Layer, number: usize, path: &str, makers: &mut Makers) -> Result<()> {
    match (layer.output_bytes, &layer.outputs) {
        (Some(bytes), None) => {
            amount(bytes, path, "outputBytes")?;
            match makers.insert(layer.name.clone(), number) {
                None => Ok(()),
                Some(_) => Err(twice("tensor", &layer.name, format!("{path}/name"))),
            }
        }
        (None, Some(outputs)) => {
            for (index, tensor) in outputs.iter().enumerate() {
                let path = format!("{path}/outputs/{index}");
                amount(tensor.bytes, &path, "bytes")?;
                check_named(&tensor.name, &path)?;
                let name = format!("{}:{}", layer.name, tensor.name);
                if makers.insert(name, number).is_some() {
                    return Err(twice("output", &tensor.name, format!("{path}/name")));
                }
            }
            Ok(())
        }
        (one, _) => Err(either(path, "outputBytes", "outputs", one.is_some())),
    }
}

/// The number of the layer that makes a tensor, 0 for an input.
fn find(name: &str, model: &Model, makers: &Makers, path: impl Fn() -> String) -> Result<usize> {
    if let Some(&maker) = makers.get(name) {
        return Ok(maker);
    }
    let layer = model.layers.iter().find(|layer| layer.name == name);
    let message = match layer.and_then(|layer| layer.outputs.as_ref()) {
        Some(outputs) => {
            let names = outputs
                .iter()
                .map(|tensor| format!("`{name}:{}`", tensor.name));
            format!(
                "layer `{name}` has `outputs`, its tensors are called {}",
                crate::error::listed(names)
            )
        }
        None => format!("no input or layer makes a tensor `{name}`"),
    };
    Err(Error::scenario(path(), message))
}
