//! `stepwell run`: one program, its model, its outcome.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::reasons;
use crate::cli::args::{LimitArgs, RunArgs};
use crate::cli::context;
use crate::cli::error::{CliError, End, ErrorKind as OutError};
use crate::cli::out::Out;
use crate::cli::sink::{PartialFile, cannot_write};
use crate::model::file::{self, Format};
use crate::model::text::rounded;
use crate::model::{Model, Shape};
use crate::program::{ErrorKind, Limits, Run};
use crate::sample::clean;
use crate::solve::Outcome;

/// Runs the program and shows what came of it. A program that ends badly is a finding, not an error of ours.
///
/// # Errors
/// When the file cannot be read, the model file or output cannot be written.
pub async fn run(args: &RunArgs, out: &mut Out) -> Result<End, CliError> {
    let program = context::read_text(&args.program)?;
    let pool = context::workers_with(1, &args.python)?;
    let run = pool.run(&program, &limits(&args.limits)).await;
    if out.is_json() {
        out.json(&report(&run))?;
    } else {
        print(&run, out)?;
        out.flush()?;
    }
    if let Some(path) = &args.model {
        write_model(&run, path, out.is_json())?;
    }
    Ok(if run.error.is_none() && run.outcome.is_some() {
        End::Done
    } else {
        End::Findings
    })
}

/// Writes the captured model in the format that the file's name says.
fn write_model(run: &Run, path: &Path, json: bool) -> Result<(), CliError> {
    let Some(model) = &run.model else {
        let message = format!("{} was not written: the program made no model", path.display());
        let none = CliError::new(OutError::Input, message, "see the program's error");
        eprintln!("{}", if json { none.to_json() } else { none.to_text() });
        return Ok(()); // the run itself is a finding
    };
    let format = Format::of_name(&path.to_string_lossy()).unwrap_or(Format::Mps);
    let text = file::write(model, format).map_err(|fault| {
        CliError::new(
            OutError::Input,
            format!("the model cannot be written to {}: {fault}", path.display()),
            "the report above has the model",
        )
    })?;
    let mut target = PartialFile::create(path)?;
    target
        .write_all(text.as_bytes())
        .map_err(|fault| cannot_write(target.partial(), &fault))?;
    target.finish().map(drop)
}

/// The limits that the arguments ask for.
pub fn limits(args: &LimitArgs) -> Limits {
    let defaults = Limits::default();
    let time = std::time::Duration::from_secs_f64(args.time_limit);
    let solve = crate::solve::SolveLimits {
        time: defaults.solve.time.min(time),
        ..defaults.solve
    };
    Limits {
        time,
        memory: (args.memory_limit as usize) << 20,
        solve,
        ..defaults
    }
}

/// How a run ended, in one word: the outcome's status, or what kept the program from its end. A program that fails
/// after it solved is an error all the same, as the benchmarks count it; its outcome is still in the report.
pub fn status(run: &Run) -> &'static str {
    match (&run.error, &run.outcome) {
        (Some(error), _) => match error.kind {
            ErrorKind::Syntax => "syntax",
            ErrorKind::Raised | ErrorKind::Forbidden | ErrorKind::Recursion => "error",
            ErrorKind::Unsupported => "unsupported",
            ErrorKind::Time => "time",
            ErrorKind::Memory => "memory",
            ErrorKind::Output => "output",
            ErrorKind::Worker => "worker",
            ErrorKind::Cancelled => "cancelled",
        },
        (None, Some(outcome)) => outcome.status.word(),
        (None, None) => "unsolved",
    }
}

/// The objective of a program that came to its end with one.
pub fn objective(run: &Run) -> Option<f64> {
    let outcome = run.outcome.as_ref().filter(|_| run.error.is_none());
    outcome.and_then(|outcome| outcome.objective)
}

fn report(run: &Run) -> Value {
    json!({
        "engine": run.engine.to_string(),
        "status": status(run),
        "objective": objective(run),
        "values": run.model.as_ref().zip(run.outcome.as_ref()).map_or_else(Map::new, values),
        "model": run.model.as_ref().map(Model::shape),
        "stdout": run.stdout,
        "error": run.error,
        "solves": run.solves,
        "time": run.time.as_secs_f64(),
        "outcome": run.outcome,
        "explanation": reasons::explanation(run.model.as_ref(), run.outcome.as_ref()),
        "binding": reasons::binding(run.model.as_ref(), run.outcome.as_ref()),
        "rows": run.model.as_ref().map(|model| &model.rows),
        "variables": run.model.as_ref().map(|model| &model.variables),
    })
}

/// Values by variable name; a name that occurs more than once gets its position behind it.
pub fn values((model, outcome): (&Model, &Outcome)) -> Map<String, Value> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for variable in &model.variables {
        *uses.entry(&variable.name).or_insert(0) += 1;
    }
    let named = model.variables.iter().zip(&outcome.values).enumerate();
    named
        .map(|(position, (variable, value))| {
            let unique = uses.get(variable.name.as_str()) == Some(&1);
            let name = if unique {
                variable.name.clone()
            } else {
                format!("{}#{position}", variable.name)
            };
            (name, json!(value))
        })
        .collect()
}

fn print(run: &Run, out: &mut Out) -> Result<(), CliError> {
    if let Some(model) = &run.model {
        let Shape {
            variables,
            rows,
            nonzeros,
            integers,
            ..
        } = model.shape();
        out.line(format!(
            "model      {variables} variables ({integers} integer), {rows} rows, {nonzeros} nonzeros"
        ))?;
        out.line(format!(
            "           {}",
            clean(&model.objective_text(&model.objective))
        ))?;
        for row in &model.rows {
            let line = row
                .line
                .map(|line| format!("  (line {line})"))
                .unwrap_or_default();
            out.line(format!(
                "           {}: {}{line}",
                clean(&row.name),
                clean(&model.row_text(row))
            ))?;
        }
    }
    if !run.engine.is_built_in() {
        out.line(format!("engine     {}", clean(&run.engine.to_string())))?;
    }
    out.line(format!("status     {}", status(run)))?;
    if let (Some(model), Some(outcome)) = (&run.model, &run.outcome) {
        print_outcome(model, outcome, out)?;
    }
    if !run.stdout.is_empty() {
        out.line("output")?;
        for line in clean(&run.stdout).lines() {
            out.line(format!("  | {line}"))?;
        }
    }
    if let Some(error) = &run.error {
        let place = error
            .line
            .map(|line| format!(" on line {line}"))
            .unwrap_or_default();
        out.line(format!(
            "error      {}{place}: {}",
            clean(&error.name),
            clean(&error.message)
        ))?;
    }
    Ok(())
}

fn print_outcome(model: &Model, outcome: &Outcome, out: &mut Out) -> Result<(), CliError> {
    if let Some(objective) = outcome.objective {
        out.line(format!("objective  {}", rounded(objective, 6)))?;
    }
    for (variable, value) in model.variables.iter().zip(&outcome.values) {
        out.line(format!(
            "           {} = {}",
            clean(&variable.name),
            rounded(*value, 6)
        ))?;
    }
    for note in &outcome.notes {
        out.line(format!("note       {}", clean(note)))?;
    }
    reasons::print(model, outcome, out)
}
