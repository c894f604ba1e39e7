//! What a whole frame of each screen costs: the app with its engine in this process, on a workspace of 100,000 samples,
//! drawn on a test backend. `cargo bench --bench screens` prints the table; with `-- --quick` the workspace is small
//! and only a few frames are drawn, to see that it works.

#[path = "common/latency.rs"]
mod latency;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use stepwell::author::textbook::Textbook;
use stepwell::program::{Pool, WorkerCommand};
use stepwell::store::{self, OpenOptions, Store, Workspace};
use stepwell::tui::app::{App, Effect};
use stepwell::tui::engine::{self, Running, Workshop};
use stepwell::tui::keymap::KeyMap;
use stepwell::tui::theme::{Depth, Theme};
use stepwell::walk::driver::Tools;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];

/// What is measured: a name, and the keys that lead there from the start.
const SCREENS: [(&str, &str); 8] = [
    ("Review", "2"),
    ("Review, a finding lit", "2]"),
    ("Walk, choosing a parent", "1"),
    ("Walk, under way", "1 1   "),
    ("Lineage", "3"),
    ("Dataset", "4"),
    ("help over Review", "2?"),
    ("palette over Review", "2:"),
];

/// Silence of the engine after which nothing more is expected of it.
const QUIET: Duration = Duration::from_millis(150);

/// The program without its loop.
struct Stage {
    app: App,
    engine: Running,
}

impl Stage {
    fn start(store: &Store) -> Outcome<Self> {
        let pool = Pool::new(WorkerCommand::at(env!("CARGO_BIN_EXE_stepwell")), 1);
        let tools = Tools::new(
            Arc::new(Textbook::default()),
            Arc::new(pool),
            Arc::new(store.clone()),
        );
        let engine = engine::start(Workshop {
            store: store.clone(),
            tools,
            reviewer: "bench".to_owned(),
        });
        let styles = Theme::dark().styles(Depth::TrueColor);
        let app = App::new("bench", KeyMap::defaults()?, vec![styles]);
        Ok(Self { app, engine })
    }

    fn order(&self, effects: Vec<Effect>) -> Outcome<()> {
        for effect in effects {
            if let Effect::Ask(request) = effect {
                self.engine.requests.send(request)?;
            }
        }
        Ok(())
    }

    /// Passes replies on until the engine has been silent for a while.
    async fn settle(&mut self) -> Outcome<()> {
        while let Ok(Some(reply)) = tokio::time::timeout(QUIET, self.engine.replies.recv()).await {
            let effects = self.app.receive(&reply);
            self.order(effects)?;
        }
        Ok(())
    }

    async fn press(&mut self, key: char) -> Outcome<()> {
        let event = Event::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE));
        let effects = self.app.handle(&event);
        self.order(effects)?;
        self.settle().await
    }

    /// Draws whole frames, as after any key.
    fn draw(&mut self, (width, height): (u16, u16), frames: usize) -> Outcome<Vec<Duration>> {
        let mut times = Vec::with_capacity(frames);
        let mut terminal = Terminal::new(TestBackend::new(width, height))?;
        for _ in 0..frames {
            let started = Instant::now();
            terminal.draw(|frame| self.app.draw(frame))?;
            times.push(started.elapsed());
        }
        Ok(times)
    }

    async fn stop(self) {
        drop(self.engine.requests);
        drop(self.engine.task.await);
    }
}

async fn measure(samples: usize, frames: usize) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let workspace = Workspace::open(&folder.path().join("bench"), OpenOptions::create()).await?;
    store::fill::fill(workspace.store(), 0..samples).await?;
    println!("{}", latency::HEAD);
    for (name, keys) in SCREENS {
        let mut stage = Stage::start(workspace.store())?;
        let effects = stage.app.start();
        stage.order(effects)?;
        stage.settle().await?;
        for key in keys.chars() {
            stage.press(key).await?;
        }
        for size in SIZES {
            let times = stage.draw(size, frames)?;
            latency::row(&format!("{name}, {}x{}", size.0, size.1), times);
        }
        stage.stop().await;
    }
    workspace.close().await;
    Ok(())
}

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let (samples, frames) = if quick { (100, 20) } else { (100_000, 1_000) };
    let measured = tokio::runtime::Runtime::new()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(measure(samples, frames)));
    if let Err(fault) = measured {
        eprintln!("the measurement stopped: {fault}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
