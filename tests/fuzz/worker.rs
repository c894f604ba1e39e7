//! A real worker process at the other end of two pipes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::Value;

/// Longer than any request of the corpus may take; a mutation may ask for more, and is then given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The status of a worker whose own thread panicked.
const FAULT: i32 = 70;

/// A worker, started anew when one ends.
pub struct Worker {
    child: Child,
    requests: ChildStdin,
    replies: Receiver<String>,
    /// Replies of this process.
    served: u64,
    answered: u64,
    refused: u64,
    ended: u64,
    given_up: u64,
}

fn start() -> (Child, ChildStdin, Receiver<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_stepwell"))
        .arg("__worker")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let requests = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, replies) = channel();
    std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    (child, requests, replies)
}

impl Worker {
    pub fn start() -> Self {
        let (child, requests, replies) = start();
        Self {
            child,
            requests,
            replies,
            served: 0,
            answered: 0,
            refused: 0,
            ended: 0,
            given_up: 0,
        }
    }

    /// Sends a line. Every line gets one reply, or the worker ends in a way that it has for that.
    pub fn ask(&mut self, line: &[u8]) {
        let sent = self
            .requests
            .write_all(line)
            .and_then(|()| self.requests.write_all(b"\n"));
        if sent.and_then(|()| self.requests.flush()).is_err() {
            return self.follow_end(line);
        }
        match self.replies.recv_timeout(PATIENCE) {
            Ok(reply) => {
                let reply: Value =
                    serde_json::from_str(&reply).unwrap_or_else(|fault| panic!("{fault}: {reply}"));
                let kind = reply
                    .as_str()
                    .or_else(|| reply.as_object()?.keys().next().map(String::as_str));
                match kind {
                    Some("pong" | "ran" | "solved") => self.answered += 1,
                    Some("refused") => self.refused += 1,
                    other => panic!("{other:?} is no reply"),
                }
                assert!(self.replies.try_recv().is_err(), "a second reply to one request");
            }
            Err(RecvTimeoutError::Timeout) => {
                assert!(asks_for_more_time(line), "no reply within {PATIENCE:?}");
                self.given_up += 1;
                self.restart();
            }
            Err(RecvTimeoutError::Disconnected) => self.follow_end(line),
        }
    }

    /// A worker may end itself when its memory is used up, after its last words, or when its input is not UTF-8,
    /// which no parent sends; a fault of its own is one. After its last words it may still get a line, which is then
    /// for another, as in the pool.
    fn follow_end(&mut self, line: &[u8]) {
        let status = self.child.wait().unwrap();
        let after_last_words = self.served > 0 && status.code() == Some(0);
        match status.code() {
            Some(FAULT) => panic!("the worker panicked"),
            Some(0) if after_last_words => {}
            Some(0) => assert!(
                std::str::from_utf8(line).is_err(),
                "the worker left without a word"
            ),
            Some(_) => {}
            None => panic!("the worker was killed: {status}"),
        }
        self.ended += 1;
        self.restart();
        if after_last_words {
            self.ask(line);
        }
    }

    fn restart(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        self.child.wait().unwrap();
        let (child, requests, replies) = start();
        (self.child, self.requests, self.replies) = (child, requests, replies);
        self.served = 0;
    }

    pub fn told(&self) -> String {
        let Self {
            answered,
            refused,
            ended,
            given_up,
            ..
        } = self;
        format!(
            "{answered} answered, {refused} refused, {ended} ended the worker, {given_up} asked for more time"
        )
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Whether a mutation raised a limit beyond our patience.
fn asks_for_more_time(line: &[u8]) -> bool {
    let Ok(Value::Object(request)) = serde_json::from_slice(line) else {
        return false;
    };
    let mut limits = request.values().filter_map(|body| body.get("limits"));
    limits.any(|limits| {
        let seconds = |limits: &Value| limits["time"]["secs"].as_u64().unwrap_or_default();
        seconds(limits) > 5 || limits.get("solve").is_some_and(|solve| seconds(solve) > 5)
    })
}
