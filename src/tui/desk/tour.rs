//! From a finding to its places and back: `n` goes to the next place, in whatever pane it lies; the pane comes to the front
//! and shows it. Whoever wants to look around there goes into the pane, and comes back to the same finding.

use super::exhibit::Exhibit;
use super::{Desk, PaneId, View};
use crate::model::VarId;
use crate::sample::{Part, clean};
use crate::tui::outbox::Outbox;
use crate::tui::pane::Lit;

/// Letters of a text that are quoted.
const MOST_QUOTED: usize = 32;

/// The places of what is lit, and the one that the person is at.
#[derive(Debug)]
pub(super) struct Tour {
    stops: Vec<Stop>,
    at: usize,
    /// The pane that it started in.
    home: PaneId,
    /// All that is lit.
    lit: Lit,
}

#[derive(Debug)]
struct Stop {
    pane: PaneId,
    lit: Lit,
}

impl Tour {
    fn new(lit: &Lit, home: PaneId, exhibit: &Exhibit, compared: Option<usize>) -> Option<Self> {
        let mut stops: Vec<Stop> = Vec::new();
        let mut again = Vec::new();
        for place in lit.each() {
            let Some(pane) = pane_of(&place, compared) else {
                continue;
            };
            let has_value = !place.rows().is_empty() || !place.variables().is_empty();
            if pane == PaneId::Model && has_value && exhibit.has_values() {
                again.push(Stop {
                    pane: PaneId::Solver,
                    lit: place.clone(),
                });
            }
            stops.push(Stop { pane, lit: place });
        }
        stops.extend(again);
        (!stops.is_empty()).then(|| Self {
            stops,
            at: 0,
            home,
            lit: lit.clone(),
        })
    }

    /// Whether the place is one of this pane.
    pub(super) fn is_at(&self, pane: PaneId) -> bool {
        self.stops.get(self.at).is_some_and(|stop| stop.pane == pane)
    }

    fn step(&mut self, forward: bool) {
        let count = self.stops.len();
        self.at = if forward {
            (self.at + 1) % count
        } else {
            (self.at + count - 1) % count
        };
    }
}

/// The pane that shows a place; `None` for a parent with which the problem is not compared now.
fn pane_of(place: &Lit, compared: Option<usize>) -> Option<PaneId> {
    let shown = |part: Part| !place.text(part).is_empty();
    let parent = (0..2).find(|parent| !place.parent(*parent).is_empty());
    Some(if shown(Part::Problem) {
        PaneId::Problem
    } else if parent.is_some() {
        return (parent == compared).then_some(PaneId::Problem);
    } else if shown(Part::Formulation) {
        PaneId::Formulation
    } else if shown(Part::Program) || !place.lines().is_empty() {
        PaneId::Program
    } else if shown(Part::Answer) || place.outcome() {
        PaneId::Solver
    } else {
        PaneId::Model
    })
}

impl Desk {
    /// Goes to the next place of what is lit, or to the one before, and says where that is.
    pub fn next_place(&mut self, forward: bool, out: &mut Outbox) {
        let focus = self.focus();
        self.view = View::Panes;
        if let Some(tour) = &mut self.tour {
            tour.step(forward);
        } else {
            let Some(exhibit) = &self.exhibit else { return };
            self.tour = Tour::new(&self.lit, focus, exhibit, self.compare);
            if let Some(tour) = self.tour.as_mut().filter(|_| !forward) {
                tour.step(false);
            }
        }
        self.show_stop();
        match self.stop_words() {
            Some(words) => out.place(words),
            None => out.hint("what is lit has no place that can be shown"),
        }
    }

    /// Lights the place, and brings its pane to the front.
    fn show_stop(&mut self) {
        let (Some(tour), Some(exhibit)) = (&self.tour, &mut self.exhibit) else {
            return;
        };
        let Some(stop) = tour.stops.get(tour.at) else {
            return;
        };
        let pane = stop.pane;
        self.lit = tour.lit.at_place(stop.lit.clone());
        exhibit.places.follow_lit_in(pane);
        let focus = self.focus();
        let shares = self
            .shape
            .groups()
            .iter()
            .any(|group| group.contains(&focus) && group.contains(&pane));
        // Where only one of two panes can be seen, the focus goes along.
        let place = usize::from(!(self.zoomed || shares));
        if pane != focus {
            self.promote(pane, place);
        }
    }

    /// Whether there is a place to go to, beside the pane that the person is in.
    pub fn can_go_there(&self) -> bool {
        let focus = self.focus();
        self.tour
            .as_ref()
            .is_some_and(|tour| tour.home == focus && !tour.is_at(focus))
    }

    pub(super) fn go_there(&mut self) {
        let stop = self.tour.as_ref().and_then(|tour| tour.stops.get(tour.at));
        if let Some(pane) = stop.map(|stop| stop.pane) {
            self.focus_on(pane);
        }
    }

    /// Whether the person went away from the finding to one of its places.
    pub(super) fn is_away(&self) -> bool {
        self.tour.as_ref().is_some_and(|tour| tour.home != self.focus())
    }

    /// Back to the finding, which is lit as it was.
    pub(super) fn come_back(&mut self) {
        if let Some(tour) = &self.tour {
            let home = tour.home;
            self.lit = tour.lit.clone();
            self.focus_on(home);
        }
    }

    /// `place 2 of 5: row zinc in the model`
    fn stop_words(&self) -> Option<String> {
        let (tour, exhibit) = (self.tour.as_ref()?, self.exhibit.as_ref()?);
        let stop = tour.stops.get(tour.at)?;
        let (at, of) = (tour.at + 1, tour.stops.len());
        let pane = stop.pane.word().to_lowercase();
        Some(format!(
            "place {at} of {of}: {} in the {pane}",
            place_words(&stop.lit, exhibit)
        ))
    }
}

fn place_words(place: &Lit, exhibit: &Exhibit) -> String {
    for part in Part::ALL {
        if let Some(span) = place.text(part).first() {
            let text = exhibit.dossier.sample.part(part);
            return quoted(text.get(span.clone()).unwrap_or_default());
        }
    }
    for (parent, sample) in exhibit.dossier.parents.iter().enumerate() {
        if let Some(span) = place.parent(parent).first() {
            return quoted(sample.problem.get(span.clone()).unwrap_or_default());
        }
    }
    if let Some(line) = place.lines().first() {
        return format!("line {line}");
    }
    let model = exhibit.model();
    if let Some(row) = place.rows().first() {
        let name = model
            .and_then(|model| model.rows.get(*row))
            .map(|row| row.name.as_str());
        return format!("row {}", one_line(name.unwrap_or("?")));
    }
    if let Some(variable) = place.variables().first() {
        let name = model.map_or("?", |model| model.name_of(VarId(*variable)));
        return format!("variable {}", one_line(name));
    }
    if place.outcome() {
        return "the outcome".to_owned();
    }
    "the objective".to_owned()
}

fn quoted(text: &str) -> String {
    format!("“{}”", one_line(text))
}

fn one_line(text: &str) -> String {
    let line = clean(text).replace(['\n', '\t'], " ");
    match line.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line,
    }
}
