//! The panes: each draws one thing into an area that somebody else has framed, from content prepared beforehand.
//!
//! A pane is a value made from a sample, a run or verdicts. It is made anew when these change, never while drawing;
//! drawing reads it, the styles and what is lit, and touches only the lines that can be seen. Where a person is in it
//! (scroll, cursor, folds) is kept beside it, so that it survives a change of content.

mod changes;
mod chrome;
mod expression;
mod figures;
mod formulation;
mod ink;
mod lit;
mod model;
mod problem;
mod program;
mod queue;
mod scroll;
mod solver;
mod steps;
mod text_pane;
mod trace;
mod verdicts;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::theme::Styles;

pub use changes::{ChangesPane, Derived};
pub use chrome::{draw_frame, draw_scrollbar};
pub use formulation::FormulationPane;
pub use ink::Ink;
pub use lit::Lit;
pub use model::{ModelItem, ModelPane, ModelState};
pub use problem::{Against, ProblemOptions, ProblemPane};
pub use program::{ProgramPane, ProgramState};
pub use queue::{QueuePane, QueueRow};
pub use scroll::{Scroll, visible_range};
pub use solver::{SolverPane, SolverState};
pub use steps::{StepMark, StepView, StepsPane, StepsState};
pub use trace::{TracePane, TraceState};
pub use verdicts::{Judged, Selected, VerdictsPane, VerdictsState};

/// What drawing needs besides the content.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The styles.
    pub styles: &'a Styles,
    /// The evidence of the selected finding.
    pub lit: &'a Lit,
    /// Whether the pane has the focus.
    pub focused: bool,
}

impl Look<'_> {
    /// The style of what is lit, stronger where it is the place that a person is at.
    fn lit_style(&self, here: bool) -> Style {
        if here {
            self.styles.lit_here()
        } else {
            self.styles.lit
        }
    }
}

/// Title and note of a pane's frame.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Title {
    /// What it shows, on the left.
    pub name: String,
    /// More about it, on the right; may be empty.
    pub note: String,
}

impl Title {
    /// A title with a note.
    pub fn new(name: impl Into<String>, note: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            note: note.into(),
        }
    }
}

/// Something that draws itself into an area.
pub trait Pane {
    /// Where a person is in it.
    type State: Default;

    /// What of it is in view, for a scrollbar.
    fn scroll(state: &Self::State) -> &Scroll;

    /// The same, to move it.
    fn scroll_mut(state: &mut Self::State) -> &mut Scroll;

    /// Title and note for the frame around it.
    fn title(&self) -> Title;

    /// Rows that all of it takes at a width. The first call for a width may wrap the text; further ones do not.
    fn height(&self, width: u16, state: &Self::State) -> usize;

    /// Draws what of it can be seen, and records in `state` how much that is.
    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut Self::State, look: Look<'_>);
}

/// Marks a row as selected. Plain text gets a colour of its own, because the terminal's is made for the terminal's
/// background and not for this one.
pub fn select(area: Rect, buf: &mut Buffer, look: Look<'_>) {
    let styles = look.styles;
    let selection = if look.focused {
        styles.selection
    } else {
        styles.selection_idle
    };
    let area = area.intersection(buf.area);
    for position in area.positions() {
        let cell = &mut buf[position];
        if cell.fg == Color::Reset {
            cell.set_style(styles.selection_text);
        }
        if selection.bg.is_some()
            || cell.symbol() != " "
            || selection.add_modifier.contains(Modifier::REVERSED)
        {
            cell.set_style(selection);
        }
    }
}

/// Lights a whole row; without colour only what is written on it, because a stroke under blanks says nothing.
fn light(area: Rect, buf: &mut Buffer, lit: Style) {
    let area = area.intersection(buf.area);
    for position in area.positions() {
        let cell = &mut buf[position];
        if lit.bg.is_some() || cell.symbol() != " " {
            cell.set_style(lit);
        }
    }
}

#[cfg(test)]
mod tests;
