//! The things that the variables of a model stand for, and where a text speaks of them: `open(the_west_hub)` is what
//! "the west hub" means, and `y  # Number of large trucks` what "large trucks" does.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::meaning::Meaning;
use super::names::indexed;
use crate::model::Model;

/// Things of one model that are told apart.
const MOST_THINGS: usize = 300;

/// A thing with its variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    /// Words that name it and no other thing.
    words: BTreeSet<String>,
    /// Positions of the variables.
    pub(super) variables: BTreeSet<usize>,
}

/// All things of a model.
#[derive(Debug, Clone, Default)]
pub(super) struct Things {
    pub(super) all: Vec<Thing>,
    by_word: BTreeMap<String, usize>,
}

/// A place of a text that names a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Position in [`Things::all`].
    pub(super) thing: usize,
    pub(super) span: Range<usize>,
}

impl Things {
    /// Tells the things of `model` apart; `meanings` are those of its variables.
    pub(super) fn of(model: &Model, meanings: &[Meaning]) -> Self {
        let mut labels: BTreeMap<(usize, String), BTreeSet<usize>> = BTreeMap::new();
        for (at, (variable, meaning)) in model.variables.iter().zip(meanings).enumerate() {
            let name = indexed(&variable.name);
            if name.indices.is_empty() {
                // What stands for several variables names none of them.
                let label = if meaning.words.is_empty() {
                    variable.name.clone()
                } else {
                    meaning.words.clone()
                };
                labels.entry((usize::MAX, label)).or_default().insert(at);
            }
            for (place, index) in name.indices.iter().enumerate() {
                labels.entry((place, (*index).to_owned())).or_default().insert(at);
            }
        }
        if labels.len() > MOST_THINGS {
            return Self::default();
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let spoken: Vec<(BTreeSet<String>, BTreeSet<usize>)> = labels
            .into_iter()
            .map(|((_, label), variables)| (stems(&label).map(|(stem, _)| stem).collect(), variables))
            .collect();
        for word in spoken.iter().flat_map(|(words, _)| words) {
            *counts.entry(word.clone()).or_default() += 1;
        }
        let all: Vec<Thing> = spoken
            .into_iter()
            .map(|(words, variables)| Thing {
                words: words
                    .into_iter()
                    .filter(|word| counts.get(word) == Some(&1))
                    .collect(),
                variables,
            })
            .collect();
        let by_word = all
            .iter()
            .enumerate()
            .flat_map(|(at, thing)| thing.words.iter().map(move |word| (word.clone(), at)))
            .collect();
        Self { all, by_word }
    }

    /// The things that `text` names, in order, each time it does; words next to each other make one mention.
    pub(super) fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        for (stem, span) in stems(text) {
            let Some(thing) = self.by_word.get(&stem).copied() else {
                continue;
            };
            match found.last_mut().filter(|last| last.thing == thing) {
                Some(last) => last.span.end = span.end,
                None => found.push(Mention { thing, span }),
            }
        }
        found
    }
}

/// The words of a text without their endings, with their bytes. Grammar and the vocabulary of modelling are left out.
fn stems(text: &str) -> impl Iterator<Item = (String, Range<usize>)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &text[at..];
            let start = at + rest.find(char::is_alphanumeric)?;
            let length = text[start..]
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(text.len() - start);
            at = start + length;
            let word = text[start..at].to_lowercase();
            let stem = word
                .strip_suffix("es")
                .or_else(|| word.strip_suffix('s'))
                .unwrap_or(&word);
            if stem.chars().count() >= 3 && !is_grammar(stem) {
                return Some((stem.to_owned(), start..at));
            }
        }
    })
}

fn is_grammar(stem: &str) -> bool {
    const WORDS: [&str; 58] = [
        "all",
        "amount",
        "and",
        "any",
        "are",
        "area",
        "assigned",
        "binary",
        "bought",
        "can",
        "chosen",
        "each",
        "for",
        "from",
        "have",
        "hectar",
        "hour",
        "how",
        "integer",
        "into",
        "made",
        "make",
        "many",
        "more",
        "most",
        "must",
        "not",
        "number",
        "one",
        "only",
        "otherwise",
        "per",
        "planted",
        "produce",
        "produced",
        "product",
        "purchased",
        "quantity",
        "sent",
        "should",
        "taken",
        "than",
        "that",
        "the",
        "there",
        "they",
        "thi",
        "total",
        "two",
        "type",
        "unit",
        "used",
        "variable",
        "was",
        "whether",
        "will",
        "with",
        "you",
    ];
    WORDS.binary_search(&stem).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::meaning::Nature;
    use crate::check::rules::testing::variable;
    use proptest::prelude::*;

    fn things(names: &[(&str, &str)]) -> Things {
        let model = Model {
            variables: names.iter().map(|(name, _)| variable(name, 1)).collect(),
            ..Model::empty()
        };
        let meanings: Vec<Meaning> = names
            .iter()
            .map(|(_, words)| Meaning {
                nature: Nature::Unclear,
                words: (*words).to_owned(),
                place: None,
            })
            .collect();
        Things::of(&model, &meanings)
    }

    fn named(things: &Things, text: &str) -> Vec<Vec<usize>> {
        let found = things.mentions(text).into_iter();
        found
            .map(|mention| things.all[mention.thing].variables.iter().copied().collect())
            .collect()
    }

    #[test]
    fn an_index_is_named_by_its_words() {
        let things = things(&[
            ("open(the_west_hub)", ""),
            ("open(the_north_hub)", ""),
            ("serve(the_west_hub,oak)", ""),
        ]);
        let found = named(&things, "The West hub can be opened only if the north hub is.");
        assert_eq!(found, [vec![0, 2], vec![1]]);
    }

    #[test]
    fn a_variable_is_named_by_what_is_said_of_it() {
        let things = things(&[("x", "Number of small trucks"), ("y", "Number of large trucks")]);
        assert_eq!(
            named(&things, "More small trucks than large ones, as trucks go."),
            [vec![0], vec![1]]
        );
    }

    #[test]
    fn grammar_is_sorted_for_the_search() {
        assert!(is_grammar("all") && is_grammar("you") && is_grammar("than") && !is_grammar("truck"));
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text in "(\\PC|west |hub ){0,30}") {
            let things = things(&[("open(the_west_hub)", ""), ("open(the_north_hub)", "")]);
            for mention in things.mentions(&text) {
                prop_assert!(text.get(mention.span.clone()).is_some());
            }
        }
    }
}
