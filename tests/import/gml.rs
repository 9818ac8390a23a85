use crate::{converted, ids, labels, links, network, refusal, warnings};

#[test]
fn ids_are_kept_and_labels_are_made_unique() {
    let imported = network(
        r#"graph [
            node [ id 7 label "None" ]
            node [ id 9000000000 label "None" ]
            node [ id 3 label "" ]
            node [ id 4 label "42" ]
            node [ id 5 ]
            edge [ source 7 target 9000000000 ] edge [ source 3 target 4 ]
            edge [ source 4 target 7 ] edge [ source 5 target 7 ]
        ]"#,
    );
    assert_eq!(ids(&imported.network), ["7", "9000000000", "3", "4", "5"]);
    assert_eq!(
        labels(&imported.network),
        ["None (7)", "None (9000000000)", "3", "42", "5"]
    );
    assert_eq!(warnings(&imported.report), ["labels-repeated"]);
}

#[test]
fn two_nodes_with_one_id_are_refused_with_both_lines() {
    let (code, message) = refusal("graph [\nnode [ id 1 ]\nnode [ id 1 ]\n]");
    assert_eq!(code, "invalid-file");
    assert_eq!(
        message,
        "line 3: a node has the id 1, as the one in line 2 has; ids must differ"
    );
}

#[test]
fn links_may_repeat_without_multigraph() {
    let text = "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 LinkSpeedRaw 1e6 ] edge [ source 1 target 2 LinkSpeedRaw 2e6 ] edge [ source 2 target 1 ] ]";
    let imported = network(text);
    assert_eq!(links(&imported.network), ["1↔2", "1↔2", "2↔1"]);
    assert_eq!(imported.network.links[1].bits_per_second, 2e6);
    assert_eq!(warnings(&imported.report), [""; 0]);
}

#[test]
fn directed_graphs_stay_directed_and_say_who_cannot_be_reached() {
    let imported = network(
        "graph [ directed 1 multigraph 1 node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]",
    );
    assert_eq!(links(&imported.network), ["1→2"]);
    assert_eq!(warnings(&imported.report), ["one-way"]);
    let ring = network(
        "graph [ directed 1 node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] edge [ source 2 target 1 ] ]",
    );
    assert_eq!(links(&ring.network), ["1→2", "2→1"]);
    assert_eq!(warnings(&ring.report), [""; 0]);
}

#[test]
fn entities_and_unicode_are_read_and_a_lone_ampersand_is_itself() {
    let imported = network(
        "graph [ label \"Gda&#324;sk &amp; Łódź\" node [ id 1 label \"&quot;AT&T&quot; &#x41;&#0;&bogus; &\" ] ]",
    );
    assert_eq!(imported.network.name.as_deref(), Some("Gdańsk & Łódź"));
    assert_eq!(labels(&imported.network), ["\"AT&T\" A&#0;&bogus; &"]);
}

#[test]
fn a_byte_order_mark_windows_lines_and_comments_do_no_harm() {
    let imported = network(
        "\u{feff}# a comment [ \"\r\nCreator \"me\"\r\nVersion 1\r\ngraph\r\n[\r\nnode [ id 1 ]\r\n# another\r\n]\r\n",
    );
    assert_eq!(ids(&imported.network), ["1"]);
}

#[test]
fn blocks_that_mean_nothing_are_skipped_with_all_in_them() {
    let imported = network(
        "graph [ stats [ node [ id 5 ] deep [ [ ] ] ] node [ id 1 graphics [ x 1 y 2 label \"no\" ] label \"yes\" ] ]",
    );
    assert_eq!(labels(&imported.network), ["yes"]);
}

#[test]
fn links_may_stand_before_their_nodes() {
    let imported = network("graph [ edge [ source 1 target 2 ] node [ id 1 ] node [ id 2 ] ]");
    assert_eq!(links(&imported.network), ["1↔2"]);
}

#[test]
fn places_are_read_by_either_name() {
    let imported = network(
        "graph [ node [ id 1 Latitude 47.6 Longitude -122.3 ] node [ id 2 lat 37.4 lon -122.1 ] node [ id 3 ] edge [ source 1 target 2 ] edge [ source 2 target 3 ] ]",
    );
    let places: Vec<_> = imported
        .network
        .nodes
        .iter()
        .map(|node| (node.latitude, node.longitude))
        .collect();
    assert_eq!(
        places,
        [
            (Some(47.6), Some(-122.3)),
            (Some(37.4), Some(-122.1)),
            (None, None)
        ]
    );
}

#[test]
fn outside_networks_and_shared_media_are_tagged_and_relay() {
    let imported = network(
        "graph [ node [ id 1 Internal 0 ] node [ id 2 Internal 1 hyperedge 1 ] node [ id 3 Internal 1 type \"core\" ] edge [ source 1 target 2 ] edge [ source 2 target 3 ] ]",
    );
    let tags: Vec<_> = imported
        .network
        .nodes
        .iter()
        .map(|node| node.tags.clone())
        .collect();
    assert_eq!(tags, [vec!["external"], vec!["hyperedge"], vec!["core"]]);
    let rates: Vec<_> = imported
        .network
        .nodes
        .iter()
        .map(|node| node.flop_per_second > 0.0)
        .collect();
    assert_eq!(rates, [false, false, true]);
}

#[test]
fn what_a_link_says_in_our_own_terms_is_taken() {
    let imported = network(
        "graph [ node [ id 1 flopPerSecond 2e10 device \"phone\" tags \"trusted, mine\" watts 3 ] node [ id 2 flopPerSecond 0 ] edge [ source 1 target 2 bitsPerSecond 5e7 delaySeconds 0.004 bothWays 0 backlogBits 8 ] ]",
    );
    let (node, link) = (&imported.network.nodes[0], &imported.network.links[0]);
    assert_eq!(
        (node.flop_per_second, node.watts, node.tags.len()),
        (2e10, Some(3.0), 2)
    );
    assert_eq!(
        (
            link.bits_per_second,
            link.delay_seconds,
            link.backlog_bits,
            link.both_ways
        ),
        (5e7, 0.004, 8.0, false)
    );
    assert_eq!(imported.report.filled, []);
}

#[test]
fn lengths_become_delays() {
    let imported =
        network("graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 dist 1050 ] ]");
    assert_eq!(imported.network.links[0].delay_seconds, 0.00525);
    let from = converted(&imported.report, "/network/links/0/delaySeconds");
    assert_eq!(from, Some("dist 1050, at 200000000 m/s"));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases = [
        (
            "graph [\nnode [ id 1 ]\nedge [ source 1 target 2 ]\n]",
            "line 3: this edge's end 2 is the id of no node",
        ),
        (
            "graph [\nnode [ label \"x\" ]\n]",
            "line 2: this node has no `id`",
        ),
        (
            "graph [\nnode [ id 1 ]\nedge [ source 1 ]\n]",
            "line 3: this edge has no `target`",
        ),
        (
            "graph [\nnode [ id ]\n]",
            "line 2: expected a value for `id`, found `]`",
        ),
        (
            "graph [\nnode [ [ ] ]\n]",
            "line 2: expected a key or `]`, found `[`",
        ),
        (
            "graph [\nnode [ id 1",
            "the file ends in line 2 within `node`; it may have been cut off",
        ),
        (
            "graph [\nnode [ id 1 label \"x\n ] ]",
            "line 2: a text begins with \" and never ends",
        ),
        ("graph [\n]", "the file has no node"),
        (
            "graph [ node [ id 1 ] ] ]",
            "line 1: expected a key, found `]`",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            refusal(text),
            ("invalid-file", expected.to_owned()),
            "{text}"
        );
    }
}
