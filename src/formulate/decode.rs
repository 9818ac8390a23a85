//! From an answer of a solver back to plans.

use super::Formulation;
use super::commodity::Commodity;
use super::distances::Distances;
use super::options::{Form, Transfers};
use super::program::Variable;
use crate::error::{Error, Result};
use crate::json::{escape, number};
use crate::plan::{Plan, Statistics};
use crate::route::{Answered, Move};
use std::collections::{BTreeMap, HashMap};

/// Solvers take a number this near to a whole one for whole.
const NEARLY_WHOLE: f64 = 1e-4;

/// What one job's variables say.
struct Choice {
    /// In each copy, which layer runs on which node.
    runs: Vec<Option<(u32, u32)>>,
    /// The links that are taken in each copy, in no order.
    links: Vec<Vec<u32>>,
}

impl Formulation {
    /// The plans that the values of the variables say, one per job of the program in their
    /// order, with additive times. Variables without a value are 0.
    ///
    /// A plan's `exact` is false: whoever solved the program knows whether it is the optimum.
    /// Links that lead nowhere, which an optimum may have where they cost nothing, are left out.
    ///
    /// # Errors
    /// [`InvalidPlan`](Error::InvalidPlan), whose path is the variable, for a name that is no
    /// variable of the program, for a value that is not nearly 0 or 1 (as in relaxations), and
    /// where the values are no plan; those of a plan's assembly.
    ///
    /// # Cost
    /// Linear in the variables, and a search for a path per layer.
    ///
    /// ```
    /// # let text = include_str!("../../tests/scenarios/triangle.json");
    /// use splitway::Scenario;
    /// use splitway::formulate::Formulation;
    /// let scenario = Scenario::from_json(text).unwrap();
    /// let program = Formulation::new(&scenario, &Default::default()).unwrap();
    /// let names = ["run_conv1_phone", "run_fc_phone"];
    /// let values = names.map(|name| (name.to_owned(), 1.0)).into();
    /// let plans = program.decode(&values).unwrap();
    /// assert_eq!(plans[0].placement, ["phone", "phone"]);
    /// ```
    pub fn decode(&self, values: &BTreeMap<String, f64>) -> Result<Vec<Plan>> {
        let choices = self.choices(values)?;
        let mut plans = Vec::with_capacity(choices.len());
        for (commodity, choice) in self.commodities.iter().zip(&choices) {
            plans.push(self.plan(commodity, choice)?);
        }
        Ok(plans)
    }

    /// Reads the variables that are 1.
    fn choices(&self, values: &BTreeMap<String, f64>) -> Result<Vec<Choice>> {
        let nothing = |commodity: &Commodity| Choice {
            runs: vec![None; commodity.graph.copy_count()],
            links: vec![vec![]; commodity.graph.copy_count()],
        };
        let mut choices: Vec<Choice> = self.commodities.iter().map(nothing).collect();
        let mut known = 0;
        let mut name = String::new();
        for (column, variable) in self.program.variables.iter().enumerate() {
            name.clear();
            // Writing to a String does not fail.
            let _ = self.write_variable(column, &mut name);
            let Some(&value) = values.get(&name) else {
                continue;
            };
            known += 1;
            if !is_chosen(&name, value)? {
                continue;
            }
            match *variable {
                Variable::Run {
                    job,
                    copy,
                    layer,
                    node,
                } => {
                    let place = &mut choices[job as usize].runs[copy as usize];
                    if place.replace((layer, node)).is_some() {
                        return Err(refused(&name, "the layer already runs on another node"));
                    }
                }
                Variable::Send { job, copy, link } => {
                    choices[job as usize].links[copy as usize].push(link);
                }
                _ => {}
            }
        }
        if known < values.len() {
            return Err(self.unknown(values));
        }
        Ok(choices)
    }

    /// Names the first value that belongs to no variable.
    fn unknown(&self, values: &BTreeMap<String, f64>) -> Error {
        let names = self.variables().map(|variable| variable.name);
        let known: HashMap<String, usize> = names.zip(0..).collect();
        let strange = values.keys().find(|name| !known.contains_key(*name));
        let name = strange.map_or("", |name| name);
        refused(name, "the program has no such variable")
    }

    fn plan(&self, commodity: &Commodity, choice: &Choice) -> Result<Plan> {
        let scenario = &self.scenario;
        let graph = &commodity.graph;
        let mut moves = vec![];
        let mut at = graph.source;
        let mut copy = 0;
        loop {
            let run = choice.runs[copy];
            if run.is_none() && copy < graph.last_copy() {
                let job = &scenario.jobs[commodity.job].id;
                let layer = graph.lattice.after(copy)[0].layer as usize;
                let name = &scenario.models[commodity.model].layers[layer - 1].name;
                let message = format!("layer {layer} (`{name}`) of job `{job}` runs nowhere");
                return Err(Error::plan(String::new(), message));
            }
            let to = run.map_or(graph.destination, |(_, node)| node);
            let links = self.way(commodity, copy, (at, to), &choice.links[copy])?;
            moves.extend(links.into_iter().map(|link| Move::Transfer { copy, link }));
            at = to;
            let Some((layer, node)) = run else {
                break;
            };
            let layer = layer as usize;
            moves.push(Move::Compute { layer, node });
            let next = graph.lattice.after_running(copy, layer);
            copy = next.expect("a variable runs what its copy can run");
        }
        let mut plan = Answered {
            scenario,
            job: commodity.job,
            graph,
            moves: &moves,
            statistics: Statistics {
                layered_vertices: graph.vertex_count(),
                layered_arcs: graph.arc_count(),
                ..Statistics::default()
            },
        }
        .plan()?;
        plan.exact = false;
        Ok(plan)
    }

    /// The links that a copy's tensor takes between two nodes.
    fn way(
        &self,
        commodity: &Commodity,
        copy: usize,
        (from, to): (u32, u32),
        chosen: &[u32],
    ) -> Result<Vec<u32>> {
        if from == to {
            return Ok(vec![]);
        }
        let found = if (self.form, self.transfers) == (Form::Placement, Transfers::Paths) {
            let mut distances = Distances::default();
            distances.search(commodity, copy, from);
            Some(distances.path(commodity, to)).filter(|path| !path.is_empty())
        } else {
            way_over(commodity, (from, to), chosen)
        };
        found.ok_or_else(|| {
            let id = |node: u32| &self.scenario.network.nodes[node as usize].id;
            let message = format!(
                "after {} layers of job `{}` nothing leads from `{}` to `{}`",
                commodity.graph.lattice.done(copy),
                self.scenario.jobs[commodity.job].id,
                id(from),
                id(to)
            );
            Error::plan(String::new(), message)
        })
    }
}

/// The fewest of some links that lead from one node to another.
fn way_over(commodity: &Commodity, (from, to): (u32, u32), links: &[u32]) -> Option<Vec<u32>> {
    let ends = |link: u32| {
        let link = &commodity.graph.links[link as usize];
        (link.from, link.to)
    };
    let mut came_by: Vec<Option<u32>> = vec![None; commodity.graph.node_count()];
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(&node) = reached.get(next) {
        next += 1;
        for &link in links {
            let (start, end) = ends(link);
            if start == node && end != from && came_by[end as usize].is_none() {
                came_by[end as usize] = Some(link);
                reached.push(end);
            }
        }
    }
    let mut way = vec![];
    let mut node = to;
    while node != from {
        let link = came_by[node as usize]?;
        way.push(link);
        node = ends(link).0;
    }
    way.reverse();
    Some(way)
}

fn is_chosen(name: &str, value: f64) -> Result<bool> {
    if value.abs() <= NEARLY_WHOLE {
        Ok(false)
    } else if (value - 1.0).abs() <= NEARLY_WHOLE {
        Ok(true)
    } else {
        let what = format!("its value is {}, a plan needs 0 or 1", number(value));
        Err(refused(name, &what))
    }
}

fn refused(name: &str, what: &str) -> Error {
    Error::plan(format!("/{}", escape(name)), format!("`{name}`: {what}"))
}
