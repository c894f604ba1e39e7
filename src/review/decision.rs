//! Decisions and the state that follows from them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::sample::{ContentHash, SampleId};

/// What a reviewer does with a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// It belongs to the curated set.
    Accept,
    /// It does not; the reason says why.
    Reject,
    /// Not now: it goes to the end of the queue.
    Skip,
    /// Somebody should look again; it stays out of the queue and of the curated set.
    Flag,
}

impl DecisionKind {
    /// The word in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Skip => "skip",
            Self::Flag => "flag",
        }
    }
}

/// Position of a decision in the workspace's history; later ones are larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionId(pub i64);

/// A decision about exactly one version of a sample.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The sample.
    pub sample: SampleId,
    /// The version that was on screen.
    pub version: u32,
    /// Hash of the content that was decided on ([`Sample::content_hash`](crate::sample::Sample::content_hash)).
    pub content: ContentHash,
    /// What was decided.
    pub kind: DecisionKind,
    /// Why: always for `Reject`, and for `Accept` in spite of failing or stale evidence.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who decided.
    pub reviewer: String,
    /// When, in UTC.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// Where a sample stands: its latest decision that was not undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Nobody has decided.
    #[default]
    Pending,
    /// Put off.
    Skipped,
    /// Somebody should look again.
    Flagged,
    /// In the curated set.
    Accepted,
    /// Out.
    Rejected,
}

impl ReviewState {
    /// All, in their order.
    pub const ALL: [Self; 5] = [
        Self::Pending,
        Self::Skipped,
        Self::Flagged,
        Self::Accepted,
        Self::Rejected,
    ];

    /// The word in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Skipped => "skipped",
            Self::Flagged => "flagged",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }
}

impl From<DecisionKind> for ReviewState {
    fn from(kind: DecisionKind) -> Self {
        match kind {
            DecisionKind::Accept => Self::Accepted,
            DecisionKind::Reject => Self::Rejected,
            DecisionKind::Skip => Self::Skipped,
            DecisionKind::Flag => Self::Flagged,
        }
    }
}
