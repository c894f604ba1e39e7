//! The verdicts, with their findings folded under them.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::{CheckId, Finding, Verdict};

use super::{Look, Pane, Scroll, Title};

/// A verdict with what has become of it since.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// Whether what it judged has changed since.
    pub stale: bool,
    /// The reason for which a person overruled it, if one did.
    pub overruled: Option<String>,
}

/// What the cursor is on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Selected<'a> {
    /// A verdict.
    Verdict(&'a Judged),
    /// One of its findings.
    Finding(&'a Judged, &'a Finding),
}

/// Where a person is in the verdicts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerdictsState {
    /// Position of the cursor among the lines that are not folded away.
    pub cursor: usize,
    /// Verdicts that a person opened or closed against the rule (failing ones open, passing ones closed).
    pub toggled: BTreeSet<CheckId>,
    /// What is in view.
    pub scroll: Scroll,
}

/// The verdicts of a sample.
#[derive(Debug)]
pub struct VerdictsPane {
    judged: Vec<Judged>,
}

impl VerdictsPane {
    /// Prepares verdicts, shown in the order given.
    pub fn new(judged: Vec<Judged>) -> Self {
        Self { judged }
    }

    /// How many items the cursor can be on.
    pub fn items(&self, _state: &VerdictsState) -> usize {
        self.judged.len()
    }

    /// What the cursor is on.
    pub fn selected(&self, _state: &VerdictsState) -> Option<Selected<'_>> {
        None
    }

    /// Opens or closes the verdict that the cursor is on or in.
    pub fn toggle(&self, _state: &mut VerdictsState) {}
}

impl Pane for VerdictsPane {
    type State = VerdictsState;

    fn title(&self) -> Title {
        Title::new("Verdicts", "")
    }

    fn height(&self, _width: u16, _state: &VerdictsState) -> usize {
        0
    }

    fn draw(&self, _area: Rect, _buf: &mut Buffer, _state: &mut VerdictsState, _look: Look<'_>) {}
}
