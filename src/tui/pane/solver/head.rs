//! The solver's verdict in words: status, agreement, gap, error, notes; and what was asked.

use std::ops::Range;

use crate::program::{ErrorKind, ProgramError, Run};
use crate::solve::{Outcome, Second, SolverAnswer, SolverName, Status, second_opinion};
use crate::tui::pane::figures::{duration, value};
use crate::tui::text::{Document, Hang, Rich, Role, one_line};

/// Bytes of one note or message that are shown.
const NOTE_LIMIT: usize = 2_000;

/// Objectives closer than this, relative to their size, count as the same.
const SAME: f64 = 1e-6;

/// What stands above the tables.
#[derive(Debug)]
pub(super) struct Head {
    document: Document,
    status: Range<usize>,
}

impl Head {
    pub(super) fn new(run: &Run) -> Self {
        let mut rich = Rich::new();
        match &run.outcome {
            Some(outcome) => write_status(&mut rich, run, outcome),
            None if run.error.is_some() => drop(rich.decorate("· not solved", Role::Unknown)),
            None => drop(rich.decorate("· not solved: the program never calls solve", Role::Unknown)),
        }
        let status = 0..rich.text().len();
        if let Some(error) = &run.error {
            write_error(&mut rich, error);
        }
        if let Some(outcome) = &run.outcome {
            write_notes(&mut rich, outcome);
        }
        if run.solves > 1 {
            rich.decorate(
                &format!("\n· the program solved {} times; this is the last", run.solves),
                Role::Muted,
            );
        }
        Self {
            document: Document::new(rich, Hang::Mark),
            status,
        }
    }

    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// The bytes of the status line.
    pub(super) fn status_span(&self) -> Range<usize> {
        self.status.clone()
    }
}

/// Symbol and role of a status.
fn mark(status: Status) -> (&'static str, Role) {
    match status {
        Status::Optimal => ("✔", Role::Pass),
        Status::Infeasible | Status::Unbounded => ("✘", Role::Fail),
        Status::Feasible | Status::Limit | Status::Unsupported => ("?", Role::Unknown),
        Status::Error => ("!", Role::Error),
    }
}

fn write_status(rich: &mut Rich, run: &Run, outcome: &Outcome) {
    let (symbol, role) = mark(outcome.status);
    rich.decorate(&format!("{symbol} {}", outcome.status.word()), role);
    if let Some(objective) = outcome.objective {
        rich.decorate("  objective ", Role::Muted)
            .decorate(&value(objective), Role::Strong);
    }
    if let Some(gap) = outcome.gap {
        let text = format!(
            "  gap {} %, bound {}",
            value(gap.relative * 100.0),
            value(gap.bound)
        );
        rich.decorate(&text, Role::Unknown);
    }
    rich.decorate(&format!("  {}", duration(outcome.time)), Role::Muted);
    // The title says it, too, but has not always room for it.
    let (agreement, role) = agreement(run);
    if !agreement.is_empty() {
        let role = if role == Role::Fail { role } else { Role::Muted };
        rich.decorate(&format!("\n{agreement}"), role);
    }
}

fn write_error(rich: &mut Rich, error: &ProgramError) {
    let kind = match error.kind {
        ErrorKind::Syntax => "not Python",
        ErrorKind::Raised => "raised",
        ErrorKind::Unsupported => "not supported here",
        ErrorKind::Forbidden => "not allowed",
        ErrorKind::Time => "out of time",
        ErrorKind::Memory => "out of memory",
        ErrorKind::Recursion => "nested too deeply",
        ErrorKind::Output => "printed too much",
        ErrorKind::Worker => "the worker broke",
        ErrorKind::Cancelled => "stopped",
    };
    let role = if matches!(error.kind, ErrorKind::Unsupported | ErrorKind::Cancelled) {
        Role::Unknown
    } else {
        Role::Error
    };
    let line = error
        .line
        .map(|line| format!(" on line {line}"))
        .unwrap_or_default();
    rich.decorate(
        &format!("\n✘ {kind}{line}: {}", one_line(&error.name, NOTE_LIMIT)),
        role,
    );
    if !error.message.is_empty() {
        let colon = if error.name.is_empty() { "" } else { ": " };
        let message = one_line(&error.message, NOTE_LIMIT);
        rich.decorate(&format!("{colon}{message}"), Role::Plain);
    }
}

fn write_notes(rich: &mut Rich, outcome: &Outcome) {
    for note in &outcome.notes {
        rich.decorate("\n· ", Role::Muted)
            .decorate(&one_line(note, NOTE_LIMIT), Role::Plain);
    }
}

/// Who answered, and whether a second solver, asked the same, said the same.
pub(super) fn agreement(run: &Run) -> (String, Role) {
    let Some((outcome, shown)) = run
        .outcome
        .as_ref()
        .and_then(|outcome| Some((outcome, outcome.solver?)))
    else {
        return (String::new(), Role::Muted);
    };
    let first = outcome.answers.iter().find(|answer| answer.solver == shown);
    let same_question = |answer: &&SolverAnswer| first.is_some_and(|first| first.question == answer.question);
    let other = outcome
        .answers
        .iter()
        .filter(same_question)
        .find(|answer| answer.solver != shown);
    let name = shown.word();
    match (first, other) {
        (Some(first), Some(other)) if agrees(first, other) => {
            (format!("{name} ✔ agrees: {}", other.solver.word()), Role::Pass)
        }
        (Some(_), Some(other)) => {
            let said = other
                .objective
                .map(|objective| format!(" {}", value(objective)))
                .unwrap_or_default();
            (
                format!(
                    "{name} ✘ {} says {}{said}",
                    other.solver.word(),
                    other.status.word()
                ),
                Role::Fail,
            )
        }
        _ => match (confirmed_by(outcome, shown), proved_by(run, outcome)) {
            (Some(other), _) => (format!("{name} ✔ agrees: {}", other.word()), Role::Pass),
            (None, Some(proof)) => (format!("{name} ✔ proved: {proof}"), Role::Pass),
            (None, None) => (format!("{name}; no second answer"), Role::Muted),
        },
    }
}

/// A second solver that found no point either, or no end of the objective, when it was asked in another way: that
/// decides as much.
fn confirmed_by(outcome: &Outcome, shown: SolverName) -> Option<SolverName> {
    if !matches!(outcome.status, Status::Infeasible | Status::Unbounded) {
        return None;
    }
    let same = |answer: &&SolverAnswer| answer.solver != shown && answer.status == outcome.status;
    outcome.answers.iter().find(same).map(|answer| answer.solver)
}

/// What else than a second solver's own optimum proves the outcome, in a word or two.
fn proved_by(run: &Run, outcome: &Outcome) -> Option<String> {
    match second_opinion(run.model.as_ref()?, outcome) {
        Second::Bound { solver, .. } => Some(format!("bound of {}", solver.word())),
        Second::Searched { solver } => Some(format!("bounds of {}", solver.word())),
        Second::NoWayOn { solver } => Some(format!("slope by {}", solver.word())),
        Second::Basis => Some("its basis".to_owned()),
        Second::Agrees { .. }
        | Second::Evident
        | Second::OwnWord { .. }
        | Second::Differs { .. }
        | Second::Nothing(_) => None,
    }
}

fn agrees(one: &SolverAnswer, other: &SolverAnswer) -> bool {
    one.status == other.status
        && match (one.objective, other.objective) {
            (Some(a), Some(b)) => (a - b).abs() <= SAME * a.abs().max(b.abs()).max(1.0),
            (None, None) => true,
            _ => false,
        }
}

/// Every question and answer, one a line.
pub(super) fn answers(run: &Run) -> Option<Document> {
    let answers = &run.outcome.as_ref()?.answers;
    let mut rich = Rich::new();
    for (index, answer) in answers.iter().enumerate() {
        let (symbol, role) = mark(answer.status);
        let line_feed = if index == 0 { "" } else { "\n" };
        rich.decorate(&format!("{line_feed}{:<9}", answer.solver.word()), Role::Plain);
        rich.decorate(
            &format!("{}: ", one_line(&answer.question, NOTE_LIMIT)),
            Role::Muted,
        );
        rich.decorate(&format!("{symbol} {}", answer.status.word()), role);
        if let Some(objective) = answer.objective {
            rich.decorate(&format!(" {}", value(objective)), Role::Plain);
        }
        rich.decorate(&format!("  {}", duration(answer.time)), Role::Muted);
        if let Some(message) = &answer.message {
            rich.decorate(&format!("  {}", one_line(message, NOTE_LIMIT)), Role::Plain);
        }
        if let Some(reason) = &answer.reason {
            rich.decorate(&format!("  ({})", one_line(reason, NOTE_LIMIT)), Role::Muted);
        }
    }
    (!answers.is_empty()).then(|| Document::new(rich, Hang::List))
}
