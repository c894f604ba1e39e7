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
    /// How sure it is about the objective.
    pub(super) strength: Strength,
}

/// How surely words speak of the objective. Stronger ones make weaker ones count for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// `to reduce`, `to raise`: a purpose, perhaps that of something else in the text.
    Hint,
    /// `lowest cost`, `as few as possible`: may also be part of a condition.
    Phrase,
    /// `maximize` and `minimize` themselves.
    Verb,
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
    static PATTERNS: LazyLock<[(ObjectiveSense, Strength, Regex); 6]> = LazyLock::new(|| {
        use ObjectiveSense::{Maximize, Minimize};
        let aims = r"(?:possible\s+|total\s+|overall\s+|net\s+|combined\s+|weekly\s+|daily\s+|monthly\s+|annual\s+|amount\s+of\s+|number\s+of\s+|sum\s+of\s+|expected\s+|average\s+)*";
        let question = r"\b(?:what(?:'s|\s+is|\s+are|\s+would\s+be)|find(?:ing)?(?:\s+out)?|determin(?:e|ing)|calculat(?:e|ing)|comput(?:e|ing)|out|know)\s+(?:the|a)\s+";
        let attain = r"\b(?:obtain|achieve|attain|get|gain|reach|earn|generate|produce|secure|receive)s?\s+(?:the\s+|a\s+)?";
        let good = r"(?:profit|revenue|return|income|earning|value|benefit|yield|output|flow|score|utility|gain|throughput|coverage|satisfaction|contribution|reward|margin|production|sales|effect|exposure|audience|savings)";
        let bad = r"(?:cost|expense|expenditure|spend|time|distance|price|money|route|path|waste|investment|tardiness|delay|loss|makespan|dollars|budget|effort|workers|labor|length|risk)";
        [
            (
                Maximize,
                Strength::Verb,
                regex(
                    r"(?i)\bmaximi[sz](?:e[sd]?|ing|ation)\b|\\max(?:[^a-z]|$)|COPT\.MAXIMIZE|(?-i:^|\s)max(?:\s|[:\\(])|最大化|极大化",
                ),
            ),
            (
                Minimize,
                Strength::Verb,
                regex(
                    r"(?i)\bminimi[sz](?:e[sd]?|ing|ation)\b|\\min(?:[^a-z]|$)|COPT\.MINIMIZE|(?-i:^|\s)min(?:\s|[:\\(])|最小化|极小化",
                ),
            ),
            (
                Maximize,
                Strength::Phrase,
                regex(&format!(
                    r"(?i)\b(?:highest|greatest|largest|most|maximum|maximal|best|biggest)\s+{aims}{good}|\bas\s+(?:many|much|high|large|great|profitabl[ey]|long)\b[^.?!]{{0,60}}?\bas\s+(?:possible|they\s+can|it\s+can)\b|\bmost\s+profitable|{question}(?:maximum|maximal|largest|greatest|highest)\b|{attain}(?:maximum|maximal|most|largest|greatest|highest)\s+[a-z]|最大|最多|最高|利润最|尽(?:可能|量)(?:多|大|高)|越(?:多|大|高)越好"
                )),
            ),
            (
                Minimize,
                Strength::Phrase,
                regex(&format!(
                    r"(?i)\b(?:lowest|least|smallest|minimum|minimal|fewest|shortest|fastest|quickest|less)\s+{aims}{bad}|\bas\s+(?:few|little|low|small|short|cheap(?:ly)?|inexpensive(?:ly)?|quickly|fast|soon|early)\b[^.?!]{{0,60}}?\bas\s+possible|\bcheapest|\bleast\s+(?:expensive|costly|amount|number|total)|\b(?:lowest|minimum|minimal|smallest|fewest|shortest)\s+(?:possible|total|overall|number|amount)|\bmost\s+(?:cost[\s-]?effective|economical|cost[\s-]?efficient)|\bcost[\s-]?effective(?:ly)?|\bmost\s+efficient|{question}(?:minimum|minimal|smallest|least|lowest|fewest|shortest)\b|{attain}(?:minimum|minimal|least|smallest|lowest|fewest|shortest)\s+[a-z]|\b(?:keep|kept|hold|bring|brings)\b[^.?!]{{0,60}}?\bto\s+(?:a|the|its|their)\s+minimum\b|\bleast[\s-]cost|\bat\s+(?:the\s+)?(?:minimum|minimal|lowest|least)\s+{aims}{bad}|\bhow\s+(?:many|much)\b[^.?!]{{0,160}}\bat\s+(?:least|(?:a\s+)?minimum)\b[^.?!]{{0,60}}\?|最小|最少|最低|最省|最短|最便宜|最快|尽(?:可能|量)(?:少|小|低)|越(?:少|小|低)越好"
                )),
            ),
            (
                Maximize,
                Strength::Hint,
                regex(r"(?i)\bto\s+(?:increase|raise|improve)\b"),
            ),
            (
                Minimize,
                Strength::Hint,
                regex(r"(?i)\bto\s+(?:reduce|decrease|lower|cut)\b"),
            ),
        ]
    });
    let mut found: Vec<SenseWord> = PATTERNS
        .iter()
        .flat_map(|(sense, strength, pattern)| {
            pattern.find_iter(text).map(|found| SenseWord {
                sense: *sense,
                span: trimmed(text, found.range()),
                strength: *strength,
            })
        })
        .filter(|word| !is_chinese_limit(text, &word.span))
        .collect();
    found.sort_by_key(|word| (word.span.start, word.span.end));
    found
}

/// `每天最多生产 30 件`, `最大产能`: a superlative that limits and asks for nothing. One that asks ends its clause or stands
/// before what is to be best.
fn is_chinese_limit(text: &str, span: &Range<usize>) -> bool {
    const SUPERLATIVES: [&str; 7] = ["最大", "最多", "最高", "最小", "最少", "最低", "最短"];
    const AIMS: [&str; 22] = [
        "利润", "收益", "收入", "产值", "产量", "效益", "价值", "流量", "成本", "费用", "运费", "距离",
        "时间", "路程", "支出", "总", "的", "化", "值", "呢", "花费", "开支",
    ];
    if !SUPERLATIVES.contains(&&text[span.clone()]) {
        return false;
    }
    let behind = &text[span.end..];
    let ends = behind.chars().next().is_none_or(|next| !next.is_alphanumeric());
    let number = behind.trim_start().starts_with(|c: char| c.is_ascii_digit());
    number || !(ends || AIMS.iter().any(|aim| behind.starts_with(aim)))
}

/// The words that count: the strongest ones that `text` has.
pub(super) fn strongest(words: &[SenseWord]) -> Vec<&SenseWord> {
    let most = words.iter().map(|word| word.strength).max();
    words.iter().filter(|word| Some(word.strength) == most).collect()
}

/// What `text` says, plainly if it can: phrases count only where neither verb stands, and hints only without phrases.
pub(super) fn direction(text: &str) -> Direction {
    let words = sense_words(text);
    let counted = strongest(&words);
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
    #[case(
        "每天最多生产 30 件,最大产能为 50 件,使总成本最低。",
        Some(ObjectiveSense::Minimize)
    )]
    #[case("费用尽可能少,每人最多 3 件", Some(ObjectiveSense::Minimize))]
    #[case(
        "He raises sheep to raise wool at minimum cost. Find the cheapest feed.",
        Some(ObjectiveSense::Minimize)
    )]
    #[case(
        "How many ads obtain maximum exposure within the budget?",
        Some(ObjectiveSense::Maximize)
    )]
    #[case("Keep the waste of paper to a minimum.", Some(ObjectiveSense::Minimize))]
    #[case("The bill should be as low as possible.", Some(ObjectiveSense::Minimize))]
    #[case("Add a shift to reduce the delay.", Some(ObjectiveSense::Minimize))]
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
