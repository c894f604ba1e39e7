//! How the engine's values stand in columns.

use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer as _};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::error::{Result, StoreError};
use crate::sample::{ContentHash, Origin, Sample, SampleId, WalkId, clean};
use crate::walk::journal::Ending;

/// Longest title and reason, in characters.
const LINE: usize = 160;

pub(super) fn to_json<T: Serialize>(what: &str, value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::invalid(format!("{what} cannot be written as JSON: {error}")))
}

pub(super) fn from_json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::damaged(format!("a stored {what} cannot be read: {error}")))
}

/// Reads a word of an enumeration, as serde writes it.
pub(super) fn from_word<'a, T: Deserialize<'a>>(word: &'a str) -> Result<T> {
    let word: StrDeserializer<'a, WordError> = word.into_deserializer();
    T::deserialize(word).map_err(|error| StoreError::damaged(format!("a stored word is not known: {error}")))
}

pub(super) fn sample_id(text: &str) -> Result<SampleId> {
    text.parse()
        .map_err(|error| StoreError::damaged(format!("a stored identity cannot be read: {error}")))
}

pub(super) fn walk_id(text: &str) -> Result<WalkId> {
    text.parse()
        .map_err(|error| StoreError::damaged(format!("a stored identity cannot be read: {error}")))
}

pub(super) fn hash(text: &str) -> Result<ContentHash> {
    text.parse()
        .map_err(|error| StoreError::damaged(format!("a stored hash cannot be read: {error}")))
}

/// The hash that a stored text is compared with when it is checked.
pub(super) fn checksum(text: &str) -> String {
    ContentHash::of([text]).to_string()
}

pub(super) fn number(stored: i64) -> Result<u32> {
    u32::try_from(stored)
        .map_err(|_| StoreError::damaged(format!("the stored number {stored} is out of range")))
}

pub(super) fn count(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}

/// A page size for a `LIMIT`.
pub(super) fn limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

pub(super) fn nanos(at: OffsetDateTime) -> Result<i64> {
    i64::try_from(at.unix_timestamp_nanos())
        .map_err(|_| StoreError::invalid(format!("the time {at} is out of range (1678 to 2262)")))
}

pub(super) fn moment(nanos: i64) -> Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(nanos.into())
        .map_err(|error| StoreError::damaged(format!("a stored time cannot be read: {error}")))
}

pub(super) fn now() -> Result<i64> {
    nanos(OffsetDateTime::now_utc())
}

pub(super) fn origin_word(origin: &Origin) -> &'static str {
    match origin {
        Origin::Seed => "seed",
        Origin::Imported { .. } => "imported",
        Origin::Derived { .. } => "derived",
    }
}

pub(super) fn ending_word(ending: Ending) -> &'static str {
    match ending {
        Ending::Kept => "kept",
        Ending::Dropped => "dropped",
        Ending::Failed => "failed",
    }
}

/// The first line with anything on it, fit for a terminal and a list.
pub(super) fn title(problem: &str) -> String {
    // Cleaning may join what a control character kept apart, so it comes before the choice of a line.
    let start: String = problem.trim_start().chars().take(4 * LINE).collect();
    let cleaned = clean(&start);
    let line = cleaned
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    shorten(line)
}

/// One line of at most [`LINE`] characters, fit for a terminal.
pub(super) fn one_line(text: &str) -> String {
    shorten(&clean(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn shorten(line: &str) -> String {
    let line = line.replace('\t', " ");
    if line.chars().count() <= LINE {
        return line;
    }
    let mut short: String = line.chars().take(LINE - 1).collect();
    short.push('…');
    short
}

/// What finding looks through: problem and identity, in lower case.
pub(super) fn search_text(sample: &Sample) -> String {
    format!("{}\n{}", sample.problem.to_lowercase(), sample.id)
}

/// The pattern for `LIKE … ESCAPE '\'` that finds `text` anywhere; empty for no text, which means no filter.
pub(super) fn pattern(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut pattern = String::from("%");
    for character in text.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{CheckId, VerdictKind};
    use crate::review::{DecisionKind, ReviewState, WorstVerdict};
    use crate::sample::Operator;

    #[test]
    fn words_read_back() {
        for state in [
            ReviewState::Pending,
            ReviewState::Skipped,
            ReviewState::Flagged,
            ReviewState::Accepted,
        ] {
            assert_eq!(from_word::<ReviewState>(state.word()), Ok(state));
        }
        for kind in [
            DecisionKind::Accept,
            DecisionKind::Reject,
            DecisionKind::Skip,
            DecisionKind::Flag,
        ] {
            assert_eq!(from_word::<DecisionKind>(kind.word()), Ok(kind));
        }
        for kind in [
            VerdictKind::Pass,
            VerdictKind::Unknown,
            VerdictKind::Error,
            VerdictKind::Fail,
        ] {
            assert_eq!(from_word::<VerdictKind>(kind.word()), Ok(kind));
        }
        for ending in [Ending::Kept, Ending::Dropped, Ending::Failed] {
            assert_eq!(from_word::<Ending>(ending_word(ending)), Ok(ending));
        }
        for check in CheckId::ALL {
            assert_eq!(from_word::<CheckId>(check.name()), Ok(check));
        }
        for operator in Operator::ALL {
            assert_eq!(from_word::<Operator>(operator.name()), Ok(operator));
        }
        for suspicion in WorstVerdict::ALL {
            assert_eq!(from_word::<WorstVerdict>(suspicion.word()), Ok(suspicion));
        }
        assert!(from_word::<Ending>("lost").is_err());
    }

    #[test]
    fn a_title_is_one_harmless_line() {
        assert_eq!(title("\n \n  A \u{1b}[31mclinic\tbuys\nmore"), "A clinic buys");
        assert_eq!(title(""), "");
        let long = title(&"温".repeat(500));
        assert_eq!(long.chars().count(), LINE);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn signs_of_the_pattern_language_stand_for_themselves() {
        assert_eq!(pattern("5%_\\A"), "%5\\%\\_\\\\a%");
        assert_eq!(pattern(""), "");
    }
}
