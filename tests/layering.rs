//! The parts of the crate depend on each other in one direction, and the two forms of the layered
//! graph are the same graph.

mod instances;

use instances::graphs::graphs;
use instances::small::{self, Numbers};
use instances::{Instance, WAITS, for_all};
use splitway::LayeredGraph;
use std::fs;
use std::path::{Path, PathBuf};

/// What each part may use of the others.
const MAY_USE: [(&str, &[&str]); 15] = [
    ("error", &["json"]),
    ("json", &[]),
    (
        "schema",
        &[
            "formulate",
            "import",
            "plan",
            "route",
            "scenario",
            "schedule",
            "simulate",
            "verify",
        ],
    ),
    ("scenario", &["error", "json", "schema"]),
    // Nothing of what is done with a scenario, but files of models are divided as plans say.
    ("import", &["error", "json", "scenario", "plan"]),
    ("plan", &["error", "json", "scenario", "schema"]),
    ("layered", &["error", "json", "scenario", "plan"]),
    (
        "route",
        &["error", "json", "schema", "scenario", "plan", "layered"],
    ),
    ("random", &[]),
    (
        "schedule",
        &[
            "error", "json", "schema", "random", "scenario", "plan", "layered", "route",
        ],
    ),
    // No code for times of what it checks.
    (
        "simulate",
        &[
            "error", "json", "schema", "random", "scenario", "plan", "layered", "route", "schedule",
        ],
    ),
    (
        "formulate",
        &[
            "error", "json", "schema", "scenario", "plan", "layered", "route",
        ],
    ),
    // Nothing of what it checks.
    ("verify", &["error", "json", "schema", "scenario", "plan"]),
    (
        "wasm",
        &[
            "error",
            "json",
            "scenario",
            "plan",
            "layered",
            "route",
            "schedule",
            "simulate",
            "formulate",
            "import",
            "verify",
        ],
    ),
    (
        "lib",
        &[
            "error",
            "json",
            "scenario",
            "plan",
            "layered",
            "route",
            "schedule",
            "simulate",
            "formulate",
            "verify",
        ],
    ),
];

/// Where the names that the crate's root passes on are at home.
const PASSED_ON: [(&str, &str); 9] = [
    ("Error", "error"),
    ("Result", "error"),
    ("LayeredGraph", "layered"),
    ("Plan", "plan"),
    ("RouteOptions", "route"),
    ("Router", "route"),
    ("Scenario", "scenario"),
    ("Wait", "scenario"),
    ("Verdict", "verify"),
];

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// (part, file, its code without comments) of every source file.
fn sources() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for path in files(&root) {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        let part = name.split(['/', '\\', '.']).next().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim().starts_with("//"));
        let code: Vec<&str> = code.collect();
        sources.push((part.to_owned(), name.to_owned(), code.join("\n")));
    }
    assert!(sources.len() > 20);
    sources
}

/// The first names after each `crate::` of a file; of a list in braces, all of them.
fn used_names(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (place, root) in code.match_indices("crate::") {
        let rest = &code[place + root.len()..];
        let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = &list[..list.find('}').unwrap()];
                let firsts = list.split(',').map(|item| item.trim().split("::").next());
                names.extend(firsts.flatten().map(str::to_owned));
            }
            None => {
                let end = rest.find(|letter| !is_name(letter));
                names.push(rest[..end.unwrap_or(rest.len())].to_owned());
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn each_part_uses_only_what_comes_before_it() {
    for (part, file, code) in sources() {
        let allowed = MAY_USE.iter().find(|(name, _)| *name == part);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{part} has no place yet"));
        for name in used_names(&code) {
            let home = PASSED_ON.iter().find(|(passed, _)| *passed == name);
            let used = home.map_or(&name[..], |(_, home)| home);
            assert!(
                used == part || allowed.contains(&used),
                "src/{file} uses crate::{name}"
            );
        }
    }
}

#[test]
fn only_the_bindings_know_of_javascript() {
    let crates = [
        "wasm_bindgen",
        "js_sys",
        "web_sys",
        "console_error_panic_hook",
    ];
    for (part, file, code) in sources() {
        for name in crates {
            assert!(
                part == "wasm" || !code.contains(name),
                "src/{file} uses {name}"
            );
        }
    }
}

#[test]
fn only_the_layered_graph_and_the_bindings_know_of_petgraph() {
    for (part, file, code) in sources() {
        let may = part == "layered" || part == "wasm";
        assert!(may || !code.contains("petgraph"), "src/{file}");
    }
}

#[test]
fn no_source_file_is_longer_than_400_lines() {
    for (_, file, _) in sources() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(&file);
        let lines = fs::read_to_string(path).unwrap().lines().count();
        assert!(lines <= 400, "src/{file} has {lines} lines");
    }
}

#[test]
fn the_implicit_graph_counts_what_the_explicit_one_holds() {
    for numbers in [Numbers::Few, Numbers::Wild] {
        let counts = |Instance(scenario): Instance| {
            for wait in WAITS {
                let graph = LayeredGraph::new(&scenario, 0, wait).unwrap();
                let explicit = graph.explicit();
                assert_eq!(explicit.node_count(), graph.vertex_count());
                assert_eq!(explicit.edge_count(), graph.arc_count());
            }
        };
        for_all(1_000, &small::scenarios(numbers), counts);
        for_all(1_000, &graphs(numbers), counts);
    }
}
