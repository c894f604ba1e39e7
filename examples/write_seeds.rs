//! Writes `samples/seeds.jsonl`: the shipped seeds, composed by the textbook author, each with the optimum that its own
//! program proves.
//!
//! `cargo run --example write_seeds > samples/seeds.jsonl` after a change of wording or families.

use std::error::Error;
use std::process::ExitCode;

use serde_json::json;
use stepwell::author::textbook::Textbook;
use stepwell::program::{Limits, Pool, WorkerCommand, worker};
use stepwell::sample::{Answer, ContentHash, Library, Lineage, Sample, SampleId};
use stepwell::solve::Status;

/// 1 January 2026: the identities of seeds sort before all that people make, and never change.
const MILLIS: u64 = 1_767_225_600_000;
const PER_FAMILY: usize = 3;

fn main() -> ExitCode {
    if std::env::args_os()
        .nth(1)
        .is_some_and(|argument| argument == worker::WORKER_ARGUMENT)
    {
        return worker::main();
    }
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn write() -> Result<(), Box<dyn Error>> {
    let pool = Pool::new(WorkerCommand::this_binary()?, 2);
    for (position, (draft, solution)) in (0..).zip(Textbook::seeds(PER_FAMILY)?) {
        let run = pool.run(&solution.program, &Limits::default()).await;
        let outcome = run.outcome.filter(|outcome| outcome.status == Status::Optimal);
        let optimum = outcome.and_then(|outcome| outcome.objective).ok_or_else(|| {
            format!(
                "the program of this seed proves no optimum ({:?}):\n{}",
                run.error, draft.problem
            )
        })?;
        let sample = Sample {
            id: SampleId::derived(MILLIS + position, &ContentHash::of([draft.problem.as_str()])),
            version: 1,
            problem: draft.problem,
            solution,
            answer: Some(Answer::Number(optimum)),
            library: Library::Coptpy,
            lineage: Lineage::seed(),
            blueprint: draft.blueprint,
            extra: serde_json::Map::new(),
        };
        println!("{}", json!({ "sample": sample }));
    }
    Ok(())
}
