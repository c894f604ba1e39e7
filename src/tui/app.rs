//! The program's state: four screens, a stack of dialogs, a message in the footer. It takes events and the engine's
//! messages, hands out what the loop is to do, and draws itself; it does no I/O.

mod chrome;
mod commands;
#[cfg(test)]
mod tests;

use std::mem;

use crossterm::event::{Event, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Context};
use super::keymap::KeyMap;
use super::message::{Reply, Request};
use super::modal::{Answer, Modal, Question, Step};
use super::outbox::{Notice, Order, Outbox, OutsideEdit, Tab, Tone};
use super::screen::dataset::Dataset;
use super::screen::lineage::Lineage;
use super::screen::review::Review;
use super::screen::walk::WalkScreen;
use super::screen::{Availability, Screen};
use super::theme::Styles;
use crate::sample::SampleId;
use crate::store::Counts;

/// What the loop is to do for the app.
#[derive(Debug)]
pub enum Effect {
    /// Pass a request on to the engine.
    Ask(Request),
    /// Let the user's editor change a text, then call [`App::edited_outside`].
    EditOutside(OutsideEdit),
    /// Give the terminal back and stop until the shell continues us.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Let the terminal report the mouse, or no longer.
    Mouse(bool),
    /// Leave.
    Quit,
}

/// The least room that the screens can use.
pub const LEAST: (u16, u16) = (60, 16);

/// The program's state.
#[derive(Debug)]
pub struct App {
    workspace: String,
    keys: KeyMap,
    /// The themes to switch between, the one in use first.
    themes: Vec<Styles>,
    tab: Tab,
    walk: WalkScreen,
    review: Review,
    lineage: Lineage,
    dataset: Dataset,
    modals: Vec<Modal>,
    notice: Option<Notice>,
    counts: Counts,
    busy: usize,
    /// Whether the last frame had no room to show what a key would act on.
    cramped: bool,
    /// Whether the terminal reports the mouse.
    mouse: bool,
    /// Where the tabs stand in the title line.
    tabs_at: Vec<(Rect, Tab)>,
}

impl App {
    /// The state at the start. `themes` are the styles to switch between, the first one being used; without any, the
    /// screen is drawn without colour.
    pub fn new(workspace: &str, keys: KeyMap, mut themes: Vec<Styles>) -> Self {
        if themes.is_empty() {
            themes.push(Styles::mono());
        }
        Self {
            workspace: crate::sample::clean(workspace).replace('\n', " "),
            keys,
            themes,
            tab: Tab::Review,
            walk: WalkScreen::default(),
            review: Review::default(),
            lineage: Lineage::default(),
            dataset: Dataset::default(),
            modals: Vec::new(),
            notice: None,
            counts: Counts::default(),
            busy: 0,
            cramped: false,
            mouse: false,
            tabs_at: Vec::new(),
        }
    }

    /// Asks for what the first screen shows.
    pub fn start(&mut self) -> Vec<Effect> {
        let mut out = Outbox::default();
        out.ask(Request::Counts);
        self.enter(self.tab, None, &mut out);
        self.carry_out(out)
    }

    /// Takes an event of the terminal.
    pub fn handle(&mut self, event: &Event) -> Vec<Effect> {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
            Event::Key(key) => {
                self.notice = None;
                self.key(event, *key)
            }
            Event::Paste(_) if self.cramped => Vec::new(),
            Event::Paste(_) => self.pass_to_modal(event),
            Event::Mouse(mouse) if self.modals.is_empty() && !self.cramped => self.mouse(*mouse),
            // The next frame has the new size.
            Event::Resize(..) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => Vec::new(),
        }
    }

    fn key(&mut self, event: &Event, key: KeyEvent) -> Vec<Effect> {
        let context = self.context();
        match self.keys.action(context, key.into()) {
            Some(Action::Suspend) => vec![Effect::Suspend],
            // Nobody decides on what cannot be seen.
            _ if self.cramped => self.key_when_cramped(key),
            _ if !self.modals.is_empty() => self.pass_to_modal(event),
            Some(action) => self.act(action),
            None => Vec::new(),
        }
    }

    /// The wheel scrolls what it is over; a click gives the focus, or opens a tab.
    fn mouse(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        const LINES: usize = 3;
        let cell = Position::new(mouse.column, mouse.row);
        let action = match mouse.kind {
            MouseEventKind::ScrollDown => Action::Down,
            MouseEventKind::ScrollUp => Action::Up,
            MouseEventKind::Down(MouseButton::Left) => return self.click(cell),
            _ => return Vec::new(),
        };
        self.screen_mut().point(cell);
        (0..LINES).flat_map(|_| self.act(action)).collect()
    }

    fn click(&mut self, cell: Position) -> Vec<Effect> {
        let tab = self
            .tabs_at
            .iter()
            .find(|(place, _)| place.contains(cell))
            .map(|(_, tab)| *tab);
        match tab {
            Some(Tab::Walk) => self.act(Action::GoWalk),
            Some(Tab::Review) => self.act(Action::GoReview),
            Some(Tab::Lineage) => self.act(Action::GoLineage),
            Some(Tab::Dataset) => self.act(Action::GoDataset),
            None => {
                self.screen_mut().point(cell);
                Vec::new()
            }
        }
    }

    fn key_when_cramped(&self, key: KeyEvent) -> Vec<Effect> {
        match self.keys.action(Context::Everywhere, key.into()) {
            Some(Action::Quit) => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }

    /// Where keys are looked up now.
    fn context(&self) -> Context {
        match self.modals.last() {
            Some(modal) => modal.context(),
            None => self.screen().context(),
        }
    }

    fn pass_to_modal(&mut self, event: &Event) -> Vec<Effect> {
        let Some(modal) = self.modals.last_mut() else {
            return Vec::new();
        };
        match modal.handle(event, &self.keys) {
            Step::Stay => Vec::new(),
            Step::Close => {
                self.modals.pop();
                Vec::new()
            }
            Step::Ask(picker) => {
                self.modals.push(Modal::Picker(picker));
                Vec::new()
            }
            Step::Done(question, answer) => {
                self.modals.pop();
                self.answer(question, answer)
            }
        }
    }

    fn answer(&mut self, question: Question, answer: Answer) -> Vec<Effect> {
        let mut out = Outbox::default();
        match (&question, &answer) {
            (Question::Command, Answer::Action(action)) => return self.act(*action),
            // The editor lies below the question whether to lose its text; the second choice is yes.
            (Question::Discard, Answer::Choice(1)) => drop(self.modals.pop()),
            (Question::Command | Question::Discard, _) => {}
            (Question::Review(_), _) => self.review.answer(question, answer, &mut out),
            (Question::Walk(_), _) => self.walk.answer(question, answer, &mut out),
            (Question::FindInLineage, _) => self.lineage.answer(question, answer, &mut out),
        }
        self.carry_out(out)
    }

    /// Takes what the user's editor left of a text; the old text means that nothing is to be saved.
    pub fn edited_outside(&mut self, edit: OutsideEdit, result: Result<String, String>) -> Vec<Effect> {
        match result {
            Ok(text) if text == edit.text => {
                self.tell(Tone::Hint, "nothing was changed");
                Vec::new()
            }
            Ok(text) => self.answer(edit.question, Answer::Text(text)),
            Err(message) => {
                self.tell(Tone::Trouble, message);
                Vec::new()
            }
        }
    }

    fn tell(&mut self, tone: Tone, text: impl Into<String>) {
        // What comes from files or servers must not command the terminal.
        let text = crate::sample::clean(&text.into());
        self.notice = Some(Notice { tone, text });
    }

    /// Tells the person that something outside the engine went wrong.
    pub fn trouble(&mut self, text: impl Into<String>) {
        self.tell(Tone::Trouble, text);
    }

    /// Whether and why an action works now.
    fn availability(&self, action: Action) -> Availability {
        let screen = self.screen();
        if action.works_in(screen.context()) {
            screen.availability(action)
        } else {
            Availability::Absent
        }
    }

    /// Carries an action out, or says why not.
    fn act(&mut self, action: Action) -> Vec<Effect> {
        match self.availability(action) {
            Availability::Yes => {}
            Availability::No(reason) => {
                self.tell(Tone::Hint, reason);
                return Vec::new();
            }
            Availability::Absent => return Vec::new(),
        }
        let mut out = Outbox::default();
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Help => out.pick(self.help()),
            Action::Palette => out.pick(self.palette()),
            Action::SwitchTheme => self.themes.rotate_left(1),
            Action::SwitchMouse => {
                self.mouse = !self.mouse;
                let text = if self.mouse {
                    "the mouse scrolls and selects panes"
                } else {
                    "the terminal selects text"
                };
                self.tell(Tone::Hint, text);
                return vec![Effect::Mouse(self.mouse)];
            }
            Action::Undo => out.ask(Request::Undo),
            Action::Redo => out.ask(Request::Redo),
            Action::GoWalk => self.enter(Tab::Walk, None, &mut out),
            Action::GoReview => self.enter(Tab::Review, None, &mut out),
            Action::GoLineage => {
                let sample = self.screen().sample();
                self.enter(Tab::Lineage, sample, &mut out);
            }
            Action::GoDataset => self.enter(Tab::Dataset, None, &mut out),
            action => self.screen_mut().act(action, &mut out),
        }
        self.carry_out(out)
    }

    fn enter(&mut self, tab: Tab, sample: Option<SampleId>, out: &mut Outbox) {
        self.tab = tab;
        self.screen_mut().enter(sample, out);
    }

    /// Takes a message of the engine.
    pub fn receive(&mut self, reply: &Reply) -> Vec<Effect> {
        let mut out = Outbox::default();
        match reply {
            Reply::Counts(counts) => self.counts = *counts,
            Reply::Busy(busy) => self.busy = *busy,
            Reply::Saved { what, .. } => self.tell(Tone::Done, format!("{what} · saved")),
            Reply::Told(what) => self.tell(Tone::Place, what.clone()),
            Reply::Nothing(why) => self.tell(Tone::Hint, why.clone()),
            Reply::Failed(message) => self.tell(Tone::Trouble, message.clone()),
            _ => {}
        }
        for tab in Tab::ALL {
            self.screen_of(tab).receive(reply, &mut out);
        }
        self.carry_out(out)
    }

    fn carry_out(&mut self, out: Outbox) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut orders: std::collections::VecDeque<Order> = out.orders.into();
        while let Some(order) = orders.pop_front() {
            match order {
                Order::Ask(request) => effects.push(Effect::Ask(request)),
                Order::Open(modal) => self.modals.push(modal),
                Order::Tell(notice) => self.tell(notice.tone, notice.text),
                Order::EditOutside(edit) => effects.push(Effect::EditOutside(edit)),
                Order::Go(tab, sample) => {
                    let mut more = Outbox::default();
                    self.enter(tab, sample, &mut more);
                    orders.extend(mem::take(&mut more.orders));
                }
            }
        }
        effects
    }

    fn screen(&self) -> &dyn Screen {
        match self.tab {
            Tab::Walk => &self.walk,
            Tab::Review => &self.review,
            Tab::Lineage => &self.lineage,
            Tab::Dataset => &self.dataset,
        }
    }

    fn screen_of(&mut self, tab: Tab) -> &mut dyn Screen {
        match tab {
            Tab::Walk => &mut self.walk,
            Tab::Review => &mut self.review,
            Tab::Lineage => &mut self.lineage,
            Tab::Dataset => &mut self.dataset,
        }
    }

    fn screen_mut(&mut self) -> &mut dyn Screen {
        self.screen_of(self.tab)
    }

    /// Whether something on the screen moves on its own; while it does, [`App::tick`] is due now and then.
    pub fn is_moving(&self) -> bool {
        self.tab == Tab::Walk && self.walk.is_moving()
    }

    /// Moves what moves on its own.
    pub fn tick(&mut self) {
        self.walk.tick();
    }

    /// Draws a frame: title line, screen, hint line, and the dialogs above.
    pub fn draw(&mut self, frame: &mut Frame) {
        let area = frame.area();
        let styles = self.themes[0].clone();
        self.cramped = area.width < LEAST.0 || area.height < LEAST.1;
        if self.cramped {
            chrome::draw_too_small(frame, area, &styles);
            return;
        }
        let body = Rect {
            y: area.y + 1,
            height: area.height - 2,
            ..area
        };
        self.draw_title(frame, Rect { height: 1, ..area }, &styles);
        self.screen_mut().draw(frame, body, &styles);
        let last = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        self.draw_footer(frame, last, &styles);
        for modal in &self.modals {
            modal.draw(frame, body, &styles, &self.keys);
        }
    }
}
