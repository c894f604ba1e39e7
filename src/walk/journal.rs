//! What a walk leaves behind: the door through which `store` saves it.
//!
//! A walk is saved as its plan and its events, in order; replaying them gives the walk again. Plan and events cross
//! this door as JSON text, so that the store needs to know nothing of the machine.

use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

use crate::check::Verdict;
use crate::program::Run;
use crate::review::Decision;
use crate::sample::{Sample, WalkId};

/// Why something could not be saved or read. The message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct JournalError {
    /// What happened, where, and what to do next.
    pub message: String,
}

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Its sample was saved (accepted by a person, or left to the queue).
    Kept,
    /// Its checks kept failing, or a person rejected or stopped it.
    Dropped,
    /// It could not go on: the author failed, or a machine did.
    Failed,
}

/// A finished walk's sample with everything that was found out about it, saved in one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// How the walk ended.
    pub ending: Ending,
    /// The sample, when there is one to keep: always for `Kept`, and for a rejected one.
    pub sample: Option<Sample>,
    /// The verdicts on exactly that sample.
    pub verdicts: Vec<Verdict>,
    /// The run of exactly that sample's program.
    pub run: Option<Run>,
    /// A person's decision at the last step.
    pub decision: Option<Decision>,
}

/// A saved walk.
#[derive(Debug, Clone, PartialEq)]
pub struct WalkRecord {
    /// Its identity.
    pub id: WalkId,
    /// Its plan, as JSON.
    pub plan: String,
    /// Its events, as JSON, in order.
    pub events: Vec<String>,
    /// How it ended; `None` while it can be resumed.
    pub ending: Option<Ending>,
}

/// Saves walks. A future that resolves to `Ok` means that the data survives a kill of the process.
pub trait Journal: Send + Sync {
    /// Saves the plan of a new walk. Saving the same plan again is no error, so that a resumed batch may repeat it.
    fn begin(&self, walk: WalkId, plan: String) -> BoxFuture<'_, Result<(), JournalError>>;

    /// Saves event number `sequence` (from 0). A number that is taken is an error.
    fn append(&self, walk: WalkId, sequence: u32, event: String) -> BoxFuture<'_, Result<(), JournalError>>;

    /// Saves the last event and what came of the walk, in one transaction.
    fn finish(
        &self,
        walk: WalkId,
        sequence: u32,
        event: String,
        finished: Finished,
    ) -> BoxFuture<'_, Result<(), JournalError>>;

    /// Reads a walk back; `None` when there is none of that identity.
    fn load(&self, walk: WalkId) -> BoxFuture<'_, Result<Option<WalkRecord>, JournalError>>;
}
