//! A line to type.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};

use super::{Answer, Question, Step, open_box};
use crate::tui::action::Action;
use crate::tui::keymap::KeyMap;
use crate::tui::line::LineInput;
use crate::tui::theme::Styles;

/// A dialog that asks for a line of text.
#[derive(Debug)]
pub struct Prompt {
    question: Question,
    title: String,
    explanation: String,
    input: LineInput,
    refused: bool,
}

impl Prompt {
    /// A prompt with a title and a sentence that says what the text is for.
    pub fn new(question: Question, title: impl Into<String>, explanation: impl Into<String>) -> Self {
        Self {
            question,
            title: title.into(),
            explanation: explanation.into(),
            input: LineInput::new(""),
            refused: false,
        }
    }

    /// The same prompt, with `text` typed already.
    #[must_use]
    pub fn holding(mut self, text: &str) -> Self {
        self.input = LineInput::new(text);
        self
    }

    pub(super) fn key(&mut self, key: KeyEvent, action: Option<Action>) -> Step {
        match action {
            Some(Action::Close) => Step::Close,
            Some(Action::Confirm) if self.input.text().trim().is_empty() => {
                self.refused = true;
                Step::Stay
            }
            Some(Action::Confirm) => Step::Done(
                self.question.clone(),
                Answer::Text(self.input.text().trim().to_owned()),
            ),
            _ => {
                self.refused &= !self.input.key(key);
                Step::Stay
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.input.paste(text);
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, styles: &Styles, keys: &KeyMap) {
        let inside = open_box(frame, area, (72, 7), &self.title, styles);
        if inside.height == 0 {
            return;
        }
        let foot = inside.height.saturating_sub(1);
        let explanation = Rect {
            height: foot.saturating_sub(2),
            ..inside
        };
        let text = Paragraph::new(self.explanation.as_str())
            .style(styles.muted)
            .wrap(Wrap { trim: true });
        frame.render_widget(text, explanation);
        let row = |y: u16| Rect {
            y: inside.y + y,
            height: 1,
            ..inside
        };
        let entry = row(explanation.height);
        let mark = Span::styled("› ", styles.accent);
        frame.render_widget(mark, entry);
        let shift = 2.min(entry.width);
        let field = Rect {
            x: entry.x + shift,
            width: entry.width - shift,
            ..entry
        };
        self.input.draw(frame, field, styles);
        if foot > explanation.height {
            let hint = if self.refused {
                Line::styled("! something must be typed", styles.warning)
            } else {
                Line::from(vec![
                    Span::styled(keys.shown(Action::Confirm), styles.hint_key),
                    Span::styled(" take it  ", styles.hint_text),
                    Span::styled(keys.shown(Action::Close), styles.hint_key),
                    Span::styled(" close", styles.hint_text),
                ])
            };
            frame.render_widget(hint, row(foot));
        }
    }
}
