//! Explanations: a clash is a clash, and nothing in it can be left out; a ray can be walked for ever.

use std::time::Duration;

use proptest::prelude::*;
use rstest::rstest;

use super::build::{Build, maximize, minimize};
use crate::model::{Model, VarId, VariableKind};
use crate::solve::explain::{Cause, Clash, Explanation, Member, Place, Ray, explained};
use crate::solve::oracle::{Effort, Oracle, Reply, Solvers};
use crate::solve::prepare::Prepared;
use crate::solve::question::Question;
use crate::solve::{Outcome, Side, SolveLimits, SolverName, Status, explain, prices, solve};

const INF: f64 = f64::INFINITY;
const TIME: Duration = Duration::from_secs(20);

fn outcome_of(model: &Model) -> Outcome {
    let mut outcome = solve(model, &SolveLimits::default());
    explain(model, &mut outcome, TIME);
    outcome
}

fn clash_of(model: &Model) -> Clash {
    let outcome = outcome_of(model);
    assert_eq!(outcome.status, Status::Infeasible, "{outcome:#?}");
    match outcome.explanation.map(|explanation| explanation.cause) {
        Some(Cause::Clash(clash)) => clash,
        other => panic!("no clash: {other:#?}"),
    }
}

fn ray_of(model: &Model) -> Ray {
    let outcome = outcome_of(model);
    assert_eq!(outcome.status, Status::Unbounded, "{outcome:#?}");
    match outcome.explanation.map(|explanation| explanation.cause) {
        Some(Cause::Ray(ray)) => ray,
        other => panic!("no ray: {other:#?}"),
    }
}

fn places(clash: &Clash) -> Vec<(Place, Side)> {
    clash
        .members
        .iter()
        .map(|member| (member.place, member.side))
        .collect()
}

/// The model that only these members make, without an objective.
fn only(model: &Model, members: &[Member], whole: bool) -> Model {
    let mut left = model.clone();
    left.objective.terms.clear();
    left.objective.quadratic.clear();
    for variable in &mut left.variables {
        variable.kind = if whole && variable.kind.is_integral() {
            VariableKind::Integer
        } else {
            VariableKind::Continuous
        };
        (variable.lower, variable.upper) = (-INF, INF);
    }
    for row in &mut left.rows {
        (row.lower, row.upper) = (-INF, INF);
    }
    for member in members {
        let (from, to) = match member.place {
            Place::Row(at) => {
                let (from, to) = (&model.rows[at], &mut left.rows[at]);
                ((from.lower, from.upper), (&mut to.lower, &mut to.upper))
            }
            Place::Variable(at) => {
                let (from, to) = (&model.variables[at], &mut left.variables[at]);
                let binary = from.kind == VariableKind::Binary;
                let from = if binary {
                    (from.lower.max(0.0), from.upper.min(1.0))
                } else {
                    (from.lower, from.upper)
                };
                (from, (&mut to.lower, &mut to.upper))
            }
        };
        if member.side != Side::Upper {
            *to.0 = from.0;
        }
        if member.side != Side::Lower {
            *to.1 = from.1;
        }
    }
    left
}

fn status_of(model: &Model, members: &[Member], whole: bool) -> Status {
    let limits = SolveLimits {
        time: Duration::from_millis(if whole { 300 } else { 10_000 }),
        gap: 0.0,
    };
    solve(&only(model, members, whole), &limits).status
}

/// Whether that is what was claimed. Integers without bounds may keep the solver busy for ever when it is asked in a
/// slightly other way; then it contradicts nothing.
fn agrees(status: Status, claimed: Status, whole: bool) -> bool {
    status == claimed || (whole && status == Status::Limit)
}

/// The members have no point, and all but any one of them have one.
fn assert_smallest(model: &Model, clash: &Clash) -> Result<(), TestCaseError> {
    prop_assert!(clash.smallest, "{:#?}", clash);
    prop_assert!(!clash.members.is_empty());
    let whole = clash.integrality;
    let status = status_of(model, &clash.members, whole);
    prop_assert!(
        agrees(status, Status::Infeasible, whole),
        "{:?} of {:#?}",
        status,
        clash
    );
    for at in 0..clash.members.len() {
        let mut rest = clash.members.clone();
        let gone = rest.remove(at);
        let status = status_of(model, &rest, whole);
        prop_assert!(
            agrees(status, Status::Optimal, whole),
            "{:?} without {:?} of {:#?}",
            status,
            gone,
            clash
        );
    }
    if whole {
        prop_assert_eq!(
            status_of(model, &clash.members, false),
            Status::Optimal,
            "not only integrality: {:#?}",
            clash
        );
    }
    Ok(())
}

#[test]
fn two_rows_among_many_clash() {
    let model = minimize(&[1.0, 1.0, 1.0])
        .le(&[1.0, 1.0, 1.0], 100.0)
        .ge(&[1.0, 1.0, 0.0], 10.0)
        .ge(&[0.0, 1.0, 1.0], 1.0)
        .le(&[1.0, 1.0, 0.0], 8.0)
        .le(&[0.0, 0.0, 1.0], 5.0)
        .model();
    let clash = clash_of(&model);
    assert_eq!(
        places(&clash),
        [(Place::Row(1), Side::Lower), (Place::Row(3), Side::Upper)]
    );
    assert!(clash.smallest && !clash.integrality);
}

#[test]
fn a_row_clashes_with_the_bounds_of_its_variables() {
    let model = minimize(&[1.0, 1.0])
        .all_bounds(0.0, 3.0)
        .ge(&[1.0, 2.0], 10.0)
        .model();
    let upper = |at| (Place::Variable(at), Side::Upper);
    assert_eq!(
        places(&clash_of(&model)),
        [(Place::Row(0), Side::Lower), upper(0), upper(1)]
    );
}

#[test]
fn of_a_range_only_the_side_that_clashes_is_named() {
    let model = minimize(&[1.0, 1.0])
        .row(&[1.0, 1.0], 2.0, 6.0)
        .ge(&[1.0, 1.0], 9.0)
        .model();
    assert_eq!(
        places(&clash_of(&model)),
        [(Place::Row(0), Side::Upper), (Place::Row(1), Side::Lower)]
    );
}

#[rstest]
#[case::crossed_bounds(minimize(&[1.0]).bounds(0, 3.0, 2.0), 2, false)]
#[case::crossed_row(minimize(&[1.0]).row(&[1.0], 3.0, 2.0), 2, false)]
#[case::row_without_variables(minimize(&[1.0]).ge(&[0.0], 2.0), 1, false)]
#[case::no_whole_number_between(minimize(&[1.0]).integer().bounds(0, 2.2, 2.8), 2, true)]
#[case::no_multiple_fits(minimize(&[1.0, 1.0]).integer().bounds(1, -INF, INF).eq(&[2.0, -2.0], 1.0), 1, true)]
fn what_needs_no_solver_is_seen(#[case] build: Build, #[case] members: usize, #[case] integrality: bool) {
    let model = build.model();
    let mut outcome = solve(&model, &SolveLimits::default());
    explain(&model, &mut outcome, TIME);
    let explanation = outcome.explanation.expect("explained");
    assert_eq!(explanation.asked, 0);
    let Cause::Clash(clash) = explanation.cause else {
        panic!("no clash")
    };
    assert_eq!((clash.members.len(), clash.integrality), (members, integrality));
    assert!(clash.smallest);
}

#[test]
fn whole_numbers_alone_can_clash() {
    // 3 x − 3 y is a multiple of 3, and none lies between 1 and 2. Without bounds that would never be seen.
    let model = minimize(&[1.0, 1.0])
        .integer()
        .all_bounds(0.0, 10.0)
        .ge(&[3.0, -3.0], 1.0)
        .le(&[3.0, -3.0], 2.0)
        .le(&[1.0, 1.0], 15.0)
        .model();
    let clash = clash_of(&model);
    assert!(clash.integrality, "{clash:#?}");
    let needed = clash.members.iter().filter(|member| member.needed);
    let needed: Vec<Place> = needed.map(|member| member.place).collect();
    assert_eq!(needed, [Place::Row(0), Place::Row(1)], "{clash:#?}");
    // A bound that could not be tried is said to be in doubt.
    assert_eq!(clash.smallest, clash.members.len() == 2, "{clash:#?}");
}

#[test]
fn an_integer_clash_may_need_bounds() {
    // x + y = 1.5 k: whole numbers reach 3 only beyond the bounds.
    let model = minimize(&[1.0, 1.0])
        .integer()
        .all_bounds(0.0, 1.0)
        .row(&[2.0, 3.0], 3.5, 4.5)
        .model();
    let clash = clash_of(&model);
    assert!(clash.integrality, "{clash:#?}");
    assert!(clash.members.len() > 2, "{clash:#?}");
}

#[test]
fn a_time_that_is_up_claims_nothing() {
    let model = minimize(&[1.0, 1.0])
        .ge(&[1.0, 1.0], 10.0)
        .le(&[1.0, 1.0], 8.0)
        .model();
    let explanation = explained(&model, Status::Infeasible, Duration::ZERO, Solvers).expect("a clash");
    let Cause::Clash(clash) = &explanation.cause else {
        panic!("no clash")
    };
    assert!(clash.members.is_empty() && !clash.smallest);
    assert!(explanation.summary(&model).contains("not proved smallest"));
}

/// Answers the first questions only.
struct Tired(u32);

impl Oracle for Tired {
    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, effort: Effort) -> Reply {
        match self.0.checked_sub(1) {
            Some(left) => {
                self.0 = left;
                Solvers.ask(prepared, question, solver, effort)
            }
            None => Reply::bare(Status::Limit),
        }
    }
}

#[test]
fn what_was_not_finished_is_not_called_smallest() {
    let model = minimize(&[1.0, 1.0])
        .ge(&[1.0, 1.0], 10.0)
        .le(&[1.0, 0.0], 4.0)
        .le(&[0.0, 1.0], 5.0)
        .model();
    for answered in 0..12 {
        let explanation = explained(&model, Status::Infeasible, TIME, Tired(answered)).expect("a clash");
        let Cause::Clash(clash) = explanation.cause else {
            panic!("no clash")
        };
        assert_eq!(
            clash.smallest,
            clash.members.iter().all(|member| member.needed) && !clash.members.is_empty()
        );
        if !clash.members.is_empty() {
            assert_eq!(status_of(&model, &clash.members, false), Status::Infeasible);
        }
    }
}

/// Says of every question that it has no point.
struct Naysayer;

impl Oracle for Naysayer {
    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, effort: Effort) -> Reply {
        match solver {
            SolverName::Microlp => Reply::bare(Status::Infeasible),
            _ => Solvers.ask(prepared, question, solver, effort),
        }
    }
}

#[test]
fn a_clash_that_the_second_solver_has_a_point_of_is_not_told() {
    let model = minimize(&[1.0, 1.0]).ge(&[1.0, 1.0], 10.0).model();
    assert_eq!(explained(&model, Status::Infeasible, TIME, Naysayer), None);
}

#[test]
fn a_variable_without_a_bound_runs_away() {
    let model = maximize(&[3.0, 1.0])
        .le(&[0.0, 1.0], 5.0)
        .ge(&[1.0, 0.0], 2.0)
        .model();
    let ray = ray_of(&model);
    assert_eq!(ray.moves.len(), 1);
    assert_eq!((ray.moves[0].variable, ray.passing.len()), (0, 1));
    assert!((ray.gain - 3.0).abs() < 1e-9);
    let explanation = Explanation {
        cause: Cause::Ray(ray),
        asked: 1,
    };
    let remarks = explanation.remarks(&model);
    assert!(
        remarks[0].text.starts_with("x0 grows: no upper bound"),
        "{remarks:?}"
    );
    assert!(remarks[1].text.contains("a ≤ would end this"), "{remarks:?}");
}

#[test]
fn a_ray_may_need_two_variables() {
    let model = minimize(&[1.0, -2.0]).le(&[-1.0, 1.0], 4.0).model();
    let ray = ray_of(&model);
    assert_eq!(ray.moves.len(), 2);
}

#[test]
fn a_ray_of_a_quadratic_objective_is_flat() {
    let model = minimize(&[0.0, -1.0]).product(0, 0, 1.0).model();
    let ray = ray_of(&model);
    assert_eq!(ray.moves.len(), 1);
    assert_eq!(ray.moves[0].variable, 1);
}

#[test]
fn prices_are_told_in_words() {
    let model = maximize(&[3.0, 2.0])
        .le(&[1.0, 1.0], 4.0)
        .le(&[1.0, 3.0], 9.0)
        .le(&[1.0, 0.0], 3.0)
        .model();
    let outcome = solve(&model, &SolveLimits::default());
    let remarks = prices(&model, &outcome, 9);
    let texts: Vec<&str> = remarks.iter().map(|remark| remark.text.as_str()).collect();
    assert_eq!(remarks.len(), 2, "{texts:?}");
    assert!(
        texts[0].starts_with("one more unit of r0 would improve the objective by 2"),
        "{texts:?}"
    );
    assert!(
        texts[1].starts_with("one more unit of r2 would improve the objective by 1"),
        "{texts:?}"
    );
    assert_eq!(prices(&model, &outcome, 1), remarks[..1]);
}

#[test]
fn of_a_model_with_a_curved_row_only_a_linear_clash_is_told() {
    let curve = |upper: f64, model: Model| {
        let mut model = model;
        let mut row = model.rows[0].clone();
        row.quadratic = vec![crate::model::QuadraticTerm {
            first: VarId(0),
            second: VarId(0),
            coefficient: 1.0,
        }];
        (row.lower, row.upper) = (-INF, upper);
        model.rows.push(row);
        model
    };
    let linear = curve(100.0, minimize(&[1.0]).ge(&[1.0], 10.0).le(&[1.0], 8.0).model());
    let explanation = explained(&linear, Status::Infeasible, TIME, Solvers).expect("a clash");
    assert_eq!(explanation.places(), [Place::Row(0), Place::Row(1)]);
    let curved = curve(4.0, minimize(&[1.0]).ge(&[1.0], 10.0).model());
    assert_eq!(explained(&curved, Status::Infeasible, TIME, Solvers), None);
}

#[test]
fn other_outcomes_are_not_explained() {
    let model = maximize(&[1.0]).le(&[1.0], 4.0).model();
    assert_eq!(outcome_of(&model).explanation, None);
}

#[test]
fn names_and_long_rows_are_made_harmless() {
    let mut model = minimize(&[1.0; 40])
        .ge(&[1.0; 40], 10.0)
        .le(&[1.0; 40], 8.0)
        .model();
    model.rows[0].name = "de\u{1b}[2Jmand\nnext".repeat(20);
    model.variables[0].name = "a\u{1b}]0;title\u{7}b".to_owned();
    let outcome = outcome_of(&model);
    let explanation = outcome.explanation.expect("explained");
    for remark in explanation.remarks(&model) {
        assert!(
            crate::sample::is_clean(&remark.text) && !remark.text.contains('\n'),
            "{remark:?}"
        );
        assert!(remark.text.chars().count() < 300, "{remark:?}");
    }
}

#[test]
fn an_explanation_survives_being_stored() {
    let model = minimize(&[1.0]).bounds(0, 0.0, 3.0).ge(&[1.0], 10.0).model();
    let outcome = outcome_of(&model);
    let json = serde_json::to_string(&outcome).unwrap();
    assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), outcome);
    let ray = outcome_of(&maximize(&[1.0]).model());
    let json = serde_json::to_string(&ray).unwrap();
    assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), ray);
}

type RawRow = (Vec<i32>, u8, i32, i32);

fn with_rows(mut build: Build, rows: Vec<RawRow>) -> Build {
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

prop_compose! {
    fn random_model(integer: bool)(width in 2..=5_usize)(
        rows in prop::collection::vec((prop::collection::vec(-6..=9, width), 0..4_u8, -12..=20, 1..6), 3..=12),
        bounds in prop::collection::vec((-3..=1, 0..=6, any::<bool>()), width),
    ) -> Model {
        let mut build = minimize(&vec![1.0; bounds.len()]);
        if integer {
            build = build.integer();
        }
        for (at, (lower, size, open)) in bounds.into_iter().enumerate() {
            let upper = if open && !integer { INF } else { f64::from(lower + size) };
            build = build.bounds(at, f64::from(lower), upper);
        }
        with_rows(build, rows).model()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_can_be_left_out_of_a_clash(model in random_model(false)) {
        let outcome = outcome_of(&model);
        if outcome.status == Status::Infeasible {
            match outcome.explanation.map(|explanation| explanation.cause) {
                Some(Cause::Clash(clash)) => assert_smallest(&model, &clash)?,
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }

    #[test]
    fn a_ray_can_be_walked_for_ever(
        model in random_model(false),
        costs in prop::collection::vec(-5..=5, 5),
        open in prop::collection::vec(any::<bool>(), 5),
    ) {
        let mut model = model;
        for (at, variable) in model.variables.iter_mut().enumerate() {
            if open[at] {
                variable.upper = INF;
            }
        }
        model.objective.terms = (0..model.variables.len())
            .filter(|at| costs[*at] != 0)
            .map(|at| crate::model::Term { variable: VarId(at), coefficient: f64::from(costs[at]) })
            .collect();
        model.rows.truncate(3);
        let outcome = outcome_of(&model);
        if outcome.status == Status::Unbounded {
            let Some(Cause::Ray(ray)) = outcome.explanation.map(|explanation| explanation.cause) else {
                return Err(TestCaseError::fail("no ray"));
            };
            let point = solve(&Model { objective: crate::model::Objective::zero(), ..model.clone() }, &SolveLimits::default()).values;
            let mut far = point.clone();
            for step in &ray.moves {
                far[step.variable] += 1e4 * step.rate;
            }
            for (variable, value) in model.variables.iter().zip(&far) {
                prop_assert!(variable.lower - 1e-6 <= *value && *value <= variable.upper + 1e-6);
            }
            for row in &model.rows {
                let activity = row.activity(&far);
                prop_assert!(row.lower - 1e-2 <= activity && activity <= row.upper + 1e-2, "{:?} {}", row, activity);
            }
            let gained = model.objective.value(&far) - model.objective.value(&point);
            prop_assert!(gained < -1.0, "{}", gained);
            prop_assert!((gained / 1e4 - ray.gain).abs() < 1e-3 * ray.gain.abs());
        }
    }
}

proptest! {
    // Each case may wait for questions that cannot be answered.
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_can_be_left_out_of_a_clash_of_whole_numbers(model in random_model(true)) {
        let outcome = outcome_of(&model);
        if outcome.status == Status::Infeasible {
            match outcome.explanation.map(|explanation| explanation.cause) {
                Some(Cause::Clash(clash)) if clash.smallest => assert_smallest(&model, &clash)?,
                // A bound that could not be tried in time is kept, and the rest clashes all the same.
                Some(Cause::Clash(clash)) => {
                    prop_assert!(clash.integrality && !clash.members.is_empty(), "{:#?}", clash);
                    prop_assert!(agrees(status_of(&model, &clash.members, true), Status::Infeasible, true));
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
