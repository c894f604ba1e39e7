//! From a model to an outcome that has been checked: no solver's word is passed on without looking at it.
//!
//! [`solve`] asks microlp for linear models (with or without integers), and in a build with the feature `highs` HiGHS
//! for those that are large or that microlp cannot prove; clarabel for convex quadratic ones. Then it tries to prove
//! the answer wrong:
//!
//! 1. Faults are sorted out first: NaN and crossed bounds never reach a solver; what is not convex is refused with the
//!    direction that shows it.
//! 2. A verdict without a point (infeasible, unbounded, a failure) is asked again without the objective: a point
//!    means unbounded, none means infeasible. Another solver's point refutes it.
//! 3. A point is rounded to whole integers and put into the model as written; objective and rows are recomputed.
//! 4. A second solver states its own optimum, or with integers a bound on it and, where HiGHS is built in, its optimum
//!    too; and the first is asked for a strictly better point. Only an optimum that survives all is called optimal; two
//!    solvers that contradict each other are an error that names both values.
//! 5. A convex model with curves and whole numbers is solved through linear models that allow more (its curves replaced
//!    by tangents), each of which passes the same tests.
//! 6. Every question and answer is kept in [`Outcome::answers`], with the reason why that solver was chosen; what a
//!    reader must know is in [`Outcome::notes`].
//!
//! Why there is no optimum, and what holds one where it is, is found out by [`explain`](mod@explain) when somebody asks.
//!
//! What else speaks for an optimum is read off by [`second_opinion`] and, for whole numbers, searched for by
//! [`confirm`]; how it reacts when the model is changed a little is found out by [`probe`](mod@probe).
//!
//! All solves of a call share one time limit. A call blocks and is meant for a worker process: a solver may use
//! much memory, and a limit may be overrun by the length of one of its steps.

use std::time::Instant;

mod backend;
mod conditioning;
mod conic;
mod convex;
pub mod explain;
#[cfg(feature = "highs")]
mod highs;
mod inquiry;
mod linear;
mod merge;
mod oracle;
mod outcome;
mod portfolio;
mod prepare;
pub mod probe;
mod quadratic;
mod question;
#[cfg(any(feature = "highs", test))]
mod scaling;
mod second;
mod sensitivity;
mod tolerance;

pub use backend::{MicrolpFailure, MicrolpModel, MicrolpSolution};
pub use explain::{Explanation, Place, Remark, explain, prices};
pub use outcome::{Gap, Outcome, RowResult, SolveLimits, SolverAnswer, SolverName, Status};
pub use probe::{Probe, ProbeLimits, probe};
pub use second::{CONFIRM_TIME, Claim, Second, confirm, second_opinion};
pub use sensitivity::{Range, RowSensitivity, Sensitivity, Side, VariableSensitivity};

use crate::model::Model;
use inquiry::{Candidate, Conclusion, Inquiry};
use oracle::{Effort, Oracle, Reply, Solvers};
use prepare::{Prepared, unsupported};
use question::Question;

/// Solves a model and checks the answer. Never panics, whatever the model holds: a solver that panics is an answer
/// with [`Status::Error`].
///
/// Shadow prices ([`RowResult::dual`]) are given for linear models without integers: the change of the objective per
/// unit by which the right-hand side grows, in the model's own direction. They are those of an optimal basis where one
/// of moderate size proves the optimum ([`Outcome::sensitivity`] says how far they hold), else the second solver's where
/// it agrees. Where several price systems fit one optimum, one of them is given.
pub fn solve(model: &Model, limits: &SolveLimits) -> Outcome {
    solve_with(model, limits, Solvers)
}

/// One solver's own answer to a model, with nothing checked but that it can be asked: for measuring solvers against
/// each other. Whoever wants the truth asks [`solve`].
pub fn unchecked(model: &Model, solver: SolverName, limits: &SolveLimits) -> SolverAnswer {
    let reply = match Prepared::new(model) {
        Ok(prepared) => {
            let effort = Effort {
                time: limits.time,
                gap: limits.gap,
            };
            Solvers.ask(&prepared, &Question::Model, solver, effort)
        }
        Err(outcome) => Reply::bare(outcome.status),
    };
    SolverAnswer {
        solver,
        reason: None,
        question: Question::Model.words().to_owned(),
        status: reply.status,
        objective: reply.objective,
        time: reply.time,
        message: reply.message,
    }
}

fn solve_with(model: &Model, limits: &SolveLimits, oracle: impl Oracle) -> Outcome {
    let started = Instant::now();
    let mut outcome = match Prepared::new(model) {
        Ok(prepared) => conclude(&prepared, limits, started, oracle),
        Err(outcome) => *outcome,
    };
    outcome.time = started.elapsed();
    outcome
}

fn conclude(prepared: &Prepared, limits: &SolveLimits, started: Instant, oracle: impl Oracle) -> Outcome {
    let quadratic = prepared.is_quadratic();
    if quadratic && let Some(sentence) = quadratic::refusal(prepared) {
        return *unsupported(sentence);
    }
    let mut inquiry = Inquiry::new(prepared, oracle, limits, started);
    let conclusion = if prepared.columns.is_empty() {
        // Prepared refuses rows that ask the impossible of nothing, so the one point there is satisfies all.
        Conclusion::Optimal(
            Candidate {
                values: Vec::new(),
                objective: prepared.model.objective.constant,
                solver: None,
            },
            Vec::new(),
        )
    } else if quadratic {
        inquiry.quadratic()
    } else {
        let conclusion = inquiry.linear();
        if conclusion == Conclusion::Bare(Status::Unbounded) {
            inquiry.note_runaways();
        }
        conclusion
    };
    inquiry.finish(conclusion)
}

#[cfg(test)]
mod tests;
