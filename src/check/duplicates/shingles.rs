//! A text as the set of its three-word pieces.

use std::collections::HashSet;
use std::ops::Range;

/// Words in a piece.
const WIDTH: usize = 3;

/// Pieces of one text that are looked at, so that no input takes long.
const MOST: usize = 50_000;

/// Common words between two pieces that are bridged when spans are shown.
const GAP: usize = 2;

/// A word, number or Chinese character.
struct Token {
    hash: u64,
    span: Range<usize>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shingle {
    pub(super) hash: u64,
    pub(super) span: Range<usize>,
}

/// Words of letters and digits in lower case; a character of a script without spaces is a word of its own, and
/// `1,200` is the word `1200`. Punctuation and mark-up are no words.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Option<Token> = None;
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        if stands_alone(character) {
            tokens.extend(open.take());
            tokens.push(Token {
                hash: extended(START, character),
                span: at..end,
            });
        } else if character.is_alphanumeric() {
            let token = open.get_or_insert(Token {
                hash: START,
                span: at..end,
            });
            token.hash = character.to_lowercase().fold(token.hash, extended);
            token.span.end = end;
        } else if before.is_ascii_digit() && next.is_ascii_digit() && matches!(character, ',' | '.') {
            if let (Some(token), '.') = (&mut open, character) {
                token.hash = extended(token.hash, '.');
            }
        } else {
            tokens.extend(open.take());
        }
        if tokens.len() >= MOST {
            return tokens;
        }
        before = character;
    }
    tokens.extend(open);
    tokens
}

/// Han, Hiragana, Katakana and Hangul, which are written without spaces or in short groups.
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, a character at a time; written out so that stored signatures never change with a library.
fn extended(hash: u64, character: char) -> u64 {
    (hash ^ u64::from(u32::from(character))).wrapping_mul(0x0100_0000_01b3)
}

/// The pieces of `text` in order; a text of one or two words is one piece.
pub(super) fn shingles(text: &str) -> Vec<Shingle> {
    let tokens = tokens(text);
    let width = WIDTH.min(tokens.len()).max(1);
    tokens
        .windows(width)
        .map(|window| Shingle {
            hash: window.iter().fold(START, |hash, token| spread(hash ^ token.hash)),
            span: window[0].span.start..window[width - 1].span.end,
        })
        .collect()
}

/// The finaliser of splitmix64.
pub(super) fn spread(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// How alike two texts are, from 0 to 1: of all their different three-word pieces, the share that both have. Two texts
/// without words are not alike.
pub fn resemblance(one: &str, other: &str) -> f64 {
    let set = |text: &str| -> HashSet<u64> { shingles(text).iter().map(|piece| piece.hash).collect() };
    let (one, other) = (set(one), set(other));
    let both = one.intersection(&other).count();
    let all = one.len() + other.len() - both;
    if all == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
    let share = both as f64 / all as f64;
    share
}

/// The passages of `text` whose pieces stand in `other` too, the longest first, at most `most`.
pub fn shared_spans(text: &str, other: &str, most: usize) -> Vec<Range<usize>> {
    let known: HashSet<u64> = shingles(other).iter().map(|piece| piece.hash).collect();
    let pieces = shingles(text);
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut last = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if !known.contains(&piece.hash) {
            continue;
        }
        match spans.last_mut() {
            Some(span) if at - last <= WIDTH + GAP => span.end = piece.span.end,
            _ => spans.push(piece.span.clone()),
        }
        last = at;
    }
    spans.sort_by_key(|span| (std::cmp::Reverse(span.len()), span.start));
    spans.truncate(most);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("A farmer grows wheat.", "a  farmer, grows WHEAT", 1.0)]
    #[case("It costs $1,200 a day.", "It costs 1200 a day", 1.0)]
    #[case("a b c d", "a b c e", 1.0 / 3.0)]
    #[case("工厂生产甲乙", "工厂生产甲丙", 0.6)]
    #[case("one two", "one two", 1.0)]
    #[case("It costs 1.5", "It costs 15", 0.0)]
    #[case("", "", 0.0)]
    #[case("", "word", 0.0)]
    fn pieces_in_common_are_counted(#[case] one: &str, #[case] other: &str, #[case] expected: f64) {
        let found = resemblance(one, other);
        assert!((found - expected).abs() < 1e-12, "{found}");
    }

    #[test]
    fn shared_passages_are_the_longest_first() {
        let one = "Alder sells oak tables. Each week 40 hours of sawing are available in the shop.";
        let other = "Birch rents pine chairs. Each week 40 hours of sawing are available at the mill.";
        let spans = shared_spans(one, other, 3);
        assert_eq!(
            &one[spans[0].clone()],
            "Each week 40 hours of sawing are available"
        );
    }

    proptest! {
        #[test]
        fn any_texts_are_compared(one in "\\PC{0,60}", other in "\\PC{0,60}") {
            let alike = resemblance(&one, &other);
            prop_assert!((0.0..=1.0).contains(&alike));
            prop_assert!((alike - resemblance(&other, &one)).abs() < 1e-12);
            for span in shared_spans(&one, &other, 5) {
                prop_assert!(one.get(span).is_some());
            }
        }
    }
}
