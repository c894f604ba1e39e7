//! Large workspaces for measurements. Rows are written many at a time, a few seconds for a hundred thousand samples;
//! that they are what the ordinary jobs would have written is what the integrity check says of them in the tests.

use std::collections::BTreeMap;

use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use time::OffsetDateTime;

use super::Store;
use super::codec::{checksum, now, one_line, search_text, title, to_json};
use super::error::Result;
use super::writer::Durability;
use crate::check::{CheckId, Verdict, VerdictKind};
use crate::review::{Decision, DecisionId, DecisionKind, Place, WorstVerdict, state_of};
use crate::sample::{
    Answer, ContentHash, Library, Lineage, Operator, Origin, Parents, Sample, SampleId, Solution, WalkId,
};

/// Samples in one transaction.
const PAGE: usize = 1000;

/// Adds the samples of these numbers, which must not be here yet: a tenth are seeds and the rest derived by all
/// operators, nine tenths have verdicts of every kind, and a fifth is decided on.
///
/// # Errors
/// Failures of the database.
pub async fn fill(store: &Store, numbers: std::ops::Range<usize>) -> Result<()> {
    for start in numbers.clone().step_by(PAGE) {
        let page = start..numbers.end.min(start + PAGE);
        store
            .write(Durability::Process, move |connection| {
                Box::pin(async move { add(connection, page).await })
            })
            .await?;
    }
    Ok(())
}

/// A sample with everything that is written for it.
struct Entry {
    seq: i64,
    sample: Sample,
    content: ContentHash,
    verdicts: Vec<Verdict>,
    decision: Option<(i64, Decision)>,
}

impl Entry {
    fn suspicion(&self) -> WorstVerdict {
        WorstVerdict::of(self.verdicts.iter().map(|verdict| verdict.kind))
    }

    fn reason(&self) -> String {
        let suspicion = self.suspicion();
        let worst = self
            .verdicts
            .iter()
            .find(|verdict| WorstVerdict::from(verdict.kind) == suspicion);
        worst
            .filter(|_| suspicion != WorstVerdict::Pass)
            .map_or_else(String::new, |verdict| {
                one_line(&format!("{}: {}", verdict.check.name(), verdict.summary))
            })
    }
}

async fn add(connection: &mut SqliteConnection, numbers: std::ops::Range<usize>) -> Result<()> {
    let (mut seq, mut decided): (i64, i64) = sqlx::query_as(
        "SELECT (SELECT coalesce(max(seq), 0) FROM samples), (SELECT coalesce(max(id), 0) FROM decisions)",
    )
    .fetch_one(&mut *connection)
    .await?;
    let mut entries = Vec::new();
    for number in numbers {
        let sample = sample(number);
        seq += 1;
        let decision = decision_on(&sample, number).map(|decision| {
            decided += 1;
            (decided, decision)
        });
        let verdicts = verdicts_on(&sample, number);
        entries.push(Entry {
            seq,
            content: sample.content_hash(),
            verdicts,
            decision,
            sample,
        });
    }
    add_samples(connection, &entries).await?;
    add_texts(connection, &entries).await?;
    add_verdicts(connection, &entries).await?;
    add_decisions(connection, &entries).await
}

async fn add_samples(connection: &mut SqliteConnection, entries: &[Entry]) -> Result<()> {
    let mut lanes: BTreeMap<i64, i64> = BTreeMap::new();
    let mut insert = QueryBuilder::<Sqlite>::new(
        "INSERT INTO samples (seq, id, version, content, title, origin, operator, depth, library, blueprint, \
         state, suspicion, reason, lane, turn) ",
    );
    insert.push_values(entries, |mut row, entry| {
        let Entry {
            seq,
            sample,
            content,
            decision,
            ..
        } = entry;
        let state = state_of(*content, decision.as_ref().map(|(_, decision)| decision));
        let place = Place::of(
            state,
            entry.suspicion(),
            None,
            *seq,
            decision.as_ref().map(|(id, _)| DecisionId(*id)),
        );
        *lanes.entry(place.lane).or_default() += 1;
        row.push_bind(seq)
            .push_bind(sample.id.to_string())
            .push_bind(1_i64)
            .push_bind(content.to_string())
            .push_bind(title(&sample.problem))
            .push_bind(super::codec::origin_word(&sample.lineage.origin))
            .push_bind(sample.lineage.operator().map(Operator::name))
            .push_bind(i64::from(sample.lineage.depth))
            .push_bind(sample.library.name())
            .push_bind(0_i64)
            .push_bind(state.word())
            .push_bind(entry.suspicion().word())
            .push_bind(entry.reason())
            .push_bind(place.lane)
            .push_bind(place.turn);
    });
    insert.build().execute(&mut *connection).await?;
    for (lane, more) in lanes {
        super::insert::resize(connection, lane, more).await?;
    }
    Ok(())
}

async fn add_texts(connection: &mut SqliteConnection, entries: &[Entry]) -> Result<()> {
    let at = now()?;
    let records: Vec<String> = entries
        .iter()
        .map(|entry| to_json("the sample", &entry.sample))
        .collect::<Result<_>>()?;
    let mut insert =
        QueryBuilder::<Sqlite>::new("INSERT INTO versions (sample, version, content, record, checksum, at) ");
    insert.push_values(entries.iter().zip(&records), |mut row, (entry, record)| {
        row.push_bind(entry.seq)
            .push_bind(1_i64)
            .push_bind(entry.content.to_string())
            .push_bind(record)
            .push_bind(checksum(record))
            .push_bind(at);
    });
    insert.build().execute(&mut *connection).await?;
    let mut insert = QueryBuilder::<Sqlite>::new("INSERT INTO search_texts (sample, text) ");
    insert.push_values(entries, |mut row, entry| {
        row.push_bind(entry.seq).push_bind(search_text(&entry.sample));
    });
    insert.build().execute(&mut *connection).await?;
    let mut parents: Vec<(i64, i64, String)> = Vec::new();
    for entry in entries {
        for (position, parent) in (0..).zip(entry.sample.lineage.parents()) {
            parents.push((entry.seq, position, parent.to_string()));
        }
    }
    if parents.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::<Sqlite>::new("INSERT INTO parents (sample, position, parent) ");
    insert.push_values(&parents, |mut row, (seq, position, parent)| {
        row.push_bind(seq).push_bind(position).push_bind(parent);
    });
    insert.build().execute(connection).await?;
    Ok(())
}

async fn add_verdicts(connection: &mut SqliteConnection, entries: &[Entry]) -> Result<()> {
    let at = now()?;
    let mut verdicts = Vec::new();
    for entry in entries {
        for verdict in &entry.verdicts {
            verdicts.push((entry.seq, verdict, to_json("a verdict", verdict)?));
        }
    }
    if verdicts.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::<Sqlite>::new(
        "INSERT INTO verdicts (sample, version, checked, kind, judged, verdict, at) ",
    );
    insert.push_values(&verdicts, |mut row, (seq, verdict, record)| {
        row.push_bind(seq)
            .push_bind(1_i64)
            .push_bind(verdict.check.name())
            .push_bind(verdict.kind.word())
            .push_bind(verdict.judged.to_string())
            .push_bind(record)
            .push_bind(at);
    });
    insert.build().execute(&mut *connection).await?;
    let mut insert =
        QueryBuilder::<Sqlite>::new("INSERT INTO current_verdicts (sample, checked, kind, summary) ");
    insert.push_values(&verdicts, |mut row, (seq, verdict, _)| {
        row.push_bind(seq)
            .push_bind(verdict.check.name())
            .push_bind(verdict.kind.word())
            .push_bind(one_line(&verdict.summary));
    });
    insert.build().execute(connection).await?;
    Ok(())
}

async fn add_decisions(connection: &mut SqliteConnection, entries: &[Entry]) -> Result<()> {
    let at = now()?;
    let decisions: Vec<(i64, i64, &Decision)> = entries
        .iter()
        .filter_map(|entry| {
            entry
                .decision
                .as_ref()
                .map(|(id, decision)| (entry.seq, *id, decision))
        })
        .collect();
    if decisions.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::<Sqlite>::new(
        "INSERT INTO decisions (id, sample, version, content, kind, reason, reviewer, at) ",
    );
    insert.push_values(&decisions, |mut row, (seq, id, decision)| {
        row.push_bind(id)
            .push_bind(seq)
            .push_bind(1_i64)
            .push_bind(decision.content.to_string())
            .push_bind(decision.kind.word())
            .push_bind(&decision.reason)
            .push_bind(&decision.reviewer)
            .push_bind(at);
    });
    insert.build().execute(&mut *connection).await?;
    let mut insert = QueryBuilder::<Sqlite>::new("INSERT INTO standing (decision, sample) ");
    insert.push_values(&decisions, |mut row, (seq, id, _)| {
        row.push_bind(id).push_bind(seq);
    });
    insert.build().execute(&mut *connection).await?;
    sqlx::query("DELETE FROM redoable").execute(connection).await?;
    Ok(())
}

/// Sample number `number`; the same each time.
pub fn sample(number: usize) -> Sample {
    let id = id_of(number);
    let origin = if number.is_multiple_of(10) {
        Origin::Seed
    } else {
        let operator = Operator::ALL[number % Operator::ALL.len()];
        let (first, second) = (id_of(number / 10), id_of(number / 20));
        let parents = if operator.parents() == 2 {
            Parents::two(first, second)
        } else {
            Parents::one(first)
        };
        Origin::Derived {
            operator,
            parents,
            walk: WalkId::derived(1, &cause("walk", number)),
        }
    };
    let depth = if number.is_multiple_of(10) {
        0
    } else {
        u32::try_from(number % 7).unwrap_or(0) + 1
    };
    let demand = number % 997 + 3;
    let problem = format!(
        "Depot {number} sends pallets of two kinds to a market.\nA pallet of the first kind earns {} dollars and \
         takes {} hours of loading, one of the second kind earns {} dollars and takes {} hours. At most {demand} \
         hours are available. How many pallets of each kind should be sent to earn the most?",
        number % 83 + 4,
        number % 5 + 1,
        number % 89 + 5,
        number % 4 + 2,
    );
    let program = format!("import coptpy as cp\n# depot {number}\nmodel.addConstr(a + b <= {demand})\n");
    Sample {
        id,
        version: 1,
        problem,
        solution: Solution::framed(
            "## Variables\n\n$a, b \\ge 0$, integer\n",
            &program,
            Library::Coptpy,
        ),
        answer: Some(Answer::Number(f64::from(
            u32::try_from(number % 100_000).unwrap_or(0),
        ))),
        library: Library::Coptpy,
        lineage: Lineage {
            origin,
            depth,
            path: None,
        },
        blueprint: None,
        extra: serde_json::Map::new(),
    }
}

fn cause(what: &str, number: usize) -> ContentHash {
    ContentHash::of([what, &number.to_string()])
}

fn id_of(number: usize) -> SampleId {
    SampleId::derived(number as u64, &cause("sample", number))
}

fn verdicts_on(sample: &Sample, number: usize) -> Vec<Verdict> {
    let spread = number.wrapping_mul(2_654_435_761) >> 7;
    if spread.is_multiple_of(10) {
        return Vec::new();
    }
    let kind = match spread % 20 {
        1 | 2 => VerdictKind::Fail,
        3 => VerdictKind::Error,
        4..=6 => VerdictKind::Unknown,
        _ => VerdictKind::Pass,
    };
    [(CheckId::Frame, VerdictKind::Pass), (CheckId::Numbers, kind)]
        .map(|(check, kind)| Verdict {
            check,
            kind,
            summary: format!("{} of depot {number}", kind.word()),
            findings: Vec::new(),
            judged: sample.content_hash(),
        })
        .into()
}

fn decision_on(sample: &Sample, number: usize) -> Option<Decision> {
    let kind = match number % 20 {
        5 => DecisionKind::Accept,
        9 => DecisionKind::Reject,
        13 => DecisionKind::Skip,
        17 => DecisionKind::Flag,
        _ => return None,
    };
    Some(Decision {
        sample: sample.id,
        version: 1,
        content: sample.content_hash(),
        kind,
        reason: Some("by the measurement".to_owned()),
        reviewer: "measurement".to_owned(),
        at: OffsetDateTime::UNIX_EPOCH,
    })
}
