//! The problem in words, plain or against its parent.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, Pane, Scroll, Title};

/// The parent that a problem is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// Which parent, from 0.
    pub parent: usize,
    /// Its problem.
    pub problem: &'a str,
}

/// How a problem is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProblemOptions {
    /// Put `[…]` around what the parent has and `{…}` around what it has not, for eyes or terminals without colour.
    pub markers: bool,
    /// Make the numbers stand out.
    pub numbers: bool,
}

/// The problem of a sample.
#[derive(Debug)]
pub struct ProblemPane {}

impl ProblemPane {
    /// Prepares a problem; `against` shows it as changes of that parent.
    pub fn new(_problem: &str, _against: Option<Against<'_>>, _options: ProblemOptions) -> Self {
        Self {}
    }
}

impl Pane for ProblemPane {
    type State = Scroll;

    fn title(&self) -> Title {
        Title::new("Problem", "")
    }

    fn height(&self, _width: u16, _state: &Scroll) -> usize {
        0
    }

    fn draw(&self, _area: Rect, _buf: &mut Buffer, _state: &mut Scroll, _look: Look<'_>) {}
}
