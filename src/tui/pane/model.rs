//! The model: objective, rows, variables. Each takes one line, so that any number of them can be drawn by looking at
//! those in view only; the one under the cursor is shown in full.

use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::check::Evidence;
use crate::model::{Model, VariableKind};
use crate::program::Run;
use crate::tui::text::{Hang, Role, Wrap, one_line, width};

use super::expression::{self, FULL, NAME_LIMIT, Piece, bounds, cells, name_column};
use super::figures::count;
use super::{Ink, Lit, Look, Pane, Scroll, Title};

/// Something in a model that the cursor can be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ModelItem {
    /// The objective.
    Objective,
    /// A row, by its position.
    Row(usize),
    /// A variable, by its position.
    Variable(usize),
}

/// Where a person is in a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ModelState {
    /// Position of the cursor among the items; seen while the pane has the focus.
    pub cursor: usize,
    /// What is in view.
    pub scroll: Scroll,
}

/// The captured model of a run.
#[derive(Debug)]
pub struct ModelPane {
    run: Arc<Run>,
    row_names: usize,
    variable_names: usize,
    note: String,
}

/// Lines before the rows: the objective and a heading.
const BEFORE_ROWS: usize = 2;

/// `2 variables, 3 rows, 1 integral`.
fn size_note(model: &Model) -> String {
    let shape = model.shape();
    let sizes = [count(shape.variables, "variable"), count(shape.rows, "row")].join(", ");
    if shape.integers > 0 {
        format!("{sizes}, {} integral", shape.integers)
    } else {
        sizes
    }
}

/// What stands on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    RowsHeading,
    VariablesHeading,
    Item(ModelItem),
    /// A further line of the item under the cursor.
    More(usize),
}

impl ModelPane {
    /// Prepares the model of a run.
    pub fn new(run: Arc<Run>) -> Self {
        let (row_names, variable_names) = run.model.as_ref().map_or((0, 0), |model| {
            let rows = model.rows.iter().map(|row| row.name.as_str());
            let variables = model.variables.iter().map(|variable| variable.name.as_str());
            (name_column(rows, 24), name_column(variables, 32))
        });
        Self {
            note: run.model.as_ref().map(size_note).unwrap_or_default(),
            run,
            row_names,
            variable_names,
        }
    }

    /// How many items the cursor can be on.
    pub fn items(&self) -> usize {
        self.run
            .model
            .as_ref()
            .map_or(0, |model| 1 + model.rows.len() + model.variables.len())
    }

    /// The item at a position of the cursor.
    pub fn item(&self, position: usize) -> Option<ModelItem> {
        let model = self.run.model.as_ref()?;
        let rows = model.rows.len();
        match position.checked_sub(1) {
            None => Some(ModelItem::Objective),
            Some(row) if row < rows => Some(ModelItem::Row(row)),
            Some(other) => {
                (other - rows < model.variables.len()).then_some(ModelItem::Variable(other - rows))
            }
        }
    }

    /// The item under the cursor.
    pub fn evidence(&self, state: &ModelState) -> Vec<Evidence> {
        let (Some(item), Some(model)) = (self.item(state.cursor), self.run.model.as_ref()) else {
            return Vec::new();
        };
        vec![match item {
            ModelItem::Objective => Evidence::Objective,
            ModelItem::Row(index) => Evidence::Row {
                index,
                name: model.rows[index].name.clone(),
            },
            ModelItem::Variable(index) => Evidence::Variable {
                index,
                name: model.variables[index].name.clone(),
            },
        }]
    }

    /// The program line that made an item.
    pub fn program_line(&self, item: ModelItem) -> Option<u32> {
        let model = self.run.model.as_ref()?;
        match item {
            ModelItem::Objective => model.objective.line,
            ModelItem::Row(index) => model.rows.get(index)?.line,
            ModelItem::Variable(index) => model.variables.get(index)?.line,
        }
    }

    fn draw_line(&self, sheet: &Sheet<'_>, line: Line, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        let styles = look.styles;
        match line {
            Line::RowsHeading => {
                let heading = format!("subject to {}", count(sheet.model.rows.len(), "row"));
                Ink::new(area, buf).put(&heading, styles.muted);
            }
            Line::VariablesHeading => {
                Ink::new(area, buf).put(&count(sheet.model.variables.len(), "variable"), styles.muted);
            }
            Line::More(index) => {
                if let Some(row) = sheet.full.as_ref().and_then(|full| full.wrap.rows.get(index)) {
                    let text = sheet
                        .full
                        .as_ref()
                        .map_or("", |full| &full.text[row.bytes.clone()]);
                    Ink::new(area, buf).skip(INDENT).put(text, styles.text);
                }
                super::select(area, buf, look);
            }
            Line::Item(item) => self.draw_item(sheet, item, area, buf, look),
        }
    }

    fn draw_item(&self, sheet: &Sheet<'_>, item: ModelItem, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        let styles = look.styles;
        let lit = is_lit(item, look.lit);
        let selected = sheet.cursor == Some(item);
        let mark = if selected || lit { "▸" } else { " " };
        let made_by = self.line_note(item);
        let body = Rect {
            width: area
                .width
                .saturating_sub(u16::try_from(width(&made_by)).unwrap_or(0)),
            ..area
        };
        let mut ink = Ink::new(body, buf);
        ink.put(mark, styles.strong);
        self.put_name(sheet.model, item, area.width, &mut ink, look);
        for (text, role) in content(sheet.model, item, usize::from(ink.room())) {
            ink.put(&text, styles.role(role));
        }
        Ink::new(area, buf)
            .skip_to_right(width(&made_by))
            .put(&made_by, styles.muted);
        if lit {
            let here = look.lit.here().is_some_and(|here| is_lit(item, here));
            super::light(area, buf, look.lit_style(here));
        }
        if selected {
            super::select(area, buf, look);
        }
    }

    fn put_name(&self, model: &Model, item: ModelItem, columns: u16, ink: &mut Ink<'_>, look: Look<'_>) {
        let (name, style) = match item {
            ModelItem::Objective => (model.objective.sense.word(), look.styles.strong),
            ModelItem::Row(index) => (model.rows[index].name.as_str(), look.styles.text),
            ModelItem::Variable(index) => (model.variables[index].name.as_str(), look.styles.text),
        };
        ink.put_column(&one_line(name, NAME_LIMIT), self.name_cells(item, columns), style);
    }

    /// Cells of the column of names, which takes a third of the line at most.
    fn name_cells(&self, item: ModelItem, columns: u16) -> usize {
        let names = match item {
            ModelItem::Objective => 8,
            ModelItem::Row(_) => self.row_names,
            ModelItem::Variable(_) => self.variable_names,
        };
        names.min(usize::from(columns) / 3).max(1) + 2
    }

    /// `L12`: the program line that made an item.
    fn line_note(&self, item: ModelItem) -> String {
        self.program_line(item)
            .map(|line| format!(" L{line}"))
            .unwrap_or_default()
    }

    /// A model as lines, with the item under the cursor in full when it does not fit on one.
    fn sheet<'a>(&self, model: &'a Model, cursor: Option<ModelItem>, columns: u16) -> Sheet<'a> {
        let mut sheet = Sheet {
            model,
            cursor,
            full: None,
        };
        let Some(item) = cursor else {
            return sheet;
        };
        let pieces = content(model, item, FULL);
        let taken = 1 + self.name_cells(item, columns) + width(&self.line_note(item));
        if taken + cells(&pieces) > usize::from(columns) {
            let text: String = pieces.into_iter().map(|(text, _)| text).collect();
            let wrap = Wrap::new(&text, columns.saturating_sub(INDENT), Hang::None);
            let after = sheet.line_of(item);
            sheet.full = Some(Full { after, text, wrap });
        }
        sheet
    }
}

/// Columns before the further lines of an item.
const INDENT: u16 = 4;

/// A model as lines, with the item under the cursor in full.
struct Sheet<'a> {
    model: &'a Model,
    cursor: Option<ModelItem>,
    /// Line of the cursor and its further lines, when it does not fit on one.
    full: Option<Full>,
}

struct Full {
    after: usize,
    text: String,
    wrap: Wrap,
}

impl Sheet<'_> {
    fn extra(&self) -> usize {
        self.full.as_ref().map_or(0, |full| full.wrap.rows.len())
    }

    fn len(&self) -> usize {
        BEFORE_ROWS + self.model.rows.len() + 1 + self.model.variables.len() + self.extra()
    }

    /// The line of an item.
    fn line_of(&self, item: ModelItem) -> usize {
        let plain = match item {
            ModelItem::Objective => 0,
            ModelItem::Row(index) => BEFORE_ROWS + index,
            ModelItem::Variable(index) => BEFORE_ROWS + self.model.rows.len() + 1 + index,
        };
        match &self.full {
            Some(full) if plain > full.after => plain + self.extra(),
            _ => plain,
        }
    }

    /// The lines of the item under the cursor.
    fn cursor_lines(&self) -> Option<Range<usize>> {
        let start = self.line_of(self.cursor?);
        Some(start..start + 1 + self.extra())
    }

    fn line(&self, index: usize) -> Line {
        let plain = match &self.full {
            Some(full) if index > full.after + self.extra() => index - self.extra(),
            Some(full) if index > full.after => return Line::More(index - full.after - 1),
            _ => index,
        };
        let rows = self.model.rows.len();
        match plain {
            0 => Line::Item(ModelItem::Objective),
            1 => Line::RowsHeading,
            _ if plain < BEFORE_ROWS + rows => Line::Item(ModelItem::Row(plain - BEFORE_ROWS)),
            _ if plain == BEFORE_ROWS + rows => Line::VariablesHeading,
            _ => Line::Item(ModelItem::Variable(plain - BEFORE_ROWS - rows - 1)),
        }
    }
}

fn content(model: &Model, item: ModelItem, room: usize) -> Vec<Piece> {
    match item {
        ModelItem::Objective => expression::objective(model, room),
        ModelItem::Row(index) => expression::row(model, &model.rows[index], room),
        ModelItem::Variable(index) => {
            let variable = &model.variables[index];
            let kind = (format!("{:<12}", variable.kind.word()), Role::Keyword);
            let bounds = bounds(variable);
            let shown = variable.kind != VariableKind::Binary || bounds != "0 … 1";
            std::iter::once(kind)
                .chain(shown.then_some((bounds, Role::Number)))
                .collect()
        }
    }
}

/// The position of the cursor on an item, as [`ModelPane::item`] counts.
fn position(item: ModelItem, model: &Model) -> usize {
    match item {
        ModelItem::Objective => 0,
        ModelItem::Row(index) => 1 + index,
        ModelItem::Variable(index) => 1 + model.rows.len() + index,
    }
}

fn is_lit(item: ModelItem, lit: &Lit) -> bool {
    match item {
        ModelItem::Objective => lit.objective(),
        ModelItem::Row(index) => lit.rows().contains(&index),
        ModelItem::Variable(index) => lit.variables().contains(&index),
    }
}

fn first_lit(model: &Model, lit: &Lit) -> Option<ModelItem> {
    let objective = lit.objective().then_some(ModelItem::Objective);
    let known = |index: &&usize, count: usize| **index < count;
    let row = lit.rows().iter().find(|index| known(index, model.rows.len()));
    let variable = lit
        .variables()
        .iter()
        .find(|index| known(index, model.variables.len()));
    objective
        .or(row.map(|index| ModelItem::Row(*index)))
        .or(variable.map(|index| ModelItem::Variable(*index)))
}

impl Pane for ModelPane {
    type State = ModelState;

    fn scroll(state: &ModelState) -> &Scroll {
        &state.scroll
    }

    fn scroll_mut(state: &mut ModelState) -> &mut Scroll {
        &mut state.scroll
    }

    fn title(&self) -> Title {
        Title::new("Model", self.note.as_str())
    }

    fn height(&self, width: u16, state: &ModelState) -> usize {
        let Some(model) = &self.run.model else { return 1 };
        self.sheet(model, self.item(state.cursor), width).len()
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, state: &mut ModelState, look: Look<'_>) {
        let Some(model) = &self.run.model else {
            state.scroll.fit(usize::from(area.height), 1);
            Ink::new(area, buf).put("no model: the program made none", look.styles.muted);
            return;
        };
        let wanted = state.scroll.take_lit_wish();
        let aim = look.lit.aim(|lit| first_lit(model, lit)).filter(|_| wanted);
        // Whoever goes from place to place and then into this pane starts where they were led.
        let led = look
            .lit
            .here()
            .and_then(|here| first_lit(model, here))
            .filter(|_| wanted);
        state.cursor = led.map_or(state.cursor, |item| position(item, model));
        state.cursor = state.cursor.min(self.items().saturating_sub(1));
        let cursor = self.item(state.cursor).filter(|_| look.focused);
        let sheet = self.sheet(model, cursor, area.width);
        state.scroll.fit(usize::from(area.height), sheet.len());
        if let Some(item) = aim {
            let line = sheet.line_of(item);
            state.scroll.show_amid(line..line + 1);
        } else if let Some(lines) = sheet.cursor_lines() {
            state.scroll.show(lines);
        }
        for (index, row) in state.scroll.window().zip(area.rows()) {
            self.draw_line(&sheet, sheet.line(index), row, buf, look);
        }
    }
}
