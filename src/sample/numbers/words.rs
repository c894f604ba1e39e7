//! Numbers in English words.

use std::ops::Range;

use super::kind::is_percent;
use super::{NumberKind, NumberSpan};

/// What one word adds to a number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    /// `three`, `twelve`.
    Unit(f64),
    /// `twenty`.
    Ten(f64),
    /// `hundred`, `thousand`, `dozen`: multiplies what stands before it, and may stand behind "a".
    Scale(f64),
    /// `half`, `twice`: a number by itself.
    Whole(f64),
    /// `third`, `quarters`: a fraction when a count stands before it.
    Part(f64),
}

fn meaning(word: &str) -> Option<Meaning> {
    use Meaning::{Part, Scale, Ten, Unit, Whole};
    Some(match word {
        "one" => Unit(1.0),
        "two" => Unit(2.0),
        "three" => Unit(3.0),
        "four" => Unit(4.0),
        "five" => Unit(5.0),
        "six" => Unit(6.0),
        "seven" => Unit(7.0),
        "eight" => Unit(8.0),
        "nine" => Unit(9.0),
        "ten" => Unit(10.0),
        "eleven" => Unit(11.0),
        "twelve" => Unit(12.0),
        "thirteen" => Unit(13.0),
        "fourteen" => Unit(14.0),
        "fifteen" => Unit(15.0),
        "sixteen" => Unit(16.0),
        "seventeen" => Unit(17.0),
        "eighteen" => Unit(18.0),
        "nineteen" => Unit(19.0),
        "twenty" => Ten(20.0),
        "thirty" => Ten(30.0),
        "forty" => Ten(40.0),
        "fifty" => Ten(50.0),
        "sixty" => Ten(60.0),
        "seventy" => Ten(70.0),
        "eighty" => Ten(80.0),
        "ninety" => Ten(90.0),
        "dozen" => Scale(12.0),
        "hundred" => Scale(1e2),
        "thousand" => Scale(1e3),
        "million" => Scale(1e6),
        "billion" => Scale(1e9),
        "half" | "halves" => Whole(0.5),
        "twice" | "double" | "doubles" | "doubled" => Whole(2.0),
        "thrice" | "triple" | "triples" | "tripled" => Whole(3.0),
        "quadruple" | "quadruples" | "quadrupled" => Whole(4.0),
        "third" | "thirds" => Part(1.0 / 3.0),
        "quarter" | "quarters" | "fourth" | "fourths" => Part(0.25),
        "fifth" | "fifths" => Part(0.2),
        "sixth" | "sixths" => Part(1.0 / 6.0),
        "seventh" | "sevenths" => Part(1.0 / 7.0),
        "eighth" | "eighths" => Part(0.125),
        "ninth" | "ninths" => Part(1.0 / 9.0),
        "tenth" | "tenths" => Part(0.1),
        _ => return None,
    })
}

/// The numbers that `text` writes in words.
pub(super) fn word_numbers(text: &str) -> Vec<NumberSpan> {
    let words = words(text);
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((count, value)) = read(text, &words[at..]) {
            let words = &words[at..at + count];
            let span = words[0].start..words[count - 1].end;
            numbers.push(NumberSpan {
                value,
                written: value / large_scale(text, words),
                kind: kind_of(text, &span, words),
                span,
            });
            at += count;
        } else {
            at += 1;
        }
    }
    numbers
}

/// The factor of a last word such as `million`, which a program may leave out; 1 without one.
fn large_scale(text: &str, words: &[Range<usize>]) -> f64 {
    let last = words.last().map(|range| text[range.clone()].to_ascii_lowercase());
    match last.as_deref().and_then(meaning) {
        Some(Meaning::Scale(scale)) if scale >= 1e3 && words.len() > 1 => scale,
        _ => 1.0,
    }
}

/// `sixty percent` is a share, and `twenty-first` names something.
fn kind_of(text: &str, span: &Range<usize>, words: &[Range<usize>]) -> NumberKind {
    let word = |from_end: usize| {
        let at = words.len().checked_sub(from_end)?;
        words
            .get(at)
            .map(|range| text[range.clone()].to_ascii_lowercase())
    };
    let tens = matches!(word(2).as_deref().and_then(meaning), Some(Meaning::Ten(_)));
    if tens && word(1).as_deref().is_some_and(is_ordinal) {
        return NumberKind::Label;
    }
    if is_percent(&text[span.end..]) {
        return NumberKind::Percent;
    }
    NumberKind::Word
}

/// The ordinals that may end a number such as `twenty-first`; those that are also parts (`third`) end it only there.
fn is_ordinal(word: &str) -> bool {
    const ORDINALS: [&str; 9] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    ];
    ORDINALS.iter().any(|ordinal| word.eq_ignore_ascii_case(ordinal))
}

/// Byte ranges of the ASCII words.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if !byte.is_ascii_alphabetic() {
            continue;
        }
        match ranges.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => ranges.push(at..at + 1),
        }
    }
    ranges
}

/// How many words from the first on write one number, and its value.
fn read(text: &str, words: &[Range<usize>]) -> Option<(usize, f64)> {
    let word = |at: usize| {
        words
            .get(at)
            .map(|range| text[range.clone()].to_ascii_lowercase())
    };
    let mut at = usize::from(matches!(word(0).as_deref(), Some("a" | "an")));
    let article = at == 1;
    let (mut total, mut group, mut any) = (0.0, 0.0, false);
    let mut last: Option<Meaning> = None;
    while let Some(found) = word(at).as_deref().and_then(meaning) {
        if at > 0 && !joined(text, &words[at - 1], &words[at]) {
            break;
        }
        match (found, last) {
            (Meaning::Whole(value), None) => return Some(half_of_a_scale(&word, at + 1, value)),
            (Meaning::Part(part), Some(Meaning::Ten(_)))
                if is_ordinal(word(at).as_deref().unwrap_or_default()) =>
            {
                // `twenty-third`
                return Some((at + 1, total + group + (1.0 / part).round()));
            }
            (Meaning::Part(part), _) if article && !any => {
                // "a third of", "a third the size"; "a third machine" counts nothing.
                let shares = matches!(word(at + 1).as_deref(), Some("of" | "the" | "as"));
                return shares.then_some((at + 1, part));
            }
            (Meaning::Part(part), Some(Meaning::Unit(count))) => return Some((at + 1, count * part)),
            (Meaning::Unit(value), None | Some(Meaning::Ten(_) | Meaning::Scale(_))) if !article || any => {
                group += value;
            }
            (Meaning::Ten(value), None | Some(Meaning::Scale(_))) if !article || any => group += value,
            (Meaning::Scale(scale), _) if any || article => {
                group = if group == 0.0 { scale } else { group * scale };
                if scale >= 1e3 {
                    total += group;
                    group = 0.0;
                }
            }
            _ => break,
        }
        any = true;
        last = Some(found);
        at += 1;
        if matches!(found, Meaning::Ten(_))
            && matches!(word(at).as_deref(), Some("first" | "second"))
            && joined_by_dash(text, words, at)
        {
            let one = if word(at).as_deref() == Some("first") {
                1.0
            } else {
                2.0
            };
            return Some((at + 1, total + group + one));
        }
        if let Some(end) = and_a_half(&word, at) {
            return Some((end, total + group + 0.5));
        }
        // "two hundred and fifty"
        let continues = word(at).as_deref() == Some("and")
            && matches!(last, Some(Meaning::Scale(_)))
            && matches!(
                word(at + 1).as_deref().and_then(meaning),
                Some(Meaning::Unit(_) | Meaning::Ten(_))
            );
        at += usize::from(continues);
    }
    any.then_some((at, total + group))
}

/// `half a million`, `half a dozen`.
fn half_of_a_scale(word: &impl Fn(usize) -> Option<String>, at: usize, value: f64) -> (usize, f64) {
    let article = matches!(word(at).as_deref(), Some("a" | "an"));
    match word(at + 1).as_deref().and_then(meaning) {
        Some(Meaning::Scale(scale)) if article && value < 1.0 => (at + 2, value * scale),
        _ => (at, value),
    }
}

/// The end of `and a half` behind a count.
fn and_a_half(word: &impl Fn(usize) -> Option<String>, at: usize) -> Option<usize> {
    let said = ["and", "a", "half"]
        .iter()
        .enumerate()
        .all(|(offset, expected)| word(at + offset).as_deref() == Some(expected));
    said.then_some(at + 3)
}

fn joined_by_dash(text: &str, words: &[Range<usize>], at: usize) -> bool {
    at > 0
        && words
            .get(at)
            .is_some_and(|word| &text[words[at - 1].end..word.start] == "-")
}

fn joined(text: &str, left: &Range<usize>, right: &Range<usize>) -> bool {
    matches!(&text[left.end..right.start], " " | "-" | "\n")
}
