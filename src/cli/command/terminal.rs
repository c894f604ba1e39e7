//! The terminal program: on a workspace, or on a throw-away one that shows everything.

use std::sync::Arc;

use futures::{StreamExt as _, stream};

use crate::author::textbook::Textbook;
use crate::author::{Author as _, ProblemDraft, SolutionTask};
use crate::check::{self, CheckId, Inputs};
use crate::cli::context::{self, Context};
use crate::cli::error::{CliError, End, ErrorKind};
use crate::cli::settings;
use crate::program::{Limits, Pool};
use crate::sample::{Lineage, Operator, Origin, Sample, SampleId};
use crate::store::{ComparingRules, Inserted, OpenOptions, Store, Workspace};
use crate::tui::{self, TuiError};
use crate::walk::batch::{self, Job, Stop};
use crate::walk::driver::Tools;

/// Walks that a demo workspace begins with.
const DEMO_WALKS: u64 = 24;
/// Samples with a planted fault that a demo workspace begins with.
const DEMO_FAULTS: usize = 8;

/// Opens the terminal program on the workspace, which is made and seeded on the first start.
///
/// # Errors
/// When the workspace or the terminal cannot be used.
pub async fn open(context: &Context, theme: Option<String>) -> Result<End, CliError> {
    tui::ensure_terminal()?;
    let workspace = context.open_seeded().await?;
    let ended = show(&workspace, theme).await;
    workspace.close().await;
    ended
}

/// Opens the terminal program on a workspace that is gone afterwards: seeds, grown samples, and some with a planted
/// fault, all checked.
///
/// # Errors
/// When no temporary folder can be used, or the terminal cannot be used.
pub async fn demo(theme: Option<String>) -> Result<End, CliError> {
    tui::ensure_terminal()?;
    let folder = tempfile::Builder::new()
        .prefix("stepwell-demo-")
        .tempdir()
        .map_err(|fault| {
            let message = format!("no temporary folder can be made: {fault}");
            CliError::new(
                ErrorKind::Output,
                message,
                "set TMPDIR to a folder that you may write to",
            )
        })?;
    let workspace = Workspace::open(folder.path().join("demo"), OpenOptions::create()).await?;
    eprintln!("growing a demo workspace …");
    furnish(workspace.store()).await?;
    let ended = show(&workspace, theme).await;
    workspace.close().await;
    ended
}

async fn show(workspace: &Workspace, theme: Option<String>) -> Result<End, CliError> {
    let store = workspace.store();
    let pool = context::workers(context::cores())?;
    let tools = Tools {
        probe: settings::probe()?,
        ..Tools::new(
            Arc::new(Textbook::default()),
            Arc::new(pool),
            Arc::new(store.clone()),
        )
    }
    .judged_by(Arc::new(ComparingRules::growing(store.clone())));
    let options = tui::Options {
        workspace: crate::sample::clean(&workspace.name()),
        workshop: tui::engine::Workshop {
            store: store.clone(),
            tools,
            reviewer: context::reviewer(),
        },
        config: context::settings_folder().unwrap_or_default(),
        theme,
    };
    tui::run(options).await?;
    Ok(End::Done)
}

async fn furnish(store: &Store) -> Result<(), CliError> {
    context::plant_seeds(store).await?;
    let pool = Arc::new(context::workers(context::cores())?);
    let mut seeds = Vec::new();
    let mut samples = store.stream(&[]);
    while let Some(sample) = samples.next().await {
        seeds.push(sample?);
    }
    let faulty = faulty_samples(&seeds).await?;
    let inserted = store.insert_samples(faulty.clone()).await?;
    let saved = faulty
        .into_iter()
        .zip(inserted)
        .filter(|(_, outcome)| matches!(outcome, Inserted::Saved(_)));
    let to_check: Vec<Sample> = seeds
        .iter()
        .cloned()
        .chain(saved.map(|(sample, _)| sample))
        .collect();
    check_all(store, &pool, to_check).await?;
    let rules = ComparingRules::fixed(store.clone()).await?;
    let tools =
        Tools::new(Arc::new(Textbook::default()), pool, Arc::new(store.clone())).judged_by(Arc::new(rules));
    let job = Job::new(1, DEMO_WALKS, seeds, "textbook");
    let grown = batch::run(job, tools, context::cores(), &Stop::default(), |_| ()).await;
    grown
        .map(|_| ())
        .map_err(|fault| CliError::new(ErrorKind::Internal, fault.to_string(), "please report this"))
}

/// Solutions with a planted fault for some of the seeds, as if somebody else's file had been imported.
async fn faulty_samples(seeds: &[Sample]) -> Result<Vec<Sample>, CliError> {
    let author = Textbook::with_faults(1.0);
    let mut samples = Vec::new();
    for (position, seed) in seeds
        .iter()
        .step_by((seeds.len() / DEMO_FAULTS).max(1))
        .enumerate()
    {
        let task = SolutionTask {
            operator: Operator::ChangePara,
            parents: vec![seed.clone()],
            problem: ProblemDraft {
                problem: seed.problem.clone(),
                blueprint: seed.blueprint.clone(),
                planted: None,
                exchange: crate::author::Exchange::default(),
            },
            library: seed.library,
            seed: position as u64,
            attempt: 0,
            notes: Vec::new(),
            previous: None,
            complaints: Vec::new(),
        };
        let draft = author.write_solution(task).await;
        let draft = draft
            .map_err(|fault| CliError::new(ErrorKind::Internal, fault.to_string(), "please report this"))?;
        let origin = Origin::Imported {
            file: "demo.jsonl".to_owned(),
            row: position as u64 + 1,
        };
        samples.push(Sample {
            id: SampleId::fresh(),
            solution: draft.solution,
            lineage: Lineage {
                origin,
                depth: 0,
                path: None,
            },
            blueprint: None,
            ..seed.clone()
        });
    }
    Ok(samples)
}

async fn check_all(store: &Store, pool: &Pool, samples: Vec<Sample>) -> Result<(), CliError> {
    let limits = Limits::default();
    let runs = stream::iter(samples).map(|sample| async {
        let run = pool.run(&sample.solution.program, &limits).await;
        (sample, run)
    });
    let mut runs = runs.buffered(context::cores() * 2);
    while let Some((sample, run)) = runs.next().await {
        let neighbours = store.neighbours(&sample, run.model.as_ref()).await?;
        let inputs = Inputs {
            run: Some(&run),
            neighbours: Some(&neighbours),
            ..Inputs::of(&sample)
        };
        let verdicts = CheckId::routine()
            .map(|check| check::evaluate(check, &inputs))
            .collect();
        store
            .put_verdicts(sample.id, sample.version, verdicts, Some(run))
            .await?;
    }
    Ok(())
}

impl From<TuiError> for CliError {
    fn from(fault: TuiError) -> Self {
        let (kind, hint) = match &fault {
            TuiError::Terminal(_) => (
                ErrorKind::Terminal,
                "in a script, use the commands: `stepwell help` lists them; all take --json",
            ),
            TuiError::Keys(_) | TuiError::Theme(_) => (
                ErrorKind::Input,
                "correct the file, or move it away to use the default",
            ),
            TuiError::System(_) | TuiError::Loop(_) => (
                ErrorKind::Terminal,
                "everything decided so far is saved; start again",
            ),
        };
        Self::new(kind, fault.to_string(), hint)
    }
}
