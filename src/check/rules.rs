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

use super::{CheckId, Inputs, Opinion};

pub(super) use outcome::label_rule;

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
