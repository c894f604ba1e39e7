//! What values the variables can take at all: their bounds, and what the linear rows make of missing ones.

use crate::model::{Model, Row, Term, VarId};

/// Rounds of tightening; a bound usually arrives in the first or never.
const ROUNDS: usize = 8;

/// An interval, perhaps without end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    pub(super) lower: f64,
    pub(super) upper: f64,
}

impl Interval {
    pub(super) fn negated(self) -> Self {
        Self {
            lower: -self.upper,
            upper: -self.lower,
        }
    }

    pub(super) fn is_open(self) -> bool {
        self.lower.is_infinite() || self.upper.is_infinite()
    }

    fn scaled(self, factor: f64) -> Self {
        let (one, other) = (self.lower * factor, self.upper * factor);
        Self {
            lower: one.min(other),
            upper: one.max(other),
        }
    }
}

/// An interval for each variable that holds every feasible value of it.
#[derive(Debug)]
pub(super) struct Reach(Vec<Interval>);

impl Reach {
    /// Starts from the bounds and fills missing ones in from the rows.
    pub(super) fn within(model: &Model) -> Self {
        let bounds = model.variables.iter().map(|variable| Interval {
            lower: variable.lower,
            upper: variable.upper,
        });
        let mut reach = Self(bounds.collect());
        let linear = || model.rows.iter().filter(|row| row.quadratic.is_empty());
        for _ in 0..ROUNDS {
            let mut changed = false;
            for row in linear() {
                changed |= reach.tighten(row);
            }
            if !changed {
                break;
            }
        }
        reach
    }

    pub(super) fn of(&self, variable: VarId) -> Interval {
        self.0[variable.0]
    }

    pub(super) fn of_terms(&self, terms: &[Term]) -> Interval {
        let start = Interval {
            lower: 0.0,
            upper: 0.0,
        };
        terms.iter().fold(start, |sum, term| {
            let part = self.of_term(term);
            Interval {
                lower: sum.lower + part.lower,
                upper: sum.upper + part.upper,
            }
        })
    }

    fn of_term(&self, term: &Term) -> Interval {
        self.of(term.variable).scaled(term.coefficient)
    }

    /// Gives bounds that a variable lacks where the row implies one: what the others leave over.
    fn tighten(&mut self, row: &Row) -> bool {
        let mut changed = false;
        for (index, term) in row.terms.iter().enumerate() {
            let known = self.of(term.variable);
            if !known.is_open() || term.coefficient == 0.0 {
                continue;
            }
            let mut others = row.terms.clone();
            others.remove(index);
            let rest = self.of_terms(&others);
            let share = Interval {
                lower: row.lower - rest.upper,
                upper: row.upper - rest.lower,
            }
            .scaled(1.0 / term.coefficient);
            let found = &mut self.0[term.variable.0];
            if known.lower.is_infinite() && share.lower.is_finite() {
                found.lower = share.lower;
                changed = true;
            }
            if known.upper.is_infinite() && share.upper.is_finite() {
                found.upper = share.upper;
                changed = true;
            }
        }
        changed
    }
}
