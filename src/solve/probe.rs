//! How an optimum reacts when the model is changed a little: each row dropped, each datum moved, other plans of the same
//! value looked for.
//!
//! Every change is a model of its own that [`solve`](fn@super::solve) answers, so that what is said of it has been
//! checked like any outcome. Dropping a row or widening a side can never make the optimum worse, and tightening one can
//! never make it better: where that happens, one of the two outcomes is wrong ([`Probe::contradictions`]).

mod data;
mod plans;
mod study;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::outcome::{Outcome, Status};
use super::sensitivity::Side;
use crate::model::{Model, ObjectiveSense};

pub use data::Effect;
pub use plans::{PlanRange, Plans};

/// How long a probe may take unless somebody says otherwise.
pub const PROBE_TIME: Duration = Duration::from_secs(1);

/// The share by which data are moved.
pub const MOVED_BY: f64 = 0.01;

/// Limits of one probe.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProbeLimits {
    /// Wall-clock time for all changes together.
    pub time: Duration,
}

impl Default for ProbeLimits {
    fn default() -> Self {
        Self { time: PROBE_TIME }
    }
}

/// What became of the optimum when the model was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// The optimum that was probed.
    pub objective: f64,
    /// Objectives that are nearer than this are the same.
    pub tolerance: f64,
    /// The rows that were dropped, each by itself.
    pub rows: Vec<DroppedRow>,
    /// The data that were moved, each by itself.
    pub data: Vec<MovedDatum>,
    /// Other plans of the same value.
    pub plans: Plans,
    /// Changes that were tried.
    pub made: u32,
    /// Changes that there was no time for.
    pub left: u32,
    /// Wall clock.
    pub time: Duration,
    /// Why it was broken off, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

/// A row that was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DroppedRow {
    /// Its position.
    pub row: usize,
    /// What came of it.
    pub reaction: Reaction,
    /// Whether the other rows and the bounds already ask for all that it asks; `None` where that was not found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub implied: Option<bool>,
}

/// A datum that was moved by [`MOVED_BY`] of itself.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MovedDatum {
    /// Which.
    pub datum: Datum,
    /// Its value.
    pub value: f64,
    /// What came of moving it up.
    pub up: Reaction,
    /// What came of moving it down.
    pub down: Reaction,
}

/// A number of a model that is neither zero nor one: those say what belongs together, and are no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "datum", rename_all = "snake_case")]
pub enum Datum {
    /// A coefficient of the objective.
    Cost {
        /// Of this variable.
        variable: usize,
    },
    /// A coefficient of a row.
    Coefficient {
        /// The row.
        row: usize,
        /// Of this variable.
        variable: usize,
    },
    /// A side of a row.
    Side {
        /// The row.
        row: usize,
        /// Which of its sides.
        side: Side,
    },
    /// A bound of a variable.
    Bound {
        /// The variable.
        variable: usize,
        /// Which of its bounds.
        side: Side,
    },
}

/// What the optimum did.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reaction", rename_all = "snake_case")]
pub enum Reaction {
    /// It stayed.
    Same,
    /// It moved.
    Moved {
        /// To here.
        objective: f64,
    },
    /// There is none any more.
    Lost {
        /// But this.
        status: Status,
    },
    /// Nobody knows: the solvers failed or had no time.
    Unknown,
}

impl Reaction {
    /// Whether the optimum is known to be as before.
    pub fn is_same(self) -> bool {
        self == Self::Same
    }
}

/// Two outcomes that cannot both be right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contradiction {
    /// What was changed.
    pub change: Change,
    /// Whether the change tightens the model; else it widens it.
    pub tightens: bool,
    /// What came of it.
    pub reaction: Reaction,
}

/// A change of a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// This row was dropped.
    Dropped(usize),
    /// This datum was moved up, or else down.
    Moved(Datum, bool),
}

impl Probe {
    /// A probe of which nothing came.
    pub fn broken_off(objective: f64, trouble: impl Into<String>) -> Self {
        Self {
            objective,
            tolerance: 0.0,
            rows: Vec::new(),
            data: Vec::new(),
            plans: Plans::default(),
            made: 0,
            left: 0,
            time: Duration::ZERO,
            trouble: Some(trouble.into()),
        }
    }

    /// Whether every change was tried.
    pub fn is_complete(&self) -> bool {
        self.left == 0 && self.trouble.is_none()
    }

    /// Where the optimum went the wrong way.
    pub fn contradictions(&self, model: &Model) -> Vec<Contradiction> {
        let rows = self.rows.iter().map(|dropped| {
            let change = Change::Dropped(dropped.row);
            (change, Effect::Widens, dropped.reaction)
        });
        let data = self.data.iter().flat_map(|moved| {
            [(true, moved.up), (false, moved.down)].map(|(up, reaction)| {
                let change = Change::Moved(moved.datum, up);
                (change, data::effect(moved.datum, up, model), reaction)
            })
        });
        rows.chain(data)
            .filter(|(_, effect, reaction)| self.is_wrong(*effect, *reaction, model))
            .map(|(change, effect, reaction)| Contradiction {
                change,
                tightens: effect == Effect::Tightens,
                reaction,
            })
            .collect()
    }

    fn is_wrong(&self, effect: Effect, reaction: Reaction, model: &Model) -> bool {
        let sign = match model.objective.sense {
            ObjectiveSense::Minimize => 1.0,
            ObjectiveSense::Maximize => -1.0,
        };
        match (effect, reaction) {
            (Effect::Widens, Reaction::Moved { objective }) => {
                sign * (objective - self.objective) > self.tolerance
            }
            (Effect::Tightens, Reaction::Moved { objective }) => {
                sign * (self.objective - objective) > self.tolerance
            }
            (Effect::Widens, Reaction::Lost { status }) => status == Status::Infeasible,
            (Effect::Tightens, Reaction::Lost { status }) => status == Status::Unbounded,
            _ => false,
        }
    }
}

/// Probes an optimum; `None` when the outcome has none. Takes about the limit's time, one question of a solver more at
/// most, and blocks, like [`solve`](fn@super::solve). Only the first `shown` variables and rows are changed: a model that
/// was solved may have more of them than the one that is shown.
pub fn probe(model: &Model, outcome: &Outcome, limits: &ProbeLimits, shown: (usize, usize)) -> Option<Probe> {
    let (Status::Optimal, Some(objective)) = (outcome.status, outcome.objective) else {
        return None;
    };
    study::Study::new(model, outcome, objective, limits, shown).map(study::Study::carry_out)
}
