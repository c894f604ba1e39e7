//! From options to a running program: read the settings, take the terminal, run the loop, give everything back.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use super::app::App;
use super::console::Tty;
use super::engine::{self, Workshop};
use super::event_loop::{self, LoopError, Wires, usable_terminal};
use super::input::{Reader, terminal_events};
use super::keymap::{KeyMap, KeyMapError};
use super::signal::Signals;
use super::theme::{Depth, Styles, Theme, ThemeError, shipped};

/// What the terminal program is started with.
#[derive(Debug)]
pub struct Options {
    /// The name in the title line.
    pub workspace: String,
    /// Store, author, runner and reviewer.
    pub workshop: Workshop,
    /// The user's folder of settings: `keys.toml`, `themes/*.toml`.
    pub config: PathBuf,
    /// The theme to start with, `dark` unless told otherwise.
    pub theme: Option<String>,
}

/// Why the terminal program cannot start, or ended before the person wanted it to.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// This is no terminal that it could use.
    #[error("{0}")]
    Terminal(String),
    /// The key file cannot be used.
    #[error(transparent)]
    Keys(#[from] KeyMapError),
    /// The theme cannot be used.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// The system refuses.
    #[error("the terminal cannot be used: {0}")]
    System(#[from] io::Error),
    /// The loop broke off.
    #[error(transparent)]
    Loop(#[from] LoopError),
}

/// Looks whether there is a terminal to run on, so that nothing is made for a program that cannot be shown.
///
/// # Errors
/// [`TuiError::Terminal`], with what to do instead.
pub fn ensure_terminal() -> Result<(), TuiError> {
    let term = std::env::var("TERM").ok();
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    usable_terminal(term.as_deref(), is_terminal).map_err(TuiError::Terminal)
}

/// Runs the terminal program until the person leaves. What was asked for before is saved by then; the caller closes
/// the store.
///
/// # Errors
/// Everything in the user's settings that cannot be used, before the terminal is touched; afterwards only the loss of
/// terminal or engine.
pub async fn run(options: Options) -> Result<(), TuiError> {
    ensure_terminal()?;
    let keys = KeyMap::read(&options.config.join("keys.toml"))?;
    let themes = styles(&options)?;
    let mut app = App::new(&options.workspace, keys, themes);
    let signals = Signals::listen()?;
    let engine = engine::start(options.workshop);
    let mut console = Tty::open(&format!("stepwell ▸ {}", options.workspace))?;
    let mut wires = Wires {
        reader: Reader::start(terminal_events()),
        signals,
        requests: engine.requests,
        replies: engine.replies,
    };
    let ended = event_loop::run(&mut app, &mut console, &mut wires).await;
    wires.reader.pause().await;
    drop(console);
    drop(wires);
    // The engine ends when everything that was asked for is saved. If it broke, the loop has said so.
    drop(engine.task.await);
    ended?;
    Ok(())
}

/// The theme that was asked for, then the other shipped ones to switch to.
fn styles(options: &Options) -> Result<Vec<Styles>, ThemeError> {
    let depth = Depth::of_environment(|name| std::env::var(name).ok());
    let folder = options.config.join("themes");
    let first = options.theme.as_deref().unwrap_or("dark");
    let others = shipped().into_iter().filter(|name| *name != first);
    let names = std::iter::once(first).chain(others);
    names
        .map(|name| Theme::load(name, &folder).map(|theme| theme.styles(depth)))
        .collect()
}
