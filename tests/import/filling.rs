//! The rules that fill what files lack: what they give, which of them applies, and that each value is told.

use crate::{assert_close, filled, ids, network, warnings, with};
use splitway::import::{
    ComputeRule, DelayRule, FillRules, FilledValue, ImportOptions, ImportedNetwork, RateRule,
    import_network,
};
use std::collections::HashSet;

/// A star: the hub has five neighbours, n1 and n2 are neighbours too.
const STAR: &str = "from,to\nhub,n1\nhub,n2\nhub,n3\nhub,n4\nhub,n5\nn1,n2\nhub,n1\n";

fn rules(rules: FillRules) -> ImportOptions {
    ImportOptions {
        rules,
        ..ImportOptions::default()
    }
}

fn compute(rules_of_compute: Vec<ComputeRule>) -> ImportOptions {
    rules(FillRules {
        compute: Some(rules_of_compute),
        ..FillRules::default()
    })
}

fn rates(imported: &ImportedNetwork) -> Vec<f64> {
    imported
        .network
        .nodes
        .iter()
        .map(|node| node.flop_per_second)
        .collect()
}

#[test]
fn nodes_are_filled_by_their_neighbours_unless_told_otherwise() {
    let imported = network(STAR);
    let devices: Vec<_> = imported
        .network
        .nodes
        .iter()
        .map(|node| node.device.as_deref().unwrap())
        .collect();
    assert_eq!(
        ids(&imported.network),
        ["hub", "n1", "n2", "n3", "n4", "n5"]
    );
    let (hub, edge, leaf) = ("l4", "jetson-agx-orin", "raspberry-pi-5");
    assert_eq!(devices, [hub, edge, edge, leaf, leaf, leaf]);
    let (value, rule) = filled(&imported.report, "/network/nodes/0/device").unwrap();
    assert_eq!(*value, FilledValue::Text("l4".to_owned()));
    assert_eq!(rule, "3 neighbours or more: l4 (NVIDIA L4, derived)");
}

#[test]
fn of_several_rules_the_first_that_applies_counts() {
    let device = |id: &str| ComputeRule {
        device: Some(id.to_owned()),
        ..ComputeRule::default()
    };
    let rate = |rate| ComputeRule {
        flop_per_second: Some(rate),
        ..ComputeRule::default()
    };
    let imported = with(
        STAR,
        compute(vec![
            ComputeRule {
                node: Some("n3".to_owned()),
                ..rate(7.0)
            },
            ComputeRule {
                max_degree: Some(1),
                ..rate(0.0)
            },
            ComputeRule {
                min_degree: Some(2),
                max_degree: Some(2),
                ..rate(5.0)
            },
            device("rtx-3090"),
        ]),
    );
    assert_eq!(rates(&imported), [4986585000000.0, 5.0, 5.0, 7.0, 0.0, 0.0]);
    let (_, rule) = filled(&imported.report, "/network/nodes/4/flopPerSecond").unwrap();
    assert_eq!(rule, "1 neighbour or fewer: relay");
}

#[test]
fn a_node_to_which_no_rule_applies_computes_nothing_and_is_told() {
    let imported = with(STAR, compute(vec![]));
    assert_eq!(rates(&imported), [0.0; 6]);
    assert_eq!(warnings(&imported.report), ["no-compute-rule"]);
}

#[test]
fn rates_are_those_of_a_class_or_a_number() {
    let rate = |rate| {
        with(
            STAR,
            rules(FillRules {
                rate,
                ..FillRules::default()
            }),
        )
        .network
        .links[0]
            .clone()
    };
    assert_eq!(rate(RateRule::default()).bits_per_second, 1e10);
    assert_eq!(
        rate(RateRule {
            bits_per_second: Some(42.0),
            link: None
        })
        .bits_per_second,
        42.0
    );
    let lte = rate(RateRule {
        link: Some("lte-up".to_owned()),
        bits_per_second: None,
    });
    assert_eq!(
        (lte.bits_per_second, lte.joules_per_bit),
        (6e6, Some(6.531e-7))
    );
}

#[test]
fn delays_are_great_circles_and_lengths_are_taken_as_they_are() {
    let text = "graph [ node [ id 1 lat 47.6062 lon -122.3321 ] node [ id 2 lat 40.7128 lon -74.0060 ] node [ id 3 ] edge [ source 1 target 2 ] edge [ source 1 target 2 dist 5000 ] edge [ source 2 target 3 ] ]";
    let delays = |delay| {
        let imported = with(
            text,
            rules(FillRules {
                delay,
                ..FillRules::default()
            }),
        );
        imported
            .network
            .links
            .iter()
            .map(|link| link.delay_seconds)
            .collect::<Vec<f64>>()
    };
    // Seattle to New York is 3,866 km.
    let [circle, length, default] = delays(DelayRule::default())[..] else {
        panic!()
    };
    assert_close(circle, 3866e3 / 2e8, 2e-5);
    assert_eq!((length, default), (0.025, 0.001));
    let slower = delays(DelayRule {
        metres_per_second: 1e8,
        detour: 1.5,
        seconds: 0.25,
    });
    assert_close(slower[0], circle * 3.0, 1e-8);
    assert_eq!((slower[1], slower[2]), (0.05, 0.25));
}

#[test]
fn every_value_that_is_not_the_files_is_told_and_the_rules_fill_the_same_again() {
    let imported = network(STAR);
    let paths: HashSet<&str> = imported
        .report
        .filled
        .iter()
        .map(|filled| &filled.path[..])
        .collect();
    assert_eq!(paths.len(), imported.report.filled.len(), "each place once");
    for index in 0..6 {
        assert!(paths.contains(&format!("/network/nodes/{index}/flopPerSecond")[..]));
    }
    for index in 0..7 {
        assert!(paths.contains(&format!("/network/links/{index}/bitsPerSecond")[..]));
        assert!(paths.contains(&format!("/network/links/{index}/delaySeconds")[..]));
    }
    let again = with(STAR, rules(imported.report.rules.clone().unwrap()));
    assert_eq!(again, imported);
}

#[test]
fn rules_that_make_no_sense_are_refused_with_their_place() {
    let refused = |options: ImportOptions| {
        let error = import_network(STAR.as_bytes(), &options).unwrap_err();
        assert_eq!(error.code(), "invalid-option");
        (error.path().to_owned(), error.to_string())
    };
    let device = ComputeRule {
        device: Some("abacus".to_owned()),
        ..ComputeRule::default()
    };
    let (path, message) = refused(compute(vec![device]));
    assert_eq!(path, "/rules/compute/0/device");
    assert!(
        message.starts_with("the catalogue has no device `abacus`, it has phone-mid, "),
        "{message}"
    );
    assert_eq!(
        refused(compute(vec![ComputeRule::default()])).0,
        "/rules/compute/0"
    );
    let rate = RateRule {
        link: Some("string".to_owned()),
        bits_per_second: None,
    };
    assert_eq!(
        refused(rules(FillRules {
            rate,
            ..FillRules::default()
        }))
        .0,
        "/rules/rate/link"
    );
    for (delay, place) in [
        (
            DelayRule {
                detour: 0.0,
                ..DelayRule::default()
            },
            "/rules/delay/detour",
        ),
        (
            DelayRule {
                metres_per_second: f64::NAN,
                ..DelayRule::default()
            },
            "/rules/delay/metresPerSecond",
        ),
        (
            DelayRule {
                seconds: -1.0,
                ..DelayRule::default()
            },
            "/rules/delay/seconds",
        ),
    ] {
        assert_eq!(
            refused(rules(FillRules {
                delay,
                ..FillRules::default()
            }))
            .0,
            place
        );
    }
}

#[test]
fn of_a_network_in_parts_the_largest_is_kept_and_that_is_said() {
    let text = "graph [ node [ id 0 ] node [ id 1 ] node [ id 2 ] node [ id 3 ] node [ id 4 ] edge [ source 0 target 1 ] edge [ source 2 target 4 ] edge [ source 4 target 3 ] ]";
    let imported = network(text);
    assert_eq!(ids(&imported.network), ["2", "3", "4"]);
    assert_eq!(
        (imported.report.read["nodes"], imported.report.read["parts"]),
        (5, 2)
    );
    assert_eq!(
        imported.report.warnings[0].message,
        "the network falls into 2 parts; the largest was kept, 3 of 5 nodes and 2 of 3 links (allParts keeps all)"
    );
    let all = with(
        text,
        ImportOptions {
            all_parts: true,
            ..ImportOptions::default()
        },
    );
    assert_eq!(all.network.nodes.len(), 5);
    assert_eq!(warnings(&all.report), ["disconnected"]);
}

#[test]
fn links_from_a_node_to_itself_are_left_out() {
    let imported = network("from,to\na,a\na,b\n");
    assert_eq!(imported.network.links.len(), 1);
    assert_eq!(warnings(&imported.report), ["self-loops"]);
}

#[test]
fn a_device_that_the_file_names_and_the_catalogue_knows_is_filled_in() {
    let imported = network(
        "graph [ node [ id 1 device \"v100\" ] node [ id 2 device \"mainframe\" ] edge [ source 1 target 2 ] ]",
    );
    assert_eq!(imported.network.nodes[0].flop_per_second, 2198387000000.0);
    assert_eq!(
        imported.network.nodes[1].device.as_deref(),
        Some("mainframe")
    );
    assert_eq!(imported.network.nodes[1].flop_per_second, 176975000000.0);
}
