//! A pen that writes one line of cells and never leaves its area.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::text;

/// Writes pieces of text from left to right on one line; what does not fit is cut with `…`.
#[derive(Debug)]
pub struct Ink<'b> {
    buf: &'b mut Buffer,
    x: u16,
    y: u16,
    right: u16,
}

impl<'b> Ink<'b> {
    /// Starts at the left of the area's first line.
    pub fn new(area: Rect, buf: &'b mut Buffer) -> Self {
        let area = area.intersection(buf.area);
        let right = if area.height == 0 { area.x } else { area.right() };
        Self {
            buf,
            x: area.x,
            y: area.y,
            right,
        }
    }

    /// Cells left on the line.
    pub fn room(&self) -> u16 {
        self.right - self.x
    }

    /// Writes a text, cut with `…` where the line ends. Control characters are left out.
    pub fn put(&mut self, text: &str, style: Style) -> &mut Self {
        let fits = text::width(text) <= usize::from(self.room());
        let limit = if fits {
            self.right
        } else {
            self.right.saturating_sub(1)
        };
        for (shown, width) in text::glyphs(text) {
            if self.x.saturating_add(width) > limit {
                if self.x < self.right {
                    self.buf[(self.x, self.y)].set_symbol("…").set_style(style);
                    self.x = self.right;
                }
                break;
            }
            self.put_glyph(shown, width, style);
        }
        self
    }

    fn put_glyph(&mut self, glyph: &str, width: u16, style: Style) {
        self.buf[(self.x, self.y)].set_symbol(glyph).set_style(style);
        for hidden in self.x + 1..self.x + width {
            self.buf[(hidden, self.y)].reset();
        }
        self.x += width;
    }

    /// Moves right by cells, leaving them as they are.
    pub fn skip(&mut self, cells: u16) -> &mut Self {
        self.x = self.x.saturating_add(cells).min(self.right);
        self
    }

    /// Writes a text into a column of so many cells, a blank at its end included, and moves behind the column.
    pub fn put_column(&mut self, text: &str, cells: usize, style: Style) -> &mut Self {
        let end = self
            .x
            .saturating_add(u16::try_from(cells).unwrap_or(u16::MAX))
            .min(self.right);
        let right = std::mem::replace(&mut self.right, end.saturating_sub(1).max(self.x));
        self.put(text, style);
        (self.right, self.x) = (right, end);
        self
    }

    /// Moves so that `cells` are left on the line.
    pub fn skip_to_right(&mut self, cells: usize) -> &mut Self {
        let cells = u16::try_from(cells).unwrap_or(u16::MAX);
        self.x = self.x.max(self.right.saturating_sub(cells));
        self
    }
}
