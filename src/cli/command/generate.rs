//! `stepwell generate`: walks by the hundred, with nobody at the keys.

use std::collections::HashSet;
use std::io::IsTerminal as _;
use std::sync::Arc;

use futures::TryStreamExt as _;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::author::textbook::Textbook;
use crate::cli::args::{AuthorName, GenerateArgs};
use crate::cli::context::{self, Context};
use crate::cli::error::{CliError, End, ErrorKind};
use crate::cli::out::Out;
use crate::review::ReviewState;
use crate::sample::{ContentHash, Operator, Sample, SampleId};
use crate::store::{ComparingRules, Store};
use crate::walk::batch::{self, BatchError, Grown, Job, Stop, Summary};
use crate::walk::driver::Tools;
use crate::walk::journal::Ending;
use crate::walk::pool::OperatorWeights;
use crate::walk::problem_hash;

use super::faults::FaultTable;

/// Runs the batch, tells of every walk that ended, and sums up.
///
/// # Errors
/// When the workspace cannot be used or output cannot be written; what was finished stays saved.
pub async fn run(context: &Context, args: &GenerateArgs, out: &mut Out) -> Result<End, CliError> {
    let workspace = context.open_seeded().await?;
    let store = workspace.store();
    let AuthorName::Textbook = args.author;
    let author = Textbook::with_faults(args.fault_rate);
    let pool = context::workers(context::cores())?;
    let job = job(store, args).await?;
    // All walks compare with what is here now, so that a seed gives the same verdicts however many run at once.
    let rules = ComparingRules::fixed(store.clone()).await?;
    let tools =
        Tools::new(Arc::new(author), Arc::new(pool), Arc::new(store.clone())).judged_by(Arc::new(rules));

    let stop = Stop::default();
    let watcher = tokio::spawn(stop_on_interrupt(stop.clone()));
    let jobs = args.jobs.map_or_else(context::cores, usize::from);
    let progress = progress_bar(args.count, out.is_json());
    let mut faults = FaultTable::default();
    let mut written = Ok(());
    let summary = batch::run(job, tools, jobs, &stop, |grown| {
        faults.add(grown);
        progress.inc(1);
        progress.set_message(operator_and_end(grown));
        if written.is_ok() {
            written = tell(grown, out);
            if written.is_err() {
                stop.gently(); // nobody reads on; what runs is still saved
            }
        }
    })
    .await;
    progress.finish_and_clear();
    watcher.abort();
    let summary = summary.map_err(|fault| broken(&fault))?;
    written?;
    workspace.close().await;
    let faults = (args.fault_rate > 0.0).then_some(&faults);
    sum_up(&summary, faults, args, out)?;
    Ok(if summary.stopped {
        End::Interrupted
    } else {
        End::Done
    })
}

/// Samples that the textbook author can derive from by every operator are its parents; the shipped seeds are added
/// when the workspace has none.
async fn job(store: &Store, args: &GenerateArgs) -> Result<Job, CliError> {
    let mut parents = parents(store, &args.operators).await?;
    if parents.is_empty() {
        let planted = context::plant_seeds(store).await?;
        eprintln!(
            "no sample here can be a parent for the textbook author; {planted} shipped seeds were added"
        );
        parents = self::parents(store, &args.operators).await?;
    }
    let mut job = Job::new(args.seed, u64::from(args.count), parents, "textbook");
    let taken: HashSet<SampleId> = job.parents.iter().map(|parent| parent.id).collect();
    job.known = known_problems(store, &taken).await?;
    job.weights = weights(&args.operators)?;
    Ok(job)
}

async fn parents(store: &Store, operators: &[Operator]) -> Result<Vec<Sample>, CliError> {
    // Without a blueprint only numbers can be changed, and only where every number can be traced.
    let numbers_only = operators == [Operator::ChangePara];
    let samples = store.stream(&[ReviewState::Pending, ReviewState::Accepted]);
    let mut parents: Vec<Sample> = samples
        .try_filter(|sample| futures::future::ready(numbers_only || sample.blueprint.is_some()))
        .try_collect()
        .await?;
    parents.sort_by_key(|parent| parent.id);
    Ok(parents)
}

async fn known_problems(
    store: &Store,
    taken: &HashSet<SampleId>,
) -> Result<Vec<(ContentHash, SampleId)>, CliError> {
    let others = store
        .stream(&[])
        .try_filter(|sample| futures::future::ready(!taken.contains(&sample.id)));
    Ok(others
        .map_ok(|sample| (problem_hash(&sample.problem), sample.id))
        .try_collect()
        .await?)
}

fn weights(operators: &[Operator]) -> Result<OperatorWeights, CliError> {
    let usual = OperatorWeights::default();
    if operators.is_empty() {
        return Ok(usual);
    }
    let wanted = Operator::ALL.map(|operator| {
        if operators.contains(&operator) {
            usual.of(operator)
        } else {
            0.0
        }
    });
    OperatorWeights::new(wanted)
        .map_err(|fault| CliError::new(ErrorKind::Usage, fault.to_string(), "name an operator"))
}

/// The first Ctrl-C lets the walks in flight end, the second stops at once. Both leave everything resumable.
async fn stop_on_interrupt(stop: Stop) {
    if tokio::signal::ctrl_c().await.is_ok() {
        eprintln!("stopping: the walks in flight are being finished; Ctrl-C again stops at once");
        stop.gently();
    }
    if tokio::signal::ctrl_c().await.is_ok() {
        stop.now();
    }
}

fn progress_bar(count: u32, json: bool) -> ProgressBar {
    if json || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::from(count));
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} walks  {per_sec}  {eta} left  {msg}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}

fn operator_and_end(grown: &Grown) -> String {
    format!("{} {}", grown.operator.name(), ending(grown.ending))
}

fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Kept => "kept",
        Ending::Dropped => "dropped",
        Ending::Failed => "failed",
    }
}

fn tell(grown: &Grown, out: &mut Out) -> Result<(), CliError> {
    if !out.is_json() {
        return Ok(());
    }
    out.json(&json!({
        "walk": grown.walk,
        "operator": grown.operator,
        "parents": grown.parents,
        "result": ending(grown.ending),
        "step": grown.step,
        "id": grown.sample.as_ref().map(|sample| sample.id),
        "index": grown.index,
        "reason": grown.reason,
        "planted": grown.planted.iter().map(|(kind, _)| kind).collect::<Vec<_>>(),
        "attempts": grown.attempts,
        "resumed": grown.found,
    }))
}

fn sum_up(
    summary: &Summary,
    faults: Option<&FaultTable>,
    args: &GenerateArgs,
    out: &mut Out,
) -> Result<(), CliError> {
    if out.is_json() {
        let mut value = json!(summary);
        value["seed"] = json!(args.seed);
        if let Some(faults) = faults {
            value["faults"] = json!(faults);
        }
        return out.json(&json!({ "summary": value }));
    }
    let Summary {
        walks,
        total,
        operators,
        found,
        stopped,
    } = summary;
    out.line(format!(
        "{walks} walks: {} kept, {} dropped, {} failed ({found} of them from an earlier run)",
        total.kept, total.dropped, total.failed
    ))?;
    for (operator, tally) in operators {
        let name = operator.name();
        out.line(format!(
            "  {name:<13} {:>6} kept {:>6} dropped {:>6} failed",
            tally.kept, tally.dropped, tally.failed
        ))?;
    }
    if let Some(faults) = faults {
        for line in faults.lines() {
            out.line(line)?;
        }
    }
    if *stopped {
        out.line("stopped early; the same command again goes on from here")?;
    }
    out.flush()
}

fn broken(fault: &BatchError) -> CliError {
    let hint = "what was finished is saved; the same command again goes on from there";
    let kind = match fault {
        BatchError::NoParents => ErrorKind::Input,
        BatchError::Driver(_) | BatchError::Journal { .. } => ErrorKind::Workspace,
        BatchError::Task(_) => ErrorKind::Internal,
    };
    CliError::new(kind, fault.to_string(), hint)
}
