//! What the solver said, why, what that means for each variable and row, and what the program printed.

mod bar;
mod head;
mod table;
mod why;

use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::Evidence;
use crate::program::Run;
use crate::tui::text::{Cleaned, Document, Hang, Rich, Role, Source};

use super::figures::count;
use super::{Ink, Lit, Look, Pane, Scroll, Title, light};

use head::Head;
use table::Table;
use why::Why;

/// Where a person is in an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SolverState {
    /// The line under the cursor; seen while the pane has the focus.
    pub cursor: usize,
    /// What is in view.
    pub scroll: Scroll,
    /// Columns at the last drawing: what stands on a line depends on them.
    width: u16,
}

/// The outcome of a run.
#[derive(Debug)]
pub struct SolverPane {
    run: Arc<Run>,
    head: Head,
    why: Option<Why>,
    table: Table,
    printed: Option<Document>,
    answers: Option<Document>,
}

/// The parts of the pane; every one but the first has a blank line and a heading before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    Values,
    Rows,
    Why,
    Printed,
    Answers,
}

impl Section {
    /// From top to bottom.
    const ALL: [Self; 6] = [
        Self::Head,
        Self::Values,
        Self::Rows,
        Self::Why,
        Self::Printed,
        Self::Answers,
    ];

    fn heading_lines(self) -> usize {
        if self == Self::Head { 0 } else { 2 }
    }
}

/// The sections that have something, with the line that each starts on and the lines of its body.
type Sections = Vec<(Section, usize, usize)>;

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
            why: Why::of(&run),
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

    /// What the line under the cursor is about.
    pub fn evidence(&self, state: &SolverState) -> Vec<Evidence> {
        let (sections, _) = self.sections(state.width);
        let Some((section, line)) = place(&sections, state.cursor) else {
            return Vec::new();
        };
        let Some(body) = line.checked_sub(section.heading_lines()) else {
            return Vec::new();
        };
        let model = self.run.model.as_ref();
        match section {
            Section::Head => vec![Evidence::Outcome],
            Section::Values => self
                .table
                .variable_evidence(&self.run, body)
                .into_iter()
                .collect(),
            Section::Rows => model
                .and_then(|model| why::evidence_of(crate::solve::Place::Row(body), model))
                .into_iter()
                .collect(),
            Section::Why => match (&self.why, model) {
                (Some(why), Some(model)) => why.evidence(body, state.width, model),
                _ => Vec::new(),
            },
            Section::Printed | Section::Answers => Vec::new(),
        }
    }

    fn body_lines(&self, section: Section, width: u16) -> usize {
        let height = |document: Option<&Document>| document.map_or(0, |document| document.height(width));
        match section {
            Section::Head => self.head.document().height(width),
            Section::Values => self.table.values(),
            Section::Rows => self.table.rows(),
            Section::Why => height(self.why.as_ref().map(Why::document)),
            Section::Printed => height(self.printed.as_ref()),
            Section::Answers => height(self.answers.as_ref()),
        }
    }

    fn sections(&self, width: u16) -> (Sections, usize) {
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
            Section::Why => self
                .why
                .as_ref()
                .map(|why| why.heading().to_owned())
                .unwrap_or_default(),
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
        let draw = |document: &Document, buf: &mut Buffer, lit: &[Range<usize>]| {
            document.draw_row(&document.wrap(area.width), body, area, buf, look.styles, lit);
        };
        match section {
            Section::Head => {
                let lit = look.lit.outcome().then(|| self.head.status_span());
                draw(self.head.document(), buf, lit.as_slice());
            }
            Section::Values => self.table.draw_value(&self.run, body, area, buf, look),
            Section::Rows => self.table.draw_row(&self.run, body, area, buf, look),
            Section::Why => {
                if let Some(why) = &self.why {
                    draw(why.document(), buf, &[]);
                    if why.is_lit(body, area.width, look.lit) {
                        light(area, buf, look.styles.lit);
                    }
                }
            }
            Section::Printed => self.printed.iter().for_each(|document| draw(document, buf, &[])),
            Section::Answers => self.answers.iter().for_each(|document| draw(document, buf, &[])),
        }
    }

    /// The line of the first lit thing.
    fn first_lit(&self, sections: &Sections, width: u16, lit: &Lit) -> Option<usize> {
        if lit.outcome() {
            return Some(0);
        }
        sections.iter().find_map(|(section, start, lines)| {
            let body = match section {
                Section::Values => self.table.line_of_variable(*lit.variables().first()?),
                Section::Rows => self.table.line_of_row(*lit.rows().first()?),
                Section::Why => {
                    let why = self.why.as_ref()?;
                    (0..*lines).find(|row| why.is_lit(*row, width, lit))
                }
                Section::Head | Section::Printed | Section::Answers => None,
            };
            body.map(|body| start + section.heading_lines() + body)
        })
    }
}

/// The section of a line, and the line within it.
fn place(sections: &Sections, line: usize) -> Option<(Section, usize)> {
    let at = sections.partition_point(|(_, start, _)| *start <= line);
    let (section, start, _) = at.checked_sub(1).and_then(|at| sections.get(at))?;
    Some((*section, line - start))
}

impl Pane for SolverPane {
    type State = SolverState;

    fn scroll(state: &SolverState) -> &Scroll {
        &state.scroll
    }

    fn scroll_mut(state: &mut SolverState) -> &mut Scroll {
        &mut state.scroll
    }

    fn title(&self) -> Title {
        Title::new("Solver", head::agreement(&self.run).0)
    }

    fn height(&self, width: u16, _state: &SolverState) -> usize {
        self.sections(width).1
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut SolverState, look: Look<'_>) {
        let (sections, total) = self.sections(area.width);
        state.width = area.width;
        state.cursor = state.cursor.min(total.saturating_sub(1));
        state.scroll.fit(usize::from(area.height), total);
        let wished = state.scroll.take_lit_wish();
        let lit = if wished {
            look.lit.aim(|lit| self.first_lit(&sections, area.width, lit))
        } else {
            None
        };
        if let Some(line) = lit {
            state.cursor = line;
            state.scroll.show_amid(line..line + 1);
        } else if look.focused {
            state.scroll.show(state.cursor..state.cursor + 1);
        }
        for (index, row) in state.scroll.window().zip(area.rows()) {
            if let Some((section, line)) = place(&sections, index) {
                self.draw_line(section, line, row, buf, look);
            }
            if look.focused && index == state.cursor {
                super::select(row, buf, look);
            }
        }
    }
}
