//! What a solver said of a model.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::explain::Explanation;
use super::probe::Probe;
use super::sensitivity::Sensitivity;

/// The verdict of a solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A best point was found, and our own checks agree.
    Optimal,
    /// No point satisfies all rows and bounds.
    Infeasible,
    /// The objective has no finite best value.
    Unbounded,
    /// Stopped by the limit with a feasible point that may not be the best.
    Feasible,
    /// Stopped by the limit without a feasible point.
    Limit,
    /// No solver of this build takes such a model (the notes say why).
    Unsupported,
    /// The solvers failed or contradicted each other (the notes say how).
    Error,
}

impl Status {
    /// The word in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::Infeasible => "infeasible",
            Self::Unbounded => "unbounded",
            Self::Feasible => "feasible",
            Self::Limit => "limit",
            Self::Unsupported => "unsupported",
            Self::Error => "error",
        }
    }
}

/// A solver that this build may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SolverName {
    /// Simplex and branch-and-bound in pure Rust.
    Microlp,
    /// Interior point for linear and convex quadratic models without integers.
    Clarabel,
    /// Simplex, interior point and branch-and-cut for large and hard models; in builds with the feature `highs`.
    Highs,
}

impl SolverName {
    /// Every solver that a build may hold.
    pub const ALL: [Self; 3] = [Self::Microlp, Self::Clarabel, Self::Highs];

    /// Whether this build holds it.
    pub fn is_built_in(self) -> bool {
        match self {
            Self::Microlp | Self::Clarabel => true,
            Self::Highs => cfg!(feature = "highs"),
        }
    }

    /// The word in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Microlp => "microlp",
            Self::Clarabel => "clarabel",
            Self::Highs => "HiGHS",
        }
    }
}

/// Limits of one solve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SolveLimits {
    /// Wall-clock time for all solvers and checks together.
    pub time: Duration,
    /// Relative gap at which a MIP may stop; 0 proves optimality.
    pub gap: f64,
}

impl Default for SolveLimits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(10),
            gap: 0.0,
        }
    }
}

/// Distance between the best point and the best bound when a limit stopped the search.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// `|objective − bound| / max(1e-10, |objective|)`.
    pub relative: f64,
    /// Best bound on the objective.
    pub bound: f64,
}

/// A row at the point found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RowResult {
    /// Value of the row's expression.
    pub activity: f64,
    /// Distance to the nearest bound of the row, negative when violated; `None` for a row without bounds.
    pub slack: Option<f64>,
    /// Shadow price: by how much the objective changes, in the model's own direction, per unit by which the
    /// right-hand side grows. Given for linear models without integers whose optimum a basis or a second solver proves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dual: Option<f64>,
}

/// What one solver answered, kept even when another's answer is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SolverAnswer {
    /// Which one.
    pub solver: SolverName,
    /// Why this solver was chosen for the question, as a short sentence; absent in runs stored by earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What it was asked: "the model", "the model without integrality", "a strictly better point" …
    pub question: String,
    /// Its verdict.
    pub status: Status,
    /// Its objective value, if any.
    pub objective: Option<f64>,
    /// Time it took.
    pub time: Duration,
    /// Its own words, when it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// The outcome of a model after all checks of our own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Verdict.
    pub status: Status,
    /// Objective, recomputed from `values`; present for `Optimal` and `Feasible`.
    pub objective: Option<f64>,
    /// One value per variable, in the model's order; empty without a point.
    pub values: Vec<f64>,
    /// One entry per row, in the model's order; empty without a point.
    pub rows: Vec<RowResult>,
    /// Present when a limit stopped the search and the solver knows a bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<Gap>,
    /// How far the optimum reacts to changes of costs and sides; present for optima of linear models of moderate size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
    /// Why there is no optimum, when there is none and [`explain`](fn@super::explain) was asked; absent in runs stored by
    /// earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// How the optimum reacts to changes of the model, when [`probe`](fn@super::probe) was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probe: Option<Box<Probe>>,
    /// All solves together.
    pub time: Duration,
    /// The solver whose point is shown, or the one asked first without a point; `None` when none was asked.
    pub solver: Option<SolverName>,
    /// Every question and answer, in order.
    pub answers: Vec<SolverAnswer>,
    /// What a reader of the outcome must know, in sentences: an unbounded integer column, bad scaling, a
    /// disagreement, the reason of `Unsupported` or `Error`.
    #[serde(default)]
    pub notes: Vec<String>,
}

impl Outcome {
    /// An outcome without a point.
    pub fn without_point(status: Status) -> Self {
        Self {
            status,
            objective: None,
            values: Vec::new(),
            rows: Vec::new(),
            gap: None,
            sensitivity: None,
            explanation: None,
            probe: None,
            time: Duration::ZERO,
            solver: None,
            answers: Vec::new(),
            notes: Vec::new(),
        }
    }
}
