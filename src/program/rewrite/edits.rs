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
}

/// A set of edits. Openings are to be added from the outside in and closings from the inside out, which is what a
/// walk over a tree does by itself; the sort is stable.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Edit>);

impl Edits {
    pub(super) fn open(&mut self, at: TextSize, text: impl Into<Cow<'static, str>>) {
        self.push(TextRange::empty(at), Rank::Open, text.into());
    }

    pub(super) fn close(&mut self, at: TextSize, text: impl Into<Cow<'static, str>>) {
        self.push(TextRange::empty(at), Rank::Close, text.into());
    }

    pub(super) fn replace(&mut self, range: TextRange, text: impl Into<Cow<'static, str>>) {
        self.push(range, Rank::Replace, text.into());
    }

    fn push(&mut self, range: TextRange, rank: Rank, text: Cow<'static, str>) {
        self.0.push(Edit { range, rank, text });
    }

    /// The edited text.
    pub(super) fn apply(mut self, source: &str) -> String {
        self.0.sort_by_key(|edit| (edit.range.start(), edit.rank));
        let added: usize = self.0.iter().map(|edit| edit.text.len()).sum();
        let mut out = String::with_capacity(source.len() + added);
        let mut position = TextSize::new(0);
        for edit in &self.0 {
            out.push_str(&source[TextRange::new(position, edit.range.start())]);
            out.push_str(&edit.text);
            position = edit.range.end();
        }
        out.push_str(&source[TextRange::new(position, TextSize::of(source))]);
        out
    }
}
