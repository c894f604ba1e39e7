//! A prepared text that can be drawn at any width.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Hang, Rich, Wrap, grapheme_width};
use crate::tui::theme::Styles;

/// Bytes of one grapheme that are drawn: more are marks piled up to stall a terminal.
const GRAPHEME_LIMIT: usize = 64;

/// A rich text and its latest wrap. The text never changes, so the width alone says whether the wrap still holds.
#[derive(Debug)]
pub struct Document {
    rich: Rich,
    hang: Hang,
    wrap: RefCell<Option<Arc<Wrap>>>,
}

impl Document {
    /// Prepares a text.
    pub fn new(rich: Rich, hang: Hang) -> Self {
        Self {
            rich,
            hang,
            wrap: RefCell::new(None),
        }
    }

    /// The text.
    pub fn rich(&self) -> &Rich {
        &self.rich
    }

    /// The text broken into rows of a width; worked out once per width.
    pub fn wrap(&self, width: u16) -> Arc<Wrap> {
        let width = width.max(1);
        let mut kept = self.wrap.borrow_mut();
        match kept.as_ref() {
            Some(wrap) if wrap.width == width => Arc::clone(wrap),
            _ => {
                let wrap = Arc::new(Wrap::new(self.rich.text(), width, self.hang));
                *kept = Some(Arc::clone(&wrap));
                wrap
            }
        }
    }

    /// Rows at a width.
    pub fn height(&self, width: u16) -> usize {
        self.wrap(width).rows.len()
    }

    /// The cells of a stretch of shown bytes: row, and columns from the left edge.
    pub fn cells(&self, wrap: &Wrap, shown: &Range<usize>) -> Vec<(usize, Range<u16>)> {
        if shown.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for index in wrap.rows_of(shown) {
            let mut columns: Option<Range<u16>> = None;
            self.each_glyph(wrap, index, |bytes, x, _, cells| {
                if bytes.start < shown.end && shown.start < bytes.end {
                    columns = Some(columns.as_ref().map_or(x, |known| known.start)..x + cells);
                }
            });
            found.extend(columns.map(|columns| (index, columns)));
        }
        found
    }

    /// Draws a row on the area's first line. `lit` are shown bytes, in order and apart.
    pub fn draw_row(
        &self,
        wrap: &Wrap,
        row: usize,
        area: Rect,
        buf: &mut Buffer,
        styles: &Styles,
        lit: &[Range<usize>],
    ) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let Some(start) = wrap.rows.get(row).map(|row| row.bytes.start) else {
            return;
        };
        let mut roles = Cursor::new(self.rich.roles(), start, |(range, _)| range);
        let mut lights = Cursor::new(lit, start, |range| range);
        self.each_glyph(wrap, row, |bytes, x, grapheme, cells| {
            let role = roles.at(bytes.start).map(|(_, role)| *role).unwrap_or_default();
            let mut style = styles.role(role);
            // Overlap rather than membership: a span may start inside a grapheme.
            if lights.overlapping(&bytes).is_some() {
                style = style.patch(styles.lit);
            }
            draw_grapheme(buf, area, x, grapheme, cells, style);
        });
    }

    /// Calls `each` with bytes, column, text and cells of every grapheme of a row that has cells and fits.
    fn each_glyph(&self, wrap: &Wrap, row: usize, mut each: impl FnMut(Range<usize>, u16, &str, u16)) {
        let Some(row) = wrap.rows.get(row) else { return };
        let mut x = row.indent;
        for (offset, grapheme) in self.rich.text()[row.bytes.clone()].grapheme_indices(true) {
            let Some(cells) = grapheme_width(grapheme) else {
                continue;
            };
            if x + cells > wrap.width {
                return;
            }
            let start = row.bytes.start + offset;
            each(start..start + grapheme.len(), x, grapheme, cells);
            x += cells;
        }
    }
}

fn draw_grapheme(buf: &mut Buffer, area: Rect, x: u16, grapheme: &str, cells: u16, style: Style) {
    if x + cells > area.width {
        return;
    }
    let (x, y) = (area.x + x, area.y);
    let shown = &grapheme[..grapheme.floor_char_boundary(GRAPHEME_LIMIT)];
    buf[(x, y)].set_symbol(shown).set_style(style);
    for hidden in x + 1..x + cells {
        buf[(hidden, y)].reset();
        buf[(hidden, y)].set_style(style);
    }
}

/// Walks ranges that are in order and apart, alongside positions that only grow.
struct Cursor<'a, T> {
    items: &'a [T],
    next: usize,
    range: fn(&T) -> &Range<usize>,
}

impl<'a, T> Cursor<'a, T> {
    fn new(items: &'a [T], from: usize, range: fn(&T) -> &Range<usize>) -> Self {
        let next = items.partition_point(|item| range(item).end <= from);
        Self { items, next, range }
    }

    fn overlapping(&mut self, bytes: &Range<usize>) -> Option<&'a T> {
        while self
            .items
            .get(self.next)
            .is_some_and(|item| (self.range)(item).end <= bytes.start)
        {
            self.next += 1;
        }
        self.items
            .get(self.next)
            .filter(|item| (self.range)(item).start < bytes.end)
    }

    fn at(&mut self, position: usize) -> Option<&'a T> {
        self.overlapping(&(position..position + 1))
    }
}
