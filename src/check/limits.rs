//! Limits that the problem puts in words, against the rows that hold them: "at least 40" is a row with `≥ 40`.

use std::sync::LazyLock;

use regex::Regex;

use super::trace::{Place, TextNumber, same};
use super::words::regex;
use crate::model::{Model, Row};
use crate::sample::numbers::NumberKind;

/// A number whose words and row disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contradiction {
    /// Position among the traced numbers.
    pub(super) text: usize,
    /// Position of the row.
    pub(super) row: usize,
    /// Whether the words ask for a lower limit; the row then holds an upper one.
    pub(super) at_least: bool,
}

/// The numbers right behind words such as "at least" or "no more than" that stand in one row only, alone on its
/// right-hand side and under the opposite sign. Numbers that the problem gives twice, shares, and rows with terms of
/// both signs are left out: there the words may be about something else.
pub(super) fn contradictions(problem: &str, texts: &[TextNumber], model: &Model) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let value = text.number.value;
        let [Place::Row(row)] = text.places.as_slice() else {
            continue;
        };
        let plain = matches!(text.number.kind, NumberKind::Plain | NumberKind::Currency) && value > 0.0;
        let once = texts
            .iter()
            .filter(|other| same(other.number.value, value))
            .count()
            == 1;
        if !plain || !once {
            continue;
        }
        let asked = asked(problem, text.number.span.start);
        if let (Some(asked), Some(held)) = (asked, held(&model.rows[*row], value))
            && asked != held
        {
            found.push(Contradiction {
                text: at,
                row: *row,
                at_least: asked,
            });
        }
    }
    found
}

/// Whether the words before the number ask for at least (`true`) or at most (`false`) that much.
fn asked(problem: &str, start: usize) -> Option<bool> {
    static WORDS: LazyLock<[(bool, Regex); 2]> = LazyLock::new(|| {
        [
            (
                true,
                regex(
                    r"(?i)(?:\bat\s+least|\bno\s+(?:fewer|less)\s+than|\bnot\s+(?:be\s+)?(?:fewer|less)\s+than|\ba\s+minimum\s+of)\s+\\?[$€£]?\s*$",
                ),
            ),
            (
                false,
                regex(
                    r"(?i)(?:\bat\s+most|\bno\s+more\s+than|\bnot\s+(?:be\s+)?more\s+than|\b(?:not|never)\s+exceed|\bcannot\s+exceed|\ba\s+maximum\s+of|\blimited\s+to)\s+\\?[$€£]?\s*$",
                ),
            ),
        ]
    });
    let mut from = start.saturating_sub(48);
    while !problem.is_char_boundary(from) {
        from += 1;
    }
    let before = &problem[from..start];
    WORDS
        .iter()
        .find(|(_, words)| words.is_match(before))
        .map(|(at_least, _)| *at_least)
}

/// Whether the row holds `value` as a lower (`true`) or an upper (`false`) limit of a sum; `None` when it is both,
/// neither, or a coefficient.
fn held(row: &Row, value: f64) -> Option<bool> {
    let positive = row.terms.iter().all(|term| term.coefficient > 0.0);
    let negative = row.terms.iter().all(|term| term.coefficient < 0.0);
    let coefficient = row.terms.iter().any(|term| same(term.coefficient, value));
    if positive == negative || coefficient || !row.quadratic.is_empty() {
        return None;
    }
    let (lower, upper) = if positive {
        (row.lower, row.upper)
    } else {
        (-row.upper, -row.lower)
    };
    match (lower.is_finite(), upper.is_finite()) {
        (true, false) if lower > 0.0 && same(lower, value) => Some(true),
        (false, true) if upper > 0.0 && same(upper, value) => Some(false),
        _ => None,
    }
}
