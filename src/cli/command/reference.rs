//! `stepwell import --reference`: sets to be compared with, kept apart from the dataset.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use futures::{StreamExt as _, stream};
use serde_json::json;

use crate::cli::args::ImportArgs;
use crate::cli::context::{self, Context};
use crate::cli::error::{CliError, End};
use crate::cli::out::Out;
use crate::dataset::import::{self, Imported};
use crate::program::{Limits, Pool};
use crate::sample::{Sample, clean};
use crate::store::{OpenOptions, ReferenceRow, Store, Workspace};

/// Rows saved in one transaction.
const PAGE: usize = 256;

#[derive(Default)]
struct Tally {
    rows: u64,
    models: u64,
    unreadable: u64,
}

/// Imports the files as one reference set. Programs are run, so that models can be compared too.
///
/// # Errors
/// When a file cannot be opened, the workspace cannot be written, or output cannot be written.
pub(super) async fn run(
    context: &Context,
    name: &str,
    args: &ImportArgs,
    out: &mut Out,
) -> Result<End, CliError> {
    let workspace = if args.dry_run {
        None
    } else {
        Some(context.open(OpenOptions::create()).await?)
    };
    let store = workspace.as_ref().map(Workspace::store);
    let pool = context::workers(context::cores())?;
    if let Some(store) = store {
        let files: Vec<String> = args.files.iter().map(|path| file_name(path)).collect();
        store.begin_reference_set(name, &files.join(", ")).await?;
    }
    let mut tally = Tally::default();
    for path in &args.files {
        import_file(store, &pool, name, path, &mut tally, out).await?;
    }
    if let Some(workspace) = &workspace {
        workspace.close().await;
    }
    let Tally {
        rows,
        models,
        unreadable,
    } = tally;
    let kept = rows - unreadable;
    if out.is_json() {
        let summary = json!({
            "reference": name, "rows": rows, "imported": kept, "models": models, "unreadable": unreadable,
            "dry_run": args.dry_run,
        });
        out.json(&json!({ "summary": summary }))?;
    } else {
        let verb = if args.dry_run { "could be kept" } else { "kept" };
        out.line(format!(
            "reference set `{name}`: {kept} rows {verb}, {models} with a model, {unreadable} unreadable"
        ))?;
        out.flush()?;
    }
    Ok(if unreadable == 0 { End::Done } else { End::Findings })
}

fn file_name(path: &Path) -> String {
    clean(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

async fn import_file(
    store: Option<&Store>,
    pool: &Pool,
    set: &str,
    path: &PathBuf,
    tally: &mut Tally,
    out: &mut Out,
) -> Result<(), CliError> {
    let input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        let file = std::fs::File::open(path).map_err(|fault| context::cannot_read(path, &fault))?;
        Box::new(BufReader::new(file))
    };
    let name = file_name(path);
    // Rows of a second file go on behind those of the first.
    let before = tally.rows;
    let rows = stream::iter(import::rows(input, &name)).map(|Imported { row, result }| async move {
        match result {
            Ok((sample, _)) => Ok(reference(before + row, sample, pool).await),
            Err(fault) => Err((row, fault.to_string())),
        }
    });
    let mut rows = rows.buffered(context::cores() * 2);
    let mut page = Vec::new();
    while let Some(row) = rows.next().await {
        tally.rows += 1;
        match row {
            Ok(row) => {
                tally.models += u64::from(row.model.is_some());
                page.push(row);
            }
            Err((row, why)) => {
                tally.unreadable += 1;
                if out.is_json() {
                    out.json(&json!({"file": name, "row": row, "kind": "unreadable", "message": why}))?;
                } else {
                    out.line(format!("{name} row {row}: unreadable: {}", clean(&why)))?;
                }
            }
        }
        if page.len() == PAGE {
            save(store, set, std::mem::take(&mut page)).await?;
        }
    }
    save(store, set, page).await
}

async fn reference(row: u64, sample: Sample, pool: &Pool) -> ReferenceRow {
    let program = &sample.solution.program;
    let model = if program.trim().is_empty() {
        None
    } else {
        pool.run(program, &Limits::default()).await.model
    };
    ReferenceRow {
        row,
        content: sample.content_hash(),
        problem: sample.problem,
        // A model with numbers that nothing can be compared with is none.
        model: model.filter(|model| model.validate().is_ok()),
    }
}

async fn save(store: Option<&Store>, set: &str, page: Vec<ReferenceRow>) -> Result<(), CliError> {
    if let Some(store) = store
        && !page.is_empty()
    {
        store.add_references(set, page).await?;
    }
    Ok(())
}
