//! The steps of a walk.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::text::{one_line, width};
use crate::tui::theme::Styles;

use super::figures::duration;
use super::{Ink, Look, Pane, Scroll, Title};

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepMark {
    /// Its turn has not come.
    Waiting,
    /// It is under way.
    Running,
    /// It waits for a person.
    Asking,
    /// It went well.
    Passed,
    /// It did not, and the walk went on or back.
    Failed,
    /// It cannot tell.
    Unknown,
    /// Its result is about something that has changed since.
    Stale,
    /// The walk ended before it.
    Skipped,
}

/// One step, as the walk screen fills it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// What it is called.
    pub name: String,
    /// How it stands.
    pub mark: StepMark,
    /// A few words beside the name, such as the parent's short id; may be empty.
    pub note: String,
    /// How many attempts it took so far; shown from the second on.
    pub attempts: u32,
    /// How long it took, or has taken so far.
    pub time: Option<Duration>,
}

/// Where a person is among the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StepsState {
    /// The step that is selected; `None` follows the walk.
    pub selected: Option<usize>,
    /// Which picture of the spinner is shown; the loop counts it up while a step runs.
    pub spinner: usize,
    /// What is in view.
    pub scroll: Scroll,
}

/// Pictures of the spinner: blocks, because screen readers read braille patterns aloud.
const SPINNER: [&str; 4] = ["▖", "▘", "▝", "▗"];

/// Columns below which a step's time is left out.
const TIME_COLUMNS: u16 = 18;

/// The steps of a walk.
#[derive(Debug)]
pub struct StepsPane {
    steps: Vec<StepView>,
}

impl StepMark {
    fn symbol(self, spinner: usize) -> &'static str {
        match self {
            Self::Waiting => "·",
            Self::Running => SPINNER[spinner % SPINNER.len()],
            Self::Asking => "▶",
            Self::Passed => "✔",
            Self::Failed => "✘",
            Self::Unknown => "?",
            Self::Stale => "~",
            Self::Skipped => "–",
        }
    }

    /// The word beside the symbol where the name alone would not tell.
    fn word(self) -> &'static str {
        match self {
            Self::Waiting | Self::Passed => "",
            Self::Running => "running",
            Self::Asking => "your turn",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Stale => "stale",
            Self::Skipped => "not reached",
        }
    }

    fn style(self, styles: &Styles) -> Style {
        match self {
            Self::Waiting | Self::Skipped | Self::Stale => styles.muted,
            Self::Running | Self::Asking => styles.accent,
            Self::Passed => styles.pass,
            Self::Failed => styles.fail,
            Self::Unknown => styles.unknown,
        }
    }
}

impl StepsPane {
    /// Prepares steps, in order.
    pub fn new(steps: Vec<StepView>) -> Self {
        Self { steps }
    }

    /// The step that is under way or waits for a person, else the last one that was reached.
    pub fn current(&self) -> usize {
        let busy = |step: &StepView| matches!(step.mark, StepMark::Running | StepMark::Asking);
        let reached = |step: &StepView| !matches!(step.mark, StepMark::Waiting | StepMark::Skipped);
        let current = self.steps.iter().position(busy);
        current
            .or_else(|| self.steps.iter().rposition(reached))
            .unwrap_or(0)
    }

    fn draw_step(&self, index: usize, area: Rect, buf: &mut Buffer, spinner: usize, look: Look<'_>) {
        let step = &self.steps[index];
        let style = step.mark.style(look.styles);
        let name_style = match step.mark {
            StepMark::Running | StepMark::Asking => look.styles.strong,
            StepMark::Waiting | StepMark::Skipped => look.styles.muted,
            _ => look.styles.text,
        };
        let tail = tail(step, area.width);
        let room = area
            .width
            .saturating_sub(u16::try_from(width(&tail)).unwrap_or(u16::MAX));
        let mut ink = Ink::new(Rect { width: room, ..area }, buf);
        ink.put(step.mark.symbol(spinner), style);
        ink.put(&format!(" {} ", index + 1), look.styles.muted);
        ink.put(&one_line(&step.name, 80), name_style);
        let word = step.mark.word();
        if !word.is_empty() && usize::from(ink.room()) >= word.len() + 2 {
            ink.put("  ", style).put(word, style);
        }
        if !step.note.is_empty() && ink.room() > 4 {
            ink.put("  ", look.styles.muted)
                .put(&one_line(&step.note, 200), look.styles.muted);
        }
        Ink::new(area, buf).skip(room).put(&tail, look.styles.muted);
    }
}

/// Attempts and time, on the right.
fn tail(step: &StepView, columns: u16) -> String {
    let attempts = if step.attempts > 1 {
        format!(" ×{}", step.attempts)
    } else {
        String::new()
    };
    let time = step
        .time
        .filter(|_| columns >= TIME_COLUMNS)
        .map(|time| format!(" {}", duration(time)));
    attempts + &time.unwrap_or_default()
}

impl Pane for StepsPane {
    type State = StepsState;

    fn scroll(state: &StepsState) -> &Scroll {
        &state.scroll
    }

    fn scroll_mut(state: &mut StepsState) -> &mut Scroll {
        &mut state.scroll
    }

    fn title(&self) -> Title {
        Title::new("Steps", "")
    }

    fn height(&self, _width: u16, _state: &StepsState) -> usize {
        self.steps.len()
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut StepsState, look: Look<'_>) {
        let selected = state.selected.unwrap_or_else(|| self.current());
        state.scroll.fit(usize::from(area.height), self.steps.len());
        state.scroll.show(selected..selected + 1);
        for (index, row) in state.scroll.window().zip(area.rows()) {
            self.draw_step(index, row, buf, state.spinner, look);
            if look.focused && index == selected {
                super::select(row, buf, look);
            }
        }
    }
}
