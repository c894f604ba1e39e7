//! `stepwell calibrate`: fits the suspicion score, and says how good it and every check are.

mod report;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use futures::{StreamExt as _, stream};
use serde::Deserialize;

use self::report::Judged;
use super::run::limits;
use crate::check::duplicates::Neighbours;
use crate::check::score::{Policy, Prediction, Reference};
use crate::check::suspicion::fit::{Example, fit};
use crate::check::suspicion::measure::Half;
use crate::check::suspicion::{Features, Weights};
use crate::check::{self, CheckId, Inputs};
use crate::cli::args::CalibrateArgs;
use crate::cli::context::{self, Context};
use crate::cli::error::{CliError, End, ErrorKind};
use crate::cli::out::Out;
use crate::dataset::import;
use crate::program::{Limits, Pool};
use crate::review::ReviewState;
use crate::sample::{Answer, ContentHash, Sample, clean};
use crate::store::{OpenOptions, Store};

/// Decisions below which weights say nothing.
const FEWEST: usize = 30;

/// Fits weights on labelled files, or on the decisions of the workspace, and measures them.
///
/// # Errors
/// When a file or the workspace cannot be read, there is too little to learn from, or the weights cannot be saved.
pub async fn run(context: &Context, args: &CalibrateArgs, out: &mut Out) -> Result<End, CliError> {
    if args.show {
        let weights = match &args.weights {
            Some(path) => read_weights(path)?,
            None => Weights::shipped().clone(),
        };
        report::show_weights(&weights, out)?;
        out.flush()?;
        return Ok(End::Done);
    }
    let disputed = args.disputed.as_deref().map(read_disputed).transpose()?;
    let judged = if args.files.is_empty() {
        decided(context).await?
    } else {
        labelled(args, &disputed.unwrap_or_default()).await?
    };
    let (look, test): (Vec<&Judged>, Vec<&Judged>) = judged.iter().partition(|one| one.half == Half::Look);
    let source = format!("{} of {} judged samples", look.len(), judged.len());
    let weights = match &args.weights {
        Some(path) => read_weights(path)?,
        None => fit(&examples(&look), source).ok_or_else(too_little)?,
    };
    report::show(&judged, &weights, out)?;
    if args.save.is_some() || args.apply {
        let weights = if args.whole {
            let source = format!("{} judged samples", judged.len());
            fit(&examples(&judged.iter().collect::<Vec<_>>()), source).ok_or_else(too_little)?
        } else {
            weights
        };
        let weights = weights.with_measured(report::measured(&test));
        if let Some(path) = &args.save {
            save(path, &weights)?;
        }
        if args.apply {
            let workspace = context.open(OpenOptions::write()).await?;
            let scored = workspace.store().set_weights(weights).await?;
            workspace.close().await;
            eprintln!("{scored} samples of the workspace stand by these weights now");
        }
    }
    out.flush()?;
    Ok(End::Done)
}

fn examples(judged: &[&Judged]) -> Vec<Example> {
    judged.iter().map(|one| one.example.clone()).collect()
}

fn too_little() -> CliError {
    CliError::new(
        ErrorKind::Input,
        "there is nothing to learn from: all are good, or all are bad",
        "give more labelled files, or decide on more samples",
    )
}

fn read_weights(path: &Path) -> Result<Weights, CliError> {
    let text = std::fs::read_to_string(path).map_err(|fault| context::cannot_read(path, &fault))?;
    Weights::parse(&text).map_err(|fault| {
        CliError::new(
            ErrorKind::Input,
            format!("{}: {fault}", path.display()),
            "write weights with `stepwell calibrate --save FILE`",
        )
    })
}

fn save(path: &Path, weights: &Weights) -> Result<(), CliError> {
    let text = weights.to_toml().map_err(|fault| {
        CliError::new(
            ErrorKind::Output,
            format!("the weights cannot be written: {fault}"),
            "calibrate again on other samples",
        )
    })?;
    std::fs::write(path, text).map_err(|fault| {
        CliError::new(
            ErrorKind::Output,
            format!("{} cannot be written: {fault}", path.display()),
            "check the folder, its rights and the room on the disk",
        )
    })
}

/// A label that somebody found wrong: whose problem it is, and why.
#[derive(Deserialize)]
struct Dispute {
    problem: String,
    reason: String,
}

/// The disputed problems of a file by [`problem_key`], with the reasons.
fn read_disputed(path: &Path) -> Result<BTreeMap<String, String>, CliError> {
    let text = std::fs::read_to_string(path).map_err(|fault| context::cannot_read(path, &fault))?;
    let rows = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    rows.map(|(at, line)| {
        let dispute: Dispute = serde_json::from_str(line).map_err(|fault| {
            CliError::new(
                ErrorKind::Input,
                format!("{} line {}: {fault}", path.display(), at + 1),
                "a line is an object with `problem`, the key that `calibrate --json` shows, and `reason`",
            )
        })?;
        Ok((dispute.problem, dispute.reason))
    })
    .collect()
}

/// A short name of a problem that does not repeat its text.
fn problem_key(sample: &Sample) -> String {
    ContentHash::of([sample.problem.trim()])
        .to_string()
        .chars()
        .take(16)
        .collect()
}

/// The samples of labelled files. What the label says is kept from the checks: they are to find out by themselves.
async fn labelled(
    args: &CalibrateArgs,
    disputed: &BTreeMap<String, String>,
) -> Result<Vec<Judged>, CliError> {
    let limits = limits(&args.limits);
    let pool = context::workers(context::cores())?;
    let mut judged = Vec::new();
    for path in &args.files {
        let input = BufReader::new(File::open(path).map_err(|fault| context::cannot_read(path, &fault))?);
        let name = clean(&path.display().to_string());
        let rows = file(input, &name);
        let checked = stream::iter(rows).map(|row| check_one(row, &pool, &limits));
        let mut checked = checked.buffered(context::cores() * 2);
        while let Some(mut one) = checked.next().await {
            one.disputed = disputed.contains_key(&one.problem);
            judged.push(one);
        }
    }
    Ok(judged)
}

/// A sample with what its answer ought to be.
struct Labelled {
    place: String,
    sample: Sample,
    reference: Reference,
}

/// The rows of a file that are samples and have a label.
fn file(input: impl BufRead, name: &str) -> Vec<Labelled> {
    let mut rows = Vec::new();
    for imported in import::rows(input, name) {
        let Ok((mut sample, _)) = imported.result else {
            eprintln!("{name} row {} was passed over: it is no sample", imported.row);
            continue;
        };
        let reference = match sample.answer.take() {
            Some(Answer::Number(number)) => Reference::Number(number),
            Some(label @ Answer::Label(_)) if label.is_no_best_solution() => Reference::NoBestSolution,
            _ => {
                eprintln!(
                    "{name} row {} was passed over: it has no answer to compare with",
                    imported.row
                );
                continue;
            }
        };
        rows.push(Labelled {
            place: format!("{name}:{}", imported.row),
            sample,
            reference,
        });
    }
    rows
}

async fn check_one(labelled: Labelled, pool: &Pool, limits: &Limits) -> Judged {
    let Labelled {
        place,
        sample,
        reference,
    } = labelled;
    let run = pool.run(&sample.solution.program, limits).await;
    let bad = !Policy::Strict.accepts(Prediction::of_run(&run), &reference);
    let judged = tokio::task::spawn_blocking(move || {
        // Labels say nothing of duplicates, so that each row stands alone.
        let alone = Neighbours::default();
        let inputs = Inputs {
            run: Some(&run),
            neighbours: Some(&alone),
            ..Inputs::of(&sample)
        };
        let verdicts: Vec<_> = CheckId::routine()
            .map(|check| check::evaluate(check, &inputs))
            .collect();
        Judged {
            place,
            problem: problem_key(&sample),
            half: Half::of(&sample.problem),
            example: Example {
                features: Features::of(&sample, Some(&run), &verdicts),
                bad,
            },
            disputed: false,
        }
    });
    match judged.await {
        Ok(judged) => judged,
        // `evaluate` catches panics of the rules, so that only a cancelled runtime ends up here.
        Err(fault) => std::panic::resume_unwind(fault.into_panic()),
    }
}

/// The samples of the workspace on which a person decided: bad is what was rejected, or accepted only after an edit.
async fn decided(context: &Context) -> Result<Vec<Judged>, CliError> {
    let workspace = context.open(OpenOptions::read()).await?;
    let store = workspace.store();
    let mut judged = Vec::new();
    for state in [ReviewState::Accepted, ReviewState::Rejected] {
        let mut samples = store.stream(&[state]);
        while let Some(sample) = samples.next().await {
            judged.extend(decision(store, &sample?, state).await?);
        }
    }
    workspace.close().await;
    if judged.len() < FEWEST {
        return Err(CliError::new(
            ErrorKind::Input,
            format!(
                "the workspace has {} decided samples with verdicts, and {FEWEST} are the least to learn from",
                judged.len()
            ),
            "decide on more samples, or name labelled files",
        ));
    }
    Ok(judged)
}

/// What was decided on a sample, and what the checks had said of the version that the person first saw.
async fn decision(store: &Store, sample: &Sample, state: ReviewState) -> Result<Option<Judged>, CliError> {
    let versions = store.versions(sample.id).await?;
    let first = versions.iter().map(|version| version.version).min();
    let first = first.unwrap_or(sample.version);
    let Some(seen) = store.version(sample.id, first).await? else {
        return Ok(None);
    };
    let findings = store.findings(sample.id, first).await?;
    Ok((!findings.verdicts.is_empty()).then(|| Judged {
        place: seen.id.to_string(),
        problem: problem_key(&seen),
        half: Half::of(&seen.problem),
        example: Example {
            features: Features::of(&seen, findings.run.as_ref(), &findings.verdicts),
            bad: state == ReviewState::Rejected || sample.version > first,
        },
        disputed: false,
    }))
}
