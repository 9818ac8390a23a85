//! A program as text, a piece at a time, so that even a large one is never in memory whole.

use super::Formulation;
use super::options::ProgramFormat;
use super::{lp, mps};
use std::fmt::{self, Write};

/// How far a text is written. See [`Formulation::write_on`].
#[derive(Debug, Clone)]
pub struct TextCursor {
    format: ProgramFormat,
    /// The parts of the format, one after the other.
    part: usize,
    /// The lines of the part that are written.
    line: usize,
    by_column: Option<mps::ByColumn>,
}

impl TextCursor {
    /// At the beginning.
    pub fn new(format: ProgramFormat) -> TextCursor {
        TextCursor {
            format,
            part: 0,
            line: 0,
            by_column: None,
        }
    }
}

impl Formulation {
    /// Writes the whole text.
    ///
    /// # Errors
    /// Those of the writer.
    ///
    /// ```
    /// # let text = include_str!("../../tests/scenarios/triangle.json");
    /// use splitway::Scenario;
    /// use splitway::formulate::{Formulation, ProgramFormat};
    /// let scenario = Scenario::from_json(text).unwrap();
    /// let program = Formulation::new(&scenario, &Default::default()).unwrap();
    /// let mut text = String::new();
    /// program.write(ProgramFormat::Lp, &mut text).unwrap();
    /// assert!(text.starts_with("\\ splitway: "));
    /// assert!(text.ends_with("End\n"));
    /// ```
    pub fn write(&self, format: ProgramFormat, out: &mut impl Write) -> fmt::Result {
        let mut cursor = TextCursor::new(format);
        while self.write_line(&mut cursor, out)? {}
        Ok(())
    }

    /// Writes on from where the cursor stands, until so many bytes are added or the text ends.
    /// Returns whether there is more.
    pub fn write_on(&self, cursor: &mut TextCursor, bytes: usize, out: &mut String) -> bool {
        let enough = out.len().saturating_add(bytes);
        while out.len() < enough {
            // Writing to a String does not fail.
            if !matches!(self.write_line(cursor, out), Ok(true)) {
                return false;
            }
        }
        self.share_written(cursor) < 1.0
    }

    /// The share of the text that is written, from 0 to 1.
    pub fn share_written(&self, cursor: &TextCursor) -> f64 {
        let lines = |part| match cursor.format {
            ProgramFormat::Lp => lp::lines(self, part),
            ProgramFormat::Mps => mps::lines(self, part),
        };
        let all = (0..).map_while(lines).sum::<usize>() as f64;
        let before = (0..cursor.part).map_while(lines).sum::<usize>();
        (before + cursor.line) as f64 / all
    }

    /// Writes the next line, or the few lines that belong together; whether there was one.
    fn write_line(
        &self,
        cursor: &mut TextCursor,
        out: &mut impl Write,
    ) -> Result<bool, fmt::Error> {
        loop {
            let lines = match cursor.format {
                ProgramFormat::Lp => lp::lines(self, cursor.part),
                ProgramFormat::Mps => mps::lines(self, cursor.part),
            };
            let Some(lines) = lines else {
                return Ok(false);
            };
            if cursor.line < lines {
                break;
            }
            cursor.part += 1;
            cursor.line = 0;
        }
        match cursor.format {
            ProgramFormat::Lp => lp::write(self, cursor.part, cursor.line, out)?,
            ProgramFormat::Mps => {
                let by_column = cursor
                    .by_column
                    .get_or_insert_with(|| mps::ByColumn::of(&self.program));
                mps::write(self, by_column, cursor.part, cursor.line, out)?;
            }
        }
        cursor.line += 1;
        Ok(true)
    }

    /// What the first comment says.
    pub(super) fn title(&self) -> String {
        let jobs = match self.commodities.len() {
            1 => "the latency of one job".to_owned(),
            jobs => format!("the mean latency of {jobs} jobs, weighted"),
        };
        format!(
            "splitway: {}; the objective is {jobs}, in microseconds",
            self.what
        )
    }
}
