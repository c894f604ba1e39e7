//! Tables as they stand on the screen, and that nothing of them is lost.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rstest::rstest;

use super::*;
use crate::tui::testing;
use crate::tui::text::{Document, Hang, Piece, Role, Wrap, formulation, glyph};

/// A text as it is shown when its tables are.
fn document(text: &str) -> Document {
    let mut rich = Rich::new();
    rich.copy(text, 0..text.len(), Role::Plain, Source::Own);
    rich.find_tables();
    Document::new(rich, Hang::List)
}

fn screen(document: &Document, width: u16, lit: &[Range<usize>]) -> Buffer {
    let wrap = document.wrap(width);
    let height = u16::try_from(wrap.rows.len()).unwrap();
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    for (row, area) in buf.area.rows().enumerate() {
        document.draw_row(&wrap, row, area, &mut buf, &testing::dark(), lit);
    }
    buf
}

fn rows(text: &str, width: u16) -> Vec<String> {
    let shown = testing::grid(&screen(&document(text), width, &[]));
    shown.lines().map(|line| line.trim_end().to_owned()).collect()
}

const CROPS: &str = "| Crop | Water (m3) |\n|---|:-:|\n| Acre of barley | 4.5 |\n| Corn | 12 |";

#[rstest]
#[case::fits(CROPS, 40, &[
    "Crop            Water (m3)",
    "──────────────  ──────────",
    "Acre of barley     4.5",
    "Corn                12",
])]
#[case::wraps(CROPS, 18, &[
    "Crop       Water",
    "            (m3)",
    "────────  ────────",
    "Acre of     4.5",
    "barley",
    "Corn         12",
])]
#[case::list(CROPS, 11, &[
    "Crop:",
    "  Acre of",
    "  barley",
    "Water",
    "(m3): 4.5",
    "───────────",
    "Crop: Corn",
    "Water",
    "(m3): 12",
])]
#[case::numbers_from_the_right("a | b\n-|-\n5 | x\n-1,000.5 | $3\n", 20, &[
    "       a  b",
    "────────  ──",
    "       5  x",
    "-1,000.5  $3",
    "",
])]
#[case::ragged("|a|b|\n|-|-|\n|1|\n|1|2|3 4|\n||\ntext", 20, &[
    "a  b",
    "─  ─────",
    "1",
    "1  2|3 4",
    "",
    "text",
])]
#[case::escaped("|a\\|b|\n|---|\n|c|", 20, &["a\\|b", "────", "c"])]
#[case::chinese("|资源|数量|\n|--|--|\n|温度|3|", 20, &["资源  数量", "────  ────", "温度     3"])]
#[case::no_delimiters("| a | b |\n| 1 | 2 |", 20, &["| a | b |", "| 1 | 2 |"])]
#[case::other_columns("| a | b |\n|---|\n| 1 | 2 |", 20, &["| a | b |", "|---|", "| 1 | 2 |"])]
#[case::no_dashes("| a |\n|:|\n| 1 |", 20, &["| a |", "|:|", "| 1 |"])]
#[case::only_a_header("text\n|a|b|\n|-|-|", 20, &["text", "a  b", "─  ─"])]
#[case::only_a_header_in_a_list("|aa|bb|\n|-|-|", 4, &["aa", "bb"])]
#[case::two("|a|\n|-|\n|1|\n\n|b|\n|-|\n|2|", 9, &["a", "─", "1", "", "b", "─", "2"])]
fn tables_are_shown(#[case] text: &str, #[case] width: u16, #[case] expected: &[&str]) {
    assert_eq!(rows(text, width), expected);
}

#[test]
fn a_bar_in_a_formula_or_code_is_none_of_a_table() {
    let text = "| name | set |\n|---|---|\n| \\(x_1\\) | \\(|I|\\) of `a|b` |";
    let document = Document::new(formulation(text), Hang::List);
    let shown = testing::grid(&screen(&document, 30, &[]));
    assert!(shown.contains("\nx₁    |I| of a|b"), "{shown}");
}

#[test]
fn the_header_is_bold() {
    let buf = screen(&document(CROPS), 40, &[]);
    let bold: String = buf
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(ratatui::style::Modifier::BOLD))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(bold, "CropWater (m3)");
}

#[test]
fn a_table_of_too_many_columns_is_left_as_it_stands() {
    let line = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(COLUMN_LIMIT + 1));
    let text = line("a") + &line("-") + &line("1");
    assert!(document(&text).rich().tables().is_empty());
}

/// What of a text can be seen, without blanks.
fn visible(text: &str) -> String {
    super::super::glyphs(text)
        .map(|(shown, _)| shown)
        .filter(|shown| !shown.trim().is_empty())
        .collect()
}

/// Lines that look like those of tables more often than not.
const LINES: &str = "([| ]{0,2}[ab1温:\\\\-]{0,4}[| ]{1,2}[ ab2é👍]{0,9}[|]?\n|[|]?(:?-{1,3}:?[|]){1,3}\n|[|]a[|]b c[|]\n|text\n|\n){0,9}";

proptest::proptest! {
    #[test]
    fn any_text_is_shown_at_any_width(text in LINES, width in 0u16..30) {
        let document = document(&text);
        let wrap = document.wrap(width);
        proptest::prop_assert!(wrap.rows.is_sorted_by_key(|row| row.bytes.start));
        proptest::prop_assert!(wrap.rows.is_sorted_by_key(|row| row.line));
        let whole = wrap.rows_of(&(0..text.len() + 1));
        proptest::prop_assert_eq!(whole, 0..wrap.rows.len());
        for row in &wrap.rows {
            for piece in row.pieces.iter().flatten() {
                if let Piece::Text { bytes, x, .. } = piece {
                    let wide = super::super::width(&text[bytes.clone()]);
                    let one = super::super::glyphs(&text[bytes.clone()]).count() <= 1;
                    proptest::prop_assert!(usize::from(*x) + wide <= usize::from(wrap.width) || one, "{piece:?}");
                }
            }
        }
    }

    /// Lit cells of the screen say what the lit bytes of a table's cell say: in columns just once, in a list once for
    /// the value and once in every record for a header.
    #[test]
    fn a_span_is_lit_where_its_text_stands(
        cells in proptest::collection::vec(proptest::collection::vec("[abc温é,.]{1,5}( [abc温é,.]{1,9}){0,3}", 3), 2..6),
        chosen in (0usize..6, 0usize..3, 0usize..8),
        width in 2u16..60,
    ) {
        let mut text = String::from("before\n");
        let (row, column, skip) = (chosen.0 % cells.len(), chosen.1, chosen.2);
        let mut span = 0..0;
        for (index, line) in cells.iter().enumerate() {
            for (place, cell) in line.iter().enumerate() {
                text.push_str("| ");
                if (index, place) == (row, column) {
                    let skipped = cell.char_indices().nth(skip).map_or(0, |(at, _)| at);
                    span = text.len() + skipped..text.len() + cell.len();
                }
                text.push_str(cell);
                text.push(' ');
            }
            text.push_str(if index == 0 { "|\n|---|---|---|\n" } else { "|\n" });
        }
        text.push_str("\nafter");
        let document = document(&text);
        proptest::prop_assert_eq!(document.rich().tables().len(), 1);
        let wrap = document.wrap(width);
        let buf = screen(&document, width, std::slice::from_ref(&span));
        let styles = testing::dark();
        let symbols = |lit: bool| -> String {
            let cells = buf.content.iter().filter(|cell| !lit || Some(cell.bg) == styles.lit.bg);
            cells.map(ratatui::buffer::Cell::symbol).filter(|symbol| *symbol != " ").collect()
        };
        let listed = !symbols(false).contains("─") || wrap.rows.iter().flat_map(|row| row.pieces.iter().flatten())
            .any(|piece| matches!(piece, Piece::Colon { .. }));
        let times = if listed && row == 0 { cells.len() - 1 } else { 1 };
        let expected = visible(&text[span.clone()]).repeat(times);
        proptest::prop_assert_eq!(symbols(true), expected.clone(), "{}", testing::grid(&buf));
        let mut found = String::new();
        for (row, columns) in document.cells(&wrap, &span) {
            let y = u16::try_from(row).unwrap();
            found.extend(columns.map(|x| buf[(x, y)].symbol()).filter(|symbol| !symbol.trim().is_empty()));
        }
        proptest::prop_assert_eq!(found, expected);
        // Every other word is there as well.
        if !listed {
            let mut seen: Vec<char> = symbols(false).chars().filter(|c| *c != '─').collect();
            let mut said: Vec<char> = text.chars().filter(|c| !matches!(c, '|' | '-' | ' ' | '\n')).collect();
            seen.sort_unstable();
            said.sort_unstable();
            proptest::prop_assert_eq!(seen, said);
        }
    }
}

#[test]
fn wide_glyphs_have_room() {
    assert_eq!(glyph("温"), Some(("温", 2)));
    assert_eq!(
        Wrap::of(document("|温|\n|-|\n|度|").rich(), 1, Hang::None)
            .rows
            .len(),
        2
    );
}
