//! Sentences that set two things against each other without a number: "no more apples than pears", "A only if B", "at most
//! one of A and B". The row that holds just these two must say the same.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::link::{evidence_of, sentence_spans};
use crate::check::meaning::meanings;
use crate::check::things::{Mention, Things};
use crate::check::trace::Place;
use crate::check::words::regex;
use crate::check::{Evidence, Finding, Inputs, Severity, Signal};
use crate::model::{Model, Row};
use crate::sample::{Part, numbers};

/// Findings that are listed.
const MOST_LISTED: usize = 6;

/// What a sentence says of two things, the first being the one that it names first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// The first is at most the second; "the first only if the second" is the same of yes and no.
    AtMost,
    /// The first is at least the second.
    AtLeast,
    /// At most one of the two.
    NotBoth,
    /// At least one of the two.
    OneOf,
}

pub(super) fn findings(inputs: &Inputs<'_>, model: &Model) -> Vec<Finding> {
    let problem = &inputs.sample.problem;
    let things = Things::of(model, &meanings(inputs, model));
    if things.all.len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for span in sentence_spans(problem) {
        let sentence = &problem[span.clone()];
        let mentions = things.mentions(sentence);
        let Some((relation, first, second)) = relation(sentence, &mentions) else {
            continue;
        };
        let rows = rows_of(&things.all[first].variables, &things.all[second].variables, model);
        found.extend(judge(relation, &rows, sentence, &span, model));
    }
    found.truncate(MOST_LISTED);
    found
}

/// What a sentence says of the two things that it names, if it names two and compares them as they are.
fn relation(sentence: &str, mentions: &[Mention]) -> Option<(Relation, usize, usize)> {
    let named: BTreeSet<usize> = mentions.iter().map(|mention| mention.thing).collect();
    let (first, second) = match mentions {
        [first, second] => (first, second),
        // "A and B …, so at most one of A and B": the first two count.
        [first, second, ..] if named.len() == 2 => (first, second),
        _ => return None,
    };
    if named.len() != 2 || has_numbers(sentence) {
        return None;
    }
    let before = &sentence[..first.span.start];
    let between = sentence.get(first.span.end..second.span.start)?;
    let behind = &sentence[second.span.end..];
    let relation = logical(before, between, behind).or_else(|| ordered(before, between))?;
    Some((relation, first.thing, second.thing))
}

/// Numbers other than "one" and "two" make it another kind of sentence.
fn has_numbers(sentence: &str) -> bool {
    numbers::find(sentence)
        .iter()
        .any(|number| number.is_data() && !(1.0..=2.0).contains(&number.value) || number.value.fract() != 0.0)
        || WORDS_OF_FACTORS.is_match(sentence)
}

static WORDS_OF_FACTORS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?:twice|double|times|half|thrice|triple|third|quarter)\b|%|两倍"));

fn logical(before: &str, between: &str, behind: &str) -> Option<Relation> {
    static AT_MOST_ONE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:at\s+most|no\s+more\s+than|not\s+more\s+than|only)\s+(?:one|1)\s+of\b|\b(?:not|cannot)\b[^.]{0,40}\bboth\b",
        )
    });
    static AT_LEAST_ONE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\bat\s+least\s+(?:one|1)\s+of\b"));
    static ONLY_IF: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\bonly\s+(?:if|when|together\s+with)\b|\bdepends\s+on\b|\brequires\s+(?:that\s+)?(?:the\s+)?$",
        )
    });
    let and = between
        .split_whitespace()
        .next()
        .is_some_and(|word| word == "and" || word == "or")
        || between.trim_end().ends_with(" and")
        || between.trim_end().ends_with(" and the")
        || between.trim_end().ends_with(" or the")
        || between.trim_end().ends_with(" or");
    if and && (AT_MOST_ONE.is_match(before) || AT_MOST_ONE.is_match(behind)) {
        return Some(Relation::NotBoth);
    }
    if and && AT_LEAST_ONE.is_match(before) {
        return Some(Relation::OneOf);
    }
    ONLY_IF.is_match(between).then_some(Relation::AtMost)
}

fn ordered(before: &str, between: &str) -> Option<Relation> {
    static RULES: LazyLock<Vec<(bool, Relation, Regex)>> = LazyLock::new(|| {
        use Relation::{AtLeast, AtMost};
        // Whether the words start before the first thing and end in "than" or "as" behind it.
        let rules = [
            (
                true,
                AtMost,
                r"\b(?:no|not)\s+(?:\w+\s+){0,4}?(?:more|larger|greater|higher)\b",
            ),
            (
                true,
                AtLeast,
                r"\b(?:no|not)\s+(?:\w+\s+){0,4}?(?:fewer|less|smaller)\b",
            ),
            (true, AtLeast, r"\bat\s+least\s+as\s+(?:many|much)\b"),
            (true, AtMost, r"\bat\s+most\s+as\s+(?:many|much)\b"),
            (true, AtLeast, r"\bmore\b"),
            (true, AtMost, r"\b(?:fewer|less)\b"),
            (
                false,
                AtMost,
                r"\b(?:not|never|cannot)\s+(?:\w+\s+){0,3}?(?:exceed|surpass|(?:\w+\s+){0,3}?(?:more|larger|greater|higher)\s+(?:\w+\s+)?than)\b",
            ),
            (
                false,
                AtLeast,
                r"\b(?:not|never|cannot)\s+(?:\w+\s+){0,3}?(?:less|fewer|smaller)\s+(?:\w+\s+)?than\b",
            ),
            (
                false,
                AtLeast,
                r"\bat\s+least\s+(?:as\s+\w+\s+as|equal\s+to|the)\b",
            ),
            (false, AtMost, r"\bat\s+most\s+(?:as\s+\w+\s+as|equal\s+to|the)\b"),
            (
                false,
                AtLeast,
                r"\b(?:exceeds?|(?:more|larger|greater|higher)\s+(?:\w+\s+)?than)\b",
            ),
            (
                false,
                AtMost,
                r"\b(?:less|fewer|smaller|lower)\s+(?:\w+\s+)?than\b",
            ),
        ];
        rules
            .into_iter()
            .map(|(outside, relation, words)| (outside, relation, regex(&format!("(?i){words}"))))
            .collect()
    });
    static LINK: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\b(?:than|as)\b"));
    let linked = LINK.is_match(between);
    RULES
        .iter()
        .find(|(outside, _, words)| {
            if *outside {
                linked && ends_with(words, before)
            } else {
                words.is_match(between)
            }
        })
        .map(|(_, relation, _)| *relation)
}

/// Whether a sentence compares sizes.
fn is_order(sentence: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)\b(?:more|less|fewer|larger|greater|higher|smaller|lower|exceeds?|surpass|as)\b")
    });
    WORDS.is_match(&sentence.replace(" as well", ""))
}

/// Whether the words stand close before the end of a text.
fn ends_with(words: &Regex, text: &str) -> bool {
    const CLOSE: usize = 40;
    words
        .find_iter(text)
        .last()
        .is_some_and(|found| text.len() - found.end() <= CLOSE)
}

/// The rows that hold variables of both things and no others.
fn rows_of(first: &BTreeSet<usize>, second: &BTreeSet<usize>, model: &Model) -> Vec<(usize, Held)> {
    let mut found = Vec::new();
    for (at, row) in model
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.quadratic.is_empty())
    {
        let (mut ones, mut others) = (Vec::new(), Vec::new());
        let fits = row.terms.iter().all(|term| {
            let variable = term.variable.0;
            // What belongs to both, as the arc between two places does, belongs to neither here.
            match (first.contains(&variable), second.contains(&variable)) {
                (true, false) => ones.push(term.coefficient),
                (false, true) => others.push(term.coefficient),
                _ => return false,
            }
            true
        });
        if fits && !ones.is_empty() && !others.is_empty() {
            found.extend(held(row, &ones, &others).map(|held| (at, held)));
        }
    }
    found
}

/// What a row says of two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    AtMost,
    AtLeast,
    Equal,
    NotBoth,
    OneOf,
    JustOne,
}

fn held(row: &Row, ones: &[f64], others: &[f64]) -> Option<Held> {
    let all = |values: &[f64], unit: f64| values.iter().all(|value| (value - unit).abs() < 1e-9);
    let near = |side: f64, value: f64| side.is_finite() && (side - value).abs() < 1e-9;
    let small = |side: f64| !side.is_finite() || side.abs() <= 1.0;
    if all(ones, 1.0) && all(others, 1.0) {
        return match (near(row.lower, 1.0), near(row.upper, 1.0)) {
            (true, true) => Some(Held::JustOne),
            (true, false) => Some(Held::OneOf),
            (false, true) => Some(Held::NotBoth),
            (false, false) => None,
        };
    }
    let turned = if all(ones, 1.0) && all(others, -1.0) {
        false
    } else if all(ones, -1.0) && all(others, 1.0) {
        true
    } else {
        return None;
    };
    if !small(row.lower) || !small(row.upper) {
        return None;
    }
    match (row.lower.is_finite(), row.upper.is_finite()) {
        (true, true) => Some(Held::Equal),
        (true, false) => Some(if turned { Held::AtMost } else { Held::AtLeast }),
        (false, true) => Some(if turned { Held::AtLeast } else { Held::AtMost }),
        (false, false) => None,
    }
}

fn judge(
    relation: Relation,
    rows: &[(usize, Held)],
    sentence: &str,
    span: &Range<usize>,
    model: &Model,
) -> Option<Finding> {
    let keeps = |held: Held| match relation {
        Relation::AtMost => matches!(held, Held::AtMost | Held::Equal),
        Relation::AtLeast => matches!(held, Held::AtLeast | Held::Equal),
        Relation::NotBoth => matches!(held, Held::NotBoth | Held::JustOne),
        Relation::OneOf => matches!(held, Held::OneOf | Held::JustOne),
    };
    let opposes = |held: Held| match relation {
        Relation::AtMost => held == Held::AtLeast,
        Relation::AtLeast => held == Held::AtMost,
        Relation::NotBoth => held == Held::OneOf,
        Relation::OneOf => held == Held::NotBoth,
    };
    if rows.iter().any(|(_, held)| keeps(*held)) {
        return None;
    }
    let quoted = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = Evidence::Text {
        part: Part::Problem,
        span: span.clone(),
    };
    let turned: Vec<usize> = rows
        .iter()
        .filter(|(_, held)| opposes(*held))
        .map(|(at, _)| *at)
        .collect();
    let Some(first) = turned.first() else {
        if !rows.is_empty() {
            return None;
        }
        let message = format!("No row compares what this sentence compares: “{quoted}”");
        // "More than" is also said of prices and sizes; "only if" and "one of the two" ask for a row.
        let severity = match relation {
            Relation::NotBoth | Relation::OneOf => Severity::Error,
            Relation::AtMost if !is_order(sentence) => Severity::Error,
            Relation::AtMost | Relation::AtLeast => Severity::Warning,
        };
        return Some(
            Finding::new(severity, message)
                .of(Signal::UnansweredComparison)
                .at(words),
        );
    };
    let message = format!(
        "Row `{}` says the opposite of “{quoted}”",
        model.rows[*first].name
    );
    let mut finding = Finding::new(Severity::Error, message)
        .of(Signal::OpposedComparison)
        .at(words);
    finding
        .evidence
        .extend(model.rows[*first].line.map(|line| Evidence::Line { line }));
    finding.evidence.extend(evidence_of(Place::Row(*first), model));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{Scene, row, run_of, variable};
    use rstest::rstest;

    const FREE: f64 = f64::INFINITY;

    fn signals(problem: &str, rows: Vec<Row>) -> Vec<Signal> {
        let model = Model {
            variables: ["open(the_west_hub)", "open(the_north_hub)", "open(the_lake_hub)"]
                .iter()
                .map(|name| variable(name, 1))
                .collect(),
            rows,
            ..Model::empty()
        };
        let scene = Scene::default().problem(problem).run(run_of(model.clone(), 1.0));
        let found = findings(&scene.inputs(), &model).into_iter();
        found.filter_map(|finding| finding.signal).collect()
    }

    fn two(one: f64, other: f64, lower: f64, upper: f64) -> Vec<Row> {
        vec![row("pair", &[(0, one), (1, other)], lower, upper, 4)]
    }

    #[rstest]
    #[case("The west hub can be opened only if the north hub is opened as well.", two(1.0, -1.0, -FREE, 0.0))]
    #[case("At most one of the west hub and the north hub may be opened.", two(1.0, 1.0, -FREE, 1.0))]
    #[case("The west hub and the north hub are close, so at most one of the two may be opened.", two(1.0, 1.0, -FREE, 1.0))]
    #[case(
        "At least one of the west hub and the north hub must be opened.",
        two(1.0, 1.0, 1.0, FREE)
    )]
    #[case("No more may go to the west hub than to the north hub.", two(1.0, -1.0, -FREE, 0.0))]
    #[case("The load of the west hub must not exceed the load of the north hub.", two(1.0, -1.0, -FREE, 0.0))]
    #[case("The sum in the west hub must be at least as large as the sum in the north hub.", two(1.0, -1.0, 0.0, FREE))]
    #[case("At least as much must go to the west hub as to the north hub.", two(-1.0, 1.0, -FREE, 0.0))]
    #[case("The west hub takes more trucks than the north hub.", two(1.0, -1.0, 1.0, FREE))]
    fn a_row_keeps_or_opposes_what_a_sentence_says(#[case] problem: &str, #[case] rows: Vec<Row>) {
        assert_eq!(signals(problem, rows.clone()), []);
        let turn = |row: Row| Row {
            lower: if row.upper.is_finite() { row.upper } else { -FREE },
            upper: if row.lower.is_finite() { row.lower } else { FREE },
            ..row
        };
        let turned = rows.into_iter().map(turn).collect();
        assert_eq!(signals(problem, turned), [Signal::OpposedComparison]);
        assert_eq!(signals(problem, Vec::new()), [Signal::UnansweredComparison]);
    }

    #[rstest]
    #[case("The west hub costs 40 and the north hub 30 more than that.")]
    #[case("The west hub is twice as large as the north hub.")]
    #[case("The west hub is older than the north hub and the lake hub.")]
    #[case("The hubs are many.")]
    fn other_sentences_compare_nothing(#[case] problem: &str) {
        assert_eq!(signals(problem, two(1.0, -1.0, 0.0, FREE)), []);
    }
}
