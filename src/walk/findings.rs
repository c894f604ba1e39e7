//! The verdicts that a walk has, which of them are fresh, and which a person overruled.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::draft::Draft;
use super::{Step, TaskId};
use crate::check::{CheckId, Finding, Severity, Verdict, VerdictKind};
use crate::sample::ContentHash;

/// A verdict that a person let count as passed, kept for good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overrule {
    /// The check.
    pub check: CheckId,
    /// What it had said; an overrule of `unknown` does not cover a later `fail`.
    pub verdict: VerdictKind,
    /// Hash of the content that it was about; the overrule ends with that content.
    pub content: ContentHash,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, in UTC.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// Where a check stands with the present content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It has said nothing yet.
    Missing,
    /// It judged something that has changed since.
    Stale,
    /// It passes.
    Passed,
    /// It does not pass, and a person overruled it.
    Overruled,
    /// It does not pass.
    NotPassed,
}

impl Standing {
    /// Whether the walk may go on past it.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Passed | Self::Overruled)
    }
}

/// One check as a screen shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckView<'a> {
    /// The check.
    pub check: CheckId,
    /// The step at which it runs.
    pub step: Step,
    /// Where it stands.
    pub standing: Standing,
    /// Its last verdict, stale or not.
    pub verdict: Option<&'a Verdict>,
    /// The overrule that counts now.
    pub overrule: Option<&'a Overrule>,
}

/// A verdict, and how it came.
#[derive(Debug, Clone, PartialEq)]
struct Recorded {
    verdict: Verdict,
    task: TaskId,
    /// How often the check has been asked about that content.
    tries: u32,
    /// A person wants it judged again, although nothing changed.
    renew: bool,
}

/// The latest verdict of each check, and every overrule.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Findings {
    verdicts: BTreeMap<CheckId, Recorded>,
    overrules: Vec<Overrule>,
}

impl Findings {
    pub(super) fn overrules(&self) -> &[Overrule] {
        &self.overrules
    }

    pub(super) fn view(&self, check: CheckId, draft: &Draft) -> CheckView<'_> {
        let recorded = self.verdicts.get(&check);
        let overrule = recorded.and_then(|recorded| self.overrule_of(recorded));
        CheckView {
            check,
            step: Step::of(check).unwrap_or(Step::Checks),
            standing: match recorded {
                None => Standing::Missing,
                Some(recorded) if recorded.renew || recorded.verdict.judged != draft.input_hash(check) => {
                    Standing::Stale
                }
                Some(recorded) if recorded.verdict.kind == VerdictKind::Pass => Standing::Passed,
                Some(_) if overrule.is_some() => Standing::Overruled,
                Some(_) => Standing::NotPassed,
            },
            verdict: recorded.map(|recorded| &recorded.verdict),
            overrule,
        }
    }

    fn overrule_of(&self, recorded: &Recorded) -> Option<&Overrule> {
        self.overrules.iter().rev().find(|overrule| {
            overrule.check == recorded.verdict.check
                && overrule.verdict == recorded.verdict.kind
                && overrule.content == recorded.verdict.judged
        })
    }

    /// How often a check was asked about what it judged last.
    pub(super) fn tries(&self, check: CheckId) -> u32 {
        self.verdicts.get(&check).map_or(0, |recorded| recorded.tries)
    }

    /// The attempt that the last verdict of a check came from.
    pub(super) fn task(&self, check: CheckId) -> Option<TaskId> {
        self.verdicts.get(&check).map(|recorded| recorded.task)
    }

    /// Takes the verdicts that `task` brought for `asked`. A check that was asked and did not answer, or answered
    /// about something else than what stands, counts as broken; one that was not asked is not heard; of two answers
    /// the worse counts.
    pub(super) fn take(&mut self, task: TaskId, asked: &[CheckId], given: &[Verdict], draft: &Draft) {
        for &check in asked {
            let now = draft.input_hash(check);
            let answers = given.iter().filter(|verdict| verdict.check == check);
            let verdict = match answers.max_by_key(|verdict| verdict.kind) {
                Some(verdict) if verdict.judged == now => verdict.clone(),
                Some(_) => broken(
                    check,
                    now,
                    "the check judged something else than what it was given",
                ),
                None => broken(check, now, "the check was asked and gave no verdict"),
            };
            let before = self.verdicts.get(&check);
            let same = before.filter(|recorded| !recorded.renew && recorded.verdict.judged == now);
            let tries = same.map_or(0, |recorded| recorded.tries).saturating_add(1);
            let recorded = Recorded {
                verdict,
                task,
                tries,
                renew: false,
            };
            self.verdicts.insert(check, recorded);
        }
    }

    /// Makes the verdicts of `checks` stale, so that they are judged again.
    pub(super) fn renew(&mut self, checks: &[CheckId]) {
        for check in checks {
            if let Some(recorded) = self.verdicts.get_mut(check) {
                recorded.renew = true;
            }
        }
    }

    /// Lets the last verdict of a check count as passed, from now on and for its content only.
    pub(super) fn overrule(&mut self, check: CheckId, reason: &str, by: &str, at: OffsetDateTime) {
        if let Some(recorded) = self.verdicts.get(&check) {
            self.overrules.push(Overrule {
                check,
                verdict: recorded.verdict.kind,
                content: recorded.verdict.judged,
                reason: reason.to_owned(),
                by: by.to_owned(),
                at,
            });
        }
    }
}

/// The verdict of a check that did not do its work.
fn broken(check: CheckId, judged: ContentHash, what: &str) -> Verdict {
    Verdict {
        check,
        kind: VerdictKind::Error,
        summary: what.to_owned(),
        findings: vec![Finding::new(Severity::Error, format!("{}: {what}", check.name()))],
        judged,
    }
}
