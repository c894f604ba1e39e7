//! `stepwell export`: JSON Lines for a trainer, or whole records.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use futures::TryStreamExt as _;
use serde_json::{Value, json};

use crate::cli::args::ExportArgs;
use crate::cli::context::Context;
use crate::cli::error::{CliError, End, ErrorKind};
use crate::cli::out::Out;
use crate::cli::sink::{PartialFile, cannot_write};
use crate::dataset::export::{self, Record};
use crate::review::{Act, Decision, ReviewState};
use crate::sample::{Sample, SampleId};
use crate::store::{HistoryEntry, OpenOptions, Store};

/// Longest chain of ancestors that a lineage string spells out; longer ones would double with each combination.
const MAX_PATH: usize = 64 << 10;

/// Writes the samples in the wanted states.
///
/// # Errors
/// When the workspace cannot be read or the output cannot be written; an existing file is then left as it was.
pub async fn run(context: &Context, args: &ExportArgs, out: &mut Out) -> Result<End, CliError> {
    let workspace = context.open(OpenOptions::read()).await?;
    let states: Option<Vec<ReviewState>> = args.states.iter().map(|name| name.state()).collect();
    let states = states.unwrap_or_default(); // `all` among them asks for every state, which the store writes as none
    let mut sink = Sink::open(args.output.as_deref())?;
    let mut paths = Paths {
        store: workspace.store(),
        known: HashMap::new(),
    };
    let mut samples = workspace.store().stream(&states);
    let mut count = 0_u64;
    while let Some(sample) = samples.try_next().await? {
        let path = paths.of(&sample).await?;
        let row = if args.full {
            full(workspace.store(), &sample, &path).await?
        } else {
            export::training_row(&sample, &path)
        };
        sink.write(&row)?;
        count += 1;
    }
    let target = sink.finish()?;
    report(out, count, target.as_deref())?;
    Ok(End::Done)
}

fn report(out: &mut Out, count: u64, target: Option<&Path>) -> Result<(), CliError> {
    let Some(target) = target else { return Ok(()) };
    if out.is_json() {
        return out.json(&json!({"summary": {"samples": count, "file": target}}));
    }
    out.line(format!("{count} samples written to {}", target.display()))?;
    out.flush()
}

async fn full(store: &Store, sample: &Sample, path: &str) -> Result<Value, CliError> {
    let findings = store.findings(sample.id, sample.version).await?;
    let history = store.decisions_on(sample.id).await?;
    let state = store
        .queue_item(sample.id)
        .await?
        .map(|item| item.state)
        .unwrap_or_default();
    let decisions: Vec<_> = history.into_iter().filter_map(standing).collect();
    let record = Record {
        sample,
        state,
        verdicts: &findings.verdicts,
        run: findings.run.as_ref(),
        decisions: &decisions,
    };
    export::full_row(&record, path).map_err(|fault| {
        CliError::new(
            ErrorKind::Internal,
            format!("sample {} cannot be written: {fault}", sample.id),
            "",
        )
    })
}

/// A decision that was not taken back.
fn standing(entry: HistoryEntry) -> Option<Decision> {
    match entry.entry.act {
        Act::Decide(decision) if entry.stands => Some(decision),
        Act::Decide(_) | Act::TakeBack { .. } => None,
    }
}

/// Lineage strings, each made once: samples come in order of arrival, so parents are mostly known before children.
struct Paths<'a> {
    store: &'a Store,
    known: HashMap<SampleId, String>,
}

impl Paths<'_> {
    async fn of(&mut self, sample: &Sample) -> Result<String, CliError> {
        let mut open = vec![sample.clone()];
        while let Some(next) = open.last().cloned() {
            let unknown = next
                .lineage
                .parents()
                .iter()
                .copied()
                .find(|parent| !self.known.contains_key(parent));
            if let Some(parent) = unknown {
                match self.store.sample(parent).await? {
                    // A parent that waits for itself can only come from a damaged file; its path stays empty.
                    Some(parent) if open.iter().all(|waiting| waiting.id != parent.id) => open.push(parent),
                    _ => {
                        self.known.insert(parent, String::new());
                    }
                }
                continue;
            }
            let mut path = export::generate_path(&next, |parent| {
                self.known.get(&parent).cloned().unwrap_or_default()
            });
            if path.len() > MAX_PATH {
                path = export::generate_path(&next, |_| "…".to_owned());
            }
            self.known.insert(next.id, path);
            open.pop();
        }
        Ok(self.known.get(&sample.id).cloned().unwrap_or_default())
    }
}

/// Standard output, or a file that appears under its name only when it is complete.
enum Sink {
    Standard(BufWriter<io::Stdout>),
    File(PartialFile),
}

impl Sink {
    fn open(target: Option<&Path>) -> Result<Self, CliError> {
        match target.filter(|path| *path != Path::new("-")) {
            Some(target) => Ok(Self::File(PartialFile::create(target)?)),
            None => Ok(Self::Standard(BufWriter::new(io::stdout()))),
        }
    }

    fn write(&mut self, row: &Value) -> Result<(), CliError> {
        match self {
            Self::Standard(writer) => {
                put(writer, row).map_err(|fault| cannot_write(Path::new("standard output"), &fault))
            }
            Self::File(file) => put(file, row).map_err(|fault| cannot_write(file.partial(), &fault)),
        }
    }

    fn finish(self) -> Result<Option<PathBuf>, CliError> {
        match self {
            Self::Standard(mut writer) => {
                writer
                    .flush()
                    .map_err(|fault| cannot_write(Path::new("standard output"), &fault))?;
                Ok(None)
            }
            Self::File(file) => file.finish().map(Some),
        }
    }
}

fn put(writer: &mut impl Write, row: &Value) -> io::Result<()> {
    serde_json::to_writer(&mut *writer, row)?;
    writeln!(writer)
}
