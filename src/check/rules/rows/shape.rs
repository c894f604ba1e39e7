//! Rows that say nothing, or say it twice: empty, always true by the bounds of their variables, repeated, or turned against
//! each other so that two inequalities pin what they compare.

use std::collections::HashMap;

use crate::check::link::evidence_of;
use crate::check::trace::{Place, same};
use crate::check::{Evidence, Finding, Severity, Signal};
use crate::model::{Model, Row};

/// Findings of one kind that are listed.
const MOST_LISTED: usize = 6;

pub(super) fn findings(model: &Model) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(few(empty(model)));
    found.extend(few(always_true(model)));
    found.extend(few(pairs(model)));
    found
}

fn few(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.truncate(MOST_LISTED);
    findings
}

fn on_row(finding: Finding, at: usize, model: &Model) -> Finding {
    let line = model.rows[at].line.map(|line| Evidence::Line { line });
    let mut finding = finding;
    finding.evidence.extend(line);
    finding.evidence.extend(evidence_of(Place::Row(at), model));
    finding
}

/// Rows without a variable.
fn empty(model: &Model) -> Vec<Finding> {
    let rows = model.rows.iter().enumerate();
    rows.filter(|(_, row)| row.terms.is_empty() && row.quadratic.is_empty())
        .map(|(at, row)| {
            let message = format!("Row `{}` has no variable, so it limits nothing.", row.name);
            on_row(
                Finding::new(Severity::Warning, message).of(Signal::EmptyRow),
                at,
                model,
            )
        })
        .collect()
}

/// Rows that the bounds of their variables satisfy by themselves. A single bound written again as a row is a habit and
/// no fault.
fn always_true(model: &Model) -> Vec<Finding> {
    let rows = model.rows.iter().enumerate();
    rows.filter(|(_, row)| row.quadratic.is_empty() && !row.terms.is_empty())
        .filter(|(_, row)| {
            let (least, most) = reach(row, model);
            let single = row.terms.len() == 1;
            let limits = row.lower.is_finite() || row.upper.is_finite();
            limits && !single && least >= row.lower && most <= row.upper
        })
        .map(|(at, row)| {
            let message = format!(
                "Row `{}` is always true: the bounds of its variables see to it.",
                row.name
            );
            on_row(
                Finding::new(Severity::Info, message).of(Signal::AlwaysTrueRow),
                at,
                model,
            )
        })
        .collect()
}

/// The smallest and largest value that a row's sum can take within the bounds of its variables.
pub(super) fn reach(row: &Row, model: &Model) -> (f64, f64) {
    row.terms.iter().fold((0.0, 0.0), |(least, most), term| {
        let variable = &model.variables[term.variable.0];
        let (low, high) = (
            term.coefficient * variable.lower,
            term.coefficient * variable.upper,
        );
        (least + low.min(high), most + low.max(high))
    })
}

/// What rows with the same terms have in common: variables, and coefficients up to a factor.
type Key = Vec<(usize, u64)>;

/// The terms scaled so that the first coefficient is one, and the factor.
fn scaled(row: &Row) -> Option<(Key, f64)> {
    let first = row.terms.first()?.coefficient;
    let terms = row.terms.iter().map(|term| {
        let ratio = (term.coefficient / first * 1e9).round() / 1e9;
        (term.variable.0, ratio.to_bits())
    });
    row.quadratic.is_empty().then(|| (terms.collect(), first))
}

/// Rows with the same terms: repeated, implied, or turned against each other.
fn pairs(model: &Model) -> Vec<Finding> {
    let mut by_terms: HashMap<Key, Vec<(usize, f64, f64)>> = HashMap::new();
    let mut order: Vec<Key> = Vec::new();
    for (at, row) in model.rows.iter().enumerate() {
        let Some((key, factor)) = scaled(row) else {
            continue;
        };
        let (one, other) = (row.lower / factor, row.upper / factor);
        let known = by_terms.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            Vec::new()
        });
        known.push((at, one.min(other), one.max(other)));
    }
    let mut found = Vec::new();
    for key in order {
        let rows = &by_terms[&key];
        for (place, (at, lower, upper)) in rows.iter().enumerate().skip(1) {
            for (earlier, low, high) in &rows[..place.min(20)] {
                found.extend(pair(
                    model,
                    key.len(),
                    (*earlier, *low, *high),
                    (*at, *lower, *upper),
                ));
            }
        }
        if found.len() > 2 * MOST_LISTED {
            break;
        }
    }
    found
}

/// A row by position with the bounds of its scaled sum.
type Bounded = (usize, f64, f64);

fn pair(model: &Model, terms: usize, first: Bounded, second: Bounded) -> Option<Finding> {
    let equal = |a: f64, b: f64| {
        (a.is_infinite() && b.is_infinite() && a.is_sign_positive() == b.is_sign_positive())
            || (same(a, b) && a * b >= 0.0)
    };
    let names = (&model.rows[first.0].name, &model.rows[second.0].name);
    let repeated = equal(first.1, second.1) && equal(first.2, second.2);
    let one_sided = |row: &Bounded| row.1.is_finite() != row.2.is_finite();
    let opposite = one_sided(&first) && one_sided(&second) && first.1.is_finite() != second.1.is_finite();
    let (above, below) = if first.1.is_finite() {
        (first.1, second.2)
    } else {
        (second.1, first.2)
    };
    let pinned = opposite && terms > 1 && equal(above, below);
    let finding = if repeated {
        let message = format!("Rows `{}` and `{}` say the same.", names.0, names.1);
        Finding::new(Severity::Info, message).of(Signal::RepeatedRow)
    } else if pinned {
        let message = format!(
            "Rows `{}` and `{}` limit the same sum from both sides by the same number, so together they fix it.",
            names.0, names.1
        );
        Finding::new(Severity::Warning, message).of(Signal::OppositeRows)
    } else {
        return None;
    };
    Some(on_row(on_row(finding, first.0, model), second.0, model))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{diet, row};
    use rstest::rstest;

    const FREE: f64 = f64::INFINITY;

    fn signals(rows: Vec<Row>) -> Vec<Signal> {
        let mut model = diet();
        model.rows = rows;
        findings(&model)
            .into_iter()
            .filter_map(|finding| finding.signal)
            .collect()
    }

    #[rstest]
    #[case(vec![row("r", &[], -FREE, 5.0, 1)], &[Signal::EmptyRow])]
    #[case(vec![row("r", &[(0, 1.0), (1, 2.0)], 0.0, FREE, 1)], &[Signal::AlwaysTrueRow])]
    #[case(vec![row("r", &[(0, 1.0)], 0.0, FREE, 1)], &[])]
    #[case(vec![row("r", &[(0, 1.0), (1, 2.0)], -FREE, 8.0, 1), row("s", &[(0, 2.0), (1, 4.0)], -FREE, 16.0, 1)], &[Signal::RepeatedRow])]
    #[case(vec![row("r", &[(0, 1.0), (1, -2.0)], 0.0, FREE, 1), row("s", &[(0, 1.0), (1, -2.0)], -FREE, 0.0, 1)], &[Signal::OppositeRows])]
    #[case(vec![row("r", &[(0, 1.0), (1, -2.0)], 0.0, FREE, 1), row("s", &[(0, -1.0), (1, 2.0)], 0.0, FREE, 1)], &[Signal::OppositeRows])]
    #[case(vec![row("r", &[(0, 1.0), (1, 2.0)], 3.0, FREE, 1), row("s", &[(0, 1.0), (1, 2.0)], -FREE, 9.0, 1)], &[])]
    fn rows_that_say_nothing_new_are_found(#[case] rows: Vec<Row>, #[case] expected: &[Signal]) {
        assert_eq!(signals(rows), expected);
    }
}
