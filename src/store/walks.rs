//! Saving walks: the store's side of [`Journal`].

use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use time::OffsetDateTime;

use super::Store;
use super::codec::{count, ending_word, from_word, limit, moment, now, sample_id, walk_id};
use super::error::{Result, StoreError};
use super::writer::Durability;
use super::{decisions, insert, samples, verdicts};
use crate::sample::{Sample, SampleId, WalkId};
use crate::walk::journal::{Ending, Finished, Journal, JournalError, WalkRecord};

/// What a list of walks shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkInfo {
    /// Its identity.
    pub id: WalkId,
    /// Where the list goes on behind it.
    #[serde(skip)]
    pub cursor: WalkCursor,
    /// Its plan, as JSON.
    pub plan: String,
    /// How many events were saved.
    pub events: u64,
    /// How it ended; `None` while it can be resumed.
    pub ending: Option<Ending>,
    /// The sample that it left behind.
    pub sample: Option<SampleId>,
    /// When it began, in UTC.
    #[serde(with = "time::serde::rfc3339")]
    pub begun: OffsetDateTime,
}

/// A position in a list of walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WalkCursor(i64);

type WalkRow = (i64, String, String, i64, Option<String>, Option<String>, i64);

impl Store {
    /// Walks that can be resumed, in the order in which they began.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn unfinished_walks(&self) -> Result<Vec<WalkInfo>> {
        let rows: Vec<WalkRow> = sqlx::query_as(
            "SELECT seq, id, plan, events, ending, sample, begun FROM walks WHERE ending IS NULL ORDER BY seq",
        )
        .fetch_all(&mut *self.reader().await?)
        .await
        .map_err(|error| self.located(error))?;
        rows.into_iter()
            .map(info)
            .collect::<Result<_>>()
            .map_err(|error| self.located(error))
    }

    /// A page of all walks, the last begun first, behind `after`.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn walks(&self, after: Option<WalkCursor>, page: usize) -> Result<Vec<WalkInfo>> {
        let rows: Vec<WalkRow> = sqlx::query_as(
            "SELECT seq, id, plan, events, ending, sample, begun FROM walks WHERE seq < $1 ORDER BY seq DESC LIMIT $2",
        )
        .bind(after.map_or(i64::MAX, |WalkCursor(seq)| seq))
        .bind(limit(page))
        .fetch_all(&mut *self.reader().await?)
        .await
        .map_err(|error| self.located(error))?;
        rows.into_iter()
            .map(info)
            .collect::<Result<_>>()
            .map_err(|error| self.located(error))
    }

    /// A walk with all its events; `None` when there is none of that identity.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn walk(&self, id: WalkId) -> Result<Option<WalkRecord>> {
        let mut connection = self.reader().await?;
        load(&mut connection, id)
            .await
            .map_err(|error| self.located(error))
    }
}

impl Journal for Store {
    fn begin(&self, walk: WalkId, plan: String) -> BoxFuture<'_, Result<(), JournalError>> {
        Box::pin(async move {
            let work = self.write(Durability::Process, move |connection| {
                Box::pin(async move { begin(connection, walk, &plan).await })
            });
            work.await.map_err(told)
        })
    }

    fn append(&self, walk: WalkId, sequence: u32, event: String) -> BoxFuture<'_, Result<(), JournalError>> {
        Box::pin(async move {
            let work = self.write(Durability::Process, move |connection| {
                Box::pin(async move { append(connection, walk, sequence, &event).await.map(drop) })
            });
            work.await.map_err(told)
        })
    }

    fn finish(
        &self,
        walk: WalkId,
        sequence: u32,
        event: String,
        finished: Finished,
    ) -> BoxFuture<'_, Result<(), JournalError>> {
        Box::pin(async move {
            let work = self.write(Durability::Power, move |connection| {
                Box::pin(async move { finish(connection, walk, sequence, &event, &finished).await })
            });
            work.await.map_err(told)
        })
    }

    fn load(&self, walk: WalkId) -> BoxFuture<'_, Result<Option<WalkRecord>, JournalError>> {
        Box::pin(async move { self.walk(walk).await.map_err(told) })
    }
}

fn told(StoreError { message, hint, .. }: StoreError) -> JournalError {
    JournalError {
        message: format!("{message}. {hint}"),
    }
}

async fn begin(connection: &mut SqliteConnection, walk: WalkId, plan: &str) -> Result<()> {
    let known: Option<(String,)> = sqlx::query_as("SELECT plan FROM walks WHERE id = $1")
        .bind(walk.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    match known {
        Some((known,)) if known == plan => Ok(()),
        Some(_) => Err(StoreError::conflict(format!(
            "walk {walk} was begun before with another plan"
        ))),
        None => {
            sqlx::query("INSERT INTO walks (id, plan, events, begun) VALUES ($1, $2, 0, $3)")
                .bind(walk.to_string())
                .bind(plan)
                .bind(now()?)
                .execute(connection)
                .await?;
            Ok(())
        }
    }
}

/// Gives the number of the walk's row.
async fn append(connection: &mut SqliteConnection, walk: WalkId, sequence: u32, event: &str) -> Result<i64> {
    let row: Option<(i64, i64, Option<String>)> =
        sqlx::query_as("SELECT seq, events, ending FROM walks WHERE id = $1")
            .bind(walk.to_string())
            .fetch_optional(&mut *connection)
            .await?;
    let (seq, events, ending) = row.ok_or_else(|| StoreError::missing(format!("walk {walk}")))?;
    if let Some(ending) = ending {
        return Err(StoreError::conflict(format!(
            "walk {walk} has ended ({ending}) and takes no more events"
        )));
    }
    if i64::from(sequence) != events {
        return Err(StoreError::conflict(format!(
            "event {sequence} of walk {walk} cannot be saved: the next one is number {events}"
        )));
    }
    sqlx::query("INSERT INTO walk_events (walk, sequence, event, at) VALUES ($1, $2, $3, $4)")
        .bind(seq)
        .bind(i64::from(sequence))
        .bind(event)
        .bind(now()?)
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE walks SET events = events + 1 WHERE seq = $1")
        .bind(seq)
        .execute(connection)
        .await?;
    Ok(seq)
}

async fn finish(
    connection: &mut SqliteConnection,
    walk: WalkId,
    sequence: u32,
    event: &str,
    finished: &Finished,
) -> Result<()> {
    let seq = append(connection, walk, sequence, event).await?;
    if let Some(sample) = &finished.sample {
        save_sample(connection, sample).await?;
        verdicts::put(
            connection,
            sample.id,
            sample.version,
            &finished.verdicts,
            finished.run.as_ref(),
        )
        .await?;
    }
    if let Some(decision) = &finished.decision {
        decisions::decide(connection, decision).await?;
    }
    sqlx::query("UPDATE walks SET ending = $2, sample = $3, ended = $4 WHERE seq = $1")
        .bind(seq)
        .bind(ending_word(finished.ending))
        .bind(finished.sample.as_ref().map(|sample| sample.id.to_string()))
        .bind(now()?)
        .execute(connection)
        .await?;
    Ok(())
}

/// A walk's sample is new. One that equals another by content is saved all the same: losing what a person made is
/// worse, and [`Store::with_content`] finds it.
async fn save_sample(connection: &mut SqliteConnection, sample: &Sample) -> Result<()> {
    let content = sample.content_hash();
    if samples::row_of(connection, sample.id).await?.is_some() {
        return Err(StoreError::conflict(format!(
            "sample {} is here already",
            sample.id
        )));
    }
    insert::insert(connection, sample, content).await?;
    Ok(())
}

async fn load(connection: &mut SqliteConnection, id: WalkId) -> Result<Option<WalkRecord>> {
    // One statement, so that an event that is saved meanwhile is either seen with its ending or not at all.
    let rows: Vec<(String, Option<String>, Option<String>)> = sqlx::query_as(
        "SELECT w.plan, w.ending, e.event FROM walks w LEFT JOIN walk_events e ON e.walk = w.seq \
         WHERE w.id = $1 ORDER BY e.sequence",
    )
    .bind(id.to_string())
    .fetch_all(connection)
    .await?;
    let Some((plan, ending, _)) = rows.first().cloned() else {
        return Ok(None);
    };
    Ok(Some(WalkRecord {
        id,
        plan,
        events: rows.into_iter().filter_map(|(_, _, event)| event).collect(),
        ending: ending.as_deref().map(from_word).transpose()?,
    }))
}

fn info((seq, id, plan, events, ending, sample, begun): WalkRow) -> Result<WalkInfo> {
    Ok(WalkInfo {
        id: walk_id(&id)?,
        cursor: WalkCursor(seq),
        plan,
        events: count(events),
        ending: ending.as_deref().map(from_word).transpose()?,
        sample: sample.as_deref().map(sample_id).transpose()?,
        begun: moment(begun)?,
    })
}
