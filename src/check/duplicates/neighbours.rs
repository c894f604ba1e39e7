//! The few samples that are near a given one, with what is needed to judge them.

use super::{Kin, Match, Twin, resemblance};
use crate::check::Source;
use crate::model::Model;
use crate::sample::{Operator, SampleId};

/// A sample, or a row of a reference set, that is like the one that is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// What it is.
    pub source: Source,
    /// What a person calls it: `row 12`, `sample 9f2c41aa`.
    pub name: String,
    /// How it is related.
    pub kin: Option<Kin>,
    /// How it was derived.
    pub operator: Option<Operator>,
    /// Its problem.
    pub problem: String,
    /// Its model, where that is at hand.
    pub model: Option<Model>,
    /// How alike the problems are in words, from 0 to 1.
    pub text: f64,
    /// How the models compare by their fingerprints.
    pub twin: Option<Twin>,
}

impl Neighbour {
    /// What an index found, with its text. The likeness is measured on the texts, where the index estimated it.
    pub fn of(found: Match, name: String, own: &str, problem: String) -> Self {
        Self {
            source: found.source,
            name,
            kin: None,
            operator: None,
            text: resemblance(own, &problem),
            problem,
            model: None,
            twin: found.twin,
        }
    }

    /// Its identity, if it is a sample.
    pub fn sample(&self) -> Option<SampleId> {
        match self.source {
            Source::Sample(id) => Some(id),
            Source::Reference { .. } => None,
        }
    }

    /// The name of the reference set that it belongs to.
    pub fn set(&self) -> Option<&str> {
        match &self.source {
            Source::Reference { set, .. } => Some(set),
            Source::Sample(_) => None,
        }
    }
}

/// What a sample was compared with, and what of that is near.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Neighbours {
    /// Samples that it was compared with.
    pub samples: usize,
    /// Rows of reference sets that it was compared with.
    pub references: usize,
    /// Those that are like it, the nearest first.
    pub near: Vec<Neighbour>,
}
