//! Text on a grid of cells: measuring, wrapping, colouring, and finding any byte of a source again on the screen.

use ratatui::buffer::CellWidth as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// Cells that a grapheme takes; `None` for one that is not shown at all (control characters, lone zero-width marks).
pub fn grapheme_width(grapheme: &str) -> Option<u16> {
    if let [byte] = grapheme.as_bytes() {
        return (!byte.is_ascii_control()).then_some(1);
    }
    if grapheme.contains(char::is_control) {
        return None;
    }
    Some(grapheme.cell_width()).filter(|width| *width > 0)
}

/// Cells that a text takes on one line.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !byte.is_ascii_control()).count();
    }
    text.graphemes(true)
        .filter_map(grapheme_width)
        .map(usize::from)
        .sum()
}
