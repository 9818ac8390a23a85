//! SNDlib's native text: sections of nodes and links; what follows them is passed over.

use super::draft::{Draft, DraftLink, DraftNode, Reading};
use super::fields::shown;
use crate::error::{Error, Result};
use crate::import::cell::plain_number;
use crate::import::options::{Capacity, NamedCapacity};
use crate::import::{ImportOptions, invalid};

/// Whether a text begins as SNDlib's: its first line, or its first section.
pub(in crate::import) fn begins_as_one(text: &str) -> bool {
    if text.trim_start().starts_with("?SNDlib native format") {
        return true;
    }
    let mut words = Words::new(text);
    matches!(
        (words.word(), words.word()),
        (Some("NODES" | "META"), Some("("))
    )
}

/// Reads a network.
pub(super) fn read(text: &str, options: &ImportOptions) -> Result<Draft> {
    let text = text.trim_start();
    let body = match text.strip_prefix('?') {
        Some(_) => &text[text.find('\n').unwrap_or(text.len())..],
        None => text,
    };
    let mut words = Words::new(body);
    words.line = text[..text.len() - body.len()].matches('\n').count() + 1;
    let mut draft = Draft::default();
    let mut unit = None;
    let mut capacities = Capacities::default();
    let mut has_nodes = false;
    while let Some(section) = words.word() {
        words.expect("(")?;
        match section {
            "META" => unit = read_unit(&mut words)?,
            "NODES" => {
                read_nodes(&mut words, &mut draft)?;
                has_nodes = true;
            }
            "LINKS" => {
                let unit = unit.take();
                read_links(&mut words, &mut draft, unit, options, &mut capacities)?;
                // Demands and paths make up most of such files.
                break;
            }
            _ => words.skip_section(section)?,
        }
    }
    if !has_nodes {
        return Err(invalid("the file has no section NODES ( … )"));
    }
    capacities.tell(&mut draft);
    Ok(draft)
}

/// `unit = MBITPERSEC`, among other things.
fn read_unit(words: &mut Words) -> Result<Option<String>> {
    let mut unit = None;
    let mut depth = 1;
    let mut before = ("", "");
    loop {
        let word = words.needed("META")?;
        match word {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ if before == ("unit", "=") => unit = Some(word.to_owned()),
            _ => {}
        }
        if depth == 0 {
            return Ok(unit);
        }
        before = (before.1, word);
    }
}

fn read_nodes(words: &mut Words, draft: &mut Draft) -> Result<()> {
    loop {
        let id = words.needed("NODES")?;
        if id == ")" {
            return Ok(());
        }
        let line = words.line;
        let mut node = DraftNode::default();
        if words.next_is("(") {
            words.expect("(")?;
            node.place = (Some(words.number("x")?), Some(words.number("y")?));
            words.expect(")")?;
        }
        if draft.add_node(node, id.to_owned())?.is_none() {
            return Err(invalid(format!("line {line}: there are two nodes {id}")));
        }
    }
}

fn read_links(
    words: &mut Words,
    draft: &mut Draft,
    unit: Option<String>,
    options: &ImportOptions,
    capacities: &mut Capacities,
) -> Result<()> {
    let unit = Unit::of(unit.as_deref(), draft, options);
    loop {
        if words.needed("LINKS")? == ")" {
            return Ok(());
        }
        words.expect("(")?;
        let mut ends = [0; 2];
        for end in &mut ends {
            let id = words.needed("LINKS")?;
            let line = words.line;
            let unknown = || invalid(format!("line {line}: there is no node {id}"));
            *end = draft.node(id).ok_or_else(unknown)?;
        }
        words.expect(")")?;
        let installed = words.number("a capacity")?;
        for cost in ["a capacity's cost", "a routing cost", "a set-up cost"] {
            words.number(cost)?;
        }
        words.expect("(")?;
        let mut modules = Vec::new();
        while !words.next_is(")") {
            modules.push(words.number("a module's capacity")?);
            words.number("a module's cost")?;
        }
        words.expect(")")?;
        draft.add_link(DraftLink {
            from: ends[0],
            to: ends[1],
            rate: capacities.choose(installed, &modules, &unit, options),
            ..DraftLink::default()
        })?;
    }
}

/// What 1 of a capacity is.
pub(super) struct Unit {
    bits_per_second: f64,
    name: String,
}

impl Unit {
    /// The unit that a file names, else that of the options, else Mbit/s, which is then told.
    pub fn of(named: Option<&str>, draft: &mut Draft, options: &ImportOptions) -> Unit {
        let named = named.map(str::trim).filter(|name| !name.is_empty());
        let known = named.and_then(|name| {
            let bits_per_second = match &name.to_uppercase()[..] {
                "BITPERSEC" | "BITSPERSEC" => 1.0,
                "KBITPERSEC" | "KBITSPERSEC" => 1e3,
                "MBITPERSEC" | "MBITSPERSEC" => 1e6,
                "GBITPERSEC" | "GBITSPERSEC" => 1e9,
                _ => return None,
            };
            Some(Unit {
                bits_per_second,
                name: name.to_owned(),
            })
        });
        known.unwrap_or_else(|| {
            let bits_per_second = draft.capacity_unit(options);
            Unit {
                bits_per_second,
                name: format!("× {} bit/s", shown(bits_per_second)),
            }
        })
    }
}

/// How links came to their capacities.
#[derive(Default)]
pub(super) struct Capacities {
    installed: usize,
    modules: usize,
}

impl Capacities {
    /// The capacity that is asked for, where a link has it.
    pub fn choose(
        &mut self,
        installed: f64,
        modules: &[f64],
        unit: &Unit,
        options: &ImportOptions,
    ) -> Option<Reading> {
        use NamedCapacity::*;
        let installed = Some(installed).filter(|capacity| *capacity > 0.0);
        let sizes = || modules.iter().copied().filter(|capacity| *capacity > 0.0);
        let smallest = sizes().reduce(f64::min);
        let (capacity, what) = match options.capacity {
            Some(Capacity::Given(capacity)) => (Some(capacity), "given capacity"),
            Some(Capacity::Named(Preinstalled)) => (installed, "pre-installed capacity"),
            Some(Capacity::Named(Smallest)) => (smallest, "smallest module"),
            Some(Capacity::Named(Largest)) => (sizes().reduce(f64::max), "largest module"),
            None if installed.is_some() => {
                self.installed += 1;
                (installed, "pre-installed capacity")
            }
            None => {
                self.modules += usize::from(smallest.is_some());
                (smallest, "smallest module")
            }
        };
        let rate = |capacity| {
            let from = format!("{what} {} {}", shown(capacity), unit.name);
            Reading::of(capacity * unit.bits_per_second, from)
        };
        capacity.map(rate).filter(|rate| rate.value.is_finite())
    }

    /// Says which capacities were taken where nobody chose.
    pub fn tell(self, draft: &mut Draft) {
        let value = match (self.installed, self.modules) {
            (0, 0) => return,
            (_, 0) => "the pre-installed one".to_owned(),
            (0, _) => "the smallest module".to_owned(),
            (installed, modules) => {
                format!(
                    "the pre-installed one of {installed} links, the smallest module of {modules}"
                )
            }
        };
        draft.assume(
            "capacity of links",
            value,
            "the file offers several",
            "/capacity",
        );
    }
}

/// Words between blanks; comments begin with `#`.
struct Words<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        Words {
            rest: text,
            line: 1,
        }
    }

    fn skip_blanks(&mut self) {
        loop {
            let trimmed = self.rest.trim_start();
            self.line += self.rest[..self.rest.len() - trimmed.len()]
                .matches('\n')
                .count();
            self.rest = trimmed;
            if !trimmed.starts_with('#') {
                return;
            }
            self.rest = &trimmed[trimmed.find('\n').unwrap_or(trimmed.len())..];
        }
    }

    fn word(&mut self) -> Option<&'a str> {
        self.skip_blanks();
        let end = match self.rest.chars().next()? {
            '(' | ')' => 1,
            _ => {
                let is_end =
                    |letter: char| letter.is_whitespace() || letter == '(' || letter == ')';
                self.rest.find(is_end).unwrap_or(self.rest.len())
            }
        };
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(word)
    }

    fn next_is(&mut self, word: &str) -> bool {
        self.skip_blanks();
        self.rest.starts_with(word)
    }

    fn needed(&mut self, section: &str) -> Result<&'a str> {
        self.word().ok_or_else(|| self.ended(section))
    }

    fn expect(&mut self, wanted: &str) -> Result<()> {
        match self.word() {
            Some(word) if word == wanted => Ok(()),
            Some(word) => {
                let word: String = word.chars().take(40).collect();
                Err(invalid(format!(
                    "line {}: expected `{wanted}`, found `{word}`",
                    self.line
                )))
            }
            None => Err(self.ended(wanted)),
        }
    }

    fn number(&mut self, what: &str) -> Result<f64> {
        let word = self.needed(what)?;
        plain_number(word).ok_or_else(|| {
            let word: String = word.chars().take(40).collect();
            invalid(format!(
                "line {}: {what} is a number, not `{word}`",
                self.line
            ))
        })
    }

    fn skip_section(&mut self, section: &str) -> Result<()> {
        let mut depth = 1u32;
        while depth > 0 {
            match self.needed(section)? {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    #[cold]
    fn ended(&self, within: &str) -> Error {
        let line = self.line;
        invalid(format!(
            "the file ends in line {line} within `{within}`; it may have been cut off"
        ))
    }
}
