//! Frames and scrollbars, shared by all panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::text;

use super::{Ink, Look, Scroll, Title};

/// Columns from which a frame has blanks inside.
const PADDED: u16 = 40;

/// Draws a rounded frame with its title and note, and returns the area inside. The frame of the pane in focus is told
/// by its colour, by the weight of its title and by `▸` before it.
pub fn draw_frame(area: Rect, buf: &mut Buffer, title: &Title, look: Look<'_>) -> Rect {
    let area = area.intersection(buf.area);
    if area.width < 2 || area.height < 2 {
        return Rect {
            width: 0,
            height: 0,
            ..area
        };
    }
    let (border, style) = if look.focused {
        (look.styles.border_focus, look.styles.title_focus)
    } else {
        (look.styles.border, look.styles.title)
    };
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.left() + 1..right {
        buf[(x, area.top())].set_symbol("─").set_style(border);
        buf[(x, bottom)].set_symbol("─").set_style(border);
    }
    for y in area.top() + 1..bottom {
        buf[(area.left(), y)].set_symbol("│").set_style(border);
        buf[(right, y)].set_symbol("│").set_style(border);
    }
    let corners = [
        (area.left(), area.top(), "╭"),
        (right, area.top(), "╮"),
        (area.left(), bottom, "╰"),
        (right, bottom, "╯"),
    ];
    for (x, y, corner) in corners {
        buf[(x, y)].set_symbol(corner).set_style(border);
    }
    draw_title(area, buf, title, look, style);
    // A blank column on each side is calm, where there is room for it.
    let side = if area.width >= PADDED { 2 } else { 1 };
    Rect::new(area.x + side, area.y + 1, area.width - 2 * side, area.height - 2)
}

fn draw_title(area: Rect, buf: &mut Buffer, title: &Title, look: Look<'_>, style: ratatui::style::Style) {
    let room = Rect::new(area.x + 2, area.y, area.width.saturating_sub(4), 1);
    let name = if look.focused {
        format!("▸{} ", title.name)
    } else {
        format!(" {} ", title.name)
    };
    let mut ink = Ink::new(room, buf);
    ink.put(&name, style);
    let left = ink.room();
    if !title.note.is_empty() {
        let note = format!(" {} ", title.note);
        let width = text::width(&note);
        // A short note stands whole or not at all; of a long one, a part that can be read.
        if usize::from(left) > width.min(10) {
            ink.skip_to_right(width.min(usize::from(left) - 1));
            ink.put(&note, look.styles.muted);
        }
    }
}

/// Draws a thumb on the right edge of a frame when there is more than can be seen.
pub fn draw_scrollbar(frame: Rect, buf: &mut Buffer, scroll: &Scroll, look: Look<'_>) {
    let frame = frame.intersection(buf.area);
    let track = usize::from(frame.height.saturating_sub(2));
    if !scroll.overflows() || track == 0 || frame.width == 0 {
        return;
    }
    let length = (track * scroll.height() / scroll.total()).clamp(1, track);
    let hidden = scroll.total() - scroll.height();
    let start = (track - length) * scroll.top() / hidden;
    let style = if look.focused {
        look.styles.border_focus
    } else {
        look.styles.muted
    };
    for offset in start..start + length {
        let y = frame.y + 1 + u16::try_from(offset).unwrap_or(u16::MAX - 1 - frame.y);
        if y < frame.bottom().saturating_sub(1) {
            buf[(frame.right() - 1, y)].set_symbol("┃").set_style(style);
        }
    }
}
