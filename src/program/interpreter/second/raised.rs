//! From Python's exceptions to errors in the program's own terms.

use serde::Deserialize;

use crate::program::interpreter::errors::shorten;
use crate::program::interpreter::host::REFUSAL;
use crate::program::run::{ErrorKind, Limits, ProgramError};

/// An uncaught exception, as the bootstrap tells it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raised {
    /// The name of its class.
    r#type: String,
    /// The names of its class and of all that it extends.
    #[serde(default)]
    bases: Vec<String>,
    message: String,
    /// The innermost line of the program.
    line: Option<u32>,
    /// The system's number, of an error of the system's.
    #[serde(default)]
    errno: Option<i32>,
    /// The module that is missing.
    #[serde(default)]
    module: Option<String>,
    /// It is the program's text that is wrong.
    #[serde(default)]
    syntax: bool,
}

impl Raised {
    /// The error that it amounts to; `None` for a program that merely exits.
    pub(super) fn described(self, limits: &Limits) -> Option<ProgramError> {
        if self.is("SystemExit") && matches!(self.message.as_str(), "" | "0" | "None") {
            return None;
        }
        let kind = self.kind();
        let (name, message) = match kind {
            ErrorKind::Forbidden => {
                let name = self.operation();
                let message = if self.message == format!("{REFUSAL} {name}") {
                    self.message
                } else {
                    format!("{REFUSAL} files, processes and the network ({name})")
                };
                (name, message)
            }
            ErrorKind::Unsupported => {
                let module = self.module.unwrap_or_default();
                let name = format!("import {module}");
                (
                    name,
                    format!("this Python has no module {module}; install it there"),
                )
            }
            ErrorKind::Memory => (
                self.r#type,
                format!("memory limit exceeded: {} bytes", limits.memory),
            ),
            _ => (self.r#type, self.message.replace(" (unknown location)", "")),
        };
        Some(ProgramError {
            kind,
            name: shorten(&crate::sample::clean(&name)),
            message: shorten(&crate::sample::clean(&message)),
            line: self.line.filter(|line| *line > 0),
        })
    }

    fn is(&self, name: &str) -> bool {
        self.bases.iter().any(|base| base == name)
    }

    fn kind(&self) -> ErrorKind {
        if self.syntax {
            ErrorKind::Syntax
        } else if self.is("MemoryError") {
            ErrorKind::Memory
        } else if self.is("RecursionError") {
            ErrorKind::Recursion
        } else if self.is("ModuleNotFoundError") && self.module.is_some() {
            ErrorKind::Unsupported
        } else if self.is("PermissionError") || self.is_refused() || self.message == NO_THREAD {
            ErrorKind::Forbidden
        } else {
            ErrorKind::Raised
        }
    }

    /// Refused by a wall, whatever class the error has. There are no files here: one that is missing was asked for too.
    fn is_refused(&self) -> bool {
        self.is("OSError") && matches!(self.errno, Some(1 | 2 | 13))
    }

    /// What was refused: the bootstrap says it in brackets, the system only what was wrong with it.
    fn operation(&self) -> String {
        if self.message == NO_THREAD {
            return "a thread".to_owned();
        }
        let Some(asked) = self.message.strip_prefix(REFUSAL) else {
            return self.message.clone();
        };
        let bracketed = asked.rsplit_once('(').map(|(_, name)| name.trim_end_matches(')'));
        bracketed.unwrap_or(asked).trim().to_owned()
    }
}

const NO_THREAD: &str = "can't start new thread";

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn raised(bases: &[&str], message: &str) -> Raised {
        Raised {
            r#type: bases[0].to_owned(),
            bases: bases.iter().map(|base| (*base).to_owned()).collect(),
            message: message.to_owned(),
            line: Some(3),
            ..Raised::default()
        }
    }

    #[rstest]
    #[case(&["KeyError", "LookupError"], "'a'", ErrorKind::Raised, "KeyError", "'a'")]
    #[case(&["CoptError", "Exception"], "3, (INVALID) x", ErrorKind::Raised, "CoptError", "3, (INVALID) x")]
    #[case(&["RecursionError"], "too deep", ErrorKind::Recursion, "RecursionError", "too deep")]
    #[case(&["RuntimeError"], "can't start new thread", ErrorKind::Forbidden, "a thread", "programs run without access to files, processes and the network (a thread)")]
    #[case(&["PermissionError", "OSError"], "programs run without access to files, processes and the network (open)", ErrorKind::Forbidden, "open", "programs run without access to files, processes and the network (open)")]
    #[case(&["PermissionError", "OSError"], "programs run without access to input", ErrorKind::Forbidden, "input", "programs run without access to input")]
    #[case(&["PermissionError", "OSError"], "[Errno 1] Operation not permitted", ErrorKind::Forbidden, "[Errno 1] Operation not permitted", "programs run without access to files, processes and the network ([Errno 1] Operation not permitted)")]
    fn exceptions_become_errors(
        #[case] bases: &[&str],
        #[case] message: &str,
        #[case] kind: ErrorKind,
        #[case] name: &str,
        #[case] said: &str,
    ) {
        let error = raised(bases, message).described(&Limits::default()).unwrap();
        assert_eq!(error.kind, kind);
        assert_eq!(
            (error.name.as_str(), error.message.as_str(), error.line),
            (name, said, Some(3))
        );
    }

    #[test]
    fn leaving_early_is_no_error() {
        for message in ["", "0", "None"] {
            assert_eq!(
                raised(&["SystemExit"], message).described(&Limits::default()),
                None
            );
        }
        assert!(
            raised(&["SystemExit"], "3")
                .described(&Limits::default())
                .is_some()
        );
    }

    #[test]
    fn a_missing_package_is_nobodys_fault() {
        let missing = Raised {
            module: Some("scipy.\u{1b}[1mx".to_owned()),
            ..raised(&["ModuleNotFoundError", "ImportError"], "No module named 'scipy'")
        };
        let error = missing.described(&Limits::default()).unwrap();
        assert_eq!(
            (error.kind, error.name.as_str()),
            (ErrorKind::Unsupported, "import scipy.x")
        );
    }

    #[test]
    fn what_the_system_refused_is_forbidden() {
        let refused = Raised {
            errno: Some(13),
            ..raised(&["OSError"], "[Errno 13] Permission denied: '/etc/passwd'")
        };
        assert_eq!(
            refused.described(&Limits::default()).unwrap().kind,
            ErrorKind::Forbidden
        );
    }
}
