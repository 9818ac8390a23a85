//! Replaying a plan's steps.

use super::facts::Facts;
use super::{TOLERANCE, slack_seconds};
use crate::error::{Error, Result};
use crate::json::number;
use crate::plan::{Breakdown, Plan, Step};
use crate::scenario::Wait;

/// A step adds at most its wait, its service and its delay to the time.
const SUMS_PER_STEP: usize = 3;

/// Where the job is and what has been added up so far.
struct Replay<'a> {
    facts: &'a Facts<'a>,
    now_seconds: f64,
    place: &'a str,
    is_done: Vec<bool>,
    layers_done: usize,
    live: Vec<usize>,
    steps_done: usize,
    /// The last step was a layer run on this very node.
    stays: bool,
    sums: Breakdown,
    energy_joules: Option<f64>,
    price: Option<f64>,
    node_seconds: Vec<f64>,
    link_seconds: Vec<f64>,
    weight_bytes: Vec<f64>,
}

/// Checks every step and sum of a plan; returns when the answer arrives.
pub(super) fn check(facts: &Facts, plan: &Plan) -> Result<f64> {
    let mut replay = Replay {
        facts,
        now_seconds: facts.job.release_seconds,
        place: &facts.job.source,
        is_done: vec![false; facts.layers() + 1],
        layers_done: 0,
        live: facts.tensors.at_start(),
        steps_done: 0,
        stays: false,
        sums: Breakdown::default(),
        energy_joules: Some(0.0),
        price: Some(0.0),
        node_seconds: vec![0.0; facts.scenario.network.nodes.len()],
        link_seconds: vec![0.0; facts.links.len()],
        weight_bytes: vec![0.0; facts.scenario.network.nodes.len()],
    };
    for (index, step) in plan.steps.iter().enumerate() {
        replay.step(step, plan, &format!("/steps/{index}"))?;
    }
    replay.end(plan)?;
    Ok(replay.now_seconds)
}

impl<'a> Replay<'a> {
    fn step(&mut self, step: &Step, plan: &Plan, path: &str) -> Result<()> {
        self.steps_done += 1;
        match step {
            Step::Compute {
                node,
                layer,
                start_seconds,
                end_seconds,
                pieces,
            } => {
                uninterrupted(pieces, path)?;
                let seconds = self.compute(node, *layer, plan, path)?;
                self.same_time(*start_seconds, seconds.0, path, "startSeconds")?;
                self.same_time(*end_seconds, seconds.1, path, "endSeconds")
            }
            Step::Transfer {
                from,
                to,
                link,
                after_layer,
                bytes,
                start_seconds,
                end_seconds,
                arrive_seconds,
                pieces,
            } => {
                uninterrupted(pieces, path)?;
                let sent = self.transfer((from, to, *link), *after_layer, path)?;
                let live_bytes = self.facts.tensors.bytes(&self.live);
                same(*bytes, self.facts.payload_bytes(live_bytes), path, "bytes")?;
                self.same_time(*start_seconds, sent.0, path, "startSeconds")?;
                self.same_time(*end_seconds, sent.1, path, "endSeconds")?;
                self.same_time(*arrive_seconds, self.now_seconds, path, "arriveSeconds")
            }
        }
    }

    /// Runs a layer here; returns its start and end.
    fn compute(&mut self, id: &str, layer: usize, plan: &Plan, path: &str) -> Result<(f64, f64)> {
        let facts = self.facts;
        let is_next = |layer| {
            let mut parents = facts.tensors.parents(layer).iter();
            !self.is_done[layer] && parents.all(|&parent| self.is_done[parent])
        };
        if !(1..=facts.layers()).contains(&layer) || !is_next(layer) {
            let message = format!(
                "layer {layer} runs after {} of {} layers",
                self.layers_done,
                facts.layers()
            );
            return Err(Error::plan(format!("{path}/layer"), message));
        }
        let node = facts.node(id).filter(|_| id == self.place);
        let Some(node) = node else {
            let message = format!(
                "layer {layer} runs on `{id}`, its input is at `{}`",
                self.place
            );
            return Err(Error::plan(format!("{path}/node"), message));
        };
        if !facts.may_run(layer, node) {
            let message = format!("node `{id}` may not run layer {layer}");
            return Err(Error::plan(format!("{path}/node"), message));
        }
        if plan.placement.get(layer - 1).map(String::as_str) != Some(id) {
            let message = format!("layer {layer} runs on `{id}`, `placement` says otherwise");
            return Err(Error::plan(format!("/placement/{}", layer - 1), message));
        }
        let wait_seconds = facts.node_wait_seconds(node);
        let start = match facts.wait {
            Wait::Draining => self.now_seconds.max(wait_seconds),
            Wait::Additive if self.stays => self.now_seconds,
            Wait::Additive => self.now_seconds + wait_seconds,
        };
        let service_seconds = facts.compute_seconds(layer, node);
        self.sums.waiting_seconds += start - self.now_seconds;
        self.sums.compute_seconds += service_seconds;
        let index = facts.node_index[id];
        self.node_seconds[index] += service_seconds;
        self.weight_bytes[index] += facts.model.layers[layer - 1].weight_bytes;
        self.pay(
            node.watts.map(|watts| watts * service_seconds),
            node.price_per_second.map(|price| price * service_seconds),
        );
        self.now_seconds = start + service_seconds;
        self.layers_done += 1;
        self.is_done[layer] = true;
        let is_done = |layer: usize| self.is_done[layer];
        self.live = facts.tensors.after(&self.live, layer, &is_done);
        self.stays = true;
        Ok((start, self.now_seconds))
    }

    /// Sends what is live on; returns when its first and last bit leave.
    fn transfer(
        &mut self,
        (from, to, index): (&str, &str, usize),
        after_layer: usize,
        path: &str,
    ) -> Result<(f64, f64)> {
        let facts = self.facts;
        let link = facts
            .links
            .get(index)
            .filter(|link| link.0 == from && link.1 == to);
        let Some(&(_, to, link)) = link else {
            let message = format!("link {index} does not lead from `{from}` to `{to}`");
            return Err(Error::plan(format!("{path}/link"), message));
        };
        if from != self.place {
            let message = format!(
                "the tensor leaves from `{from}`, but it is at `{}`",
                self.place
            );
            return Err(Error::plan(format!("{path}/from"), message));
        }
        if after_layer != self.layers_done {
            let message = format!(
                "`afterLayer` is {after_layer}, it should be {}",
                self.layers_done
            );
            return Err(Error::plan(format!("{path}/afterLayer"), message));
        }
        let wait_seconds = facts.link_wait_seconds(link);
        let start = match facts.wait {
            Wait::Draining => self.now_seconds.max(wait_seconds),
            Wait::Additive => self.now_seconds + wait_seconds,
        };
        let live_bytes = facts.tensors.bytes(&self.live);
        let service_seconds = facts.transmission_seconds(live_bytes, link);
        let bytes = facts.payload_bytes(live_bytes);
        self.sums.waiting_seconds += start - self.now_seconds;
        self.sums.transmission_seconds += service_seconds;
        self.sums.propagation_seconds += link.delay_seconds;
        self.link_seconds[index] += service_seconds;
        self.pay(
            link.joules_per_bit.map(|joules| joules * 8.0 * bytes),
            link.price_per_byte.map(|price| price * bytes),
        );
        let end = start + service_seconds;
        self.now_seconds = end + link.delay_seconds;
        self.place = to;
        self.stays = false;
        Ok((start, end))
    }

    fn pay(&mut self, joules: Option<f64>, money: Option<f64>) {
        self.energy_joules = self.energy_joules.zip(joules).map(|(sum, more)| sum + more);
        self.price = self.price.zip(money).map(|(sum, more)| sum + more);
    }

    /// Checks a moment.
    fn same_time(&self, told: f64, computed: f64, path: &str, field: &str) -> Result<()> {
        near(told, computed, self.slack_seconds(computed), path, field)
    }

    /// How far times up to a moment may be off.
    fn slack_seconds(&self, now_seconds: f64) -> f64 {
        let since_release_seconds = now_seconds - self.facts.job.release_seconds;
        slack_seconds(
            since_release_seconds,
            SUMS_PER_STEP * self.steps_done,
            now_seconds,
        )
    }

    /// Checks the end of the journey and all sums.
    fn end(&self, plan: &Plan) -> Result<()> {
        let facts = self.facts;
        let layers = facts.layers();
        if self.layers_done != layers {
            let message = format!("{} of {layers} layers are run", self.layers_done);
            return Err(Error::plan("/placement".to_owned(), message));
        }
        if plan.placement.len() != layers {
            let named = plan.placement.len();
            let message = format!("`placement` names {named} nodes for {layers} layers");
            return Err(Error::plan("/placement".to_owned(), message));
        }
        if self.place != facts.job.destination {
            let message = format!(
                "the answer ends up at `{}`, it is wanted at `{}`",
                self.place, facts.job.destination
            );
            return Err(Error::plan("/steps".to_owned(), message));
        }
        for (node, &held) in facts.scenario.network.nodes.iter().zip(&self.weight_bytes) {
            if node.memory_bytes.is_some_and(|memory| held > memory) {
                let id = &node.id;
                let message = format!(
                    "node `{id}` would hold {} bytes of weights, too many",
                    number(held)
                );
                return Err(Error::plan("/placement".to_owned(), message));
            }
        }
        // These two come from differences of absolute times, the others from durations alone.
        let slack_seconds = self.slack_seconds(self.now_seconds);
        let latency_seconds = self.now_seconds - facts.job.release_seconds;
        near(
            plan.latency_seconds,
            latency_seconds,
            slack_seconds,
            "",
            "latencySeconds",
        )?;
        let (told, sums, path) = (&plan.breakdown, &self.sums, "/breakdown");
        near(
            told.waiting_seconds,
            sums.waiting_seconds,
            slack_seconds,
            path,
            "waitingSeconds",
        )?;
        for (field, told, sum) in [
            ("computeSeconds", told.compute_seconds, sums.compute_seconds),
            (
                "transmissionSeconds",
                told.transmission_seconds,
                sums.transmission_seconds,
            ),
            (
                "propagationSeconds",
                told.propagation_seconds,
                sums.propagation_seconds,
            ),
        ] {
            same(told, sum, path, field)?;
        }
        same_or_none(plan.energy_joules, self.energy_joules, "energyJoules")?;
        same_or_none(plan.price, self.price, "price")?;
        let busy = self.node_seconds.iter().chain(&self.link_seconds);
        let period_seconds = busy.fold(0.0, |longest: f64, &seconds| longest.max(seconds));
        same(plan.period_seconds, period_seconds, "", "periodSeconds")
    }
}

/// Only other jobs interrupt a step, and here there are none.
fn uninterrupted(pieces: &[(f64, f64)], path: &str) -> Result<()> {
    if pieces.is_empty() {
        return Ok(());
    }
    let message =
        "a step is interrupted only in a schedule of several jobs; a plan is checked alone";
    Err(Error::plan(format!("{path}/pieces"), message.to_owned()))
}

/// Equal up to the tolerance: what is a sum of amounts ≥ 0 alone loses few digits.
#[inline(never)]
fn same(told: f64, computed: f64, path: &str, field: &str) -> Result<()> {
    near(told, computed, TOLERANCE * computed.abs(), path, field)
}

/// Equal up to a slack.
#[inline(never)]
fn near(told: f64, computed: f64, slack: f64, path: &str, field: &str) -> Result<()> {
    let message = if !computed.is_finite() {
        format!("`{field}` comes to more than the largest number there is")
    } else if (told - computed).abs() <= slack {
        return Ok(());
    } else {
        let (told, computed) = (number(told), number(computed));
        format!("`{field}` is {told}, it should be {computed}")
    };
    Err(Error::plan(format!("{path}/{field}"), message))
}

#[inline(never)]
fn same_or_none(told: Option<f64>, computed: Option<f64>, field: &str) -> Result<()> {
    match (told, computed) {
        (None, None) => Ok(()),
        (Some(told), Some(computed)) => same(told, computed, "", field),
        _ => {
            let shown = |value: Option<f64>| value.map_or("null".to_owned(), number);
            let (told, computed) = (shown(told), shown(computed));
            let message = format!("`{field}` is {told}, it should be {computed}");
            Err(Error::plan(format!("/{field}"), message))
        }
    }
}
