//! What happens when a solver is wrong. Real solvers seldom lie on demand, so these speak from a script.

use std::collections::VecDeque;

use super::build::{Build, maximize, minimize};
use crate::solve::oracle::{Effort, Oracle, Reply, Solvers};
use crate::solve::prepare::Prepared;
use crate::solve::question::Question;
use crate::solve::{Outcome, SolveLimits, SolverName, Status, solve_with};

/// Replies in order; a question that the script does not know goes to the real solvers of a build without HiGHS.
struct Script(VecDeque<(&'static str, SolverName, Reply)>);

impl Oracle for Script {
    fn holds(&self, solver: SolverName) -> bool {
        solver != SolverName::Highs
    }

    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, effort: Effort) -> Reply {
        let mut lines = self.0.iter();
        let known = lines.position(|(words, speaker, _)| *words == question.words() && *speaker == solver);
        match known.and_then(|at| self.0.remove(at)) {
            Some((_, _, reply)) => reply,
            None => Solvers.ask(prepared, question, solver, effort),
        }
    }
}

const MODEL: &str = "the model";
const BETTER: &str = "a strictly better point";
const LED: &str = "a strictly better point, led by the objective";

fn played(build: Build, lines: Vec<(&'static str, SolverName, Reply)>) -> Outcome {
    solve_with(&build.model(), &SolveLimits::default(), Script(lines.into()))
}

fn point(objective: f64, values: &[f64]) -> Reply {
    Reply {
        values: values.to_vec(),
        objective: Some(objective),
        bound: Some(objective),
        ..Reply::bare(Status::Optimal)
    }
}

/// At most 4 at (4, 0); at (2, 0) it is 2.
fn plan() -> Build {
    maximize(&[1.0, 0.0]).le(&[1.0, 1.0], 4.0)
}

#[track_caller]
fn assert_noted(outcome: &Outcome, words: &str) {
    let notes = &outcome.notes;
    assert!(
        notes.iter().any(|note| note.contains(words)),
        "no `{words}` in {notes:#?}"
    );
}

#[test]
fn an_optimum_that_is_none_is_corrected_with_both_values() {
    let outcome = played(
        plan(),
        vec![(MODEL, SolverName::Microlp, point(2.0, &[2.0, 0.0]))],
    );
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    assert!((outcome.objective.unwrap() - 4.0).abs() < 1e-6);
    assert_noted(&outcome, "microlp called 2 the optimum");
    assert_noted(&outcome, "clarabel finds the optimum");
}

#[test]
fn a_mip_optimum_that_is_none_is_corrected() {
    let build = maximize(&[5.0, 4.0])
        .integer()
        .le(&[6.0, 4.0], 24.0)
        .le(&[1.0, 2.0], 6.0);
    let outcome = played(
        build,
        vec![(MODEL, SolverName::Microlp, point(15.0, &[3.0, 0.0]))],
    );
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    assert_eq!(outcome.objective, Some(20.0));
}

#[test]
fn endless_corrections_end_in_an_error() {
    let build = maximize(&[1.0]).bounds(0, 0.0, 1e6);
    let mut lines = vec![(MODEL, SolverName::Microlp, point(0.0, &[0.0]))];
    for better in [1.0, 2.0, 3.0, 4.0, 5.0] {
        lines.push((BETTER, SolverName::Microlp, point(better, &[better])));
        lines.push((LED, SolverName::Microlp, Reply::bare(Status::Error)));
    }
    assert_eq!(played(build, lines).status, Status::Error);
}

#[test]
fn a_point_that_breaks_a_row_is_an_error_that_names_it() {
    let outcome = played(
        plan(),
        vec![(MODEL, SolverName::Microlp, point(5.0, &[5.0, 0.0]))],
    );
    assert_eq!(outcome.status, Status::Error);
    assert_noted(&outcome, "row r0");
}

#[test]
fn a_point_that_is_not_a_number_is_an_error() {
    let outcome = played(
        plan(),
        vec![(MODEL, SolverName::Microlp, point(4.0, &[f64::NAN, 0.0]))],
    );
    assert_eq!(outcome.status, Status::Error);
}

#[test]
fn the_objective_is_recomputed() {
    let outcome = played(
        plan(),
        vec![(MODEL, SolverName::Microlp, point(99.0, &[4.0, 0.0]))],
    );
    assert_eq!(outcome.objective, Some(4.0));
    assert_noted(&outcome, "states the objective 99");
}

#[test]
fn a_nearly_whole_integer_is_rounded_and_the_rest_found_anew() {
    // x ≤ 1e6 y: with y = 1e-6 the solver sells one unit unopened; rounded, y = 0 forbids it.
    let build = maximize(&[1.0, -2.0])
        .kind_of(1, crate::model::VariableKind::Binary)
        .bounds(0, 0.0, 1.0)
        .le(&[1.0, -1e6], 0.0);
    let lie = point(1.0, &[1.0, 1e-6]);
    let outcome = played(build, vec![(MODEL, SolverName::Microlp, lie)]);
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    assert_eq!(outcome.values, vec![0.0, 0.0]);
}

#[test]
fn a_false_infeasible_is_found_out() {
    let lie = Reply::bare(Status::Infeasible);
    let outcome = played(plan(), vec![(MODEL, SolverName::Microlp, lie)]);
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    assert_noted(&outcome, "microlp says infeasible, but clarabel finds an optimum");
}

#[test]
fn an_unbounded_model_called_infeasible_is_unbounded() {
    let lie = Reply::bare(Status::Infeasible);
    let outcome = played(maximize(&[1.0]), vec![(MODEL, SolverName::Microlp, lie)]);
    assert_eq!(outcome.status, Status::Unbounded, "{outcome:#?}");
}

#[test]
fn an_infeasible_model_called_unbounded_is_infeasible() {
    let build = maximize(&[1.0]).ge(&[1.0], 5.0).le(&[1.0], 3.0);
    let lie = Reply::bare(Status::Unbounded);
    let outcome = played(build, vec![(MODEL, SolverName::Microlp, lie)]);
    assert_eq!(outcome.status, Status::Infeasible);
}

#[test]
fn a_false_unbounded_is_found_out() {
    let lie = Reply::bare(Status::Unbounded);
    let outcome = played(plan(), vec![(MODEL, SolverName::Microlp, lie)]);
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    let found = outcome.objective.unwrap();
    assert!((found - 4.0).abs() < 1e-6);
}

#[test]
fn a_false_infeasible_of_a_mip_is_an_error() {
    let lie = Reply::bare(Status::Infeasible);
    let build = maximize(&[1.0]).integer().le(&[2.0], 5.0);
    assert_eq!(
        played(build, vec![(MODEL, SolverName::Microlp, lie)]).status,
        Status::Error
    );
}

#[test]
fn twice_infeasible_against_a_point_of_the_other_solver_is_an_error() {
    let lie = || Reply::bare(Status::Infeasible);
    let outcome = played(
        plan(),
        vec![
            (MODEL, SolverName::Microlp, lie()),
            ("any point (zero objective)", SolverName::Microlp, lie()),
            (
                "any point, without integrality",
                SolverName::Clarabel,
                point(0.0, &[1.0, 1.0]),
            ),
        ],
    );
    assert_eq!(outcome.status, Status::Error);
    assert_noted(&outcome, "contradict");
}

#[test]
fn a_solver_that_fails_is_replaced_by_the_other() {
    let failure = Reply::saying(Status::Error, "Singular matrix");
    let outcome = played(plan(), vec![(MODEL, SolverName::Microlp, failure)]);
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    assert_eq!(outcome.solver, Some(SolverName::Clarabel));
    assert_noted(&outcome, "Singular matrix");
}

#[test]
fn a_mip_solver_that_fails_is_asked_without_presolve() {
    let failure = Reply::saying(Status::Error, "Singular matrix");
    let build = maximize(&[1.0]).integer().le(&[2.0], 5.0);
    let outcome = played(build, vec![(MODEL, SolverName::Microlp, failure)]);
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    assert_eq!(outcome.objective, Some(2.0));
}

#[test]
fn a_mip_optimum_beyond_both_bounds_is_a_contradiction() {
    let build = maximize(&[1.0]).integer().le(&[2.0], 5.0);
    let outcome = played(
        build,
        vec![
            (
                "the model without integrality",
                SolverName::Clarabel,
                point(1.0, &[1.0]),
            ),
            (
                "the model without integrality",
                SolverName::Microlp,
                point(1.0, &[1.0]),
            ),
        ],
    );
    assert_eq!(outcome.status, Status::Error);
    assert_noted(&outcome, "bound 1");
}

#[test]
fn a_mip_optimum_beyond_one_imprecise_bound_stands() {
    let build = maximize(&[1.0]).integer().le(&[2.0], 5.0);
    let lie = point(1.0, &[1.0]);
    let outcome = played(
        build,
        vec![("the model without integrality", SolverName::Clarabel, lie)],
    );
    assert_eq!(outcome.status, Status::Optimal, "{outcome:#?}");
    assert_noted(&outcome, "allows it");
}

#[test]
fn a_better_point_that_only_one_solver_sees_is_a_contradiction() {
    let outcome = played(
        plan(),
        vec![
            (MODEL, SolverName::Microlp, point(2.0, &[2.0, 0.0])),
            (MODEL, SolverName::Clarabel, point(4.0, &[4.0, 0.0])),
            (BETTER, SolverName::Microlp, Reply::bare(Status::Infeasible)),
        ],
    );
    assert_eq!(outcome.status, Status::Error);
    assert_noted(&outcome, "contradict");
}

#[test]
fn a_check_that_runs_out_of_time_leaves_the_optimum_unproved() {
    let build = maximize(&[5.0, 4.0])
        .integer()
        .le(&[6.0, 4.0], 23.0)
        .le(&[1.0, 2.0], 6.0);
    let outcome = played(
        build,
        vec![(BETTER, SolverName::Microlp, Reply::bare(Status::Limit))],
    );
    assert_eq!(outcome.status, Status::Feasible, "{outcome:#?}");
    assert_noted(&outcome, "the time was up");
}

#[test]
fn a_quadratic_optimum_that_is_none_is_found_out() {
    let build = minimize(&[-6.0]).product(0, 0, 1.0);
    let outcome = played(build, vec![(MODEL, SolverName::Clarabel, point(-5.0, &[1.0]))]);
    assert_eq!(outcome.status, Status::Feasible, "{outcome:#?}");
    assert_noted(&outcome, "clarabel called -5 the optimum");
}

#[test]
fn a_panic_is_an_answer() {
    // More values than columns would be a bug of ours; here it stands for one of a solver's.
    let model = minimize(&[1.0]).model();
    let prepared = Prepared::new(&model).unwrap();
    let question = Question::HeldIntegers(&[]);
    let integers = minimize(&[1.0]).integer().model();
    let integral = Prepared::new(&integers).unwrap();
    let effort = Effort {
        time: std::time::Duration::from_secs(1),
        gap: 0.0,
    };
    assert_eq!(
        Solvers
            .ask(&prepared, &question, SolverName::Microlp, effort)
            .status,
        Status::Optimal
    );
    let reply = Solvers.ask(&integral, &question, SolverName::Microlp, effort);
    assert_eq!(reply.status, Status::Error);
    assert!(reply.message.unwrap().contains("panicked"));
}
