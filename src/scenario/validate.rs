//! Checks that every number and name of a scenario makes sense.
//!
//! Document order, only that a model's tensors are known before it is checked who reads them; the
//! first thing that is wrong is the error. What depends on one job's times
//! (sums that overflow, layers of unknown work) is checked when that job is routed.

use super::validate_model::check_model;
use super::{FORMAT, Job, Link, Model, Network, Node, Pin, Scenario};
use crate::error::{Error, Result};
use crate::json::number;
use std::collections::HashMap;

impl Scenario {
    /// Checks a scenario that was built in code; [`Scenario::from_json`] has done so already.
    ///
    /// # Errors
    /// The first number, name or reference that makes no sense, in document order.
    ///
    /// # Cost
    /// Linear in the size of the scenario.
    pub fn validate(&self) -> Result<()> {
        if self.format != FORMAT {
            return Err(Error::UnsupportedFormat {
                found: self.format.clone(),
                known: FORMAT,
            });
        }
        let nodes = check_network(&self.network)?;
        let models = unique_ids(
            self.models.iter().map(|model| &model.id),
            "model",
            "/models",
        )?;
        for (index, model) in self.models.iter().enumerate() {
            check_model(model, &format!("/models/{index}"))?;
        }
        unique_ids(self.jobs.iter().map(|job| &job.id), "job", "/jobs")?;
        for (index, job) in self.jobs.iter().enumerate() {
            let path = format!("/jobs/{index}");
            let Some(&model) = models.get(&job.model) else {
                return Err(Error::scenario(
                    format!("{path}/model"),
                    format!("there is no model `{}`", job.model),
                ));
            };
            check_job(job, &self.network, &nodes, &self.models[model], &path)?;
        }
        Ok(())
    }
}

/// Returns the index of each node by its id.
fn check_network(network: &Network) -> Result<HashMap<String, usize>> {
    if network.nodes.is_empty() {
        return Err(Error::scenario(
            "/network/nodes".to_owned(),
            "a network needs at least one node".to_owned(),
        ));
    }
    let ids = unique_ids(
        network.nodes.iter().map(|node| &node.id),
        "node",
        "/network/nodes",
    )?;
    for (index, node) in network.nodes.iter().enumerate() {
        check_node(node, &format!("/network/nodes/{index}"))?;
    }
    for (index, link) in network.links.iter().enumerate() {
        let path = format!("/network/links/{index}");
        for (field, id) in [("from", &link.from), ("to", &link.to)] {
            if !ids.contains_key(id) {
                return Err(Error::scenario(
                    format!("{path}/{field}"),
                    format!("there is no node `{id}`"),
                ));
            }
        }
        check_link(link, &path)?;
    }
    Ok(ids)
}

fn check_node(node: &Node, path: &str) -> Result<()> {
    amount(node.flop_per_second, path, "flopPerSecond")?;
    amount(node.backlog_flop, path, "backlogFlop")?;
    if node.flop_per_second == 0.0 && node.backlog_flop > 0.0 {
        return Err(Error::scenario(
            format!("{path}/backlogFlop"),
            format!(
                "node `{}` is a relay (`flopPerSecond` is 0), so it can have no backlog",
                node.id
            ),
        ));
    }
    optional_amount(node.memory_bytes, path, "memoryBytes")?;
    if let Some(rate) = node.memory_bytes_per_second {
        positive(rate, path, "memoryBytesPerSecond")?;
    }
    optional_amount(node.watts, path, "watts")?;
    optional_amount(node.price_per_second, path, "pricePerSecond")?;
    degrees(node.latitude, 90, path, "latitude")?;
    degrees(node.longitude, 180, path, "longitude")
}

fn check_link(link: &Link, path: &str) -> Result<()> {
    if link.from == link.to {
        return Err(Error::scenario(
            format!("{path}/to"),
            format!(
                "a link joins two different nodes, this one leads from `{}` to itself",
                link.from
            ),
        ));
    }
    positive(link.bits_per_second, path, "bitsPerSecond")?;
    amount(link.delay_seconds, path, "delaySeconds")?;
    amount(link.backlog_bits, path, "backlogBits")?;
    optional_amount(link.joules_per_bit, path, "joulesPerBit")?;
    optional_amount(link.price_per_byte, path, "pricePerByte")
}

fn check_job(
    job: &Job,
    network: &Network,
    nodes: &HashMap<String, usize>,
    model: &Model,
    path: &str,
) -> Result<()> {
    for (field, id) in [("source", &job.source), ("destination", &job.destination)] {
        if !nodes.contains_key(id) {
            return Err(Error::scenario(
                format!("{path}/{field}"),
                format!("there is no node `{id}`"),
            ));
        }
    }
    amount(job.release_seconds, path, "releaseSeconds")?;
    amount(job.weight, path, "weight")?;
    if job.batch == 0 {
        return Err(Error::scenario(
            format!("{path}/batch"),
            "`batch` is a whole number of at least 1, not 0".to_owned(),
        ));
    }
    check_pins(&job.pins, network, nodes, model, &format!("{path}/pins"))
}

/// Checks pins against the layers of a model and the names of a network.
pub(crate) fn check_pins(
    pins: &[Pin],
    network: &Network,
    nodes: &HashMap<String, usize>,
    model: &Model,
    path: &str,
) -> Result<()> {
    for (index, pin) in pins.iter().enumerate() {
        let path = format!("{path}/{index}");
        let layers = model.layers.len();
        if pin.first_layer < 1 || pin.first_layer > layers {
            return Err(Error::scenario(
                format!("{path}/firstLayer"),
                format!(
                    "`firstLayer` is {}, the layers of model `{}` are 1 to {layers}",
                    pin.first_layer, model.id
                ),
            ));
        }
        if pin.last_layer < pin.first_layer || pin.last_layer > layers {
            return Err(Error::scenario(
                format!("{path}/lastLayer"),
                format!(
                    "`lastLayer` is {}, it must be from `firstLayer` ({}) to {layers}",
                    pin.last_layer, pin.first_layer
                ),
            ));
        }
        for (place, id) in pin.nodes.iter().enumerate() {
            if !nodes.contains_key(id) {
                return Err(Error::scenario(
                    format!("{path}/nodes/{place}"),
                    format!("there is no node `{id}`"),
                ));
            }
        }
        let has_bearer = |tag: &String| network.nodes.iter().any(|node| node.tags.contains(tag));
        if pin.nodes.is_empty() && !pin.tags.iter().any(has_bearer) {
            return Err(Error::scenario(
                path,
                "a pin must allow at least one node: it names no `nodes`, and no node bears any of its `tags`".to_owned(),
            ));
        }
    }
    Ok(())
}

fn unique_ids<'a>(
    ids: impl Iterator<Item = &'a String>,
    what: &str,
    path: &str,
) -> Result<HashMap<String, usize>> {
    let mut places = HashMap::new();
    for (index, id) in ids.enumerate() {
        let path = format!("{path}/{index}/id");
        if id.is_empty() {
            return Err(Error::scenario(path, format!("a {what}'s id is not empty")));
        }
        if places.insert(id.clone(), index).is_some() {
            return Err(twice(what, id, path));
        }
    }
    Ok(places)
}

#[inline(never)]
pub(super) fn twice(what: &str, name: &str, path: String) -> Error {
    Error::scenario(path, format!("there are two {what}s named `{name}`"))
}

#[inline(never)]
pub(super) fn either(path: &str, one: &str, other: &str, both: bool) -> Error {
    let found = if both { "both" } else { "neither" };
    Error::scenario(
        path.to_owned(),
        format!("give either `{one}` or `{other}`, there is {found}"),
    )
}

// Kept out of line: the checks are called from everywhere and would double the module's size.
#[inline(never)]
pub(super) fn amount(value: f64, path: &str, field: &str) -> Result<()> {
    if value.is_finite() && value >= 0.0 {
        return Ok(());
    }
    Err(Error::scenario(
        format!("{path}/{field}"),
        format!(
            "`{field}` is a finite number of at least 0, not {}",
            number(value)
        ),
    ))
}

#[inline(never)]
pub(super) fn optional_amount(value: Option<f64>, path: &str, field: &str) -> Result<()> {
    value.map_or(Ok(()), |value| amount(value, path, field))
}

#[inline(never)]
fn positive(value: f64, path: &str, field: &str) -> Result<()> {
    if value.is_finite() && value > 0.0 {
        return Ok(());
    }
    Err(Error::scenario(
        format!("{path}/{field}"),
        format!(
            "`{field}` is a finite number above 0, not {}",
            number(value)
        ),
    ))
}

#[inline(never)]
fn degrees(value: Option<f64>, limit: u8, path: &str, field: &str) -> Result<()> {
    match value {
        Some(value) if value.abs() > f64::from(limit) || value.is_nan() => Err(Error::scenario(
            format!("{path}/{field}"),
            format!(
                "`{field}` is a number from -{limit} to {limit}, not {}",
                number(value)
            ),
        )),
        _ => Ok(()),
    }
}
