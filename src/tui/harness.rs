//! The whole program in process: a real workspace, a real engine, injected keys, and a screen that tests can wait on.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use futures::StreamExt as _;
use futures::future::BoxFuture;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::{Frame, Terminal};
use tokio::sync::{Mutex, mpsc, watch};
use tokio::task::JoinHandle;

use super::app::App;
use super::console::Console;
use super::engine::{self, Workshop};
use super::event_loop::{self, Done, LoopError, Wires};
use super::input::Reader;
use super::keymap::KeyMap;
use super::signal::{Signal, Signals};
use super::testing::{self, fixture};
use super::theme::Styles;
use crate::author::textbook::Textbook;
use crate::check::{self, CheckId, Inputs, Verdict, VerdictKind};
use crate::program::{Limits, Run};
use crate::sample::{ContentHash, Lineage, Operator, Origin, Parents, Sample, SampleId, WalkId};
use crate::store::{OpenOptions, Store, Workspace};
use crate::walk::driver::{Runner, Tools};

/// Answers every program with the run of the fixture's.
pub(super) struct FixtureRunner;

impl Runner for FixtureRunner {
    fn run(&self, _program: String, _limits: Limits) -> BoxFuture<'_, Run> {
        Box::pin(std::future::ready(fixture::run()))
    }
}

/// A console in memory. Its editor replaces the text of a draft.
struct TestConsole {
    terminal: Terminal<TestBackend>,
    shown: watch::Sender<Buffer>,
    edited: String,
    size: watch::Receiver<(u16, u16)>,
}

impl Console for TestConsole {
    fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let (width, height) = *self.size.borrow();
        self.terminal.backend_mut().resize(width, height);
        self.terminal.draw(render).expect("a test backend cannot fail");
        self.shown.send_replace(self.terminal.backend().buffer().clone());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.terminal.clear().expect("a test backend cannot fail");
        Ok(())
    }

    fn set_mouse(&mut self, _on: bool) -> io::Result<()> {
        Ok(())
    }

    fn leave(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn enter(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn stop(&mut self) -> io::Result<()> {
        Ok(())
    }

    async fn edit(&mut self, path: &Path, _signals: &mut Signals) -> io::Result<std::process::ExitStatus> {
        std::fs::write(path, &self.edited)?;
        Ok(std::process::ExitStatus::default())
    }
}

/// A running program.
pub(super) struct Session {
    keys: mpsc::UnboundedSender<io::Result<Event>>,
    pub(super) signals: mpsc::UnboundedSender<Signal>,
    size: watch::Sender<(u16, u16)>,
    shown: watch::Receiver<Buffer>,
    task: JoinHandle<Result<Done, LoopError>>,
    engine: JoinHandle<()>,
}

impl Session {
    /// Starts the program on a workspace, on a screen of that size.
    pub(super) fn start(store: &Store, size: (u16, u16), styles: Styles) -> Self {
        Self::start_with(store, size, styles, Arc::new(FixtureRunner))
    }

    /// The same with another runner of programs.
    pub(super) fn start_with(
        store: &Store,
        size: (u16, u16),
        styles: Styles,
        runner: Arc<dyn Runner>,
    ) -> Self {
        let author = Arc::new(Textbook::default());
        let tools = Tools::new(author, runner, Arc::new(store.clone()));
        let workshop = Workshop {
            store: store.clone(),
            tools,
            reviewer: "ada".to_owned(),
        };
        let engine = engine::start(workshop);
        let (keys, pressed) = mpsc::unbounded_channel();
        let pressed = Arc::new(Mutex::new(pressed));
        let source = move || {
            let pressed = Arc::clone(&pressed);
            futures::stream::unfold(pressed, |pressed| async move {
                let event = pressed.lock().await.recv().await?;
                Some((event, pressed))
            })
            .boxed()
        };
        let (signals, injected) = Signals::injected();
        let (shown_to, shown) = watch::channel(Buffer::default());
        let (resize, size_seen) = watch::channel(size);
        let mut console = TestConsole {
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).expect("a test backend cannot fail"),
            shown: shown_to,
            edited: "An edited problem: minimize 2 x, at least 3.".to_owned(),
            size: size_seen,
        };
        let mut app = App::new("diet-42", KeyMap::defaults().unwrap(), vec![styles]);
        let task = tokio::spawn(async move {
            let mut wires = Wires {
                reader: Reader::start(Box::new(source)),
                signals: injected,
                requests: engine.requests,
                replies: engine.replies,
            };
            event_loop::run(&mut app, &mut console, &mut wires).await
        });
        Self {
            keys,
            signals,
            size: resize,
            shown,
            task,
            engine: engine.task,
        }
    }

    /// Presses keys, written as in the key file and parted by spaces; a word longer than a key's name is typed.
    pub(super) fn press(&self, keys: &str) {
        for word in keys.split(' ') {
            match event(word) {
                Some(key) => self.send(Event::Key(key)),
                None => self.send(Event::Paste(word.to_owned())),
            }
        }
    }

    pub(super) fn send(&self, event: Event) {
        self.keys.send(Ok(event)).expect("the program is running");
    }

    pub(super) fn resize(&self, width: u16, height: u16) {
        self.size.send_replace((width, height));
        self.send(Event::Resize(width, height));
    }

    /// Waits until the screen shows all of the texts; gives it back.
    pub(super) async fn until(&mut self, texts: &[&str]) -> Buffer {
        self.wait(texts, &[]).await
    }

    /// Waits until the screen shows the first texts and none of the second ones.
    pub(super) async fn wait(&mut self, there: &[&str], gone: &[&str]) -> Buffer {
        let shows = |buffer: &Buffer| {
            let grid = testing::grid(buffer);
            there.iter().all(|text| grid.contains(text)) && !gone.iter().any(|text| grid.contains(text))
        };
        let waited = tokio::time::timeout(Duration::from_secs(10), self.shown.wait_for(shows)).await;
        let found = waited
            .ok()
            .and_then(|shown| shown.ok().map(|buffer| buffer.clone()));
        let Some(buffer) = found else {
            let screen = testing::grid(&self.shown.borrow());
            panic!("{there:?} did not appear, or {gone:?} stayed:\n{screen}");
        };
        buffer
    }

    /// Leaves, and waits until everything is saved.
    pub(super) async fn quit(self) -> Done {
        self.press("q");
        let done = self
            .task
            .await
            .expect("the loop does not panic")
            .expect("the loop ends well");
        self.engine.await.expect("the engine does not panic");
        done
    }
}

/// The event of a key's name.
pub(super) fn event(name: &str) -> Option<KeyEvent> {
    let (name, modifiers) = match name.strip_prefix("ctrl-") {
        Some(rest) => (rest, KeyModifiers::CONTROL),
        None => (name, KeyModifiers::NONE),
    };
    let mut letters = name.chars();
    let code = match (letters.next(), letters.next()) {
        (Some(letter), None) => KeyCode::Char(letter),
        _ => match name {
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" => KeyCode::Tab,
            "shift-tab" => KeyCode::BackTab,
            "space" => KeyCode::Char(' '),
            "down" => KeyCode::Down,
            "up" => KeyCode::Up,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "pagedown" => KeyCode::PageDown,
            "pageup" => KeyCode::PageUp,
            "backspace" => KeyCode::Backspace,
            "f1" => KeyCode::F(1),
            "f5" => KeyCode::F(5),
            _ => return None,
        },
    };
    Some(KeyEvent::new(code, modifiers))
}

/// Four samples: a seed with a child, and two more seeds; ids and texts are the same in every run.
pub(super) fn samples() -> Vec<Sample> {
    let seeds = Textbook::seeds(1).expect("the textbook has seeds");
    let mut samples: Vec<Sample> = seeds
        .into_iter()
        .take(3)
        .enumerate()
        .map(|(place, (draft, solution))| Sample {
            blueprint: draft.blueprint,
            ..sample(place as u64, draft.problem, solution)
        })
        .collect();
    let parent = &samples[0];
    let mut child = parent.clone();
    child.id = SampleId::derived(1_700_000_000_100, &ContentHash::of(["child"]));
    child.blueprint = None;
    child.problem = parent.problem.replacen("at least", "no less than", 1) + " Fractions are allowed.";
    child.lineage = Lineage {
        origin: Origin::Derived {
            operator: Operator::ModifyCons,
            parents: Parents::one(parent.id),
            walk: WalkId::derived(1_700_000_000_050, &ContentHash::of(["walk"])),
        },
        depth: 1,
        path: None,
    };
    samples.push(child);
    samples
}

fn sample(place: u64, problem: String, solution: crate::sample::Solution) -> Sample {
    Sample {
        id: SampleId::derived(1_700_000_000_000 + place, &ContentHash::of([problem.as_str()])),
        version: 1,
        problem,
        solution,
        answer: None,
        library: crate::sample::Library::Coptpy,
        lineage: Lineage::seed(),
        blueprint: None,
        extra: serde_json::Map::new(),
    }
}

/// A workspace with the samples, each with passing verdicts on exactly what stands; the last one fails `numbers` with
/// evidence in its problem and program.
pub(super) async fn workspace(folder: &Path) -> Workspace {
    let workspace = Workspace::open(folder, OpenOptions::create())
        .await
        .expect("a fresh folder");
    let store = workspace.store();
    let samples = samples();
    store
        .insert_samples(samples.clone())
        .await
        .expect("fresh samples");
    for sample in &samples {
        let parents: Vec<Sample> = store.parents(sample.id).await.expect("readable");
        let inputs = Inputs {
            parents: &parents,
            ..Inputs::of(sample)
        };
        let verdicts = CheckId::routine().map(|check| verdict(check, &inputs)).collect();
        store
            .put_verdicts(sample.id, 1, verdicts, Some(fixture::run()))
            .await
            .expect("saved");
    }
    workspace
}

fn verdict(check: CheckId, inputs: &Inputs<'_>) -> Verdict {
    use crate::check::{Evidence, Finding, Severity};
    use crate::sample::Part;
    let derived = inputs.sample.lineage.operator().is_some();
    let fails = derived && check == CheckId::Numbers;
    let at = inputs.sample.problem.find("Fractions").unwrap_or(0);
    let finding = Finding::new(Severity::Error, "the sentence about fractions has no row")
        .at(Evidence::Text {
            part: Part::Problem,
            span: at..at + 9,
        })
        .at(Evidence::Line { line: 4 })
        .at(Evidence::Row {
            index: 1,
            name: "iron".to_owned(),
        });
    Verdict {
        check,
        kind: if fails {
            VerdictKind::Fail
        } else {
            VerdictKind::Pass
        },
        summary: if fails {
            "10/11 numbers traced".to_owned()
        } else {
            "as it should be".to_owned()
        },
        findings: if fails { vec![finding] } else { Vec::new() },
        judged: check::input_hash(check, inputs),
    }
}
