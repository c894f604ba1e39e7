//! Large workspaces for measurements: filled through the same jobs as any other.

use time::OffsetDateTime;

use super::error::Result;
use super::writer::Durability;
use super::{Store, decisions, insert, verdicts};
use crate::check::{CheckId, Verdict, VerdictKind};
use crate::review::{Decision, DecisionKind};
use crate::sample::{
    Answer, ContentHash, Library, Lineage, Operator, Origin, Parents, Sample, SampleId, Solution, WalkId,
};

/// Samples in one transaction.
const PAGE: usize = 1000;

/// Adds `count` samples that differ from each other: a tenth are seeds and the rest derived by all operators, nine
/// tenths have verdicts of every kind, and a fifth is decided on.
///
/// # Errors
/// Failures of the database.
pub async fn fill(store: &Store, count: usize) -> Result<()> {
    let mut start = 0;
    while start < count {
        let end = count.min(start + PAGE);
        store
            .write(Durability::Process, move |connection| {
                Box::pin(async move {
                    for number in start..end {
                        let sample = sample(number);
                        insert::insert(connection, &sample, sample.content_hash()).await?;
                        let verdicts = verdicts_on(&sample, number);
                        verdicts::put(connection, sample.id, 1, &verdicts, None).await?;
                        if let Some(decision) = decision_on(&sample, number) {
                            decisions::decide(connection, &decision).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await?;
        start = end;
    }
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
