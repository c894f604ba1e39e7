//! Values of the variables, and how close each row is to its bound.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::bar::{self, CELLS};
use crate::check::Evidence;
use crate::model::{Model, Variable};
use crate::program::Run;
use crate::solve::{Outcome, Place, Range, RowResult};
use crate::tui::pane::expression::{NAME_LIMIT, bounds, name_column};
use crate::tui::pane::figures::{count, value};
use crate::tui::pane::{Ink, Look, light};
use crate::tui::text::one_line;

/// Cells of a value.
const VALUE: usize = 12;

/// Cells of a slack with its word.
const SLACK: usize = 15;

/// Cells of a price with its word.
const PRICE: usize = 16;

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
    /// The largest value by size, for variables that have no bounds to be measured by.
    largest: f64,
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
            largest: 0.0,
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
        table.has_duals = outcome.sensitivity.is_some() || outcome.rows.iter().any(|row| row.dual.is_some());
        table.largest = outcome
            .values
            .iter()
            .fold(0.0, |most, value| most.max(value.abs()));
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
        format!("{}, {} bind", count(self.rows, "row"), self.tight)
    }

    pub(super) fn line_of_variable(&self, index: usize) -> Option<usize> {
        self.order.iter().position(|shown| *shown == index)
    }

    pub(super) fn line_of_row(&self, index: usize) -> Option<usize> {
        (index < self.rows).then_some(index)
    }

    /// The variable on a line of the values.
    pub(super) fn variable_evidence(&self, run: &Run, line: usize) -> Option<Evidence> {
        let index = *self.order.get(line)?;
        super::why::evidence_of(Place::Variable(index), run.model.as_ref()?)
    }

    pub(super) fn draw_value(&self, run: &Run, line: usize, area: Rect, buf: &mut Buffer, look: Look<'_>) {
        let (Some((model, outcome)), Some(index)) = (parts(run), self.order.get(line)) else {
            return;
        };
        let (variable, number) = (&model.variables[*index], outcome.values[*index]);
        let styles = look.styles;
        let lit = look.lit.variables().contains(index);
        let zero = number.abs() < 1e-9;
        let style = if zero { styles.muted } else { styles.text };
        let strong = if zero { styles.muted } else { styles.strong };
        let mut ink = Ink::new(area, buf);
        ink.put(if lit { "▸" } else { " " }, styles.strong);
        ink.put_column(
            &one_line(&variable.name, NAME_LIMIT),
            column(self.value_names, area),
            style,
        );
        ink.put_column(&value(number), VALUE, strong);
        if usize::from(ink.room()) > CELLS {
            bar::draw(
                self.share_of(variable, number),
                &mut ink,
                styles.accent,
                styles.muted,
            );
        }
        if ink.room() >= 20 {
            let note = format!("{} {}", bounds(variable), variable.kind.word());
            ink.put_column(&note, 26, styles.muted);
        }
        let sensitivity = outcome.sensitivity.as_ref();
        let cost = sensitivity
            .and_then(|all| all.variables.get(*index))
            .map(|one| one.reduced_cost)
            .filter(|cost| cost.abs() > 1e-9);
        if let Some(cost) = cost.filter(|_| ink.room() >= 10) {
            ink.put(&format!("reduced cost {}", value(cost)), styles.muted);
        }
        if lit {
            let here = look
                .lit
                .here()
                .is_some_and(|here| here.variables().contains(index));
            light(area, buf, look.lit_style(here));
        }
    }

    /// Where a value lies between its bounds; without two of them, how it compares with the largest.
    fn share_of(&self, variable: &Variable, number: f64) -> f64 {
        let (lower, upper) = (variable.lower, variable.upper);
        if lower.is_finite() && upper.is_finite() && lower < upper {
            (number - lower) / (upper - lower)
        } else if self.largest > 0.0 {
            number.abs() / self.largest
        } else {
            0.0
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
        let (slack, style) = match (tightness, result.slack) {
            (_, None) => ("no bound".to_owned(), styles.muted),
            (Tightness::Violated, Some(slack)) => (format!("✘ missed {}", value(-slack)), styles.fail),
            (Tightness::Tight, Some(_)) => ("binds".to_owned(), styles.strong),
            (Tightness::Loose, Some(slack)) => (format!("slack {}", value(slack)), styles.text),
        };
        ink.put_column(&slack, SLACK, style);
        if usize::from(ink.room()) > CELLS && result.slack.is_some() {
            let style = if tightness == Tightness::Violated {
                styles.fail
            } else {
                styles.accent
            };
            bar::draw(used(result), &mut ink, style, styles.muted);
        }
        let detail = outcome.sensitivity.as_ref().and_then(|all| all.rows.get(line));
        let dual = detail.map(|one| one.dual).or(result.dual);
        if let Some(dual) = dual.filter(|_| self.has_duals && ink.room() >= 10) {
            ink.put_column(&format!("dual {}", value(dual)), PRICE, styles.muted);
        }
        if let Some(range) = detail.and_then(|one| one.range).filter(|_| ink.room() >= 16) {
            ink.put(&range_text(range), styles.muted);
        }
        if lit {
            let here = look.lit.here().is_some_and(|here| here.rows().contains(&line));
            light(area, buf, look.lit_style(here));
        }
    }
}

/// `holds 60 … 90`.
fn range_text(range: Range) -> String {
    match (range.from, range.to) {
        (Some(from), Some(to)) => format!("holds {} … {}", value(from), value(to)),
        (Some(from), None) => format!("holds from {} on", value(from)),
        (None, Some(to)) => format!("holds up to {}", value(to)),
        (None, None) => "holds everywhere".to_owned(),
    }
}

/// How much of its side a row uses up: all of it when it binds.
fn used(row: &RowResult) -> f64 {
    let Some(slack) = row.slack else { return 0.0 };
    let size = row.activity.abs().max((row.activity + slack).abs()).max(slack);
    if size > 0.0 { 1.0 - slack / size } else { 1.0 }
}

fn column(cells: usize, area: Rect) -> usize {
    cells.min(usize::from(area.width) / 3) + 2
}

/// Whether a row has room to its nearest bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tightness {
    Violated,
    Tight,
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
            _ => Self::Loose,
        }
    }
}
