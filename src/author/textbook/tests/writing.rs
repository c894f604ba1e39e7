use futures::executor::block_on;

use super::*;
use crate::author::{Author, FaultKind, ProblemTask, SolutionTask};

fn problem_task(operator: Operator, parents: Vec<Sample>, seed: u64) -> ProblemTask {
    ProblemTask {
        operator,
        parents,
        seed,
        attempt: 0,
        notes: Vec::new(),
        previous: None,
        complaints: Vec::new(),
    }
}

fn solution_task(task: &ProblemTask, problem: ProblemDraft) -> SolutionTask {
    SolutionTask {
        operator: task.operator,
        parents: task.parents.clone(),
        problem,
        library: Library::Coptpy,
        seed: task.seed,
        attempt: 0,
        notes: Vec::new(),
        previous: None,
        complaints: Vec::new(),
    }
}

fn parents(operator: Operator, seed: u64) -> Vec<Sample> {
    let families = Textbook::families();
    (0..operator.parents())
        .map(|number| {
            let place = usize::try_from(seed).unwrap() + number;
            sample(&instance(families[place % families.len()], place, seed + 40))
        })
        .collect()
}

#[test]
fn the_same_task_gives_the_same_draft() {
    let author = Textbook::with_faults(0.5);
    for operator in Operator::ALL {
        for seed in 0..6 {
            let task = problem_task(operator, parents(operator, seed), seed);
            let first = block_on(author.write_problem(task.clone()));
            assert_eq!(first, block_on(author.write_problem(task.clone())));
            let Ok(first) = first else { continue };
            let task = solution_task(&task, first);
            let solution = block_on(author.write_solution(task.clone()));
            assert_eq!(solution, block_on(author.write_solution(task)));
            assert!(solution.is_ok());
        }
    }
}

#[test]
fn another_try_differs() {
    let author = Textbook::default();
    for operator in Operator::ALL {
        let mut task = problem_task(operator, parents(operator, 3), 3);
        let first = block_on(author.write_problem(task.clone())).unwrap();
        task.attempt = 1;
        task.notes = vec!["make it harder".to_owned()];
        task.previous = Some(first.clone());
        let second = block_on(author.write_problem(task)).unwrap();
        assert_ne!(first.problem, second.problem);
        assert_eq!(second.planted, None);
        assert!(second.exchange.prompt.contains("make it harder"));
    }
}

#[test]
fn the_exchange_names_operator_parents_and_complaints() {
    let author = Textbook::default();
    let mut task = problem_task(Operator::Combination, parents(Operator::Combination, 1), 1);
    task.complaints = vec!["the unit is unclear".to_owned()];
    let draft = block_on(author.write_problem(task.clone())).unwrap();
    for wanted in [
        "combination",
        "the unit is unclear",
        &task.parents[0].id.to_string(),
        &task.parents[1].id.to_string(),
    ] {
        assert!(
            draft.exchange.prompt.contains(wanted),
            "{}",
            draft.exchange.prompt
        );
    }
    assert_eq!(draft.exchange.reply, draft.problem);
}

/// Asks for repairs until the draft is clean; how many rounds that took.
fn rounds_to_clean(author: &Textbook, mut task: SolutionTask, clean: &Solution) -> Option<u32> {
    for round in 1..=20 {
        task.attempt = round;
        let draft = block_on(author.write_solution(task.clone())).unwrap();
        if draft.planted.is_none() {
            assert_eq!(draft.solution, *clean);
            return Some(round);
        }
        assert_ne!(draft.solution, *clean);
        task.previous = Some(draft);
    }
    None
}

#[test]
fn planted_faults_are_repaired_sooner_or_later() {
    let author = Textbook::with_faults(1.0);
    let mut rounds = Vec::new();
    for seed in 0..60 {
        let task = problem_task(Operator::ChangePara, parents(Operator::ChangePara, seed), seed);
        let problem = block_on(Textbook::default().write_problem(task.clone())).unwrap();
        let mut task = solution_task(&task, problem);
        let clean = block_on(Textbook::default().write_solution(task.clone())).unwrap();
        let faulty = block_on(author.write_solution(task.clone())).unwrap();
        if faulty.planted.is_none() {
            assert_eq!(faulty.solution, clean.solution);
            continue;
        }
        task.previous = Some(faulty);
        task.complaints = vec!["it is wrong".to_owned()];
        rounds.push(rounds_to_clean(&author, task, &clean.solution).expect("a repair within 20 rounds"));
    }
    assert!(
        rounds.len() > 30,
        "most kinds stand in the solution: {}",
        rounds.len()
    );
    let at_once = rounds.iter().filter(|round| **round == 1).count();
    assert!(
        at_once * 2 > rounds.len() && at_once < rounds.len(),
        "{at_once} of {} at once",
        rounds.len()
    );
}

#[test]
fn faulty_problems_are_repaired_to_the_true_child() {
    let author = Textbook::with_faults(1.0);
    let mut repaired = 0;
    for seed in 0..120 {
        let mut task = problem_task(Operator::ChangePara, parents(Operator::ChangePara, seed), seed);
        let clean = block_on(Textbook::default().write_problem(task.clone())).unwrap();
        let faulty = block_on(author.write_problem(task.clone())).unwrap();
        let Some(planted) = faulty.planted.clone() else {
            assert_eq!(faulty.problem, clean.problem);
            continue;
        };
        assert!(matches!(
            planted.kind,
            FaultKind::DroppedDatum | FaultKind::ContractBreach
        ));
        assert_ne!(faulty.problem, clean.problem);
        task.previous = Some(faulty);
        task.complaints = vec!["it is wrong".to_owned()];
        for round in 1..20 {
            task.attempt = round;
            let draft = block_on(author.write_problem(task.clone())).unwrap();
            if draft.planted.is_none() {
                assert_eq!(
                    (draft.problem, draft.blueprint),
                    (clean.problem.clone(), clean.blueprint.clone())
                );
                repaired += 1;
                break;
            }
            task.previous = Some(draft);
        }
    }
    assert!(repaired > 5, "{repaired} problems repaired");
}

#[test]
fn a_clean_solution_is_not_repaired_into_something_else() {
    let author = Textbook::with_faults(1.0);
    let task = problem_task(Operator::ModifyCons, parents(Operator::ModifyCons, 2), 2);
    let problem = block_on(Textbook::default().write_problem(task.clone())).unwrap();
    let mut task = solution_task(&task, problem);
    let clean = block_on(Textbook::default().write_solution(task.clone())).unwrap();
    task.previous = Some(clean.clone());
    task.complaints = vec!["I do not like it".to_owned()];
    for round in 1..10 {
        task.attempt = round;
        let again = block_on(author.write_solution(task.clone())).unwrap();
        assert_eq!((again.solution, again.planted), (clean.solution.clone(), None));
    }
}

#[test]
fn another_try_at_a_solution_shows_the_same_model_in_general_form() {
    let author = Textbook::default();
    for operator in Operator::ALL {
        let task = problem_task(operator, parents(operator, 5), 5);
        let problem = block_on(author.write_problem(task.clone())).unwrap();
        let mut task = solution_task(&task, problem);
        let first = block_on(author.write_solution(task.clone())).unwrap();
        task.previous = Some(first.clone());
        task.attempt = 1;
        let second = block_on(author.write_solution(task.clone())).unwrap();
        assert_eq!(first.solution.program, second.solution.program);
        assert_ne!(first.solution.formulation, second.solution.formulation);
        assert!(second.solution.formulation.contains("### Parameters:"));
        task.previous = Some(second.clone());
        task.complaints = vec!["is it right?".to_owned()];
        assert_eq!(
            block_on(author.write_solution(task.clone())).unwrap().solution,
            second.solution
        );
        task.complaints.clear();
        assert_eq!(
            block_on(author.write_solution(task)).unwrap().solution,
            first.solution
        );
    }
}

fn foreign() -> Sample {
    let mut sample = sample(&instance(Textbook::families()[0], 0, 1));
    sample.blueprint = None;
    sample.problem = "Each lamp earns $35 and each clock earns $48. A lamp takes 3.5 hours and a clock 4.25 hours of \
                      the 1,260 hours in stock. At most 60% may be lamps. How many of each maximize the profit?"
        .to_owned();
    sample.solution.formulation =
        "max \\(35x_1 + 48x_2\\), \\(3.5x_{1} + 4.25x_{2} \\leq 1260\\), \\(x_1 \\leq \
                                   0.6(x_1 + x_2)\\)"
            .to_owned();
    sample.solution.program = "m.setObjective(35*x1 + 48*x2)\nm.addConstr(3.5*x1 + 4.25*x2 <= 1260)\n\
                               m.addConstr(x1 <= 0.6*(x1 + x2))\nprint('{:.2f}'.format(m.objval))\n"
        .to_owned();
    sample
}

#[test]
fn a_foreign_sample_gets_one_other_number_in_all_three_texts() {
    let author = Textbook::default();
    let parent = foreign();
    for seed in 0..20 {
        let task = problem_task(Operator::ChangePara, vec![parent.clone()], seed);
        let problem = block_on(author.write_problem(task.clone())).unwrap();
        let solution = block_on(author.write_solution(solution_task(&task, problem.clone())))
            .unwrap()
            .solution;
        let changes = [
            (&parent.problem, &problem.problem),
            (&parent.solution.formulation, &solution.formulation),
            (&parent.solution.program, &solution.program),
        ];
        let mut fresh = Vec::new();
        for (old, new) in changes {
            let (old, new) = (numbers(old), numbers(new));
            assert_eq!(old.len(), new.len());
            let differing: Vec<_> = old
                .iter()
                .zip(&new)
                .filter(|(old, new)| old.total_cmp(new).is_ne())
                .collect();
            assert_eq!(differing.len(), 1, "{differing:?}");
            fresh.push(*differing[0].1);
        }
        assert!(
            (fresh[0] - fresh[1]).abs() < 1e-9 && (fresh[1] - fresh[2]).abs() < 1e-9,
            "{fresh:?}"
        );
    }
}

#[test]
fn what_a_foreign_sample_does_not_allow_is_refused_with_advice() {
    let author = Textbook::default();
    for operator in [
        Operator::ModifyCons,
        Operator::ModifyObj,
        Operator::TransDomain,
        Operator::Combination,
    ] {
        let parents = vec![foreign(); operator.parents()];
        let refused = block_on(author.write_problem(problem_task(operator, parents, 1)));
        assert!(matches!(&refused, Err(AuthorError::Cannot(message)) if message.contains("another author")));
    }
    let mut untraced = foreign();
    untraced.solution.program.push_str("# 48 again\n");
    let refused = block_on(author.write_problem(problem_task(Operator::ChangePara, vec![untraced], 1)));
    assert!(
        matches!(&refused, Err(AuthorError::Cannot(message)) if message.contains("2 times")),
        "{refused:?}"
    );
}

#[test]
fn other_libraries_and_foreign_problems_are_refused() {
    let author = Textbook::default();
    let task = problem_task(Operator::ChangePara, parents(Operator::ChangePara, 1), 1);
    let problem = block_on(author.write_problem(task.clone())).unwrap();
    let mut wrong = solution_task(&task, problem.clone());
    wrong.library = Library::Gurobipy;
    assert!(matches!(
        block_on(author.write_solution(wrong)),
        Err(AuthorError::Cannot(_))
    ));
    let foreign = ProblemDraft {
        blueprint: None,
        ..problem
    };
    let refused = block_on(author.write_solution(solution_task(&task, foreign)));
    assert!(matches!(refused, Err(AuthorError::Cannot(_))));
}

#[test]
fn seeds_come_with_blueprint_and_solution() {
    let seeds = Textbook::seeds(3).unwrap();
    assert_eq!(seeds.len(), 3 * Textbook::families().len());
    for (draft, solution) in seeds {
        let blueprint = Blueprint::read(draft.blueprint.as_ref().unwrap()).unwrap();
        assert_eq!(
            solve(&blueprint, Style::of(&solution.formulation)).unwrap(),
            solution
        );
        assert!(Library::of_program(&solution.program) == Some(Library::Coptpy));
    }
}
