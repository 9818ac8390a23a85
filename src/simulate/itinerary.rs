//! From the moves of a plan to the pieces of work that they are.

use super::engine::Leg;
use super::journey::Journey;
use super::service::Services;
use crate::error::{Error, Result};
use crate::plan::{Plan, Step};
use crate::route::Move;
use std::collections::HashMap;

impl Services {
    /// Running a layer (from 1) of a job.
    fn compute_leg(&self, job: usize, layer: usize, node: usize) -> Leg {
        Leg {
            layer,
            resource: node,
            service_seconds: self.compute_seconds(job, layer, node),
            delay_seconds: 0.0,
        }
    }

    /// Sending what a job moves over a directed link.
    fn transfer_leg(&self, job: usize, journey: &Journey, link: usize) -> Leg {
        Leg {
            layer: 0,
            resource: self.link_resource(link),
            service_seconds: self.transmission_seconds(job, journey, link),
            delay_seconds: self.links[link].delay_seconds,
        }
    }

    /// Writes the legs of a job's moves, one each; the journey is the memory of doing so.
    pub fn legs_of_moves(
        &self,
        job: usize,
        moves: &[Move],
        journey: &mut Journey,
        legs: &mut Vec<Leg>,
    ) {
        let flow = self.flow(job);
        journey.begin(flow);
        legs.clear();
        for &step in moves {
            legs.push(match step {
                Move::Compute { layer, node } => {
                    journey.run(flow, layer);
                    self.compute_leg(job, layer, node as usize)
                }
                Move::Transfer { link, .. } => self.transfer_leg(job, journey, link as usize),
            });
        }
    }

    /// The legs of a job's plan, one a step. Of the plan only the moves are read.
    ///
    /// # Errors
    /// [`InvalidPlan`](Error::InvalidPlan) where a move does not fit the one before.
    pub fn legs_of_plan(
        &self,
        node_index: &HashMap<String, usize>,
        job: usize,
        plan: &Plan,
        path: &str,
    ) -> Result<Vec<Leg>> {
        let wrong = |step: usize, field: &str, message: String| {
            let message = format!("the plan of job `{}`: {message}", plan.job);
            Err(Error::plan(format!("{path}/steps/{step}{field}"), message))
        };
        let (layers, flow) = (self.layers(job), self.flow(job));
        let mut here = self.jobs[job].source;
        let mut journey = Journey::default();
        journey.begin(flow);
        let mut legs = Vec::with_capacity(plan.steps.len());
        for (index, step) in plan.steps.iter().enumerate() {
            match step {
                Step::Compute { node, layer, .. } => {
                    if node_index.get(node) != Some(&here) {
                        let message = format!("`{node}` is not the node where its data are");
                        return wrong(index, "/node", message);
                    }
                    if self.nodes[here].flop_per_second == 0.0 {
                        return wrong(
                            index,
                            "/node",
                            format!("`{node}` is a relay, it runs nothing"),
                        );
                    }
                    let is_layer = (1..=layers).contains(layer);
                    if !is_layer || !journey.may_run(flow, *layer) {
                        let done = journey.done();
                        return wrong(
                            index,
                            "/layer",
                            format!(
                                "layer {layer} of {layers} cannot run here, after {done} layers"
                            ),
                        );
                    }
                    journey.run(flow, *layer);
                    legs.push(self.compute_leg(job, *layer, here));
                }
                Step::Transfer {
                    from,
                    to,
                    link,
                    after_layer,
                    ..
                } => {
                    let Some(facts) = self.links.get(*link) else {
                        let message = format!(
                            "there is no directed link {link}, there are {}",
                            self.links.len()
                        );
                        return wrong(index, "/link", message);
                    };
                    for (field, id, end) in [("/from", from, facts.from), ("/to", to, facts.to)] {
                        if node_index.get(id) != Some(&end) {
                            let message = format!("`{id}` is not an end of link {link}");
                            return wrong(index, field, message);
                        }
                    }
                    if facts.from != here {
                        let message = format!("`{from}` is not the node where its data are");
                        return wrong(index, "/from", message);
                    }
                    let done = journey.done();
                    if *after_layer != done {
                        let message = format!("{done} layers are done, not {after_layer}");
                        return wrong(index, "/afterLayer", message);
                    }
                    legs.push(self.transfer_leg(job, &journey, *link));
                    here = facts.to;
                }
            }
        }
        let done = journey.done();
        if done < layers {
            let message = format!(
                "the plan of job `{}` runs {done} of {layers} layers",
                plan.job
            );
            return Err(Error::plan(format!("{path}/steps"), message));
        }
        if here != self.jobs[job].destination {
            let message = format!(
                "the plan of job `{}` does not end at its destination",
                plan.job
            );
            return Err(Error::plan(format!("{path}/steps"), message));
        }
        Ok(legs)
    }
}
