//! The state machine: a walk takes events and hands out effects. No clock, no randomness, no I/O.

mod act;
mod offer;
#[cfg(test)]
mod properties;
mod reply;
mod start;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use time::OffsetDateTime;

use super::attempt::{History, Maker, Purpose, WorkKind};
use super::draft::Draft;
use super::findings::Findings;
use super::journal::Ending;
use super::outlook::{Facts, Job, Outlook, Repair, Rounds, Side};
use super::{
    Effect, Event, Finish, Happening, Mode, Plan, PlanError, Refused, Reply, Step, Task, TaskId, Work,
};
use crate::review::Decision;
use crate::sample::{ContentHash, SampleId};

pub use offer::Offer;
pub use view::{PlantedFault, StepStatus, StepView};

/// How far a walk goes before it waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// It starts nothing.
    Wait,
    /// It goes on up to this step, and corrects nothing by itself.
    To(Step),
    /// It goes on to the decision, and corrects by itself as the method says.
    On,
}

/// A request to the author, as it is repeated when its reply cannot be used.
#[derive(Debug, Clone, PartialEq)]
struct Ask {
    side: Side,
    purpose: Purpose,
    /// What to correct; empty when the side is written afresh.
    complaints: Vec<String>,
}

/// The author or the machine failed for good.
#[derive(Debug, Clone, PartialEq)]
struct Trouble {
    message: String,
    /// How an unattended walk ends by it.
    ending: Ending,
    /// The request to repeat when a person wants another try; `None` when the step's own work is repeated.
    ask: Option<Ask>,
}

/// What the workspace said of a problem.
#[derive(Debug, Clone, PartialEq)]
struct Admission {
    problem: ContentHash,
    duplicate_of: Option<SampleId>,
}

/// One generation from parent to decision.
///
/// Everything it does follows from its plan and its events: [`Walk::replay`] gives an equal walk. These hold at all
/// times:
/// - every step before the one it stands at is done;
/// - at most one piece of work is waited for, and it is the last one that was handed out;
/// - an attempt, a note or an overrule, once made, is never removed.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    plan: Arc<Plan>,
    begun: bool,
    attended: bool,
    at: Step,
    pace: Pace,
    /// Where a person was when an edit made steps before it stale.
    until: Option<Step>,
    draft: Draft,
    findings: Findings,
    history: History,
    rounds: Rounds,
    running: Option<Arc<Task>>,
    /// The last request to the author.
    ask: Option<Ask>,
    /// Replies in a row that could not be used.
    failures: u32,
    trouble: Option<Trouble>,
    admission: Option<Admission>,
    finish: Option<Finish>,
}

/// Why saved events do not give a walk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The plan cannot be followed.
    #[error("the plan of the walk cannot be followed: {0}")]
    Plan(#[from] PlanError),
    /// An event does not fit those before it.
    #[error("event {index} of the walk does not follow from those before it: {refused}")]
    Event {
        /// Its position, from 0.
        index: usize,
        /// What the walk said.
        refused: Refused,
    },
}

impl Walk {
    /// A walk that has not begun.
    ///
    /// # Errors
    /// When nothing can follow the plan.
    pub fn new(plan: Plan) -> Result<Self, PlanError> {
        plan.validate()?;
        let attended = plan.mode == Mode::Attended;
        let plan = Arc::new(plan);
        Ok(Self {
            draft: Draft::new(Arc::clone(&plan)),
            plan,
            begun: false,
            attended,
            at: Step::Parent,
            pace: if attended { Pace::Wait } else { Pace::On },
            until: None,
            findings: Findings::default(),
            history: History::default(),
            rounds: Rounds::default(),
            running: None,
            ask: None,
            failures: 0,
            trouble: None,
            admission: None,
            finish: None,
        })
    }

    /// The walk that a plan and saved events amount to.
    ///
    /// # Errors
    /// When the plan cannot be followed, or an event does not fit.
    pub fn replay(plan: Plan, events: impl IntoIterator<Item = Event>) -> Result<Self, ReplayError> {
        let mut walk = Self::new(plan)?;
        for (index, event) in events.into_iter().enumerate() {
            walk.handle(event)
                .map_err(|refused| ReplayError::Event { index, refused })?;
        }
        Ok(walk)
    }

    /// Takes an event and says what is to be done now.
    ///
    /// # Errors
    /// When the event does not fit; the walk is then as it was.
    pub fn handle(&mut self, event: Event) -> Result<Vec<Effect>, Refused> {
        if self.finish.is_some() {
            return Err(Refused::Over);
        }
        let mut effects = Vec::new();
        match event.what {
            Happening::Begun if self.begun => return Err(Refused::BegunAlready),
            Happening::Begun => {
                self.begun = true;
                self.settle(event.at, &mut effects);
            }
            _ if !self.begun => return Err(Refused::NotBegun),
            Happening::Replied { task, took, reply } => {
                self.replied(task, took, reply, event.at, &mut effects)?;
            }
            Happening::Did { by, act } => self.act(act, &by, event.at, &mut effects)?,
        }
        Ok(effects)
    }

    /// What is still waited for: a driver that resumes the walk carries this out again.
    pub fn outstanding(&self) -> Option<&Arc<Task>> {
        self.running.as_ref()
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            plan: &self.plan,
            draft: &self.draft,
            findings: &self.findings,
            rounds: self.rounds,
        }
    }

    fn outlook_of(&self, step: Step) -> Outlook {
        if step == self.at
            && let Some(trouble) = &self.trouble
        {
            let reason = trouble.message.clone();
            return Outlook::Broken { reason };
        }
        if step != Step::Decision || self.attended {
            return self.facts().outlook(step);
        }
        let asked = self
            .admission
            .as_ref()
            .filter(|admission| Some(admission.problem) == self.draft.admission_hash());
        match asked {
            None => Outlook::Needs(Job::Admit),
            Some(Admission {
                duplicate_of: None, ..
            }) => Outlook::Decide,
            Some(Admission {
                duplicate_of: Some(other),
                ..
            }) => Outlook::Failed {
                reason: format!("the same problem is in the workspace already, as {other}"),
                repair: None,
            },
        }
    }

    /// Starts what is due, and goes on as far as the pace allows.
    fn settle(&mut self, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        while self.running.is_none() && self.finish.is_none() {
            let outlook = self.outlook_of(self.at);
            match outlook {
                Outlook::Needs(job) if self.may_run() => self.start(job, Purpose::First, now, effects),
                Outlook::Done if self.may_leave() => self.advance(),
                Outlook::Failed {
                    repair: Some(repair), ..
                } if repair.by_itself && self.pace == Pace::On => self.repair(repair, now, effects),
                Outlook::Failed { reason, .. } if !self.attended => {
                    self.end(Ending::Dropped, reason, None, effects);
                }
                Outlook::Broken { reason } if !self.attended => {
                    let ending = self
                        .trouble
                        .as_ref()
                        .map_or(Ending::Failed, |trouble| trouble.ending);
                    self.end(ending, reason, None, effects);
                }
                Outlook::Decide if !self.attended => {
                    let reason = "every check passed; it waits for a decision".to_owned();
                    self.end(Ending::Kept, reason, None, effects);
                }
                _ => {
                    self.pace = Pace::Wait;
                    return;
                }
            }
        }
    }

    fn may_run(&self) -> bool {
        match self.pace {
            Pace::Wait => false,
            Pace::To(goal) => self.at <= goal,
            Pace::On => true,
        }
    }

    fn may_leave(&self) -> bool {
        match self.pace {
            Pace::Wait => false,
            Pace::To(goal) => self.at < goal,
            Pace::On => true,
        }
    }

    /// Goes to the next step, but never past one that is not done.
    fn advance(&mut self) {
        let next = self.at.next().unwrap_or(Step::Decision);
        self.at = next.min(self.facts().first_open());
    }

    /// Waits no longer for what runs.
    fn supersede(&mut self, effects: &mut Vec<Effect>) {
        if let Some(task) = self.running.take() {
            self.history.supersede(task.id);
            effects.push(Effect::Cancel { task: task.id });
        }
    }

    fn end(&mut self, ending: Ending, reason: String, decision: Option<Decision>, effects: &mut Vec<Effect>) {
        let keeps_sample = ending == Ending::Kept || decision.is_some();
        let fresh = self.checks().into_iter().filter(|view| !view.is_stale());
        let finish = Finish {
            ending,
            step: self.at,
            reason,
            sample: keeps_sample.then(|| self.draft.sample()),
            verdicts: fresh.filter_map(|view| view.verdict.cloned()).collect(),
            run: self.draft.fresh_run().cloned(),
            decision,
        };
        self.pace = Pace::Wait;
        self.finish = Some(finish.clone());
        effects.push(Effect::Finish(Box::new(finish)));
    }
}

fn kind_of(work: &Work) -> WorkKind {
    match work {
        Work::AskProblem(_) | Work::AskSolution(_) => WorkKind::Write,
        Work::RunProgram { .. } => WorkKind::Run,
        Work::Check { .. } => WorkKind::Check,
        Work::Admit { .. } => WorkKind::Admit,
    }
}
