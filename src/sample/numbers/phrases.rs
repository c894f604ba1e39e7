//! Phrases made from known values, English and Chinese, and read back.

use proptest::prelude::*;

use super::{NumberKind, find};

/// A phrase with one number in it.
#[derive(Debug, Clone)]
struct Phrase {
    before: &'static str,
    /// What writes the number; percent signs and currencies stand around it.
    written: String,
    after: String,
    value: f64,
    kind: NumberKind,
}

impl Phrase {
    fn text(&self) -> String {
        format!("{}{}{}", self.before, self.written, self.after)
    }
}

fn phrase(before: &'static str, written: String, after: &str, value: f64, kind: NumberKind) -> Phrase {
    Phrase {
        before,
        written,
        after: after.to_owned(),
        value,
        kind,
    }
}

const BELOW_TWENTY: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn english_below_thousand(value: usize, and: bool) -> String {
    let mut words = Vec::new();
    if value >= 100 {
        words.push(format!("{} hundred", BELOW_TWENTY[value / 100]));
        if and && !value.is_multiple_of(100) {
            words.push("and".to_owned());
        }
    }
    let rest = value % 100;
    if rest >= 20 {
        let unit = if rest.is_multiple_of(10) {
            String::new()
        } else {
            format!("-{}", BELOW_TWENTY[rest % 10])
        };
        words.push(format!("{}{unit}", TENS[rest / 10]));
    } else if rest > 0 {
        words.push(BELOW_TWENTY[rest].to_owned());
    }
    words.join(" ")
}

fn english(value: usize, and: bool) -> String {
    let groups = [(1_000_000, " million"), (1_000, " thousand"), (1, "")];
    let mut rest = value;
    let mut words = Vec::new();
    for (size, name) in groups {
        if rest / size > 0 {
            words.push(format!("{}{name}", english_below_thousand(rest / size, and)));
        }
        rest %= size;
    }
    words.join(" ")
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

fn chinese_below_ten_thousand(value: usize) -> String {
    let mut text = String::new();
    let mut zero = false;
    for (size, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / size % 10;
        if digit == 0 {
            zero |= !text.is_empty();
            continue;
        }
        if zero {
            text.push('零');
            zero = false;
        }
        text.push_str(DIGITS[digit]);
        text.push_str(unit);
    }
    text
}

/// As people speak: `十二`, `三百零五`, `两亿三千万`.
fn chinese(value: usize, pair: bool) -> String {
    let mut text = String::new();
    let mut rest = value;
    for (size, unit) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let group = rest / size;
        if group > 0 {
            if !text.is_empty() && group < 1000 {
                text.push('零');
            }
            text.push_str(&chinese_below_ten_thousand(group));
            text.push_str(unit);
        }
        rest %= size;
    }
    let text = match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    };
    match text.strip_prefix('二') {
        Some(rest) if pair && rest.starts_with(['百', '千', '万', '亿']) => format!("两{rest}"),
        _ => text,
    }
}

/// Digits with a separator every three, and a fraction of up to two digits.
fn grouped(value: usize, cents: usize, separator: &str) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    if cents > 0 {
        format!("{text}.{cents:02}")
    } else {
        text
    }
}

fn float(value: usize) -> f64 {
    f64::from(u32::try_from(value).unwrap())
}

fn digits() -> impl Strategy<Value = Phrase> {
    let separator = prop::sample::select(vec!["", ",", "{,}", "\\,", "'"]);
    let around = prop::sample::select(vec![
        ("It takes ", " tons of ore.", NumberKind::Plain),
        ("A budget of $", " is left.", NumberKind::Currency),
        ("It costs ", " dollars each.", NumberKind::Currency),
        ("At least ", "% of it stays.", NumberKind::Percent),
        ("At most ", " percent may leave.", NumberKind::Percent),
        ("预算为 ", " 元。", NumberKind::Currency),
        ("| ore | ", " | 7 |", NumberKind::Plain),
    ]);
    (0_usize..10_000_000, 0_usize..100, separator, around).prop_map(|(value, cents, separator, around)| {
        let (before, after, kind) = around;
        phrase(
            before,
            grouped(value, cents, separator),
            after,
            float(value) + float(cents) / 100.0,
            kind,
        )
    })
}

fn scaled() -> impl Strategy<Value = Phrase> {
    let scale = prop::sample::select(vec![
        (" hundred", 1e2),
        (" thousand", 1e3),
        (" million", 1e6),
        (" billion", 1e9),
        (" dozen", 12.0),
        ("k", 1e3),
        ("万", 1e4),
        ("亿", 1e8),
        ("千", 1e3),
        ("百万", 1e6),
    ]);
    (1_usize..1000, 0_usize..10, scale).prop_map(|(value, tenth, (word, factor))| {
        let written = if tenth > 0 {
            format!("{value}.{tenth}{word}")
        } else {
            format!("{value}{word}")
        };
        let value = (float(value) + float(tenth) / 10.0) * factor;
        phrase("They need ", written, " units.", value, NumberKind::Plain)
    })
}

fn fractions() -> impl Strategy<Value = Phrase> {
    let below = prop::sample::select(vec![2_usize, 3, 4, 5, 6, 8]);
    (1_usize..50, 1_usize..8, below, 0_usize..4).prop_map(|(whole, above, below, way)| {
        let above = 1 + above % (below - 1).max(1);
        let share = float(above) / float(below);
        let proper = above < below;
        let (written, value) = match way {
            0 => (format!("{above}/{below}"), share),
            1 => (format!("\\frac{{{above}}}{{{below}}}"), share),
            2 if proper => (format!("{whole} {above}/{below}"), float(whole) + share),
            _ => (format!("{whole}½"), float(whole) + 0.5),
        };
        phrase("Each takes ", written, " of an hour.", value, NumberKind::Plain)
    })
}

fn english_words() -> impl Strategy<Value = Phrase> {
    let counted = (1_usize..1_000_000_000, any::<bool>(), 0_u32..9).prop_map(|(value, and, digits)| {
        let value = (value % 10_usize.pow(digits + 1)).max(1);
        phrase(
            "They own ",
            english(value, and),
            " trucks.",
            float(value),
            NumberKind::Word,
        )
    });
    let share = (1_usize..100).prop_map(|value| {
        phrase(
            "At least ",
            english(value, false),
            " percent stay.",
            float(value),
            NumberKind::Percent,
        )
    });
    let half = (1_usize..20).prop_map(|value| {
        let written = format!("{} and a half", english(value, false));
        phrase(
            "It takes ",
            written,
            " hours.",
            float(value) + 0.5,
            NumberKind::Word,
        )
    });
    let fixed = prop::sample::select(vec![
        ("half", 0.5),
        ("a dozen", 12.0),
        ("half a dozen", 6.0),
        ("two dozen", 24.0),
        ("half a million", 5e5),
        ("twice", 2.0),
        ("two thirds", 2.0 / 3.0),
        ("three-quarters", 0.75),
        ("a hundred", 100.0),
    ])
    .prop_map(|(written, value)| phrase("Take ", written.to_owned(), " of them.", value, NumberKind::Word));
    prop_oneof![6 => counted, 1 => share, 1 => half, 1 => fixed]
}

fn chinese_words() -> impl Strategy<Value = Phrase> {
    let counted = (1_usize..1_000_000_000, any::<bool>(), 0_u32..9).prop_map(|(value, pair, digits)| {
        let value = (value % 10_usize.pow(digits + 1)).max(1);
        phrase(
            "工厂有",
            chinese(value, pair),
            "个工人。",
            float(value),
            NumberKind::Word,
        )
    });
    let mixed = (1_usize..10_000, 1_usize..10).prop_map(|(large, small)| {
        let value = float(large) * 1e4 + float(small) * 1e3;
        phrase(
            "预算",
            format!("{large}万{small}千"),
            "个。",
            value,
            NumberKind::Plain,
        )
    });
    let share = (1_usize..100).prop_map(|value| {
        phrase(
            "至少占",
            format!("百分之{}", chinese(value, false)),
            "。",
            float(value),
            NumberKind::Percent,
        )
    });
    let tenths = (1_usize..10).prop_map(|value| {
        phrase(
            "其中",
            format!("{}成", DIGITS[value]),
            "是米。",
            10.0 * float(value),
            NumberKind::Percent,
        )
    });
    let parts = (1_usize..10, 2_usize..10).prop_map(|(above, below)| {
        let written = format!("{}分之{}", DIGITS[below], DIGITS[above]);
        phrase(
            "约",
            written,
            "的人。",
            float(above) / float(below),
            NumberKind::Word,
        )
    });
    let decimal = (1_usize..1000, 1_usize..10).prop_map(|(whole, tenth)| {
        let written = format!("{}点{}", chinese(whole, false), DIGITS[tenth]);
        phrase(
            "每件重",
            written,
            "公斤。",
            float(whole) + float(tenth) / 10.0,
            NumberKind::Word,
        )
    });
    prop_oneof![6 => counted, 1 => mixed, 1 => share, 1 => tenths, 1 => parts, 1 => decimal]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_number_in_a_phrase_is_read_back(
        phrase in prop_oneof![digits(), scaled(), fractions(), english_words(), chinese_words()]
    ) {
        let text = phrase.text();
        let start = phrase.before.len();
        let own = find(&text).into_iter().find(|number| number.span.start == start);
        prop_assert!(own.is_some(), "nothing at {start} in {text:?}: {:?}", find(&text));
        let own = own.unwrap();
        let written = &text[own.span.clone()];
        prop_assert_eq!(written, phrase.written.as_str(), "{:?}", &text);
        prop_assert!((own.value - phrase.value).abs() <= 1e-9 * phrase.value.abs(), "{text:?}: {own:?}");
        prop_assert_eq!(own.kind, phrase.kind, "{:?}", &text);
    }
}
