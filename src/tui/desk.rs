//! The desk: a sample laid out for a person, with everything known about it. Review and Walk share it.
//!
//! The link between verdicts and evidence lives here: selecting a finding lights up its places in every pane, brings
//! the panes that hold them to the front and scrolls them into view.

mod exhibit;
mod layout;
mod tour;
mod views;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::message::Dossier;
use super::pane::{Lit, Scroll, Selected, TraceState, VerdictsState};
use super::theme::Styles;
use crate::check::{Evidence, Source, VerdictKind};
use crate::sample::{Part, SampleId};

use exhibit::Exhibit;
pub use layout::{PaneId, Shape};
use tour::Tour;
pub use views::View;

/// A sample on the desk, and where the person is in it.
#[derive(Debug)]
pub struct Desk {
    exhibit: Option<Exhibit>,
    /// All panes, the one in focus first; of the panes that share a frame, the earliest is the one that is shown.
    recent: Vec<PaneId>,
    zoomed: bool,
    /// Which parent the problem is compared with.
    compare: Option<usize>,
    verdicts: VerdictsState,
    lit: Lit,
    /// Where the person is among the places that are lit, when they go from one to the next.
    tour: Option<Tour>,
    view: View,
    trace: TraceState,
    changes: Scroll,
    shape: Shape,
    /// Where the panes were at the last drawing.
    places: Vec<(Rect, PaneId)>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            exhibit: None,
            recent: PaneId::ALL.to_vec(),
            zoomed: false,
            compare: Some(0),
            verdicts: VerdictsState::default(),
            lit: Lit::default(),
            tour: None,
            view: View::Panes,
            trace: TraceState::default(),
            changes: Scroll::default(),
            shape: Shape::Stack,
            places: Vec::new(),
        }
    }
}

impl Desk {
    /// Lays out a sample. A new version of the sample that lies there keeps the person's place.
    pub fn show(&mut self, dossier: &Dossier) {
        let same = self.sample() == Some(dossier.sample.id);
        if !same {
            self.compare = Some(0);
            self.verdicts = VerdictsState::default();
            self.trace = TraceState::default();
            self.changes = Scroll::default();
        }
        let places = self.exhibit.take().filter(|_| same).map(|old| old.places);
        let exhibit = Exhibit::new(dossier, self.compare, places.unwrap_or_default());
        if !same {
            self.verdicts.cursor = first_trouble(&exhibit, &self.verdicts);
        }
        self.exhibit = Some(exhibit);
        self.relight(same && !self.lit.is_empty());
    }

    /// Clears the desk.
    pub fn clear(&mut self) {
        self.exhibit = None;
        self.unlight();
    }

    fn unlight(&mut self) {
        self.lit = Lit::default();
        self.tour = None;
    }

    /// The sample that lies there.
    pub fn sample(&self) -> Option<SampleId> {
        self.exhibit.as_ref().map(|exhibit| exhibit.dossier.sample.id)
    }

    /// Everything known about it.
    pub fn dossier(&self) -> Option<&Dossier> {
        self.exhibit.as_ref().map(|exhibit| &exhibit.dossier)
    }

    /// The pane in focus.
    pub fn focus(&self) -> PaneId {
        self.recent.first().copied().unwrap_or(PaneId::List)
    }

    /// The verdict or finding that the cursor is on.
    pub fn selected(&self) -> Option<Selected<'_>> {
        self.exhibit.as_ref()?.verdicts.selected(&self.verdicts)
    }

    /// The other sample that the selected finding is about, when the verdicts are in focus.
    pub fn other_sample(&self) -> Option<SampleId> {
        let Some(Selected::Finding(_, finding)) =
            self.selected().filter(|_| self.focus() == PaneId::Verdicts)
        else {
            return None;
        };
        finding.evidence.iter().find_map(|evidence| match evidence {
            Evidence::Other {
                source: Source::Sample(id),
                ..
            } => Some(*id),
            _ => None,
        })
    }

    /// Whether evidence is lit.
    pub fn is_lit(&self) -> bool {
        !self.lit.is_empty()
    }

    /// Whether there is something to go back from: lit evidence, or a pane that has all the room.
    pub fn is_open(&self) -> bool {
        self.zoomed || self.is_lit() || self.is_in_view()
    }

    /// Whether an action is about the places or the view that the person is in the middle of.
    pub fn comes_first(&self, action: Action) -> bool {
        match action {
            Action::FindNext => self.is_lit() && !self.is_in_view(),
            Action::Open => self.can_go_there() || self.is_in_view(),
            Action::Back => self.is_open(),
            _ => false,
        }
    }

    /// Gives the pane at a cell the focus; `false` when none is there.
    pub fn point(&mut self, cell: Position) -> bool {
        let pane = self
            .places
            .iter()
            .find(|(place, _)| place.contains(cell))
            .map(|(_, pane)| *pane);
        if let Some(pane) = pane {
            self.focus_on(pane);
        }
        pane.is_some()
    }

    /// Gives a pane the focus.
    pub fn focus_on(&mut self, pane: PaneId) {
        self.promote(pane, 0);
    }

    fn promote(&mut self, pane: PaneId, place: usize) {
        self.recent.retain(|other| *other != pane);
        self.recent.insert(place.min(self.recent.len()), pane);
    }

    /// Carries an action out; `false` when it is not the desk's, or is about the list.
    pub fn act(&mut self, action: Action) -> bool {
        if self.is_in_view() {
            return self.act_in_view(action);
        }
        match action {
            Action::TraceView => self.switch_view(View::Trace),
            Action::ChangesView => self.switch_view(View::Changes),
            Action::NextPane => self.turn(1),
            Action::PreviousPane => self.turn(-1),
            Action::Left => self.flip(-1),
            Action::Right => self.flip(1),
            Action::NextFinding => self.next_finding(true),
            Action::PreviousFinding => self.next_finding(false),
            Action::Compare => self.next_comparison(),
            Action::Zoom => self.zoomed = !self.zoomed,
            Action::Back if self.is_away() => self.come_back(),
            Action::Back if self.zoomed => self.zoomed = false,
            Action::Back if self.is_lit() => self.unlight(),
            Action::Open if self.can_go_there() => self.go_there(),
            Action::Open if self.focus() == PaneId::Verdicts => self.open_verdict(),
            Action::Open if self.can_open() => self.light_pointed(true),
            Action::Down | Action::Up | Action::PageDown | Action::PageUp | Action::First | Action::Last
                if self.focus() != PaneId::List =>
            {
                self.scroll(action);
            }
            _ => return false,
        }
        true
    }

    /// The focus goes to the next frame.
    fn turn(&mut self, by: isize) {
        let groups = self.shape.groups();
        let at = groups
            .iter()
            .position(|group| group.contains(&self.focus()))
            .unwrap_or(0);
        let count = groups.len();
        let next = at.saturating_add_signed(by.rem_euclid(count.cast_signed())) % count;
        self.focus_on(self.front(groups[next]));
    }

    /// The next pane of the frame in focus.
    fn flip(&mut self, by: isize) {
        let focus = self.focus();
        let Some(group) = self.shape.groups().iter().find(|group| group.contains(&focus)) else {
            return;
        };
        let at = group.iter().position(|pane| *pane == focus).unwrap_or(0);
        let next = at.saturating_add_signed(by).min(group.len() - 1);
        self.focus_on(group[next]);
    }

    /// The pane of a frame that is shown.
    fn front(&self, group: &[PaneId]) -> PaneId {
        let shown = self.recent.iter().find(|pane| group.contains(pane));
        shown.or(group.first()).copied().unwrap_or(PaneId::List)
    }

    fn scroll(&mut self, action: Action) {
        let focus = self.focus();
        let Some(exhibit) = &mut self.exhibit else { return };
        if focus == PaneId::Verdicts {
            let count = exhibit.verdicts.items(&self.verdicts);
            let page = self.verdicts.scroll.height().max(1);
            self.verdicts.cursor = moved(self.verdicts.cursor, count, page, action);
            self.relight(true);
        } else {
            exhibit.scroll(focus, action);
            if self.can_open() {
                self.light_pointed(false);
            }
        }
    }

    /// Whether what is under the cursor of the pane in focus can be opened.
    pub fn can_open(&self) -> bool {
        if self.is_in_view() {
            return self.can_leave_for_place();
        }
        let points = matches!(
            self.focus(),
            PaneId::Verdicts | PaneId::Program | PaneId::Model | PaneId::Solver
        );
        points || self.can_go_there()
    }

    /// Lights what belongs to the line, row or variable under the cursor, in every other pane; brings these to the front
    /// if `open`.
    fn light_pointed(&mut self, open: bool) {
        let focus = self.focus();
        let Some(exhibit) = &mut self.exhibit else { return };
        let evidence = exhibit.pointed(focus);
        // Whoever looks around in the middle of a tour can still go on with it.
        self.tour.take_if(|tour| !tour.is_at(focus));
        self.lit = Lit::at(&evidence, exhibit.model());
        exhibit.places.follow_lit(Some(focus));
        if open {
            self.bring_forward(&evidence);
        }
    }

    /// Shows the panes that hold these places. Of the panes in one frame the one with the first place is shown.
    fn bring_forward(&mut self, evidence: &[Evidence]) {
        let focus = self.focus();
        let panes = evidence.iter().rev().map(pane_of);
        for pane in panes.filter(|pane| *pane != focus) {
            self.promote(pane, 1);
        }
    }

    fn open_verdict(&mut self) {
        let Some(exhibit) = &self.exhibit else { return };
        if matches!(self.selected(), Some(Selected::Finding(..))) {
            self.relight(true);
        } else {
            exhibit.verdicts.toggle(&mut self.verdicts);
            self.relight(false);
        }
    }

    /// Moves to the next finding that is not folded away, around the end.
    fn next_finding(&mut self, forward: bool) {
        let Some(exhibit) = &self.exhibit else { return };
        let count = exhibit.verdicts.items(&self.verdicts);
        for _ in 0..count {
            let cursor = self.verdicts.cursor.min(count - 1);
            self.verdicts.cursor = if forward {
                (cursor + 1) % count
            } else {
                (cursor + count - 1) % count
            };
            if matches!(
                exhibit.verdicts.selected(&self.verdicts),
                Some(Selected::Finding(..))
            ) {
                break;
            }
        }
        self.relight(true);
    }

    /// Lights the evidence of the selected finding; brings it into view if `follow`.
    fn relight(&mut self, follow: bool) {
        self.tour = None;
        let Some(exhibit) = &mut self.exhibit else { return };
        let Some(Selected::Finding(_, finding)) = exhibit.verdicts.selected(&self.verdicts) else {
            self.lit = Lit::default();
            return;
        };
        if !follow {
            return;
        }
        self.lit = Lit::of(finding, exhibit.model());
        let evidence = finding.evidence.clone();
        exhibit.places.follow_lit(None);
        self.bring_forward(&evidence);
        if self.focus() != PaneId::Verdicts {
            self.promote(PaneId::Verdicts, 1);
        }
    }

    fn next_comparison(&mut self) {
        let Some(exhibit) = &mut self.exhibit else { return };
        let parents = exhibit.dossier.parents.len();
        self.compare = match self.compare {
            Some(parent) if parent + 1 < parents => Some(parent + 1),
            Some(_) => None,
            None => Some(0),
        };
        exhibit.compare(self.compare);
    }

    /// Draws the desk; `list` draws the pane that belongs to the screen.
    pub fn draw(
        &mut self,
        frame: &mut Frame,
        area: Rect,
        styles: &Styles,
        mut list: impl FnMut(&mut Frame, Rect, bool),
    ) {
        self.shape = Shape::of(area);
        let focus = self.focus();
        self.places.clear();
        if self.is_in_view() {
            return self.draw_view(frame, area, styles);
        }
        for (place, group) in self.shape.places(area, self.zoomed.then_some(focus)) {
            let shown = self.front(group);
            self.places.push((place, shown));
            if shown == PaneId::List {
                list(frame, place, focus == PaneId::List);
                continue;
            }
            let set = exhibit::Setting {
                styles,
                lit: &self.lit,
                focused: shown == focus,
                group,
            };
            match &mut self.exhibit {
                Some(exhibit) => exhibit.draw(frame, place, shown, set, &mut self.verdicts),
                None => exhibit::draw_empty(frame, place, shown, set),
            }
        }
    }
}

/// Where the cursor starts in the verdicts: on the first one that does not pass.
fn first_trouble(exhibit: &Exhibit, state: &VerdictsState) -> usize {
    let mut state = state.clone();
    let troubled = |cursor: &usize| {
        state.cursor = *cursor;
        let selected = exhibit.verdicts.selected(&state);
        matches!(selected, Some(Selected::Verdict(judged)) if judged.verdict.kind != VerdictKind::Pass)
    };
    (0..exhibit.verdicts.items(&VerdictsState::default()))
        .find(troubled)
        .unwrap_or(0)
}

fn pane_of(evidence: &Evidence) -> PaneId {
    match evidence {
        Evidence::Text {
            part: Part::Problem, ..
        }
        | Evidence::Parent { .. }
        | Evidence::Other { .. } => PaneId::Problem,
        Evidence::Text {
            part: Part::Formulation,
            ..
        } => PaneId::Formulation,
        Evidence::Text {
            part: Part::Program, ..
        }
        | Evidence::Line { .. } => PaneId::Program,
        Evidence::Variable { .. } | Evidence::Row { .. } | Evidence::Objective => PaneId::Model,
        Evidence::Text {
            part: Part::Answer, ..
        }
        | Evidence::Outcome => PaneId::Solver,
    }
}

/// Where a cursor goes in a list of `count` entries.
pub fn moved(cursor: usize, count: usize, page: usize, action: Action) -> usize {
    let last = count.saturating_sub(1);
    let target = match action {
        Action::Down => cursor.saturating_add(1),
        Action::Up => cursor.saturating_sub(1),
        Action::PageDown => cursor.saturating_add(page),
        Action::PageUp => cursor.saturating_sub(page),
        Action::First => 0,
        Action::Last => last,
        _ => cursor,
    };
    target.min(last)
}
