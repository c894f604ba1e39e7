//! The problem in words, plain or against its parent.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::sample::Part;
use crate::tui::text::diff::{Change, Comparison, WordDiff, compare};
use crate::tui::text::table::{self, Outline};
use crate::tui::text::{Cleaned, Document, Hang, Rich, Role, Source};

use super::text_pane::{Lights, draw_document, shown};
use super::{Lit, Look, Pane, Scroll, Title};

/// The parent that a problem is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// Which parent, from 0.
    pub parent: usize,
    /// Its problem.
    pub problem: &'a str,
}

/// How a problem is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProblemOptions {
    /// Put `[…]` around what only the parent has and `{…}` around what it has not. Without these marks, only colour and
    /// strokes tell.
    pub markers: bool,
    /// Make the numbers stand out.
    pub numbers: bool,
}

impl Default for ProblemOptions {
    fn default() -> Self {
        Self {
            markers: true,
            numbers: false,
        }
    }
}

/// The problem of a sample.
#[derive(Debug)]
pub struct ProblemPane {
    cleaned: Cleaned,
    parent: Option<(usize, Cleaned)>,
    document: Document,
    note: String,
}

impl ProblemPane {
    /// Prepares a problem; `against` shows it as changes of that parent.
    pub fn new(problem: &str, against: Option<Against<'_>>, options: ProblemOptions) -> Self {
        let cleaned = Cleaned::new(problem);
        let parent = against.map(|against| (against.parent, Cleaned::new(against.problem)));
        let comparison = parent
            .as_ref()
            .map(|(_, parent)| compare(parent.text(), cleaned.text()));
        let outlines = table::outlines(cleaned.text(), |_| true);
        let grids = Grid::of(cleaned.text(), &outlines);
        let mut writer = Writer {
            own: cleaned.text(),
            parent: parent.as_ref().map_or("", |(_, parent)| parent.text()),
            options,
            grids: &grids,
            rich: Rich::new(),
        };
        match &comparison {
            Some(Comparison::Changed(diff)) => writer.changes(diff),
            _ => writer.own_text(0..cleaned.text().trim_end().len(), Role::Plain),
        }
        let mut rich = writer.rich;
        rich.keep_tables(&outlines);
        Self {
            document: Document::new(rich, Hang::List),
            note: comparison.map(|comparison| note(&comparison)).unwrap_or_default(),
            cleaned,
            parent,
        }
    }

    /// The shown bytes that are lit, in order and apart.
    fn lit(&self, lit: &Lit) -> Vec<Range<usize>> {
        let own = lit.text(Part::Problem);
        let mut spans = shown(&self.document, &self.cleaned, Source::Own, own);
        if let Some((index, parent)) = &self.parent {
            spans.extend(shown(&self.document, parent, Source::Parent, lit.parent(*index)));
            spans.sort_by_key(|span| span.start);
        }
        spans
    }
}

fn note(comparison: &Comparison) -> String {
    match comparison {
        Comparison::Same => "same as parent".to_owned(),
        Comparison::Changed(diff) => {
            let words = if diff.inserted == 1 { "word" } else { "words" };
            format!("vs parent: {} {words} in, {} out", diff.inserted, diff.removed)
        }
        Comparison::Rewritten(shared) => format!("rewritten, {shared} % of parent kept"),
        Comparison::TooLong => "too long to compare".to_owned(),
    }
}

impl Pane for ProblemPane {
    type State = Scroll;

    fn scroll(state: &Scroll) -> &Scroll {
        state
    }

    fn scroll_mut(state: &mut Scroll) -> &mut Scroll {
        state
    }

    fn title(&self) -> Title {
        Title::new("Problem", self.note.as_str())
    }

    fn height(&self, width: u16, _state: &Scroll) -> usize {
        self.document.height(width)
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut Scroll, look: Look<'_>) {
        let lights = Lights {
            all: self.lit(look.lit),
            here: look.lit.here().map(|here| self.lit(here)).unwrap_or_default(),
        };
        draw_document(&self.document, area, buf, state, look, &lights);
    }
}

/// Where a table stands in the problem, and what of it is words; the rest is bars, dashes and line feeds.
struct Grid {
    /// With the line feeds before and after it.
    bytes: Range<usize>,
    /// The cells with something in them, in order.
    cells: Vec<Range<usize>>,
}

impl Grid {
    fn of(text: &str, outlines: &[Outline]) -> Vec<Self> {
        let grid = |outline: &Outline| {
            let bytes = outline.bytes();
            Self {
                bytes: bytes.start.saturating_sub(1)..text.len().min(bytes.end + 1),
                cells: outline.cells(text),
            }
        };
        outlines.iter().map(grid).collect()
    }

    /// Whether a position lies in it, but not inside a cell.
    fn is_between_cells(&self, at: usize) -> bool {
        let next = self.cells.partition_point(|cell| cell.end <= at);
        let inside = self.cells.get(next).is_some_and(|cell| cell.start < at);
        self.bytes.start < at && at < self.bytes.end && !inside
    }
}

struct Writer<'a> {
    own: &'a str,
    parent: &'a str,
    options: ProblemOptions,
    grids: &'a [Grid],
    rich: Rich,
}

impl Writer<'_> {
    fn changes(&mut self, diff: &WordDiff) {
        let mut at = 0;
        for change in &diff.changes {
            match change {
                Change::Equal(span) => self.own_text(span.clone(), Role::Plain),
                Change::Inserted(span) => self.inserted(span.clone()),
                Change::Removed(span) => {
                    if !self.is_ruling(span, at) {
                        self.marked("[", "]", |writer| writer.removed(span.clone()));
                    }
                }
            }
            if let Change::Equal(span) | Change::Inserted(span) = change {
                at = span.end;
            }
        }
    }

    /// Whether what the parent has is only another way to rule the table in which `at` lies.
    fn is_ruling(&self, removed: &Range<usize>, at: usize) -> bool {
        let ruling = |c: char| matches!(c, '|' | ':' | '-' | ' ' | '\n');
        self.parent[removed.clone()].chars().all(ruling)
            && self.grids.iter().any(|grid| grid.is_between_cells(at))
    }

    /// What came in is marked cell by cell where it reaches into a table.
    fn inserted(&mut self, span: Range<usize>) {
        let words = |writer: &mut Self, words: Range<usize>| {
            if !words.is_empty() {
                writer.marked("{", "}", |writer| writer.own_text(words, Role::Inserted));
            }
        };
        let mut at = span.start;
        for grid in self.grids {
            if grid.bytes.end <= at || span.end <= grid.bytes.start {
                continue;
            }
            let end = grid.bytes.end.min(span.end);
            words(self, at..grid.bytes.start.max(at));
            at = grid.bytes.start.max(at);
            let from = grid.cells.partition_point(|cell| cell.end <= at);
            for cell in grid.cells[from..].iter().take_while(|cell| cell.start < end) {
                let start = cell.start.max(at);
                self.own_text(at..start, Role::Plain);
                at = cell.end.min(end);
                words(self, start..at);
            }
            self.own_text(at..end, Role::Plain);
            at = end;
        }
        words(self, at..span.end);
    }

    fn marked(&mut self, opening: &str, closing: &str, write: impl FnOnce(&mut Self)) {
        if self.options.markers {
            self.rich.decorate(opening, Role::Marker);
        }
        write(self);
        if self.options.markers {
            self.rich.decorate(closing, Role::Marker);
        }
    }

    /// What only the parent has stays on the line where it was cut out: its line breaks become blanks.
    fn removed(&mut self, span: Range<usize>) {
        let mut at = span.start;
        for (index, line) in self.parent[span].split('\n').enumerate() {
            if index > 0 {
                self.rich.replace(" ", at..at + 1, Role::Removed, Source::Parent);
                at += 1;
            }
            self.rich
                .copy(self.parent, at..at + line.len(), Role::Removed, Source::Parent);
            at += line.len();
        }
    }

    fn own_text(&mut self, span: Range<usize>, role: Role) {
        let mut at = span.start;
        if self.options.numbers && role == Role::Plain {
            for number in numbers(&self.own[span.clone()]) {
                let number = span.start + number.start..span.start + number.end;
                self.rich.copy(self.own, at..number.start, role, Source::Own);
                self.rich.copy(self.own, number.clone(), Role::Datum, Source::Own);
                at = number.end;
            }
        }
        self.rich.copy(self.own, at..span.end, role, Source::Own);
    }
}

/// The numbers written in digits: `3`, `1,200.50`, `15%`. Only for the eye; the check of that name knows far more.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let inside_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        if !digit(at) || inside_word {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1)) {
            at += 1;
        }
        at += usize::from(bytes.get(at) == Some(&b'%'));
        found.push(start..at);
    }
    found
}
