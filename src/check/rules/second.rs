//! `second`: another solver, or a proof that needs none, comes to the same outcome.
//!
//! Two that contradict each other fail the sample, with both values. Where nothing but the solver that found the outcome
//! speaks for it, the check passes with a warning: that solver, asked in another way, said the same again, or there would be
//! no outcome. Without an outcome that stands it is unknown.

use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal};
use crate::model::Model;
use crate::model::text::rounded;
use crate::solve::{Claim, Outcome, Second, SolverName, second_opinion};

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let Some(run) = inputs.run else {
        return Opinion::unknown("The program has not been run yet, so there is nothing to compare.");
    };
    let (Some(model), Some(outcome)) = (&run.model, &run.outcome) else {
        return Opinion::unknown("No model was solved, so there is nothing to compare.");
    };
    opinion(model, outcome)
}

fn opinion(model: &Model, outcome: &Outcome) -> Opinion {
    let passed = |summary: String| Opinion::judged(summary, Vec::new());
    // Both are the same but for rounding, and that of the point is exact.
    let value = outcome
        .objective
        .map_or_else(String::new, |objective| rounded(objective, 6));
    match second_opinion(model, outcome) {
        Second::Agrees {
            solver,
            objective: Some(_),
        } => passed(format!("{} agrees: {value}", solver.word())),
        Second::Agrees { solver, .. } => {
            passed(format!("{} agrees: {}", solver.word(), outcome.status.word()))
        }
        Second::Bound { solver, .. } => passed(format!("{}'s bound proves it: {value}", solver.word())),
        Second::Searched { solver } => {
            let better = if outcome.objective.is_some() {
                "better "
            } else {
                ""
            };
            passed(format!(
                "no {better}whole point within {}'s bounds",
                solver.word()
            ))
        }
        Second::NoWayOn { solver } => passed(format!("{} finds no way to a better point", solver.word())),
        Second::Basis => passed("an optimal basis, checked here, proves it".to_owned()),
        Second::Evident => passed("the model alone tells it; no solver was asked".to_owned()),
        Second::OwnWord { solver } => own_word(solver, model),
        Second::Differs { claims } => Opinion::judged(String::new(), vec![contradiction(&claims)]),
        Second::Nothing(reason) => {
            let mut opinion = Opinion::unknown(reason);
            opinion
                .findings
                .iter_mut()
                .for_each(|finding| finding.evidence.push(Evidence::Outcome));
            opinion
        }
    }
}

fn own_word(solver: SolverName, model: &Model) -> Opinion {
    let solver = solver.word();
    let whole = if model.is_integer() {
        " for whole numbers"
    } else {
        ""
    };
    let message = format!(
        "No second, independent solver of this build settled it{whole}: only {solver} itself, asked in another way, \
         says the same again. A build with HiGHS can compare."
    );
    let finding = Finding::new(Severity::Warning, message)
        .of(Signal::OneSolverOnly)
        .at(Evidence::Outcome);
    Opinion::judged(
        format!("no second solver{whole}; {solver} says the same again"),
        vec![finding],
    )
}

fn contradiction(claims: &[Claim]) -> Finding {
    let said: Vec<String> = claims.iter().map(words).collect();
    let message = format!("The solvers contradict each other: {}.", said.join(", "));
    Finding::new(Severity::Error, message)
        .of(Signal::SolversDisagree)
        .at(Evidence::Outcome)
        .at(Evidence::Objective)
}

fn words(claim: &Claim) -> String {
    let solver = claim.solver.word();
    match claim.objective {
        Some(objective) => format!("{solver} says {}", rounded(objective, 9)),
        None => format!("{solver} says {}", claim.status.word()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::check::rules::testing::{Scene, diet, row, run_of};
    use crate::check::{CheckId, Evidence, Severity, VerdictKind};
    use crate::model::{Model, VariableKind};
    use crate::program::Run;
    use crate::solve::{
        CONFIRM_TIME, Outcome, SolveLimits, SolverAnswer, SolverName, Status, confirm, solve,
    };

    fn solved(model: Model) -> Run {
        let mut outcome = solve(&model, &SolveLimits::default());
        confirm(&model, &mut outcome, CONFIRM_TIME);
        let mut run = run_of(model, 0.0);
        run.outcome = Some(outcome);
        run
    }

    fn whole(mut model: Model) -> Model {
        for variable in &mut model.variables {
            variable.kind = VariableKind::Integer;
        }
        model
    }

    fn answer(solver: SolverName, question: &str, status: Status, objective: Option<f64>) -> SolverAnswer {
        SolverAnswer {
            solver,
            reason: None,
            question: question.to_owned(),
            status,
            objective,
            time: Duration::ZERO,
            message: None,
        }
    }

    fn told(outcome: Outcome) -> crate::check::Verdict {
        let mut run = run_of(diet(), 25.0);
        run.outcome = Some(outcome);
        Scene::default().run(run).verdict(CheckId::SecondSolver)
    }

    #[test]
    fn linear_and_whole_models_are_confirmed() {
        let mut lots = whole(diet());
        lots.rows
            .push(row("fridge", &[(0, 7.0), (1, 3.0)], f64::NEG_INFINITY, 44.0, 5));
        let mut clash = diet();
        clash
            .rows
            .push(row("fridge", &[(0, 1.0), (1, 1.0)], f64::NEG_INFINITY, 1.0, 5));
        for model in [diet(), whole(diet()), lots, clash] {
            let verdict = Scene::default().run(solved(model)).verdict(CheckId::SecondSolver);
            assert_eq!(verdict.kind, VerdictKind::Pass, "{verdict:?}");
            assert!(verdict.findings.is_empty(), "{verdict:?}");
        }
    }

    #[test]
    fn solvers_that_contradict_each_other_fail_it_with_both_values() {
        let mut outcome = Outcome::without_point(Status::Error);
        outcome.answers = vec![
            answer(SolverName::Microlp, "the model", Status::Optimal, Some(640.0)),
            answer(SolverName::Clarabel, "the model", Status::Optimal, Some(600.0)),
        ];
        let verdict = told(outcome);
        assert_eq!(verdict.kind, VerdictKind::Fail);
        let finding = &verdict.findings[0];
        assert!(
            finding.message.contains("microlp says 640, clarabel says 600"),
            "{}",
            finding.message
        );
        assert!(finding.evidence.contains(&Evidence::Outcome));
    }

    #[test]
    fn the_same_solver_once_more_is_worth_a_warning() {
        let mut outcome = Outcome {
            objective: Some(25.0),
            solver: Some(SolverName::Microlp),
            ..Outcome::without_point(Status::Optimal)
        };
        outcome.answers = vec![
            answer(SolverName::Microlp, "the model", Status::Optimal, Some(25.0)),
            answer(
                SolverName::Microlp,
                "a strictly better point",
                Status::Infeasible,
                None,
            ),
        ];
        let verdict = told(outcome);
        assert_eq!(verdict.kind, VerdictKind::Pass);
        assert_eq!(verdict.findings[0].severity, Severity::Warning);
    }

    #[test]
    fn without_an_outcome_nothing_is_known() {
        for status in [
            Status::Feasible,
            Status::Limit,
            Status::Unsupported,
            Status::Error,
        ] {
            assert_eq!(
                told(Outcome::without_point(status)).kind,
                VerdictKind::Unknown,
                "{status:?}"
            );
        }
        let verdict = Scene::default().verdict(CheckId::SecondSolver);
        assert_eq!(verdict.kind, VerdictKind::Unknown);
    }
}
