//! The walk: one generation from parent to decision, as a pure state machine with effects, and its driver.

pub mod journal;
