//! `stepwell help`: commands, and what the checks say.

use clap::CommandFactory as _;
use serde::Serialize;

use crate::check::pages::page;
use crate::check::suspicion::measure::{Alarms, Share};
use crate::check::suspicion::{Measured, Weights};
use crate::check::{CheckId, Signal};
use crate::cli::args::Cli;
use crate::cli::error::{CliError, End, ErrorKind};
use crate::cli::out::Out;

/// Width of a page's text, in columns.
const WIDTH: usize = 96;

/// Shows the help of everything, of a command, or of the checks.
///
/// # Errors
/// When there is no such command or check, or output cannot be written.
pub fn show(topic: Option<&str>, rule: Option<&str>, out: &mut Out) -> Result<End, CliError> {
    match (topic, rule) {
        (Some("rules"), None) => rules(&CheckId::ALL, out)?,
        (Some("rules"), Some(rule)) => {
            let check = CheckId::ALL.into_iter().find(|check| check.name() == rule);
            rules(&[check.ok_or_else(|| no_rule(rule))?], out)?;
        }
        (topic, None) => command(topic, out)?,
        (Some(topic), Some(more)) => {
            return Err(CliError::new(
                ErrorKind::Usage,
                format!("`{topic}` has no part `{more}` to read about"),
                "only `stepwell help rules` takes a second word: the name of a check",
            ));
        }
        (None, Some(_)) => command(None, out)?,
    }
    out.flush()?;
    Ok(End::Done)
}

fn no_rule(rule: &str) -> CliError {
    let names: Vec<_> = CheckId::ALL.iter().map(|check| check.name()).collect();
    CliError::new(
        ErrorKind::Usage,
        format!("there is no check `{rule}`"),
        format!("name one of {}", names.join(", ")),
    )
}

fn command(topic: Option<&str>, out: &mut Out) -> Result<(), CliError> {
    let mut whole = Cli::command();
    whole.build();
    let text = match topic {
        None => whole.render_long_help(),
        Some(name) => match whole.find_subcommand_mut(name) {
            Some(command) => command.render_long_help(),
            None => {
                return Err(CliError::new(
                    ErrorKind::Usage,
                    format!("there is no command `{name}`"),
                    "`stepwell help` lists the commands; `stepwell help rules` tells of the checks",
                ));
            }
        },
    };
    for line in text.to_string().lines() {
        out.line(line)?;
    }
    Ok(())
}

/// A page for scripts.
#[derive(Serialize)]
struct Told {
    check: &'static str,
    says: &'static str,
    errs: &'static str,
    precision: Option<Share>,
    recall: Option<Share>,
    signals: Vec<ToldSignal>,
}

#[derive(Serialize)]
struct ToldSignal {
    signal: &'static str,
    about: &'static str,
    precision: Option<Share>,
    recall: Option<Share>,
}

fn rules(checks: &[CheckId], out: &mut Out) -> Result<(), CliError> {
    let measured = Weights::shipped().measured();
    for (at, check) in checks.iter().enumerate() {
        let told = told(*check, measured);
        if out.is_json() {
            out.json(&told)?;
            continue;
        }
        if at > 0 {
            out.line("")?;
        }
        out.line(told.check)?;
        paragraph("says    ", told.says, out)?;
        paragraph("is wrong", told.errs, out)?;
        paragraph("measured", &figures(told.precision, told.recall, measured), out)?;
        for signal in &told.signals {
            let figures = match signal.precision {
                Some(precision) => format!(" ({} right)", percent(precision)),
                None => String::new(),
            };
            paragraph(
                "finds   ",
                &format!("{}: {}{figures}", signal.signal, signal.about),
                out,
            )?;
        }
    }
    Ok(())
}

fn told(check: CheckId, measured: Option<&Measured>) -> Told {
    let alarms = |counted: Option<&[u64; 2]>| -> Option<Alarms> {
        measured
            .zip(counted)
            .map(|(measured, counted)| measured.alarms(*counted))
    };
    let of_check = alarms(measured.and_then(|measured| measured.checks.get(check.name())));
    let signals = Signal::ALL.iter().filter(|signal| signal.check() == check);
    let page = page(check);
    Told {
        check: check.name(),
        says: page.says,
        errs: page.errs,
        precision: of_check.and_then(|alarms| alarms.precision()),
        recall: of_check.and_then(|alarms| alarms.recall()),
        signals: signals
            .map(|signal| {
                let alarms = alarms(measured.and_then(|measured| measured.signals.get(signal.name())));
                ToldSignal {
                    signal: signal.name(),
                    about: signal.about(),
                    precision: alarms.and_then(|alarms| alarms.precision()),
                    recall: alarms.and_then(|alarms| alarms.recall()),
                }
            })
            .collect(),
    }
}

fn figures(precision: Option<Share>, recall: Option<Share>, measured: Option<&Measured>) -> String {
    let Some(measured) = measured else {
        return "not yet".to_owned();
    };
    let on = format!(
        "on {} real samples, {} of them bad",
        measured.samples, measured.bad
    );
    match (precision, recall) {
        (Some(precision), Some(recall)) => format!(
            "{} of its failures are right, and they find {} of the bad ({on})",
            percent(precision),
            percent(recall)
        ),
        _ => format!("it never fails {on}"),
    }
}

/// `93 % (86–97)`: the share and its 95 % interval.
fn percent(share: Share) -> String {
    let Share { share, interval } = share;
    format!(
        "{:.0} % ({:.0}–{:.0})",
        100.0 * share,
        100.0 * interval.low,
        100.0 * interval.high
    )
}

/// Wraps a text beside its heading.
fn paragraph(heading: &str, text: &str, out: &mut Out) -> Result<(), CliError> {
    let mut line = format!("  {heading}");
    let margin = " ".repeat(line.len());
    let mut length = line.len();
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if length + 1 + width > WIDTH {
            out.line(&line)?;
            line.clone_from(&margin);
            length = margin.len();
        }
        line.push(' ');
        line.push_str(word);
        length += 1 + width;
    }
    out.line(line)
}
