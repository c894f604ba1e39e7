//! What the optimum would be if some variables took whole numbers only, or fractions too.

use std::time::Duration;

use crate::check::trace::same;
use crate::model::{Model, VariableKind};
use crate::solve::{Outcome, SolveLimits, Status, solve};

/// The longest that one such question may take. Rules are asked in the middle of a person's work.
const TIME: Duration = Duration::from_millis(150);

/// Larger models are not solved again.
const MOST_VARIABLES: usize = 150;
/// Larger models are not solved again.
const MOST_ROWS: usize = 300;

/// Distance from a whole number that counts as a fraction.
const FRACTION: f64 = 1e-5;

/// What becomes of the optimum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Otherwise {
    /// It stays.
    Same,
    /// It moves to this value.
    Moves(f64),
    /// There is none.
    Impossible,
    /// Nobody knows: the model is too large, or the time too short.
    Unknown,
}

/// Whether a value is no whole number.
pub(super) fn is_fraction(value: f64) -> bool {
    value.is_finite() && (value - value.round()).abs() > FRACTION * value.abs().max(1.0)
}

/// The optimum of `model` when the variables at `positions` are of this kind.
pub(super) fn otherwise(
    model: &Model,
    outcome: &Outcome,
    positions: &[usize],
    kind: VariableKind,
) -> Otherwise {
    let Some(before) = outcome.objective else {
        return Otherwise::Unknown;
    };
    if model.variables.len() > MOST_VARIABLES || model.rows.len() > MOST_ROWS || model.is_quadratic() {
        return Otherwise::Unknown;
    }
    let mut changed = model.clone();
    for at in positions {
        if let Some(variable) = changed.variables.get_mut(*at) {
            variable.kind = kind;
        }
    }
    let limits = SolveLimits {
        time: TIME,
        ..SolveLimits::default()
    };
    let after = solve(&changed, &limits);
    match (after.status, after.objective) {
        (Status::Optimal, Some(after)) if is_same(before, after) => Otherwise::Same,
        (Status::Optimal, Some(after)) => Otherwise::Moves(after),
        (Status::Infeasible, _) => Otherwise::Impossible,
        _ => Otherwise::Unknown,
    }
}

/// As benchmarks compare answers.
fn is_same(before: f64, after: f64) -> bool {
    same(before, after) || (before - after).abs() <= 1e-6 * before.abs().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{diet, run_of};

    fn outcome(model: &Model) -> Outcome {
        let mut outcome = solve(model, &SolveLimits::default());
        outcome.time = Duration::ZERO;
        outcome
    }

    #[test]
    fn whole_packs_cost_more_than_parts_of_them() {
        let mut model = diet();
        model.rows[0].lower = 76.0;
        let outcome = outcome(&model);
        assert!(is_fraction(outcome.values[0]), "{outcome:?}");
        let found = otherwise(&model, &outcome, &[0, 1], VariableKind::Integer);
        assert_eq!(found, Otherwise::Moves(27.0));
    }

    #[test]
    fn an_outcome_without_an_optimum_is_compared_with_nothing() {
        let run = run_of(diet(), 1.0);
        let outcome = Outcome::without_point(Status::Infeasible);
        let found = otherwise(&run.model.unwrap(), &outcome, &[0], VariableKind::Integer);
        assert_eq!(found, Otherwise::Unknown);
    }
}
