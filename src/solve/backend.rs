//! The `good_lp` backend for microlp 0.7.
//!
//! `good_lp`'s own backend is tied to microlp 0.6, which called a wrong point optimal on a real program that 0.7
//! solves. `good_lp` leaves two doors shut to a backend that lives outside of it, and this is how they are passed:
//!
//! - `good_lp::Solver` takes an `UnsolvedProblem`, whose fields are private. A [`MicrolpModel`] is made from the
//!   same parts instead (variables, direction, objective) and is a [`SolverModel`] from there on, as any other.
//! - `SolverModel::add_constraint` returns a `ConstraintReference`, which only `good_lp`'s own backends can make. A
//!   clarabel model without columns, which is never solved, hands them out in order.

use std::collections::HashMap;
use std::time::Duration;

use good_lp::constraint::ConstraintReference;
use good_lp::solvers::MipGapError;
use good_lp::solvers::clarabel::ClarabelProblem;
use good_lp::variable::VariableDefinition;
use good_lp::{
    Constraint, Expression, IntoAffineExpression as _, ObjectiveDirection, ProblemVariables, ResolutionError,
    Solution, SolutionStatus, SolverModel, Variable, WithMipGap, WithTimeLimit,
};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, SolveOutcome, TerminationReason};

/// The largest whole number that an integer column can take; the smallest is its negative.
pub(super) const INTEGER_REACH: f64 = 2_147_483_647.0;

/// How far a bound may miss a whole number and still mean it: `0.1 * 30` is a little more than 3.
const BOUND_NOISE: f64 = 1e-9;

/// The smallest whole number that a lower bound allows.
pub(super) fn integer_floor(lower: f64) -> f64 {
    if lower.is_infinite() {
        return lower;
    }
    (lower - BOUND_NOISE * lower.abs().max(1.0)).ceil()
}

/// The largest whole number that an upper bound allows.
pub(super) fn integer_ceiling(upper: f64) -> f64 {
    if upper.is_infinite() {
        return upper;
    }
    (upper + BOUND_NOISE * upper.abs().max(1.0)).floor()
}

/// Why microlp returned no point.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MicrolpFailure {
    /// No point satisfies rows and bounds.
    #[error("no point satisfies all rows and bounds")]
    Infeasible,
    /// The objective can improve without end.
    #[error("the objective can improve without end")]
    Unbounded,
    /// A limit was reached before any point was found.
    #[error("the limit was reached before any point was found")]
    Interrupted {
        /// Best bound on the objective so far.
        bound: Option<f64>,
    },
    /// An integer column lies outside the whole numbers that microlp can hold.
    #[error(
        "integer column {column} must lie in [{lower}, {upper}], outside the ±2147483647 that microlp takes"
    )]
    IntegerRange {
        /// Position of the column.
        column: usize,
        /// Its lower bound.
        lower: f64,
        /// Its upper bound.
        upper: f64,
    },
    /// Any other failure, in microlp's words.
    #[error("{0}")]
    Failed(String),
}

impl From<MicrolpFailure> for ResolutionError {
    fn from(failure: MicrolpFailure) -> Self {
        match failure {
            MicrolpFailure::Infeasible => Self::Infeasible,
            MicrolpFailure::Unbounded => Self::Unbounded,
            other => Self::Str(other.to_string()),
        }
    }
}

impl From<microlp::Error> for MicrolpFailure {
    fn from(error: microlp::Error) -> Self {
        match error {
            microlp::Error::Infeasible => Self::Infeasible,
            microlp::Error::Unbounded => Self::Unbounded,
            other => Self::Failed(other.to_string()),
        }
    }
}

/// A problem in microlp's form, to which `good_lp` adds constraints.
pub struct MicrolpModel {
    problem: Problem,
    columns: HashMap<Variable, microlp::Variable>,
    references: ClarabelProblem,
    constant: f64,
    options: SolveOptions,
    refusal: Option<MicrolpFailure>,
}

impl MicrolpModel {
    /// Makes the columns. Integer bounds beyond ±(2³¹−1) are clipped, as microlp holds them in 32 bits: a point on
    /// such a clip is no optimum of the problem as written, and whoever reads the point must look for that.
    pub fn new(variables: &ProblemVariables, direction: ObjectiveDirection, objective: &Expression) -> Self {
        let costs: HashMap<Variable, f64> = objective.linear_coefficients().collect();
        let mut model = Self {
            problem: Problem::new(match direction {
                ObjectiveDirection::Maximisation => OptimizationDirection::Maximize,
                ObjectiveDirection::Minimisation => OptimizationDirection::Minimize,
            }),
            columns: HashMap::with_capacity(variables.len()),
            references: ProblemVariables::new().minimise(0).using(good_lp::clarabel),
            constant: objective.constant(),
            options: SolveOptions::default(),
            refusal: None,
        };
        for (variable, definition) in variables.iter_variables_with_def() {
            let cost = costs.get(&variable).copied().unwrap_or(0.0);
            let column = model.add_column(definition, cost);
            model.columns.insert(variable, column);
        }
        model
    }

    /// Switches microlp's own reductions on (the default) or off.
    #[must_use]
    pub fn with_presolve(mut self, presolve: bool) -> Self {
        self.options.presolve = presolve;
        self
    }

    fn add_column(&mut self, definition: &VariableDefinition, cost: f64) -> microlp::Variable {
        let (lower, upper) = (definition.get_min(), definition.get_max());
        if !definition.is_integer() {
            return self.problem.add_var(cost, (lower, upper));
        }
        let (least, most) = (integer_floor(lower), integer_ceiling(upper));
        if least > most {
            self.refusal.get_or_insert(MicrolpFailure::Infeasible);
            return self.problem.add_var(cost, (0.0, 0.0));
        }
        #[expect(clippy::float_cmp, reason = "whole numbers, compared after rounding")]
        if least == most {
            // Fixed at a whole number: a continuous column holds it, however large.
            return self.problem.add_var(cost, (least, most));
        }
        if least > INTEGER_REACH || most < -INTEGER_REACH {
            let column = self.columns.len();
            self.refusal
                .get_or_insert(MicrolpFailure::IntegerRange { column, lower, upper });
            return self.problem.add_var(cost, (0.0, 0.0));
        }
        if (least, most) == (0.0, 1.0) {
            return self.problem.add_binary_var(cost);
        }
        self.problem
            .add_integer_var(cost, (clipped(least), clipped(most)))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the value is whole and within 32 bits after the clamp"
)]
fn clipped(bound: f64) -> i32 {
    bound.clamp(-INTEGER_REACH, INTEGER_REACH) as i32
}

impl WithTimeLimit for MicrolpModel {
    fn with_time_limit<T: Into<f64>>(mut self, seconds: T) -> Self {
        // A limit too long for a Duration is no limit; a negative one or NaN leaves no time at all.
        let seconds = seconds.into().max(0.0);
        self.options.time_limit = Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
        self
    }
}

impl WithMipGap for MicrolpModel {
    fn mip_gap(&self) -> Option<f32> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "good_lp states gaps in single precision"
        )]
        let gap = self.options.mip_gap as f32;
        Some(gap)
    }

    fn with_mip_gap(mut self, gap: f32) -> Result<Self, MipGapError> {
        if !gap.is_finite() {
            return Err(MipGapError::Infinite);
        }
        if gap < 0.0 {
            return Err(MipGapError::Negative);
        }
        self.options.mip_gap = f64::from(gap);
        Ok(self)
    }
}

impl SolverModel for MicrolpModel {
    type Solution = MicrolpSolution;
    type Error = MicrolpFailure;

    fn solve(self) -> Result<MicrolpSolution, MicrolpFailure> {
        if let Some(refusal) = self.refusal {
            return Err(refusal);
        }
        match self.problem.solve_with(self.options)? {
            SolveOutcome::Solution(solution) => Ok(MicrolpSolution {
                solution,
                columns: self.columns,
                constant: self.constant,
            }),
            SolveOutcome::Interrupted(interrupted) => {
                let bound = interrupted.stats().best_bound;
                Err(MicrolpFailure::Interrupted {
                    bound: bound.map(|bound| bound + self.constant),
                })
            }
        }
    }

    fn add_constraint(&mut self, constraint: Constraint) -> ConstraintReference {
        let expression = constraint.expression();
        let mut terms: Vec<(microlp::Variable, f64)> = Vec::new();
        for (variable, coefficient) in expression.linear_coefficients() {
            if let Some(column) = self.columns.get(&variable) {
                terms.push((*column, coefficient));
            } else {
                let stranger = "a constraint uses a variable of another problem".to_owned();
                self.refusal.get_or_insert(MicrolpFailure::Failed(stranger));
            }
        }
        // good_lp keeps terms in a hash map; in column order the same problem always runs the same way.
        terms.sort_unstable_by_key(|(column, _)| column.idx());
        let comparison = if constraint.is_equality() {
            ComparisonOp::Eq
        } else {
            ComparisonOp::Le // good_lp has turned every `≥` around
        };
        self.problem
            .add_constraint(terms, comparison, -expression.constant());
        self.references.add_constraint(Expression::default().leq(0.0))
    }

    fn name() -> &'static str {
        "microlp 0.7"
    }
}

/// A point that microlp found.
#[derive(Debug)]
pub struct MicrolpSolution {
    solution: microlp::Solution,
    columns: HashMap<Variable, microlp::Variable>,
    constant: f64,
}

impl MicrolpSolution {
    /// Best proven bound on the objective, where microlp knows one.
    pub fn best_bound(&self) -> Option<f64> {
        let bound = self.solution.stats().best_bound?;
        Some(bound + self.constant)
    }

    /// The objective as microlp states it.
    pub fn objective(&self) -> f64 {
        self.solution.objective() + self.constant
    }
}

impl Solution for MicrolpSolution {
    fn status(&self) -> SolutionStatus {
        match self.solution.termination_reason() {
            TerminationReason::ProvenOptimal => SolutionStatus::Optimal,
            TerminationReason::MipGap => SolutionStatus::GapLimit,
            _ => SolutionStatus::TimeLimit,
        }
    }

    /// The value of a variable; NaN for one of another problem.
    fn value(&self, variable: Variable) -> f64 {
        let column = self.columns.get(&variable);
        column.map_or(f64::NAN, |column| self.solution.var_value(*column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use good_lp::{constraint, variable, variables};

    /// What any `good_lp` caller does with any backend.
    fn best<M: SolverModel>(model: M, rows: Vec<Constraint>) -> Result<M::Solution, M::Error> {
        model.with_all(rows).solve()
    }

    #[test]
    fn a_good_lp_model_is_solved() {
        let mut columns = variables!();
        let real = columns.add(variable().min(0).max(2.5));
        let whole = columns.add(variable().integer().min(0));
        let switch = columns.add(variable().binary());
        let objective = 3.0 * real + 2.0 * whole - 0.5 * switch + 10.0;
        let model = MicrolpModel::new(&columns, ObjectiveDirection::Maximisation, &objective);
        let rows = vec![
            constraint!(real + whole <= 6.5),
            constraint!(whole >= 2 * switch),
            constraint!(real - switch == 1.5),
        ];
        let solution = best(model, rows).unwrap();
        let values = [real, whole, switch].map(|variable| solution.value(variable));
        for (value, expected) in values.into_iter().zip([2.5, 4.0, 1.0]) {
            assert!((value - expected).abs() < 1e-6, "{values:?}");
        }
        assert!(matches!(solution.status(), SolutionStatus::Optimal));
        assert!((solution.objective() - 25.0).abs() < 1e-6);
        assert!((solution.best_bound().unwrap() - 25.0).abs() < 1e-6);
    }

    fn one(definition: VariableDefinition, direction: ObjectiveDirection) -> (MicrolpModel, Variable) {
        let mut columns = variables!();
        let column = columns.add(definition);
        let objective = Expression::from(column);
        (MicrolpModel::new(&columns, direction, &objective), column)
    }

    #[test]
    fn failures_keep_their_meaning_in_good_lp() {
        let (endless, _) = one(variable().min(0), ObjectiveDirection::Maximisation);
        let failure = endless.solve().unwrap_err();
        assert_eq!(ResolutionError::from(failure), ResolutionError::Unbounded);
        let (model, column) = one(variable().min(0), ObjectiveDirection::Minimisation);
        let failure = best(model, vec![constraint!(column <= -1)]).unwrap_err();
        assert_eq!(ResolutionError::from(failure), ResolutionError::Infeasible);
        let (between, _) = one(
            variable().integer().min(0.2).max(0.8),
            ObjectiveDirection::Minimisation,
        );
        assert_eq!(between.solve().unwrap_err(), MicrolpFailure::Infeasible);
    }

    #[test]
    fn an_integer_out_of_reach_is_refused_by_position() {
        let definition = variable().integer().min(3e9).max(4e9);
        let (model, _) = one(definition, ObjectiveDirection::Minimisation);
        let failure = model.solve().unwrap_err();
        assert!(
            matches!(failure, MicrolpFailure::IntegerRange { column: 0, .. }),
            "{failure}"
        );
        assert!(matches!(ResolutionError::from(failure), ResolutionError::Str(_)));
    }

    #[test]
    fn a_variable_of_another_problem_is_refused() {
        let mut others = variables!();
        let strangers: Vec<Variable> = others.add_vector(variable(), 3);
        let (model, column) = one(variable().min(0), ObjectiveDirection::Minimisation);
        let failure = best(model, vec![constraint!(column + strangers[2] >= 1)]).unwrap_err();
        assert!(failure.to_string().contains("another problem"), "{failure}");
    }

    #[test]
    fn limits_that_are_no_numbers_do_not_panic() {
        for seconds in [f64::NAN, -1.0] {
            let (model, _) = one(variable().min(0), ObjectiveDirection::Minimisation);
            let failure = model.with_time_limit(seconds).solve().unwrap_err();
            assert!(matches!(failure, MicrolpFailure::Interrupted { .. }), "{failure}");
        }
        for seconds in [f64::INFINITY, 1e300] {
            let (model, column) = one(variable().min(7), ObjectiveDirection::Minimisation);
            let solution = model.with_time_limit(seconds).solve().unwrap();
            assert!((solution.value(column) - 7.0).abs() < 1e-9);
        }
    }

    #[test]
    fn gaps_are_checked() {
        let model = || one(variable().min(0), ObjectiveDirection::Minimisation).0;
        assert_eq!(model().mip_gap(), Some(0.0));
        assert_eq!(model().with_mip_gap(0.5).unwrap().mip_gap(), Some(0.5));
        assert!(matches!(model().with_mip_gap(-0.1), Err(MipGapError::Negative)));
        assert!(matches!(
            model().with_mip_gap(f32::NAN),
            Err(MipGapError::Infinite)
        ));
    }
}
