//! What people decide about samples: decisions, their history, and the queue of what waits.

mod decision;

pub use decision::{Decision, DecisionId, DecisionKind, ReviewState};
