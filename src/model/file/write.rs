//! Writes models.

pub(super) mod lp;
pub(super) mod mps;

use crate::model::{Model, ModelFault, Variable, VariableKind};

/// Why a model cannot be written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WriteFault {
    /// The formats say no products as every reader understands them.
    #[error("{place} multiplies variables with each other; only linear models are written")]
    Quadratic {
        /// Row name or "the objective".
        place: String,
    },
    /// A number that is none.
    #[error(transparent)]
    Fault(#[from] ModelFault),
    /// LP has no way to write a row without a variable.
    #[error("row {0} has no variables, nor has the model: LP cannot say that; MPS can")]
    EmptyRow(String),
}

/// Looks for what cannot be written. Crossed bounds can.
pub(super) fn check(model: &Model) -> Result<(), WriteFault> {
    match model.validate() {
        Ok(()) | Err(ModelFault::CrossedBounds { .. }) => {}
        Err(fault) => return Err(fault.into()),
    }
    let quadratic = model.rows.iter().find(|row| !row.quadratic.is_empty());
    let place = quadratic.map(|row| format!("row {}", row.name));
    let objective = (!model.objective.quadratic.is_empty()).then(|| "the objective".to_owned());
    match objective.or(place) {
        Some(place) => Err(WriteFault::Quadratic { place }),
        None => Ok(()),
    }
}

/// A number that reads back to the bit.
fn literal(value: f64) -> String {
    let value = value + 0.0; // + 0 turns -0 into 0
    if value == 0.0 || (1e-4..1e15).contains(&value.abs()) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}

/// What a variable is, as the formats can say it: a binary one with other bounds is an integer one.
fn effective(variable: &Variable) -> (VariableKind, f64, f64) {
    let Variable {
        kind, lower, upper, ..
    } = *variable;
    if kind != VariableKind::Binary {
        return (kind, lower, upper);
    }
    let (lower, upper) = (lower.max(0.0), upper.min(1.0));
    let whole = lower <= 0.0 && upper >= 1.0;
    (if whole { kind } else { VariableKind::Integer }, lower, upper)
}
