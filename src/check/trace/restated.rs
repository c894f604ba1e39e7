//! Numbers that a solution states in another way: a share of a total as the ratio of two coefficients, and a strict limit
//! on what is counted as the next whole number.

use super::{Foreign, Place, TextNumber, Use, same};
use crate::check::literals::Constant;
use crate::model::{Model, Row};
use crate::sample::numbers::NumberKind;

/// Marks the unused numbers of the text that are stated in another way, and takes the constants that state them off the
/// foreign ones.
pub(super) fn explain_restated(
    problem: &str,
    texts: &mut [TextNumber],
    constants: &[Constant],
    foreign: &mut Vec<Foreign>,
    model: Option<&Model>,
) {
    for text in texts.iter_mut().filter(|text| text.used == Use::Unused) {
        if let Some(row) = model.and_then(|model| row_of_share(text, model)) {
            text.used = Use::Computed;
            text.places.push(Place::Row(row));
            let in_row = Place::Row(row);
            foreign.retain(|one| one.unit.is_some() || one.places.iter().any(|place| *place != in_row));
        } else if let Some(next) = next_whole(problem, text) {
            let stated = foreign
                .iter()
                .position(|one| same(constants[one.constant].value, next));
            if let Some(at) = stated {
                let stated = foreign.remove(at);
                text.used = Use::Converted;
                text.constants.push(stated.constant);
                text.places.extend(stated.places);
            }
        }
    }
}

/// The row that holds a share as the ratio of its two coefficients: "at most 40 % may be `x`" is `3 x ≤ 2 y`.
fn row_of_share(text: &TextNumber, model: &Model) -> Option<usize> {
    if text.number.kind != NumberKind::Percent {
        return None;
    }
    let share = text.number.value / 100.0;
    let ratio = share / (1.0 - share);
    let fits = |row: &Row| {
        let [first, second] = row.terms.as_slice() else {
            return false;
        };
        let homogeneous = [row.lower, row.upper]
            .into_iter()
            .all(|side| side == 0.0 || side.is_infinite());
        let found = first.coefficient / second.coefficient;
        homogeneous && found < 0.0 && (same(found, ratio) || same(found, 1.0 / ratio))
    };
    model.rows.iter().position(fits)
}

/// What "less than 15" and "more than 15" come to for what is counted: 14 and 16.
fn next_whole(problem: &str, text: &TextNumber) -> Option<f64> {
    let value = text.number.value;
    if value.fract() != 0.0 || value <= 1.0 {
        return None;
    }
    let before = problem[..text.number.span.start].trim_end_matches([' ', '$']);
    let tail: String = before
        .chars()
        .rev()
        .take(24)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let tail = tail.to_lowercase();
    let not = ["no ", "not ", "never "];
    let ends = |words: &[&str]| {
        words.iter().any(|word| {
            tail.strip_suffix(word)
                .is_some_and(|rest| !not.iter().any(|not| rest.ends_with(not)))
        })
    };
    if ends(&[
        "less than",
        "fewer than",
        "below",
        "under",
        "少于",
        "小于",
        "低于",
    ]) {
        Some(value - 1.0)
    } else if ends(&[
        "more than",
        "greater than",
        "above",
        "over",
        "exceed",
        "多于",
        "大于",
        "超过",
    ]) {
        Some(value + 1.0)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::rules::testing::{diet, row};
    use super::super::trace;
    use super::*;

    #[test]
    fn a_share_may_stand_as_a_ratio() {
        let problem = "At most 40% of the packs may be a. Each a costs 4.";
        let program = "m.addConstr(3 * a <= 2 * b)\nm.setObjective(4 * a)";
        let mut model = diet();
        model.objective.terms.truncate(1);
        model.rows = vec![row("share", &[(0, 3.0), (1, -2.0)], f64::NEG_INFINITY, 0.0, 1)];
        let found = trace(problem, "", program, Some(&model));
        assert_eq!((found.texts[0].used, found.foreign.len()), (Use::Computed, 0));
        model.rows[0].terms[0].coefficient = 3.5;
        let program = program.replace("3 *", "3.5 *");
        let found = trace(problem, "", &program, Some(&model));
        assert_eq!((found.texts[0].used, found.foreign.len()), (Use::Unused, 1));
    }

    #[test]
    fn a_strict_limit_may_stand_as_the_next_whole_number() {
        let mut model = diet();
        model.rows = vec![row("most", &[(0, 1.0)], f64::NEG_INFINITY, 14.0, 1)];
        for (problem, used) in [
            ("There are less than 15 packs.", Use::Converted),
            ("There are no less than 15 packs.", Use::Unused),
            ("There are more than 15 packs.", Use::Unused),
        ] {
            let found = trace(problem, "", "m.addConstr(a <= 14)", Some(&model));
            assert_eq!(found.texts[0].used, used, "{problem}");
        }
    }
}
