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

/// What of a document is lit: shown bytes, in order and apart.
#[derive(Debug, Default)]
pub(super) struct Lights {
    /// All of it.
    pub(super) all: Vec<Range<usize>>,
    /// The place that a person is at.
    pub(super) here: Vec<Range<usize>>,
}

/// Draws what can be seen of a document, and brings what is lit into view when that was asked for.
pub(super) fn draw_document(
    document: &Document,
    area: Rect,
    buf: &mut Buffer,
    scroll: &mut Scroll,
    look: Look<'_>,
    lights: &Lights,
) {
    let wrap = document.wrap(area.width);
    scroll.fit(usize::from(area.height), wrap.rows.len());
    if scroll.take_lit_wish()
        && let Some(first) = lights.here.first().or(lights.all.first())
    {
        let cells = document.cells(&wrap, first);
        let rows = match (cells.first(), cells.last()) {
            (Some((start, _)), Some((last, _))) => *start..last + 1,
            _ => wrap.rows_of(first),
        };
        scroll.show_amid(rows);
    }
    for (row, line) in scroll.window().zip(area.rows()) {
        document.draw_row(&wrap, row, line, buf, look.styles, &lights.all);
    }
    for span in &lights.here {
        for (row, columns) in document.cells(&wrap, span) {
            let Some(line) = row.checked_sub(scroll.top()).and_then(|at| area.rows().nth(at)) else {
                continue;
            };
            let cells = Rect {
                x: line.x + columns.start.min(line.width),
                width: columns.end.min(line.width).saturating_sub(columns.start),
                ..line
            };
            buf.set_style(cells.intersection(buf.area), look.lit_style(true));
        }
    }
}
