//! Where a sample comes from.

use serde::{Deserialize, Serialize};

use super::{SampleId, WalkId};

/// One of the five ways to derive a problem (Step-Opt, section 3: complexity evolution and scope evolution).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// Other numbers; at most one more entity.
    ChangePara,
    /// One constraint added or changed.
    ModifyCons,
    /// Another objective, or one objective more.
    ModifyObj,
    /// Another field and other nouns; the same numbers and structure.
    TransDomain,
    /// Two parents give one new problem in another field.
    Combination,
}

impl Operator {
    /// Every operator, in the order of the paper's table.
    pub const ALL: [Self; 5] = [
        Self::ChangePara,
        Self::ModifyCons,
        Self::ModifyObj,
        Self::TransDomain,
        Self::Combination,
    ];

    /// The name in files, lineage strings and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChangePara => "change_para",
            Self::ModifyCons => "modify_cons",
            Self::ModifyObj => "modify_obj",
            Self::TransDomain => "trans_domain",
            Self::Combination => "combination",
        }
    }

    /// What it may change, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::ChangePara => "change the numbers; at most one new entity",
            Self::ModifyCons => "add or change one constraint",
            Self::ModifyObj => "ask for another objective",
            Self::TransDomain => "tell the same problem in another field",
            Self::Combination => "make one problem of two parents",
        }
    }

    /// How many parents it needs.
    pub fn parents(self) -> usize {
        if self == Self::Combination { 2 } else { 1 }
    }
}

impl std::str::FromStr for Operator {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|operator| operator.name() == text)
            .ok_or_else(|| format!("`{text}` is not an operator; there are {}", names()))
    }
}

/// The one or two samples that a sample was derived from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Parents {
    /// Two parents, in the order in which they were combined.
    Two([SampleId; 2]),
    /// One parent.
    One([SampleId; 1]),
}

impl Parents {
    /// One parent.
    pub fn one(parent: SampleId) -> Self {
        Self::One([parent])
    }

    /// Two parents.
    pub fn two(first: SampleId, second: SampleId) -> Self {
        Self::Two([first, second])
    }

    /// The parents in order.
    pub fn as_slice(&self) -> &[SampleId] {
        match self {
            Self::One(parents) => parents,
            Self::Two(parents) => parents,
        }
    }
}

/// How a sample came to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// Shipped with Stepwell or declared a seed by its importer.
    Seed,
    /// Read from somebody's file.
    Imported {
        /// File name, as the user gave it.
        file: String,
        /// Row of that file, from 1.
        row: u64,
    },
    /// Derived by a walk.
    Derived {
        /// The operator used.
        operator: Operator,
        /// The samples it was derived from.
        parents: Parents,
        /// The walk that made it.
        walk: WalkId,
    },
}

/// Origin, distance from the seeds, and a foreign lineage string if one was imported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lineage {
    /// How it came to be.
    #[serde(flatten)]
    pub origin: Origin,
    /// Derivations between this sample and its farthest seed; 0 for seeds and imports.
    #[serde(default)]
    pub depth: u32,
    /// `generate_path` of the file that it was imported from, kept to the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl Lineage {
    /// A sample that nothing here generated.
    pub fn seed() -> Self {
        Self {
            origin: Origin::Seed,
            depth: 0,
            path: None,
        }
    }

    /// The parents, if any.
    pub fn parents(&self) -> &[SampleId] {
        match &self.origin {
            Origin::Derived { parents, .. } => parents.as_slice(),
            Origin::Seed | Origin::Imported { .. } => &[],
        }
    }

    /// The operator, if derived.
    pub fn operator(&self) -> Option<Operator> {
        match self.origin {
            Origin::Derived { operator, .. } => Some(operator),
            Origin::Seed | Origin::Imported { .. } => None,
        }
    }
}
