//! The loop: wait for something to happen, apply all that has happened, draw once.
//!
//! There is no tick. A key is drawn at once; what the engine tells is drawn at most every 16 ms; with nothing to do the
//! process sleeps.

use std::io;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::app::{App, Effect};
use super::console::Console;
use super::editor::Draft;
use super::input::{Input, Reader};
use super::message::{Reply, Request};
use super::outbox::OutsideEdit;
use super::signal::{Signal, Signals};

/// The shortest time between two frames that nobody pressed a key for.
const FRAME: Duration = Duration::from_millis(16);
/// The time between two frames of what moves on its own; only while it is on the screen.
const TICK: Duration = Duration::from_millis(120);
/// How many waiting events are applied before a frame is drawn in any case.
const DRAINED: usize = 256;

/// Everything that the loop listens to and speaks to.
#[derive(Debug)]
pub struct Wires {
    /// Keys and the like.
    pub reader: Reader,
    /// Signals of other processes.
    pub signals: Signals,
    /// To the engine.
    pub requests: mpsc::UnboundedSender<Request>,
    /// From the engine.
    pub replies: mpsc::UnboundedReceiver<Reply>,
}

/// Why the loop ended before the person wanted it to.
#[derive(Debug, thiserror::Error)]
pub enum LoopError {
    /// The terminal is gone or refuses.
    #[error("the terminal cannot be used any more: {0}")]
    Terminal(#[from] io::Error),
    /// The engine's task ended.
    #[error("the engine stopped unexpectedly; everything that was confirmed as saved is saved")]
    Engine,
}

/// What the loop did, for tests and measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Frames drawn.
    pub frames: u64,
    /// The longest time between the arrival of an event and the end of the frame that shows it.
    pub slowest: Duration,
}

enum Happened {
    Input(Input),
    Reply(Option<Reply>),
    Signal(Signal),
    Due,
}

struct Loop<'a, C: Console> {
    app: &'a mut App,
    console: &'a mut C,
    wires: &'a mut Wires,
    done: Done,
    /// Something is to be drawn.
    dirty: bool,
    /// A person waits for it.
    urgent: bool,
    last_frame: Option<Instant>,
    quit: bool,
}

/// Runs until the person leaves.
///
/// # Errors
/// When the terminal or the engine is lost.
pub async fn run<C: Console>(app: &mut App, console: &mut C, wires: &mut Wires) -> Result<Done, LoopError> {
    let effects = app.start();
    let mut state = Loop {
        app,
        console,
        wires,
        done: Done::default(),
        dirty: true,
        urgent: true,
        last_frame: None,
        quit: false,
    };
    // The first frame does not wait for the first answer.
    state.draw(Instant::now())?;
    state.carry_out(effects).await?;
    while !state.quit {
        state.turn().await?;
    }
    Ok(state.done)
}

impl<C: Console> Loop<'_, C> {
    async fn turn(&mut self) -> Result<(), LoopError> {
        let happened = self.wait().await;
        let since = Instant::now();
        self.apply(happened).await?;
        self.drain().await?;
        let due = self
            .last_frame
            .is_none_or(|last| since.duration_since(last) >= FRAME);
        if self.dirty && !self.quit && (self.urgent || due) {
            self.draw(since)?;
        }
        Ok(())
    }

    async fn wait(&mut self) -> Happened {
        let pause = match (self.dirty, self.app.is_moving()) {
            (true, _) => Some(FRAME),
            (false, true) => Some(TICK),
            (false, false) => None,
        };
        let deadline = self.last_frame.zip(pause).map(|(last, pause)| last + pause);
        let due = async {
            match deadline {
                Some(deadline) => tokio::time::sleep_until(deadline).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            signal = self.wires.signals.next() => Happened::Signal(signal),
            input = self.wires.reader.next() => Happened::Input(input),
            reply = self.wires.replies.recv() => Happened::Reply(reply),
            () = due => Happened::Due,
        }
    }

    /// Applies everything else that has arrived.
    async fn drain(&mut self) -> Result<(), LoopError> {
        for _ in 0..DRAINED {
            if self.quit {
                return Ok(());
            }
            if let Some(input) = self.wires.reader.ready() {
                self.apply(Happened::Input(input)).await?;
            } else if let Ok(reply) = self.wires.replies.try_recv() {
                self.apply(Happened::Reply(Some(reply))).await?;
            } else {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn apply(&mut self, happened: Happened) -> Result<(), LoopError> {
        match happened {
            Happened::Due => {
                if !self.dirty && self.app.is_moving() {
                    self.app.tick();
                    self.dirty = true;
                }
                Ok(())
            }
            Happened::Input(Input::Closed(None)) | Happened::Signal(Signal::Quit) => {
                self.quit = true;
                Ok(())
            }
            Happened::Input(Input::Closed(Some(error))) => Err(error.into()),
            Happened::Input(Input::Event(event)) => {
                (self.dirty, self.urgent) = (true, true);
                let effects = self.app.handle(&event);
                self.carry_out(effects).await
            }
            Happened::Reply(None) => Err(LoopError::Engine),
            Happened::Reply(Some(reply)) => {
                self.dirty = true;
                let effects = self.app.receive(&reply);
                self.carry_out(effects).await
            }
            Happened::Signal(Signal::Suspend) => self.suspend().await,
            Happened::Signal(Signal::Continued) => self.redraw(),
        }
    }

    async fn carry_out(&mut self, effects: Vec<Effect>) -> Result<(), LoopError> {
        for effect in effects {
            match effect {
                Effect::Ask(request) => self.wires.requests.send(request).map_err(|_| LoopError::Engine)?,
                Effect::Quit => self.quit = true,
                Effect::Redraw => self.redraw()?,
                Effect::Mouse(on) => self.console.set_mouse(on)?,
                Effect::Suspend => self.suspend().await?,
                Effect::EditOutside(edit) => {
                    let more = self.edit_outside(edit).await?;
                    Box::pin(self.carry_out(more)).await?;
                }
            }
        }
        Ok(())
    }

    fn redraw(&mut self) -> Result<(), LoopError> {
        self.console.clear()?;
        (self.dirty, self.urgent) = (true, true);
        Ok(())
    }

    /// Gives the terminal back, stops, and comes back when the shell continues this process.
    async fn suspend(&mut self) -> Result<(), LoopError> {
        self.wires.reader.pause().await;
        self.console.leave()?;
        let stopped = self.console.stop();
        self.console.enter()?;
        self.wires.reader.resume();
        if let Err(error) = stopped {
            self.app
                .trouble(format!("this program could not be suspended: {error}"));
        }
        self.redraw()
    }

    /// The round trip through the user's own editor.
    async fn edit_outside(&mut self, edit: OutsideEdit) -> Result<Vec<Effect>, LoopError> {
        let draft = match Draft::write(edit.part, &edit.text) {
            Ok(draft) => draft,
            Err(error) => {
                let message = format!("no temporary file could be written for the editor: {error}");
                return Ok(self.app.edited_outside(edit, Err(message)));
            }
        };
        self.wires.reader.pause().await;
        self.console.leave()?;
        let ended = self.console.edit(draft.path(), &mut self.wires.signals).await;
        self.console.enter()?;
        self.wires.reader.resume();
        self.redraw()?;
        let result = match ended {
            Ok(status) if status.success() => draft.read().map_err(|error| {
                format!("what the editor left cannot be read: {error}; the sample is as it was")
            }),
            Ok(status) => Err(format!("the editor ended with {status}; the sample is as it was")),
            Err(error) => Err(format!(
                "the editor could not be started: {error}; set $EDITOR to one that is installed"
            )),
        };
        Ok(self.app.edited_outside(edit, result))
    }

    fn draw(&mut self, since: Instant) -> Result<(), LoopError> {
        let app = &mut *self.app;
        self.console.draw(|frame| app.draw(frame))?;
        let now = Instant::now();
        self.done.frames += 1;
        self.done.slowest = self.done.slowest.max(now.duration_since(since));
        self.last_frame = Some(now);
        (self.dirty, self.urgent) = (false, false);
        Ok(())
    }
}

/// Whether a terminal of this name can show the program.
///
/// # Errors
/// A message that says what to do instead.
pub fn usable_terminal(term: Option<&str>, is_terminal: bool) -> Result<(), String> {
    const INSTEAD: &str = "use the plain commands: `stepwell check`, `stepwell stats`, `stepwell --help`";
    match term {
        _ if !is_terminal => Err(format!("standard input and output must be a terminal; {INSTEAD}")),
        Some("dumb") => Err(format!("TERM=dumb cannot show this program; {INSTEAD}")),
        None | Some("") if cfg!(unix) => Err(format!(
            "TERM is not set, so nothing is known of this terminal; {INSTEAD}"
        )),
        _ => Ok(()),
    }
}
