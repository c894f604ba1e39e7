//! Prices and ranges, each against what the solvers say of the changed model.

use proptest::prelude::*;

use super::build::{Build, maximize, minimize};
use crate::model::{Model, Term, VarId, VariableKind};
use crate::solve::{Outcome, Range, Sensitivity, Side, SolveLimits, Status, solve};

const INF: f64 = f64::INFINITY;

fn run(model: &Model) -> Outcome {
    solve(model, &SolveLimits::default())
}

fn of(build: Build) -> Sensitivity {
    let outcome = run(&build.model());
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    outcome.sensitivity.expect("a small model has prices and ranges")
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-6 * right.abs().max(1.0)
}

#[track_caller]
fn assert_range(range: Option<Range>, from: f64, to: f64) {
    let range = range.expect("a range");
    let ends = (range.from.unwrap_or(-INF), range.to.unwrap_or(INF));
    let same = |one: f64, two: f64| one.total_cmp(&two).is_eq() || near(one, two);
    assert!(
        same(ends.0, from) && same(ends.1, to),
        "{ends:?} instead of {from} to {to}"
    );
}

#[test]
fn the_textbook_ranges_of_doors_and_windows() {
    let found = of(maximize(&[3.0, 5.0])
        .le(&[1.0, 0.0], 4.0)
        .le(&[0.0, 2.0], 12.0)
        .le(&[3.0, 2.0], 18.0));
    assert!(
        !found.fixed_integers && !found.degenerate && !found.alternatives,
        "{found:#?}"
    );
    assert_range(found.variables[0].cost, 0.0, 7.5);
    assert_range(found.variables[1].cost, 2.0, INF);
    assert_range(found.rows[0].range, 2.0, INF);
    assert_range(found.rows[1].range, 6.0, 18.0);
    assert_range(found.rows[2].range, 12.0, 24.0);
    let duals: Vec<f64> = found.rows.iter().map(|row| row.dual).collect();
    assert!(
        duals[0] == 0.0 && near(duals[1], 1.5) && near(duals[2], 1.0),
        "{duals:?}"
    );
    assert!(found.rows.iter().all(|row| row.side == Some(Side::Upper)));
}

#[test]
fn a_reduced_cost_is_what_one_forced_unit_costs() {
    let build = || minimize(&[2.0, 5.0]).ge(&[1.0, 1.0], 4.0);
    let found = of(build());
    assert!(near(found.variables[1].reduced_cost, 3.0), "{found:#?}");
    assert_range(found.variables[1].cost, 2.0, INF);
    assert_range(found.variables[0].cost, 0.0, 5.0);
    let before = run(&build().model()).objective.unwrap();
    let forced = run(&build().bounds(1, 1.0, INF).model()).objective.unwrap();
    assert!(near(forced - before, 3.0));
}

#[test]
fn prices_of_a_model_with_integers_hold_them_and_say_so() {
    // A depot for 50 opens the way for goods that sell at 3 a unit, up to 40 units a depot, of 60 in all.
    let found = of(maximize(&[3.0, -50.0])
        .kind_of(1, VariableKind::Integer)
        .bounds(1, 0.0, 5.0)
        .le(&[1.0, -40.0], 0.0)
        .le(&[1.0, 0.0], 60.0));
    assert!(found.fixed_integers, "{found:#?}");
    // With two depots held, demand binds at 60 and capacity does not.
    assert!(
        near(found.rows[1].dual, 3.0) && found.rows[0].dual == 0.0,
        "{found:#?}"
    );
    assert_range(found.rows[1].range, 0.0, 80.0);
    assert_eq!(found.variables[1].cost, None);
    assert!(near(found.variables[1].reduced_cost, -50.0));
}

#[test]
fn a_degenerate_optimum_is_called_so() {
    let found = of(maximize(&[1.0, 1.0])
        .le(&[1.0, 0.0], 1.0)
        .le(&[0.0, 1.0], 1.0)
        .le(&[1.0, 1.0], 2.0));
    assert!(found.degenerate, "{found:#?}");
}

#[test]
fn other_points_that_are_as_good_are_announced() {
    let found = of(maximize(&[1.0, 1.0]).le(&[1.0, 1.0], 1.0));
    assert!(found.alternatives && !found.degenerate, "{found:#?}");
}

#[test]
fn a_point_between_corners_is_moved_to_one_first() {
    let model = maximize(&[1.0, 1.0]).le(&[1.0, 1.0], 1.0).model();
    let prepared = crate::solve::prepare::Prepared::new(&model).unwrap();
    let found = crate::solve::sensitivity::sensitivity(&prepared, &[0.25, 0.75]).unwrap();
    assert!(near(found.rows[0].dual, 1.0) && found.alternatives, "{found:#?}");
}

#[test]
fn a_point_that_is_not_the_best_has_no_prices() {
    let model = maximize(&[1.0, 1.0]).le(&[1.0, 1.0], 1.0).model();
    let prepared = crate::solve::prepare::Prepared::new(&model).unwrap();
    for values in [[0.0, 0.0], [0.25, 0.25]] {
        assert_eq!(crate::solve::sensitivity::sensitivity(&prepared, &values), None);
    }
}

#[test]
fn rows_that_ask_nothing_have_no_price() {
    let found = of(minimize(&[1.0])
        .ge(&[0.0], -1.0)
        .row(&[1.0], -INF, INF)
        .ge(&[1.0], 2.0));
    assert_eq!(found.rows[1].side, None);
    assert!(
        found.rows[0].dual == 0.0 && near(found.rows[2].dual, 1.0),
        "{found:#?}"
    );
}

#[test]
fn an_outcome_of_an_earlier_version_still_reads() {
    let text = r#"{"status":"optimal","objective":1.0,"values":[],"rows":[],"time":{"secs":0,"nanos":5},
        "solver":"microlp","answers":[{"solver":"microlp","question":"the model","status":"optimal",
        "objective":1.0,"time":{"secs":0,"nanos":5}}]}"#;
    let outcome: Outcome = serde_json::from_str(text).unwrap();
    assert_eq!(
        (outcome.sensitivity, outcome.answers[0].reason.clone()),
        (None, None)
    );
}

/// A point within a range, half the way to its end, or one beyond where it has none.
fn inside(range: Range, at: f64) -> [f64; 2] {
    let toward = |end: Option<f64>, way: f64| end.map_or(at + way, |end| f64::midpoint(at, end));
    [toward(range.from, -1.0), toward(range.to, 1.0)]
}

fn cost(model: &Model, at: usize) -> f64 {
    let mut terms = model.objective.terms.iter();
    terms
        .find(|term| term.variable == VarId(at))
        .map_or(0.0, |term| term.coefficient)
}

fn with_cost(model: &Model, at: usize, cost: f64) -> Model {
    let mut changed = model.clone();
    changed.objective.terms.retain(|term| term.variable != VarId(at));
    changed.objective.terms.push(Term {
        variable: VarId(at),
        coefficient: cost,
    });
    changed
}

fn with_side(model: &Model, row: usize, side: Side, value: f64) -> Model {
    let mut changed = model.clone();
    let row = &mut changed.rows[row];
    if side != Side::Upper {
        row.lower = value;
    }
    if side != Side::Lower {
        row.upper = value;
    }
    changed
}

/// Everything that the sensitivity of an outcome promises, asked of the solvers.
fn hold_to_it(model: &Model, outcome: &Outcome) -> Result<(), TestCaseError> {
    let (objective, sensitivity) = (outcome.objective.unwrap(), outcome.sensitivity.as_ref().unwrap());
    for (at, variable) in sensitivity.variables.iter().enumerate() {
        for value in inside(variable.cost.unwrap(), cost(model, at)) {
            let again = run(&with_cost(model, at, value));
            let same_point = objective + (value - cost(model, at)) * outcome.values[at];
            prop_assert!(
                again.objective.is_some_and(|best| near(best, same_point)),
                "cost {value} of x{at}: {:?} instead of {same_point}\n{model:#?}\n{outcome:#?}",
                again.objective
            );
        }
    }
    for (at, row) in sensitivity.rows.iter().enumerate() {
        let (Some(range), Some(side)) = (row.range, row.side) else {
            continue;
        };
        let present = if side == Side::Lower {
            model.rows[at].lower
        } else {
            model.rows[at].upper
        };
        for value in inside(range, present) {
            let again = run(&with_side(model, at, side, value));
            let expected = objective + row.dual * (value - present);
            prop_assert!(
                again.objective.is_some_and(|best| near(best, expected)),
                "side {value} of r{at}: {:?} instead of {expected}\n{model:#?}\n{outcome:#?}",
                again.objective
            );
        }
    }
    Ok(())
}

fn row() -> impl Strategy<Value = (Vec<i32>, u8, i32, i32)> {
    (prop::collection::vec(-4..=9_i32, 3), 0..4_u8, 0..30_i32, 0..9_i32)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_price_holds_within_its_range(
        costs in prop::collection::vec(-9..=9_i32, 3),
        rows in prop::collection::vec(row(), 1..4),
        most in 1..20_i32,
        maximise in any::<bool>(),
    ) {
        let costs: Vec<f64> = costs.into_iter().map(f64::from).collect();
        let mut build = if maximise { maximize(&costs) } else { minimize(&costs) };
        for (coefficients, kind, side, width) in rows {
            let coefficients: Vec<f64> = coefficients.into_iter().map(f64::from).collect();
            let (side, width) = (f64::from(side), f64::from(width));
            build = match kind {
                0 => build.ge(&coefficients, side),
                1 => build.eq(&coefficients, side),
                2 => build.row(&coefficients, side, side + width),
                _ => build.le(&coefficients, side),
            };
        }
        let model = build.all_bounds(0.0, f64::from(most)).model();
        let outcome = run(&model);
        if outcome.status == Status::Optimal {
            prop_assert!(outcome.sensitivity.is_some(), "{model:#?}\n{outcome:#?}");
            hold_to_it(&model, &outcome)?;
        }
    }
}
