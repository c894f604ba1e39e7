//! Reading samples and their versions.

use futures::StreamExt as _;
use futures::stream::{self, BoxStream};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use time::OffsetDateTime;

use super::Store;
use super::codec::{from_json, from_word, hash, limit, moment, number, sample_id};
use super::error::{Result, StoreError};
use crate::review::ReviewState;
use crate::sample::{ContentHash, Sample, SampleId};

/// Samples that [`Store::stream`] reads at a time.
const PAGE: usize = 200;

/// What is known of a version without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionInfo {
    /// Its number, from 1.
    pub version: u32,
    /// Hash of its content.
    pub content: ContentHash,
    /// When it was saved, in UTC.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// Where [`Store::samples`] goes on: behind the sample that arrived as this number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SampleCursor(i64);

impl SampleCursor {
    pub(super) fn behind(seq: i64) -> Self {
        Self(seq)
    }

    pub(super) fn number(self) -> i64 {
        self.0
    }
}

/// A sample that could be a parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolEntry {
    /// The sample.
    pub id: SampleId,
    /// Its current version.
    pub version: u32,
    /// Where it stands.
    pub state: ReviewState,
    /// Derivations between it and its farthest seed.
    pub depth: u32,
    /// Whether its author left a blueprint, so that the textbook author can derive from it by every operator.
    pub blueprint: bool,
}

/// A sample's row, for the other parts of the store.
pub(super) struct Row {
    pub(super) seq: i64,
    pub(super) version: i64,
    pub(super) content: ContentHash,
}

pub(super) async fn row_of(connection: &mut SqliteConnection, id: SampleId) -> Result<Option<Row>> {
    let row: Option<(i64, i64, String)> =
        sqlx::query_as("SELECT seq, version, content FROM samples WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(connection)
            .await?;
    row.map(|(seq, version, content)| {
        Ok(Row {
            seq,
            version,
            content: hash(&content)?,
        })
    })
    .transpose()
}

pub(super) async fn existing_row(connection: &mut SqliteConnection, id: SampleId) -> Result<Row> {
    row_of(connection, id)
        .await?
        .ok_or_else(|| StoreError::missing(format!("sample {id}")))
}

impl Store {
    /// The current version of a sample; `None` when there is no such sample.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn sample(&self, id: SampleId) -> Result<Option<Sample>> {
        let record: Option<(String,)> = sqlx::query_as(
            "SELECT v.record FROM samples s JOIN versions v ON v.sample = s.seq AND v.version = s.version \
             WHERE s.id = $1",
        )
        .bind(id.to_string())
        .fetch_optional(&mut *self.reader().await?)
        .await
        .map_err(|error| self.located(error))?;
        record
            .map(|(record,)| from_json("sample", &record))
            .transpose()
            .map_err(|error| self.located(error))
    }

    /// One version of a sample; `None` when there is no such version.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn version(&self, id: SampleId, version: u32) -> Result<Option<Sample>> {
        let record: Option<(String,)> = sqlx::query_as(
            "SELECT v.record FROM samples s JOIN versions v ON v.sample = s.seq \
             WHERE s.id = $1 AND v.version = $2",
        )
        .bind(id.to_string())
        .bind(i64::from(version))
        .fetch_optional(&mut *self.reader().await?)
        .await
        .map_err(|error| self.located(error))?;
        record
            .map(|(record,)| from_json("sample", &record))
            .transpose()
            .map_err(|error| self.located(error))
    }

    /// All versions of a sample, the oldest first; empty when there is no such sample.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn versions(&self, id: SampleId) -> Result<Vec<VersionInfo>> {
        let rows: Vec<(i64, String, i64)> = sqlx::query_as(
            "SELECT v.version, v.content, v.at FROM samples s JOIN versions v ON v.sample = s.seq \
             WHERE s.id = $1 ORDER BY v.version",
        )
        .bind(id.to_string())
        .fetch_all(&mut *self.reader().await?)
        .await
        .map_err(|error| self.located(error))?;
        rows.into_iter()
            .map(|(version, content, at)| {
                Ok(VersionInfo {
                    version: number(version)?,
                    content: hash(&content)?,
                    at: moment(at)?,
                })
            })
            .collect::<Result<_>>()
            .map_err(|error| self.located(error))
    }

    /// Samples that hold exactly this content now, the oldest first.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn with_content(&self, content: ContentHash) -> Result<Vec<SampleId>> {
        let rows: Vec<(String,)> = sqlx::query_as("SELECT id FROM samples WHERE content = $1 ORDER BY seq")
            .bind(content.to_string())
            .fetch_all(&mut *self.reader().await?)
            .await
            .map_err(|error| self.located(error))?;
        rows.iter()
            .map(|(id,)| sample_id(id))
            .collect::<Result<_>>()
            .map_err(|error| self.located(error))
    }

    /// A page of current versions in order of arrival, those in one of `states` (empty: all), with the cursor for
    /// the next page; `None` when this was the last.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn samples(
        &self,
        states: &[ReviewState],
        after: Option<SampleCursor>,
        page: usize,
    ) -> Result<(Vec<Sample>, Option<SampleCursor>)> {
        let SampleCursor(after) = after.unwrap_or_default();
        let mut statement = sqlx::query_as::<_, (i64, String)>(
            "SELECT s.seq, v.record FROM samples s JOIN versions v ON v.sample = s.seq AND v.version = s.version \
             WHERE s.seq > $1 AND s.state IN ($3, $4, $5, $6, $7) ORDER BY s.seq LIMIT $2",
        )
        .bind(after)
        .bind(limit(page));
        for state in ReviewState::ALL {
            let wanted = states.is_empty() || states.contains(&state);
            statement = statement.bind(if wanted { state.word() } else { "" });
        }
        let rows = statement
            .fetch_all(&mut *self.reader().await?)
            .await
            .map_err(|error| self.located(error))?;
        let next = if rows.len() < page {
            None
        } else {
            rows.last().map(|(seq, _)| SampleCursor(*seq))
        };
        let samples = rows
            .iter()
            .map(|(_, record)| from_json("sample", record))
            .collect::<Result<_>>();
        Ok((samples.map_err(|error| self.located(error))?, next))
    }

    /// The current versions of all samples in one of `states` (empty: all), in order of arrival, read a page at a
    /// time. Samples that arrive meanwhile come too.
    pub fn stream(&self, states: &[ReviewState]) -> BoxStream<'static, Result<Sample>> {
        let start = (self.clone(), states.to_vec(), Some(SampleCursor::default()));
        stream::unfold(start, |(store, states, cursor)| async move {
            let page = store.samples(&states, Some(cursor?), PAGE).await;
            let (items, next) = match page {
                Ok((samples, next)) => (samples.into_iter().map(Ok).collect(), next),
                Err(error) => (vec![Err(error)], None),
            };
            Some((stream::iter(items), (store, states, next)))
        })
        .flatten()
        .boxed()
    }

    /// Every sample in one of `states` as a possible parent, by identity: the order does not depend on who arrived
    /// first, so a seeded choice from it can be repeated.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn pool(&self, states: &[ReviewState]) -> Result<Vec<PoolEntry>> {
        let mut connection = self.reader().await?;
        let mut pool = Vec::new();
        for state in states {
            let rows: Vec<(String, i64, String, i64, i64)> =
                sqlx::query_as("SELECT id, version, state, depth, blueprint FROM samples WHERE state = $1")
                    .bind(state.word())
                    .fetch_all(&mut *connection)
                    .await
                    .map_err(|error| self.located(error))?;
            for row in rows {
                pool.push(pool_entry(row).map_err(|error| self.located(error))?);
            }
        }
        pool.sort_by_key(|entry| entry.id);
        pool.dedup_by_key(|entry| entry.id);
        Ok(pool)
    }
}

fn pool_entry((id, version, state, depth, blueprint): (String, i64, String, i64, i64)) -> Result<PoolEntry> {
    Ok(PoolEntry {
        id: sample_id(&id)?,
        version: number(version)?,
        state: from_word(&state)?,
        depth: number(depth)?,
        blueprint: blueprint != 0,
    })
}
