//! The confined child process, from its start to its end.

use std::io;
use std::process::{ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use crate::program::python::{CONFINED_ARGUMENT, Confinement, Python};
use crate::program::run::Limits;

/// Python's own start does not count as processor time of the program.
const START: u64 = 2;

/// A child that is killed when its time is over. It is reaped last of all, so that its number is its own until then.
pub(super) struct Child {
    process: std::process::Child,
    pid: Pid,
    timer: Option<Timer>,
}

/// Says when to stop, and answers whether it killed.
type Timer = (Sender<()>, JoinHandle<bool>);

/// How a child came to its end.
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    /// Its time was over, and it was killed.
    pub(super) overran: bool,
}

impl Child {
    /// Starts this binary again, to become a confined Python; with it its input and output.
    pub(super) fn start(python: &Python, limits: &Limits) -> io::Result<(Self, ChildStdin, ChildStdout)> {
        let confinement = Confinement {
            python: python.clone(),
            memory: limits.memory,
            seconds: limits.time.as_secs().saturating_add(START),
            parent: rustix::process::getpid().as_raw_pid(),
        };
        let mut process = Command::new(std::env::current_exe()?)
            .arg(CONFINED_ARGUMENT)
            .arg(serde_json::to_string(&confinement)?)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = process.stdin.take().zip(process.stdout.take());
        let pid = Pid::from_child(&process);
        let mut child = Self {
            process,
            pid,
            timer: None,
        };
        child.timer = Some(timer(pid, limits.time)?);
        let (input, output) = pipes.ok_or_else(|| io::Error::other("its pipes are missing"))?;
        Ok((child, input, output))
    }

    /// Kills it, unless it is ending by itself: then its time may still run out.
    pub(super) fn end(mut self, by_itself: bool) -> io::Result<Ended> {
        self.finish(by_itself)
    }

    fn finish(&mut self, by_itself: bool) -> io::Result<Ended> {
        if !by_itself {
            let _ = kill_process(self.pid, Signal::KILL);
        }
        let _ = waitid(
            WaitId::Pid(self.pid),
            WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
        );
        let overran = self.timer.take().is_some_and(|(stop, thread)| {
            drop(stop);
            thread.join().unwrap_or(false)
        });
        let status = self.process.wait()?;
        Ok(Ended { status, overran })
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // After an end there is nothing left to wait for.
        if matches!(self.process.try_wait(), Ok(None)) {
            drop(self.finish(false));
        }
    }
}

fn timer(pid: Pid, time: Duration) -> io::Result<Timer> {
    let (stop, stopped) = channel();
    let thread = thread::Builder::new().name("timer".to_owned()).spawn(move || {
        let over = stopped.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
        if over {
            let _ = kill_process(pid, Signal::KILL);
        }
        over
    })?;
    Ok((stop, thread))
}
