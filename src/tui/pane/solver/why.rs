//! Why the outcome is what it is: what clashes, what runs away, or what one unit more would be worth.

use crate::check::Evidence;
use crate::model::Model;
use crate::program::Run;
use crate::solve::explain::Cause;
use crate::solve::{Place, Remark, prices};
use crate::tui::pane::Lit;
use crate::tui::pane::figures::count;
use crate::tui::text::{Document, Hang, Rich, Role, one_line};

/// Bytes of one sentence that are shown.
const LIMIT: usize = 2_000;

/// Sentences that are shown.
const MOST: usize = 200;

/// The section: a sentence that sums up, and one for each part.
#[derive(Debug)]
pub(super) struct Why {
    heading: &'static str,
    document: Document,
    /// The places of each line, none for the sentence that sums up.
    places: Vec<Vec<Place>>,
}

impl Why {
    /// What there is to say of a run; `None` when that is nothing.
    pub(super) fn of(run: &Run) -> Option<Self> {
        let (model, outcome) = (run.model.as_ref()?, run.outcome.as_ref()?);
        if let Some(explanation) = &outcome.explanation {
            let heading = match explanation.cause {
                Cause::Clash(_) => "what clashes",
                Cause::Ray(_) => "what runs away",
            };
            let mut summary = explanation.summary(model);
            if let Ok(asked @ 1..) = usize::try_from(explanation.asked) {
                summary = format!("{summary} (found with {})", count(asked, "further question"));
            }
            return Some(Self::new(heading, Some(&summary), &explanation.remarks(model)));
        }
        let remarks = prices(model, outcome, MOST);
        if remarks.is_empty() {
            return None;
        }
        Some(Self::new(
            "what one unit more is worth",
            outcome.prices_note(),
            &remarks,
        ))
    }

    fn new(heading: &'static str, summary: Option<&str>, remarks: &[Remark]) -> Self {
        let mut rich = Rich::new();
        let mut places = Vec::new();
        let mut line = |rich: &mut Rich, mark: &str, text: &str, role: Role, of: Vec<Place>| {
            let feed = if places.is_empty() { "" } else { "\n" };
            rich.decorate(&format!("{feed}{mark}"), Role::Muted)
                .decorate(&one_line(text, LIMIT), role);
            places.push(of);
        };
        if let Some(summary) = summary {
            line(&mut rich, "", summary, Role::Strong, Vec::new());
        }
        for remark in remarks.iter().take(MOST) {
            line(&mut rich, "• ", &remark.text, Role::Plain, remark.places.clone());
        }
        if remarks.len() > MOST {
            let more = format!("and {} more", remarks.len() - MOST);
            line(&mut rich, "• ", &more, Role::Muted, Vec::new());
        }
        Self {
            heading,
            document: Document::new(rich, Hang::Mark),
            places,
        }
    }

    pub(super) fn heading(&self) -> &'static str {
        self.heading
    }

    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    fn places(&self, row: usize, width: u16) -> &[Place] {
        let wrap = self.document.wrap(width);
        let line = wrap.rows.get(row).map(|row| row.line);
        line.and_then(|line| self.places.get(line))
            .map_or(&[], Vec::as_slice)
    }

    /// What a row of the section is about.
    pub(super) fn evidence(&self, row: usize, width: u16, model: &Model) -> Vec<Evidence> {
        let places = self.places(row, width).iter();
        places.filter_map(|place| evidence_of(*place, model)).collect()
    }

    /// Whether a row of the section is about something that is lit.
    pub(super) fn is_lit(&self, row: usize, width: u16, lit: &Lit) -> bool {
        self.places(row, width).iter().any(|place| match place {
            Place::Row(index) => lit.rows().contains(index),
            Place::Variable(index) => lit.variables().contains(index),
        })
    }
}

pub(super) fn evidence_of(place: Place, model: &Model) -> Option<Evidence> {
    match place {
        Place::Row(index) => model.rows.get(index).map(|row| Evidence::Row {
            index,
            name: row.name.clone(),
        }),
        Place::Variable(index) => model.variables.get(index).map(|variable| Evidence::Variable {
            index,
            name: variable.name.clone(),
        }),
    }
}
