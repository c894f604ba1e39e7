//! Samples of the textbook author, and their children, for tests that look at many of them.

use stepwell::author::textbook::Textbook;
use stepwell::author::{Author as _, AuthorError, Planted, ProblemTask, SolutionTask};
use stepwell::sample::{
    ContentHash, Library, Lineage, Operator, Origin, Parents, Sample, SampleId, Solution, WalkId,
};

/// A child, and the fault that was planted in it.
pub struct Grown {
    pub child: Sample,
    pub planted: Option<Planted>,
}

/// A first-generation sample of a family in one of its fields, both counted round and round.
pub fn composed(family: usize, field: usize, seed: u64) -> Sample {
    let families = Textbook::families();
    let family = families[family % families.len()];
    let field = family.fields[field % family.fields.len()].name;
    let (draft, solution) = Textbook::compose(family.key, field, seed).unwrap();
    sample(draft.problem, draft.blueprint, solution, Lineage::seed())
}

/// What an operator makes of these parents; `None` when it does not apply to them.
pub async fn grow(author: &Textbook, operator: Operator, parents: &[Sample], seed: u64) -> Option<Grown> {
    let task = ProblemTask {
        operator,
        parents: parents.to_vec(),
        seed,
        attempt: 0,
        notes: Vec::new(),
        previous: None,
        complaints: Vec::new(),
    };
    let problem = match author.write_problem(task).await {
        Ok(problem) => problem,
        Err(AuthorError::Cannot(_)) => return None,
        Err(other) => panic!("{other}"),
    };
    let task = SolutionTask {
        operator,
        parents: parents.to_vec(),
        problem: problem.clone(),
        library: Library::Coptpy,
        seed,
        attempt: 0,
        notes: Vec::new(),
        previous: None,
        complaints: Vec::new(),
    };
    let solution = author.write_solution(task).await.unwrap();
    let lineage = Lineage {
        origin: Origin::Derived {
            operator,
            parents: match parents {
                [one, other] => Parents::two(one.id, other.id),
                _ => Parents::one(parents[0].id),
            },
            walk: WalkId::derived(1, &ContentHash::of([problem.problem.as_str()])),
        },
        depth: 1,
        path: None,
    };
    Some(Grown {
        planted: problem.planted.or(solution.planted),
        child: sample(problem.problem, problem.blueprint, solution.solution, lineage),
    })
}

fn sample(
    problem: String,
    blueprint: Option<serde_json::Value>,
    solution: Solution,
    lineage: Lineage,
) -> Sample {
    Sample {
        id: SampleId::derived(1, &ContentHash::of([problem.as_str()])),
        version: 1,
        problem,
        solution,
        answer: None,
        library: Library::Coptpy,
        lineage,
        blueprint,
        extra: serde_json::Map::new(),
    }
}
