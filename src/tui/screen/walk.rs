//! The Walk screen: a problem grows step by step. Before a walk it shows the samples that one can start from; on a walk
//! the steps stand on the left and the child, as far as it is written, lies on the desk.

mod act;
mod view;

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::queue::Queue;
use super::{Availability, Screen};
use crate::sample::{Operator, SampleId};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::message::{Anchor, Dossier, Filter, Generation, Reply, Request, WalkOrder};
use crate::tui::modal::{Answer, Choice, Picker, Prompt, Question, WalkQuestion};
use crate::tui::outbox::{Outbox, Tab};
use crate::tui::pane::StepsState;
use crate::tui::theme::Styles;
use crate::walk::{ActKind, Step, Walk};

/// The Walk screen.
#[derive(Debug, Default)]
pub struct WalkScreen {
    /// Whether the engine was asked for a walk that was left unfinished.
    asked_to_resume: bool,
    walk: Option<Arc<Walk>>,
    /// The samples to start from.
    parents: Queue,
    /// The first parent of a combination, while the second is being chosen.
    first_parent: Option<SampleId>,
    /// What is to become the parent, when another screen sent us.
    sent: Option<SampleId>,
    desk: Desk,
    opening: Generation,
    asked: Option<SampleId>,
    searched: Option<String>,
    finding: Generation,
    steps: StepsState,
    top: usize,
    rows: usize,
}

impl WalkScreen {
    /// Whether something moves on its own, so that the screen is drawn anew now and then.
    pub fn is_moving(&self) -> bool {
        self.walk.as_ref().is_some_and(|walk| view::is_running(walk))
    }

    /// Moves what moves on its own.
    pub fn tick(&mut self) {
        self.steps.spinner = self.steps.spinner.wrapping_add(1);
    }

    /// Whether a walk is under way.
    fn is_under_way(&self) -> bool {
        self.walk.as_ref().is_some_and(|walk| walk.finish().is_none())
    }

    /// Reads the selected parent, unless it lies on the desk or another one is being read.
    fn open_selected(&mut self, out: &mut Outbox) {
        if self.walk.is_some() {
            return;
        }
        match self.parents.selected() {
            None => self.desk.clear(),
            Some(sample) if self.asked.is_none() && self.desk.sample() != Some(sample) => {
                self.asked = Some(sample);
                out.ask(Request::Open {
                    generation: self.opening.advance(),
                    sample,
                });
            }
            Some(_) => {}
        }
    }

    /// Shows the samples to start from.
    fn choose_parent(&mut self, out: &mut Outbox) {
        self.walk = None;
        self.desk.clear();
        let anchor = self.sent.map_or(Anchor::Start, Anchor::Around);
        self.parents.reset(Filter::Parents, anchor, out);
    }

    /// Starts from the selected sample: asks for the operator, or takes it as the second parent.
    fn start_from(&mut self, out: &mut Outbox) {
        let Some(parent) = self.parents.selected() else {
            out.hint("there is no sample to start from yet: import some, or let the program make its seeds");
            return;
        };
        match self.first_parent.take() {
            Some(first) if first == parent => {
                self.first_parent = Some(first);
                out.hint("a combination needs two different parents; choose another one");
            }
            Some(first) => start(Operator::Combination, vec![first, parent], out),
            None => out.pick(operator_picker()),
        }
    }

    /// Starts from the sample that another screen sent us with.
    fn start_from_sent(&mut self, out: &mut Outbox) {
        match self.sent.take() {
            Some(sent) if Some(sent) == self.parents.selected() => self.start_from(out),
            Some(_) => out.hint("only pending and accepted samples can be parents; choose one"),
            None => {}
        }
    }

    fn operator_chosen(&mut self, operator: Operator, out: &mut Outbox) {
        let Some(parent) = self.parents.selected() else {
            return;
        };
        if operator.parents() == 2 {
            self.first_parent = Some(parent);
            self.leave_first_parent(out);
            out.done("now choose the second parent");
        } else {
            start(operator, vec![parent], out);
        }
    }

    /// Moves on to a sample that can be the second parent: the next one, or the one before at the end of the list.
    fn leave_first_parent(&mut self, out: &mut Outbox) {
        for action in [Action::Down, Action::Up] {
            if self.parents.selected() == self.first_parent {
                self.parents.step(action, 1, out);
            }
        }
        self.open_selected(out);
    }

    fn new_walk(&mut self, out: &mut Outbox) {
        if self.is_under_way() {
            out.hint("this walk is not over: finish it, or stop it with x");
            return;
        }
        self.first_parent = None;
        if self.walk.is_some() {
            out.ask(Request::Walk(WalkOrder::Leave));
        } else {
            self.start_from(out);
        }
    }

    /// Takes the walk as it stands now.
    fn show(&mut self, walk: Option<&Arc<Walk>>, out: &mut Outbox) {
        match walk {
            Some(walk) => {
                self.first_parent = None;
                self.sent = None;
                self.desk.show(&view::dossier(walk));
                self.walk = Some(Arc::clone(walk));
            }
            None => self.choose_parent(out),
        }
    }

    fn opened(&mut self, dossier: &Dossier, out: &mut Outbox) {
        self.asked = None;
        if self.walk.is_none() && Some(dossier.sample.id) == self.parents.selected() {
            self.desk.show(dossier);
        }
        self.open_selected(out);
    }

    fn find(&mut self, forward: bool, out: &mut Outbox) {
        if let Some(text) = self.searched.clone() {
            out.ask(Request::Find {
                generation: self.finding.advance(),
                filter: Filter::Parents,
                text,
                from: self.parents.key(),
                forward,
            });
        }
    }

    /// Whether an act that belongs to the walk is possible.
    fn offered(&self, kind: ActKind) -> Availability {
        match self.walk.as_ref().map(|walk| walk.can(kind)) {
            None => Availability::Absent,
            Some(Ok(())) => Availability::Yes,
            Some(Err(refused)) => Availability::because(refused.to_string()),
        }
    }
}

fn start(operator: Operator, parents: Vec<SampleId>, out: &mut Outbox) {
    out.ask(Request::Walk(WalkOrder::Start { operator, parents }));
}

fn operator_picker() -> Picker {
    let keys = ["1", "2", "3", "4", "5"];
    let operators = Operator::ALL.iter().zip(keys).enumerate();
    let choices = operators
        .map(|(place, (operator, key))| Choice::new(place, key, operator.name(), operator.meaning()));
    Picker::quick(
        Question::Walk(WalkQuestion::Operator),
        "Derive a new problem: how?",
        choices.collect(),
    )
}

impl Screen for WalkScreen {
    fn context(&self) -> Context {
        Context::Walk
    }

    fn availability(&self, action: Action) -> Availability {
        let over = self.walk.as_ref().is_some_and(|walk| walk.finish().is_some());
        match action {
            _ if self.desk.hides(action) => Availability::Absent,
            Action::Open if self.desk.is_in_view() => {
                Availability::when(self.desk.can_open(), "nothing here can be gone to")
            }
            Action::StepOn | Action::Open if self.walk.is_none() => Availability::Yes,
            Action::TraceView | Action::ChangesView if self.desk.dossier().is_none() => Availability::Absent,
            Action::ChangesView => {
                let parents = self
                    .desk
                    .dossier()
                    .is_some_and(|dossier| !dossier.parents.is_empty());
                Availability::when(parents, "this sample has no parent here to compare with")
            }
            Action::NewWalk if self.is_under_way() => Availability::Absent,
            Action::Open if over => Availability::Yes,
            Action::Open => Availability::when(
                self.desk.can_open(),
                "go to a verdict, program line or row to open it",
            ),
            Action::Find if self.walk.is_some() => Availability::Absent,
            Action::FindNext | Action::FindPrevious if self.desk.is_lit() => Availability::Yes,
            Action::FindNext | Action::FindPrevious if self.walk.is_some() || self.searched.is_none() => {
                Availability::Absent
            }
            Action::CancelRun if !self.is_moving() => Availability::Absent,
            Action::Back if !self.desk.is_open() && self.first_parent.is_none() && !self.is_moving() => {
                Availability::Absent
            }
            Action::Undo | Action::Redo if self.is_under_way() => {
                Availability::because("on a walk, b goes back; what is decided can be undone afterwards")
            }
            action => match act::kind_of(action, self.walk.as_deref()) {
                Some(_) if over => Availability::Absent,
                Some(kind) => self.offered(kind),
                None => Availability::Yes,
            },
        }
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match (action, &self.walk) {
            (Action::FindNext, _) if self.desk.is_lit() => Some("next place"),
            (Action::Open, _) if self.desk.can_go_there() || self.desk.is_in_view() => Some("go there"),
            (Action::StepOn, None) if self.first_parent.is_some() => Some("combine with it"),
            (Action::StepOn, None) => Some("derive from it"),
            (Action::Back, Some(_)) if self.is_moving() && !self.desk.is_open() => Some("cancel"),
            (Action::Reject, Some(walk)) if walk.step() != Step::Decision => Some("stop"),
            _ => None,
        }
    }

    fn comes_first(&self, action: Action) -> bool {
        self.desk.comes_first(action) || (action == Action::Back && self.is_moving())
    }

    fn enter(&mut self, sample: Option<SampleId>, out: &mut Outbox) {
        if let Some(sample) = sample {
            if self.is_under_way() {
                out.hint("a walk is under way: finish it, or stop it with x, before you start another");
                return;
            }
            self.sent = Some(sample);
            self.asked_to_resume = true;
            if self.walk.is_some() {
                out.ask(Request::Walk(WalkOrder::Leave));
            } else {
                self.choose_parent(out);
            }
            return;
        }
        if !self.asked_to_resume {
            self.asked_to_resume = true;
            out.ask(Request::Walk(WalkOrder::Resume));
        }
        self.open_selected(out);
    }

    fn act(&mut self, action: Action, out: &mut Outbox) {
        match action {
            Action::Open if self.desk.can_go_there() || self.desk.is_in_view() => {
                self.desk.act(action);
            }
            Action::StepOn | Action::Open if self.walk.is_none() => self.start_from(out),
            Action::NewWalk => self.new_walk(out),
            Action::Open if self.walk.as_ref().is_some_and(|walk| walk.finish().is_some()) => {
                let finish = self.walk.as_ref().and_then(|walk| walk.finish());
                match finish.and_then(|finish| finish.sample.as_ref()) {
                    Some(sample) => out.go(Tab::Review, Some(sample.id)),
                    None => out.hint("this walk left no sample behind"),
                }
            }
            Action::Find => {
                let question = Question::Walk(WalkQuestion::Find);
                let prompt = Prompt::new(
                    question,
                    "Find",
                    "A text in the problems to start from, whatever its case.",
                );
                out.prompt(prompt.holding(self.searched.as_deref().unwrap_or_default()));
            }
            Action::FindNext | Action::FindPrevious if self.desk.is_lit() => {
                self.desk.next_place(action == Action::FindNext, out);
            }
            Action::FindNext => self.find(true, out),
            Action::FindPrevious => self.find(false, out),
            Action::Reload => out.ask(Request::Walk(WalkOrder::Resume)),
            Action::Back if self.first_parent.take().is_some() => {
                out.hint("no second parent is wanted any more");
            }
            action if self.act_on_walk(action, out) => {}
            action if self.desk.act(action) => {}
            // With nothing highlighted or zoomed to leave, there is only what runs.
            Action::Back if self.is_moving() => {
                self.act_on_walk(Action::CancelRun, out);
            }
            action if self.walk.is_none() => {
                self.parents.step(action, self.rows.saturating_sub(1).max(1), out);
                self.open_selected(out);
            }
            action => self.step_selection(action),
        }
    }

    fn answer(&mut self, question: Question, answer: Answer, out: &mut Outbox) {
        let Question::Walk(question) = question else {
            return;
        };
        match (question, answer) {
            (WalkQuestion::Operator, Answer::Choice(place)) => {
                if let Some(operator) = Operator::ALL.get(place) {
                    self.operator_chosen(*operator, out);
                }
            }
            (WalkQuestion::Find, Answer::Text(text)) => {
                self.searched = Some(text);
                self.find(true, out);
            }
            (question, answer) => self.answer_on_walk(question, answer, out),
        }
    }

    fn receive(&mut self, reply: &Reply, out: &mut Outbox) {
        match reply {
            Reply::Walk(walk) => self.show(walk.as_ref(), out),
            Reply::Page {
                generation,
                anchor,
                page,
            } if self.parents.awaits(*generation) => {
                self.parents.receive(*generation, *anchor, page, out);
                self.open_selected(out);
                if self.parents.is_read() && self.walk.is_none() {
                    self.start_from_sent(out);
                }
            }
            Reply::Opened { generation, dossier } if *generation == self.opening => self.opened(dossier, out),
            Reply::Changed(dossier)
                if self.walk.is_none() && self.desk.sample() == Some(dossier.sample.id) =>
            {
                self.desk.show(dossier);
            }
            Reply::Found { generation, sample } if *generation == self.finding => match sample {
                Some(sample) => {
                    self.parents.jump(*sample, out);
                    self.open_selected(out);
                }
                None => out.hint("no sample to start from contains that text"),
            },
            Reply::Failed(_) => self.asked = None,
            _ => {}
        }
    }

    fn sample(&self) -> Option<SampleId> {
        let finish = self.walk.as_ref().and_then(|walk| walk.finish());
        match (&self.walk, finish) {
            (Some(_), Some(finish)) if finish.sample.is_some() => {
                finish.sample.as_ref().map(|sample| sample.id)
            }
            (Some(walk), _) => walk.plan().parents.first().map(|parent| parent.id),
            (None, _) => self.parents.selected(),
        }
    }

    fn point(&mut self, cell: Position) -> bool {
        self.desk.point(cell)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, styles: &Styles) {
        view::draw(self, frame, area, styles);
    }
}
