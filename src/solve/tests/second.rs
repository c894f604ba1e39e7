//! What speaks for an outcome besides the solver that found it.

use std::time::Duration;

use proptest::prelude::*;

use super::build::{Build, maximize, minimize};
use super::random::{brute_force, integer_model};
use crate::model::{Model, ObjectiveSense};
use crate::solve::oracle::Solvers;
use crate::solve::prepare::Prepared;
use crate::solve::second::halving;
use crate::solve::{
    CONFIRM_TIME, Outcome, Second, SolveLimits, SolverName, Status, confirm, second_opinion, solve,
};

const PLENTY: Duration = Duration::from_mins(1);

fn confirmed(model: &Model) -> Outcome {
    let mut outcome = solve(model, &SolveLimits::default());
    confirm(model, &mut outcome, CONFIRM_TIME);
    outcome
}

/// What halving comes to against an optimum; `None` where no solver may be asked.
fn halved(model: &Model, best: f64, time: Duration) -> Option<(Status, Option<f64>)> {
    let prepared = Prepared::new(model).ok()?;
    let found = halving::search(&prepared, Some(best), &[], time, Solvers);
    Some((found.status, found.objective))
}

fn opinion(build: Build) -> Second {
    let model = build.model();
    second_opinion(&model, &confirmed(&model))
}

#[test]
fn a_linear_optimum_has_a_second_solver_or_a_basis() {
    let told = opinion(maximize(&[3.0, 2.0]).le(&[1.0, 1.0], 4.0).le(&[1.0, 3.0], 6.0));
    assert!(
        matches!(
            told,
            Second::Agrees {
                solver: SolverName::Clarabel,
                ..
            }
        ),
        "{told:?}"
    );
}

/// Without whole numbers it is 27.2, with them 25: no bound meets that.
fn with_a_gap() -> Build {
    maximize(&[5.0, 4.0])
        .integer()
        .le(&[6.0, 4.0], 24.0)
        .le(&[1.0, 2.0], 6.9)
}

#[cfg(not(feature = "highs"))]
#[test]
fn a_gap_is_closed_by_halving() {
    let model = with_a_gap().model();
    let outcome = confirmed(&model);
    let told = second_opinion(&model, &outcome);
    assert_eq!(
        told,
        Second::Searched {
            solver: SolverName::Clarabel
        },
        "{outcome:#?}"
    );
    assert!(
        outcome
            .answers
            .iter()
            .any(|answer| answer.status == Status::Infeasible)
    );
}

#[test]
fn a_wrong_optimum_is_refuted_by_halving() {
    let model = with_a_gap().model();
    let best = solve(&model, &SolveLimits::default()).objective.unwrap();
    let found = halved(&model, best - 1.0, PLENTY).unwrap();
    assert_eq!(found, (Status::Optimal, Some(best)));
    assert_eq!(halved(&model, best, PLENTY).unwrap().0, Status::Infeasible);
    assert_eq!(halved(&model, best, Duration::ZERO).unwrap().0, Status::Limit);
}

#[test]
fn a_better_point_makes_the_solvers_differ() {
    let model = with_a_gap().model();
    let mut outcome = solve(&model, &SolveLimits::default());
    let right = outcome.objective.unwrap();
    // As if the solver had stopped one point short, and nobody had noticed.
    outcome.objective = Some(right - 1.0);
    outcome
        .answers
        .retain(|answer| answer.solver == SolverName::Microlp);
    for answer in &mut outcome.answers {
        answer.objective = answer.objective.map(|_| right - 1.0);
    }
    confirm(&model, &mut outcome, PLENTY);
    let Second::Differs { claims } = second_opinion(&model, &outcome) else {
        panic!("{outcome:#?}");
    };
    let values: Vec<Option<f64>> = claims.iter().map(|claim| claim.objective).collect();
    assert_eq!(values, [Some(right - 1.0), Some(right)]);
}

#[test]
fn verdicts_without_a_point_are_confirmed_too() {
    let clash = opinion(minimize(&[1.0]).ge(&[1.0], 3.0).le(&[1.0], 2.0));
    assert!(
        matches!(clash, Second::Agrees { objective: None, .. } | Second::Evident),
        "{clash:?}"
    );
    let endless = opinion(maximize(&[1.0, 1.0]).ge(&[1.0, -1.0], 3.0));
    assert!(
        matches!(endless, Second::Agrees { objective: None, .. }),
        "{endless:?}"
    );
    let nothing = opinion(minimize(&[]));
    assert_eq!(nothing, Second::Evident);
}

/// Points exist without whole numbers, and none with.
#[cfg(not(feature = "highs"))]
fn only_between() -> Build {
    minimize(&[1.0, 1.0])
        .integer()
        .all_bounds(0.0, 9.0)
        .row(&[2.0, 2.0], 3.0, 3.5)
        .le(&[1.0, 0.0], 7.5)
}

#[cfg(not(feature = "highs"))]
#[test]
fn that_no_whole_point_exists_is_confirmed_by_halving() {
    let model = only_between().model();
    let outcome = confirmed(&model);
    assert_eq!(outcome.status, Status::Infeasible);
    let told = second_opinion(&model, &outcome);
    assert!(
        matches!(told, Second::Searched { .. } | Second::Evident),
        "{outcome:#?}"
    );
    // As if the solver had missed every point of a model that has some.
    let model = with_a_gap().model();
    let mut outcome = Outcome::without_point(Status::Infeasible);
    outcome.answers = solve(&model, &SolveLimits::default()).answers;
    outcome
        .answers
        .retain(|answer| answer.solver == SolverName::Microlp);
    confirm(&model, &mut outcome, PLENTY);
    assert!(
        matches!(second_opinion(&model, &outcome), Second::Differs { .. }),
        "{outcome:#?}"
    );
}

#[test]
fn a_convex_model_is_confirmed_by_the_slope() {
    let told = opinion(
        minimize(&[-4.0, -2.0])
            .product(0, 0, 1.0)
            .product(1, 1, 1.0)
            .le(&[1.0, 1.0], 2.0),
    );
    assert_eq!(
        told,
        Second::NoWayOn {
            solver: SolverName::Microlp
        }
    );
}

#[test]
fn a_box_on_which_clarabel_trips_is_cut_further() {
    let model = maximize(&[-5.0, 4.0, -5.0, -1.0])
        .integer()
        .bounds(0, 0.0, 3.0)
        .bounds(1, -1.0, 0.0)
        .bounds(2, -3.0, 1.0)
        .bounds(3, -2.0, -1.0)
        .eq(&[-9.0, 6.0, -4.0, -4.0], -20.0)
        .model();
    let best = brute_force(&model).unwrap();
    assert_eq!(halved(&model, best, PLENTY), Some((Status::Infeasible, None)));
    let (status, found) = halved(&model, best - 1.0, PLENTY).unwrap();
    assert_eq!((status, found), (Status::Optimal, Some(best)));
}

proptest! {
    #[test]
    fn halving_tells_the_optimum_of_whole_numbers_from_what_is_worse(model in integer_model()) {
        let turned = |mut model: Model| {
            model.objective.sense = model.objective.sense.flipped();
            model
        };
        let (Some(best), Some(worst)) = (brute_force(&model), brute_force(&turned(model.clone()))) else {
            return Ok(());
        };
        let (status, _) = halved(&model, best, PLENTY).unwrap();
        prop_assert_eq!(status, Status::Infeasible);
        let (status, found) = halved(&model, worst, PLENTY).unwrap();
        let sign = if model.objective.sense == ObjectiveSense::Minimize { 1.0 } else { -1.0 };
        if sign * (worst - best) > 1e-6 {
            prop_assert_eq!(status, Status::Optimal);
            let found = found.unwrap();
            prop_assert!(sign * (found - best) > -1e-6 && sign * (worst - found) > 0.0, "{} {}", found, best);
        } else {
            prop_assert_eq!(status, Status::Infeasible);
        }
    }
}
