//! The program, with line numbers.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::program::ProgramError;
use crate::sample::Part;
use crate::tui::text::{Cleaned, Document, Hang, Rich, Role, Source, Wrap, WrapRow, one_line, python};

use super::figures::count;
use super::text_pane::shown;
use super::{Ink, Look, Pane, Scroll, Title, light};

/// Bytes of an error's message that are shown beside its line.
const MESSAGE_LIMIT: usize = 300;

/// The program of a sample.
#[derive(Debug)]
pub struct ProgramPane {
    cleaned: Cleaned,
    document: Document,
    lines: usize,
    error: Option<(usize, String)>,
}

impl ProgramPane {
    /// Prepares a program; `error` marks the line that it names.
    pub fn new(program: &str, error: Option<&ProgramError>) -> Self {
        let cleaned = Cleaned::new(program);
        let text = cleaned.text().trim_end();
        let mut rich = Rich::new();
        let mut at = 0;
        for (span, role) in python::highlight(text) {
            rich.copy(text, at..span.start, Role::Plain, Source::Own);
            rich.copy(text, span.clone(), role, Source::Own);
            at = span.end;
        }
        rich.copy(text, at..text.len(), Role::Plain, Source::Own);
        let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
        Self {
            document: Document::new(rich, Hang::Code),
            cleaned,
            lines,
            error: error.and_then(error_line),
        }
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

    fn draw_gutter(&self, row: &WrapRow, area: Rect, buf: &mut Buffer, lit: bool, look: Look<'_>) {
        let failed = self.error.as_ref().is_some_and(|(line, _)| *line == row.line);
        let (mark, style) = match (failed, lit) {
            (true, _) => ("✘", look.styles.error),
            (false, true) => ("▸", look.styles.strong),
            (false, false) => (" ", look.styles.muted),
        };
        let mut ink = Ink::new(area, buf);
        if row.first {
            let digits = usize::from(area.width).saturating_sub(2);
            ink.put(mark, style).put(
                &format!("{:>digits$}", row.line + 1),
                if failed || lit { style } else { look.styles.muted },
            );
        }
    }

    /// The message stands behind the last row of its line.
    fn draw_error(&self, wrap: &Wrap, index: usize, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        let row = &wrap.rows[index];
        let Some((_, message)) = self.error.as_ref().filter(|(line, _)| *line == row.line) else {
            return;
        };
        let last = wrap.rows.get(index + 1).is_none_or(|next| next.first);
        let code = self.document.rich().text()[row.bytes.clone()].trim_end();
        let used = u16::try_from(crate::tui::text::width(code))
            .unwrap_or(u16::MAX)
            .saturating_add(row.indent);
        if last && used.saturating_add(6) < area.width {
            Ink::new(area, buf)
                .skip(used + 2)
                .put("✘ ", look.styles.error)
                .put(message, look.styles.error);
        }
    }
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
    type State = Scroll;

    fn scroll(state: &Scroll) -> &Scroll {
        state
    }

    fn scroll_mut(state: &mut Scroll) -> &mut Scroll {
        state
    }

    fn title(&self) -> Title {
        let note = match &self.error {
            Some((line, _)) => format!("✘ error on line {}", line + 1),
            None => count(self.lines, "line"),
        };
        Title::new("Program", note)
    }

    fn height(&self, width: u16, _state: &Scroll) -> usize {
        self.document.height(width.saturating_sub(self.gutter(width)))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut Scroll, look: Look<'_>) {
        let gutter = self.gutter(area.width);
        let wrap = self.document.wrap(area.width - gutter);
        let spans = shown(
            &self.document,
            &self.cleaned,
            Source::Own,
            look.lit.text(Part::Program),
        );
        state.fit(usize::from(area.height), wrap.rows.len());
        if state.take_lit_wish()
            && let Some(rows) = first_lit(&wrap, &spans, look)
        {
            state.show_amid(rows);
        }
        for (index, line) in state.window().zip(area.rows()) {
            let row = &wrap.rows[index];
            let lit = u32::try_from(row.line + 1).is_ok_and(|line| look.lit.lines().contains(&line));
            let code = Rect {
                x: line.x + gutter,
                width: line.width - gutter,
                ..line
            };
            self.document
                .draw_row(&wrap, index, code, buf, look.styles, &spans);
            if lit {
                light(code, buf, look.styles.lit);
            }
            if gutter > 0 {
                self.draw_gutter(
                    row,
                    Rect {
                        width: gutter,
                        ..line
                    },
                    buf,
                    lit,
                    look,
                );
            }
            self.draw_error(&wrap, index, code, buf, look);
        }
    }
}

/// The rows of the first lit span or line.
fn first_lit(wrap: &Wrap, spans: &[Range<usize>], look: Look<'_>) -> Option<Range<usize>> {
    let by_span = spans.first().map(|span| wrap.rows_of(span));
    let first_line = look
        .lit
        .lines()
        .first()
        .and_then(|line| usize::try_from(*line).ok()?.checked_sub(1));
    let by_line = first_line
        .map(|line| wrap.rows_of_line(line))
        .filter(|rows| !rows.is_empty());
    by_span.into_iter().chain(by_line).min_by_key(|rows| rows.start)
}
