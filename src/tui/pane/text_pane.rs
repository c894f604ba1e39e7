//! What the panes that show one text have in common.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::text::{Cleaned, Document, Source};

use super::{Look, Scroll};

/// Where spans of a source are shown, in order and apart.
pub(super) fn shown(
    document: &Document,
    cleaned: &Cleaned,
    source: Source,
    spans: &[Range<usize>],
) -> Vec<Range<usize>> {
    let inside = spans.iter().flat_map(|span| cleaned.spans(span));
    inside
        .flat_map(|span| document.rich().shown(source, &span))
        .collect()
}

/// Draws what can be seen of a document, brings `lit` into view when that was asked for, and calls `after` for each row
/// on the screen with its area.
pub(super) fn draw_document(
    document: &Document,
    area: Rect,
    buf: &mut Buffer,
    scroll: &mut Scroll,
    look: Look<'_>,
    lit: &[Range<usize>],
) {
    let wrap = document.wrap(area.width);
    scroll.fit(usize::from(area.height), wrap.rows.len());
    if scroll.take_lit_wish()
        && let Some(first) = lit.first()
    {
        let cells = document.cells(&wrap, first);
        let rows = match (cells.first(), cells.last()) {
            (Some((start, _)), Some((last, _))) => *start..last + 1,
            _ => wrap.rows_of(first),
        };
        scroll.show_amid(rows);
    }
    for (row, line) in scroll.window().zip(area.rows()) {
        document.draw_row(&wrap, row, line, buf, look.styles, lit);
    }
}
