//! Random models against brute force, and the solvers against each other.

use proptest::prelude::*;

use super::build::{Build, maximize, minimize};
use crate::model::{Model, ObjectiveSense};
use crate::solve::{SolveLimits, SolverName, Status, solve};

/// Every whole point of a small box; the objective of the best that satisfies all rows.
pub(super) fn brute_force(model: &Model) -> Option<f64> {
    let mut best: Option<f64> = None;
    let mut point: Vec<f64> = model.variables.iter().map(|variable| variable.lower).collect();
    loop {
        let satisfied = model.rows.iter().all(|row| {
            let activity = row.activity(&point);
            row.lower <= activity && activity <= row.upper
        });
        if satisfied {
            let value = model.objective.value(&point);
            best = Some(match (best, model.objective.sense) {
                (None, _) => value,
                (Some(best), ObjectiveSense::Minimize) => best.min(value),
                (Some(best), ObjectiveSense::Maximize) => best.max(value),
            });
        }
        let Some(next) = (0..point.len()).find(|&at| point[at] < model.variables[at].upper) else {
            return best;
        };
        point[next] += 1.0;
        for (value, variable) in point.iter_mut().zip(&model.variables).take(next) {
            *value = variable.lower;
        }
    }
}

fn with_rows(mut build: Build, rows: Vec<(Vec<i32>, u8, i32, i32)>) -> Build {
    for (coefficients, kind, side, width) in rows {
        let coefficients: Vec<f64> = coefficients.into_iter().map(f64::from).collect();
        let side = f64::from(side);
        build = match kind {
            0 => build.le(&coefficients, side),
            1 => build.ge(&coefficients, side),
            2 => build.eq(&coefficients, side),
            _ => build.row(&coefficients, side, side + f64::from(width)),
        };
    }
    build
}

fn start(maximise: bool, costs: &[i32], divisor: f64) -> Build {
    let costs: Vec<f64> = costs.iter().map(|cost| f64::from(*cost) / divisor).collect();
    if maximise {
        maximize(&costs)
    } else {
        minimize(&costs)
    }
}

fn rows(width: usize, most: usize) -> impl Strategy<Value = Vec<(Vec<i32>, u8, i32, i32)>> {
    let row = (prop::collection::vec(-9..=9, width), 0..4_u8, -20..=30, 0..8);
    prop::collection::vec(row, 0..=most)
}

prop_compose! {
    pub(super) fn integer_model()(width in 1..=4_usize)(
        maximise in any::<bool>(),
        costs in prop::collection::vec(-9..=9, width),
        divisor in prop::sample::select(vec![1.0, 2.0, 10.0, 3.0]),
        bounds in prop::collection::vec((-4..=2, 0..=5), width),
        rows in rows(width, 4),
        constant in -5..=5,
    ) -> Model {
        let mut build = start(maximise, &costs, divisor).integer().constant(f64::from(constant));
        for (at, (lower, size)) in bounds.into_iter().enumerate() {
            build = build.bounds(at, f64::from(lower), f64::from(lower + size));
        }
        with_rows(build, rows).model()
    }
}

prop_compose! {
    fn continuous_model()(width in 1..=6_usize)(
        maximise in any::<bool>(),
        costs in prop::collection::vec(-9..=9, width),
        free in prop::collection::vec(0..4_u8, width),
        rows in rows(width, 6),
    ) -> Model {
        let mut build = start(maximise, &costs, 1.0);
        for (at, free) in free.into_iter().enumerate() {
            build = match free {
                0 => build.bounds(at, f64::NEG_INFINITY, f64::INFINITY),
                1 => build.bounds(at, -3.0, 12.0),
                _ => build,
            };
        }
        with_rows(build, rows).model()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn integer_models_agree_with_brute_force(model in integer_model()) {
        let outcome = solve(&model, &SolveLimits::default());
        match brute_force(&model) {
            None => prop_assert_eq!(outcome.status, Status::Infeasible, "{:#?}", outcome),
            Some(best) => {
                prop_assert_eq!(outcome.status, Status::Optimal, "{:#?}", outcome);
                let found = outcome.objective.unwrap();
                prop_assert!((found - best).abs() < 1e-9 * best.abs().max(1.0), "{} not {}", found, best);
            }
        }
    }

    #[test]
    fn the_solvers_agree_on_linear_models(model in continuous_model()) {
        let outcome = solve(&model, &SolveLimits::default());
        prop_assert!(
            matches!(outcome.status, Status::Optimal | Status::Infeasible | Status::Unbounded),
            "{:#?}", outcome
        );
        let of = |solver| {
            let mut answers = outcome.answers.iter();
            answers.find(|answer| answer.solver == solver && answer.question == "the model")
        };
        if let (Some(first), Some(second)) = (of(SolverName::Microlp), of(SolverName::Clarabel)) {
            prop_assert_eq!(first.status, second.status, "{:#?}", outcome);
            if let (Some(first), Some(second)) = (first.objective, second.objective) {
                prop_assert!((first - second).abs() < 1e-5 * first.abs().max(1.0), "{:#?}", outcome);
            }
        }
        let explained = outcome.answers.is_empty() || outcome.status == Status::Unbounded;
        prop_assert!(explained || outcome.notes.is_empty(), "{:#?}", outcome);
    }

    #[test]
    fn prices_are_worth_the_objective(model in continuous_model()) {
        // Strong duality over rows and bounds: with no dual on the bounds known, check the sign only. A row that
        // holds the objective back on one side cannot be priced as if it did on the other.
        let outcome = solve(&model, &SolveLimits::default());
        let sign = match model.objective.sense { ObjectiveSense::Minimize => 1.0, ObjectiveSense::Maximize => -1.0 };
        for (row, result) in model.rows.iter().zip(&outcome.rows) {
            let dual = sign * result.dual.unwrap_or(0.0);
            if row.lower == f64::NEG_INFINITY { prop_assert!(dual <= 1e-6, "{} {:#?}", dual, outcome); }
            if row.upper == f64::INFINITY { prop_assert!(dual >= -1e-6, "{} {:#?}", dual, outcome); }
        }
    }
}
