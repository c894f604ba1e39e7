//! The types that a formulation states for its symbols: `x_i ≥ 0 and integer`, `y ∈ {0, 1}`, `z ∈ ℝ`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::names::indexed;
use super::words::regex;

/// Lines that are read.
const MOST_LINES: usize = 2_000;

/// A stated type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Domain {
    /// Any real number.
    Continuous,
    /// Whole numbers.
    Integer,
    /// 0 or 1.
    Binary,
}

impl Domain {
    /// The word on screen.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Continuous => "continuous",
            Self::Integer => "integer",
            Self::Binary => "binary",
        }
    }
}

/// A line that states a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) kind: Domain,
    pub(super) span: Range<usize>,
    symbols: Vec<Symbol>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Symbol {
    /// Its letters and digits, with those of its indices.
    full: String,
    /// Its letters before any index; empty when it has none.
    base: String,
}

/// All that a formulation states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Domains {
    found: Vec<Stated>,
}

impl Domains {
    /// What is stated of the variable with this name; `None` when nothing is, or two things are.
    pub(super) fn of(&self, name: &str) -> Option<&Stated> {
        let full = letters(name);
        let base = letters(indexed(name).base);
        let exact = |stated: &&Stated| stated.symbols.iter().any(|symbol| symbol.full == full);
        let family =
            |stated: &&Stated| !base.is_empty() && stated.symbols.iter().any(|symbol| symbol.base == base);
        single(self.found.iter().filter(exact)).or_else(|| single(self.found.iter().filter(family)))
    }
}

/// The first, unless another says otherwise.
fn single<'a>(mut found: impl Iterator<Item = &'a Stated>) -> Option<&'a Stated> {
    let first = found.next()?;
    found.all(|other| other.kind == first.kind).then_some(first)
}

/// Reads the types that `formulation` states.
pub(super) fn domains(formulation: &str) -> Domains {
    let mut found = Vec::new();
    let mut at = 0;
    for line in formulation.split_inclusive('\n').take(MOST_LINES) {
        if let Some(kind) = kind_of(line) {
            let symbols = symbols(line);
            if !symbols.is_empty() {
                found.push(Stated {
                    kind,
                    span: at..at + line.trim_end().len(),
                    symbols,
                });
            }
        }
        at += line.len();
    }
    Domains { found }
}

/// The one type that a line names.
fn kind_of(line: &str) -> Option<Domain> {
    static KINDS: LazyLock<[(Domain, Regex); 3]> = LazyLock::new(|| {
        [
            (
                Domain::Binary,
                regex(r"(?i)\bbinary\b|\\?\{\s*0\s*,\s*1\s*\\?\}|0-1\s+variable|0-1变量"),
            ),
            (
                Domain::Integer,
                regex(r"(?i)\bintegers?\b|\\mathbb\s*\{?\s*[ZN]\b|\bwhole\s+numbers?\b|ℤ|ℕ|整数"),
            ),
            (
                Domain::Continuous,
                regex(
                    r"(?i)\bcontinuous\b|\\mathbb\s*\{?\s*R\b|\breal\s+(?:numbers?|variables?|valued)\b|ℝ|连续",
                ),
            ),
        ]
    });
    static DENIED: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\bnot\b|\bnon-?\s?(?:integer|binary|continuous)|\brelax|\bor\b"));
    if DENIED.is_match(line) {
        return None;
    }
    let mut named = KINDS.iter().filter(|(_, words)| words.is_match(line));
    let (kind, _) = named.next()?;
    named.next().is_none().then_some(*kind)
}

/// The symbols between the marks of formulas.
fn symbols(line: &str) -> Vec<Symbol> {
    static MATHS: LazyLock<Regex> =
        LazyLock::new(|| regex(r"\\\((.*?)\\\)|\\\[(.*?)\\\]|\$\$?([^$]*)\$|`([^`]*)`"));
    static SYMBOL: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(\\?[A-Za-z]+)((?:\s*[_^]\s*(?:\{[^{}]*\}|[A-Za-z0-9]+))*)"));
    let mut found = Vec::new();
    for formula in MATHS.captures_iter(line) {
        let inner = formula
            .iter()
            .skip(1)
            .flatten()
            .next()
            .map_or("", |inner| inner.as_str());
        for symbol in SYMBOL.captures_iter(inner) {
            let (name, index) = (&symbol[1], &symbol[2]);
            if name.starts_with('\\') || matches!(name, "Z" | "R" | "N") {
                continue;
            }
            let full = letters(&format!("{name}{index}"));
            let base = if index.is_empty() {
                String::new()
            } else {
                letters(name)
            };
            found.push(Symbol { full, base });
        }
    }
    found
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const FORMULATION: &str = "### Variables\n- \\(x_{1}\\): chairs (integer)\n### Domains\n- \\(y_{s} \\in \\{0, 1\\}\\) for each s\n\
        - \\(z_{s,c} \\geq 0\\) and continuous\n- $w \\in \\mathbb{Z}$\n- \\(v\\): integer or real\n";

    #[rstest]
    #[case("x1", Some(Domain::Integer))]
    #[case("x_1", Some(Domain::Integer))]
    #[case("y(north)", Some(Domain::Binary))]
    #[case("z_0_1", Some(Domain::Continuous))]
    #[case("w", Some(Domain::Integer))]
    #[case("v", None)]
    #[case("chairs", None)]
    fn a_symbol_has_the_type_that_its_line_states(#[case] name: &str, #[case] expected: Option<Domain>) {
        assert_eq!(domains(FORMULATION).of(name).map(|stated| stated.kind), expected);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\\PC|\\\\\\(|\\\\\\)|x_\\{1\\}|integer|\n){0,40}") {
            for stated in domains(&text).found {
                prop_assert!(text.get(stated.span.clone()).is_some());
            }
        }
    }
}
