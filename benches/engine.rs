//! What the engine costs on the shipped seeds: one program checked in a warm worker and in a fresh one, every rule,
//! and how many samples the textbook author grows and has checked in a second, saved as `stepwell generate` saves them.
//!
//! `cargo bench --bench engine` prints the tables; with `-- --quick` only a few rounds are measured, to see that it works.

#[path = "common/latency.rs"]
mod latency;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use stepwell::author::textbook::Textbook;
use stepwell::check::{self, CheckId, Inputs};
use stepwell::dataset::seeds;
use stepwell::program::{Limits, Pool, Run, WorkerCommand};
use stepwell::sample::Sample;
use stepwell::store::{OpenOptions, Workspace};
use stepwell::walk::batch::{self, Job, Stop, Summary};
use stepwell::walk::driver::Tools;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// How often everything is measured.
struct Rounds {
    /// Times over all seeds in a warm worker, and for each rule.
    warm: usize,
    /// Times over all seeds in fresh workers.
    fresh: usize,
    /// Walks of a batch.
    walks: u64,
}

const FULL: Rounds = Rounds {
    warm: 20,
    fresh: 2,
    walks: 200,
};

const QUICK: Rounds = Rounds {
    warm: 1,
    fresh: 1,
    walks: 10,
};

fn pool(size: usize) -> Pool {
    Pool::new(WorkerCommand::at(env!("CARGO_BIN_EXE_stepwell")), size)
}

/// Runs the program of a sample; a time without an answer would say nothing.
async fn run(pool: &Pool, sample: &Sample) -> Outcome<Run> {
    let run = pool.run(&sample.solution.program, &Limits::default()).await;
    match (&run.error, &run.outcome) {
        (None, Some(_)) => Ok(run),
        (error, _) => Err(format!("the program of seed {} did not run: {error:?}", sample.id).into()),
    }
}

/// All rules on a sample and its run.
fn judge(sample: &Sample, run: &Run) {
    let inputs = Inputs {
        run: Some(run),
        ..Inputs::of(sample)
    };
    for check in CheckId::ALL {
        std::hint::black_box(check::evaluate(check, &inputs));
    }
}

async fn programs(samples: &[Sample], rounds: &Rounds) -> Outcome<Vec<Run>> {
    let warm_pool = pool(1);
    warm_pool.warm().await.map_err(|error| error.message)?;
    let mut runs = Vec::new();
    for sample in samples {
        runs.push(run(&warm_pool, sample).await?);
    }
    let (mut ran, mut checked, mut fresh) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds.warm {
        for sample in samples {
            let started = Instant::now();
            let run = run(&warm_pool, sample).await?;
            ran.push(started.elapsed());
            judge(sample, &run);
            checked.push(started.elapsed());
        }
    }
    for _ in 0..rounds.fresh {
        for sample in samples {
            let started = Instant::now();
            let run = run(&pool(1), sample).await?;
            judge(sample, &run);
            fresh.push(started.elapsed());
        }
    }
    latency::row("a program captured and solved, warm worker", ran);
    latency::row("a program captured, solved and checked, warm worker", checked);
    latency::row("a program captured, solved and checked, fresh worker", fresh);
    Ok(runs)
}

fn rules(samples: &[Sample], runs: &[Run], rounds: &Rounds) {
    let mut all = Vec::new();
    for _ in 0..rounds.warm {
        for (sample, run) in samples.iter().zip(runs) {
            let started = Instant::now();
            judge(sample, run);
            all.push(started.elapsed());
        }
    }
    latency::row("all rules on a sample", all);
    for check in CheckId::ALL {
        let mut times = Vec::new();
        for _ in 0..rounds.warm {
            for (sample, run) in samples.iter().zip(runs) {
                let inputs = Inputs {
                    run: Some(run),
                    ..Inputs::of(sample)
                };
                let started = Instant::now();
                std::hint::black_box(check::evaluate(check, &inputs));
                times.push(started.elapsed());
            }
        }
        latency::row(&format!("rule {}", check.name()), times);
    }
}

/// A batch of the textbook author's in a workspace of its own.
async fn batch(
    samples: &[Sample],
    walks: u64,
    at_once: usize,
    workers: usize,
) -> Outcome<(Summary, Duration)> {
    let folder = tempfile::tempdir()?;
    let workspace = Workspace::open(&folder.path().join("bench"), OpenOptions::create()).await?;
    let store = workspace.store();
    store.insert_samples(samples.to_vec()).await?;
    let pool = pool(workers);
    pool.warm().await.map_err(|error| error.message)?;
    let tools = Tools::new(
        Arc::new(Textbook::default()),
        Arc::new(pool),
        Arc::new(store.clone()),
    );
    let job = Job::new(7, walks, samples.to_vec(), "textbook");
    let started = Instant::now();
    let summary = batch::run(job, tools, at_once, &Stop::default(), |_| ()).await?;
    let time = started.elapsed();
    workspace.close().await;
    Ok((summary, time))
}

async fn batches(samples: &[Sample], walks: u64) -> Outcome<()> {
    println!(
        "\n| walks at once | walks | kept | time | walks per second | kept per second |\n|--:|--:|--:|--:|--:|--:|"
    );
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut sizes = vec![1, cores, 4 * cores];
    sizes.dedup();
    for at_once in sizes {
        let (summary, time) = batch(samples, walks, at_once, cores.min(at_once)).await?;
        let seconds = time.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred walks")]
        let rate = |count: u64| count as f64 / seconds;
        println!(
            "| {at_once} | {} | {} | {seconds:.2} s | {:.1} | {:.1} |",
            summary.walks,
            summary.total.kept,
            rate(summary.walks),
            rate(summary.total.kept)
        );
    }
    Ok(())
}

async fn measure(rounds: &Rounds) -> Outcome<()> {
    let samples = seeds::shipped()?;
    println!("{}", latency::HEAD);
    let runs = programs(&samples, rounds).await?;
    rules(&samples, &runs, rounds);
    batches(&samples, rounds.walks).await
}

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if quick { QUICK } else { FULL };
    let measured = tokio::runtime::Runtime::new()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(measure(&rounds)));
    if let Err(fault) = measured {
        eprintln!("the measurement stopped: {fault}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
