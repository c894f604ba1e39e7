//! `stepwell score`: what share of a benchmark's rows is answered, row by row, by the papers' own rules.

mod report;

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal as _};
use std::path::Path;
use std::time::Duration;

use futures::{Stream, StreamExt as _, stream};
use indicatif::{ProgressBar, ProgressStyle};

use self::report::{FileScore, Scored};
use super::run::{limits, objective, status};
use crate::check::score::{Errors, Policy, Prediction, Reference, calls_solver, first_block};
use crate::cli::args::{LimitArgs, ScoreArgs};
use crate::cli::context;
use crate::cli::error::{CliError, End, ErrorKind};
use crate::cli::out::Out;
use crate::dataset::scored::{self, Answers, Completion, ScoredRow};
use crate::program::{Limits, Pool};
use crate::sample::clean;

/// Scores every file and sums up.
///
/// # Errors
/// When a file cannot be opened, the answers cannot be matched, or output cannot be written.
pub async fn run(args: &ScoreArgs, out: &mut Out) -> Result<End, CliError> {
    let scoring = scored_files(args, out);
    tokio::select! {
        ended = scoring => ended,
        Ok(()) = tokio::signal::ctrl_c() => {
            eprintln!("stopped; the files whose results are above are complete, nothing is said of the others");
            Ok(End::Interrupted)
        }
    }
}

async fn scored_files(args: &ScoreArgs, out: &mut Out) -> Result<End, CliError> {
    let answers = args.answers.as_deref().map(read_answers).transpose()?;
    if args.files.len() > 1 && answers.as_ref().is_some_and(|answers| !answers.are_named()) {
        return Err(CliError::new(
            ErrorKind::Usage,
            "answers without ids belong to the rows of one file, and several files are given",
            "score the files one by one, or give each answer the id of its row",
        ));
    }
    let jobs = args.jobs.map_or_else(context::cores, usize::from);
    let scorer = Scorer {
        pool: context::workers(jobs)?,
        jobs,
        limits: whole_time(&args.limits),
        answers,
    };
    let policy = args.policy.policy();
    let mut files = Vec::new();
    for path in &args.files {
        let score = scorer.file(path, policy, out).await?;
        report::show_file(&score, out)?;
        files.push(score.tally());
    }
    if files.len() > 1 {
        report::show_summary(&files, policy, out)?;
    }
    out.flush()?;
    let well = files.iter().all(|file| file.unscored == 0);
    Ok(if well { End::Done } else { End::Findings })
}

/// The papers stop the whole program after its time; a solve may use all of it.
fn whole_time(args: &LimitArgs) -> Limits {
    let mut limits = limits(args);
    limits.solve.time = limits.time;
    // A score counts answers, not reasons.
    limits.explain = Duration::ZERO;
    limits
}

fn open(path: &Path) -> Result<Box<dyn BufRead + Send>, CliError> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file = File::open(path).map_err(|fault| context::cannot_read(path, &fault))?;
    Ok(Box::new(BufReader::with_capacity(1 << 20, file)))
}

fn read_answers(path: &Path) -> Result<Answers, CliError> {
    Answers::read(open(path)?).map_err(|fault| {
        CliError::new(
            ErrorKind::Input,
            format!("{}: {fault}", path.display()),
            "a row is an object with `answer` and perhaps `id`, or a number, or a text",
        )
    })
}

struct Scorer {
    pool: Pool,
    jobs: usize,
    limits: Limits,
    answers: Option<Answers>,
}

impl Scorer {
    async fn file(&self, path: &Path, policy: Policy, out: &mut Out) -> Result<FileScore, CliError> {
        let name = clean(&path.display().to_string());
        // All rows are read before the first is run: the bar wants to know how many there are.
        let rows: Vec<_> = scored::rows(open(path)?).collect();
        let bar = progress_bar(rows.len(), &name);
        let mut score = FileScore::new(name, policy);
        let mut scored = std::pin::pin!(self.rows(rows));
        while let Some(row) = scored.next().await {
            bar.inc(1);
            report::show_row(&row, policy, &bar, out)?;
            score.rows.push(row);
        }
        bar.finish_and_clear();
        Ok(score)
    }

    /// In the file's order, as many at once as there are workers.
    fn rows(&self, rows: Vec<(u64, Result<ScoredRow, String>)>) -> impl Stream<Item = Scored> + '_ {
        let scored = rows.into_iter().map(move |(row, read)| async move {
            match read {
                Ok(read) => self.row(row, read).await,
                Err(fault) => Scored::unscored(row, None, "unreadable", fault),
            }
        });
        stream::iter(scored).buffered(self.jobs * 2)
    }

    async fn row(&self, row: u64, read: ScoredRow) -> Scored {
        let ScoredRow {
            id,
            completion,
            answer,
        } = read;
        let answer = match &self.answers {
            Some(answers) => answers.of(row, id.as_deref()),
            None => answer,
        };
        let Some(answer) = answer else {
            return Scored::unscored(
                row,
                id,
                "unscored",
                "no answer to hold the result against".to_owned(),
            );
        };
        let (found, status, objective, error) = self.attempt(&completion).await;
        let reference = Reference::of_text(&answer);
        Scored {
            row,
            id,
            status,
            objective,
            accepted: Some(Policy::ALL.map(|policy| policy.accepts(found, &reference))),
            errors: Errors::of(found, &reference),
            answer: Some(answer),
            error,
        }
    }

    /// What the completion's program answers, in what state it ended, with which objective, and why not well.
    async fn attempt(
        &self,
        completion: &Completion,
    ) -> (Prediction, &'static str, Option<f64>, Option<String>) {
        let nothing = |status, why: &str| (Prediction::Nothing, status, None, Some(why.to_owned()));
        let program = match completion {
            Completion::Text(text) => first_block(text),
            Completion::Program(program) => Some(program.as_str()),
            Completion::Missing => None,
        };
        let Some(program) = program else {
            return nothing("no-program", "no closed ```python block");
        };
        if !calls_solver(program) {
            return nothing("no-solve", "the program never calls its solver");
        }
        let run = self.pool.run(program, &self.limits).await;
        let error = run.error.as_ref().map(|error| {
            let line = error
                .line
                .map_or_else(String::new, |line| format!(" on line {line}"));
            format!("{}{line}: {}", error.name, error.message)
        });
        (Prediction::of_run(&run), status(&run), objective(&run), error)
    }
}

fn progress_bar(rows: usize, file: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(rows as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} rows  {per_sec}  {eta} left  {msg}")
    {
        bar.set_style(style);
    }
    bar.set_message(file.to_owned());
    bar
}
