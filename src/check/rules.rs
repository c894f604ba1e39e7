//! The deterministic rules, one a file.

mod alignment;
mod contract;
mod description;
mod duplicate;
mod frame;
mod leak;
mod numbers;
mod objective;
mod outcome;
mod probe;
mod program;
mod rows;
mod second;
mod sense;
#[cfg(test)]
pub(super) mod testing;
mod types;

use super::{CheckId, Inputs, Opinion, Severity};
use crate::sample::{Origin, Sample};

pub(super) use outcome::label_rule;

/// How much something weighs that is nearly always wrong in a sample that was made here, where each number has its
/// purpose, but has other reasons too often in files of others: a text that gives a number only to tell a story, a
/// label that is itself in doubt.
fn weight_of_doubt(sample: &Sample) -> Severity {
    match sample.lineage.origin {
        Origin::Imported { .. } => Severity::Warning,
        Origin::Seed | Origin::Derived { .. } => Severity::Error,
    }
}

/// Asks the rule of `check`.
pub(super) fn judge(check: CheckId, inputs: &Inputs<'_>) -> Opinion {
    match check {
        CheckId::Description => description::judge(inputs),
        CheckId::Frame => frame::judge(inputs),
        CheckId::Alignment => alignment::judge(inputs),
        CheckId::Program => program::judge(inputs),
        CheckId::Outcome => outcome::judge(inputs),
        CheckId::Sense => sense::judge(inputs),
        CheckId::Objective => objective::judge(inputs),
        CheckId::Numbers => numbers::judge(inputs),
        CheckId::Types => types::judge(inputs),
        CheckId::Rows => rows::judge(inputs),
        CheckId::Contract => contract::judge(inputs),
        CheckId::Leak => leak::judge(inputs),
        CheckId::Duplicate => duplicate::judge(inputs),
        CheckId::SecondSolver => second::judge(inputs),
        CheckId::Probe => probe::judge(inputs),
    }
}
