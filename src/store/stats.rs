//! Counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::Store;
use super::codec::{count, from_word, number};
use super::error::Result;
use crate::check::{CheckId, VerdictKind};
use crate::review::{Place, ReviewState};
use crate::walk::journal::Ending;

/// Samples by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// All samples.
    pub samples: u64,
    /// Nobody has decided.
    pub pending: u64,
    /// In the curated set.
    pub accepted: u64,
    /// Out.
    pub rejected: u64,
    /// Put off.
    pub skipped: u64,
    /// Somebody should look again.
    pub flagged: u64,
}

/// Walks by ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WalkCounts {
    /// Their sample was saved.
    pub kept: u64,
    /// Dropped by checks or a person.
    pub dropped: u64,
    /// Could not go on.
    pub failed: u64,
    /// Can be resumed.
    pub open: u64,
}

/// Everything that the dataset page counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stats {
    /// Samples by state.
    #[serde(flatten)]
    pub counts: Counts,
    /// Samples by operator; `seed` and `imported` for those that were not derived.
    pub operators: BTreeMap<String, u64>,
    /// Samples by distance from the seeds.
    pub depths: BTreeMap<u32, u64>,
    /// For each check, current versions by their last verdict.
    pub verdicts: BTreeMap<CheckId, BTreeMap<VerdictKind, u64>>,
    /// Walks by ending.
    pub walks: WalkCounts,
    /// Entries of the decision history, undos included.
    pub decisions: u64,
}

impl Store {
    /// Samples by state, from the table of counts: at most some dozens of rows are read.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn counts(&self) -> Result<Counts> {
        let mut connection = self.reader().await?;
        counts(&mut connection).await.map_err(|error| self.located(error))
    }

    /// All statistics. It reads an index entry per sample and verdict, so ask for it off the event loop.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn stats(&self) -> Result<Stats> {
        let mut connection = self.reader().await?;
        stats(&mut connection).await.map_err(|error| self.located(error))
    }
}

async fn counts(connection: &mut SqliteConnection) -> Result<Counts> {
    let lanes: Vec<(i64, i64)> = sqlx::query_as("SELECT lane, size FROM lanes")
        .fetch_all(connection)
        .await?;
    let of = |state| {
        let own = Place::lanes(state);
        lanes
            .iter()
            .filter(|(lane, _)| own.contains(lane))
            .map(|(_, size)| count(*size))
            .sum()
    };
    let mut counts = Counts {
        samples: 0,
        pending: of(ReviewState::Pending),
        accepted: of(ReviewState::Accepted),
        rejected: of(ReviewState::Rejected),
        skipped: of(ReviewState::Skipped),
        flagged: of(ReviewState::Flagged),
    };
    counts.samples = counts.pending + counts.accepted + counts.rejected + counts.skipped + counts.flagged;
    Ok(counts)
}

async fn stats(connection: &mut SqliteConnection) -> Result<Stats> {
    let mut stats = Stats {
        counts: counts(connection).await?,
        ..Stats::default()
    };
    let derived: Vec<(Option<String>, i64, i64)> =
        sqlx::query_as("SELECT operator, depth, count(*) FROM samples GROUP BY operator, depth")
            .fetch_all(&mut *connection)
            .await?;
    for (operator, depth, samples) in derived {
        *stats.depths.entry(number(depth)?).or_default() += count(samples);
        if let Some(operator) = operator {
            *stats.operators.entry(operator).or_default() += count(samples);
        }
    }
    let others: Vec<(String, i64)> =
        sqlx::query_as("SELECT origin, count(*) FROM samples WHERE operator IS NULL GROUP BY origin")
            .fetch_all(&mut *connection)
            .await?;
    stats.operators.extend(
        others
            .into_iter()
            .map(|(origin, samples)| (origin, count(samples))),
    );
    let verdicts: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT checked, kind, count(*) FROM current_verdicts GROUP BY checked, kind")
            .fetch_all(&mut *connection)
            .await?;
    for (check, kind, samples) in verdicts {
        let kinds = stats.verdicts.entry(from_word(&check)?).or_default();
        kinds.insert(from_word(&kind)?, count(samples));
    }
    let walks: Vec<(Option<String>, i64)> =
        sqlx::query_as("SELECT ending, count(*) FROM walks GROUP BY ending")
            .fetch_all(&mut *connection)
            .await?;
    for (ending, walks) in walks {
        let slot = match ending.as_deref().map(from_word::<Ending>).transpose()? {
            Some(Ending::Kept) => &mut stats.walks.kept,
            Some(Ending::Dropped) => &mut stats.walks.dropped,
            Some(Ending::Failed) => &mut stats.walks.failed,
            None => &mut stats.walks.open,
        };
        *slot = count(walks);
    }
    let (decisions,): (i64,) = sqlx::query_as("SELECT count(*) FROM decisions")
        .fetch_one(connection)
        .await?;
    stats.decisions = count(decisions);
    Ok(stats)
}
