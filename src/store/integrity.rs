//! Is everything that was saved still there, and does what is derived follow from history?

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::{Connection as _, SqliteConnection};

use super::Store;
use super::codec::{checksum, count, from_json, from_word, hash, origin_word, search_text, title};
use super::error::Result;
use super::insert::{Standing, derive};
use crate::check::Verdict;
use crate::review::{DecisionId, History, Place};
use crate::sample::{ContentHash, Sample};

/// Complaints that are written out; a broken file may have one for every row.
const MOST: usize = 50;
/// Rows that are read at a time.
const PAGE: i64 = 500;

/// What [`Store::check_integrity`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IntegrityReport {
    /// Samples looked at.
    pub samples: u64,
    /// Versions whose hashes were computed again.
    pub versions: u64,
    /// Entries of the decision history that were gone through.
    pub decisions: u64,
    /// What is wrong, in sentences; at most 50 of them.
    pub problems: Vec<String>,
    /// How many more things are wrong.
    pub more: u64,
}

impl IntegrityReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.more == 0
    }

    fn complain(&mut self, problem: String) {
        if self.problems.len() < MOST {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    fn expect(&mut self, holds: bool, problem: impl FnOnce() -> String) {
        if !holds {
            self.complain(problem());
        }
    }
}

impl Store {
    /// Reads the whole database: `SQLite`'s own quick check and references, then that each version has the content
    /// that its hashes say, and that states, places, counts and the undo stack are those that follow from history.
    ///
    /// # Errors
    /// Failures of the database; what is merely wrong is in the report.
    pub async fn check_integrity(&self) -> Result<IntegrityReport> {
        let mut connection = self.reader().await?;
        check(&mut connection).await.map_err(|error| self.located(error))
    }
}

async fn check(connection: &mut SqliteConnection) -> Result<IntegrityReport> {
    let mut snapshot = connection.begin().await?;
    let mut report = IntegrityReport::default();
    file(&mut snapshot, &mut report).await?;
    if report.is_sound() {
        versions(&mut snapshot, &mut report).await?;
        samples(&mut snapshot, &mut report).await?;
        verdicts(&mut snapshot, &mut report).await?;
        history(&mut snapshot, &mut report).await?;
        walks(&mut snapshot, &mut report).await?;
    }
    snapshot.commit().await?;
    Ok(report)
}

async fn file(connection: &mut SqliteConnection, report: &mut IntegrityReport) -> Result<()> {
    let lines: Vec<(String,)> = sqlx::query_as("PRAGMA quick_check")
        .fetch_all(&mut *connection)
        .await?;
    for (line,) in lines {
        report.expect(line == "ok", || format!("the file is damaged: {line}"));
    }
    let dangling: Vec<(String, i64)> =
        sqlx::query_as("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY \"table\"")
            .fetch_all(connection)
            .await?;
    for (table, rows) in dangling {
        report.complain(format!(
            "{rows} rows of `{table}` refer to something that is not there"
        ));
    }
    Ok(())
}

async fn versions(connection: &mut SqliteConnection, report: &mut IntegrityReport) -> Result<()> {
    let (mut sample, mut version) = (0, 0);
    loop {
        let rows: Vec<(i64, i64, String, String, String)> = sqlx::query_as(
            "SELECT sample, version, content, record, checksum FROM versions \
             WHERE (sample, version) > ($1, $2) ORDER BY sample, version LIMIT $3",
        )
        .bind(sample)
        .bind(version)
        .bind(PAGE)
        .fetch_all(&mut *connection)
        .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        (sample, version) = (last.0, last.1);
        for (seq, number, content, record, sum) in rows {
            report.versions += 1;
            let name = || format!("version {number} of the sample that arrived as number {seq}");
            if checksum(&record) != sum {
                report.complain(format!("{} is not what was saved", name()));
                continue;
            }
            match from_json::<Sample>("sample", &record) {
                Ok(sample) => report.expect(sample.content_hash().to_string() == content, || {
                    format!("{} has another content than its hash says", name())
                }),
                Err(error) => report.complain(format!("{}: {error}", name())),
            }
        }
    }
}

type SampleRow = (i64, String, i64, String, String, String, String, i64, i64);

async fn samples(connection: &mut SqliteConnection, report: &mut IntegrityReport) -> Result<()> {
    let mut lanes: BTreeMap<i64, i64> = BTreeMap::new();
    let mut after = 0;
    loop {
        let rows: Vec<SampleRow> = sqlx::query_as(
            "SELECT seq, id, version, content, state, suspicion, reason, lane, turn FROM samples \
             WHERE seq > $1 ORDER BY seq LIMIT $2",
        )
        .bind(after)
        .bind(PAGE)
        .fetch_all(&mut *connection)
        .await?;
        let Some(last) = rows.last() else { break };
        after = last.0;
        for row in rows {
            report.samples += 1;
            *lanes.entry(row.7).or_default() += 1;
            sample(connection, report, row).await?;
        }
    }
    let stored: Vec<(i64, i64)> = sqlx::query_as("SELECT lane, size FROM lanes WHERE size <> 0")
        .fetch_all(connection)
        .await?;
    let stored: BTreeMap<i64, i64> = stored.into_iter().collect();
    report.expect(stored == lanes, || {
        "the counts by state are not those of the samples".to_owned()
    });
    Ok(())
}

async fn sample(
    connection: &mut SqliteConnection,
    report: &mut IntegrityReport,
    row: SampleRow,
) -> Result<()> {
    let (seq, id, version, content, state, suspicion, reason, lane, turn) = row;
    let derived = derive(connection, seq, hash(&content)?).await?;
    let stored = Standing {
        state: from_word(&state)?,
        suspicion: from_word(&suspicion)?,
        reason,
        place: Place { lane, turn },
    };
    report.expect(derived == stored, || {
        format!(
            "sample {id} is noted as {} ({}), but by its history it is {} ({})",
            stored.state.word(),
            stored.suspicion.word(),
            derived.state.word(),
            derived.suspicion.word()
        )
    });
    let current: Option<(String, String)> = sqlx::query_as(
        "SELECT content, record FROM versions WHERE sample = $1 AND version = $2 \
         AND version = (SELECT max(version) FROM versions WHERE sample = $1)",
    )
    .bind(seq)
    .bind(version)
    .fetch_optional(&mut *connection)
    .await?;
    let Some((of_version, record)) = current else {
        report.complain(format!("the current version of sample {id} is not its last one"));
        return Ok(());
    };
    report.expect(of_version == content, || {
        format!("sample {id} has another content than its current version")
    });
    if let Ok(sample) = from_json::<Sample>("sample", &record) {
        report.expect(sample.id.to_string() == id, || {
            format!("sample {id} holds a sample of another identity")
        });
        columns(connection, report, seq, &sample).await?;
    }
    Ok(())
}

/// What is kept beside the record, for lists, counts and finding.
async fn columns(
    connection: &mut SqliteConnection,
    report: &mut IntegrityReport,
    seq: i64,
    sample: &Sample,
) -> Result<()> {
    let stored: (String, String, Option<String>, i64, String, i64) = sqlx::query_as(
        "SELECT title, origin, operator, depth, library, blueprint FROM samples WHERE seq = $1",
    )
    .bind(seq)
    .fetch_one(&mut *connection)
    .await?;
    let expected = (
        title(&sample.problem),
        origin_word(&sample.lineage.origin).to_owned(),
        sample
            .lineage
            .operator()
            .map(|operator| operator.name().to_owned()),
        i64::from(sample.lineage.depth),
        sample.library.name().to_owned(),
        i64::from(sample.blueprint.is_some()),
    );
    report.expect(stored == expected, || {
        format!("sample {} is listed as something that it is not", sample.id)
    });
    let text: Option<(String,)> = sqlx::query_as("SELECT text FROM search_texts WHERE sample = $1")
        .bind(seq)
        .fetch_optional(&mut *connection)
        .await?;
    report.expect(text.is_some_and(|(text,)| text == search_text(sample)), || {
        format!("sample {} would not be found by its text", sample.id)
    });
    let parents: Vec<(String,)> =
        sqlx::query_as("SELECT parent FROM parents WHERE sample = $1 ORDER BY position")
            .bind(seq)
            .fetch_all(connection)
            .await?;
    let same = parents.into_iter().map(|(parent,)| parent).eq(sample
        .lineage
        .parents()
        .iter()
        .map(ToString::to_string));
    report.expect(same, || {
        format!("sample {} is listed under other parents than its own", sample.id)
    });
    Ok(())
}

/// The current verdicts must be the last ones of the current version.
async fn verdicts(connection: &mut SqliteConnection, report: &mut IntegrityReport) -> Result<()> {
    const LAST: &str = "SELECT v.sample, v.checked, v.kind FROM verdicts v \
         JOIN samples s ON s.seq = v.sample AND s.version = v.version \
         WHERE v.id = (SELECT max(w.id) FROM verdicts w \
         WHERE w.sample = v.sample AND w.version = v.version AND w.checked = v.checked)";
    const CURRENT: &str = "SELECT sample, checked, kind FROM current_verdicts";
    for (more, fewer, what) in [(LAST, CURRENT, "missing from"), (CURRENT, LAST, "too many in")] {
        let statement = format!("SELECT count(*) FROM ({more} EXCEPT {fewer}) AS difference");
        let (rows,): (i64,) = sqlx::query_as(&statement).fetch_one(&mut *connection).await?;
        report.expect(rows == 0, || {
            format!("{rows} verdicts are {what} the current ones")
        });
    }
    let mut after = 0;
    loop {
        let rows: Vec<(i64, String, String, String, String)> = sqlx::query_as(
            "SELECT id, checked, kind, judged, verdict FROM verdicts WHERE id > $1 ORDER BY id LIMIT $2",
        )
        .bind(after)
        .bind(PAGE)
        .fetch_all(&mut *connection)
        .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.0;
        for (id, check, kind, judged, verdict) in rows {
            let agrees = from_json::<Verdict>("verdict", &verdict).is_ok_and(|verdict| {
                verdict.check.name() == check
                    && verdict.kind.word() == kind
                    && judged.parse::<ContentHash>() == Ok(verdict.judged)
            });
            report.expect(agrees, || format!("verdict {id} is not what its columns say"));
        }
    }
}

/// Goes through the whole history again; it may be long, but it is only numbers.
async fn history(connection: &mut SqliteConnection, report: &mut IntegrityReport) -> Result<()> {
    let entries: Vec<(i64, Option<i64>)> = sqlx::query_as("SELECT id, undoes FROM decisions ORDER BY id")
        .fetch_all(&mut *connection)
        .await?;
    report.decisions = count(i64::try_from(entries.len()).unwrap_or(i64::MAX));
    let mut history = History::default();
    for (id, undoes) in entries {
        let fits = history.push(DecisionId(id), undoes.map(DecisionId));
        report.expect(fits, || {
            format!("entry {id} of the history takes back what could not be taken back")
        });
    }
    let standing: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT t.decision, CASE WHEN t.sample = d.sample THEN 1 ELSE 0 END FROM standing t \
         JOIN decisions d ON d.id = t.decision ORDER BY t.decision",
    )
    .fetch_all(&mut *connection)
    .await?;
    let agrees = standing
        .iter()
        .map(|(id, _)| DecisionId(*id))
        .eq(history.standing().iter().copied());
    let fits = standing.iter().all(|(_, same)| *same == 1);
    report.expect(agrees && fits, || {
        "the decisions in force are not those that follow from the history".to_owned()
    });
    let redoable: Vec<(i64, i64)> = sqlx::query_as("SELECT decision, undo FROM redoable ORDER BY decision")
        .fetch_all(connection)
        .await?;
    let redoable = redoable
        .into_iter()
        .map(|(decision, undo)| (DecisionId(decision), DecisionId(undo)))
        .collect();
    report.expect(history.redoable() == redoable, || {
        "what can be redone is not what follows from the history".to_owned()
    });
    Ok(())
}

async fn walks(connection: &mut SqliteConnection, report: &mut IntegrityReport) -> Result<()> {
    let wrong: Vec<(String,)> = sqlx::query_as(
        "SELECT w.id FROM walks w LEFT JOIN walk_events e ON e.walk = w.seq GROUP BY w.seq, w.id, w.events \
         HAVING count(e.sequence) <> w.events OR coalesce(max(e.sequence), -1) <> w.events - 1",
    )
    .fetch_all(&mut *connection)
    .await?;
    for (id,) in wrong {
        report.complain(format!("walk {id} has lost events"));
    }
    let lost: Vec<(String, String)> = sqlx::query_as(
        "SELECT w.id, w.sample FROM walks w WHERE w.sample IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM samples s WHERE s.id = w.sample)",
    )
    .fetch_all(connection)
    .await?;
    for (walk, sample) in lost {
        report.complain(format!(
            "walk {walk} left sample {sample} behind, which is not there"
        ));
    }
    Ok(())
}
