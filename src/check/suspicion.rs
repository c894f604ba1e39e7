//! One number for a sample: the probability that a person would reject or edit it, with its reasons in order.
//!
//! A logistic model over what the checks say ([`Feature`]): its weights ship with the program, are fitted by
//! [`fit`](fit::fit) from decisions or labelled files, and can be read. No weight is negative, so another finding never
//! makes a sample look better.

mod feature;
pub mod fit;
pub mod measure;
mod weights;

pub use feature::{Feature, Features, Size};
pub use weights::{Measured, Weights, WeightsFault};

/// Why the probability is what it is: a feature, and by how much it moves the log-odds away from those of a sample
/// without it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// What was noticed.
    pub feature: Feature,
    /// Change of the log-odds, above zero.
    pub weight: f64,
}

/// What the verdicts on a sample amount to.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion {
    /// The probability that a person would reject or edit the sample, in `0..=1`.
    pub probability: f64,
    /// Why, the heaviest first.
    pub reasons: Vec<Reason>,
}

/// `1 / (1 + e^-x)`.
fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
