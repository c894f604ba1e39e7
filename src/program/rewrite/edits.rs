//! Edits of a text, collected in any order and applied at once.

use std::borrow::Cow;

use ruff_text_size::{TextRange, TextSize};

/// What comes first where several edits meet: closing brackets of what ends here, then opening ones of what starts
/// here, then replacements of the token that stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Close,
    Open,
    Replace,
}

#[derive(Debug)]
struct Edit {
    range: TextRange,
    rank: Rank,
    text: Cow<'static, str>,
    /// For text that was put together anew: the line of the source that each of its lines but the first stands for.
    lines: Option<Vec<u32>>,
}

/// A set of edits. Openings are to be added from the outside in and closings from the inside out, which is what a
/// walk over a tree does by itself; the sort is stable.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Edit>);

impl Edits {
    pub(super) fn open(&mut self, at: TextSize, text: impl Into<Cow<'static, str>>) {
        self.push(TextRange::empty(at), Rank::Open, text.into(), None);
    }

    pub(super) fn close(&mut self, at: TextSize, text: impl Into<Cow<'static, str>>) {
        self.push(TextRange::empty(at), Rank::Close, text.into(), None);
    }

    pub(super) fn replace(&mut self, range: TextRange, text: impl Into<Cow<'static, str>>) {
        self.push(range, Rank::Replace, text.into(), None);
    }

    /// Replaces whole statements by text with lines of its own.
    pub(super) fn generate(&mut self, range: TextRange, text: String, lines: Vec<u32>) {
        self.push(range, Rank::Replace, text.into(), Some(lines));
    }

    fn push(&mut self, range: TextRange, rank: Rank, text: Cow<'static, str>, lines: Option<Vec<u32>>) {
        self.0.push(Edit {
            range,
            rank,
            text,
            lines,
        });
    }

    /// The edited text of a piece of the source in which all edits lie, and the line of the source, counted from
    /// `first`, that each of its lines stands for.
    pub(super) fn apply(mut self, source: &str, range: TextRange, first: u32) -> (String, LineMap) {
        self.0.sort_by_key(|edit| (edit.range.start(), edit.rank));
        let added: usize = self.0.iter().map(|edit| edit.text.len()).sum();
        let mut out = String::with_capacity(source[range].len() + added);
        let mut lines = LineMap::new(first);
        let mut position = range.start();
        for edit in &self.0 {
            let kept = &source[TextRange::new(position, edit.range.start())];
            lines.advance(count_lines(kept));
            out.push_str(kept);
            out.push_str(&edit.text);
            let breaks = count_lines(&source[edit.range]);
            if let Some(generated) = &edit.lines {
                lines.generate(generated, breaks);
            } else {
                // A replaced piece may have spanned lines; what follows must stay on its own.
                let written = count_lines(&edit.text);
                lines.advance(breaks.min(written));
                lines.insert(written.saturating_sub(breaks));
                let missing = breaks.saturating_sub(written);
                lines.advance(missing);
                out.extend(std::iter::repeat_n('\n', missing));
            }
            position = edit.range.end();
        }
        let kept = &source[TextRange::new(position, range.end())];
        lines.advance(count_lines(kept));
        out.push_str(kept);
        (out, lines)
    }
}

fn count_lines(text: &str) -> usize {
    text.matches('\n').count()
}

/// Which line of the source each line of an edited text stands for.
#[derive(Debug)]
pub(in crate::program) struct LineMap {
    /// The line of the source that is being copied.
    current: u32,
    /// The line of the source by line of the edited text, both from 1.
    lines: Vec<u32>,
}

impl LineMap {
    fn new(first: u32) -> Self {
        Self {
            current: first,
            lines: vec![first],
        }
    }

    fn advance(&mut self, count: usize) {
        for _ in 0..count {
            self.current += 1;
            self.lines.push(self.current);
        }
    }

    fn insert(&mut self, count: usize) {
        self.lines.extend(std::iter::repeat_n(self.current, count));
    }

    fn generate(&mut self, lines: &[u32], breaks: usize) {
        self.lines.extend_from_slice(lines);
        self.current += u32::try_from(breaks).unwrap_or(0);
    }

    /// The line of the source, from 1, that `line` of the edited text stands for.
    pub(in crate::program) fn original(&self, line: u32) -> u32 {
        let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        self.lines.get(index).copied().unwrap_or(line)
    }

    /// The line of the source for each line of the edited text.
    pub(in crate::program) fn into_lines(self) -> Vec<u32> {
        self.lines
    }

    /// The lines that stand for each line after the first.
    pub(super) fn rest(&self) -> &[u32] {
        self.lines.get(1..).unwrap_or_default()
    }
}
