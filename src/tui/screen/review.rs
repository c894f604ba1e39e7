//! The Review screen: what waits for a decision on the left, the sample on the desk, one key a decision.

pub(super) mod choices;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Paragraph, Wrap};

use self::choices::{filter_picker, part_picker, reject_reason, reject_reasons};
use super::queue::Queue;
use super::{Availability, Screen};
use crate::review::{DecisionKind, ReviewState};
use crate::sample::{Part, SampleId};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::message::{Anchor, Dossier, Filter, Generation, Reply, Request, Ruling};
use crate::tui::modal::{Answer, Picker, Prompt, Question, ReviewQuestion};
use crate::tui::outbox::{Outbox, Tab};
use crate::tui::pane::{Lit, Look, QueuePane, Title, draw_frame, visible_range};
use crate::tui::theme::Styles;

/// The Review screen.
#[derive(Debug, Default)]
pub struct Review {
    queue: Queue,
    desk: Desk,
    opening: Generation,
    /// The sample whose dossier is being read; at most one at a time, so that a held key reads no more than needed.
    asked: Option<SampleId>,
    /// The first row of the queue that is shown, and how many fit, at the last drawing.
    top: usize,
    rows: usize,
    /// The decision that a dialog asks the reason for.
    deciding: Option<Ruling>,
    /// The version that a dialog or editor changes.
    editing: Option<(SampleId, u32)>,
    searched: Option<String>,
    finding: Generation,
}

impl Review {
    /// The dossier of the selected sample, when it is the one on the desk.
    fn dossier(&self) -> Option<&Dossier> {
        self.desk
            .dossier()
            .filter(|dossier| Some(dossier.sample.id) == self.queue.selected())
    }

    /// Whether program and checks of the sample on the desk are running.
    fn is_checking(&self) -> bool {
        self.dossier().is_some_and(|dossier| dossier.checking)
    }

    fn cancel(&self, out: &mut Outbox) {
        if let Some(dossier) = self.dossier() {
            out.ask(Request::Cancel(dossier.sample.id));
        }
    }

    /// Reads the selected sample, unless it lies on the desk or another one is being read.
    fn open_selected(&mut self, out: &mut Outbox) {
        match self.queue.selected() {
            None => self.desk.clear(),
            Some(sample) if self.asked.is_none() && self.desk.sample() != Some(sample) => {
                self.open(sample, out);
            }
            Some(_) => {}
        }
    }

    /// Goes to the sample that the selected finding is about, wherever it stands.
    fn open_other(&mut self, out: &mut Outbox) {
        if let Some(other) = self.desk.other_sample() {
            self.top = 0;
            self.queue.reset(Filter::All, Anchor::Around(other), out);
            self.desk.clear();
        }
    }

    fn open(&mut self, sample: SampleId, out: &mut Outbox) {
        self.asked = Some(sample);
        out.ask(Request::Open {
            generation: self.opening.advance(),
            sample,
        });
    }

    fn ruling(&self, kind: DecisionKind) -> Option<Ruling> {
        let sample = &self.dossier()?.sample;
        Some(Ruling {
            sample: sample.id,
            version: sample.version,
            content: sample.content_hash(),
            kind,
            reason: None,
        })
    }

    fn decide(&mut self, kind: DecisionKind, out: &mut Outbox) {
        let Some(ruling) = self.ruling(kind) else {
            out.hint("the sample is still being read");
            return;
        };
        let objection = self.dossier().and_then(Dossier::objection);
        match (kind, objection) {
            (DecisionKind::Reject, _) => {
                self.deciding = Some(ruling);
                let question = Question::Review(ReviewQuestion::RejectReason);
                out.pick(Picker::quick(question, "Reject: why?", reject_reasons()));
            }
            (DecisionKind::Accept, Some(objection)) => {
                self.deciding = Some(ruling);
                let question = Question::Review(ReviewQuestion::AcceptReason);
                let text = format!("{objection}. Accept all the same? The reason is kept with the decision.");
                out.prompt(Prompt::new(question, "Accept: why?", text));
            }
            _ => self.rule(ruling, out),
        }
    }

    fn rule(&mut self, ruling: Ruling, out: &mut Outbox) {
        let state = ReviewState::from(ruling.kind);
        self.queue.update(ruling.sample, |row| row.state = state);
        out.ask(Request::Decide(ruling));
        if !self.queue.advance(out) {
            out.hint("nothing else waits in this list");
        }
        self.open_selected(out);
    }

    fn rule_because(&mut self, reason: String, out: &mut Outbox) {
        if let Some(ruling) = self.deciding.take() {
            let reason = Some(reason);
            self.rule(Ruling { reason, ..ruling }, out);
        }
    }

    fn choose_part(&mut self, outside: bool, out: &mut Outbox) {
        let Some(dossier) = self.dossier() else {
            out.hint("the sample is still being read");
            return;
        };
        self.editing = Some((dossier.sample.id, dossier.sample.version));
        let question = Question::Review(ReviewQuestion::PartToEdit { outside });
        out.pick(part_picker(question, self.desk.focus()));
    }

    fn edit_part(&mut self, part: Part, outside: bool, out: &mut Outbox) {
        let Some(dossier) = self.desk.dossier().filter(|dossier| self.is_editing(dossier)) else {
            out.hint("the sample has changed; look at it again before you edit it");
            return;
        };
        let text = dossier.sample.part(part).into_owned();
        out.edit(
            Question::Review(ReviewQuestion::EditedPart(part)),
            part,
            text,
            outside,
        );
    }

    fn is_editing(&self, dossier: &Dossier) -> bool {
        self.editing == Some((dossier.sample.id, dossier.sample.version))
    }

    fn find(&mut self, forward: bool, out: &mut Outbox) {
        if let Some(text) = self.searched.clone() {
            out.ask(Request::Find {
                generation: self.finding.advance(),
                filter: self.queue.filter(),
                text,
                from: self.queue.key(),
                forward,
            });
        }
    }

    fn changed(&mut self, dossier: &Dossier) {
        let sample = dossier.sample.id;
        self.queue.update(sample, |row| *row = dossier.row.clone());
        if self.desk.sample() == Some(sample) {
            self.desk.show(dossier);
        }
    }

    fn saved(&mut self, sample: SampleId, state: ReviewState, show: bool, out: &mut Outbox) {
        self.queue.update(sample, |row| row.state = state);
        if show {
            self.queue.select(sample, out);
            self.desk.clear();
            self.asked = None;
            self.open_selected(out);
        }
    }

    fn draw_queue(&mut self, frame: &mut Frame, area: Rect, focused: bool, styles: &Styles) {
        let lit = Lit::default();
        let look = Look {
            styles,
            lit: &lit,
            focused,
        };
        let (position, total) = (self.queue.position(), self.queue.total());
        let note = if total == 0 {
            String::new()
        } else {
            format!("{}/{total}", position + 1)
        };
        let title = Title::new(self.queue.filter().title(), note);
        let inside = draw_frame(area, frame.buffer_mut(), &title, look);
        if total == 0 {
            draw_nothing(frame, inside, self.queue.is_read(), self.queue.filter(), styles);
            return;
        }
        self.rows = usize::from(inside.height / QueuePane::row_height(inside.width).max(1)).max(1);
        let range = visible_range(position, self.top, self.rows, total);
        self.top = range.start;
        let (first, rows) = self.queue.slice(range);
        let pane = QueuePane {
            rows: &rows,
            first,
            total,
            selected: position,
        };
        pane.draw(inside, frame.buffer_mut(), look);
    }
}

fn draw_nothing(frame: &mut Frame, area: Rect, read: bool, filter: Filter, styles: &Styles) {
    let text = match (read, filter) {
        (false, _) => "reading …",
        (true, Filter::Waiting) => {
            "Nothing waits for a decision. Press w to grow a sample, or t to list others."
        }
        (true, _) => "No sample stands here. Press t to list others.",
    };
    frame.render_widget(
        Paragraph::new(text).style(styles.muted).wrap(Wrap { trim: true }),
        area,
    );
}

impl Screen for Review {
    fn context(&self) -> Context {
        Context::Review
    }

    fn availability(&self, action: Action) -> Availability {
        let some = || Availability::when(self.queue.selected().is_some(), "no sample is selected");
        match action {
            _ if self.desk.hides(action) => Availability::Absent,
            Action::FindNext | Action::FindPrevious if self.searched.is_none() && !self.desk.is_lit() => {
                Availability::Absent
            }
            Action::CancelRun if !self.is_checking() => Availability::Absent,
            Action::Back if !self.desk.is_open() && !self.is_checking() => Availability::Absent,
            Action::Open if !self.desk.can_open() => Availability::Absent,
            Action::TraceView if self.dossier().is_none() => Availability::Absent,
            Action::Compare | Action::ChangesView
                if self.dossier().is_none_or(|dossier| dossier.parents.is_empty()) =>
            {
                Availability::because("this sample has no parent here to compare with")
            }
            Action::NextFinding | Action::PreviousFinding => {
                let findings = |dossier: &Dossier| {
                    dossier
                        .judged
                        .iter()
                        .any(|judged| !judged.verdict.findings.is_empty())
                };
                Availability::when(self.dossier().is_some_and(findings), "the checks found nothing")
            }
            Action::Recheck | Action::Probe if self.dossier().is_some_and(|dossier| dossier.checking) => {
                Availability::because("the checks are running already")
            }
            Action::Accept
            | Action::Reject
            | Action::Skip
            | Action::Flag
            | Action::Edit
            | Action::EditOutside
            | Action::Recheck
            | Action::Probe => some(),
            _ => Availability::Yes,
        }
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        if action == Action::FindNext && self.desk.is_lit() {
            return Some("next place");
        }
        if action == Action::Open && self.desk.can_go_there() {
            return Some("go there");
        }
        if action == Action::Open && self.desk.is_in_view() {
            return Some("go there");
        }
        let cancels = action == Action::Back && self.is_checking() && !self.desk.is_open();
        cancels.then_some("cancel")
    }

    fn comes_first(&self, action: Action) -> bool {
        self.desk.comes_first(action) || (action == Action::Back && self.is_checking())
    }

    fn enter(&mut self, sample: Option<SampleId>, out: &mut Outbox) {
        match sample {
            Some(sample) if self.queue.is_read() => self.queue.select(sample, out),
            Some(sample) => self.queue.reset(Filter::All, Anchor::Around(sample), out),
            None if !self.queue.is_read() => self.queue.reset(Filter::Waiting, Anchor::Start, out),
            None => {}
        }
        self.open_selected(out);
    }

    fn act(&mut self, action: Action, out: &mut Outbox) {
        match action {
            Action::Accept => self.decide(DecisionKind::Accept, out),
            Action::Reject => self.decide(DecisionKind::Reject, out),
            Action::Skip => self.decide(DecisionKind::Skip, out),
            Action::Flag => self.decide(DecisionKind::Flag, out),
            Action::Edit => self.choose_part(false, out),
            Action::EditOutside => self.choose_part(true, out),
            Action::Recheck => {
                if let Some(sample) = self.queue.selected() {
                    out.ask(Request::Recheck(sample));
                }
            }
            Action::Probe => {
                if let Some(sample) = self.queue.selected() {
                    out.ask(Request::Probe(sample));
                }
            }
            Action::CancelRun => self.cancel(out),
            Action::NewWalk => out.go(Tab::Walk, self.queue.selected()),
            Action::Filter => out.pick(filter_picker(self.queue.filter())),
            Action::Find => {
                let question = Question::Review(ReviewQuestion::Find);
                let prompt = Prompt::new(
                    question,
                    "Find",
                    "A text in the problems of this list, whatever its case.",
                );
                out.prompt(prompt.holding(self.searched.as_deref().unwrap_or_default()));
            }
            Action::FindNext | Action::FindPrevious if self.desk.is_lit() => {
                self.desk.next_place(action == Action::FindNext, out);
            }
            Action::FindNext => self.find(true, out),
            Action::FindPrevious => self.find(false, out),
            Action::Reload => {
                let anchor = self.queue.selected().map_or(Anchor::Start, Anchor::Around);
                self.queue.reset(self.queue.filter(), anchor, out);
                self.desk.clear();
                self.open_selected(out);
            }
            Action::Open if self.desk.other_sample().is_some() => self.open_other(out),
            action if self.desk.act(action) => {}
            // With nothing highlighted or zoomed to leave, there is only what runs.
            Action::Back if self.is_checking() => self.cancel(out),
            action => {
                self.queue.step(action, self.rows.saturating_sub(1).max(1), out);
                self.open_selected(out);
            }
        }
    }

    fn answer(&mut self, question: Question, answer: Answer, out: &mut Outbox) {
        let Question::Review(question) = question else {
            return;
        };
        match (question, answer) {
            (ReviewQuestion::RejectReason, Answer::Choice(place)) => {
                if let Some(reason) = reject_reason(place) {
                    self.rule_because(reason.to_owned(), out);
                } else {
                    let question = Question::Review(ReviewQuestion::RejectReasonTyped);
                    out.prompt(Prompt::new(
                        question,
                        "Reject: why?",
                        "The reason is kept with the decision.",
                    ));
                }
            }
            (ReviewQuestion::RejectReasonTyped | ReviewQuestion::AcceptReason, Answer::Text(reason)) => {
                self.rule_because(reason, out);
            }
            (ReviewQuestion::PartToEdit { outside }, Answer::Choice(place)) => {
                if let Some(part) = Part::ALL.get(place) {
                    self.edit_part(*part, outside, out);
                }
            }
            (ReviewQuestion::EditedPart(part), Answer::Text(text)) => {
                if let Some((sample, version)) = self.editing.take() {
                    out.ask(Request::Edit {
                        sample,
                        version,
                        part,
                        text,
                    });
                }
            }
            (ReviewQuestion::Find, Answer::Text(text)) => {
                self.searched = Some(text);
                self.find(true, out);
            }
            (ReviewQuestion::Filter, Answer::Choice(place)) => {
                if let Some((filter, _)) = Filter::ALL.get(place) {
                    self.top = 0;
                    self.queue.reset(*filter, Anchor::Start, out);
                }
            }
            _ => {}
        }
    }

    fn receive(&mut self, reply: &Reply, out: &mut Outbox) {
        match reply {
            Reply::Page {
                generation,
                anchor,
                page,
            } => {
                self.queue.receive(*generation, *anchor, page, out);
                self.open_selected(out);
            }
            Reply::Opened { generation, dossier } if *generation == self.opening => {
                self.asked = None;
                if Some(dossier.sample.id) == self.queue.selected() {
                    self.desk.show(dossier);
                    self.queue
                        .update(dossier.sample.id, |row| *row = dossier.row.clone());
                }
                self.open_selected(out);
            }
            Reply::Changed(dossier) => self.changed(dossier),
            Reply::Saved {
                sample, state, show, ..
            } => self.saved(*sample, *state, *show, out),
            Reply::Found { generation, sample } if *generation == self.finding => match sample {
                Some(sample) => {
                    self.queue.jump(*sample, out);
                    self.open_selected(out);
                }
                None => out.hint("no problem in this list contains that text"),
            },
            // What could not be read is asked for again when the selection moves.
            Reply::Failed(_) => self.asked = None,
            _ => {}
        }
    }

    fn sample(&self) -> Option<SampleId> {
        self.queue.selected()
    }

    fn point(&mut self, cell: Position) -> bool {
        self.desk.point(cell)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, styles: &Styles) {
        // The desk is taken out while the queue, its list pane, is drawn by this screen.
        let mut desk = std::mem::take(&mut self.desk);
        desk.draw(frame, area, styles, |frame, place, focused| {
            self.draw_queue(frame, place, focused, styles);
        });
        self.desk = desk;
    }
}
