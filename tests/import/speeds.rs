//! What labels of links say about their rates, and what they do not.

use crate::{converted, network};
use splitway::import::ImportedNetwork;

fn link(fields: &str) -> ImportedNetwork {
    network(&format!(
        "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 {fields} ] ]"
    ))
}

fn rate_of_label(label: &str) -> Option<f64> {
    let imported = link(&format!("LinkLabel \"{label}\""));
    let is_told = converted(&imported.report, "/network/links/0/bitsPerSecond").is_some();
    is_told.then_some(imported.network.links[0].bits_per_second)
}

#[test]
fn labels_that_say_one_rate_are_understood() {
    let cases = [
        ("10 Gb/s", 10e9),
        ("10 Gbps", 10e9),
        ("10Gbit/s", 10e9),
        ("1 GB/s", 1e9),
        ("2.5 Gbps", 2.5e9),
        ("2,5 Gbit/s", 2.5e9),
        ("155 Mbit/s", 155e6),
        ("100M", 100e6),
        ("512 kbps", 512e3),
        ("10GE", 10e9),
        ("10GigE", 10e9),
        ("GigE", 1e9),
        ("Gigabit Ethernet", 1e9),
        ("Fast Ethernet", 1e8),
        ("10GEx4", 40e9),
        ("2x10Gb/s", 20e9),
        ("4 x 155 Mbit", 620e6),
        ("OC-192c", 192.0 * 51.84e6),
        ("OC3", 3.0 * 51.84e6),
        ("STM-64", 64.0 * 155.52e6),
        ("OC192/STM64", 192.0 * 51.84e6),
        ("2 x E3 (68Mbps)", 2.0 * 34.368e6),
        ("45 Mbps DS-3", 45e6),
        ("DS-3", 44.736e6),
        ("E1", 2.048e6),
        ("Lit Fibre (10 Gbps)", 10e9),
    ];
    for (label, expected) in cases {
        assert_eq!(rate_of_label(label), Some(expected), "{label}");
    }
}

#[test]
fn labels_that_say_none_or_several_are_left_alone_and_listed() {
    let labels = [
        "1-20Gbps",
        "less than 100 Mbps",
        "<100 Mbps",
        "> 1 Gbit/s",
        "up to 10G",
        "34/45 Mbit/s",
        "100-155 Mbit/s",
        "Fibre ottica spenta",
        "red",
        "None",
        "10",
        "Completion 2007-2008",
        "0 Gbps",
        "OC-x",
        "x",
        "10 parrots",
        "2.5.5 Gbps",
        "1e3 Gbps",
        "-5 Mbps",
        "10 Gbps or more",
        "(",
        "()",
        "/",
        "1/2/3",
    ];
    for label in labels {
        let imported = link(&format!("LinkLabel \"{label}\""));
        assert_eq!(rate_of_label(label), None, "{label}");
        assert_eq!(imported.report.unknown[0].name, label);
        assert_eq!(imported.network.links[0].bits_per_second, 1e10, "{label}");
    }
}

#[test]
fn the_raw_number_counts_first_then_number_and_unit_then_the_label() {
    let of = |fields: &str| {
        let imported = link(fields);
        let from = converted(&imported.report, "/network/links/0/bitsPerSecond").map(str::to_owned);
        (imported.network.links[0].bits_per_second, from)
    };
    let label = r#"LinkLabel "1 Gbps""#;
    let speed = r#"LinkSpeed "622" LinkSpeedUnits "M""#;
    let raw = "LinkSpeedRaw 155000000.0";
    assert_eq!(
        of(&[label, speed, raw].join(" ")),
        (155e6, Some("LinkSpeedRaw 155000000".to_owned()))
    );
    assert_eq!(
        of(&[label, speed].join(" ")),
        (622e6, Some("LinkSpeed 622 M".to_owned()))
    );
    assert_eq!(of(label), (1e9, Some("the label `1 Gbps`".to_owned())));
    assert_eq!(of(r#"LinkSpeed "622" LinkLabel "1 Gbps""#).0, 1e9);
    assert_eq!(of(""), (1e10, None));
}

#[test]
fn a_label_that_loses_something_does_not_win_over_the_numbers() {
    let imported = link(r#"LinkSpeed "10" LinkSpeedUnits "G" LinkLabel "10GEx4""#);
    assert_eq!(imported.network.links[0].bits_per_second, 10e9);
    let imported = link(r#"LinkSpeed "100" LinkSpeedUnits "M" LinkLabel "less than 100 Mbps""#);
    assert_eq!(imported.network.links[0].bits_per_second, 100e6);
}
