//! A plan as a point of a program: the names of the variables that are 1 for it.

use splitway::formulate::{Form, FormulateOptions, Transfers};
use splitway::plan::Step;
use splitway::{Plan, Scenario};
use std::collections::BTreeMap;

/// Values by the names of variables; all others are 0.
pub type Point = BTreeMap<String, f64>;

/// The names of the directed links in small scenarios; parallel ones are numbered from 2.
fn link_names(scenario: &Scenario) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for link in &scenario.network.links {
        let forward = format!("{}_{}", link.from, link.to);
        let backward = format!("{}_{}", link.to, link.from);
        let ends = [Some(forward), link.both_ways.then_some(backward)];
        for name in ends.into_iter().flatten() {
            let count = counts.entry(name.clone()).or_insert(0);
            *count += 1;
            names.push(if *count == 1 {
                name
            } else {
                format!("{name}.{count}")
            });
        }
    }
    names
}

fn layer_name(layer: usize) -> String {
    match layer {
        0 => "input".to_owned(),
        _ => format!("layer{layer}"),
    }
}

/// The variables that are 1 for a plan.
pub fn point_of(scenario: &Scenario, job: usize, plan: &Plan, options: &FormulateOptions) -> Point {
    let prefix = match scenario.jobs.len() {
        1 => String::new(),
        _ => format!("{}_", scenario.jobs[job].id),
    };
    let wait_flop = |id: &str| {
        let mut nodes = scenario.network.nodes.iter();
        nodes.find(|node| node.id == id).unwrap().backlog_flop
    };
    let has_waits = scenario
        .network
        .nodes
        .iter()
        .any(|node| wait_flop(&node.id) > 0.0);
    let mut names = vec![];
    for (layer, node) in (1..).zip(&plan.placement) {
        names.push(format!("run_{prefix}layer{layer}_{node}"));
    }
    let paths = options.form == Form::Placement && options.transfers != Some(Transfers::Flows);
    if paths {
        for (copy, pair) in (1..).zip(plan.placement.windows(2)) {
            if pair[0] != pair[1] {
                let (from, to) = (&pair[0], &pair[1]);
                names.push(format!("move_{prefix}layer{copy}_{from}_{to}"));
            }
        }
    } else {
        let links = link_names(scenario);
        for step in &plan.steps {
            if let Step::Transfer {
                link, after_layer, ..
            } = step
            {
                let layer = layer_name(*after_layer);
                names.push(format!("send_{prefix}{layer}_{}", links[*link]));
            }
        }
    }
    if options.form == Form::Routing && has_waits {
        let mut stay: Option<&str> = None;
        for step in &plan.steps {
            match step {
                Step::Compute { node, layer, .. } => {
                    if stay != Some(node) {
                        assert_eq!(stay, None);
                        names.push(format!("start_{prefix}{}_{node}", layer_name(layer - 1)));
                    }
                    stay = Some(node);
                }
                Step::Transfer { after_layer, .. } => {
                    if let Some(node) = stay.take() {
                        names.push(format!("stop_{prefix}{}_{node}", layer_name(*after_layer)));
                    }
                }
            }
        }
        if let Some(node) = stay {
            let last = layer_name(plan.placement.len());
            names.push(format!("stop_{prefix}{last}_{node}"));
        }
    } else if options.form == Form::Placement && !paths {
        for (copy, pair) in (1..).zip(plan.placement.windows(2)) {
            if pair[0] != pair[1] && wait_flop(&pair[1]) > 0.0 {
                names.push(format!("start_{prefix}layer{copy}_{}", pair[1]));
            }
        }
    }
    names.into_iter().map(|name| (name, 1.0)).collect()
}
