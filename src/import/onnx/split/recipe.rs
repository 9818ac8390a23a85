//! What a part of a model is made of: bytes written here and ranges of bytes of the file, so that
//! weights go from file to file without being read.

use crate::error::Result;
use crate::import::Source;
use crate::import::onnx::proto::Span;

/// The makings of one file, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recipe {
    /// The written bytes of all pieces, one after the other.
    pub literals: Vec<u8>,
    /// What the file consists of.
    pub pieces: Vec<Piece>,
}

/// The next so many written bytes, followed by a range of the original file's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// How many of the recipe's written bytes come first.
    pub literal_bytes: u64,
    /// Which bytes of the original file follow.
    pub span: Span,
}

impl Recipe {
    /// How long the file becomes.
    pub fn byte_count(&self) -> u64 {
        let copied: u64 = self.pieces.iter().map(|piece| piece.span.length()).sum();
        self.literals.len() as u64 + copied
    }

    /// The whole file, in memory.
    ///
    /// # Errors
    /// [`UnreadableFile`](crate::Error::UnreadableFile) where the original cannot be read.
    pub fn assemble(&self, source: &mut dyn Source) -> Result<Vec<u8>> {
        let mut file = Vec::with_capacity(self.byte_count() as usize);
        let mut literals = &self.literals[..];
        for piece in &self.pieces {
            let (written, rest) = literals.split_at(piece.literal_bytes as usize);
            literals = rest;
            file.extend_from_slice(written);
            let begin = file.len();
            file.resize(begin + piece.span.length() as usize, 0);
            source.read_at(piece.span.start, &mut file[begin..])?;
        }
        Ok(file)
    }
}

/// A message of Protocol Buffers that is being put together.
#[derive(Debug, Default)]
pub(super) struct Message {
    chunks: Vec<Chunk>,
    length: u64,
}

#[derive(Debug)]
enum Chunk {
    Written(Vec<u8>),
    Copied(Span),
}

/// A number of 7 bits a byte, the least first.
fn put_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// The tag and the length of a field that has one.
fn header(number: u64, length: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_varint(&mut bytes, number << 3 | 2);
    put_varint(&mut bytes, length);
    bytes
}

impl Message {
    fn write(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        match self.chunks.last_mut() {
            Some(Chunk::Written(written)) => written.extend_from_slice(bytes),
            _ => self.chunks.push(Chunk::Written(bytes.to_vec())),
        }
    }

    /// Bytes of the file as they stand there, without a field around them.
    pub(super) fn copy_inner(&mut self, span: Span) {
        self.length += span.length();
        self.chunks.push(Chunk::Copied(span));
    }

    /// A field of bytes that stand in the file.
    pub(super) fn copy(&mut self, number: u64, span: Span) {
        self.write(&header(number, span.length()));
        self.copy_inner(span);
    }

    /// A field that has the same number in the file. What stands there one after the other is copied
    /// at once: where just its header's length lies before a field, it can be nothing else.
    pub(super) fn copy_on(&mut self, number: u64, span: Span) {
        let gap = header(number, span.length()).len() as u64;
        match self.chunks.last_mut() {
            Some(Chunk::Copied(before)) if before.end + gap == span.start => {
                before.end = span.end;
                self.length += gap + span.length();
            }
            _ => self.copy(number, span),
        }
    }

    /// A field that is a whole number.
    pub(super) fn int(&mut self, number: u64, value: u64) {
        let mut bytes = Vec::new();
        put_varint(&mut bytes, number << 3);
        put_varint(&mut bytes, value);
        self.write(&bytes);
    }

    /// A field of bytes.
    pub(super) fn bytes(&mut self, number: u64, bytes: &[u8]) {
        self.write(&header(number, bytes.len() as u64));
        self.write(bytes);
    }

    /// A field that is a text; none where it is empty.
    pub(super) fn text(&mut self, number: u64, text: &str) {
        if !text.is_empty() {
            self.bytes(number, text.as_bytes());
        }
    }

    /// A field that is a message.
    pub(super) fn message(&mut self, number: u64, message: Message) {
        self.write(&header(number, message.length));
        for chunk in message.chunks {
            match chunk {
                Chunk::Written(bytes) => self.write(&bytes),
                Chunk::Copied(span) => self.copy_inner(span),
            }
        }
    }

    /// The message as a file.
    pub(super) fn into_recipe(self) -> Recipe {
        let mut recipe = Recipe::default();
        let mut literal_bytes = 0;
        for chunk in self.chunks {
            match chunk {
                Chunk::Written(bytes) => {
                    literal_bytes += bytes.len() as u64;
                    recipe.literals.extend_from_slice(&bytes);
                }
                Chunk::Copied(span) => {
                    recipe.pieces.push(Piece {
                        literal_bytes,
                        span,
                    });
                    literal_bytes = 0;
                }
            }
        }
        if literal_bytes > 0 {
            let span = Span::default();
            recipe.pieces.push(Piece {
                literal_bytes,
                span,
            });
        }
        recipe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assembled(message: Message, file: &[u8]) -> Vec<u8> {
        let recipe = message.into_recipe();
        let bytes = recipe.assemble(&mut &*file).unwrap();
        assert_eq!(recipe.byte_count(), bytes.len() as u64);
        bytes
    }

    fn span(start: u64, end: u64) -> Span {
        Span { start, end }
    }

    #[test]
    fn neighbours_are_copied_at_once() {
        let file = b"\x0a\x02ab\x0a\x01c\x2a\x01d";
        let mut message = Message::default();
        message.copy_on(1, span(2, 4));
        message.copy_on(1, span(6, 7));
        message.copy_on(5, span(9, 10));
        assert_eq!(message.chunks.len(), 2);
        assert_eq!(assembled(message, file), file);
    }

    #[test]
    fn fields_of_another_number_keep_apart() {
        let file = b"\x5a\x01a\x5a\x01b";
        let mut message = Message::default();
        message.copy(5, span(2, 3));
        message.copy(5, span(5, 6));
        assert_eq!(assembled(message, file), b"\x2a\x01a\x2a\x01b");
    }

    #[test]
    fn messages_within_messages_know_their_length() {
        let file = vec![7; 300];
        let mut inner = Message::default();
        inner.int(1, 300);
        inner.copy(2, span(0, 300));
        let mut outer = Message::default();
        outer.message(3, inner);
        outer.text(4, "");
        let bytes = assembled(outer, &file);
        assert_eq!(&bytes[..9], b"\x1a\xb2\x02\x08\xac\x02\x12\xac\x02");
        assert_eq!(bytes.len(), 309);
    }
}
