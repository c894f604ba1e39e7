//! `stepwell solve`: a model from a file, its outcome.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::reasons;
use super::run::values;
use crate::cli::args::SolveArgs;
use crate::cli::context;
use crate::cli::error::{CliError, End, ErrorKind};
use crate::cli::out::Out;
use crate::model::file::{self, Format, ModelFile};
use crate::model::text::rounded;
use crate::model::{Model, Number, Row, Shape};
use crate::solve::{Outcome, RowResult, SolveLimits, SolverName, Status};

/// Reads the model, solves it in a worker and shows what came of it. A model without an optimum is a finding.
///
/// # Errors
/// When the file cannot be read as a model, or output cannot be written.
pub async fn run(args: &SolveArgs, out: &mut Out) -> Result<End, CliError> {
    let longest = file::LONGEST as u64;
    let bytes = context::read_bytes(
        &args.model,
        longest,
        ("model for this program", "name an LP or MPS file"),
    )?;
    let path = if args.model == Path::new("-") {
        "standard input".to_owned()
    } else {
        args.model.display().to_string()
    };
    let named = args.format.map(crate::cli::args::FormatName::format);
    let read = file::read(&bytes, named.or_else(|| Format::of_name(&path)))
        .map_err(|fault| CliError::new(ErrorKind::Input, format!("{path}: {fault}"), fault.hint.clone()))?;
    drop(bytes);
    let limits = SolveLimits {
        time: Duration::from_secs_f64(args.time_limit),
        ..SolveLimits::default()
    };
    let outcome = context::workers(1)?.solve(&read.model, &limits).await;
    if out.is_json() {
        out.json(&report(&read, &outcome))?;
    } else {
        print(&read, &outcome, out)?;
        out.flush()?;
    }
    Ok(if outcome.status == Status::Optimal {
        End::Done
    } else {
        End::Findings
    })
}

fn notes<'a>(read: &'a ModelFile, outcome: &'a Outcome) -> Vec<&'a str> {
    let all = read.notes.iter().chain(&outcome.notes);
    all.map(String::as_str).collect()
}

fn report(read: &ModelFile, outcome: &Outcome) -> Value {
    let model = &read.model;
    json!({
        "status": outcome.status.word(),
        "objective": outcome.objective,
        "values": values((model, outcome)),
        "rows": model.rows.iter().enumerate().map(|(at, row)| row_report(row, outcome.rows.get(at))).collect::<Vec<_>>(),
        "solver": outcome.solver.map(SolverName::word),
        "notes": notes(read, outcome),
        "name": model.name,
        "format": read.format.word(),
        "sense": model.objective.sense.word(),
        "model": model.shape(),
        "time": outcome.time.as_secs_f64(),
        "outcome": outcome,
        "explanation": reasons::explanation(Some(model), Some(outcome)),
        "binding": reasons::binding(Some(model), Some(outcome)),
    })
}

fn row_report(row: &Row, result: Option<&RowResult>) -> Value {
    let bound = |value: f64| Number::serialize(&value, serde_json::value::Serializer).unwrap_or(Value::Null);
    json!({
        "name": row.name,
        "lower": bound(row.lower),
        "upper": bound(row.upper),
        "line": row.line,
        "activity": result.map(|result| result.activity),
        "slack": result.and_then(|result| result.slack),
        "dual": result.and_then(|result| result.dual),
    })
}

fn print(read: &ModelFile, outcome: &Outcome, out: &mut Out) -> Result<(), CliError> {
    let model = &read.model;
    let Shape {
        variables,
        rows,
        nonzeros,
        integers,
        ..
    } = model.shape();
    let sense = model.objective.sense.word();
    out.line(format!(
        "model      {sense}, {variables} variables ({integers} integer), {rows} rows, {nonzeros} nonzeros"
    ))?;
    let solver = outcome
        .solver
        .map_or_else(String::new, |solver| format!("  by {}", solver.word()));
    out.line(format!(
        "status     {}{solver} in {:.1?}",
        outcome.status.word(),
        outcome.time
    ))?;
    if let Some(objective) = outcome.objective {
        out.line(format!("objective  {}", rounded(objective, 6)))?;
    }
    if !outcome.values.is_empty() {
        out.line("values")?;
        for (variable, value) in model.variables.iter().zip(&outcome.values) {
            out.line(format!(
                "           {} = {}",
                one_line(&variable.name),
                rounded(*value, 6)
            ))?;
        }
    }
    print_rows(model, outcome, out)?;
    for note in notes(read, outcome) {
        out.line(format!("note       {note}"))?;
    }
    reasons::print(model, outcome, out)
}

fn print_rows(model: &Model, outcome: &Outcome, out: &mut Out) -> Result<(), CliError> {
    if outcome.rows.is_empty() {
        return Ok(());
    }
    out.line("rows")?;
    for (row, result) in model.rows.iter().zip(&outcome.rows) {
        let slack = result
            .slack
            .map_or_else(String::new, |slack| format!("  slack {}", rounded(slack, 6)));
        let dual = result
            .dual
            .map_or_else(String::new, |dual| format!("  dual {}", rounded(dual, 6)));
        out.line(format!(
            "           {} = {}{slack}{dual}",
            one_line(&row.name),
            rounded(result.activity, 6)
        ))?;
    }
    Ok(())
}

/// A name may hold a line feed, which would look like another entry.
fn one_line(name: &str) -> String {
    name.replace(['\n', '\t'], " ")
}
