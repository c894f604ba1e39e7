//! Why there is no optimum, and what holds one where it is: the rows and bounds that clash, the way on which an
//! objective runs away, what one unit more would be worth.
//!
//! [`explain`] adds to an outcome what more questions to the solvers must find out; [`prices`] reads off an optimum
//! what needs no question. Both name places of the model ([`Place`]), and [`Explanation::remarks`] says them in
//! sentences.
//!
//! A clash is narrowed down in the way that asks least (every question is a solve):
//!
//! 1. What no solver is needed for: bounds that cross, a row that its own variables' bounds cannot satisfy.
//! 2. The model without integrality. If that has no point, rows are allowed to be missed at a price; those that the
//!    cheapest miss names are held, again and again until the held ones alone have no point (an elastic filter).
//! 3. What is left is tried without one part after the other (a deletion filter): a part without which there is
//!    still no point goes; one without which a point exists is needed.
//! 4. If the model without integrality has points, rows are tried in the same way with whole numbers and with every
//!    bound kept, and bounds at the end, each for a moment only: integers without bounds can keep a solver busy for
//!    ever.

mod clash;
mod ray;
mod subset;
mod words;

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::oracle::{Effort, Oracle, Reply, Solvers};
use super::outcome::{Outcome, SolverName, Status};
use super::prepare::Prepared;
use super::question::Question;
use super::sensitivity::Side;
use crate::model::Model;

pub use words::{Remark, prices};

/// The longest that an explanation may take, unless the caller allows less.
pub const EXPLAIN_TIME: Duration = Duration::from_secs(2);

/// Coefficients beyond which a model is not narrowed down: one question would take longer than all the time there is.
const MOST_COEFFICIENTS: usize = 300_000;

/// A place of a model that an explanation speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A row, by its position.
    Row(usize),
    /// A variable, by its position.
    Variable(usize),
}

/// Why an outcome has no optimum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The cause.
    #[serde(flatten)]
    pub cause: Cause,
    /// How many questions the solvers were asked to find it.
    pub asked: u32,
}

/// The cause of an outcome without an optimum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Cause {
    /// Rows and bounds that no point satisfies together.
    Clash(Clash),
    /// A way on which the objective improves for ever.
    Ray(Ray),
}

/// Rows and bounds that no point satisfies together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clash {
    /// They; none when nothing less than the whole model was found in the time given.
    pub members: Vec<Member>,
    /// Whether they clash only because some variables take whole numbers only.
    #[serde(default)]
    pub integrality: bool,
    /// Whether every member was shown to be needed, so that no smaller set of them clashes.
    pub smallest: bool,
    /// Further members that the model as it is shown does not have: rows that stand for a construct of the program.
    #[serde(default)]
    pub hidden: usize,
}

/// A row or bound that takes part in a clash.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The row, or the variable whose bound it is.
    #[serde(flatten)]
    pub place: Place,
    /// Which side of it.
    pub side: Side,
    /// Whether the others were shown to have a point without it.
    pub needed: bool,
    /// The program line that made the row or variable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// A direction in which every point stays a point, and the objective improves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ray {
    /// The variables that move, the others stay.
    pub moves: Vec<Move>,
    /// Change of the objective for one step.
    pub gain: f64,
    /// The rows whose expression moves with them, away from the only side that they have.
    pub passing: Vec<Passing>,
}

/// A variable that moves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// Its position.
    pub variable: usize,
    /// How far it moves in one step; the farthest moves by one.
    pub rate: f64,
    /// The program line that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// A row that lets a ray pass.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Passing {
    /// Its position.
    pub row: usize,
    /// How far its expression moves in one step.
    pub rate: f64,
    /// The program line that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// Finds out why an outcome is infeasible or unbounded, and adds it to the outcome; leaves any other as it is. Takes
/// about `time` at most (a solver may overrun it by one of its steps) and blocks, like [`solve`](super::solve).
pub fn explain(model: &Model, outcome: &mut Outcome, time: Duration) {
    outcome.explanation = explained(model, outcome.status, time, Solvers);
}

/// The same with any oracle.
pub(super) fn explained(
    model: &Model,
    status: Status,
    time: Duration,
    oracle: impl Oracle,
) -> Option<Explanation> {
    let mut study = Study {
        model,
        oracle,
        started: Instant::now(),
        time,
        asked: 0,
    };
    let cause = match status {
        Status::Infeasible => Cause::Clash(study.clash()?),
        Status::Unbounded => Cause::Ray(study.ray()?),
        Status::Optimal | Status::Feasible | Status::Limit | Status::Unsupported | Status::Error => {
            return None;
        }
    };
    Some(Explanation {
        cause,
        asked: study.asked,
    })
}

/// One explanation in the making.
struct Study<'m, O> {
    model: &'m Model,
    oracle: O,
    started: Instant,
    time: Duration,
    asked: u32,
}

impl<O: Oracle> Study<'_, O> {
    fn time_left(&self) -> Duration {
        self.time.saturating_sub(self.started.elapsed())
    }

    fn is_too_large(&self) -> bool {
        let coefficients: usize = self.model.rows.iter().map(|row| row.terms.len()).sum();
        coefficients > MOST_COEFFICIENTS
    }

    /// Asks within the time that is left.
    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, most: Duration) -> Reply {
        let time = self.time_left().min(most);
        if time.is_zero() {
            return Reply::bare(Status::Limit);
        }
        self.asked += 1;
        let effort = Effort { time, gap: 0.0 };
        self.oracle.ask(prepared, question, solver, effort)
    }
}

impl Explanation {
    /// Every place that it names, in its order.
    pub fn places(&self) -> Vec<Place> {
        match &self.cause {
            Cause::Clash(clash) => clash.members.iter().map(|member| member.place).collect(),
            Cause::Ray(ray) => {
                let moves = ray.moves.iter().map(|one| Place::Variable(one.variable));
                let rows = ray.passing.iter().map(|one| Place::Row(one.row));
                moves.chain(rows).collect()
            }
        }
    }

    /// Leaves out what lies beyond the first `variables` and `rows`: a model that was solved may have more of them than
    /// the one that is shown.
    pub fn keep_within(&mut self, variables: usize, rows: usize) {
        let shown = |place: &Place| match place {
            Place::Row(row) => *row < rows,
            Place::Variable(variable) => *variable < variables,
        };
        match &mut self.cause {
            Cause::Clash(clash) => {
                let before = clash.members.len();
                clash.members.retain(|member| shown(&member.place));
                clash.hidden += before - clash.members.len();
            }
            Cause::Ray(ray) => {
                ray.moves.retain(|one| one.variable < variables);
                ray.passing.retain(|one| one.row < rows);
            }
        }
    }
}
