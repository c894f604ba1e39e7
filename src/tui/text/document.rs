//! A prepared text that can be drawn at any width.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Hang, Piece, Rich, Wrap, glyph, grapheme_at};
use crate::tui::theme::Styles;

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
                let wrap = Arc::new(Wrap::of(&self.rich, width, self.hang));
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
            self.each_glyph(wrap, index, |glyph| {
                if glyph.bytes.start < shown.end && shown.start < glyph.bytes.end {
                    // Between two cells of a table there are columns that hold nothing of the span.
                    let next = columns.take_if(|known| known.end != glyph.x);
                    found.extend(next.map(|columns| (index, columns)));
                    let start = columns.as_ref().map_or(glyph.x, |known| known.start);
                    columns = Some(start..glyph.x + glyph.cells);
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
        let Some(shown) = wrap.rows.get(row) else { return };
        let start = shown.bytes.start;
        let mut roles = Cursor::new(self.rich.roles(), start, |(range, _)| range);
        let mut lights = Cursor::new(lit, start, |range| range);
        for piece in shown.pieces.iter().flatten() {
            draw_lines(piece, area, buf, styles.muted);
        }
        self.each_glyph(wrap, row, |glyph| {
            let role = roles.at(glyph.bytes.start).map(|(_, role)| *role);
            let mut style = styles.role(role.unwrap_or_default());
            if glyph.header {
                style = style.add_modifier(Modifier::BOLD);
            }
            // Overlap rather than membership: a span may start inside a grapheme.
            if lights.overlapping(&glyph.bytes).is_some() {
                style = style.patch(styles.lit);
            }
            draw_grapheme(buf, area, glyph.x, glyph.shown, glyph.cells, style);
        });
    }

    /// Calls `each` for every grapheme of a row that has cells and fits.
    fn each_glyph(&self, wrap: &Wrap, row: usize, mut each: impl FnMut(Glyph<'_>)) {
        let Some(row) = wrap.rows.get(row) else { return };
        let Some(pieces) = &row.pieces else {
            return self.run(&row.bytes, row.indent, wrap.width, false, &mut each);
        };
        for piece in pieces {
            if let Piece::Text { bytes, x, header } = piece {
                self.run(bytes, *x, wrap.width, *header, &mut each);
            }
        }
    }

    /// The graphemes of a stretch from column `x` on.
    fn run(
        &self,
        stretch: &Range<usize>,
        mut x: u16,
        width: u16,
        header: bool,
        each: &mut impl FnMut(Glyph<'_>),
    ) {
        let mut at = stretch.start;
        while at < stretch.end {
            let grapheme = grapheme_at(self.rich.text(), at, stretch.end);
            let bytes = at..at + grapheme.len().max(1);
            at = bytes.end;
            let Some((shown, cells)) = glyph(grapheme) else {
                continue;
            };
            if x.saturating_add(cells) > width {
                return;
            }
            each(Glyph {
                bytes,
                x,
                shown,
                cells,
                header,
            });
            x += cells;
        }
    }
}

/// A grapheme in its place.
struct Glyph<'a> {
    bytes: Range<usize>,
    x: u16,
    shown: &'a str,
    cells: u16,
    /// Whether it belongs to the name of a column.
    header: bool,
}

/// Draws what of a table stands in no text.
fn draw_lines(piece: &Piece, area: Rect, buf: &mut Buffer, style: Style) {
    match piece {
        Piece::Text { .. } => {}
        Piece::Colon { x } => draw_grapheme(buf, area, *x, ":", 1, style),
        Piece::Rule(columns) => {
            for x in columns.clone() {
                draw_grapheme(buf, area, x, "─", 1, style);
            }
        }
    }
}

fn draw_grapheme(buf: &mut Buffer, area: Rect, x: u16, grapheme: &str, cells: u16, style: Style) {
    if x.saturating_add(cells) > area.width {
        return;
    }
    let (x, y) = (area.x + x, area.y);
    buf[(x, y)].set_symbol(grapheme).set_style(style);
    for hidden in x + 1..x + cells {
        buf[(hidden, y)].reset();
        buf[(hidden, y)].set_style(style);
    }
}

/// Walks ranges that are in order and apart, alongside positions that mostly grow: the header of a table may stand on
/// the screen again where its rows are.
struct Cursor<'a, T> {
    items: &'a [T],
    next: usize,
    position: usize,
    range: fn(&T) -> &Range<usize>,
}

impl<'a, T> Cursor<'a, T> {
    fn new(items: &'a [T], from: usize, range: fn(&T) -> &Range<usize>) -> Self {
        let mut cursor = Self {
            items,
            next: 0,
            position: from,
            range,
        };
        cursor.seek(from);
        cursor
    }

    fn seek(&mut self, position: usize) {
        self.next = self
            .items
            .partition_point(|item| (self.range)(item).end <= position);
    }

    fn overlapping(&mut self, bytes: &Range<usize>) -> Option<&'a T> {
        if bytes.start < self.position {
            self.seek(bytes.start);
        }
        self.position = bytes.start;
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

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation as _;

    use super::*;
    use crate::tui::testing;
    use crate::tui::text::{Cleaned, Role, Source};

    /// What of a text can be seen: graphemes as they are drawn, without blanks.
    fn visible<'a>(text: &'a str, span: &'a Range<usize>) -> String {
        text.grapheme_indices(true)
            .filter(|(at, grapheme)| *at < span.end && span.start < at + grapheme.len())
            .filter_map(|(_, grapheme)| glyph(grapheme))
            .map(|(shown, _)| shown)
            .filter(|shown| !shown.trim().is_empty())
            .collect()
    }

    fn draw(document: &Document, width: u16, lit: &[Range<usize>]) -> Buffer {
        let wrap = document.wrap(width);
        let height = u16::try_from(wrap.rows.len()).unwrap();
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        for (row, area) in buf.area.rows().enumerate() {
            document.draw_row(&wrap, row, area, &mut buf, &testing::dark(), lit);
        }
        buf
    }

    proptest::proptest! {
        #[test]
        fn a_span_is_lit_where_its_text_stands(
            source in "[ab ,\n\t温，é👍\u{301}\u{200d}\u{1b}\u{7}]{1,60}",
            width in 2u16..24,
            (from, to) in (0usize..60, 0usize..60),
        ) {
            let cleaned = Cleaned::new(&source);
            let mut rich = Rich::new();
            rich.copy(cleaned.text(), 0..cleaned.text().len(), Role::Plain, Source::Own);
            let document = Document::new(rich, Hang::List);
            let span = from.min(to)..from.max(to);
            let shown: Vec<_> = cleaned.spans(&span).iter().flat_map(|at| document.rich().shown(Source::Own, at)).collect();
            let expected: String = shown.iter().map(|at| visible(document.rich().text(), at)).collect();
            let styles = testing::dark();
            let buf = draw(&document, width, &shown);
            let is_lit = |cell: &&ratatui::buffer::Cell| Some(cell.bg) == styles.lit.bg && cell.symbol() != " ";
            let lit: String = buf.content.iter().filter(is_lit).map(ratatui::buffer::Cell::symbol).collect();
            proptest::prop_assert_eq!(&lit, &expected);
            let wrap = document.wrap(width);
            let mut by_cells = String::new();
            for (row, columns) in shown.iter().flat_map(|at| document.cells(&wrap, at)) {
                let symbols = columns.map(|x| buf[(x, u16::try_from(row).unwrap())].symbol());
                by_cells.extend(symbols.filter(|symbol| !symbol.trim().is_empty()));
            }
            proptest::prop_assert_eq!(&by_cells, &expected);
        }
    }

    #[test]
    fn a_wrap_is_kept_until_the_width_changes() {
        let mut rich = Rich::new();
        rich.decorate("one two three", Role::Plain);
        let document = Document::new(rich, Hang::None);
        assert!(Arc::ptr_eq(&document.wrap(8), &document.wrap(8)));
        assert_eq!((document.height(8), document.height(20)), (2, 1));
    }
}
