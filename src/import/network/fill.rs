//! Rules for what a file lacks: what computes where, how fast links are, how long they take.

use super::draft::{Draft, Reading};
use super::fields::shown;
use super::places::great_circle;
use crate::error::{Error, Result};
use crate::import::catalogue::{self, Device, LinkClass};
use crate::import::{
    ComputeRule, Converted, DelayRule, FillRules, Filled, FilledValue, ImportOptions, ImportReport,
};
use crate::scenario::{Link, Node};
use std::collections::HashSet;

/// Fills every gap and tells each; the rules that were used stand in the report.
pub(super) fn fill(
    draft: &mut Draft,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Result<Vec<Link>> {
    let rules = FillRules {
        compute: Some(
            options
                .rules
                .compute
                .clone()
                .unwrap_or_else(default_compute),
        ),
        ..options.rules.clone()
    };
    fill_nodes(draft, &rules, report)?;
    let links = fill_links(draft, &rules, report)?;
    report.rules = Some(rules);
    Ok(links)
}

/// Shared media and outside networks compute nothing; the more neighbours, the larger the place.
fn default_compute() -> Vec<ComputeRule> {
    let relay = |tag: &str| ComputeRule {
        tag: Some(tag.to_owned()),
        flop_per_second: Some(0.0),
        ..ComputeRule::default()
    };
    let device = |min_degree, id: &str| ComputeRule {
        min_degree,
        device: Some(id.to_owned()),
        ..ComputeRule::default()
    };
    vec![
        relay("hyperedge"),
        relay("external"),
        device(Some(3), "l4"),
        device(Some(2), "jetson-agx-orin"),
        device(None, "raspberry-pi-5"),
    ]
}

/// What a rule gives.
enum Computer<'a> {
    Device(&'a Device),
    Rate(f64),
}

fn computer<'a>(rule: &ComputeRule, index: usize) -> Result<Computer<'a>> {
    let path = || format!("/rules/compute/{index}");
    match (&rule.device, rule.flop_per_second) {
        (Some(device), None) => {
            let device = catalogue::device(device, || format!("{}/device", path()))?;
            Ok(Computer::Device(device))
        }
        (None, Some(rate)) if rate.is_finite() && rate >= 0.0 => Ok(Computer::Rate(rate)),
        (None, Some(rate)) => Err(Error::InvalidOption {
            message: format!(
                "`flopPerSecond` is a finite number of at least 0, not {}",
                shown(rate)
            ),
            path: format!("{}/flopPerSecond", path()),
        }),
        _ => Err(Error::InvalidOption {
            message: "give either `device` or `flopPerSecond`".to_owned(),
            path: path(),
        }),
    }
}

fn fill_nodes(draft: &mut Draft, rules: &FillRules, report: &mut ImportReport) -> Result<()> {
    let rules = rules.compute.as_deref().unwrap_or_default();
    let computers = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| computer(rule, index));
    let computers: Vec<Computer> = computers.collect::<Result<_>>()?;
    let degrees = degrees(draft);
    let mut unfilled = 0;
    for (index, node) in draft.nodes.iter_mut().enumerate() {
        if node.has_rate {
            continue;
        }
        let known_device = node.node.device.clone();
        let of_file = known_device.and_then(|id| catalogue::device(&id, String::new).ok());
        let path = format!("/network/nodes/{index}");
        if let Some(device) = of_file {
            put_device(&mut node.node, device, &path, "the file's device", report);
            continue;
        }
        let rule = rules
            .iter()
            .position(|rule| applies(rule, &node.node, degrees[index]));
        match rule.map(|rule| (&computers[rule], worded(&rules[rule]))) {
            Some((Computer::Device(device), rule)) => {
                put_device(&mut node.node, device, &path, &rule, report);
            }
            Some((Computer::Rate(rate), rule)) => {
                node.node.flop_per_second = *rate;
                report
                    .filled
                    .push(number(&path, "flopPerSecond", *rate, &rule));
            }
            None => unfilled += 1,
        }
    }
    if unfilled > 0 {
        let message = format!("no rule applies to {unfilled} nodes, which compute nothing");
        report.warn("no-compute-rule", message, "/network/nodes");
    }
    Ok(())
}

/// How many neighbours each node has.
fn degrees(draft: &Draft) -> Vec<u32> {
    let mut degrees = vec![0; draft.nodes.len()];
    let mut seen = HashSet::with_capacity(draft.links.len());
    for link in &draft.links {
        let ends = (link.from.min(link.to), link.from.max(link.to));
        if seen.insert(ends) {
            degrees[ends.0] += 1;
            degrees[ends.1] += 1;
        }
    }
    degrees
}

fn applies(rule: &ComputeRule, node: &Node, degree: u32) -> bool {
    rule.min_degree.is_none_or(|least| degree >= least)
        && rule.max_degree.is_none_or(|most| degree <= most)
        && rule.tag.as_ref().is_none_or(|tag| node.tags.contains(tag))
        && rule
            .node
            .as_ref()
            .is_none_or(|name| *name == node.id || Some(name) == node.label.as_ref())
}

fn neighbours(count: u32) -> String {
    format!("{count} neighbour{}", if count == 1 { "" } else { "s" })
}

/// A rule as people say it.
fn worded(rule: &ComputeRule) -> String {
    let mut conditions = Vec::new();
    if let Some(least) = rule.min_degree {
        conditions.push(format!("{} or more", neighbours(least)));
    }
    if let Some(most) = rule.max_degree {
        conditions.push(format!("{} or fewer", neighbours(most)));
    }
    if let Some(tag) = &rule.tag {
        conditions.push(format!("tag `{tag}`"));
    }
    if let Some(node) = &rule.node {
        conditions.push(format!("node `{node}`"));
    }
    let what = match (&rule.device, rule.flop_per_second) {
        (Some(device), _) => device.clone(),
        (None, Some(0.0)) => "relay".to_owned(),
        (None, rate) => format!("{} FLOP/s", shown(rate.unwrap_or(0.0))),
    };
    match conditions.is_empty() {
        true => format!("all others: {what}"),
        false => format!("{}: {what}", conditions.join(", ")),
    }
}

fn put_device(node: &mut Node, device: &Device, path: &str, rule: &str, report: &mut ImportReport) {
    let rule = format!("{rule} ({}, {})", device.name, device.kind);
    if node.device.is_none() {
        node.device = Some(device.id.to_owned());
        report.filled.push(Filled {
            path: format!("{path}/device"),
            value: FilledValue::Text(device.id.to_owned()),
            rule: rule.clone(),
        });
    }
    node.flop_per_second = device.flop_per_second;
    report
        .filled
        .push(number(path, "flopPerSecond", device.flop_per_second, &rule));
    let optional = [
        ("memoryBytes", &mut node.memory_bytes, device.memory_bytes),
        (
            "memoryBytesPerSecond",
            &mut node.memory_bytes_per_second,
            device.memory_bytes_per_second,
        ),
        ("watts", &mut node.watts, device.watts),
    ];
    for (field, place, value) in optional {
        if let (None, Some(value)) = (&place, value) {
            *place = Some(value);
            report.filled.push(number(path, field, value, &rule));
        }
    }
}

fn number(path: &str, field: &str, value: f64, rule: &str) -> Filled {
    Filled {
        path: format!("{path}/{field}"),
        value: FilledValue::Number(value),
        rule: rule.to_owned(),
    }
}

/// What links get that say nothing of their rate.
enum Rate<'a> {
    Class(&'a LinkClass),
    Given(f64),
}

fn rate<'a>(rules: &FillRules) -> Result<Rate<'a>> {
    const DEFAULT: &str = "ethernet-10g";
    match (&rules.rate.link, rules.rate.bits_per_second) {
        (None, Some(rate)) => Ok(Rate::Given(rate)),
        (link, None) => {
            let id = link.as_deref().unwrap_or(DEFAULT);
            let class = catalogue::link_class(id, || "/rules/rate/link".to_owned())?;
            Ok(Rate::Class(class))
        }
        _ => Err(Error::InvalidOption {
            message: "give either `link` or `bitsPerSecond`".to_owned(),
            path: "/rules/rate".to_owned(),
        }),
    }
}

fn fill_links(
    draft: &mut Draft,
    rules: &FillRules,
    report: &mut ImportReport,
) -> Result<Vec<Link>> {
    let default_rate = rate(rules)?;
    let mut links = Vec::with_capacity(draft.links.len());
    for (index, drafted) in std::mem::take(&mut draft.links).into_iter().enumerate() {
        let path = format!("/network/links/{index}");
        let ends = [drafted.from, drafted.to].map(|end| &draft.nodes[end].node);
        let mut link = Link {
            from: ends[0].id.clone(),
            to: ends[1].id.clone(),
            both_ways: drafted.both_ways.unwrap_or(false),
            ..drafted.link
        };
        match (drafted.rate, &default_rate) {
            (Some(rate), _) => link.bits_per_second = told(rate, &path, "bitsPerSecond", report),
            (None, Rate::Given(rate)) => {
                link.bits_per_second = *rate;
                report
                    .filled
                    .push(number(&path, "bitsPerSecond", *rate, "the given rate"));
            }
            (None, Rate::Class(class)) => put_class(&mut link, class, &path, report),
        }
        link.delay_seconds = match (drafted.delay, drafted.length) {
            (Some(delay), _) => told(delay, &path, "delaySeconds", report),
            (None, Some(length)) => delay_of_length(length, &rules.delay, &path, report),
            (None, None) => delay_of_places(ends, &rules.delay, &path, report),
        };
        links.push(link);
    }
    Ok(links)
}

fn put_class(link: &mut Link, class: &LinkClass, path: &str, report: &mut ImportReport) {
    let rule = format!("{} ({}, {})", class.id, class.name, class.kind);
    link.bits_per_second = class.bits_per_second;
    report
        .filled
        .push(number(path, "bitsPerSecond", class.bits_per_second, &rule));
    if let (None, Some(joules)) = (link.joules_per_bit, class.joules_per_bit) {
        link.joules_per_bit = Some(joules);
        report
            .filled
            .push(number(path, "joulesPerBit", joules, &rule));
    }
}

/// A value of the file; where it was converted the report says from what.
fn told(reading: Reading, path: &str, field: &str, report: &mut ImportReport) -> f64 {
    if let Some(from) = reading.from {
        report.converted.push(Converted {
            path: format!("{path}/{field}"),
            value: reading.value,
            from,
        });
    }
    reading.value
}

fn delay_of_length(
    length: Reading,
    rule: &DelayRule,
    path: &str,
    report: &mut ImportReport,
) -> f64 {
    let value = to_nanoseconds(length.value / rule.metres_per_second);
    let from = length
        .from
        .unwrap_or_else(|| format!("{} m", shown(length.value)));
    report.converted.push(Converted {
        path: format!("{path}/delaySeconds"),
        value,
        from: format!("{from}, at {} m/s", shown(rule.metres_per_second)),
    });
    value
}

fn delay_of_places(
    ends: [&Node; 2],
    rule: &DelayRule,
    path: &str,
    report: &mut ImportReport,
) -> f64 {
    let place = |node: &Node| node.longitude.zip(node.latitude);
    let (value, rule) = match (place(ends[0]), place(ends[1])) {
        (Some(from), Some(to)) => {
            let metres = great_circle(from, to) * rule.detour;
            let detour = match rule.detour {
                1.0 => String::new(),
                detour => format!(" × {}", shown(detour)),
            };
            let worded = format!(
                "great circle{detour} at {} m/s",
                shown(rule.metres_per_second)
            );
            (to_nanoseconds(metres / rule.metres_per_second), worded)
        }
        _ => (
            rule.seconds,
            "an end has no place: the default delay".to_owned(),
        ),
    };
    report
        .filled
        .push(number(path, "delaySeconds", value, &rule));
    value
}

/// Lengths are not known to the millimetre.
fn to_nanoseconds(seconds: f64) -> f64 {
    let rounded = (seconds * 1e9).round() / 1e9;
    if rounded.is_finite() {
        rounded
    } else {
        seconds
    }
}
