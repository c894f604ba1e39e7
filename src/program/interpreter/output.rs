//! What a program prints, up to a limit.

use std::borrow::Cow;
use std::sync::PoisonError;

use monty_types::{ExcType, MontyException, PrintWriter, PrintWriterCallback};

use super::Shared;
use super::host::End;
use crate::program::run::ErrorKind;

/// Collects output where the watchdog can see it.
pub(super) struct Output {
    shared: Shared,
    limit: usize,
    exceeded: bool,
}

impl Output {
    pub(super) fn new(shared: Shared, limit: usize) -> Self {
        Self {
            shared,
            limit,
            exceeded: false,
        }
    }

    pub(super) fn writer(&mut self) -> PrintWriter<'_> {
        PrintWriter::Callback(self)
    }

    /// The end that too much output is, whatever the program made of the exception.
    pub(super) fn take_end(&mut self) -> Option<End> {
        let limit = self.limit;
        std::mem::take(&mut self.exceeded).then(|| End {
            kind: ErrorKind::Output,
            name: "output".to_owned(),
            message: format!("the program printed more than {limit} bytes"),
        })
    }

    fn push(&mut self, text: &str) -> Result<(), MontyException> {
        let mut partial = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let room = self.limit.saturating_sub(partial.stdout.len());
        if !self.exceeded && text.len() <= room {
            partial.stdout.push_str(text);
            return Ok(());
        }
        if !self.exceeded {
            let kept = (0..=room).rev().find(|end| text.is_char_boundary(*end));
            partial.stdout.push_str(&text[..kept.unwrap_or(0)]);
            self.exceeded = true;
        }
        Err(MontyException::new(
            ExcType::MemoryError,
            Some("too much output".to_owned()),
        ))
    }
}

impl PrintWriterCallback for Output {
    fn stdout_write(&mut self, output: Cow<'_, str>) -> Result<(), MontyException> {
        self.push(&output)
    }

    fn stdout_push(&mut self, end: char) -> Result<(), MontyException> {
        self.push(end.encode_utf8(&mut [0; 4]))
    }
}
