//! Taking in what comes of work.

use std::time::Duration;

use time::OffsetDateTime;

use super::{
    Admission, Effect, Maker, Pace, Purpose, Refused, Reply, Step, Task, TaskId, Trouble, Walk, Work,
    WorkKind, kind_of,
};
use crate::author::{AuthorError, Exchange};
use crate::program::{ErrorKind, Run};
use crate::walk::AttemptState;
use crate::walk::attempt::Attempt;
use crate::walk::journal::Ending;

impl Walk {
    pub(super) fn replied(
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
            (Reply::ProgramRan(run), Work::RunProgram { program, .. }) => match workers_fault(&run) {
                Some(message) => return self.broke(task, message, now, effects),
                None => self.draft.set_run(program, run),
            },
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
}

/// What befell the worker under a program, if anything did. That says nothing of the program: it is the machine's
/// fault, and no evidence against the sample.
fn workers_fault(run: &Run) -> Option<String> {
    let error = run.error.as_ref()?;
    (error.kind == ErrorKind::Worker).then(|| error.message.clone())
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

pub(super) fn unreadable(message: &str, exchange: Exchange) -> AuthorError {
    AuthorError::Unreadable {
        message: message.to_owned(),
        exchange,
    }
}
