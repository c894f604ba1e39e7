//! What a check says, and where to look.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Meter;
use super::signal::Signal;
use crate::sample::{ContentHash, Part, SampleId};

/// A validator. `description` and `alignment` are rules so far; judges of the same names join them when a language
/// model is connected (Step-Opt, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckId {
    /// The problem says what is optimised, asks for it, and gives data.
    Description,
    /// The sample parses: problem, formulation sections, one program block.
    Frame,
    /// Problem and solution speak of the same numbers and things.
    Alignment,
    /// The program runs in the sandbox and solves a model.
    Program,
    /// The outcome is a proven, non-trivial optimum that equals the stated answer.
    Outcome,
    /// Words, formulation and model agree on minimise or maximise.
    Sense,
    /// The objective adds up what the problem asks to optimise: its data, all of them, in one unit.
    Objective,
    /// Each number of the problem is used, and each number used is given.
    Numbers,
    /// What is counted is whole, what is chosen is binary, what is measured is continuous, and bounds fit their words.
    Types,
    /// Each requirement of the problem has its row, and each row says what its sentence says.
    Rows,
    /// The operator changed what it may and nothing else.
    Contract,
    /// Nothing of the parent stands in the solution that does not stand in the problem.
    Leak,
    /// No other sample, and no row of a reference set, is the same problem in the same or other words.
    Duplicate,
    /// Another solver, or a proof that needs none, comes to the same outcome.
    #[serde(rename = "second")]
    SecondSolver,
    /// Rows dropped and data moved a little: the optimum reacts, and the right way. Only when somebody asks.
    Probe,
}

impl CheckId {
    /// Every check, in the order in which they are shown.
    pub const ALL: [Self; 15] = [
        Self::Description,
        Self::Frame,
        Self::Alignment,
        Self::Program,
        Self::Outcome,
        Self::Sense,
        Self::Objective,
        Self::Numbers,
        Self::Types,
        Self::Rows,
        Self::Contract,
        Self::Leak,
        Self::Duplicate,
        Self::SecondSolver,
        Self::Probe,
    ];

    /// The checks that are made of every sample, in the order in which they are shown: all but those that take a time
    /// budget of their own.
    pub fn routine() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|check| check.is_routine())
    }

    /// Whether it is made of every sample. The others are made when somebody asks; a sample without them lacks nothing.
    pub fn is_routine(self) -> bool {
        self != Self::Probe
    }

    /// The name in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::Frame => "frame",
            Self::Alignment => "alignment",
            Self::Program => "program",
            Self::Outcome => "outcome",
            Self::Sense => "sense",
            Self::Objective => "objective",
            Self::Numbers => "numbers",
            Self::Types => "types",
            Self::Rows => "rows",
            Self::Contract => "contract",
            Self::Leak => "leak",
            Self::Duplicate => "duplicate",
            Self::SecondSolver => "second",
            Self::Probe => "probe",
        }
    }
}

/// The four values. Only `Pass` passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VerdictKind {
    /// Nothing wrong was found.
    Pass,
    /// The check cannot tell: an unsupported construct, a time-out, nothing to compare with.
    Unknown,
    /// The check itself broke.
    Error,
    /// Something is wrong.
    Fail,
}

impl VerdictKind {
    /// The word in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Unknown => "unknown",
            Self::Error => "error",
            Self::Fail => "fail",
        }
    }

    /// The symbol that stands beside the word.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Pass => "✔",
            Self::Unknown => "?",
            Self::Error => "!",
            Self::Fail => "✘",
        }
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; changes no verdict.
    Info,
    /// Worth a look; changes no verdict.
    Warning,
    /// Makes the verdict `fail` (or `unknown`, when what is missing is knowledge).
    Error,
}

/// Something outside of the sample that its problem is compared with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Another sample.
    Sample(SampleId),
    /// A row of a set that was imported to be compared with.
    Reference {
        /// The set's name.
        set: String,
        /// The row of its file, from 1.
        row: u64,
    },
}

/// A place that a finding points at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Evidence {
    /// Bytes of a part of the sample, on character boundaries.
    Text {
        /// Which part.
        part: Part,
        /// Byte range within [`Sample::part`](crate::sample::Sample::part).
        span: Range<usize>,
    },
    /// A program line, from 1.
    Line {
        /// The line.
        line: u32,
    },
    /// A variable of the captured model (its column in the solver pane too).
    Variable {
        /// Position in the model.
        index: usize,
        /// Its name, for readers without the model.
        name: String,
    },
    /// A row of the captured model.
    Row {
        /// Position in the model.
        index: usize,
        /// Its name, for readers without the model.
        name: String,
    },
    /// The objective of the captured model.
    Objective,
    /// The solver's verdict or objective value.
    Outcome,
    /// Bytes of the parent's problem.
    Parent {
        /// Which parent, from 0.
        parent: usize,
        /// Byte range within the parent's problem.
        span: Range<usize>,
    },
    /// Another sample, or a row of a reference set.
    Other {
        /// Which.
        source: Source,
        /// Byte range within its problem; `None` when the finding is about its model.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        span: Option<Range<usize>>,
    },
}

/// One thing that a check noticed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// A sentence for a person, and for the repair prompt.
    pub message: String,
    /// Where to look; may be empty when the finding is about something absent.
    pub evidence: Vec<Evidence>,
    /// The limit that it is about, and how far it is used up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meter: Option<Meter>,
    /// What kind of finding it is; `None` where nothing weighs it or explains it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<Signal>,
}

impl Finding {
    /// A finding without evidence yet.
    pub fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            message: message.into(),
            evidence: Vec::new(),
            meter: None,
            signal: None,
        }
    }

    /// Says which limit it is about.
    #[must_use]
    pub fn metered(mut self, meter: Meter) -> Self {
        self.meter = Some(meter);
        self
    }

    /// Names what kind of finding it is.
    #[must_use]
    pub fn of(mut self, signal: Signal) -> Self {
        self.signal = Some(signal);
        self
    }

    /// Adds a place to look at.
    #[must_use]
    pub fn at(mut self, evidence: Evidence) -> Self {
        self.evidence.push(evidence);
        self
    }
}

/// What a check said of exactly one content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Which check.
    pub check: CheckId,
    /// What it says.
    #[serde(rename = "verdict")]
    pub kind: VerdictKind,
    /// One short line, shown beside the verdict: "11/11 numbers traced".
    pub summary: String,
    /// Why, and where.
    pub findings: Vec<Finding>,
    /// Hash of exactly what was judged: only the inputs that this check reads (see `check::input_hash`).
    pub judged: ContentHash,
}
