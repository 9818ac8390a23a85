use crate::{assumed, ids, labels, links, network, refusal};

const GRAPH: &str = "NODES 3\nlabel x y\n0_Rome 12.5 41.9\n1_Milan 9.2 45.5\n2_Bern 7.4 46.9\n\nEDGES 4\nlabel src dest weight bw delay\nedge_0 0 1 1 10000000 2900\nedge_1 1 0 1 10000000 2900\nedge_2 1 2 1 1000000 1500\nedge_3 2 1 1 1000000 1500\n";

#[test]
fn nodes_arcs_rates_and_delays_are_read() {
    let imported = network(GRAPH);
    assert_eq!(ids(&imported.network), ["0", "1", "2"]);
    assert_eq!(labels(&imported.network), ["0_Rome", "1_Milan", "2_Bern"]);
    assert_eq!(links(&imported.network), ["0→1", "1→0", "1→2", "2→1"]);
    assert_eq!(imported.network.links[0].bits_per_second, 1e10);
    assert_eq!(imported.network.links[2].delay_seconds, 0.0015);
    assert_eq!(assumed(&imported.report, "unit of delays"), Some("µs"));
}

#[test]
fn small_whole_delays_are_milliseconds() {
    let imported = network(&GRAPH.replace("2900", "3").replace("1500", "2"));
    assert_eq!(imported.network.links[0].delay_seconds, 0.003);
    assert_eq!(assumed(&imported.report, "unit of delays"), Some("ms"));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases = [
        (
            GRAPH.replace("edge_0 0 1", "edge_0 0 9"),
            "line 9: there is no node 9",
        ),
        (
            GRAPH.replace("EDGES 4", "EDGES 5"),
            "the file ends within EDGES; it may have been cut off",
        ),
        (
            GRAPH.replace("EDGES 4", "LINKS 4"),
            "line 7: expected `EDGES` and a number",
        ),
        (
            GRAPH.replace("10000000 2900", "fast 2900"),
            "line 9: a rate is a number of at least 0, not fast",
        ),
        (
            GRAPH.replace("1 10000000 2900", ""),
            "line 9: a row of EDGES has at least 6 columns",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            refusal(&text),
            ("invalid-file", expected.to_owned()),
            "{text}"
        );
    }
}
