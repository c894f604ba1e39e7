//! Duplicates among textbook samples: a re-themed child is found as its parent's twin, strangers are not called
//! duplicates, and no fault-free child leaks.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

use futures::executor::block_on;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use stepwell::author::textbook::{Textbook, intended_model};
use stepwell::author::{Author as _, AuthorError, ProblemDraft, ProblemTask, SolutionTask};
use stepwell::check::duplicates::{
    Index, Kin, NEAR_TEXT, Neighbour, Neighbours, Profile, Query, Twin, resemblance,
};
use stepwell::check::{self, CheckId, Inputs, Severity, Source, VerdictKind};
use stepwell::model::{Aligned, Detail, Fingerprint, Model, align};
use stepwell::program::{ErrorKind, ProgramError, Run};
use stepwell::sample::{Library, Lineage, Operator, Origin, Parents, Sample, SampleId, Solution, WalkId};

/// A problem, its solution and the model that it asks for.
struct Case {
    sample: Sample,
    model: Model,
}

fn case(draft: ProblemDraft, solution: Solution, lineage: Lineage) -> Case {
    let model = intended_model(draft.blueprint.as_ref().unwrap()).unwrap();
    let sample = Sample {
        id: SampleId::fresh(),
        version: 1,
        problem: draft.problem,
        solution,
        answer: None,
        library: Library::Coptpy,
        lineage,
        blueprint: draft.blueprint,
        extra: serde_json::Map::new(),
    };
    Case { sample, model }
}

/// First-generation samples of every family, told in its fields in turn.
fn originals(per_family: usize) -> Vec<Case> {
    let seeds = Textbook::seeds(per_family).unwrap().into_iter();
    seeds
        .map(|(draft, solution)| case(draft, solution, Lineage::seed()))
        .collect()
}

/// A child by one operator; `None` when the author cannot derive one from these parents.
fn child(operator: Operator, parents: &[&Case], seed: u64) -> Option<Case> {
    let author = Textbook::default();
    let samples: Vec<Sample> = parents.iter().map(|parent| parent.sample.clone()).collect();
    let task = ProblemTask {
        operator,
        parents: samples.clone(),
        seed,
        attempt: 0,
        notes: Vec::new(),
        previous: None,
        complaints: Vec::new(),
    };
    let problem = match block_on(author.write_problem(task)) {
        Ok(problem) => problem,
        Err(AuthorError::Cannot(_)) => return None,
        Err(error) => panic!("{error}"),
    };
    let task = SolutionTask {
        operator,
        parents: samples,
        problem: problem.clone(),
        library: Library::Coptpy,
        seed,
        attempt: 0,
        notes: Vec::new(),
        previous: None,
        complaints: Vec::new(),
    };
    let solution = block_on(author.write_solution(task)).unwrap().solution;
    let parents = match parents {
        [one] => Parents::one(one.sample.id),
        [one, other, ..] => Parents::two(one.sample.id, other.sample.id),
        [] => return None,
    };
    let origin = Origin::Derived {
        operator,
        parents,
        walk: WalkId::fresh(),
    };
    let lineage = Lineage {
        origin,
        depth: 1,
        path: None,
    };
    Some(case(problem, solution, lineage))
}

/// A run that captured the model.
fn run(model: &Model) -> Run {
    let mut run = Run::failed(ProgramError {
        kind: ErrorKind::Unsupported,
        name: "NotRun".to_owned(),
        message: "the test runs no program".to_owned(),
        line: None,
    });
    run.error = None;
    run.model = Some(model.clone());
    run
}

fn index(cases: &[Case]) -> Index {
    let mut index = Index::new();
    for Case { sample, model } in cases {
        let profile = Profile::of(&sample.problem, Some(model));
        index.insert(Source::Sample(sample.id), sample.lineage.parents(), profile);
    }
    index
}

#[test]
fn every_re_themed_child_is_its_parents_structural_twin() {
    let parents = originals(10);
    let index = index(&parents);
    let mut children = 0;
    for (number, parent) in parents.iter().enumerate() {
        for seed in 0..3 {
            let Some(child) = child(Operator::TransDomain, &[parent], seed * 1_000 + number as u64) else {
                continue;
            };
            children += 1;
            let profile = Profile::of(&child.sample.problem, Some(&child.model));
            let found = index.near(&Query {
                profile: &profile,
                except: Some(child.sample.id),
                parents: child.sample.lineage.parents(),
                text: NEAR_TEXT,
                most: 8,
            });
            let of_parent = found
                .iter()
                .find(|one| one.source == Source::Sample(parent.sample.id))
                .unwrap_or_else(|| panic!("not found:\n{}\n{}", parent.sample.problem, child.sample.problem));
            assert_eq!(of_parent.twin, Some(Twin::Exact));
            assert!(matches!(
                align(&child.model, &parent.model, Detail::Values),
                Aligned::Same(_)
            ));
            judged_as_asked_for(parent, &child);
        }
    }
    println!("{children} trans_domain children of {} parents", parents.len());
    assert!(children > 2 * parents.len());
}

fn judged_as_asked_for(parent: &Case, child: &Case) {
    let near = Neighbour {
        source: Source::Sample(parent.sample.id),
        name: "the parent".to_owned(),
        kin: Some(Kin::Parent),
        operator: None,
        problem: parent.sample.problem.clone(),
        model: Some(parent.model.clone()),
        text: resemblance(&child.sample.problem, &parent.sample.problem),
        twin: Some(Twin::Exact),
    };
    let neighbours = Neighbours {
        samples: 1,
        references: 0,
        near: vec![near],
    };
    let run = run(&child.model);
    let inputs = Inputs {
        run: Some(&run),
        neighbours: Some(&neighbours),
        ..Inputs::of(&child.sample)
    };
    let verdict = check::evaluate(CheckId::Duplicate, &inputs);
    assert_eq!(verdict.kind, VerdictKind::Pass, "{verdict:?}");
    assert_eq!(verdict.findings[0].severity, Severity::Info);
    assert!(verdict.findings[0].message.contains("as trans_domain asks"));
}

#[test]
fn strangers_are_seldom_called_duplicates() {
    let cases = originals(40);
    let mut rng = ChaCha8Rng::seed_from_u64(5_000);
    let profiles: Vec<Profile> = cases
        .iter()
        .map(|case| Profile::of(&case.sample.problem, Some(&case.model)))
        .collect();
    let (mut near, mut twins, mut shapes) = (0, 0, 0);
    for _ in 0..5_000 {
        let one = rng.random_range(0..cases.len());
        let other = (one + rng.random_range(1..cases.len())) % cases.len();
        let (texts, models) = (
            resemblance(&cases[one].sample.problem, &cases[other].sample.problem),
            (profiles[one].model.unwrap(), profiles[other].model.unwrap()),
        );
        near += u32::from(texts >= NEAR_TEXT);
        let same = models.0.exact == models.1.exact;
        twins += u32::from(same && models.0.is_telling());
        shapes += u32::from(!same && models.0.shape == models.1.shape);
        assert_eq!(
            same,
            matches!(
                align(&cases[one].model, &cases[other].model, Detail::Values),
                Aligned::Same(_)
            )
        );
    }
    println!(
        "5000 random pairs: {near} near in words, {twins} structural twins, {shapes} of the same shape only"
    );
    assert!(near + twins <= 5, "more than 0.1 %");
}

#[test]
fn other_numbers_are_told_from_other_words() {
    let parents = originals(4);
    let (mut same, mut shapes, mut all) = (0, 0, 0);
    for (number, parent) in parents.iter().enumerate() {
        let Some(child) = child(Operator::ChangePara, &[parent], number as u64) else {
            continue;
        };
        all += 1;
        let (old, new) = (Fingerprint::of(&parent.model), Fingerprint::of(&child.model));
        same += u32::from(old.exact == new.exact);
        shapes += u32::from(old.shape == new.shape);
    }
    println!(
        "{all} change_para children: {same} exact twins, {shapes} of the parent's shape (others have one entity more)"
    );
    assert_eq!(same, 0);
    assert!(shapes > 0);
}

#[test]
fn no_fault_free_child_leaks() {
    let parents = originals(12);
    let (mut all, mut warned, mut remarked) = (0_u32, 0_u32, 0_u32);
    for (number, parent) in parents.iter().enumerate() {
        for operator in Operator::ALL {
            let mut of = vec![parent];
            if operator.parents() == 2 {
                of.push(&parents[(number + 13) % parents.len()]);
            }
            let Some(child) = child(operator, &of, number as u64) else {
                continue;
            };
            let run = run(&child.model);
            let samples: Vec<Sample> = of.iter().map(|parent| parent.sample.clone()).collect();
            let inputs = Inputs {
                parents: &samples,
                run: Some(&run),
                ..Inputs::of(&child.sample)
            };
            let verdict = check::evaluate(CheckId::Leak, &inputs);
            assert_eq!(
                verdict.kind,
                VerdictKind::Pass,
                "{operator:?}: {verdict:?}\n{}",
                child.sample.problem
            );
            all += 1;
            let has = |severity| {
                verdict
                    .findings
                    .iter()
                    .any(|finding| finding.severity == severity)
            };
            if has(Severity::Warning) {
                println!("{operator:?}: {:?}", verdict.findings);
            }
            warned += u32::from(has(Severity::Warning));
            remarked += u32::from(has(Severity::Info));
        }
    }
    println!("{all} fault-free children: {warned} with a warning, {remarked} with a remark");
    assert!(all > 600);
    assert!(50 * warned <= all, "more than 2 % are warned of");
}

/// Whether the leak rule fails a sample that has its parent's solution.
fn leaks(sample: &Sample, parent: &Case) -> bool {
    let sample = Sample {
        solution: parent.sample.solution.clone(),
        ..sample.clone()
    };
    let run = run(&parent.model);
    let inputs = Inputs {
        parents: std::slice::from_ref(&parent.sample),
        run: Some(&run),
        ..Inputs::of(&sample)
    };
    check::evaluate(CheckId::Leak, &inputs).kind == VerdictKind::Fail
}

#[test]
fn a_parents_solution_under_another_problem_leaks() {
    const PER_FAMILY: usize = 6;
    let cases = originals(PER_FAMILY);
    let (mut words, mut moved, mut numbers, mut changed) = (0, 0, 0, 0);
    for (number, parent) in cases.iter().enumerate() {
        if let Some(child) = child(Operator::TransDomain, &[parent], number as u64) {
            moved += 1;
            words += u32::from(leaks(&child.sample, parent));
        }
        // Another instance of the family is a child all of whose numbers changed.
        if (number + 1) % PER_FAMILY != 0 {
            let origin = Origin::Derived {
                operator: Operator::ChangePara,
                parents: Parents::one(parent.sample.id),
                walk: WalkId::fresh(),
            };
            let mut other = cases[number + 1].sample.clone();
            other.lineage.origin = origin;
            changed += 1;
            numbers += u32::from(leaks(&other, parent));
        }
    }
    println!("other words: {words} of {moved} fail; other numbers: {numbers} of {changed} fail");
    assert!(10 * words >= 5 * moved && 100 * numbers >= 95 * changed);
}
