//! Programs that people and language models wrote for `gurobipy`, run through the built-in layer and compared with
//! their answers. The folder of the programs is not part of the project; without it the test says so and passes.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use stepwell::program::{Limits, Pool, Run, WorkerCommand};
use stepwell::solve::{SolveLimits, Status};

/// One row of the files; other fields are of no interest here.
#[derive(Deserialize)]
struct Expert {
    correct_program: String,
    ground_truth: f64,
}

/// Programs whose answer even the vendor's own package does not reproduce.
const MISLABELLED: [(&str, usize); 4] = [
    ("industryor", 10),
    ("industryor", 17),
    ("industryor", 52),
    ("industryor", 80),
];

fn agrees(objective: f64, answer: f64) -> bool {
    (objective - answer).abs() <= 1e-4 * answer.abs().max(1.0)
        || (objective.round() - answer.round()).abs() < 0.5
}

/// Why a run does not give the answer.
fn complaint(run: &Run, answer: f64) -> Option<String> {
    let outcome = run.outcome.as_ref();
    let objective = outcome.and_then(|outcome| outcome.objective);
    match (&run.error, objective) {
        (Some(error), _) => Some(format!(
            "{}: {} (line {:?})",
            error.name, error.message, error.line
        )),
        (None, Some(objective)) if agrees(objective, answer) => None,
        (None, objective) => Some(format!(
            "{objective:?} ({:?}) instead of {answer}",
            outcome.map(|outcome| outcome.status)
        )),
    }
}

#[tokio::test]
async fn experts_programs_give_their_answers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/alphaopt");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not here", folder.display());
        return;
    }
    let pool = Pool::new(WorkerCommand::at(env!("CARGO_BIN_EXE_stepwell")), 2);
    let limits = Limits {
        time: Duration::from_secs(20),
        solve: SolveLimits {
            time: Duration::from_secs(10),
            ..SolveLimits::default()
        },
        ..Limits::default()
    };
    let (mut total, mut right, mut wrong) = (0, 0, 0);
    for file in ["industryor", "nlp4lp"] {
        let text = std::fs::read_to_string(folder.join(format!("{file}.json"))).unwrap();
        let experts: Vec<Expert> = serde_json::from_str(&text).unwrap();
        for (row, expert) in experts.iter().enumerate() {
            total += 1;
            let run = pool.run(&expert.correct_program, &limits).await;
            let Some(complaint) = complaint(&run, expert.ground_truth) else {
                right += 1;
                continue;
            };
            eprintln!("{file} {row}: {complaint}");
            let claims_optimum = run
                .outcome
                .is_some_and(|outcome| outcome.status == Status::Optimal);
            wrong += usize::from(claims_optimum && !MISLABELLED.contains(&(file, row)));
        }
    }
    eprintln!("{right} of {total} programs give their answer");
    assert!(right >= 315, "{right} of {total}");
    assert_eq!(wrong, 0, "an optimum that the vendor's package does not find");
}
