//! Plans that go where chance leads them: times and costs are left at 0, as nobody reads them.

use crate::definitions::Definitions;
use splitway::plan::{Breakdown, FORMAT, Plan, Statistics, Step};
use splitway::{Scenario, Wait};

/// A plan of nothing but moves.
pub fn plan_of(job: &str, steps: Vec<Step>) -> Plan {
    Plan {
        format: FORMAT.to_owned(),
        job: job.to_owned(),
        latency_seconds: 0.0,
        wait: Wait::Draining,
        exact: true,
        ordered_blocks: vec![],
        breakdown: Breakdown::default(),
        placement: vec![],
        steps,
        energy_joules: None,
        price: None,
        period_seconds: 0.0,
        statistics: Statistics::default(),
        certificate: None,
    }
}

pub fn compute(node: &str, layer: usize) -> Step {
    Step::Compute {
        node: node.to_owned(),
        layer,
        start_seconds: 0.0,
        end_seconds: 0.0,
        pieces: vec![],
    }
}

pub fn transfer(from: &str, to: &str, link: usize, after_layer: usize) -> Step {
    Step::Transfer {
        from: from.to_owned(),
        to: to.to_owned(),
        link,
        after_layer,
        bytes: 0.0,
        start_seconds: 0.0,
        end_seconds: 0.0,
        arrive_seconds: 0.0,
        pieces: vec![],
    }
}

/// A plan of a job that takes one turn after the other as the choices say; `None` where they
/// lead to a dead end, or nowhere for long.
pub fn wander(scenario: &Scenario, job: usize, choices: &[u8]) -> Option<Plan> {
    let facts = Definitions::of_job(scenario, job, Wait::Draining);
    let layers = facts.model.layers.len();
    let (mut here, mut done) = (facts.place(&facts.job.source), 0);
    let destination = facts.place(&facts.job.destination);
    let mut steps = Vec::new();
    let mut choices = choices.iter().cycle().map(|&choice| usize::from(choice));
    for _ in 0..6 * layers {
        if done == layers && here == destination {
            return Some(plan_of(&facts.job.id, steps));
        }
        let id = &facts.nodes[here].id;
        let may_run = done < layers && facts.nodes[here].flop_per_second > 0.0;
        let choice = choices.next()?;
        let links = facts.links.iter().enumerate();
        let out: Vec<_> = links.filter(|(_, link)| link.from == here).collect();
        if may_run && (out.is_empty() || choice % 3 > 0) {
            done += 1;
            steps.push(compute(id, done));
        } else {
            let (index, link) = out.get(choices.next()? % out.len().max(1))?;
            steps.push(transfer(id, &facts.nodes[link.to].id, *index, done));
            here = link.to;
        }
    }
    None
}
