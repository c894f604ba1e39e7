//! The history of decisions: only ever longer, and what stands follows from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{Decision, DecisionId, ReviewState};
use crate::sample::ContentHash;

/// What one entry of the history says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Somebody decided.
    Decide(Decision),
    /// Somebody took back an earlier entry: a decision (undo), or the taking back of one (redo).
    TakeBack {
        /// The entry that no longer counts.
        entry: DecisionId,
        /// Who took it back.
        reviewer: String,
        /// When, in UTC.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
}

/// An entry of the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its position; later ones are larger.
    pub id: DecisionId,
    /// What it says.
    #[serde(flatten)]
    pub act: Act,
}

/// Which decisions stand, and which of those taken back can be redone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    standing: Vec<DecisionId>,
    redoable: Vec<(DecisionId, DecisionId)>,
}

impl History {
    /// Takes in the next entry; `undoes` is the entry that it takes back, `None` for a decision. An undo takes back
    /// the last decision that stands and a redo the last undo, so anything else changes nothing and gives `false`.
    pub fn push(&mut self, id: DecisionId, undoes: Option<DecisionId>) -> bool {
        let Some(target) = undoes else {
            self.standing.push(id);
            self.redoable.clear();
            return true;
        };
        if let Some(decision) = self.standing.pop_if(|last| *last == target) {
            self.redoable.push((decision, id));
            return true;
        }
        let redone = self.redoable.pop_if(|(_, undo)| *undo == target);
        if let Some((decision, _)) = redone {
            self.standing.push(decision);
        }
        redone.is_some()
    }

    /// Decisions in force, the oldest first. The last one is what an undo takes back.
    pub fn standing(&self) -> &[DecisionId] {
        &self.standing
    }

    /// Decisions that can be redone, with the undo that took each back. The last one is redone first.
    pub fn redoable(&self) -> BTreeMap<DecisionId, DecisionId> {
        self.redoable.iter().copied().collect()
    }
}

/// The state of a sample whose content is `current`, given the last decision on it that stands. A decision is about
/// the content that was on screen: after an edit the sample is pending again, whatever was decided before.
pub fn state_of(current: ContentHash, last: Option<&Decision>) -> ReviewState {
    last.filter(|decision| decision.content == current)
        .map_or(ReviewState::Pending, |decision| decision.kind.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_decision_ends_redoing() {
        let mut history = History::default();
        assert!(history.push(DecisionId(1), None));
        assert!(history.push(DecisionId(2), None));
        assert!(history.push(DecisionId(3), Some(DecisionId(2))));
        assert_eq!(history.standing(), [DecisionId(1)]);
        assert!(history.push(DecisionId(4), Some(DecisionId(3))), "redo");
        assert_eq!(history.standing(), [DecisionId(1), DecisionId(2)]);
        assert!(history.push(DecisionId(5), Some(DecisionId(2))));
        assert!(history.push(DecisionId(6), None));
        assert!(history.redoable().is_empty());
        assert!(
            !history.push(DecisionId(7), Some(DecisionId(5))),
            "nothing left to redo"
        );
        assert_eq!(history.standing(), [DecisionId(1), DecisionId(6)]);
    }

    #[test]
    fn only_the_last_decision_can_be_taken_back() {
        let mut history = History::default();
        history.push(DecisionId(1), None);
        history.push(DecisionId(2), None);
        assert!(!history.push(DecisionId(3), Some(DecisionId(1))));
        assert_eq!(history.standing(), [DecisionId(1), DecisionId(2)]);
    }
}
