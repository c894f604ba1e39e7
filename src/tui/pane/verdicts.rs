//! The verdicts, with their findings folded under them.

mod entry;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::suspicion::Suspicion;
use crate::check::{CheckId, Finding, Verdict, VerdictKind};

use super::figures::count;
use super::{Ink, Look, Pane, Scroll, Title};
use entry::Entry;

/// Reasons of a suspicion that are told.
const MOST_REASONS: usize = 5;

/// Change of the log-odds below which a reason is not worth a line.
const LEAST_WEIGHT: f64 = 0.05;

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
    /// Position of the cursor among the verdicts and findings that are not folded away.
    pub cursor: usize,
    /// Verdicts that a person opened or closed against the rule: those that neither pass nor were overruled are open.
    pub toggled: BTreeSet<CheckId>,
    /// What is in view.
    pub scroll: Scroll,
}

/// The verdicts of a sample.
#[derive(Debug)]
pub struct VerdictsPane {
    entries: Vec<Entry>,
    /// The probability that a person would object, and lines that say why.
    suspicion: Option<(f64, Vec<String>)>,
    layout: RefCell<Option<Arc<Layout>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Verdict(usize),
    Finding(usize, usize),
}

/// Which item starts on which line, for one width and one state of the folds.
#[derive(Debug)]
struct Layout {
    width: u16,
    toggled: BTreeSet<CheckId>,
    items: Vec<(Item, usize)>,
    total: usize,
}

impl Layout {
    fn lines(&self, position: usize) -> Range<usize> {
        let start = self.items.get(position).map_or(self.total, |(_, start)| *start);
        start
            ..self
                .items
                .get(position + 1)
                .map_or(self.total, |(_, start)| *start)
    }
}

/// How large a suspicion is, and its reasons, a line each.
fn reasons(suspicion: &Suspicion) -> Vec<String> {
    let told = suspicion.reasons.iter().take(MOST_REASONS);
    let told: Vec<String> = told
        .filter(|reason| reason.weight >= LEAST_WEIGHT)
        .map(|reason| format!("  +{:.1} {}", reason.weight, reason.feature.words()))
        .collect();
    let head = if told.is_empty() { "" } else { ", because" };
    let chance = format!(
        "{:.0} % likely to be rejected or edited{head}",
        100.0 * suspicion.probability
    );
    std::iter::once(chance).chain(told).collect()
}

impl VerdictsPane {
    /// Prepares verdicts, shown in the order given.
    pub fn new(judged: Vec<Judged>) -> Self {
        Self {
            entries: judged.into_iter().map(Entry::new).collect(),
            suspicion: None,
            layout: RefCell::new(None),
        }
    }

    /// Adds what all of them come to, shown in the title and with its reasons below the verdicts.
    #[must_use]
    pub fn suspected(mut self, suspicion: Option<Suspicion>) -> Self {
        self.suspicion = suspicion.map(|suspicion| (suspicion.probability, reasons(&suspicion)));
        self
    }

    /// How many items the cursor can be on.
    pub fn items(&self, state: &VerdictsState) -> usize {
        self.entries
            .iter()
            .map(|entry| 1 + entry.shown_findings(&state.toggled))
            .sum()
    }

    /// What the cursor is on.
    pub fn selected(&self, state: &VerdictsState) -> Option<Selected<'_>> {
        match self.item(state)? {
            Item::Verdict(index) => Some(Selected::Verdict(&self.entries[index].judged)),
            Item::Finding(index, finding) => {
                let judged = &self.entries[index].judged;
                Some(Selected::Finding(judged, &judged.verdict.findings[finding]))
            }
        }
    }

    /// The position of the first finding of a verdict that neither passes nor was overruled, failures before the rest; 0 when there is
    /// none.
    pub fn first_concern(&self, state: &VerdictsState) -> usize {
        let mut position = 0;
        let mut found: Option<(VerdictKind, usize)> = None;
        for entry in &self.entries {
            let kind = entry.judged.verdict.kind;
            let shown = entry.shown_findings(&state.toggled);
            if entry.is_concern() && found.is_none_or(|(worst, _)| kind > worst) {
                found = Some((kind, position + usize::from(shown > 0)));
            }
            position += 1 + shown;
        }
        found.map_or(0, |(_, position)| position)
    }

    /// Opens or closes the verdict that the cursor is on or in, and leaves the cursor on it.
    pub fn toggle(&self, state: &mut VerdictsState) {
        let Some(Item::Verdict(index) | Item::Finding(index, _)) = self.item(state) else {
            return;
        };
        let entry = &self.entries[index];
        if entry.judged.verdict.findings.is_empty() {
            return;
        }
        let before = self.entries[..index]
            .iter()
            .map(|entry| 1 + entry.shown_findings(&state.toggled))
            .sum();
        let check = entry.judged.verdict.check;
        if !state.toggled.remove(&check) {
            state.toggled.insert(check);
        }
        state.cursor = before;
    }

    fn item(&self, state: &VerdictsState) -> Option<Item> {
        let mut rest = state.cursor;
        for (index, entry) in self.entries.iter().enumerate() {
            let shown = entry.shown_findings(&state.toggled);
            match rest.checked_sub(1) {
                None => return Some(Item::Verdict(index)),
                Some(finding) if finding < shown => return Some(Item::Finding(index, finding)),
                Some(_) => rest -= 1 + shown,
            }
        }
        None
    }

    fn layout(&self, width: u16, toggled: &BTreeSet<CheckId>) -> Arc<Layout> {
        let mut kept = self.layout.borrow_mut();
        if let Some(layout) = kept
            .as_ref()
            .filter(|layout| layout.width == width && layout.toggled == *toggled)
        {
            return Arc::clone(layout);
        }
        let (mut items, mut total) = (Vec::new(), 0);
        for (index, entry) in self.entries.iter().enumerate() {
            items.push((Item::Verdict(index), total));
            total += entry.height(width);
            for finding in 0..entry.shown_findings(toggled) {
                items.push((Item::Finding(index, finding), total));
                total += entry.finding_height(finding, width);
            }
        }
        let layout = Arc::new(Layout {
            width,
            toggled: toggled.clone(),
            items,
            total,
        });
        *kept = Some(Arc::clone(&layout));
        layout
    }

    /// Lines below the verdicts.
    fn below(&self) -> usize {
        self.suspicion
            .as_ref()
            .map_or(0, |(_, reasons)| 1 + reasons.len())
    }

    fn draw_item(&self, item: Item, line: usize, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        match item {
            Item::Verdict(index) => self.entries[index].draw(line, area, buf, look),
            Item::Finding(index, finding) => self.entries[index].draw_finding(finding, line, area, buf, look),
        }
    }
}

impl Pane for VerdictsPane {
    type State = VerdictsState;

    fn scroll(state: &VerdictsState) -> &Scroll {
        &state.scroll
    }

    fn scroll_mut(state: &mut VerdictsState) -> &mut Scroll {
        &mut state.scroll
    }

    fn title(&self) -> Title {
        let of_kind = |kind| {
            self.entries
                .iter()
                .filter(|entry| entry.judged.verdict.kind == kind)
                .count()
        };
        let stale = self.entries.iter().filter(|entry| entry.judged.stale).count();
        let kinds = [VerdictKind::Fail, VerdictKind::Error, VerdictKind::Unknown];
        let counts = kinds.map(|kind| (of_kind(kind), kind.symbol(), kind.word()));
        let mut notes: Vec<String> = Vec::new();
        for (number, symbol, word) in counts.into_iter().chain([(stale, "~", "stale")]) {
            // The first word says how to read the others, which are told by their symbols.
            let word = if notes.is_empty() {
                format!(" {word}")
            } else {
                String::new()
            };
            notes.extend((number > 0).then(|| format!("{symbol} {number}{word}")));
        }
        if notes.is_empty() && !self.entries.is_empty() {
            notes.push(format!("✔ {} pass", count(self.entries.len(), "check")));
        }
        if let Some((probability, _)) = &self.suspicion {
            // One space: beside "14 checks pass" there is room for no more.
            let told = notes.join("  ");
            return Title::new("Verdicts", format!("{told} {:.0}%", 100.0 * probability));
        }
        Title::new("Verdicts", notes.join("  "))
    }

    fn height(&self, width: u16, state: &VerdictsState) -> usize {
        self.layout(width, &state.toggled).total + self.below()
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut VerdictsState, look: Look<'_>) {
        let layout = self.layout(area.width, &state.toggled);
        state.cursor = state.cursor.min(layout.items.len().saturating_sub(1));
        state
            .scroll
            .fit(usize::from(area.height), layout.total + self.below());
        state.scroll.show(layout.lines(state.cursor));
        let reasons = self.suspicion.as_ref().map_or(&[][..], |(_, reasons)| reasons);
        for (index, row) in state.scroll.window().zip(area.rows()) {
            if index >= layout.total {
                // A blank line sets them apart from the verdicts.
                let at = (index - layout.total).checked_sub(1);
                if let Some(reason) = at.and_then(|at| reasons.get(at)) {
                    Ink::new(row, buf).put(reason, look.styles.muted);
                }
                continue;
            }
            let position = layout
                .items
                .partition_point(|(_, start)| *start <= index)
                .saturating_sub(1);
            let Some((item, start)) = layout.items.get(position) else {
                continue;
            };
            self.draw_item(*item, index - start, row, buf, look);
            if position == state.cursor {
                super::select(row, buf, look);
            }
        }
    }
}
