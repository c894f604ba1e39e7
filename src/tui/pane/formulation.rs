//! The formulation, prettified for reading or as it stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, Pane, Scroll, Title};

/// The formulation of a sample.
#[derive(Debug)]
pub struct FormulationPane {}

impl FormulationPane {
    /// Prepares a formulation.
    pub fn new(_formulation: &str) -> Self {
        Self {}
    }

    /// Shows it as it stands, or prettified.
    pub fn set_raw(&mut self, _raw: bool) {}

    /// Whether it is shown as it stands.
    pub fn is_raw(&self) -> bool {
        false
    }
}

impl Pane for FormulationPane {
    type State = Scroll;

    fn title(&self) -> Title {
        Title::new("Formulation", "")
    }

    fn height(&self, _width: u16, _state: &Scroll) -> usize {
        0
    }

    fn draw(&self, _area: Rect, _buf: &mut Buffer, _state: &mut Scroll, _look: Look<'_>) {}
}
