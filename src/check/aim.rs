//! What a problem asks to optimise, in its own words, and which of its numbers speak of that.

use std::collections::BTreeSet;
use std::ops::Range;

use super::table::Tables;
use super::trace::TextNumber;
use super::words::{SenseWord, Strength, sense_words, strongest};
use crate::model::ObjectiveSense;
use crate::sample::numbers::NumberKind;

/// Bytes behind the sense word in which the aim is named.
const AIM_BYTES: usize = 90;
/// Numbers of the aim that are looked at.
const MOST_DATA: usize = 200;
/// Bytes on either side of a number in which its noun stands.
const CONTEXT_BYTES: usize = 70;

/// Words that stand for one another as aims, so that "costs $5" and "minimize what is spent" meet.
const KINDS: [(&str, &[&str]); 5] = [
    (
        "cost",
        &[
            "cost",
            "expense",
            "expenditure",
            "spend",
            "spent",
            "spending",
            "price",
            "priced",
            "money",
            "fee",
            "wage",
            "salary",
            "pay",
            "paid",
            "rent",
            "rental",
            "dollar",
            "toll",
        ],
    ),
    (
        "gain",
        &[
            "profit",
            "revenue",
            "income",
            "earning",
            "earn",
            "return",
            "sale",
            "gain",
            "worth",
            "sell",
            "sold",
            "price",
            "margin",
            "npv",
            "yield",
            "profitability",
            "contribution",
        ],
    ),
    ("time", &["time", "hour", "minute", "second", "day", "duration"]),
    (
        "distance",
        &[
            "distance",
            "length",
            "mile",
            "kilometer",
            "kilometre",
            "km",
            "route",
            "tour",
        ],
    ),
    ("risk", &["risk", "variance"]),
];

/// Words around an aim that name nothing.
const IDLE: &[&str] = &[
    "the",
    "a",
    "an",
    "its",
    "his",
    "her",
    "their",
    "your",
    "our",
    "total",
    "overall",
    "number",
    "amount",
    "of",
    "all",
    "and",
    "in",
    "for",
    "to",
    "is",
    "are",
    "be",
    "that",
    "which",
    "it",
    "they",
    "used",
    "use",
    "needed",
    "need",
    "required",
    "daily",
    "weekly",
    "monthly",
    "annual",
    "yearly",
    "net",
    "sum",
    "combined",
    "company",
    "company's",
    "possible",
    "expected",
    "average",
    "quantity",
    "value",
    "as",
    "per",
    "each",
    "this",
    "while",
    "can",
    "on",
    "by",
    "at",
    "with",
    "from",
    "what",
    "how",
    "would",
    "should",
    "find",
    "determine",
    "calculate",
    "maximum",
    "minimum",
    "optimal",
    "lowest",
    "highest",
    "least",
    "most",
    "unit",
    "overall",
    "intake",
    "level",
    "being",
];

/// What is to be made large or small.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Aim {
    /// The way it points.
    pub(super) sense: ObjectiveSense,
    /// The words that say so.
    pub(super) span: Range<usize>,
    /// The nouns, singular, in lower case; kinds of money, time and distance by their kind.
    pub(super) nouns: BTreeSet<String>,
    /// Whether a number of things is asked for.
    pub(super) counts: bool,
}

impl Aim {
    /// The aim as the problem writes it.
    pub(super) fn text<'p>(&self, problem: &'p str) -> &'p str {
        problem.get(self.span.clone()).unwrap_or_default()
    }

    /// Whether it is money that comes in or goes out.
    pub(super) fn is_money(&self) -> bool {
        self.nouns.contains("cost") || self.nouns.contains("gain")
    }

    fn speaks_in(&self, context: &str) -> bool {
        nouns(context).iter().any(|noun| self.nouns.contains(noun))
    }
}

/// The last aim that the problem states plainly; `None` when it states none, or when its last words point both ways.
pub(super) fn aim(problem: &str) -> Option<Aim> {
    let words = sense_words(problem);
    let counted = strongest(&words);
    let last = counted.last()?;
    if counted.iter().any(|word| word.sense != last.sense) {
        return None;
    }
    let aim = counted.iter().rev().find_map(|word| named_after(problem, word));
    aim.filter(|aim| !aim.nouns.is_empty())
}

fn named_after(problem: &str, word: &SenseWord) -> Option<Aim> {
    // A phrase such as "lowest cost" holds its noun itself, a verb has it behind.
    let start = if word.strength == Strength::Phrase {
        word.span.start
    } else {
        word.span.end
    };
    let end = clause_end(problem, word.span.end, AIM_BYTES);
    let text = problem.get(start..end)?;
    let lower = text.to_lowercase();
    let nouns = head_nouns(text);
    (!nouns.is_empty()).then(|| Aim {
        sense: word.sense,
        span: word.span.start..end,
        nouns,
        counts: lower.contains("number of") || lower.contains("as many"),
    })
}

/// The nouns that name an aim: of "the total cost of the bolts" only the cost, of "the number of trips made by bus" the
/// trips.
fn head_nouns(text: &str) -> BTreeSet<String> {
    const TAILS: [&str; 15] = [
        "of", "in", "for", "to", "from", "by", "with", "used", "needed", "required", "that", "which", "over",
        "on", "and",
    ];
    let all = nouns(text);
    let kinds: BTreeSet<String> = all
        .iter()
        .filter(|noun| KINDS.iter().any(|(kind, _)| kind == noun))
        .cloned()
        .collect();
    if !kinds.is_empty() {
        return kinds;
    }
    let mut head = BTreeSet::new();
    for word in text.split_whitespace() {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if !head.is_empty() && TAILS.contains(&plain.as_str()) {
            break;
        }
        head.extend(nouns(&plain));
    }
    head
}

/// The nouns of a short text: its words without those that name nothing, singular, kinds by their kind.
fn nouns(text: &str) -> BTreeSet<String> {
    // `kilowatt-hours` are no hours.
    let words = text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '-'));
    words
        .map(str::to_lowercase)
        .map(|word| word.trim_matches(['-', '\'']).to_owned())
        .filter(|word| word.len() >= 2 && !IDLE.contains(&word.as_str()))
        .flat_map(|word| kinds_of(stem(&word)))
        .collect()
}

fn kinds_of(word: &str) -> Vec<String> {
    let kinds: Vec<String> = KINDS
        .iter()
        .filter(|(_, words)| words.contains(&word))
        .map(|(kind, _)| (*kind).to_owned())
        .collect();
    if kinds.is_empty() {
        vec![word.to_owned()]
    } else {
        kinds
    }
}

fn stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word.len() < 4 {
        return word;
    }
    let es = word
        .strip_suffix("es")
        .filter(|stem| stem.ends_with(['s', 'x', 'h', 'z']));
    es.or_else(|| word.strip_suffix('s').filter(|stem| !stem.ends_with('s')))
        .unwrap_or(word)
}

/// The end of the clause that goes on at `from`, at most `most` bytes away.
fn clause_end(text: &str, from: usize, most: usize) -> usize {
    let limit = floor(text, (from + most).min(text.len()));
    let rest = &text[from..limit];
    let stops = [
        ". ",
        ".\n",
        "?",
        ";",
        ",",
        "\n",
        "(",
        " while ",
        " given ",
        " subject ",
        " so that ",
        " in order ",
        " such that ",
        " without ",
    ];
    let stop = stops.iter().filter_map(|stop| rest.find(stop)).min();
    from + stop.unwrap_or(rest.trim_end_matches('.').len())
}

/// The start of the clause that ends at `to`.
fn clause_start(text: &str, to: usize, most: usize) -> usize {
    let limit = floor(text, to.saturating_sub(most));
    let before = &text[limit..to];
    let stops = [". ", ".\n", "?", ";", ", ", "\n", ")"];
    let start = stops
        .iter()
        .filter_map(|stop| before.rfind(stop).map(|at| at + stop.len()))
        .max();
    limit + start.unwrap_or(0)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Whether words such as "at least" make the number a limit and no rate.
fn is_limit(before: &str) -> bool {
    const WORDS: [&str; 16] = [
        "at least",
        "at most",
        "no more than",
        "no less than",
        "no fewer than",
        "more than",
        "less than",
        "maximum of",
        "minimum of",
        "exceed",
        "up to",
        "limited to",
        "budget",
        "available",
        "target",
        "below",
    ];
    let lower = before.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// Positions of the traced numbers that are data of the aim: those beside whose digits, or over or before whose table
/// cell, its nouns stand, and that are no limits.
pub(super) fn data_of_aim(problem: &str, aim: &Aim, texts: &[TextNumber], tables: &Tables) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        if found.len() >= MOST_DATA {
            break;
        }
        let span = text.number.span.clone();
        if touches(&span, &aim.span)
            || text.number.kind == NumberKind::Percent
            || text.number.kind == NumberKind::Word
        {
            continue;
        }
        let speaks = match tables.headings(&span) {
            Some(headings) => headings
                .iter()
                .any(|heading| aim.speaks_in(&problem[heading.clone()])),
            None => in_sentence(problem, aim, texts, at, &found),
        };
        if speaks {
            found.push(at);
        }
    }
    found
}

fn in_sentence(problem: &str, aim: &Aim, texts: &[TextNumber], at: usize, found: &[usize]) -> bool {
    let span = &texts[at].number.span;
    let previous = at.checked_sub(1).map(|before| &texts[before].number);
    let floor = previous.map_or(0, |number| number.span.end);
    let ceiling = texts
        .get(at + 1)
        .map_or(problem.len(), |next| next.number.span.start);
    let start = clause_start(problem, span.start, CONTEXT_BYTES)
        .max(floor)
        .min(span.start);
    let end = clause_end(problem, span.end, CONTEXT_BYTES)
        .min(ceiling)
        .max(span.end);
    let before = behind_a_joint(&problem[start..span.start], start == floor);
    let after = before_a_joint(&problem[span.end..end]);
    if is_limit(before) || is_limit(after) {
        return false;
    }
    if aim.speaks_in(after) || aim.speaks_in(before) {
        return true;
    }
    // "The profit of a lamp is $40 and of a vase $30": what the first number is about, the second is too.
    let same_kind = previous.is_some_and(|number| number.kind == texts[at].number.kind);
    let same_sentence =
        previous.is_some_and(|number| !problem[number.span.end..span.start].contains(['.', ';', '\n', '?']));
    same_kind
        && same_sentence
        && texts[at].number.kind == NumberKind::Currency
        && found.last() == at.checked_sub(1).as_ref()
}

/// Words at which what is said of one number ends and what is said of the next begins.
const JOINTS: [&str; 8] = [
    " and ",
    " while ",
    " whereas ",
    " but ",
    " or ",
    " per ",
    " with ",
    ":",
];

/// The part of the text behind a number that is about it: "mg of zinc and costs" speaks of zinc.
fn before_a_joint(after: &str) -> &str {
    let joint = JOINTS.iter().filter_map(|joint| after.find(joint)).min();
    &after[..joint.unwrap_or(after.len())]
}

/// The part of the text before a number that is about it; what follows another number directly is about that one.
fn behind_a_joint(before: &str, behind_a_number: bool) -> &str {
    let joint = JOINTS
        .iter()
        .filter_map(|joint| before.find(joint).map(|at| at + joint.len()))
        .min();
    match joint {
        Some(at) if behind_a_number => &before[at..],
        _ => before,
    }
}

fn touches(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trace::trace;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("How many of each should be made to maximize his profit?", ObjectiveSense::Maximize, &["gain"], false)]
    #[case("What is the plan that minimizes the total number of trips, given that?", ObjectiveSense::Minimize, &["trip"], true)]
    #[case("What is the lowest possible cost?", ObjectiveSense::Minimize, &["cost"], false)]
    #[case("Minimize the total energy in kilowatt-hours.", ObjectiveSense::Minimize, &["energy"], false)]
    #[case("How should he eat to minimize his sodium intake?", ObjectiveSense::Minimize, &["sodium"], false)]
    fn an_aim_is_read(
        #[case] problem: &str,
        #[case] sense: ObjectiveSense,
        #[case] nouns: &[&str],
        #[case] counts: bool,
    ) {
        let found = aim(problem).unwrap();
        assert_eq!((found.sense, found.counts), (sense, counts));
        assert_eq!(found.nouns.iter().map(String::as_str).collect::<Vec<_>>(), nouns);
    }

    #[test]
    fn the_numbers_beside_the_aim_are_its_data() {
        let problem = "A salad has 12 grams of fat and 40 units of sodium; a soup has 9 grams of fat and 70 units of \
            sodium. At least 60 grams of fat are needed. Minimize the sodium intake.";
        let trace = trace(problem, "", "x = 1", None);
        let aim = aim(problem).unwrap();
        let data = data_of_aim(problem, &aim, &trace.texts, &Tables::new(problem));
        let values: Vec<f64> = data.into_iter().map(|at| trace.texts[at].number.value).collect();
        assert_eq!(values, [40.0, 70.0]);
    }

    #[test]
    fn prices_that_follow_one_another_are_of_one_kind() {
        let problem = "The profit of a lamp is $40 and of a vase $30. Each takes 5 hours. Maximize profit.";
        let trace = trace(problem, "", "x = 1", None);
        let aim = aim(problem).unwrap();
        let data = data_of_aim(problem, &aim, &trace.texts, &Tables::new(problem));
        assert_eq!(data, [0, 1]);
    }

    #[test]
    fn a_column_of_a_table_is_the_aim_s() {
        let problem = "| product | hours | profit |\n|---|---|---|\n| lamp | 5 | 40 |\n| vase | 3 | 30 |\n\nMaximize profit.";
        let trace = trace(problem, "", "x = 1", None);
        let aim = aim(problem).unwrap();
        let data = data_of_aim(problem, &aim, &trace.texts, &Tables::new(problem));
        let values: Vec<f64> = data.into_iter().map(|at| trace.texts[at].number.value).collect();
        assert_eq!(values, [40.0, 30.0]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(problem in "(\\PC|[.,;?\n ]|[0-9]{1,3}|maximize |profit |lowest cost |\\| ){0,40}") {
            if let Some(aim) = aim(&problem) {
                prop_assert!(problem.get(aim.span.clone()).is_some());
                let trace = trace(&problem, "", "x = 1", None);
                data_of_aim(&problem, &aim, &trace.texts, &Tables::new(&problem));
            }
        }
    }
}
