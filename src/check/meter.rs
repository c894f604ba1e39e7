//! How much of what an operator may change was changed: a limit with what was found, as data that a view can draw.

use serde::{Deserialize, Serialize};

/// What an operator's contract counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// New entities: a product, a site, a period.
    Entities,
    /// Constraints that were added, changed or dropped.
    Constraints,
    /// Changes of the objective: of its direction or of what it adds up.
    Objectives,
    /// Numbers of the model that differ.
    Numbers,
    /// Parents that the child draws on.
    Parents,
}

impl Measured {
    /// The word for this many.
    pub fn noun(self, count: u32) -> &'static str {
        match (self, count) {
            (Self::Entities, 1) => "new entity",
            (Self::Entities, _) => "new entities",
            (Self::Constraints, 1) => "changed constraint",
            (Self::Constraints, _) => "changed constraints",
            (Self::Objectives, 1) => "changed objective",
            (Self::Objectives, _) => "changed objectives",
            (Self::Numbers, 1) => "changed number",
            (Self::Numbers, _) => "changed numbers",
            (Self::Parents, 1) => "parent drawn on",
            (Self::Parents, _) => "parents drawn on",
        }
    }
}

/// A limit of a contract, and what was found: "1 new entity allowed, 2 found".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Meter {
    /// What is counted.
    pub what: Measured,
    /// At least so many must be found.
    pub least: u32,
    /// At most so many may be found; `None` where more is never too much.
    pub most: Option<u32>,
    /// So many were found.
    pub found: u32,
}

impl Meter {
    /// Exactly one is asked for.
    pub fn one(what: Measured, found: usize) -> Self {
        Self::between(what, 1, Some(1), found)
    }

    /// None, or at most one.
    pub fn at_most(what: Measured, most: u32, found: usize) -> Self {
        Self::between(what, 0, Some(most), found)
    }

    /// Any limits.
    pub fn between(what: Measured, least: u32, most: Option<u32>, found: usize) -> Self {
        Self {
            what,
            least,
            most,
            found: u32::try_from(found).unwrap_or(u32::MAX),
        }
    }

    /// Whether the limits are kept.
    pub fn is_kept(&self) -> bool {
        self.found >= self.least && self.most.is_none_or(|most| self.found <= most)
    }

    /// "1 new entity allowed, 2 found".
    pub fn text(&self) -> String {
        let (limit, word) = match self.most {
            Some(most) if self.found >= self.least => (most, "allowed"),
            _ => (self.least, "needed"),
        };
        let noun = self.what.noun(limit);
        let limit = if limit == 0 {
            "no".to_owned()
        } else {
            limit.to_string()
        };
        format!("{limit} {noun} {word}, {} found", self.found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        Meter::at_most(Measured::Entities, 1, 2),
        "1 new entity allowed, 2 found",
        false
    )]
    #[case(
        Meter::at_most(Measured::Entities, 1, 0),
        "1 new entity allowed, 0 found",
        true
    )]
    #[case(
        Meter::one(Measured::Constraints, 0),
        "1 changed constraint needed, 0 found",
        false
    )]
    #[case(
        Meter::one(Measured::Constraints, 1),
        "1 changed constraint allowed, 1 found",
        true
    )]
    #[case(
        Meter::at_most(Measured::Numbers, 0, 3),
        "no changed numbers allowed, 3 found",
        false
    )]
    #[case(
        Meter::between(Measured::Parents, 2, None, 1),
        "2 parents drawn on needed, 1 found",
        false
    )]
    fn a_meter_reads_as_a_sentence(#[case] meter: Meter, #[case] text: &str, #[case] kept: bool) {
        assert_eq!(meter.text(), text);
        assert_eq!(meter.is_kept(), kept);
    }
}
