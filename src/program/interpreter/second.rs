//! One run of a program in the user's own Python: a confined child of the worker, whose calls the same host answers.

mod child;
mod raised;
mod wire;

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{ChildStdin, ChildStdout, ExitStatus};
use std::sync::Arc;
use std::time::Instant;

use monty_types::{ExtFunctionResult, MontyObject, PrintWriterCallback};
use serde_json::json;

use self::child::Child;
use self::wire::{Message, Value};
use super::host::{End, Host, REFUSAL, Verdict};
use super::output::Output;
use super::{Ended, HOST_FUNCTION, Shared, capture, explain_last, need_call, prelude, special, take_run};
use crate::program::parts::{Part, Parts};
use crate::program::python::Python;
use crate::program::rewrite::{exported_names, outline};
use crate::program::run::{Engine, ErrorKind, Limits, ProgramError, Run};
use crate::sample::Library;

/// Longest line that is read from the child: a model of some hundred thousand terms.
const LONGEST_MESSAGE: u64 = 64 << 20;

/// Runs a program in the user's Python. Whatever it does ends in a [`Run`]; one whose engine is the built-in interpreter
/// was refused before the program started, and says why.
pub(in crate::program) fn run(program: &str, python: &Python, limits: &Limits, shared: &Shared) -> Run {
    let started = Instant::now();
    let outline = outline(program);
    let (child, requests, replies) = match Child::start(python, limits) {
        Ok(started) => started,
        Err(fault) => return refused(&format!("it could not be started: {fault}")),
    };
    let mut talk = Talk {
        host: Host::new(outline.library, limits, Arc::clone(shared), started),
        output: Output::new(Arc::clone(shared), limits.output),
        shared,
        limits,
    };
    let setup = setup(program, python, outline.library, limits);
    let said = talk.until_end(&setup, requests, replies);
    let ended = match child.end(matches!(said, Said::Closed)) {
        Ok(ended) => ended,
        Err(fault) => return refused(&format!("its end could not be waited for: {fault}")),
    };
    let error = match said {
        Said::Refused(reason) => return refused(&crate::sample::clean(&reason)),
        _ if ended.overran => Some(overran(limits)),
        Said::Error(error) => Some(error),
        Said::Closed => Some(died(ended.status, limits)),
        Said::Well => need_call(outline.uncalled, shared).err(),
    };
    let time = started.elapsed();
    let left = limits.time.saturating_sub(time).min(limits.explain);
    explain_last(shared, Ended { error, time }, left);
    Run {
        engine: Engine::Python(python.version.clone()),
        ..take_run(shared, None, time)
    }
}

/// How the talk came to its end.
enum Said {
    Well,
    Error(ProgramError),
    /// The child is gone without a last word.
    Closed,
    /// The child refused to become Python.
    Refused(String),
}

struct Talk<'a> {
    host: Host,
    output: Output,
    shared: &'a Shared,
    limits: &'a Limits,
}

impl Talk<'_> {
    fn until_end(&mut self, setup: &str, mut requests: ChildStdin, replies: ChildStdout) -> Said {
        let mut replies = BufReader::new(replies);
        // A child that is gone is found out by reading, where its last words are.
        drop(send(&mut requests, setup));
        let mut end: Option<(End, Option<u32>)> = None;
        loop {
            let message = match read(&mut replies) {
                Ok(Some(message)) => message,
                Ok(None) => return end.map_or(Said::Closed, |(end, line)| Said::Error(at(end, line))),
                Err(fault) => return Said::Error(garbled(&fault)),
            };
            match message {
                Message::Print(text) if end.is_none() => {
                    if self.output.stdout_write(Cow::Owned(text)).is_err() {
                        let end = self.output.take_end();
                        return end.map_or(Said::Closed, |end| Said::Error(at(end, None)));
                    }
                }
                Message::Call { question, line } if end.is_none() => {
                    let question: Vec<MontyObject> = question.into_iter().map(|Value(value)| value).collect();
                    let answer = match self.host.call(HOST_FUNCTION, &question, &[]) {
                        Verdict::Answer(answer) => answered(answer),
                        Verdict::Abort(_) => {
                            end = self
                                .host
                                .take_end()
                                .map(|end| (end, Some(line).filter(|line| *line > 0)));
                            json!({ "abort": true }).to_string()
                        }
                    };
                    drop(send(&mut requests, &answer));
                }
                Message::End { error, model } => {
                    self.keep_unsolved(&model.0);
                    return match (end, error) {
                        (Some((end, line)), _) => Said::Error(at(end, line)),
                        (None, Some(raised)) => raised.described(self.limits).map_or(Said::Well, Said::Error),
                        (None, None) => Said::Well,
                    };
                }
                Message::Refused(reason) => return Said::Refused(reason),
                Message::Print(_) | Message::Call { .. } => {
                    return Said::Error(garbled(&"it goes on after its end"));
                }
            }
        }
    }

    /// A program that never solved still made a model, which is worth showing.
    fn keep_unsolved(&self, value: &MontyObject) {
        let mut partial = self
            .shared
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if partial.solves > 0 {
            return;
        }
        if let Ok(capture::Captured { mut model, special }) = capture::model(value)
            && special::write_rows(&mut model, &special).is_ok()
        {
            partial.model = Some(model);
        }
    }
}

/// The first line to the child.
fn setup(program: &str, python: &Python, library: Library, limits: &Limits) -> String {
    // Of the parts only the library's own: Python has the others itself.
    let mut parts = Parts::default();
    parts.add(Part::Rare);
    json!({
        "prelude": prelude::text(library, parts),
        "program": program,
        "library": library.name(),
        "libraries": Library::ALL.map(Library::name),
        "exported": exported_names(library),
        "recursion": limits.recursion,
        "refusal": REFUSAL,
        "folders": python.folders,
    })
    .to_string()
}

fn send(requests: &mut impl Write, line: &str) -> io::Result<()> {
    requests.write_all(line.as_bytes())?;
    requests.write_all(b"\n")?;
    requests.flush()
}

/// The next message; `None` when the child has closed its side.
fn read(replies: &mut impl BufRead) -> Result<Option<Message>, String> {
    let mut line = Vec::new();
    let read = Read::take(&mut *replies, LONGEST_MESSAGE).read_until(b'\n', &mut line);
    match read {
        Ok(0) | Err(_) => Ok(None),
        Ok(_) if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_MESSAGE => {
            Err(format!("a line of more than {LONGEST_MESSAGE} bytes"))
        }
        Ok(_) => serde_json::from_slice(&line)
            .map(Some)
            .map_err(|fault| fault.to_string()),
    }
}

fn answered(answer: ExtFunctionResult) -> String {
    match answer {
        ExtFunctionResult::Return(value) => format!("{{\"return\":{}}}", wire::written(&value)),
        ExtFunctionResult::Error(refusal) => {
            json!({ "raise": [refusal.exc_type().to_string(), refusal.message().unwrap_or_default()] })
                .to_string()
        }
        _ => json!({ "raise": ["NameError", "name is not defined"] }).to_string(),
    }
}

fn at(end: End, line: Option<u32>) -> ProgramError {
    ProgramError { line, ..end.at(None) }
}

fn refused(reason: &str) -> Run {
    Run::failed(ProgramError {
        kind: ErrorKind::Unsupported,
        name: "python".to_owned(),
        message: reason.to_owned(),
        line: None,
    })
}

fn overran(limits: &Limits) -> ProgramError {
    ProgramError {
        kind: ErrorKind::Time,
        name: "TimeoutError".to_owned(),
        message: format!("time limit exceeded: {:?}", limits.time),
        line: None,
    }
}

/// Only the bootstrap is meant to speak to the worker.
fn garbled(fault: &dyn std::fmt::Display) -> ProgramError {
    let message =
        format!("{REFUSAL} the worker behind Python, and what came from there is unreadable: {fault}");
    ProgramError {
        kind: ErrorKind::Forbidden,
        name: "the worker's pipe".to_owned(),
        message: super::errors::shorten(&crate::sample::clean(&message)),
        line: None,
    }
}

/// The child went without a last word.
fn died(status: ExitStatus, limits: &Limits) -> ProgramError {
    match status.signal() {
        Some(libc::SIGXCPU) => overran(limits),
        Some(signal) => ProgramError {
            kind: ErrorKind::Raised,
            name: "crash".to_owned(),
            message: format!("Python was ended by signal {signal}"),
            line: None,
        },
        None if status.success() => ProgramError {
            kind: ErrorKind::Raised,
            name: "SystemExit".to_owned(),
            message: "the program left Python without coming to its end".to_owned(),
            line: None,
        },
        None => ProgramError {
            kind: ErrorKind::Worker,
            name: "python".to_owned(),
            message: format!(
                "Python ended before the program did ({status}); this engine may not fit this Python"
            ),
            line: None,
        },
    }
}
