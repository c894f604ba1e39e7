//! Changes against a parent, word by word.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// Words on both sides, without what is equal at the ends, above which texts are not compared: the work grows with
/// their product.
const WORD_LIMIT: usize = 12_000;

/// The share of equal characters below which marked changes are harder to read than the text by itself.
const LEAST_SHARED: f64 = 0.3;

/// A stretch of the comparison, as bytes of the old and of the new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The same in both; the bytes are those of the new text.
    Equal(Range<usize>),
    /// Only in the old text.
    Removed(Range<usize>),
    /// Only in the new text.
    Inserted(Range<usize>),
}

/// A comparison of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordDiff {
    /// The stretches in reading order; a replacement is a removal followed by an insertion.
    pub changes: Vec<Change>,
    /// Words that came in.
    pub inserted: usize,
    /// Words that went out.
    pub removed: usize,
    /// Equal characters, in percent of the longer text.
    pub shared: u8,
}

/// How two texts compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// They are the same.
    Same,
    /// So much is shared that changes are worth marking.
    Changed(WordDiff),
    /// So little is shared that the new text is better read by itself; the percentage that is.
    Rewritten(u8),
    /// They are too long to compare.
    TooLong,
}

/// Compares two texts by words.
pub fn compare(old: &str, new: &str) -> Comparison {
    if old == new {
        return Comparison::Same;
    }
    let (old_words, new_words) = (words(old), words(new));
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old_words.iter().zip(&new_words).take_while(same).count();
    let (old_rest, new_rest) = (&old_words[head..], &new_words[head..]);
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(same)
        .count();
    let old_middle = &old_rest[..old_rest.len() - tail];
    let new_middle = &new_rest[..new_rest.len() - tail];
    if old_middle.len() + new_middle.len() > WORD_LIMIT {
        return Comparison::TooLong;
    }
    let ops = capture_diff_slices(Algorithm::Myers, old_middle, new_middle);
    let mut pieces = Pieces::new(&old_words, &new_words);
    pieces.equal(head);
    for op in &ops {
        pieces.apply(op);
    }
    pieces.equal(tail);
    let diff = pieces.finish(old.len().max(new.len()));
    if f64::from(diff.shared) < LEAST_SHARED * 100.0 {
        Comparison::Rewritten(diff.shared)
    } else {
        Comparison::Changed(diff)
    }
}

/// Words, numbers (`1,200.50` is one), single ideographs, and what stands between them.
fn words(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

/// Gathers stretches, first as (old words, new words, equal).
struct Pieces<'a> {
    old: &'a [&'a str],
    new: &'a [&'a str],
    stretches: Vec<Stretch>,
    at: (usize, usize),
}

#[derive(Clone)]
struct Stretch {
    old: Range<usize>,
    new: Range<usize>,
    equal: bool,
}

impl<'a> Pieces<'a> {
    fn new(old: &'a [&'a str], new: &'a [&'a str]) -> Self {
        Self {
            old,
            new,
            stretches: Vec::new(),
            at: (0, 0),
        }
    }

    fn equal(&mut self, count: usize) {
        self.push(count, count, true);
    }

    /// Only the lengths of an operation count: after a deletion, an insertion names the old index before it.
    fn apply(&mut self, op: &DiffOp) {
        let equal = matches!(op, DiffOp::Equal { .. });
        self.push(op.old_range().len(), op.new_range().len(), equal);
    }

    fn push(&mut self, old: usize, new: usize, equal: bool) {
        if old == 0 && new == 0 {
            return;
        }
        let (old, new) = (self.at.0..self.at.0 + old, self.at.1..self.at.1 + new);
        self.at = (old.end, new.end);
        match self.stretches.last_mut() {
            Some(last) if last.equal == equal => (last.old.end, last.new.end) = (old.end, new.end),
            _ => self.stretches.push(Stretch { old, new, equal }),
        }
    }

    /// An equal stretch without a word between two changes belongs to them: a change of three words in a row reads
    /// better than three changes with blanks between. Not across lines and the cells of a table.
    fn join(&mut self) {
        let mut joined: Vec<Stretch> = Vec::with_capacity(self.stretches.len());
        let count = self.stretches.len();
        for (index, stretch) in std::mem::take(&mut self.stretches).into_iter().enumerate() {
            let inner = index > 0 && index + 1 < count;
            let tokens = &self.new[stretch.new.clone()];
            let slight = inner
                && tokens
                    .iter()
                    .all(|token| !is_word(token) && !token.contains(['\n', '|']));
            let equal = stretch.equal && !slight;
            match joined.last_mut() {
                Some(last) if last.equal == equal => {
                    (last.old.end, last.new.end) = (stretch.old.end, stretch.new.end);
                }
                _ => joined.push(Stretch { equal, ..stretch }),
            }
        }
        self.stretches = joined;
    }

    fn finish(mut self, longer: usize) -> WordDiff {
        let equal_bytes: usize = self
            .stretches
            .iter()
            .filter(|stretch| stretch.equal)
            .flat_map(|stretch| &self.new[stretch.new.clone()])
            .map(|token| token.len())
            .sum();
        let count = |tokens: &[&str]| tokens.iter().filter(|token| is_word(token)).count();
        let differing = self.stretches.iter().filter(|stretch| !stretch.equal);
        let (removed, inserted) = differing.fold((0, 0), |(removed, inserted), stretch| {
            (
                removed + count(&self.old[stretch.old.clone()]),
                inserted + count(&self.new[stretch.new.clone()]),
            )
        });
        self.join();
        let (old_starts, new_starts) = (starts(self.old), starts(self.new));
        let mut changes = Vec::new();
        for Stretch { old, new, equal } in &self.stretches {
            let bytes = |starts: &[usize], words: &Range<usize>| starts[words.start]..starts[words.end];
            if *equal {
                changes.push(Change::Equal(bytes(&new_starts, new)));
                continue;
            }
            changes.extend((!old.is_empty()).then(|| Change::Removed(bytes(&old_starts, old))));
            changes.extend((!new.is_empty()).then(|| Change::Inserted(bytes(&new_starts, new))));
        }
        WordDiff {
            changes,
            inserted,
            removed,
            shared: u8::try_from(equal_bytes * 100 / longer.max(1)).unwrap_or(100),
        }
    }
}

/// Where each word starts, and where the last one ends.
fn starts(words: &[&str]) -> Vec<usize> {
    let ends = words.iter().scan(0, |end, word| {
        *end += word.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn marked(old: &str, new: &str) -> String {
        let Comparison::Changed(diff) = compare(old, new) else {
            return format!("{:?}", compare(old, new));
        };
        let show = |change: &Change| match change {
            Change::Equal(span) => new[span.clone()].to_owned(),
            Change::Removed(span) => format!("[{}]", &old[span.clone()]),
            Change::Inserted(span) => format!("{{{}}}", &new[span.clone()]),
        };
        diff.changes.iter().map(show).collect()
    }

    #[rstest]
    #[case("a pack costs $3 here", "a pack costs $4 here", "a pack costs $[3]{4} here")]
    #[case(
        "at least 60 mg of zinc",
        "at least 1,075.5 mg of zinc",
        "at least [60]{1,075.5} mg of zinc"
    )]
    #[case(
        "one two three four five six",
        "one two four five six",
        "one two [three ]four five six"
    )]
    #[case(
        "keep the red old hats and go",
        "keep the big new hats and go",
        "keep the [red old]{big new} hats and go"
    )]
    #[case("不得超过三度的温度", "不得超过五度的温度", "不得超过[三]{五}度的温度")]
    #[case("| a | 5 | 60 |", "| a | 4 | 75 |", "| a | [5]{4} | [60]{75} |")]
    #[case("same", "same", "Same")]
    #[case("alpha beta gamma", "one two three four", "Rewritten(11)")]
    fn changes_are_marked_by_words(#[case] old: &str, #[case] new: &str, #[case] expected: &str) {
        assert_eq!(marked(old, new), expected);
    }

    #[test]
    fn words_are_counted() {
        let Comparison::Changed(diff) =
            compare("buy 3 red hats and 4 blue caps", "buy 5 hats and 4 blue caps")
        else {
            panic!("these texts share most words");
        };
        assert_eq!((diff.inserted, diff.removed), (1, 2));
    }

    #[test]
    fn very_long_different_texts_are_left_alone() {
        let long = |letter: &str| {
            (0..9_000)
                .map(|index| format!("{letter}{index} "))
                .collect::<Vec<_>>()
                .concat()
        };
        let (old, new) = (long("a"), long("b"));
        assert_eq!(compare(&old, &new), Comparison::TooLong);
        // Equal ends do not count.
        let longer = format!("{old}end");
        assert!(matches!(compare(&old, &longer), Comparison::Changed(_)));
    }

    proptest::proptest! {
        #[test]
        fn both_texts_can_be_read_off(old in "[a-d ,\n温度]{0,60}", new in "[a-d ,\n温度]{0,60}") {
            if let Comparison::Changed(diff) = compare(&old, &new) {
                let mut back = String::new();
                for change in &diff.changes {
                    if let Change::Equal(span) | Change::Inserted(span) = change {
                        back.push_str(&new[span.clone()]);
                    }
                }
                proptest::prop_assert_eq!(&back, &new);
                let removed: Vec<_> = diff.changes.iter().filter_map(|change| match change {
                    Change::Removed(span) => Some(span.clone()),
                    _ => None,
                }).collect();
                proptest::prop_assert!(removed.is_sorted_by(|a, b| a.end <= b.start));
                proptest::prop_assert!(removed.iter().all(|span| old.get(span.clone()).is_some()));
            }
        }
    }
}
