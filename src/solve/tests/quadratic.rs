//! Convex quadratic models with whole numbers and with curved rows, and what is refused.

use proptest::prelude::*;
use rstest::rstest;

use super::build::{Build, maximize, minimize};
use super::random::brute_force;
use crate::model::VariableKind;
use crate::solve::{Outcome, SolveLimits, SolverName, Status, solve};

const INF: f64 = f64::INFINITY;

fn run(build: Build) -> Outcome {
    solve(&build.model(), &SolveLimits::default())
}

#[track_caller]
fn assert_optimal(outcome: &Outcome, objective: f64) {
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    let found = outcome.objective.unwrap();
    assert!(
        (found - objective).abs() <= 1e-5 * objective.abs().max(1.0),
        "{found} instead of {objective}"
    );
}

/// `(x − 2.6)² + (y − 1.3)²`, which is least at whole numbers in (3, 1).
fn nearest() -> Build {
    minimize(&[-5.2, -2.6])
        .constant(2.6 * 2.6 + 1.3 * 1.3)
        .product(0, 0, 1.0)
        .product(1, 1, 1.0)
}

#[test]
fn the_nearest_whole_point() {
    let outcome = run(nearest().integer());
    assert_optimal(&outcome, 0.25);
    assert_eq!(outcome.values, [3.0, 1.0]);
    let mut answers = outcome.answers.iter();
    assert!(
        answers.any(|answer| answer.question.contains("tangents")),
        "{outcome:#?}"
    );
}

#[rstest]
#[case::one_whole(nearest().kind_of(0, VariableKind::Integer), 0.16)]
#[case::binary(nearest().binary(), 1.6 * 1.6 + 0.09)]
#[case::in_rows(nearest().integer().le(&[1.0, 1.0], 3.0), 0.36 + 0.09)]
#[case::maximised(maximize(&[5.0]).integer().product(0, 0, -1.0), 6.0)]
#[case::products(
    minimize(&[-7.0, -8.0]).integer().product(0, 0, 1.0).product(1, 1, 1.0).product(0, 1, 1.0), -19.0)]
#[case::without_bounds(minimize(&[5.0]).integer().all_bounds(-INF, INF).product(0, 0, 1.0), -6.0)]
fn quadratic_objectives_over_whole_numbers(#[case] build: Build, #[case] objective: f64) {
    assert_optimal(&run(build), objective);
}

#[rstest]
#[case::disc(maximize(&[1.0, 1.0]).le(&[0.0, 0.0], 2.0).row_product(0, 0, 1.0).row_product(1, 1, 1.0), 2.0)]
#[case::free(minimize(&[1.0]).all_bounds(-INF, INF).le(&[0.0], 4.0).row_product(0, 0, 1.0), -2.0)]
#[case::from_below(maximize(&[1.0]).ge(&[0.0], -4.0).row_product(0, 0, -1.0), 2.0)]
#[case::beside_linear_terms(maximize(&[1.0]).le(&[2.0], 8.0).row_product(0, 0, 1.0), 2.0)]
#[case::curved_objective(
    minimize(&[-6.0, 0.0]).product(0, 0, 1.0).le(&[0.0, 0.0], 4.0).row_product(0, 0, 1.0).row_product(1, 1, 1.0), -8.0)]
#[case::whole(maximize(&[1.0, 1.0]).integer().le(&[0.0, 0.0], 10.0).row_product(0, 0, 1.0).row_product(1, 1, 1.0), 4.0)]
#[case::without_objective(minimize(&[0.0]).le(&[0.0], 4.0).row_product(0, 0, 1.0), 0.0)]
fn curved_rows(#[case] build: Build, #[case] objective: f64) {
    let outcome = run(build);
    assert_optimal(&outcome, objective);
    assert!(outcome.rows[0].slack.unwrap() >= -1e-5, "{outcome:#?}");
}

#[rstest]
#[case::disc_without_points(minimize(&[1.0]).le(&[0.0], -1.0).row_product(0, 0, 1.0))]
#[case::beyond_the_disc(
    minimize(&[1.0, 1.0]).le(&[0.0, 0.0], 2.0).row_product(0, 0, 1.0).row_product(1, 1, 1.0).ge(&[1.0, 1.0], 3.0))]
#[case::objective_over_no_point(minimize(&[0.0]).integer().product(0, 0, 1.0).all_bounds(0.0, 9.0).eq(&[2.0], 3.0))]
fn curved_models_without_a_point(#[case] build: Build) {
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Infeasible, "{outcome:#?}");
}

#[test]
fn whole_numbers_without_an_end() {
    let outcome = run(minimize(&[0.0, -1.0]).integer().product(0, 0, 1.0));
    assert_eq!(outcome.status, Status::Unbounded, "{outcome:#?}");
}

#[rstest]
#[case::product(minimize(&[1.0, 1.0]).ge(&[0.0, 0.0], 1.0).row_product(0, 1, 1.0))]
#[case::outside_of_a_disc(minimize(&[1.0]).ge(&[0.0], 1.0).row_product(0, 0, 1.0))]
#[case::equality(minimize(&[1.0]).eq(&[0.0], 1.0).row_product(0, 0, 1.0))]
fn rows_that_are_not_convex_are_refused_with_the_evidence(#[case] build: Build) {
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Unsupported, "{outcome:#?}");
    assert!(outcome.answers.is_empty());
    assert!(
        outcome.notes[0].contains("Row r0") && outcome.notes[0].contains("curvature is"),
        "{outcome:#?}"
    );
}

#[test]
fn no_time_is_a_limit() {
    let limits = SolveLimits {
        time: std::time::Duration::ZERO,
        gap: 0.0,
    };
    let outcome = solve(&nearest().integer().model(), &limits);
    assert_eq!(outcome.status, Status::Limit, "{outcome:#?}");
}

#[test]
fn the_second_solver_of_a_curved_model_is_the_linear_one() {
    let outcome = run(maximize(&[1.0, 1.0])
        .le(&[0.0, 0.0], 2.0)
        .row_product(0, 0, 1.0)
        .row_product(1, 1, 1.0));
    let mut solvers: Vec<SolverName> = outcome.answers.iter().map(|answer| answer.solver).collect();
    solvers.dedup();
    assert_eq!(solvers, [SolverName::Clarabel, SolverName::Microlp]);
}

prop_compose! {
    /// `Σ (r · x)²` over a small box, with linear terms and rows.
    fn convex_model()(width in 1..=3_usize)(
        costs in prop::collection::vec(-12..=12_i32, width),
        sums in prop::collection::vec(prop::collection::vec(-2..=2_i32, width), 1..=3),
        bounds in prop::collection::vec((-3..=1_i32, 0..=4_i32), width),
        row in prop::collection::vec(-3..=4_i32, width),
        side in 0..=9_i32,
        maximise in any::<bool>(),
    ) -> Build {
        let costs: Vec<f64> = costs.into_iter().map(f64::from).collect();
        let (mut build, sign) = if maximise { (maximize(&costs), -1.0) } else { (minimize(&costs), 1.0) };
        for sum in sums {
            for (first, one) in sum.iter().enumerate() {
                for (second, two) in sum.iter().enumerate() {
                    build = build.product(first, second, sign * f64::from(one * two));
                }
            }
        }
        for (at, (lower, size)) in bounds.into_iter().enumerate() {
            build = build.bounds(at, f64::from(lower), f64::from(lower + size));
        }
        let row: Vec<f64> = row.into_iter().map(f64::from).collect();
        build.integer().le(&row, f64::from(side))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn convex_models_over_whole_numbers_agree_with_brute_force(build in convex_model()) {
        let model = build.model();
        let outcome = solve(&model, &SolveLimits::default());
        match brute_force(&model) {
            None => prop_assert_eq!(outcome.status, Status::Infeasible, "{:#?}", outcome),
            Some(best) => {
                prop_assert_eq!(outcome.status, Status::Optimal, "{:#?}\n{:#?}", model, outcome);
                let found = outcome.objective.unwrap();
                prop_assert!((found - best).abs() < 1e-6 * best.abs().max(1.0), "{} not {}", found, best);
            }
        }
    }
}
