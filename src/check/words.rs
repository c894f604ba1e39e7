//! What words say: which way an objective points, and which things a text speaks of.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::ObjectiveSense;

/// A word or phrase that says which way to go.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SenseWord {
    pub(super) sense: ObjectiveSense,
    pub(super) span: Range<usize>,
    /// `maximize` and `minimize` themselves; a phrase such as "lowest cost" may also be part of a condition.
    pub(super) plain: bool,
}

/// What all words of a text together say.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Direction {
    /// They agree; with the words that say so.
    One(ObjectiveSense, Vec<Range<usize>>),
    /// They point both ways.
    Both,
    /// There are none.
    Silent,
}

impl Direction {
    /// The sense, when the words agree.
    pub(super) fn sense(&self) -> Option<ObjectiveSense> {
        match self {
            Self::One(sense, _) => Some(*sense),
            Self::Both | Self::Silent => None,
        }
    }
}

/// Every phrase of `text` that says which way to go, in order.
pub(super) fn sense_words(text: &str) -> Vec<SenseWord> {
    static PATTERNS: LazyLock<[(ObjectiveSense, bool, Regex); 4]> = LazyLock::new(|| {
        use ObjectiveSense::{Maximize, Minimize};
        let aims = r"(?:possible\s+|total\s+|overall\s+|net\s+|combined\s+|weekly\s+|daily\s+|monthly\s+|annual\s+|amount\s+of\s+|number\s+of\s+|sum\s+of\s+|expected\s+|average\s+)*";
        let question = r"\b(?:what(?:'s|\s+is|\s+are|\s+would\s+be)|find(?:ing)?(?:\s+out)?|determin(?:e|ing)|calculat(?:e|ing)|comput(?:e|ing)|out|know)\s+(?:the|a)\s+";
        let good = r"(?:profit|revenue|return|income|earning|value|benefit|yield|output|flow|score|utility|gain|throughput|coverage|satisfaction|contribution|reward|margin|production|sales|effect)";
        let bad = r"(?:cost|expense|expenditure|spend|time|distance|price|money|route|path|waste|investment|tardiness|delay|loss|makespan|dollars|budget|effort|workers|labor|length|risk)";
        [
            (
                Maximize,
                true,
                regex(
                    r"(?i)\bmaximi[sz](?:e[sd]?|ing|ation)\b|\\max(?:[^a-z]|$)|COPT\.MAXIMIZE|(?-i:^|\s)max(?:\s|[:\\(])|最大化",
                ),
            ),
            (
                Minimize,
                true,
                regex(
                    r"(?i)\bminimi[sz](?:e[sd]?|ing|ation)\b|\\min(?:[^a-z]|$)|COPT\.MINIMIZE|(?-i:^|\s)min(?:\s|[:\\(])|最小化",
                ),
            ),
            (
                Maximize,
                false,
                regex(&format!(
                    r"(?i)\b(?:highest|greatest|largest|most|maximum|maximal|best|biggest)\s+{aims}{good}|\bas\s+(?:many|much|high|large|great|profitabl[ey]|long)\b[^.?!]{{0,60}}?\bas\s+(?:possible|they\s+can|it\s+can)\b|\bmost\s+profitable|{question}(?:maximum|maximal|largest|greatest|highest)\b|\bto\s+(?:increase|raise|improve)\b|最大|最多|最高|利润最"
                )),
            ),
            (
                Minimize,
                false,
                regex(&format!(
                    r"(?i)\b(?:lowest|least|smallest|minimum|minimal|fewest|shortest|fastest|quickest|less)\s+{aims}{bad}|\bas\s+(?:few|little|low|small|short|cheap(?:ly)?|inexpensive(?:ly)?|quickly|fast|soon|early)\b[^.?!]{{0,60}}?\bas\s+possible|\bcheapest|\bleast\s+(?:expensive|costly|amount|number|total)|\b(?:lowest|minimum|minimal|smallest|fewest|shortest)\s+(?:possible|total|overall|number|amount)|\bmost\s+(?:cost[\s-]?effective|economical|cost[\s-]?efficient)|\bcost[\s-]?effective(?:ly)?|\bmost\s+efficient|{question}(?:minimum|minimal|smallest|least|lowest|fewest|shortest)\b|\bto\s+(?:reduce|decrease|lower|cut)\b|\bhow\s+(?:many|much)\b[^.?!]{{0,160}}\bat\s+(?:least|(?:a\s+)?minimum)\b[^.?!]{{0,60}}\?|最小|最少|最低|最省|最短"
                )),
            ),
        ]
    });
    let mut found: Vec<SenseWord> = PATTERNS
        .iter()
        .flat_map(|(sense, plain, pattern)| {
            pattern.find_iter(text).map(|found| SenseWord {
                sense: *sense,
                span: trimmed(text, found.range()),
                plain: *plain,
            })
        })
        .collect();
    found.sort_by_key(|word| (word.span.start, word.span.end));
    found
}

/// What `text` says, plainly if it can: phrases count only where neither verb stands.
pub(super) fn direction(text: &str) -> Direction {
    let words = sense_words(text);
    let plain = words.iter().any(|word| word.plain);
    let counted: Vec<&SenseWord> = words.iter().filter(|word| word.plain == plain).collect();
    let Some(first) = counted.first() else {
        return Direction::Silent;
    };
    if counted.iter().any(|word| word.sense != first.sense) {
        return Direction::Both;
    }
    Direction::One(
        first.sense,
        counted.iter().map(|word| word.span.clone()).collect(),
    )
}

/// The things that a text speaks of: its words of four letters and more without grammar and without the vocabulary
/// of the trade, singular, lower case; for Chinese, pairs of characters.
pub(super) fn content_words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for run in text.split(|c: char| !c.is_alphabetic()) {
        for piece in split_camel(run) {
            let lower = piece.to_lowercase();
            if lower.is_ascii() {
                let stem = lower
                    .strip_suffix("es")
                    .or_else(|| lower.strip_suffix('s'))
                    .unwrap_or(&lower);
                if stem.len() >= 4 && !is_common(&lower) && !is_common(stem) {
                    words.insert(stem.to_owned());
                }
            } else {
                let characters: Vec<char> = lower.chars().collect();
                words.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
            }
        }
    }
    words
}

/// `MinVitaminA` → `Min`, `Vitamin`, `A`; other words as they are.
fn split_camel(run: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = vec![0];
    let mut previous_lower = false;
    for (at, character) in run.char_indices() {
        if character.is_ascii_uppercase() && previous_lower {
            starts.push(at);
        }
        previous_lower = character.is_ascii_lowercase();
    }
    starts.push(run.len());
    starts.windows(2).map(|pair| &run[pair[0]..pair[1]]).collect()
}

/// Grammar, and the vocabulary of modelling; sorted.
const COMMON: &[&str] = &[
    "about",
    "above",
    "addconstr",
    "addition",
    "additionally",
    "addvar",
    "after",
    "also",
    "amount",
    "analyze",
    "another",
    "available",
    "based",
    "been",
    "before",
    "being",
    "below",
    "between",
    "binary",
    "both",
    "build",
    "code",
    "consider",
    "constraint",
    "continuou",
    "continuous",
    "copt",
    "coptpy",
    "cost",
    "could",
    "create",
    "createmodel",
    "decision",
    "define",
    "determine",
    "does",
    "each",
    "ensure",
    "environment",
    "envr",
    "equal",
    "exactly",
    "exceed",
    "find",
    "following",
    "formulate",
    "formulation",
    "found",
    "from",
    "function",
    "given",
    "goal",
    "have",
    "help",
    "here",
    "import",
    "including",
    "integer",
    "into",
    "library",
    "linear",
    "long",
    "make",
    "many",
    "mathematical",
    "maximize",
    "maximum",
    "meet",
    "minimize",
    "minimum",
    "model",
    "more",
    "most",
    "much",
    "must",
    "name",
    "need",
    "needed",
    "negative",
    "negativity",
    "number",
    "objective",
    "only",
    "optimal",
    "optimization",
    "order",
    "other",
    "over",
    "print",
    "problem",
    "profit",
    "programming",
    "provide",
    "python",
    "quicksum",
    "range",
    "require",
    "required",
    "requirement",
    "result",
    "return",
    "same",
    "satisfy",
    "satisfying",
    "script",
    "sense",
    "setobjective",
    "should",
    "since",
    "solution",
    "solve",
    "some",
    "status",
    "such",
    "than",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "time",
    "total",
    "type",
    "unit",
    "used",
    "using",
    "value",
    "variable",
    "vtype",
    "want",
    "week",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "will",
    "with",
    "within",
    "would",
    "your",
];

fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let found = &text[span.clone()];
    let start = span.start + (found.len() - found.trim_start().len());
    start..start + found.trim().len()
}

/// Compiles a constant pattern.
#[expect(
    clippy::expect_used,
    reason = "the patterns are constants, and tests compile each of them"
)]
pub(super) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("How many should be made to maximize profit?", Some(ObjectiveSense::Maximize))]
    #[case(
        "What is the least amount of money you need to spend?",
        Some(ObjectiveSense::Minimize)
    )]
    #[case("Feed the herd as cheaply as possible.", Some(ObjectiveSense::Minimize))]
    #[case(
        "They want to serve as many guests as possible.",
        Some(ObjectiveSense::Maximize)
    )]
    #[case("怎样安排生产使利润最大?", Some(ObjectiveSense::Maximize))]
    #[case("如何运输使总费用最少?", Some(ObjectiveSense::Minimize))]
    #[case(
        "Minimize cost, with the highest profit in mind.",
        Some(ObjectiveSense::Minimize)
    )]
    #[case("Minimize cost and maximize profit.", None)]
    #[case("They can take a maximum of 4 children.", None)]
    #[case(r"\min_{x} z", Some(ObjectiveSense::Minimize))]
    fn words_point_one_way_or_none(#[case] text: &str, #[case] expected: Option<ObjectiveSense>) {
        assert_eq!(direction(text).sense(), expected);
    }

    #[test]
    fn content_words_are_stems_without_grammar() {
        let words: Vec<String> = content_words("The bakeries need flour; MinFlourDemand, 面粉.")
            .into_iter()
            .collect();
        assert_eq!(words, ["bakeri", "demand", "flour", "面粉"]);
    }

    #[test]
    fn the_common_words_are_sorted_for_the_search() {
        assert!(is_common("about") && is_common("your") && is_common("model") && !is_common("flour"));
    }
}
