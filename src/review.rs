//! What people decide about samples: decisions, their history, and the queue of what waits.

mod decision;
mod history;
mod queue;

pub use decision::{Decision, DecisionId, DecisionKind, ReviewState};
pub use history::{Act, Entry, History, state_of};
pub use queue::{Place, QueueOrder, WorstVerdict};
