//! Decisions, undo and redo.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::Store;
use super::codec::{from_word, hash, limit, moment, nanos, now, number, sample_id};
use super::error::{Result, StoreError};
use super::insert::refresh;
use super::samples::existing_row;
use super::writer::Durability;
use crate::review::{Act, Decision, DecisionId, Entry, ReviewState};
use crate::sample::SampleId;

/// A decision that was taken back or brought back.
#[derive(Debug, Clone, PartialEq)]
pub struct Undone {
    /// The new entry of the history that says so.
    pub entry: DecisionId,
    /// The decision's own entry.
    pub id: DecisionId,
    /// The decision.
    pub decision: Decision,
    /// Where its sample stands now.
    pub state: ReviewState,
}

/// An entry of the history as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// The sample that it is about.
    pub sample: SampleId,
    /// The title of that sample now.
    pub title: String,
    /// Whether it is a decision that stands.
    pub stands: bool,
}

/// A row of `decisions`, with the sample's identity.
type EntryRow = (
    i64,
    String,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i64>,
    String,
    i64,
);

macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, s.id, d.version, d.content, d.kind, d.reason, d.undoes, d.reviewer, d.at \
             FROM decisions d JOIN samples s ON s.seq = d.sample ",
            $rest
        )
    };
}

impl Store {
    /// Saves a decision. Every decision ends the chance to redo what was undone before it.
    ///
    /// # Errors
    /// [`StoreErrorKind::Missing`](super::StoreErrorKind::Missing) for an unknown sample,
    /// [`StoreErrorKind::Conflict`](super::StoreErrorKind::Conflict) when version or content are not the current
    /// ones: what was decided on is not what is there; failures of the database.
    pub async fn decide(&self, decision: Decision) -> Result<DecisionId> {
        self.write(Durability::Power, move |connection| {
            Box::pin(async move { decide(connection, &decision).await })
        })
        .await
    }

    /// Takes back the last decision in the workspace that stands, whoever made it and however long ago; `None` when
    /// none stands. `reviewer` is who takes it back.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn undo(&self, reviewer: &str) -> Result<Option<Undone>> {
        let reviewer = reviewer.to_owned();
        self.write(Durability::Power, move |connection| {
            Box::pin(async move { undo(connection, &reviewer).await })
        })
        .await
    }

    /// Brings back the decision that was undone last; `None` when there is none, or a new decision was made since.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn redo(&self, reviewer: &str) -> Result<Option<Undone>> {
        let reviewer = reviewer.to_owned();
        self.write(Durability::Power, move |connection| {
            Box::pin(async move { redo(connection, &reviewer).await })
        })
        .await
    }

    /// A page of the history, the newest first, of entries before `before`.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn history(&self, before: Option<DecisionId>, page: usize) -> Result<Vec<HistoryEntry>> {
        let before = before.map_or(i64::MAX, |DecisionId(id)| id);
        let mut connection = self.reader().await?;
        let rows: Vec<EntryRow> = sqlx::query_as(entries!("WHERE d.id < $1 ORDER BY d.id DESC LIMIT $2"))
            .bind(before)
            .bind(limit(page))
            .fetch_all(&mut *connection)
            .await
            .map_err(|error| self.located(error))?;
        listed(&mut connection, rows)
            .await
            .map_err(|error| self.located(error))
    }

    /// The whole history of one sample, the oldest first.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn decisions_on(&self, id: SampleId) -> Result<Vec<HistoryEntry>> {
        let mut connection = self.reader().await?;
        let rows: Vec<EntryRow> = sqlx::query_as(entries!("WHERE s.id = $1 ORDER BY d.id"))
            .bind(id.to_string())
            .fetch_all(&mut *connection)
            .await
            .map_err(|error| self.located(error))?;
        listed(&mut connection, rows)
            .await
            .map_err(|error| self.located(error))
    }
}

pub(super) async fn decide(connection: &mut SqliteConnection, decision: &Decision) -> Result<DecisionId> {
    let row = existing_row(connection, decision.sample).await?;
    if row.version != i64::from(decision.version) || row.content != decision.content {
        return Err(StoreError::conflict(format!(
            "the decision is about version {} ({}) of sample {}, but version {} ({}) is the current one",
            decision.version,
            decision.content.short(),
            decision.sample,
            row.version,
            row.content.short()
        )));
    }
    let (id,): (i64,) = sqlx::query_as(
        "INSERT INTO decisions (sample, version, content, kind, reason, reviewer, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    )
    .bind(row.seq)
    .bind(row.version)
    .bind(decision.content.to_string())
    .bind(decision.kind.word())
    .bind(&decision.reason)
    .bind(&decision.reviewer)
    .bind(nanos(decision.at)?)
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query("INSERT INTO standing (decision, sample) VALUES ($1, $2)")
        .bind(id)
        .bind(row.seq)
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM redoable")
        .execute(&mut *connection)
        .await?;
    refresh(connection, row.seq).await?;
    Ok(DecisionId(id))
}

/// The last decision that stands is the one with the largest number: undo takes from that end, redo puts back in
/// ascending order, and a new decision has the largest of all.
async fn undo(connection: &mut SqliteConnection, reviewer: &str) -> Result<Option<Undone>> {
    let last: Option<(i64, i64)> =
        sqlx::query_as("SELECT decision, sample FROM standing ORDER BY decision DESC LIMIT 1")
            .fetch_optional(&mut *connection)
            .await?;
    let Some((decision, seq)) = last else {
        return Ok(None);
    };
    let entry = take_back(connection, seq, decision, reviewer).await?;
    sqlx::query("DELETE FROM standing WHERE decision = $1")
        .bind(decision)
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO redoable (decision, undo) VALUES ($1, $2)")
        .bind(decision)
        .bind(entry)
        .execute(&mut *connection)
        .await?;
    let state = refresh(connection, seq).await?;
    undone(connection, entry, decision, state).await.map(Some)
}

async fn redo(connection: &mut SqliteConnection, reviewer: &str) -> Result<Option<Undone>> {
    let next: Option<(i64, i64, i64)> = sqlx::query_as(
        "SELECT r.decision, r.undo, d.sample FROM redoable r JOIN decisions d ON d.id = r.decision \
         ORDER BY r.decision LIMIT 1",
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some((decision, undo, seq)) = next else {
        return Ok(None);
    };
    let entry = take_back(connection, seq, undo, reviewer).await?;
    sqlx::query("DELETE FROM redoable WHERE decision = $1")
        .bind(decision)
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO standing (decision, sample) VALUES ($1, $2)")
        .bind(decision)
        .bind(seq)
        .execute(&mut *connection)
        .await?;
    let state = refresh(connection, seq).await?;
    undone(connection, entry, decision, state).await.map(Some)
}

async fn take_back(connection: &mut SqliteConnection, seq: i64, target: i64, reviewer: &str) -> Result<i64> {
    let (entry,): (i64,) = sqlx::query_as(
        "INSERT INTO decisions (sample, undoes, reviewer, at) VALUES ($1, $2, $3, $4) RETURNING id",
    )
    .bind(seq)
    .bind(target)
    .bind(reviewer)
    .bind(now()?)
    .fetch_one(connection)
    .await?;
    Ok(entry)
}

async fn undone(
    connection: &mut SqliteConnection,
    entry: i64,
    decision: i64,
    state: ReviewState,
) -> Result<Undone> {
    let row: EntryRow = sqlx::query_as(entries!("WHERE d.id = $1"))
        .bind(decision)
        .fetch_one(connection)
        .await?;
    match entry_of(row)? {
        (
            Entry {
                id,
                act: Act::Decide(decision),
            },
            _,
        ) => Ok(Undone {
            entry: DecisionId(entry),
            id,
            decision,
            state,
        }),
        (
            Entry {
                id: DecisionId(id), ..
            },
            _,
        ) => Err(StoreError::damaged(format!(
            "entry {id} of the history is listed as a decision and is none"
        ))),
    }
}

/// The last decision on a sample that stands.
pub(super) async fn last_standing(
    connection: &mut SqliteConnection,
    seq: i64,
) -> Result<Option<(DecisionId, Decision)>> {
    let row: Option<EntryRow> = sqlx::query_as(entries!(
        "WHERE d.id = (SELECT max(decision) FROM standing WHERE sample = $1)"
    ))
    .bind(seq)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    match entry_of(row)? {
        (
            Entry {
                id,
                act: Act::Decide(decision),
            },
            _,
        ) => Ok(Some((id, decision))),
        (
            Entry {
                id: DecisionId(id), ..
            },
            _,
        ) => Err(StoreError::damaged(format!(
            "entry {id} of the history is listed as a decision and is none"
        ))),
    }
}

fn entry_of(row: EntryRow) -> Result<(Entry, SampleId)> {
    let (id, sample, version, content, kind, reason, undoes, reviewer, at) = row;
    let (sample, at) = (sample_id(&sample)?, moment(at)?);
    let act = match (version, content, kind, undoes) {
        (Some(version), Some(content), Some(kind), None) => Act::Decide(Decision {
            sample,
            version: number(version)?,
            content: hash(&content)?,
            kind: from_word(&kind)?,
            reason,
            reviewer,
            at,
        }),
        (None, None, None, Some(undoes)) => Act::TakeBack {
            entry: DecisionId(undoes),
            reviewer,
            at,
        },
        _ => {
            return Err(StoreError::damaged(format!(
                "entry {id} of the history is neither decision nor undo"
            )));
        }
    };
    Ok((
        Entry {
            id: DecisionId(id),
            act,
        },
        sample,
    ))
}

async fn listed(connection: &mut SqliteConnection, rows: Vec<EntryRow>) -> Result<Vec<HistoryEntry>> {
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let (entry, sample) = entry_of(row)?;
        let (title, stands): (String, i64) = sqlx::query_as(
            "SELECT s.title, (SELECT count(*) FROM standing t WHERE t.decision = $2) FROM samples s WHERE s.id = $1",
        )
        .bind(sample.to_string())
        .bind(entry.id.0)
        .fetch_one(&mut *connection)
        .await?;
        entries.push(HistoryEntry {
            entry,
            sample,
            title,
            stands: stands > 0,
        });
    }
    Ok(entries)
}
