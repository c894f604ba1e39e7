//! What the solver said, what that means for each variable and row, and what the program printed.

mod head;
mod table;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::program::Run;
use crate::tui::text::{Cleaned, Document, Hang, Rich, Role, Source};

use super::figures::count;
use super::{Ink, Look, Pane, Scroll, Title};

use head::Head;
use table::Table;

/// The outcome of a run.
#[derive(Debug)]
pub struct SolverPane {
    run: Arc<Run>,
    head: Head,
    table: Table,
    printed: Option<Document>,
    answers: Option<Document>,
}

/// The parts of the pane from top to bottom; every one but the first has a blank line and a heading before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    Values,
    Rows,
    Printed,
    Answers,
}

impl Section {
    const ALL: [Self; 5] = [Self::Head, Self::Values, Self::Rows, Self::Printed, Self::Answers];

    fn heading_lines(self) -> usize {
        if self == Self::Head { 0 } else { 2 }
    }
}

impl SolverPane {
    /// Prepares the outcome of a run.
    pub fn new(run: Arc<Run>) -> Self {
        let printed = (!run.stdout.trim().is_empty()).then(|| {
            let cleaned = Cleaned::new(run.stdout.trim_end());
            let mut rich = Rich::new();
            rich.copy(cleaned.text(), 0..cleaned.text().len(), Role::Plain, Source::Own);
            Document::new(rich, Hang::None)
        });
        Self {
            head: Head::new(&run),
            table: Table::new(&run),
            answers: head::answers(&run),
            printed,
            run,
        }
    }

    /// Puts the values that are not zero first, or keeps the model's order.
    pub fn set_nonzero_first(&mut self, nonzero_first: bool) {
        self.table.set_nonzero_first(nonzero_first, &self.run);
    }

    /// Whether the values that are not zero come first.
    pub fn is_nonzero_first(&self) -> bool {
        self.table.is_nonzero_first()
    }

    fn body_lines(&self, section: Section, width: u16) -> usize {
        let height =
            |document: &Option<Document>| document.as_ref().map_or(0, |document| document.height(width));
        match section {
            Section::Head => self.head.document().height(width),
            Section::Values => self.table.values(),
            Section::Rows => self.table.rows(),
            Section::Printed => height(&self.printed),
            Section::Answers => height(&self.answers),
        }
    }

    /// The sections that have something, with the line that each starts on.
    fn sections(&self, width: u16) -> (Vec<(Section, usize, usize)>, usize) {
        let mut found = Vec::new();
        let mut line = 0;
        for section in Section::ALL {
            let body = self.body_lines(section, width);
            if body > 0 {
                found.push((section, line, body));
                line += section.heading_lines() + body;
            }
        }
        (found, line)
    }

    fn heading(&self, section: Section) -> String {
        match section {
            Section::Head => String::new(),
            Section::Values => self.table.values_heading(),
            Section::Rows => self.table.rows_heading(),
            Section::Printed => "printed".to_owned(),
            Section::Answers => {
                let answers = self
                    .run
                    .outcome
                    .as_ref()
                    .map_or(0, |outcome| outcome.answers.len());
                format!("asked: {}", count(answers, "question"))
            }
        }
    }

    fn draw_line(&self, section: Section, line: usize, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        let Some(body) = line.checked_sub(section.heading_lines()) else {
            if line == 1 {
                Ink::new(area, buf).put(&self.heading(section), look.styles.heading);
            }
            return;
        };
        let draw = |document: &Document, buf: &mut Buffer, lit: &[std::ops::Range<usize>]| {
            document.draw_row(&document.wrap(area.width), body, area, buf, look.styles, lit);
        };
        match section {
            Section::Head => {
                let lit = look.lit.outcome().then(|| self.head.status_span());
                draw(self.head.document(), buf, lit.as_slice());
            }
            Section::Values => self.table.draw_value(&self.run, body, area, buf, look),
            Section::Rows => self.table.draw_row(&self.run, body, area, buf, look),
            Section::Printed => self.printed.iter().for_each(|document| draw(document, buf, &[])),
            Section::Answers => self.answers.iter().for_each(|document| draw(document, buf, &[])),
        }
    }

    /// The line of the first lit thing.
    fn first_lit(&self, sections: &[(Section, usize, usize)], look: Look<'_>) -> Option<usize> {
        if look.lit.outcome() {
            return Some(0);
        }
        sections.iter().find_map(|(section, start, _)| {
            let body = match section {
                Section::Values => self.table.line_of_variable(*look.lit.variables().first()?),
                Section::Rows => self.table.line_of_row(*look.lit.rows().first()?),
                _ => None,
            };
            body.map(|body| start + section.heading_lines() + body)
        })
    }
}

impl Pane for SolverPane {
    type State = Scroll;

    fn scroll(state: &Scroll) -> &Scroll {
        state
    }

    fn scroll_mut(state: &mut Scroll) -> &mut Scroll {
        state
    }

    fn title(&self) -> Title {
        Title::new("Solver", head::agreement(self.run.outcome.as_ref()).0)
    }

    fn height(&self, width: u16, _state: &Scroll) -> usize {
        self.sections(width).1
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut Scroll, look: Look<'_>) {
        let (sections, total) = self.sections(area.width);
        state.fit(usize::from(area.height), total);
        if state.take_lit_wish()
            && let Some(line) = self.first_lit(&sections, look)
        {
            state.show_amid(line..line + 1);
        }
        for (index, row) in state.window().zip(area.rows()) {
            let at = sections.partition_point(|(_, start, _)| *start <= index);
            if let Some((section, start, _)) = at.checked_sub(1).and_then(|at| sections.get(at)) {
                self.draw_line(*section, index - start, row, buf, look);
            }
        }
    }
}
