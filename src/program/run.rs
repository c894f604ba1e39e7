//! What is asked of a worker, and what comes back.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::python::Python;
use crate::model::Model;
use crate::solve::explain::EXPLAIN_TIME;
use crate::solve::{Outcome, SolveLimits, Status};

/// Limits of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Wall clock for everything, the solves included; the parent kills the worker a little later.
    pub time: Duration,
    /// Bytes that the program's values may take.
    pub memory: usize,
    /// Depth of calls.
    pub recursion: usize,
    /// Bytes of printed output that are kept; more ends the run.
    pub output: usize,
    /// Limits of each solve inside the run.
    pub solve: SolveLimits,
    /// How long it may be looked for the reason why there is no optimum; zero for whoever does not read it.
    #[serde(default = "explain_time")]
    pub explain: Duration,
    /// The user's Python that runs the program in place of the built-in interpreter; [`Pool`](super::Pool) fills it in
    /// where that is switched on and needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub python: Option<Python>,
}

fn explain_time() -> Duration {
    EXPLAIN_TIME
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(15),
            memory: 256 << 20,
            recursion: 200,
            output: 1 << 20,
            solve: SolveLimits::default(),
            explain: EXPLAIN_TIME,
            python: None,
        }
    }
}

/// What ran a program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// The interpreter inside this binary.
    #[default]
    BuiltIn,
    /// The user's own Python, of this version.
    Python(String),
}

impl Engine {
    /// Whether it is the interpreter inside this binary.
    pub fn is_built_in(&self) -> bool {
        *self == Self::BuiltIn
    }
}

impl std::fmt::Display for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("built-in"),
            Self::Python(version) => write!(f, "Python {version}"),
        }
    }
}

/// What kind of end a run came to, when it did not end by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The text is not Python.
    Syntax,
    /// The program raised an exception.
    Raised,
    /// The program uses something that the embedded interpreter or the layer does not have. Nobody's fault:
    /// checks turn it into `unknown`.
    Unsupported,
    /// The program asked for a file, a process, the network or the like.
    Forbidden,
    /// Time ran out.
    Time,
    /// Memory ran out.
    Memory,
    /// Calls were nested too deeply.
    Recursion,
    /// Too much was printed.
    Output,
    /// The worker died or answered nonsense; the fault is ours or the machine's.
    Worker,
    /// A person stopped the run. It says nothing of the program: checks turn it into `unknown`.
    Cancelled,
}

/// Why a run did not end well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgramError {
    /// The kind.
    pub kind: ErrorKind,
    /// Name of the Python exception (`KeyError`), or of the missing construct.
    pub name: String,
    /// The message, in the vendor's wording where one exists.
    pub message: String,
    /// The program's own line, from 1; never a line of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// A solve before the last one of a run, in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EarlierSolve {
    /// Name of the model.
    pub name: String,
    /// How many variables it had.
    pub variables: usize,
    /// How many rows.
    pub rows: usize,
    /// The verdict.
    pub status: Status,
    /// The objective, where there is a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<f64>,
}

impl EarlierSolve {
    /// A summary of a model and its outcome.
    pub(super) fn of(model: &Model, outcome: &Outcome) -> Self {
        Self {
            name: model.name.clone(),
            variables: model.variables.len(),
            rows: model.rows.len(),
            status: outcome.status,
            objective: outcome.objective,
        }
    }
}

/// What a run left behind. Everything but `stdout` is about the last model that was solved, or the last one
/// made when none was solved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The captured model; `None` when none was made.
    pub model: Option<Model>,
    /// What the solver said; `None` when the program never called solve.
    pub outcome: Option<Outcome>,
    /// How many solves the program asked for.
    pub solves: u32,
    /// What came of the solves before the last one, in order; of very many, the latest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierSolve>,
    /// What the program printed, up to the limit, control characters removed.
    pub stdout: String,
    /// Why it ended badly, if it did. A program may have solved its model and failed afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ProgramError>,
    /// Wall clock in the worker.
    pub time: Duration,
    /// What ran it.
    #[serde(default, skip_serializing_if = "Engine::is_built_in")]
    pub engine: Engine,
}

impl Run {
    /// A run that a person stopped.
    pub fn cancelled(by: &str) -> Self {
        Self::failed(ProgramError {
            kind: ErrorKind::Cancelled,
            name: "cancelled".to_owned(),
            message: format!("stopped by {by} before it ended"),
            line: None,
        })
    }

    /// A run that came to nothing.
    pub fn failed(error: ProgramError) -> Self {
        Self {
            model: None,
            outcome: None,
            solves: 0,
            earlier: Vec::new(),
            stdout: String::new(),
            error: Some(error),
            time: Duration::ZERO,
            engine: Engine::default(),
        }
    }
}
