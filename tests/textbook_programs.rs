//! The textbook author's programs, run in the sandbox, build exactly the models that its blueprints intend.

#![expect(clippy::unwrap_used, reason = "a test ends where a value is missing")]

#[path = "common/grow.rs"]
mod grow;

use std::path::Path;

use stepwell::author::textbook::{Textbook, intended_model};
use stepwell::model::{Model, Term};
use stepwell::program::{Limits, Pool, WorkerCommand};
use stepwell::sample::{Operator, Sample, Solution};
use stepwell::solve::Status;

use grow::{Grown, composed, grow};

fn pool() -> Pool {
    Pool::new(WorkerCommand::at(Path::new(env!("CARGO_BIN_EXE_stepwell"))), 2)
}

/// Variables, rows and objective without names and lines, rounded beyond what binary arithmetic leaves behind.
fn essence(model: &Model) -> Vec<String> {
    let terms = |terms: &[Term]| {
        let texts = terms
            .iter()
            .map(|term| format!("{:+.9} x{}", term.coefficient, term.variable.0));
        texts.collect::<Vec<_>>().join(" ")
    };
    let variables = model
        .variables
        .iter()
        .map(|variable| format!("{:?} {} {}", variable.kind, variable.lower, variable.upper));
    let rows = model
        .rows
        .iter()
        .map(|row| format!("{:.9} <= {} <= {:.9}", row.lower, terms(&row.terms), row.upper));
    let objective = format!(
        "{} {}",
        model.objective.sense.word(),
        terms(&model.objective.terms)
    );
    variables.chain(rows).chain([objective]).collect()
}

async fn check(pool: &Pool, problem: &str, blueprint: &serde_json::Value, solution: &Solution) {
    let run = pool.run(&solution.program, &Limits::default()).await;
    let context = || format!("{problem}\n{}\n{:?}", solution.program, run.error);
    assert!(run.error.is_none(), "{}", context());
    let captured = run.model.as_ref().unwrap();
    assert_eq!(
        essence(captured),
        essence(&intended_model(blueprint).unwrap()),
        "{}",
        context()
    );
    let outcome = run.outcome.as_ref().unwrap();
    assert_eq!(outcome.status, Status::Optimal, "{}", context());
    assert!(!run.stdout.contains("No optimal solution"), "{}", context());
    assert!(
        run.stdout.lines().count() > captured.variables.len(),
        "{}",
        run.stdout
    );
}

#[tokio::test]
async fn first_generation_programs_build_what_is_intended() {
    let pool = pool();
    for family in Textbook::families() {
        for field in family.fields {
            for seed in 0..4 {
                let (draft, solution) = Textbook::compose(family.key, field.name, seed).unwrap();
                check(
                    &pool,
                    &draft.problem,
                    draft.blueprint.as_ref().unwrap(),
                    &solution,
                )
                .await;
            }
        }
    }
}

#[tokio::test]
async fn children_build_what_is_intended() {
    let pool = pool();
    let author = Textbook::default();
    for seed in 0..12_u64 {
        let place = usize::try_from(seed).unwrap();
        for operator in Operator::ALL {
            let parents: Vec<Sample> = (0..operator.parents())
                .map(|offset| composed(place + offset, place, seed))
                .collect();
            let Some(Grown { child, planted }) = grow(&author, operator, &parents, seed).await else {
                continue;
            };
            assert!(planted.is_none(), "nobody asked for a fault: {planted:?}");
            check(
                &pool,
                &child.problem,
                child.blueprint.as_ref().unwrap(),
                &child.solution,
            )
            .await;
        }
    }
}
