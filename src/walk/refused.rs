//! Why a walk does not take an event.

use super::{Step, TaskId};
use crate::check::CheckId;
use crate::sample::Part;

/// Why an event was not taken. The walk is as it was before, and the event is not part of its history.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The walk has not begun.
    #[error("the walk has not begun")]
    NotBegun,
    /// It has begun already.
    #[error("the walk has begun already")]
    BegunAlready,
    /// The walk is over.
    #[error("the walk is over; start a new one")]
    Over,
    /// It runs by itself.
    #[error("the walk runs by itself; pause it to take over")]
    Unattended,
    /// Something runs that this act would have to wait for.
    #[error("{} is running; wait, or go back to stop it", .0.name())]
    Running(Step),
    /// Nothing runs that could be paused.
    #[error("nothing is running")]
    NothingRunning,
    /// The step has nothing that could run.
    #[error("nothing runs at the {} step", .0.name())]
    NothingToRun(Step),
    /// The step failed and cannot be corrected by itself any more.
    #[error("{0}; edit, run again, overrule with a reason, or stop")]
    Stuck(String),
    /// The last step waits for a decision.
    #[error("the sample waits for a decision: accept, reject, skip or flag")]
    Decide,
    /// There is no step before the first one.
    #[error("there is no step before this one")]
    FirstStep,
    /// There is no sample yet.
    #[error("there is no complete sample yet: it needs a problem and a program")]
    NoSample,
    /// There is no problem yet.
    #[error("there is no problem yet; write that first")]
    NoProblem,
    /// The part would be empty.
    #[error("the {} would be empty", .0.word())]
    Empty(Part),
    /// The part has that text already.
    #[error("the {} reads like that already", .0.word())]
    Unchanged(Part),
    /// A note without words.
    #[error("the note is empty")]
    EmptyNote,
    /// Rejecting needs a reason.
    #[error("a rejection needs a reason")]
    NeedsReason,
    /// Accepting in spite of the evidence needs a reason.
    #[error("accepting needs a reason, because {0}")]
    NeedsOverride(String),
    /// An overrule without a reason.
    #[error("overruling a verdict needs a reason")]
    NeedsOverruleReason,
    /// There is no verdict, or it passes.
    #[error("no verdict stands that could be overruled")]
    NothingToOverrule,
    /// The check said nothing of the present content.
    #[error("{} has not judged the present content; check again first", .0.name())]
    NotJudged(CheckId),
    /// The check passed, or was overruled already.
    #[error("{} counts as passed already", .0.name())]
    PassesAlready(CheckId),
    /// A reply to work that was never given out, or that was answered before.
    #[error("no work has the number {}, or it was answered before", .0.0)]
    Stray(TaskId),
    /// A reply of a kind that the work cannot have.
    #[error("the reply to work number {} is not of its kind", .0.0)]
    WrongKind(TaskId),
}
