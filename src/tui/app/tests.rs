//! The app as pure state: any keys, pastes, sizes and answers, in any order.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use rstest::rstest;
use time::OffsetDateTime;

use super::{App, Effect};
use crate::author::{ProblemDraft, SolutionDraft};
use crate::check::{self, Inputs};
use crate::review::ReviewState;
use crate::sample::{Operator, Sample, SampleId, WalkId};
use crate::store::Counts;
use crate::tui::action::{Action, TABLE};
use crate::tui::harness::{event, samples};
use crate::tui::keymap::KeyMap;
use crate::tui::message::{
    Anchor, Dossier, Family, Filter, Listed, Overview, Page, Relative, Reply, Request, WalkOrder,
};
use crate::tui::pane::QueueRow;
use crate::tui::testing::{dark, fixture, grid, picture};
use crate::walk::{self, Event as WalkEvent, Happening, Limits, Mode, Plan, Walk, Work};

/// An engine that answers at once, from memory.
struct Fake {
    samples: Vec<Arc<Sample>>,
    walk: Option<Walk>,
}

impl Fake {
    fn new() -> Self {
        Self {
            samples: samples().into_iter().map(Arc::new).collect(),
            walk: None,
        }
    }

    fn answer(&mut self, request: Request) -> Vec<Reply> {
        match request {
            Request::Counts => vec![Reply::Counts(Counts {
                samples: 4,
                pending: 4,
                ..Counts::default()
            })],
            Request::Page {
                generation,
                filter,
                anchor,
            } => {
                vec![Reply::Page {
                    generation,
                    anchor,
                    page: self.page(filter, anchor),
                }]
            }
            Request::Find { generation, text, .. } => {
                let found = self.samples.iter().find(|sample| sample.problem.contains(&text));
                vec![Reply::Found {
                    generation,
                    sample: found.map(|sample| sample.id),
                }]
            }
            Request::Open { generation, sample } => match self.dossier(sample) {
                Some(dossier) => vec![Reply::Opened {
                    generation,
                    dossier: Box::new(dossier),
                }],
                None => vec![Reply::Failed("gone".to_owned())],
            },
            Request::Cancel(_) => vec![Reply::Nothing("cancelled".to_owned())],
            Request::Recheck(sample) | Request::Probe(sample) => self
                .dossier(sample)
                .into_iter()
                .map(|dossier| Reply::Changed(Box::new(dossier)))
                .collect(),
            Request::Decide(ruling) => {
                let (sample, state) = (ruling.sample, ReviewState::from(ruling.kind));
                vec![
                    Reply::Saved {
                        sample,
                        state,
                        what: state.word().to_owned(),
                        show: false,
                    },
                    Reply::Busy(1),
                ]
            }
            Request::Edit {
                sample, part, text, ..
            } => {
                for known in self.samples.iter_mut().filter(|known| known.id == sample) {
                    *known = Arc::new(known.with_part(part, &text));
                }
                self.dossier(sample)
                    .into_iter()
                    .map(|dossier| Reply::Changed(Box::new(dossier)))
                    .collect()
            }
            Request::Undo => {
                let sample = self.samples[0].id;
                vec![Reply::Saved {
                    sample,
                    state: ReviewState::Pending,
                    what: "undone".to_owned(),
                    show: true,
                }]
            }
            Request::Redo => vec![Reply::Nothing("nothing to do again".to_owned())],
            Request::Family { generation, .. } => vec![Reply::Family {
                generation,
                family: self.family(),
            }],
            Request::Overview { generation } => {
                vec![Reply::Overview {
                    generation,
                    overview: Box::new(Overview::default()),
                }]
            }
            Request::Walk(order) => self.order(order),
        }
    }

    fn page(&self, _filter: Filter, anchor: Anchor) -> Page {
        let rows = match anchor {
            Anchor::After(_) | Anchor::Before(_) => Vec::new(),
            _ => self
                .samples
                .iter()
                .enumerate()
                .map(|(at, sample)| listed(at, sample))
                .collect(),
        };
        Page {
            rows,
            first: 0,
            total: self.samples.len(),
        }
    }

    fn dossier(&self, id: SampleId) -> Option<Dossier> {
        let at = self.samples.iter().position(|sample| sample.id == id)?;
        let sample = &self.samples[at];
        Some(Dossier {
            suspicion: None,
            sample: Arc::clone(sample),
            parents: if at == 3 {
                vec![Arc::clone(&self.samples[0])]
            } else {
                Vec::new()
            },
            parent_runs: vec![(at == 3).then(|| Arc::new(fixture::run()))],
            judged: if at % 2 == 0 {
                Vec::new()
            } else {
                fixture::verdicts()
            },
            run: (at > 1).then(|| Arc::new(fixture::run())),
            state: ReviewState::Pending,
            decision: None,
            checking: at == 2,
            row: listed(at, sample).row,
        })
    }

    fn family(&self) -> Family {
        let relative = |(at, sample): (usize, &Arc<Sample>)| {
            let relative = Relative {
                id: sample.id,
                row: listed(at, sample).row,
                operator: None,
                depth: 1,
            };
            (at % 3, relative)
        };
        Family {
            members: self.samples.iter().enumerate().map(relative).collect(),
            center: 1,
            cut: true,
        }
    }

    fn order(&mut self, order: WalkOrder) -> Vec<Reply> {
        match order {
            WalkOrder::Resume => {}
            WalkOrder::Leave => self.walk = None,
            WalkOrder::Start { operator, parents } => self.walk = self.start(operator, &parents),
            WalkOrder::Act(act) => {
                if let Some(walk) = &mut self.walk {
                    take(
                        walk,
                        Happening::Did {
                            by: "ada".to_owned(),
                            act,
                        },
                    );
                }
            }
        }
        vec![Reply::Walk(self.walk.clone().map(Arc::new))]
    }

    fn start(&self, operator: Operator, parents: &[SampleId]) -> Option<Walk> {
        let parents: Vec<Sample> = self
            .samples
            .iter()
            .filter(|sample| parents.contains(&sample.id))
            .map(|sample| (**sample).clone())
            .collect();
        let plan = Plan {
            walk: WalkId::fresh(),
            operator,
            parents,
            parent_runs: Vec::new(),
            child: SampleId::fresh(),
            seed: 1,
            library: crate::sample::Library::Coptpy,
            author: "textbook".to_owned(),
            limits: Limits::default(),
            mode: Mode::Attended,
        };
        let mut walk = Walk::new(plan).ok()?;
        take(&mut walk, Happening::Begun);
        Some(walk)
    }
}

/// Takes what happened, and answers the work that follows until the walk waits.
fn take(walk: &mut Walk, what: Happening) {
    let mut what = Some(what);
    while let Some(happening) = what.take() {
        // What the walk refuses leaves it as it is.
        drop(walk.handle(WalkEvent {
            at: OffsetDateTime::UNIX_EPOCH,
            what: happening,
        }));
        what = walk.outstanding().map(|task| Happening::Replied {
            task: task.id,
            took: Duration::from_millis(3),
            reply: reply(&task.work, &walk.plan().parents),
        });
    }
}

fn reply(work: &Work, parents: &[Sample]) -> walk::Reply {
    match work {
        Work::AskProblem(_) => walk::Reply::ProblemWritten(Box::new(ProblemDraft {
            problem: "Minimize the cost of 3 packs at $4 each.".to_owned(),
            blueprint: None,
            planted: None,
            exchange: crate::author::Exchange::default(),
        })),
        Work::AskSolution(task) => walk::Reply::SolutionWritten(Box::new(SolutionDraft {
            solution: task.parents[0].solution.clone(),
            planted: None,
            exchange: crate::author::Exchange::default(),
        })),
        Work::RunProgram { .. } => walk::Reply::ProgramRan(Arc::new(fixture::run())),
        Work::Check { checks, sample, run } => {
            let inputs = Inputs {
                parents,
                run: run.as_deref(),
                ..Inputs::of(sample)
            };
            walk::Reply::Checked(
                checks
                    .iter()
                    .map(|check| check::evaluate(*check, &inputs))
                    .collect(),
            )
        }
        Work::Admit { .. } => walk::Reply::Admitted { duplicate_of: None },
    }
}

fn listed(at: usize, sample: &Sample) -> Listed {
    let key = serde_json::json!({"place": {"lane": 0, "turn": at}, "arrival": at});
    Listed {
        id: sample.id,
        key: serde_json::from_value(key).unwrap(),
        row: QueueRow {
            id: sample.id.short(),
            text: sample.problem.clone(),
            verdict: None,
            why: String::new(),
            state: ReviewState::Pending,
            origin: "original".to_owned(),
        },
    }
}

struct Stage {
    app: App,
    engine: Fake,
    quit: bool,
}

impl Stage {
    fn new() -> Self {
        let mut app = App::new("test", KeyMap::defaults().unwrap(), vec![dark()]);
        let effects = app.start();
        let mut stage = Self {
            app,
            engine: Fake::new(),
            quit: false,
        };
        stage.settle(effects);
        stage
    }

    fn settle(&mut self, mut effects: Vec<Effect>) {
        while let Some(effect) = effects.pop() {
            match effect {
                Effect::Ask(request) => {
                    for reply in self.engine.answer(request) {
                        effects.extend(self.app.receive(&reply));
                    }
                }
                Effect::EditOutside(edit) => {
                    let text = format!("{} changed", edit.text);
                    effects.extend(self.app.edited_outside(edit, Ok(text)));
                }
                Effect::Quit => self.quit = true,
                Effect::Suspend | Effect::Redraw | Effect::Mouse(_) => {}
            }
        }
    }

    fn press(&mut self, names: &str) {
        for name in names.split(' ') {
            let effects = self.app.handle(&Event::Key(event(name).unwrap()));
            self.settle(effects);
        }
    }

    fn draw(&mut self, width: u16, height: u16) -> String {
        grid(&self.frame(width, height))
    }

    fn frame(&mut self, width: u16, height: u16) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| self.app.draw(frame)).unwrap();
        terminal.backend().buffer().clone()
    }
}

#[derive(Debug, Clone)]
enum Deed {
    Key(KeyCode, KeyModifiers),
    Paste(String),
    Draw(u16, u16),
    Mouse(MouseEventKind, u16, u16),
}

fn mouse() -> impl Strategy<Value = Deed> {
    let kind = prop_oneof![
        Just(MouseEventKind::ScrollDown),
        Just(MouseEventKind::ScrollUp),
        Just(MouseEventKind::Down(MouseButton::Left)),
        Just(MouseEventKind::Moved),
    ];
    (kind, 0u16..220, 0u16..70).prop_map(|(kind, column, row)| Deed::Mouse(kind, column, row))
}

fn click(kind: MouseEventKind, column: u16, row: u16) -> Event {
    Event::Mouse(MouseEvent {
        kind,
        column,
        row,
        modifiers: KeyModifiers::NONE,
    })
}

fn deed() -> impl Strategy<Value = Deed> {
    let special = prop_oneof![
        Just(KeyCode::Enter),
        Just(KeyCode::Esc),
        Just(KeyCode::Tab),
        Just(KeyCode::BackTab),
        Just(KeyCode::Up),
        Just(KeyCode::Down),
        Just(KeyCode::Left),
        Just(KeyCode::Right),
        Just(KeyCode::PageUp),
        Just(KeyCode::PageDown),
        Just(KeyCode::Home),
        Just(KeyCode::End),
        Just(KeyCode::Backspace),
        Just(KeyCode::Delete),
    ];
    let control = proptest::char::range('a', 'z')
        .prop_map(|letter| Deed::Key(KeyCode::Char(letter), KeyModifiers::CONTROL));
    prop_oneof![
        8 => proptest::char::range(' ', '~').prop_map(|letter| Deed::Key(KeyCode::Char(letter), KeyModifiers::NONE)),
        4 => special.prop_map(|code| Deed::Key(code, KeyModifiers::NONE)),
        1 => control,
        1 => any::<String>().prop_map(Deed::Paste),
        1 => mouse(),
        4 => (1u16..220, 1u16..70).prop_map(|(width, height)| Deed::Draw(width, height)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn no_keys_pastes_and_sizes_make_it_panic(deeds in proptest::collection::vec(deed(), 1..80)) {
        let mut stage = Stage::new();
        for deed in deeds {
            let effects = match deed {
                Deed::Key(code, modifiers) => stage.app.handle(&Event::Key(KeyEvent::new(code, modifiers))),
                Deed::Mouse(kind, column, row) => stage.app.handle(&click(kind, column, row)),
                Deed::Paste(text) => stage.app.handle(&Event::Paste(text)),
                Deed::Draw(width, height) => {
                    stage.draw(width, height);
                    Vec::new()
                }
            };
            stage.settle(effects);
        }
        stage.draw(80, 24);
    }
}

#[test]
fn every_screen_can_be_drawn_at_every_small_size() {
    for screen in [
        "1",
        "2",
        "3",
        "4",
        "?",
        "2 x",
        "2 e p",
        "1 space 1",
        "1 space 1 A",
    ] {
        let mut stage = Stage::new();
        stage.press(screen);
        for (width, height) in [
            (1, 1),
            (1, 40),
            (200, 1),
            (59, 16),
            (60, 15),
            (60, 16),
            (61, 17),
            (99, 16),
            (100, 16),
        ] {
            let shown = stage.draw(width, height);
            let small = width < 60 || height < 16;
            assert_eq!(
                !small,
                shown.contains("stepwell ▸"),
                "{screen} at {width}×{height}:\n{shown}"
            );
        }
    }
}

#[test]
fn the_mouse_opens_tabs_and_gives_panes_the_focus() {
    let mut stage = Stage::new();
    let shown = stage.draw(120, 36);
    let title = shown.lines().next().unwrap();
    let column = title.split("4 Dataset").next().unwrap().chars().count();
    let press = |stage: &mut Stage, column: usize, row| {
        let column = u16::try_from(column).unwrap();
        let effects = stage
            .app
            .handle(&click(MouseEventKind::Down(MouseButton::Left), column, row));
        stage.settle(effects);
    };
    press(&mut stage, 60, 5);
    assert!(stage.draw(120, 36).contains("▸Problem"));
    press(&mut stage, column, 0);
    assert!(stage.draw(120, 36).contains("Samples: 0"));
}

#[test]
fn nothing_is_decided_on_a_screen_that_is_too_small() {
    let mut stage = Stage::new();
    stage.draw(40, 10);
    stage.press("s s");
    assert!(stage.draw(80, 24).contains("1/4"));
    stage.draw(40, 10);
    stage.press("q");
    assert!(stage.quit);
}

#[test]
fn what_cannot_be_done_says_why() {
    let mut stage = Stage::new();
    stage.press("d");
    assert!(
        stage
            .draw(120, 30)
            .contains("this sample has no parent here to compare with")
    );
    stage.press("1 space 1 o");
    assert!(
        stage
            .draw(120, 30)
            .contains("no verdict stands that could be overruled")
    );
}

#[test]
fn a_new_user_goes_through_a_walk_by_the_hint_line() {
    let mut stage = Stage::new();
    stage.press("1 space 1");
    for step in 1..8 {
        let shown = stage.draw(120, 40);
        assert!(shown.contains(&format!("{step} of 8")), "{shown}");
        assert!(shown.contains("space next"), "{shown}");
        if shown.contains("not passed") || shown.contains("✘") {
            break;
        }
        stage.press("space");
    }
}

#[rstest]
#[case("walk-begun-80x24", "1 space 1 space", (80, 24))]
#[case("walk-checked-120x36", "1 space 1 A", (120, 36))]
#[case("walk-stopped-80x24", "1 space 1 A x y", (80, 24))]
#[case("walk-overrule-120x36", "1 space 1 A o", (120, 36))]
fn walks(#[case] name: &str, #[case] keys: &str, #[case] (width, height): (u16, u16)) {
    let mut stage = Stage::new();
    stage.press(keys);
    insta::assert_snapshot!(name, picture(&stage.frame(width, height)));
}

#[test]
fn the_second_parent_is_another_one_from_the_start() {
    let mut stage = Stage::new();
    stage.press("1 space 5");
    let shown = stage.draw(120, 36);
    assert!(shown.contains("Combine with"), "{shown}");
    assert!(shown.contains("2/4"), "{shown}");
    assert!(shown.contains("space combine with it"), "{shown}");
    stage.press("space");
    let shown = stage.draw(120, 36);
    assert!(shown.contains("1 of 8"), "{shown}");

    let mut stage = Stage::new();
    stage.press("1 G space 5");
    let shown = stage.draw(120, 36);
    assert!(
        shown.contains("3/4"),
        "from the end of the list it is the one before: {shown}"
    );
}

#[test]
fn the_help_lists_every_key_of_the_screen_and_the_palette_runs_by_name() {
    let mut stage = Stage::new();
    stage.press("?");
    let shown = stage.draw(130, 70);
    let works_in_review = TABLE
        .iter()
        .filter(|entry| entry.action.works_in(crate::tui::action::Context::Review));
    for entry in
        works_in_review.filter(|entry| !matches!(entry.action, Action::FindNext | Action::FindPrevious))
    {
        assert!(shown.contains(entry.name), "{} is missing:\n{shown}", entry.name);
    }
    stage.press("esc : g o - d a t enter");
    assert!(stage.draw(120, 40).contains("Samples: 0"));
}

#[test]
fn the_readme_has_the_key_table() {
    let readme = include_str!("../../../README.md");
    let table = readme
        .split("<!-- keys -->\n")
        .nth(1)
        .and_then(|rest| rest.split("<!-- /keys -->").next());
    assert_eq!(table, Some(KeyMap::defaults().unwrap().markdown().as_str()));
}

#[test]
fn control_characters_of_files_never_reach_the_terminal() {
    let mut stage = Stage::new();
    let effects = stage
        .app
        .receive(&Reply::Failed("bad \u{1b}]0;title\u{7} file".to_owned()));
    stage.settle(effects);
    assert!(stage.draw(120, 30).contains("bad  file"));
}
