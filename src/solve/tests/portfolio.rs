//! Who is asked, for how long, and who takes over. The solvers speak from a script, so that both builds test both ways.

use std::collections::VecDeque;
use std::time::Duration;

use super::build::{Build, maximize, minimize};
use crate::solve::oracle::{Effort, Oracle, Reply, Solvers};
use crate::solve::prepare::Prepared;
use crate::solve::question::Question;
use crate::solve::{Outcome, SolveLimits, SolverAnswer, SolverName, Status, solve_with};

const MODEL: &str = "the model";
const PLAIN: &str = "the model, without presolve";
const ANY: &str = "any point (zero objective)";
const BETTER: &str = "a strictly better point";
const RELAXED: &str = "the model without integrality";

/// Replies by question and solver, in order; what HiGHS is not given words for, it does not know.
struct Cast {
    lines: VecDeque<(&'static str, SolverName, Reply)>,
    efforts: Vec<(SolverName, Duration)>,
}

impl Oracle for Cast {
    fn holds(&self, _: SolverName) -> bool {
        true
    }

    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, effort: Effort) -> Reply {
        self.efforts.push((solver, effort.time));
        let mut lines = self.lines.iter();
        let known = lines.position(|(words, speaker, _)| *words == question.words() && *speaker == solver);
        match known.and_then(|at| self.lines.remove(at)) {
            Some((_, _, reply)) => reply,
            None if solver == SolverName::Highs => Reply::bare(Status::Limit),
            None => Solvers.ask(prepared, question, solver, effort),
        }
    }
}

fn played(
    build: Build,
    lines: Vec<(&'static str, SolverName, Reply)>,
) -> (Outcome, Vec<(SolverName, Duration)>) {
    let mut cast = Cast {
        lines: lines.into(),
        efforts: Vec::new(),
    };
    let outcome = solve_with(&build.model(), &SolveLimits::default(), &mut cast);
    (outcome, cast.efforts)
}

fn point(status: Status, objective: f64, values: &[f64]) -> Reply {
    Reply {
        values: values.to_vec(),
        objective: Some(objective),
        ..Reply::bare(status)
    }
}

/// At most 20 at (4, 0) with whole numbers, 21 without.
fn plan() -> Build {
    maximize(&[5.0, 4.0])
        .integer()
        .le(&[6.0, 4.0], 24.0)
        .le(&[1.0, 2.0], 6.0)
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
fn microlp_goes_first_and_not_for_long() {
    let (outcome, efforts) = played(
        plan(),
        vec![(
            MODEL,
            SolverName::Highs,
            point(Status::Optimal, 20.0, &[4.0, 0.0]),
        )],
    );
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Optimal, Some(20.0)),
        "{outcome:#?}"
    );
    assert_eq!(outcome.solver, Some(SolverName::Microlp));
    assert_eq!(efforts[0].0, SolverName::Microlp);
    assert!(efforts[0].1 <= Duration::from_secs(2), "{efforts:?}");
    let first = outcome.answers[0].reason.as_deref().unwrap();
    assert!(first.contains("2 variables (2 whole), 2 rows"), "{first}");
    let mut answers = outcome.answers.iter();
    assert!(answers.any(|answer| {
        answer.solver == SolverName::Highs
            && answer
                .reason
                .as_deref()
                .is_some_and(|reason| reason.contains("independent"))
    }));
}

#[test]
fn highs_takes_over_what_microlp_cannot_prove() {
    let stopped = point(Status::Feasible, 15.0, &[3.0, 0.0]);
    let lines = vec![
        (MODEL, SolverName::Microlp, stopped),
        (
            MODEL,
            SolverName::Highs,
            point(Status::Optimal, 20.0, &[4.0, 0.0]),
        ),
        (BETTER, SolverName::Highs, Reply::bare(Status::Infeasible)),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Optimal, Some(20.0)),
        "{outcome:#?}"
    );
    assert_eq!(outcome.solver, Some(SolverName::Highs));
    assert_noted(&outcome, "HiGHS took over");
    let of_microlp =
        |answer: &&SolverAnswer| answer.solver == SolverName::Microlp && answer.question == MODEL;
    assert_eq!(
        outcome.answers.iter().filter(of_microlp).count(),
        1,
        "stopped once is enough"
    );
}

#[test]
fn highs_takes_over_from_a_microlp_that_fails() {
    let lines = vec![
        (
            MODEL,
            SolverName::Microlp,
            Reply::saying(Status::Error, "Singular matrix"),
        ),
        (
            MODEL,
            SolverName::Highs,
            point(Status::Optimal, 20.0, &[4.0, 0.0]),
        ),
        (BETTER, SolverName::Highs, Reply::bare(Status::Infeasible)),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Optimal, Some(20.0)),
        "{outcome:#?}"
    );
    assert_noted(&outcome, "Singular matrix");
}

#[test]
fn the_better_point_of_the_solver_that_was_stopped_is_not_forgotten() {
    let lines = vec![
        (
            MODEL,
            SolverName::Microlp,
            point(Status::Feasible, 20.0, &[4.0, 0.0]),
        ),
        (
            MODEL,
            SolverName::Highs,
            point(Status::Feasible, 15.0, &[3.0, 0.0]),
        ),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Feasible, Some(20.0)),
        "{outcome:#?}"
    );
    assert_eq!(outcome.solver, Some(SolverName::Microlp));
}

#[test]
fn an_optimum_of_highs_below_a_known_point_is_not_believed() {
    let lines = vec![
        (
            MODEL,
            SolverName::Microlp,
            point(Status::Feasible, 20.0, &[4.0, 0.0]),
        ),
        (
            MODEL,
            SolverName::Highs,
            point(Status::Optimal, 15.0, &[3.0, 0.0]),
        ),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Feasible, Some(20.0)),
        "{outcome:#?}"
    );
    assert_noted(
        &outcome,
        "HiGHS says 15 is the optimum, but microlp has a point with 20",
    );
}

#[test]
fn infeasible_from_highs_against_a_known_point_is_not_believed() {
    let lines = vec![
        (
            MODEL,
            SolverName::Microlp,
            point(Status::Feasible, 15.0, &[3.0, 0.0]),
        ),
        (MODEL, SolverName::Highs, Reply::bare(Status::Infeasible)),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Feasible, Some(15.0)),
        "{outcome:#?}"
    );
    assert_noted(&outcome, "HiGHS says infeasible, but microlp has a point with 15");
}

#[test]
fn a_highs_that_refuses_leaves_the_model_to_microlp() {
    let lines = vec![
        (MODEL, SolverName::Microlp, Reply::bare(Status::Limit)),
        (
            MODEL,
            SolverName::Highs,
            Reply::saying(Status::Unsupported, "the coefficients span too far"),
        ),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Optimal, Some(20.0)),
        "{outcome:#?}"
    );
    assert_eq!(outcome.solver, Some(SolverName::Microlp));
    assert_noted(&outcome, "the coefficients span too far");
}

#[test]
fn two_optima_are_a_contradiction_with_both_values() {
    let lie = || point(Status::Optimal, 15.0, &[3.0, 0.0]);
    let lines = vec![
        (MODEL, SolverName::Highs, lie()),
        (PLAIN, SolverName::Highs, lie()),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(outcome.status, Status::Error, "{outcome:#?}");
    assert_noted(
        &outcome,
        "HiGHS calls 15 the optimum, and microlp has a point with 20",
    );
}

#[test]
fn a_slip_of_its_own_reductions_does_not_count_against_highs() {
    let lines = vec![
        (
            MODEL,
            SolverName::Highs,
            point(Status::Optimal, 15.0, &[3.0, 0.0]),
        ),
        (
            PLAIN,
            SolverName::Highs,
            point(Status::Optimal, 20.0, &[4.0, 0.0]),
        ),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Optimal, Some(20.0)),
        "{outcome:#?}"
    );
    assert_noted(&outcome, "only 15 with its own reductions");
}

#[test]
fn a_better_point_that_only_highs_knows_is_a_contradiction_with_both_values() {
    let lines = vec![
        (
            MODEL,
            SolverName::Microlp,
            point(Status::Optimal, 15.0, &[3.0, 0.0]),
        ),
        (
            MODEL,
            SolverName::Highs,
            point(Status::Optimal, 20.0, &[4.0, 0.0]),
        ),
        (BETTER, SolverName::Microlp, Reply::bare(Status::Infeasible)),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(outcome.status, Status::Error, "{outcome:#?}");
    assert_noted(&outcome, "nothing better than 15, and HiGHS has a point with 20");
}

#[test]
fn an_optimum_that_both_reach_after_a_correction_stands_and_says_so() {
    let lines = vec![
        (
            MODEL,
            SolverName::Microlp,
            point(Status::Optimal, 15.0, &[3.0, 0.0]),
        ),
        (
            MODEL,
            SolverName::Highs,
            point(Status::Optimal, 20.0, &[4.0, 0.0]),
        ),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Optimal, Some(20.0)),
        "{outcome:#?}"
    );
    assert_noted(&outcome, "microlp called 15 the optimum");
}

#[test]
fn a_false_infeasible_of_microlp_is_found_out_by_highs() {
    let no = || Reply::bare(Status::Infeasible);
    let lines = vec![
        (MODEL, SolverName::Microlp, no()),
        (ANY, SolverName::Microlp, no()),
        (ANY, SolverName::Highs, point(Status::Optimal, 0.0, &[1.0, 1.0])),
        (
            MODEL,
            SolverName::Highs,
            point(Status::Optimal, 20.0, &[4.0, 0.0]),
        ),
        (BETTER, SolverName::Highs, no()),
    ];
    let (outcome, _) = played(plan(), lines);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Optimal, Some(20.0)),
        "{outcome:#?}"
    );
    assert_noted(
        &outcome,
        "microlp says infeasible, yet a point with the objective 9",
    );
}

#[test]
fn both_infeasible_is_infeasible() {
    let build = minimize(&[1.0, 1.0])
        .integer()
        .all_bounds(0.0, 10.0)
        .eq(&[2.0, 3.0], 1.0);
    let lines = vec![(ANY, SolverName::Highs, Reply::bare(Status::Infeasible))];
    let (outcome, _) = played(build, lines);
    assert_eq!(outcome.status, Status::Infeasible, "{outcome:#?}");
    let mut answers = outcome.answers.iter();
    assert!(answers.any(|answer| answer.solver == SolverName::Highs && answer.status == Status::Infeasible));
}

#[test]
fn an_unbounded_model_is_never_called_optimal_by_either() {
    let build = maximize(&[1.0, 1.0]).integer().le(&[1.0, -1.0], 3.0);
    let lines = vec![
        (MODEL, SolverName::Microlp, Reply::bare(Status::Limit)),
        (MODEL, SolverName::Highs, Reply::bare(Status::Infeasible)),
        (ANY, SolverName::Highs, point(Status::Optimal, 0.0, &[0.0, 0.0])),
        (RELAXED, SolverName::Highs, Reply::bare(Status::Unbounded)),
    ];
    let (outcome, _) = played(build, lines);
    assert_eq!(outcome.status, Status::Unbounded, "{outcome:#?}");
}

#[test]
fn a_large_model_goes_to_highs_at_once() {
    let size = 1_100;
    let mut build = minimize(&vec![1.0; size]);
    for at in 0..size {
        let mut row = vec![0.0; size];
        row[at] = 1.0;
        build = build.ge(&row, 1.0);
    }
    let answer = point(Status::Optimal, 1_100.0, &vec![1.0; size]);
    let lines = vec![
        (MODEL, SolverName::Highs, answer),
        (BETTER, SolverName::Highs, Reply::bare(Status::Infeasible)),
    ];
    let (outcome, efforts) = played(build, lines);
    assert_eq!(outcome.status, Status::Optimal, "{:#?}", outcome.notes);
    assert_eq!(efforts[0].0, SolverName::Highs);
    assert!(outcome.answers[0].reason.as_deref().unwrap().contains("large"));
}

#[test]
fn a_gap_that_is_allowed_needs_no_other_solver() {
    let near_enough = Reply {
        bound: Some(21.0),
        ..point(Status::Feasible, 20.0, &[4.0, 0.0])
    };
    let mut cast = Cast {
        lines: vec![(MODEL, SolverName::Microlp, near_enough)].into(),
        efforts: Vec::new(),
    };
    let limits = SolveLimits {
        gap: 0.1,
        ..SolveLimits::default()
    };
    let outcome = solve_with(&plan().model(), &limits, &mut cast);
    assert_eq!(outcome.status, Status::Feasible, "{outcome:#?}");
    assert!(
        cast.efforts
            .iter()
            .all(|(solver, _)| *solver == SolverName::Microlp)
    );
}
