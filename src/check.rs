//! Validators: each says pass, fail, unknown or error, with findings that point at their evidence.
//!
//! [`evaluate`] runs one rule on one sample. Rules are deterministic and quick, and read nothing but [`Inputs`].

pub mod link;
mod literals;
mod python;
mod rules;
mod trace;
#[cfg(test)]
mod measure;
mod verdict;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::program::Run;
use crate::sample::{ContentHash, Part, Sample};

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
    /// The runs of the parents' programs, in the order of `parents`; shorter or empty when they are unknown here.
    /// Only `contract` reads them.
    pub parent_runs: &'a [Option<Run>],
}

impl<'a> Inputs<'a> {
    /// A sample by itself.
    pub fn of(sample: &'a Sample) -> Self {
        Self {
            sample,
            parents: &[],
            run: None,
            parent_runs: &[],
        }
    }
}

/// What a rule comes to; [`evaluate`] makes a [`Verdict`] of it.
#[derive(Debug, Clone, PartialEq)]
struct Opinion {
    kind: VerdictKind,
    summary: String,
    findings: Vec<Finding>,
}

impl Opinion {
    fn new(kind: VerdictKind, summary: impl Into<String>) -> Self {
        Self {
            kind,
            summary: summary.into(),
            findings: Vec::new(),
        }
    }

    /// `unknown`, with the reason as summary and as finding.
    fn unknown(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self {
            kind: VerdictKind::Unknown,
            summary: reason.clone(),
            findings: vec![Finding::new(Severity::Error, reason)],
        }
    }

    /// `fail` when a finding is an error, else `pass`. A failed check is summed up by its first error.
    fn judged(passed: impl Into<String>, findings: Vec<Finding>) -> Self {
        let first = findings.iter().find(|finding| finding.severity == Severity::Error);
        let (kind, summary) = match first {
            Some(finding) => (VerdictKind::Fail, finding.message.clone()),
            None => (VerdictKind::Pass, passed.into()),
        };
        Self {
            kind,
            summary,
            findings,
        }
    }

    fn with(mut self, findings: impl IntoIterator<Item = Finding>) -> Self {
        self.findings.extend(findings);
        self
    }
}

/// Runs one rule. A rule that panics gives [`VerdictKind::Error`]; the panic goes no further.
pub fn evaluate(check: CheckId, inputs: &Inputs<'_>) -> Verdict {
    let opinion = catch_unwind(AssertUnwindSafe(|| rules::judge(check, inputs))).unwrap_or_else(|cause| {
        let cause = panic_text(&*cause);
        let message = format!("the rule `{}` broke off: {cause}. This is a fault of Stepwell, not of the sample.", check.name());
        Opinion::new(VerdictKind::Error, "the rule itself broke off").with([Finding::new(Severity::Error, message)])
    });
    Verdict {
        check,
        kind: opinion.kind,
        summary: opinion.summary,
        findings: opinion.findings,
        judged: input_hash(check, inputs),
    }
}

fn panic_text(cause: &(dyn std::any::Any + Send)) -> &str {
    let text = cause.downcast_ref::<&str>().copied();
    text.or_else(|| cause.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason was given")
}

/// Whether `check` reads the run of the program: without one it can at best say `unknown`, and it should be asked
/// again once there is a run.
pub fn needs_run(check: CheckId) -> bool {
    match check {
        CheckId::Program | CheckId::Outcome | CheckId::Sense | CheckId::Numbers | CheckId::Contract => true,
        CheckId::Description | CheckId::Frame | CheckId::Alignment => false,
    }
}

/// The parts of the sample that `check` reads.
pub fn parts_read(check: CheckId) -> &'static [Part] {
    match check {
        CheckId::Description => &[Part::Problem],
        CheckId::Frame => &Part::ALL,
        CheckId::Alignment | CheckId::Sense | CheckId::Contract => {
            &[Part::Problem, Part::Formulation, Part::Program]
        }
        CheckId::Program => &[Part::Program],
        CheckId::Outcome => &[Part::Program, Part::Answer],
        CheckId::Numbers => &[Part::Problem, Part::Program],
    }
}

/// Hash of exactly the texts that `check` reads. A run follows from the program, so the program's text stands for it;
/// `contract` reads the parents too, and `frame` what stands around the program.
pub fn input_hash(check: CheckId, inputs: &Inputs<'_>) -> ContentHash {
    let sample = inputs.sample;
    let mut texts: Vec<String> = vec![check.name().to_owned()];
    texts.extend(parts_read(check).iter().map(|part| sample.part(*part).into_owned()));
    match check {
        CheckId::Frame => texts.push(sample.solution.closing.clone()),
        CheckId::Outcome => texts.push(rules::label_rule(sample).to_owned()),
        CheckId::Contract => {
            texts.push(sample.lineage.operator().map_or("", crate::sample::Operator::name).to_owned());
            for parent in inputs.parents {
                texts.extend([Part::Problem, Part::Formulation, Part::Program].map(|part| parent.part(part).into_owned()));
            }
        }
        CheckId::Description | CheckId::Alignment | CheckId::Program | CheckId::Sense | CheckId::Numbers => {}
    }
    ContentHash::of(texts.iter().map(String::as_str))
}

/// Whether what `verdict` judged has changed since.
pub fn is_stale(verdict: &Verdict, inputs: &Inputs<'_>) -> bool {
    verdict.judged != input_hash(verdict.check, inputs)
}
