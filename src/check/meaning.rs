//! What the variables of a model stand for, as far as the comments of the program and the formulation say: a count, a
//! measure, a choice, a share.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::comments::Comments;
use super::names::indexed;
use super::words::regex;
use super::{Evidence, Inputs};
use crate::model::Model;
use crate::sample::Part;

/// What kind of quantity a variable is, by the words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nature {
    /// Things that come one by one: trucks, workers, packs.
    Counted,
    /// Portions of something that can be divided: servings, cups, oranges, units. People write both about them.
    Portioned,
    /// A quantity of something that the problem lists as an item with a price of its own.
    Itemised,
    /// What is weighed or metered: acres, litres, hours, money.
    Measured,
    /// A part of a whole.
    Shared,
    /// Yes or no.
    Chosen,
    /// The words do not tell.
    Unclear,
}

/// What is known of a variable.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    pub(super) nature: Nature,
    /// The words that say so, as written; empty when there are none.
    pub(super) words: String,
    /// Where they stand.
    pub(super) place: Option<Evidence>,
}

impl Meaning {
    fn unknown() -> Self {
        Self {
            nature: Nature::Unclear,
            words: String::new(),
            place: None,
        }
    }
}

/// The meanings of the variables of `model`, in their order.
pub(super) fn meanings(inputs: &Inputs<'_>, model: &Model) -> Vec<Meaning> {
    let comments = Comments::of(&inputs.sample.solution.program);
    let declarations = Declarations::of(&inputs.sample.solution.formulation);
    let lists_items = lists_items(&inputs.sample.problem);
    let mut by_line: HashMap<u32, Option<Meaning>> = HashMap::new();
    let count = model.variables.len();
    let read = |(at, variable): (usize, &crate::model::Variable)| {
        let commented = variable.line.and_then(|line| {
            let said = by_line.entry(line).or_insert_with(|| {
                comments.about(line).map(|(line, text)| Meaning {
                    nature: nature(text),
                    words: text.to_owned(),
                    place: Some(Evidence::Line { line }),
                })
            });
            said.clone()
        });
        let declared = declarations.about(&variable.name, at, count);
        let mut meaning = match (commented, declared) {
            (Some(comment), Some(declared)) if comment.nature == Nature::Unclear => declared,
            (Some(comment), _) if comment.nature != Nature::Unclear => comment,
            (_, Some(declared)) => declared,
            (Some(comment), None) => comment,
            (None, None) => Meaning::unknown(),
        };
        if lists_items && meaning.nature == Nature::Unclear && is_quantity(&meaning.words) {
            meaning.nature = Nature::Itemised;
        }
        meaning
    };
    model.variables.iter().enumerate().map(read).collect()
}

/// Whether a problem chooses among things that it calls items.
fn lists_items(problem: &str) -> bool {
    static ITEMS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|several|different|various|these|food|[0-9]+)\s+(?:\w+\s+)?items\b",
        )
    });
    ITEMS.is_match(problem)
}

/// Whether words say no more than how much of something.
fn is_quantity(words: &str) -> bool {
    static QUANTITY: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\b(?:quantit(?:y|ies)|amounts?)\s+of\b"));
    QUANTITY.is_match(words)
}

/// What kind of quantity a phrase speaks of.
pub(super) fn nature(phrase: &str) -> Nature {
    static CHOICE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:1|one)\s*,?\s+if\b|\bwhether\b|\bbinary\b|\b0\s+otherwise|\b0\s+if\b|\bindicat(?:or|es?|ing)\b|是否|0-1",
        )
    });
    static SHARE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)^\W*(?:the\s+)?(?:fraction|proportion|percentage|share|ratio|probability)\s+(?:of|that)\b|占比|比例",
        )
    });
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:number|count|nos?\.?)\s+of\s+((?:[a-z0-9_'’\-]+\s*){1,6})|(?:个数|数量|人数|辆数|台数)",
        )
    });
    let phrase = start_of(phrase);
    if CHOICE.is_match(phrase) {
        return Nature::Chosen;
    }
    if SHARE.is_match(phrase) {
        return Nature::Shared;
    }
    let measured = is_measured(phrase);
    if let Some(found) = COUNT.captures(phrase) {
        let thing = found.get(1).map_or("", |thing| thing.as_str());
        return counted(thing);
    }
    if measured {
        Nature::Measured
    } else {
        Nature::Unclear
    }
}

/// As much of a phrase as is read.
fn start_of(phrase: &str) -> &str {
    const LONGEST: usize = 400;
    phrase
        .char_indices()
        .nth(LONGEST)
        .map_or(phrase, |(end, _)| &phrase[..end])
}

/// What "number of …" counts.
fn counted(thing: &str) -> Nature {
    static STOP: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\s+(?:to|that|which|for|in|from|on|at|with|used|made|produced|by|of|per|is|are|using|planted|taken|eaten|bought|filled|hired)\b",
        )
    });
    let end = STOP.find(thing).map_or(thing.len(), |stop| stop.start());
    let head = &thing[..end];
    let first = head.split_whitespace().next().unwrap_or_default();
    if is_measured(first) || is_measured(head) && !head.contains(' ') {
        Nature::Measured
    } else if is_portion(first) {
        Nature::Portioned
    } else {
        Nature::Counted
    }
}

/// Whether a phrase names a unit or a kind of what is metered.
fn is_measured(phrase: &str) -> bool {
    static MEASURES: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?i)\b(?:acres?|acreage|hectares?|area|square\s+\w+|lit(?:er|re)s?|millilit(?:er|re)s?|ml|gallons?|gal|quarts?|pints?|volume|",
            r"kgs?|kilograms?|kilos?|grams?|milligrams?|mg|tons?|tonnes?|pounds?|lbs?|ounces?|oz|weight|mass|bushels?|barrels?|",
            r"dollars?|cents?|yuan|euros?|money|invest(?:ed|ment)|amount\s+of\s+money|hours?|minutes?|seconds?|time|duration|",
            r"miles?|km|kilomet(?:er|re)s?|met(?:er|re)s?|centimet(?:er|re)s?|feet|inches|length|distance|height|width|",
            r"kwh|mwh|mw|megawatts?|kilowatts?(?:-hours?)?|power|energy|flow|inventory|temperature|speed|concentration|cubic\s+\w+)\b|",
            r"公斤|千克|吨|升|亩|公顷|小时|面积|重量|金额|投资额"
        ))
    });
    MEASURES.is_match(phrase)
}

/// Whether a word names a portion of what can be divided.
fn is_portion(word: &str) -> bool {
    static PORTIONS: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?i)^(?:units?|servings?|portions?|cups?|batch(?:es)?|lots?|parts?|doses?|spoons?|bowls?|glass(?:es)?|plates?|",
            r"apples?|bananas?|oranges?|grapefruits?|lemons?|melons?|mango(?:e?s)?|pineapples?|avocado(?:e?s)?|potato(?:es)?|",
            r"tomato(?:es)?|onions?|carrots?|cucumbers?|loaf|loaves|cakes?|pies?)$"
        ))
    });
    PORTIONS.is_match(word)
}

/// A line of a formulation that says what a symbol stands for.
#[derive(Debug)]
struct Declaration {
    /// The symbol's letters and digits.
    symbol: String,
    /// The symbol's letters before any index.
    base: String,
    span: Range<usize>,
    words: String,
}

/// The variables that a formulation declares.
#[derive(Debug)]
struct Declarations {
    found: Vec<Declaration>,
}

/// Declarations that are read.
const MOST_DECLARED: usize = 200;

impl Declarations {
    fn of(formulation: &str) -> Self {
        let section = section(formulation);
        let mut found = Vec::new();
        let mut at = section.start;
        for line in formulation[section].split_inclusive('\n') {
            if found.len() < MOST_DECLARED {
                found.extend(declared(line, at));
            }
            at += line.len();
        }
        Self { found }
    }

    fn about(&self, name: &str, position: usize, count: usize) -> Option<Meaning> {
        let full = letters(name);
        let base = letters(indexed(name).base);
        let by_name = self.found.iter().find(|known| known.symbol == full);
        let by_base = || {
            self.found
                .iter()
                .find(|known| known.base == base && !base.is_empty())
        };
        let by_order = || match self.found.as_slice() {
            [only] => Some(only),
            all if all.len() == count => all.get(position),
            _ => None,
        };
        let known = by_name.or_else(by_base).or_else(by_order)?;
        Some(Meaning {
            nature: nature(&known.words),
            words: known.words.clone(),
            place: Some(Evidence::Text {
                part: Part::Formulation,
                span: known.span.clone(),
            }),
        })
    }
}

/// The bytes under the heading that names the variables.
fn section(formulation: &str) -> Range<usize> {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?mi)^[#*\s]*(?:decision\s+)?variables?\b[^\n]*\n|^[#*\s]*(?:决策)?变量[^\n]*\n")
    });
    static NEXT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?m)^(?:#|\*\*)"));
    let Some(heading) = HEADING.find(formulation) else {
        return 0..0;
    };
    let start = heading.end();
    let end = NEXT
        .find(&formulation[start..])
        .map_or(formulation.len(), |next| start + next.start());
    start..end
}

/// The symbols that a line declares, alone or in a list.
fn declared(line: &str, at: usize) -> Vec<Declaration> {
    let colon = line
        .find([':', '：'])
        .or_else(|| line.find(" is ").or_else(|| line.find(" be ")));
    let Some((symbols, words)) = colon.map(|colon| line.split_at(colon)) else {
        return Vec::new();
    };
    let words = words.trim_start_matches([':', '：']).trim();
    if words.is_empty() || symbols.len() > 200 {
        return Vec::new();
    }
    // A comma inside of braces stands between indices.
    let mut depth = 0_usize;
    let list = symbols.split(|c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    list.filter_map(|symbol| {
        let symbol = symbol
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '\\' | '(' | ')' | '$'));
        let full = letters(symbol);
        let base = letters(symbol.split(['_', '^']).next().unwrap_or_default());
        let short = symbol.len() <= 60 && symbol.split_whitespace().count() <= 4;
        (short && !full.is_empty()).then(|| Declaration {
            symbol: full,
            base,
            span: at..at + line.trim_end().len(),
            words: words.to_owned(),
        })
    })
    .collect()
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
    use crate::check::rules::testing::{Scene, diet};
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Number of chairs", Nature::Counted)]
    #[case("number of desks made in the month", Nature::Counted)]
    #[case("Number of trips using horses", Nature::Counted)]
    #[case("Number of taxi rides", Nature::Counted)]
    #[case("Number of acres of corn", Nature::Measured)]
    #[case("number of hours worked", Nature::Measured)]
    #[case("Number of units of product I produced", Nature::Portioned)]
    #[case("Number of servings of rice", Nature::Portioned)]
    #[case("Acres of wheat planted", Nature::Measured)]
    #[case("tons sent from a to b", Nature::Measured)]
    #[case("Number of oranges to eat", Nature::Portioned)]
    #[case("Quantity of chairs", Nature::Unclear)]
    #[case("1 if the hub is opened, 0 otherwise", Nature::Chosen)]
    #[case("Whether bicycles are chosen", Nature::Chosen)]
    #[case("Proportion of money in bonds", Nature::Shared)]
    #[case("x", Nature::Unclear)]
    fn words_tell_the_kind_of_quantity(#[case] phrase: &str, #[case] expected: Nature) {
        assert_eq!(nature(phrase), expected);
    }

    #[test]
    fn a_formulation_says_what_its_symbols_stand_for() {
        let formulation = "### Decision Variables:\n- \\(a\\): number of packs of a\n- \\(b\\): litres of b\n\n### Objective\nx: no";
        let scene = Scene::default().formulation(formulation);
        let found = meanings(&scene.inputs(), &diet());
        let natures: Vec<Nature> = found.iter().map(|meaning| meaning.nature).collect();
        assert_eq!(natures, [Nature::Counted, Nature::Measured]);
        let Some(Evidence::Text { span, .. }) = &found[1].place else {
            panic!("{found:?}")
        };
        assert_eq!(&formulation[span.clone()], "- \\(b\\): litres of b");
    }

    #[test]
    fn a_comment_comes_before_the_formulation() {
        let program =
            "import coptpy as cp\nm = 1\na = m.addVar(name='a')  # Number of packs\nb = m.addVar(name='b')\n";
        let formulation = "### Variables\na: litres of a\nb: litres of b\n";
        let scene = Scene::default().program(program).formulation(formulation);
        let natures: Vec<Nature> = meanings(&scene.inputs(), &diet())
            .iter()
            .map(|one| one.nature)
            .collect();
        assert_eq!(natures, [Nature::Counted, Nature::Measured]);
    }

    proptest! {
        #[test]
        fn any_text_has_a_nature(phrase in "(\\PC|number of |acres |1 if ){0,30}", formulation in "(\\PC|[:#\n]|Variables\n|- x_1: ){0,40}") {
            let _ = nature(&phrase);
            let scene = Scene::default().formulation(&formulation);
            prop_assert_eq!(meanings(&scene.inputs(), &diet()).len(), 2);
        }
    }
}
