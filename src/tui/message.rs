//! What the screens ask of the engine, and what it tells them. Neither side waits for the other: a question carries a
//! generation number where a later one makes the answer useless, and the asker drops answers of older generations.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::check::suspicion::Suspicion;
use crate::check::{CheckId, VerdictKind};
use crate::program::Run;
use crate::review::{Decision, DecisionKind, ReviewState};
use crate::sample::{ContentHash, Operator, Part, Sample, SampleId};
use crate::store::{Counts, QueueKey};
use crate::walk::{Act, Walk};

use super::pane::{Judged, QueueRow};

/// Numbers questions, each with a number of its own; of one kind only the answer to the latest is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Generation(u64);

/// One count for all screens, so that no screen takes another's answer for its own.
static ASKED: AtomicU64 = AtomicU64::new(1);

impl Generation {
    /// Makes all earlier questions stale and returns the number of the new one.
    #[must_use]
    pub fn advance(&mut self) -> Self {
        self.0 = ASKED.fetch_add(1, Ordering::Relaxed);
        *self
    }
}

/// Which samples the queue lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Filter {
    /// What waits for a decision: pending first, then what was put off.
    #[default]
    Waiting,
    /// What stands in one state.
    In(ReviewState),
    /// Everything.
    All,
    /// What a new sample can be derived from; not in the menu.
    Parents,
}

impl Filter {
    /// Every filter, in the order of the menu, with the key that picks it.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Waiting, "w"),
        (Self::In(ReviewState::Pending), "p"),
        (Self::In(ReviewState::Skipped), "s"),
        (Self::In(ReviewState::Flagged), "f"),
        (Self::In(ReviewState::Accepted), "a"),
        (Self::In(ReviewState::Rejected), "x"),
        (Self::All, "e"),
    ];

    /// The title of a list of them.
    pub fn title(self) -> &'static str {
        match self {
            Self::Waiting => "Queue",
            Self::In(ReviewState::Pending) => "Pending",
            Self::In(ReviewState::Skipped) => "Skipped",
            Self::In(ReviewState::Flagged) => "Flagged",
            Self::In(ReviewState::Accepted) => "Accepted",
            Self::In(ReviewState::Rejected) => "Rejected",
            Self::All => "Everything",
            Self::Parents => "Start from",
        }
    }

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::In(state) => state.word(),
            Self::All => "everything",
            Self::Parents => "parents",
        }
    }
}

/// Where a page of the queue starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At the first sample.
    Start,
    /// So that it ends with the last sample.
    End,
    /// Behind this position.
    After(QueueKey),
    /// So that it ends before this position.
    Before(QueueKey),
    /// With this sample in the middle.
    Around(SampleId),
}

/// A sample in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its identity.
    pub id: SampleId,
    /// Its position when it was read.
    pub key: QueueKey,
    /// How it is shown.
    pub row: QueueRow,
}

/// A piece of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The samples, in order and without gaps.
    pub rows: Vec<Listed>,
    /// Position of the first of them in the whole queue.
    pub first: usize,
    /// Samples in the whole queue.
    pub total: usize,
}

/// Everything there is to see about one version of a sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// The sample.
    pub sample: Arc<Sample>,
    /// Its parents, as far as they are in the workspace.
    pub parents: Vec<Arc<Sample>>,
    /// The runs of their programs, in the same order, as far as they are known.
    pub parent_runs: Vec<Option<Arc<Run>>>,
    /// What the checks said of it.
    pub judged: Vec<Judged>,
    /// The run of its program, once there is one.
    pub run: Option<Arc<Run>>,
    /// Where it stands.
    pub state: ReviewState,
    /// The latest decision on it.
    pub decision: Option<Decision>,
    /// Whether its checks are running.
    pub checking: bool,
    /// How the queue shows it.
    pub row: QueueRow,
    /// How likely a person is to reject or edit it, and why; `None` until a check has looked at it.
    pub suspicion: Option<Suspicion>,
}

impl Dossier {
    /// Why accepting it needs a reason: what is stale, failing or missing; `None` when nothing is.
    pub fn objection(&self) -> Option<String> {
        let names = |wanted: &dyn Fn(&Judged) -> bool| {
            let checks = self.judged.iter().filter(|judged| wanted(judged));
            checks
                .map(|judged| judged.verdict.check.name())
                .collect::<Vec<_>>()
                .join(", ")
        };
        if self.checking {
            return Some("its checks are still running".to_owned());
        }
        if self.judged.is_empty() {
            return Some("no check has looked at it yet".to_owned());
        }
        let stale = names(&|judged| judged.stale);
        if !stale.is_empty() {
            return Some(format!("stale: {stale}"));
        }
        // What is made only on demand, and was not finished, leaves a sample no worse than one without it.
        let failing = names(&|judged| {
            let kind = judged.verdict.kind;
            let unfinished = kind == VerdictKind::Unknown && !judged.verdict.check.is_routine();
            judged.overruled.is_none() && kind != VerdictKind::Pass && !unfinished
        });
        (!failing.is_empty()).then(|| format!("not passed: {failing}"))
    }
}

/// A decision as a screen asks for it; reviewer and time are the engine's to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The sample.
    pub sample: SampleId,
    /// The version that was on screen.
    pub version: u32,
    /// Its content.
    pub content: ContentHash,
    /// What was decided.
    pub kind: DecisionKind,
    /// Why.
    pub reason: Option<String>,
}

/// A sample among its ancestors and descendants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    /// Its identity.
    pub id: SampleId,
    /// How it is told from others.
    pub row: QueueRow,
    /// How it was derived, if it was.
    pub operator: Option<Operator>,
    /// Distance from its farthest seed.
    pub depth: u32,
}

/// A family: a sample with its ancestors and descendants.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Family {
    /// Ancestors from the seeds down, the sample, its descendants in the order in which a tree is drawn; each with its
    /// level below the topmost ancestor.
    pub members: Vec<(usize, Relative)>,
    /// Place of the sample that was asked for.
    pub center: usize,
    /// Whether there are more descendants than were read.
    pub cut: bool,
}

/// How often each verdict of a check occurs on current versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckTally {
    /// The check.
    pub check: CheckId,
    /// Pass, unknown, error, fail.
    pub counts: [u64; 4],
}

/// The dataset in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overview {
    /// By state.
    pub counts: Counts,
    /// By operator, `None` for seeds and imports.
    pub operators: Vec<(Option<Operator>, u64)>,
    /// By distance from the seeds.
    pub depths: Vec<(u32, u64)>,
    /// Verdicts by check.
    pub checks: Vec<CheckTally>,
    /// Walks kept, dropped, failed and under way.
    pub walks: [u64; 4],
}

/// A question or order to the engine.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// How many samples stand where.
    Counts,
    /// A piece of the queue.
    Page {
        /// For the answer.
        generation: Generation,
        /// Which samples.
        filter: Filter,
        /// Where it starts.
        anchor: Anchor,
    },
    /// The next sample of the queue whose problem contains a text.
    Find {
        /// For the answer.
        generation: Generation,
        /// Which samples.
        filter: Filter,
        /// The text, whatever its case.
        text: String,
        /// Where to start; not itself a match.
        from: Option<QueueKey>,
        /// Towards the end of the queue.
        forward: bool,
    },
    /// Everything about one sample.
    Open {
        /// For the answer.
        generation: Generation,
        /// The sample.
        sample: SampleId,
    },
    /// Run program and checks of the current version again.
    Recheck(SampleId),
    /// Run program and checks again, and see what becomes of the optimum when the model is changed a little.
    Probe(SampleId),
    /// Stop the program and checks of a sample, if they are running.
    Cancel(SampleId),
    /// Save a decision.
    Decide(Ruling),
    /// Save a new version with one part replaced, and check it.
    Edit {
        /// The sample.
        sample: SampleId,
        /// The version that was on screen; refused when there is a newer one.
        version: u32,
        /// Which part.
        part: Part,
        /// Its new text.
        text: String,
    },
    /// Take back the last decision.
    Undo,
    /// Do again what was undone.
    Redo,
    /// A sample's ancestors and descendants.
    Family {
        /// For the answer.
        generation: Generation,
        /// The sample.
        sample: SampleId,
    },
    /// The dataset in numbers.
    Overview {
        /// For the answer.
        generation: Generation,
    },
    /// Something about the walk that the person is on.
    Walk(WalkOrder),
}

/// What a person wants of walks.
#[derive(Debug, Clone, PartialEq)]
pub enum WalkOrder {
    /// Go on with the walk that was left unfinished, if there is one.
    Resume,
    /// Begin a walk.
    Start {
        /// How the child is derived.
        operator: Operator,
        /// From which samples: as many as the operator needs.
        parents: Vec<SampleId>,
    },
    /// Act on the walk.
    Act(Act),
    /// Put the walk aside; unless it is over, it can be resumed.
    Leave,
}

/// What the engine tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Something changed the counts.
    Counts(Counts),
    /// A piece of the queue.
    Page {
        /// Of the question.
        generation: Generation,
        /// Of the question.
        anchor: Anchor,
        /// The piece.
        page: Page,
    },
    /// The sample found, if any.
    Found {
        /// Of the question.
        generation: Generation,
        /// It.
        sample: Option<SampleId>,
    },
    /// Everything about one sample.
    Opened {
        /// Of the question.
        generation: Generation,
        /// It.
        dossier: Box<Dossier>,
    },
    /// A sample changed: new verdicts, a new version, a decision.
    Changed(Box<Dossier>),
    /// An order was carried out and survives a crash.
    Saved {
        /// The sample.
        sample: SampleId,
        /// Where it stands now.
        state: ReviewState,
        /// What was saved, as the footer says it: `accepted`.
        what: String,
        /// Whether to go back to the sample: for undo and redo.
        show: bool,
    },
    /// A family.
    Family {
        /// Of the question.
        generation: Generation,
        /// It.
        family: Family,
    },
    /// The dataset in numbers.
    Overview {
        /// Of the question.
        generation: Generation,
        /// They.
        overview: Box<Overview>,
    },
    /// The walk that the person is on, as it stands; `None` when there is none.
    Walk(Option<Arc<Walk>>),
    /// How many programs and checks are running.
    Busy(usize),
    /// What came of something that takes a while.
    Told(String),
    /// There was nothing to do, and why.
    Nothing(String),
    /// Something went wrong; what, and what to do next.
    Failed(String),
}
