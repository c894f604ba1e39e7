//! Errors of the command line: what kind, what happened, what to do next, and the exit status that says so.

use std::process::ExitCode;

use serde::Serialize;

use crate::sample::clean;

/// The kind of an error; each has an exit status of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The command line cannot be understood (2).
    Usage,
    /// A file or its content is unusable (3).
    Input,
    /// The workspace cannot be opened, read or written (4).
    Workspace,
    /// Output cannot be written (5).
    Output,
    /// The terminal cannot be used (6).
    Terminal,
    /// Stepwell itself is at fault (70).
    Internal,
}

impl ErrorKind {
    /// The exit status.
    pub fn status(self) -> u8 {
        match self {
            Self::Usage => 2,
            Self::Input => 3,
            Self::Workspace => 4,
            Self::Output => 5,
            Self::Terminal => 6,
            Self::Internal => 70,
        }
    }
}

/// How a command ended without an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// All is well (0).
    Done,
    /// It ran, and something it looked at is not well: a sample fails, a row could not be read (1).
    Findings,
    /// Ctrl-C ended it early; what was done is saved (130).
    Interrupted,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Done => Self::SUCCESS,
            End::Findings => Self::from(1),
            End::Interrupted => Self::from(130),
        }
    }
}

/// An error with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CliError {
    /// The kind.
    pub kind: ErrorKind,
    /// What happened, and where.
    pub message: String,
    /// What to do next; may be empty.
    pub hint: String,
}

#[derive(Serialize)]
struct Envelope<'a> {
    error: Body<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    kind: ErrorKind,
    message: &'a str,
    hint: &'a str,
}

impl CliError {
    /// An error with a hint.
    pub fn new(kind: ErrorKind, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// `{"error":{"kind","message","hint"}}`.
    pub fn to_json(&self) -> String {
        let envelope = Envelope {
            error: Body {
                kind: self.kind,
                message: &self.message,
                hint: &self.hint,
            },
        };
        serde_json::to_string(&envelope).unwrap_or_else(|_| r#"{"error":{"kind":"internal"}}"#.to_owned())
    }

    /// Two lines for a person. A path or a row that is quoted in them commands no terminal.
    pub fn to_text(&self) -> String {
        let message = clean(&self.message);
        if self.hint.is_empty() {
            format!("error: {message}")
        } else {
            format!("error: {message}\n hint: {}", clean(&self.hint))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_form_has_the_promised_fields() {
        let error = CliError::new(ErrorKind::Input, "no such file", "check the path");
        assert_eq!(
            error.to_json(),
            r#"{"error":{"kind":"input","message":"no such file","hint":"check the path"}}"#
        );
    }
}
