//! How an optimum reacts to small changes of the model: shadow prices, reduced costs, and how far they hold.

mod ranging;
mod tableau;

pub(super) use ranging::sensitivity;

use serde::{Deserialize, Serialize};

/// Prices and ranges at the optimum of a linear model, from an optimal basis that was checked: its point satisfies
/// everything, its prices prove it optimal, and its objective is the outcome's.
///
/// All prices are changes of the objective in the model's own direction per unit. A range is where this basis stays
/// optimal, so within it the price surely holds; at a degenerate optimum another basis may reach further.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// Whether integers were held at their values first: then everything here says how the continuous part reacts
    /// while every whole-number decision stays as it is, and nothing about changing one.
    #[serde(default)]
    pub fixed_integers: bool,
    /// Whether the optimum is degenerate: several price systems fit it, one of them is given, and a price may hold
    /// in one direction only (its range then ends at the present value).
    #[serde(default)]
    pub degenerate: bool,
    /// Whether other points may be just as good: some price is zero at the optimum.
    #[serde(default)]
    pub alternatives: bool,
    /// One per variable, in the model's order.
    pub variables: Vec<VariableSensitivity>,
    /// One per row, in the model's order.
    pub rows: Vec<RowSensitivity>,
}

impl Sensitivity {
    /// Whether every number is one that JSON can hold.
    pub fn is_finite(&self) -> bool {
        let variables = self.variables.iter();
        let rows = self.rows.iter();
        let prices = variables.clone().map(|variable| variable.reduced_cost);
        let prices = prices.chain(rows.clone().map(|row| row.dual));
        let ranges = variables
            .filter_map(|variable| variable.cost)
            .chain(rows.filter_map(|row| row.range));
        let ends = ranges.flat_map(|range| [range.from, range.to]).flatten();
        prices.chain(ends).all(f64::is_finite)
    }
}

/// A variable at the optimum.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct VariableSensitivity {
    /// Change of the objective per unit by which the variable is forced up; zero between its bounds. For a held
    /// integer it includes the integer's own cost and all that follows in the continuous part.
    pub reduced_cost: f64,
    /// Where its cost in the objective may lie so that the point stays optimal; `None` for a held integer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Range>,
}

/// A row at the optimum.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RowSensitivity {
    /// Change of the objective per unit by which the side grows; zero for a row that does not bind.
    pub dual: f64,
    /// The side that `range` is about: the one that binds, else the one nearest to the row's activity; `None` for a
    /// row without bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Where that side may lie so that `dual` holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// A side of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Its smallest value.
    Lower,
    /// Its largest value.
    Upper,
    /// Both, of an equality.
    Both,
}

/// From a number to a number, ends included; `None` for no end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// The lower end.
    pub from: Option<f64>,
    /// The upper end.
    pub to: Option<f64>,
}

impl Range {
    /// From `from` to `to`, where an infinite end is none.
    pub fn new(from: f64, to: f64) -> Self {
        let end = |end: f64| end.is_finite().then_some(end);
        Self {
            from: end(from),
            to: end(to),
        }
    }
}
