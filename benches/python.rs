//! What a program costs here, in a fresh worker and in a warm one, and what it costs under `python3` with the vendor's
//! package; then all programs of a set from the first to the last, with as many at once as there are cores.
//!
//! `STEPWELL_PYTHON=/path/to/venv/bin/python cargo bench --bench python` wants an interpreter that has `coptpy`
//! (`python3 -m venv DIR && DIR/bin/pip install coptpy`); without one only the numbers of this program are told. The
//! programs are those of `../shared/data/orlm` where that folder is present, else the shipped seeds'. With `-- --quick`
//! a few programs are measured, to see that it works.

#[path = "common/latency.rs"]
mod latency;

use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use stepwell::check::score::{calls_solver, first_block};
use stepwell::dataset::{scored, seeds};
use stepwell::program::{Limits, Pool, WorkerCommand};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The variable that names the interpreter.
const PYTHON: &str = "STEPWELL_PYTHON";

/// How long a program may take, as the papers have it.
const PATIENCE: Duration = Duration::from_secs(15);

/// The vendor's package does not look for the reason why there is no optimum unless it is asked; so it is here.
fn limits() -> Limits {
    Limits {
        explain: Duration::ZERO,
        ..Limits::default()
    }
}

/// How much is measured.
struct Rounds {
    /// Programs that are measured one by one.
    singles: usize,
    /// Times that each of them is run, in turn with the others' ways.
    times: usize,
    /// Programs of the whole set.
    all: usize,
}

const FULL: Rounds = Rounds {
    singles: 40,
    times: 3,
    all: usize::MAX,
};

const QUICK: Rounds = Rounds {
    singles: 3,
    times: 1,
    all: 6,
};

/// Programs of the benchmark outputs, and what they are called.
fn programs() -> Outcome<(String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/orlm");
    let mut found = Vec::new();
    for name in ["nl4opt", "mamo-complex", "industryor"] {
        let Ok(file) = std::fs::File::open(folder.join(format!("{name}.jsonl"))) else {
            continue;
        };
        for (_, row) in scored::rows(std::io::BufReader::new(file)) {
            let scored::Completion::Text(text) = row?.completion else {
                continue;
            };
            found.extend(
                first_block(&text)
                    .filter(|program| calls_solver(program))
                    .map(str::to_owned),
            );
        }
    }
    if !found.is_empty() {
        return Ok(("ORLM's programs".to_owned(), found));
    }
    eprintln!(
        "{} is absent: the shipped seeds' programs are measured",
        folder.display()
    );
    let shipped = seeds::shipped()?
        .into_iter()
        .map(|sample| sample.solution.program);
    Ok(("the seeds' programs".to_owned(), shipped.collect()))
}

fn pool(size: usize) -> Pool {
    Pool::new(WorkerCommand::at(env!("CARGO_BIN_EXE_stepwell")), size)
}

/// The vendor's way: a process that imports the package and runs the program.
struct Python {
    binary: PathBuf,
    folder: tempfile::TempDir,
}

impl Python {
    /// The interpreter that the variable names, if it has the package.
    async fn find() -> Outcome<Option<Self>> {
        let Some(binary) = std::env::var_os(PYTHON).map(PathBuf::from) else {
            eprintln!("{PYTHON} is not set: nothing is compared with python3");
            return Ok(None);
        };
        let python = Self {
            binary,
            folder: tempfile::tempdir()?,
        };
        let probe = "import coptpy\ncoptpy.Envr().createModel('m').solve()\n";
        if python.run("probe", probe).await? {
            return Ok(Some(python));
        }
        eprintln!(
            "{} has no working coptpy: nothing is compared with it",
            python.binary.display()
        );
        Ok(None)
    }

    /// Runs a program to its end, well or not; whether it ended well.
    async fn run(&self, name: &str, program: &str) -> Outcome<bool> {
        let file = self.folder.path().join(format!("{name}.py"));
        std::fs::write(&file, program)?;
        let mut child = tokio::process::Command::new(&self.binary)
            .arg(&file)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        match tokio::time::timeout(PATIENCE, child.wait()).await {
            Ok(status) => Ok(status?.success()),
            Err(_) => Ok(false),
        }
    }
}

/// The times of one way of running.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    /// Runs something to its end and keeps how long it took.
    async fn time<T>(&mut self, work: impl Future<Output = T>) -> T {
        let started = Instant::now();
        let done = std::hint::black_box(work.await);
        self.0.push(started.elapsed());
        done
    }

    fn median(&self) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }
}

/// Programs one by one, the ways of running them in turn: each goes through all of them before the next way's turn.
/// What a warm worker costs is measured one program after another, and once more after each of python3's, when nothing
/// of ours is left in the processor's caches.
async fn singles(programs: &[String], python: Option<&Python>, rounds: &Rounds) -> Outcome<()> {
    let step = (programs.len() / rounds.singles).max(1);
    let chosen: Vec<&String> = programs.iter().step_by(step).take(rounds.singles).collect();
    let limits = limits();
    let warm_pool = pool(1);
    warm_pool.warm().await.map_err(|error| error.message)?;
    // The first program of each library waits for its layer; that is part of a fresh worker, not of a warm one.
    for program in &chosen {
        warm_pool.run(program, &limits).await;
    }
    let (mut warm, mut fresh) = (Times::default(), Times::default());
    let (mut vendor, mut rested) = (Times::default(), Times::default());
    for _ in 0..rounds.times {
        for program in &chosen {
            warm.time(warm_pool.run(program, &limits)).await;
        }
        for program in &chosen {
            fresh.time(pool(1).run(program, &limits)).await;
        }
        let Some(python) = python else { continue };
        for (at, program) in chosen.iter().enumerate() {
            vendor.time(python.run(&format!("single{at}"), program)).await?;
            rested.time(warm_pool.run(program, &limits)).await;
        }
    }
    println!("{}", latency::HEAD);
    latency::row("a program, warm worker", warm.0.clone());
    latency::row("a program, fresh worker", fresh.0.clone());
    if python.is_some() {
        latency::row("a program, warm worker after a rest", rested.0.clone());
        latency::row("a program, python3 with coptpy", vendor.0.clone());
        let ratio = |ours: &Times| vendor.median().as_secs_f64() / ours.median().as_secs_f64();
        println!(
            "\npython3's median is {:.0} times that of a warm worker, {:.0} times that of a warm one after a rest, and \
             {:.0} times that of a fresh one",
            ratio(&warm),
            ratio(&rested),
            ratio(&fresh)
        );
    }
    Ok(())
}

/// All programs, as many at once as there are cores.
async fn end_to_end(programs: &[String], python: Option<&Python>, rounds: &Rounds) -> Outcome<()> {
    let programs = &programs[..rounds.all.min(programs.len())];
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (limits, pool) = (limits(), pool(cores));
    let started = Instant::now();
    let runs = futures::stream::iter(programs).map(|program| pool.run(program, &limits));
    let solved = runs
        .buffered(cores)
        .filter(|run| futures::future::ready(run.error.is_none() && run.outcome.is_some()))
        .count()
        .await;
    let ours = started.elapsed();
    println!(
        "\n{} programs, {cores} at once: {:.2} s with Stepwell ({solved} solved)",
        programs.len(),
        ours.as_secs_f64()
    );
    let Some(python) = python else { return Ok(()) };
    let started = Instant::now();
    let runs = futures::stream::iter(programs.iter().enumerate())
        .map(|(at, program)| async move { python.run(&format!("all{at}"), program).await });
    let ended: Vec<Outcome<bool>> = runs.buffered(cores).collect().await;
    let vendor = started.elapsed();
    let mut well = 0;
    for ended in ended {
        well += usize::from(ended?);
    }
    println!(
        "{} programs, {cores} at once: {:.2} s with python3 ({well} ended well), {:.0} times as long",
        programs.len(),
        vendor.as_secs_f64(),
        vendor.as_secs_f64() / ours.as_secs_f64()
    );
    Ok(())
}

async fn measure(rounds: &Rounds) -> Outcome<()> {
    let (what, programs) = programs()?;
    println!("{what}: {}\n", programs.len());
    let python = Python::find().await?;
    singles(&programs, python.as_ref(), rounds).await?;
    end_to_end(&programs, python.as_ref(), rounds).await
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
