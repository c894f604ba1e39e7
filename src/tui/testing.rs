//! Frames as text, for snapshots: the grid of characters, then what is styled on each row.

pub mod fixture;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::pane::{Lit, Look, Pane, draw_frame, draw_scrollbar};
use super::text;
use super::theme::{Depth, Styles, Theme};

/// The characters of a buffer, a line a row; blanks at the end of a row are left out.
pub fn grid(buf: &Buffer) -> String {
    let mut out = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let symbol = buf[(x, y)].symbol();
            line.push_str(symbol);
            // A wide character takes the next cell, too.
            x += u16::try_from(text::width(symbol)).unwrap_or(1).max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The styled stretches of a buffer: `row:first-last style`.
pub fn runs(buf: &Buffer) -> String {
    let mut out = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let style = look_of(&buf[(x, y)]);
            let start = x;
            while x < buf.area.right() && look_of(&buf[(x, y)]) == style {
                x += 1;
            }
            if !style.is_empty() {
                out.extend([format!("{y}:{start}-{} {style}\n", x - 1)]);
            }
        }
    }
    out
}

/// Grid and runs.
pub fn picture(buf: &Buffer) -> String {
    format!("{}---\n{}", grid(buf), runs(buf))
}

fn look_of(cell: &Cell) -> String {
    let mut parts = Vec::new();
    if cell.fg != Color::Reset && cell.symbol() != " " {
        parts.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        parts.push(format!("on {}", cell.bg).to_lowercase());
    }
    let shown = cell.modifier & !(Modifier::BOLD | Modifier::ITALIC);
    let modifier = if cell.symbol() == " " {
        shown
    } else {
        cell.modifier
    };
    parts.extend(modifier.iter_names().map(|(name, _)| name.to_lowercase()));
    parts.join(" ")
}

/// The styles of the dark theme on 16 colours, whose names read well in a snapshot.
pub fn dark() -> Styles {
    Theme::dark().styles(Depth::Ansi16)
}

/// A pane in its frame, as it stands on the screen.
pub fn framed<P: Pane>(
    pane: &P,
    state: &mut P::State,
    (width, height): (u16, u16),
    styles: &Styles,
    lit: &Lit,
) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    let look = Look {
        styles,
        lit,
        focused: true,
    };
    let inner = draw_frame(area, &mut buf, &pane.title(), look);
    pane.draw(inner, &mut buf, state, look);
    draw_scrollbar(area, &mut buf, P::scroll(state), look);
    buf
}

/// A buffer filled with a mark, to see that drawing stays inside its area.
pub fn marked(width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    for cell in &mut buf.content {
        cell.set_symbol("~").set_style(Style::new().fg(Color::Red));
    }
    buf
}
