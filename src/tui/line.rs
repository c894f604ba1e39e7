//! One line of input.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tui_textarea::TextArea;

use super::theme::Styles;

/// A line that a person types into, with the editing keys of a shell.
#[derive(Debug)]
pub struct LineInput {
    area: TextArea<'static>,
}

impl LineInput {
    /// An input that holds `text` already.
    pub fn new(text: &str) -> Self {
        let mut input = Self {
            area: TextArea::default(),
        };
        input.paste(text);
        input
    }

    /// What it holds.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Takes a key; says whether the text changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let breaks_line = key.code == KeyCode::Enter || (control && key.code == KeyCode::Char('m'));
        !breaks_line && self.area.input(key)
    }

    /// Takes a pasted text as one line.
    pub fn paste(&mut self, text: &str) {
        let line = crate::sample::clean(text).replace(['\n', '\t'], " ");
        self.area.insert_str(line);
    }

    /// Draws it in the first line of `area`, with its cursor.
    pub fn draw(&self, frame: &mut Frame, area: Rect, styles: &Styles) {
        let mut shown = self.area.clone();
        shown.set_style(styles.text);
        shown.set_cursor_line_style(Style::new());
        frame.render_widget(
            &shown,
            Rect {
                height: area.height.min(1),
                ..area
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(input: &mut LineInput, code: KeyCode) -> bool {
        input.key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn it_stays_one_line() {
        let mut input = LineInput::new("two\nlines");
        assert_eq!(input.text(), "two lines");
        assert!(!press(&mut input, KeyCode::Enter));
        assert!(!input.key(KeyEvent::new(KeyCode::Char('m'), KeyModifiers::CONTROL)));
        assert!(press(&mut input, KeyCode::Char('!')));
        assert_eq!(input.text(), "two lines!");
        input.paste("\u{1b}[31m\nred");
        assert_eq!(input.text(), "two lines! red");
    }
}
