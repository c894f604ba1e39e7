//! Saving samples and edits, and keeping their place in the queue.

use sqlx::SqliteConnection;

use super::Store;
use super::codec::{checksum, from_word, now, one_line, origin_word, sample_id, search_text, title, to_json};
use super::decisions::last_standing;
use super::error::{Result, StoreError};
use super::samples::{Row, existing_row, row_of};
use super::writer::Durability;
use crate::check::VerdictKind;
use crate::check::duplicates::Profile;
use crate::review::{Place, ReviewState, WorstVerdict, state_of};
use crate::sample::{ContentHash, Operator, Sample, SampleId};

/// What became of one sample that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inserted {
    /// It was saved.
    Saved(SampleId),
    /// A sample of that identity is here already, and nothing was saved.
    SameId {
        /// Its identity.
        id: SampleId,
        /// Whether its current content is the one that was handed in.
        equal: bool,
    },
    /// A sample with exactly that content is here already, and nothing was saved.
    SameContent {
        /// The identity that was handed in.
        id: SampleId,
        /// The sample that has the content.
        of: SampleId,
    },
}

/// What became of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The version that was made.
    pub version: u32,
    /// Where the sample stands now: pending, unless the last decision was about exactly this content.
    pub state: ReviewState,
    /// Another sample that holds exactly this content, if any.
    pub same_content_as: Option<SampleId>,
}

impl Store {
    /// Saves new samples, all in one transaction, and says for each what became of it: duplicates are left out,
    /// among themselves too. Thousands at a time hold up everybody else who writes; some hundreds are a good page.
    ///
    /// # Errors
    /// Failures of the database; then none is saved.
    pub async fn insert_samples(&self, samples: Vec<Sample>) -> Result<Vec<Inserted>> {
        self.write(Durability::Process, move |connection| {
            Box::pin(async move {
                let mut outcomes = Vec::with_capacity(samples.len());
                for sample in &samples {
                    outcomes.push(insert_unless_known(connection, sample).await?);
                }
                Ok(outcomes)
            })
        })
        .await
    }

    /// Saves an edit: the same sample with the next version number ([`Sample::with_part`] makes one). Verdicts on the
    /// old version do not count for the new one.
    ///
    /// # Errors
    /// [`StoreErrorKind::Missing`](super::StoreErrorKind::Missing) for an unknown sample,
    /// [`StoreErrorKind::Conflict`](super::StoreErrorKind::Conflict) when it is not the next version, which means
    /// that somebody edited it meanwhile; failures of the database.
    pub async fn save_version(&self, sample: Sample) -> Result<Saved> {
        let id = sample.id;
        let saved = self
            .write(Durability::Power, move |connection| {
                Box::pin(async move { save_edit(connection, &sample).await })
            })
            .await;
        self.inner.neighbourhood.changed(id);
        saved
    }
}

async fn insert_unless_known(connection: &mut SqliteConnection, sample: &Sample) -> Result<Inserted> {
    let content = sample.content_hash();
    if let Some(row) = row_of(connection, sample.id).await? {
        return Ok(Inserted::SameId {
            id: sample.id,
            equal: row.content == content,
        });
    }
    if let Some(of) = same_content(connection, content, sample.id).await? {
        return Ok(Inserted::SameContent { id: sample.id, of });
    }
    insert(connection, sample, content).await?;
    Ok(Inserted::Saved(sample.id))
}

/// Saves a sample of an identity that is not here yet.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    sample: &Sample,
    content: ContentHash,
) -> Result<i64> {
    let (state, suspicion) = (ReviewState::Pending, WorstVerdict::Unchecked);
    // Only this task inserts, so the next number is known before the row is there.
    let (seq,): (i64,) = sqlx::query_as("SELECT coalesce(max(seq), 0) + 1 FROM samples")
        .fetch_one(&mut *connection)
        .await?;
    let place = Place::of(state, suspicion, None, seq, None);
    sqlx::query(
        "INSERT INTO samples (seq, id, version, content, title, origin, operator, depth, library, blueprint, \
         state, suspicion, reason, lane, turn) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', $13, $14)",
    )
    .bind(seq)
    .bind(sample.id.to_string())
    .bind(i64::from(sample.version))
    .bind(content.to_string())
    .bind(title(&sample.problem))
    .bind(origin_word(&sample.lineage.origin))
    .bind(sample.lineage.operator().map(Operator::name))
    .bind(i64::from(sample.lineage.depth))
    .bind(sample.library.name())
    .bind(i64::from(sample.blueprint.is_some()))
    .bind(state.word())
    .bind(suspicion.word())
    .bind(place.lane)
    .bind(place.turn)
    .execute(&mut *connection)
    .await?;
    resize(connection, place.lane, 1).await?;
    insert_version(connection, seq, sample, content).await?;
    insert_parents(connection, seq, sample).await?;
    sqlx::query("INSERT INTO search_texts (sample, text) VALUES ($1, $2)")
        .bind(seq)
        .bind(search_text(sample))
        .execute(connection)
        .await?;
    Ok(seq)
}

async fn save_edit(connection: &mut SqliteConnection, sample: &Sample) -> Result<Saved> {
    let Row { seq, version, .. } = existing_row(connection, sample.id).await?;
    if i64::from(sample.version) != version + 1 {
        return Err(StoreError::conflict(format!(
            "version {} of sample {} cannot be saved: the current version is {version}",
            sample.version, sample.id
        )));
    }
    let content = sample.content_hash();
    insert_version(connection, seq, sample, content).await?;
    sqlx::query("DELETE FROM parents WHERE sample = $1")
        .bind(seq)
        .execute(&mut *connection)
        .await?;
    insert_parents(connection, seq, sample).await?;
    sqlx::query("DELETE FROM current_verdicts WHERE sample = $1")
        .bind(seq)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "UPDATE samples SET version = $2, content = $3, title = $4, origin = $5, operator = $6, depth = $7, \
         library = $8, blueprint = $9, score = NULL WHERE seq = $1",
    )
    .bind(seq)
    .bind(i64::from(sample.version))
    .bind(content.to_string())
    .bind(title(&sample.problem))
    .bind(origin_word(&sample.lineage.origin))
    .bind(sample.lineage.operator().map(Operator::name))
    .bind(i64::from(sample.lineage.depth))
    .bind(sample.library.name())
    .bind(i64::from(sample.blueprint.is_some()))
    .execute(&mut *connection)
    .await?;
    sqlx::query("UPDATE search_texts SET text = $2 WHERE sample = $1")
        .bind(seq)
        .bind(search_text(sample))
        .execute(&mut *connection)
        .await?;
    let state = refresh(connection, seq).await?;
    let same_content_as = same_content(connection, content, sample.id).await?;
    Ok(Saved {
        version: sample.version,
        state,
        same_content_as,
    })
}

async fn same_content(
    connection: &mut SqliteConnection,
    content: ContentHash,
    but: SampleId,
) -> Result<Option<SampleId>> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT id FROM samples WHERE content = $1 AND id <> $2 ORDER BY seq LIMIT 1")
            .bind(content.to_string())
            .bind(but.to_string())
            .fetch_optional(connection)
            .await?;
    row.map(|(id,)| sample_id(&id)).transpose()
}

async fn insert_version(
    connection: &mut SqliteConnection,
    seq: i64,
    sample: &Sample,
    content: ContentHash,
) -> Result<()> {
    let record = to_json("the sample", sample)?;
    sqlx::query(
        "INSERT INTO versions (sample, version, content, record, checksum, at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(seq)
    .bind(i64::from(sample.version))
    .bind(content.to_string())
    .bind(&record)
    .bind(checksum(&record))
    .bind(now()?)
    .execute(&mut *connection)
    .await?;
    // Some microseconds of work, so that nobody has to come back for it.
    super::profiles::put(connection, content, &Profile::of(&sample.problem, None), false).await
}

async fn insert_parents(connection: &mut SqliteConnection, seq: i64, sample: &Sample) -> Result<()> {
    for (position, parent) in (0_i64..).zip(sample.lineage.parents()) {
        sqlx::query("INSERT INTO parents (sample, position, parent) VALUES ($1, $2, $3)")
            .bind(seq)
            .bind(position)
            .bind(parent.to_string())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// What follows from history for one sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) state: ReviewState,
    pub(super) suspicion: WorstVerdict,
    pub(super) reason: String,
    pub(super) place: Place,
}

/// Derives state, suspicion and place of a sample from its last standing decision and its current verdicts.
pub(super) async fn derive(
    connection: &mut SqliteConnection,
    seq: i64,
    content: ContentHash,
) -> Result<Standing> {
    let last = last_standing(connection, seq).await?;
    let state = state_of(content, last.as_ref().map(|(_, decision)| decision));
    let verdicts: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT kind, checked, summary FROM current_verdicts WHERE sample = $1 ORDER BY checked",
    )
    .bind(seq)
    .fetch_all(&mut *connection)
    .await?;
    let mut suspicion = WorstVerdict::Unchecked;
    let mut reason = String::new();
    let mut worst: Option<WorstVerdict> = None;
    for (kind, check, summary) in verdicts {
        let this = WorstVerdict::from(from_word::<VerdictKind>(&kind)?);
        if worst.is_none_or(|worst| this < worst) {
            worst = Some(this);
            suspicion = this;
            reason = if this == WorstVerdict::Pass {
                String::new()
            } else {
                one_line(&format!("{check}: {summary}"))
            };
        }
    }
    let (score,): (Option<i64>,) = sqlx::query_as("SELECT score FROM samples WHERE seq = $1")
        .bind(seq)
        .fetch_one(connection)
        .await?;
    let place = Place::of(state, suspicion, score, seq, last.map(|(id, _)| id));
    Ok(Standing {
        state,
        suspicion,
        reason,
        place,
    })
}

/// Brings a sample's row and the lane counts up to date with history; every change of history ends here.
pub(super) async fn refresh(connection: &mut SqliteConnection, seq: i64) -> Result<ReviewState> {
    let (content, old_lane): (String, i64) =
        sqlx::query_as("SELECT content, lane FROM samples WHERE seq = $1")
            .bind(seq)
            .fetch_one(&mut *connection)
            .await?;
    let Standing {
        state,
        suspicion,
        reason,
        place,
    } = derive(connection, seq, super::codec::hash(&content)?).await?;
    sqlx::query(
        "UPDATE samples SET state = $2, suspicion = $3, reason = $4, lane = $5, turn = $6 WHERE seq = $1",
    )
    .bind(seq)
    .bind(state.word())
    .bind(suspicion.word())
    .bind(reason)
    .bind(place.lane)
    .bind(place.turn)
    .execute(&mut *connection)
    .await?;
    if place.lane != old_lane {
        resize(connection, old_lane, -1).await?;
        resize(connection, place.lane, 1).await?;
    }
    Ok(state)
}

pub(super) async fn resize(connection: &mut SqliteConnection, lane: i64, by: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO lanes (lane, size) VALUES ($1, $2) \
         ON CONFLICT (lane) DO UPDATE SET size = lanes.size + excluded.size",
    )
    .bind(lane)
    .bind(by)
    .execute(connection)
    .await?;
    Ok(())
}
