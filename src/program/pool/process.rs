//! One worker process and the pipes to it.

use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::program::protocol::{LONGEST_REPLY, Reply, Request, WORKER_ARGUMENT};

/// How long a worker that closed its output may take to be gone.
const FAREWELL: Duration = Duration::from_secs(2);

/// Why there is no reply.
#[derive(Debug)]
pub(super) enum Exchange {
    /// No process.
    NotStarted(String),
    /// The process had ended before it was asked.
    DiedIdle,
    /// The process ended without a reply.
    Died(String),
    /// The process ended because its memory was used up.
    OutOfMemory,
    /// No reply in time; the process is killed.
    Overdue,
    /// A reply that is too long or is none.
    Unreadable(String),
}

/// A request as a line.
pub(super) fn encode(request: &Request) -> Result<Vec<u8>, Exchange> {
    let mut line = serde_json::to_vec(request).map_err(|error| Exchange::Unreadable(error.to_string()))?;
    line.push(b'\n');
    Ok(line)
}

/// A worker. Dropping it kills the process.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    requests: ChildStdin,
    replies: BufReader<ChildStdout>,
}

impl Worker {
    pub(super) fn start(binary: &Path) -> Result<Self, Exchange> {
        let not_started = |reason: &dyn std::fmt::Display| Exchange::NotStarted(reason.to_string());
        let mut command = Command::new(binary);
        command
            .arg(WORKER_ARGUMENT)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        // A terminal sends Ctrl-C to the whole group. It is for us to decide what it ends: a worker that died of it
        // would make its program look faulty.
        #[cfg(unix)]
        command.process_group(0);
        let mut child = command.spawn().map_err(|error| not_started(&error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(requests), Some(replies)) => Ok(Self {
                child,
                requests,
                replies: BufReader::new(replies),
            }),
            _ => Err(not_started(&"its pipes are missing")),
        }
    }

    /// Sends a request and waits for its reply.
    pub(super) async fn exchange(&mut self, request: &[u8], patience: Duration) -> Result<Reply, Exchange> {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return Err(Exchange::DiedIdle);
        }
        match timeout(patience, self.talk(request)).await {
            Ok(Ok(line)) => {
                serde_json::from_slice(&line).map_err(|error| Exchange::Unreadable(error.to_string()))
            }
            Ok(Err(())) => Err(self.cause_of_death().await),
            Err(_) => Err(Exchange::Overdue),
        }
    }

    /// One line out, one line in; `Err` when the other side is gone or talks without end.
    async fn talk(&mut self, request: &[u8]) -> Result<Vec<u8>, ()> {
        self.requests.write_all(request).await.map_err(drop)?;
        self.requests.flush().await.map_err(drop)?;
        let mut line = Vec::new();
        let mut bounded = (&mut self.replies).take(LONGEST_REPLY);
        bounded.read_until(b'\n', &mut line).await.map_err(drop)?;
        if line.last() == Some(&b'\n') {
            Ok(line)
        } else {
            Err(())
        }
    }

    async fn cause_of_death(&mut self) -> Exchange {
        match timeout(FAREWELL, self.child.wait()).await {
            Ok(Ok(status)) => cause_in(status),
            Ok(Err(error)) => Exchange::Died(error.to_string()),
            Err(_) => Exchange::Unreadable("it is too long".to_owned()),
        }
    }
}

fn cause_in(status: ExitStatus) -> Exchange {
    if status.code() == Some(monty_types::OOM_EXIT_CODE) {
        return Exchange::OutOfMemory;
    }
    Exchange::Died(status.to_string())
}
