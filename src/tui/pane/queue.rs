//! The queue: what waits for a decision. The screen hands in only the rows that can be seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::VerdictKind;
use crate::review::ReviewState;
use crate::tui::text::{one_line, width};

use super::{Ink, Look};

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

/// Columns from which a row takes one line instead of two.
const ONE_LINE: u16 = 72;

impl QueuePane<'_> {
    /// Lines that one row takes at a width.
    pub fn row_height(width: u16) -> u16 {
        if width >= ONE_LINE { 1 } else { 2 }
    }

    /// Draws the window from its first row.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        if self.rows.is_empty() {
            Ink::new(area, buf).put("nothing waits here", look.styles.muted);
            return;
        }
        let height = Self::row_height(area.width);
        for (index, row) in self.rows.iter().enumerate() {
            let top = u16::try_from(index).unwrap_or(u16::MAX).saturating_mul(height);
            if top >= area.height {
                return;
            }
            let place = Rect {
                y: area.y + top,
                height: height.min(area.height - top),
                ..area
            };
            draw_row(row, place, buf, look);
            if self.first + index == self.selected {
                super::select(place, buf, look);
            }
        }
    }
}

fn draw_row(row: &QueueRow, area: Rect, buf: &mut Buffer, look: Look<'_>) {
    let styles = look.styles;
    let (symbol, style) = row
        .verdict
        .map_or(("·", styles.muted), |kind| (kind.symbol(), styles.verdict(kind)));
    let text = one_line(&row.text, 400);
    let mut ink = Ink::new(area, buf);
    ink.put(symbol, style).put(" ", style);
    if area.height == 1 {
        ink.put_column(&row.id, 9, styles.muted)
            .put_column(&row.origin, 13, styles.muted);
        let state = if row.state == ReviewState::Pending {
            ""
        } else {
            row.state.word()
        };
        let why = usize::from(ink.room() / 3).min(28);
        let words = usize::from(ink.room()) - why - 9;
        ink.put_column(&text, words, styles.text)
            .put_column(&one_line(&row.why, 200), why, style);
        ink.put(state, styles.review(row.state));
        return;
    }
    ink.put(&text, styles.text);
    let below = Rect {
        y: area.y + 1,
        height: 1,
        ..area
    };
    // Why it stands here matters more than where it came from, and what was decided matters most.
    let reason = one_line(if row.why.is_empty() { &row.id } else { &row.why }, 200);
    let room = usize::from(area.width).saturating_sub(2);
    let pending = row.state == ReviewState::Pending;
    let right = if pending {
        row.origin.as_str()
    } else {
        row.state.word()
    };
    let right = if pending && width(&reason) + width(right) + 1 > room {
        ""
    } else {
        right
    };
    let mut ink = Ink::new(below, buf);
    ink.skip(2);
    ink.put_column(
        &reason,
        room.saturating_sub(width(right)),
        if row.why.is_empty() { styles.muted } else { style },
    );
    ink.put(
        right,
        if pending {
            styles.muted
        } else {
            styles.review(row.state)
        },
    );
}
