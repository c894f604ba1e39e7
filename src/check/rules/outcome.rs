//! `outcome`: the model has a proven optimum that is not trivially zero and equals the stated answer.
//!
//! A sample that was made or declared a seed here states what a solver proved, so another optimum is a fault. The
//! label of an imported row is somebody's claim; 8 to 54 % of public labels are wrong (survey arXiv 2508.10047), so
//! there a difference is a warning, for a person to settle.

mod reasons;

use super::weight_of_doubt;
use crate::check::link::Tied;
use crate::check::trace::Place;
use crate::check::{Evidence, Finding, Inputs, Opinion, Severity, Signal, VerdictKind};
use crate::model::Model;
use crate::model::text::{number, rounded};
use crate::sample::{Answer, Origin, Part, Sample};
use crate::solve::explain::Cause;
use crate::solve::{self, Outcome, Status};
use reasons::Because;

/// Relative difference at which a stated answer is no longer the computed optimum, as the papers score.
const TOLERANCE: f64 = 1e-4;

pub(super) fn judge(inputs: &Inputs<'_>) -> Opinion {
    let sample = inputs.sample;
    let Some(run) = inputs.run else {
        return Opinion::unknown("The program has not been run yet, so there is no outcome.");
    };
    let Some(outcome) = &run.outcome else {
        return Opinion::unknown("No model was solved, so there is no outcome.");
    };
    let notes = outcome
        .notes
        .iter()
        .map(|note| Finding::new(Severity::Info, note.clone()).at(Evidence::Outcome));
    let opinion = match outcome.status {
        Status::Optimal => optimal(sample, outcome),
        Status::Infeasible | Status::Unbounded => without_optimum(inputs, run.model.as_ref(), outcome),
        Status::Feasible | Status::Limit => {
            undecided("The solver stopped at its limit before it could prove an optimum.")
        }
        Status::Unsupported => undecided("No solver of this build takes such a model."),
        Status::Error => {
            let message = "The solvers failed or contradicted each other.";
            Opinion::new(VerdictKind::Error, message).with([Finding::new(Severity::Error, message)
                .of(Signal::Undecided)
                .at(Evidence::Outcome)])
        }
    };
    opinion.with(notes)
}

/// The rule for answers that somebody claims.
const CLAIMED: &str = "claimed";

/// Which rule a stated answer is held to; part of what the verdict is about.
pub(crate) fn label_rule(sample: &Sample) -> &'static str {
    match sample.lineage.origin {
        Origin::Imported { .. } => CLAIMED,
        Origin::Seed | Origin::Derived { .. } => "proven",
    }
}

fn undecided(reason: &str) -> Opinion {
    let mut opinion = Opinion::unknown(reason);
    for finding in &mut opinion.findings {
        finding.signal = Some(Signal::Undecided);
        finding.evidence.push(Evidence::Outcome);
    }
    opinion
}

fn without_optimum(inputs: &Inputs<'_>, model: Option<&Model>, outcome: &Outcome) -> Opinion {
    let status = outcome.status;
    let (signal, reason) = match status {
        Status::Unbounded => (
            Signal::Runaway,
            "The model is unbounded: the objective can be improved without end.",
        ),
        _ => (
            Signal::NoPoint,
            "The model is infeasible: no point satisfies all rows and bounds.",
        ),
    };
    let stated = inputs
        .sample
        .answer
        .as_ref()
        .is_some_and(Answer::is_no_best_solution);
    let (severity, passed) = if stated {
        (Severity::Info, format!("{}, as stated", status.word()))
    } else {
        (Severity::Error, String::new())
    };
    let because = match (model, &outcome.explanation) {
        (Some(model), Some(explanation)) => reasons::of(explanation, model, &inputs.sample.problem),
        _ => Because::default(),
    };
    let mut finding = Finding::new(severity, reason).of(signal).at(Evidence::Outcome);
    if !because.words.is_empty() {
        finding.message = format!("{reason} {}", because.words);
        finding.evidence.extend(because.evidence);
    }
    let asked = !stated && model.is_some_and(|model| is_asked_for(inputs, model, outcome));
    if asked {
        let and = "The problem asks for each of these rows, so it may have no solution.";
        finding.message = format!("{} {and}", finding.message);
        finding.signal = Some(Signal::AskedNoPoint);
    }
    let mut opinion = Opinion::judged(passed, vec![finding]);
    if asked && label_rule(inputs.sample) == CLAIMED {
        // Who states an answer may state this one. A sample of our own states what a solver proved: it has a fault.
        opinion.kind = VerdictKind::Unknown;
    }
    if !stated {
        // The summary is one short line; the finding says the rest.
        reason.clone_into(&mut opinion.summary);
    }
    opinion.with(because.parts)
}

/// Whether the words of the problem ask for every row and bound that takes part in a clash, each as the model holds it.
/// Then it is the problem that may have no solution, and the program that says so may be right.
fn is_asked_for(inputs: &Inputs<'_>, model: &Model, outcome: &Outcome) -> bool {
    let Some(Cause::Clash(clash)) = outcome.explanation.as_ref().map(|explanation| &explanation.cause) else {
        return false;
    };
    if clash.members.is_empty() || clash.hidden > 0 {
        return false;
    }
    let tied = Tied::new(inputs, model);
    clash.members.iter().all(|member| match member.place {
        solve::Place::Row(at) => tied.is_asked_so(Place::Row(at)),
        // Nobody says in words that there are no negative trucks.
        solve::Place::Variable(at) => {
            let natural = member.side == solve::Side::Lower && model.variables[at].lower == 0.0;
            natural || tied.is_asked_so(Place::Variable(at))
        }
    })
}

fn optimal(sample: &Sample, outcome: &Outcome) -> Opinion {
    let Some(objective) = outcome.objective else {
        return undecided("The outcome says optimal but gives no objective value.");
    };
    let stated_zero = matches!(sample.answer, Some(Answer::Number(answer)) if answer.abs() <= TOLERANCE);
    let mut findings = Vec::new();
    if objective == 0.0 && !stated_zero {
        // A sum of deviations may well be 0; a plan of nothing but zeros shows that nothing is asked of it.
        let (severity, message) = if outcome.values.iter().all(|value| value.abs() <= 1e-9) {
            (
                weight_of_doubt(sample),
                "The optimum is exactly 0, which most often means that doing nothing satisfies the model.",
            )
        } else {
            (
                Severity::Warning,
                "The optimum is exactly 0: the plan costs and earns nothing.",
            )
        };
        findings.push(
            Finding::new(severity, message)
                .of(Signal::ZeroOptimum)
                .at(Evidence::Outcome)
                .at(Evidence::Objective),
        );
    }
    let compared = sample
        .answer
        .as_ref()
        .map(|answer| compare(sample, answer, objective));
    let agrees = matches!(compared, Some(None));
    findings.extend(compared.flatten());
    let stated = if agrees { ", as stated" } else { "" };
    Opinion::judged(format!("optimal {}{stated}", rounded(objective, 6)), findings)
}

/// The finding on a stated answer that is not the optimum.
fn compare(sample: &Sample, answer: &Answer, objective: f64) -> Option<Finding> {
    let (severity, message) = match answer {
        Answer::Number(stated) if agrees(*stated, objective) => return None,
        Answer::Number(stated) => {
            let absolute = (objective - stated).abs();
            let relative = if *stated == 0.0 {
                String::new()
            } else {
                format!(", {} % of it", rounded(100.0 * absolute / stated.abs(), 2))
            };
            let message = format!(
                "The stated answer is {}, the computed optimum {}: they differ by {}{relative}.",
                number(*stated),
                rounded(objective, 6),
                rounded(absolute, 6)
            );
            (weight_of_doubt(sample), message)
        }
        Answer::Label(_) if answer.is_no_best_solution() => {
            let message = format!(
                "The stated answer is that there is no best solution, but the optimum is {}.",
                rounded(objective, 6)
            );
            (weight_of_doubt(sample), message)
        }
        Answer::Label(label) => {
            let shown: String = crate::sample::clean(label).chars().take(60).collect();
            (
                Severity::Info,
                format!("The stated answer `{shown}` is no number to compare with."),
            )
        }
    };
    let whole = 0..sample.part(Part::Answer).len();
    let stated = Evidence::Text {
        part: Part::Answer,
        span: whole,
    };
    Some(
        Finding::new(severity, message)
            .of(Signal::OtherAnswer)
            .at(stated)
            .at(Evidence::Outcome),
    )
}

fn agrees(stated: f64, objective: f64) -> bool {
    (objective - stated).abs() <= TOLERANCE * stated.abs().max(TOLERANCE)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Scene, optimal_run};
    use crate::check::{CheckId, Severity, VerdictKind};
    use crate::program::Run;
    use crate::sample::Answer;
    use crate::solve::{Outcome, Status};
    use rstest::rstest;

    fn ended(status: Status) -> Run {
        let mut run = optimal_run(0.0);
        run.outcome = Some(Outcome::without_point(status));
        run
    }

    #[rstest]
    #[case(Status::Infeasible, VerdictKind::Fail)]
    #[case(Status::Unbounded, VerdictKind::Fail)]
    #[case(Status::Feasible, VerdictKind::Unknown)]
    #[case(Status::Limit, VerdictKind::Unknown)]
    #[case(Status::Unsupported, VerdictKind::Unknown)]
    #[case(Status::Error, VerdictKind::Error)]
    fn what_is_not_optimal_does_not_pass(#[case] status: Status, #[case] expected: VerdictKind) {
        assert_eq!(
            Scene::default().run(ended(status)).verdict(CheckId::Outcome).kind,
            expected
        );
    }

    #[test]
    fn no_best_solution_may_be_the_right_answer() {
        let scene = Scene::default().answer(Answer::parse("No Best Solution"));
        assert_eq!(
            scene
                .clone()
                .run(ended(Status::Infeasible))
                .verdict(CheckId::Outcome)
                .kind,
            VerdictKind::Pass
        );
        assert_eq!(
            scene.run(optimal_run(3.0)).verdict(CheckId::Outcome).kind,
            VerdictKind::Fail
        );
    }

    #[rstest]
    #[case(37.5, 37.5, VerdictKind::Pass)]
    #[case(37.5, 37.501, VerdictKind::Pass)]
    #[case(37.5, 38.0, VerdictKind::Fail)]
    #[case(0.0, 0.0, VerdictKind::Pass)]
    #[case(0.0, 5.0, VerdictKind::Fail)]
    fn a_proven_answer_must_be_the_optimum(
        #[case] stated: f64,
        #[case] found: f64,
        #[case] expected: VerdictKind,
    ) {
        let scene = Scene::default()
            .answer(Answer::Number(stated))
            .run(optimal_run(found));
        assert_eq!(scene.verdict(CheckId::Outcome).kind, expected);
    }

    #[test]
    fn a_claimed_answer_only_warns() {
        let scene = Scene::default()
            .imported()
            .answer(Answer::Number(40.0))
            .run(optimal_run(37.5));
        let verdict = scene.verdict(CheckId::Outcome);
        assert_eq!(verdict.kind, VerdictKind::Pass);
        assert_eq!(verdict.findings[0].severity, Severity::Warning);
        assert!(
            verdict.findings[0]
                .message
                .contains("differ by 2.5, 6.25 % of it"),
            "{:?}",
            verdict.findings
        );
    }

    #[test]
    fn a_zero_that_takes_doing_is_a_warning() {
        let mut run = optimal_run(0.0);
        run.outcome.as_mut().unwrap().values = vec![2.0, 0.0];
        let verdict = Scene::default().run(run).verdict(CheckId::Outcome);
        assert_eq!(verdict.kind, VerdictKind::Pass);
        assert_eq!(verdict.findings[0].severity, Severity::Warning);
    }

    #[test]
    fn a_trivial_zero_fails_unless_it_is_stated() {
        assert_eq!(
            Scene::default()
                .run(optimal_run(0.0))
                .verdict(CheckId::Outcome)
                .kind,
            VerdictKind::Fail
        );
    }
}
