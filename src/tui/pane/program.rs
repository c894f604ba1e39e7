//! The program.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::program::ProgramError;

use super::{Look, Pane, Scroll, Title};

/// The program of a sample.
#[derive(Debug)]
pub struct ProgramPane {}

impl ProgramPane {
    /// Prepares a program; `error` marks the line that it names.
    pub fn new(_program: &str, _error: Option<&ProgramError>) -> Self {
        Self {}
    }
}

impl Pane for ProgramPane {
    type State = Scroll;

    fn title(&self) -> Title {
        Title::new("Program", "")
    }

    fn height(&self, _width: u16, _state: &Scroll) -> usize {
        0
    }

    fn draw(&self, _area: Rect, _buf: &mut Buffer, _state: &mut Scroll, _look: Look<'_>) {}
}
