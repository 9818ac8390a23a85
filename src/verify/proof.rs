//! Checking a certificate arc by arc.

use super::down_sets::DownSets;
use super::facts::Facts;
use super::slack_seconds;
use crate::error::{Error, Result};
use crate::json::number;
use crate::plan::Certificate;
use crate::scenario::Wait;

/// The potentials being checked, with what an arc may fall short by.
struct Proof<'a> {
    idle: &'a [Vec<f64>],
    computing: Option<&'a [Vec<f64>]>,
    slack_seconds: f64,
    arcs_checked: usize,
}

/// Checks that the potentials prove that nothing arrives before the given time; returns how many
/// arcs were checked.
pub(super) fn check(
    facts: &Facts,
    certificate: &Certificate,
    arrival_seconds: f64,
) -> Result<usize> {
    let idle = &certificate.potential_seconds;
    // As far as the rows go, so that what is checked is no larger than what was given.
    let most = usize::max(idle.len(), facts.layers() + 1);
    let Some(sets) = DownSets::of(&facts.tensors, facts.layers(), most) else {
        return Err(Error::plan(
            "/certificate/potentialSeconds".to_owned(),
            format!("a certificate of this model has more than {most} rows"),
        ));
    };
    check_shape(facts, &sets, idle, "potentialSeconds")?;
    let computing = certificate.computing_potential_seconds.as_deref();
    if let Some(rows) = computing {
        check_shape(facts, &sets, rows, "computingPotentialSeconds")?;
    }
    if computing.is_some() != facts.has_stays() {
        return Err(Error::plan(
            "/certificate/computingPotentialSeconds".to_owned(),
            "computing potentials belong to additive waits with node backlogs, and only to them"
                .to_owned(),
        ));
    }
    let mut proof = Proof {
        idle,
        computing,
        slack_seconds: slack_seconds(
            arrival_seconds - facts.job.release_seconds,
            facts.layers() + facts.links.len(),
            arrival_seconds,
        ),
        arcs_checked: 0,
    };
    proof.check_ends(facts, &sets, arrival_seconds)?;
    for copy in 0..sets.done.len() {
        proof.check_transfers(facts, &sets, copy)?;
        proof.check_nodes(facts, &sets, copy)?;
    }
    Ok(proof.arcs_checked)
}

fn check_shape(facts: &Facts, sets: &DownSets, rows: &[Vec<f64>], field: &str) -> Result<()> {
    let (copies, nodes) = (sets.done.len(), facts.scenario.network.nodes.len());
    let is_right = rows.len() == copies && rows.iter().all(|row| row.len() == nodes);
    if is_right && rows.iter().flatten().all(|potential| potential.is_finite()) {
        return Ok(());
    }
    Err(Error::plan(
        format!("/certificate/{field}"),
        format!("a certificate has {copies} rows of {nodes} finite numbers"),
    ))
}

impl Proof<'_> {
    fn check_ends(&self, facts: &Facts, sets: &DownSets, arrival_seconds: f64) -> Result<()> {
        let source = facts.node_index[facts.job.source.as_str()];
        let target = facts.node_index[facts.job.destination.as_str()];
        let ends = [
            (0, source, facts.job.release_seconds, "the release"),
            (sets.done.len() - 1, target, arrival_seconds, "the arrival"),
        ];
        for (copy, node, seconds, what) in ends {
            let potential = self.idle[copy][node];
            if (potential - seconds).abs() > self.slack_seconds {
                let message = format!(
                    "the potential here is {} s, {what} is {} s",
                    number(potential),
                    number(seconds)
                );
                return Err(broken(false, copy, node, message));
            }
        }
        Ok(())
    }

    fn check_transfers(&mut self, facts: &Facts, sets: &DownSets, copy: usize) -> Result<()> {
        let (layers, done) = (facts.layers(), sets.done[copy]);
        for (index, &(from, to, link)) in facts.links.iter().enumerate() {
            let (tail, head) = (facts.node_index[from], facts.node_index[to]);
            let depart = self.idle[copy][tail];
            let wait_seconds = facts.link_wait_seconds(link);
            let start = match facts.wait {
                Wait::Draining => depart.max(wait_seconds),
                Wait::Additive => depart + wait_seconds,
            };
            let service_seconds = facts.transmission_seconds(sets.live_bytes[copy], link);
            let arrive = start + service_seconds + link.delay_seconds;
            let what =
                || format!("link {index} from `{from}` to `{to}` after {done} of {layers} layers");
            self.arc(arrive, (false, copy, head), what)?;
        }
        Ok(())
    }

    /// The arcs that stay at a node: its next layers, and the begin and end of its stays.
    fn check_nodes(&mut self, facts: &Facts, sets: &DownSets, copy: usize) -> Result<()> {
        let (layers, done) = (facts.layers(), sets.done[copy]);
        for (index, node) in facts.scenario.network.nodes.iter().enumerate() {
            let wait_seconds = facts.node_wait_seconds(node);
            let idle = self.idle[copy][index];
            let is_last = done == layers;
            if let Some(computing) = self.computing {
                let stay = computing[copy][index];
                if copy > 0 {
                    let what = || {
                        format!(
                            "the end of the stay on `{}` after {done} of {layers} layers",
                            node.id
                        )
                    };
                    self.arc(stay, (false, copy, index), what)?;
                }
                if !is_last {
                    let what =
                        || format!("the stay on `{}` after {done} of {layers} layers", node.id);
                    self.arc(idle + wait_seconds, (true, copy, index), what)?;
                }
            }
            let start = match (facts.wait, self.computing) {
                (Wait::Draining, _) => idle.max(wait_seconds),
                (Wait::Additive, Some(computing)) => computing[copy][index],
                (Wait::Additive, None) => idle,
            };
            for run in &sets.runs[copy] {
                if facts.may_run(run.layer, node) {
                    let end = start + facts.compute_seconds(run.layer, node);
                    let what = || format!("layer {} on `{}`", run.layer, node.id);
                    self.arc(end, (self.computing.is_some(), run.to, index), what)?;
                }
            }
        }
        Ok(())
    }

    /// An arc that, entered at its tail's potential, arrives at a time.
    fn arc(
        &mut self,
        arrive_seconds: f64,
        (computing, copy, node): (bool, usize, usize),
        what: impl Fn() -> String,
    ) -> Result<()> {
        self.arcs_checked += 1;
        let rows = if computing {
            self.computing
        } else {
            Some(self.idle)
        };
        let potential = rows.map_or(f64::NAN, |rows| rows[copy][node]);
        if arrive_seconds + self.slack_seconds >= potential {
            return Ok(());
        }
        let message = format!(
            "the certificate fails at {}: it arrives at {} s, before the potential {} s",
            what(),
            number(arrive_seconds),
            number(potential)
        );
        Err(broken(computing, copy, node, message))
    }
}

fn broken(computing: bool, copy: usize, node: usize, message: String) -> Error {
    let field = if computing {
        "computingPotentialSeconds"
    } else {
        "potentialSeconds"
    };
    Error::plan(format!("/certificate/{field}/{copy}/{node}"), message)
}
