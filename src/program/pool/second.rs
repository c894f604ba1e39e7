//! When and how a program goes to the user's Python.

use std::path::{Path, PathBuf};

use tokio::sync::OnceCell;

use super::Pool;
use crate::program::python::{Python, locate};
use crate::program::run::{ErrorKind, Limits, Run};

/// A Python that is asked where it lives when the first program needs it.
#[derive(Debug)]
pub(super) struct Second {
    program: PathBuf,
    found: OnceCell<Result<Python, String>>,
}

/// Whether the built-in interpreter left the program to another one.
pub(super) fn is_wanted(run: &Run, limits: &Limits) -> bool {
    limits.python.is_none()
        && run
            .error
            .as_ref()
            .is_some_and(|error| error.kind == ErrorKind::Unsupported)
}

impl Second {
    pub(super) fn new(program: &Path) -> Self {
        Self {
            program: program.to_owned(),
            found: OnceCell::new(),
        }
    }

    /// The run in Python, or the one that there is, with the reason why Python did not run it.
    pub(super) async fn run(&self, pool: &Pool, program: &str, limits: &Limits, built_in: Run) -> Run {
        let found = self.found.get_or_init(|| locate(&self.program)).await;
        let refusal = match found {
            Ok(python) => {
                let limits = Limits {
                    python: Some(python.clone()),
                    ..limits.clone()
                };
                let run = pool.run_once(program, &limits).await;
                if !run.engine.is_built_in() {
                    return run;
                }
                run.error.map_or_else(String::new, |error| error.message)
            }
            Err(refusal) => refusal.clone(),
        };
        let mut run = built_in;
        if let Some(error) = &mut run.error {
            error.message = format!("{}; the second engine did not run it: {refusal}", error.message);
        }
        run
    }
}
