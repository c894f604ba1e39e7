//! From a model to an outcome that has been checked: no solver's word is passed on without looking at it.

mod outcome;

pub use outcome::{Gap, Outcome, RowResult, SolveLimits, SolverAnswer, SolverName, Status};
