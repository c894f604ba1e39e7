//! Work in a row: who works five days in a row stands in the rows of five days, not of six.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::link::evidence_of;
use crate::check::trace::Place;
use crate::check::words::regex;
use crate::check::{Evidence, Finding, Severity, Signal};
use crate::model::Model;
use crate::sample::{Part, numbers};

/// Rows of a schedule by days: a week. Other schedules count otherwise.
const DAYS: usize = 7;

/// A variable of a schedule that covers more periods than the problem lets it work in a row.
pub(super) fn finding(problem: &str, model: &Model) -> Option<Finding> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b([\w\-]+)\s+(?:consecutive|successive|straight)\s+(?:work(?:ing)?\s+)?days\b|连续.{0,6}[天日]",
        )
    });
    let words = WORDS.captures(problem)?;
    let said = words.get(1)?;
    let length = numbers::find(said.as_str()).first().map(|number| number.value)?;
    let whole = words.get(0)?;
    let mut covered: BTreeMap<usize, usize> = BTreeMap::new();
    let mut rows = 0;
    for row in &model.rows {
        let needs =
            row.quadratic.is_empty() && row.lower.is_finite() && row.upper.is_infinite() && row.lower > 0.0;
        if needs && row.terms.len() > 1 && row.terms.iter().all(|term| (term.coefficient - 1.0).abs() < 1e-9)
        {
            rows += 1;
            for term in &row.terms {
                *covered.entry(term.variable.0).or_default() += 1;
            }
        }
    }
    if rows != DAYS {
        return None;
    }
    let count = |rows: usize| f64::from(u32::try_from(rows).unwrap_or(u32::MAX));
    let wrong: Vec<(usize, usize)> = covered
        .into_iter()
        .filter(|(_, rows)| count(*rows) > length)
        .collect();
    let (at, rows) = *wrong.first()?;
    let message = format!(
        "The problem says “{}”, but `{}` counts for {rows} days.",
        whole.as_str(),
        model.variables[at].name
    );
    let mut finding = Finding::new(Severity::Error, message)
        .of(Signal::UnevenShift)
        .at(Evidence::Text {
            part: Part::Problem,
            span: whole.range(),
        });
    finding.evidence.extend(
        wrong
            .iter()
            .take(6)
            .filter_map(|(at, _)| evidence_of(Place::Variable(*at), model)),
    );
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{row, variable};

    const PROBLEM: &str = "Each employee must work five consecutive days and then has two days off.";

    /// Who starts on a day works the following days, five unless said otherwise.
    fn week(days: impl Fn(usize) -> usize) -> Model {
        let mut model = Model::empty();
        model.variables = (0..7).map(|day| variable(&format!("x_{day}"), 1)).collect();
        model.rows = (0..7)
            .map(|day| {
                let at_work: Vec<(usize, f64)> = (0..7)
                    .filter(|start| (day + 7 - start) % 7 < days(*start))
                    .map(|start| (start, 1.0))
                    .collect();
                row("day", &at_work, 10.0, f64::INFINITY, 2)
            })
            .collect();
        model
    }

    #[test]
    fn who_works_a_day_too_many_is_found() {
        assert_eq!(finding(PROBLEM, &week(|_| 5)), None);
        let found = finding(PROBLEM, &week(|start| if start == 1 { 6 } else { 5 })).unwrap();
        assert!(found.message.contains("`x_1` counts for 6 days"), "{found:?}");
        assert_eq!(finding("Nobody works on Sunday.", &week(|_| 6)), None);
    }
}
