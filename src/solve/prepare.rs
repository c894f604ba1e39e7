//! A model made ready for the solvers: its faults sorted out, its bounds made effective, its terms collected.

use std::borrow::Cow;

use crate::model::text::number;
use crate::model::{
    Model, ModelFault, ObjectiveSense, QuadraticTerm, Row, Term, VarId, Variable, VariableKind, collect_terms,
};

use super::backend::{integer_ceiling, integer_floor};
use super::conditioning::remarks;
use super::outcome::{Outcome, Status};
use super::tolerance::{FEASIBILITY, common_step, holds_multiple};

/// Bounds of this size and beyond mean "none": programs and file formats write 1e20 or 1e30 for infinity.
const INFINITE: f64 = 1e20;

/// What a column may be, after its kind and its bounds are taken together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Smallest value; `-inf` for none.
    pub(super) lower: f64,
    /// Largest value; `inf` for none.
    pub(super) upper: f64,
    /// Whether only whole numbers are allowed.
    pub(super) integral: bool,
}

/// A row that a solver must be told of.
#[derive(Debug)]
pub(super) struct PreparedRow<'m> {
    /// Position in [`Model::rows`].
    pub(super) index: usize,
    /// One non-zero term per variable.
    pub(super) terms: Cow<'m, [Term]>,
    /// Smallest value; `-inf` for none.
    pub(super) lower: f64,
    /// Largest value; `inf` for none.
    pub(super) upper: f64,
}

/// A row that multiplies variables with each other. The linear solvers are not told of it.
#[derive(Debug)]
pub(super) struct CurvedRow {
    /// Position in [`Model::rows`].
    pub(super) index: usize,
    /// Linear part, one non-zero term per variable.
    pub(super) terms: Vec<Term>,
    /// Quadratic part without zero coefficients.
    pub(super) products: Vec<QuadraticTerm>,
    /// Smallest value; `-inf` for none.
    pub(super) lower: f64,
    /// Largest value; `inf` for none.
    pub(super) upper: f64,
}

impl CurvedRow {
    /// Value of the row's expression.
    pub(super) fn activity(&self, values: &[f64]) -> f64 {
        let linear: f64 = pairs(&self.terms).map(|(at, size)| size * values[at]).sum();
        linear + products_value(&self.products, values)
    }
}

/// Value of a sum of products.
pub(super) fn products_value(products: &[QuadraticTerm], values: &[f64]) -> f64 {
    products
        .iter()
        .map(|term| term.coefficient * values[term.first.0] * values[term.second.0])
        .sum()
}

/// A model that may be handed to a solver.
#[derive(Debug)]
pub(super) struct Prepared<'m> {
    /// The model as written.
    pub(super) model: &'m Model,
    /// One per variable.
    pub(super) columns: Vec<Column>,
    /// Rows with terms and at least one bound, in the model's order.
    pub(super) rows: Vec<PreparedRow<'m>>,
    /// Rows with products and at least one bound.
    pub(super) curved: Vec<CurvedRow>,
    /// Linear part of the objective, one non-zero term per variable.
    pub(super) costs: Cow<'m, [Term]>,
    /// Quadratic part of the objective without zero coefficients.
    pub(super) products: Vec<QuadraticTerm>,
    /// Remarks that the outcome must carry, whatever it is.
    pub(super) notes: Vec<String>,
}

impl<'m> Prepared<'m> {
    /// Sorts out the faults of a model.
    ///
    /// # Errors
    /// The outcome, where no solver is needed to know it or none may be called.
    pub(super) fn new(model: &'m Model) -> Result<Self, Box<Outcome>> {
        model.validate().map_err(|fault| refusal(&fault))?;
        let mut columns = Vec::with_capacity(model.variables.len());
        for variable in &model.variables {
            columns.push(effective_column(variable)?);
        }
        let mut rows = Vec::with_capacity(model.rows.len());
        let mut curved = Vec::new();
        for (index, row) in model.rows.iter().enumerate() {
            if row.quadratic.iter().any(is_product) {
                curved.extend(curved_row(index, row));
                continue;
            }
            let prepared = effective_row(index, row)?;
            if let Some(row) = &prepared {
                divisible(model, &columns, row)?;
            }
            rows.extend(prepared);
        }
        let objective = &model.objective;
        let products = objective.quadratic.iter().copied();
        let mut prepared = Self {
            model,
            columns,
            rows,
            curved,
            costs: collected(&objective.terms),
            products: products.filter(is_product).collect(),
            notes: Vec::new(),
        };
        prepared.notes = remarks(&prepared);
        Ok(prepared)
    }

    /// Whether any column takes whole numbers only.
    pub(super) fn is_integer(&self) -> bool {
        self.columns.iter().any(|column| column.integral)
    }

    /// Whether anything is multiplied with anything.
    pub(super) fn is_quadratic(&self) -> bool {
        !self.products.is_empty() || !self.curved.is_empty()
    }

    /// Whether every point is as good as any other.
    pub(super) fn is_indifferent(&self) -> bool {
        self.costs.is_empty() && self.products.is_empty()
    }

    /// `1` when less is better, `-1` when more is.
    pub(super) fn sign(&self) -> f64 {
        match self.model.objective.sense {
            ObjectiveSense::Minimize => 1.0,
            ObjectiveSense::Maximize => -1.0,
        }
    }

    /// How much better `new` is than `old`; negative when it is worse.
    pub(super) fn gain(&self, new: f64, old: f64) -> f64 {
        self.sign() * (old - new)
    }
}

fn is_product(term: &QuadraticTerm) -> bool {
    term.coefficient != 0.0
}

/// `None` for a row without bounds.
fn curved_row(index: usize, row: &Row) -> Option<CurvedRow> {
    let (lower, upper) = (opened(row.lower), opened(row.upper));
    let products = row.quadratic.iter().copied();
    (lower.is_finite() || upper.is_finite()).then(|| CurvedRow {
        index,
        terms: collected(&row.terms).into_owned(),
        products: products.filter(is_product).collect(),
        lower,
        upper,
    })
}

/// A bound as the solvers are told it.
pub(super) fn opened(bound: f64) -> f64 {
    if bound.abs() >= INFINITE {
        bound.signum() * f64::INFINITY
    } else {
        bound
    }
}

fn refusal(fault: &ModelFault) -> Box<Outcome> {
    match fault {
        ModelFault::CrossedBounds { .. } => infeasible(format!("{fault}: no value lies between them.")),
        ModelFault::UnknownVariable { .. } | ModelFault::NotFinite { .. } => {
            let mut outcome = Outcome::without_point(Status::Error);
            outcome.notes.push(format!("{fault}; no solver was asked."));
            Box::new(outcome)
        }
    }
}

/// The outcome for a model that no solver of this build takes.
pub(super) fn unsupported(note: String) -> Box<Outcome> {
    let mut outcome = Outcome::without_point(Status::Unsupported);
    outcome.notes.push(note);
    Box::new(outcome)
}

fn infeasible(note: String) -> Box<Outcome> {
    let mut outcome = Outcome::without_point(Status::Infeasible);
    outcome.notes.push(note);
    Box::new(outcome)
}

fn effective_column(variable: &Variable) -> Result<Column, Box<Outcome>> {
    let (lower, upper) = (opened(variable.lower), opened(variable.upper));
    let (lower, upper) = match variable.kind {
        VariableKind::Continuous => (lower, upper),
        VariableKind::Integer => (integer_floor(lower), integer_ceiling(upper)),
        VariableKind::Binary => (integer_floor(lower).max(0.0), integer_ceiling(upper).min(1.0)),
    };
    if lower == f64::INFINITY || upper == f64::NEG_INFINITY {
        return Err(infeasible(format!(
            "No value lies within the bounds {} and {} of the variable {}: from {} on a bound counts as infinite.",
            number(variable.lower),
            number(variable.upper),
            variable.name,
            number(INFINITE)
        )));
    }
    if lower > upper {
        return Err(infeasible(format!(
            "No whole number lies within the bounds {} and {} of the {} variable {}.",
            number(variable.lower),
            number(variable.upper),
            variable.kind.word(),
            variable.name
        )));
    }
    Ok(Column {
        lower,
        upper,
        integral: variable.kind.is_integral(),
    })
}

/// `None` for a row that every point satisfies.
fn effective_row(index: usize, row: &Row) -> Result<Option<PreparedRow<'_>>, Box<Outcome>> {
    let terms = collected(&row.terms);
    let (lower, upper) = (opened(row.lower), opened(row.upper));
    if terms.is_empty() {
        let holds = lower <= FEASIBILITY && upper >= -FEASIBILITY;
        return if holds {
            Ok(None)
        } else {
            Err(infeasible(format!(
                "Row {} has no variables, and 0 is not within its bounds {} and {}.",
                row.name,
                number(row.lower),
                number(row.upper)
            )))
        };
    }
    let bounded = lower.is_finite() || upper.is_finite();
    Ok(bounded.then_some(PreparedRow {
        index,
        terms,
        lower,
        upper,
    }))
}

/// A row over whole numbers takes only multiples of one number; branch and bound would look for others for ever
/// (`2 x - 2 y = 1` without bounds).
fn divisible(model: &Model, columns: &[Column], row: &PreparedRow) -> Result<(), Box<Outcome>> {
    match common_step(columns, &row.terms) {
        Some(step) if !holds_multiple(step, row.lower, row.upper) => {
            let written = &model.rows[row.index];
            Err(infeasible(format!(
                "Row {} ({}) adds up to a multiple of {} with whole numbers, and no multiple fits.",
                written.name,
                model.row_text(written),
                number(step)
            )))
        }
        _ => Ok(()),
    }
}

/// The terms as [`Row::terms`] promises them. A model read from a file may break the promise, and microlp panics on
/// a repeated variable.
fn collected(terms: &[Term]) -> Cow<'_, [Term]> {
    let ordered = terms.windows(2).all(|pair| match pair {
        [first, second] => first.variable < second.variable,
        _ => true,
    });
    let nonzero = terms.iter().all(|term| term.coefficient != 0.0);
    if ordered && nonzero {
        Cow::Borrowed(terms)
    } else {
        Cow::Owned(collect_terms(terms.iter().copied()))
    }
}

/// The largest coefficient by size, zero without terms.
pub(super) fn largest(terms: &[Term]) -> f64 {
    terms
        .iter()
        .fold(0.0, |most, term| most.max(term.coefficient.abs()))
}

/// The terms as pairs of position and coefficient.
pub(super) fn pairs(terms: &[Term]) -> impl Iterator<Item = (usize, f64)> + '_ {
    terms.iter().map(|term| {
        let VarId(position) = term.variable;
        (position, term.coefficient)
    })
}
