//! The command line: the same engine as the terminal program, for scripts and for people in a hurry.
//!
//! Results go to standard output, messages to standard error; `--json` turns both into JSON, one object a line where
//! rows stream. Exit statuses are those of [`ErrorKind`]; 1 means that something looked at is not well.

mod args;
mod error;
mod out;

pub use args::{Cli, Command};
pub use error::{CliError, ErrorKind};
