//! What an author is asked for, and what it hands in.

use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::sample::{Library, Operator, Sample, Solution};

/// A request for a problem, first or repaired.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProblemTask {
    /// How to derive it.
    pub operator: Operator,
    /// One parent, or two for `combination`.
    pub parents: Vec<Sample>,
    /// Everything random in the reply follows from it.
    pub seed: u64,
    /// How often this walk has asked for a problem before; another try must differ.
    pub attempt: u32,
    /// What a person wrote for the next try.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The problem to repair, when this is a repair.
    #[serde(default)]
    pub previous: Option<ProblemDraft>,
    /// What the checks found wrong with `previous`, one sentence each.
    #[serde(default)]
    pub complaints: Vec<String>,
}

/// A request for a solution, first or repaired.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SolutionTask {
    /// How the problem was derived.
    pub operator: Operator,
    /// The parents with their solutions, whose format the new one follows.
    pub parents: Vec<Sample>,
    /// The problem to solve, with the author's own blueprint if it made one.
    pub problem: ProblemDraft,
    /// The modelling library that the program is to use.
    pub library: Library,
    /// Everything random in the reply follows from it.
    pub seed: u64,
    /// How often this walk has asked for a solution before.
    pub attempt: u32,
    /// What a person wrote for the next try.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The solution to repair, when this is a repair.
    #[serde(default)]
    pub previous: Option<SolutionDraft>,
    /// What the checks found wrong with `previous`, one sentence each.
    #[serde(default)]
    pub complaints: Vec<String>,
}

/// The raw exchange behind a draft, kept with the attempt.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Exchange {
    /// What the author was shown, as text.
    pub prompt: String,
    /// What it wrote, before anything was read out of it.
    pub reply: String,
    /// Tokens read, 0 where the notion has no meaning.
    #[serde(default)]
    pub input_tokens: u64,
    /// Tokens written.
    #[serde(default)]
    pub output_tokens: u64,
    /// Price in US dollars.
    #[serde(default)]
    pub cost: f64,
}

/// A named kind of fault that the textbook author can plant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Maximises what the text asks to minimise, or the other way round.
    WrongSense,
    /// A stated requirement has no row.
    MissingConstraint,
    /// A row with `≤` where the text says "at least", or the other way round.
    FlippedConstraint,
    /// A coefficient of a row or of the objective that differs from the text.
    WrongCoefficient,
    /// A right-hand side or bound that differs from the text.
    WrongBound,
    /// What is counted is continuous, or what is measured is integer.
    WrongType,
    /// A variable that the text speaks of is left out of objective and rows.
    MissingVariable,
    /// A number that the solution needs is not in the text.
    DroppedDatum,
    /// A number off by a factor of a unit (60, 100, 1000 …).
    UnitSlip,
    /// The formulation says one thing and the program another.
    FormulationMismatch,
    /// A program that raises before it solves.
    CrashingProgram,
    /// A child that changes more than its operator may.
    ContractBreach,
}

impl FaultKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::WrongSense,
        Self::MissingConstraint,
        Self::FlippedConstraint,
        Self::WrongCoefficient,
        Self::WrongBound,
        Self::WrongType,
        Self::MissingVariable,
        Self::DroppedDatum,
        Self::UnitSlip,
        Self::FormulationMismatch,
        Self::CrashingProgram,
        Self::ContractBreach,
    ];

    /// The name in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::WrongSense => "wrong_sense",
            Self::MissingConstraint => "missing_constraint",
            Self::FlippedConstraint => "flipped_constraint",
            Self::WrongCoefficient => "wrong_coefficient",
            Self::WrongBound => "wrong_bound",
            Self::WrongType => "wrong_type",
            Self::MissingVariable => "missing_variable",
            Self::DroppedDatum => "dropped_datum",
            Self::UnitSlip => "unit_slip",
            Self::FormulationMismatch => "formulation_mismatch",
            Self::CrashingProgram => "crashing_program",
            Self::ContractBreach => "contract_breach",
        }
    }
}

/// A fault that was planted on purpose. It travels with the attempt, never with the exported sample.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Planted {
    /// Its kind.
    pub kind: FaultKind,
    /// What was done, in a sentence: "row `zinc` reads ≤ 75 instead of ≥ 75".
    pub what: String,
}

/// A problem as an author hands it in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProblemDraft {
    /// The question in words.
    pub problem: String,
    /// See [`Sample::blueprint`].
    #[serde(default)]
    pub blueprint: Option<Value>,
    /// A fault that was planted in it.
    #[serde(default)]
    pub planted: Option<Planted>,
    /// The exchange behind it.
    #[serde(default)]
    pub exchange: Exchange,
}

/// A solution as an author hands it in. The answer is not the author's to state: it is what the solver proves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SolutionDraft {
    /// Formulation and program in the frame.
    pub solution: Solution,
    /// A fault that was planted in it.
    #[serde(default)]
    pub planted: Option<Planted>,
    /// The exchange behind it.
    #[serde(default)]
    pub exchange: Exchange,
}

/// Why an author hands in nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum AuthorError {
    /// This author cannot do this task at all; asking again is useless.
    #[error("{0}")]
    Cannot(String),
    /// The reply could not be read; asking again may help.
    #[error("the author's reply could not be read: {message}")]
    Unreadable {
        /// What was missing.
        message: String,
        /// The reply as it came.
        exchange: Exchange,
    },
    /// The author could not be reached or gave up.
    #[error("the author failed: {0}")]
    Failed(String),
}

/// Writes problems and solutions.
pub trait Author: Send + Sync {
    /// The name in settings, files and on screen: `textbook`, `openai`, …
    fn name(&self) -> &'static str;

    /// Writes or repairs a problem.
    fn write_problem(&self, task: ProblemTask) -> BoxFuture<'_, Result<ProblemDraft, AuthorError>>;

    /// Writes or repairs a solution.
    fn write_solution(&self, task: SolutionTask) -> BoxFuture<'_, Result<SolutionDraft, AuthorError>>;
}
