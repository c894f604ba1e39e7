//! What a screen reads from a walk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;

use super::{Outlook, Plan, Step, Walk};
use crate::author::Planted;
use crate::check::{CheckId, VerdictKind};
use crate::model::Model;
use crate::program::Run;
use crate::sample::{Answer, ContentHash, Sample, SampleId, Solution};
use crate::solve::Outcome;
use crate::walk::attempt::{Attempt, AttemptState, Note, WorkKind};
use crate::walk::{CheckView, Finish, Overrule, Reply, Standing, TaskId};

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepStatus {
    /// The walk has not come to it.
    Todo,
    /// The walk stands there and waits for a person.
    Waiting,
    /// Its work runs.
    Running,
    /// It is done.
    Done,
    /// Its checks do not pass, or the author or the machine failed.
    Failed,
    /// It was done, and what it rests on has changed since.
    Stale,
}

/// One step as a screen shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepView {
    /// The step.
    pub step: Step,
    /// Where it stands.
    pub status: StepStatus,
    /// Whether the walk stands there.
    pub is_current: bool,
    /// How many attempts it has had: texts that were asked for or written, or times that it was checked.
    pub attempts: u32,
    /// How long all its finished attempts took together.
    pub took: Duration,
    /// When the attempt that runs began, in UTC.
    pub running_since: Option<OffsetDateTime>,
}

/// A fault that was planted, and what the checks said while it stood.
#[derive(Debug, Clone, PartialEq)]
pub struct PlantedFault<'a> {
    /// The fault.
    pub fault: &'a Planted,
    /// The attempt that it came with.
    pub task: TaskId,
    /// The checks that did not pass before the text was written anew; empty when it was not caught.
    pub caught: Vec<CheckId>,
}

impl CheckView<'_> {
    /// Whether its last verdict, if any, is about something else than what stands now.
    pub fn is_stale(&self) -> bool {
        matches!(self.standing, Standing::Missing | Standing::Stale)
    }
}

impl Walk {
    /// Its plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Its plan, shared.
    pub fn shared_plan(&self) -> Arc<Plan> {
        Arc::clone(&self.plan)
    }

    /// Whether its first event has come.
    pub fn has_begun(&self) -> bool {
        self.begun
    }

    /// Whether a person is at the keys.
    pub fn is_attended(&self) -> bool {
        self.attended
    }

    /// The step at which it stands.
    pub fn step(&self) -> Step {
        self.at
    }

    /// What the step at which it stands needs now: what [`Act::Next`](crate::walk::Act::Next) would do.
    pub fn outlook(&self) -> Outlook {
        self.outlook_of(self.at)
    }

    /// How it ended; `None` while it goes on.
    pub fn finish(&self) -> Option<&Finish> {
        self.finish.as_ref()
    }

    /// Every attempt that was ever made, in order; an attempt's [`TaskId`] is its position.
    pub fn attempts(&self) -> &[Attempt] {
        self.history.attempts()
    }

    /// One attempt.
    pub fn attempt(&self, task: TaskId) -> Option<&Attempt> {
        self.history.get(task)
    }

    /// Every note, in order.
    pub fn notes(&self) -> &[Note] {
        self.history.notes()
    }

    /// Every overrule, in order, whether it counts now or not.
    pub fn overrules(&self) -> &[Overrule] {
        self.findings.overrules()
    }

    /// The child as it stands, with empty parts where nothing was written yet.
    pub fn child(&self) -> Sample {
        self.draft.sample()
    }

    /// The problem as it stands.
    pub fn problem(&self) -> Option<&str> {
        self.draft.problem().map(|draft| draft.problem.as_str())
    }

    /// The solution as it stands; it may be meant for an earlier problem, which the solution step's status says.
    pub fn solution(&self) -> Option<&Solution> {
        self.draft.solution().map(|draft| &draft.solution)
    }

    /// The answer as it stands: the optimum that the solver proved, unless a person wrote one for this program.
    pub fn answer(&self) -> Option<Answer> {
        self.draft.answer()
    }

    /// The last run; see [`Walk::run_is_stale`].
    pub fn run(&self) -> Option<&Arc<Run>> {
        self.draft.last_run()
    }

    /// Whether the last run is of a program that has changed since, or is to be repeated.
    pub fn run_is_stale(&self) -> bool {
        self.draft.last_run().is_some() && self.draft.fresh_run().is_none()
    }

    /// The model of the last run.
    pub fn model(&self) -> Option<&Model> {
        self.run().and_then(|run| run.model.as_ref())
    }

    /// The outcome of the last run.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.run().and_then(|run| run.outcome.as_ref())
    }

    /// Hash of the child's problem by which duplicates are found; `None` before there is one.
    pub fn problem_hash(&self) -> Option<ContentHash> {
        self.draft.admission_hash()
    }

    /// The sample that has the same problem, once an unattended walk has asked and found one.
    pub fn duplicate_of(&self) -> Option<SampleId> {
        let admission = self.admission.as_ref()?;
        admission
            .duplicate_of
            .filter(|_| Some(admission.problem) == self.problem_hash())
    }

    /// Every check that a walk makes, in the order in which they are shown.
    pub fn checks(&self) -> Vec<CheckView<'_>> {
        CheckId::routine().map(|check| self.check(check)).collect()
    }

    /// One check.
    pub fn check(&self, check: CheckId) -> CheckView<'_> {
        self.findings.view(check, &self.draft)
    }

    /// The attempt that the last verdict of a check came from.
    pub fn attempt_of_check(&self, check: CheckId) -> Option<&Attempt> {
        self.findings.task(check).and_then(|task| self.history.get(task))
    }

    /// Every fault that the author planted in what the walk took from it, in order. A repair that hands in the very
    /// same text again is no other draft: what was said of it still stands, and it is not judged a second time.
    pub fn planted(&self) -> Vec<PlantedFault<'_>> {
        let mut before: BTreeMap<Step, ContentHash> = BTreeMap::new();
        let mut found = Vec::new();
        for attempt in self.attempts() {
            if attempt.state != AttemptState::Applied {
                continue;
            }
            let (texts, fault) = match &attempt.reply {
                Some(Reply::ProblemWritten(draft)) => ([draft.problem.as_str(), ""], &draft.planted),
                Some(Reply::SolutionWritten(draft)) => {
                    let solution = &draft.solution;
                    (
                        [solution.formulation.as_str(), solution.program.as_str()],
                        &draft.planted,
                    )
                }
                _ => continue,
            };
            let text = ContentHash::of(texts);
            let repeated = before.insert(attempt.step, text) == Some(text);
            if let Some(fault) = fault.as_ref().filter(|_| !repeated) {
                found.push(PlantedFault {
                    fault,
                    task: attempt.id,
                    caught: self.objections_to(attempt),
                });
            }
        }
        found
    }

    /// The checks that did not pass between a text and the next one of its kind.
    fn objections_to(&self, text: &Attempt) -> Vec<CheckId> {
        let later = self
            .attempts()
            .iter()
            .filter(|attempt| attempt.id > text.id && attempt.state == AttemptState::Applied);
        let judged = later.take_while(|attempt| attempt.step != text.step || attempt.kind != WorkKind::Write);
        let verdicts = judged.filter_map(|attempt| match &attempt.reply {
            Some(Reply::Checked(verdicts)) => Some(verdicts),
            _ => None,
        });
        let objecting = verdicts
            .flatten()
            .filter(|verdict| verdict.kind != VerdictKind::Pass);
        let checks: BTreeSet<CheckId> = objecting.map(|verdict| verdict.check).collect();
        checks.into_iter().collect()
    }

    /// Why the evidence does not carry an acceptance by itself; `None` when every check has passed or was overruled
    /// on exactly what stands.
    pub fn evidence_gap(&self) -> Option<String> {
        let views = self.checks();
        let named = |standings: &[Standing]| {
            let of_these = views.iter().filter(|view| standings.contains(&view.standing));
            of_these
                .map(|view| view.check.name())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let failing = named(&[Standing::NotPassed]);
        let stale = named(&[Standing::Stale, Standing::Missing]);
        let mut gaps = Vec::new();
        if !failing.is_empty() {
            gaps.push(format!("{failing} did not pass"));
        }
        if !stale.is_empty() {
            gaps.push(format!("{stale} judged nothing of what stands now"));
        }
        if self.draft.fresh_run().is_none() {
            gaps.push("the program as it stands has not run".to_owned());
        }
        if !self.draft.is_solved() {
            gaps.push("the solution was written for an earlier problem".to_owned());
        }
        (!gaps.is_empty()).then(|| gaps.join("; "))
    }

    /// Every step, in order.
    pub fn steps(&self) -> [StepView; 8] {
        Step::ALL.map(|step| self.step_view(step))
    }

    /// One step.
    pub fn step_view(&self, step: Step) -> StepView {
        let of_step = || self.attempts().iter().filter(move |attempt| attempt.step == step);
        let counted = of_step().filter(|attempt| attempt.kind != WorkKind::Run).count();
        let running = of_step().find(|attempt| attempt.state == AttemptState::Running);
        StepView {
            step,
            status: self.status(step),
            is_current: step == self.at && self.finish.is_none(),
            attempts: u32::try_from(counted).unwrap_or(u32::MAX),
            took: of_step()
                .filter_map(|attempt| attempt.took)
                .fold(Duration::ZERO, Duration::saturating_add),
            running_since: running.map(|attempt| attempt.started),
        }
    }

    fn status(&self, step: Step) -> StepStatus {
        if !self.begun {
            return StepStatus::Todo;
        }
        let here = step == self.at;
        if here && self.running.is_some() {
            return StepStatus::Running;
        }
        if step == Step::Decision {
            return match (&self.finish, here) {
                (Some(finish), true) if finish.decision.is_none() && finish.sample.is_none() => {
                    StepStatus::Failed
                }
                (Some(finish), _) if finish.sample.is_some() => StepStatus::Done,
                (None, true) => StepStatus::Waiting,
                _ => StepStatus::Todo,
            };
        }
        match self.outlook_of(step) {
            Outlook::Done if step > self.at && !self.was_done(step) => StepStatus::Todo,
            Outlook::Done => StepStatus::Done,
            Outlook::Failed { .. } if step == Step::Evidence => StepStatus::Todo,
            Outlook::Failed { .. } | Outlook::Broken { .. } => StepStatus::Failed,
            _ if self.was_done(step) => StepStatus::Stale,
            _ if here => StepStatus::Waiting,
            _ => StepStatus::Todo,
        }
    }

    /// Whether a step has something to show from before.
    fn was_done(&self, step: Step) -> bool {
        match step {
            Step::Parent => true,
            Step::Problem => self.draft.problem().is_some(),
            Step::Solution => self.draft.solution().is_some(),
            Step::Evidence => self.outlook_of(step) == Outlook::Done,
            _ => step
                .checks()
                .iter()
                .any(|check| self.check(*check).verdict.is_some()),
        }
    }
}
