//! Sets that samples are compared with and that are never part of the dataset.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use time::OffsetDateTime;

use super::Store;
use super::codec::{count, from_json, limit, moment, nanos, to_json};
use super::error::{Result, StoreError};
use super::profiles;
use super::writer::Durability;
use crate::check::Source;
use crate::check::duplicates::{Profile, Signature};
use crate::model::{Fingerprint, Model};
use crate::sample::ContentHash;

/// A reference set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceSet {
    /// What the user calls it.
    pub name: String,
    /// The file that it came from.
    pub file: String,
    /// How many rows it has.
    pub rows: u64,
    /// When it was imported, in UTC.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// A row of a reference set, to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceRow {
    /// Row of its file, from 1.
    pub row: u64,
    /// Hash of its content.
    pub content: ContentHash,
    /// Its problem.
    pub problem: String,
    /// Its model, where a program made one.
    pub model: Option<Model>,
}

/// A place in the rows of all reference sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReferenceCursor(i64, i64);

impl Store {
    /// Begins a reference set, or empties the one of that name, to be filled with [`Store::add_references`].
    ///
    /// # Errors
    /// [`StoreErrorKind::Invalid`](super::StoreErrorKind::Invalid) for a name without a letter; failures of the database.
    pub async fn begin_reference_set(&self, name: &str, file: &str) -> Result<()> {
        let (name, file) = (name.trim().to_owned(), file.to_owned());
        if !name.chars().any(char::is_alphanumeric) {
            return Err(StoreError::invalid(
                "a reference set needs a name with a letter or digit",
            ));
        }
        self.write(Durability::Power, move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "DELETE FROM reference_rows WHERE reference IN (SELECT id FROM reference_sets WHERE name = $1)",
                )
                .bind(&name)
                .execute(&mut *connection)
                .await?;
                sqlx::query(
                    "INSERT INTO reference_sets (name, file, at) VALUES ($1, $2, $3) \
                     ON CONFLICT (name) DO UPDATE SET file = excluded.file, at = excluded.at",
                )
                .bind(&name)
                .bind(file)
                .bind(nanos(OffsetDateTime::now_utc())?)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// Adds rows to a reference set. A row that is there already is replaced.
    ///
    /// # Errors
    /// [`StoreErrorKind::Missing`](super::StoreErrorKind::Missing) when there is no such set; failures of the database.
    pub async fn add_references(&self, name: &str, rows: Vec<ReferenceRow>) -> Result<()> {
        let name = name.trim().to_owned();
        self.write(Durability::Process, move |connection| {
            Box::pin(async move { add(connection, &name, &rows).await })
        })
        .await
    }

    /// All reference sets by name.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn reference_sets(&self) -> Result<Vec<ReferenceSet>> {
        let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "SELECT s.name, s.file, s.at, (SELECT count(*) FROM reference_rows r WHERE r.reference = s.id) \
             FROM reference_sets s ORDER BY s.name",
        )
        .fetch_all(&mut *self.reader().await?)
        .await
        .map_err(|error| self.located(error))?;
        rows.into_iter()
            .map(|(name, file, at, rows)| {
                Ok(ReferenceSet {
                    name,
                    file,
                    rows: count(rows),
                    at: moment(at)?,
                })
            })
            .collect::<Result<_>>()
            .map_err(|error| self.located(error))
    }

    /// A page of the profiles of all reference rows, with the cursor for the next page; `None` when this was the last.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn reference_profiles(
        &self,
        after: Option<ReferenceCursor>,
        page: usize,
    ) -> Result<(Vec<(Source, Profile)>, Option<ReferenceCursor>)> {
        let mut connection = self.reader().await?;
        page_of(&mut connection, after.unwrap_or_default(), page)
            .await
            .map_err(|error| self.located(error))
    }

    /// The problem and model of a row of a reference set.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn reference(&self, set: &str, row: u64) -> Result<Option<(String, Option<Model>)>> {
        let Ok(position) = i64::try_from(row) else {
            return Ok(None);
        };
        let found: Option<(String, Option<String>)> = sqlx::query_as(
            "SELECT r.problem, r.model FROM reference_rows r JOIN reference_sets s ON s.id = r.reference \
             WHERE s.name = $1 AND r.position = $2",
        )
        .bind(set)
        .bind(position)
        .fetch_optional(&mut *self.reader().await?)
        .await
        .map_err(|error| self.located(error))?;
        found
            .map(|(problem, model)| Ok((problem, model_of(model.as_deref())?)))
            .transpose()
            .map_err(|error: StoreError| self.located(error))
    }
}

fn model_of(json: Option<&str>) -> Result<Option<Model>> {
    json.map(|json| from_json("model", json)).transpose()
}

async fn add(connection: &mut SqliteConnection, name: &str, rows: &[ReferenceRow]) -> Result<()> {
    let set: Option<(i64,)> = sqlx::query_as("SELECT id FROM reference_sets WHERE name = $1")
        .bind(name)
        .fetch_optional(&mut *connection)
        .await?;
    let (set,) = set.ok_or_else(|| StoreError::missing(format!("reference set {name}")))?;
    for row in rows {
        let position = i64::try_from(row.row)
            .map_err(|_| StoreError::invalid(format!("the row number {} is too large", row.row)))?;
        let model = row
            .model
            .as_ref()
            .map(|model| to_json("a model", model))
            .transpose()?;
        sqlx::query(
            "INSERT INTO reference_rows (reference, position, content, problem, model) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (reference, position) DO UPDATE SET content = excluded.content, \
             problem = excluded.problem, model = excluded.model",
        )
        .bind(set)
        .bind(position)
        .bind(row.content.to_string())
        .bind(&row.problem)
        .bind(model)
        .execute(&mut *connection)
        .await?;
        let profile = Profile::of(&row.problem, row.model.as_ref());
        profiles::put(connection, row.content, &profile, row.model.is_some()).await?;
    }
    Ok(())
}

type ProfileRow = (
    i64,
    String,
    i64,
    String,
    Option<String>,
    Option<i64>,
    Option<Vec<u8>>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

async fn page_of(
    connection: &mut SqliteConnection,
    ReferenceCursor(set, position): ReferenceCursor,
    page: usize,
) -> Result<(Vec<(Source, Profile)>, Option<ReferenceCursor>)> {
    let rows: Vec<ProfileRow> = sqlx::query_as(
        "SELECT r.reference, s.name, r.position, r.problem, \
         CASE WHEN p.model_scheme = $4 AND p.text_scheme = $5 THEN NULL ELSE r.model END, \
         p.text_scheme, p.text, p.model_scheme, p.exact, p.shape, p.weight \
         FROM reference_rows r JOIN reference_sets s ON s.id = r.reference \
         LEFT JOIN profiles p ON p.content = r.content \
         WHERE (r.reference, r.position) > ($1, $2) ORDER BY r.reference, r.position LIMIT $3",
    )
    .bind(set)
    .bind(position)
    .bind(limit(page))
    .bind(i64::from(Fingerprint::SCHEME))
    .bind(i64::from(Signature::SCHEME))
    .fetch_all(connection)
    .await?;
    let next = match (rows.len() < page, rows.last()) {
        (false, Some((set, _, position, ..))) => Some(ReferenceCursor(*set, *position)),
        _ => None,
    };
    let mut profiles = Vec::with_capacity(rows.len());
    for (_, set, position, problem, model, scheme, text, model_scheme, exact, shape, weight) in rows {
        let kept = scheme
            .zip(text)
            .and_then(|(scheme, text)| profiles::read((scheme, text, model_scheme, exact, shape, weight)));
        let profile = match kept {
            Some((profile, _)) if model.is_none() => profile,
            kept => Profile {
                text: kept.map_or_else(|| Signature::of(&problem), |(profile, _)| profile.text),
                ..Profile::of("", model_of(model.as_deref())?.as_ref())
            },
        };
        let row = count(position);
        profiles.push((Source::Reference { set, row }, profile));
    }
    Ok((profiles, next))
}
