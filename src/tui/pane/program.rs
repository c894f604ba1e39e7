//! The program, with line numbers, what each line made, and the message at the line that failed.

mod made;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::Evidence;
use crate::model::Model;
use crate::program::ProgramError;
use crate::sample::Part;
use crate::tui::text::{self, Cleaned, Document, Hang, Rich, Role, Source, Wrap, WrapRow, one_line, python};

use super::figures::count;
use super::text_pane::shown;
use super::{Ink, Lit, Look, Pane, Scroll, Title, light};

/// Bytes of an error's message that are shown at its line.
const MESSAGE_LIMIT: usize = 300;

/// Cells between the code and the note on what it made.
const GAP: usize = 2;

/// Where a person is in a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProgramState {
    /// The line under the cursor, from 0; seen while the pane has the focus.
    pub cursor: usize,
    /// What is in view.
    pub scroll: Scroll,
}

/// The program of a sample.
#[derive(Debug)]
pub struct ProgramPane {
    cleaned: Cleaned,
    document: Document,
    lines: usize,
    /// The line that failed, from 0. Its message stands on a line of its own below it.
    failed: Option<usize>,
    made: made::Notes,
}

impl ProgramPane {
    /// Prepares a program; `error` marks the line that it names.
    pub fn new(program: &str, error: Option<&ProgramError>) -> Self {
        let cleaned = Cleaned::new(program);
        let text = cleaned.text().trim_end();
        let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let failure = error.and_then(error_line).filter(|(line, _)| *line < lines);
        let mut writer = Writer {
            text,
            rich: Rich::new(),
            message: failure
                .as_ref()
                .map(|(line, message)| (end_of_line(text, *line), message.as_str())),
        };
        let mut at = 0;
        for (span, role) in python::highlight(text) {
            writer.copy(at..span.start, Role::Plain);
            writer.copy(span.clone(), role);
            at = span.end;
        }
        writer.copy(at..text.len(), Role::Plain);
        let rich = writer.finish();
        Self {
            document: Document::new(rich, Hang::Code),
            cleaned,
            lines,
            failed: failure.map(|(line, _)| line),
            made: made::Notes::new(),
        }
    }

    /// Notes at each line what it made.
    #[must_use]
    pub fn making(mut self, model: Option<&Model>) -> Self {
        self.made = model.map(made::notes).unwrap_or_default();
        self
    }

    /// Lines of the program.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// The line under the cursor.
    pub fn evidence(&self, state: &ProgramState) -> Vec<Evidence> {
        let line = u32::try_from(state.cursor + 1).ok();
        line.map(|line| Evidence::Line { line }).into_iter().collect()
    }

    /// The line of the program that a shown line belongs to, and whether it is the message below it.
    fn source_line(&self, shown: usize) -> (usize, bool) {
        match self.failed {
            Some(failed) if shown > failed => (shown - 1, shown == failed + 1),
            _ => (shown, false),
        }
    }

    /// The shown line of a line of the program.
    fn shown_line(&self, line: usize) -> usize {
        line + usize::from(self.failed.is_some_and(|failed| line > failed))
    }

    /// Columns before the code: a mark, the number, a blank. Left out where they would leave no room.
    fn gutter(&self, width: u16) -> u16 {
        let digits = self.lines.to_string().len();
        let gutter = u16::try_from(digits + 2).unwrap_or(u16::MAX);
        if width >= gutter.saturating_mul(2).saturating_add(8) {
            gutter
        } else {
            0
        }
    }

    /// The rows of a line of the program at a width; a failed one's message belongs to it.
    fn rows(&self, wrap: &Wrap, line: usize) -> Range<usize> {
        let rows = wrap.rows_of_line(self.shown_line(line));
        if self.failed == Some(line) {
            rows.start..wrap.rows_of_line(self.shown_line(line) + 1).end
        } else {
            rows
        }
    }

    fn draw_gutter(&self, line: usize, first: bool, area: Rect, buf: &mut Buffer, lit: bool, look: Look<'_>) {
        let (mark, style) = match (self.failed == Some(line), lit) {
            (true, _) => ("✘", look.styles.error),
            (false, true) => ("▸", look.styles.strong),
            (false, false) => (" ", look.styles.muted),
        };
        if first {
            let digits = usize::from(area.width).saturating_sub(2);
            Ink::new(area, buf)
                .put(mark, style)
                .put(&format!("{:>digits$}", line + 1), style);
        }
    }

    /// What the line made stands at the right of its first row, where the code leaves room.
    fn draw_made(&self, line: usize, row: &WrapRow, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        let note = u32::try_from(line + 1).ok().and_then(|line| self.made.get(&line));
        let Some(note) = note.filter(|_| row.first) else {
            return;
        };
        let code = self.document.rich().text()[row.bytes.clone()].trim_end();
        let used = text::width(code) + usize::from(row.indent) + GAP;
        let cells = text::width(note);
        if used + cells <= usize::from(area.width) {
            Ink::new(area, buf)
                .skip_to_right(cells)
                .put(note, look.styles.muted);
        }
    }

    fn draw_row(&self, wrap: &Wrap, index: usize, line: Rect, buf: &mut Buffer, sight: &Sight<'_>) {
        let (row, look) = (&wrap.rows[index], sight.look);
        let (at, message) = self.source_line(row.line);
        let gutter = sight.gutter;
        let code = Rect {
            x: line.x + gutter,
            width: line.width - gutter,
            ..line
        };
        self.document
            .draw_row(wrap, index, code, buf, look.styles, sight.spans);
        let lit = u32::try_from(at + 1).is_ok_and(|line| look.lit.lines().contains(&line)) && !message;
        if lit {
            let here = look.lit.here().is_some_and(|here| is_line_of(here, at));
            light(code, buf, look.lit_style(here));
        }
        if !message {
            self.draw_made(at, row, code, buf, look);
        }
        if gutter > 0 {
            let area = Rect {
                width: gutter,
                ..line
            };
            self.draw_gutter(at, row.first && !message, area, buf, lit, look);
        }
        if sight.cursor == Some(at) && !message {
            super::select(line, buf, look);
        }
    }
}

/// Whether a line, from 0, is one of the lit ones.
fn is_line_of(lit: &Lit, at: usize) -> bool {
    u32::try_from(at + 1).is_ok_and(|line| lit.lines().contains(&line))
}

/// What drawing a row needs to know.
struct Sight<'a> {
    gutter: u16,
    spans: &'a [Range<usize>],
    cursor: Option<usize>,
    look: Look<'a>,
}

/// Copies a program, with the message below the line that failed.
struct Writer<'a> {
    text: &'a str,
    rich: Rich,
    /// Where the line that failed ends, until the message stands there.
    message: Option<(usize, &'a str)>,
}

impl Writer<'_> {
    fn copy(&mut self, span: Range<usize>, role: Role) {
        match self.message {
            Some((at, _)) if span.start <= at && at < span.end => {
                self.rich.copy(self.text, span.start..at, role, Source::Own);
                self.say();
                self.rich.copy(self.text, at..span.end, role, Source::Own);
            }
            _ => drop(self.rich.copy(self.text, span, role, Source::Own)),
        }
    }

    fn say(&mut self) {
        if let Some((_, message)) = self.message.take() {
            self.rich.decorate(&format!("\n✘ {message}"), Role::Error);
        }
    }

    fn finish(mut self) -> Rich {
        self.say();
        self.rich
    }
}

/// Where a line ends, its line feed not counted.
fn end_of_line(text: &str, line: usize) -> usize {
    let ends = text.match_indices('\n').map(|(at, _)| at);
    ends.chain([text.len()]).nth(line).unwrap_or(text.len())
}

fn error_line(error: &ProgramError) -> Option<(usize, String)> {
    let line = usize::try_from(error.line?).ok()?.checked_sub(1)?;
    let name = one_line(&error.name, MESSAGE_LIMIT);
    let message = one_line(&error.message, MESSAGE_LIMIT);
    let separator = if name.is_empty() || message.is_empty() {
        ""
    } else {
        ": "
    };
    Some((line, format!("{name}{separator}{message}")))
}

impl Pane for ProgramPane {
    type State = ProgramState;

    fn scroll(state: &ProgramState) -> &Scroll {
        &state.scroll
    }

    fn scroll_mut(state: &mut ProgramState) -> &mut Scroll {
        &mut state.scroll
    }

    fn title(&self) -> Title {
        let note = match self.failed {
            Some(line) => format!("✘ error on line {}", line + 1),
            None => count(self.lines, "line"),
        };
        Title::new("Program", note)
    }

    fn height(&self, width: u16, _state: &ProgramState) -> usize {
        self.document.height(width.saturating_sub(self.gutter(width)))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut ProgramState, look: Look<'_>) {
        let gutter = self.gutter(area.width);
        let wrap = self.document.wrap(area.width - gutter);
        let spans = shown(
            &self.document,
            &self.cleaned,
            Source::Own,
            look.lit.text(Part::Program),
        );
        state.cursor = state.cursor.min(self.lines.saturating_sub(1));
        state.scroll.fit(usize::from(area.height), wrap.rows.len());
        let wished = state.scroll.take_lit_wish();
        if let Some(rows) = look.lit.aim(|lit| self.first_lit(&wrap, lit)).filter(|_| wished) {
            state.cursor = self.source_line(wrap.rows[rows.start].line).0;
            state.scroll.show_amid(rows);
        } else if look.focused {
            state.scroll.show(self.rows(&wrap, state.cursor));
        }
        let sight = Sight {
            gutter,
            spans: &spans,
            cursor: look.focused.then_some(state.cursor),
            look,
        };
        for (index, line) in state.scroll.window().zip(area.rows()) {
            self.draw_row(&wrap, index, line, buf, &sight);
        }
    }
}

impl ProgramPane {
    /// The rows of the first lit span or line.
    fn first_lit(&self, wrap: &Wrap, lit: &Lit) -> Option<Range<usize>> {
        let spans = shown(
            &self.document,
            &self.cleaned,
            Source::Own,
            lit.text(Part::Program),
        );
        let by_span = spans.first().map(|span| wrap.rows_of(span));
        let first_line = lit
            .lines()
            .first()
            .and_then(|line| usize::try_from(*line).ok()?.checked_sub(1));
        let by_line = first_line
            .filter(|line| *line < self.lines)
            .map(|line| wrap.rows_of_line(self.shown_line(line)));
        let rows = by_span.into_iter().chain(by_line);
        rows.filter(|rows| !rows.is_empty()).min_by_key(|rows| rows.start)
    }
}
