//! The command line: the same engine as the terminal program, for scripts and for people in a hurry.
//!
//! Results go to standard output, messages to standard error; `--json` turns both into JSON, one object a line where
//! rows stream. Exit statuses are those of [`ErrorKind`]; 1 means that something looked at is not well, and 130 that
//! Ctrl-C ended the command early with everything saved.

mod args;
mod command;
mod context;
mod error;
mod out;
mod pages;
mod settings;
mod sink;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

pub use args::{Cli, Command};
pub use error::{CliError, End, ErrorKind};

use context::Context;
use out::Out;

/// Reads the arguments, does what they say, and reports what went wrong in the form that was asked for.
pub fn main() -> ExitCode {
    // Asked before the arguments are understood, so that a usage error comes in the wanted form too.
    let json = std::env::args_os().any(|argument| argument == "--json");
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(refusal) => return refused(&refusal, json),
    };
    match dispatch(cli) {
        Ok(end) => end.into(),
        Err(error) => {
            eprintln!("{}", if json { error.to_json() } else { error.to_text() });
            ExitCode::from(error.kind.status())
        }
    }
}

/// Help and version are no errors; anything else is a usage error.
fn refused(refusal: &clap::Error, json: bool) -> ExitCode {
    if !refusal.use_stderr() || !json {
        // Nothing can be said about a terminal that cannot be written to.
        let _printed = refusal.print();
        return ExitCode::from(u8::try_from(refusal.exit_code()).unwrap_or(2));
    }
    let text = refusal.render().to_string();
    let message = text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ");
    let error = CliError::new(
        ErrorKind::Usage,
        message,
        "`stepwell help` lists the commands and their options",
    );
    eprintln!("{}", error.to_json());
    ExitCode::from(error.kind.status())
}

fn dispatch(cli: Cli) -> Result<End, CliError> {
    let context = Context::new(cli.workspace);
    let mut out = Out::new(cli.json);
    let runtime = || {
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|fault| {
                CliError::new(
                    ErrorKind::Internal,
                    format!("threads cannot be started: {fault}"),
                    "close other programs",
                )
            })
    };
    match cli.command {
        None => runtime()?.block_on(command::terminal::open(&context, cli.theme)),
        Some(Command::Demo) => runtime()?.block_on(command::terminal::demo(cli.theme)),
        Some(Command::Generate(args)) => {
            runtime()?.block_on(command::generate::run(&context, &args, &mut out))
        }
        Some(Command::Check(args)) => runtime()?.block_on(command::check::run(&context, &args, &mut out)),
        Some(Command::Run(args)) => runtime()?.block_on(command::run::run(&args, &mut out)),
        Some(Command::Solve(args)) => runtime()?.block_on(command::solve::run(&args, &mut out)),
        Some(Command::Calibrate(args)) => {
            runtime()?.block_on(command::calibrate::run(&context, &args, &mut out))
        }
        Some(Command::Score(args)) => runtime()?.block_on(command::score::run(&args, &mut out)),
        Some(Command::Import(args)) => runtime()?.block_on(command::import::run(&context, &args, &mut out)),
        Some(Command::Export(args)) => runtime()?.block_on(command::export::run(&context, &args, &mut out)),
        Some(Command::Duplicates(args)) => {
            runtime()?.block_on(command::duplicates::run(&context, &args, &mut out))
        }
        Some(Command::Stats) => runtime()?.block_on(command::stats::run(&context, &mut out)),
        Some(Command::Doctor) => runtime()?.block_on(command::doctor::run(&context, &mut out)),
        Some(Command::Help { topic, rule }) => {
            command::help::show(topic.as_deref(), rule.as_deref(), &mut out)
        }
        Some(Command::Completions { shell }) => print_bytes(&pages::completions(shell)),
        Some(Command::Man { output: Some(folder) }) => pages::manual_pages(&folder).map(|()| End::Done),
        Some(Command::Man { output: None }) => print_bytes(&pages::manual()?),
    }
}

fn print_bytes(bytes: &[u8]) -> Result<End, CliError> {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .map(|()| End::Done)
        .map_err(|fault| out::cannot_write(&fault))
}
