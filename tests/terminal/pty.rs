//! A process in a pseudo-terminal, and what a person would see of it.

use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal};

/// How long anything may take on a busy machine before it counts as not happening.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a state of the process that cannot be waited for is looked at.
const LOOK: Duration = Duration::from_millis(5);

struct Shown {
    terminal: vt100::Parser,
    raw: Vec<u8>,
    ended: bool,
}

/// A running `stepwell` and its terminal.
pub struct Session {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    settings: String,
}

/// `stepwell` on the workspace, in an environment of its own.
pub fn stepwell(workspace: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_stepwell"));
    command.arg("-w");
    command.arg(workspace);
    for name in ["NO_COLOR", "COLORTERM", "VISUAL", "EDITOR", "STEPWELL_THEME"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    command.env("STEPWELL_REVIEWER", "ada");
    // No settings of the person who runs the tests.
    let home = workspace.parent().unwrap();
    command.env("HOME", home);
    command.env("XDG_CONFIG_HOME", home.join("settings"));
    command
}

/// Runs a command of `stepwell` without a terminal.
pub fn without_terminal(workspace: &Path, arguments: &[&str]) -> std::process::Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_stepwell"))
        .arg("-w")
        .arg(workspace)
        .args(arguments)
        .output()
        .unwrap()
}

/// The same for a command that must succeed.
pub fn run(workspace: &Path, arguments: &[&str]) {
    let output = without_terminal(workspace, arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

impl Session {
    /// Starts the command in a terminal of 120 columns and 36 rows.
    pub fn start(command: CommandBuilder) -> Self {
        let size = size(120, 36);
        let pair = native_pty_system().openpty(size).unwrap();
        let settings = format!("{:?}", pair.master.get_termios().unwrap());
        let child = pair.slave.spawn_command(command).unwrap();
        // Only the child holds the other end now, so that reading ends with it.
        drop(pair.slave);
        let shown = Arc::new((
            Mutex::new(Shown {
                terminal: vt100::Parser::new(size.rows, size.cols, 0),
                raw: Vec::new(),
                ended: false,
            }),
            Condvar::new(),
        ));
        let reader = pair.master.try_clone_reader().unwrap();
        let filled = Arc::clone(&shown);
        std::thread::spawn(move || fill(reader, &filled));
        Self {
            child,
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            shown,
            settings,
        }
    }

    /// Starts `stepwell` on the workspace and waits until the queue and the first sample are on the screen.
    pub fn open(workspace: &Path) -> Self {
        let session = Self::start(stepwell(workspace));
        session.ready();
        session
    }

    /// Waits for the first sample.
    pub fn ready(&self) {
        self.wait("queue and verdicts", |screen| {
            let text = screen.contents();
            text.contains("Queue") && text.contains("✔ frame")
        });
    }

    /// Waits until the screen is as wanted; `what` says in a failure what did not come.
    pub fn wait(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        self.wait_until(what, |shown| wanted(shown.terminal.screen()));
    }

    /// Waits until these bytes are sent after the first `before` ones.
    pub fn wait_for_raw(&self, before: usize, bytes: &[u8]) {
        let what = String::from_utf8_lossy(bytes);
        self.wait_until(&what, |shown| {
            shown.raw[before..].windows(bytes.len()).any(|sent| sent == bytes)
        });
    }

    fn wait_until(&self, what: &str, wanted: impl Fn(&Shown) -> bool) {
        let (shown, changed) = &*self.shown;
        let deadline = Instant::now() + PATIENCE;
        let mut shown = shown.lock().unwrap();
        while !wanted(&shown) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !shown.ended,
                "{what} did not come; the screen is:\n{}",
                shown.terminal.screen().contents()
            );
            shown = changed.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Waits until a text is on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    /// What is on the screen now.
    pub fn text(&self) -> String {
        self.look(vt100::Screen::contents)
    }

    /// Looks at the terminal as it is now.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shown.0.lock().unwrap().terminal.screen())
    }

    /// Every byte that has reached the terminal.
    pub fn raw(&self) -> Vec<u8> {
        self.shown.0.lock().unwrap().raw.clone()
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Presses the key that closes a dialog, and waits until its text is gone. Escape must not be followed by another
    /// key at once: both together would be one key with Alt.
    pub fn dismiss(&mut self, text: &str) {
        self.press("\x1b");
        self.wait(&format!("the end of {text:?}"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Opens the help and closes it again: every key pressed before has been taken and drawn by then.
    pub fn help(&mut self) {
        const TITLE: &str = "Help: keys of";
        self.press("?");
        self.wait_for(TITLE);
        self.dismiss(TITLE);
    }

    /// Makes the window this large.
    pub fn resize(&self, columns: u16, rows: u16) {
        // The terminal first: what arrives from now on may be for the new size.
        let mut shown = self.shown.0.lock().unwrap();
        shown.terminal.screen_mut().set_size(rows, columns);
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// The process, which leads its session and group.
    pub fn process(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap()
    }

    /// Sends a signal to the process and what it has started.
    pub fn signal(&self, signal: Signal) {
        rustix::process::kill_process_group(self.process(), signal).unwrap();
    }

    /// Waits until the process has been stopped by a signal.
    #[cfg(target_os = "linux")]
    pub fn stopped(&self) {
        let file = format!("/proc/{}/stat", self.process().as_raw_nonzero());
        let deadline = Instant::now() + PATIENCE;
        loop {
            // The name of the program stands in brackets and may hold anything; the state follows it.
            let stat = std::fs::read_to_string(&file).unwrap();
            if stat.rsplit_once(") ").unwrap().1.starts_with('T') {
                return;
            }
            assert!(Instant::now() < deadline, "the process does not stop: {stat}");
            std::thread::sleep(LOOK);
        }
    }

    /// Waits until the process has ended and all that it wrote has been read.
    pub fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(
                Instant::now() < deadline,
                "the process does not end; the screen is:\n{}",
                self.text()
            );
            std::thread::sleep(LOOK);
        };
        let (shown, changed) = &*self.shown;
        let left = deadline.saturating_duration_since(Instant::now());
        let waited = changed
            .wait_timeout_while(shown.lock().unwrap(), left, |shown| !shown.ended)
            .unwrap();
        assert!(waited.0.ended, "something still holds the terminal");
        drop(waited);
        status
    }

    /// The terminal is the shell's again: its modes and settings are as they were at the start.
    pub fn is_given_back(&self) {
        self.look(|screen| {
            assert!(!screen.alternate_screen(), "the alternate screen is left");
            assert!(!screen.hide_cursor(), "the cursor is shown");
            assert!(!screen.bracketed_paste(), "pasted text comes as it is");
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
            assert_eq!(
                (
                    screen.fgcolor(),
                    screen.bgcolor(),
                    screen.bold(),
                    screen.inverse()
                ),
                (vt100::Color::Default, vt100::Color::Default, false, false)
            );
        });
        assert_eq!(format!("{:?}", self.master.get_termios().unwrap()), self.settings);
    }

    /// The terminal is the program's.
    pub fn is_taken(&self) {
        self.look(|screen| {
            assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
        });
        assert_ne!(format!("{:?}", self.master.get_termios().unwrap()), self.settings);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A failed test must not leave a process behind; one that has ended is no error.
        if self.child.try_wait().is_ok_and(|status| status.is_none())
            && rustix::process::kill_process_group(self.process(), Signal::KILL).is_ok()
        {
            drop(self.child.wait());
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// Reads until the other end is closed, which Linux tells as an error.
fn fill(mut reader: Box<dyn std::io::Read + Send>, shown: &(Mutex<Shown>, Condvar)) {
    let mut bytes = [0; 1 << 14];
    loop {
        let read = reader.read(&mut bytes).unwrap_or(0);
        // A failed test has left the lock poisoned; then nobody looks any more.
        let Ok(mut now) = shown.0.lock() else { return };
        now.raw.extend_from_slice(&bytes[..read]);
        now.terminal.process(&bytes[..read]);
        now.ended = read == 0;
        shown.1.notify_all();
        if read == 0 {
            return;
        }
    }
}
