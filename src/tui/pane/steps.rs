//! The steps of a walk.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, Pane, Scroll, Title};

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

/// The steps of a walk.
#[derive(Debug)]
pub struct StepsPane {
    steps: Vec<StepView>,
}

impl StepsPane {
    /// Prepares steps, in order.
    pub fn new(steps: Vec<StepView>) -> Self {
        Self { steps }
    }
}

impl Pane for StepsPane {
    type State = StepsState;

    fn title(&self) -> Title {
        Title::new("Steps", "")
    }

    fn height(&self, _width: u16, _state: &StepsState) -> usize {
        self.steps.len()
    }

    fn draw(&self, _area: Rect, _buf: &mut Buffer, _state: &mut StepsState, _look: Look<'_>) {}
}
