//! The model: objective, variables, rows.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::program::Run;

use super::{Look, Pane, Scroll, Title};

/// Something in a model that the cursor can be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ModelItem {
    /// The objective.
    Objective,
    /// A row, by its position.
    Row(usize),
    /// A variable, by its position.
    Variable(usize),
}

/// Where a person is in a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ModelState {
    /// Position of the cursor among the items; the item is shown in full.
    pub cursor: usize,
    /// What is in view.
    pub scroll: Scroll,
}

/// The captured model of a run.
#[derive(Debug)]
pub struct ModelPane {}

impl ModelPane {
    /// Prepares the model of a run.
    pub fn new(_run: Arc<Run>) -> Self {
        Self {}
    }

    /// How many items the cursor can be on.
    pub fn items(&self) -> usize {
        0
    }

    /// The item at a position of the cursor.
    pub fn item(&self, _position: usize) -> Option<ModelItem> {
        None
    }
}

impl Pane for ModelPane {
    type State = ModelState;

    fn title(&self) -> Title {
        Title::new("Model", "")
    }

    fn height(&self, _width: u16, _state: &ModelState) -> usize {
        0
    }

    fn draw(&self, _area: Rect, _buf: &mut Buffer, _state: &mut ModelState, _look: Look<'_>) {}
}
