//! What a problem says outright about whole numbers and fractions.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::link::sentence_spans;
use crate::check::meaning::{Nature, nature};
use crate::check::words::{content_words, regex};

/// What a sentence allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Whole numbers only.
    Whole,
    /// Fractions too.
    Fractional,
}

/// A sentence that speaks of whole numbers or fractions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    pub(super) grain: Grain,
    pub(super) span: Range<usize>,
    /// The things that it speaks of.
    things: Vec<String>,
}

/// All such sentences of a problem.
#[derive(Debug, Clone, Default)]
pub(super) struct Statements {
    found: Vec<Statement>,
}

impl Statements {
    pub(super) fn of(problem: &str) -> Self {
        let found = sentence_spans(problem).into_iter().filter_map(|span| {
            let sentence = &problem[span.clone()];
            grain(sentence).map(|grain| Statement {
                grain,
                span,
                things: content_words(sentence).into_iter().collect(),
            })
        });
        Self {
            found: found.collect(),
        }
    }

    /// The sentence that decides about a variable with this meaning: the only kind that there is, or, where the problem
    /// says both, the one that names the same things, or else the one that fits what is measured. `None` when nothing or
    /// nothing clear is said.
    pub(super) fn about(&self, meaning: &str) -> Option<&Statement> {
        let first = self.found.first()?;
        if self.found.iter().all(|statement| statement.grain == first.grain) {
            return Some(first);
        }
        let things = content_words(meaning);
        let shared = |statement: &&Statement| {
            statement
                .things
                .iter()
                .filter(|thing| things.contains(*thing))
                .count()
        };
        let best = self.found.iter().max_by_key(shared)?;
        let most = shared(&best);
        let other = self
            .found
            .iter()
            .any(|rival| rival.grain != best.grain && shared(&rival) == most);
        if most > 0 && !other {
            return Some(best);
        }
        let measured = nature(meaning) == Nature::Measured;
        self.found
            .iter()
            .find(|statement| measured && statement.grain == Grain::Fractional)
    }
}

fn grain(sentence: &str) -> Option<Grain> {
    static FRACTIONAL: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?i)\bfractions?\s+of\b[^.]{0,80}\b(?:allowed|permitted|possible|acceptable|can\s+be|may\s+be)\b|",
            r"\bfractional\s+\w+(?:\s+\w+)?\s+(?:are|is|can|may)\b|\b(?:can|may|could)\s+be\s+fractional\b|",
            r"\bneed\s+not\s+be\s+(?:whole|integers?|integral|round)\b|",
            r"\bnot\s+(?:necessarily|have\s+to\s+be|need\s+to\s+be)\s+(?:be\s+)?(?:a\s+)?(?:whole|integers?|round)\b|",
            r"\bany\s+(?:amount|fraction|sum|quantity)\b[^.]{0,60}\b(?:can|may)\s+be\b|\b(?:infinitely|fully)\s+divisible\b|",
            r"可以是小数|不必为?整数|允许小数"
        ))
    });
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?i)\bwhole\s+(?:numbers?|units?)\b|\b(?:only|in)\s+whole\s+\w+|\bmust\s+be\s+(?:an?\s+)?(?:whole|integers?|integral)\b|",
            r"\binteger\s+(?:numbers?|values?|variables?|quantit(?:y|ies)|solutions?)\b|\b(?:are|is|be)\s+integers?\b|",
            r"\bcannot\s+be\s+(?:\w+\s+)?(?:in\s+part|fractional|split|divided)\b|",
            r"\bno\s+fraction(?:s|al)?\b|\bindivisible\b|\b(?:a|each|every|one)\s+[\w\s]{1,60}\bas\s+a\s+whole\b|",
            r"整数|不可分割|不能分割"
        ))
    });
    if FRACTIONAL.is_match(sentence) {
        Some(Grain::Fractional)
    } else if WHOLE.is_match(sentence) {
        Some(Grain::Whole)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Only whole boxes can be sent.", Some(Grain::Whole))]
    #[case("The packs are counted in whole numbers.", Some(Grain::Whole))]
    #[case("An advertisement cannot be booked in part.", Some(Grain::Whole))]
    #[case("A steel bar is cut with one pattern as a whole.", Some(Grain::Whole))]
    #[case("The quantity of orders can only be whole numbers.", Some(Grain::Whole))]
    #[case("Amounts need not be whole numbers.", Some(Grain::Fractional))]
    #[case("Fractions of a ton can be made and kept.", Some(Grain::Fractional))]
    #[case(
        "Any amount, also a fraction of a ton, can be shipped.",
        Some(Grain::Fractional)
    )]
    #[case("Any sum can be invested.", Some(Grain::Fractional))]
    #[case("Flows may be fractional.", Some(Grain::Fractional))]
    #[case("Sums need not be round.", Some(Grain::Fractional))]
    #[case("The whole budget is spent.", None)]
    #[case("A fraction of the workers is ill.", None)]
    fn a_sentence_says_what_it_allows(#[case] sentence: &str, #[case] expected: Option<Grain>) {
        assert_eq!(grain(sentence), expected);
    }

    #[test]
    fn the_sentence_that_names_the_thing_decides() {
        let statements = Statements::of("Only whole crates can be sent. Fractions of a ton can be stored.");
        let grain = |meaning: &str| statements.about(meaning).map(|statement| statement.grain);
        assert_eq!(grain("crates sent from a to b"), Some(Grain::Whole));
        assert_eq!(grain("tons of oil stored"), Some(Grain::Fractional));
        assert_eq!(grain("x"), None);
    }
}
