//! Tasks to drafts: fresh ones, other tries, repairs, and faults.

use std::fmt::Write as _;

use futures::future::BoxFuture;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::author::{
    Author, AuthorError, Exchange, FaultKind, Planted, ProblemDraft, ProblemTask, SolutionDraft, SolutionTask,
};
use crate::sample::{Library, Operator, Sample, Solution, frame};

use super::blueprint::Blueprint;
use super::formulation::Style;
use super::import::{self, NumberEdit};
use super::operators::{Derived, derive};
use super::{Textbook, faults, problem, solve, stream};

/// How often a repair succeeds; a stubborn walk runs out of rounds.
const REPAIRED: f64 = 0.75;

/// Tries to write something else than last time.
const TRIES: u32 = 8;

/// What a draft carries as its blueprint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    /// The change of one number in a sample that no family made.
    Edit { edit: NumberEdit },
    /// An instance of the library.
    Instance(Value),
}

impl Author for Textbook {
    fn name(&self) -> &'static str {
        "textbook"
    }

    fn write_problem(&self, task: ProblemTask) -> BoxFuture<'_, Result<ProblemDraft, AuthorError>> {
        Box::pin(std::future::ready(self.problem(&task)))
    }

    fn write_solution(&self, task: SolutionTask) -> BoxFuture<'_, Result<SolutionDraft, AuthorError>> {
        Box::pin(std::future::ready(self.solution(&task)))
    }
}

impl Textbook {
    fn problem(&self, task: &ProblemTask) -> Result<ProblemDraft, AuthorError> {
        match &task.previous {
            Some(previous) if !task.complaints.is_empty() => repaired_problem(task, previous),
            _ => self.fresh_problem(task),
        }
    }

    fn fresh_problem(&self, task: &ProblemTask) -> Result<ProblemDraft, AuthorError> {
        let Some(parents) = blueprints(&task.parents)? else {
            return edited_problem(task);
        };
        let old = task.previous.as_ref().map(|previous| previous.problem.as_str());
        let mut last = None;
        for salt in 0..TRIES {
            let round = format!("{}.{salt}", task.attempt);
            let mut rng = stream(task.seed, &["problem", task.operator.name(), &round]);
            let derived = derive(task.operator, &parents, &mut rng)?;
            let text = problem::tell(&derived.blueprint, None).map_err(AuthorError::Failed)?;
            let repeated =
                Some(text.as_str()) == old || task.parents.iter().any(|parent| parent.problem == text);
            last = Some(derived);
            if !repeated {
                break;
            }
        }
        let derived = last.ok_or_else(|| AuthorError::Failed("no draft was made".to_owned()))?;
        let fault = match &task.previous {
            // A person who asks for another try gets a clean one.
            Some(_) => None,
            None => self
                .fault(task.seed, task.operator)
                .filter(|kind| faults::in_problem(*kind)),
        };
        let mut rng = stream(task.seed, &["fault in problem", task.operator.name()]);
        problem_draft(task, &derived, fault, &mut rng)
    }

    fn solution(&self, task: &SolutionTask) -> Result<SolutionDraft, AuthorError> {
        if task.library != Library::Coptpy {
            return Err(AuthorError::Cannot(format!(
                "the textbook author writes programs for coptpy, not for {}; choose coptpy or another author",
                task.library.name()
            )));
        }
        let blueprint = match stored(task.problem.blueprint.as_ref()) {
            Some(Stored::Edit { edit }) => return edited_solution(task, &edit),
            Some(Stored::Instance(value)) => Blueprint::read(&value)?,
            None => {
                return Err(AuthorError::Cannot(
                    "the textbook author can solve only problems that it wrote itself, and this one has no \
                     blueprint; write the solution by hand, or use another author"
                        .to_owned(),
                ));
            }
        };
        let blueprint = blueprint.told();
        let fault = self.solution_fault(task);
        let style = style(task);
        let clean = solve(blueprint, style)?;
        let mut rng = stream(task.seed, &["fault in solution", &round_of(task)]);
        let planted = match fault {
            Some(kind) => plant(kind, blueprint, style, &mut rng)?,
            None => None,
        };
        let (solution, planted) = match planted {
            Some((solution, planted)) => (solution, Some(planted)),
            None => (clean, None),
        };
        Ok(SolutionDraft {
            exchange: solution_exchange(task, &solution),
            solution,
            planted,
        })
    }

    /// The fault of a walk, if it has one: problem and solution draw the same, so that it has one at most.
    fn fault(&self, seed: u64, operator: Operator) -> Option<FaultKind> {
        faults::draw(self.fault_rate, &mut stream(seed, &["fault", operator.name()]))
    }

    /// The kind of fault for this task: drawn for a fresh solution, kept or dropped in a repair.
    fn solution_fault(&self, task: &SolutionTask) -> Option<FaultKind> {
        match &task.previous {
            Some(previous) if !task.complaints.is_empty() => {
                let planted = previous.planted.as_ref();
                repair(planted, task.seed, task.attempt, "solution", &task.complaints).0
            }
            // A person who asks for another try gets a clean one.
            Some(_) => None,
            None => self
                .fault(task.seed, task.operator)
                .filter(|kind| !faults::in_problem(*kind)),
        }
    }
}

/// The draft of a child, with a fault if one is asked for and applies.
fn problem_draft(
    task: &ProblemTask,
    derived: &Derived,
    fault: Option<FaultKind>,
    rng: &mut ChaCha8Rng,
) -> Result<ProblemDraft, AuthorError> {
    let planted = match fault {
        Some(kind) => {
            faults::problem(kind, task.operator, &derived.blueprint, rng).map_err(AuthorError::Failed)?
        }
        None => None,
    };
    let (text, blueprint, planted) = if let Some((text, blueprint, planted)) = planted {
        (text, blueprint, Some(planted))
    } else {
        let text = problem::tell(&derived.blueprint, None).map_err(AuthorError::Failed)?;
        (text, derived.blueprint.clone(), None)
    };
    Ok(ProblemDraft {
        exchange: problem_exchange(task, &derived.what, &text),
        problem: text,
        blueprint: Some(blueprint.to_value()?),
        planted,
    })
}

/// The true child again. What was planted before goes, or stays in some form when the author is stubborn.
fn repaired_problem(task: &ProblemTask, previous: &ProblemDraft) -> Result<ProblemDraft, AuthorError> {
    let Some(Stored::Instance(value)) = stored(previous.blueprint.as_ref()) else {
        return Err(AuthorError::Cannot(
            "the textbook author cannot repair a problem that it did not write from a family; edit it by hand"
                .to_owned(),
        ));
    };
    let truth = Blueprint {
        breach: None,
        ..Blueprint::read(&value)?
    };
    let derived = Derived {
        blueprint: truth,
        what: "repair the problem".to_owned(),
    };
    let (fault, mut rng) = repair(
        previous.planted.as_ref(),
        task.seed,
        task.attempt,
        "problem",
        &task.complaints,
    );
    problem_draft(task, &derived, fault, &mut rng)
}

/// The named kind if it applies, else the first other kind of a solution that does.
fn plant(
    kind: FaultKind,
    blueprint: &Blueprint,
    style: Style,
    rng: &mut ChaCha8Rng,
) -> Result<Option<(Solution, Planted)>, AuthorError> {
    let others = FaultKind::ALL
        .into_iter()
        .filter(|other| !faults::in_problem(*other));
    for kind in std::iter::once(kind).chain(others) {
        if let Some(planted) = faults::solution(kind, blueprint, style, rng).map_err(AuthorError::Failed)? {
            return Ok(Some(planted));
        }
    }
    Ok(None)
}

/// The fault that stays in this round, if any: what was clean stays clean, and most repairs succeed.
fn repair(
    planted: Option<&Planted>,
    seed: u64,
    attempt: u32,
    what: &str,
    complaints: &[String],
) -> (Option<FaultKind>, ChaCha8Rng) {
    let round = format!("{attempt} {}", complaints.join(" "));
    let mut rng = stream(seed, &["repair", what, &round]);
    let repaired = rng.random_bool(REPAIRED);
    let fault = planted.map(|planted| planted.kind).filter(|_| !repaired);
    (fault, rng)
}

/// A child follows its parent's style, and a repair what it repairs; another try without complaints shows the model
/// the other way.
fn style(task: &SolutionTask) -> Style {
    match (&task.previous, task.parents.first()) {
        (Some(previous), _) if task.complaints.is_empty() => {
            Style::of(&previous.solution.formulation).other()
        }
        (Some(previous), _) => Style::of(&previous.solution.formulation),
        (None, Some(parent)) => Style::of(&parent.solution.formulation),
        (None, None) => Style::WrittenOut,
    }
}

fn round_of(task: &SolutionTask) -> String {
    format!("{} {}", task.attempt, task.complaints.join(" "))
}

fn stored(blueprint: Option<&Value>) -> Option<Stored> {
    Stored::deserialize(blueprint?).ok()
}

/// The blueprints of all parents; `None` when one of them was not made by a family.
fn blueprints(parents: &[Sample]) -> Result<Option<Vec<Blueprint>>, AuthorError> {
    let mut all = Vec::new();
    for parent in parents {
        match stored(parent.blueprint.as_ref()) {
            Some(Stored::Instance(value)) => all.push(Blueprint::read(&value)?.told().clone()),
            Some(Stored::Edit { .. }) | None => return Ok(None),
        }
    }
    Ok(Some(all))
}

fn edited_problem(task: &ProblemTask) -> Result<ProblemDraft, AuthorError> {
    let cannot = |what: String| AuthorError::Cannot(what);
    let [parent] = task.parents.as_slice() else {
        return Err(cannot(
            "the textbook author can combine only problems that it wrote itself, and one of these has no blueprint; \
             take other parents, or another author"
                .to_owned(),
        ));
    };
    if task.operator != Operator::ChangePara {
        return Err(cannot(format!(
            "the textbook author did not write sample {} and has no blueprint of it, so it can apply change_para at \
             most, not {}; take another parent, or another author",
            parent.id.short(),
            task.operator.name()
        )));
    }
    let mut rng = stream(task.seed, &["edit", &task.attempt.to_string()]);
    let (problem, edit) = import::change(parent, &mut rng).map_err(|reason| {
        cannot(format!(
            "the textbook author did not write sample {} and cannot change its numbers: {reason}; take another \
             parent, or another author",
            parent.id.short()
        ))
    })?;
    let what = format!("change the number {} to {}", edit.from, edit.to);
    let blueprint = serde_json::to_value(Stored::Edit { edit })
        .map_err(|error| AuthorError::Failed(format!("the change cannot be written as JSON: {error}")))?;
    Ok(ProblemDraft {
        exchange: problem_exchange(task, &what, &problem),
        problem,
        blueprint: Some(blueprint),
        planted: None,
    })
}

fn edited_solution(task: &SolutionTask, edit: &NumberEdit) -> Result<SolutionDraft, AuthorError> {
    let parent = task.parents.first().ok_or_else(|| {
        AuthorError::Cannot("the parent whose number was changed did not come with the task".to_owned())
    })?;
    let solution = import::solution(parent, edit).map_err(AuthorError::Cannot)?;
    Ok(SolutionDraft {
        exchange: solution_exchange(task, &solution),
        solution,
        planted: None,
    })
}

fn problem_exchange(task: &ProblemTask, what: &str, reply: &str) -> Exchange {
    let wanted = if task.complaints.is_empty() {
        "Write"
    } else {
        "Repair"
    };
    let head = format!(
        "{wanted} a problem by {} ({}).\nTo do: {what}.",
        task.operator.name(),
        task.operator.meaning()
    );
    exchange(&head, &task.parents, &task.notes, &task.complaints, reply)
}

fn solution_exchange(task: &SolutionTask, solution: &Solution) -> Exchange {
    let wanted = if task.complaints.is_empty() {
        "Write"
    } else {
        "Repair"
    };
    let head = format!(
        "{wanted} formulation and {} program for this problem, derived by {}:\n\n{}\n",
        task.library.name(),
        task.operator.name(),
        task.problem.problem
    );
    exchange(
        &head,
        &task.parents,
        &task.notes,
        &task.complaints,
        &frame::render_completion(solution),
    )
}

fn exchange(
    head: &str,
    parents: &[Sample],
    notes: &[String],
    complaints: &[String],
    reply: &str,
) -> Exchange {
    let mut prompt = head.to_owned();
    for parent in parents {
        let family = match stored(parent.blueprint.as_ref()) {
            Some(Stored::Instance(value)) => Blueprint::read(&value).ok().map(|blueprint| {
                let names: Vec<String> = blueprint.parts.iter().map(|part| part.family.clone()).collect();
                names.join(" and ")
            }),
            _ => None,
        };
        let family = family.unwrap_or_else(|| "imported".to_owned());
        let _ = write!(prompt, "\nParent: {} ({family})", parent.id);
    }
    for note in notes {
        let _ = write!(prompt, "\nNote: {note}");
    }
    for complaint in complaints {
        let _ = write!(prompt, "\nComplaint: {complaint}");
    }
    Exchange {
        prompt,
        reply: reply.to_owned(),
        ..Exchange::default()
    }
}
