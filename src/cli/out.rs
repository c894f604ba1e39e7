//! Writing results: text for people or JSON for scripts, with a closed pipe as a quiet end.

use std::io::{self, BufWriter, Stdout, Write};

use serde::Serialize;

use super::error::{CliError, ErrorKind};
use crate::sample::clean;

/// Standard output, buffered, in one of two forms.
pub struct Out {
    json: bool,
    stdout: BufWriter<Stdout>,
}

impl Out {
    /// Writes JSON if `json`, else text.
    pub fn new(json: bool) -> Self {
        Self {
            json,
            stdout: BufWriter::new(io::stdout()),
        }
    }

    /// Whether JSON was asked for.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Writes one JSON object on a line of its own and flushes, so that a reader sees rows as they come.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), CliError> {
        serde_json::to_writer(&mut self.stdout, value)
            .map_err(io::Error::from)
            .map_err(|fault| cannot_write(&fault))?;
        writeln!(self.stdout)
            .and_then(|()| self.stdout.flush())
            .map_err(|fault| cannot_write(&fault))
    }

    /// Writes a line of text for a person; names and texts of others in it command no terminal.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn line(&mut self, text: impl AsRef<str>) -> Result<(), CliError> {
        writeln!(self.stdout, "{}", clean(text.as_ref())).map_err(|fault| cannot_write(&fault))
    }

    /// Hands everything to the system.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn flush(&mut self) -> Result<(), CliError> {
        self.stdout.flush().map_err(|fault| cannot_write(&fault))
    }
}

pub(super) fn cannot_write(fault: &io::Error) -> CliError {
    CliError::new(
        ErrorKind::Output,
        format!("standard output cannot be written: {fault}"),
        "check that the reader is still there and that the disk has room",
    )
}
