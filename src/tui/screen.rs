//! The screens. Each keeps its own state, takes actions and the engine's messages, and puts what it wants done into an
//! [`Outbox`]; none knows of another.

pub mod dataset;
pub mod lineage;
mod queue;
pub mod review;
pub mod walk;

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Context};
use super::message::Reply;
use super::modal::{Answer, Question};
use super::outbox::Outbox;
use super::theme::Styles;
use crate::sample::SampleId;

/// Whether an action works here and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// It does.
    Yes,
    /// Not now, and why.
    No(Cow<'static, str>),
    /// It has no meaning here.
    Absent,
}

impl Availability {
    /// `Yes` if the condition holds, else the reason.
    pub fn when(condition: bool, otherwise: &'static str) -> Self {
        if condition {
            Self::Yes
        } else {
            Self::because(otherwise)
        }
    }

    /// `No`, with the reason.
    pub fn because(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::No(reason.into())
    }
}

/// One of the four screens.
pub trait Screen {
    /// Where its keys are looked up.
    fn context(&self) -> Context;

    /// Whether an action of its context works now; `Absent` for those it does not have.
    fn availability(&self, action: Action) -> Availability;

    /// What the hint line calls an action here, where the table's word does not fit.
    fn label(&self, action: Action) -> Option<&'static str> {
        let _ = action;
        None
    }

    /// Whether the hint line names an action before all others, because it is about what the person is in the middle of.
    fn comes_first(&self, action: Action) -> bool {
        let _ = action;
        false
    }

    /// The person came here, perhaps for a certain sample.
    fn enter(&mut self, sample: Option<SampleId>, out: &mut Outbox);

    /// Carries out an action that is available.
    fn act(&mut self, action: Action, out: &mut Outbox);

    /// Takes the answer to a question that this screen asked.
    fn answer(&mut self, question: Question, answer: Answer, out: &mut Outbox);

    /// Takes a message of the engine; every screen sees all of them.
    fn receive(&mut self, reply: &Reply, out: &mut Outbox);

    /// The sample that another screen would go on with.
    fn sample(&self) -> Option<SampleId>;

    /// Gives what is drawn at a cell the focus; `false` when nothing there can have it.
    fn point(&mut self, cell: Position) -> bool {
        let _ = cell;
        false
    }

    /// Draws the screen.
    fn draw(&mut self, frame: &mut Frame, area: Rect, styles: &Styles);
}
