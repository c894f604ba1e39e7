//! Small things that belong to the workspace: named values, and which files were imported.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::Store;
use super::codec::{count, moment, nanos};
use super::error::{Result, StoreError};
use super::writer::Durability;

/// An import that was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRecord {
    /// The file, as the user named it.
    pub file: String,
    /// Rows that it had.
    pub rows: u64,
    /// Rows that became samples.
    pub inserted: u64,
    /// Rows that did not: unreadable or here already.
    pub refused: u64,
    /// When, in UTC.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

impl Store {
    /// A named value of the workspace.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn value(&self, name: &str) -> Result<Option<String>> {
        let row: Option<(String,)> = sqlx::query_as("SELECT value FROM meta WHERE name = $1")
            .bind(name)
            .fetch_optional(&mut *self.reader().await?)
            .await
            .map_err(|error| self.located(error))?;
        Ok(row.map(|(value,)| value))
    }

    /// Sets a named value of the workspace; `None` removes it.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn set_value(&self, name: &str, value: Option<String>) -> Result<()> {
        let name = name.to_owned();
        self.write(Durability::Power, move |connection| {
            Box::pin(async move {
                let statement = match &value {
                    Some(_) => {
                        "INSERT INTO meta (name, value) VALUES ($1, $2) \
                         ON CONFLICT (name) DO UPDATE SET value = excluded.value"
                    }
                    None => "DELETE FROM meta WHERE name = $1 AND $2 IS NULL",
                };
                sqlx::query(statement)
                    .bind(name)
                    .bind(value)
                    .execute(connection)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// Notes that a file was imported.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn record_import(&self, import: ImportRecord) -> Result<()> {
        let stored = |number: u64| {
            i64::try_from(number)
                .map_err(|_| StoreError::invalid(format!("{number} rows are too many to note")))
        };
        let (rows, inserted, refused) = (
            stored(import.rows)?,
            stored(import.inserted)?,
            stored(import.refused)?,
        );
        self.write(Durability::Process, move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO imports (file, rows, inserted, refused, at) VALUES ($1, $2, $3, $4, $5)",
                )
                .bind(&import.file)
                .bind(rows)
                .bind(inserted)
                .bind(refused)
                .bind(nanos(import.at)?)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// All imports, the last first.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn imports(&self) -> Result<Vec<ImportRecord>> {
        let rows: Vec<(String, i64, i64, i64, i64)> =
            sqlx::query_as("SELECT file, rows, inserted, refused, at FROM imports ORDER BY id DESC")
                .fetch_all(&mut *self.reader().await?)
                .await
                .map_err(|error| self.located(error))?;
        rows.into_iter()
            .map(|(file, rows, inserted, refused, at)| {
                Ok(ImportRecord {
                    file,
                    rows: count(rows),
                    inserted: count(inserted),
                    refused: count(refused),
                    at: moment(at)?,
                })
            })
            .collect::<Result<_>>()
            .map_err(|error| self.located(error))
    }
}
