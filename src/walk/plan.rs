//! What a walk sets out to do: everything that is known before its first event.

use serde::{Deserialize, Serialize};

use crate::program::{self, Run};
use crate::sample::{Library, Lineage, Operator, Origin, Parents, Sample, SampleId, WalkId};

/// Who is at the keys when the walk begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// A person: the walk waits after every step.
    #[default]
    Attended,
    /// Nobody: the walk runs to its end and leaves its sample to the queue.
    Unattended,
}

/// How often a walk tries (Step-Opt: 5 tries for a readable reply, 3 rounds of correction on either side).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Tries for a readable reply to one request.
    pub tries: u32,
    /// Rounds of correction of the problem.
    pub problem_rounds: u32,
    /// Rounds of correction of the solution.
    pub solution_rounds: u32,
    /// Times that a check that broke, or a worker that died, is tried on the same content.
    pub machine_tries: u32,
    /// Limits of each run of the program.
    pub run: program::Limits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tries: 5,
            problem_rounds: 3,
            solution_rounds: 3,
            machine_tries: 2,
            run: program::Limits::default(),
        }
    }
}

/// The plan of a walk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Identity of the walk.
    pub walk: WalkId,
    /// How the child is derived.
    pub operator: Operator,
    /// The parents as they stood: one, or two for `combination`.
    pub parents: Vec<Sample>,
    /// Runs of the parents' programs, in the order of `parents`, where they are known; may be empty.
    #[serde(default)]
    pub parent_runs: Vec<Option<Run>>,
    /// Identity that the child will have.
    pub child: SampleId,
    /// Everything random in the author's replies follows from it.
    pub seed: u64,
    /// The modelling library that the program is to use.
    pub library: Library,
    /// Name of the author ([`Author::name`](crate::author::Author::name)).
    pub author: String,
    /// How often it tries.
    #[serde(default)]
    pub limits: Limits,
    /// Who is at the keys.
    #[serde(default)]
    pub mode: Mode,
}

/// Why no walk can follow a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Too few or too many parents for the operator.
    #[error("{} needs {needed} parent(s), and {given} were given", operator.name())]
    ParentCount {
        /// The operator.
        operator: Operator,
        /// How many it needs.
        needed: usize,
        /// How many there are.
        given: usize,
    },
    /// Both parents of a combination are the same sample.
    #[error("combination needs two different parents, and {0} was given twice")]
    SameParent(SampleId),
    /// The child would be its own parent.
    #[error("the child would have the id {0} of its own parent; plan a fresh id")]
    OwnParent(SampleId),
}

impl Plan {
    /// A plan for a person's walk, with fresh ids, the usual limits and the library of the first parent.
    pub fn attended(operator: Operator, parents: Vec<Sample>, author: impl Into<String>, seed: u64) -> Self {
        Self {
            walk: WalkId::fresh(),
            operator,
            library: parents
                .first()
                .map_or_else(Library::default, |parent| parent.library),
            parents,
            parent_runs: Vec::new(),
            child: SampleId::fresh(),
            seed,
            author: author.into(),
            limits: Limits::default(),
            mode: Mode::Attended,
        }
    }

    /// The same plan with the runs of the parents' programs, which the contract rule compares with.
    #[must_use]
    pub fn with_parent_runs(self, parent_runs: Vec<Option<Run>>) -> Self {
        Self { parent_runs, ..self }
    }

    /// Whether a walk can follow it.
    ///
    /// # Errors
    /// The first thing that is wrong with the parents.
    pub fn validate(&self) -> Result<(), PlanError> {
        let needed = self.operator.parents();
        if self.parents.len() != needed {
            return Err(PlanError::ParentCount {
                operator: self.operator,
                needed,
                given: self.parents.len(),
            });
        }
        if let [first, second] = self.parents.as_slice()
            && first.id == second.id
        {
            return Err(PlanError::SameParent(first.id));
        }
        if self.parents.iter().any(|parent| parent.id == self.child) {
            return Err(PlanError::OwnParent(self.child));
        }
        Ok(())
    }

    /// The child's lineage.
    pub fn lineage(&self) -> Lineage {
        let parents = match self.parents.as_slice() {
            [first, second, ..] => Parents::two(first.id, second.id),
            [first] => Parents::one(first.id),
            // `validate` lets no such plan into a walk; a plan on its own still has a lineage to show.
            [] => return Lineage::seed(),
        };
        let deepest = self.parents.iter().map(|parent| parent.lineage.depth).max();
        Lineage {
            origin: Origin::Derived {
                operator: self.operator,
                parents,
                walk: self.walk,
            },
            depth: deepest.unwrap_or(0).saturating_add(1),
            path: None,
        }
    }
}
