//! What goes into a walk and what comes out of it, as data.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::Step;
use super::journal::{Ending, Finished};
use crate::author::{AuthorError, ProblemDraft, ProblemTask, SolutionDraft, SolutionTask};
use crate::check::{CheckId, Verdict};
use crate::program::{Limits, Run};
use crate::review::Decision;
use crate::sample::{Answer, ContentHash, Part, Sample, SampleId};

/// Which piece of work a reply belongs to: the position of its attempt in [`Walk::attempts`](super::Walk::attempts).
/// Numbers only grow, so a reply to work that the walk has left behind is recognised as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskId(pub u32);

/// Something that happened to a walk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in UTC; stamped by the driver.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What.
    pub what: Happening,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// The walk began. Always the first event, and never a later one.
    Begun,
    /// Work came back.
    Replied {
        /// Which work.
        task: TaskId,
        /// How long it took.
        took: Duration,
        /// What came back.
        reply: Reply,
    },
    /// A person did something.
    Did {
        /// Who.
        by: String,
        /// What.
        act: Act,
    },
}

/// What came of a piece of work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// A problem.
    ProblemWritten(Box<ProblemDraft>),
    /// A solution.
    SolutionWritten(Box<SolutionDraft>),
    /// A stated optimum; only a person writes one.
    AnswerWritten(Option<Answer>),
    /// Nothing, and why.
    AuthorFailed(AuthorError),
    /// The run of the program, however it ended.
    ProgramRan(Arc<Run>),
    /// One verdict for each check that was asked for.
    Checked(Vec<Verdict>),
    /// Whether the workspace has the problem already.
    Admitted {
        /// The sample with the same problem.
        duplicate_of: Option<SampleId>,
    },
    /// The machine failed at the work itself: a task of ours panicked or could not start.
    Broke {
        /// What happened.
        message: String,
    },
}

/// What a person does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Let the step run, or go on to the next one and let that run.
    Next,
    /// Run to the decision without waiting.
    RunOn,
    /// Wait after what runs now. On an unattended walk: take it over.
    Pause,
    /// Stop what runs now. Nothing came of it: the step waits, and can be run again.
    Cancel,
    /// Run this step again.
    Again,
    /// Replace a part of the child.
    Edit {
        /// Which part.
        part: Part,
        /// Its new text.
        text: String,
    },
    /// Say something to the author; it goes into the next request.
    Note {
        /// What to say.
        text: String,
    },
    /// Let a verdict that does not pass count as if it did.
    Overrule {
        /// The check.
        check: CheckId,
        /// Why.
        reason: String,
    },
    /// Go to the previous step, keeping everything.
    Back,
    /// End the walk; nothing is kept but its history.
    Stop,
    /// The child belongs to the curated set.
    Accept {
        /// Needed when the evidence is not complete, fresh and passing.
        #[serde(default)]
        reason: Option<String>,
    },
    /// It does not.
    Reject {
        /// Why.
        reason: String,
    },
    /// Keep it, and decide later.
    Skip,
    /// Keep it, and let somebody look again.
    Flag {
        /// What to look at.
        #[serde(default)]
        reason: Option<String>,
    },
}

/// The acts without their contents: what a face offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// [`Act::Next`]
    Next,
    /// [`Act::RunOn`]
    RunOn,
    /// [`Act::Pause`]
    Pause,
    /// [`Act::Cancel`]
    Cancel,
    /// [`Act::Again`]
    Again,
    /// [`Act::Edit`] of one part.
    Edit(Part),
    /// [`Act::Note`]
    Note,
    /// [`Act::Overrule`]
    Overrule,
    /// [`Act::Back`]
    Back,
    /// [`Act::Stop`]
    Stop,
    /// [`Act::Accept`]
    Accept,
    /// [`Act::Reject`]
    Reject,
    /// [`Act::Skip`]
    Skip,
    /// [`Act::Flag`]
    Flag,
}

impl ActKind {
    /// Every act, in the order in which a face would offer them.
    pub const ALL: [Self; 17] = [
        Self::Next,
        Self::RunOn,
        Self::Pause,
        Self::Cancel,
        Self::Again,
        Self::Edit(Part::Problem),
        Self::Edit(Part::Formulation),
        Self::Edit(Part::Program),
        Self::Edit(Part::Answer),
        Self::Note,
        Self::Overrule,
        Self::Back,
        Self::Stop,
        Self::Accept,
        Self::Reject,
        Self::Skip,
        Self::Flag,
    ];
}

impl Act {
    /// Its kind.
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Next => ActKind::Next,
            Self::RunOn => ActKind::RunOn,
            Self::Pause => ActKind::Pause,
            Self::Cancel => ActKind::Cancel,
            Self::Again => ActKind::Again,
            Self::Edit { part, .. } => ActKind::Edit(*part),
            Self::Note { .. } => ActKind::Note,
            Self::Overrule { .. } => ActKind::Overrule,
            Self::Back => ActKind::Back,
            Self::Stop => ActKind::Stop,
            Self::Accept { .. } => ActKind::Accept,
            Self::Reject { .. } => ActKind::Reject,
            Self::Skip => ActKind::Skip,
            Self::Flag { .. } => ActKind::Flag,
        }
    }
}

/// What the driver is to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Carry out a piece of work and reply under its number.
    Work(Arc<Task>),
    /// Nobody waits for this any more: stop it, if it can be stopped.
    Cancel {
        /// Which work.
        task: TaskId,
    },
    /// The walk is over: save what came of it.
    Finish(Box<Finish>),
}

/// A piece of work with its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// The number under which the reply comes back.
    pub id: TaskId,
    /// The work.
    pub work: Work,
}

/// The kinds of work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Ask the author for a problem.
    AskProblem(Box<ProblemTask>),
    /// Ask the author for a solution.
    AskSolution(Box<SolutionTask>),
    /// Run a program.
    RunProgram {
        /// Its text.
        program: String,
        /// Limits of the run.
        limits: Limits,
    },
    /// Evaluate checks; the parents are those of the plan.
    Check {
        /// Which.
        checks: Vec<CheckId>,
        /// On exactly this.
        sample: Box<Sample>,
        /// The run of exactly its program, when there is one.
        run: Option<Arc<Run>>,
    },
    /// Ask whether the workspace has the problem already; only unattended walks ask.
    Admit {
        /// Hash of the problem's text ([`problem_hash`]).
        problem: ContentHash,
    },
}

impl Work {
    /// Whether a reply is of a kind that this work can have.
    pub fn takes(&self, reply: &Reply) -> bool {
        matches!(
            (self, reply),
            (_, Reply::Broke { .. })
                | (Self::AskProblem(_) | Self::AskSolution(_), Reply::AuthorFailed(_))
                | (Self::AskProblem(_), Reply::ProblemWritten(_))
                | (Self::AskSolution(_), Reply::SolutionWritten(_))
                | (Self::RunProgram { .. }, Reply::ProgramRan(_))
                | (Self::Check { .. }, Reply::Checked(_))
                | (Self::Admit { .. }, Reply::Admitted { .. })
        )
    }
}

/// Hash by which exact duplicates are found: the problem's words, whatever the white space between them.
pub fn problem_hash(problem: &str) -> ContentHash {
    ContentHash::of(problem.split_whitespace())
}

/// How a walk ended, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finish {
    /// Kept, dropped or failed.
    pub ending: Ending,
    /// The step at which it ended.
    pub step: Step,
    /// Why, in a sentence.
    pub reason: String,
    /// The sample, when it is to be saved: kept or rejected.
    pub sample: Option<Sample>,
    /// The verdicts on exactly that sample; stale ones are left out.
    pub verdicts: Vec<Verdict>,
    /// The run of exactly that sample's program.
    pub run: Option<Arc<Run>>,
    /// A person's decision.
    pub decision: Option<Decision>,
}

impl Finish {
    /// The form in which the journal saves it.
    pub fn to_finished(&self) -> Finished {
        Finished {
            ending: self.ending,
            sample: self.sample.clone(),
            verdicts: self.verdicts.clone(),
            run: self.run.as_deref().cloned(),
            decision: self.decision.clone(),
        }
    }
}
