//! Validators: each says pass, fail, unknown or error, with findings that point at their evidence.

mod verdict;

use crate::program::Run;
use crate::sample::Sample;

pub use verdict::{CheckId, Evidence, Finding, Severity, Verdict, VerdictKind};

/// What the checks read. `run` is the run of exactly `sample`'s program.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The sample that is judged.
    pub sample: &'a Sample,
    /// Its parents, in order; empty when it has none or they are unknown here.
    pub parents: &'a [Sample],
    /// The run of its program, once there is one.
    pub run: Option<&'a Run>,
}
