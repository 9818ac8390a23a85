use crate::{assert_close, assumed, ids, links, network, refusal, warnings, with};
use splitway::import::{Capacity, Coordinates, ImportOptions, NamedCapacity};

const NATIVE: &str = "?SNDlib native format; type: network; version: 1.0
# network small

META ( granularity = 1 unit = KBITPERSEC )

# NODE SECTION
NODES (
  Rome ( 12.50 41.88 )
  Milan ( 9.17 45.47 )
  Bern ( 7.45 46.95 )
)

LINKS (
  L1 ( Rome Milan ) 0.00 0.00 0.00 156.00 ( 155.00 156.00 622.00 468.00 )
  L2 ( Milan Bern ) 100.00 0.00 0.00 0.00 ( )
  L3 ( Milan Bern ) 0.00 0.00 0.00 0.00 ( )
)

DEMANDS (
  D1 ( Rome Bern ) 1 not a number at all";

#[test]
fn nodes_links_and_the_unit_are_read_and_demands_passed_over() {
    let imported = network(NATIVE);
    assert_eq!(ids(&imported.network), ["Rome", "Milan", "Bern"]);
    assert_eq!(
        links(&imported.network),
        ["Rome↔Milan", "Milan↔Bern", "Milan↔Bern"]
    );
    let rates: Vec<f64> = imported
        .network
        .links
        .iter()
        .map(|link| link.bits_per_second)
        .collect();
    assert_eq!(rates, [155e3, 100e3, 1e10]);
    assert_eq!(imported.network.nodes[0].latitude, Some(41.88));
    assert_eq!(assumed(&imported.report, "unit of rates"), None);
    let capacity = "the pre-installed one of 1 links, the smallest module of 1";
    assert_eq!(
        assumed(&imported.report, "capacity of links"),
        Some(capacity)
    );
}

#[test]
fn the_capacity_is_the_one_that_is_chosen() {
    let rates = |capacity| {
        let options = ImportOptions {
            capacity: Some(capacity),
            ..ImportOptions::default()
        };
        let imported = with(NATIVE, options);
        imported
            .network
            .links
            .iter()
            .map(|link| link.bits_per_second)
            .collect::<Vec<f64>>()
    };
    assert_eq!(
        rates(Capacity::Named(NamedCapacity::Preinstalled)),
        [1e10, 100e3, 1e10]
    );
    assert_eq!(
        rates(Capacity::Named(NamedCapacity::Smallest)),
        [155e3, 1e10, 1e10]
    );
    assert_eq!(
        rates(Capacity::Named(NamedCapacity::Largest)),
        [622e3, 1e10, 1e10]
    );
    assert_eq!(rates(Capacity::Given(7.0)), [7e3; 3]);
}

#[test]
fn a_unit_that_is_not_stated_is_taken_from_the_options_or_assumed_aloud() {
    let text = NATIVE.replace("META ( granularity = 1 unit = KBITPERSEC )", "");
    let assuming = network(&text);
    assert_eq!(assuming.network.links[0].bits_per_second, 155e6);
    assert_eq!(assumed(&assuming.report, "unit of rates"), Some("Mbit/s"));
    let told = with(
        &text,
        ImportOptions {
            capacity_bits_per_second: Some(1e3),
            ..ImportOptions::default()
        },
    );
    assert_eq!(told.network.links[0].bits_per_second, 155e3);
    assert_eq!(assumed(&told.report, "unit of rates"), None);
}

#[test]
fn a_list_that_holds_both_directions_is_not_doubled() {
    let arcs =
        "NODES ( a ( 1 2 ) b ( 3 4 ) ) LINKS ( x ( a b ) 1 0 0 0 ( ) y ( b a ) 1 0 0 0 ( ) )";
    assert_eq!(links(&network(arcs).network), ["a→b", "b→a"]);
    let directed = |directed| ImportOptions {
        directed: Some(directed),
        ..ImportOptions::default()
    };
    assert_eq!(links(&with(arcs, directed(false)).network), ["a→b", "b→a"]);
    let edges =
        "NODES ( a ( 1 2 ) b ( 3 4 ) ) LINKS ( x ( a b ) 1 0 0 0 ( ) y ( a b ) 1 0 0 0 ( ) )";
    assert_eq!(links(&network(edges).network), ["a↔b", "a↔b"]);
    assert_eq!(links(&with(edges, directed(true)).network), ["a→b", "a→b"]);
}

/// A ring of twelve nodes with these coordinates.
fn ring(coordinate: impl Fn(usize) -> (String, String)) -> String {
    let nodes: Vec<String> = (0..12)
        .map(|node| {
            let (x, y) = coordinate(node);
            format!("n{node} ( {x} {y} )")
        })
        .collect();
    let links: Vec<String> = (0..12)
        .map(|node| format!("l{node} ( n{node} n{} ) 1 0 0 0 ( )", (node + 1) % 12))
        .collect();
    format!(
        "NODES ( {} ) LINKS ( {} )",
        nodes.join(" "),
        links.join(" ")
    )
}

#[test]
fn positions_on_a_screen_are_no_places() {
    let imported = network(&ring(|node| {
        (format!("{}.5", 100 * node), "120.25".to_owned())
    }));
    assert_eq!(warnings(&imported.report), ["coordinates-are-pixels"]);
    assert!(
        imported
            .network
            .nodes
            .iter()
            .all(|node| node.latitude.is_none())
    );
    assert_eq!(imported.network.links[0].delay_seconds, 0.001);
}

#[test]
fn a_grid_is_no_map_whatever_the_file_says() {
    let imported = network(&ring(|node| ((4 * node).to_string(), "7".to_owned())));
    assert_eq!(warnings(&imported.report), ["coordinates-are-a-grid"]);
    let told = ring(|node| ((4 * node).to_string(), "7".to_owned()));
    let degrees = ImportOptions {
        coordinates: Some(Coordinates::Degrees),
        ..ImportOptions::default()
    };
    assert_eq!(with(&told, degrees).network.nodes[1].longitude, Some(4.0));
}

#[test]
fn degrees_with_minutes_are_recognised_and_told() {
    let text = ring(|node| {
        (
            format!("-{}.{:02}", 70 + node, 5 * node),
            "37.25".to_owned(),
        )
    });
    let imported = network(&text);
    assert_close(
        imported.network.nodes[11].longitude.unwrap(),
        -(81.0 + 55.0 / 60.0),
        1e-9,
    );
    assert_close(
        imported.network.nodes[0].latitude.unwrap(),
        37.0 + 25.0 / 60.0,
        1e-9,
    );
    assert!(assumed(&imported.report, "notation of coordinates").is_some());
    let degrees = ImportOptions {
        coordinates: Some(Coordinates::Degrees),
        ..ImportOptions::default()
    };
    assert_eq!(with(&text, degrees).network.nodes[0].latitude, Some(37.25));
    let one_more = text.replacen("37.25", "37.75", 1);
    assert_eq!(network(&one_more).network.nodes[0].latitude, Some(37.75));
}

const XML: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<network xmlns="http://sndlib.zib.de/network" version="1.0"><meta><unit>KBITPERSEC</unit></meta>
<networkStructure><nodes coordinatesType="geographical">
<node id="Rome"><coordinates><x>12.50</x><y>41.88</y></coordinates></node>
<node id="Milan"><coordinates><x>9.17</x><y>45.47</y></coordinates></node>
<node id="Bern"><coordinates><x>7.45</x><y>46.95</y></coordinates></node></nodes>
<links><link id="L1"><source>Rome</source><target>Milan</target><setupCost>156.0</setupCost><additionalModules>
<addModule><capacity>155.0</capacity><cost>156.0</cost></addModule><addModule><capacity>622.0</capacity><cost>468.0</cost></addModule></additionalModules></link>
<link id="L2"><source>Milan</source><target>Bern</target><preInstalledModule><capacity>100.0</capacity><cost>0.0</cost></preInstalledModule></link>
<link id="L3"><source>Milan</source><target>Bern</target></link></links>
</networkStructure><demands><demand id="D"/></demands></network>"#;

#[test]
fn the_xml_twin_gives_the_same_network() {
    let (native, xml) = (network(NATIVE), network(XML));
    assert_eq!(native.network, xml.network);
    assert_eq!(native.report.filled, xml.report.filled);
    assert_eq!(native.report.converted, xml.report.converted);
}

#[test]
fn the_xml_says_what_its_coordinates_are() {
    let pixels = network(&XML.replace("geographical", "pixel"));
    assert_eq!(warnings(&pixels.report), ["coordinates-are-pixels"]);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases = [
        ("NODES ( a ( 1 x ) )", "line 1: y is a number, not `x`"),
        (
            "NODES ( a ( 1 2 )\nb",
            "the file ends in line 2 within `NODES`; it may have been cut off",
        ),
        (
            "NODES ( a ( 1 2 )\na ( 1 2 ) )",
            "line 2: there are two nodes a",
        ),
        (
            "NODES ( a )\nLINKS ( l ( a b ) 0 0 0 0 ( ) )",
            "line 2: there is no node b",
        ),
        (
            "NODES ( a )\nLINKS ( l a",
            "line 2: expected `(`, found `a`",
        ),
        ("META ( )", "the file has no section NODES ( … )"),
    ];
    for (text, expected) in cases {
        assert_eq!(
            refusal(text),
            ("invalid-file", expected.to_owned()),
            "{text}"
        );
    }
    let broken = XML.replace("<target>Milan</target>", "<target>Turin</target>");
    assert_eq!(
        refusal(&broken).1,
        "line 7: this `link` ends at Turin, which is the id of no node"
    );
    let broken = XML.replace("<capacity>622.0</capacity>", "<capacity>much</capacity>");
    assert_eq!(
        refusal(&broken).1,
        "line 8: this `capacity` is a number, not this"
    );
}
