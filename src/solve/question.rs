//! What the solvers are asked: the model, or a variation of it that puts an answer to the test.

use good_lp::{Constraint, Expression, ObjectiveDirection, ProblemVariables, Variable, variable};

use crate::model::ObjectiveSense;

use super::prepare::{Column, Prepared, largest, pairs};

/// The question for a way down from a point of a convex model, in words.
pub(super) const SLOPE: &str = "a better point along the slope";

/// One question to a solver.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Question<'q> {
    /// The model as written.
    Model,
    /// The model as written, without the solver's own reductions, which may be what failed.
    Plain,
    /// Any point at all: the objective is left out, so "infeasible" and "unbounded" cannot be confused.
    AnyPoint,
    /// Any point, whole or not.
    AnyRelaxedPoint,
    /// The model without integrality; its optimum bounds that of the model.
    Relaxation,
    /// Any point whose objective is at least as good as this one.
    Better(f64),
    /// The same, led by the objective and without reductions: another way through the solver when the first failed.
    BetterLed(f64),
    /// The model as written, told that no point is better than this: a search that reaches it need not go on.
    Under(f64),
    /// The best point with every integer column held at its value here.
    HeldIntegers(&'q [f64]),
    /// The model without integrality, with this in place of every missing bound: what reaches it runs away.
    Capped(f64),
    /// The model without integrality, within these ranges.
    Within(&'q [Column]),
    /// The steepest way down a convex objective from a point, within a box around it.
    Descent(&'q Slope),
}

/// A linear view of a quadratic objective at a point.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slope {
    /// The point.
    pub(super) at: Vec<f64>,
    /// Change of the objective per unit of each variable.
    pub(super) gradient: Vec<f64>,
    /// How far each variable may move.
    pub(super) radius: f64,
}

impl Question<'_> {
    /// The question in words, for the record.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Model => "the model",
            Self::Plain => "the model, without presolve",
            Self::AnyPoint => "any point (zero objective)",
            Self::AnyRelaxedPoint => "any point, without integrality",
            Self::Relaxation => "the model without integrality",
            Self::Better(_) => "a strictly better point",
            Self::BetterLed(_) => "a strictly better point, led by the objective",
            Self::Under(_) => "the model, with the bound of the merged one",
            Self::HeldIntegers(_) => "the model with its integers held",
            Self::Capped(_) => "the model with its missing bounds put far away",
            Self::Within(_) => "the model without integrality, in a part of its ranges",
            Self::Descent(_) => SLOPE,
        }
    }

    /// Whether the solver must leave its own reductions out.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self, Self::Plain | Self::BetterLed(_))
    }

    /// Whether the question has an objective; without one any point is as good as another.
    #[cfg(feature = "highs")]
    pub(super) fn optimises(&self) -> bool {
        !matches!(self, Self::AnyPoint | Self::AnyRelaxedPoint | Self::Better(_))
    }

    /// Whether whole numbers are not asked for.
    pub(super) fn is_relaxed(&self) -> bool {
        match self {
            Self::AnyRelaxedPoint
            | Self::Relaxation
            | Self::HeldIntegers(_)
            | Self::Capped(_)
            | Self::Within(_)
            | Self::Descent(_) => true,
            Self::Model
            | Self::Plain
            | Self::AnyPoint
            | Self::Better(_)
            | Self::BetterLed(_)
            | Self::Under(_) => false,
        }
    }

    /// The column as the question has it.
    pub(super) fn column(&self, position: usize, column: Column) -> Column {
        let (lower, upper) = match self {
            Self::Within(columns) => (columns[position].lower, columns[position].upper),
            Self::HeldIntegers(values) if column.integral => (values[position], values[position]),
            Self::Descent(slope) => {
                let at = slope.at[position];
                let (lower, upper) = (
                    column.lower.max(at - slope.radius),
                    column.upper.min(at + slope.radius),
                );
                (lower, upper.max(lower))
            }
            Self::Capped(cap) => {
                let lower = if column.lower.is_finite() {
                    column.lower
                } else {
                    column.upper.min(-cap)
                };
                let upper = if column.upper.is_finite() {
                    column.upper
                } else {
                    lower.max(*cap)
                };
                (lower, upper)
            }
            _ => (column.lower, column.upper),
        };
        Column {
            lower,
            upper,
            integral: column.integral && !self.is_relaxed(),
        }
    }
}

/// How a backend wants columns that may take one value only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FixedColumns {
    /// As equal bounds.
    Bounds,
    /// As a row: an interior point method has no interior between equal bounds.
    Rows,
}

/// A question in `good_lp`'s words.
pub(super) struct Posed {
    /// The columns with their bounds.
    pub(super) variables: ProblemVariables,
    /// One handle per column, in the model's order.
    pub(super) handles: Vec<Variable>,
    /// Which way is better.
    pub(super) direction: ObjectiveDirection,
    /// What is optimised, with its constant.
    pub(super) objective: Expression,
    /// Constraints, with the position of the model's row that each states, if any. A two-sided row is two.
    pub(super) constraints: Vec<(Option<usize>, Constraint)>,
}

impl Posed {
    /// States the question for a backend.
    pub(super) fn new(prepared: &Prepared, question: &Question, fixed: FixedColumns) -> Self {
        let mut posed = Self {
            variables: ProblemVariables::new(),
            handles: Vec::with_capacity(prepared.columns.len()),
            direction: match prepared.model.objective.sense {
                ObjectiveSense::Minimize => ObjectiveDirection::Minimisation,
                ObjectiveSense::Maximize => ObjectiveDirection::Maximisation,
            },
            objective: Expression::default(),
            constraints: Vec::with_capacity(prepared.rows.len() + 1),
        };
        for (position, column) in prepared.columns.iter().enumerate() {
            posed.add_column(question.column(position, *column), fixed);
        }
        posed.objective = posed.goal(prepared, question);
        for row in &prepared.rows {
            let expression = posed.expression(pairs(&row.terms));
            posed.add_row(Some(row.index), expression, row.lower, row.upper);
        }
        match question {
            Question::Better(target) | Question::BetterLed(target) => posed.add_cut(prepared, *target, true),
            Question::Under(bound) => posed.add_cut(prepared, *bound, false),
            _ => {}
        }
        posed
    }

    fn add_column(&mut self, column: Column, fixed: FixedColumns) {
        #[expect(
            clippy::float_cmp,
            reason = "a fixed column has the same bound twice, to the bit"
        )]
        let held = column.lower == column.upper && fixed == FixedColumns::Rows;
        let mut definition = variable();
        if !held {
            definition = definition.min(column.lower).max(column.upper);
        }
        if column.integral {
            definition = definition.integer();
        }
        let handle = self.variables.add(definition);
        self.handles.push(handle);
        if held {
            self.constraints
                .push((None, Expression::from(handle).eq(column.lower)));
        }
    }

    fn goal(&self, prepared: &Prepared, question: &Question) -> Expression {
        match question {
            Question::AnyPoint | Question::AnyRelaxedPoint | Question::Better(_) => Expression::default(),
            Question::Descent(slope) => self.expression(slope.gradient.iter().copied().enumerate()),
            Question::Model
            | Question::Plain
            | Question::Relaxation
            | Question::BetterLed(_)
            | Question::Under(_)
            | Question::HeldIntegers(_)
            | Question::Within(_)
            | Question::Capped(_) => {
                self.expression(pairs(&prepared.costs)) + prepared.model.objective.constant
            }
        }
    }

    fn expression(&self, terms: impl Iterator<Item = (usize, f64)>) -> Expression {
        let mut expression = Expression::with_capacity(terms.size_hint().0);
        for (at, coefficient) in terms {
            expression.add_mul(coefficient, self.handles[at]);
        }
        expression
    }

    fn add_row(&mut self, row: Option<usize>, expression: Expression, lower: f64, upper: f64) {
        #[expect(
            clippy::float_cmp,
            reason = "an equality row has the same number on both sides, to the bit"
        )]
        if lower == upper {
            self.constraints.push((row, expression.eq(lower)));
            return;
        }
        match (lower.is_finite(), upper.is_finite()) {
            (true, true) => {
                self.constraints.push((row, expression.clone().leq(upper)));
                self.constraints.push((row, expression.geq(lower)));
            }
            (true, false) => self.constraints.push((row, expression.geq(lower))),
            (false, true) => self.constraints.push((row, expression.leq(upper))),
            (false, false) => {}
        }
    }

    /// Allows only points whose objective is at least as good as the target, or only such as are no better.
    fn add_cut(&mut self, prepared: &Prepared, target: f64, better: bool) {
        // Solvers satisfy a row within an absolute 1e-7: small costs are brought up to one so that the cut is not
        // lost in it.
        let most = largest(&prepared.costs);
        let factor = if most > 0.0 && most < 1.0 { 1.0 / most } else { 1.0 };
        let terms = pairs(&prepared.costs).map(|(at, cost)| (at, cost * factor));
        let expression = self.expression(terms);
        let side = (target - prepared.model.objective.constant) * factor;
        let downwards = better == (prepared.model.objective.sense == ObjectiveSense::Minimize);
        let (lower, upper) = if downwards {
            (f64::NEG_INFINITY, side)
        } else {
            (side, f64::INFINITY)
        };
        self.add_row(None, expression, lower, upper);
    }
}
