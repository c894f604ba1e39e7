//! The verdicts, with their findings folded under them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::{CheckId, Evidence, Finding, Severity, Verdict, VerdictKind};
use crate::tui::text::{Document, Hang, Rich, Role, one_line};

use super::figures::count;
use super::{Ink, Look, Pane, Scroll, Title};

/// Bytes of one summary or message that are shown.
const MESSAGE_LIMIT: usize = 4_000;

/// Columns before a summary: the symbol and the name of the check.
const NAME: u16 = 14;

/// Columns before a message.
const INDENT: u16 = 4;

/// Columns of a summary below which it goes under the name.
const LEAST_SUMMARY: u16 = 16;

/// Places of a finding that are named.
const PLACES: usize = 6;

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
    /// Verdicts that a person opened or closed against the rule: those that do not pass are open.
    pub toggled: BTreeSet<CheckId>,
    /// What is in view.
    pub scroll: Scroll,
}

/// The verdicts of a sample.
#[derive(Debug)]
pub struct VerdictsPane {
    entries: Vec<Entry>,
    layout: RefCell<Option<Arc<Layout>>>,
}

#[derive(Debug)]
struct Entry {
    judged: Judged,
    summary: Document,
    findings: Vec<Document>,
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

impl Entry {
    fn new(judged: Judged) -> Self {
        let mut summary = Rich::new();
        if judged.stale {
            summary.decorate("~ stale  ", Role::Muted);
        }
        let role = if judged.stale { Role::Muted } else { Role::Plain };
        summary.decorate(&one_line(&judged.verdict.summary, MESSAGE_LIMIT), role);
        if let Some(reason) = &judged.overruled {
            summary.decorate("\noverruled: ", Role::Strong);
            summary.decorate(&one_line(reason, MESSAGE_LIMIT), Role::Plain);
        }
        Self {
            summary: Document::new(summary, Hang::None),
            findings: judged.verdict.findings.iter().map(finding_text).collect(),
            judged,
        }
    }

    fn is_open(&self, toggled: &BTreeSet<CheckId>) -> bool {
        let by_rule = self.judged.verdict.kind != VerdictKind::Pass;
        by_rule != toggled.contains(&self.judged.verdict.check)
    }

    fn shown_findings(&self, toggled: &BTreeSet<CheckId>) -> usize {
        if self.is_open(toggled) {
            self.findings.len()
        } else {
            0
        }
    }

    fn height(&self, width: u16) -> usize {
        match summary_columns(width) {
            Some(columns) => self.summary.height(columns),
            None => 1 + self.summary.height(width.saturating_sub(INDENT)),
        }
    }
}

/// Columns of a summary beside the name; `None` where it goes under it.
fn summary_columns(width: u16) -> Option<u16> {
    width
        .checked_sub(NAME)
        .filter(|columns| *columns >= LEAST_SUMMARY)
}

fn finding_text(finding: &Finding) -> Document {
    let mut rich = Rich::new();
    rich.decorate(&one_line(&finding.message, MESSAGE_LIMIT), Role::Plain);
    let mut places: Vec<String> = Vec::new();
    for evidence in &finding.evidence {
        let place = place(evidence);
        if !places.contains(&place) && places.len() <= PLACES {
            places.push(place);
        }
    }
    if places.len() > PLACES {
        places.truncate(PLACES);
        places.push("…".to_owned());
    }
    if !places.is_empty() {
        rich.decorate(&format!("  → {}", places.join(", ")), Role::Muted);
    }
    Document::new(rich, Hang::None)
}

fn place(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Text { part, .. } => part.word().to_owned(),
        Evidence::Line { line } => format!("line {line}"),
        Evidence::Variable { name, .. } => format!("variable {}", one_line(name, 60)),
        Evidence::Row { name, .. } => format!("row {}", one_line(name, 60)),
        Evidence::Objective => "objective".to_owned(),
        Evidence::Outcome => "outcome".to_owned(),
        Evidence::Parent { .. } => "parent".to_owned(),
    }
}

impl VerdictsPane {
    /// Prepares verdicts, shown in the order given.
    pub fn new(judged: Vec<Judged>) -> Self {
        Self {
            entries: judged.into_iter().map(Entry::new).collect(),
            layout: RefCell::new(None),
        }
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

    /// The position of the first finding of a verdict that does not pass, failures before the rest; 0 when all pass.
    pub fn first_concern(&self, state: &VerdictsState) -> usize {
        let mut position = 0;
        let mut found: Option<(VerdictKind, usize)> = None;
        for entry in &self.entries {
            let kind = entry.judged.verdict.kind;
            let shown = entry.shown_findings(&state.toggled);
            if kind != VerdictKind::Pass && found.is_none_or(|(worst, _)| kind > worst) {
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
        if entry.findings.is_empty() {
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
                total += entry.findings[finding].height(width.saturating_sub(INDENT));
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

    fn draw_item(&self, item: Item, line: usize, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        match item {
            Item::Verdict(index) => draw_verdict(&self.entries[index], line, area, buf, look),
            Item::Finding(index, finding) => {
                let entry = &self.entries[index];
                let severity = entry.judged.verdict.findings[finding].severity;
                let symbol = match severity {
                    Severity::Info => "·",
                    Severity::Warning => "▲",
                    Severity::Error => "✘",
                };
                if line == 0 {
                    Ink::new(area, buf)
                        .skip(2)
                        .put(symbol, look.styles.severity(severity));
                }
                draw_indented(&entry.findings[finding], line, INDENT, area, buf, look);
            }
        }
    }
}

fn draw_verdict(entry: &Entry, line: usize, area: Rect, buf: &mut Buffer, look: Look<'_>) {
    let verdict = &entry.judged.verdict;
    let faded = entry.judged.stale || entry.judged.overruled.is_some();
    let style = if faded {
        look.styles.stale
    } else {
        look.styles.verdict(verdict.kind)
    };
    if line == 0 {
        let mut ink = Ink::new(area, buf);
        ink.put(verdict.kind.symbol(), style)
            .put(" ", style)
            .put_column(verdict.check.name(), 12, style);
    }
    match summary_columns(area.width) {
        Some(_) => draw_indented(&entry.summary, line, NAME, area, buf, look),
        None if line > 0 => draw_indented(&entry.summary, line - 1, INDENT, area, buf, look),
        None => {}
    }
}

fn draw_indented(
    document: &Document,
    line: usize,
    indent: u16,
    area: Rect,
    buf: &mut Buffer,
    look: Look<'_>,
) {
    let columns = area.width.saturating_sub(indent);
    let body = Rect {
        x: area.x + indent.min(area.width),
        width: columns,
        ..area
    };
    document.draw_row(&document.wrap(columns), line, body, buf, look.styles, &[]);
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
        Title::new("Verdicts", notes.join("  "))
    }

    fn height(&self, width: u16, state: &VerdictsState) -> usize {
        self.layout(width, &state.toggled).total
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut VerdictsState, look: Look<'_>) {
        let layout = self.layout(area.width, &state.toggled);
        state.cursor = state.cursor.min(layout.items.len().saturating_sub(1));
        state.scroll.fit(usize::from(area.height), layout.total);
        state.scroll.show(layout.lines(state.cursor));
        for (index, row) in state.scroll.window().zip(area.rows()) {
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
