use crate::{assumed, converted, ids, links, network, refusal, with};
use splitway::import::{ImportOptions, UnknownKind};

#[test]
fn a_header_names_the_columns_in_any_order_and_with_units() {
    let imported = network(
        "delay (ms);Source;target;bandwidth_mbps;colour\n4;Rome;Milan;100;red\n2,5;Milan;Bern;1000;blue\n",
    );
    assert_eq!(ids(&imported.network), ["Rome", "Milan", "Bern"]);
    assert_eq!(links(&imported.network), ["Rome↔Milan", "Milan↔Bern"]);
    let link = &imported.network.links[1];
    assert_eq!((link.bits_per_second, link.delay_seconds), (1e9, 0.0025));
    assert_eq!(
        converted(&imported.report, "/network/links/0/bitsPerSecond"),
        Some("bandwidth_mbps 100")
    );
    assert_eq!(imported.report.unknown[0].name, "colour");
    assert_eq!(
        assumed(&imported.report, "direction of links"),
        Some("both ways")
    );
}

#[test]
fn our_own_names_need_no_conversion() {
    let imported = network(
        "from,to,bitsPerSecond,delaySeconds,bothWays\na,b,5e7,0.004,true\nb,c,1e9,0.001,no\n",
    );
    assert_eq!(links(&imported.network), ["a↔b", "b→c"]);
    assert_eq!(imported.network.links[0].bits_per_second, 5e7);
    assert_eq!(imported.report.converted, []);
    assert_eq!(assumed(&imported.report, "direction of links"), None);
}

#[test]
fn numbers_may_carry_their_units_or_have_them_told() {
    let imported = network("from,to,rate,latency,length\na,b,10 Gbps,5 ms,120 km\nb,c,2.5,3,7\n");
    let link = &imported.network.links[0];
    assert_eq!((link.bits_per_second, link.delay_seconds), (1e10, 0.005));
    assert_eq!(imported.network.links[1].bits_per_second, 2.5e6);
    assert_eq!(assumed(&imported.report, "unit of rates"), Some("Mbit/s"));
    assert_eq!(assumed(&imported.report, "unit of delays"), Some("ms"));
    let options = ImportOptions {
        capacity_bits_per_second: Some(1e9),
        time_unit_seconds: Some(1e-6),
        ..ImportOptions::default()
    };
    let told = with("from,to,rate,latency\nb,c,2.5,3\n", options);
    assert_eq!(told.network.links[0].bits_per_second, 2.5e9);
    assert_eq!(told.network.links[0].delay_seconds, 3e-6);
    assert_eq!(assumed(&told.report, "unit of rates"), None);
}

#[test]
fn cells_may_be_quoted_and_tabs_separate_too() {
    let imported = network("from\tto\n\"New York, NY\"\t\"say \"\"hi\"\"\"\n");
    assert_eq!(ids(&imported.network), ["New York, NY", "say \"hi\""]);
    let imported = network("from,to\r\n\"a\nb\",c\r\n\r\n");
    assert_eq!(ids(&imported.network), ["a\nb", "c"]);
}

#[test]
fn rows_of_numbers_are_ends_and_a_length_with_their_counts_in_front_or_not() {
    let imported = network("# NSFNET\n3\n2\n1 2 1050\n2 3 600\n");
    assert_eq!(ids(&imported.network), ["1", "2", "3"]);
    assert_eq!(imported.network.links[0].delay_seconds, 0.00525);
    assert_eq!(
        assumed(&imported.report, "third column"),
        Some("length in km")
    );
    assert_eq!(links(&network("1 2\n2 3\n").network), ["1↔2", "2↔3"]);
    let networkx = network("0 1 {'weight': 3, 'capacity': 10}\n1 2 {}\n");
    assert_eq!(networkx.network.links[0].bits_per_second, 1e7);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases = [
        ("from,to\na,\n", "line 2: the column to is empty"),
        (
            "3\n5\n1 2 10\n2 3 10\n",
            "the file says that it has 5 links, and it has 2; it may have been cut off",
        ),
        (
            "1 2 10\n2 3 far\n",
            "line 2: a length in km is a number of at least 0, not far",
        ),
        (
            "1 2 10\n1 3 1\n1 4 1\n1 5 1\n1 6 1\n2\n",
            "line 6: a row of a table of links has two ends at least; a header names the columns, such as from,to,bandwidth_mbps,delay_ms",
        ),
    ];
    for (text, expected) in cases {
        let options = ImportOptions {
            format: Some(splitway::import::ImportFormat::EdgeList),
            ..ImportOptions::default()
        };
        let error = splitway::import::import_network(text.as_bytes(), &options).unwrap_err();
        assert_eq!(
            (error.code(), error.to_string()),
            ("invalid-file", expected.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn prose_is_no_table() {
    for text in [
        "lorem ipsum",
        "once upon a time\nthere was a king\n",
        "a,b\nc,d\n",
        "name,age\nAnn,5\n",
    ] {
        let (code, _) = refusal(text);
        assert_eq!(code, "unsupported-format", "{text}");
    }
}

#[test]
fn commas_before_three_digits_separate_thousands_and_others_are_decimal() {
    let rate = |cell: &str| {
        let text = format!("from,to,bandwidth_mbps\na,b,\"{cell}\"\n");
        let imported = network(&text);
        let about = |about| assumed(&imported.report, about).map(str::to_owned);
        (
            imported.network.links[0].bits_per_second,
            about("commas between digits"),
            about("decimal commas"),
        )
    };
    let told = |text: &str| Some(text.to_owned());
    assert_eq!(rate("1,000"), (1e9, told("1,000 is 1000"), None));
    assert_eq!(rate("1,000 Mbps"), (1e9, told("1,000 is 1000"), None));
    assert_eq!(rate("2 x 1,000 Mbps"), (2e9, told("1,000 is 1000"), None));
    assert_eq!(
        rate("1,234,567.5"),
        (1234567.5e6, told("1,234,567.5 is 1234567.5"), None)
    );
    assert_eq!(rate("2,5"), (2.5e6, None, told("2,5 is 2.5")));
    assert_eq!(rate("2,5 Gbit/s"), (2.5e9, None, told("2,5 is 2.5")));
    assert_eq!(rate("0,125"), (0.125e6, None, told("0,125 is 0.125")));
    assert_eq!(rate("1000"), (1e9, None, None));
    let delayed = network("from,to,delay_ms\na,b,\"1,500\"\n");
    assert_eq!(delayed.network.links[0].delay_seconds, 1.5);
    let long = network("x,y,\"1,500\"\n");
    assert_eq!(
        converted(&long.report, "/network/links/0/delaySeconds"),
        Some("1,500 km, at 200000000 m/s")
    );
    assert_eq!(
        assumed(&long.report, "commas between digits"),
        Some("1,500 is 1500")
    );
    let placed = network(
        "graph [ node [ id 1 Latitude \"52,520\" Longitude \"13,405\" ] node [ id 2 ] edge [ source 1 target 2 ] ]",
    );
    assert_eq!(placed.network.nodes[0].latitude, Some(52.52));
}

#[test]
fn cells_of_known_columns_that_are_no_numbers_are_told_with_their_place() {
    let imported = network(
        "from,to,bandwidth_mbps,delay_ms,length_km\na,b,fast,-,n/a\nb,c,100,slow,1\nc,d,\"1,00,0\",later,?\n",
    );
    let told: Vec<_> = imported
        .report
        .unknown
        .iter()
        .map(|unknown| {
            (
                unknown.kind,
                &unknown.name[..],
                unknown.count,
                &unknown.message[..],
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                UnknownKind::Field,
                "bandwidth_mbps",
                2,
                "no number that can be used, so it counts as not said: `fast` at line 2"
            ),
            (
                UnknownKind::Field,
                "delay_ms",
                2,
                "no number that can be used, so it counts as not said: `slow` at line 3"
            ),
        ]
    );
    let of_nodes = network(
        r#"{ "nodes": [{ "id": "a", "memoryBytes": "lots" }, { "id": "b", "gflops": "many", "lat": "north" }],
            "links": [{ "source": "a", "target": "b", "delay": "-" }] }"#,
    );
    let told: Vec<_> = of_nodes
        .report
        .unknown
        .iter()
        .map(|unknown| (&unknown.name[..], &unknown.message[..]))
        .collect();
    let message =
        |text: &str| format!("no number that can be used, so it counts as not said: {text}");
    assert_eq!(
        told,
        [
            ("gflops", &message("`many` at node 2")[..]),
            ("lat", &message("`north` at node 2")),
            ("memoryBytes", &message("`lots` at node 1")),
        ]
    );
}
