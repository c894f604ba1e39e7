//! Handing out work: what is asked of the author, the runner, the checks and the gate.

use std::sync::Arc;

use time::OffsetDateTime;

use super::{Ask, Effect, Maker, Purpose, Repair, Side, Step, Task, TaskId, Walk, Work, WorkKind, kind_of};
use crate::author::{Exchange, ProblemDraft, ProblemTask, SolutionDraft, SolutionTask};
use crate::walk::attempt::NewAttempt;
use crate::walk::outlook::Job;

impl Walk {
    pub(super) fn start(
        &mut self,
        job: Job,
        purpose: Purpose,
        now: OffsetDateTime,
        effects: &mut Vec<Effect>,
    ) {
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
    pub(super) fn ask(&mut self, ask: Ask, now: OffsetDateTime, effects: &mut Vec<Effect>) {
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

    pub(super) fn repair(&mut self, repair: Repair, now: OffsetDateTime, effects: &mut Vec<Effect>) {
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

    pub(super) fn new_attempt(
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

    pub(super) fn hand_out(&mut self, id: TaskId, work: Work, effects: &mut Vec<Effect>) {
        let task = Arc::new(Task { id, work });
        self.running = Some(Arc::clone(&task));
        effects.push(Effect::Work(task));
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
