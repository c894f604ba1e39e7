//! The tables of a text, as far as headings go: which words stand over and before a cell.
//!
//! Read are Markdown tables, tables of tabs or of two and more blanks, and LaTeX's `a & b \\`.

use std::ops::Range;

/// Cells of one text that are read.
const MAX_CELLS: usize = 10_000;

/// One line of a table: its cells.
type Cells = Vec<Range<usize>>;

/// A table: the line with the headings, and the lines below.
#[derive(Debug, Clone, PartialEq)]
struct Table {
    /// The line before it, which often says what its numbers are.
    caption: Option<Range<usize>>,
    headings: Cells,
    lines: Vec<Cells>,
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellPlace {
    /// Which table, from 0.
    pub(super) table: usize,
    /// Which line below the headings, from 0.
    pub(super) line: usize,
    /// Which column, from 0.
    pub(super) column: usize,
}

/// The tables of a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tables {
    tables: Vec<Table>,
}

/// How the cells of a line are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Bars,
    Tabs,
    Blanks,
    Ampersands,
}

impl Tables {
    /// Reads the tables of `text`: at least two lines in a row with as many cells, two or more each.
    pub(super) fn new(text: &str) -> Self {
        let mut tables = Vec::new();
        let lines = line_spans(text);
        let (mut at, mut cells) = (0, 0);
        while at < lines.len() && cells < MAX_CELLS {
            let (taken, table) = read_table(text, &lines[at..]);
            if let Some(mut table) = table {
                cells += table.lines.iter().map(Vec::len).sum::<usize>();
                table.caption = lines[..at]
                    .iter()
                    .rev()
                    .find(|line| !text[(*line).clone()].trim().is_empty())
                    .cloned();
                tables.push(table);
            }
            at += taken.max(1);
        }
        Self { tables }
    }

    /// The words that a number's cell stands under and behind: the heading of its column, the first cell of its line, and,
    /// where the headings are no words, the line before the table. `None` outside of tables.
    pub(super) fn headings(&self, span: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let place = self.place(span)?;
        let table = &self.tables[place.table];
        let over = table.headings.get(place.column).cloned();
        let before = table.lines[place.line]
            .first()
            .filter(|first| !holds(first, span))
            .cloned();
        let own = table.lines[place.line].get(place.column).cloned();
        Some(
            over.into_iter()
                .chain(before)
                .chain(own)
                .chain(table.caption.clone())
                .collect(),
        )
    }

    /// The texts of all headings over columns.
    pub(super) fn heading_texts<'p>(&self, text: &'p str) -> impl Iterator<Item = &'p str> {
        self.tables
            .iter()
            .flat_map(|table| &table.headings)
            .map(|heading| &text[heading.clone()])
    }

    /// Where the number at `span` stands; a number in a line of headings stands nowhere.
    pub(super) fn place(&self, span: &Range<usize>) -> Option<CellPlace> {
        self.tables.iter().enumerate().find_map(|(table, found)| {
            found.lines.iter().enumerate().find_map(|(line, cells)| {
                let column = cells.iter().position(|cell| holds(cell, span))?;
                Some(CellPlace { table, line, column })
            })
        })
    }
}

fn holds(cell: &Range<usize>, span: &Range<usize>) -> bool {
    cell.start <= span.start && span.end <= cell.end
}

fn line_spans(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        spans.push(start..end);
        start += line.len();
    }
    spans
}

/// The table that starts on the first line, if one does, and how many lines it takes.
fn read_table(text: &str, lines: &[Range<usize>]) -> (usize, Option<Table>) {
    for style in [Style::Bars, Style::Tabs, Style::Ampersands, Style::Blanks] {
        let mut taken = 0;
        let mut all: Vec<Cells> = Vec::new();
        for line in lines {
            let written = &text[line.clone()];
            if is_rule(written) && !all.is_empty() {
                taken += 1;
                continue;
            }
            let cells = cells(text, line, style);
            if cells.len() < 2
                || all
                    .first()
                    .is_some_and(|first: &Cells| first.len() != cells.len())
            {
                break;
            }
            all.push(cells);
            taken += 1;
        }
        if all.len() >= 2 {
            let headings = all.remove(0);
            return (
                taken,
                Some(Table {
                    caption: None,
                    headings,
                    lines: all,
                }),
            );
        }
    }
    (1, None)
}

/// `|---|:--:|`, `\hline`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("\\hline")
        || (line.contains('-')
            && line
                .chars()
                .all(|c| matches!(c, '|' | '-' | ':' | '+' | ' ' | '\t')))
}

fn cells(text: &str, line: &Range<usize>, style: Style) -> Cells {
    let written = &text[line.clone()];
    let inner = match style {
        Style::Bars => {
            let trimmed = written.trim();
            if !trimmed.starts_with('|') && trimmed.matches('|').count() < 2 {
                return Vec::new();
            }
            trimmed
                .strip_prefix('|')
                .unwrap_or(trimmed)
                .strip_suffix('|')
                .unwrap_or(trimmed)
        }
        Style::Ampersands => written
            .trim()
            .trim_end_matches("\\hline")
            .trim_end()
            .trim_end_matches("\\\\"),
        Style::Tabs | Style::Blanks => written.trim(),
    };
    let offset = line.start + offset_in(written, inner);
    let pieces: Vec<&str> = match style {
        Style::Bars => inner.split('|').collect(),
        Style::Tabs => inner.split('\t').collect(),
        Style::Ampersands => inner.split('&').collect(),
        Style::Blanks => inner
            .split("  ")
            .filter(|piece| !piece.trim().is_empty())
            .collect(),
    };
    pieces
        .into_iter()
        .map(|piece| {
            let start = offset + offset_in(inner, piece);
            let trimmed = piece.trim();
            let lead = piece.len() - piece.trim_start().len();
            start + lead..start + lead + trimmed.len()
        })
        .collect()
}

/// Where a piece of a text starts in it.
fn offset_in(text: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn headings(text: &str, number: &str) -> Vec<String> {
        let start = text.rfind(number).unwrap();
        let found = Tables::new(text)
            .headings(&(start..start + number.len()))
            .unwrap_or_default();
        found.into_iter().map(|span| text[span].to_owned()).collect()
    }

    #[rstest]
    #[case("Costs:\n| from | A | B |\n|---|---|---|\n| x | 1 | 2 |\n| y | 3 | 47 |\n", &["B", "y", "47", "Costs:"])]
    #[case("site\tcost\tsize\nnorth\t5\t6\nsouth\t7\t48", &["size", "south", "48"])]
    #[case("site   cost   size\nnorth   5   6\nsouth   7   49", &["size", "south", "49"])]
    #[case("site & cost & size \\\\ \\hline\nnorth & 5 & 6 \\\\\nsouth & 7 & 50 \\\\", &["size", "south", "50"])]
    fn a_cell_has_headings(#[case] text: &str, #[case] expected: &[&str]) {
        let number = expected.iter().find(|word| word.parse::<u32>().is_ok()).unwrap();
        assert_eq!(headings(text, number), expected);
    }

    #[test]
    fn sentences_are_no_tables() {
        let text = "A shop sells hats, and 3 of them cost 5.\nAnother one sells 4 | 5.";
        assert_eq!(Tables::new(text), Tables::default());
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_cells_lie_in_it(text in "(\\PC|[|&\t\n -]|\\\\\\\\|[0-9]){0,80}") {
            for table in Tables::new(&text).tables {
                for cell in table.headings.iter().chain(table.lines.iter().flatten()) {
                    prop_assert!(text.get(cell.clone()).is_some(), "{:?}", cell);
                }
            }
        }
    }
}
