//! Text on a grid of cells: measuring, wrapping, colouring, and finding any byte of a source again on the screen.

pub mod diff;
mod document;
pub mod latex;
mod markdown;
pub mod python;
mod rich;
mod wrap;

pub use document::Document;
pub use markdown::formulation;
pub use rich::{Cleaned, Rich, Role, Source, SourceMap};
pub use wrap::{Hang, Wrap, WrapRow};

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

/// One harmless line of a name or message: what a terminal could take for a command is gone, breaks and tabs are
/// blanks, and at most `limit` bytes are left.
pub fn one_line(text: &str, limit: usize) -> std::borrow::Cow<'_, str> {
    let short = &text[..text.floor_char_boundary(limit)];
    if short.chars().any(|c| matches!(c, '\n' | '\t')) || !crate::sample::is_clean(short) {
        crate::sample::clean(short).replace(['\n', '\t'], " ").into()
    } else {
        short.into()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_grid() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("温度"), 4);
        assert_eq!(width("e\u{301}\n\u{7}"), 1);
        assert_eq!(width("👩‍🔬"), 2);
        assert_eq!(grapheme_width("\u{301}"), None);
    }

    #[test]
    fn names_become_one_harmless_line() {
        assert_eq!(one_line("a\u{1b}[31mb\n c\t", 99), "ab  c ");
        assert_eq!(one_line("温度", 4), "温");
    }
}
