//! Readers of LP and MPS files, just large enough for the programs, and how the two files agree.

use crate::instances::small::{self, Numbers};
use crate::instances::{Instance, for_all};
use splitway::formulate::{
    Form, FormulateOptions, Formulation, ProgramFormat, TextCursor, Transfers,
};
use std::collections::BTreeMap;

/// A program as a file says it: rows of (coefficients, sense, right side) by name.
#[derive(Debug, Default, PartialEq)]
pub struct ReadProgram {
    pub costs: BTreeMap<String, f64>,
    pub rows: BTreeMap<String, (BTreeMap<String, f64>, String, f64)>,
    pub binaries: Vec<String>,
    /// Upper bounds of the variables that are not binary.
    pub upper: BTreeMap<String, f64>,
}

/// The programs that there are, whole and relaxed.
pub fn all_forms() -> Vec<FormulateOptions> {
    let forms = [
        (Form::Placement, None),
        (Form::Placement, Some(Transfers::Flows)),
        (Form::Routing, None),
    ];
    let each = forms.into_iter().flat_map(|(form, transfers)| {
        [false, true].map(|relax| FormulateOptions {
            form,
            transfers,
            relax,
            ..FormulateOptions::default()
        })
    });
    each.collect()
}

pub fn text_of(program: &Formulation, format: ProgramFormat) -> String {
    let mut text = String::new();
    program.write(format, &mut text).unwrap();
    text
}

pub fn read_lp(text: &str) -> ReadProgram {
    let mut read = ReadProgram::default();
    let mut section = "";
    let mut statement: Vec<&str> = vec![];
    for line in text.lines() {
        assert!(line.len() <= 255, "a line of {} characters", line.len());
        match line {
            _ if line.starts_with('\\') => continue,
            "Minimize" | "Subject To" | "Bounds" | "Binaries" | "End" => {
                if section == "Minimize" {
                    assert_eq!(statement.remove(0), "latency:");
                    read.costs = terms(&statement);
                    read.costs.retain(|_, cost| *cost != 0.0);
                }
                statement.clear();
                section = line;
            }
            _ => statement.extend(line.split_whitespace()),
        }
        let is_compared = statement.len() > 1 && statement[statement.len() - 2].contains('=');
        if section == "Subject To" && is_compared {
            let right_side: f64 = statement.pop().unwrap().parse().unwrap();
            let sense = statement.pop().unwrap().to_owned();
            let name = statement.remove(0).strip_suffix(':').unwrap().to_owned();
            let row = (terms(&statement), sense, right_side);
            assert!(read.rows.insert(name, row).is_none());
            statement.clear();
        } else if section == "Bounds" && statement.len() == 5 {
            let upper = statement[4].parse().unwrap();
            read.upper.insert(statement[2].to_owned(), upper);
            assert_eq!(
                (statement[0], statement[1], statement[3]),
                ("0", "<=", "<=")
            );
            statement.clear();
        } else if section == "Binaries" && statement.len() == 1 {
            read.binaries.push(statement[0].to_owned());
            statement.clear();
        }
    }
    assert_eq!(section, "End");
    read
}

/// `+ 2 x - y`
fn terms(words: &[&str]) -> BTreeMap<String, f64> {
    let mut terms = BTreeMap::new();
    let mut factor = 1.0;
    for word in words {
        match (*word, word.parse::<f64>()) {
            ("+", _) => factor = 1.0,
            ("-", _) => factor = -1.0,
            (_, Ok(number)) => factor *= number,
            (name, _) => assert!(terms.insert(name.to_owned(), factor).is_none()),
        }
    }
    terms
}

pub fn read_mps(text: &str) -> ReadProgram {
    let mut read = ReadProgram::default();
    let mut section = "";
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match (section, &words[..]) {
            _ if line.starts_with('*') => {}
            _ if !line.starts_with(' ') => section = words[0],
            ("ROWS", ["N", "latency"]) => {}
            ("ROWS", [sense, name]) => {
                let sense = match *sense {
                    "L" => "<=",
                    "E" => "=",
                    _ => ">=",
                };
                let row = (BTreeMap::new(), sense.to_owned(), 0.0);
                assert!(read.rows.insert((*name).to_owned(), row).is_none());
            }
            ("COLUMNS", [name, row, number]) => {
                let number = number.parse().unwrap();
                let place = match *row {
                    "latency" => &mut read.costs,
                    row => &mut read.rows.get_mut(row).unwrap().0,
                };
                assert!(place.insert((*name).to_owned(), number).is_none());
            }
            ("RHS", ["RHS", row, number]) => {
                read.rows.get_mut(*row).unwrap().2 = number.parse().unwrap();
            }
            ("BOUNDS", ["BV", "BND", name]) => read.binaries.push((*name).to_owned()),
            ("BOUNDS", ["UP", "BND", name, number]) => {
                read.upper
                    .insert((*name).to_owned(), number.parse().unwrap());
            }
            _ => panic!("{section}: {line}"),
        }
    }
    assert_eq!(section, "ENDATA");
    read.costs.retain(|_, cost| *cost != 0.0);
    read
}

#[test]
fn lp_and_mps_say_the_same_program() {
    for_all(
        150,
        &small::workloads(Numbers::Wild, 1..=3),
        |Instance(scenario)| {
            for options in all_forms() {
                let Ok(program) = Formulation::new(&scenario, &options) else {
                    continue;
                };
                let lp = read_lp(&text_of(&program, ProgramFormat::Lp));
                let mps = read_mps(&text_of(&program, ProgramFormat::Mps));
                assert_eq!(lp, mps);
                let sizes = program.sizes();
                assert_eq!(lp.binaries.len(), sizes.binaries);
                assert_eq!(lp.upper.len() + lp.binaries.len(), sizes.variables);
                assert_eq!(lp.rows.len(), sizes.rows);
                let coefficients = lp.rows.values().flat_map(|(terms, ..)| terms.values());
                let sizes_of: Vec<f64> = coefficients.map(|value| value.abs()).collect();
                assert_eq!(sizes_of.len(), sizes.nonzeros);
                let largest = sizes_of.iter().fold(0.0, |a: f64, &b| a.max(b));
                assert_eq!(largest, sizes.coefficients.largest);
                assert_eq!(options.relax, lp.binaries.is_empty());
            }
        },
    );
}

#[test]
fn a_text_written_in_pieces_is_the_whole_text() {
    for_all(30, &small::scenarios(Numbers::Few), |Instance(scenario)| {
        let Ok(program) = Formulation::new(&scenario, &FormulateOptions::default()) else {
            return;
        };
        for format in [ProgramFormat::Lp, ProgramFormat::Mps] {
            let whole = text_of(&program, format);
            for bytes in [1, 100, 1_000_000] {
                let (mut pieces, mut longest) = (String::new(), 0);
                let mut cursor = TextCursor::new(format);
                loop {
                    let mut piece = String::new();
                    let has_more = program.write_on(&mut cursor, bytes, &mut piece);
                    longest = usize::max(longest, piece.len());
                    assert_eq!(program.share_written(&cursor) < 1.0, has_more);
                    pieces.push_str(&piece);
                    if !has_more {
                        break;
                    }
                }
                assert_eq!(pieces, whole);
                let longest_entry = whole.lines().map(str::len).max().unwrap() * 20;
                assert!(longest <= bytes + longest_entry);
            }
        }
    });
}

#[test]
fn the_first_comment_says_the_unit_of_the_objective() {
    let text = include_str!("../scenarios/triangle.json");
    let scenario = splitway::Scenario::from_json(text).unwrap();
    for options in all_forms() {
        let program = Formulation::new(&scenario, &options).unwrap();
        for (format, mark) in [(ProgramFormat::Lp, "\\ "), (ProgramFormat::Mps, "* ")] {
            let text = text_of(&program, format);
            let first = text.lines().next().unwrap();
            assert!(
                first.starts_with(mark) && first.ends_with("in microseconds"),
                "{first}"
            );
        }
    }
}
