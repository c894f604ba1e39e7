//! The parts of a sample.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{ContentHash, Lineage, SampleId};

/// The modelling library that a program is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Library {
    /// Cardinal Optimizer's Python interface: the one the paper uses.
    #[default]
    Coptpy,
    /// Gurobi's Python interface.
    Gurobipy,
    /// `PuLP`.
    Pulp,
}

impl Library {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Coptpy, Self::Gurobipy, Self::Pulp];

    /// The name of the Python package.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coptpy => "coptpy",
            Self::Gurobipy => "gurobipy",
            Self::Pulp => "pulp",
        }
    }

    /// The library that a program imports, if it imports one that we know.
    pub fn of_program(program: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|library| {
            program.lines().any(|line| {
                let mut words = line
                    .trim_start()
                    .split(|c: char| !c.is_alphanumeric() && c != '_');
                matches!(words.next(), Some("import" | "from")) && words.any(|word| word == library.name())
            })
        })
    }
}

/// The parts of a sample that a person can read and edit, and that evidence can point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The question in words.
    Problem,
    /// The mathematics, in Markdown.
    Formulation,
    /// The solver code.
    Program,
    /// The stated optimum.
    Answer,
}

impl Part {
    /// All parts, in reading order.
    pub const ALL: [Self; 4] = [Self::Problem, Self::Formulation, Self::Program, Self::Answer];

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Formulation => "formulation",
            Self::Program => "program",
            Self::Answer => "answer",
        }
    }
}

/// Formulation and program, with whatever stood between and behind them, so that a solution read from a file is
/// written back to the letter: `formulation + lead_in + program + closing` is the whole Markdown text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Solution {
    /// The mathematics in Markdown/LaTeX.
    pub formulation: String,
    /// From the end of the formulation to the first line of code: a heading, a sentence, the opening fence.
    pub lead_in: String,
    /// The solver code, without its fence.
    pub program: String,
    /// The closing fence and any remarks after it.
    pub closing: String,
}

/// The stated optimum of a problem.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// The optimal objective value.
    Number(f64),
    /// What a file says that is no number: `No Best Solution` for an infeasible or unbounded problem, or any
    /// other label, kept as it stands.
    Label(String),
}

impl Answer {
    /// The label of a problem without an optimum, as the benchmarks write it.
    pub const NO_BEST_SOLUTION: &'static str = "No Best Solution";

    /// Reads a number, or keeps the text as a label.
    pub fn parse(text: &str) -> Self {
        let trimmed = text.trim();
        match trimmed.parse::<f64>() {
            Ok(number) if number.is_finite() => Self::Number(number),
            _ => Self::Label(trimmed.to_owned()),
        }
    }

    /// Whether it says that there is no optimum.
    pub fn is_no_best_solution(&self) -> bool {
        matches!(self, Self::Label(label) if label.eq_ignore_ascii_case(Self::NO_BEST_SOLUTION))
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&crate::model::text::number(*number)),
            Self::Label(label) => f.write_str(label),
        }
    }
}

/// A problem with its solution, stated optimum and lineage. A value of this type is one immutable version; an edit
/// makes a new one with the same `id` and the next `version`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Permanent identity, shared by all versions.
    pub id: SampleId,
    /// 1 for the first version.
    pub version: u32,
    /// The question in words.
    pub problem: String,
    /// Formulation and program.
    pub solution: Solution,
    /// The stated optimum, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// The modelling library that the program uses.
    #[serde(default)]
    pub library: Library,
    /// Where it comes from.
    pub lineage: Lineage,
    /// What the author that wrote it needs to derive from it (the textbook author keeps its blueprint here);
    /// opaque to everybody else, and dropped when a person edits problem or solution by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blueprint: Option<Value>,
    /// Fields of the imported row that we do not know, given back on export.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

impl Sample {
    /// Hash of what a person reads: problem, solution and answer. Two samples with equal content are the same
    /// sample under two names.
    pub fn content_hash(&self) -> ContentHash {
        let Solution {
            formulation,
            lead_in,
            program,
            closing,
        } = &self.solution;
        let answer = self
            .answer
            .as_ref()
            .map_or_else(|| "-".to_owned(), |answer| format!("={answer}"));
        ContentHash::of([&self.problem, formulation, lead_in, program, closing, &answer].map(String::as_str))
    }

    /// The text of one part; the answer is written out, empty when there is none.
    pub fn part(&self, part: Part) -> std::borrow::Cow<'_, str> {
        match part {
            Part::Problem => self.problem.as_str().into(),
            Part::Formulation => self.solution.formulation.as_str().into(),
            Part::Program => self.solution.program.as_str().into(),
            Part::Answer => self
                .answer
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
                .into(),
        }
    }

    /// The next version, with one part replaced. The blueprint goes unless only the answer changed, because it no
    /// longer describes the text.
    #[must_use]
    pub fn with_part(&self, part: Part, text: &str) -> Self {
        let mut next = self.clone();
        next.version += 1;
        match part {
            Part::Problem => text.clone_into(&mut next.problem),
            Part::Formulation => text.clone_into(&mut next.solution.formulation),
            Part::Program => text.clone_into(&mut next.solution.program),
            Part::Answer => next.answer = (!text.trim().is_empty()).then(|| Answer::parse(text)),
        }
        if part != Part::Answer {
            next.blueprint = None;
        }
        if part == Part::Program {
            next.library = Library::of_program(text).unwrap_or(next.library);
        }
        next
    }
}
