//! Rows of cells from a text: separated by commas, semicolons or tabs, perhaps in quotes, or by
//! blanks. Comments begin with `#`.

use super::invalid;
use crate::error::{Error, Result};

/// A row that is not empty.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Where it stands, from 1.
    pub line: u64,
    /// What is in it, without blanks at the ends.
    pub cells: Vec<String>,
}

impl Row {
    /// Whether it is one whole number and nothing else.
    pub fn is_whole_number(&self) -> bool {
        self.cells.len() == 1 && self.cells[0].parse::<u64>().is_ok()
    }
}

/// The separator that occurs most often in the first row; blanks where none does.
fn separator(text: &str) -> Option<u8> {
    let lines = text.lines().map(str::trim);
    let first = lines
        .clone()
        .find(|line| !line.is_empty() && !line.starts_with('#'))?;
    // In quotes, and in what networkx writes in braces, anything may stand.
    let plain = first.split(" {").next()?;
    let outside: String = plain.split('"').step_by(2).collect();
    let count = |separator: u8| outside.bytes().filter(|&byte| byte == separator).count();
    let best = [b'\t', b';', b',']
        .into_iter()
        .rev()
        .max_by_key(|&separator| count(separator))?;
    (count(best) > 0).then_some(best)
}

/// The rows of a table.
pub(super) fn rows(text: &str) -> Result<Box<dyn Iterator<Item = Result<Row>> + '_>> {
    match separator(text) {
        Some(separator) => Ok(Box::new(separated(text, separator))),
        None => Ok(Box::new(by_blanks(text))),
    }
}

fn separated(text: &str, separator: u8) -> impl Iterator<Item = Result<Row>> + '_ {
    let reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    reader.into_records().filter_map(|record| match record {
        Ok(record) if record.iter().all(str::is_empty) => None,
        Ok(record) => Some(Ok(Row {
            line: record.position().map_or(0, csv::Position::line),
            cells: record.iter().map(str::to_owned).collect(),
        })),
        Err(error) => Some(Err(broken(&error))),
    })
}

fn by_blanks(text: &str) -> impl Iterator<Item = Result<Row>> + '_ {
    (1..).zip(text.lines()).filter_map(|(line, text)| {
        let cells: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let is_row = cells.first().is_some_and(|cell| !cell.starts_with('#'));
        is_row.then_some(Ok(Row { line, cells }))
    })
}

#[cold]
fn broken(error: &csv::Error) -> Error {
    invalid(format!("the table cannot be read: {error}"))
}
