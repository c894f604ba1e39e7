//! `sense`: the words of the problem, the formulation and the model agree on minimise or maximise.

use super::super::words::{Direction, Strength, direction, sense_words};
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal};
use crate::model::{Model, ObjectiveSense};
use crate::sample::Part;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let sample = inputs.sample;
    let problem = direction(&sample.problem);
    let formulation = stated(&sample.solution.formulation);
    let model = inputs.run.and_then(|run| run.model.as_ref());
    if let (Some(words), Some(model)) = (problem.sense(), model)
        && disagrees(words, model)
    {
        let message = format!(
            "The problem asks to {}, but the model is solved to {}.",
            words.word(),
            model.objective.sense.word()
        );
        return Opinion::judged(
            "",
            vec![clash(message, &problem, &formulation, Some(model)).of(Signal::WrongSense)],
        );
    }
    if let (Some(words), Some(written)) = (problem.sense(), formulation.sense())
        && words != written
    {
        let message = format!(
            "The problem asks to {}, but the formulation says {}.",
            words.word(),
            written.word()
        );
        return Opinion::judged(
            "",
            vec![clash(message, &problem, &formulation, model).of(Signal::FormulationSense)],
        );
    }
    if let (Some(written), Some(model)) = (formulation.sense(), model)
        && disagrees(written, model)
    {
        let message = format!(
            "The formulation says {}, but the program asks the solver to {}.",
            written.word(),
            model.objective.sense.word()
        );
        return Opinion::judged(
            "",
            vec![clash(message, &problem, &formulation, Some(model)).of(Signal::ProgramSense)],
        );
    }
    match (problem.sense(), model) {
        (_, None) => Opinion::unknown("No model was captured to compare the words with."),
        (Some(words), Some(_)) => Opinion::judged(format!("{} throughout", words.word()), Vec::new()),
        (None, Some(_)) if problem == Direction::Both => {
            Opinion::unknown("The problem speaks of minimising and of maximising.")
        }
        (None, Some(_)) => Opinion::unknown("The words of the problem do not say which way to go."),
    }
}

/// What a formulation says: its objective stands before its constraints, so the first verb or sign counts when the
/// verbs of the whole point both ways.
fn stated(formulation: &str) -> Direction {
    let whole = direction(formulation);
    if whole != Direction::Both {
        return whole;
    }
    let Some(heading) = objective_section(formulation) else {
        return whole;
    };
    match sense_words(&formulation[heading.clone()])
        .into_iter()
        .find(|word| word.strength == Strength::Verb)
    {
        Some(word) => {
            let span = heading.start + word.span.start..heading.start + word.span.end;
            Direction::One(word.sense, vec![span])
        }
        None => whole,
    }
}

/// The bytes from the first line that names the objective to the next heading.
fn objective_section(formulation: &str) -> Option<std::ops::Range<usize>> {
    let start = formulation.to_ascii_lowercase().find("objective")?;
    let line_end = formulation[start..]
        .find('\n')
        .map_or(formulation.len(), |at| start + at + 1);
    let end = formulation[line_end..]
        .find("\n#")
        .map_or(formulation.len(), |at| line_end + at);
    Some(start..end)
}

/// Whether the model goes the other way. Minimising a negated sum is maximising, so a model whose objective has no
/// positive term is taken to be turned round on purpose.
fn disagrees(asked: ObjectiveSense, model: &Model) -> bool {
    let objective = &model.objective;
    let empty = objective.terms.is_empty() && objective.quadratic.is_empty();
    let negated = objective.terms.iter().all(|term| term.coefficient < 0.0)
        && objective.quadratic.iter().all(|term| term.coefficient < 0.0);
    !empty && !negated && asked != objective.sense
}

fn clash(message: String, problem: &Direction, formulation: &Direction, model: Option<&Model>) -> Finding {
    let mut finding = Finding::new(Severity::Error, message);
    for (part, direction) in [(Part::Problem, problem), (Part::Formulation, formulation)] {
        if let Direction::One(_, spans) = direction {
            for span in spans.iter().take(8) {
                finding = finding.at(Evidence::Text {
                    part,
                    span: span.clone(),
                });
            }
        }
    }
    if let Some(model) = model {
        if let Some(line) = model.objective.line {
            finding = finding.at(Evidence::Line { line });
        }
        finding = finding.at(Evidence::Objective);
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Scene, optimal_run};
    use crate::check::{CheckId, Evidence, VerdictKind};
    use crate::model::ObjectiveSense;
    use rstest::rstest;

    #[rstest]
    #[case(
        "minimize the cost of 3",
        "Minimize x",
        ObjectiveSense::Minimize,
        VerdictKind::Pass
    )]
    #[case(
        "minimize the cost of 3",
        "Minimize x",
        ObjectiveSense::Maximize,
        VerdictKind::Fail
    )]
    #[case(
        "minimize the cost of 3",
        "Maximize x",
        ObjectiveSense::Minimize,
        VerdictKind::Fail
    )]
    #[case("what is the least cost?", "", ObjectiveSense::Maximize, VerdictKind::Fail)]
    #[case("what to do?", "Minimize x", ObjectiveSense::Maximize, VerdictKind::Fail)]
    #[case("what to do?", "Minimize x", ObjectiveSense::Minimize, VerdictKind::Unknown)]
    #[case(
        "minimize cost and maximize profit",
        "",
        ObjectiveSense::Minimize,
        VerdictKind::Unknown
    )]
    fn words_and_model_must_agree(
        #[case] problem: &str,
        #[case] formulation: &str,
        #[case] sense: ObjectiveSense,
        #[case] expected: VerdictKind,
    ) {
        let mut run = optimal_run(3.0);
        run.model.as_mut().unwrap().objective.sense = sense;
        let verdict = Scene::default()
            .problem(problem)
            .formulation(formulation)
            .run(run)
            .verdict(CheckId::Sense);
        assert_eq!(verdict.kind, expected, "{verdict:?}");
        if expected == VerdictKind::Fail {
            assert!(verdict.findings[0].evidence.contains(&Evidence::Objective));
        }
    }

    #[test]
    fn a_negated_objective_is_the_other_sense() {
        let mut run = optimal_run(-3.0);
        let objective = &mut run.model.as_mut().unwrap().objective;
        objective.sense = ObjectiveSense::Minimize;
        objective
            .terms
            .iter_mut()
            .for_each(|term| term.coefficient = -term.coefficient.abs());
        let verdict = Scene::default()
            .problem("maximize profit of 3")
            .run(run)
            .verdict(CheckId::Sense);
        assert_eq!(verdict.kind, VerdictKind::Pass);
    }

    #[test]
    fn without_a_run_it_cannot_tell() {
        assert_eq!(
            Scene::default().verdict(CheckId::Sense).kind,
            VerdictKind::Unknown
        );
    }
}
