//! Text with roles, tied byte by byte to the source that it was made from.

use std::ops::Range;

use super::table::{self, Outline, Table};

/// What a stretch of text is, from which its style follows when it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// Nothing special.
    #[default]
    Plain,
    /// A heading.
    Heading,
    /// What matters more.
    Strong,
    /// What matters less.
    Muted,
    /// Mathematics.
    Math,
    /// A word of the programming language.
    Keyword,
    /// A string literal, or code inside a text.
    String,
    /// A number.
    Number,
    /// A number of a problem that is made to stand out.
    Datum,
    /// A comment.
    Comment,
    /// A name that is called.
    Call,
    /// Not in the parent.
    Inserted,
    /// Only in the parent.
    Removed,
    /// A bracket around changed words.
    Marker,
    /// Something good.
    Pass,
    /// Something bad.
    Fail,
    /// Something that cannot be told.
    Unknown,
    /// Something that broke.
    Error,
}

/// Where a stretch of shown text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Segment {
    shown: Range<usize>,
    source: Range<usize>,
    /// Byte for byte; otherwise the one stands for the other as a whole.
    exact: bool,
}

/// The way from a source to what is shown of it; segments are in order on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceMap {
    segments: Vec<Segment>,
}

impl SourceMap {
    /// The bytes shown for a span of the source, in order. A stretch that was replaced as a whole is shown as a whole.
    pub fn shown(&self, span: &Range<usize>) -> Vec<Range<usize>> {
        let first = self
            .segments
            .partition_point(|segment| segment.source.end <= span.start);
        let overlapping = self.segments[first..]
            .iter()
            .take_while(|segment| segment.source.start < span.end);
        let mut shown: Vec<Range<usize>> = Vec::new();
        for segment in overlapping {
            let piece = segment.piece(span);
            match shown.last_mut() {
                Some(last) if last.end == piece.start => last.end = piece.end,
                _ => shown.push(piece),
            }
        }
        shown.retain(|piece| !piece.is_empty());
        shown
    }

    fn push(&mut self, segment: Segment) {
        match self.segments.last_mut() {
            Some(last)
                if last.exact
                    && segment.exact
                    && last.shown.end == segment.shown.start
                    && last.source.end == segment.source.start =>
            {
                last.shown.end = segment.shown.end;
                last.source.end = segment.source.end;
            }
            _ => self.segments.push(segment),
        }
    }
}

impl Segment {
    fn piece(&self, span: &Range<usize>) -> Range<usize> {
        if !self.exact {
            return self.shown.clone();
        }
        let start = span.start.max(self.source.start) - self.source.start;
        let end = span.end.min(self.source.end) - self.source.start;
        self.shown.start + start..self.shown.start + end.max(start)
    }
}

/// A text that is made harmless, with the way back to the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    text: String,
    map: SourceMap,
}

impl Cleaned {
    /// Makes a text harmless ([`crate::sample::clean`]).
    pub fn new(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut map = SourceMap::default();
        for span in crate::sample::kept_spans(source) {
            let start = text.len();
            text.push_str(&source[span.clone()]);
            map.push(Segment {
                shown: start..text.len(),
                source: span,
                exact: true,
            });
        }
        Self { text, map }
    }

    /// The harmless text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the bytes of a span of the source are in it.
    pub fn spans(&self, source: &Range<usize>) -> Vec<Range<usize>> {
        self.map.shown(source)
    }
}

/// Which source a stretch comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The text that is shown.
    Own,
    /// The parent that it is compared with.
    Parent,
}

/// A text to be shown: characters, roles, and where each comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rich {
    text: String,
    roles: Vec<(Range<usize>, Role)>,
    own: SourceMap,
    parent: SourceMap,
    line_start: usize,
    tables: Vec<Table>,
}

/// Columns between tab stops.
const TAB: usize = 4;

impl Rich {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The characters.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The stretches that are not plain, in order and apart.
    pub fn roles(&self) -> &[(Range<usize>, Role)] {
        &self.roles
    }

    /// Where a span of a source is shown.
    pub fn shown(&self, source: Source, span: &Range<usize>) -> Vec<Range<usize>> {
        match source {
            Source::Own => self.own.shown(span),
            Source::Parent => self.parent.shown(span),
        }
    }

    /// The tables in it, in order.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Shows the Markdown tables of the text as tables from now on. A bar in a formula or in code is none of a table.
    pub fn find_tables(&mut self) {
        let word = |at: usize| {
            let next = self.roles.partition_point(|(span, _)| span.end <= at);
            let role = self.roles.get(next).filter(|(span, _)| span.contains(&at));
            !matches!(role, Some((_, Role::Math | Role::String)))
        };
        let outlines = table::outlines(&self.text, word);
        self.tables = outlines
            .iter()
            .map(|outline| Table::new(&self.text, outline))
            .collect();
    }

    /// Shows these tables of the own source as tables from now on. The text must have the lines of the source.
    pub fn keep_tables(&mut self, outlines: &[Outline]) {
        if outlines.is_empty() {
            return;
        }
        let lines = table::lines(&self.text);
        let shown = outlines.iter().filter_map(|outline| outline.shown(self, &lines));
        self.tables = shown.map(|outline| Table::new(&self.text, &outline)).collect();
    }

    /// Whether the last line is empty.
    pub fn at_line_start(&self) -> bool {
        self.line_start == self.text.len()
    }

    /// Adds something that stands in no source.
    pub fn decorate(&mut self, text: &str, role: Role) -> &mut Self {
        self.append(text, role);
        self
    }

    /// Adds the bytes `span` of `source_text`; tabs become spaces. Spans of one source must be added in order.
    pub fn copy(&mut self, source_text: &str, span: Range<usize>, role: Role, source: Source) -> &mut Self {
        let mut at = span.start;
        for piece in source_text[span].split_inclusive('\t') {
            let (body, tab) = piece
                .strip_suffix('\t')
                .map_or((piece, false), |body| (body, true));
            if !body.is_empty() {
                let shown = self.append(body, role);
                self.tie(source, shown, at..at + body.len(), true);
            }
            if tab {
                let column = super::width(&self.text[self.line_start..]);
                let shown = self.append(&" ".repeat(TAB - column % TAB), role);
                self.tie(source, shown, at + body.len()..at + piece.len(), false);
            }
            at += piece.len();
        }
        self
    }

    /// Adds `shown` in place of the bytes `span` of a source.
    pub fn replace(&mut self, shown: &str, span: Range<usize>, role: Role, source: Source) -> &mut Self {
        let shown = self.append(shown, role);
        self.tie(source, shown, span, false);
        self
    }

    fn append(&mut self, text: &str, role: Role) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        if let Some(at) = text.rfind('\n') {
            self.line_start = start + at + 1;
        }
        if role != Role::Plain && start != end {
            match self.roles.last_mut() {
                Some((last, same)) if *same == role && last.end == start => last.end = end,
                _ => self.roles.push((start..end, role)),
            }
        }
        start..end
    }

    fn tie(&mut self, source: Source, shown: Range<usize>, span: Range<usize>, exact: bool) {
        let map = match source {
            Source::Own => &mut self.own,
            Source::Parent => &mut self.parent,
        };
        map.push(Segment {
            shown,
            source: span,
            exact,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_a_dirty_source_is_found_in_the_clean_text() {
        let source = "a \u{1b}]0;red\u{7}red\r\nb";
        let cleaned = Cleaned::new(source);
        assert_eq!(cleaned.text(), "a red\nb");
        let red = source.rfind("red").unwrap();
        let texts = |span| -> Vec<&str> {
            cleaned
                .spans(&span)
                .into_iter()
                .map(|at| &cleaned.text()[at])
                .collect()
        };
        assert_eq!(texts(red..red + 3), ["red"]);
        assert_eq!(
            cleaned.spans(&(red..red + 3)).first().map(|span| span.start),
            Some(2)
        );
        // The title inside the sequence is not shown, so it is nowhere.
        assert!(cleaned.spans(&(5..8)).is_empty());
        assert_eq!(
            texts(0..source.len()),
            ["a red
b"]
        );
    }

    #[test]
    fn replaced_stretches_are_shown_as_a_whole() {
        let mut rich = Rich::new();
        let source = "x \\leq 4\ty";
        rich.copy(source, 0..2, Role::Plain, Source::Own);
        rich.replace("≤", 2..6, Role::Math, Source::Own);
        rich.copy(source, 6..10, Role::Plain, Source::Own);
        assert_eq!(rich.text(), "x ≤ 4   y");
        let at = |span: Range<usize>| -> Vec<&str> {
            rich.shown(Source::Own, &span)
                .into_iter()
                .map(|shown| &rich.text()[shown])
                .collect()
        };
        assert_eq!(at(3..4), ["≤"]);
        assert_eq!(at(7..8), ["4"]);
        assert_eq!(at(8..9), ["   "]);
        assert_eq!(at(0..10), ["x ≤ 4   y"]);
        assert!(at(4..4).is_empty() || at(4..4) == ["≤"]);
    }
}
