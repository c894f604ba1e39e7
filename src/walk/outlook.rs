//! What a step needs now: the rules of the method, as one pure function of the walk.

use super::draft::Draft;
use super::findings::Findings;
use super::{CheckView, Plan, Standing, Step};
use crate::check::{CheckId, Evidence, Finding, Severity, Verdict, VerdictKind};
use crate::sample::Part;

/// The half of a sample that is written or corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The problem.
    Problem,
    /// The solution.
    Solution,
}

impl Side {
    /// The step at which it is written.
    pub fn step(self) -> Step {
        match self {
            Self::Problem => Step::Problem,
            Self::Solution => Step::Solution,
        }
    }
}

/// Work that a step needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// The author writes this side.
    Write(Side),
    /// The program runs.
    Run,
    /// These checks judge.
    Check(Vec<CheckId>),
    /// The workspace is asked for a duplicate.
    Admit,
}

/// A correction that is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Of which side.
    pub side: Side,
    /// Which round it would be, from 1.
    pub round: u32,
    /// How many rounds that side has.
    pub of: u32,
    /// What the author is told, one sentence each.
    pub complaints: Vec<String>,
    /// Whether the method corrects here. It does not after a misalignment: there only a person may.
    pub by_itself: bool,
}

/// What a step needs now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outlook {
    /// Nothing: the walk may go on.
    Done,
    /// Work.
    Needs(Job),
    /// Its checks do not pass.
    Failed {
        /// Which, in a sentence.
        reason: String,
        /// The correction that is left, if any.
        repair: Option<Repair>,
    },
    /// The author or the machine failed.
    Broken {
        /// How.
        reason: String,
    },
    /// A decision.
    Decide,
}

/// Rounds of correction that were used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Rounds {
    pub(super) problem: u32,
    pub(super) solution: u32,
    /// Those of the solution since the problem was last written.
    pub(super) solution_of_this_problem: u32,
}

impl Rounds {
    /// The same with every round of the solution left.
    pub(super) fn with_fresh_solution(self) -> Self {
        Self {
            problem: self.problem,
            ..Self::default()
        }
    }
}

/// What the rules read.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) plan: &'a Plan,
    pub(super) draft: &'a Draft,
    pub(super) findings: &'a Findings,
    pub(super) rounds: Rounds,
}

impl<'a> Facts<'a> {
    /// What a step needs, as far as texts and verdicts tell.
    pub(super) fn outlook(self, step: Step) -> Outlook {
        match step {
            Step::Problem if self.draft.problem().is_none() => Outlook::Needs(Job::Write(Side::Problem)),
            Step::Solution if !self.draft.is_solved() => Outlook::Needs(Job::Write(Side::Solution)),
            Step::Parent | Step::Problem | Step::Solution => Outlook::Done,
            Step::Checks if self.run_is_wanted() => Outlook::Needs(Job::Run),
            Step::Description | Step::Alignment | Step::Checks => self.checks(step),
            Step::Evidence => self.evidence(),
            Step::Decision => Outlook::Decide,
        }
    }

    /// The first step that is not done; the decision when all before it are.
    pub(super) fn first_open(self) -> Step {
        Step::ALL
            .into_iter()
            .find(|step| self.outlook(*step) != Outlook::Done)
            .unwrap_or(Step::Decision)
    }

    fn views(self, step: Step) -> impl Iterator<Item = CheckView<'a>> {
        step.checks()
            .iter()
            .map(move |check| self.findings.view(*check, self.draft))
    }

    fn run_is_wanted(self) -> bool {
        self.draft.fresh_run().is_none()
    }

    fn checks(self, step: Step) -> Outlook {
        let due = self
            .views(step)
            .filter(|view| self.is_due(view))
            .map(|view| view.check);
        let due: Vec<CheckId> = due.collect();
        if !due.is_empty() {
            return Outlook::Needs(Job::Check(due));
        }
        let open = self.views(step).filter(|view| !view.standing.is_settled());
        let failing: Vec<&Verdict> = open.filter_map(|view| view.verdict).collect();
        if failing.is_empty() {
            return Outlook::Done;
        }
        Outlook::Failed {
            reason: reason(&failing),
            repair: self.repair(step, &failing),
        }
    }

    /// A check judges what it has not judged yet, and again what it broke on.
    fn is_due(self, view: &CheckView<'_>) -> bool {
        let broke = view
            .verdict
            .is_some_and(|verdict| verdict.kind == VerdictKind::Error);
        match view.standing {
            Standing::Missing | Standing::Stale => true,
            Standing::NotPassed => broke && self.findings.tries(view.check) < self.plan.limits.machine_tries,
            Standing::Passed | Standing::Overruled => false,
        }
    }

    /// Every check has passed or was overruled, on exactly what stands now.
    fn evidence(self) -> Outlook {
        let before = [
            Step::Problem,
            Step::Description,
            Step::Solution,
            Step::Alignment,
            Step::Checks,
        ];
        match before
            .into_iter()
            .find(|step| self.outlook(*step) != Outlook::Done)
        {
            None => Outlook::Done,
            Some(step) => Outlook::Failed {
                reason: format!("the {} step is not done", step.name()),
                repair: None,
            },
        }
    }

    fn repair(self, step: Step, failing: &[&Verdict]) -> Option<Repair> {
        let limits = &self.plan.limits;
        let problem = (Side::Problem, self.rounds.problem, limits.problem_rounds);
        let solution = (Side::Solution, self.rounds.solution, limits.solution_rounds);
        let sides = match step {
            Step::Description => vec![problem],
            Step::Checks => match self.blame(failing) {
                Blame::Solution => vec![solution],
                Blame::Problem => vec![problem, solution],
                Blame::Either => vec![solution, problem],
            },
            _ => vec![solution],
        };
        let (side, used, of) = sides.into_iter().find(|(_, used, of)| used < of)?;
        Some(Repair {
            side,
            round: used + 1,
            of,
            complaints: failing.iter().flat_map(|verdict| complaints(verdict)).collect(),
            by_itself: step != Step::Alignment,
        })
    }

    /// Which side the failing verdicts of the checks step speak against.
    ///
    /// The method corrects the solution. But a datum that the text lacks, or a problem that breaks its operator's
    /// contract, no solution can mend. So it is the problem's turn when every failing verdict points at nothing but
    /// the words of problem and parent; or when only `numbers` and `contract` are left, and a correction of the
    /// solution has not helped them.
    fn blame(self, failing: &[&Verdict]) -> Blame {
        let by_words = failing.iter().all(|verdict| points_at_problem_only(verdict));
        let of_both = |verdict: &&Verdict| matches!(verdict.check, CheckId::Numbers | CheckId::Contract);
        if by_words {
            Blame::Problem
        } else if !failing.iter().all(of_both) {
            Blame::Solution
        } else if self.rounds.solution_of_this_problem > 0 {
            Blame::Problem
        } else {
            Blame::Either
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blame {
    Solution,
    Problem,
    /// The solution first, the problem when the solution has no rounds left.
    Either,
}

fn errors(verdict: &Verdict) -> impl Iterator<Item = &Finding> {
    verdict
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
}

fn points_at_problem_only(verdict: &Verdict) -> bool {
    let mut places = errors(verdict).flat_map(|finding| &finding.evidence).peekable();
    let in_words = |place: &Evidence| match place {
        Evidence::Text { part, .. } => *part == Part::Problem,
        Evidence::Parent { .. } | Evidence::Other { .. } => true,
        _ => false,
    };
    places.peek().is_some() && places.all(in_words)
}

/// What the author is told of a verdict: its error findings, or its summary when it has none.
fn complaints(verdict: &Verdict) -> Vec<String> {
    let mut said: Vec<String> = errors(verdict).map(|finding| finding.message.clone()).collect();
    if said.is_empty() {
        said.push(format!("{}: {}", verdict.check.name(), verdict.summary));
    }
    said
}

fn reason(failing: &[&Verdict]) -> String {
    let said = failing.iter().map(|verdict| {
        format!(
            "{} says {} ({})",
            verdict.check.name(),
            verdict.kind.word(),
            verdict.summary
        )
    });
    said.collect::<Vec<_>>().join("; ")
}
