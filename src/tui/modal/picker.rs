//! A list to choose from.

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr as _;

use super::{Answer, Question, Step, open_box};
use crate::tui::action::Action;
use crate::tui::fuzzy;
use crate::tui::key::Key;
use crate::tui::line::LineInput;
use crate::tui::pane::visible_range;
use crate::tui::theme::Styles;

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The key in front: the one that picks it, or for commands the one that runs it.
    pub key: String,
    /// What it is.
    pub label: String,
    /// What it means, dim, behind the label.
    pub detail: String,
    /// Why it cannot be chosen now, if so.
    pub disabled: Option<String>,
    /// A heading has no answer.
    pub answer: Option<Answer>,
}

impl Choice {
    /// Entry number `place`, chosen by `key`.
    pub fn new(place: usize, key: &str, label: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            key: key.to_owned(),
            label: label.into(),
            detail: detail.into(),
            disabled: None,
            answer: Some(Answer::Choice(place)),
        }
    }

    /// A heading between entries.
    pub fn heading(label: impl Into<String>) -> Self {
        Self {
            key: String::new(),
            label: label.into(),
            detail: String::new(),
            disabled: None,
            answer: None,
        }
    }
}

/// How keys choose.
#[derive(Debug, PartialEq, Eq)]
enum Mode {
    /// Typing filters the list.
    Filter,
    /// The key in front of an entry picks it at once.
    Quick,
}

/// A dialog with a list.
#[derive(Debug)]
pub struct Picker {
    question: Question,
    title: String,
    mode: Mode,
    input: LineInput,
    choices: Vec<Choice>,
    /// Places in `choices` that match what was typed, best first.
    matches: Vec<usize>,
    /// Place in `matches`.
    selected: usize,
    refused: Option<String>,
}

impl PartialEq for Picker {
    fn eq(&self, other: &Self) -> bool {
        self.question == other.question && self.choices == other.choices
    }
}

impl Eq for Picker {}

impl Picker {
    /// A list that typing filters.
    pub fn filtered(question: Question, title: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self::new(question, title.into(), Mode::Filter, choices)
    }

    /// A short list from which one key picks.
    pub fn quick(question: Question, title: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self::new(question, title.into(), Mode::Quick, choices)
    }

    fn new(question: Question, title: String, mode: Mode, choices: Vec<Choice>) -> Self {
        let mut picker = Self {
            question,
            title,
            mode,
            input: LineInput::new(""),
            choices,
            matches: Vec::new(),
            selected: 0,
            refused: None,
        };
        picker.filter();
        picker
    }

    /// The same list with entry number `place` selected.
    #[must_use]
    pub fn at(mut self, place: usize) -> Self {
        if place < self.matches.len() {
            self.selected = place;
        }
        self
    }

    fn filter(&mut self) {
        let query = self.input.text();
        self.matches = if query.trim().is_empty() {
            (0..self.choices.len()).collect()
        } else {
            let entries = self
                .choices
                .iter()
                .enumerate()
                .filter(|(_, choice)| choice.answer.is_some());
            let mut scored: Vec<(i32, usize)> = entries
                .filter_map(|(place, choice)| Some((relevance(query, choice)?, place)))
                .collect();
            scored.sort_by_key(|(score, place)| (-score, *place));
            scored.into_iter().map(|(_, place)| place).collect()
        };
        self.selected = 0;
        if self.current().is_some_and(|choice| choice.answer.is_none()) {
            self.step(true);
        }
    }

    fn current(&self) -> Option<&Choice> {
        self.matches
            .get(self.selected)
            .and_then(|place| self.choices.get(*place))
    }

    /// Moves by one entry, over headings, and stays at the ends.
    fn step(&mut self, forward: bool) {
        let mut at = self.selected;
        loop {
            let next = if forward { at + 1 } else { at.wrapping_sub(1) };
            let Some(place) = self.matches.get(next) else {
                return;
            };
            at = next;
            if self.choices[*place].answer.is_some() {
                self.selected = at;
                return;
            }
        }
    }

    fn take(&mut self) -> Step {
        let Some(choice) = self.current() else {
            return Step::Stay;
        };
        match (&choice.disabled, &choice.answer) {
            (Some(reason), _) => {
                self.refused = Some(reason.clone());
                Step::Stay
            }
            (None, Some(answer)) => Step::Done(self.question.clone(), answer.clone()),
            (None, None) => Step::Stay,
        }
    }

    pub(super) fn key(&mut self, key: KeyEvent, action: Option<Action>) -> Step {
        self.refused = None;
        match action {
            Some(Action::Close) => return Step::Close,
            Some(Action::Confirm) => return self.take(),
            Some(Action::NextChoice) => self.step(true),
            Some(Action::PreviousChoice) => self.step(false),
            _ if self.mode == Mode::Quick => return self.quick_key(key),
            _ => {
                if self.input.key(key) {
                    self.filter();
                }
            }
        }
        Step::Stay
    }

    fn quick_key(&mut self, key: KeyEvent) -> Step {
        let typed = Key::from(key);
        let name = typed.to_string();
        let matching = |place: &usize| self.choices[*place].key == name;
        if let Some(at) = self.matches.iter().position(matching) {
            self.selected = at;
            return self.take();
        }
        match typed.typed() {
            Some('j') => self.step(true),
            Some('k') => self.step(false),
            Some('q') => return Step::Close,
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn paste(&mut self, text: &str) {
        if self.mode == Mode::Filter {
            self.input.paste(text);
            self.filter();
        }
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, styles: &Styles) {
        let filter_rows = u16::from(self.mode == Mode::Filter);
        let rows = u16::try_from(self.choices.len()).unwrap_or(u16::MAX);
        let height = rows
            .saturating_add(3 + filter_rows)
            .min(area.height.saturating_sub(2));
        let width = if self.mode == Mode::Filter { 124 } else { 86 };
        let inside = open_box(frame, area, (width, height), &self.title, styles);
        if inside.height == 0 {
            return;
        }
        if self.mode == Mode::Filter {
            self.draw_filter(frame, inside, styles);
        }
        let list = Rect {
            y: inside.y + filter_rows.min(inside.height),
            height: inside.height.saturating_sub(filter_rows + 1),
            ..inside
        };
        let keys = self
            .choices
            .iter()
            .map(|choice| choice.key.width())
            .max()
            .unwrap_or(0);
        let labels = self
            .choices
            .iter()
            .filter(|c| c.answer.is_some())
            .map(|c| c.label.width())
            .max()
            .unwrap_or(0);
        let height = usize::from(list.height);
        let middle = self.selected.saturating_sub(height / 2);
        let visible = visible_range(self.selected, middle, height, self.matches.len());
        for (row, at) in visible.enumerate() {
            let choice = &self.choices[self.matches[at]];
            let selected = at == self.selected;
            let line = line_of(choice, selected, (keys, labels), styles);
            let y = list.y + u16::try_from(row).unwrap_or(u16::MAX);
            frame.render_widget(line, Rect { y, height: 1, ..list });
        }
        let foot = Rect {
            y: inside.bottom() - 1,
            height: 1,
            ..inside
        };
        frame.render_widget(self.foot(styles), foot);
    }

    fn draw_filter(&self, frame: &mut Frame, inside: Rect, styles: &Styles) {
        let top = Rect { height: 1, ..inside };
        let count = format!(
            "{}/{}",
            self.entries(&self.matches),
            self.choices.iter().filter(|c| c.answer.is_some()).count()
        );
        let width = u16::try_from(count.width()).unwrap_or(0);
        frame.render_widget(Span::styled("› ", styles.accent), top);
        let shift = 2.min(top.width);
        let field = Rect {
            x: top.x + shift,
            width: top.width.saturating_sub(shift + width + 1),
            ..top
        };
        self.input.draw(frame, field, styles);
        let corner = Rect {
            x: top.right().saturating_sub(width),
            width: width.min(top.width),
            ..top
        };
        frame.render_widget(Span::styled(count, styles.muted), corner);
    }

    fn entries(&self, places: &[usize]) -> usize {
        places
            .iter()
            .filter(|place| self.choices[**place].answer.is_some())
            .count()
    }

    fn foot(&self, styles: &Styles) -> Line<'_> {
        if let Some(reason) = &self.refused {
            return Line::styled(format!("! {reason}"), styles.warning);
        }
        if self.matches.is_empty() {
            return Line::styled("nothing matches; backspace widens the search", styles.warning);
        }
        let mut spans = vec![
            Span::styled("↑ ↓", styles.hint_key),
            Span::styled(" select  ", styles.hint_text),
            Span::styled("enter", styles.hint_key),
            Span::styled(" choose  ", styles.hint_text),
            Span::styled("esc", styles.hint_key),
            Span::styled(" close", styles.hint_text),
        ];
        if self.mode == Mode::Filter {
            spans.push(Span::styled("  type to filter", styles.hint_text));
        }
        Line::from(spans)
    }
}

/// A label weighs more than the explanation behind it.
fn relevance(query: &str, choice: &Choice) -> Option<i32> {
    const LABEL: i32 = 100;
    let exact = (choice.key == query.trim()).then_some(2 * LABEL);
    let label = fuzzy::score(query, &choice.label).map(|score| score + LABEL);
    let words = query.to_lowercase();
    let detail = choice.detail.to_lowercase().contains(words.trim()).then_some(0);
    exact.max(label).max(detail)
}

fn line_of<'a>(
    choice: &'a Choice,
    selected: bool,
    (keys, labels): (usize, usize),
    styles: &Styles,
) -> Line<'a> {
    if choice.answer.is_none() {
        return Line::styled(format!(" {}", choice.label), styles.heading);
    }
    let dim = choice.disabled.is_some();
    let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
    let mark = if selected { "▶ " } else { "  " };
    let line = Line::from(vec![
        Span::styled(mark, styles.accent),
        Span::styled(
            choice.key.as_str(),
            if dim { styles.muted } else { styles.hint_key },
        ),
        Span::raw(pad(&choice.key, keys + 2)),
        Span::styled(
            choice.label.as_str(),
            if dim { styles.muted } else { styles.text },
        ),
        Span::raw(pad(&choice.label, labels + 2)),
        Span::styled(choice.detail.as_str(), styles.muted),
    ]);
    if selected {
        line.patch_style(styles.selection)
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    fn press(picker: &mut Picker, letter: char) -> Step {
        picker.key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE), None)
    }

    fn picker(quick: bool) -> Picker {
        let mut choices = vec![
            Choice::heading("Fruit"),
            Choice::new(0, "a", "apple", "red"),
            Choice::new(1, "b", "banana", "yellow"),
        ];
        choices[2].disabled = Some("not ripe".to_owned());
        if quick {
            Picker::quick(Question::Command, "Fruit", choices)
        } else {
            Picker::filtered(Question::Command, "Fruit", choices)
        }
    }

    #[test]
    fn a_quick_key_picks_at_once_and_a_disabled_entry_says_why() {
        let mut quick = picker(true);
        assert_eq!(press(&mut quick, 'b'), Step::Stay);
        assert_eq!(quick.refused.as_deref(), Some("not ripe"));
        assert_eq!(
            press(&mut quick, 'a'),
            Step::Done(Question::Command, Answer::Choice(0))
        );
    }

    #[test]
    fn typing_filters_by_label_then_by_explanation() {
        let mut list = picker(false);
        assert_eq!(list.current().map(|choice| choice.label.as_str()), Some("apple"));
        press(&mut list, 'y');
        assert_eq!(list.current().map(|choice| choice.label.as_str()), Some("banana"));
        press(&mut list, 'z');
        assert!(list.current().is_none());
        assert_eq!(list.take(), Step::Stay);
    }

    #[test]
    fn moving_skips_headings_and_stops_at_the_ends() {
        let mut list = picker(false);
        list.step(false);
        assert_eq!(list.selected, 1);
        list.step(true);
        list.step(true);
        assert_eq!(list.selected, 2);
    }
}
