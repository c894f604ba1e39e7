//! The state machine: a walk takes events and hands out effects. No clock, no randomness, no I/O.

mod act;
mod offer;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;

use super::attempt::{Attempt, History, Maker, NewAttempt, Purpose, WorkKind};
use super::draft::Draft;
use super::findings::Findings;
use super::journal::Ending;
use super::outlook::{Facts, Job, Outlook, Repair, Rounds, Side};
use super::{
    AttemptState, Effect, Event, Finish, Happening, Mode, Plan, PlanError, Refused, Reply, Step, Task,
    TaskId, Work,
};
use crate::author::{AuthorError, Exchange, ProblemDraft, ProblemTask, SolutionDraft, SolutionTask};
use crate::review::Decision;
use crate::sample::{ContentHash, SampleId};

pub use offer::Offer;
pub use view::{StepStatus, StepView};

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

    fn start(&mut self, job: Job, purpose: Purpose, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        let work = match job {
            Job::Write(side) => {
                let ask = Ask {
                    side,
                    purpose,
                    complaints: Vec::new(),
                };
                return self.ask(ask, now, effects);
            }
            Job::Run => Work::RunProgram {
                program: self.draft.program().unwrap_or_default().to_owned(),
                limits: self.plan.limits.run.clone(),
            },
            Job::Check(checks) => Work::Check {
                checks,
                sample: Box::new(self.draft.sample()),
                run: self.draft.fresh_run().cloned(),
            },
            Job::Admit => match self.draft.admission_hash() {
                Some(problem) => Work::Admit { problem },
                None => return,
            },
        };
        let kind = kind_of(&work);
        let new = self.new_attempt(self.at, kind, Maker::Machine, purpose, now);
        let id = self.history.begin(new).id;
        self.hand_out(id, work, effects);
    }

    /// Asks the author, and stands at the step at which that side is written.
    fn ask(&mut self, ask: Ask, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        let step = ask.side.step();
        let before = self.history.asked(step);
        let mut new = self.new_attempt(step, WorkKind::Write, Maker::Author, ask.purpose, now);
        new.complaints.clone_from(&ask.complaints);
        let attempt = self.history.begin(new);
        let (id, notes) = (attempt.id, attempt.notes.clone());
        let complaints = ask.complaints.clone();
        let is_repair = !complaints.is_empty();
        let plan = &self.plan;
        let problem = self.draft.problem().map(without_exchange);
        let work = match ask.side {
            Side::Problem => Work::AskProblem(Box::new(ProblemTask {
                operator: plan.operator,
                parents: plan.parents.clone(),
                seed: plan.seed,
                attempt: before,
                notes,
                previous: problem.filter(|_| is_repair),
                complaints,
            })),
            Side::Solution => Work::AskSolution(Box::new(SolutionTask {
                operator: plan.operator,
                parents: plan.parents.clone(),
                problem: problem.unwrap_or_else(empty_problem),
                library: plan.library,
                seed: plan.seed,
                attempt: before,
                notes,
                previous: self
                    .draft
                    .solution()
                    .filter(|_| is_repair)
                    .map(|draft| SolutionDraft {
                        exchange: Exchange::default(),
                        ..draft.clone()
                    }),
                complaints,
            })),
        };
        self.at = step;
        self.ask = Some(ask);
        self.hand_out(id, work, effects);
    }

    fn repair(&mut self, repair: Repair, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        match repair.side {
            Side::Problem => self.rounds.problem += 1,
            Side::Solution => {
                self.rounds.solution += 1;
                self.rounds.solution_of_this_problem += 1;
            }
        }
        let ask = Ask {
            side: repair.side,
            purpose: Purpose::Repair { round: repair.round },
            complaints: repair.complaints,
        };
        self.ask(ask, now, effects);
    }

    fn new_attempt(
        &self,
        step: Step,
        kind: WorkKind,
        by: Maker,
        purpose: Purpose,
        started: OffsetDateTime,
    ) -> NewAttempt {
        let purpose = if self.failures > 0 {
            Purpose::Retry
        } else {
            purpose
        };
        NewAttempt {
            step,
            kind,
            by,
            purpose,
            complaints: Vec::new(),
            started,
        }
    }

    fn hand_out(&mut self, id: TaskId, work: Work, effects: &mut Vec<Effect>) {
        let task = Arc::new(Task { id, work });
        self.running = Some(Arc::clone(&task));
        effects.push(Effect::Work(task));
    }

    /// Waits no longer for what runs.
    fn supersede(&mut self, effects: &mut Vec<Effect>) {
        if let Some(task) = self.running.take() {
            self.history.supersede(task.id);
            effects.push(Effect::Cancel { task: task.id });
        }
    }

    fn replied(
        &mut self,
        id: TaskId,
        took: Duration,
        reply: Reply,
        now: OffsetDateTime,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Refused> {
        let attempt = self
            .history
            .get(id)
            .filter(|attempt| attempt.reply.is_none())
            .ok_or(Refused::Stray(id))?;
        if attempt.state == AttemptState::Superseded {
            if !could_bring(attempt, &reply) {
                return Err(Refused::WrongKind(id));
            }
            self.history.reply(id, took, reply);
            return Ok(());
        }
        let task = self
            .running
            .clone()
            .filter(|task| task.id == id)
            .ok_or(Refused::Stray(id))?;
        if !task.work.takes(&reply) {
            return Err(Refused::WrongKind(id));
        }
        self.running = None;
        self.history.reply(id, took, reply.clone());
        self.apply(&task, reply, now, effects);
        self.settle(now, effects);
        Ok(())
    }

    /// Takes a reply that is of the kind that its work can have.
    fn apply(&mut self, task: &Task, reply: Reply, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        match (reply, &task.work) {
            (Reply::AuthorFailed(error), _) => return self.author_failed(task.id, &error, now, effects),
            (Reply::Broke { message }, _) => return self.broke(task, message, now, effects),
            (Reply::ProblemWritten(draft), _) if draft.problem.trim().is_empty() => {
                let error = unreadable("the problem is empty", draft.exchange);
                return self.author_failed(task.id, &error, now, effects);
            }
            (Reply::SolutionWritten(draft), _) if draft.solution.program.trim().is_empty() => {
                let error = unreadable("the solution has no program", draft.exchange);
                return self.author_failed(task.id, &error, now, effects);
            }
            (Reply::ProblemWritten(draft), _) => {
                self.draft.set_problem(*draft);
                self.rounds.solution_of_this_problem = 0;
            }
            (Reply::SolutionWritten(draft), _) => self.draft.set_solution(*draft),
            (Reply::ProgramRan(run), Work::RunProgram { program, .. }) => self.draft.set_run(program, run),
            (Reply::Checked(verdicts), Work::Check { checks, .. }) => {
                self.findings.take(task.id, checks, &verdicts, &self.draft);
            }
            (Reply::Admitted { duplicate_of }, Work::Admit { problem }) => {
                let problem = *problem;
                self.admission = Some(Admission {
                    problem,
                    duplicate_of,
                });
            }
            // `Work::takes` has let nothing else through.
            _ => {}
        }
        self.failures = 0;
    }

    fn author_failed(
        &mut self,
        id: TaskId,
        error: &AuthorError,
        now: OffsetDateTime,
        effects: &mut Vec<Effect>,
    ) {
        self.history.release_notes(id);
        self.failures += 1;
        let may_help = matches!(error, AuthorError::Unreadable { .. }) && self.pace != Pace::Wait;
        let again = may_help && self.failures < self.plan.limits.tries;
        let Some(ask) = self.ask.clone() else { return };
        if again {
            return self.ask(ask, now, effects);
        }
        let is_repair = !ask.complaints.is_empty();
        let (message, ending) = if is_repair && matches!(error, AuthorError::Cannot(_)) {
            let message = format!(
                "the author cannot correct what was found ({error}): {}",
                ask.complaints.join(" ")
            );
            (message, Ending::Dropped)
        } else {
            (error.to_string(), Ending::Failed)
        };
        let ask = Some(ask);
        self.trouble = Some(Trouble { message, ending, ask });
    }

    fn broke(&mut self, task: &Task, message: String, now: OffsetDateTime, effects: &mut Vec<Effect>) {
        self.history.release_notes(task.id);
        self.failures += 1;
        let writes = matches!(task.work, Work::AskProblem(_) | Work::AskSolution(_));
        let ask = self.ask.clone().filter(|_| writes);
        if self.failures >= self.plan.limits.machine_tries || self.pace == Pace::Wait {
            let ending = Ending::Failed;
            self.trouble = Some(Trouble { message, ending, ask });
        } else if let Some(ask) = ask {
            self.ask(ask, now, effects);
        } else {
            let (id, work) = (self.retry(task, now), task.work.clone());
            self.hand_out(id, work, effects);
        }
    }

    /// Writes down another attempt at the same machine work.
    fn retry(&mut self, task: &Task, now: OffsetDateTime) -> TaskId {
        let kind = kind_of(&task.work);
        let new = self.new_attempt(self.at, kind, Maker::Machine, Purpose::Retry, now);
        self.history.begin(new).id
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

/// Whether a reply is of a kind that a superseded attempt can have; its work itself is no longer held.
fn could_bring(attempt: &Attempt, reply: &Reply) -> bool {
    match reply {
        Reply::ProblemWritten(_) => attempt.step == Step::Problem && attempt.kind == WorkKind::Write,
        Reply::SolutionWritten(_) => attempt.step == Step::Solution && attempt.kind == WorkKind::Write,
        Reply::AuthorFailed(_) => attempt.kind == WorkKind::Write,
        Reply::AnswerWritten(_) => false,
        Reply::ProgramRan(_) => attempt.kind == WorkKind::Run,
        Reply::Checked(_) => attempt.kind == WorkKind::Check,
        Reply::Admitted { .. } => attempt.kind == WorkKind::Admit,
        Reply::Broke { .. } => true,
    }
}

fn without_exchange(draft: &ProblemDraft) -> ProblemDraft {
    ProblemDraft {
        exchange: Exchange::default(),
        ..draft.clone()
    }
}

fn empty_problem() -> ProblemDraft {
    ProblemDraft {
        problem: String::new(),
        blueprint: None,
        planted: None,
        exchange: Exchange::default(),
    }
}

fn unreadable(message: &str, exchange: Exchange) -> AuthorError {
    AuthorError::Unreadable {
        message: message.to_owned(),
        exchange,
    }
}
