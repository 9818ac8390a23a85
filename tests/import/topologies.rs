//! Published networks: what is counted in them is what others counted.
//!
//! Files whose terms allow it are here; the rest, and the same ones once more, are read where a folder of collected
//! topologies lies beside the project.

use splitway::import::{ImportOptions, ImportedNetwork, import_network};
use std::collections::HashSet;
use std::fs;
use std::path::Path;

struct Expected {
    file: &'static str,
    nodes: usize,
    links: usize,
    placed: usize,
    parallel: usize,
    repeated_labels: usize,
}

const fn expected(
    file: &'static str,
    [nodes, links, placed, parallel, repeated_labels]: [usize; 5],
) -> Expected {
    Expected {
        file,
        nodes,
        links,
        placed,
        parallel,
        repeated_labels,
    }
}

/// As counted by networkx and a reader of SNDlib's formats that shares no code with this one; labels that repeat are
/// counted without the first of each.
const TOPOLOGIES: [Expected; 22] = [
    expected("Abilene.gml", [11, 14, 11, 0, 0]),
    expected("Abilene.yed-source.graphml", [11, 14, 0, 0, 0]),
    expected("AttMpls.gml", [25, 57, 25, 1, 0]),
    expected("Garr201112.graphml", [61, 89, 48, 14, 1]),
    expected("Geant2009.gml", [34, 52, 34, 0, 0]),
    expected("Geant2012.graphml", [40, 61, 37, 0, 0]),
    expected("Sprint.graphml", [11, 18, 11, 0, 0]),
    expected("Uninett2010.gml", [74, 101, 74, 0, 2]),
    expected("abilene.sndlib.txt", [12, 15, 12, 0, 0]),
    expected("abilene.sndlib.xml", [12, 15, 12, 0, 0]),
    expected("atlanta.sndlib.txt", [15, 22, 0, 0, 0]),
    expected("cost266.sndlib.txt", [37, 57, 37, 0, 0]),
    expected("germany50.sndlib.xml", [50, 88, 50, 0, 0]),
    expected("janos-us.sndlib.xml", [26, 84, 26, 42, 0]),
    expected("nobel-germany.sndlib.xml", [17, 26, 17, 0, 0]),
    expected("nobel-us.sndlib.txt", [14, 21, 14, 0, 0]),
    expected("nsfnet14.chen.txt", [14, 22, 0, 0, 0]),
    expected("nsfnet14.deeprmsa.json", [14, 22, 14, 0, 0]),
    expected("nsfnet14.derived.graphml", [14, 22, 14, 0, 0]),
    expected("polska.sndlib.txt", [12, 18, 12, 0, 0]),
    expected("usnet24.derived.gml", [24, 43, 24, 0, 0]),
    expected("usnet24.ptrnet.json", [24, 43, 24, 0, 0]),
];

/// One network in SNDlib's two forms, in the order of the links' ends too unlike each other.
const SNDLIB: [Expected; 2] = [
    expected("usnet24.derived.sndlib.txt", [24, 43, 24, 0, 0]),
    expected("usnet24.derived.sndlib.xml", [24, 43, 24, 0, 0]),
];

fn is_there(folder: &str) -> bool {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).exists()
}

fn read(path: &Path, options: &ImportOptions) -> ImportedNetwork {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    import_network(&bytes, options).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder that are in the table.
fn present(folder: &str) -> impl Iterator<Item = (&'static Expected, ImportedNetwork)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let there = TOPOLOGIES
        .iter()
        .map(move |expected| (expected, folder.join(expected.file)));
    there
        .filter(|(_, path)| path.exists())
        .map(|(expected, path)| (expected, read(&path, &ImportOptions::default())))
}

fn check(expected: &Expected, ImportedNetwork { network, report }: &ImportedNetwork) {
    let file = expected.file;
    assert_eq!(report.read["nodes"], expected.nodes as u64, "{file}");
    assert_eq!(report.read["links"], expected.links as u64, "{file}");
    assert_eq!(
        (network.nodes.len(), network.links.len()),
        (expected.nodes, expected.links),
        "{file}"
    );
    let placed = network
        .nodes
        .iter()
        .filter(|node| node.latitude.is_some() && node.longitude.is_some())
        .count();
    assert_eq!(placed, expected.placed, "{file}");
    let pairs: HashSet<_> = network
        .links
        .iter()
        .map(|link| {
            if link.from < link.to {
                (&link.from, &link.to)
            } else {
                (&link.to, &link.from)
            }
        })
        .collect();
    assert_eq!(
        network.links.len() - pairs.len(),
        expected.parallel,
        "{file}"
    );
    let repeated: Vec<&str> = network
        .nodes
        .iter()
        .filter_map(|node| {
            node.label
                .as_ref()?
                .strip_suffix(&format!(" ({})", node.id))
        })
        .collect();
    let kinds: HashSet<_> = repeated.iter().collect();
    assert_eq!(
        repeated.len() - kinds.len(),
        expected.repeated_labels,
        "{file}"
    );
}

#[test]
fn networks_that_may_be_kept_here_are_counted_as_others_count_them() {
    let mut count = 0;
    for (expected, imported) in present("tests/import/files") {
        check(expected, &imported);
        count += 1;
    }
    assert_eq!(count, 9);
}

#[test]
fn all_collected_networks_are_counted_as_others_count_them() {
    let folder = "../shared/data/topologies";
    let mut count = 0;
    for (expected, imported) in present(folder) {
        check(expected, &imported);
        count += 1;
    }
    assert_eq!(
        count,
        if is_there(folder) {
            TOPOLOGIES.len()
        } else {
            0
        }
    );
}

#[test]
fn the_same_network_in_several_formats_is_the_same() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/files");
    let of = |file: &str| read(&files.join(file), &ImportOptions::default()).network;
    let delays = |file: &str| {
        of(file)
            .links
            .iter()
            .map(|link| link.delay_seconds)
            .collect::<Vec<f64>>()
    };
    assert_eq!(
        delays("nsfnet14.chen.txt"),
        delays("nsfnet14.deeprmsa.json")
    );
    assert_eq!(
        delays("nsfnet14.chen.txt"),
        delays("nsfnet14.derived.graphml")
    );
    assert_eq!(delays("usnet24.derived.gml"), delays("usnet24.ptrnet.json"));
}

#[test]
fn sndlib_gives_the_same_network_in_both_of_its_forms() {
    let here = "tests/import/files";
    let [native, xml] = SNDLIB.map(|expected| {
        let imported = read_as(here, expected.file, "usnet24");
        check(&expected, &imported);
        imported
    });
    assert_same(&native, &xml);
    let rates: HashSet<u64> = native
        .network
        .links
        .iter()
        .map(|link| link.bits_per_second as u64)
        .collect();
    assert!(rates.len() > 3, "{rates:?}");
    let collected = "../shared/data/topologies";
    if is_there(collected) {
        let [native, xml] = ["abilene.sndlib.txt", "abilene.sndlib.xml"]
            .map(|file| read_as(collected, file, "abilene"));
        assert_same(&native, &xml);
    }
}

fn read_as(folder: &str, file: &str, name: &str) -> ImportedNetwork {
    let options = ImportOptions {
        file_name: Some(name.to_owned()),
        ..ImportOptions::default()
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    read(&folder.join(file), &options)
}

fn assert_same(native: &ImportedNetwork, xml: &ImportedNetwork) {
    assert_eq!(native.network.nodes, xml.network.nodes);
    // One of them says which end of a link comes first, the other the other way round.
    let ends = |imported: &ImportedNetwork| {
        let mut links: Vec<_> = imported
            .network
            .links
            .iter()
            .map(|link| {
                let (a, b) = if link.from < link.to {
                    (&link.from, &link.to)
                } else {
                    (&link.to, &link.from)
                };
                (
                    a.clone(),
                    b.clone(),
                    link.bits_per_second,
                    link.delay_seconds,
                    link.both_ways,
                )
            })
            .collect();
        links.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
        links
    };
    assert_eq!(ends(native), ends(xml));
}
