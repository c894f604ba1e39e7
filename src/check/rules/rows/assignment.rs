//! Assigning one to one: where the problem says that each task gets exactly one person and nobody gets more than one task,
//! both sides need their rows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::names::indexed;
use crate::check::words::regex;
use crate::check::{Evidence, Finding, Severity, Signal};
use crate::model::{Model, Row, VariableKind};
use crate::sample::Part;

/// Variables of a family that are looked at.
const MOST_VARIABLES: usize = 10_000;

/// A finding where one side of an assignment has no rows.
pub(super) fn finding(problem: &str, model: &Model) -> Option<Finding> {
    let (one, other) = asks_for_both_sides(problem)?;
    let family = family(model)?;
    let sides = [0, 1].map(|side| is_limited(&family, side, model));
    if sides[0] == sides[1] {
        return None;
    }
    let missing = usize::from(sides[0]);
    let example = family.keys().next().map(|at| model.variables[*at].name.as_str());
    let message = format!(
        "The problem limits both sides of the assignment to one, but rows stand only for one index of `{}`, not for the {}.",
        example.unwrap_or_default(),
        ["first", "second"][missing]
    );
    let words = |span: Range<usize>| Evidence::Text {
        part: Part::Problem,
        span,
    };
    Some(
        Finding::new(Severity::Error, message)
            .of(Signal::OneSidedAssignment)
            .at(words(one))
            .at(words(other)),
    )
}

/// The words that give each of one kind exactly one, and nobody of the other kind more than one.
fn asks_for_both_sides(problem: &str) -> Option<(Range<usize>, Range<usize>)> {
    static EACH: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:each|every)\s+(?:[\w'\-]+\s+){1,4}?(?:must|should|has\s+to|needs?|is\s+to|gets?|requires?)\b[^.,;]{0,50}\bexactly\s+one\b",
        )
    });
    static NOBODY: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?i)\b(?:nobody|no\s+one|none\s+of\s+them)\b[^.;]{0,50}\bmore\s+than\s+one\b|",
            r"\b(?:each|every)\s+(?:of\s+them|one|[\w'\-]+)\s+(?:[\w'\-]+\s+){1,4}?(?:at\s+most|only|exactly)\s+one\b"
        ))
    });
    let each = EACH.find(problem)?;
    let nobody = NOBODY
        .find_iter(problem)
        .find(|found| found.start() >= each.end() || found.end() <= each.start())?;
    Some((each.range(), nobody.range()))
}

/// Yes-or-no variables with two indices, each kind of its own, by position.
fn family(model: &Model) -> Option<BTreeMap<usize, [&str; 2]>> {
    let mut families: BTreeMap<&str, BTreeMap<usize, [&str; 2]>> = BTreeMap::new();
    for (at, variable) in model.variables.iter().enumerate() {
        let name = indexed(&variable.name);
        if let ([first, second], VariableKind::Binary) = (name.indices.as_slice(), variable.kind) {
            families.entry(name.base).or_default().insert(at, [first, second]);
        }
    }
    let mut found = families.into_values();
    let only = found.next().filter(|_| found.next().is_none())?;
    (only.len() >= 4 && only.len() <= MOST_VARIABLES).then_some(only)
}

/// Whether each thing of one side has a row that lets it occur once at most.
fn is_limited(family: &BTreeMap<usize, [&str; 2]>, side: usize, model: &Model) -> bool {
    let things: BTreeSet<&str> = family.values().map(|indices| indices[side]).collect();
    let mut limited: BTreeSet<&str> = BTreeSet::new();
    for row in model.rows.iter().filter(|row| is_one(row)) {
        let mut ends = row
            .terms
            .iter()
            .map(|term| family.get(&term.variable.0).map(|indices| indices[side]));
        if let Some(Some(first)) = ends.next()
            && row.terms.len() > 1
            && ends.all(|end| end == Some(first))
        {
            limited.insert(first);
        }
    }
    limited.len() == things.len()
}

fn is_one(row: &Row) -> bool {
    let one = |value: f64| (value - 1.0).abs() < 1e-9;
    row.quadratic.is_empty() && one(row.upper) && row.terms.iter().all(|term| one(term.coefficient))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{row, variable};

    const PROBLEM: &str = "Each shift must go to exactly one nurse, and nobody can take on more than one.";

    fn model(sides: &[usize]) -> Model {
        let mut model = Model::empty();
        for place in 0..4_usize {
            model.variables.push(crate::model::Variable {
                kind: VariableKind::Binary,
                upper: 1.0,
                ..variable(&format!("assign(nurse{},shift{})", place / 2, place % 2), 1)
            });
        }
        for side in sides {
            for thing in 0..2_usize {
                let terms: Vec<(usize, f64)> = (0..4)
                    .filter(|place| [place / 2, place % 2][*side] == thing)
                    .map(|place| (place, 1.0))
                    .collect();
                model.rows.push(row("side", &terms, f64::NEG_INFINITY, 1.0, 2));
            }
        }
        model
    }

    #[test]
    fn both_sides_need_their_rows() {
        assert_eq!(finding(PROBLEM, &model(&[0, 1])), None);
        assert!(
            finding(PROBLEM, &model(&[0]))
                .unwrap()
                .message
                .contains("not for the second")
        );
        assert!(
            finding(PROBLEM, &model(&[1]))
                .unwrap()
                .message
                .contains("not for the first")
        );
        assert_eq!(
            finding("Each shift must go to exactly one nurse.", &model(&[0])),
            None
        );
    }
}
