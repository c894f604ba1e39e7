//! The child as it stands: its texts, the run of its program, and the answer that follows.

use std::sync::Arc;

use super::{Plan, problem_hash};
use crate::author::{Exchange, ProblemDraft, SolutionDraft};
use crate::check::{self, CheckId, Inputs};
use crate::program::Run;
use crate::sample::{Answer, ContentHash, Library, Part, Sample, Solution};
use crate::solve::Status;

/// A run, and which program it was of.
#[derive(Debug, Clone, PartialEq)]
struct RunOf {
    program: ContentHash,
    run: Arc<Run>,
    /// A person wants it run again, although nothing changed.
    renew: bool,
}

/// A stated optimum that a person wrote, for exactly one program.
#[derive(Debug, Clone, PartialEq)]
struct WrittenAnswer {
    program: ContentHash,
    answer: Option<Answer>,
}

/// What an author or a person has written so far, and what the machine found out about the program.
///
/// Nothing here is marked stale: a run and a written answer name the program that they belong to, and count only
/// for that.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    plan: Arc<Plan>,
    problem: Option<ProblemDraft>,
    solution: Option<SolutionDraft>,
    /// The problem that the solution is meant for.
    solution_for: Option<ContentHash>,
    run: Option<RunOf>,
    written_answer: Option<WrittenAnswer>,
    hashes: Hashes,
}

/// Hashes of what stands. They follow from the rest of a draft, and are kept because a screen asks for what rests on
/// them many times in every frame.
#[derive(Debug, Clone, PartialEq)]
struct Hashes {
    problem: Option<ContentHash>,
    program: Option<ContentHash>,
    /// What each check reads, in the order of [`CheckId::ALL`].
    inputs: [ContentHash; CheckId::ALL.len()],
}

impl Draft {
    pub(super) fn new(plan: Arc<Plan>) -> Self {
        let mut draft = Self {
            plan,
            problem: None,
            solution: None,
            solution_for: None,
            run: None,
            written_answer: None,
            hashes: Hashes {
                problem: None,
                program: None,
                inputs: [ContentHash::of([]); CheckId::ALL.len()],
            },
        };
        draft.hash();
        draft
    }

    /// Hash of what a check reads now ([`check::input_hash`]).
    pub(super) fn input_hash(&self, check: CheckId) -> ContentHash {
        let position = CheckId::ALL.iter().position(|other| *other == check);
        position.map_or_else(|| ContentHash::of([]), |position| self.hashes.inputs[position])
    }

    /// Brings the hashes up to date; to be called after every change.
    fn hash(&mut self) {
        self.hashes.problem = self
            .problem
            .as_ref()
            .map(|draft| ContentHash::of([draft.problem.as_str()]));
        self.hashes.program = self.program().map(|program| ContentHash::of([program]));
        let sample = self.sample();
        let inputs = Inputs {
            parents: &self.plan.parents,
            parent_runs: &self.plan.parent_runs,
            run: self.fresh_run().map(Arc::as_ref),
            ..Inputs::of(&sample)
        };
        self.hashes.inputs = CheckId::ALL.map(|check| check::input_hash(check, &inputs));
    }

    pub(super) fn problem(&self) -> Option<&ProblemDraft> {
        self.problem.as_ref()
    }

    pub(super) fn solution(&self) -> Option<&SolutionDraft> {
        self.solution.as_ref()
    }

    /// Whether there is a solution, and it is meant for the present problem.
    pub(super) fn is_solved(&self) -> bool {
        self.solution.is_some() && self.solution_for == self.hashes.problem
    }

    /// Whether there is enough for a person to decide on: a problem and a program.
    pub(super) fn is_complete(&self) -> bool {
        self.problem.is_some() && self.program().is_some_and(|program| !program.trim().is_empty())
    }

    pub(super) fn program(&self) -> Option<&str> {
        self.solution
            .as_ref()
            .map(|draft| draft.solution.program.as_str())
    }

    /// The last run, whatever it was of.
    pub(super) fn last_run(&self) -> Option<&Arc<Run>> {
        self.run.as_ref().map(|run| &run.run)
    }

    /// The run of exactly the present program.
    pub(super) fn fresh_run(&self) -> Option<&Arc<Run>> {
        let program = self.hashes.program?;
        self.run
            .as_ref()
            .filter(|run| !run.renew && run.program == program)
            .map(|run| &run.run)
    }

    /// The optimum that stands: what a person wrote for this program, else what the solver proved of it.
    pub(super) fn answer(&self) -> Option<Answer> {
        let program = self.hashes.program;
        if let Some(written) = &self.written_answer
            && Some(written.program) == program
        {
            return written.answer.clone();
        }
        let outcome = self.fresh_run()?.outcome.as_ref()?;
        let objective = outcome.objective.filter(|objective| objective.is_finite())?;
        (outcome.status == Status::Optimal).then_some(Answer::Number(objective))
    }

    pub(super) fn set_problem(&mut self, draft: ProblemDraft) {
        self.problem = Some(draft);
        self.hash();
    }

    pub(super) fn set_solution(&mut self, draft: SolutionDraft) {
        self.solution = Some(draft);
        self.solution_for = self.hashes.problem;
        self.hash();
    }

    pub(super) fn set_run(&mut self, program: &str, run: Arc<Run>) {
        self.run = Some(RunOf {
            program: ContentHash::of([program]),
            run,
            renew: false,
        });
        self.hash();
    }

    /// Makes the run stale, so that the program runs again.
    pub(super) fn renew_run(&mut self) {
        if let Some(run) = &mut self.run {
            run.renew = true;
        }
        self.hash();
    }

    /// Replaces a part by hand. A solution stays with a problem that was edited under it: whether it still answers
    /// it is for the checks to say, and a person who wants another one runs the solution step again.
    pub(super) fn edit(&mut self, part: Part, text: &str) {
        match part {
            Part::Problem => {
                let kept = self.is_solved();
                self.problem = Some(ProblemDraft {
                    problem: text.to_owned(),
                    blueprint: None,
                    planted: None,
                    exchange: Exchange::default(),
                });
                self.hash();
                if kept {
                    self.solution_for = self.hashes.problem;
                }
            }
            Part::Formulation | Part::Program => self.edit_solution(part, text),
            Part::Answer => {
                if let Some(program) = self.hashes.program {
                    let answer = (!text.trim().is_empty()).then(|| Answer::parse(text));
                    self.written_answer = Some(WrittenAnswer { program, answer });
                }
            }
        }
        self.hash();
    }

    fn edit_solution(&mut self, part: Part, text: &str) {
        let solution = match (self.solution.take(), part) {
            (Some(draft), Part::Formulation) => Solution {
                formulation: text.to_owned(),
                ..draft.solution
            },
            (Some(draft), _) => Solution {
                program: text.to_owned(),
                ..draft.solution
            },
            (None, Part::Formulation) => Solution::framed(text, "", self.plan.library),
            (None, _) => Solution::framed("", text, self.plan.library),
        };
        self.set_solution(SolutionDraft {
            solution,
            planted: None,
            exchange: Exchange::default(),
        });
        // The author's own notes describe the text that it wrote, not this one.
        if let Some(problem) = &mut self.problem {
            problem.blueprint = None;
        }
    }

    /// The text of a part as it stands, if it exists.
    pub(super) fn part(&self, part: Part) -> Option<String> {
        match part {
            Part::Problem => self.problem.as_ref().map(|draft| draft.problem.clone()),
            Part::Formulation => self
                .solution
                .as_ref()
                .map(|draft| draft.solution.formulation.clone()),
            Part::Program => self.program().map(str::to_owned),
            Part::Answer => self.answer().map(|answer| answer.to_string()),
        }
    }

    /// The child as a sample; parts that do not exist yet are empty.
    pub(super) fn sample(&self) -> Sample {
        let plan = &self.plan;
        let solution = self
            .solution
            .as_ref()
            .map(|draft| draft.solution.clone())
            .unwrap_or_default();
        Sample {
            id: plan.child,
            version: 1,
            problem: self
                .problem
                .as_ref()
                .map(|draft| draft.problem.clone())
                .unwrap_or_default(),
            library: Library::of_program(&solution.program).unwrap_or(plan.library),
            solution,
            answer: self.answer(),
            lineage: plan.lineage(),
            blueprint: self.problem.as_ref().and_then(|draft| draft.blueprint.clone()),
            extra: serde_json::Map::new(),
        }
    }

    /// The hash by which duplicates are found.
    pub(super) fn admission_hash(&self) -> Option<ContentHash> {
        self.problem.as_ref().map(|draft| problem_hash(&draft.problem))
    }
}
