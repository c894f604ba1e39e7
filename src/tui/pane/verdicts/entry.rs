//! One verdict with its findings, as texts that can be drawn.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::{CheckId, Evidence, Finding, Severity, Source, VerdictKind};
use crate::tui::pane::{Ink, Look};
use crate::tui::text::{Document, Hang, Rich, Role, one_line};

use super::Judged;

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

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) judged: Judged,
    summary: Document,
    findings: Vec<Document>,
}

impl Entry {
    pub(super) fn new(judged: Judged) -> Self {
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

    pub(super) fn is_concern(&self) -> bool {
        self.judged.verdict.kind != VerdictKind::Pass && self.judged.overruled.is_none()
    }

    pub(super) fn is_open(&self, toggled: &BTreeSet<CheckId>) -> bool {
        let by_rule = self.is_concern();
        by_rule != toggled.contains(&self.judged.verdict.check)
    }

    pub(super) fn shown_findings(&self, toggled: &BTreeSet<CheckId>) -> usize {
        if self.is_open(toggled) {
            self.findings.len()
        } else {
            0
        }
    }

    pub(super) fn height(&self, width: u16) -> usize {
        match summary_columns(width) {
            Some(columns) => self.summary.height(columns),
            None => 1 + self.summary.height(width.saturating_sub(INDENT)),
        }
    }

    pub(super) fn finding_height(&self, finding: usize, width: u16) -> usize {
        self.findings[finding].height(width.saturating_sub(INDENT))
    }

    /// Draws a line of the verdict.
    pub(super) fn draw(&self, line: usize, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        let verdict = &self.judged.verdict;
        let faded = self.judged.stale || self.judged.overruled.is_some();
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
            Some(_) => draw_indented(&self.summary, line, NAME, area, buf, look),
            None if line > 0 => draw_indented(&self.summary, line - 1, INDENT, area, buf, look),
            None => {}
        }
    }

    /// Draws a line of a finding.
    pub(super) fn draw_finding(
        &self,
        finding: usize,
        line: usize,
        area: Rect,
        buf: &mut Buffer,
        look: Look<'_>,
    ) {
        let severity = self.judged.verdict.findings[finding].severity;
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
        draw_indented(&self.findings[finding], line, INDENT, area, buf, look);
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
        rich.decorate(&format!("  →\u{a0}{}", places.join(", ")), Role::Muted);
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
        Evidence::Other {
            source: Source::Sample(id),
            ..
        } => format!("sample {}", id.short()),
        Evidence::Other {
            source: Source::Reference { set, row },
            ..
        } => format!("{} row {row}", one_line(set, 60)),
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
