//! What a number is for, as its surroundings tell.

use std::ops::Range;

use super::{NumberKind, digits_end};

/// The end of what stands before a number: enough to tell what it is for, and a bound on the work for any text.
pub(super) fn tail(before: &str) -> &str {
    let mut start = before.len().saturating_sub(64);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    &before[start..]
}

/// `x1`, `A-3`, `demand_2`: digits that belong to a name. A LaTeX command or a currency code before them is none.
pub(super) fn is_name_part(before: &str) -> bool {
    let letters = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let dashed = letters.strip_suffix('-').unwrap_or(letters);
    let word_start = dashed
        .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .map_or(0, |at| at + dashed[at..].chars().next().map_or(1, char::len_utf8));
    let word = &dashed[word_start..];
    let latex = dashed[..word_start].ends_with('\\');
    let currency = matches!(
        word,
        "USD" | "US" | "EUR" | "GBP" | "RMB" | "CNY" | "Rs" | "RM" | "INR"
    );
    let dash_name = letters.len() == dashed.len() || (word.len() <= 2 && !word.is_empty());
    !word.is_empty()
        && !latex
        && !currency
        && dash_name
        && word.ends_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

pub(super) fn kind_of(text: &str, span: Range<usize>, named: bool) -> NumberKind {
    let (before, after) = (tail(&text[..span.start]), &text[span.end..]);
    let subscript = before
        .rfind(['_', '^'])
        .is_some_and(|at| before[at + 1..].starts_with('{') && !before[at..].contains('}'));
    if named
        || subscript
        || is_ordinal(before, after)
        || is_time_of_day(before, after)
        || numbers_a_name(after)
        || names_a_model(before, after)
        || is_year_of_an_era(after)
        || follows_label(before, &text[span.clone()], after)
    {
        return NumberKind::Label;
    }
    if is_list_mark(before, after) {
        return NumberKind::ListMark;
    }
    let behind = after.trim_start_matches(' ');
    let first_word: String = behind.chars().take_while(char::is_ascii_alphabetic).collect();
    if is_percent(after) || before.ends_with("百分之") || ends_a_range_with(after, is_percent) {
        return NumberKind::Percent;
    }
    let sign = before
        .trim_end_matches(' ')
        .ends_with(['$', '€', '£', '¥', '￥', '₹']);
    let unit = matches!(
        first_word.as_str(),
        "dollar"
            | "dollars"
            | "yuan"
            | "euro"
            | "euros"
            | "cents"
            | "rupees"
            | "USD"
            | "EUR"
            | "GBP"
            | "CNY"
            | "RMB"
    );
    let code = ["USD", "EUR", "GBP", "CNY", "RMB", "Rs", "Rs.", "INR"]
        .iter()
        .any(|code| before.trim_end_matches(' ').ends_with(code));
    if sign || unit || code || behind.starts_with(['元', '€', '£', '美']) {
        NumberKind::Currency
    } else {
        NumberKind::Plain
    }
}

/// Whether what stands behind a number makes it a share: `60%`, `60 percent`, `60 per cent`, `60\\%`.
pub(super) fn is_percent(after: &str) -> bool {
    let behind = after.trim_start_matches([' ', '-', '\u{a0}']);
    let word = behind.get(..8).unwrap_or(behind).to_ascii_lowercase();
    let spelled = ["percent", "per cent"].iter().any(|name| word.starts_with(name));
    after.trim_start_matches(' ').starts_with(['%', '％'])
        || behind.starts_with("\\%")
        || (spelled && !word.starts_with("percenti"))
}

/// `10-20%`, `10 to 20%`: what stands behind the second number of a range is also about the first.
fn ends_a_range_with(after: &str, unit: impl Fn(&str) -> bool) -> bool {
    const MARKS: [&str; 9] = ["-", "–", "—", "~", "～", " to ", " - ", "至", "到"];
    let second = MARKS.iter().find_map(|mark| after.strip_prefix(mark));
    second.is_some_and(|second| {
        let digits = digits_end(second.as_bytes(), 0);
        let end = match second[digits..].strip_prefix('.') {
            Some(rest) => digits + 1 + digits_end(rest.as_bytes(), 0),
            None => digits,
        };
        digits > 0 && unit(&second[end..])
    })
}

fn is_ordinal(before: &str, after: &str) -> bool {
    let suffix = ["st", "nd", "rd", "th"]
        .into_iter()
        .find_map(|suffix| after.strip_prefix(suffix));
    suffix.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        || before.ends_with('第')
}

/// `1 = the Harbour, 2 = the Hill`.
fn numbers_a_name(after: &str) -> bool {
    let name = after
        .trim_start_matches(' ')
        .strip_prefix('=')
        .map(str::trim_start);
    name.is_some_and(|name| name.chars().take(2).filter(|c| c.is_alphabetic()).count() == 2)
}

/// `200 AD`, `44 BC`.
fn is_year_of_an_era(after: &str) -> bool {
    let word: String = after
        .trim_start_matches(' ')
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    matches!(word.as_str(), "AD" | "BC" | "CE" | "BCE")
}

/// `a 911 Porsche`: a single thing whose name begins with the number.
fn names_a_model(before: &str, after: &str) -> bool {
    let single = before.strip_suffix(' ').is_some_and(|words| {
        let start = words
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(0, |at| at + 1);
        words.is_char_boundary(start) && matches!(&words[start..], "a" | "A" | "an" | "An")
    });
    let name: Vec<char> = after
        .strip_prefix(' ')
        .unwrap_or_default()
        .chars()
        .take(4)
        .collect();
    single && name.len() == 4 && name[0].is_uppercase() && name[1..].iter().all(|c| c.is_lowercase())
}

/// `6:00`, `6: 00`, `6am`, `10 p.m.`
fn is_time_of_day(before: &str, after: &str) -> bool {
    let minutes = |text: &str| {
        let digits = text.strip_prefix(':').map(|rest| rest.trim_start_matches(' '));
        digits.is_some_and(|rest| digits_end(rest.as_bytes(), 0) == 2)
    };
    let hour = before
        .trim_end_matches(' ')
        .strip_suffix(':')
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let half_day: String = after
        .trim_start_matches(' ')
        .chars()
        .take(4)
        .collect::<String>()
        .to_ascii_lowercase();
    let named = ["a.m.", "p.m."].contains(&half_day.as_str())
        || (["am", "pm"].iter().any(|word| half_day.starts_with(word))
            && !half_day[2..].starts_with(|c: char| c.is_ascii_alphanumeric()));
    minutes(after) || hour || named
}

/// `1. Buy`, `2) Sell`, `(3) Hold` where a line starts.
fn is_list_mark(before: &str, after: &str) -> bool {
    let line = before
        .rsplit('\n')
        .next()
        .unwrap_or(before)
        .trim_start_matches([' ', '\t', '#', '*']);
    let closed = after.strip_prefix(['.', ')', ':', '、', '）', '：']);
    let spaced = closed.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || !c.is_ascii())
    });
    matches!(line, "" | "(" | "（") && spaced && (line.is_empty() || after.starts_with([')', '）']))
}

/// `Table 1.1`, `Table 5-1`, `表 2`: whatever number follows is a name, and so is what follows its dash.
fn refers(before: &str) -> bool {
    const NOUNS: [&str; 8] = [
        "table", "figure", "fig.", "section", "chapter", "appendix", "表", "图",
    ];
    let words = before
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end_matches([' ', '\u{a0}']);
    let spaced = words.len() < before.len();
    spaced && NOUNS.iter().any(|noun| words.to_lowercase().ends_with(noun))
}

/// A singular noun that takes a number as its name stands before a small whole number: `factory 2`, `Week 3`.
fn follows_label(before: &str, written: &str, after: &str) -> bool {
    const NOUNS: &[&str] = &[
        "activity",
        "area",
        "block",
        "branch",
        "car",
        "case",
        "center",
        "chapter",
        "city",
        "constraint",
        "crop",
        "customer",
        "day",
        "depot",
        "destination",
        "district",
        "equation",
        "equipment",
        "example",
        "exercise",
        "facility",
        "factory",
        "farm",
        "fig",
        "figure",
        "food",
        "group",
        "hub",
        "item",
        "job",
        "line",
        "location",
        "machine",
        "method",
        "mine",
        "model",
        "month",
        "node",
        "order",
        "period",
        "plan",
        "plant",
        "point",
        "problem",
        "process",
        "product",
        "project",
        "quarter",
        "region",
        "route",
        "scenario",
        "shift",
        "site",
        "stage",
        "step",
        "store",
        "table",
        "task",
        "type",
        "vehicle",
        "vitamin",
        "warehouse",
        "week",
        "year",
        "zone",
    ];
    let small = written.len() <= 3 && written.bytes().all(|byte| byte.is_ascii_digit());
    if refers(before)
        || before
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .strip_suffix('-')
            .is_some_and(refers)
    {
        return true;
    }
    let unit_follows = after.starts_with(['%', '％']) || after.starts_with("\\%");
    if !small || unit_follows || !before.ends_with([' ', '\u{a0}', '#']) {
        return false;
    }
    let trimmed = before.trim_end_matches([' ', '\u{a0}', '#']);
    let start = trimmed.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| {
        at + trimmed[at..].chars().next().map_or(1, char::len_utf8)
    });
    let noun = trimmed[start..].to_ascii_lowercase();
    NOUNS.contains(&noun.as_str())
}
