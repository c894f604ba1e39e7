//! What the words of a problem ask for, number by number: "at least 40", "no more than 30 %", "80 hours are available".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::reading::Limit;
use crate::check::words::regex;
use crate::sample::numbers::{self, NumberKind, NumberSpan};

/// Numbers of a problem that are read.
const MOST_NUMBERS: usize = 2_000;
/// Bytes before a number in which its words stand.
const BEFORE: usize = 56;
/// Bytes behind a number in which its words stand.
const BEHIND: usize = 64;

/// How plainly the words put a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Firmness {
    /// What may be a limit: "has 80 hours", "needs 40 units", "more than 3".
    Hint,
    /// What is there: "80 hours are available", "room for 40".
    Plain,
    /// "at least", "at most", "must not exceed".
    Firm,
}

/// A number with the limit that its words put.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::check) struct Requirement {
    pub(in crate::check) number: NumberSpan,
    pub(in crate::check) limit: Limit,
    pub(in crate::check) firmness: Firmness,
    /// The words and the number.
    pub(in crate::check) span: Range<usize>,
}

impl Requirement {
    /// The values under which a model may hold it as an amount.
    pub(in crate::check) fn amounts(&self) -> Vec<f64> {
        let number = &self.number;
        if number.kind == NumberKind::Percent {
            return vec![number.value.abs() / 100.0];
        }
        let mut amounts = vec![number.value.abs()];
        if !crate::check::trace::same(number.written, number.value) {
            amounts.extend([number.written.abs(), number.value.abs() / 1e3]);
        }
        amounts
    }

    /// The factor or share that it is, if it can be one.
    pub(in crate::check) fn relative(&self) -> Option<f64> {
        match self.number.kind {
            NumberKind::Percent => Some(self.number.value / 100.0),
            NumberKind::Plain | NumberKind::Word => Some(self.number.value),
            _ => None,
        }
    }
}

/// The numbers of `problem` that words put a limit on.
pub(in crate::check) fn requirements(problem: &str) -> Vec<Requirement> {
    let mut found = Vec::new();
    for number in numbers::find(problem).into_iter().take(MOST_NUMBERS) {
        if !number.is_data() || number.value.abs() < 1e-9 {
            continue;
        }
        if let Some((limit, firmness, span)) = limit_of(problem, &number.span) {
            found.push(Requirement {
                number,
                limit,
                firmness,
                span,
            });
        }
    }
    found
}

/// Words that end where a number starts. Behind them may stand a currency, or "a total of".
fn before() -> &'static [(Limit, Firmness, Regex)] {
    static WORDS: LazyLock<Vec<(Limit, Firmness, Regex)>> = LazyLock::new(|| {
        use Firmness::{Firm, Hint, Plain};
        use Limit::{AtLeast, AtMost, Exactly};
        let words = [
            (
                AtLeast,
                Firm,
                r"\bat\s+(?:the\s+very\s+)?least|\b(?:no|not|never|cannot|without|\w+n['’]t)\s+(?:[\w'’]+\s+){0,5}?(?:fewer|less|lower|smaller)\s+than|\b(?:a\s+)?minimum\s+(?:of|is)|至少|不少于|不低于|不小于",
            ),
            (
                AtMost,
                Firm,
                r"\bat\s+(?:the\s+very\s+)?most|\b(?:no|not|never|cannot|without|\w+n['’]t)\s+(?:[\w'’]+\s+){0,5}?(?:more|greater|larger|higher|longer)\s+than|\b(?:not|never|cannot|can't|without)\s+(?:to\s+)?(?:be\s+allowed\s+to\s+)?(?:exceed(?:ing)?|go\s+(?:over|above)|surpass)|\b(?:a\s+)?maximum\s+(?:of|is)|\blimited\s+to|\bno\s+longer\s+than|至多|最多|不超过|不多于|不高于|不大于",
            ),
            (
                Exactly,
                Firm,
                r"\bexactly|\bprecisely|\bmust\s+(?:be\s+)?equal(?:\s+to)?|恰好|正好",
            ),
            (
                AtLeast,
                Hint,
                r"\b(?:more|greater|higher|larger)\s+than|\b(?:must|should|needs?\s+to|has\s+to|have\s+to)\s+exceed|超过|大于",
            ),
            (
                AtMost,
                Hint,
                r"\b(?:less|fewer|lower|smaller)\s+than|\bup\s+to|\bbelow|\bunder|\bwithin|少于|小于|低于",
            ),
            (
                Exactly,
                Plain,
                r"\b(?:must|should|has\s+to|have\s+to|needs?\s+to|should\s+always)\s+be",
            ),
            (
                AtMost,
                Plain,
                r"\broom\s+for|\bbudget\s+(?:of|is)|\bcapacity\s+(?:of|is)|\b(?:supply|stock)\s+of|\bavailable(?:\s+is|\s+are|:)?|预算为|容量为",
            ),
            (
                AtMost,
                Hint,
                r"\b(?:has|had|with|access\s+to|only|capacities\s+of|availability\s+of|can\s+(?:hold|carry|store|provide|supply|take|use|spend)|there\s+(?:are|is)|owns?|afford|exceeding)|共有|拥有",
            ),
            (
                AtLeast,
                Hint,
                r"\b(?:needs?|requires?|required|demands?|demand\s+(?:of|is|for\s+\w+\s+is)|orders?|must\s+\w+|wants?|wish(?:es)?)(?:\s+to\s+\w+)?|需要|需求为",
            ),
        ];
        let with_tail = |words: &str| {
            regex(&format!(
                r"(?i)(?:{words})\s*(?:a\s+total\s+of\s+|a\s+|(?:the|their|its|his|her)\s+|about\s+|around\s+|be\s+|is\s+)?\\?[$€£¥￥]?\s*$"
            ))
        };
        words
            .into_iter()
            .map(|(limit, firmness, words)| (limit, firmness, with_tail(words)))
            .collect()
    });
    &WORDS
}

/// Words that start where a number ends, after its unit.
fn behind() -> &'static [(Limit, Firmness, Regex)] {
    static WORDS: LazyLock<Vec<(Limit, Firmness, Regex)>> = LazyLock::new(|| {
        use Firmness::{Firm, Plain};
        use Limit::{AtLeast, AtMost};
        let words = [
            (
                AtLeast,
                Firm,
                r"\bor\s+(?:more|above|higher|greater)\b|\bat\s+(?:the\s+)?(?:very\s+)?least\b|以上",
            ),
            (
                AtMost,
                Firm,
                r"\bor\s+(?:less|fewer|below|lower)\b|\bat\s+(?:the\s+)?(?:very\s+)?most\b|\b(?:at|as\s+a)\s+maximum\b|以下|以内",
            ),
            (
                AtMost,
                Plain,
                r"\b(?:(?:are|is)\s+)?(?:available|in\s+stock|on\s+hand|in\s+all|to\s+spend|at\s+(?:his|her|its|their)\s+disposal)\b|可用",
            ),
        ];
        words
            .into_iter()
            .map(|(limit, firmness, words)| {
                (
                    limit,
                    firmness,
                    regex(&format!(
                        r"(?i)^\s*(?:%|％|percent)?\s*(?:[\w\-]+\s+){{0,5}}(?:{words})"
                    )),
                )
            })
            .collect()
    });
    &WORDS
}

fn limit_of(problem: &str, number: &Range<usize>) -> Option<(Limit, Firmness, Range<usize>)> {
    let mut from = number.start.saturating_sub(BEFORE);
    while !problem.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (number.end + BEHIND).min(problem.len());
    while !problem.is_char_boundary(to) {
        to -= 1;
    }
    let (head, tail) = (&problem[from..number.start], &problem[number.end..to]);
    // A sentence's words say nothing of the next one's numbers.
    let tail = &tail[..tail
        .find(['.', ';', '\n', ',', '。', '，', '；'])
        .unwrap_or(tail.len())];
    let by_head = before().iter().find_map(|(limit, firmness, words)| {
        let found = words.find(head)?;
        Some((*limit, *firmness, from + found.start()..number.end))
    });
    let by_tail = behind().iter().find_map(|(limit, firmness, words)| {
        let found = words.find(tail)?;
        Some((*limit, *firmness, number.start..number.end + found.end()))
    });
    match (by_head, by_tail) {
        (Some(head), Some(tail)) if tail.1 > head.1 => Some(tail),
        (Some(head), _) => Some(head),
        (None, tail) => tail,
    }
}

/// Words that compare two things without a number: "more apples than pears", "as many as".
pub(in crate::check) fn comparisons(problem: &str) -> Vec<Range<usize>> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?i)\b(?:more|fewer|less|greater|higher|lower|larger|smaller)\s+(?:[\w'’\-]+\s+){0,8}than\b|",
            r"\bas\s+(?:many|much)\s+(?:[\w'’\-]+\s+){0,8}as\b|",
            r"\b(?:exceed|outnumber|equal(?:\s+to)?)\s+(?:the\s+)?(?:number|amount|quantity|total|area)\b|",
            r"\b(?:not|never|cannot)\s+(?:be\s+)?exceed\b|\bsame\s+(?:number|amount|quantity)\b|比.{1,20}[多少]"
        ))
    });
    WORDS.find_iter(problem).map(|found| found.range()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("At least 40 chairs", Limit::AtLeast, Firmness::Firm)]
    #[case("no more than $3,000 may be spent", Limit::AtMost, Firmness::Firm)]
    #[case("must not exceed 30% of it", Limit::AtMost, Firmness::Firm)]
    #[case("no less than 5", Limit::AtLeast, Firmness::Firm)]
    #[case("fewer than 5", Limit::AtMost, Firmness::Hint)]
    #[case("does not want to spend more than $40", Limit::AtMost, Firmness::Firm)]
    #[case("exactly 3 of them", Limit::Exactly, Firmness::Firm)]
    #[case("at least twice as many", Limit::AtLeast, Firmness::Firm)]
    #[case("has 80 hours", Limit::AtMost, Firmness::Hint)]
    #[case("80 hours of work are available", Limit::AtMost, Firmness::Plain)]
    #[case("needs to move 500 people", Limit::AtLeast, Firmness::Hint)]
    #[case("20 tons or more", Limit::AtLeast, Firmness::Firm)]
    #[case("至少40个", Limit::AtLeast, Firmness::Firm)]
    #[case("不超过30%", Limit::AtMost, Firmness::Firm)]
    fn words_put_a_limit(#[case] text: &str, #[case] limit: Limit, #[case] firmness: Firmness) {
        let found = requirements(text);
        let [only] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!((only.limit, only.firmness), (limit, firmness));
    }

    #[rstest]
    #[case("A chair costs 40 dollars")]
    #[case("at least the price is 40")]
    #[case("At least somebody came. 40 chairs")]
    fn other_numbers_have_none(#[case] text: &str) {
        assert_eq!(requirements(text), []);
    }

    #[rstest]
    #[case("more apples than pears", true)]
    #[case("The number of horses cannot exceed the number of camels", true)]
    #[case("as many small trucks as large ones", true)]
    #[case("at least 40", false)]
    fn comparisons_need_no_number(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(!comparisons(text).is_empty(), expected);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\\PC|at least |no more than |[0-9]{1,3}|%| or more|至少){0,40}") {
            for found in requirements(&text) {
                prop_assert!(text.get(found.span.clone()).is_some());
            }
            for span in comparisons(&text) {
                prop_assert!(text.get(span).is_some());
            }
        }
    }
}
