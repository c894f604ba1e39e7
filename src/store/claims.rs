//! Claims: who is looking at a sample, until when.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use time::OffsetDateTime;

use super::Store;
use super::codec::{moment, nanos};
use super::error::Result;
use super::samples::existing_row;
use super::writer::Durability;
use crate::sample::SampleId;

/// A claim in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who holds it.
    pub reviewer: String,
    /// Until when, in UTC, unless it is released or renewed before.
    #[serde(with = "time::serde::rfc3339")]
    pub until: OffsetDateTime,
}

impl Store {
    /// Claims a sample for `reviewer` until `until`, or renews the claim, and gives the claim that is in force
    /// afterwards: another reviewer's, when theirs has not expired by `now`.
    ///
    /// # Errors
    /// [`StoreErrorKind::Missing`](super::StoreErrorKind::Missing) for an unknown sample; failures of the database.
    pub async fn claim(
        &self,
        id: SampleId,
        reviewer: &str,
        now: OffsetDateTime,
        until: OffsetDateTime,
    ) -> Result<Claim> {
        let reviewer = reviewer.to_owned();
        self.write(Durability::Process, move |connection| {
            Box::pin(async move { claim(connection, id, &reviewer, now, until).await })
        })
        .await
    }

    /// Lets go of a sample. Releasing what one does not hold changes nothing.
    ///
    /// # Errors
    /// [`StoreErrorKind::Missing`](super::StoreErrorKind::Missing) for an unknown sample; failures of the database.
    pub async fn release(&self, id: SampleId, reviewer: &str) -> Result<()> {
        let reviewer = reviewer.to_owned();
        self.write(Durability::Process, move |connection| {
            Box::pin(async move {
                let row = existing_row(connection, id).await?;
                sqlx::query("DELETE FROM claims WHERE sample = $1 AND reviewer = $2")
                    .bind(row.seq)
                    .bind(reviewer)
                    .execute(connection)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// The claim on a sample that is in force at `now`.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn claim_on(&self, id: SampleId, now: OffsetDateTime) -> Result<Option<Claim>> {
        let row: Option<(String, i64)> = sqlx::query_as(
            "SELECT c.reviewer, c.until FROM claims c JOIN samples s ON s.seq = c.sample \
             WHERE s.id = $1 AND c.until > $2",
        )
        .bind(id.to_string())
        .bind(nanos(now)?)
        .fetch_optional(&mut *self.reader().await?)
        .await
        .map_err(|error| self.located(error))?;
        row.map(|(reviewer, until)| {
            Ok(Claim {
                reviewer,
                until: moment(until)?,
            })
        })
        .transpose()
    }
}

/// One statement decides, so that it stays right when several processes write to one database server.
async fn claim(
    connection: &mut SqliteConnection,
    id: SampleId,
    reviewer: &str,
    now: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Claim> {
    let row = existing_row(connection, id).await?;
    sqlx::query(
        "INSERT INTO claims (sample, reviewer, until) VALUES ($1, $2, $3) \
         ON CONFLICT (sample) DO UPDATE SET reviewer = excluded.reviewer, until = excluded.until \
         WHERE claims.reviewer = excluded.reviewer OR claims.until <= $4",
    )
    .bind(row.seq)
    .bind(reviewer)
    .bind(nanos(until)?)
    .bind(nanos(now)?)
    .execute(&mut *connection)
    .await?;
    let (reviewer, until): (String, i64) =
        sqlx::query_as("SELECT reviewer, until FROM claims WHERE sample = $1")
            .bind(row.seq)
            .fetch_one(connection)
            .await?;
    Ok(Claim {
        reviewer,
        until: moment(until)?,
    })
}
