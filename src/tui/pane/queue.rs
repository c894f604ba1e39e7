//! The queue: what waits for a decision. The screen hands in only the rows that can be seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::VerdictKind;
use crate::review::ReviewState;

use super::Look;

/// One sample of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// Its short id.
    pub id: String,
    /// The first words of its problem.
    pub text: String,
    /// Its worst verdict; `None` before it was checked.
    pub verdict: Option<VerdictKind>,
    /// Why it stands where it stands, in a few words; may be empty.
    pub why: String,
    /// Where it stands.
    pub state: ReviewState,
    /// The operator's name, or how it came here.
    pub origin: String,
}

/// A window of a list.
#[derive(Debug, Clone, Copy)]
pub struct QueuePane<'a> {
    /// The rows of the window.
    pub rows: &'a [QueueRow],
    /// Position of the first of them in the whole list.
    pub first: usize,
    /// Rows of the whole list.
    pub total: usize,
    /// Position of the selected one in the whole list.
    pub selected: usize,
}

impl QueuePane<'_> {
    /// Lines that one row takes at a width.
    pub fn row_height(_width: u16) -> u16 {
        2
    }

    /// Draws the window from its first row.
    pub fn draw(&self, _area: Rect, _buf: &mut Buffer, _look: Look<'_>) {}
}
