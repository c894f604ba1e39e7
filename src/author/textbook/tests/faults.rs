use super::*;
use crate::author::FaultKind;
use crate::author::textbook::faults::{in_problem, problem as faulty_problem, solution as faulty_solution};

const SEEDS: u64 = 6;

#[test]
fn every_kind_in_a_solution_changes_what_it_names_and_says_so() {
    for family in Textbook::families() {
        for kind in FaultKind::ALL.into_iter().filter(|kind| !in_problem(*kind)) {
            let mut planted = 0;
            for seed in 0..SEEDS {
                let blueprint = instance(family, usize::try_from(seed).unwrap(), seed);
                let clean = solve(&blueprint, Style::WrittenOut).unwrap();
                let mut rng = stream(seed, &["fault test"]);
                let Some((solution, fault)) =
                    faulty_solution(kind, &blueprint, Style::WrittenOut, &mut rng).unwrap()
                else {
                    continue;
                };
                planted += 1;
                assert_eq!(fault.kind, kind);
                assert!(fault.what.len() > 10);
                assert_ne!(solution, clean, "{}: {kind:?}: {}", family.key, fault.what);
                let same_program = solution.program == clean.program;
                let same_formulation = solution.formulation == clean.formulation;
                match kind {
                    FaultKind::FormulationMismatch => assert!(same_program && !same_formulation),
                    FaultKind::CrashingProgram => assert!(!same_program && same_formulation),
                    _ => assert!(
                        !same_program && !same_formulation,
                        "{}: {kind:?}: {}",
                        family.key,
                        fault.what
                    ),
                }
            }
            assert!(
                planted >= SEEDS / 2,
                "{}: {kind:?} planted {planted} times",
                family.key
            );
        }
    }
}

#[test]
fn a_dropped_datum_is_gone_from_the_text_and_stays_in_the_blueprint() {
    for family in Textbook::families() {
        for seed in 0..SEEDS {
            let blueprint = instance(family, 1, seed);
            let clean = problem::tell(&blueprint, None).unwrap();
            let mut rng = stream(seed, &["drop test"]);
            let found = faulty_problem(
                FaultKind::DroppedDatum,
                Operator::ChangePara,
                &blueprint,
                &mut rng,
            )
            .unwrap();
            let (text, stored, _) = found.unwrap();
            assert_eq!(stored, blueprint);
            assert_eq!(numbers(&text).len() + 1, numbers(&clean).len(), "{text}");
        }
    }
}

#[test]
fn a_breach_is_told_and_solved_while_the_truth_is_kept() {
    for family in Textbook::families() {
        for operator in Operator::ALL {
            let blueprint = instance(family, 0, 2);
            let mut rng = stream(7, &["breach test", operator.name()]);
            let found = faulty_problem(FaultKind::ContractBreach, operator, &blueprint, &mut rng).unwrap();
            let Some((text, stored, planted)) = found else {
                continue;
            };
            assert_eq!(planted.kind, FaultKind::ContractBreach);
            assert_eq!(stored.parts, blueprint.parts);
            if operator == Operator::ChangePara {
                let rows = |of: &Blueprint| model(of).rows.len();
                let (true_rows, told_rows) = (rows(&blueprint), rows(stored.told()));
                assert_ne!(
                    true_rows, told_rows,
                    "other numbers alone are allowed: {}",
                    planted.what
                );
            }
            assert_eq!(problem::tell(stored.told(), None).unwrap(), text);
            check_solved(stored.told());
            let read = Blueprint::read(&stored.to_value().unwrap()).unwrap();
            assert_eq!(read, stored);
        }
    }
}
