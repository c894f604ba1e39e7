//! One run of a program in this process: rewritten, executed in the embedded interpreter, its models solved.

mod capture;
mod errors;
mod host;
mod output;
mod prelude;
mod random;
#[cfg_attr(not(target_os = "linux"), path = "interpreter/second/absent.rs")]
pub(super) mod second;
mod sessions;
mod special;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use monty::{MontyRepl, ReplProgress, ReplStartError};
use monty_types::{MontyException, MontyObject, PrintWriter};

use self::errors::PROGRAM_SOURCE;
pub(super) use self::host::probe_captured;
use self::host::{Host, Verdict};
use self::output::Output;
use self::sessions::Sessions;
use super::parts::Parts;
use super::rewrite::{Rewritten, rewrite};
use super::run::{EarlierSolve, Engine, ErrorKind, Limits, ProgramError, Run};
use crate::model::Model;
use crate::sample::Library;
use crate::solve::Outcome;

/// What the prelude calls to reach the host.
const HOST_FUNCTION: &str = "_sw_host";

/// What a run has come to so far; the watchdog reports it when the run cannot.
#[derive(Debug, Default)]
pub(super) struct Partial {
    pub(super) model: Option<Model>,
    pub(super) outcome: Option<Outcome>,
    pub(super) solves: u32,
    pub(super) earlier: Vec<EarlierSolve>,
    pub(super) stdout: String,
    /// How the program ended, while its outcome is being explained.
    pub(super) ended: Option<Ended>,
}

/// The end of a program: a report may still be made more telling, but not otherwise.
#[derive(Debug)]
pub(super) struct Ended {
    error: Option<ProgramError>,
    time: Duration,
}

/// A [`Partial`] that two threads look at.
pub(super) type Shared = Arc<Mutex<Partial>>;

/// Takes what there is, for a last report. A program that had ended before is not made to look as if it had not.
pub(super) fn take_run(shared: &Shared, error: Option<ProgramError>, time: Duration) -> Run {
    let mut partial = shared.lock().unwrap_or_else(PoisonError::into_inner);
    let partial = std::mem::take(&mut *partial);
    let (error, time) = partial
        .ended
        .map_or((error, time), |ended| (ended.error, ended.time));
    Run {
        model: partial.model,
        outcome: partial.outcome,
        solves: partial.solves,
        earlier: partial.earlier,
        stdout: crate::sample::clean(&partial.stdout),
        error,
        time,
        engine: Engine::default(),
    }
}

/// Runs programs one after another, each in a session of its own.
#[derive(Default)]
pub(super) struct Interpreter {
    sessions: Sessions,
}

impl Interpreter {
    /// Runs a program. Whatever it does ends in a [`Run`]; needs a large stack for the rewriter.
    pub(super) fn run(&mut self, program: &str, limits: &Limits, shared: &Shared) -> Run {
        let started = Instant::now();
        let error = self.execute(program, limits, shared, started).err();
        let time = started.elapsed();
        let left = limits.time.saturating_sub(time).min(limits.explain);
        explain_last(shared, Ended { error, time }, left);
        take_run(shared, None, time)
    }

    /// Makes the session for these limits, so that the first run does not wait for it.
    pub(super) fn prepare(&mut self, limits: &Limits) {
        self.sessions
            .prepare(Library::default(), Parts::default(), limits);
    }

    fn execute(
        &mut self,
        program: &str,
        limits: &Limits,
        shared: &Shared,
        started: Instant,
    ) -> Result<(), ProgramError> {
        let Rewritten {
            text,
            lines,
            parts,
            exceptions,
            library,
            uncalled,
        } = rewrite(program)?;
        let mut session = self.sessions.take(library, parts, limits)?;
        session
            .tracker_mut()
            .set_max_duration(limits.time.saturating_sub(started.elapsed()));
        let mut output = Output::new(Arc::clone(shared), limits.output);
        let mut host = Host::new(library, limits, Arc::clone(shared), started);
        let (mut session, ended) = drive(session, &text, &mut host, &mut output);
        let own = ended.as_ref().err().filter(|_| exceptions);
        let own = own.and_then(|raised| own_exception(&mut session, raised));
        capture_unsolved(&mut session, &ended, shared);
        self.sessions.put_away(session);
        let result = match host.take_end().or_else(|| output.take_end()) {
            Some(end) => Err(end.at(ended.err().as_ref())),
            None => ended
                .map_or_else(|raised| errors::describe(&raised, library), |()| Ok(()))
                .map_err(|error| name_limit(error, limits))
                .map_err(|error| ProgramError {
                    name: own.unwrap_or(error.name),
                    ..error
                })
                .and_then(|()| need_call(uncalled, shared)),
        };
        result.map_err(|error| ProgramError {
            line: error.line.map(|line| lines.original(line)),
            ..error
        })
    }
}

/// A program that only defines a function leaves the call to whoever runs it. Here nobody calls, and that it made no
/// model is not what the program says.
fn need_call(uncalled: Option<String>, shared: &Shared) -> Result<(), ProgramError> {
    let made_model = shared
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .model
        .is_some();
    match uncalled {
        Some(function) if !made_model => Err(ProgramError {
            kind: ErrorKind::Unsupported,
            message: format!(
                "the program makes no model: it defines {function} and never calls it; add {function}() at the end"
            ),
            name: "a function that nobody calls".to_owned(),
            line: None,
        }),
        _ => Ok(()),
    }
}

/// Says which limit was exceeded in the words of the request, not of the measurement.
fn name_limit(error: ProgramError, limits: &Limits) -> ProgramError {
    let message = match error.kind {
        ErrorKind::Time => format!("time limit exceeded: {:?}", limits.time),
        ErrorKind::Memory => format!("memory limit exceeded: {} bytes", limits.memory),
        _ => return error,
    };
    ProgramError { message, ..error }
}

/// Runs the program to its end, answering what it asks of the host.
fn drive(
    session: MontyRepl,
    program: &str,
    host: &mut Host,
    output: &mut Output,
) -> (MontyRepl, Result<(), MontyException>) {
    let mut step = session.feed_start(program, Vec::new(), output.writer());
    loop {
        let progress = match step {
            Ok(progress) => progress,
            Err(stopped) => {
                let ReplStartError { repl, error } = *stopped;
                return (repl, Err(error));
            }
        };
        step = match progress {
            ReplProgress::Complete { repl, .. } => return (repl, Ok(())),
            ReplProgress::FunctionCall(call) => {
                match host.call(&call.function_name, &call.args, &call.kwargs) {
                    Verdict::Answer(answer) => call.resume(answer, output.writer()),
                    Verdict::Abort(exception) => call.abort(exception, output.writer()),
                }
            }
            ReplProgress::OsCall(call) => match host.os_call(call.function_call.name()) {
                Verdict::Answer(answer) => call.resume(answer, output.writer()),
                Verdict::Abort(exception) => call.abort(exception, output.writer()),
            },
            ReplProgress::NameLookup(lookup) => match host.look_up(&lookup.name) {
                None => lookup.resume(monty_types::NameLookupResult::Undefined, output.writer()),
                Some(exception) => lookup.abort(exception, output.writer()),
            },
            ReplProgress::ResolveFutures(futures) => futures.abort(host.refuse_futures(), output.writer()),
        };
    }
}

/// Finds out why the outcome that is shown has no optimum, in the time that the program left. Of the outcomes of a
/// program that solves many times only the last is explained: the others are not shown.
fn explain_last(shared: &Shared, ended: Ended, left: Duration) {
    let (model, outcome) = {
        let mut partial = shared.lock().unwrap_or_else(PoisonError::into_inner);
        partial.ended = Some(ended);
        (partial.model.clone(), partial.outcome.clone())
    };
    let (Some(model), Some(mut outcome)) = (model, outcome) else {
        return;
    };
    if left.is_zero() {
        return;
    }
    let answers = outcome.answers.len();
    host::explain_captured(&model, &mut outcome, left);
    if outcome.explanation.is_some() || outcome.answers.len() > answers {
        shared.lock().unwrap_or_else(PoisonError::into_inner).outcome = Some(outcome);
    }
}

/// The name of the program's own exception class, if it is one of its objects that was not caught.
fn own_exception(session: &mut MontyRepl, raised: &MontyException) -> Option<String> {
    if errors::is_exhausted(raised) {
        return None;
    }
    session.tracker_mut().set_max_duration(Duration::from_secs(1));
    let last = session.feed_run("_sw_last_raised()", Vec::new(), PrintWriter::Disabled);
    match last {
        Ok(MontyObject::Tuple(parts)) => match parts.as_slice() {
            [MontyObject::String(name), MontyObject::String(message)]
                if raised.message().unwrap_or_default() == message =>
            {
                Some(name.clone())
            }
            _ => None,
        },
        _ => None,
    }
}

/// A program that never solved still made a model, which is worth showing.
fn capture_unsolved(session: &mut MontyRepl, ended: &Result<(), MontyException>, shared: &Shared) {
    let solved = shared.lock().unwrap_or_else(PoisonError::into_inner).solves > 0;
    if solved || ended.as_ref().is_err_and(errors::is_exhausted) {
        return;
    }
    session.tracker_mut().set_max_duration(Duration::from_secs(1));
    let made = session.feed_run("_sw_last_model()", Vec::new(), PrintWriter::Disabled);
    if let Ok(value) = made
        && let Ok(capture::Captured { mut model, special }) = capture::model(&value)
        && special::write_rows(&mut model, &special).is_ok()
    {
        shared.lock().unwrap_or_else(PoisonError::into_inner).model = Some(model);
    }
}

/// Whether a traceback frame lies in the program's own text: the prelude is fed first, the program second.
fn in_program(filename: &str) -> bool {
    filename == PROGRAM_SOURCE
}

#[cfg(test)]
mod tests;
