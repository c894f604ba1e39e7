//! Validators: each says pass, fail, unknown or error, with findings that point at their evidence.
//!
//! [`evaluate`] runs one rule on one sample. Rules are deterministic and quick, and read nothing but [`Inputs`].
//! [`score`] holds the papers' own rules, by which benchmarks count an answer as right.

mod aim;
mod comments;
pub mod duplicates;
mod formula;
mod formulated;
mod limits;
pub mod link;
mod literals;
mod meaning;
#[cfg(test)]
mod measure;
mod meter;
mod misplaced;
mod names;
pub mod pages;
mod python;
mod rules;
pub mod score;
mod signal;
pub mod suspicion;
mod table;
mod things;
mod trace;
mod verdict;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::program::Run;
use crate::sample::{ContentHash, Part, Sample};

use duplicates::Neighbours;

pub use meter::{Measured, Meter};
pub use signal::Signal;
pub use verdict::{CheckId, Evidence, Finding, Severity, Source, Verdict, VerdictKind};

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
    /// Only `contract` and `leak` read them.
    pub parent_runs: &'a [Option<Run>],
    /// What of other samples and reference sets is like this one, where somebody has looked. Only `duplicate` reads it.
    pub neighbours: Option<&'a Neighbours>,
}

impl<'a> Inputs<'a> {
    /// A sample by itself.
    pub fn of(sample: &'a Sample) -> Self {
        Self {
            sample,
            parents: &[],
            run: None,
            parent_runs: &[],
            neighbours: None,
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
        let first = findings
            .iter()
            .find(|finding| finding.severity == Severity::Error);
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
    let opinion = guarded(check, || rules::judge(check, inputs));
    Verdict {
        check,
        kind: opinion.kind,
        summary: opinion.summary,
        findings: opinion.findings,
        judged: input_hash(check, inputs),
    }
}

/// What `rule` says, or `error` when it panics. Rules hold no state, so nothing is left half-done.
fn guarded(check: CheckId, rule: impl FnOnce() -> Opinion) -> Opinion {
    catch_unwind(AssertUnwindSafe(rule)).unwrap_or_else(|cause| {
        let cause = panic_text(&*cause);
        let name = check.name();
        let message =
            format!("The rule `{name}` broke off: {cause}. This is a fault of Stepwell, not of the sample.");
        let finding = Finding::new(Severity::Error, message);
        Opinion::new(VerdictKind::Error, "the rule itself broke off").with([finding])
    })
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
        CheckId::Program
        | CheckId::Outcome
        | CheckId::Sense
        | CheckId::Objective
        | CheckId::Numbers
        | CheckId::Contract
        | CheckId::Types
        | CheckId::Rows
        | CheckId::Leak
        | CheckId::Duplicate
        | CheckId::SecondSolver
        | CheckId::Probe => true,
        CheckId::Description | CheckId::Frame | CheckId::Alignment => false,
    }
}

/// The parts of the sample that `check` reads.
pub fn parts_read(check: CheckId) -> &'static [Part] {
    match check {
        CheckId::Description => &[Part::Problem],
        CheckId::Frame => &Part::ALL,
        CheckId::Alignment
        | CheckId::Sense
        | CheckId::Objective
        | CheckId::Numbers
        | CheckId::Contract
        | CheckId::Types
        | CheckId::Rows
        | CheckId::Leak => &[Part::Problem, Part::Formulation, Part::Program],
        CheckId::Duplicate => &[Part::Problem, Part::Program],
        CheckId::Program | CheckId::SecondSolver | CheckId::Probe => &[Part::Program],
        CheckId::Outcome => &[Part::Problem, Part::Program, Part::Answer],
    }
}

/// Hash of exactly the texts that `check` reads. A run follows from the program, so the program's text stands for it;
/// `contract` and `leak` read the parents too, and `frame` what stands around the program. What `duplicate` compares with
/// is not part of it: that samples arrive makes no verdict stale, and the later one of two duplicates says so.
pub fn input_hash(check: CheckId, inputs: &Inputs<'_>) -> ContentHash {
    let sample = inputs.sample;
    let mut texts: Vec<String> = vec![check.name().to_owned()];
    texts.extend(
        parts_read(check)
            .iter()
            .map(|part| sample.part(*part).into_owned()),
    );
    match check {
        CheckId::Frame => texts.push(sample.solution.closing.clone()),
        CheckId::Outcome | CheckId::Rows => texts.push(rules::label_rule(sample).to_owned()),
        CheckId::Contract | CheckId::Leak => {
            texts.push(
                sample
                    .lineage
                    .operator()
                    .map_or("", crate::sample::Operator::name)
                    .to_owned(),
            );
            for parent in inputs.parents {
                texts.extend(
                    [Part::Problem, Part::Formulation, Part::Program]
                        .map(|part| parent.part(part).into_owned()),
                );
            }
        }
        CheckId::Description
        | CheckId::Alignment
        | CheckId::Program
        | CheckId::Sense
        | CheckId::Objective
        | CheckId::Numbers
        | CheckId::Types
        | CheckId::Duplicate
        | CheckId::SecondSolver
        | CheckId::Probe => {}
    }
    ContentHash::of(texts.iter().map(String::as_str))
}

/// Whether what `verdict` judged has changed since.
pub fn is_stale(verdict: &Verdict, inputs: &Inputs<'_>) -> bool {
    verdict.judged != input_hash(verdict.check, inputs)
}

#[cfg(test)]
mod tests {
    use super::rules::testing::{PROBLEM, PROGRAM, Scene, optimal_run, sample_of};
    use super::*;
    use crate::model::testing::arbitrary_model;
    use crate::sample::{Answer, Operator};
    use proptest::prelude::*;

    #[test]
    fn a_rule_that_panics_gives_an_error_and_no_more() {
        let opinion = guarded(CheckId::Frame, || panic!("index out of range"));
        assert_eq!(opinion.kind, VerdictKind::Error);
        assert!(
            opinion.findings[0]
                .message
                .contains("`frame` broke off: index out of range")
        );
    }

    #[test]
    fn a_verdict_is_stale_only_when_what_it_read_has_changed() {
        let before = sample_of(PROBLEM, "min 4a + 3b", PROGRAM);
        for check in CheckId::ALL {
            let verdict = evaluate(check, &Inputs::of(&before));
            assert!(!is_stale(&verdict, &Inputs::of(&before)), "{check:?}");
            for part in Part::ALL {
                let after = before.with_part(part, "7");
                let stale = is_stale(&verdict, &Inputs::of(&after));
                assert_eq!(
                    stale,
                    parts_read(check).contains(&part),
                    "{check:?} after an edit of {part:?}"
                );
            }
        }
    }

    #[test]
    fn another_parent_makes_only_contract_and_leak_stale() {
        let child = |problem: &str| {
            Scene::default().child(Operator::ChangePara, &[(problem, crate::model::Model::empty())])
        };
        let (before, after) = (child("One."), child("Two."));
        for check in CheckId::ALL {
            let same = input_hash(check, &before.inputs()) == input_hash(check, &after.inputs());
            let reads = matches!(check, CheckId::Contract | CheckId::Leak);
            assert_eq!(same, !reads, "{check:?}");
        }
    }

    #[test]
    fn a_sound_sample_passes_every_check() {
        let formulation = "### Decision Variables\na, b: packs\n### Objective\nMinimize 4a + 3b\n### Constraints\n12a + 5b >= 75";
        let scene = Scene::default()
            .formulation(formulation)
            .answer(Answer::Number(25.0))
            .run(optimal_run(25.0));
        for check in CheckId::routine() {
            let verdict = scene.verdict(check);
            assert_eq!(verdict.kind, VerdictKind::Pass, "{verdict:?}");
        }
    }

    /// Text with much of what the rules look for.
    fn wild() -> impl Strategy<Value = String> {
        "(\\PC|\n| |[0-9]{1,3}|[-%$.,(){}\\[\\]\"'#*]|maximize |least cost |half |objective|x = |addConstr|第|万){0,40}"
    }

    proptest! {
        #[test]
        fn any_sample_is_judged_and_evidence_lies_in_its_texts(
            problem in wild(), formulation in wild(), program in wild(), parent in wild(),
            model in arbitrary_model(), old in arbitrary_model(), operator in prop::sample::select(Operator::ALL.to_vec()),
        ) {
            let run = rules::testing::run_of(model.clone(), 3.0);
            let scene = Scene::default().problem(&problem).formulation(&formulation).program(&program).run(run);
            let scene = scene.child(operator, &[(&parent, old.clone()), ("Another one.", old)]);
            for check in CheckId::ALL {
                let verdict = scene.verdict(check);
                prop_assert_ne!(verdict.kind, VerdictKind::Error, "{:?}", verdict);
                prop_assert!(!verdict.summary.is_empty());
                let failing = verdict.findings.iter().any(|finding| finding.severity == Severity::Error);
                prop_assert_eq!(failing, verdict.kind != VerdictKind::Pass, "{:?}", verdict);
                for finding in &verdict.findings {
                    for evidence in link::linked(&finding.evidence, &scene.inputs()) {
                        prop_assert!(lies_within(&evidence, &scene, &parent, &model), "{:?}", evidence);
                    }
                }
            }
        }
    }

    /// Texts that are made to make a reader slow; each is 100 kB.
    #[rstest::rstest]
    #[case("a1")]
    #[case("1 ")]
    #[case("17.5, ")]
    #[case("(")]
    #[case("1+")]
    #[case("((1+")]
    #[case("1**")]
    #[case("minimize ")]
    #[case("how many 3 at ")]
    #[case("'")]
    #[case("\\")]
    #[case("万1")]
    #[case("x = 37 * 41\n")]
    fn a_long_text_is_judged_in_bounded_time(#[case] piece: &str) {
        let text = piece.repeat(100_000 / piece.len());
        let scene = Scene::default()
            .problem(&text)
            .formulation(&text)
            .program(&text)
            .run(optimal_run(1.0));
        let scene = scene.child(Operator::ChangePara, &[(PROBLEM, crate::model::Model::empty())]);
        let before = std::time::Instant::now();
        for check in CheckId::ALL {
            assert_ne!(scene.verdict(check).kind, VerdictKind::Error, "{check:?}");
        }
        let elapsed = before.elapsed();
        println!("{piece:?}: {elapsed:?}");
        assert!(
            elapsed < std::time::Duration::from_mins(1),
            "{piece:?} took {elapsed:?}"
        );
    }

    fn lies_within(evidence: &Evidence, scene: &Scene, parent: &str, model: &crate::model::Model) -> bool {
        match evidence {
            Evidence::Text { part, span } => scene.sample.part(*part).get(span.clone()).is_some(),
            Evidence::Parent { span, .. } => {
                parent.get(span.clone()).is_some() || span.end == "Another one.".len()
            }
            Evidence::Line { line } => *line >= 1,
            Evidence::Row { index, .. } => *index < model.rows.len(),
            Evidence::Variable { index, .. } => *index < model.variables.len(),
            Evidence::Objective | Evidence::Outcome | Evidence::Other { .. } => true,
        }
    }
}
