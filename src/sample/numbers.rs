//! The numbers of a text: where they stand, what they are worth and what they are for.
//!
//! Checks trace these numbers into programs and models, authors replace them, and the screen lights them up, so
//! each one keeps the exact bytes that write it.

use std::ops::Range;

use chinese::chinese_numbers;
use kind::{is_name_part, kind_of, tail};
use words::word_numbers;

mod chinese;
mod kind;
#[cfg(test)]
mod phrases;
mod words;

/// What a number in a text is for, as far as its surroundings tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// A quantity: `12`, `1,200`, `3.5 million`, `2/3`.
    Plain,
    /// A share in percent: `60%`, `60 percent`. The value is 60; see [`NumberSpan::amounts`].
    Percent,
    /// An amount of money: `$4.50`, `30 yuan`.
    Currency,
    /// A number in words: `twelve`, `half`, `two dozen`, `twice`.
    Word,
    /// A number that names a thing and counts nothing: `A1`, `factory 2`, `Table 3`, `2nd`.
    Label,
    /// The mark of a list entry: `1.` or `(2)` at the start of a line.
    ListMark,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberSpan {
    /// The bytes that write the value, on character boundaries: sign, digits, thousands separators, point, and a
    /// scale word such as `million`. The sign of a currency or percentage is outside, so that a new value can be
    /// written over the span.
    pub span: Range<usize>,
    /// The value: 60 for `60%`, 5,000,000 for `5 million`.
    pub value: f64,
    /// What the digits alone say: 5 for `5 million`, and otherwise the value.
    pub written: f64,
    /// What it is for.
    pub kind: NumberKind,
}

impl NumberSpan {
    /// Whether it is a datum of the problem, not a name or a list mark.
    pub fn is_data(&self) -> bool {
        !matches!(self.kind, NumberKind::Label | NumberKind::ListMark)
    }

    /// The values that a solution may write for it. A percentage is also its share, and a share below one also its
    /// complement and their ratio: "at least 60 % of both" may stand as `0.6`, as `0.4` once the terms are on one
    /// side, or as `1.5` times the other; "a third" may stand as `3`. A scale word may be
    /// left out or exchanged: a program may count in millions, thousands or `万`.
    pub fn amounts(&self) -> Vec<f64> {
        let value = self.value;
        let share = match self.kind {
            NumberKind::Percent => Some(value / 100.0),
            _ if value > 0.0 && value < 1.0 => Some(value),
            _ => None,
        };
        let mut amounts = vec![value];
        if self.written.total_cmp(&value).is_ne() {
            amounts.extend([self.written, value / 1e3, value / 1e4]);
        }
        if let Some(share) = share {
            amounts.extend([
                share,
                1.0 - share,
                1.0 + share,
                100.0 * share,
                100.0 - 100.0 * share,
            ]);
            amounts.extend(
                [1.0 / share, share / (1.0 - share), (1.0 - share) / share]
                    .into_iter()
                    .filter(|ratio| ratio.is_finite()),
            );
        }
        amounts
    }
}

/// All numbers of `text`, in order, without overlaps. Understood are digits with thousands separators (also LaTeX's
/// `{,}`), decimals, signs, exponents, percentages, currencies, fractions (`2/3`, `1 1/2`, `½`, `\frac{1}{2}`), scales
/// (`million`, `k`, `万`), English number words up to the billions with `half`, `dozen`, `twice` and their like, and
/// Chinese numerals (`十二`, `三百万`, `三分之二`, `百分之六十`).
pub fn find(text: &str) -> Vec<NumberSpan> {
    let mut numbers = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if let Some((span, value)) = written_fraction(text, at) {
            at = span.end;
            numbers.push(NumberSpan {
                kind: kind_of(text, span.clone(), false),
                span,
                value,
                written: value,
            });
            continue;
        }
        let point = bytes[at] == b'.' && !ends_like_a_number(&text[..at]);
        let starts = bytes[at].is_ascii_digit() || (point && digit_at(bytes, at + 1));
        if starts {
            at = scan_number(text, at, &mut numbers).max(at + 1);
        } else {
            at += 1;
        }
    }
    let digits = numbers.len();
    numbers.extend(word_numbers(text));
    numbers.extend(chinese_numbers(text));
    let (in_digits, in_words) = numbers.split_at(digits);
    // Digits are in order, so the first one that ends behind a word's start is the only one that may overlap it.
    let free = |word: &&NumberSpan| {
        let next = in_digits.partition_point(|number| number.span.end <= word.span.start);
        in_digits
            .get(next)
            .is_none_or(|number| number.span.start >= word.span.end)
    };
    let mut all: Vec<NumberSpan> = in_words.iter().filter(free).chain(in_digits).cloned().collect();
    all.sort_by_key(|number| number.span.start);
    all
}

/// Reads the number whose digits start at `start`, pushes it, and says where to go on.
fn scan_number(text: &str, start: usize, numbers: &mut Vec<NumberSpan>) -> usize {
    let bytes = text.as_bytes();
    let (mut end, mut value) = read_digits(text, start);
    let named = is_name_part(tail(&text[..start]));
    if !named && bytes.get(end) == Some(&b'/') && digit_at(bytes, end + 1) && !text[..start].ends_with('/') {
        let (below_end, below) = read_digits(text, end + 1);
        // Two slashes make a date or a row of values, not a fraction.
        if bytes.get(below_end) != Some(&b'/') && below > 0.0 {
            (end, value) = (below_end, value / below);
        }
    }
    if !named && let Some((mixed_end, fraction)) = fraction_after(text, end, value) {
        (end, value) = (mixed_end, value + fraction);
    }
    let mut begin = start;
    if let Some(sign) = sign_before(text, start) {
        begin = sign;
        value = -value;
    }
    let mut written = value;
    if let Some((scale_end, scale)) = scale_after(text, end) {
        let (chain_end, rest) = smaller_parts(text, scale_end, scale);
        value = value * scale + rest;
        if rest > 0.0 {
            written = value / scale;
        }
        end = chain_end;
    }
    if value.is_finite() {
        let kind = kind_of(text, begin..end, named);
        numbers.push(NumberSpan {
            span: begin..end,
            value,
            written,
            kind,
        });
    }
    end
}

/// `½` and its like.
fn vulgar_fraction(character: char) -> Option<f64> {
    Some(match character {
        '½' => 0.5,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅚' => 5.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

/// A fraction that starts at `at` with no digit: `½`, `\frac{1}{2}`.
fn written_fraction(text: &str, at: usize) -> Option<(Range<usize>, f64)> {
    if text.as_bytes()[at] == b'\\' {
        let command = ["\\frac{", "\\dfrac{", "\\tfrac{"];
        let open = command
            .into_iter()
            .find(|command| text[at..].starts_with(command))?;
        let (above_end, above) = digits_at(text, at + open.len())?;
        let (below_end, below) = digits_at(
            text,
            text[above_end..].starts_with("}{").then_some(above_end + 2)?,
        )?;
        let closed = text[below_end..].starts_with('}') && below > 0.0;
        return closed.then(|| (at..below_end + 1, above / below));
    }
    let first =
        (text.as_bytes()[at] >= 0x80 && text.is_char_boundary(at)).then(|| text[at..].chars().next())??;
    vulgar_fraction(first).map(|value| (at..at + first.len_utf8(), value))
}

fn digits_at(text: &str, at: usize) -> Option<(usize, f64)> {
    let (end, value) = digit_at(text.as_bytes(), at).then(|| read_digits(text, at))?;
    value.is_finite().then_some((end, value))
}

/// What a mixed number adds to the whole number that ends at `end`: `1½`, `1 1/2`, `2 and a half`. The fraction must be
/// a proper one with a usual denominator, so that two columns of a table are none.
fn fraction_after(text: &str, end: usize, whole: f64) -> Option<(usize, f64)> {
    const DENOMINATORS: [f64; 9] = [2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 16.0, 32.0];
    if whole.fract() != 0.0 || whole > 9_999.0 {
        return None;
    }
    let rest = &text[end..];
    let direct = rest.strip_prefix(' ').unwrap_or(rest);
    if let Some((first, value)) = direct.chars().next().and_then(|c| Some((c, vulgar_fraction(c)?))) {
        return Some((end + (rest.len() - direct.len()) + first.len_utf8(), value));
    }
    if let Some(behind) = rest.strip_prefix(" and a half") {
        let whole_word = !behind.starts_with(|c: char| c.is_ascii_alphanumeric());
        return whole_word.then_some((end + " and a half".len(), 0.5));
    }
    let start = end + 1;
    let (above_end, above) = rest.strip_prefix(' ').and_then(|_| digits_at(text, start))?;
    let below_start = text[above_end..].starts_with('/').then_some(above_end + 1)?;
    let (below_end, below) = digits_at(text, below_start)?;
    let proper = above < below
        && above >= 1.0
        && above.fract() == 0.0
        && DENOMINATORS.iter().any(|one| one.total_cmp(&below).is_eq());
    (proper && !text[below_end..].starts_with('/')).then_some((below_end, above / below))
}

/// What smaller Chinese scales behind a scale add: `3万5千`, `1亿2000万`.
fn smaller_parts(text: &str, end: usize, scale: f64) -> (usize, f64) {
    let (mut end, mut scale, mut sum) = (end, scale, 0.0);
    if text[..end].ends_with(|last: char| last.is_ascii()) {
        return (end, sum);
    }
    while let Some((digits_end, value)) = digits_at(text, end) {
        let Some((next, smaller)) = scale_after(text, digits_end) else {
            break;
        };
        if !(smaller < scale && value * smaller < scale)
            || text[..next].ends_with(|last: char| last.is_ascii())
        {
            break;
        }
        (end, scale, sum) = (next, smaller, sum + value * smaller);
    }
    (end, sum)
}

/// End and value of the digits at `start`: thousands groups, fraction and exponent included.
fn read_digits(text: &str, start: usize) -> (usize, f64) {
    let bytes = text.as_bytes();
    let mut end = digits_end(bytes, start);
    let mut written = text[start..end].to_owned();
    if (1..=3).contains(&written.len()) {
        while let Some(group) = group_at(text, end) {
            written.push_str(&text[group.clone()]);
            end = group.end;
        }
    }
    if bytes.get(end) == Some(&b'.') && digit_at(bytes, end + 1) {
        let fraction_end = digits_end(bytes, end + 1);
        written.push_str(&text[end..fraction_end]);
        end = fraction_end;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent_end = digits_end(bytes, end + 1 + signed);
        let whole = !bytes.get(exponent_end).is_some_and(u8::is_ascii_alphanumeric);
        if exponent_end > end + 1 + signed && whole {
            written.push_str(&text[end..exponent_end]);
            end = exponent_end;
        }
    }
    // Digits with at most one point and one exponent always parse; an overflow becomes infinite and is dropped.
    (end, written.parse().unwrap_or(f64::INFINITY))
}

/// The three digits of a thousands group whose separator starts at `at`.
fn group_at(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let separator = ["{,}", "\\,", ",", "'", "’", "\u{202f}", "\u{2009}"]
        .into_iter()
        .find(|mark| rest.starts_with(mark));
    let start = at + separator.map_or_else(|| usize::from(rest.starts_with(" 000")), str::len);
    let end = digits_end(text.as_bytes(), start);
    (start > at && end == start + 3).then_some(start..end)
}

fn digits_end(bytes: &[u8], start: usize) -> usize {
    let digits = bytes.get(start..).unwrap_or_default();
    start + digits.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn digit_at(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

fn ends_like_a_number(before: &str) -> bool {
    before.ends_with(|last: char| last.is_ascii_alphanumeric() || matches!(last, '_' | '.' | ')' | ']'))
}

/// The start of a minus sign that negates the digits at `start`; a dash between two things negates nothing.
fn sign_before(text: &str, start: usize) -> Option<usize> {
    let before = &text[..start];
    let sign = before.chars().next_back().filter(|c| matches!(c, '-' | '−'))?;
    let rest = &before[..before.len() - sign.len_utf8()];
    let alone = rest.is_empty()
        || rest.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '=' | ',' | '|'));
    // "- 5" is written "-5" only at a place where a sentence has no list dash: after the line has begun.
    let list_dash = rest.is_empty() || rest.ends_with('\n');
    (alone && !list_dash).then_some(rest.len())
}

/// End and factor of a scale word behind the number that ends at `end`.
fn scale_after(text: &str, end: usize) -> Option<(usize, f64)> {
    const SCALES: [(&str, f64); 15] = [
        ("hundred", 1e2),
        ("thousand", 1e3),
        ("million", 1e6),
        ("billion", 1e9),
        ("dozen", 12.0),
        ("k", 1e3),
        ("K", 1e3),
        ("bn", 1e9),
        ("千万", 1e7),
        ("百万", 1e6),
        ("万亿", 1e12),
        ("万", 1e4),
        ("亿", 1e8),
        ("千", 1e3),
        ("百", 1e2),
    ];
    let rest = &text[end..];
    let gap = rest.len() - rest.trim_start_matches([' ', '-', '\u{a0}']).len();
    SCALES.into_iter().find_map(|(word, factor)| {
        let after = rest[gap..].strip_prefix(word)?;
        let attached = word.len() > 1 || gap == 0;
        let kilo_unit = word.ends_with('千') && after.starts_with(['克', '米', '瓦', '升', '卡', '焦', '伏'])
            || word.ends_with('百') && after.starts_with('分');
        let whole = !word.is_ascii() || !after.starts_with(|c: char| c.is_ascii_alphanumeric());
        (attached && whole && !kilo_unit).then_some((end + gap + word.len(), factor))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn data(text: &str) -> Vec<(String, f64, NumberKind)> {
        let numbers = find(text).into_iter();
        numbers
            .map(|number| (text[number.span.clone()].to_owned(), number.value, number.kind))
            .collect()
    }

    #[rstest]
    #[case("costs 12 each", "12", 12.0, NumberKind::Plain)]
    #[case(
        "budget of $1,200,000.50 now",
        "1,200,000.50",
        1_200_000.5,
        NumberKind::Currency
    )]
    #[case("a \\$4{,}500 rent", "4{,}500", 4500.0, NumberKind::Currency)]
    #[case("30 yuan", "30", 30.0, NumberKind::Currency)]
    #[case("at least 60% of", "60", 60.0, NumberKind::Percent)]
    #[case("at most 2.5 percent", "2.5", 2.5, NumberKind::Percent)]
    #[case("gains .75 points", ".75", 0.75, NumberKind::Plain)]
    #[case("changes by -5 degrees", "-5", -5.0, NumberKind::Plain)]
    #[case("between 3-7", "3", 3.0, NumberKind::Plain)]
    #[case("2/3 of it", "2/3", 2.0 / 3.0, NumberKind::Plain)]
    #[case("1.5e3 tons", "1.5e3", 1500.0, NumberKind::Plain)]
    #[case("3.2 million people", "3.2 million", 3_200_000.0, NumberKind::Plain)]
    #[case("earns $5k a day", "5k", 5000.0, NumberKind::Currency)]
    #[case("资金 3万元", "3万", 30_000.0, NumberKind::Currency)]
    #[case("weighs 3千克", "3", 3.0, NumberKind::Plain)]
    #[case("needs 10kg", "10", 10.0, NumberKind::Plain)]
    #[case("store A1 opens", "1", 1.0, NumberKind::Label)]
    #[case("demand_2 is", "2", 2.0, NumberKind::Label)]
    #[case("vitamin B-12 is", "12", 12.0, NumberKind::Label)]
    #[case("$t_{12}$ is", "12", 12.0, NumberKind::Label)]
    #[case("$x_{1,3}$ is", "1", 1.0, NumberKind::Label)]
    #[case("(1 = the Hill)", "1", 1.0, NumberKind::Label)]
    #[case("Factory 2 makes", "2", 2.0, NumberKind::Label)]
    #[case("see Table 1.1 for", "1.1", 1.1, NumberKind::Label)]
    #[case("the 3rd one", "3", 3.0, NumberKind::Label)]
    #[case("a bust from 200 AD: 5", "200", 200.0, NumberKind::Label)]
    #[case("- A 911 Porsche: 5", "911", 911.0, NumberKind::Label)]
    #[case("第3个", "3", 3.0, NumberKind::Label)]
    #[case("opens at 8am sharp", "8", 8.0, NumberKind::Label)]
    #[case("1. Buy hats", "1", 1.0, NumberKind::ListMark)]
    #[case("(2) Sell hats", "2", 2.0, NumberKind::ListMark)]
    #[case("uses twelve hats", "twelve", 12.0, NumberKind::Word)]
    #[case("twenty-five hats", "twenty-five", 25.0, NumberKind::Word)]
    #[case(
        "two hundred and fifty hats",
        "two hundred and fifty",
        250.0,
        NumberKind::Word
    )]
    #[case("a dozen hats", "a dozen", 12.0, NumberKind::Word)]
    #[case("half of them", "half", 0.5, NumberKind::Word)]
    #[case("twice as many", "Twice", 2.0, NumberKind::Word)]
    #[case("a third the size", "a third", 1.0 / 3.0, NumberKind::Word)]
    #[case("three quarters are", "three quarters", 0.75, NumberKind::Word)]
    #[case("takes 1 1/2 hours", "1 1/2", 1.5, NumberKind::Plain)]
    #[case("takes 2½ hours", "2½", 2.5, NumberKind::Plain)]
    #[case("\\frac{3}{4} of it", "\\frac{3}{4}", 0.75, NumberKind::Plain)]
    #[case("10-20% of it", "10", 10.0, NumberKind::Percent)]
    #[case("between 30 to 40 percent", "30", 30.0, NumberKind::Percent)]
    #[case("USD 500 are", "500", 500.0, NumberKind::Currency)]
    #[case("sixty per cent stay", "sixty", 60.0, NumberKind::Percent)]
    #[case("the twenty-first truck", "twenty-first", 21.0, NumberKind::Label)]
    #[case("half a dozen hats", "half a dozen", 6.0, NumberKind::Word)]
    #[case("两亿三千万元", "两亿三千万", 230_000_000.0, NumberKind::Word)]
    #[case("资金3万5千元", "3万5千", 35_000.0, NumberKind::Currency)]
    #[case("占百分之60", "60", 60.0, NumberKind::Percent)]
    #[case("第三个工厂", "三", 3.0, NumberKind::Label)]
    #[case("重三千克", "三", 3.0, NumberKind::Word)]
    #[case("一半的人", "一半", 0.5, NumberKind::Word)]
    #[case("共１２０件", "１２０", 120.0, NumberKind::Plain)]
    #[case("二〇二五年", "二〇二五", 2025.0, NumberKind::Word)]
    fn a_number_is_read(
        #[case] text: &str,
        #[case] written: &str,
        #[case] value: f64,
        #[case] kind: NumberKind,
    ) {
        let found = data(text);
        let (span, number, sort) = found
            .first()
            .cloned()
            .unwrap_or_else(|| panic!("nothing in {text:?}"));
        assert!(span.eq_ignore_ascii_case(written), "{found:?}");
        assert!((number - value).abs() < 1e-9, "{found:?}");
        assert_eq!(sort, kind, "{found:?}");
    }

    #[rstest]
    #[case("no numbers, each quarter, a third machine, someone, often")]
    #[case("")]
    #[case("一般来说十分重要,万一四川的百货统一涨价,两三个人,周五")]
    fn other_words_are_no_numbers(#[case] text: &str) {
        assert_eq!(data(text), []);
    }

    #[rstest]
    #[case("prices 3,4,5 hold", &[3.0, 4.0, 5.0])]
    #[case("a tuple (100, 200)", &[100.0, 200.0])]
    #[case("from 6:00 to 10:00", &[6.0, 0.0, 10.0, 0.0])]
    #[case("10/12/15 each", &[10.0, 12.0, 15.0])]
    #[case("| 12 | 7.5 |", &[12.0, 7.5])]
    fn several_numbers_are_told_apart(#[case] text: &str, #[case] expected: &[f64]) {
        let values: Vec<f64> = find(text).iter().map(|number| number.value).collect();
        assert_eq!(values, expected);
    }

    #[test]
    fn a_percentage_may_be_written_in_many_ways() {
        let amounts = find("60%")[0].amounts();
        for way in [60.0, 0.6, 0.4, 1.6, 1.5] {
            assert!(
                amounts.iter().any(|amount| (amount - way).abs() < 1e-9),
                "{way} is not in {amounts:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn spans_lie_on_boundaries_in_order_for_any_text(text in "(\\PC|[0-9.,%$/:e-]|million|half |第|万|\n| ){0,40}") {
            let mut end = 0;
            for number in find(&text) {
                prop_assert!(text.get(number.span.clone()).is_some_and(|written| !written.is_empty()));
                prop_assert!(number.span.start >= end && number.value.is_finite());
                prop_assert!(number.amounts().iter().all(|amount| !amount.is_nan()));
                end = number.span.end;
            }
        }

        #[test]
        fn what_is_written_is_read_back(value in 0_u32..10_000_000, decimals in 0_u32..1000) {
            let number = f64::from(value) + f64::from(decimals) / 1000.0;
            let text = format!("It takes {number} units.");
            prop_assert!((find(&text)[0].value - number).abs() < 1e-9);
        }
    }
}
