//! What was changed on the way from a parent: the limits of the operator's contract, the model, the words.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::{CheckId, Finding, Meter, Severity};
use crate::model::Model;
use crate::model::diff::{Change as ModelChange, ModelDiff, diff};
use crate::sample::Sample;
use crate::tui::text::diff::{Change, Comparison, WordDiff, compare};
use crate::tui::text::{Document, Hang, Rich, Role, one_line};

use super::figures::count;
use super::text_pane::{Lights, draw_document};
use super::{Judged, Look, Pane, Scroll, Title};

/// Bytes of one line that are shown.
const LINE_LIMIT: usize = 2_000;

/// Cells of a limit's meter at most.
const MOST_CELLS: u32 = 12;

/// Changes of the model that are listed.
const MOST_CHANGES: usize = 500;

/// Letters of what stays that are shown on either side of changed words.
const AROUND: usize = 28;

/// Rows and variables, of both models together, beyond which models are not compared: it would hold up the key.
const MOST_COMPARED: usize = 4_000;

/// A child beside one of its parents.
#[derive(Debug, Clone, Copy)]
pub struct Derived<'a> {
    /// The child.
    pub child: &'a Sample,
    /// The parent.
    pub parent: &'a Sample,
    /// The child's model, where its program made one.
    pub model: Option<&'a Model>,
    /// The parent's model, where it is known.
    pub parent_model: Option<&'a Model>,
    /// What the checks said of the child.
    pub judged: &'a [Judged],
}

/// The changes between a parent and its child.
#[derive(Debug)]
pub struct ChangesPane {
    document: Document,
    note: String,
}

impl ChangesPane {
    /// Compares a child with one of its parents.
    pub fn new(derived: Derived<'_>) -> Self {
        let mut writer = Writer(Rich::new());
        writer.contract(derived);
        writer.model(derived);
        writer.words(&derived.parent.problem, &derived.child.problem);
        let operator = derived.child.lineage.operator();
        let operator = operator.map_or("no operator", crate::sample::Operator::name);
        Self {
            document: Document::new(writer.0, Hang::List),
            note: format!("{operator} of {}", derived.parent.id.short()),
        }
    }
}

impl Pane for ChangesPane {
    type State = Scroll;

    fn scroll(state: &Scroll) -> &Scroll {
        state
    }

    fn scroll_mut(state: &mut Scroll) -> &mut Scroll {
        state
    }

    fn title(&self) -> Title {
        Title::new("Changes", self.note.as_str())
    }

    fn height(&self, width: u16, _state: &Scroll) -> usize {
        self.document.height(width)
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut Scroll, look: Look<'_>) {
        draw_document(&self.document, area, buf, state, look, &Lights::default());
    }
}

struct Writer(Rich);

impl Writer {
    fn put(&mut self, text: &str, role: Role) {
        self.0.decorate(text, role);
    }

    fn heading(&mut self, name: &str, note: &str) {
        if !self.0.text().is_empty() {
            self.put("\n", Role::Plain);
        }
        self.put(name, Role::Heading);
        self.put(&format!("  {note}\n"), Role::Muted);
    }

    /// What the check of the contract says, limit by limit.
    fn contract(&mut self, derived: Derived<'_>) {
        let judged = derived
            .judged
            .iter()
            .find(|judged| judged.verdict.check == CheckId::Contract);
        let Some(judged) = judged else {
            return self.heading("Contract", "not checked yet");
        };
        let verdict = &judged.verdict;
        let stale = if judged.stale {
            ", of an earlier version"
        } else {
            ""
        };
        self.heading(
            "Contract",
            &format!("{} {}{stale}", verdict.kind.symbol(), verdict.kind.word()),
        );
        self.put(
            &format!("  {}\n", one_line(&verdict.summary, LINE_LIMIT)),
            Role::Plain,
        );
        for meter in verdict
            .findings
            .iter()
            .filter_map(|finding| finding.meter.as_ref())
        {
            self.meter(meter);
        }
        for finding in verdict
            .findings
            .iter()
            .filter(|finding| finding.message != verdict.summary)
        {
            self.finding(finding);
        }
    }

    /// `  ▮✘ ✘ 1 new entity allowed, 2 found`: a cell for each that was found or is allowed.
    fn meter(&mut self, meter: &Meter) {
        let limit = meter.most.unwrap_or(meter.least).max(meter.least);
        self.put("  ", Role::Plain);
        for at in 0..meter.found.max(limit).min(MOST_CELLS) {
            let beyond = meter.most.is_some_and(|most| at >= most);
            let (cell, role) = match (at < meter.found, beyond) {
                (true, true) => ("✘", Role::Fail),
                (true, false) => ("▮", Role::Pass),
                (false, _) if at < meter.least => ("▯", Role::Fail),
                (false, _) => ("▯", Role::Muted),
            };
            self.put(cell, role);
        }
        let (symbol, role) = if meter.is_kept() {
            ("✔", Role::Pass)
        } else {
            ("✘", Role::Fail)
        };
        self.put(&format!(" {symbol} "), role);
        self.put(&format!("{}\n", meter.text()), Role::Plain);
    }

    fn finding(&mut self, finding: &Finding) {
        let (symbol, role) = match finding.severity {
            Severity::Info => ("·", Role::Muted),
            Severity::Warning => ("▲", Role::Unknown),
            Severity::Error => ("✘", Role::Fail),
        };
        self.put(&format!("  {symbol} "), role);
        self.put(&one_line(&finding.message, LINE_LIMIT), Role::Plain);
        self.put("\n", Role::Plain);
    }

    fn model(&mut self, derived: Derived<'_>) {
        let (Some(old), Some(new)) = (derived.parent_model, derived.model) else {
            let whose = if derived.model.is_some() {
                "parent"
            } else {
                "child"
            };
            return self.heading("Model", &format!("the {whose}'s model is not known here"));
        };
        let size = |model: &Model| model.rows.len() + model.variables.len();
        if size(old) + size(new) > MOST_COMPARED {
            return self.heading("Model", "too large to compare here");
        }
        let found = diff(old, new);
        let note = match found.changes.len() {
            0 => "the parent's, but for names and order".to_owned(),
            changes => format!("{}, the rest is the parent's", count(changes, "change")),
        };
        self.heading("Model", &note);
        for change in found.changes.iter().take(MOST_CHANGES) {
            self.model_change(change);
        }
        self.kept(&found, old, new);
    }

    fn model_change(&mut self, change: &ModelChange) {
        let (symbol, role) = match change {
            ModelChange::VariableAdded { .. } | ModelChange::RowAdded { .. } => ("+", Role::Inserted),
            ModelChange::VariableRemoved { .. } | ModelChange::RowRemoved { .. } => ("-", Role::Removed),
            ModelChange::VariableChanged { .. }
            | ModelChange::RowChanged { .. }
            | ModelChange::ObjectiveSense { .. }
            | ModelChange::Objective { .. } => ("~", Role::Strong),
        };
        self.put(&format!("  {symbol} "), role);
        self.put(&one_line(&change.to_string(), LINE_LIMIT), Role::Plain);
        self.put("\n", Role::Plain);
    }

    /// How much stayed as it was: a meter of rows and variables.
    fn kept(&mut self, found: &ModelDiff, old: &Model, new: &Model) {
        let touched = |row: &(usize, usize)| {
            found
                .changes
                .iter()
                .any(|change| matches!(change, ModelChange::RowChanged { new, .. } if *new == row.1))
        };
        let rows = found.rows.iter().filter(|row| !touched(row)).count();
        let text = format!(
            "  {} of {} rows and {} of {} variables stayed; the parent had {} and {}\n",
            rows,
            new.rows.len(),
            found.variables.len(),
            new.variables.len(),
            old.rows.len(),
            old.variables.len()
        );
        self.put(&text, Role::Muted);
    }

    fn words(&mut self, old: &str, new: &str) {
        match compare(old, new) {
            Comparison::Same => self.heading("Words", "the parent's, every one"),
            Comparison::Rewritten(shared) => {
                self.heading("Words", &format!("rewritten, {shared} % of the parent's kept"));
            }
            Comparison::TooLong => self.heading("Words", "too long to compare"),
            Comparison::Changed(found) => {
                let note = format!("{} in, {} out", count(found.inserted, "word"), found.removed);
                self.heading("Words", &note);
                for passage in passages(&found) {
                    self.passage(&passage, old, new);
                }
            }
        }
    }

    /// `… costs $[3]{4}; each pack of B …`
    fn passage(&mut self, passage: &Passage, old: &str, new: &str) {
        self.put("  …", Role::Muted);
        self.put(tail(&new[passage.before.clone()]), Role::Plain);
        for (change, role) in &passage.changes {
            let (text, span, marks) = match change {
                Change::Equal(span) => (new, span, ["", ""]),
                Change::Removed(span) => (old, span, ["[", "]"]),
                Change::Inserted(span) => (new, span, ["{", "}"]),
            };
            self.put(marks[0], Role::Marker);
            self.put(&one_line(&text[span.clone()], LINE_LIMIT), *role);
            self.put(marks[1], Role::Marker);
        }
        self.put(head(&new[passage.after.clone()]), Role::Plain);
        self.put("…\n", Role::Muted);
    }
}

/// Changed words with what stands around them.
struct Passage {
    before: Range<usize>,
    changes: Vec<(Change, Role)>,
    after: Range<usize>,
}

/// The passages that changed; those that are near to each other are one.
fn passages(found: &WordDiff) -> Vec<Passage> {
    let mut all: Vec<Passage> = Vec::new();
    let mut before = 0..0;
    let mut open = false;
    for (at, change) in found.changes.iter().enumerate() {
        match change {
            Change::Equal(span) => {
                let last = at + 1 == found.changes.len();
                let near = span.len() <= AROUND && open && !last;
                if let Some(passage) = all.last_mut().filter(|_| open) {
                    if near {
                        passage.changes.push((change.clone(), Role::Plain));
                    } else {
                        passage.after = span.clone();
                    }
                }
                open = near;
                before = span.clone();
            }
            Change::Removed(_) | Change::Inserted(_) => {
                if !open {
                    all.push(Passage {
                        before: before.clone(),
                        changes: Vec::new(),
                        after: 0..0,
                    });
                    open = true;
                }
                let role = if matches!(change, Change::Removed(_)) {
                    Role::Removed
                } else {
                    Role::Inserted
                };
                if let Some(passage) = all.last_mut() {
                    passage.changes.push((change.clone(), role));
                }
            }
        }
    }
    all
}

/// The last letters of the last line.
fn tail(text: &str) -> &str {
    let line = text.rsplit('\n').next().unwrap_or_default();
    match line.char_indices().rev().nth(AROUND) {
        Some((start, _)) => &line[start..],
        None => line,
    }
}

/// The first letters of the first line.
fn head(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or_default();
    match line.char_indices().nth(AROUND) {
        Some((end, _)) => &line[..end],
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::pane::Lit;
    use crate::tui::testing::{dark, fixture, framed, grid};

    fn derived(parent: &str, child: &str) -> String {
        let samples = crate::tui::harness::samples();
        let mut child_sample = samples[1].clone();
        child_sample.problem = child.to_owned();
        let mut parent_sample = samples[0].clone();
        parent_sample.problem = parent.to_owned();
        let (new, mut old) = (fixture::model(), fixture::model());
        old.rows[0].lower = 60.0;
        old.rows.truncate(2);
        let judged = fixture::verdicts();
        let pane = ChangesPane::new(Derived {
            child: &child_sample,
            parent: &parent_sample,
            model: Some(&new),
            parent_model: Some(&old),
            judged: &judged,
        });
        let buf = framed(&pane, &mut Scroll::default(), (96, 24), &dark(), &Lit::default());
        grid(&buf)
    }

    #[test]
    fn contract_model_and_words_are_told() {
        let text = derived(fixture::PARENT, fixture::PROBLEM);
        assert!(text.contains("Contract  ? unknown"), "{text}");
        assert!(text.contains("+ ") && text.contains("fridge"), "{text}");
        assert!(text.contains("~ ") && text.contains("zinc"), "{text}");
        assert!(text.contains("costs $[3]{4};"), "{text}");
        assert!(text.contains("1 of 3 rows and 2 of 2 variables stayed"), "{text}");
    }

    #[test]
    fn a_limit_is_drawn_with_what_is_used_of_it() {
        use crate::check::Measured;
        let drawn = |meter: Meter| {
            let mut writer = Writer(Rich::new());
            writer.meter(&meter);
            writer.0.text().to_owned()
        };
        let used = drawn(Meter::at_most(Measured::Entities, 1, 0));
        assert_eq!(used, "  ▯ ✔ 1 new entity allowed, 0 found\n");
        let over = drawn(Meter::at_most(Measured::Entities, 1, 2));
        assert_eq!(over, "  ▮✘ ✘ 1 new entity allowed, 2 found\n");
        let none = drawn(Meter::one(Measured::Constraints, 0));
        assert_eq!(none, "  ▯ ✘ 1 changed constraint needed, 0 found\n");
        let many = drawn(Meter::at_most(Measured::Numbers, 0, 300));
        assert_eq!(many.matches('✘').count(), 13);
    }

    #[test]
    fn texts_that_are_the_same_or_quite_different_are_said_to_be() {
        let same = derived("One and two.", "One and two.");
        assert!(same.contains("the parent's, every one"), "{same}");
        let other = derived("One and two.", "温度是多少？");
        assert!(other.contains("rewritten"), "{other}");
    }
}
