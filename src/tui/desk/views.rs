//! The views that take the whole desk: the trace of a sample, and its changes against a parent.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::exhibit::{Setting, draw_message, draw_pane};
use super::{Desk, PaneId, moved, pane_of};
use crate::check::Evidence;
use crate::tui::action::Action;
use crate::tui::pane::{Lit, Look, draw_frame};
use crate::tui::theme::Styles;

/// What the desk shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Its panes.
    #[default]
    Panes,
    /// What belongs together, from the sentences to the model.
    Trace,
    /// What was changed on the way from the parent.
    Changes,
}

impl Desk {
    /// Whether a view takes the whole desk.
    pub fn is_in_view(&self) -> bool {
        self.view != View::Panes
    }

    /// Whether an action is about panes that a view hides.
    pub fn hides(&self, action: Action) -> bool {
        match (self.view, action) {
            (View::Panes, _)
            | (View::Trace, Action::Left | Action::Right | Action::Open)
            | (View::Changes, Action::Compare) => false,
            (_, action) => is_of_panes(action) && !is_move(action),
        }
    }

    /// Whether what the view shows can be gone to.
    pub(super) fn can_leave_for_place(&self) -> bool {
        self.view == View::Trace && self.traced().is_some()
    }

    /// Opens a view, or closes it when it is open.
    pub(super) fn switch_view(&mut self, view: View) {
        if self.view == view {
            self.view = View::Panes;
            return;
        }
        self.view = view;
        if view == View::Trace {
            self.point_trace();
        }
    }

    /// The cursor of the trace starts on what the person was at.
    fn point_trace(&mut self) {
        let focus = self.focus();
        let found = self.selected_evidence();
        let Some(exhibit) = &self.exhibit else { return };
        let pointed = exhibit.pointed_alone(focus);
        let places = if pointed.is_empty() { found } else { pointed };
        if let Some(trace) = exhibit.trace() {
            for evidence in places.iter().rev() {
                trace.point(evidence, &mut self.trace);
            }
        }
    }

    /// The evidence of the finding under the cursor of the verdicts.
    fn selected_evidence(&self) -> Vec<Evidence> {
        match self.selected() {
            Some(super::Selected::Finding(_, finding)) => finding.evidence.clone(),
            _ => Vec::new(),
        }
    }

    /// The place under the cursor of the trace.
    fn traced(&self) -> Option<Evidence> {
        self.exhibit.as_ref()?.trace()?.evidence(&self.trace).cloned()
    }

    /// Carries out an action in a view; `false` when it has none there.
    pub(super) fn act_in_view(&mut self, action: Action) -> bool {
        match (self.view, action) {
            (_, Action::Back) => self.view = View::Panes,
            (_, Action::TraceView) => self.switch_view(View::Trace),
            (_, Action::ChangesView) => self.switch_view(View::Changes),
            (View::Trace, Action::Open) => self.leave_for_place(),
            (View::Trace, Action::Left | Action::Right) => {
                let by = if action == Action::Left { -1 } else { 1 };
                if let Some(trace) = self.exhibit.as_ref().and_then(|exhibit| exhibit.trace()) {
                    trace.turn(by, &mut self.trace);
                }
            }
            (View::Trace, _) if is_move(action) => {
                if let Some(trace) = self.exhibit.as_ref().and_then(|exhibit| exhibit.trace()) {
                    let step = |at: usize, count: usize, page: usize| moved(at, count, page, action);
                    trace.step(step, &mut self.trace);
                }
            }
            (View::Changes, Action::Compare) => self.next_comparison(),
            (View::Changes, _) if is_move(action) => {
                let scroll = &mut self.changes;
                match action {
                    Action::Down => scroll.by(1),
                    Action::Up => scroll.by(-1),
                    Action::PageDown => scroll.by_pages(1),
                    Action::PageUp => scroll.by_pages(-1),
                    Action::First => scroll.to_start(),
                    _ => scroll.to_end(),
                }
            }
            // Panes that cannot be seen are not moved in.
            _ => return is_of_panes(action),
        }
        true
    }

    /// Goes to the place under the cursor of the trace, in its pane.
    fn leave_for_place(&mut self) {
        let Some(evidence) = self.traced() else { return };
        let pane = pane_of(&evidence);
        let Some(exhibit) = &mut self.exhibit else { return };
        let place = Lit::at(std::slice::from_ref(&evidence), None);
        self.lit = Lit::at(&exhibit.belonging(&[evidence]), exhibit.model()).at_place(place);
        exhibit.places.follow_lit(None);
        self.tour = None;
        self.view = View::Panes;
        self.focus_on(pane);
    }

    pub(super) fn draw_view(&mut self, frame: &mut Frame, area: Rect, styles: &Styles) {
        let set = Setting {
            styles,
            lit: &self.lit,
            focused: true,
            group: &[PaneId::Problem],
        };
        let Some(exhibit) = &self.exhibit else {
            return draw_message(frame, area, "", PaneId::Problem, set);
        };
        match self.view {
            View::Changes => match exhibit.changes(self.compare.unwrap_or(0)) {
                Some(changes) => draw_pane(frame, area, changes, &mut self.changes, PaneId::Problem, set),
                None => draw_message(
                    frame,
                    area,
                    "This sample has no parent here.",
                    PaneId::Problem,
                    set,
                ),
            },
            View::Trace | View::Panes => {
                let Some(trace) = exhibit.trace() else {
                    let text = "This model is too large to be traced.";
                    return draw_message(frame, area, text, PaneId::Problem, set);
                };
                let look = Look {
                    styles,
                    lit: &self.lit,
                    focused: true,
                };
                let inside = draw_frame(area, frame.buffer_mut(), &trace.title(), look);
                trace.draw(inside, frame.buffer_mut(), &mut self.trace, look);
            }
        }
    }
}

fn is_move(action: Action) -> bool {
    matches!(
        action,
        Action::Down | Action::Up | Action::PageDown | Action::PageUp | Action::First | Action::Last
    )
}

fn is_of_panes(action: Action) -> bool {
    matches!(
        action,
        Action::NextPane
            | Action::PreviousPane
            | Action::Left
            | Action::Right
            | Action::NextFinding
            | Action::PreviousFinding
            | Action::Compare
            | Action::Zoom
            | Action::Open
    ) || is_move(action)
}
