//! `stepwell import`: samples from files, with a reason for each row that could not be read.

use std::io::{BufRead, BufReader};
use std::path::Path;

use serde_json::json;
use time::OffsetDateTime;

use crate::cli::args::ImportArgs;
use crate::cli::context::{self, Context};
use crate::cli::error::{CliError, End};
use crate::cli::out::Out;
use crate::dataset::import::{self, Imported};
use crate::sample::{Lineage, Sample, clean};
use crate::store::{ImportRecord, Inserted, OpenOptions, Store};

use super::reference;

/// Samples saved in one transaction.
const PAGE: usize = 256;

#[derive(Default)]
struct Tally {
    rows: u64,
    imported: u64,
    duplicates: u64,
    unreadable: u64,
}

/// Imports every file. A row that cannot be read or is here already costs only itself.
///
/// # Errors
/// When a file cannot be opened, the workspace cannot be written, or output cannot be written.
pub async fn run(context: &Context, args: &ImportArgs, out: &mut Out) -> Result<End, CliError> {
    if let Some(name) = &args.reference {
        return reference::run(context, name, args, out).await;
    }
    let workspace = if args.dry_run {
        None
    } else {
        Some(context.open(OpenOptions::create()).await?)
    };
    let store = workspace.as_ref().map(crate::store::Workspace::store);
    let mut all = Tally::default();
    for path in &args.files {
        let tally = import_file(store, path, args.seeds, out).await?;
        all.rows += tally.rows;
        all.imported += tally.imported;
        all.duplicates += tally.duplicates;
        all.unreadable += tally.unreadable;
    }
    if let Some(workspace) = &workspace {
        workspace.close().await;
    }
    let Tally {
        rows,
        imported,
        duplicates,
        unreadable,
    } = all;
    if out.is_json() {
        let summary = json!({
            "rows": rows, "imported": imported, "duplicates": duplicates, "unreadable": unreadable, "dry_run": args.dry_run
        });
        out.json(&json!({ "summary": summary }))?;
    } else {
        let verb = if args.dry_run {
            "could be imported"
        } else {
            "imported"
        };
        out.line(format!(
            "{rows} rows: {imported} {verb}, {duplicates} here already, {unreadable} unreadable"
        ))?;
        out.flush()?;
    }
    Ok(if unreadable == 0 { End::Done } else { End::Findings })
}

async fn import_file(
    store: Option<&Store>,
    path: &Path,
    seeds: bool,
    out: &mut Out,
) -> Result<Tally, CliError> {
    let input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        let file = std::fs::File::open(path).map_err(|fault| context::cannot_read(path, &fault))?;
        Box::new(BufReader::with_capacity(1 << 20, file))
    };
    let name = clean(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy());
    let mut tally = Tally::default();
    let mut page: Vec<(u64, Sample)> = Vec::new();
    for Imported { row, result } in import::rows(input, &name) {
        tally.rows += 1;
        match result {
            Err(fault) => {
                tally.unreadable += 1;
                say(out, &name, row, "unreadable", &fault.to_string())?;
            }
            Ok((mut sample, notes)) => {
                if seeds {
                    sample.lineage = Lineage {
                        path: sample.lineage.path.take(),
                        ..Lineage::seed()
                    };
                }
                for note in notes {
                    say(out, &name, row, "note", &note.to_string())?;
                }
                page.push((row, sample));
            }
        }
        if page.len() == PAGE {
            save(store, &mut page, &name, &mut tally, out).await?;
        }
    }
    save(store, &mut page, &name, &mut tally, out).await?;
    if let Some(store) = store {
        let (rows, inserted) = (tally.rows, tally.imported);
        let refused = tally.duplicates + tally.unreadable;
        store
            .record_import(ImportRecord {
                file: name,
                rows,
                inserted,
                refused,
                at: OffsetDateTime::now_utc(),
            })
            .await?;
    }
    Ok(tally)
}

async fn save(
    store: Option<&Store>,
    page: &mut Vec<(u64, Sample)>,
    file: &str,
    tally: &mut Tally,
    out: &mut Out,
) -> Result<(), CliError> {
    let (rows, samples): (Vec<u64>, Vec<Sample>) = page.drain(..).unzip();
    let Some(store) = store else {
        tally.imported += samples.len() as u64;
        return Ok(());
    };
    for (row, outcome) in rows.into_iter().zip(store.insert_samples(samples).await?) {
        let message = match outcome {
            Inserted::Saved(_) => {
                tally.imported += 1;
                continue;
            }
            Inserted::SameId { id, equal: true } => format!("sample {id} is here already"),
            Inserted::SameId { id, equal: false } => {
                format!("another sample has the id {id}; the one here was kept, give the new one another id")
            }
            Inserted::SameContent { of, .. } => format!("sample {of} has exactly this content"),
        };
        tally.duplicates += 1;
        say(out, file, row, "duplicate", &message)?;
    }
    Ok(())
}

fn say(out: &mut Out, file: &str, row: u64, kind: &str, message: &str) -> Result<(), CliError> {
    if out.is_json() {
        out.json(&json!({"file": file, "row": row, "kind": kind, "message": message}))
    } else {
        out.line(format!("{file} row {row}: {kind}: {}", clean(message)))
    }
}
