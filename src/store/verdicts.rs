//! Verdicts and runs: what was found out about a version.

use std::sync::Arc;

use sqlx::SqliteConnection;

use super::Store;
use super::codec::{from_json, now, number, one_line, sample_id, to_json};
use super::error::{Result, StoreError};
use super::insert::refresh;
use super::samples::existing_row;
use super::writer::Durability;
use crate::check::suspicion::{Features, Weights};
use crate::check::{CheckId, Verdict};
use crate::program::Run;
use crate::sample::{Sample, SampleId};

/// The workspace's value that holds its own weights.
const WEIGHTS: &str = "suspicion_weights";

/// What is known of one version. A verdict is stale when its `judged` is no longer the hash of the check's inputs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// The last verdict of each check, in the order of [`CheckId::ALL`].
    pub verdicts: Vec<Verdict>,
    /// The last run of its program.
    pub run: Option<Run>,
}

impl Store {
    /// Adds verdicts on a version and the run that they were made from. Older ones stay in the history; the last of
    /// each check counts. Verdicts on a version that is no longer current are kept and move nothing in the queue.
    ///
    /// # Errors
    /// [`StoreErrorKind::Missing`](super::StoreErrorKind::Missing) for an unknown version; failures of the database.
    pub async fn put_verdicts(
        &self,
        id: SampleId,
        version: u32,
        verdicts: Vec<Verdict>,
        run: Option<Run>,
    ) -> Result<()> {
        let saved = self
            .write(Durability::Process, move |connection| {
                Box::pin(async move { put(connection, id, version, &verdicts, run.as_ref()).await })
            })
            .await;
        self.inner.neighbourhood.changed(id);
        saved
    }

    /// The weights by which the workspace's samples are ordered: its own, or those that ship.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn weights(&self) -> Result<Weights> {
        weights(&mut *self.reader().await?)
            .await
            .map_err(|error| self.located(error))
    }

    /// Gives the workspace weights of its own, and every checked sample its place by them; how many there are.
    ///
    /// # Errors
    /// Weights that cannot be written; failures of the database.
    pub async fn set_weights(&self, weights: Weights) -> Result<u64> {
        let text = weights
            .to_toml()
            .map_err(|fault| StoreError::invalid(fault.to_string()))?;
        self.set_value(WEIGHTS, Some(text)).await?;
        let weights = Arc::new(weights);
        let (mut after, mut scored) = (0, 0);
        loop {
            let weights = Arc::clone(&weights);
            // A page at a time, so that whoever reviews meanwhile waits for no more than one.
            let page = self
                .write(Durability::Process, move |connection| {
                    Box::pin(async move { rescore_page(connection, after, &weights).await })
                })
                .await?;
            let Some((last, more)) = page else {
                return Ok(scored);
            };
            after = last;
            scored += more;
        }
    }

    /// The last verdicts and the last run of a version; empty when there are none.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn findings(&self, id: SampleId, version: u32) -> Result<Findings> {
        let mut connection = self.reader().await?;
        load(&mut connection, id, version)
            .await
            .map_err(|error| self.located(error))
    }
}

/// Scores the samples of a page anew; the last one's number and how many there were, `None` behind the last page.
async fn rescore_page(
    connection: &mut SqliteConnection,
    after: i64,
    weights: &Weights,
) -> Result<Option<(i64, u64)>> {
    let rows: Vec<(i64, String, i64)> = sqlx::query_as(
        "SELECT seq, id, version FROM samples WHERE seq > $1 AND suspicion <> 'unchecked' ORDER BY seq LIMIT 200",
    )
    .bind(after)
    .fetch_all(&mut *connection)
    .await?;
    let Some((last, _, _)) = rows.last() else {
        return Ok(None);
    };
    let page = (*last, rows.len() as u64);
    for (seq, id, version) in &rows {
        rescore(connection, *seq, sample_id(id)?, number(*version)?, weights).await?;
        refresh(connection, *seq).await?;
    }
    Ok(Some(page))
}

pub(super) async fn put(
    connection: &mut SqliteConnection,
    id: SampleId,
    version: u32,
    verdicts: &[Verdict],
    run: Option<&Run>,
) -> Result<()> {
    let row = existing_row(connection, id).await?;
    let (known,): (i64,) = sqlx::query_as("SELECT count(*) FROM versions WHERE sample = $1 AND version = $2")
        .bind(row.seq)
        .bind(i64::from(version))
        .fetch_one(&mut *connection)
        .await?;
    if known == 0 {
        return Err(StoreError::missing(format!("version {version} of sample {id}")));
    }
    let at = now()?;
    let run = match run {
        Some(run) => {
            super::profiles::put_run(connection, row.seq, version, run).await?;
            Some(put_run(connection, row.seq, version, run, at).await?)
        }
        None => None,
    };
    for verdict in verdicts {
        sqlx::query(
            "INSERT INTO verdicts (sample, version, checked, kind, judged, verdict, run, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(row.seq)
        .bind(i64::from(version))
        .bind(verdict.check.name())
        .bind(verdict.kind.word())
        .bind(verdict.judged.to_string())
        .bind(to_json("a verdict", verdict)?)
        .bind(run)
        .bind(at)
        .execute(&mut *connection)
        .await?;
    }
    if row.version != i64::from(version) || verdicts.is_empty() {
        return Ok(());
    }
    for verdict in verdicts {
        sqlx::query(
            "INSERT INTO current_verdicts (sample, checked, kind, summary) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (sample, checked) DO UPDATE SET kind = excluded.kind, summary = excluded.summary",
        )
        .bind(row.seq)
        .bind(verdict.check.name())
        .bind(verdict.kind.word())
        .bind(one_line(&verdict.summary))
        .execute(&mut *connection)
        .await?;
    }
    let weights = weights(connection).await?;
    rescore(connection, row.seq, id, version, &weights).await?;
    refresh(connection, row.seq).await?;
    Ok(())
}

/// Notes how suspicious the verdicts make the current version.
async fn rescore(
    connection: &mut SqliteConnection,
    seq: i64,
    id: SampleId,
    version: u32,
    weights: &Weights,
) -> Result<()> {
    let (record,): (String,) =
        sqlx::query_as("SELECT record FROM versions WHERE sample = $1 AND version = $2")
            .bind(seq)
            .bind(i64::from(version))
            .fetch_one(&mut *connection)
            .await?;
    let sample: Sample = from_json("sample", &record)?;
    let Findings { verdicts, run } = load(connection, id, version).await?;
    let score = (!verdicts.is_empty()).then(|| {
        let suspicion = weights.judge(&Features::of(&sample, run.as_ref(), &verdicts));
        thousandths(suspicion.probability)
    });
    sqlx::query("UPDATE samples SET score = $2 WHERE seq = $1")
        .bind(seq)
        .bind(score)
        .execute(connection)
        .await?;
    Ok(())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a probability has at most 1000 thousandths"
)]
fn thousandths(probability: f64) -> i64 {
    (probability.clamp(0.0, 1.0) * 1000.0).round() as i64
}

/// The weights of the workspace; those that ship where it has none of its own, or none that can be read.
async fn weights(connection: &mut SqliteConnection) -> Result<Weights> {
    let row: Option<(String,)> = sqlx::query_as("SELECT value FROM meta WHERE name = $1")
        .bind(WEIGHTS)
        .fetch_optional(connection)
        .await?;
    let own = row.and_then(|(text,)| Weights::parse(&text).ok());
    Ok(own.unwrap_or_else(|| Weights::shipped().clone()))
}

async fn put_run(
    connection: &mut SqliteConnection,
    seq: i64,
    version: u32,
    run: &Run,
    at: i64,
) -> Result<i64> {
    let (id,): (i64,) =
        sqlx::query_as("INSERT INTO runs (sample, version, run, at) VALUES ($1, $2, $3, $4) RETURNING id")
            .bind(seq)
            .bind(i64::from(version))
            .bind(to_json("a run", run)?)
            .bind(at)
            .fetch_one(connection)
            .await?;
    Ok(id)
}

async fn load(connection: &mut SqliteConnection, id: SampleId, version: u32) -> Result<Findings> {
    let rows: Vec<(String,)> = sqlx::query_as(
        "SELECT v.verdict FROM samples s JOIN verdicts v ON v.sample = s.seq AND v.version = $2 \
         WHERE s.id = $1 AND v.id = (SELECT max(w.id) FROM verdicts w \
         WHERE w.sample = v.sample AND w.version = v.version AND w.checked = v.checked)",
    )
    .bind(id.to_string())
    .bind(i64::from(version))
    .fetch_all(&mut *connection)
    .await?;
    let mut verdicts: Vec<Verdict> = rows
        .iter()
        .map(|(verdict,)| from_json("verdict", verdict))
        .collect::<Result<_>>()?;
    verdicts.sort_by_key(|verdict| CheckId::ALL.iter().position(|check| *check == verdict.check));
    let run: Option<(String,)> = sqlx::query_as(
        "SELECT r.run FROM samples s JOIN runs r ON r.sample = s.seq AND r.version = $2 \
         WHERE s.id = $1 ORDER BY r.id DESC LIMIT 1",
    )
    .bind(id.to_string())
    .bind(i64::from(version))
    .fetch_optional(connection)
    .await?;
    let run = run.map(|(run,)| from_json("run", &run)).transpose()?;
    Ok(Findings { verdicts, run })
}
