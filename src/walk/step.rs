//! The eight steps of a walk, and which checks run at which of them.

use serde::{Deserialize, Serialize};

use crate::check::CheckId;

/// A step, in the order in which a walk takes them (Step-Opt, figure 2, with evidence and decision added).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Parent and operator are chosen.
    Parent,
    /// The author writes the problem.
    Problem,
    /// The problem's description is checked.
    Description,
    /// The author writes the solution.
    Solution,
    /// The solution is checked against the problem as a whole.
    Alignment,
    /// The program runs, and everything that can be told from it is checked together.
    Checks,
    /// The evidence is complete and fresh, and the proven optimum becomes the answer.
    Evidence,
    /// A person decides, or the sample is left to the queue.
    Decision,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 8] = [
        Self::Parent,
        Self::Problem,
        Self::Description,
        Self::Solution,
        Self::Alignment,
        Self::Checks,
        Self::Evidence,
        Self::Decision,
    ];

    /// Its number, from 1.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The word in files and in the list of steps.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::Problem => "problem",
            Self::Description => "description",
            Self::Solution => "solution",
            Self::Alignment => "alignment",
            Self::Checks => "checks",
            Self::Evidence => "evidence",
            Self::Decision => "decision",
        }
    }

    /// What happens there, for help and headings.
    pub fn title(self) -> &'static str {
        match self {
            Self::Parent => "parent & operator",
            Self::Problem => "write the problem",
            Self::Description => "check the description",
            Self::Solution => "write the solution",
            Self::Alignment => "check the alignment",
            Self::Checks => "run the program and check the solution",
            Self::Evidence => "complete the evidence",
            Self::Decision => "decide",
        }
    }

    /// The step after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// The step before it.
    pub fn previous(self) -> Option<Self> {
        (self as usize).checked_sub(1).map(|index| Self::ALL[index])
    }

    /// The checks that run there, together.
    pub fn checks(self) -> &'static [CheckId] {
        CHECKS
            .iter()
            .find(|(step, _)| *step == self)
            .map_or(&[], |(_, checks)| checks)
    }

    /// The step at which a check runs.
    pub fn of(check: CheckId) -> Option<Self> {
        CHECKS
            .iter()
            .find(|(_, checks)| checks.contains(&check))
            .map(|(step, _)| *step)
    }
}

/// Which checks run at which step: the one place that says so.
///
/// Everything at [`Step::Checks`] waits for the run of the program. `frame` stands there and not at the alignment
/// step, because a missing heading is worth a correction while a misalignment drops the sample.
pub const CHECKS: &[(Step, &[CheckId])] = &[
    (Step::Description, &[CheckId::Description]),
    (Step::Alignment, &[CheckId::Alignment]),
    (
        Step::Checks,
        &[
            CheckId::Frame,
            CheckId::Program,
            CheckId::Outcome,
            CheckId::Sense,
            CheckId::Objective,
            CheckId::Numbers,
            CheckId::Types,
            CheckId::Rows,
            CheckId::Contract,
            CheckId::Leak,
            CheckId::Duplicate,
            CheckId::SecondSolver,
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_routine_check_runs_at_exactly_one_step() {
        for check in CheckId::ALL {
            let steps = Step::ALL
                .into_iter()
                .filter(|step| step.checks().contains(&check));
            assert_eq!(steps.count(), usize::from(check.is_routine()), "{}", check.name());
        }
    }

    #[test]
    fn the_steps_are_a_line() {
        for pair in Step::ALL.windows(2) {
            assert_eq!(pair[0].next(), Some(pair[1]));
            assert_eq!(pair[1].previous(), Some(pair[0]));
            assert_eq!(pair[0].number() + 1, pair[1].number());
        }
        assert_eq!(Step::Decision.next(), None);
        assert_eq!(Step::Parent.previous(), None);
    }
}
