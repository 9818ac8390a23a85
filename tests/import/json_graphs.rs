use crate::{assumed, ids, labels, links, network, refusal, warnings, with};
use splitway::import::ImportOptions;

#[test]
fn node_link_data_of_networkx_and_d3_are_read() {
    let imported = network(
        r#"{ "directed": false, "multigraph": true, "graph": { "name": "net" },
            "nodes": [{ "name": "WA", "id": 1, "longitude": -122.33, "latitude": 47.61 }, { "id": "b", "extra": [1] }],
            "links": [{ "source": 1, "target": "b", "key": 0, "distance": 1050 }, { "source": "b", "target": 1, "key": 1 }] }"#,
    );
    assert_eq!(imported.network.name.as_deref(), Some("net"));
    assert_eq!(
        (ids(&imported.network), labels(&imported.network)),
        (vec!["1", "b"], vec!["WA", "b"])
    );
    assert_eq!(links(&imported.network), ["1↔b", "b↔1"]);
    assert_eq!(imported.network.links[0].delay_seconds, 0.00525);
    let d3 = network(
        r#"{ "nodes": [{ "name": "a" }, { "name": "b" }], "edges": [{ "source": 0, "target": 1 }] }"#,
    );
    assert_eq!(
        (labels(&d3.network), links(&d3.network)),
        (vec!["a", "b"], vec!["0↔1".to_owned()])
    );
}

#[test]
fn tables_of_links_are_found_wherever_they_are() {
    let text = r#"{ "about": "two", "x": { "links": [[1, 2, 1050], [2, 3, 600]] },
        "y": { "tables": { "z": { "edges": [{ "a": 1, "b": 2, "km": [null, 5] }, { "a": 2, "b": 3, "km": [7, null] }] } } } }"#;
    let first = network(text);
    assert_eq!(links(&first.network), ["1↔2", "2↔3"]);
    assert_eq!(warnings(&first.report), ["several-tables"]);
    assert!(
        first.report.warnings[0]
            .message
            .ends_with("say which: /x, /y/tables/z")
    );
    assert_eq!(assumed(&first.report, "third column"), Some("length in km"));
    let options = |table: &str| ImportOptions {
        table: Some(table.to_owned()),
        ..ImportOptions::default()
    };
    let second = with(text, options("/y/tables/z"));
    assert_eq!(links(&second.network), ["2↔3"]);
    assert_eq!(second.network.links[0].delay_seconds, 7e3 / 2e8);
    assert_eq!(warnings(&second.report), ["rows-left-out"]);
    let error = splitway::import::import_network(text.as_bytes(), &options("/q")).unwrap_err();
    assert_eq!((error.code(), error.path()), ("invalid-option", "/table"));
    assert_eq!(
        links(&network("[[\"a\", \"b\"], [\"b\", \"c\"]]").network),
        ["a↔b", "b↔c"]
    );
}

#[test]
fn a_network_of_our_own_comes_back_as_it_is() {
    let text = r#"{ "nodes": [{ "id": "a", "flopPerSecond": 1 }, { "id": "b", "flopPerSecond": 0 }],
        "links": [{ "from": "a", "to": "b", "bitsPerSecond": 5 }] }"#;
    let imported = network(text);
    assert_eq!(links(&imported.network), ["a→b"]);
    assert_eq!(imported.report.filled, []);
    let whole = format!(r#"{{ "network": {text}, "report": {{}} }}"#);
    assert_eq!(network(&whole).network, imported.network);
}

#[test]
fn what_is_wrong_is_told_with_its_pointer() {
    let cases = [
        (
            r#"{ "nodes": [{ "id": 1 }], "links": [{ "source": 1, "target": 2 }] }"#,
            "/links/0/target",
            "2 is the id of no node",
        ),
        (
            r#"{ "nodes": [{ "id": 1 }, { "id": "1" }], "links": [{ "source": 1, "target": 1 }] }"#,
            "/nodes/1/id",
            "another node has the id 1 already",
        ),
        (
            r#"{ "nodes": [{ "id": 1 }], "edges": [{ "source": 1, "target": 1 }, { "source": 1 }] }"#,
            "/edges/1/target",
            "a link has a `target`, the id of a node",
        ),
        (
            r#"{ "t": { "links": [[1, 2, 3], [1, 2, -3]] } }"#,
            "/t/links/1",
            "a length in km is a number of at least 0",
        ),
        (
            r#"{ "nodes": [{ "id": "a" }] }"#,
            "/nodes/0",
            "missing field `flopPerSecond`",
        ),
    ];
    for (text, path, expected) in cases {
        let error = crate::attempt(text).unwrap_err();
        assert_eq!(
            (error.code(), error.path(), error.to_string()),
            ("invalid-file", path, expected.to_owned()),
            "{text}"
        );
    }
    assert_eq!(refusal(r#"{ "a": 1 }"#).0, "unsupported-format");
    assert_eq!(refusal("{").0, "invalid-json");
}
