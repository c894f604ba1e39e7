//! Other plans of the same value: the objective is held at its optimum, and every variable is sent as far as it goes.

use serde::{Deserialize, Serialize};

use crate::model::{Model, ObjectiveSense, Row, Term, VarId};

/// Share of a value by which a continuous variable must differ for a plan to be another one. A smaller difference may
/// come from the tolerance within which the objective is held.
const APART: f64 = 1e-2;

/// The same for whole numbers.
const WHOLE_APART: f64 = 0.5;

/// What is known of other plans.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Plans {
    /// Whether the plan is the only one of its value; `None` where that was not found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique: Option<bool>,
    /// Another plan, one value per variable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<f64>,
    /// Variables that differ between plans of the same value, and how far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<PlanRange>,
}

/// How far a variable can go without harm to the objective.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PlanRange {
    /// The variable.
    pub variable: usize,
    /// Its smallest value; `None` where there is no end.
    pub from: Option<f64>,
    /// Its largest value; `None` where there is no end.
    pub to: Option<f64>,
}

/// Whether a value of a variable belongs to another plan than `shown`.
pub(super) fn is_apart(model: &Model, variable: usize, shown: f64, value: f64) -> bool {
    let least = if model.variables[variable].kind.is_integral() {
        WHOLE_APART
    } else {
        APART * shown.abs().max(1.0)
    };
    (value - shown).abs() > least
}

/// The model with its objective held at `objective` as a row, and nothing to optimise yet.
pub(super) fn held(model: &Model, objective: f64, tolerance: f64) -> Model {
    let mut held = model.clone();
    let side = objective - model.objective.constant;
    let (lower, upper) = match model.objective.sense {
        ObjectiveSense::Minimize => (f64::NEG_INFINITY, side + tolerance),
        ObjectiveSense::Maximize => (side - tolerance, f64::INFINITY),
    };
    held.rows.push(Row {
        name: "objective".to_owned(),
        terms: model.objective.terms.clone(),
        quadratic: model.objective.quadratic.clone(),
        lower,
        upper,
        line: None,
    });
    held.objective.terms.clear();
    held.objective.quadratic.clear();
    held.objective.constant = 0.0;
    held
}

/// Makes a held model send one variable as far up, or else down, as it goes.
pub(super) fn send(held: &mut Model, variable: usize, up: bool) {
    aim(held, vec![(variable, if up { 1.0 } else { -1.0 })]);
}

/// Makes a held model go as far from a plan as it can: what is nothing there should be something, and the rest less.
pub(super) fn send_away(held: &mut Model, plan: &[f64]) {
    let away = |(at, value): (usize, &f64)| {
        let nothing = value.abs() <= WHOLE_APART * APART;
        (at, if nothing { 1.0 } else { -1.0 / value })
    };
    let goals = plan.iter().enumerate().map(away).collect();
    aim(held, goals);
}

fn aim(held: &mut Model, goals: Vec<(usize, f64)>) {
    held.objective.sense = ObjectiveSense::Maximize;
    held.objective.terms = goals
        .into_iter()
        .map(|(variable, coefficient)| Term {
            variable: VarId(variable),
            coefficient,
        })
        .collect();
}
