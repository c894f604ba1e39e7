//! The second engine where its walls do not exist.

use super::Shared;
use crate::program::python::{NOT_HERE, Python};
use crate::program::run::{ErrorKind, Limits, ProgramError, Run};

/// Refuses: nothing runs unconfined.
pub(in crate::program) fn run(_: &str, _: &Python, _: &Limits, _: &Shared) -> Run {
    Run::failed(ProgramError {
        kind: ErrorKind::Unsupported,
        name: "python".to_owned(),
        message: NOT_HERE.to_owned(),
        line: None,
    })
}
