//! A text to edit, over almost the whole screen.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use tui_textarea::{CursorMove, TextArea, WrapMode};

use super::{Answer, Choice, Picker, Question, Step, open_box};
use crate::sample::Part;
use crate::tui::action::Action;
use crate::tui::keymap::KeyMap;
use crate::tui::theme::Styles;

/// A dialog that edits one part of a sample.
#[derive(Debug)]
pub struct TextEditor {
    question: Question,
    title: String,
    original: String,
    area: TextArea<'static>,
    numbered: bool,
}

impl TextEditor {
    /// Edits `text`, the `part` of a sample.
    pub fn new(question: Question, part: Part, text: &str) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        let numbered = part == Part::Program;
        if !numbered {
            area.set_wrap_mode(WrapMode::WordOrGlyph);
        }
        area.move_cursor(CursorMove::Top);
        Self {
            question,
            title: format!("Edit the {}", part.word()),
            original: text.to_owned(),
            area,
            numbered,
        }
    }

    /// The text as it is now.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    pub(super) fn key(&mut self, key: KeyEvent, action: Option<Action>) -> Step {
        match action {
            Some(Action::CancelText | Action::SaveText) if self.text() == self.original => Step::Close,
            Some(Action::CancelText) => Step::Ask(Box::new(discard())),
            Some(Action::SaveText) => Step::Done(self.question.clone(), Answer::Text(self.text())),
            _ => {
                self.area.input(key);
                Step::Stay
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.area.insert_str(crate::sample::clean(text));
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, styles: &Styles, keys: &KeyMap) {
        let size = (
            area.width.saturating_sub(4).min(120),
            area.height.saturating_sub(2),
        );
        let inside = open_box(frame, area, size, &self.title, styles);
        if inside.height == 0 {
            return;
        }
        let mut shown = self.area.clone();
        shown.set_style(styles.text);
        shown.set_cursor_line_style(Style::new());
        if self.numbered {
            shown.set_line_number_style(styles.muted);
        }
        frame.render_widget(
            &shown,
            Rect {
                height: inside.height - 1,
                ..inside
            },
        );
        let changed = if self.text() == self.original {
            ""
        } else {
            "changed  "
        };
        let hint = Line::from(vec![
            Span::styled(changed, styles.warning),
            Span::styled(keys.shown(Action::SaveText), styles.hint_key),
            Span::styled(" save as a new version  ", styles.hint_text),
            Span::styled(keys.shown(Action::CancelText), styles.hint_key),
            Span::styled(" leave without saving  ", styles.hint_text),
            Span::styled("ctrl-u ctrl-r", styles.hint_key),
            Span::styled(" undo redo", styles.hint_text),
        ]);
        frame.render_widget(
            hint,
            Rect {
                y: inside.bottom() - 1,
                height: 1,
                ..inside
            },
        );
    }
}

fn discard() -> Picker {
    let choices = vec![
        Choice::new(0, "n", "No, go on editing", ""),
        Choice::new(1, "y", "Yes, lose the changes", ""),
    ];
    Picker::quick(Question::Discard, "Leave without saving?", choices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::modal::ReviewQuestion;
    use crossterm::event::{KeyCode, KeyModifiers};

    fn editor(text: &str) -> TextEditor {
        let question = Question::Review(ReviewQuestion::EditedPart(Part::Program));
        TextEditor::new(question, Part::Program, text)
    }

    #[test]
    fn the_text_comes_back_to_the_letter() {
        for text in ["", "\n", "a\n", "a\r\n\tb", "温度\n\n"] {
            assert_eq!(editor(text).text(), text);
        }
    }

    #[test]
    fn leaving_changed_text_asks_first_and_unchanged_text_is_not_saved() {
        let mut editor = editor("x");
        let key = KeyEvent::new(KeyCode::Char('y'), KeyModifiers::NONE);
        assert_eq!(editor.key(key, Some(Action::SaveText)), Step::Close);
        assert_eq!(editor.key(key, Some(Action::CancelText)), Step::Close);
        editor.key(key, None);
        assert!(matches!(editor.key(key, Some(Action::CancelText)), Step::Ask(_)));
        assert!(
            matches!(editor.key(key, Some(Action::SaveText)), Step::Done(_, Answer::Text(text)) if text == "yx")
        );
    }
}
