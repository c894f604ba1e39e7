//! Breaking text into rows of cells.

use std::ops::Range;

use super::Rich;
use super::table::Table;

/// How far the rows after the first of a line are indented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hang {
    /// Not at all.
    #[default]
    None,
    /// Under the text of a list item.
    List,
    /// Behind a mark of one cell and its blank.
    Mark,
    /// Two columns deeper than the line itself.
    Code,
}

/// One row of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrapRow {
    /// The bytes on it. Together the rows hold every byte but the line feeds, in order; white space at the end of a row
    /// may reach past its width.
    pub bytes: Range<usize>,
    /// The line that it belongs to, from 0.
    pub line: usize,
    /// Cells left empty before the text.
    pub indent: u16,
    /// Whether it is the first row of its line.
    pub first: bool,
    /// What stands where on a row of a table. `None` on every other row, which shows its bytes one after the other.
    pub pieces: Option<Box<[Piece]>>,
}

/// Something on a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Bytes of a cell.
    Text {
        /// The bytes, all of which fit.
        bytes: Range<usize>,
        /// The column in which they start.
        x: u16,
        /// Whether they name a column.
        header: bool,
    },
    /// What stands between the name of a column and a value.
    Colon {
        /// Its column.
        x: u16,
    },
    /// A line through these columns.
    Rule(Range<u16>),
}

/// A text broken into rows of at most so many cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrap {
    /// Cells of a row.
    pub width: u16,
    /// The rows.
    pub rows: Vec<WrapRow>,
    /// The rows of each table.
    tables: Vec<Range<usize>>,
}

impl Wrap {
    /// Breaks a text. `width` 0 counts as 1.
    pub fn new(text: &str, width: u16, hang: Hang) -> Self {
        Self::around(text, &[], width, hang)
    }

    /// Breaks a text, and lays its tables out. `width` 0 counts as 1.
    pub fn of(rich: &Rich, width: u16, hang: Hang) -> Self {
        Self::around(rich.text(), rich.tables(), width, hang)
    }

    fn around(text: &str, tables: &[Table], width: u16, hang: Hang) -> Self {
        let mut wrap = Self {
            width: width.max(1),
            rows: Vec::new(),
            tables: Vec::new(),
        };
        let mut tables = tables.iter().peekable();
        let mut lines = text.split('\n').enumerate();
        let mut start = 0;
        while let Some((line, body)) = lines.next() {
            let table = tables.next_if(|table| table.bytes().start == start);
            if let Some(table) = table {
                let before = wrap.rows.len();
                table.lay_out(text, wrap.width, line, &mut wrap.rows);
                wrap.tables.push(before..wrap.rows.len());
                start = table.bytes().end + 1;
                for _ in 1..table.lines() {
                    lines.next();
                }
                continue;
            }
            wrap.break_line(text, start..start + body.len(), line, hang);
            start += body.len() + 1;
        }
        wrap
    }

    fn break_line(&mut self, text: &str, bytes: Range<usize>, line: usize, hang: Hang) {
        // Room for a wide character always stays.
        let indent = hang_of(&text[bytes.clone()], hang)
            .min(self.width / 2)
            .min(self.width.saturating_sub(2));
        let indent = Indent {
            first: 0,
            hang: indent,
        };
        let mut first = true;
        break_text(text, bytes, self.width, indent, |bytes, indent| {
            self.rows.push(WrapRow {
                bytes,
                line,
                indent,
                first: std::mem::take(&mut first),
                pieces: None,
            });
        });
    }

    /// The row that holds the byte at `position`, the last row past the end.
    pub fn row_of(&self, position: usize) -> usize {
        let after = self.rows.partition_point(|row| row.bytes.start <= position);
        after.saturating_sub(1)
    }

    /// The rows that hold a span: all those of a table in which it starts or ends, because the cells of a table do not
    /// follow each other row by row.
    pub fn rows_of(&self, span: &Range<usize>) -> Range<usize> {
        let (start, last) = (
            self.row_of(span.start),
            self.row_of(span.end.saturating_sub(1).max(span.start)),
        );
        let start = self.table_at(start).map_or(start, |table| table.start);
        start..self.table_at(last).map_or(last + 1, |table| table.end)
    }

    /// The rows of the table that holds a row.
    fn table_at(&self, row: usize) -> Option<&Range<usize>> {
        let next = self.tables.partition_point(|table| table.end <= row);
        self.tables.get(next).filter(|table| table.contains(&row))
    }

    /// The rows of a line, counted from 0; empty past the end.
    pub fn rows_of_line(&self, line: usize) -> Range<usize> {
        let start = self.rows.partition_point(|row| row.line < line);
        start..self.rows.partition_point(|row| row.line <= line)
    }
}

fn hang_of(line: &str, hang: Hang) -> u16 {
    let body = line.trim_start_matches(' ');
    let leading = line.len() - body.len();
    let marker = match hang {
        Hang::None => return 0,
        Hang::Code | Hang::Mark => 2,
        Hang::List => marker_width(body),
    };
    u16::try_from(leading + marker).unwrap_or(u16::MAX)
}

/// Cells of `• `, `- `, `12. ` and the like at the start of a line.
fn marker_width(body: &str) -> usize {
    if body.starts_with("• ") || body.starts_with("- ") || body.starts_with("* ") {
        return 2;
    }
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let after = body.as_bytes().get(digits..digits + 2);
    if (1..=3).contains(&digits) && matches!(after, Some(b". " | b") ")) {
        digits + 2
    } else {
        0
    }
}

/// What a grapheme is to the one who breaks lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Glyph {
    bytes: usize,
    cells: u16,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    /// Part of a word.
    Letter,
    /// An ideograph or picture, a word of its own.
    Wide,
    /// Wide punctuation that starts no row.
    Closing,
    /// Wide punctuation that ends no row.
    Opening,
}

impl Kind {
    fn of(grapheme: &str, cells: u16) -> Self {
        let character = grapheme.chars().next().unwrap_or(' ');
        if grapheme == "\u{3000}" {
            Self::Space
        } else if "，。、；：！？）」』】》〉”’…".contains(character) {
            Self::Closing
        } else if "（「『【《〈“‘".contains(character) {
            Self::Opening
        } else if cells == 2 {
            Self::Wide
        } else {
            Self::Letter
        }
    }

    /// Whether a row may end between the two.
    fn may_break(self, next: Self) -> bool {
        match (self, next) {
            (_, Self::Space | Self::Closing)
            | (Self::Opening, _)
            | (Self::Letter, Self::Letter | Self::Opening) => false,
            (Self::Space | Self::Wide | Self::Closing, _) | (_, Self::Wide) => true,
        }
    }
}

fn glyph(text: &str, at: usize, end: usize) -> Glyph {
    let grapheme = super::grapheme_at(text, at, end);
    let cells = super::glyph(grapheme).map_or(0, |(_, cells)| cells);
    let kind = match grapheme.as_bytes() {
        [b' '] => Kind::Space,
        [_] => Kind::Letter,
        _ => Kind::of(grapheme, cells),
    };
    Glyph {
        bytes: grapheme.len().max(1),
        cells,
        kind,
    }
}

/// Cells left empty before the first row of a text and before the further ones; both less than the width.
#[derive(Debug, Clone, Copy, Default)]
pub struct Indent {
    /// Before the first row.
    pub first: u16,
    /// Before the others.
    pub hang: u16,
}

/// Breaks one line into rows, and tells of each the bytes and the indent. There is always at least one.
pub fn break_text(
    text: &str,
    bytes: Range<usize>,
    width: u16,
    indent: Indent,
    mut row: impl FnMut(Range<usize>, u16),
) {
    let (mut start, mut left) = (bytes.start, indent.first);
    let (mut at, mut cells) = (bytes.start, 0u16);
    let (mut breakable, mut previous) = (None, Kind::Opening);
    while at < bytes.end {
        let glyph = glyph(text, at, bytes.end);
        if at > start && previous.may_break(glyph.kind) {
            breakable = Some(at);
        }
        let full = cells.saturating_add(glyph.cells) > width.saturating_sub(left);
        if full && glyph.kind != Kind::Space && at > start {
            // A word that is longer than a row is broken where the row ends.
            at = breakable.take().unwrap_or(at);
            row(start..at, left);
            (start, left) = (at, indent.hang);
            (cells, previous) = (0, Kind::Opening);
            continue;
        }
        cells = cells.saturating_add(glyph.cells);
        at += glyph.bytes;
        previous = glyph.kind;
    }
    row(start..bytes.end, left);
}

/// Cells of the longest stretch in which no row may end.
pub fn unbreakable(text: &str, bytes: Range<usize>) -> u16 {
    let (mut longest, mut cells) = (0u16, 0u16);
    let (mut at, mut previous) = (bytes.start, Kind::Opening);
    while at < bytes.end {
        let glyph = glyph(text, at, bytes.end);
        if glyph.kind == Kind::Space || previous.may_break(glyph.kind) {
            cells = 0;
        }
        if glyph.kind != Kind::Space {
            cells = cells.saturating_add(glyph.cells);
        }
        longest = longest.max(cells);
        at += glyph.bytes;
        previous = glyph.kind;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use unicode_segmentation::UnicodeSegmentation as _;

    fn rows(text: &str, width: u16, hang: Hang) -> Vec<String> {
        let wrap = Wrap::new(text, width, hang);
        let show = |row: &WrapRow| {
            format!(
                "{}{}",
                "_".repeat(row.indent.into()),
                text[row.bytes.clone()].trim_end()
            )
        };
        wrap.rows.iter().map(show).collect()
    }

    #[rstest]
    #[case("one two three", 8, Hang::None, &["one two", "three"])]
    #[case("one two  three", 7, Hang::None, &["one two", "three"])]
    #[case("abcdefgh ij", 4, Hang::None, &["abcd", "efgh", "ij"])]
    #[case("a\n\nb", 4, Hang::None, &["a", "", "b"])]
    #[case("", 4, Hang::None, &[""])]
    #[case("- one two three", 9, Hang::List, &["- one two", "__three"])]
    #[case("  12. one two", 9, Hang::List, &["  12. one", "____two"])]
    #[case("    f(one, two)", 12, Hang::Code, &["    f(one,", "______two)"])]
    #[case("温度不得超过三度。", 8, Hang::None, &["温度不得", "超过三", "度。"])]
    #[case("温度不得，超过", 8, Hang::None, &["温度不", "得，超过"])]
    #[case("温", 1, Hang::None, &["温"])]
    #[case("a👨‍👩‍👧b", 3, Hang::None, &["a👨‍👩‍👧", "b"])]
    fn lines_are_broken_at_words(
        #[case] text: &str,
        #[case] width: u16,
        #[case] hang: Hang,
        #[case] expected: &[&str],
    ) {
        assert_eq!(rows(text, width, hang), expected);
    }

    const ALPHABET: &str = "[ab ,.\\-\n温，（é👍🏽\u{301}\u{200d}]{0,80}";

    proptest::proptest! {
        #[test]
        fn nothing_is_lost_or_reordered(text in ALPHABET, width in 0u16..20) {
            for hang in [Hang::None, Hang::List, Hang::Code] {
                let wrap = Wrap::new(&text, width, hang);
                let mut joined = String::new();
                for (index, row) in wrap.rows.iter().enumerate() {
                    if index > 0 && row.first {
                        joined.push('\n');
                    }
                    joined.push_str(&text[row.bytes.clone()]);
                }
                proptest::prop_assert_eq!(&joined, &text);
            }
        }

        #[test]
        fn no_row_is_wider_than_asked(text in ALPHABET, width in 2u16..20) {
            for row in Wrap::new(&text, width, Hang::List).rows {
                let shown = text[row.bytes.clone()].trim_end();
                let cells = super::super::width(shown) + usize::from(row.indent);
                let one_glyph = shown.graphemes(true).count() <= 1;
                proptest::prop_assert!(cells <= usize::from(width) || one_glyph, "{shown:?} takes {cells}");
            }
        }

        #[test]
        fn a_position_is_found_in_its_row(text in ALPHABET, width in 1u16..20) {
            let wrap = Wrap::new(&text, width, Hang::None);
            for (index, row) in wrap.rows.iter().enumerate() {
                for position in row.bytes.clone() {
                    proptest::prop_assert_eq!(wrap.row_of(position), index);
                }
                proptest::prop_assert!(wrap.rows_of_line(row.line).contains(&index));
            }
        }
    }
}
