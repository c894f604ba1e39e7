//! The terminal as the loop needs it: entered and left in one place, so that whatever happens it is given back as it
//! was.

use std::io::{self, BufWriter, Stdout, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::ThreadId;

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, SetTitle,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

use super::signal::Signals;

/// What the loop draws on and hands over to other programs. The real one is [`Tty`]; tests bring their own.
pub trait Console {
    /// Draws a frame, at the terminal's present size.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()>;

    /// Forgets what was drawn, so that the next frame is drawn in full.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn clear(&mut self) -> io::Result<()>;

    /// Lets the terminal report the mouse, or no longer.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn set_mouse(&mut self, on: bool) -> io::Result<()>;

    /// Gives the terminal back to the shell.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn leave(&mut self) -> io::Result<()>;

    /// Takes it again; the next frame is drawn in full.
    ///
    /// # Errors
    /// When the terminal cannot be had.
    fn enter(&mut self) -> io::Result<()>;

    /// Stops this process until the shell continues it.
    ///
    /// # Errors
    /// When the system refuses.
    fn stop(&mut self) -> io::Result<()>;

    /// Lets the user's editor change the file at `path`, and waits for it.
    fn edit(
        &mut self,
        path: &Path,
        signals: &mut Signals,
    ) -> impl Future<Output = io::Result<std::process::ExitStatus>>;
}

/// What was switched on, and must be switched off again. One terminal belongs to one process, so this is global: the
/// panic hook has to reach it.
static ENTERED: AtomicBool = AtomicBool::new(false);
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Panics of other threads, told once the terminal is the shell's again.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());
static HOOK: OnceLock<ThreadId> = OnceLock::new();

/// The terminal that this process was started in.
#[derive(Debug)]
pub struct Tty {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
    title: String,
}

impl Tty {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste.
    ///
    /// # Errors
    /// When there is no terminal, or it refuses.
    pub fn open(title: &str) -> io::Result<Self> {
        install_hook();
        // Buffered, so that a frame is one write.
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        let mut tty = Self {
            terminal: Terminal::new(backend)?,
            mouse: false,
            title: title.to_owned(),
        };
        tty.enter()?;
        Ok(tty)
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        restore();
    }
}

impl Console for Tty {
    fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        // Inside a synchronized update, so that a terminal that knows it never shows half a frame.
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let drawn = self.terminal.draw(render).map(drop);
        // The update is ended even when drawing failed, or the terminal would stay frozen.
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        drawn
    }

    fn clear(&mut self) -> io::Result<()> {
        // `Terminal::clear` asks the terminal for its cursor and reads the answer from standard input, where the
        // reader would take it away; `resize` clears and forgets without asking.
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }

    fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        MOUSE.store(on, Ordering::SeqCst);
        if on {
            execute!(self.terminal.backend_mut(), EnableMouseCapture)
        } else {
            execute!(self.terminal.backend_mut(), DisableMouseCapture)
        }
    }

    fn leave(&mut self) -> io::Result<()> {
        restore();
        Ok(())
    }

    fn enter(&mut self) -> io::Result<()> {
        ENTERED.store(true, Ordering::SeqCst);
        claim()?;
        let backend = self.terminal.backend_mut();
        execute!(backend, EnterAlternateScreen, cursor::Hide, SetTitle(&self.title))?;
        // Not every terminal knows it, and none needs it.
        match execute!(backend, EnableBracketedPaste) {
            Err(error) if error.kind() != io::ErrorKind::Unsupported => return Err(error),
            _ => {}
        }
        if self.mouse {
            self.set_mouse(true)?;
        }
        self.clear()
    }

    #[cfg(unix)]
    fn stop(&mut self) -> io::Result<()> {
        // SIGSTOP to the whole group: SIGTSTP would be caught by our own handler, and a parent process that waits for
        // this one would stay in the foreground.
        rustix::process::kill_current_process_group(rustix::process::Signal::STOP).map_err(io::Error::from)
    }

    #[cfg(not(unix))]
    fn stop(&mut self) -> io::Result<()> {
        Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "this system cannot suspend a program",
        ))
    }

    async fn edit(&mut self, path: &Path, signals: &mut Signals) -> io::Result<std::process::ExitStatus> {
        super::editor::run(path, signals).await
    }
}

/// After `fg` the shell may not have handed the terminal over yet, so the first tries may fail.
fn claim() -> io::Result<()> {
    const TRIES: usize = 10;
    for _ in 1..TRIES {
        if enable_raw_mode().is_ok() {
            return Ok(());
        }
        std::thread::yield_now();
    }
    enable_raw_mode()
}

/// Gives the terminal back in the state in which it was found; does nothing when it is not ours. Failures are
/// ignored: there is nobody left to tell.
pub fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    if MOUSE.swap(false, Ordering::SeqCst) {
        drop(execute!(out, DisableMouseCapture));
    }
    drop(execute!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show,
        Print("\x1b[0m")
    ));
    drop(disable_raw_mode());
    drop(out.flush());
    let told = std::mem::take(&mut *PANICS.lock().unwrap_or_else(PoisonError::into_inner));
    for message in told {
        eprintln!("{message}");
    }
}

/// A panic of the thread that draws restores the terminal before its message is printed. A panic elsewhere must not
/// tear the screen, because the program goes on without that task; its message is kept until the end.
fn install_hook() {
    if HOOK.set(std::thread::current().id()).is_err() {
        return;
    }
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let drawing = HOOK.get() == Some(&std::thread::current().id());
        if drawing || !ENTERED.load(Ordering::SeqCst) {
            restore();
            previous(info);
        } else {
            PANICS
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(info.to_string());
        }
    }));
}
