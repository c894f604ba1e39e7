//! What a screen wants done that it cannot do itself.

use super::message::Request;
use super::modal::{Modal, Picker, Prompt, Question, TextEditor};
use crate::sample::{Part, SampleId};

/// The screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tab {
    /// Growing a sample step by step.
    Walk,
    /// Deciding.
    Review,
    /// Ancestors and descendants.
    Lineage,
    /// Numbers.
    Dataset,
}

impl Tab {
    /// Every tab, in order.
    pub const ALL: [Self; 4] = [Self::Walk, Self::Review, Self::Lineage, Self::Dataset];

    /// The word in the title line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Walk => "Walk",
            Self::Review => "Review",
            Self::Lineage => "Lineage",
            Self::Dataset => "Dataset",
        }
    }
}

/// How a message to the person is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Where the person is.
    Place,
    /// Something could not be done now.
    Hint,
    /// Something went wrong.
    Trouble,
}

/// A message to the person; it stays until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// A sentence or less.
    pub text: String,
}

/// One thing to do.
#[derive(Debug)]
pub enum Order {
    /// Ask the engine.
    Ask(Request),
    /// Open a dialog.
    Open(Modal),
    /// Tell the person.
    Tell(Notice),
    /// Go to another screen, with a sample to show there.
    Go(Tab, Option<SampleId>),
    /// Let the user's editor change a text; the answer comes as if a dialog had given it.
    EditOutside(OutsideEdit),
}

/// A text for the user's own editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideEdit {
    /// What the new text answers.
    pub question: Question,
    /// Which part it is.
    pub part: Part,
    /// The text now.
    pub text: String,
}

/// Collects orders while a screen handles something.
#[derive(Debug, Default)]
pub struct Outbox {
    /// The orders so far.
    pub orders: Vec<Order>,
}

impl Outbox {
    /// Asks the engine.
    pub fn ask(&mut self, request: Request) {
        self.orders.push(Order::Ask(request));
    }

    /// Opens a list.
    pub fn pick(&mut self, picker: Picker) {
        self.orders.push(Order::Open(Modal::Picker(Box::new(picker))));
    }

    /// Opens a line of input.
    pub fn prompt(&mut self, prompt: Prompt) {
        self.orders.push(Order::Open(Modal::Prompt(Box::new(prompt))));
    }

    /// Opens a part of a sample for editing, here or in the user's own editor.
    pub fn edit(&mut self, question: Question, part: Part, text: String, outside: bool) {
        self.orders.push(if outside {
            Order::EditOutside(OutsideEdit { question, part, text })
        } else {
            Order::Open(Modal::Editor(Box::new(TextEditor::new(question, part, &text))))
        });
    }

    /// Tells what was done.
    pub fn done(&mut self, text: impl Into<String>) {
        self.tell(Tone::Done, text);
    }

    /// Tells why something is not done.
    pub fn hint(&mut self, text: impl Into<String>) {
        self.tell(Tone::Hint, text);
    }

    /// Tells where the person is.
    pub fn place(&mut self, text: impl Into<String>) {
        self.tell(Tone::Place, text);
    }

    fn tell(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        self.orders.push(Order::Tell(Notice { tone, text }));
    }

    /// Goes to another screen.
    pub fn go(&mut self, tab: Tab, sample: Option<SampleId>) {
        self.orders.push(Order::Go(tab, sample));
    }
}
