//! Limits in words against the rows and bounds that hold them: a limit that no row holds, one that is held the other way
//! round, and rows that no words ask for.

use std::collections::BTreeSet;

use crate::check::link::{Firmness, Limit, Reading, Tied, agrees, evidence_of};
use crate::check::trace::{Place, same};
use crate::check::{Evidence, Finding, Severity, Signal};
use crate::model::Model;
use crate::sample::Part;
use crate::sample::numbers::{self, NumberKind};

/// Findings of one kind that are listed.
const MOST_LISTED: usize = 6;
/// Places that one finding points at.
const MOST_PLACES: usize = 4;

pub(super) fn findings(tied: &Tied<'_>, problem: &str, model: &Model, claimed: bool) -> Vec<Finding> {
    let mut found = opposed(tied, problem, model);
    if claimed {
        // In texts by others the same number may be said of something else; there too few of these findings were right
        // to fail a sample.
        for finding in &mut found {
            finding.severity = finding.severity.min(Severity::Warning);
        }
    }
    found.extend(unanswered(tied, problem));
    found.extend(unasked(tied, model));
    found
}

/// Limits whose number is held the other way round wherever it is held.
fn opposed(tied: &Tied<'_>, problem: &str, model: &Model) -> Vec<Finding> {
    let mut found = Vec::new();
    let given: Vec<f64> = numbers::find(problem)
        .iter()
        .filter(|number| number.is_data())
        .map(|number| number.value)
        .collect();
    for answered in &tied.answered {
        let requirement = &answered.requirement;
        if requirement.limit == Limit::Exactly {
            continue;
        }
        let readings: Vec<&Reading> = answered.readings.iter().map(|(reading, _)| reading).collect();
        let opposite = |reading: &&&Reading| agrees(requirement.limit, reading.held) == Some(false);
        let places: BTreeSet<Place> = readings.iter().map(|reading| reading.place).collect();
        let against: BTreeSet<Place> = readings
            .iter()
            .filter(opposite)
            .map(|reading| reading.place)
            .collect();
        if places.is_empty()
            || against.len() != places.len()
            || readings.iter().any(|reading| !opposite(&reading))
        {
            continue;
        }
        // The same number under other words may be what the row is about.
        let times = given
            .iter()
            .filter(|value| same(**value, requirement.number.value))
            .count();
        let disputed = tied.answered.iter().any(|other| {
            same(other.requirement.number.value, requirement.number.value)
                && other.requirement.limit != requirement.limit
        });
        let severity = match requirement.firmness {
            Firmness::Firm if !disputed && places.len() <= 2 => Severity::Error,
            Firmness::Firm => Severity::Warning,
            // What is there cannot be exceeded. Weaker words may be about something else.
            Firmness::Plain
                if !disputed && times == 1 && places.len() == 1 && requirement.limit == Limit::AtMost =>
            {
                Severity::Error
            }
            Firmness::Plain | Firmness::Hint => continue,
        };
        let message = format!(
            "The problem says “{}”, but the model holds that number the other way round.",
            words(problem, &requirement.span)
        );
        let mut finding = Finding::new(severity, message)
            .of(Signal::OpposedLimit)
            .at(Evidence::Text {
                part: Part::Problem,
                span: requirement.span.clone(),
            });
        for place in against.into_iter().take(MOST_PLACES) {
            finding.evidence.extend(line_of(place, model));
            finding.evidence.extend(evidence_of(place, model));
        }
        found.push(finding);
    }
    found.truncate(MOST_LISTED);
    found
}

/// Firm limits whose number no row, bound or share holds.
fn unanswered(tied: &Tied<'_>, problem: &str) -> Vec<Finding> {
    let missing = tied.answered.iter().filter(|answered| {
        let requirement = &answered.requirement;
        let counted = match requirement.number.kind {
            NumberKind::Word => requirement.number.value > 1.0,
            _ => true,
        };
        answered.readings.is_empty() && requirement.firmness == Firmness::Firm && counted
    });
    let mut found: Vec<Finding> = missing
        .map(|answered| {
            let message = format!(
                "The problem says “{}”, but no row or bound of the model holds that number.",
                words(problem, &answered.requirement.span)
            );
            Finding::new(Severity::Warning, message)
                .of(Signal::UnansweredLimit)
                .at(Evidence::Text {
                    part: Part::Problem,
                    span: answered.sentence.clone(),
                })
        })
        .collect();
    found.truncate(MOST_LISTED);
    found
}

/// Rows with a number on their side that the words of no limit ask for. Right programs have them too (balances, sums of
/// supplies), so this is only told.
fn unasked(tied: &Tied<'_>, model: &Model) -> Option<Finding> {
    let telling = |side: f64| side.is_finite() && side.abs() > 1.0;
    let rows: Vec<usize> = (0..model.rows.len())
        .filter(|at| {
            let row = &model.rows[*at];
            (telling(row.lower) || telling(row.upper)) && !tied.is_asked(Place::Row(*at))
        })
        .collect();
    if rows.is_empty() || 2 * rows.len() > model.rows.len() {
        return None;
    }
    let message = match rows.as_slice() {
        [only] => format!(
            "No words of the problem ask for row `{}`.",
            model.rows[*only].name
        ),
        many => format!(
            "No words of the problem ask for {} of the {} rows.",
            many.len(),
            model.rows.len()
        ),
    };
    let mut finding = Finding::new(Severity::Info, message).of(Signal::UnaskedRow);
    for at in rows.into_iter().take(MOST_PLACES) {
        finding.evidence.extend(line_of(Place::Row(at), model));
        finding.evidence.extend(evidence_of(Place::Row(at), model));
    }
    Some(finding)
}

fn line_of(place: Place, model: &Model) -> Option<Evidence> {
    let line = match place {
        Place::Row(at) => model.rows.get(at)?.line,
        Place::Variable(at) => model.variables.get(at)?.line,
        Place::Objective => model.objective.line,
    };
    line.map(|line| Evidence::Line { line })
}

/// The words of a span on one line.
fn words(problem: &str, span: &std::ops::Range<usize>) -> String {
    let text = problem.get(span.clone()).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::check::rules::testing::{Scene, diet, row, run_of};
    use crate::check::{CheckId, Severity, Signal};
    use crate::model::Model;
    use rstest::rstest;

    const FREE: f64 = f64::INFINITY;

    fn signals(problem: &str, model: Model) -> Vec<(Signal, Severity)> {
        let verdict = Scene::default()
            .problem(problem)
            .run(run_of(model, 25.0))
            .verdict(CheckId::Rows);
        let told = verdict.findings.iter();
        told.filter_map(|finding| Some((finding.signal?, finding.severity)))
            .collect()
    }

    fn with(rows: Vec<crate::model::Row>) -> Model {
        let mut model = diet();
        model.rows = rows;
        model
    }

    #[rstest]
    #[case("At least 75 mg are needed.", vec![row("r", &[(0, 12.0), (1, 5.0)], -FREE, 75.0, 5)], Signal::OpposedLimit)]
    #[case("There must be at least three times as many a as b.", vec![row("r", &[(0, 1.0), (1, -3.0)], -FREE, 0.0, 5)], Signal::OpposedLimit)]
    #[case("At most 30% may be a.", vec![row("r", &[(0, 0.7), (1, -0.3)], 0.0, FREE, 5)], Signal::OpposedLimit)]
    #[case("At least 80 mg are needed.", vec![row("r", &[(0, 12.0), (1, 5.0)], 75.0, FREE, 5)], Signal::UnansweredLimit)]
    fn a_limit_that_is_not_kept_is_found(
        #[case] problem: &str,
        #[case] rows: Vec<crate::model::Row>,
        #[case] expected: Signal,
    ) {
        let found = signals(problem, with(rows));
        assert!(found.iter().any(|(signal, _)| *signal == expected), "{found:?}");
    }

    #[rstest]
    #[case("At least 75 mg are needed.", vec![row("r", &[(0, 12.0), (1, 5.0)], 75.0, FREE, 5)])]
    #[case("At least 75 mg are needed.", vec![row("r", &[(0, -12.0), (1, -5.0)], -FREE, -75.0, 5)])]
    #[case("There must be at least three times as many a as b.", vec![row("r", &[(0, 1.0), (1, -3.0)], 0.0, FREE, 5)])]
    #[case("At most 30% may be a.", vec![row("r", &[(0, 0.7), (1, -0.3)], -FREE, 0.0, 5)])]
    fn a_limit_that_is_kept_is_not(#[case] problem: &str, #[case] rows: Vec<crate::model::Row>) {
        assert_eq!(signals(problem, with(rows)), []);
    }
}
