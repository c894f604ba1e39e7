//! One probe in the making.

use std::time::{Duration, Instant};

use super::data::{data, restore, shift};
use super::plans::{PlanRange, Plans, held, is_apart, send, send_away};
use super::{Datum, DroppedRow, MovedDatum, Probe, ProbeLimits, Reaction};
use crate::model::{Model, ObjectiveSense, VariableKind};
use crate::solve::outcome::{Outcome, SolveLimits, Status};
use crate::solve::prepare::{Prepared, opened};
use crate::solve::solve;
use crate::solve::tolerance::{FEASIBILITY, objective_tolerance};

/// The shortest time that one changed model gets.
const LEAST_TIME: Duration = Duration::from_millis(100);

/// How many times as long as the model itself a changed model may take.
const TIME_FACTOR: u32 = 10;

pub(super) struct Study<'m> {
    /// The model that is changed, and always changed back.
    model: Model,
    outcome: &'m Outcome,
    objective: f64,
    tolerance: f64,
    /// Variables and rows that may be changed.
    shown: (usize, usize),
    limits: ProbeLimits,
    started: Instant,
    made: u32,
    left: u32,
}

impl<'m> Study<'m> {
    /// `None` where there is nothing to change or the point is not one of this model.
    pub(super) fn new(
        model: &Model,
        outcome: &'m Outcome,
        objective: f64,
        limits: &ProbeLimits,
        shown: (usize, usize),
    ) -> Option<Self> {
        let prepared = Prepared::new(model).ok()?;
        let tolerance = objective_tolerance(&prepared, &outcome.values);
        Some(Self {
            model: model.clone(),
            outcome,
            objective,
            tolerance,
            shown: (shown.0.min(model.variables.len()), shown.1.min(model.rows.len())),
            limits: *limits,
            started: Instant::now(),
            made: 0,
            left: 0,
        })
    }

    pub(super) fn carry_out(mut self) -> Probe {
        let mut rows = self.drop_rows();
        let plan = self.another_plan();
        let data = self.move_data();
        self.ask_what_is_implied(&mut rows);
        let plans = self.plans(plan);
        Probe {
            objective: self.objective,
            tolerance: self.tolerance,
            rows,
            data,
            plans,
            made: self.made,
            left: self.left,
            time: self.started.elapsed(),
            trouble: None,
        }
    }

    fn time_left(&self) -> Duration {
        self.limits.time.saturating_sub(self.started.elapsed())
    }

    /// Solves a changed model; `None` when there is no time left for it.
    fn ask(&mut self, model: &Model) -> Option<Outcome> {
        let left = self.time_left();
        if left.is_zero() {
            self.left += 1;
            return None;
        }
        self.made += 1;
        let fair = LEAST_TIME.max(self.outcome.time.saturating_mul(TIME_FACTOR));
        let limits = SolveLimits {
            time: left.min(fair),
            ..SolveLimits::default()
        };
        Some(solve(model, &limits))
    }

    /// What a changed model says; the model is left as it is.
    fn reaction(&mut self) -> Option<Reaction> {
        let model = std::mem::replace(&mut self.model, Model::empty());
        let outcome = self.ask(&model);
        self.model = model;
        outcome.map(|outcome| self.compare(&outcome))
    }

    fn compare(&self, outcome: &Outcome) -> Reaction {
        match (outcome.status, outcome.objective) {
            (Status::Optimal, Some(objective)) if (objective - self.objective).abs() <= self.tolerance => {
                Reaction::Same
            }
            (Status::Optimal, Some(objective)) if objective.is_finite() => Reaction::Moved { objective },
            (Status::Infeasible | Status::Unbounded, _) => Reaction::Lost {
                status: outcome.status,
            },
            _ => Reaction::Unknown,
        }
    }

    fn drop_rows(&mut self) -> Vec<DroppedRow> {
        let mut dropped = Vec::new();
        for row in 0..self.shown.1 {
            let (lower, upper) = (self.model.rows[row].lower, self.model.rows[row].upper);
            self.free_row(row);
            let reaction = self.reaction();
            (self.model.rows[row].lower, self.model.rows[row].upper) = (lower, upper);
            dropped.extend(reaction.map(|reaction| DroppedRow {
                row,
                reaction,
                implied: None,
            }));
        }
        dropped
    }

    /// A row without sides asks nothing and keeps its place.
    fn free_row(&mut self, row: usize) {
        let row = &mut self.model.rows[row];
        (row.lower, row.upper) = (f64::NEG_INFINITY, f64::INFINITY);
    }

    fn move_data(&mut self) -> Vec<MovedDatum> {
        let found = data(&self.model, self.shown);
        let mut moved = Vec::with_capacity(found.len());
        for (datum, value) in found {
            let up = self.shifted(datum, value, true);
            let down = self.shifted(datum, value, false);
            if let (Some(up), Some(down)) = (up, down) {
                moved.push(MovedDatum {
                    datum,
                    value,
                    up,
                    down,
                });
            }
        }
        moved
    }

    fn shifted(&mut self, datum: Datum, value: f64, up: bool) -> Option<Reaction> {
        shift(&mut self.model, datum, value, up);
        let reaction = self.reaction();
        restore(&mut self.model, datum, value);
        reaction
    }

    /// Of rows that change nothing when they are dropped: whether they ever could.
    fn ask_what_is_implied(&mut self, rows: &mut [DroppedRow]) {
        for dropped in rows.iter_mut().filter(|dropped| dropped.reaction.is_same()) {
            dropped.implied = self.is_implied(dropped.row);
        }
    }

    /// Without the row and without integrality, its expression still stays within its sides. (With integrality it may
    /// stay within them although this does not show it.)
    fn is_implied(&mut self, row: usize) -> Option<bool> {
        let written = self.model.rows[row].clone();
        if !written.quadratic.is_empty() || written.terms.is_empty() {
            return None;
        }
        let mut relaxed = self.model.clone();
        relaxed.rows.remove(row);
        relaxed.objective.terms.clone_from(&written.terms);
        relaxed.objective.quadratic.clear();
        relaxed.objective.constant = 0.0;
        for variable in &mut relaxed.variables {
            if variable.kind == VariableKind::Binary {
                variable.lower = variable.lower.max(0.0);
                variable.upper = variable.upper.min(1.0);
            }
            variable.kind = VariableKind::Continuous;
        }
        let sides = [
            (ObjectiveSense::Maximize, opened(written.upper)),
            (ObjectiveSense::Minimize, opened(written.lower)),
        ];
        for (sense, side) in sides.into_iter().filter(|(_, side)| side.is_finite()) {
            relaxed.objective.sense = sense;
            let outcome = self.ask(&relaxed)?;
            let extreme = match (outcome.status, outcome.objective) {
                (Status::Optimal, Some(extreme)) => extreme,
                (Status::Unbounded, _) => return Some(false),
                _ => return None,
            };
            let beyond = match sense {
                ObjectiveSense::Maximize => extreme - side,
                ObjectiveSense::Minimize => side - extreme,
            };
            if beyond > FEASIBILITY * side.abs().max(1.0) {
                return Some(false);
            }
        }
        Some(true)
    }

    /// One question for a plan that is far from the one shown.
    fn another_plan(&mut self) -> Option<Vec<f64>> {
        if self.outcome.values.len() != self.model.variables.len() {
            return None;
        }
        let mut held = held(&self.model, self.objective, self.tolerance);
        send_away(&mut held, &self.outcome.values);
        let found = self.ask(&held)?;
        self.is_another(&found).then_some(found.values)
    }

    /// Whether an outcome of a held model has a plan that differs and is as good.
    fn is_another(&self, found: &Outcome) -> bool {
        let pairs = found.values.iter().zip(&self.outcome.values).enumerate();
        let differs = pairs
            .take(self.shown.0)
            .any(|(at, (value, shown))| is_apart(&self.model, at, *shown, *value));
        let objective = if found.values.len() == self.model.variables.len() {
            self.model.objective.value(&found.values)
        } else {
            f64::NAN
        };
        // The row that holds the objective may itself be missed by a tolerance.
        differs && (objective - self.objective).abs() <= 4.0 * self.tolerance
    }

    /// How far each variable can go at the same value.
    fn plans(&mut self, other: Option<Vec<f64>>) -> Plans {
        if self.outcome.values.len() != self.model.variables.len() {
            return Plans::default();
        }
        let mut held = held(&self.model, self.objective, self.tolerance);
        let (mut ranges, mut certain, mut other) = (Vec::new(), true, other);
        for variable in 0..self.shown.0 {
            let shown = self.outcome.values[variable];
            let mut ends = [Some(shown); 2];
            for (end, up) in ends.iter_mut().zip([false, true]) {
                send(&mut held, variable, up);
                match self.ask(&held) {
                    Some(found) if found.status == Status::Unbounded => *end = None,
                    Some(found) if self.is_another(&found) => {
                        *end = Some(found.values[variable]);
                        other.get_or_insert(found.values);
                    }
                    Some(found) if found.status == Status::Optimal => {}
                    _ => certain = false,
                }
            }
            let apart = |end: Option<f64>| end.is_none_or(|end| is_apart(&self.model, variable, shown, end));
            if ends.into_iter().any(apart) {
                let [from, to] = ends;
                ranges.push(PlanRange { variable, from, to });
            }
        }
        let several = other.is_some() || !ranges.is_empty();
        let unique = match (several, certain) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        };
        let mut other = other.unwrap_or_default();
        other.truncate(self.shown.0);
        Plans {
            unique,
            other,
            ranges,
        }
    }
}
