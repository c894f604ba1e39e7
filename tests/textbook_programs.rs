//! The textbook author's programs, run in the sandbox, build exactly the models that its blueprints intend.

#![expect(clippy::unwrap_used, reason = "a test ends where a value is missing")]

use std::path::Path;

use stepwell::author::textbook::{Textbook, intended_model};
use stepwell::author::{Author, AuthorError, ProblemTask, SolutionTask};
use stepwell::model::{Model, Term};
use stepwell::program::{Limits, Pool, WorkerCommand};
use stepwell::sample::{ContentHash, Library, Lineage, Operator, Sample, SampleId, Solution};
use stepwell::solve::Status;

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

fn sample(problem: String, blueprint: Option<serde_json::Value>, solution: Solution) -> Sample {
    Sample {
        id: SampleId::derived(1, &ContentHash::of([problem.as_str()])),
        version: 1,
        problem,
        solution,
        answer: None,
        library: Library::Coptpy,
        lineage: Lineage::seed(),
        blueprint,
        extra: serde_json::Map::new(),
    }
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
    let families = Textbook::families();
    for seed in 0..12_u64 {
        let place = usize::try_from(seed).unwrap();
        let parent = |offset: usize| {
            let family = families[(place + offset) % families.len()];
            let field = family.fields[place % family.fields.len()].name;
            let (draft, solution) = Textbook::compose(family.key, field, seed).unwrap();
            sample(draft.problem, draft.blueprint, solution)
        };
        for operator in Operator::ALL {
            let parents: Vec<Sample> = (0..operator.parents()).map(parent).collect();
            let task = ProblemTask {
                operator,
                parents: parents.clone(),
                seed,
                attempt: 0,
                notes: Vec::new(),
                previous: None,
                complaints: Vec::new(),
            };
            let problem = match author.write_problem(task).await {
                Ok(problem) => problem,
                Err(AuthorError::Cannot(_)) => continue,
                Err(other) => panic!("{other}"),
            };
            let task = SolutionTask {
                operator,
                parents,
                problem: problem.clone(),
                library: Library::Coptpy,
                seed,
                attempt: 0,
                notes: Vec::new(),
                previous: None,
                complaints: Vec::new(),
            };
            let solution = author.write_solution(task).await.unwrap().solution;
            check(
                &pool,
                &problem.problem,
                problem.blueprint.as_ref().unwrap(),
                &solution,
            )
            .await;
        }
    }
}
