//! Values of the variables, and how close each row is to its bound.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::Model;
use crate::program::Run;
use crate::solve::{Outcome, RowResult};
use crate::tui::pane::expression::{NAME_LIMIT, name_column};
use crate::tui::pane::figures::{count, value};
use crate::tui::pane::{Ink, Look, light};
use crate::tui::text::one_line;

/// Columns before the bar where there is room.
const BAR_COLUMN: u16 = 56;

/// Slack below this, relative to the row's size, is none.
const TIGHT: f64 = 1e-6;

/// The order and widths of the tables; the figures stay in the run.
#[derive(Debug)]
pub(super) struct Table {
    /// Positions of the variables in the order shown.
    order: Vec<usize>,
    nonzero: usize,
    tight: usize,
    rows: usize,
    nonzero_first: bool,
    value_names: usize,
    row_names: usize,
    has_duals: bool,
}

fn parts(run: &Run) -> Option<(&Model, &Outcome)> {
    Some((run.model.as_ref()?, run.outcome.as_ref()?))
}

impl Table {
    pub(super) fn new(run: &Run) -> Self {
        let mut table = Self {
            order: Vec::new(),
            nonzero: 0,
            tight: 0,
            rows: 0,
            nonzero_first: true,
            value_names: 0,
            row_names: 0,
            has_duals: false,
        };
        let Some((model, outcome)) = parts(run) else {
            return table;
        };
        table.rows = outcome.rows.len().min(model.rows.len());
        table.tight = outcome
            .rows
            .iter()
            .filter(|row| Tightness::of(row) == Tightness::Tight)
            .count();
        table.has_duals = outcome.rows.iter().any(|row| row.dual.is_some());
        table.value_names = name_column(model.variables.iter().map(|variable| variable.name.as_str()), 32);
        table.row_names = name_column(model.rows.iter().map(|row| row.name.as_str()), 24);
        table.sort(run);
        table
    }

    pub(super) fn set_nonzero_first(&mut self, nonzero_first: bool, run: &Run) {
        self.nonzero_first = nonzero_first;
        self.sort(run);
    }

    pub(super) fn is_nonzero_first(&self) -> bool {
        self.nonzero_first
    }

    fn sort(&mut self, run: &Run) {
        let Some((model, outcome)) = parts(run) else {
            return;
        };
        let shown = 0..outcome.values.len().min(model.variables.len());
        let is_zero = |index: &usize| outcome.values[*index].abs() < 1e-9;
        let (zero, nonzero): (Vec<_>, Vec<_>) = shown.clone().partition(is_zero);
        self.nonzero = nonzero.len();
        self.order = if self.nonzero_first {
            nonzero.into_iter().chain(zero).collect()
        } else {
            shown.collect()
        };
    }

    pub(super) fn values(&self) -> usize {
        self.order.len()
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn values_heading(&self) -> String {
        let first = if self.nonzero_first && self.nonzero < self.order.len() {
            ", first"
        } else {
            ""
        };
        format!(
            "{}, {} not zero{first}",
            count(self.order.len(), "value"),
            self.nonzero
        )
    }

    pub(super) fn rows_heading(&self) -> String {
        format!("{}, {} tight", count(self.rows, "row"), self.tight)
    }

    pub(super) fn line_of_variable(&self, index: usize) -> Option<usize> {
        self.order.iter().position(|shown| *shown == index)
    }

    pub(super) fn line_of_row(&self, index: usize) -> Option<usize> {
        (index < self.rows).then_some(index)
    }

    pub(super) fn draw_value(&self, run: &Run, line: usize, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        let (Some((model, outcome)), Some(index)) = (parts(run), self.order.get(line)) else {
            return;
        };
        let (variable, number) = (&model.variables[*index], outcome.values[*index]);
        let lit = look.lit.variables().contains(index);
        let zero = number.abs() < 1e-9;
        let style = if zero { look.styles.muted } else { look.styles.text };
        let mut ink = Ink::new(area, buf);
        ink.put(if lit { "▸" } else { " " }, look.styles.strong);
        ink.put_column(
            &one_line(&variable.name, NAME_LIMIT),
            column(self.value_names, area),
            style,
        );
        let strong = if zero {
            look.styles.muted
        } else {
            look.styles.strong
        };
        ink.put_column(&value(number), 14, strong);
        if area.width >= 44 {
            ink.put(variable.kind.word(), look.styles.muted);
        }
        if lit {
            light(area, buf, look.styles.lit);
        }
    }

    pub(super) fn draw_row(&self, run: &Run, line: usize, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        let Some((model, outcome)) = parts(run) else {
            return;
        };
        let (Some(row), Some(result)) = (model.rows.get(line), outcome.rows.get(line)) else {
            return;
        };
        let styles = look.styles;
        let lit = look.lit.rows().contains(&line);
        let tightness = Tightness::of(result);
        let mut ink = Ink::new(area, buf);
        ink.put(if lit { "▸" } else { " " }, styles.strong);
        ink.put_column(
            &one_line(&row.name, NAME_LIMIT),
            column(self.row_names, area),
            styles.text,
        );
        let slack = result.slack.map_or_else(
            || "no bound".to_owned(),
            |slack| format!("slack {}", value(slack)),
        );
        ink.put_column(
            &slack,
            16,
            if tightness == Tightness::Violated {
                styles.fail
            } else {
                styles.text
            },
        );
        if let Some(dual) = result.dual.filter(|_| self.has_duals && ink.room() > 18) {
            ink.put_column(&format!("dual {}", value(dual)), 14, styles.muted);
        }
        let bar = tightness.bar();
        if ink.room() > 3 {
            // On a wide screen the bar stays near its row.
            let right = usize::from(area.width.saturating_sub(BAR_COLUMN));
            ink.skip_to_right(right.max(3)).put(
                bar,
                if tightness == Tightness::Violated {
                    styles.fail
                } else {
                    styles.accent
                },
            );
        }
        if lit {
            light(area, buf, styles.lit);
        }
    }
}

fn column(cells: usize, area: Rect) -> usize {
    cells.min(usize::from(area.width) / 3) + 2
}

/// How close a row is to its nearest bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tightness {
    Violated,
    Tight,
    Close,
    Near,
    Loose,
}

impl Tightness {
    fn of(row: &RowResult) -> Self {
        let Some(slack) = row.slack else {
            return Self::Loose;
        };
        let relative = slack / row.activity.abs().max(1.0);
        match relative {
            _ if relative < -TIGHT => Self::Violated,
            _ if relative <= TIGHT => Self::Tight,
            _ if relative <= 0.05 => Self::Close,
            _ if relative <= 0.25 => Self::Near,
            _ => Self::Loose,
        }
    }

    fn bar(self) -> &'static str {
        match self {
            Self::Violated => "✘",
            Self::Tight => "▮▮▮",
            Self::Close => "▮▮",
            Self::Near => "▮",
            Self::Loose => "",
        }
    }
}
