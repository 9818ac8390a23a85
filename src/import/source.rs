//! Where a file's bytes come from: memory, or something that is read piece by piece.

use super::{unreadable, within_limit};
use crate::error::Result;

/// A file that can be read anywhere.
pub trait Source {
    /// How long it is.
    fn byte_count(&self) -> u64;

    /// Fills the buffer with the bytes from an offset on; all of them lie within the file.
    ///
    /// # Errors
    /// [`UnreadableFile`](crate::Error::UnreadableFile) where reading fails.
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<()>;
}

impl Source for &[u8] {
    fn byte_count(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<()> {
        let begin = usize::try_from(offset).ok();
        let range = begin.and_then(|begin| self.get(begin..begin.checked_add(buffer.len())?));
        let bytes = range.ok_or_else(|| unreadable("a piece beyond its end was asked for"))?;
        buffer.copy_from_slice(bytes);
        Ok(())
    }
}

/// What is called with the share of the file that has been read, from 0 to 1.
pub type OnProgress<'a> = &'a mut dyn FnMut(f64);

/// Text is read in pieces of so many bytes.
const PIECE: usize = 1 << 20;

/// The longest text that is read, in bytes.
pub(super) const LONGEST_TEXT: u64 = 32 << 20;

/// So much of a file decides what it is.
const HEAD: u64 = 64 << 10;

/// The beginning of a file.
pub(super) fn head(source: &mut dyn Source) -> Result<Vec<u8>> {
    let mut head = vec![0; source.byte_count().min(HEAD) as usize];
    source.read_at(0, &mut head)?;
    Ok(head)
}

/// All bytes of a text.
pub(super) fn all_bytes(source: &mut dyn Source, on_progress: OnProgress) -> Result<Vec<u8>> {
    let length = source.byte_count();
    within_limit(length, LONGEST_TEXT, "bytes", "a text")?;
    let mut bytes = vec![0; length as usize];
    for (index, piece) in bytes.chunks_mut(PIECE).enumerate() {
        let offset = (index * PIECE) as u64;
        on_progress(offset as f64 / length as f64);
        source.read_at(offset, piece)?;
    }
    Ok(bytes)
}
