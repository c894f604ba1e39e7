//! The walk: one generation from parent to decision, as a pure state machine with effects, and its driver.
//!
//! ```text
//! 1 parent & operator → 2 problem → 3 description ⟲ → 4 solution → 5 alignment → 6 checks ⟲ → 7 evidence → 8 decision
//! ```
//!
//! [`Walk`] takes [`Event`]s and hands out [`Effect`]s; it knows no clock, no randomness and no I/O. A driver carries
//! the effects out and feeds what comes back in as events, each saved in the [`journal`] before its effects begin. So
//! a walk can be resumed after a crash, replayed for a class, and tested without a terminal or a runtime.

mod attempt;
pub mod batch;
mod draft;
pub mod driver;
mod event;
mod findings;
pub mod journal;
mod machine;
mod outlook;
mod plan;
pub mod pool;
mod refused;
mod step;
#[cfg(test)]
mod testing;

pub use attempt::{Attempt, AttemptState, Maker, Note, Purpose, WorkKind};
pub use event::{Act, ActKind, Effect, Event, Finish, Happening, Reply, Task, TaskId, Work, problem_hash};
pub use findings::{CheckView, Overrule, Standing};
pub use machine::{Offer, PlantedFault, ReplayError, StepStatus, StepView, Walk};
pub use outlook::{Job, Outlook, Repair, Side};
pub use plan::{Limits, Mode, Plan, PlanError};
pub use refused::Refused;
pub use step::{CHECKS, Step};
