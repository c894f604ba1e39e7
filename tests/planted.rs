//! Faults that the textbook author plants, and what the rules make of them: how many of each kind some rule does not
//! pass, with the parent at hand and on the sample alone; and that no rule fails a sample without a fault.
//!
//! `STEPWELL_PLANTED` and `STEPWELL_FAULT_FREE` set how many walks and how many fault-free samples are looked at;
//! `STEPWELL_MISSED=1` tells what went unseen.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

#[path = "common/grow.rs"]
mod grow;

use std::collections::BTreeMap;
use std::path::Path;

use futures::StreamExt as _;
use stepwell::author::textbook::Textbook;
use stepwell::author::{FaultKind, Planted};
use stepwell::check::duplicates::Neighbours;
use stepwell::check::{self, CheckId, Inputs, Verdict, VerdictKind};
use stepwell::program::{Limits, Pool, Run, WorkerCommand};
use stepwell::sample::{Lineage, Operator, Sample};

use grow::{Grown, composed, grow};

/// Kinds that must be seen in at least this share of their samples.
const LEAST: f64 = 0.95;
/// The kinds that this is asked of.
const MUST: [FaultKind; 7] = [
    FaultKind::WrongSense,
    FaultKind::FlippedConstraint,
    FaultKind::MissingConstraint,
    FaultKind::WrongCoefficient,
    FaultKind::WrongBound,
    FaultKind::WrongType,
    FaultKind::DroppedDatum,
];

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

fn pool() -> Pool {
    Pool::new(WorkerCommand::at(Path::new(env!("CARGO_BIN_EXE_stepwell"))), 2)
}

/// The sample of the textbook author with this number.
fn seed_sample(number: usize, seed: u64) -> Sample {
    composed(number, number / Textbook::families().len(), seed)
}

/// A child with its parents; `None` when the operator does not apply to them.
async fn family(author: &Textbook, seed: u64) -> Option<(Grown, Vec<Sample>)> {
    let number = usize::try_from(seed).unwrap();
    let operator = Operator::ALL[number % Operator::ALL.len()];
    let parents: Vec<Sample> = (0..operator.parents())
        .map(|offset| seed_sample(number / Operator::ALL.len() + 5 * offset, seed))
        .collect();
    Some((grow(author, operator, &parents, seed).await?, parents))
}

async fn run(pool: &Pool, sample: &Sample) -> Run {
    pool.run(&sample.solution.program, &Limits::default()).await
}

fn judged(inputs: &Inputs<'_>) -> Vec<Verdict> {
    CheckId::routine().map(|id| check::evaluate(id, inputs)).collect()
}

/// The checks that do not pass; what has no parent has no contract.
fn objecting(verdicts: &[Verdict], with_parents: bool) -> Vec<CheckId> {
    let objects = |verdict: &&Verdict| {
        verdict.kind != VerdictKind::Pass && (with_parents || verdict.check != CheckId::Contract)
    };
    verdicts
        .iter()
        .filter(objects)
        .map(|verdict| verdict.check)
        .collect()
}

/// A sample with a fault, and the checks that object to it.
struct Looked {
    planted: Planted,
    with_parents: Vec<CheckId>,
    alone: Vec<CheckId>,
    text: String,
}

#[derive(Default)]
struct Count {
    planted: u32,
    with_parents: u32,
    alone: u32,
    by: BTreeMap<CheckId, u32>,
}

fn share(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole.max(1))
}

#[tokio::test]
async fn planted_faults_are_seen() {
    let pool = pool();
    let author = Textbook::with_faults(1.0);
    let walks = from_environment("STEPWELL_PLANTED", 240);
    let tell_missed = from_environment("STEPWELL_MISSED", 0) > 0;
    let looked: Vec<Option<Looked>> = futures::stream::iter(0..walks)
        .map(|seed| {
            let (pool, author) = (&pool, &author);
            async move {
                let (grown, parents) = family(author, seed).await?;
                let planted = grown.planted?;
                let own = run(pool, &grown.child).await;
                let mut parent_runs = Vec::new();
                for parent in &parents {
                    parent_runs.push(Some(run(pool, parent).await));
                }
                let alone = Neighbours::default();
                let inputs = Inputs {
                    sample: &grown.child,
                    parents: &parents,
                    run: Some(&own),
                    parent_runs: &parent_runs,
                    neighbours: Some(&alone),
                };
                let with_parents = objecting(&judged(&inputs), true);
                let lone = Sample {
                    lineage: Lineage::seed(),
                    ..grown.child.clone()
                };
                let inputs = Inputs {
                    run: Some(&own),
                    neighbours: Some(&alone),
                    ..Inputs::of(&lone)
                };
                let alone = objecting(&judged(&inputs), false);
                Some(Looked {
                    planted,
                    with_parents,
                    alone,
                    text: format!("{}\n{}", grown.child.problem, grown.child.solution.program),
                })
            }
        })
        .buffered(2)
        .collect()
        .await;
    let mut counts: BTreeMap<FaultKind, Count> = BTreeMap::new();
    for one in looked.into_iter().flatten() {
        let Looked {
            planted,
            with_parents,
            alone,
            text,
        } = one;
        let count = counts.entry(planted.kind).or_default();
        count.planted += 1;
        count.with_parents += u32::from(!with_parents.is_empty());
        count.alone += u32::from(!alone.is_empty());
        for id in alone
            .iter()
            .chain(&with_parents)
            .collect::<std::collections::BTreeSet<_>>()
        {
            *count.by.entry(*id).or_default() += 1;
        }
        if tell_missed && with_parents.is_empty() {
            println!("MISSED {}: {}\n{text}\n", planted.kind.name(), planted.what);
        } else if tell_missed && alone.is_empty() {
            println!("MISSED ALONE {}: {}", planted.kind.name(), planted.what);
        }
    }
    println!("fault                  planted  with parents  alone   by");
    for (kind, count) in &counts {
        let by: Vec<String> = count
            .by
            .iter()
            .map(|(id, count)| format!("{} {count}", id.name()))
            .collect();
        println!(
            "{:<22} {:>7}  {:>11.3}  {:>5.3}   {}",
            kind.name(),
            count.planted,
            share(count.with_parents, count.planted),
            share(count.alone, count.planted),
            by.join(", ")
        );
    }
    let weak: Vec<&str> = counts
        .iter()
        .filter(|(kind, count)| MUST.contains(kind) && share(count.with_parents, count.planted) < LEAST)
        .map(|(kind, _)| kind.name())
        .collect();
    assert_eq!(weak, Vec::<&str>::new());
}

#[tokio::test]
async fn samples_without_a_fault_are_failed_by_no_rule() {
    let pool = pool();
    let author = Textbook::default();
    let samples = from_environment("STEPWELL_FAULT_FREE", 120);
    let failed: Vec<Vec<String>> = futures::stream::iter(0..samples)
        .map(|seed| {
            let (pool, author) = (&pool, &author);
            async move {
                let grown = if seed % 2 == 0 {
                    family(author, seed).await
                } else {
                    None
                };
                let (child, parents) = match grown {
                    Some((grown, parents)) => (grown.child, parents),
                    None => (seed_sample(usize::try_from(seed).unwrap(), seed), Vec::new()),
                };
                let own = run(pool, &child).await;
                let mut parent_runs = Vec::new();
                for parent in &parents {
                    parent_runs.push(Some(run(pool, parent).await));
                }
                let alone = Neighbours::default();
                let inputs = Inputs {
                    sample: &child,
                    parents: &parents,
                    run: Some(&own),
                    parent_runs: &parent_runs,
                    neighbours: Some(&alone),
                };
                let verdicts = judged(&inputs);
                let objections = verdicts
                    .into_iter()
                    .filter(|verdict| verdict.kind != VerdictKind::Pass);
                objections
                    .map(|verdict| {
                        format!(
                            "{} {}: {}\n{}",
                            verdict.check.name(),
                            verdict.kind.word(),
                            verdict.summary,
                            child.problem
                        )
                    })
                    .collect()
            }
        })
        .buffered(2)
        .collect()
        .await;
    let failed: Vec<String> = failed.into_iter().flatten().collect();
    println!("{samples} samples without a fault: {} objections", failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
