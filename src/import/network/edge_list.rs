//! Tables of links as text: CSV with a header that names the columns, or rows of numbers.
//!
//! With a header the columns may stand in any order: `from` and `to` (or `source` and `target`, and
//! the like), and whatever else a link may have, with its unit in the name: `bitsPerSecond`,
//! `bandwidth_mbps`, `delay (ms)`, `length_km`, `bothWays`. Without one a row is two ends and,
//! perhaps, a length in kilometres, as in tables of optical networks.

use super::Unread;
use super::draft::{Draft, Place, Reading};
use super::fields::LinkFields;
use crate::error::Result;
use crate::import::cell::{normal, parse_number};
use crate::import::readings::Taken;
use crate::import::table::{Row, rows};
use crate::import::{ImportOptions, invalid};

const FROM: [&str; 12] = [
    "from",
    "source",
    "src",
    "u",
    "a",
    "node1",
    "nodea",
    "start",
    "fromnode",
    "sourcenode",
    "begin",
    "sender",
];
const TO: [&str; 13] = [
    "to",
    "target",
    "dst",
    "dest",
    "destination",
    "v",
    "b",
    "node2",
    "nodeb",
    "end",
    "tonode",
    "targetnode",
    "receiver",
];

/// So many rows decide whether a text is a table.
const ROWS_TO_JUDGE: usize = 5;

/// Whether a text is a table of links, by its header or by how its first rows look.
pub(in crate::import) fn begins_as_one(text: &str) -> bool {
    let Ok(mut rows) = rows(text) else {
        return false;
    };
    let mut first: Vec<Row> = Vec::new();
    while first.len() < ROWS_TO_JUDGE {
        match rows.next() {
            Some(Ok(row)) => first.push(row),
            Some(Err(_)) => return false,
            None => break,
        }
    }
    let Some(header) = first.first() else {
        return false;
    };
    if ends_in(&header.cells).is_some() {
        return true;
    }
    let links: Vec<&Row> = first
        .iter()
        .skip_while(|row| row.is_whole_number())
        .collect();
    let looks_right = |row: &&Row| match &row.cells[..] {
        [from, to] => is_whole(from) && is_whole(to),
        [from, to, length, ..] => {
            !from.is_empty()
                && !to.is_empty()
                && (parse_number(length).is_some() || length.starts_with('{'))
        }
        _ => false,
    };
    !links.is_empty() && links.iter().all(looks_right)
}

fn is_whole(cell: &str) -> bool {
    cell.parse::<u64>().is_ok()
}

/// Where a header names the two ends. Of two columns, `a` and `b` are nodes.
fn ends_in(cells: &[String]) -> Option<(usize, usize)> {
    let is_name = |cell: &str| cell.chars().count() > 1 || cells.len() > 2;
    let place = |names: &[&str]| {
        let named = |cell: &String| names.contains(&&normal(cell)[..]) && is_name(cell);
        cells.iter().position(named)
    };
    let ends = place(&FROM).zip(place(&TO));
    ends.filter(|(from, to)| from != to)
}

/// The names by which objects of a JSON table may call the two ends.
pub(super) fn is_end(name: &str) -> (bool, bool) {
    let name = normal(name);
    (FROM.contains(&&name[..]), TO.contains(&&name[..]))
}

/// Reads a table.
pub(super) fn read(text: &str, options: &ImportOptions, unread: &mut Unread) -> Result<Draft> {
    let mut draft = Draft::default();
    let mut rows = rows(text)?.peekable();
    let header = match rows.peek() {
        Some(Ok(row)) => ends_in(&row.cells).map(|ends| (ends, row.cells.clone())),
        Some(Err(error)) => return Err(error.clone()),
        None => return Err(invalid("the table has no row")),
    };
    let Some(((from, to), names)) = header else {
        return read_rows(rows, options, draft, unread);
    };
    rows.next();
    for row in rows {
        let row = row?;
        let end = |at: usize, what: &str| {
            let id = row.cells.get(at).filter(|id| !id.is_empty());
            id.ok_or_else(|| invalid(format!("line {}: the column {what} is empty", row.line)))
        };
        let (from_id, to_id) = (end(from, &names[from])?, end(to, &names[to])?);
        draft.line = Some(row.line);
        let mut fields = LinkFields::default();
        for (at, (name, value)) in names.iter().zip(&row.cells).enumerate() {
            if at != from && at != to && !value.is_empty() {
                fields.take(&mut draft, options, name, value);
            }
        }
        let ends = (draft.node_or_new(from_id)?, draft.node_or_new(to_id)?);
        let link = fields.finish(ends.0, ends.1, &mut |label| unread.add(label));
        draft.add_link(link)?;
    }
    Ok(draft)
}

/// Rows of two ends and, perhaps, a length; in front of them there may be how many there are.
fn read_rows(
    rows: impl Iterator<Item = Result<Row>>,
    options: &ImportOptions,
    mut draft: Draft,
    unread: &mut Unread,
) -> Result<Draft> {
    let mut counts: Vec<usize> = Vec::new();
    for row in rows {
        let row = row?;
        if draft.links.is_empty() && row.is_whole_number() {
            counts.push(row.cells[0].parse().unwrap_or(usize::MAX));
            continue;
        }
        let [from, to, rest @ ..] = &row.cells[..] else {
            return Err(invalid(format!(
                "line {}: a row of a table of links has two ends at least; a header names the columns, such as from,to,bandwidth_mbps,delay_ms",
                row.line
            )));
        };
        draft.line = Some(row.line);
        let mut fields = LinkFields::default();
        match rest {
            [] => {}
            // networkx writes what else it knows as a Python dictionary.
            [first, ..] if first.starts_with('{') => {
                for (name, value) in dictionary(&rest.join(" ")) {
                    fields.take(&mut draft, options, &name, &value);
                }
            }
            [length, ..] => {
                let kilometres = parse_number(length).filter(|length| *length >= 0.0);
                let kilometres = kilometres.ok_or_else(|| {
                    invalid(format!(
                        "line {}: a length in km is a number of at least 0, not {length}",
                        row.line
                    ))
                })?;
                draft.assume(
                    "third column",
                    "length in km".to_owned(),
                    "the table has no header",
                    "",
                );
                let place = Place::Link(draft.links.len() + 1);
                draft.note(Taken::Number, "third column", length, place);
                fields.link.length = Some(Reading::of(kilometres * 1e3, format!("{length} km")));
            }
        }
        let ends = (draft.node_or_new(from)?, draft.node_or_new(to)?);
        let link = fields.finish(ends.0, ends.1, &mut |label| unread.add(label));
        draft.add_link(link)?;
    }
    check_counts(&draft, &counts)?;
    Ok(draft)
}

/// The numbers in front are those of nodes and of links.
fn check_counts(draft: &Draft, counts: &[usize]) -> Result<()> {
    match counts {
        [_, links] if *links != draft.links.len() => Err(invalid(format!(
            "the file says that it has {links} links, and it has {}; it may have been cut off",
            draft.links.len()
        ))),
        _ => Ok(()),
    }
}

/// `{'weight': 3, 'name': 'a'}`
fn dictionary(text: &str) -> Vec<(String, String)> {
    let inside = text.trim().trim_start_matches('{').trim_end_matches('}');
    let plain = |text: &str| text.trim().trim_matches(['\'', '"']).to_owned();
    let pairs = inside.split(',').filter_map(|pair| pair.split_once(':'));
    pairs
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}
