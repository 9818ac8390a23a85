//! Reading JSON text (RFC 8259).
//!
//! What is no JSON is told in the words of serde_json, with line and column; tests compare both.

use super::ReadError;
use super::decimal::exact;
use super::document::Document;

/// Arrays and objects within each other, at most one less.
const MOST_DEPTH: usize = 128;

/// A text and how far it is read.
pub(super) struct Text<'a> {
    text: &'a str,
    place: usize,
    depth: usize,
}

type Result<T> = std::result::Result<T, ReadError>;

impl<'a> Text<'a> {
    pub fn new(text: &'a str) -> Text<'a> {
        Text {
            text,
            place: 0,
            depth: 0,
        }
    }

    /// The whole text as one document.
    pub fn document(mut self) -> Result<Document> {
        let document = self.value()?;
        match self.peek_after_space() {
            None => Ok(document),
            Some(_) => Err(self.wrong_here("trailing characters")),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    fn peek_after_space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.place += 1;
        }
        self.peek()
    }

    /// What was read from a place on.
    fn read_since(&self, start: usize) -> &'a str {
        // Only bytes of one-byte letters end it, so that it is whole.
        self.text.get(start..self.place).unwrap_or_default()
    }

    fn next(&mut self, if_none: &str) -> Result<u8> {
        let byte = self.peek().ok_or_else(|| self.wrong(if_none))?;
        self.place += 1;
        Ok(byte)
    }

    /// The error of what was read last.
    #[cold]
    #[inline(never)]
    fn wrong(&self, what: &str) -> ReadError {
        let before = &self.text.as_bytes()[..self.place];
        let line_start = before
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |place| place + 1);
        let lines = before.iter().filter(|&&byte| byte == b'\n').count();
        let column = self.place - line_start;
        let message = format!("{what} at line {} column {column}", lines + 1);
        ReadError::new(message, String::new(), true)
    }

    /// The error of what would be read next.
    #[cold]
    fn wrong_here(&mut self, what: &str) -> ReadError {
        self.place = usize::min(self.place + 1, self.text.len());
        self.wrong(what)
    }

    fn value(&mut self) -> Result<Document> {
        let Some(byte) = self.peek_after_space() else {
            return Err(self.wrong_here("EOF while parsing a value"));
        };
        match byte {
            b'n' => self.word("null", Document::Null),
            b't' => self.word("true", Document::Boolean(true)),
            b'f' => self.word("false", Document::Boolean(false)),
            b'-' | b'0'..=b'9' => self.number(),
            b'"' => Ok(Document::Text(self.string()?)),
            b'[' | b'{' => {
                self.depth += 1;
                if self.depth == MOST_DEPTH {
                    return Err(self.wrong_here("recursion limit exceeded"));
                }
                self.place += 1;
                let document = if byte == b'[' {
                    self.array()
                } else {
                    self.object()
                };
                self.depth -= 1;
                document
            }
            _ => Err(self.wrong_here("expected value")),
        }
    }

    fn word(&mut self, word: &str, document: Document) -> Result<Document> {
        for expected in word.bytes() {
            if self.next("EOF while parsing a value")? != expected {
                return Err(self.wrong("expected ident"));
            }
        }
        Ok(document)
    }

    fn array(&mut self) -> Result<Document> {
        let mut elements = Vec::new();
        while self.has_next(
            b']',
            elements.is_empty(),
            "EOF while parsing a list",
            "expected `,` or `]`",
        )? {
            match self.peek() {
                Some(b']') => return Err(self.wrong_here("trailing comma")),
                None => return Err(self.wrong_here("EOF while parsing a value")),
                Some(_) => {}
            }
            match self.value() {
                Ok(element) => elements.push(element),
                Err(error) => return Err(below(error, &elements.len().to_string())),
            }
        }
        Ok(Document::Array(elements))
    }

    fn object(&mut self) -> Result<Document> {
        let mut fields = Vec::new();
        while self.has_next(
            b'}',
            fields.is_empty(),
            "EOF while parsing an object",
            "expected `,` or `}`",
        )? {
            match self.peek() {
                Some(b'"') => {}
                Some(b'}') => return Err(self.wrong_here("trailing comma")),
                Some(_) => return Err(self.wrong_here("key must be a string")),
                None => return Err(self.wrong_here("EOF while parsing a value")),
            }
            let name = self.string()?;
            match self.peek_after_space() {
                Some(b':') => self.place += 1,
                Some(_) => return Err(self.wrong_here("expected `:`")),
                None => return Err(self.wrong_here("EOF while parsing an object")),
            }
            match self.value() {
                Ok(value) => fields.push((name, value)),
                Err(error) => return Err(below(error, &name)),
            }
        }
        Ok(Document::Object(fields))
    }

    /// Goes to the next element, over the comma before it; false at the end, which is passed.
    fn has_next(&mut self, end: u8, is_first: bool, if_none: &str, if_other: &str) -> Result<bool> {
        match self.peek_after_space() {
            Some(byte) if byte == end => {
                self.place += 1;
                return Ok(false);
            }
            Some(b',') if !is_first => {
                self.place += 1;
                self.peek_after_space();
            }
            Some(_) if is_first => {}
            Some(_) => return Err(self.wrong_here(if_other)),
            None => return Err(self.wrong_here(if_none)),
        }
        Ok(true)
    }

    fn number(&mut self) -> Result<Document> {
        let start = self.place;
        self.place += usize::from(self.peek() == Some(b'-'));
        match self.next("EOF while parsing a value")? {
            b'0' if self.peek().is_some_and(|byte| byte.is_ascii_digit()) => {
                return Err(self.wrong_here("invalid number"));
            }
            b'0'..=b'9' => self.digits(),
            _ => return Err(self.wrong("invalid number")),
        }
        if self.peek() == Some(b'.') {
            self.place += 1;
            match self.peek() {
                Some(b'0'..=b'9') => self.digits(),
                Some(_) => return Err(self.wrong_here("invalid number")),
                None => return Err(self.wrong_here("EOF while parsing a value")),
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.place += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.place += 1;
            }
            match self.next("EOF while parsing a value")? {
                b'0'..=b'9' => self.digits(),
                _ => return Err(self.wrong("invalid number")),
            }
        }
        let text = self.read_since(start);
        if let Ok(whole) = text.parse() {
            return Ok(Document::Whole(whole));
        }
        let number = exact(text);
        if number.is_finite() {
            return Ok(Document::Number(number));
        }
        // JSON has such numbers, f64 does not.
        let message = "expected a finite number, found one beyond 1.8e308".to_owned();
        Err(ReadError::new(message, String::new(), false))
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.place += 1;
        }
    }

    fn string(&mut self) -> Result<String> {
        const CUT_OFF: &str = "EOF while parsing a string";
        self.place += 1;
        let mut string = String::new();
        loop {
            let start = self.place;
            while self
                .peek()
                .is_some_and(|byte| byte >= b' ' && byte != b'"' && byte != b'\\')
            {
                self.place += 1;
            }
            string.push_str(self.read_since(start));
            match self.next(CUT_OFF)? {
                b'"' => return Ok(string),
                b'\\' => {}
                _ => {
                    let what = "control character (\\u0000-\\u001F) found while parsing a string";
                    return Err(self.wrong(what));
                }
            }
            string.push(match self.next(CUT_OFF)? {
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.unicode()?,
                byte @ (b'"' | b'\\' | b'/') => byte as char,
                _ => return Err(self.wrong("invalid escape")),
            });
        }
    }

    /// The letter of a `\u`, or of two where the first is half of one.
    fn unicode(&mut self) -> Result<char> {
        const LONE: &str = "lone leading surrogate in hex escape";
        let first = self.hex()?;
        if !(0xd800..=0xdfff).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.wrong(LONE));
        }
        if first >= 0xdc00 {
            return Err(self.wrong(LONE));
        }
        for expected in [b'\\', b'u'] {
            if self.next("EOF while parsing a string")? != expected {
                return Err(self.wrong("unexpected end of hex escape"));
            }
        }
        let second = self.hex()?;
        let letter = char::from_u32(
            0x10000 + ((first - 0xd800) << 10 | second.wrapping_sub(0xdc00) & 0x3ff),
        );
        match letter {
            Some(letter) if (0xdc00..=0xdfff).contains(&second) => Ok(letter),
            _ => Err(self.wrong(LONE)),
        }
    }

    fn hex(&mut self) -> Result<u32> {
        let end = self.place + 4;
        let digits = self.text.as_bytes().get(self.place..end);
        self.place = usize::min(end, self.text.len());
        let Some(digits) = digits else {
            return Err(self.wrong("EOF while parsing a string"));
        };
        let value = digits.iter().try_fold(0, |value, &digit| {
            Some(value << 4 | (digit as char).to_digit(16)?)
        });
        value.ok_or_else(|| self.wrong("invalid escape"))
    }
}

/// Of text that is no JSON only line and column are told.
fn below(error: ReadError, segment: &str) -> ReadError {
    if error.0.is_syntax {
        error
    } else {
        error.below(segment)
    }
}
