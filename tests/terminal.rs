//! The terminal program in a real terminal: it opens, leaves everything as it was, and ends on a signal.

#![cfg(unix)]

use std::io::{Read as _, Write as _};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// What must have been sent when the terminal is the shell's again: main screen, no bracketed paste, a cursor.
const RESTORED: [&str; 3] = ["\x1b[?1049l", "\x1b[?2004l", "\x1b[?25h"];

struct Screen {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    parser: vt100::Parser,
    raw: Vec<u8>,
    output: mpsc::Receiver<Vec<u8>>,
}

impl Screen {
    fn open(workspace: &std::path::Path, (columns, rows): (u16, u16)) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal works");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_stepwell"));
        command.args(["-w".as_ref(), workspace.as_os_str()]);
        command.env("TERM", "xterm-256color");
        command.env("XDG_CONFIG_HOME", workspace);
        let child = pair
            .slave
            .spawn_command(command)
            .expect("a pseudo-terminal works");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a pseudo-terminal works");
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            master: pair.master,
            child,
            parser: vt100::Parser::new(rows, columns, 0),
            raw: Vec::new(),
            output,
        }
    }

    fn take(&mut self, wait: Duration) {
        if let Ok(bytes) = self.output.recv_timeout(wait) {
            self.parser.process(&bytes);
            self.raw.extend(bytes);
        }
    }

    fn until(&mut self, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !self.parser.screen().contents().contains(text) {
            assert!(
                Instant::now() < deadline,
                "no {text:?}:\n{}",
                self.parser.screen().contents()
            );
            self.take(Duration::from_millis(50));
        }
    }

    /// Waits for the end, and checks that the terminal was given back.
    fn ended(mut self) {
        let deadline = Instant::now() + Duration::from_secs(30);
        let status = loop {
            self.take(Duration::from_millis(20));
            if let Some(status) = self.child.try_wait().expect("a pseudo-terminal works") {
                break status;
            }
            assert!(Instant::now() < deadline, "it does not end");
        };
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
            self.raw.extend(bytes);
        }
        assert!(status.success(), "{status:?}");
        let sent = String::from_utf8_lossy(&self.raw);
        for sequence in RESTORED {
            assert!(sent.contains(sequence), "{sequence:?} was not sent");
        }
    }
}

#[test]
fn it_opens_follows_the_size_and_gives_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::open(folder.path(), (100, 30));
    screen.until("Queue");
    screen.until("Verdicts");
    let size = PtySize {
        rows: 10,
        cols: 40,
        pixel_width: 0,
        pixel_height: 0,
    };
    screen.master.resize(size).unwrap();
    screen.parser.screen_mut().set_size(10, 40);
    screen.until("too small");
    screen.master.take_writer().unwrap().write_all(b"q").unwrap();
    screen.ended();
}

#[test]
fn a_signal_gives_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::open(folder.path(), (80, 24));
    screen.until("Queue");
    let pid = screen.child.process_id().unwrap();
    let killed = std::process::Command::new("kill")
        .args(["-TERM", &pid.to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    screen.ended();
}
