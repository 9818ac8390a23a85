use crate::{assumed, ids, labels, links, network, refusal, warnings};
use splitway::import::{ImportOptions, import_network};

const KEYS: &str = r#"<key id="d9" for="node" attr.name="label" attr.type="string"/>
    <key id="d2" for="edge" attr.name="label" attr.type="string"/>
    <key id="d3" for="node" attr.name="Latitude" attr.type="double"/>
    <key id="d4" for="node" attr.name="Longitude" attr.type="double"/>
    <key id="d5" for="edge" attr.name="LinkSpeedRaw" attr.type="double"><default>1e9</default></key>
    <key id="d6" for="graph" attr.name="Network" attr.type="string"/>"#;

fn graphml(inside: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">{KEYS}{inside}</graphml>"#
    )
}

#[test]
fn keys_say_what_attributes_are_and_defaults_count() {
    let imported = network(&graphml(
        r#"<graph edgedefault="undirected"><data key="d6">Net</data>
        <node id="0"><data key="d9">Rome</data><data key="d3">41.9</data><data key="d4">12.5</data></node>
        <node id="1"><data key="d9">Milan &amp; Łódź</data></node>
        <edge source="0" target="1"><data key="d2">OC-3</data><data key="d5">155e6</data></edge>
        <edge source="1" target="0"/></graph>"#,
    ));
    assert_eq!(imported.network.name.as_deref(), Some("Net"));
    assert_eq!(labels(&imported.network), ["Rome", "Milan & Łódź"]);
    assert_eq!(links(&imported.network), ["0↔1", "1↔0"]);
    let rates: Vec<f64> = imported
        .network
        .links
        .iter()
        .map(|link| link.bits_per_second)
        .collect();
    assert_eq!(rates, [155e6, 1e9]);
}

#[test]
fn networkx_names_nodes_by_their_ids() {
    let imported = network(
        "<?xml version='1.0' encoding='utf-8'?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"><graph edgedefault=\"directed\"><node id=\"Gdańsk\"/><node id=\"b\"/><edge source=\"Gdańsk\" target=\"b\"/><edge source=\"b\" target=\"Gdańsk\" directed=\"false\"/></graph></graphml>",
    );
    assert_eq!(ids(&imported.network), ["Gdańsk", "b"]);
    assert_eq!(links(&imported.network), ["Gdańsk→b", "b↔Gdańsk"]);
}

const YED: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="node" id="d7" yfiles.type="nodegraphics"/><key for="edge" id="d8" yfiles.type="edgegraphics"/>
  <key attr.name="Note" attr.type="string" for="graph" id="d1"/>
  <graph edgedefault="directed" id="G"><data key="d1"><![CDATA[a < b & c]]></data>
    <node id="n0"><data key="d7"><y:ShapeNode><y:Geometry height="30" width="30" x="12.5" y="-40"/><y:NodeLabel>Rome<y:LabelModel/></y:NodeLabel></y:ShapeNode></data></node>
    <node id="n1" yfiles.foldertype="group"><data key="d7"><y:ProxyAutoBoundsNode><y:Realizers><y:GroupNode><y:NodeLabel>North</y:NodeLabel></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>
      <graph edgedefault="directed" id="n1:"><node id="n1::n0"><data key="d7"><y:ShapeNode><y:Geometry x="900" y="100"/><y:NodeLabel>Milan</y:NodeLabel></y:ShapeNode></data></node></graph></node>
    <edge id="e0" source="n0" target="n1::n0"><data key="d8"><y:PolyLineEdge><y:Arrows source="none" target="none"/><y:EdgeLabel>2.5 Gbps</y:EdgeLabel></y:PolyLineEdge></data></edge>
    <edge id="e1" source="n0" target="n1::n0"><data key="d8"><y:PolyLineEdge><y:Arrows source="standard" target="none"/></y:PolyLineEdge></data></edge>
  </graph></graphml>"##;

#[test]
fn of_yed_the_labels_arrows_and_screen_positions_are_understood() {
    let imported = network(YED);
    assert_eq!(ids(&imported.network), ["n0", "n1::n0"]);
    assert_eq!(labels(&imported.network), ["Rome", "Milan"]);
    assert_eq!(links(&imported.network), ["n0↔n1::n0", "n1::n0→n0"]);
    assert_eq!(imported.network.links[0].bits_per_second, 2.5e9);
    assert!(
        imported
            .network
            .nodes
            .iter()
            .all(|node| node.latitude.is_none())
    );
    assert_eq!(warnings(&imported.report), ["coordinates-are-pixels"]);
}

#[test]
fn a_shared_medium_becomes_a_relay() {
    let imported = network(&graphml(
        r#"<graph edgedefault="undirected"><node id="a"/><node id="b"/><node id="c"/>
        <hyperedge id="lan"><endpoint node="a"/><endpoint node="b"/><endpoint node="c"/></hyperedge></graph>"#,
    ));
    assert_eq!(ids(&imported.network), ["a", "b", "c", "lan"]);
    assert_eq!(links(&imported.network), ["a↔lan", "b↔lan", "c↔lan"]);
    assert_eq!(imported.network.nodes[3].flop_per_second, 0.0);
}

#[test]
fn latin_1_is_read_as_its_declaration_says_and_told_where_it_is_guessed() {
    let declared = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><graphml><graph><node id=\"K\u{f6}ln\"/></graph></graphml>";
    let bytes: Vec<u8> = declared.chars().map(|letter| letter as u8).collect();
    let imported = import_network(&bytes, &ImportOptions::default()).unwrap();
    assert_eq!(ids(&imported.network), ["Köln"]);
    assert_eq!(warnings(&imported.report), [""; 0]);
    let gml: Vec<u8> = "graph [ node [ id 1 label \"K\u{f6}ln\" ] ]"
        .chars()
        .map(|letter| letter as u8)
        .collect();
    let guessed = import_network(&gml, &ImportOptions::default()).unwrap();
    assert_eq!(labels(&guessed.network), ["Köln"]);
    assert_eq!(warnings(&guessed.report), ["encoding-guessed"]);
}

#[test]
fn utf_16_is_read_in_either_order() {
    let text = "<?xml version=\"1.0\"?><graphml><graph><node id=\"Łódź\"/></graph></graphml>";
    for (mark, unit) in [
        ([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ([0xfe, 0xff], u16::to_be_bytes),
    ] {
        let bytes: Vec<u8> = mark
            .into_iter()
            .chain(text.encode_utf16().flat_map(unit))
            .collect();
        let imported = import_network(&bytes, &ImportOptions::default()).unwrap();
        assert_eq!(ids(&imported.network), ["Łódź"]);
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases = [
        (graphml("<graph>\n<node/></graph>"), "this node has no `id`"),
        (
            graphml("<graph>\n<node id=\"1\"/><node id=\"1\"/></graph>"),
            "another node has the id 1 already",
        ),
        (
            graphml("<graph><node id=\"1\"/>\n<edge source=\"1\" target=\"2\"/></graph>"),
            "this edge ends at 2, which is the id of no node",
        ),
        (
            graphml("<graph><node id=\"1\"/>\n<edge source=\"1\"/></graph>"),
            "this edge has no `target`",
        ),
    ];
    for (text, expected) in cases {
        // The keys take six lines.
        assert_eq!(
            refusal(&text),
            ("invalid-file", format!("line 7: {expected}")),
            "{text}"
        );
    }
    assert_eq!(refusal(&graphml("")).1, "the file has no `graph` element");
    assert_eq!(
        refusal(&graphml("<graph></graph>")).1,
        "the file has no node"
    );
    let (code, message) = refusal("<graphml><graph>");
    assert_eq!(code, "invalid-file");
    assert!(message.starts_with("this is no sound XML: "), "{message}");
}

#[test]
fn entity_bombs_are_refused() {
    let lines: Vec<String> = (1..20)
        .map(|level| format!("<!ENTITY e{level} \"&e{0};&e{0};&e{0};\">", level - 1))
        .collect();
    let bomb = format!(
        "<!DOCTYPE graphml [<!ENTITY e0 \"ha\">{}]><graphml><graph><node id=\"&e19;\"/></graph></graphml>",
        lines.concat()
    );
    let (code, message) = refusal(&bomb);
    assert_eq!(code, "invalid-file");
    assert!(
        message.starts_with("the file declares a document type"),
        "{message}"
    );
}

#[test]
fn nothing_is_assumed_where_the_file_says_all() {
    let imported = network(&graphml(
        r#"<graph edgedefault="undirected"><node id="a"/><node id="b"/><edge source="a" target="b"/></graph>"#,
    ));
    assert_eq!(assumed(&imported.report, "direction of links"), None);
}
