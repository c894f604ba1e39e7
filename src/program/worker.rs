//! The worker process: this binary, started again with a hidden argument, reading requests from its input and
//! writing replies to its output until the input ends.
//!
//! Three threads: one waits for requests and ends the process when the parent is gone; one, with a large stack, does
//! the work; the watchdog reports and ends the process when the work overruns its time, whatever it hangs in.

mod limits;
mod watchdog;

use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{ExitCode, exit};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use self::watchdog::Watchdog;
use super::interpreter::{Interpreter, Shared, probe_captured, second, take_run};
use super::protocol::{Reply, Request, SOLVE_MEMORY};
use super::run::{Engine, ErrorKind, Limits, ProgramError};
use crate::solve::explain::{EXPLAIN_TIME, explain};
use crate::solve::{Outcome, Probe, Status, confirm, solve};

pub use super::protocol::WORKER_ARGUMENT;

/// Stack of the working thread. The deepest user is a sum as long as the longest program that is read.
const STACK: usize = 256 << 20;

/// Exit code after a fault in the working thread.
const FAULT: i32 = 70;

/// Runs the worker until its input ends. Call it before anything else is started: it limits the whole process.
pub fn main() -> ExitCode {
    limits::apply_lasting();
    let (sender, receiver) = sync_channel(1);
    let worked = thread::Builder::new()
        .name("work".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            // A fault of ours must not look like a program that takes its time.
            if catch_unwind(AssertUnwindSafe(|| work(&receiver))).is_err() {
                exit(FAULT);
            }
        });
    if worked.is_err() {
        return ExitCode::FAILURE;
    }
    read_requests(&sender);
    // The parent is gone or done; nobody waits for what is still running.
    ExitCode::SUCCESS
}

/// Hands over lines until the input ends.
fn read_requests(sender: &SyncSender<String>) {
    for line in io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        if sender.send(line).is_err() {
            return;
        }
    }
}

fn work(requests: &Receiver<String>) {
    let outlet = Outlet::default();
    let watchdog = Watchdog::start(outlet.clone());
    let mut interpreter = Interpreter::default();
    interpreter.prepare(&Limits::default());
    for line in requests {
        let reply = match serde_json::from_str::<Request>(&line) {
            Ok(request) => answer(request, &mut interpreter, watchdog.as_ref()),
            Err(error) => Reply::Refused(error.to_string()),
        };
        if !outlet.send(&reply) {
            exit(1);
        }
    }
}

fn answer(request: Request, interpreter: &mut Interpreter, watchdog: Option<&Watchdog>) -> Reply {
    match request {
        Request::Ping => Reply::Pong,
        Request::Run { program, limits } => {
            limits::apply_memory(limits.memory);
            let shared = Shared::default();
            let seen = Arc::clone(&shared);
            let allowed = limits.time;
            let engine = match &limits.python {
                Some(python) => Engine::Python(python.version.clone()),
                None => Engine::BuiltIn,
            };
            let guard = watchdog.map(|dog| {
                dog.guard(allowed, move || {
                    Reply::Ran(Box::new(overrun(&seen, allowed, engine)))
                })
            });
            let run = match &limits.python {
                Some(python) => second::run(&program, python, &limits, &shared),
                None => interpreter.run(&program, &limits, &shared),
            };
            drop(guard);
            Reply::Ran(Box::new(run))
        }
        Request::Solve { model, limits } => {
            limits::apply_memory(SOLVE_MEMORY);
            let solved: Arc<Mutex<Option<Outcome>>> = Arc::default();
            let seen = Arc::clone(&solved);
            let guard = watchdog.map(|dog| {
                dog.guard(limits.time, move || {
                    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
                    Reply::Solved(Box::new(seen.unwrap_or_else(overrun_solve)))
                })
            });
            let started = Instant::now();
            let mut outcome = solve(&model, &limits);
            // What is known stays known if explaining it overruns the time.
            *solved.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome.clone());
            let left = limits.time.saturating_sub(started.elapsed());
            confirm(&model, &mut outcome, left);
            let left = limits.time.saturating_sub(started.elapsed());
            explain(&model, &mut outcome, EXPLAIN_TIME.min(left));
            drop(guard);
            Reply::Solved(Box::new(outcome))
        }
        Request::Probe {
            model,
            outcome,
            limits,
        } => {
            limits::apply_memory(SOLVE_MEMORY);
            let objective = outcome.objective.unwrap_or_default();
            let guard = watchdog.map(|dog| {
                dog.guard(limits.time, move || {
                    let trouble = "a solver overran the time and was stopped";
                    Reply::Probed(Box::new(Some(Probe::broken_off(objective, trouble))))
                })
            });
            let probed = probe_captured(&model, &outcome, &limits);
            drop(guard);
            Reply::Probed(Box::new(probed))
        }
    }
}

fn overrun_solve() -> Outcome {
    let mut outcome = Outcome::without_point(Status::Limit);
    outcome
        .notes
        .push("the solver overran its time limit and was stopped".to_owned());
    outcome
}

fn overrun(shared: &Shared, allowed: std::time::Duration, engine: Engine) -> super::run::Run {
    let error = ProgramError {
        kind: ErrorKind::Time,
        name: "TimeoutError".to_owned(),
        message: format!("time limit exceeded: {allowed:?}"),
        line: None,
    };
    super::run::Run {
        engine,
        ..take_run(shared, Some(error), allowed)
    }
}

/// The worker's output, shared with the watchdog. Nobody else prints.
#[derive(Clone, Default)]
struct Outlet(Arc<Mutex<()>>);

impl Outlet {
    /// Writes one reply; false when the parent no longer listens.
    fn send(&self, reply: &Reply) -> bool {
        let lock = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = write_line(reply).is_ok();
        drop(lock);
        sent
    }

    /// Writes a last reply and ends the process, so that nothing can follow it.
    fn send_last(&self, reply: &Reply) -> ! {
        let _lock = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = write_line(reply).is_ok();
        exit(i32::from(!sent))
    }
}

fn write_line(reply: &Reply) -> io::Result<()> {
    let mut line = serde_json::to_vec(reply)?;
    line.push(b'\n');
    let mut output = io::stdout().lock();
    output.write_all(&line)?;
    output.flush()
}
