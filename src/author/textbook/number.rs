//! Numbers as a text states them.

/// A number for people: `1,250`, `3.5`.
pub fn plain(value: f64) -> String {
    let text = code(value);
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or_else(
        || format!("{sign}{grouped}"),
        |rest| format!("{sign}{grouped}.{rest}"),
    )
}

/// A number for programs: `1250`, `3.5`.
pub fn code(value: f64) -> String {
    crate::model::text::rounded(value, 9)
}

/// A sum of money: `$1,250`, `$3.50`.
pub fn money(value: f64) -> String {
    let (sign, size) = if value < 0.0 { ("-", -value) } else { ("", value) };
    let text = plain(size);
    // One decimal reads as a slip in a price.
    let cents = match text.split_once('.') {
        Some((_, fraction)) if fraction.len() == 1 => "0",
        _ => "",
    };
    format!("{sign}${text}{cents}")
}

/// A share: `35%`.
pub fn percent(value: f64) -> String {
    format!("{}%", plain(super::evaluate::tidy(100.0 * value)))
}

/// A small count in letters: `three`; figures beyond twelve.
pub fn word(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// `a, b and c`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `a chair`, `an oven`, `an hour`; a proper name or a noun with an article stays as it is.
pub fn with_article(noun: &str) -> String {
    if noun.starts_with("the ") || noun.starts_with(char::is_uppercase) {
        return noun.to_owned();
    }
    let lower = noun.to_lowercase();
    let vowel = lower.starts_with(['a', 'e', 'i', 'o', 'u']);
    let sounds_otherwise = ["uni", "use", "usa", "eu", "one", "once"]
        .iter()
        .any(|start| lower.starts_with(start));
    let silent = ["hour", "honest", "heir"]
        .iter()
        .any(|start| lower.starts_with(start));
    let article = if (vowel && !sounds_otherwise) || silent {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// A name that programs can use: `dining table` → `dining_table`.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.ends_with('_') && !slug.is_empty() {
            slug.push('_');
        }
    }
    let slug = slug.trim_end_matches('_');
    if slug.starts_with(|c: char| c.is_ascii_digit()) {
        format!("n{slug}")
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0.0, "0")]
    #[case(999.0, "999")]
    #[case(1000.0, "1,000")]
    #[case(1_234_567.5, "1,234,567.5")]
    #[case(-2500.0, "-2,500")]
    #[case(0.1 + 0.2, "0.3")]
    fn thousands_are_grouped(#[case] value: f64, #[case] text: &str) {
        assert_eq!(plain(value), text);
    }

    #[rstest]
    #[case(3.5, "$3.50")]
    #[case(3.25, "$3.25")]
    #[case(1250.0, "$1,250")]
    fn money_has_two_decimals_or_none(#[case] value: f64, #[case] text: &str) {
        assert_eq!(money(value), text);
    }

    #[test]
    fn shares_are_percentages() {
        assert_eq!(percent(0.07), "7%");
        assert_eq!(percent(0.125), "12.5%");
    }

    #[rstest]
    #[case("chair", "a chair")]
    #[case("oven", "an oven")]
    #[case("hour", "an hour")]
    #[case("unit", "a unit")]
    #[case("the new scanner", "the new scanner")]
    #[case("Ashford", "Ashford")]
    fn articles_follow_the_sound(#[case] noun: &str, #[case] text: &str) {
        assert_eq!(with_article(noun), text);
    }

    #[test]
    fn slugs_are_identifiers() {
        assert_eq!(slug("St. John's ward 3"), "st_john_s_ward_3");
        assert_eq!(slug("3D printer"), "n3d_printer");
    }
}
