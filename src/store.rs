//! The workspace: a folder with one `SQLite` database, and the only SQL of the program.
//!
//! # What is promised
//!
//! - **Acknowledged means saved.** Every change is a job for one writer task that owns the only connection that
//!   writes. A job is one transaction, and its future resolves after the commit: killing the process then loses
//!   nothing. What a person did (a decision, an edit, the end of a walk, a setting) is also synced to the disk before it
//!   is acknowledged, so that it survives a power cut; what a machine can make again (verdicts, walk events, imported
//!   rows) is written without waiting for the disk and becomes durable with the next such sync or checkpoint.
//!   Jobs that wait together share one commit, so the price of syncing (0.8 ms for a decision against 0.15 ms without,
//!   where it was measured; `store::tests::scale` measures it anywhere) is paid once for all of them.
//! - **History only grows.** Versions, runs, verdicts, decisions and walk events are appended, and triggers refuse
//!   anything else. State, queue place and counts are derived from them inside the same transaction, and
//!   [`Store::check_integrity`] derives them again and compares.
//! - **One program writes.** A lock on `stepwell.lock` keeps a second one out, with a message that names the first;
//!   readers ([`Access::Read`]) are always welcome.
//! - **Pages by key, counts from a table.** Nothing that a screen asks for grows with the number of samples.

mod claims;
mod codec;
mod decisions;
mod error;
#[doc(hidden)]
pub mod fill;
mod insert;
mod integrity;
mod lineage;
mod lock;
mod meta;
mod neighbourhood;
mod open;
mod profiles;
mod queue;
mod references;
mod samples;
mod stats;
mod verdicts;
mod walks;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqlitePool};

pub use claims::Claim;
pub use decisions::{HistoryEntry, Undone};
pub use error::{StoreError, StoreErrorKind};
pub use insert::{Inserted, Saved};
pub use integrity::IntegrityReport;
pub use lineage::{Family, FamilyMember};
pub use meta::ImportRecord;
pub use neighbourhood::ComparingRules;
pub use open::{Access, OpenOptions, Workspace, default_dir};
pub use profiles::ProfileEntry;
pub use queue::{Direction, QueueItem, QueueKey, QueueQuery};
pub use references::{ReferenceCursor, ReferenceRow, ReferenceSet};
pub use samples::{PoolEntry, SampleCursor, VersionInfo};
pub use stats::{Counts, Stats, WalkCounts};
pub use verdicts::Findings;
pub use walks::{WalkCursor, WalkInfo};

use neighbourhood::Neighbourhood;
use writer::Writer;

/// A workspace's database. Cloning is cheap, and clones are the same store.
///
/// Reads see everything that was acknowledged before they began. A write goes on when its future is dropped; only
/// the answer is lost.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    file: PathBuf,
    readers: SqlitePool,
    writer: Option<Writer>,
    neighbourhood: Neighbourhood,
}

impl Store {
    fn new(file: PathBuf, readers: SqlitePool, writer: Option<Writer>) -> Self {
        Self {
            inner: Arc::new(Inner {
                file,
                readers,
                writer,
                neighbourhood: Neighbourhood::default(),
            }),
        }
    }

    /// The database file.
    pub fn file(&self) -> &Path {
        &self.inner.file
    }

    /// Whether it was opened for writing.
    pub fn is_writable(&self) -> bool {
        self.inner.writer.is_some()
    }

    /// Carries out every job that was handed in before, folds the log into the database file and lets go of it.
    /// Later calls fail with [`StoreErrorKind::Closed`].
    pub async fn close(&self) {
        if let Some(writer) = &self.inner.writer {
            writer.close().await;
        }
        self.inner.readers.close().await;
    }

    async fn reader(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        self.inner
            .readers
            .acquire()
            .await
            .map_err(|error| self.located(error))
    }

    /// Names the file in an error of the database.
    fn located(&self, error: impl Into<StoreError>) -> StoreError {
        error.into().in_file(&self.inner.file)
    }
}

#[cfg(test)]
mod tests;
