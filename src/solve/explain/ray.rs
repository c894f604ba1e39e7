//! A way on which the objective improves for ever, with as few variables as can be.

use std::time::Duration;

use crate::model::{
    Model, Objective, ObjectiveSense, Row, Term, VarId, Variable, VariableKind, collect_terms,
};
use crate::solve::oracle::Oracle;
use crate::solve::outcome::{SolverName, Status};
use crate::solve::prepare::{Prepared, largest};
use crate::solve::question::Question;

use super::subset::{bounds_of, sides_of};
use super::{Move, Passing, Ray, Study};

/// A rate below this share of the largest is none.
const STILL: f64 = 1e-7;

impl<O: Oracle> Study<'_, O> {
    /// The ray of an unbounded model, whose steps are checked against every row; `None` when none was found. Integers
    /// need no ray of their own: with rational coefficients a step can be repeated until it is whole.
    pub(super) fn ray(&mut self) -> Option<Ray> {
        self.model.validate().ok()?;
        if self.is_too_large() || self.model.rows.iter().any(|row| !row.quadratic.is_empty()) {
            return None;
        }
        let (model, columns) = direction_model(self.model)?;
        let prepared = Prepared::new(&model).ok()?;
        let reply = self.ask(&prepared, &Question::Model, SolverName::Microlp, Duration::MAX);
        if reply.status != Status::Optimal || reply.values.len() != columns.len() {
            return None;
        }
        let mut rates = vec![0.0; self.model.variables.len()];
        for ((variable, sign), value) in columns.into_iter().zip(&reply.values) {
            rates[variable] += sign * value;
        }
        let most = rates.iter().fold(0.0, |most: f64, rate| most.max(rate.abs()));
        if !(most.is_finite() && most > 0.0) {
            return None;
        }
        for rate in &mut rates {
            let share = *rate / most;
            *rate = if share.abs() > STILL { share } else { 0.0 };
        }
        checked(self.model, &rates)
    }
}

/// The model of a step: each side of a row or bound that the step must not cross becomes a side at zero, the objective
/// must improve by one, and the step is to be as short as possible, which keeps still what need not move. A variable
/// that may move both ways has a column for each; the columns say whose they are and which way they count.
fn direction_model(source: &Model) -> Option<(Model, Vec<(usize, f64)>)> {
    let mut model = Model {
        objective: Objective::zero(),
        ..Model::empty()
    };
    let mut columns = Vec::new();
    let mut of_variable: Vec<Vec<(usize, f64)>> = vec![Vec::new(); source.variables.len()];
    for (index, variable) in source.variables.iter().enumerate() {
        let (lower, upper) = bounds_of(variable);
        let ways = [(upper.is_infinite(), 1.0), (lower.is_infinite(), -1.0)];
        for (_, sign) in ways.into_iter().filter(|(open, _)| *open) {
            of_variable[index].push((columns.len(), sign));
            columns.push((index, sign));
        }
    }
    if columns.is_empty() {
        return None;
    }
    model.variables = vec![step_column(); columns.len()];
    model.objective.terms = (0..columns.len()).map(|at| term(at, 1.0)).collect();
    let split = |terms: &[Term]| {
        let pieces = terms.iter().flat_map(|one| {
            let ways = &of_variable[one.variable.0];
            ways.iter().map(|(at, sign)| term(*at, sign * one.coefficient))
        });
        collect_terms(pieces)
    };
    for row in &source.rows {
        let (lower, upper) = sides_of(row);
        let side = |bound: f64| if bound.is_finite() { 0.0 } else { bound };
        let terms = split(&row.terms);
        if !terms.is_empty() {
            model.rows.push(step_row(terms, side(lower), side(upper)));
        }
    }
    for terms in curvature_rows(source) {
        model.rows.push(step_row(split(&terms), 0.0, 0.0));
    }
    let costs = &source.objective.terms;
    let scale = largest(costs);
    let gain: Vec<Term> = split(costs)
        .into_iter()
        .map(|one| term(one.variable.0, one.coefficient / scale))
        .collect();
    let (lower, upper) = match source.objective.sense {
        ObjectiveSense::Minimize => (f64::NEG_INFINITY, -1.0),
        ObjectiveSense::Maximize => (1.0, f64::INFINITY),
    };
    model.rows.push(step_row(gain, lower, upper));
    Some((model, columns))
}

/// Along a ray a convex quadratic objective must be flat: its gradient's change is zero for every variable.
fn curvature_rows(source: &Model) -> Vec<Vec<Term>> {
    let mut rows = std::collections::BTreeMap::<usize, Vec<Term>>::new();
    for product in &source.objective.quadratic {
        for (of, by) in [(product.first, product.second), (product.second, product.first)] {
            rows.entry(of.0)
                .or_default()
                .push(term(by.0, product.coefficient));
        }
    }
    rows.into_values().collect()
}

fn term(at: usize, coefficient: f64) -> Term {
    Term {
        variable: VarId(at),
        coefficient,
    }
}

fn step_column() -> Variable {
    Variable {
        name: String::new(),
        kind: VariableKind::Continuous,
        lower: 0.0,
        upper: f64::INFINITY,
        line: None,
    }
}

fn step_row(terms: Vec<Term>, lower: f64, upper: f64) -> Row {
    Row {
        name: String::new(),
        terms,
        quadratic: Vec::new(),
        lower,
        upper,
        line: None,
    }
}

/// The ray with these rates, if every row lets it pass and the objective improves on it.
fn checked(model: &Model, rates: &[f64]) -> Option<Ray> {
    let mut passing = Vec::new();
    for (index, row) in model.rows.iter().enumerate() {
        let parts = row
            .terms
            .iter()
            .map(|one| one.coefficient * rates[one.variable.0]);
        let size: f64 = parts.clone().map(f64::abs).sum();
        let rate: f64 = parts.sum();
        if rate.abs() <= STILL * size {
            continue;
        }
        let (lower, upper) = sides_of(row);
        if (rate > 0.0 && upper.is_finite()) || (rate < 0.0 && lower.is_finite()) {
            return None;
        }
        if lower.is_finite() || upper.is_finite() {
            passing.push(Passing {
                row: index,
                rate,
                line: row.line,
            });
        }
    }
    let costs = &model.objective.terms;
    let gain: f64 = costs
        .iter()
        .map(|one| one.coefficient * rates[one.variable.0])
        .sum();
    let improves = match model.objective.sense {
        ObjectiveSense::Minimize => gain < 0.0,
        ObjectiveSense::Maximize => gain > 0.0,
    };
    let moves = rates.iter().enumerate().filter(|(_, rate)| **rate != 0.0);
    let moves: Vec<Move> = moves
        .map(|(variable, rate)| Move {
            variable,
            rate: *rate,
            line: model.variables[variable].line,
        })
        .collect();
    (improves && gain.is_finite()).then_some(Ray { moves, gain, passing })
}
