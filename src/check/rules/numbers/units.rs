//! Units in which people count the same thing.

use std::sync::LazyLock;

use regex::Regex;

use super::super::super::words::regex;

/// Whether the problem names two units that differ by `factor`.
pub(super) fn names_units(problem: &str, factor: f64) -> bool {
    static PAIRS: LazyLock<Vec<(f64, Regex, Regex)>> = LazyLock::new(|| {
        let units = [
            (60.0, "hours?|hrs?|h", "minutes?|mins?"),
            (60.0, "minutes?|mins?", "seconds?|secs?"),
            (3600.0, "hours?|hrs?|h", "seconds?|secs?|s"),
            (24.0, "days?|daily", "hours?|hrs?|hourly"),
            (7.0, "weeks?|weekly", "days?|daily"),
            (30.0, "months?|monthly", "days?|daily"),
            (52.0, "years?|yearly|annual(?:ly)?", "weeks?|weekly"),
            (365.0, "years?|yearly|annual(?:ly)?", "days?|daily"),
            (12.0, "years?|yearly|annual(?:ly)?", "months?|monthly"),
            (12.0, "feet|foot|ft", "inch(?:es)?"),
            (12.0, "dozens?", r"\w+"),
            (100.0, "dollars?", "cents?"),
            (100.0, "m|met(?:er|re)s?", "cm|centimet(?:er|re)s?"),
            (1000.0, "kg|kilograms?|kilos?", "grams?|g|mg|tons?|tonnes?"),
            (1000.0, "km|kilomet(?:er|re)s?", "m|met(?:er|re)s?"),
            (1000.0, "lit(?:er|re)s?|l", "ml|millilit(?:er|re)s?"),
            (1000.0, "thousands?", r"\w+"),
        ];
        let word = |names: &str| regex(&format!(r"(?i)(?:\b|[0-9])(?:{names})\b"));
        units
            .into_iter()
            .map(|(factor, large, small)| (factor, word(large), word(small)))
            .collect()
    });
    let matching = PAIRS.iter().filter(|(known, ..)| (known - factor).abs() < 0.5);
    matching
        .into_iter()
        .any(|(_, large, small)| large.is_match(problem) && small.is_match(problem))
}
