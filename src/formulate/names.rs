//! Names of variables and rows that people can read and that LP and MPS files allow.
//!
//! An id becomes a *token*: its letters and digits, all else points, cut where it is long, and
//! numbered where another id of the same kind has the same token already. A name is a verb and
//! tokens joined by `_`, which no token contains, so that different things have different names:
//! `run_conv1.1_phone` is layer `conv1_1` on node `phone`. The names of a scenario depend on its
//! ids and their order alone.

use super::commodity::Commodity;
use super::program::{Pair, Row, Variable};
use crate::scenario::Scenario;
use std::collections::HashMap;
use std::fmt;

/// Some readers take names of at most 255 characters; four tokens must fit.
const LONGEST_TOKEN: usize = 40;

/// The token of the tensor that no layer made.
const INPUT: &str = "input";

/// A set of layers that are done, told by number.
const SET: &str = "set";

/// The tokens of a scenario.
#[derive(Debug, Clone)]
pub(super) struct Names {
    nodes: Vec<String>,
    /// Both ends, joined; parallel links are numbered.
    links: Vec<String>,
    models: Vec<String>,
    /// Per model of a job the token of its input and those of its layers; else empty.
    layers: Vec<Vec<String>>,
    /// By place among the commodities, with the `_` that follows; empty for a job alone.
    jobs: Vec<String>,
    model_of_job: Vec<usize>,
    /// Whether a commodity's copies are sets of layers, which are told by number.
    has_sets: Vec<bool>,
}

impl Names {
    pub fn new(scenario: &Scenario, commodities: &[Commodity]) -> Names {
        let nodes = tokens(
            "node",
            scenario.network.nodes.iter().map(|node| &node.id[..]),
        );
        let ends = commodities[0].graph.links.iter();
        let mut links = Tokens::default();
        let links = ends.map(|link| {
            let (from, to) = (&nodes[link.from as usize], &nodes[link.to as usize]);
            links.unique(format!("{from}_{to}"))
        });
        let links = links.collect();
        let mut layers = vec![vec![]; scenario.models.len()];
        for commodity in commodities {
            let model = &scenario.models[commodity.model];
            let names = model.layers.iter().map(|layer| &layer.name[..]);
            let all = [INPUT].into_iter().chain(names);
            layers[commodity.model] = tokens("layer", all);
        }
        let ids = commodities.iter().map(|one| &scenario.jobs[one.job].id[..]);
        let mut jobs = tokens("job", ids);
        if let [alone] = &mut jobs[..] {
            alone.clear();
        } else {
            jobs.iter_mut().for_each(|job| job.push('_'));
        }
        Names {
            nodes,
            links,
            models: tokens("model", scenario.models.iter().map(|model| &model.id[..])),
            layers,
            jobs,
            model_of_job: commodities.iter().map(|one| one.model).collect(),
            has_sets: commodities.iter().map(|one| one.graph.has_sets()).collect(),
        }
    }

    /// Writes the name of a variable.
    pub fn variable(&self, out: &mut impl fmt::Write, variable: Variable) -> fmt::Result {
        match variable {
            Variable::Run {
                job,
                copy,
                layer,
                node,
            } => {
                self.at_node(out, "run", (job, layer, node))?;
                match self.has_sets[job as usize] {
                    true => write!(out, "_{SET}{copy}"),
                    false => Ok(()),
                }
            }
            Variable::Start { job, copy, node } => self.in_copy(out, "start", (job, copy, node)),
            Variable::Stop { job, copy, node } => self.in_copy(out, "stop", (job, copy, node)),
            Variable::Send { job, copy, link } => {
                self.copy(out, "send", job, copy)?;
                write!(out, "_{}", self.links[link as usize])
            }
            Variable::Move {
                job,
                copy,
                from,
                to,
            } => {
                let pair = Pair {
                    job,
                    copy,
                    from,
                    to,
                };
                self.at_pair(out, "move", pair)
            }
            Variable::Hold { model, layer, node } => {
                let layers = &self.layers[model as usize];
                let model = &self.models[model as usize];
                let (layer, node) = (&layers[layer as usize], &self.nodes[node as usize]);
                write!(out, "hold_{model}_{layer}_{node}")
            }
        }
    }

    /// Writes the name of a row.
    pub fn row(&self, out: &mut impl fmt::Write, row: Row) -> fmt::Result {
        match row {
            Row::Place { job, layer } => {
                let (job, layer) = self.of_job(job, layer);
                write!(out, "place_{job}{layer}")
            }
            Row::Both(pair) => self.at_pair(out, "both", pair),
            Row::From(pair) => self.at_pair(out, "from", pair),
            Row::Onto(pair) => self.at_pair(out, "onto", pair),
            Row::Idle { job, copy, node } => self.in_copy(out, "idle", (job, copy, node)),
            Row::Computing { job, copy, node } => self.in_copy(out, "computing", (job, copy, node)),
            Row::Stay { job, copy, node } => self.at_node(out, "stay", (job, copy, node)),
            Row::Held { job, layer, node } => self.at_node(out, "held", (job, layer, node)),
            Row::Memory { node } => write!(out, "memory_{}", self.nodes[node as usize]),
            Row::BarredOnNode { node } => write!(out, "bar_work_{}", self.nodes[node as usize]),
            Row::BarredOnLink { link } => write!(out, "bar_carry_{}", self.links[link as usize]),
            Row::NodeCapacity { node } => write!(out, "work_{}", self.nodes[node as usize]),
            Row::LinkCapacity { link } => write!(out, "carry_{}", self.links[link as usize]),
        }
    }

    fn of_job(&self, job: u32, copy: u32) -> (&str, &str) {
        let model = self.model_of_job[job as usize];
        (&self.jobs[job as usize], &self.layers[model][copy as usize])
    }

    /// Writes where a job is: after a layer, or a set of layers.
    fn copy(&self, out: &mut impl fmt::Write, verb: &str, job: u32, copy: u32) -> fmt::Result {
        if self.has_sets[job as usize] {
            return write!(out, "{verb}_{}{SET}{copy}", self.jobs[job as usize]);
        }
        let (job, layer) = self.of_job(job, copy);
        write!(out, "{verb}_{job}{layer}")
    }

    fn in_copy(
        &self,
        out: &mut impl fmt::Write,
        verb: &str,
        (job, copy, node): (u32, u32, u32),
    ) -> fmt::Result {
        self.copy(out, verb, job, copy)?;
        write!(out, "_{}", self.nodes[node as usize])
    }

    fn at_node(
        &self,
        out: &mut impl fmt::Write,
        verb: &str,
        (job, copy, node): (u32, u32, u32),
    ) -> fmt::Result {
        let (job, layer) = self.of_job(job, copy);
        write!(out, "{verb}_{job}{layer}_{}", self.nodes[node as usize])
    }

    fn at_pair(&self, out: &mut impl fmt::Write, verb: &str, pair: Pair) -> fmt::Result {
        let (job, layer) = self.of_job(pair.job, pair.copy);
        let [from, to] = [pair.from, pair.to].map(|node| &self.nodes[node as usize]);
        write!(out, "{verb}_{job}{layer}_{from}_{to}")
    }
}

/// A token for each id, in their order.
fn tokens<'a>(kind: &str, ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = Tokens::default();
    let tokens = ids.enumerate().map(|(place, id)| {
        let token = readable(id);
        taken.unique(if token.is_empty() {
            format!("{kind}{place}")
        } else {
            token
        })
    });
    tokens.collect()
}

/// Letters and digits of ASCII, a point for each run of anything else between them.
fn readable(id: &str) -> String {
    let mut token = String::new();
    for letter in id.chars() {
        if letter.is_ascii_alphanumeric() {
            token.push(letter);
        } else if !token.is_empty() && !token.ends_with('.') {
            token.push('.');
        }
    }
    token.truncate(LONGEST_TOKEN);
    token.truncate(token.trim_end_matches('.').len());
    token
}

/// The tokens that are taken, each with the number to try next.
#[derive(Debug, Default)]
struct Tokens(HashMap<String, usize>);

impl Tokens {
    /// The token itself, or with the first number from 2 on that makes it new.
    fn unique(&mut self, token: String) -> String {
        let Some(mut number) = self.0.get(&token).copied() else {
            self.0.insert(token.clone(), 2);
            return token;
        };
        let numbered = loop {
            let numbered = format!("{token}.{number}");
            number += 1;
            if !self.0.contains_key(&numbered) {
                break numbered;
            }
        };
        self.0.insert(token, number);
        self.0.insert(numbered.clone(), 2);
        numbered
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TOKEN, tokens};

    fn of(ids: &[&str]) -> Vec<String> {
        tokens("node", ids.iter().copied())
    }

    #[test]
    fn an_id_keeps_its_letters_and_digits() {
        let found = of(&["phone", "conv1_1", "  a<b> ", "3", "Zürich"]);
        assert_eq!(found, ["phone", "conv1.1", "a.b", "3", "Z.rich"]);
    }

    #[test]
    fn an_id_of_no_letters_is_told_by_its_place() {
        assert_eq!(of(&["x", "東京", "--"]), ["x", "node1", "node2"]);
    }

    #[test]
    fn ids_that_look_alike_are_numbered() {
        let found = of(&["a-b", "a_b", "a.b.2", "a b", "node4", "+"]);
        assert_eq!(
            found,
            ["a.b", "a.b.2", "a.b.2.2", "a.b.3", "node4", "node5"]
        );
    }

    #[test]
    fn long_ids_are_cut_and_stay_different() {
        let long = "x".repeat(1000);
        let found = of(&[&format!("{long}1"), &format!("{long}2")]);
        assert_ne!(found[0], found[1]);
        assert!(found.iter().all(|token| token.len() <= LONGEST_TOKEN + 2));
    }
}
