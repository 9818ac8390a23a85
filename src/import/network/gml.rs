//! GML, the Graph Modelling Language, as the Internet Topology Zoo, networkx and others write it.
//!
//! The text is read in one pass that keeps only the node or link at hand. Links may repeat without
//! `multigraph 1`; blocks that are not understood are skipped with all that is in them.

use super::Unread;
use super::draft::{Draft, DraftNode, Ways};
use super::fields::LinkFields;
use crate::error::{Error, Result};
use crate::import::{ImportOptions, invalid};
use std::borrow::Cow;
use std::collections::HashMap;

/// Blocks within blocks.
const DEEPEST: usize = 64;

/// Whether a text begins as GML: comments and producers' notes, then a graph.
pub(in crate::import) fn begins_as_one(text: &str) -> bool {
    let mut tokens = Tokens::new(text);
    for _ in 0..64 {
        match (tokens.token(), tokens.token()) {
            (Ok(Some(Token::Word("graph"))), Ok(Some(Token::Open))) => return true,
            (Ok(Some(Token::Word(_))), Ok(Some(Token::Word(_) | Token::Text(_)))) => {}
            _ => return false,
        }
    }
    false
}

/// Reads a graph.
pub(super) fn read(text: &str, options: &ImportOptions, unread: &mut Unread) -> Result<Draft> {
    let mut reader = Reader {
        tokens: Tokens::new(text),
        draft: Draft::new(Ways::Both),
        options,
        unread,
        lines: HashMap::new(),
        links: Vec::new(),
    };
    reader.read_file()?;
    reader.join_links()?;
    Ok(reader.draft)
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    draft: Draft,
    options: &'a ImportOptions,
    unread: &'a mut Unread,
    /// Where each node stands.
    lines: HashMap<String, usize>,
    /// Links may stand before their nodes.
    links: Vec<Edge>,
}

struct Edge {
    line: usize,
    source: String,
    target: String,
    fields: LinkFields,
}

/// What a key has.
enum Value<'a> {
    Text(Cow<'a, str>),
    /// A block, whose `[` was just read.
    Block,
}

impl<'a> Reader<'a> {
    fn read_file(&mut self) -> Result<()> {
        let mut has_graph = false;
        while let Some(key) = self.key()? {
            match (key, self.value(key)?) {
                ("graph", Value::Block) if !has_graph => {
                    has_graph = true;
                    self.read_graph()?;
                }
                (_, Value::Block) => self.skip_block()?,
                _ => {}
            }
        }
        if has_graph {
            Ok(())
        } else {
            Err(invalid("the file has no `graph [ … ]`"))
        }
    }

    fn read_graph(&mut self) -> Result<()> {
        while let Some(key) = self.key_in_block("graph")? {
            match (key, self.value(key)?) {
                ("node", Value::Block) => self.read_node()?,
                ("edge", Value::Block) => self.read_edge()?,
                (_, Value::Block) => self.skip_block()?,
                ("directed", Value::Text(value)) => {
                    self.draft.ways = if value == "1" { Ways::One } else { Ways::Both };
                }
                ("label" | "name" | "Network", Value::Text(value)) if !value.trim().is_empty() => {
                    self.draft
                        .name
                        .get_or_insert_with(|| value.trim().to_owned());
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn read_node(&mut self) -> Result<()> {
        let line = self.tokens.line;
        self.draft.line = Some(line as u64);
        let mut node = DraftNode::default();
        let mut id = None;
        while let Some(key) = self.key_in_block("node")? {
            match (key, self.value(key)?) {
                ("id", Value::Text(value)) => id = Some(value.into_owned()),
                (_, Value::Text(value)) => node.take(&mut self.draft, key, &value),
                (_, Value::Block) => self.skip_block()?,
            }
        }
        let id = id.ok_or_else(|| invalid(format!("line {line}: this node has no `id`")))?;
        if self.draft.add_node(node, id.clone())?.is_none() {
            let first = self.lines[&id];
            return Err(invalid(format!(
                "line {line}: a node has the id {id}, as the one in line {first} has; ids must differ"
            )));
        }
        self.lines.insert(id, line);
        Ok(())
    }

    fn read_edge(&mut self) -> Result<()> {
        let line = self.tokens.line;
        self.draft.line = Some(line as u64);
        let mut fields = LinkFields::default();
        let (mut source, mut target) = (None, None);
        while let Some(key) = self.key_in_block("edge")? {
            match (key, self.value(key)?) {
                ("source", Value::Text(value)) => source = Some(value.into_owned()),
                ("target", Value::Text(value)) => target = Some(value.into_owned()),
                (_, Value::Text(value)) => {
                    fields.take(&mut self.draft, self.options, key, &value);
                }
                (_, Value::Block) => self.skip_block()?,
            }
        }
        let missing = |what| invalid(format!("line {line}: this edge has no `{what}`"));
        self.links.push(Edge {
            line,
            source: source.ok_or_else(|| missing("source"))?,
            target: target.ok_or_else(|| missing("target"))?,
            fields,
        });
        Ok(())
    }

    fn join_links(&mut self) -> Result<()> {
        for Edge {
            line,
            source,
            target,
            fields,
        } in std::mem::take(&mut self.links)
        {
            let end = |id: &str| {
                let unknown = || {
                    invalid(format!(
                        "line {line}: this edge's end {id} is the id of no node"
                    ))
                };
                self.draft.node(id).ok_or_else(unknown)
            };
            let (from, to) = (end(&source)?, end(&target)?);
            let link = fields.finish(from, to, &mut |label| self.unread.add(label));
            self.draft.add_link(link)?;
        }
        Ok(())
    }

    /// The next key; nothing at the end of the file.
    fn key(&mut self) -> Result<Option<&'a str>> {
        match self.tokens.token()? {
            None => Ok(None),
            Some(Token::Word(key)) => Ok(Some(key)),
            Some(other) => Err(self.unexpected("a key", &other)),
        }
    }

    /// The next key of a block; nothing at its end.
    fn key_in_block(&mut self, block: &str) -> Result<Option<&'a str>> {
        match self.tokens.token()? {
            Some(Token::Word(key)) => Ok(Some(key)),
            Some(Token::Close) => Ok(None),
            None => Err(self.ended(block)),
            Some(other) => Err(self.unexpected("a key or `]`", &other)),
        }
    }

    fn value(&mut self, key: &str) -> Result<Value<'a>> {
        match self.tokens.token()? {
            Some(Token::Word(word)) => Ok(Value::Text(Cow::Borrowed(word))),
            Some(Token::Text(text)) => Ok(Value::Text(unescaped(text))),
            Some(Token::Open) => Ok(Value::Block),
            Some(Token::Close) => {
                Err(self.unexpected(&format!("a value for `{key}`"), &Token::Close))
            }
            None => Err(self.ended(key)),
        }
    }

    /// Passes over the rest of a block.
    fn skip_block(&mut self) -> Result<()> {
        let mut depth = 1;
        while depth > 0 {
            match self.tokens.token()? {
                Some(Token::Open) => depth += 1,
                Some(Token::Close) => depth -= 1,
                Some(_) => {}
                None => return Err(self.ended("a block")),
            }
            if depth > DEEPEST {
                let line = self.tokens.line;
                return Err(Error::LimitExceeded {
                    message: format!("line {line}: more than {DEEPEST} blocks within each other"),
                    path: String::new(),
                });
            }
        }
        Ok(())
    }

    #[cold]
    fn ended(&self, what: &str) -> Error {
        let line = self.tokens.line;
        invalid(format!(
            "the file ends in line {line} within `{what}`; it may have been cut off"
        ))
    }

    #[cold]
    fn unexpected(&self, wanted: &str, found: &Token) -> Error {
        let found = match found {
            Token::Word(word) => format!("`{}`", beginning(word)),
            Token::Text(text) => format!("the text \"{}\"", beginning(text)),
            Token::Open => "`[`".to_owned(),
            Token::Close => "`]`".to_owned(),
        };
        invalid(format!(
            "line {}: expected {wanted}, found {found}",
            self.tokens.line
        ))
    }
}

/// So much of a text as a message can bear.
fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}

enum Token<'a> {
    /// A key, a number, or a text without quotes.
    Word(&'a str),
    /// What stands between quotes.
    Text(&'a str),
    Open,
    Close,
}

struct Tokens<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str) -> Self {
        Tokens {
            rest: text,
            line: 1,
        }
    }

    fn token(&mut self) -> Result<Option<Token<'a>>> {
        self.skip_blanks();
        let Some(first) = self.rest.chars().next() else {
            return Ok(None);
        };
        let token = match first {
            '[' => Token::Open,
            ']' => Token::Close,
            '"' => {
                let inside = &self.rest[1..];
                let Some(end) = inside.find('"') else {
                    return Err(invalid(format!(
                        "line {}: a text begins with \" and never ends",
                        self.line
                    )));
                };
                self.line += inside[..end].matches('\n').count();
                self.rest = &inside[end + 1..];
                return Ok(Some(Token::Text(&inside[..end])));
            }
            _ => {
                let is_end = |letter: char| letter.is_whitespace() || "[]\"".contains(letter);
                let end = self.rest.find(is_end).unwrap_or(self.rest.len());
                let word = &self.rest[..end];
                self.rest = &self.rest[end..];
                return Ok(Some(Token::Word(word)));
            }
        };
        self.rest = &self.rest[1..];
        Ok(Some(token))
    }

    /// Passes over blanks, and over comments: lines that begin with `#`.
    fn skip_blanks(&mut self) {
        loop {
            let trimmed = self.rest.trim_start();
            let blanks = &self.rest[..self.rest.len() - trimmed.len()];
            self.line += blanks.matches('\n').count();
            self.rest = trimmed;
            if !trimmed.starts_with('#') {
                return;
            }
            self.rest = &trimmed[trimmed.find('\n').unwrap_or(trimmed.len())..];
        }
    }
}

/// `&quot;`, `&#324;` and their like; an `&` that begins none of them stands for itself.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((letter, length)) => {
                whole.push(letter);
                rest = &rest[length..];
            }
            None => {
                whole.push('&');
                rest = &rest[1..];
            }
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

/// The letter of an entity at the beginning of a text, and how long that is.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 12;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let letter = match name {
        "quot" => '"',
        "amp" => '&',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{a0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|letter| !letter.is_control())?
        }
    };
    Some((letter, end + 1))
}
