//! What samples are compared by.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::Store;
use super::codec::{from_json, hash, limit, sample_id};
use super::error::{Result, StoreError};
use super::samples::{SampleCursor, row_of};
use super::writer::Durability;
use crate::check::duplicates::{Profile, Signature};
use crate::model::{Fingerprint, Model};
use crate::program::Run;
use crate::sample::{ContentHash, Sample, SampleId};

/// A sample with its profile.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileEntry {
    /// The sample.
    pub id: SampleId,
    /// Its place in the order of arrival.
    pub cursor: SampleCursor,
    /// Its parents, in order.
    pub parents: Vec<SampleId>,
    /// Hash of its current content.
    pub content: ContentHash,
    /// Its profile.
    pub profile: Profile,
    /// Whether the profile was computed now and is not kept yet.
    pub fresh: bool,
    /// Whether a run of its program is known, so that the lack of a model means that there is none.
    pub has_run: bool,
}

/// A row of `profiles`.
type Columns = (i64, Vec<u8>, Option<i64>, Option<i64>, Option<i64>, Option<i64>);

/// A sample with the row of its profile, if there is one.
type Joined = (
    i64,
    String,
    String,
    i64,
    Option<i64>,
    Option<Vec<u8>>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

impl Store {
    /// A page of samples with their profiles in order of arrival, with the cursor for the next page; `None` when this was
    /// the last. What is not kept, or was kept by another scheme, is computed.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn profiles(
        &self,
        after: Option<SampleCursor>,
        page: usize,
    ) -> Result<(Vec<ProfileEntry>, Option<SampleCursor>)> {
        let mut connection = self.reader().await?;
        page_of(&mut connection, after.unwrap_or_default(), page)
            .await
            .map_err(|error| self.located(error))
    }

    /// One sample with its profile; `None` when there is no such sample.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn profile(&self, id: SampleId) -> Result<Option<ProfileEntry>> {
        let mut connection = self.reader().await?;
        let entry = async {
            let Some(row) = row_of(&mut connection, id).await? else {
                return Ok(None);
            };
            let before = SampleCursor::behind(row.seq - 1);
            let (entries, _) = page_of(&mut connection, before, 1).await?;
            Ok(entries.into_iter().next())
        };
        entry.await.map_err(|error: StoreError| self.located(error))
    }

    /// Keeps profiles of contents, so that they need not be computed again.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn put_profiles(&self, entries: Vec<ProfileEntry>) -> Result<()> {
        self.write(Durability::Process, move |connection| {
            Box::pin(async move {
                for entry in &entries {
                    put(connection, entry.content, &entry.profile, entry.has_run).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// A sample as it is now, and the model of its last run.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn likeness(&self, id: SampleId) -> Result<Option<(Sample, Option<Model>)>> {
        let Some(sample) = self.sample(id).await? else {
            return Ok(None);
        };
        let run = self.findings(id, sample.version).await?.run;
        Ok(Some((sample, run.and_then(|run| run.model))))
    }
}

async fn page_of(
    connection: &mut SqliteConnection,
    after: SampleCursor,
    page: usize,
) -> Result<(Vec<ProfileEntry>, Option<SampleCursor>)> {
    let rows: Vec<Joined> = sqlx::query_as(
        "SELECT s.seq, s.id, s.content, s.version, p.text_scheme, p.text, p.model_scheme, p.exact, p.shape, p.weight \
         FROM samples s LEFT JOIN profiles p ON p.content = s.content WHERE s.seq > $1 ORDER BY s.seq LIMIT $2",
    )
    .bind(after.number())
    .bind(limit(page))
    .fetch_all(&mut *connection)
    .await?;
    let next = match (rows.len() < page, rows.last()) {
        (false, Some((seq, ..))) => Some(SampleCursor::behind(*seq)),
        _ => None,
    };
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok((Vec::new(), None));
    };
    let mut parents = parents_of(connection, first.0, last.0).await?;
    let mut entries = Vec::with_capacity(rows.len());
    for (seq, id, content, version, scheme, text, model_scheme, exact, shape, weight) in rows {
        let kept = match (scheme, text) {
            (Some(scheme), Some(text)) => read((scheme, text, model_scheme, exact, shape, weight)),
            _ => None,
        };
        let (profile, has_run, fresh) = match kept {
            Some((profile, true)) => (profile, true, false),
            kept => {
                let kept = kept.map(|(profile, _)| profile);
                computed(connection, seq, version, kept.as_ref()).await?
            }
        };
        entries.push(ProfileEntry {
            id: sample_id(&id)?,
            cursor: SampleCursor::behind(seq),
            parents: parents.remove(&seq).unwrap_or_default(),
            content: hash(&content)?,
            profile,
            fresh,
            has_run,
        });
    }
    Ok((entries, next))
}

/// The profile of a version from its text and its last run; the text's part may be known.
async fn computed(
    connection: &mut SqliteConnection,
    seq: i64,
    version: i64,
    kept: Option<&Profile>,
) -> Result<(Profile, bool, bool)> {
    let run: Option<(String,)> =
        sqlx::query_as("SELECT run FROM runs WHERE sample = $1 AND version = $2 ORDER BY id DESC LIMIT 1")
            .bind(seq)
            .bind(version)
            .fetch_optional(&mut *connection)
            .await?;
    if let (Some(profile), None) = (kept, &run) {
        return Ok((*profile, false, false));
    }
    let run: Option<Run> = run.map(|(run,)| from_json("run", &run)).transpose()?;
    let model = run.as_ref().and_then(|run| run.model.as_ref());
    let text = if let Some(profile) = kept {
        profile.text
    } else {
        let (record,): (String,) =
            sqlx::query_as("SELECT record FROM versions WHERE sample = $1 AND version = $2")
                .bind(seq)
                .bind(version)
                .fetch_one(connection)
                .await?;
        Signature::of(&from_json::<Sample>("sample", &record)?.problem)
    };
    let profile = Profile {
        text,
        ..Profile::of("", model)
    };
    Ok((profile, run.is_some(), true))
}

async fn parents_of(
    connection: &mut SqliteConnection,
    first: i64,
    last: i64,
) -> Result<HashMap<i64, Vec<SampleId>>> {
    let rows: Vec<(i64, String)> = sqlx::query_as(
        "SELECT sample, parent FROM parents WHERE sample BETWEEN $1 AND $2 ORDER BY sample, position",
    )
    .bind(first)
    .bind(last)
    .fetch_all(connection)
    .await?;
    let mut parents: HashMap<i64, Vec<SampleId>> = HashMap::new();
    for (seq, parent) in rows {
        parents.entry(seq).or_default().push(sample_id(&parent)?);
    }
    Ok(parents)
}

/// A kept profile, and whether its model's part is known; `None` when the text's part is of another scheme.
pub(super) fn read((scheme, text, model_scheme, exact, shape, weight): Columns) -> Option<(Profile, bool)> {
    if scheme != i64::from(Signature::SCHEME) {
        return None;
    }
    let text = if text.is_empty() {
        None
    } else {
        Some(Signature::from_bytes(&text)?)
    };
    let known = model_scheme == Some(i64::from(Fingerprint::SCHEME));
    let model = match (known, exact, shape, weight) {
        (true, Some(exact), Some(shape), Some(weight)) => Some(Fingerprint {
            exact: exact.cast_unsigned(),
            shape: shape.cast_unsigned(),
            weight: u32::try_from(weight).unwrap_or(0),
        }),
        _ => None,
    };
    Some((Profile { text, model }, known))
}

/// Keeps the profile of a content. A profile without a run takes nothing away from one with it.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    content: ContentHash,
    profile: &Profile,
    has_run: bool,
) -> Result<()> {
    let model = profile.model.as_ref();
    let text = profile.text.as_ref().map(Signature::to_bytes);
    sqlx::query(
        "INSERT INTO profiles (content, text_scheme, text, model_scheme, exact, shape, weight) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (content) DO UPDATE SET \
         text_scheme = excluded.text_scheme, text = excluded.text, \
         exact = CASE WHEN excluded.model_scheme IS NULL THEN profiles.exact ELSE excluded.exact END, \
         shape = CASE WHEN excluded.model_scheme IS NULL THEN profiles.shape ELSE excluded.shape END, \
         weight = CASE WHEN excluded.model_scheme IS NULL THEN profiles.weight ELSE excluded.weight END, \
         model_scheme = coalesce(excluded.model_scheme, profiles.model_scheme)",
    )
    .bind(content.to_string())
    .bind(i64::from(Signature::SCHEME))
    .bind(text.unwrap_or_default())
    .bind(has_run.then_some(i64::from(Fingerprint::SCHEME)))
    .bind(model.map(|model| model.exact.cast_signed()))
    .bind(model.map(|model| model.shape.cast_signed()))
    .bind(model.map(|model| i64::from(model.weight)))
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps what a run says of the model of a version.
pub(super) async fn put_run(
    connection: &mut SqliteConnection,
    seq: i64,
    version: u32,
    run: &Run,
) -> Result<()> {
    let fingerprint = Profile::of("", run.model.as_ref()).model;
    let kept = sqlx::query(
        "UPDATE profiles SET model_scheme = $3, exact = $4, shape = $5, weight = $6 WHERE content = \
         (SELECT content FROM versions WHERE sample = $1 AND version = $2)",
    )
    .bind(seq)
    .bind(i64::from(version))
    .bind(i64::from(Fingerprint::SCHEME))
    .bind(fingerprint.map(|model| model.exact.cast_signed()))
    .bind(fingerprint.map(|model| model.shape.cast_signed()))
    .bind(fingerprint.map(|model| i64::from(model.weight)))
    .execute(connection)
    .await;
    kept.map(drop).map_err(StoreError::from)
}
