//! The sentence of the problem that a row or bound came from, as far as its numbers and its name tell.

use std::ops::Range;

use crate::check::trace::same;
use crate::model::{Model, Row, Variable};
use crate::sample::numbers::{self, NumberSpan};
use crate::solve::Place;

/// Numbers of a problem that are looked at.
const MOST_NUMBERS: usize = 2_000;

/// What a sentence must be worth to be named, counting one for each coefficient and each word of a name.
const LEAST: u32 = 3;

/// Letters that a word of a name must have to mean something.
const WORD: usize = 3;

/// The sentences of a problem with their numbers.
pub(in crate::check) struct Sentences<'a> {
    problem: &'a str,
    found: Vec<Sentence>,
}

struct Sentence {
    span: Range<usize>,
    words: String,
    numbers: Vec<NumberSpan>,
}

impl<'a> Sentences<'a> {
    pub(in crate::check) fn new(problem: &'a str) -> Self {
        let mut numbers = numbers::find(problem);
        numbers.truncate(MOST_NUMBERS);
        let mut numbers = numbers.into_iter().peekable();
        let found = spans(problem).into_iter().map(|span| {
            let mut own = Vec::new();
            while let Some(number) = numbers.next_if(|number| number.span.start < span.end) {
                own.push(number);
            }
            Sentence {
                words: problem[span.clone()].to_lowercase(),
                numbers: own,
                span,
            }
        });
        Self {
            found: found.collect(),
            problem,
        }
    }

    /// The sentences that a place of the model came from: the one that gives the number it compares with, then the one
    /// that gives most of its coefficients; what no sentence speaks of clearly is left out.
    pub(in crate::check) fn of(&self, place: Place, model: &Model) -> Vec<Range<usize>> {
        let clue = match place {
            Place::Row(index) => model.rows.get(index).map(|row| Clue::of_row(row, model)),
            Place::Variable(index) => model.variables.get(index).map(Clue::of_variable),
        };
        let Some(clue) = clue else { return Vec::new() };
        let by_side = self.best(|sentence| match Clue::numbers(&clue.sides, sentence) {
            0 => 0,
            _ => LEAST + Clue::numbers(&clue.coefficients, sentence) + clue.spoken(sentence),
        });
        let by_rest = self.best(|sentence| match Clue::numbers(&clue.coefficients, sentence) {
            0 => 0,
            numbers => numbers + clue.spoken(sentence),
        });
        let mut spans: Vec<Range<usize>> = by_side.into_iter().chain(by_rest).collect();
        spans.dedup();
        spans
    }

    /// The first of the sentences that are worth most, if they are worth enough.
    fn best(&self, worth: impl Fn(&Sentence) -> u32) -> Option<Range<usize>> {
        let mut best: Option<(u32, &Sentence)> = None;
        for sentence in &self.found {
            let worth = worth(sentence);
            if worth >= LEAST && best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, sentence));
            }
        }
        best.map(|(_, sentence)| sentence.span.clone())
    }

    /// The words of a span.
    pub(in crate::check) fn text(&self, span: &Range<usize>) -> &'a str {
        self.problem.get(span.clone()).unwrap_or_default()
    }
}

/// What a sentence about a place would hold.
struct Clue {
    sides: Vec<f64>,
    coefficients: Vec<f64>,
    words: Vec<String>,
}

/// Every program is full of zeros and ones.
fn is_telling(value: f64) -> bool {
    let size = value.abs();
    size.is_finite() && !same(size, 0.0) && !same(size, 1.0)
}

/// The words of names, `make[chair,2]` being one word and `max_wood` two.
fn words_of<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for name in names {
        for word in name.split(|letter: char| !letter.is_alphabetic()) {
            let word = word.to_lowercase();
            if word.chars().count() >= WORD && !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words
}

impl Clue {
    fn of_row(row: &Row, model: &Model) -> Self {
        const TERMS: usize = 40;
        let terms = row.terms.iter().take(TERMS);
        let names = terms.clone().map(|term| model.name_of(term.variable));
        Self {
            sides: [row.lower, row.upper]
                .into_iter()
                .filter(|value| is_telling(*value))
                .collect(),
            coefficients: terms
                .map(|term| term.coefficient)
                .filter(|value| is_telling(*value))
                .collect(),
            words: words_of(std::iter::once(row.name.as_str()).chain(names)),
        }
    }

    fn of_variable(variable: &Variable) -> Self {
        let sides = [variable.lower, variable.upper];
        Self {
            sides: sides.into_iter().filter(|value| is_telling(*value)).collect(),
            coefficients: Vec::new(),
            words: words_of([variable.name.as_str()]),
        }
    }

    /// How many of these numbers a sentence gives.
    fn numbers(values: &[f64], sentence: &Sentence) -> u32 {
        let amounts: Vec<f64> = sentence.numbers.iter().flat_map(NumberSpan::amounts).collect();
        let given = |value: &&f64| amounts.iter().any(|amount| same(*amount, **value));
        u32::try_from(values.iter().filter(given).count()).unwrap_or(u32::MAX / 4)
    }

    /// How many words of the names it speaks.
    fn spoken(&self, sentence: &Sentence) -> u32 {
        let spoken = self.words.iter().filter(|word| sentence.words.contains(*word));
        u32::try_from(spoken.count()).unwrap_or(u32::MAX / 4)
    }
}

/// Where the sentences of a text stand.
pub(super) fn sentence_spans(text: &str) -> Vec<Range<usize>> {
    spans(text)
}

/// The sentences of a text: they end at a line's end, and at a stop before a blank or the end. A stop inside a number
/// is none.
pub(in crate::check) fn spans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = at + letter.len_utf8();
        let blank = letters.peek().is_none_or(|(_, next)| next.is_whitespace());
        let ends = match letter {
            '\n' | '。' | '；' | '！' | '？' => true,
            '.' | '!' | '?' | ';' => blank,
            _ => false,
        };
        if ends {
            push_trimmed(text, start..after, &mut found);
            start = after;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

fn push_trimmed(text: &str, span: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[span.clone()];
    let left = piece.len() - piece.trim_start().len();
    let kept = piece.trim().len();
    if kept > 0 {
        found.push(span.start + left..span.start + left + kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{PROBLEM, diet};
    use proptest::prelude::*;

    #[test]
    fn a_stop_in_a_number_ends_no_sentence() {
        let text = "It costs 2.5 dollars. At most 3.\n- one; two";
        let found: Vec<&str> = spans(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["It costs 2.5 dollars.", "At most 3.", "- one;", "two"]);
    }

    #[test]
    fn a_row_came_from_the_sentence_with_its_side() {
        let sentences = Sentences::new(PROBLEM);
        let spans = sentences.of(Place::Row(0), &diet());
        let texts: Vec<&str> = spans.iter().map(|span| sentences.text(span)).collect();
        assert_eq!(texts, ["At least 75 mg are needed."]);
    }

    #[test]
    fn the_sentence_with_the_coefficients_comes_second() {
        let problem = "A pack of a has 12 mg of zinc and one of b has 5. Nobody needs more than 75 mg. At least 75 mg \
            of zinc are needed.";
        let sentences = Sentences::new(problem);
        let spans = sentences.of(Place::Row(0), &diet());
        let texts: Vec<&str> = spans.iter().map(|span| sentences.text(span)).collect();
        assert_eq!(
            texts,
            [
                "At least 75 mg of zinc are needed.",
                "A pack of a has 12 mg of zinc and one of b has 5."
            ]
        );
    }

    #[test]
    fn what_no_sentence_speaks_of_has_none() {
        let sentences = Sentences::new(PROBLEM);
        assert!(sentences.of(Place::Variable(0), &diet()).is_empty());
        assert!(sentences.of(Place::Row(99), &diet()).is_empty());
    }

    proptest! {
        #[test]
        fn sentences_are_apart_and_in_order(text in "(\\PC|[.!?;\n。 ]|[0-9]){0,60}") {
            let found = spans(&text);
            for pair in found.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start);
            }
            prop_assert!(found.iter().all(|span| !text[span.clone()].trim().is_empty()));
        }
    }
}
