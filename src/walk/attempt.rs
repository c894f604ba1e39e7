//! The history of a walk: every attempt that was ever made, and every note.

use std::time::Duration;

use time::OffsetDateTime;

use super::{Reply, Step, TaskId};
use crate::sample::Part;

/// Who made an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Maker {
    /// The author of the plan.
    Author,
    /// The machine: a run, the checks.
    Machine,
    /// A person, by name.
    Person(String),
}

/// Why an attempt was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The step asked for it.
    First,
    /// The reply before it could not be used, or a machine failed.
    Retry,
    /// It corrects what the checks found wrong.
    Repair {
        /// Which round, from 1.
        round: u32,
    },
    /// A person wanted the step to run again.
    Again,
    /// A person wrote it.
    Edit(Part),
}

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttemptState {
    /// Its reply has not come.
    Running,
    /// Its reply came, and the walk took it.
    Applied,
    /// The walk had moved on before the reply came; the reply, if it came, is only kept.
    Superseded,
}

/// The kinds of work an attempt can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkKind {
    /// Writing, by an author or a person.
    Write,
    /// A run of the program.
    Run,
    /// Checks.
    Check,
    /// Looking for duplicates.
    Admit,
}

/// One attempt. Nothing is ever removed from it or overwritten.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// Its number among all attempts of the walk.
    pub id: TaskId,
    /// The step that it belongs to.
    pub step: Step,
    /// What kind of work it is.
    pub kind: WorkKind,
    /// Its number among the attempts of that kind at that step, from 1.
    pub number: u32,
    /// Who made it.
    pub by: Maker,
    /// Why.
    pub purpose: Purpose,
    /// What the author was told to correct.
    pub complaints: Vec<String>,
    /// What a person told the author.
    pub notes: Vec<String>,
    /// When it began, in UTC.
    pub started: OffsetDateTime,
    /// How long it took; `None` while it runs, and for one that was cancelled.
    pub took: Option<Duration>,
    /// What became of it.
    pub state: AttemptState,
    /// What came of it.
    pub reply: Option<Reply>,
}

/// Something that a person says to the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub text: String,
    /// Who.
    pub by: String,
    /// When, in UTC.
    pub at: OffsetDateTime,
    /// The request that it went into; `None` while it waits for one.
    pub used: Option<TaskId>,
}

/// All attempts and notes, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct History {
    attempts: Vec<Attempt>,
    notes: Vec<Note>,
}

/// What is known of an attempt before it begins.
pub(super) struct NewAttempt {
    pub(super) step: Step,
    pub(super) kind: WorkKind,
    pub(super) by: Maker,
    pub(super) purpose: Purpose,
    pub(super) complaints: Vec<String>,
    pub(super) started: OffsetDateTime,
}

impl History {
    pub(super) fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    pub(super) fn notes(&self) -> &[Note] {
        &self.notes
    }

    pub(super) fn get(&self, task: TaskId) -> Option<&Attempt> {
        self.attempts.get(usize::try_from(task.0).ok()?)
    }

    /// The number that the next attempt will have.
    pub(super) fn next_id(&self) -> TaskId {
        TaskId(u32::try_from(self.attempts.len()).unwrap_or(u32::MAX))
    }

    /// How many attempts of a kind a step has had.
    pub(super) fn count(&self, step: Step, kind: WorkKind) -> u32 {
        let of_kind = |attempt: &&Attempt| attempt.step == step && attempt.kind == kind;
        u32::try_from(self.attempts.iter().filter(of_kind).count()).unwrap_or(u32::MAX)
    }

    /// Begins an attempt. One that asks an author takes every waiting note with it.
    pub(super) fn begin(&mut self, new: NewAttempt) -> &Attempt {
        let id = self.next_id();
        let mut notes = Vec::new();
        if new.by == Maker::Author {
            for note in self.notes.iter_mut().filter(|note| note.used.is_none()) {
                note.used = Some(id);
                notes.push(note.text.clone());
            }
        }
        let number = self.count(new.step, new.kind).saturating_add(1);
        let index = self.attempts.len();
        self.attempts.push(Attempt {
            id,
            step: new.step,
            kind: new.kind,
            number,
            by: new.by,
            purpose: new.purpose,
            complaints: new.complaints,
            notes,
            started: new.started,
            took: None,
            state: AttemptState::Running,
            reply: None,
        });
        &self.attempts[index]
    }

    /// Writes down what came of an attempt that is still without a reply.
    pub(super) fn reply(&mut self, task: TaskId, took: Duration, reply: Reply) {
        let index = usize::try_from(task.0).unwrap_or(usize::MAX);
        if let Some(attempt) = self.attempts.get_mut(index)
            && attempt.reply.is_none()
        {
            if attempt.state == AttemptState::Running {
                attempt.state = AttemptState::Applied;
            }
            attempt.took = Some(took);
            attempt.reply = Some(reply);
        }
    }

    /// The walk has moved on: whatever comes of this attempt is only kept.
    pub(super) fn supersede(&mut self, task: TaskId) {
        let index = usize::try_from(task.0).unwrap_or(usize::MAX);
        if let Some(attempt) = self.attempts.get_mut(index)
            && attempt.state == AttemptState::Running
        {
            attempt.state = AttemptState::Superseded;
            self.release_notes(task);
        }
    }

    /// Nothing came of a request: its notes wait for the next one.
    pub(super) fn release_notes(&mut self, task: TaskId) {
        for note in self.notes.iter_mut().filter(|note| note.used == Some(task)) {
            note.used = None;
        }
    }

    /// How often the author was asked at a step.
    pub(super) fn asked(&self, step: Step) -> u32 {
        let asked = |attempt: &&Attempt| attempt.step == step && attempt.by == Maker::Author;
        u32::try_from(self.attempts.iter().filter(asked).count()).unwrap_or(u32::MAX)
    }

    pub(super) fn note(&mut self, text: &str, by: &str, at: OffsetDateTime) {
        self.notes.push(Note {
            text: text.to_owned(),
            by: by.to_owned(),
            at,
            used: None,
        });
    }
}
