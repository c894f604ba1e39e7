//! The solvers, behind one door: a question goes in, a reply comes out, whatever happens in between.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use clarabel::solver::{DefaultSolution, SolverStatus};
use good_lp::constraint::ConstraintReference;
use good_lp::{
    DualValues as _, Solution as _, SolutionStatus, SolutionWithDual as _, SolverModel as _, WithMipGap as _,
    WithTimeLimit as _,
};

use super::backend::{MicrolpFailure, MicrolpModel};
use super::conic;
use super::outcome::{SolverName, Status};
use super::prepare::Prepared;
use super::question::{FixedColumns, Posed, Question};

/// What a solver replied, in our words. Nothing of it has been checked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reply {
    /// Its verdict.
    pub(super) status: Status,
    /// One value per variable, in the model's order; empty without a point.
    pub(super) values: Vec<f64>,
    /// Its objective.
    pub(super) objective: Option<f64>,
    /// Its best bound on the objective.
    pub(super) bound: Option<f64>,
    /// One shadow price per row of the model; empty when it gives none.
    pub(super) duals: Vec<f64>,
    /// Its own words, when it failed.
    pub(super) message: Option<String>,
    /// Time it took.
    pub(super) time: Duration,
}

impl Reply {
    /// A reply that holds only a verdict.
    pub(super) fn bare(status: Status) -> Self {
        Self {
            status,
            values: Vec::new(),
            objective: None,
            bound: None,
            duals: Vec::new(),
            message: None,
            time: Duration::ZERO,
        }
    }

    pub(super) fn saying(status: Status, message: impl Into<String>) -> Self {
        Self {
            message: Some(message.into()),
            ..Self::bare(status)
        }
    }
}

/// How long a solver may take and how precise it must be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// Wall-clock time.
    pub(super) time: Duration,
    /// Relative gap at which a MIP may stop.
    pub(super) gap: f64,
}

/// Whoever answers questions: the solvers, or a script in tests.
pub(super) trait Oracle {
    /// Whether this solver can be asked at all.
    fn holds(&self, solver: SolverName) -> bool {
        solver.is_built_in()
    }

    /// Asks one solver. Must return even when the solver panics.
    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, effort: Effort) -> Reply;
}

impl<O: Oracle + ?Sized> Oracle for &mut O {
    fn holds(&self, solver: SolverName) -> bool {
        (**self).holds(solver)
    }

    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, effort: Effort) -> Reply {
        (**self).ask(prepared, question, solver, effort)
    }
}

/// The solvers of this build.
#[derive(Debug)]
pub(super) struct Solvers;

impl Oracle for Solvers {
    fn ask(&mut self, prepared: &Prepared, question: &Question, solver: SolverName, effort: Effort) -> Reply {
        let started = Instant::now();
        let call = AssertUnwindSafe(|| match solver {
            SolverName::Microlp => ask_microlp(prepared, question, effort),
            SolverName::Clarabel if is_curved(prepared, question) => conic::ask(prepared, question, effort),
            SolverName::Clarabel => ask_clarabel(prepared, question, effort),
            SolverName::Highs => ask_highs(prepared, question, effort),
        });
        let mut reply = catch_unwind(call).unwrap_or_else(|panic| {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let message = message.or_else(|| panic.downcast_ref::<&str>().copied());
            let words = message.unwrap_or("without a message");
            Reply::saying(Status::Error, format!("the solver panicked: {words}"))
        });
        reply.time = started.elapsed();
        reply
    }
}

/// Whether the question is of a quadratic model as a whole; all others leave its products out.
fn is_curved(prepared: &Prepared, question: &Question) -> bool {
    let whole = matches!(
        question,
        Question::Model | Question::Relaxation | Question::HeldIntegers(_)
    );
    whole && !(prepared.products.is_empty() && prepared.curved.is_empty())
}

fn ask_microlp(prepared: &Prepared, question: &Question, effort: Effort) -> Reply {
    let posed = Posed::new(prepared, question, FixedColumns::Bounds);
    let model = MicrolpModel::new(&posed.variables, posed.direction, &posed.objective);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "good_lp states gaps in single precision"
    )]
    let model = match model.with_mip_gap(effort.gap as f32) {
        Ok(model) => model,
        Err(error) => return Reply::saying(Status::Error, error.to_string()),
    };
    let mut model = model
        .with_time_limit(effort.time.as_secs_f64())
        .with_presolve(!question.is_plain());
    for (_, constraint) in posed.constraints {
        model.add_constraint(constraint);
    }
    let solution = match model.solve() {
        Ok(solution) => solution,
        Err(failure) => return failed(failure),
    };
    let status = match solution.status() {
        SolutionStatus::Optimal => Status::Optimal,
        SolutionStatus::TimeLimit | SolutionStatus::GapLimit => Status::Feasible,
    };
    Reply {
        values: posed
            .handles
            .iter()
            .map(|handle| solution.value(*handle))
            .collect(),
        objective: Some(solution.objective()),
        bound: solution.best_bound(),
        ..Reply::bare(status)
    }
}

#[cfg(feature = "highs")]
use super::highs::ask as ask_highs;

#[cfg(not(feature = "highs"))]
fn ask_highs(_: &Prepared, _: &Question, _: Effort) -> Reply {
    Reply::saying(Status::Unsupported, "this build has no HiGHS")
}

fn failed(failure: MicrolpFailure) -> Reply {
    match failure {
        MicrolpFailure::Infeasible => Reply::bare(Status::Infeasible),
        MicrolpFailure::Unbounded => Reply::bare(Status::Unbounded),
        MicrolpFailure::Interrupted { bound } => Reply {
            bound,
            ..Reply::bare(Status::Limit)
        },
        MicrolpFailure::IntegerRange { .. } => Reply::saying(Status::Unsupported, failure.to_string()),
        MicrolpFailure::Failed(message) => Reply::saying(Status::Error, message),
    }
}

fn ask_clarabel(prepared: &Prepared, question: &Question, effort: Effort) -> Reply {
    let started = Instant::now();
    let posed = Posed::new(prepared, question, FixedColumns::Rows);
    let problem = posed.variables.optimise(posed.direction, posed.objective.clone());
    let mut model = problem.using(good_lp::clarabel);
    model.settings().time_limit(effort.time.as_secs_f64());
    let references: Vec<(Option<usize>, ConstraintReference)> = posed
        .constraints
        .into_iter()
        .map(|(row, constraint)| (row, model.add_constraint(constraint)))
        .collect();
    // good_lp passes an unbounded problem off as solved; the state of the solver tells them apart.
    let mut solution = match model.solve() {
        Ok(solution) => solution,
        Err(good_lp::ResolutionError::Infeasible) => return Reply::bare(Status::Infeasible),
        Err(_) if started.elapsed() >= effort.time => return Reply::bare(Status::Limit),
        Err(error) => return Reply::saying(Status::Error, error.to_string()),
    };
    if let Some(reply) = verdict_without_point(solution.inner()) {
        return reply;
    }
    let values: Vec<f64> = posed
        .handles
        .iter()
        .map(|handle| solution.value(*handle))
        .collect();
    let prices = solution.compute_dual();
    let mut duals = vec![0.0; prepared.model.rows.len()];
    for (row, reference) in references {
        if let Some(row) = row {
            // At most one side of a two-sided row has a price.
            duals[row] += prices.dual(reference);
        }
    }
    Reply {
        objective: Some(posed.objective.eval_with(&solution)),
        values,
        duals,
        ..Reply::bare(Status::Optimal)
    }
}

/// The reply for every ending of clarabel but a full solution.
pub(super) fn verdict_without_point(solution: &DefaultSolution<f64>) -> Option<Reply> {
    let status = match solution.status {
        SolverStatus::Solved => return None,
        SolverStatus::PrimalInfeasible => Status::Infeasible,
        SolverStatus::DualInfeasible => Status::Unbounded,
        SolverStatus::MaxTime => Status::Limit,
        _ => {
            let words = format!("clarabel stopped early: {}", solution.status);
            return Some(Reply::saying(Status::Error, words));
        }
    };
    Some(Reply::bare(status))
}
