//! How the benchmarks score a completion, to the letter: which program counts, what its run answers, and when an
//! answer is the reference's.
//!
//! The program is the first ```` ```python ```` block up to the next ```` ``` ````; without a call that solves, as each
//! library writes it, a run yields nothing. An optimal status gives the objective, any other status of the model `No Best Solution`,
//! and a program that fails, or that nobody could run to its end, yields nothing, which is wrong whatever the
//! reference. Rounding first makes false matches and hides real ones, so errors are always told beside the verdicts.

mod interval;
mod number;
mod policy;

use std::sync::LazyLock;

use regex::Regex;

pub use interval::{Interval, macro_average, wilson};
pub use number::{python_float, round_half_even};
pub use policy::{Errors, Policy, Prediction, Reference};

use crate::program::Run;
use crate::sample::Library;
use crate::solve::Status;

/// The program that counts: the first fenced Python block, up to the next fence.
pub fn first_block(completion: &str) -> Option<&str> {
    let (_, rest) = completion.split_once("```python")?;
    rest.split_once("```").map(|(program, _)| program)
}

/// Whether a program calls what its library solves with: `NAME.solve()` for coptpy, `NAME.optimize()` for gurobipy,
/// and `NAME.solve(…)` for pulp, which takes the solver as an argument.
pub fn calls_solver(program: &str) -> bool {
    static CALLS: LazyLock<[Option<Regex>; 3]> = LazyLock::new(|| {
        [r"\w+\.solve\(\)", r"\w+\.optimize\(\)", r"\w+\.solve\("].map(|pattern| Regex::new(pattern).ok())
    });
    let [coptpy, gurobipy, pulp] = &*CALLS;
    let call = match Library::of_program(program).unwrap_or_default() {
        Library::Coptpy => coptpy,
        Library::Gurobipy => gurobipy,
        Library::Pulp => pulp,
    };
    call.as_ref().is_some_and(|call| call.is_match(program))
}

impl Prediction {
    /// What a run answers. A program that fails after it solved answers nothing, as its process would end with an
    /// error; so does a search that a limit stopped, which the benchmarks' time-out would have ended as well, and a
    /// model that no solver of this build takes.
    pub fn of_run(run: &Run) -> Self {
        let Some(outcome) = run.outcome.as_ref().filter(|_| run.error.is_none()) else {
            return Self::Nothing;
        };
        match (outcome.status, outcome.objective) {
            (Status::Optimal, Some(objective)) => Self::Objective(objective),
            (Status::Infeasible | Status::Unbounded, _) => Self::NoBestSolution,
            _ => Self::Nothing,
        }
    }
}

#[cfg(test)]
mod tests;
