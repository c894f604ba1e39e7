//! A table on a grid of cells: columns side by side where they fit, otherwise one line for each cell.

use std::ops::Range;

use super::super::width;
use super::super::wrap::{Indent, Piece, WrapRow, break_text, unbreakable};
use super::{Alignment, Row, Table};

/// Cells between columns.
const GAP: u16 = 2;

/// Cells that `: ` takes between a header and a value, and that the further rows of a value are indented.
const COLON: u16 = 2;

/// Adds the rows that show a table. Columns are wrapped only as long as that takes no more rows than a line for each
/// cell would.
pub fn lay_out(table: &Table, text: &str, width: u16, line: usize, rows: &mut Vec<WrapRow>) {
    let Some(widths) = widths(table, width) else {
        return rows.append(&mut records(table, text, width, line));
    };
    let wrapped = table
        .columns
        .iter()
        .zip(&widths)
        .any(|(column, width)| column.natural > *width);
    let mut columns = side_by_side(table, text, &widths, line);
    if wrapped {
        let mut records = records(table, text, width, line);
        if records.len() < columns.len() {
            return rows.append(&mut records);
        }
    }
    rows.append(&mut columns);
}

/// The width of each column, the widest ones cut back first; `None` when words would have to be broken.
fn widths(table: &Table, width: u16) -> Option<Vec<u16>> {
    let gaps = u16::try_from(table.columns.len().saturating_sub(1))
        .ok()?
        .checked_mul(GAP)?;
    let room = u32::from(width.checked_sub(gaps)?);
    let at = |most: u16| {
        let bounded = table
            .columns
            .iter()
            .map(move |column| column.natural.min(most).max(column.least));
        bounded.collect::<Vec<u16>>()
    };
    let fits = |widths: &[u16]| widths.iter().copied().map(u32::from).sum::<u32>() <= room;
    // The sum grows with the bound.
    let (mut good, mut bad) = (0, width.saturating_add(1));
    if !fits(&at(good)) {
        return None;
    }
    while good + 1 < bad {
        let middle = good.midpoint(bad);
        if fits(&at(middle)) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    let mut widths = at(good);
    let mut left = room - widths.iter().copied().map(u32::from).sum::<u32>();
    for (width, column) in widths.iter_mut().zip(&table.columns) {
        if left > 0 && *width < column.natural {
            *width += 1;
            left -= 1;
        }
    }
    Some(widths)
}

/// Header, rule and rows in columns.
fn side_by_side(table: &Table, text: &str, widths: &[u16], line: usize) -> Vec<WrapRow> {
    let starts: Vec<u16> = widths
        .iter()
        .scan(0, |next: &mut u16, width| {
            let start = *next;
            *next = next.saturating_add(width + GAP);
            Some(start)
        })
        .collect();
    let mut rows = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let header = index == 0;
        let number = line + index + usize::from(!header);
        columns_of(table, row, text, (&starts, widths), (number, header), &mut rows);
        if header {
            let rule = |(start, width): (&u16, &u16)| Piece::Rule(*start..start + width);
            rows.push(WrapRow {
                bytes: table.delimiters.clone(),
                line: line + 1,
                indent: 0,
                first: true,
                pieces: Some(starts.iter().zip(widths).map(rule).collect()),
            });
        }
    }
    rows
}

/// One row of the table: as many rows of cells as its highest cell takes.
fn columns_of(
    table: &Table,
    row: &Row,
    text: &str,
    (starts, widths): (&[u16], &[u16]),
    (line, header): (usize, bool),
    rows: &mut Vec<WrapRow>,
) {
    let broken: Vec<Vec<Range<usize>>> = row
        .cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| {
            broken(text, cell, *width, Indent::default())
                .map(|(bytes, _)| bytes)
                .collect()
        })
        .collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(0).max(1);
    for level in 0..height {
        let piece = |(column, cell): (usize, &Vec<Range<usize>>)| {
            let bytes = cell.get(level)?.clone();
            let slack = usize::from(widths[column]).saturating_sub(width(&text[bytes.clone()]));
            let slack = u16::try_from(slack).unwrap_or(0);
            let before = match table.columns[column].alignment {
                Alignment::Left => 0,
                Alignment::Center => slack / 2,
                Alignment::Right => slack,
            };
            let x = starts[column] + before;
            Some(Piece::Text { bytes, x, header })
        };
        let end = row.line.end;
        rows.push(WrapRow {
            bytes: if level == 0 { row.line.clone() } else { end..end },
            line,
            indent: 0,
            first: level == 0,
            pieces: Some(broken.iter().enumerate().filter_map(piece).collect()),
        });
    }
}

/// A text broken into rows, without the blanks at their ends, and where each row begins.
fn broken(
    text: &str,
    bytes: &Range<usize>,
    width: u16,
    indent: Indent,
) -> impl Iterator<Item = (Range<usize>, u16)> {
    let mut rows = Vec::new();
    break_text(text, bytes.clone(), width, indent, |bytes, x| {
        let length = text[bytes.clone()].trim_end().len();
        rows.push((bytes.start..bytes.start + length, x));
    });
    rows.into_iter().filter(|(bytes, _)| !bytes.is_empty())
}

/// Every row of the table as lines `header: value`, with a rule between two of them.
fn records(table: &Table, text: &str, width: u16, line: usize) -> Vec<WrapRow> {
    let Some((header, body)) = table.rows.split_first() else {
        return Vec::new();
    };
    let mut list = List {
        text,
        width,
        rows: Vec::new(),
        line,
        at: header.line.start,
        first: true,
    };
    if body.is_empty() {
        for cell in &header.cells {
            list.labelled(cell, None);
        }
    }
    for (index, row) in body.iter().enumerate() {
        if index > 0 {
            list.at = row.line.start;
            list.line = line + index + 2;
            list.first = true;
            list.push(vec![Piece::Rule(0..width)], row.line.start);
        }
        let before = list.rows.len();
        for (label, value) in header.cells.iter().zip(&row.cells) {
            if !value.is_empty() {
                list.labelled(label, Some(value));
            }
        }
        if list.rows.len() == before {
            list.push(Vec::new(), row.line.end);
        }
    }
    if list.rows.is_empty() {
        list.push(Vec::new(), header.line.end);
    }
    list.rows
}

struct List<'a> {
    text: &'a str,
    width: u16,
    rows: Vec<WrapRow>,
    line: usize,
    /// Where the bytes of the next row start.
    at: usize,
    first: bool,
}

impl List<'_> {
    /// Adds a row that shows the text up to `end`.
    fn push(&mut self, pieces: Vec<Piece>, end: usize) {
        let end = end.max(self.at);
        self.rows.push(WrapRow {
            bytes: self.at..end,
            line: self.line,
            indent: 0,
            first: std::mem::take(&mut self.first),
            pieces: Some(pieces.into()),
        });
        self.at = end;
    }

    /// Adds a header with its value behind it, or below it where a word would be broken behind it.
    fn labelled(&mut self, label: &Range<usize>, value: Option<&Range<usize>>) {
        let mut pieces = Vec::new();
        let mut column = 0;
        let room = self.width.saturating_sub(COLON).max(1);
        for (bytes, _) in broken(self.text, label, room, Indent::default()) {
            if !pieces.is_empty() {
                self.push(std::mem::take(&mut pieces), self.at);
            }
            column = u16::try_from(width(&self.text[bytes.clone()])).unwrap_or(u16::MAX);
            let header = true;
            pieces.push(Piece::Text { bytes, x: 0, header });
        }
        let Some(value) = value else {
            if !pieces.is_empty() {
                self.push(pieces, label.end);
            }
            return;
        };
        // Room for a wide character always stays.
        let hang = COLON.min(self.width.saturating_sub(2));
        let mut first = 0;
        if !pieces.is_empty() {
            pieces.push(Piece::Colon { x: column });
            first = column.saturating_add(COLON);
            if self.width.saturating_sub(first) < unbreakable(self.text, value.clone()) {
                self.push(std::mem::take(&mut pieces), self.at);
                first = hang;
            }
        }
        let indent = Indent { first, hang };
        for (bytes, x) in broken(self.text, value, self.width, indent) {
            let end = bytes.end;
            let header = false;
            pieces.push(Piece::Text { bytes, x, header });
            self.push(std::mem::take(&mut pieces), end);
        }
        if !pieces.is_empty() {
            self.push(pieces, value.end);
        }
    }
}
