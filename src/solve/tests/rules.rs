use std::time::Duration;

use super::build::{Build, maximize, minimize};
use crate::model::{Term, VarId, VariableKind};
use crate::solve::oracle::{Effort, Oracle, Reply, Solvers};
use crate::solve::prepare::Prepared;
use crate::solve::question::Question;
use crate::solve::{Outcome, SolveLimits, SolverName, Status, solve, solve_with};
use rstest::rstest;

const INF: f64 = f64::INFINITY;

fn run(build: Build) -> Outcome {
    solve(&build.model(), &SolveLimits::default())
}

fn asked(outcome: &Outcome, question: &str, solver: SolverName) -> Option<Status> {
    let mut answers = outcome.answers.iter();
    answers
        .find(|answer| answer.question == question && answer.solver == solver)
        .map(|answer| answer.status)
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-6 * right.abs().max(1.0)
}

#[track_caller]
fn assert_optimal(outcome: &Outcome, objective: f64) {
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    let found = outcome.objective.unwrap();
    assert!(
        near(found, objective),
        "{found} instead of {objective}: {outcome:#?}"
    );
}

#[track_caller]
fn assert_noted(outcome: &Outcome, words: &str) {
    assert!(
        outcome.notes.iter().any(|note| note.contains(words)),
        "no note says `{words}`: {:#?}",
        outcome.notes
    );
}

#[rstest]
#[case(VariableKind::Integer, 1e308, f64::INFINITY)]
#[case(VariableKind::Continuous, 1e25, 1e30)]
#[case(VariableKind::Integer, f64::NEG_INFINITY, -1e300)]
fn a_bound_beyond_all_numbers_leaves_no_value(
    #[case] kind: VariableKind,
    #[case] lower: f64,
    #[case] upper: f64,
) {
    let model = maximize(&[3.0, 1.0]).le(&[1.0, 1.0], 4.0);
    let model = model.kind_of(0, kind).bounds(0, lower, upper).model();
    let outcome = solve(&model, &SolveLimits::default());
    assert_eq!(outcome.status, Status::Infeasible, "{outcome:?}");
    assert!(
        outcome.notes[0].contains("counts as infinite"),
        "{:?}",
        outcome.notes
    );
}

#[test]
fn a_production_plan_with_its_shadow_prices() {
    // Dorian's doors and windows: 3 x + 5 y, x ≤ 4, 2 y ≤ 12, 3 x + 2 y ≤ 18; optimum 36 at (2, 6).
    let outcome = run(maximize(&[3.0, 5.0])
        .le(&[1.0, 0.0], 4.0)
        .le(&[0.0, 2.0], 12.0)
        .le(&[3.0, 2.0], 18.0));
    assert_optimal(&outcome, 36.0);
    assert!(near(outcome.values[0], 2.0) && near(outcome.values[1], 6.0));
    let slacks: Vec<f64> = outcome.rows.iter().filter_map(|row| row.slack).collect();
    assert!(near(slacks[0], 2.0) && near(slacks[1], 0.0) && near(slacks[2], 0.0));
    let duals: Vec<f64> = outcome.rows.iter().filter_map(|row| row.dual).collect();
    assert!(
        duals[0] == 0.0 && near(duals[1], 1.5) && near(duals[2], 1.0),
        "{duals:?}"
    );
    assert_eq!(
        asked(&outcome, "the model", SolverName::Clarabel),
        Some(Status::Optimal)
    );
    assert_eq!(
        asked(&outcome, "a strictly better point", SolverName::Microlp),
        Some(Status::Infeasible)
    );
    assert!(outcome.notes.is_empty(), "{:?}", outcome.notes);
}

#[rstest]
#[case::at_least(minimize(&[2.0, 3.0]).ge(&[1.0, 1.0], 10.0), minimize(&[2.0, 3.0]).ge(&[1.0, 1.0], 11.0))]
#[case::equal(maximize(&[2.0, 3.0]).eq(&[1.0, 1.0], 10.0), maximize(&[2.0, 3.0]).eq(&[1.0, 1.0], 11.0))]
#[case::upper_of_range(
    maximize(&[2.0]).row(&[4.0], 1.0, 10.0), maximize(&[2.0]).row(&[4.0], 1.0, 11.0))]
#[case::lower_of_range(
    minimize(&[2.0]).row(&[4.0], 10.0, 20.0), minimize(&[2.0]).row(&[4.0], 11.0, 20.0))]
fn a_shadow_price_is_the_change_per_unit_of_the_side(#[case] before: Build, #[case] after: Build) {
    let (before, after) = (run(before), run(after));
    let change = after.objective.unwrap() - before.objective.unwrap();
    let dual = before.rows[0].dual.unwrap();
    assert!(near(dual, change), "{dual} instead of {change}");
}

#[test]
fn a_model_with_integers_has_no_shadow_prices() {
    let outcome = run(maximize(&[1.0]).integer().le(&[2.0], 5.0));
    assert_optimal(&outcome, 2.0);
    assert_eq!(outcome.rows[0].dual, None);
    assert_eq!(outcome.rows[0].slack, Some(1.0));
}

#[rstest]
#[case::lp(maximize(&[1.0]).ge(&[1.0], 1.0))]
#[case::free_transport(minimize(&[1.0, 1.0]).all_bounds(-INF, INF).le(&[1.0, 1.0], 5.0))]
#[case::mip(maximize(&[1.0, 1.0]).integer().le(&[1.0, -1.0], 3.0))]
#[case::lonely_integer(maximize(&[1.0]).integer())]
#[case::negative_integer(minimize(&[1.0]).integer().bounds(0, -INF, 0.0))]
#[case::mixed(maximize(&[1.0, 0.0]).kind_of(1, VariableKind::Integer).le(&[1.0, -1.0], 0.5))]
#[case::written_as_infinity(maximize(&[1.0]).bounds(0, 0.0, 1e30))]
#[case::integer_written_as_infinity(maximize(&[1.0]).integer().bounds(0, 0.0, 1e20))]
fn unbounded(#[case] build: Build) {
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Unbounded, "{outcome:#?}");
    assert!(outcome.values.is_empty() && outcome.objective.is_none());
    assert_noted(&outcome, "improves without end while x0");
}

#[test]
fn the_variables_that_run_away_are_named() {
    // x2 has its bound and x1 follows x0.
    let outcome = run(maximize(&[1.0, -0.5, 5.0])
        .bounds(2, 0.0, 9.0)
        .le(&[1.0, -1.0, 0.0], 4.0));
    assert_eq!(outcome.status, Status::Unbounded, "{outcome:#?}");
    assert_noted(&outcome, "while x0 grows, x1 grows:");
}

#[rstest]
#[case::lp(minimize(&[1.0]).ge(&[1.0], 5.0).le(&[1.0], 3.0))]
#[case::lp_with_an_endless_objective(maximize(&[1.0, 1.0]).eq(&[0.0, 1.0], -1.0))]
#[case::mip(minimize(&[1.0, 1.0]).integer().ge(&[1.0, 1.0], 5.0).le(&[1.0, 1.0], 3.0))]
#[case::binary(maximize(&[1.0, 1.0]).binary().ge(&[1.0, 1.0], 2.5))]
fn infeasible(#[case] build: Build) {
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Infeasible, "{outcome:#?}");
    assert_eq!(
        asked(&outcome, "any point (zero objective)", SolverName::Microlp),
        Some(Status::Infeasible)
    );
    assert!(outcome.values.is_empty());
}

#[rstest]
#[case::divisor(minimize(&[1.0, 1.0]).integer().all_bounds(0.0, 10.0).eq(&[2.0, 2.0], 3.0), "multiple of 2")]
#[case::divisor_of_decimals(minimize(&[1.0, 1.0]).integer().eq(&[0.5, 1.5], 0.75), "multiple of 0.5")]
#[case::divisor_of_sevenths(
    minimize(&[1.0, 1.0]).integer().eq(&[2.0 / 7.0, 30.0 / 7.0], 37.0 / 7.0), "no multiple fits")]
#[case::divisor_between_bounds(minimize(&[1.0]).integer().row(&[5.0], 6.0, 9.0), "multiple of 5")]
#[case::search(minimize(&[1.0, 1.0]).integer().all_bounds(0.0, 10.0).eq(&[2.0, 3.0], 1.0), "none with whole numbers")]
fn infeasible_through_integrality_only(#[case] build: Build, #[case] words: &str) {
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Infeasible, "{outcome:#?}");
    assert_noted(&outcome, words);
}

#[test]
fn whole_numbers_without_bounds_need_no_search_to_miss() {
    // Branch and bound alone never ends here.
    let build = minimize(&[1.0, 1.0])
        .integer()
        .all_bounds(-INF, INF)
        .eq(&[2.0, -2.0], 1.0);
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Infeasible, "{outcome:#?}");
    assert!(outcome.answers.is_empty());
}

#[test]
fn a_search_without_end_ends_at_the_limit() {
    // The same in two rows, so that no single one shows it.
    let limits = SolveLimits {
        time: Duration::from_millis(300),
        gap: 0.0,
    };
    let build = minimize(&[1.0, 1.0, 0.0])
        .integer()
        .all_bounds(-INF, INF)
        .eq(&[2.0, -2.0, 1.0], 1.0)
        .eq(&[2.0, -2.0, -1.0], 1.0);
    let outcome = solve(&build.model(), &limits);
    assert!(outcome.time < Duration::from_secs(5), "{:?}", outcome.time);
    assert!(
        matches!(outcome.status, Status::Infeasible | Status::Limit),
        "{outcome:#?}"
    );
}

#[test]
fn free_variables_and_equalities() {
    let outcome = run(minimize(&[1.0, 0.0])
        .all_bounds(-INF, INF)
        .ge(&[1.0, -1.0], -4.0)
        .ge(&[1.0, 1.0], -2.0)
        .eq(&[0.0, 1.0], 3.0));
    assert_optimal(&outcome, -1.0);
}

#[test]
fn a_fixed_variable_keeps_its_value() {
    let outcome = run(maximize(&[1.0, 1.0]).bounds(0, 2.5, 2.5).le(&[1.0, 1.0], 4.0));
    assert_optimal(&outcome, 4.0);
    assert!(near(outcome.values[0], 2.5));
    assert_eq!(
        asked(&outcome, "the model", SolverName::Clarabel),
        Some(Status::Optimal)
    );
}

#[test]
fn the_constant_of_the_objective_counts() {
    let outcome = run(maximize(&[1.0]).integer().bounds(0, 0.0, 3.0).constant(100.0));
    assert_optimal(&outcome, 103.0);
}

#[rstest]
#[case::nothing(minimize(&[]), 0.0)]
#[case::only_a_constant(minimize(&[]).constant(7.0), 7.0)]
#[case::no_objective(minimize(&[0.0]).ge(&[1.0], 2.0), 0.0)]
#[case::no_rows(maximize(&[2.0, -1.0]).all_bounds(-1.0, 4.0), 9.0)]
#[case::free_row(minimize(&[1.0]).row(&[1.0], -INF, INF), 0.0)]
#[case::no_bounds_at_all(minimize(&[0.0]).all_bounds(-INF, INF), 0.0)]
#[case::empty_row_that_holds(minimize(&[1.0]).row(&[0.0], -1.0, 1.0), 0.0)]
fn models_with_parts_missing(#[case] build: Build, #[case] objective: f64) {
    assert_optimal(&run(build), objective);
}

#[rstest]
#[case::crossed_variable(minimize(&[1.0]).bounds(0, 3.0, 2.0), "x0")]
#[case::crossed_row(minimize(&[1.0]).row(&[1.0], 3.0, 2.0), "r0")]
#[case::no_whole_number(minimize(&[1.0]).integer().bounds(0, 0.2, 0.8), "x0")]
#[case::binary_beyond_one(minimize(&[1.0]).binary().bounds(0, 2.0, 5.0), "x0")]
#[case::empty_row(minimize(&[1.0]).ge(&[0.0], 1.0), "r0")]
#[case::empty_model(minimize(&[]).ge(&[], 1.0), "r0")]
fn infeasible_at_sight(#[case] build: Build, #[case] name: &str) {
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Infeasible);
    assert!(outcome.answers.is_empty() && outcome.solver.is_none());
    assert_noted(&outcome, name);
}

#[rstest]
#[case::cost(minimize(&[f64::NAN]))]
#[case::coefficient(minimize(&[1.0]).le(&[INF], 3.0))]
#[case::bound(minimize(&[1.0]).bounds(0, f64::NAN, 3.0))]
#[case::side(minimize(&[1.0]).le(&[1.0], f64::NAN))]
#[case::endless_lower(minimize(&[1.0]).ge(&[1.0], INF))]
#[case::constant(minimize(&[1.0]).constant(f64::NAN))]
fn numbers_that_are_none(#[case] build: Build) {
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Error);
    assert!(outcome.answers.is_empty());
    assert_noted(&outcome, "not a usable number");
}

#[test]
fn a_term_of_an_unknown_variable() {
    let mut model = minimize(&[1.0]).le(&[1.0], 3.0).model();
    model.rows[0].terms[0].variable = VarId(9);
    let outcome = solve(&model, &SolveLimits::default());
    assert_eq!(outcome.status, Status::Error);
    assert_noted(&outcome, "variable number 9");
}

#[test]
fn a_repeated_variable_is_summed() {
    let mut model = maximize(&[1.0]).le(&[1.0], 6.0).model();
    let twice = Term {
        variable: VarId(0),
        coefficient: 2.0,
    };
    model.rows[0].terms.push(twice);
    assert_optimal(&solve(&model, &SolveLimits::default()), 2.0);
}

#[test]
fn numbers_beyond_the_range_of_doubles_end_in_a_status() {
    let mut model = maximize(&[1e308, 1e308]).le(&[1e308, 1e308], 1e308).model();
    let first = model.rows[0].terms[0];
    model.rows[0].terms.push(first);
    let outcome = solve(&model, &SolveLimits::default());
    assert_ne!(outcome.status, Status::Optimal, "{outcome:#?}");
}

#[test]
fn a_row_without_bounds_that_overflows_is_no_point() {
    let build = maximize(&[1.0]).bounds(0, 0.0, 1e3).row(&[1e307], -INF, INF);
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Error, "{outcome:#?}");
    assert_noted(&outcome, "overflows");
}

#[rstest]
#[case::fixed(maximize(&[1.0]).integer().bounds(0, 3e9, 3e9), 3e9)]
#[case::only_a_bound(maximize(&[1.0]).integer().bounds(0, 0.0, 3e9), 3e9)]
#[case::far_away(minimize(&[1.0]).integer().bounds(0, 3e9, 4e9), 3e9)]
#[case::in_a_row(maximize(&[1.0, 1.0]).integer().le(&[1.0, 1.0], 5e9), 5e9)]
#[case::idle(minimize(&[1.0, 0.0]).integer().ge(&[1.0, 0.0], 2.5).ge(&[-1.0, 1.0], 0.0), 3.0)]
fn large_whole_numbers(#[case] build: Build, #[case] objective: f64) {
    assert_optimal(&run(build), objective);
}

#[test]
fn a_bound_that_misses_a_whole_number_by_rounding_means_it() {
    let outcome = run(minimize(&[1.0]).integer().bounds(0, 0.1 * 30.0, 10.0));
    assert_optimal(&outcome, 3.0);
}

#[test]
fn a_knapsack_is_proved() {
    let values = [9.91, 8.31, 9.65, 9.63, 8.01, 8.02, 7.0, 7.04, 8.99, 7.23];
    let weights = [5.16, 1.72, 5.13, 8.33, 4.63, 8.02, 6.33, 6.26, 9.62, 9.51];
    let outcome = run(maximize(&values).binary().le(&weights, 25.0));
    let best = (0..1_u32 << values.len())
        .filter_map(|chosen| {
            let sum = |numbers: &[f64]| -> f64 {
                let of = |(at, number): (usize, &f64)| if chosen >> at & 1 == 1 { *number } else { 0.0 };
                numbers.iter().enumerate().map(of).sum()
            };
            (sum(&weights) <= 25.0).then(|| sum(&values))
        })
        .fold(0.0, f64::max);
    assert_optimal(&outcome, best);
    assert_eq!(outcome.gap, None);
}

/// Profits that are weights plus a constant make every knapsack item look alike to branch and bound.
fn correlated_knapsack(items: u32) -> Build {
    let weights: Vec<f64> = (0..items).map(|at| f64::from(100 + at * 7919 % 997)).collect();
    let profits: Vec<f64> = weights.iter().map(|weight| weight + 100.0).collect();
    let capacity = (weights.iter().sum::<f64>() / 2.0).floor();
    maximize(&profits).binary().le(&weights, capacity)
}

/// The solvers of a build without HiGHS, which would be too quick for the limits below.
struct WithoutHighs;

impl Oracle for WithoutHighs {
    fn holds(&self, solver: SolverName) -> bool {
        solver != SolverName::Highs
    }

    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, effort: Effort) -> Reply {
        Solvers.ask(prepared, question, solver, effort)
    }
}

#[test]
fn a_short_limit_leaves_a_point_and_a_gap() {
    let limits = SolveLimits {
        time: Duration::from_millis(300),
        gap: 0.0,
    };
    let outcome = solve_with(&correlated_knapsack(60).model(), &limits, WithoutHighs);
    assert_eq!(outcome.status, Status::Feasible, "{outcome:#?}");
    let gap = outcome.gap.unwrap();
    assert!(gap.relative >= 0.0 && gap.relative < 0.5, "{gap:?}");
    assert!(gap.bound >= outcome.objective.unwrap());
    assert!(outcome.rows[0].slack.unwrap() >= 0.0);
}

#[cfg(feature = "highs")]
#[test]
fn highs_proves_what_microlp_cannot() {
    let limits = SolveLimits {
        time: Duration::from_mins(5),
        gap: 0.0,
    };
    let outcome = solve(&correlated_knapsack(60).model(), &limits);
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    assert_eq!(outcome.solver, Some(SolverName::Highs));
    assert_noted(&outcome, "HiGHS took over");
}

#[cfg(feature = "highs")]
#[rstest]
#[case::twenty_orders_of_magnitude(
    minimize(&[1e9, 1e-6]).ge(&[1e10, 1e-3], 1e10).ge(&[1e-2, 3e-12], 1e-2), 10_000_000.0)]
#[case::tiny(minimize(&[1e-8]).ge(&[1e-10], 3e-10), 3e-8)]
fn highs_is_asked_in_units_that_suit_it(#[case] build: Build, #[case] optimum: f64) {
    let answer = crate::solve::unchecked(&build.model(), SolverName::Highs, &SolveLimits::default());
    assert_eq!(answer.status, Status::Optimal, "{answer:?}");
    let found = answer.objective.unwrap();
    assert!(
        (found - optimum).abs() <= 1e-6 * optimum,
        "{found} instead of {optimum}"
    );
}

#[test]
fn a_gap_that_is_allowed_stops_early_and_is_stated() {
    let limits = SolveLimits {
        gap: 0.2,
        ..SolveLimits::default()
    };
    let outcome = solve(&correlated_knapsack(40).model(), &limits);
    assert_eq!(outcome.status, Status::Feasible, "{outcome:#?}");
    assert!(outcome.gap.unwrap().relative <= 0.2);
}

#[rstest]
#[case::lp(maximize(&[1.0]).le(&[1.0], 3.0))]
#[case::mip(maximize(&[1.0]).integer().le(&[1.0], 3.0))]
#[case::quadratic(minimize(&[1.0]).product(0, 0, 1.0))]
fn no_time_is_a_limit(#[case] build: Build) {
    let limits = SolveLimits {
        time: Duration::ZERO,
        gap: f64::NAN,
    };
    let outcome = solve(&build.model(), &limits);
    assert_eq!(outcome.status, Status::Limit);
    assert!(outcome.values.is_empty());
}

#[test]
fn endless_time_is_no_trouble() {
    let limits = SolveLimits {
        time: Duration::MAX,
        gap: 0.0,
    };
    assert_optimal(&solve(&maximize(&[1.0]).le(&[1.0], 3.0).model(), &limits), 3.0);
}

#[rstest]
#[case::rows(minimize(&[1.0, 1.0]).ge(&[1e-3, 1e6], 1.0), "constraint coefficients span from 0.001 to 1000000")]
#[case::costs(minimize(&[1e-3, 1e6]).ge(&[1.0, 1.0], 1.0), "objective's coefficients span")]
#[case::tiny(minimize(&[1.0]).ge(&[1e-10], 1e-10), "Row r0 has the coefficient")]
#[case::bound(maximize(&[-1.0]).bounds(0, 0.0, 1e12), "Variable x0 has the bound")]
#[case::side(minimize(&[1.0]).le(&[1.0], 1e11), "Row r0 has the side")]
fn bad_conditioning_is_named(#[case] build: Build, #[case] words: &str) {
    assert_noted(&run(build), words);
}

#[test]
fn an_ordinary_model_has_no_notes() {
    let outcome = run(maximize(&[3.0, 500.0]).bounds(0, 0.0, 1e6).le(&[1.0, 250.0], 1e5));
    assert!(outcome.notes.is_empty(), "{outcome:#?}");
}

#[test]
fn big_m_does_not_let_an_integer_be_a_little_open() {
    // x ≤ 1e7 y with y nearly zero would sell 5 units without opening.
    let outcome = run(maximize(&[1.0, -100.0])
        .kind_of(1, VariableKind::Binary)
        .bounds(0, 0.0, 5.0)
        .le(&[1.0, -1e7], 0.0));
    assert_optimal(&outcome, 0.0);
    assert_eq!(outcome.values, vec![0.0, 0.0]);
}

#[test]
fn a_convex_quadratic_objective() {
    // (x - 3)² + (y - 1)² with x + y ≤ 2: the nearest point is (2, 0).
    let outcome = run(minimize(&[-6.0, -2.0])
        .constant(10.0)
        .product(0, 0, 1.0)
        .product(1, 1, 1.0)
        .le(&[1.0, 1.0], 2.0));
    assert_optimal(&outcome, 2.0);
    assert_eq!(outcome.solver, Some(SolverName::Clarabel));
    assert_eq!(
        asked(&outcome, "a better point along the slope", SolverName::Microlp),
        Some(Status::Optimal)
    );
}

#[rstest]
#[case::maximised(maximize(&[4.0]).product(0, 0, -1.0), 4.0)]
#[case::perfect_square(
    minimize(&[0.0, 0.0]).product(0, 0, 1.0).product(1, 1, 1.0).product(0, 1, -2.0).ge(&[1.0, 0.0], 2.0), 0.0)]
#[case::without_bounds(minimize(&[2.0]).product(0, 0, 1.0).all_bounds(-INF, INF), -1.0)]
#[case::fixed_and_equal(
    minimize(&[0.0, 0.0]).product(0, 0, 1.0).bounds(1, 1.0, 1.0).eq(&[1.0, 1.0], 4.0), 9.0)]
#[case::zero_products(maximize(&[1.0]).integer().product(0, 0, 0.0).le(&[1.0], 2.0), 2.0)]
fn quadratic_objectives(#[case] build: Build, #[case] objective: f64) {
    assert_optimal(&run(build), objective);
}

#[test]
fn a_quadratic_model_without_a_point() {
    let outcome = run(minimize(&[0.0])
        .product(0, 0, 1.0)
        .ge(&[1.0], 5.0)
        .le(&[1.0], 3.0));
    assert_eq!(outcome.status, Status::Infeasible, "{outcome:#?}");
}

#[test]
fn a_quadratic_model_without_an_end() {
    let outcome = run(minimize(&[0.0, -1.0]).product(0, 0, 1.0));
    assert_eq!(outcome.status, Status::Unbounded, "{outcome:#?}");
}

#[rstest]
#[case::not_convex(maximize(&[0.0]).product(0, 0, 1.0).le(&[1.0], 3.0), "not convex")]
#[case::product_of_two(minimize(&[0.0, 0.0]).product(0, 1, 1.0), "not convex")]
#[case::integer(minimize(&[0.0, 0.0]).integer().product(0, 1, 1.0), "not convex")]
#[case::with_its_evidence(
    minimize(&[0.0, 0.0]).product(0, 0, 1.0).product(1, 1, 1.0).product(0, 1, 3.0), "x1 -1, x0 +0.6667 its curvature is -0.555556")]
fn quadratic_models_that_are_refused(#[case] build: Build, #[case] words: &str) {
    let outcome = run(build);
    assert_eq!(outcome.status, Status::Unsupported);
    assert!(outcome.answers.is_empty());
    assert_noted(&outcome, words);
}

#[test]
fn an_outcome_survives_json() {
    let outcome = run(maximize(&[3.0, 5.0]).le(&[1.0, 2.0], 7.0));
    let text = serde_json::to_string(&outcome).unwrap();
    assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), outcome);
}
