//! What a person feels, measured in a real pseudo-terminal with 100 and 100,000 samples: time to the first frame,
//! time from a key to the frame that answers it, and what an idle program costs.
//!
//! `cargo bench --bench terminal` prints the table. Linux only: idle cost is read from `/proc`.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use stepwell::store::{self, OpenOptions, Workspace};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// End of a synchronized update: the program has written a whole frame.
const FRAME_END: &[u8] = b"\x1b[?2026l";
const KEYS_MEASURED: usize = 400;
const STARTS_MEASURED: usize = 15;
const IDLE_WATCHED: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(30);

struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn std::io::Write + Send>,
    screen: Receiver<(Instant, Vec<u8>)>,
}

impl Session {
    fn start(workspace: &Path) -> Outcome<(Self, Instant)> {
        let pty = native_pty_system().openpty(PtySize {
            rows: 36,
            cols: 120,
            pixel_width: 0,
            pixel_height: 0,
        })?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_stepwell"));
        command.args(["-w", &workspace.to_string_lossy()]);
        command.env("TERM", "xterm-256color");
        let started = Instant::now();
        let child = pty.slave.spawn_command(command)?;
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader()?;
        let (send, screen) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let keyboard = pty.master.take_writer()?;
        Ok((
            Self {
                child,
                master: pty.master,
                keyboard,
                screen,
            },
            started,
        ))
    }

    /// Waits for the end of a frame; gives the moment at which its last byte was read.
    fn frame(&self) -> Outcome<Instant> {
        let mut tail = Vec::new();
        loop {
            let (at, bytes) = self.screen.recv_timeout(PATIENCE)?;
            tail.extend_from_slice(&bytes);
            if tail.windows(FRAME_END.len()).any(|window| window == FRAME_END) {
                return Ok(at);
            }
            let keep = tail.len().saturating_sub(FRAME_END.len());
            tail.drain(..keep);
        }
    }

    /// Reads until nothing has come for `quiet`.
    fn settle(&self, quiet: Duration) -> usize {
        let mut bytes = 0;
        while let Ok((_, chunk)) = self.screen.recv_timeout(quiet) {
            bytes += chunk.len();
        }
        bytes
    }

    fn key(&mut self, key: &str) -> Outcome<()> {
        self.keyboard.write_all(key.as_bytes())?;
        Ok(self.keyboard.flush()?)
    }

    /// Processor time used so far, in clock ticks (1/100 s), of the program and all its threads.
    fn ticks(&self) -> Outcome<u64> {
        let id = self.child.process_id().ok_or("no process id")?;
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        Ok(fields[11].parse::<u64>()? + fields[12].parse::<u64>()?)
    }

    fn stop(mut self) -> Outcome<()> {
        self.child.kill()?;
        self.child.wait()?;
        while !matches!(
            self.screen.recv_timeout(PATIENCE),
            Err(RecvTimeoutError::Disconnected)
        ) {}
        drop(self.master);
        Ok(())
    }
}

fn percentile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a small index"
    )]
    let at = ((sorted.len() - 1) as f64 * share).round() as usize;
    sorted[at]
}

fn row(what: &str, samples: usize, mut times: Vec<Duration>) {
    times.sort_unstable();
    let [p50, p95, p99] = [0.5, 0.95, 0.99].map(|share| percentile(&times, share).as_secs_f64() * 1e3);
    println!("| {what} | {samples} | {p50:.2} ms | {p95:.2} ms | {p99:.2} ms |");
}

fn measure(samples: usize) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let workspace = folder.path().join("bench");
    fill(&workspace, samples)?;

    let mut starts = Vec::new();
    for _ in 0..STARTS_MEASURED {
        let (session, started) = Session::start(&workspace)?;
        starts.push(session.frame()? - started);
        session.stop()?;
    }
    row("first frame", samples, starts);

    let (mut session, _) = Session::start(&workspace)?;
    session.frame()?;
    session.settle(Duration::from_millis(700));
    session.key("2")?;
    session.settle(Duration::from_millis(700));
    let mut times = Vec::new();
    for turn in 0..KEYS_MEASURED {
        let key = ["j", "j", "j", "k", "\t"][turn % 5];
        let pressed = Instant::now();
        session.key(key)?;
        times.push(session.frame()? - pressed);
        session.settle(Duration::from_millis(20));
    }
    row("key → frame", samples, times);

    session.settle(Duration::from_secs(2));
    let before = session.ticks()?;
    let bytes = session.settle_for(IDLE_WATCHED);
    let ticks = session.ticks()? - before;
    println!(
        "| idle for {} s | {samples} | {bytes} bytes drawn | {} ms of processor | |",
        IDLE_WATCHED.as_secs(),
        ticks * 10
    );
    session.stop()
}

fn fill(folder: &Path, samples: usize) -> Outcome<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let workspace = Workspace::open(folder, OpenOptions::create()).await?;
        store::fill::fill(workspace.store(), 0..samples).await?;
        workspace.close().await;
        Ok(())
    })
}

impl Session {
    fn settle_for(&self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut bytes = 0;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            bytes += self.screen.recv_timeout(left).map_or(0, |(_, chunk)| chunk.len());
        }
        bytes
    }
}

fn main() -> ExitCode {
    println!("| what | samples | p50 | p95 | p99 |\n|---|---|---|---|---|");
    for samples in [100, 100_000] {
        if let Err(fault) = measure(samples) {
            eprintln!("the measurement with {samples} samples stopped: {fault}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
