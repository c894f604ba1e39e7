//! The order in which samples wait.

use serde::{Deserialize, Serialize};

use super::{DecisionId, ReviewState};
use crate::check::VerdictKind;

/// The worst of a sample's verdicts, as the queue notes it; the one to look at first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorstVerdict {
    /// A check fails.
    Fail,
    /// A check broke, and none fails.
    Error,
    /// A check cannot tell, and none fails or broke.
    Unknown,
    /// No check has looked at this version.
    Unchecked,
    /// Every check that looked passes.
    Pass,
}

impl WorstVerdict {
    /// All, the most suspicious first.
    pub const ALL: [Self; 5] = [
        Self::Fail,
        Self::Error,
        Self::Unknown,
        Self::Unchecked,
        Self::Pass,
    ];

    /// What the verdicts on one version amount to.
    pub fn of(verdicts: impl IntoIterator<Item = VerdictKind>) -> Self {
        verdicts
            .into_iter()
            .map(Self::from)
            .min()
            .unwrap_or(Self::Unchecked)
    }

    /// The word in files and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Error => "error",
            Self::Unknown => "unknown",
            Self::Unchecked => "unchecked",
            Self::Pass => "pass",
        }
    }

    /// What stands in for the probability where nothing was computed, in thousandths.
    fn usual_score(self) -> i64 {
        match self {
            Self::Fail => 875,
            Self::Error => 675,
            Self::Unknown => 475,
            Self::Unchecked => 75,
            Self::Pass => 25,
        }
    }

    /// The worst verdict, `None` when there is none.
    pub fn verdict(self) -> Option<VerdictKind> {
        match self {
            Self::Fail => Some(VerdictKind::Fail),
            Self::Error => Some(VerdictKind::Error),
            Self::Unknown => Some(VerdictKind::Unknown),
            Self::Unchecked => None,
            Self::Pass => Some(VerdictKind::Pass),
        }
    }
}

impl From<VerdictKind> for WorstVerdict {
    fn from(kind: VerdictKind) -> Self {
        match kind {
            VerdictKind::Fail => Self::Fail,
            VerdictKind::Error => Self::Error,
            VerdictKind::Unknown => Self::Unknown,
            VerdictKind::Pass => Self::Pass,
        }
    }
}

/// In what order a list of samples is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueOrder {
    /// Pending before skipped, each as [`Place`] says.
    #[default]
    Suspicious,
    /// The last to arrive first.
    Newest,
    /// The first to arrive first.
    Oldest,
}

/// Where a sample stands in the order "most suspicious first": lanes one after the other, and in a lane by turn.
///
/// A lane holds the samples of one state whose probability lies in the same twentieth, newest first. Skipped samples share one lane behind all
/// pending ones and keep the order in which they were skipped, so that skipping again sends to the very end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Which lane; smaller ones come first.
    pub lane: i64,
    /// Position in the lane; smaller ones come first, and no two are equal.
    pub turn: i64,
}

/// Lanes that are kept for each state.
const WIDTH: i64 = 20;

/// The lane within a state, from 0, the most suspicious first.
fn lane_of(score: i64) -> i64 {
    WIDTH - 1 - (score.clamp(0, 1000) * WIDTH / 1000).min(WIDTH - 1)
}

impl Place {
    /// The place of a sample that arrived as number `arrival`; `score` is the probability that a person would reject or
    /// edit it, in thousandths, and `decision` the one that its state follows from.
    pub fn of(
        state: ReviewState,
        suspicion: WorstVerdict,
        score: Option<i64>,
        arrival: i64,
        decision: Option<DecisionId>,
    ) -> Self {
        let first = Self::first_lane(state);
        match (state, decision) {
            (ReviewState::Skipped, Some(DecisionId(skip))) => Self {
                lane: first,
                turn: skip,
            },
            _ => Self {
                lane: first + lane_of(score.unwrap_or(suspicion.usual_score())),
                turn: -arrival,
            },
        }
    }

    /// The lanes of a state, in order.
    pub fn lanes(state: ReviewState) -> std::ops::Range<i64> {
        let first = Self::first_lane(state);
        let width = if state == ReviewState::Skipped { 1 } else { WIDTH };
        first..first + width
    }

    fn first_lane(state: ReviewState) -> i64 {
        state as i64 * WIDTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(&[], WorstVerdict::Unchecked)]
    #[case(&[VerdictKind::Pass], WorstVerdict::Pass)]
    #[case(&[VerdictKind::Pass, VerdictKind::Unknown], WorstVerdict::Unknown)]
    #[case(&[VerdictKind::Error, VerdictKind::Unknown], WorstVerdict::Error)]
    #[case(&[VerdictKind::Pass, VerdictKind::Fail, VerdictKind::Error], WorstVerdict::Fail)]
    fn the_worst_verdict_counts(#[case] verdicts: &[VerdictKind], #[case] expected: WorstVerdict) {
        assert_eq!(WorstVerdict::of(verdicts.iter().copied()), expected);
        assert_eq!(
            expected
                .verdict()
                .map_or(WorstVerdict::Unchecked, WorstVerdict::from),
            expected
        );
    }

    #[test]
    fn pending_comes_before_skipped_and_suspicious_before_clean() {
        let place = |state, suspicion, arrival, decision| {
            Place::of(state, suspicion, None, arrival, Option::map(decision, DecisionId))
        };
        let failing = place(ReviewState::Pending, WorstVerdict::Fail, 1, None);
        let newer = place(ReviewState::Pending, WorstVerdict::Fail, 2, None);
        let clean = place(ReviewState::Pending, WorstVerdict::Pass, 9, None);
        let skipped = place(ReviewState::Skipped, WorstVerdict::Fail, 3, Some(7));
        let skipped_later = place(ReviewState::Skipped, WorstVerdict::Fail, 4, Some(8));
        let mut places = [skipped_later, clean, failing, skipped, newer];
        places.sort();
        assert_eq!(places, [newer, failing, clean, skipped, skipped_later]);
    }

    #[test]
    fn a_probability_outweighs_the_worst_verdict() {
        let place = |suspicion, score| Place::of(ReviewState::Pending, suspicion, score, 1, None);
        let doubtful = place(WorstVerdict::Pass, Some(700));
        assert!(doubtful < place(WorstVerdict::Fail, Some(600)));
        assert!(doubtful < place(WorstVerdict::Unchecked, None));
        let states = Place::lanes(ReviewState::Pending);
        for score in [-5, 0, 49, 50, 999, 1000, 5000] {
            assert!(
                states.contains(&place(WorstVerdict::Pass, Some(score)).lane),
                "{score}"
            );
        }
    }

    #[test]
    fn each_place_lies_in_a_lane_of_its_state_alone() {
        let states = ReviewState::ALL;
        for state in states {
            for suspicion in WorstVerdict::ALL {
                let lane = Place::of(state, suspicion, None, 1, Some(DecisionId(1))).lane;
                let owners: Vec<_> = states
                    .into_iter()
                    .filter(|owner| Place::lanes(*owner).contains(&lane))
                    .collect();
                assert_eq!(owners, [state]);
            }
        }
    }
}
