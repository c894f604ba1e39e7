//! Dialogs. They lie on a stack above the screen, the top one takes the keys, and each ends in an [`Answer`] to the
//! [`Question`] that it was opened with, or in nothing.

mod picker;
mod prompt;
mod text_editor;

use crossterm::event::{Event, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Clear};

pub use picker::{Choice, Picker};
pub use prompt::Prompt;
pub use text_editor::TextEditor;

use super::action::{Action, Context};
use super::keymap::KeyMap;
use super::theme::Styles;
use crate::check::CheckId;
use crate::sample::Part;

/// What a dialog was opened for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Which action to run (palette and help).
    Command,
    /// Whether to leave the editor and lose what was typed.
    Discard,
    /// A question of the Review screen.
    Review(ReviewQuestion),
    /// A question of the Walk screen.
    Walk(WalkQuestion),
    /// What to look for in the lineage.
    FindInLineage,
}

/// What the Review screen asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewQuestion {
    /// A reason to reject, from the list.
    RejectReason,
    /// A reason to reject, typed.
    RejectReasonTyped,
    /// Why to accept in spite of the evidence.
    AcceptReason,
    /// Which part to edit; outside means in `$EDITOR`.
    PartToEdit {
        /// In the user's own editor.
        outside: bool,
    },
    /// The new text of a part.
    EditedPart(Part),
    /// What to look for.
    Find,
    /// Which samples to list.
    Filter,
}

/// What the Walk screen asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkQuestion {
    /// The operator.
    Operator,
    /// A note for the next try.
    Note,
    /// Which check is overruled.
    Overrule,
    /// Why it is.
    OverruleReason(CheckId),
    /// Which part to edit; outside means in `$EDITOR`.
    PartToEdit {
        /// In the user's own editor.
        outside: bool,
    },
    /// The new text of a part.
    EditedPart(Part),
    /// Whether to stop the walk.
    Stop,
    /// A reason to reject, from the list.
    RejectReason,
    /// A reason to reject, typed.
    RejectReasonTyped,
    /// Why to accept in spite of the evidence.
    AcceptReason,
    /// What to look for among the parents.
    Find,
}

/// What a person answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Run this.
    Action(Action),
    /// The choice at this place of the list, from 0.
    Choice(usize),
    /// This text.
    Text(String),
}

/// How a dialog took an event.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// It stays open.
    Stay,
    /// It is closed, without an answer.
    Close,
    /// It is closed with an answer.
    Done(Question, Answer),
    /// It stays, and another one opens above it.
    Ask(Box<Picker>),
}

/// A dialog.
#[derive(Debug)]
pub enum Modal {
    /// A list to choose from: palette, help, reasons, parts.
    Picker(Box<Picker>),
    /// A line to type.
    Prompt(Box<Prompt>),
    /// A text to edit.
    Editor(Box<TextEditor>),
}

impl Modal {
    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::Picker(_) | Self::Prompt(_) => Context::Dialog,
            Self::Editor(_) => Context::Editor,
        }
    }

    /// Takes a key or a paste.
    pub fn handle(&mut self, event: &Event, keys: &KeyMap) -> Step {
        match (self, event) {
            (Self::Picker(picker), Event::Key(key)) => picker.key(*key, lookup(keys, Context::Dialog, *key)),
            (Self::Prompt(prompt), Event::Key(key)) => prompt.key(*key, lookup(keys, Context::Dialog, *key)),
            (Self::Editor(editor), Event::Key(key)) => editor.key(*key, lookup(keys, Context::Editor, *key)),
            (Self::Picker(picker), Event::Paste(text)) => {
                picker.paste(text);
                Step::Stay
            }
            (Self::Prompt(prompt), Event::Paste(text)) => {
                prompt.paste(text);
                Step::Stay
            }
            (Self::Editor(editor), Event::Paste(text)) => {
                editor.paste(text);
                Step::Stay
            }
            _ => Step::Stay,
        }
    }

    /// Draws it above the screen.
    pub fn draw(&self, frame: &mut Frame, area: Rect, styles: &Styles, keys: &KeyMap) {
        match self {
            Self::Picker(picker) => picker.draw(frame, area, styles),
            Self::Prompt(prompt) => prompt.draw(frame, area, styles, keys),
            Self::Editor(editor) => editor.draw(frame, area, styles, keys),
        }
    }
}

fn lookup(keys: &KeyMap, context: Context, key: KeyEvent) -> Option<Action> {
    keys.action(context, key.into())
}

/// An empty box of at most `width`×`height` in the middle of `area`, framed and titled. Returns the room inside.
fn open_box(
    frame: &mut Frame,
    area: Rect,
    (width, height): (u16, u16),
    title: &str,
    styles: &Styles,
) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 3,
        width,
        height,
    };
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(styles.border_focus)
        .title(format!(" {title} "))
        .title_style(styles.title_focus);
    let inside = block.inner(place);
    frame.render_widget(Clear, place);
    frame.render_widget(block, place);
    inside
}
