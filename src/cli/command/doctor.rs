//! `stepwell doctor`: what this build has, where its files are, and whether they are sound.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::cli::args::PythonArgs;
use crate::cli::context::{self, Context};
use crate::cli::error::{CliError, End};
use crate::cli::out::Out;
use crate::cli::settings;
use crate::program::{Limits, python};
use crate::sample::Library;
use crate::solve::{SolverName, Status};
use crate::store::{IntegrityReport, OpenOptions, Workspace};

/// A program that uses every part of the way from text to outcome.
const PROBE: &str = "import coptpy as cp\nfrom coptpy import COPT\nm = cp.Envr().createModel()\n\
    x = m.addVar(vtype=COPT.INTEGER, ub=4)\nm.addConstr(2 * x <= 7)\nm.setObjective(x, COPT.MAXIMIZE)\nm.solve()\n";

#[derive(Serialize)]
struct Line {
    what: &'static str,
    well: bool,
    says: String,
}

/// Looks at everything and says what it finds; something unwell is a finding.
///
/// # Errors
/// When output cannot be written.
pub async fn run(context: &Context, out: &mut Out) -> Result<End, CliError> {
    let mut lines = vec![
        line("version", true, format!("stepwell {}", env!("CARGO_PKG_VERSION"))),
        line("solvers", true, solvers()),
        line("libraries", true, Library::ALL.map(Library::name).join(", ")),
        terminal(),
        settings(),
        worker().await,
        python().await,
    ];
    lines.extend(workspace(context).await);
    let well = lines.iter().all(|line| line.well);
    for line in &lines {
        if out.is_json() {
            out.json(line)?;
        } else {
            let mark = if line.well { "✔" } else { "✘" };
            out.line(format!("{mark} {:<10} {}", line.what, line.says))?;
        }
    }
    out.flush()?;
    Ok(if well { End::Done } else { End::Findings })
}

fn line(what: &'static str, well: bool, says: String) -> Line {
    Line { what, well, says }
}

/// The solvers of this build, and how to get the rest.
fn solvers() -> String {
    let (built_in, missing): (Vec<SolverName>, Vec<SolverName>) = SolverName::ALL
        .into_iter()
        .partition(|solver| solver.is_built_in());
    let words = |solvers: &[SolverName]| {
        let words: Vec<&str> = solvers.iter().map(|solver| solver.word()).collect();
        words.join(", ")
    };
    let has = words(&built_in);
    if missing.is_empty() {
        return has;
    }
    format!(
        "{has}; not {}, which large and hard models need: build with `--features highs` where cmake, make, g++ and \
         libclang are installed",
        words(&missing)
    )
}

fn terminal() -> Line {
    let value = |name| std::env::var(name).unwrap_or_else(|_| "not set".to_owned());
    let no_color = std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty());
    let colour = if no_color { "off (NO_COLOR)" } else { "on" };
    let says = format!(
        "TERM {}, COLORTERM {}, colour {colour}",
        value("TERM"),
        value("COLORTERM")
    );
    line("terminal", value("TERM") != "dumb", says)
}

fn settings() -> Line {
    let folder = context::settings_folder().map(|folder| folder.display().to_string());
    line(
        "settings",
        true,
        folder.unwrap_or_else(|| "this platform names no folder for settings".to_owned()),
    )
}

async fn worker() -> Line {
    let pool = match context::built_in_workers(1) {
        Ok(pool) => pool,
        Err(fault) => return line("worker", false, format!("{}; {}", fault.message, fault.hint)),
    };
    let limits = Limits {
        time: Duration::from_secs(5),
        ..Limits::default()
    };
    let mut times = Vec::new();
    for _ in 0..2 {
        let started = Instant::now();
        let run = pool.run(PROBE, &limits).await;
        times.push(started.elapsed());
        let solved = run
            .outcome
            .as_ref()
            .is_some_and(|outcome| outcome.status == Status::Optimal);
        if !solved {
            let why = run
                .error
                .map_or_else(|| "no outcome".to_owned(), |error| error.message);
            return line("worker", false, format!("a small program did not run: {why}"));
        }
    }
    line(
        "worker",
        true,
        format!(
            "a small program ran in {:.1?} cold, {:.1?} warm",
            times[0], times[1]
        ),
    )
}

/// The second engine: off, or on with its walls and a program that ran behind them.
async fn python() -> Line {
    let walls = python::walls();
    let asked = match settings::python(&PythonArgs::from_environment()) {
        Ok(asked) => asked,
        Err(fault) => return line("python", false, format!("{}; {}", fault.message, fault.hint)),
    };
    let Some(asked) = asked else {
        let walls = walls.map_or_else(
            |missing| missing,
            |walls| format!("this system has its walls: {walls}"),
        );
        return line("python", true, format!("off; {walls}"));
    };
    match (walls, confined_probe(&asked).await) {
        (Ok(walls), Ok(version)) => {
            let says = format!("on: {} is Python {version}; behind {walls}", asked.display());
            line("python", true, says)
        }
        (Err(refusal), _) | (_, Err(refusal)) => line("python", false, format!("on, but {refusal}")),
    }
}

async fn confined_probe(asked: &std::path::Path) -> Result<String, String> {
    let python = python::locate(asked).await?;
    let version = python.version.clone();
    let pool = context::built_in_workers(1).map_err(|fault| fault.message)?;
    let limits = Limits {
        python: Some(python),
        ..Limits::default()
    };
    let run = pool.run(PROBE, &limits).await;
    match run.error {
        Some(error) => Err(error.message),
        None if run
            .outcome
            .is_some_and(|outcome| outcome.status == Status::Optimal) =>
        {
            Ok(version)
        }
        None => Err("a small program did not run in it".to_owned()),
    }
}

async fn workspace(context: &Context) -> Vec<Line> {
    let folder = match context.folder() {
        Ok(folder) => folder,
        Err(fault) => {
            return vec![line(
                "workspace",
                false,
                format!("{}; {}", fault.message, fault.hint),
            )];
        }
    };
    if !Workspace::exists(&folder) {
        return vec![line(
            "workspace",
            true,
            format!("{} (made on the first start)", folder.display()),
        )];
    }
    let opened = match Workspace::open(&folder, OpenOptions::read()).await {
        Ok(opened) => opened,
        Err(fault) => {
            return vec![line(
                "workspace",
                false,
                format!("{}; {}", fault.message, fault.hint),
            )];
        }
    };
    let counts = opened.store().counts().await;
    let integrity = opened.store().check_integrity().await;
    vec![
        match counts {
            Ok(counts) => line(
                "workspace",
                true,
                format!("{}, {} samples", folder.display(), counts.samples),
            ),
            Err(fault) => line("workspace", false, format!("{}; {}", fault.message, fault.hint)),
        },
        match integrity {
            Ok(report) if report.is_sound() => {
                line("integrity", true, "database and history agree".to_owned())
            }
            Ok(report) => line("integrity", false, complaints(&report)),
            Err(fault) => line("integrity", false, format!("{}; {}", fault.message, fault.hint)),
        },
    ]
}

fn complaints(report: &IntegrityReport) -> String {
    let more = if report.more == 0 {
        String::new()
    } else {
        format!("; and {} more", report.more)
    };
    format!("{}{more}", report.problems.join("; "))
}
