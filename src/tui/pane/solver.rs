//! What the solver said, and what the program printed.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::program::Run;

use super::{Look, Pane, Scroll, Title};

/// The outcome of a run.
#[derive(Debug)]
pub struct SolverPane {}

impl SolverPane {
    /// Prepares the outcome of a run.
    pub fn new(_run: Arc<Run>) -> Self {
        Self {}
    }

    /// Puts the values that are not zero first, or keeps the model's order.
    pub fn set_nonzero_first(&mut self, _nonzero_first: bool) {}
}

impl Pane for SolverPane {
    type State = Scroll;

    fn title(&self) -> Title {
        Title::new("Solver", "")
    }

    fn height(&self, _width: u16, _state: &Scroll) -> usize {
        0
    }

    fn draw(&self, _area: Rect, _buf: &mut Buffer, _state: &mut Scroll, _look: Look<'_>) {}
}
