//! Markdown tables: where they stand in a text, and how wide their columns want to be.
//!
//! A table keeps its place in the text, bars and all; [`layout`] only decides which of its bytes are shown where. So a
//! span inside a cell is found on the screen as any other span is.

mod layout;

use std::ops::Range;

use super::wrap::{WrapRow, unbreakable};
use super::{Rich, Source, width};

/// Columns beyond which a table is left as it stands.
const COLUMN_LIMIT: usize = 64;

/// Cells that a column takes at most for a single word before the word is broken.
const WORD_LIMIT: u16 = 14;

/// The lines of a table as they are written: a header, a delimiter row, and at least no further ones. What follows
/// GitHub's rules, but a body row needs a bar, so that a paragraph right below a table stays one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    lines: Vec<Line>,
    alignments: Vec<Option<Alignment>>,
}

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// Its number in the text, from 0.
    number: usize,
    /// Its bytes without the line feed.
    bytes: Range<usize>,
    /// Where its bars are.
    bars: Vec<usize>,
    /// Whether the first bar opens the line, and the last one closes it.
    opened: bool,
    closed: bool,
}

/// Where the text of a column stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alignment {
    Left,
    Center,
    Right,
}

/// The tables of a text, in order. A bar counts only where `is_bar` says so, and not behind a backslash.
pub fn outlines(text: &str, is_bar: impl Fn(usize) -> bool) -> Vec<Outline> {
    let mut found: Vec<Outline> = Vec::new();
    let mut previous: Option<Line> = None;
    let mut open = false;
    let mut start = 0;
    for (number, body) in text.split('\n').enumerate() {
        let line = Line::read(text, number, start..start + body.len(), &is_bar);
        start += body.len() + 1;
        let Some(line) = line else {
            (previous, open) = (None, false);
            continue;
        };
        if open && let Some(outline) = found.last_mut() {
            outline.lines.push(line);
        } else if let Some(header) = previous.take()
            && let Some(alignments) = line.alignments(text, &header)
        {
            let lines = vec![header, line];
            found.push(Outline { lines, alignments });
            open = true;
        } else {
            previous = Some(line);
        }
    }
    found
}

impl Line {
    /// `None` for a line without a bar.
    fn read(text: &str, number: usize, bytes: Range<usize>, is_bar: impl Fn(usize) -> bool) -> Option<Self> {
        let body = &text[bytes.clone()];
        let bars: Vec<usize> = body
            .match_indices('|')
            .map(|(at, _)| at)
            .filter(|at| backslashes(&body[..*at]).is_multiple_of(2))
            .map(|at| bytes.start + at)
            .filter(|at| is_bar(*at))
            .collect();
        let opened = text[bytes.start..*bars.first()?].trim().is_empty();
        let closed = bars.len() > usize::from(opened) && text[*bars.last()? + 1..bytes.end].trim().is_empty();
        Some(Self {
            number,
            bytes,
            bars,
            opened,
            closed,
        })
    }

    /// The cells without the blanks around them. Words before an opening bar or after a closing one, which come in only
    /// when a text is compared, belong to the cell beside it.
    fn cells(&self, text: &str) -> Vec<Range<usize>> {
        let (mut inner, mut start, mut end) = (&self.bars[..], self.bytes.start, self.bytes.end);
        if self.opened
            && let [bar, rest @ ..] = inner
        {
            if text[start..*bar].trim().is_empty() {
                start = bar + 1;
            }
            inner = rest;
        }
        if self.closed
            && let [rest @ .., bar] = inner
        {
            if text[bar + 1..end].trim().is_empty() {
                end = *bar;
            }
            inner = rest;
        }
        let starts = std::iter::once(start).chain(inner.iter().map(|bar| bar + 1));
        let ends = inner.iter().copied().chain([end]);
        starts.zip(ends).map(|(from, to)| trim(text, from..to)).collect()
    }

    /// The alignments that a delimiter row under this header says; `None` when it is no such row.
    fn alignments(&self, text: &str, header: &Self) -> Option<Vec<Option<Alignment>>> {
        let cells = self.cells(text);
        let fits = cells.len() == header.cells(text).len() && cells.len() <= COLUMN_LIMIT;
        let said = |cell: Range<usize>| {
            let cell = &text[cell];
            let dashes = cell.trim_matches(':');
            let ends = (cell.starts_with(':'), cell.ends_with(':'));
            let is_delimiter = !dashes.is_empty()
                && dashes.bytes().all(|byte| byte == b'-')
                && cell.len() <= dashes.len() + usize::from(ends.0) + usize::from(ends.1);
            is_delimiter.then_some(match ends {
                (true, true) => Some(Alignment::Center),
                (false, true) => Some(Alignment::Right),
                (true, false) => Some(Alignment::Left),
                (false, false) => None,
            })
        };
        fits.then(|| cells.into_iter().map(said).collect()).flatten()
    }
}

/// How many backslashes a text ends with.
fn backslashes(text: &str) -> usize {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count()
}

fn trim(text: &str, span: Range<usize>) -> Range<usize> {
    let body = &text[span.clone()];
    let start = span.start + body.len() - body.trim_start().len();
    start..start + body.trim().len()
}

impl Outline {
    /// Its bytes, without the last line feed.
    pub fn bytes(&self) -> Range<usize> {
        let first = self.lines.first().map_or(0, |line| line.bytes.start);
        first..self.lines.last().map_or(first, |line| line.bytes.end)
    }

    /// The cells with something in them, in order; the delimiter row has none.
    pub fn cells(&self, text: &str) -> Vec<Range<usize>> {
        let rows = self.lines.iter().enumerate().filter(|(index, _)| *index != 1);
        rows.flat_map(|(_, line)| line.cells(text))
            .filter(|cell| !cell.is_empty())
            .collect()
    }

    /// The same table in a text that shows this one line by line, with more words on the lines than it has. `None` when
    /// these are where a table has no place for them.
    pub fn shown(&self, rich: &Rich, lines: &[Range<usize>]) -> Option<Self> {
        let text = rich.text();
        let moved = |line: &Line| {
            let bytes = lines.get(line.number)?.clone();
            let bar = |at: &usize| {
                let shown = rich.shown(Source::Own, &(*at..at + 1));
                shown.first().map(|shown| shown.start)
            };
            let bars: Vec<usize> = line.bars.iter().map(bar).collect::<Option<_>>()?;
            let inside = bars.iter().all(|bar| bytes.contains(bar));
            inside.then_some(Line {
                bytes,
                bars,
                ..line.clone()
            })
        };
        let lines: Vec<Line> = self.lines.iter().map(moved).collect::<Option<_>>()?;
        let delimiters = &text[lines.get(1)?.bytes.clone()];
        let pure = delimiters.chars().all(|c| matches!(c, '|' | ':' | '-' | ' '));
        pure.then(|| Self {
            lines,
            alignments: self.alignments.clone(),
        })
    }
}

/// The bytes of every line of a text.
pub fn lines(text: &str) -> Vec<Range<usize>> {
    let starts = text.split('\n').scan(0, |start, line| {
        let bytes = *start..*start + line.len();
        *start = bytes.end + 1;
        Some(bytes)
    });
    starts.collect()
}

/// A table of a text, measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Row>,
    delimiters: Range<usize>,
    columns: Vec<Column>,
}

/// The header or a row of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    line: Range<usize>,
    /// As many as there are columns; missing ones are empty.
    cells: Vec<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Column {
    alignment: Alignment,
    /// Cells of its longest text.
    natural: u16,
    /// Cells below which words would be broken.
    least: u16,
}

impl Table {
    /// Measures a table of `text`.
    pub fn new(text: &str, outline: &Outline) -> Self {
        let columns = outline.alignments.len();
        let body = outline.lines.iter().enumerate().filter(|(index, _)| *index != 1);
        let rows: Vec<Row> = body.map(|(_, line)| Row::new(text, line, columns)).collect();
        let measure = |(index, said): (usize, &Option<Alignment>)| {
            let texts = || rows.iter().map(move |row| row.cells[index].clone());
            let most = |measure: &dyn Fn(Range<usize>) -> u16| texts().map(measure).max().unwrap_or(0);
            let natural = most(&|cell| u16::try_from(width(&text[cell])).unwrap_or(u16::MAX));
            let least = most(&|cell| unbreakable(text, cell)).min(WORD_LIMIT);
            Column {
                alignment: said.unwrap_or_else(|| usual(texts().skip(1).map(|cell| &text[cell]))),
                natural: natural.max(1),
                least: least.max(1),
            }
        };
        Self {
            columns: outline.alignments.iter().enumerate().map(measure).collect(),
            delimiters: outline.lines.get(1).map_or(0..0, |line| line.bytes.clone()),
            rows,
        }
    }

    /// Its bytes, without the last line feed.
    pub fn bytes(&self) -> Range<usize> {
        let start = self.rows.first().map_or(0, |row| row.line.start);
        let last = self.rows.last().map_or(start, |row| row.line.end);
        start..last.max(self.delimiters.end)
    }

    /// Lines of the text that it takes.
    pub fn lines(&self) -> usize {
        self.rows.len() + 1
    }

    /// Adds the rows of cells that show it. `line` is the number of its first line; `text` the one that it was made from.
    pub fn lay_out(&self, text: &str, width: u16, line: usize, rows: &mut Vec<WrapRow>) {
        layout::lay_out(self, text, width, line, rows);
    }
}

impl Row {
    fn new(text: &str, line: &Line, columns: usize) -> Self {
        let mut cells = line.cells(text);
        // What stands behind the last column must not be lost.
        if let (Some(last), Some(end)) = (columns.checked_sub(1), cells.last().map(|cell| cell.end))
            && cells.len() > columns
        {
            cells.truncate(columns);
            cells[last].end = end.max(cells[last].start);
        }
        cells.resize(columns, line.bytes.end..line.bytes.end);
        Self {
            line: line.bytes.clone(),
            cells,
        }
    }
}

/// Numbers are read from the right.
fn usual<'a>(cells: impl Iterator<Item = &'a str>) -> Alignment {
    let mut numbers = cells.filter(|cell| !cell.is_empty()).map(|cell| {
        let number = |c: char| c.is_ascii_digit() || "$€£¥%.,+-−/×[]{} ".contains(c);
        cell.chars().all(number) && cell.contains(|c: char| c.is_ascii_digit())
    });
    match numbers.next() {
        Some(true) if numbers.all(|number| number) => Alignment::Right,
        _ => Alignment::Left,
    }
}

#[cfg(test)]
mod tests;
