//! A small window that slides over the file, so that a model of hundreds of megabytes costs a few
//! kilobytes: what is skipped is never read.

use super::fault::{Fault, Outcome, invalid, limit};
use super::proto::Span;
use crate::import::{OnProgress, Source};

/// Bytes that are asked for at once. Small reads skip more of the file, large ones call less often.
const WINDOW_BYTES: usize = 16 << 10;

/// Fields that a file may have in all.
const MOST_FIELDS: u64 = 1 << 24;

/// Memory that what is kept of a file may need, in bytes.
const MOST_KEPT: u64 = 256 << 20;

/// The file, of which a window is in memory, and the budgets of reading it.
pub(crate) struct Window<'a> {
    source: &'a mut dyn Source,
    on_progress: OnProgress<'a>,
    length: u64,
    start: u64,
    bytes: Vec<u8>,
    fields_left: u64,
    kept: u64,
}

impl<'a> Window<'a> {
    pub(crate) fn new(source: &'a mut dyn Source, on_progress: OnProgress<'a>) -> Window<'a> {
        Window {
            length: source.byte_count(),
            source,
            on_progress,
            start: 0,
            bytes: Vec::new(),
            fields_left: MOST_FIELDS,
            kept: 0,
        }
    }

    /// The whole file.
    pub(crate) fn file(&self) -> Span {
        Span {
            start: 0,
            end: self.length,
        }
    }

    /// One byte; the caller has checked that it lies in the file.
    pub(crate) fn byte(&mut self, at: u64) -> Outcome<u8> {
        let place = at.checked_sub(self.start).map(usize::try_from);
        if let Some(Ok(place)) = place
            && let Some(&byte) = self.bytes.get(place)
        {
            return Ok(byte);
        }
        self.slide(at)?;
        match self.bytes.first() {
            Some(&byte) => Ok(byte),
            None => Err(invalid(at, "the file ends here, in the midst of a field")),
        }
    }

    fn slide(&mut self, at: u64) -> Outcome<()> {
        let left = self.length.saturating_sub(at);
        let count = left.min(WINDOW_BYTES as u64) as usize;
        self.bytes.resize(count, 0);
        self.start = at;
        if count > 0 {
            (self.on_progress)(at as f64 / self.length as f64);
            self.source.read_at(at, &mut self.bytes)?;
        }
        Ok(())
    }

    /// A copy of some bytes, which count as kept.
    pub(crate) fn copy(&mut self, span: Span) -> Outcome<Vec<u8>> {
        self.keep(span.length())?;
        let mut copy = Vec::with_capacity(span.length() as usize);
        let mut at = span.start;
        while at < span.end {
            self.byte(at)?;
            let begin = (at - self.start) as usize;
            let end = self.bytes.len().min(begin + (span.end - at) as usize);
            copy.extend_from_slice(&self.bytes[begin..end]);
            at += (end - begin) as u64;
        }
        Ok(copy)
    }

    /// Charges memory that is about to be kept.
    pub(crate) fn keep(&mut self, bytes: u64) -> Outcome<()> {
        self.kept = self.kept.saturating_add(bytes);
        if self.kept <= MOST_KEPT {
            return Ok(());
        }
        Err(limit(format!(
            "the graph of this file, without its weights, needs more than {} MB of memory; larger ones are not read",
            MOST_KEPT >> 20
        )))
    }

    /// Charges one field.
    pub(crate) fn count_field(&mut self) -> Result<(), Fault> {
        match self.fields_left.checked_sub(1) {
            Some(left) => {
                self.fields_left = left;
                Ok(())
            }
            None => Err(limit(format!(
                "the file has more than {MOST_FIELDS} fields; larger ones are not read"
            ))),
        }
    }
}
