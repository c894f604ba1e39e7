//! Near-duplicates among many samples: alike in words, alike in structure, or both.
//!
//! A [`Profile`] is what is remembered of a sample: a `MinHash` signature of its problem and the fingerprint of its model.
//! An [`Index`] holds the profiles of many samples and of reference sets and finds those that are like a given one.
//! Whoever holds an index turns what it finds into [`Neighbours`] (the texts and models of the few that are near), and the
//! check `duplicate` judges these.

mod groups;
mod index;
mod kin;
mod neighbours;
mod shingles;
mod signature;

use crate::model::{Fingerprint, Model};

pub use groups::{Contaminated, Group, Groups, groups};
pub use index::{Index, Match, Query, Twin};
pub use kin::{Kin, Kinship};
pub use neighbours::{Neighbour, Neighbours};
pub use shingles::{resemblance, shared_spans};
pub use signature::Signature;

/// How alike in words two problems must be to be called near-duplicates: the share of their three-word pieces that
/// both have.
pub const NEAR_TEXT: f64 = 0.8;

/// How alike a problem of a reference set must be to be called the same.
pub const SAME_TEXT: f64 = 0.9;

/// How alike two problems whose models differ in numbers only must be to be called the same problem with other numbers.
pub const ALIKE_TEXT: f64 = 0.5;

/// What is remembered of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// Of its problem; `None` for a text without words.
    pub text: Option<Signature>,
    /// Of its model; `None` when there is none or it is not known.
    pub model: Option<Fingerprint>,
}

impl Profile {
    /// The profile of a problem and its model.
    pub fn of(problem: &str, model: Option<&Model>) -> Self {
        Self {
            text: Signature::of(problem),
            model: model
                .filter(|model| !model.variables.is_empty())
                .map(Fingerprint::of),
        }
    }
}
