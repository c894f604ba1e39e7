//! A small pool of warm workers.

mod process;
mod second;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;

use self::process::{Exchange, Worker};
use self::second::Second;
use super::protocol::{Reply, Request};
use super::run::{ErrorKind, Limits, ProgramError, Run};
use crate::model::Model;
use crate::solve::{Outcome, Probe, ProbeLimits, SolveLimits, Status};

/// How long past its limit a worker may stay silent before it is killed: it reports overruns itself, a little earlier.
const GRACE: Duration = Duration::from_millis(1500);

/// How a worker is started.
#[derive(Debug, Clone)]
pub struct WorkerCommand {
    binary: PathBuf,
}

impl WorkerCommand {
    /// The running binary, started again.
    ///
    /// # Errors
    /// When the system does not say where the binary is.
    pub fn this_binary() -> std::io::Result<Self> {
        Ok(Self {
            binary: std::env::current_exe()?,
        })
    }

    /// A binary by path; it must call [`worker::main`](super::worker::main) for the hidden argument.
    pub fn at(binary: impl Into<PathBuf>) -> Self {
        Self {
            binary: binary.into(),
        }
    }
}

/// Workers that run programs and solve models. Cloning shares them.
///
/// Each worker is a process of its own without environment, files or network rights worth having. A worker that
/// overruns its limits, dies or is no longer waited for (the future was dropped) is killed and replaced at the next
/// request. Nothing blocks the caller's thread.
#[derive(Debug, Clone)]
pub struct Pool {
    shared: Arc<Shared>,
    second: Option<Arc<Second>>,
}

#[derive(Debug)]
struct Shared {
    command: WorkerCommand,
    idle: Mutex<Vec<Worker>>,
    room: Semaphore,
    size: usize,
}

impl Pool {
    /// A pool of at most `size` workers (at least one), started when they are first needed.
    pub fn new(command: WorkerCommand, size: usize) -> Self {
        let size = size.max(1);
        Self {
            shared: Arc::new(Shared {
                command,
                idle: Mutex::new(Vec::new()),
                room: Semaphore::new(size),
                size,
            }),
            second: None,
        }
    }

    /// The same workers, with the user's Python (a name or path) as the second engine: it runs what the built-in
    /// interpreter ends as [`ErrorKind::Unsupported`].
    #[must_use]
    pub fn with_python(self, python: impl AsRef<Path>) -> Self {
        Self {
            second: Some(Arc::new(Second::new(python.as_ref()))),
            ..self
        }
    }

    /// Starts all workers and waits until they answer, so that the first requests find them warm.
    ///
    /// # Errors
    /// When a worker cannot be started or does not answer; the message says which and why.
    pub async fn warm(&self) -> Result<(), ProgramError> {
        let pings = (0..self.shared.size).map(|_| self.ask(&Request::Ping, Duration::from_secs(10)));
        for pong in futures::future::join_all(pings).await {
            match pong {
                Ok(Reply::Pong) => {}
                Ok(_) => return Err(nonsense()),
                Err(exchange) => return Err(failure(exchange, Duration::ZERO)),
            }
        }
        Ok(())
    }

    /// Runs a program within the limits. Every end, the worker's death included, is told in [`Run::error`].
    ///
    /// With a second engine, a program that the built-in interpreter cannot run gets the limits once more for a run in
    /// Python; [`Run::engine`] names what the result is from.
    pub async fn run(&self, program: &str, limits: &Limits) -> Run {
        let run = self.run_once(program, limits).await;
        match &self.second {
            Some(second) if second::is_wanted(&run, limits) => second.run(self, program, limits, run).await,
            _ => run,
        }
    }

    async fn run_once(&self, program: &str, limits: &Limits) -> Run {
        let request = Request::Run {
            program: program.to_owned(),
            limits: limits.clone(),
        };
        match self.ask(&request, limits.time.saturating_add(GRACE)).await {
            Ok(Reply::Ran(run)) => *run,
            Ok(_) => Run::failed(nonsense()),
            Err(exchange) => Run::failed(failure(exchange, limits.time)),
        }
    }

    /// Solves a model within the limits. When the worker fails, the outcome is [`Status::Error`] or
    /// [`Status::Limit`] with a note that says why.
    pub async fn solve(&self, model: &Model, limits: &SolveLimits) -> Outcome {
        let request = Request::Solve {
            model: Box::new(model.clone()),
            limits: *limits,
        };
        let error = match self.ask(&request, limits.time.saturating_add(GRACE)).await {
            Ok(Reply::Solved(outcome)) => return *outcome,
            Ok(_) => nonsense(),
            Err(exchange) => failure(exchange, limits.time),
        };
        let status = match error.kind {
            ErrorKind::Time | ErrorKind::Memory => Status::Limit,
            _ => Status::Error,
        };
        let mut outcome = Outcome::without_point(status);
        outcome.notes.push(error.message);
        outcome
    }

    /// Probes the optimum of a model within the limits; `None` when it has none. When the worker fails, the probe says
    /// so ([`Probe::trouble`]).
    pub async fn probe(&self, model: &Model, outcome: &Outcome, limits: &ProbeLimits) -> Option<Probe> {
        let objective = outcome.objective.filter(|_| outcome.status == Status::Optimal)?;
        let request = Request::Probe {
            model: Box::new(model.clone()),
            outcome: Box::new(outcome.clone()),
            limits: *limits,
        };
        let error = match self.ask(&request, limits.time.saturating_add(GRACE)).await {
            Ok(Reply::Probed(probe)) => return *probe,
            Ok(_) => nonsense(),
            Err(exchange) => failure(exchange, limits.time),
        };
        Some(Probe::broken_off(objective, error.message))
    }

    /// One request to one worker. A worker goes back to the others only after a whole reply: an early return, an
    /// error or a dropped future kills it.
    async fn ask(&self, request: &Request, patience: Duration) -> Result<Reply, Exchange> {
        let _place = self
            .shared
            .room
            .acquire()
            .await
            .map_err(|closed| Exchange::NotStarted(closed.to_string()))?;
        let line = process::encode(request)?;
        // A worker that had served before and dies may have been dying already: the request gets a fresh one, once.
        if let Some(mut worker) = self.idle_worker() {
            match worker.exchange(&line, patience).await {
                Ok(reply) => {
                    self.keep(worker);
                    return Ok(reply);
                }
                Err(Exchange::DiedIdle | Exchange::Died(_)) => {}
                Err(other) => return Err(other),
            }
        }
        let mut worker = Worker::start(&self.shared.command.binary)?;
        let reply = worker.exchange(&line, patience).await?;
        self.keep(worker);
        Ok(reply)
    }

    fn idle_worker(&self) -> Option<Worker> {
        let mut idle = self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop()
    }

    fn keep(&self, worker: Worker) {
        let mut idle = self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(worker);
    }
}

fn nonsense() -> ProgramError {
    let message = "the worker gave an answer to another question; please report this".to_owned();
    worker_error(ErrorKind::Worker, message)
}

fn failure(exchange: Exchange, allowed: Duration) -> ProgramError {
    match exchange {
        Exchange::Overdue => worker_error(
            ErrorKind::Time,
            format!("time limit exceeded: the worker was stopped after {allowed:?}"),
        ),
        Exchange::OutOfMemory => worker_error(
            ErrorKind::Memory,
            "memory limit exceeded: the worker was stopped".to_owned(),
        ),
        Exchange::NotStarted(reason) => worker_error(
            ErrorKind::Worker,
            format!("no worker process could be started: {reason}"),
        ),
        Exchange::DiedIdle => worker_error(ErrorKind::Worker, "the worker process ended".to_owned()),
        Exchange::Died(how) => worker_error(ErrorKind::Worker, format!("the worker process ended: {how}")),
        Exchange::Unreadable(reason) => worker_error(
            ErrorKind::Worker,
            format!("the worker's answer is unreadable: {reason}"),
        ),
    }
}

fn worker_error(kind: ErrorKind, message: String) -> ProgramError {
    let name = match kind {
        ErrorKind::Time => "TimeoutError",
        ErrorKind::Memory => "MemoryError",
        _ => "worker",
    };
    ProgramError {
        kind,
        name: name.to_owned(),
        message,
        line: None,
    }
}
