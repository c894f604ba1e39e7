//! `stepwell check`: verdicts for every sample of a file or of the workspace.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde::Serialize;

use crate::check::duplicates::Neighbours;
use crate::check::suspicion::{Features, Weights};
use crate::check::{self, CheckId, Inputs, Verdict, VerdictKind};
use crate::cli::args::{CheckArgs, ProbeTime};
use crate::cli::context::{self, Context};
use crate::cli::error::{CliError, End, ErrorKind};
use crate::cli::out::Out;
use crate::cli::settings;
use crate::dataset::import;
use crate::program::{Limits, Pool, Run};
use crate::sample::{Origin, Sample, clean};
use crate::solve::ProbeLimits;
use crate::store::{OpenOptions, Store, Workspace};

use super::compare::{FileIndex, with_workspace};
use super::run::{limits, objective, status};

/// What samples are checked with.
struct Bench {
    pool: Pool,
    limits: Limits,
    /// Limits of the probe of each sample, if any is made.
    probe: Option<ProbeLimits>,
}

impl Bench {
    async fn run(&self, program: &str) -> Run {
        self.pool.run(program, &self.limits).await
    }

    /// Runs a program and probes its optimum, where that is asked for.
    async fn run_and_probe(&self, program: &str) -> Run {
        let mut run = self.run(program).await;
        if let (Some(limits), Some(model), Some(outcome)) = (&self.probe, &run.model, &mut run.outcome) {
            outcome.probe = self.pool.probe(model, outcome, limits).await.map(Box::new);
        }
        run
    }

    fn checks(&self) -> impl Iterator<Item = CheckId> + use<> {
        let probes = self.probe.is_some();
        CheckId::ALL
            .into_iter()
            .filter(move |check| check.is_routine() || probes)
    }
}

/// A sample on its way through the checks.
struct Candidate {
    row: u64,
    sample: Arc<Sample>,
    parents: Vec<Sample>,
    parent_runs: Vec<Option<Run>>,
}

/// A row of the output; more fields may come.
#[derive(Serialize)]
struct Line<'a> {
    id: String,
    row: u64,
    verdict: VerdictKind,
    /// The probability that a person would reject or edit the sample.
    suspicion: f64,
    status: &'a str,
    objective: Option<f64>,
    error: Option<String>,
    verdicts: &'a [Verdict],
}

#[derive(Default, Serialize)]
struct Summary {
    samples: u64,
    pass: u64,
    unknown: u64,
    error: u64,
    fail: u64,
    unreadable: u64,
}

/// Checks a file, or the workspace, where the verdicts are saved.
///
/// # Errors
/// When the input cannot be read, the workspace not written, or output not written.
pub async fn run(context: &Context, args: &CheckArgs, out: &mut Out) -> Result<End, CliError> {
    let bench = Bench {
        pool: context::workers_with(context::cores(), &args.python)?,
        limits: limits(&args.limits),
        probe: match args.probe {
            None => None,
            Some(ProbeTime::Default) => Some(settings::probe()?),
            Some(ProbeTime::Seconds(seconds)) => Some(ProbeLimits {
                time: std::time::Duration::from_secs_f64(seconds),
            }),
        },
    };
    let summary = match &args.file {
        Some(path) => check_file(context, path, &bench, out).await?,
        None => check_workspace(context, &bench, out).await?,
    };
    if !out.is_json() {
        let Summary {
            samples,
            pass,
            unknown,
            error,
            fail,
            unreadable,
        } = &summary;
        out.line(format!(
            "{samples} samples: {pass} pass, {fail} fail, {unknown} unknown, {error} error; {unreadable} rows unreadable"
        ))?;
        out.flush()?;
    }
    let well = summary.fail == 0 && summary.error == 0 && summary.unreadable == 0;
    Ok(if well { End::Done } else { End::Findings })
}

/// Rows are compared with the rows before them, and with the workspace when one was named and is there.
async fn check_file(
    context: &Context,
    path: &Path,
    bench: &Bench,
    out: &mut Out,
) -> Result<Summary, CliError> {
    let workspace = if context.is_named() && Workspace::exists(&context.folder()?) {
        Some(context.open(OpenOptions::read()).await?)
    } else {
        None
    };
    let store = workspace.as_ref().map(Workspace::store);
    let mut weights = Weights::shipped().clone();
    if let Some(store) = store {
        store.index_samples().await?;
        weights = store.weights().await?;
    }
    let input: Box<dyn BufRead + Send> = if path == Path::new("-") {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        Box::new(BufReader::new(
            std::fs::File::open(path).map_err(|fault| context::cannot_read(path, &fault))?,
        ))
    };
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let mut summary = Summary::default();
    let rows = stream::iter(import::rows(input, &name)).map(|imported| async move {
        let row = imported.row;
        match imported.result {
            Err(fault) => Err((row, fault)),
            Ok((sample, _)) => {
                let candidate = Candidate {
                    row,
                    sample: Arc::new(sample),
                    parents: Vec::new(),
                    parent_runs: Vec::new(),
                };
                Ok(run_programs(candidate, bench).await)
            }
        }
    });
    let mut before = FileIndex::default();
    // Runs come in order, so that each row is compared with exactly those before it.
    let compared = rows.buffered(context::cores() * 2).map(move |ran| {
        ran.map(|(candidate, run)| {
            let within = before.take(candidate.row, &candidate.sample, &run);
            (candidate, run, within)
        })
    });
    let judged = compared.map(|ran| async move {
        match ran {
            Ok((candidate, run, within)) => {
                let neighbours = with_workspace(store, &candidate.sample, &run, within).await?;
                Ok::<_, CliError>(Ok(judge(candidate, run, neighbours, bench).await))
            }
            Err(unread) => Ok(Err(unread)),
        }
    });
    let mut judged = std::pin::pin!(judged.buffered(context::cores() * 2));
    while let Some(row) = judged.try_next().await? {
        match row {
            Ok((candidate, run, verdicts)) => show(&candidate, &run, &verdicts, &weights, &mut summary, out)?,
            Err((row, fault)) => {
                summary.unreadable += 1;
                eprintln!("{}", unreadable(&name, row, &fault.to_string(), out.is_json()));
            }
        }
    }
    Ok(summary)
}

fn unreadable(file: &str, row: u64, why: &str, json: bool) -> String {
    let message = format!("{} row {row} was passed over: {}", clean(file), clean(why));
    let error = CliError::new(
        ErrorKind::Input,
        message,
        "correct the row and check the file again",
    );
    if json { error.to_json() } else { error.to_text() }
}

async fn check_workspace(context: &Context, bench: &Bench, out: &mut Out) -> Result<Summary, CliError> {
    let workspace = context.open(OpenOptions::write()).await?;
    let store = workspace.store();
    let weights = store.weights().await?;
    let mut summary = Summary::default();
    let samples = store
        .stream(&[])
        .enumerate()
        .map(|(position, sample)| async move {
            let candidate = candidate(store, sample?, position as u64 + 1).await?;
            let (candidate, run) = run_programs(candidate, bench).await;
            let neighbours = store.neighbours(&candidate.sample, run.model.as_ref()).await?;
            Ok::<_, CliError>(judge(candidate, run, neighbours, bench).await)
        });
    let mut judged = samples.buffered(context::cores() * 2);
    while let Some((candidate, run, verdicts)) = judged.try_next().await? {
        show(&candidate, &run, &verdicts, &weights, &mut summary, out)?;
        let Sample { id, version, .. } = *candidate.sample;
        store
            .put_verdicts(id, version, verdicts, Some(Arc::unwrap_or_clone(run)))
            .await?;
    }
    workspace.close().await;
    Ok(summary)
}

/// An imported sample keeps the row of its file, others are numbered in order of arrival.
async fn candidate(store: &Store, sample: Sample, position: u64) -> Result<Candidate, CliError> {
    let row = match &sample.lineage.origin {
        Origin::Imported { row, .. } => *row,
        Origin::Seed | Origin::Derived { .. } => position,
    };
    let parents = store.parents(sample.id).await?;
    let mut parent_runs = Vec::new();
    for parent in &parents {
        parent_runs.push(store.findings(parent.id, parent.version).await?.run);
    }
    Ok(Candidate {
        row,
        sample: Arc::new(sample),
        parents,
        parent_runs,
    })
}

/// Runs the program. Parents whose run is not known yet are run too: the contract compares models.
async fn run_programs(mut candidate: Candidate, bench: &Bench) -> (Candidate, Arc<Run>) {
    for (parent, run) in candidate.parents.iter().zip(&mut candidate.parent_runs) {
        if run.is_none() {
            *run = Some(bench.run(&parent.solution.program).await);
        }
    }
    let run = bench.run_and_probe(&candidate.sample.solution.program).await;
    (candidate, Arc::new(run))
}

/// Asks every rule.
async fn judge(
    candidate: Candidate,
    run: Arc<Run>,
    neighbours: Neighbours,
    bench: &Bench,
) -> (Candidate, Arc<Run>, Vec<Verdict>) {
    let checks = bench.checks();
    let judged = tokio::task::spawn_blocking(move || {
        let verdicts = evaluate_all(&candidate, &run, &neighbours, checks);
        (candidate, run, verdicts)
    });
    match judged.await {
        Ok(judged) => judged,
        // `evaluate` catches panics of the rules, so that only a cancelled runtime ends up here.
        Err(fault) => std::panic::resume_unwind(fault.into_panic()),
    }
}

fn evaluate_all(
    candidate: &Candidate,
    run: &Run,
    neighbours: &Neighbours,
    checks: impl Iterator<Item = CheckId>,
) -> Vec<Verdict> {
    let inputs = Inputs {
        sample: &candidate.sample,
        parents: &candidate.parents,
        run: Some(run),
        parent_runs: &candidate.parent_runs,
        neighbours: Some(neighbours),
    };
    checks.map(|check| check::evaluate(check, &inputs)).collect()
}

fn show(
    candidate: &Candidate,
    run: &Run,
    verdicts: &[Verdict],
    weights: &Weights,
    summary: &mut Summary,
    out: &mut Out,
) -> Result<(), CliError> {
    let verdict = verdicts
        .iter()
        .map(|verdict| verdict.kind)
        .max()
        .unwrap_or(VerdictKind::Unknown);
    summary.samples += 1;
    *match verdict {
        VerdictKind::Pass => &mut summary.pass,
        VerdictKind::Unknown => &mut summary.unknown,
        VerdictKind::Error => &mut summary.error,
        VerdictKind::Fail => &mut summary.fail,
    } += 1;
    let suspicion = weights.judge(&Features::of(&candidate.sample, Some(run), verdicts));
    if out.is_json() {
        let error = run
            .error
            .as_ref()
            .map(|error| format!("{}: {}", error.name, error.message));
        return out.json(&Line {
            id: candidate.sample.id.to_string(),
            row: candidate.row,
            verdict,
            suspicion: suspicion.probability,
            status: status(run),
            objective: objective(run),
            error,
            verdicts,
        });
    }
    let title = clean(candidate.sample.problem.lines().next().unwrap_or_default());
    let title: String = title.chars().take(60).collect();
    out.line(format!(
        "{} {:<7} {:>3.0} % row {:<6} {title}",
        verdict.symbol(),
        verdict.word(),
        100.0 * suspicion.probability,
        candidate.row
    ))?;
    // Whoever asks for a probe wants to read what came of it, whatever it is.
    let told = |verdict: &&Verdict| verdict.kind != VerdictKind::Pass || !verdict.check.is_routine();
    for verdict in verdicts.iter().filter(told) {
        out.line(format!(
            "    {} {:<12} {}",
            verdict.kind.symbol(),
            verdict.check.name(),
            clean(&verdict.summary)
        ))?;
        let asked_for = verdict.findings.iter().filter(|_| !verdict.check.is_routine());
        for finding in asked_for.filter(|finding| finding.message != verdict.summary) {
            out.line(format!("        {}", clean(&finding.message)))?;
        }
    }
    Ok(())
}
