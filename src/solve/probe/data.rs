//! The data of a model: where they stand, how each is moved, and which way the optimum may then go.

use super::{Datum, MOVED_BY};
use crate::model::{Model, ObjectiveSense, Row, VariableKind};
use crate::solve::prepare::opened;
use crate::solve::sensitivity::Side;

/// What a change does to the points that a model allows, or to their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Every point stays and none gets worse: the optimum cannot get worse.
    Widens,
    /// No point is added and none gets better: the optimum cannot get better.
    Tightens,
    /// It depends.
    Either,
}

impl Effect {
    fn widens(if_so: bool) -> Self {
        if if_so { Self::Widens } else { Self::Tightens }
    }

    fn flipped(self) -> Self {
        match self {
            Self::Widens => Self::Tightens,
            Self::Tightens => Self::Widens,
            Self::Either => Self::Either,
        }
    }
}

/// Zeros and ones say what belongs together; they are no data.
fn is_datum(value: f64) -> bool {
    #[expect(
        clippy::float_cmp,
        reason = "only a number that is exactly one is none of the data"
    )]
    let one = value.abs() == 1.0;
    opened(value).is_finite() && value != 0.0 && !one
}

/// The data of the first variables and rows, those that most depends on first.
pub(super) fn data(model: &Model, (variables, rows): (usize, usize)) -> Vec<(Datum, f64)> {
    let mut found = Vec::new();
    for (row, written) in model.rows.iter().enumerate().take(rows) {
        found.extend(
            sides(written)
                .into_iter()
                .map(|(side, value)| (Datum::Side { row, side }, value)),
        );
    }
    let shown = |variable: usize| variable < variables;
    for term in model.objective.terms.iter().filter(|term| shown(term.variable.0)) {
        let variable = term.variable.0;
        found.push((Datum::Cost { variable }, term.coefficient));
    }
    for (row, written) in model.rows.iter().enumerate().take(rows) {
        for term in written.terms.iter().filter(|term| shown(term.variable.0)) {
            let variable = term.variable.0;
            found.push((Datum::Coefficient { row, variable }, term.coefficient));
        }
    }
    for (variable, written) in model.variables.iter().enumerate().take(variables) {
        if written.kind != VariableKind::Binary {
            let bounds = [(Side::Lower, written.lower), (Side::Upper, written.upper)];
            found.extend(bounds.map(|(side, value)| (Datum::Bound { variable, side }, value)));
        }
    }
    found.retain(|(_, value)| is_datum(*value));
    found
}

fn sides(row: &Row) -> Vec<(Side, f64)> {
    #[expect(
        clippy::float_cmp,
        reason = "an equality row has the same number on both sides, to the bit"
    )]
    if row.lower == row.upper {
        return vec![(Side::Both, row.lower)];
    }
    vec![(Side::Lower, row.lower), (Side::Upper, row.upper)]
}

/// How far a datum is moved. The bound of a whole number is moved by one at least, or nothing would happen.
fn step(datum: Datum, value: f64, model: &Model) -> f64 {
    let step = MOVED_BY * value.abs();
    match datum {
        Datum::Bound { variable, .. } if model.variables[variable].kind.is_integral() => step.max(1.0),
        _ => step,
    }
}

/// Moves a datum up or down; [`restore`] takes that back.
pub(super) fn shift(model: &mut Model, datum: Datum, value: f64, up: bool) {
    let step = step(datum, value, model);
    set(model, datum, if up { value + step } else { value - step });
}

/// Gives a datum its value back.
pub(super) fn restore(model: &mut Model, datum: Datum, value: f64) {
    set(model, datum, value);
}

fn set(model: &mut Model, datum: Datum, value: f64) {
    let (terms, of) = match datum {
        Datum::Cost { variable } => (&mut model.objective.terms, variable),
        Datum::Coefficient { row, variable } => (&mut model.rows[row].terms, variable),
        Datum::Side { row, side } => {
            let row = &mut model.rows[row];
            return set_side(&mut row.lower, &mut row.upper, side, value);
        }
        Datum::Bound { variable, side } => {
            let variable = &mut model.variables[variable];
            return set_side(&mut variable.lower, &mut variable.upper, side, value);
        }
    };
    if let Some(term) = terms.iter_mut().find(|term| term.variable.0 == of) {
        term.coefficient = value;
    }
}

fn set_side(lower: &mut f64, upper: &mut f64, side: Side, value: f64) {
    if matches!(side, Side::Lower | Side::Both) {
        *lower = value;
    }
    if matches!(side, Side::Upper | Side::Both) {
        *upper = value;
    }
}

/// What moving a datum up, or else down, does.
pub(super) fn effect(datum: Datum, up: bool, model: &Model) -> Effect {
    let upwards = match datum {
        Datum::Side { side, .. } | Datum::Bound { side, .. } => match side {
            Side::Upper => Effect::Widens,
            Side::Lower => Effect::Tightens,
            Side::Both => Effect::Either,
        },
        Datum::Cost { variable } => {
            let better_when_more = model.objective.sense == ObjectiveSense::Maximize;
            match sign_of(model, variable) {
                Some(positive) => Effect::widens(positive == better_when_more),
                None => Effect::Either,
            }
        }
        Datum::Coefficient { row, variable } => {
            let row = &model.rows[row];
            let (lower, upper) = (opened(row.lower).is_finite(), opened(row.upper).is_finite());
            match sign_of(model, variable) {
                // A larger sum is nearer to an upper side and farther from a lower one.
                Some(positive) if lower != upper => Effect::widens(positive == lower),
                _ => Effect::Either,
            }
        }
    };
    if up { upwards } else { upwards.flipped() }
}

/// Whether a variable is never negative (true) or never positive (false); `None` where it may be both.
fn sign_of(model: &Model, variable: usize) -> Option<bool> {
    let written = &model.variables[variable];
    let binary = written.kind == VariableKind::Binary;
    if binary || written.lower >= 0.0 {
        Some(true)
    } else if written.upper <= 0.0 {
        Some(false)
    } else {
        None
    }
}
