//! Text on a grid of cells: measuring, wrapping, colouring, and finding any byte of a source again on the screen.

pub mod diff;
mod document;
pub mod latex;
mod markdown;
pub mod python;
mod rich;
pub mod table;
mod wrap;

pub use document::Document;
pub use markdown::formulation;
pub use rich::{Cleaned, Rich, Role, Source, SourceMap};
pub use wrap::{Hang, Piece, Wrap, WrapRow};

use ratatui::buffer::CellWidth as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// Bytes of one grapheme that are drawn: more are marks piled up to stall a terminal.
const GRAPHEME_LIMIT: usize = 64;

/// What is drawn for a grapheme, and the cells that it takes; `None` for one that is not shown at all (control
/// characters, lone zero-width marks).
///
/// Terminals do not agree on the width of joined and tinted pictures (`👩‍🔬` takes two cells in one and four in
/// another), and one that counts differently shifts the rest of the row. So of these only the first picture is drawn.
pub fn glyph(grapheme: &str) -> Option<(&str, u16)> {
    if let [byte] = grapheme.as_bytes() {
        return (!byte.is_ascii_control()).then_some((grapheme, 1));
    }
    if grapheme.contains(char::is_control) {
        return None;
    }
    let joint = grapheme
        .char_indices()
        .skip(1)
        .find(|(_, character)| is_joint(*character));
    let whole = joint.map_or(grapheme, |(at, _)| &grapheme[..at]);
    let shown = &whole[..whole.floor_char_boundary(GRAPHEME_LIMIT)];
    let cells = shown.cell_width();
    (cells > 0).then_some((shown, cells))
}

/// The grapheme at `at`, which lies before `end`. A byte of ASCII before another one is a grapheme of its own, because
/// only what lies beyond ASCII can join what stands before it; that makes most text cheap.
fn grapheme_at(text: &str, at: usize, end: usize) -> &str {
    let bytes = text.as_bytes();
    if bytes[at].is_ascii() && (at + 1 == end || bytes[at + 1].is_ascii()) {
        return &text[at..=at];
    }
    text[at..end].graphemes(true).next().unwrap_or_default()
}

/// What is drawn of a text, glyph by glyph, with the cells that each takes.
pub fn glyphs(text: &str) -> impl Iterator<Item = (&str, u16)> {
    let mut at = 0;
    let graphemes = std::iter::from_fn(move || {
        let grapheme = (at < text.len()).then(|| grapheme_at(text, at, text.len()))?;
        at += grapheme.len().max(1);
        Some(grapheme)
    });
    graphemes.filter_map(glyph)
}

/// Zero-width joiner, variation selector for pictures, skin tones.
fn is_joint(character: char) -> bool {
    matches!(character, '\u{200d}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
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
    glyphs(text).map(|(_, cells)| usize::from(cells)).sum()
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
        assert_eq!(glyph("\u{301}"), None);
        assert_eq!(glyph("👩‍🔬"), Some(("👩", 2)));
        assert_eq!(glyph("❤\u{fe0f}"), Some(("❤", 1)));
        let piled = format!("e{}", "\u{301}".repeat(1000));
        assert!(glyph(&piled).is_some_and(|(shown, cells)| shown.len() <= GRAPHEME_LIMIT && cells == 1));
    }

    #[test]
    fn names_become_one_harmless_line() {
        assert_eq!(one_line("a\u{1b}[31mb\n c\t", 99), "ab  c ");
        assert_eq!(one_line("温度", 4), "温");
    }
}
