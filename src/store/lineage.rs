//! Parents, children and the whole family of a sample.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::Store;
use super::codec::{from_word, limit, number, sample_id};
use super::error::Result;
use crate::review::ReviewState;
use crate::sample::{Operator, Sample, SampleId};

/// How far a family is followed; foreign files may hold circles, so there is an end.
const GENERATIONS: i64 = 64;

/// A sample in a family tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyMember {
    /// The sample.
    pub id: SampleId,
    /// Steps from the sample that was asked about; negative for ancestors, 0 for itself.
    pub distance: i64,
    /// First line of the problem, cleaned and shortened; `None` when the sample is not in this workspace.
    pub title: Option<String>,
    /// How it was derived.
    pub operator: Option<Operator>,
    /// Where it stands; `None` when it is not in this workspace.
    pub state: Option<ReviewState>,
    /// Its parents, in order.
    pub parents: Vec<SampleId>,
}

/// Ancestors, the sample itself, and descendants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// From the farthest ancestor to the farthest descendant; within a generation in order of arrival.
    pub members: Vec<FamilyMember>,
    /// Whether there are more ancestors or descendants than were asked for.
    pub cut: bool,
}

const ANCESTORS: &str = "WITH RECURSIVE line (id, distance) AS (\
     SELECT CAST($1 AS TEXT), 0 \
     UNION SELECT p.parent, line.distance + 1 FROM line JOIN samples s ON s.id = line.id \
     JOIN parents p ON p.sample = s.seq WHERE line.distance < $2) \
     SELECT id, min(distance) AS near FROM line WHERE distance > 0 GROUP BY id ORDER BY near, id LIMIT $3";

const DESCENDANTS: &str = "WITH RECURSIVE line (id, distance) AS (\
     SELECT CAST($1 AS TEXT), 0 \
     UNION SELECT s.id, line.distance + 1 FROM line JOIN parents p ON p.parent = line.id \
     JOIN samples s ON s.seq = p.sample WHERE line.distance < $2) \
     SELECT id, min(distance) AS near FROM line WHERE distance > 0 GROUP BY id ORDER BY near, id LIMIT $3";

impl Store {
    /// The parents of a sample that are in this workspace, in order, as they are now.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn parents(&self, id: SampleId) -> Result<Vec<Sample>> {
        let Some(sample) = self.sample(id).await? else {
            return Ok(Vec::new());
        };
        let mut parents = Vec::new();
        for parent in sample.lineage.parents() {
            parents.extend(self.sample(*parent).await?);
        }
        Ok(parents)
    }

    /// The samples that were derived from a sample, in order of arrival, at most `most`.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn children(&self, id: SampleId, most: usize) -> Result<Vec<SampleId>> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT DISTINCT s.id, s.seq FROM parents p JOIN samples s ON s.seq = p.sample WHERE p.parent = $1 \
             ORDER BY s.seq LIMIT $2",
        )
        .bind(id.to_string())
        .bind(limit(most))
        .fetch_all(&mut *self.reader().await?)
        .await
        .map(|rows: Vec<(String, i64)>| rows.into_iter().map(|(id, _)| (id,)).collect())
        .map_err(|error| self.located(error))?;
        rows.iter()
            .map(|(id,)| sample_id(id))
            .collect::<Result<_>>()
            .map_err(|error| self.located(error))
    }

    /// The ancestors and descendants of a sample, the nearest first to be taken in, at most `most` of each.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn family(&self, id: SampleId, most: usize) -> Result<Family> {
        let mut connection = self.reader().await?;
        family(&mut connection, id, most)
            .await
            .map_err(|error| self.located(error))
    }
}

async fn family(connection: &mut SqliteConnection, id: SampleId, most: usize) -> Result<Family> {
    let mut line = vec![(id.to_string(), 0)];
    let mut cut = false;
    for (statement, sign) in [(ANCESTORS, -1), (DESCENDANTS, 1)] {
        let relatives: Vec<(String, i64)> = sqlx::query_as(statement)
            .bind(id.to_string())
            .bind(GENERATIONS)
            .bind(limit(most).saturating_add(1))
            .fetch_all(&mut *connection)
            .await?;
        cut |= relatives.len() > most;
        line.extend(
            relatives
                .into_iter()
                .take(most)
                .map(|(relative, near)| (relative, sign * near)),
        );
    }
    line.sort_by_key(|(_, distance)| *distance);
    let mut members: Vec<FamilyMember> = Vec::with_capacity(line.len());
    for (relative, distance) in line {
        // In a circle a sample is both ancestor and descendant; it is listed once.
        let relative = sample_id(&relative)?;
        if members.iter().all(|member| member.id != relative) {
            members.push(member(connection, relative, distance).await?);
        }
    }
    Ok(Family { members, cut })
}

async fn member(connection: &mut SqliteConnection, id: SampleId, distance: i64) -> Result<FamilyMember> {
    let row: Option<(i64, String, Option<String>, String, i64)> =
        sqlx::query_as("SELECT seq, title, operator, state, depth FROM samples WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&mut *connection)
            .await?;
    let Some((seq, title, operator, state, depth)) = row else {
        return Ok(FamilyMember {
            id,
            distance,
            title: None,
            operator: None,
            state: None,
            parents: Vec::new(),
        });
    };
    number(depth)?;
    let parents: Vec<(String,)> =
        sqlx::query_as("SELECT parent FROM parents WHERE sample = $1 ORDER BY position")
            .bind(seq)
            .fetch_all(connection)
            .await?;
    Ok(FamilyMember {
        id,
        distance,
        title: Some(title),
        operator: operator.as_deref().map(from_word).transpose()?,
        state: Some(from_word(&state)?),
        parents: parents
            .iter()
            .map(|(parent,)| sample_id(parent))
            .collect::<Result<_>>()?,
    })
}
