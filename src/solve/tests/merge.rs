//! Models of exchangeable parts: the merged one bounds them, and with its help they are proved.

use std::time::Duration;

use proptest::prelude::*;

use super::build::{Build, maximize, minimize};
use super::random::brute_force;
use crate::model::Model;
use crate::solve::merge::merged;
use crate::solve::oracle::{Effort, Oracle, Reply, Solvers};
use crate::solve::prepare::Prepared;
use crate::solve::question::Question;
use crate::solve::{Outcome, SolveLimits, SolverName, Status, solve_with};

/// The default build's solvers, whatever this build has. The model as a whole is too much for microlp.
struct Overtaxed;

impl Oracle for Overtaxed {
    fn holds(&self, solver: SolverName) -> bool {
        solver != SolverName::Highs
    }

    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, effort: Effort) -> Reply {
        let whole = *question == Question::Model && merged(prepared).is_some();
        if whole && effort.time < Duration::from_secs(3) {
            return Reply::bare(Status::Limit);
        }
        Solvers.ask(prepared, question, solver, effort)
    }
}

fn aided(model: &Model) -> Outcome {
    solve_with(model, &SolveLimits::default(), Overtaxed)
}

fn asked_merged(outcome: &Outcome) -> bool {
    let mut answers = outcome.answers.iter();
    answers.any(|answer| answer.question.contains("differ only in name"))
}

/// Planes that carry one of two kinds of bombs to each of three places; every plane is like the others.
fn fleet(planes: u8) -> Build {
    let gains = [0.10, 0.20, 0.15, 0.08, 0.16, 0.12];
    let fuel = [1060.0, 1180.0, 1300.0, 1540.0, 1720.0, 1900.0];
    let size = usize::from(planes) * gains.len();
    let repeated = |values: [f64; 6]| -> Vec<f64> { values.iter().copied().cycle().take(size).collect() };
    let only = |kept: &dyn Fn(usize) -> bool| -> Vec<f64> {
        (0..size).map(|at| f64::from(u8::from(kept(at)))).collect()
    };
    let mut build = maximize(&repeated(gains))
        .integer()
        .le(&repeated(fuel), 2950.0 * f64::from(planes))
        .le(&only(&|at| at % 6 < 3), 2.0 * f64::from(planes));
    for plane in 0..usize::from(planes) {
        for place in 0..3 {
            build = build.le(&only(&|at| at / 6 == plane && at % 3 == place), 1.0);
        }
    }
    build
}

#[test]
fn exchangeable_parts_are_proved_by_merging_them() {
    let outcome = aided(&fleet(16).model());
    assert_eq!(outcome.status, Status::Optimal, "{:?}", outcome.notes);
    assert!(asked_merged(&outcome), "{:?}", outcome.answers);
    let noted = |note: &String| note.starts_with("No point is better than");
    assert!(outcome.notes.iter().any(noted), "{:?}", outcome.notes);
}

#[test]
fn a_model_whose_parts_differ_is_not_merged() {
    let model = maximize(&[3.0, 4.0, 5.0, 6.0])
        .integer()
        .le(&[1.0, 2.0, 3.0, 4.0], 17.0);
    let model = model.model();
    assert_eq!(merged(&Prepared::new(&model).unwrap()), None);
}

#[test]
fn sums_keep_what_the_parts_have_in_common() {
    let model = minimize(&[2.0, 2.0, 2.0, 7.0])
        .integer()
        .all_bounds(1.0, 5.0)
        .constant(3.0)
        .ge(&[1.0, 0.0, 0.0, 4.0], 6.0)
        .ge(&[0.0, 1.0, 0.0, 4.0], 6.0)
        .ge(&[0.0, 0.0, 1.0, 4.0], 6.0)
        .model();
    let merged = merged(&Prepared::new(&model).unwrap()).expect("three are alike");
    let text = |row: &crate::model::Row| merged.row_text(row);
    assert_eq!(
        merged.rows.iter().map(text).collect::<Vec<_>>(),
        ["sum0 + 12 sum1 ≥ 18"]
    );
    let bounds = |at: usize| (merged.variables[at].lower, merged.variables[at].upper);
    assert_eq!((bounds(0), bounds(1)), ((3.0, 15.0), (1.0, 5.0)));
    assert!((merged.objective.value(&[3.0, 2.0]) - 23.0).abs() < 1e-12);
}

#[test]
fn a_bound_that_no_point_reaches_leaves_the_proof_to_the_search() {
    // Two bins of 5 hold three things of 3 only in the sum: merged, 2 · 5 ≥ 3 · 3.
    let things =
        |bin: usize| -> Vec<f64> { (0..6).map(|at| if at / 3 == bin { 3.0 } else { 0.0 }).collect() };
    let at_most_once =
        |thing: usize| -> Vec<f64> { (0..6).map(|at| f64::from(u8::from(at % 3 == thing))).collect() };
    let mut build = maximize(&[1.0; 6])
        .binary()
        .le(&things(0), 5.0)
        .le(&things(1), 5.0);
    for thing in 0..3 {
        build = build.le(&at_most_once(thing), 1.0);
    }
    let outcome = aided(&build.model());
    assert!(asked_merged(&outcome), "{:?}", outcome.answers);
    assert_eq!(
        (outcome.status, outcome.objective),
        (Status::Optimal, Some(2.0)),
        "{outcome:#?}"
    );
}

prop_compose! {
    /// Up to three blocks of up to two variables each, rows within a block repeated for each, rows over all.
    fn blocks()(blocks in 2..=3_usize, width in 1..=2_usize)(
        blocks in Just(blocks),
        maximise in any::<bool>(),
        costs in prop::collection::vec(-5..=5, width),
        upper in 1..=3,
        within in prop::collection::vec((prop::collection::vec(-4..=4, width), 0..2_u8, -3..=9), 0..=2),
        across in prop::collection::vec((prop::collection::vec(-4..=4, width), 0..3_u8, -9..=15), 0..=2),
    ) -> Model {
        let repeated = |values: &[i32]| -> Vec<f64> {
            (0..blocks).flat_map(|_| values.iter().map(|value| f64::from(*value))).collect()
        };
        let costs = repeated(&costs);
        let mut build = if maximise { maximize(&costs) } else { minimize(&costs) };
        build = build.integer().all_bounds(0.0, f64::from(upper));
        let rows = |build: Build, terms: &[f64], kind: u8, side: i32| match kind {
            0 => build.le(terms, f64::from(side)),
            1 => build.ge(terms, f64::from(side)),
            _ => build.eq(terms, f64::from(side)),
        };
        for (terms, kind, side) in &within {
            for block in 0..blocks {
                let mut all = vec![0.0; blocks * terms.len()];
                for (at, size) in terms.iter().enumerate() {
                    all[block * terms.len() + at] = f64::from(*size);
                }
                build = rows(build, &all, *kind, *side);
            }
        }
        for (terms, kind, side) in &across {
            build = rows(build, &repeated(terms), *kind, *side);
        }
        build.model()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_or_without_help_the_optimum_is_that_of_brute_force(model in blocks()) {
        let outcome = aided(&model);
        match brute_force(&model) {
            None => prop_assert_eq!(outcome.status, Status::Infeasible, "{:#?}", outcome),
            Some(best) => {
                prop_assert_eq!(outcome.status, Status::Optimal, "{:#?}", outcome);
                prop_assert!((outcome.objective.unwrap() - best).abs() < 1e-9, "{} {:#?}", best, outcome);
            }
        }
    }
}
