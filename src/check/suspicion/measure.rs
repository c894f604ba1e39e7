//! How good verdicts and scores are, held against what turned out to be bad.

use serde::Serialize;

use super::super::score::{Interval, wilson};
use crate::sample::ContentHash;

/// A share with its 95 % interval (Wilson).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// The share, in `0..=1`.
    pub share: f64,
    /// How sure it is.
    pub interval: Interval,
}

impl Share {
    fn of(part: u64, whole: u64) -> Option<Self> {
        let interval = wilson(part, whole)?;
        let real = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        Some(Self {
            share: real(part) / real(whole),
            interval,
        })
    }
}

/// Which half of a set of labelled problems one belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// To look at, and to fit on.
    Look,
    /// To measure on, and for nothing else.
    Test,
}

impl Half {
    /// Decided by the problem alone, whatever its layout, so that copies of it in other files and other solutions to it
    /// fall into the same half.
    pub fn of(problem: &str) -> Self {
        let letters: String = problem
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect();
        let hash = ContentHash::of([letters.to_lowercase().as_str()]);
        if hash.bytes()[0].is_multiple_of(2) {
            Self::Look
        } else {
            Self::Test
        }
    }
}

/// How often an alarm was right, and how many of the bad it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Alarms {
    /// Alarms on what was bad.
    pub hits: u64,
    /// Alarms on what was good.
    pub false_alarms: u64,
    /// The bad without an alarm.
    pub missed: u64,
    /// The good without an alarm.
    pub quiet: u64,
}

impl Alarms {
    /// Counts pairs of alarm and truth.
    pub fn count(pairs: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut alarms = Self::default();
        for pair in pairs {
            let counter = match pair {
                (true, true) => &mut alarms.hits,
                (true, false) => &mut alarms.false_alarms,
                (false, true) => &mut alarms.missed,
                (false, false) => &mut alarms.quiet,
            };
            *counter += 1;
        }
        alarms
    }

    /// The share of alarms that were right; `None` without alarms.
    pub fn precision(&self) -> Option<Share> {
        Share::of(self.hits, self.hits + self.false_alarms)
    }

    /// The share of the bad that were found; `None` where nothing is bad.
    pub fn recall(&self) -> Option<Share> {
        Share::of(self.hits, self.hits + self.missed)
    }
}

/// The probability that a bad one has a higher score than a good one; equal scores count half. `None` unless there are
/// both.
pub fn auroc(scored: &[(f64, bool)]) -> Option<f64> {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut good_below, mut won) = (0.0, 0.0);
    let mut rest = sorted.as_slice();
    while let Some((score, _)) = rest.first() {
        let tied = rest
            .iter()
            .take_while(|(other, _)| other.total_cmp(score).is_eq())
            .count();
        let (tie, after) = rest.split_at(tied);
        let bad = as_f64(tie.iter().filter(|(_, bad)| *bad).count());
        let good = as_f64(tied) - bad;
        won += bad * (good_below + good / 2.0);
        good_below += good;
        rest = after;
    }
    let bad = as_f64(scored.len()) - good_below;
    (bad > 0.0 && good_below > 0.0).then(|| won / (bad * good_below))
}

/// The share of all that must be read in order of suspicion until this share of the bad is found.
pub fn read_until(scored: &[(f64, bool)], wanted: f64) -> Option<f64> {
    let mut sorted = scored.to_vec();
    // Among equals the good are read first: nobody may count on luck.
    sorted.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let bad = sorted.iter().filter(|(_, bad)| *bad).count();
    let mut found = 0;
    for (read, (_, is_bad)) in sorted.iter().enumerate() {
        found += usize::from(*is_bad);
        if bad > 0 && as_f64(found) >= wanted * as_f64(bad) {
            return Some(as_f64(read + 1) / as_f64(sorted.len()));
        }
    }
    None
}

/// The mean squared distance between probability and truth (Brier 1950): 0 is perfect, 0.25 what a coin gets.
pub fn brier(scored: &[(f64, bool)]) -> Option<f64> {
    let miss = |(probability, bad): &(f64, bool)| (probability - f64::from(u8::from(*bad))).powi(2);
    (!scored.is_empty()).then(|| scored.iter().map(miss).sum::<f64>() / as_f64(scored.len()))
}

fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn alarms_are_counted_by_what_they_met() {
        let pairs = [
            (true, true),
            (true, true),
            (true, false),
            (false, true),
            (false, false),
        ];
        let alarms = Alarms::count(pairs);
        assert_eq!(
            (alarms.hits, alarms.false_alarms, alarms.missed, alarms.quiet),
            (2, 1, 1, 1)
        );
        assert!((alarms.precision().unwrap().share - 2.0 / 3.0).abs() < 1e-12);
        assert!((alarms.recall().unwrap().share - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(Alarms::count([(false, false)]).precision(), None);
    }

    #[test]
    fn an_order_without_a_flaw_and_one_without_a_merit() {
        let perfect = [(0.9, true), (0.8, true), (0.2, false), (0.1, false)];
        assert_eq!(
            (auroc(&perfect), read_until(&perfect, 0.9)),
            (Some(1.0), Some(0.5))
        );
        let flat = [(0.5, true), (0.5, false), (0.5, false)];
        assert_eq!((auroc(&flat), read_until(&flat, 0.9)), (Some(0.5), Some(1.0)));
        assert_eq!(
            (auroc(&[(0.5, true)]), read_until(&[(0.5, false)], 0.9)),
            (None, None)
        );
        assert_eq!(brier(&[(1.0, true), (0.0, true)]), Some(0.5));
    }

    proptest! {
        #[test]
        fn the_area_is_the_share_of_pairs_in_order(
            scored in prop::collection::vec((0..6_u8, any::<bool>()), 0..40)
        ) {
            let scored: Vec<(f64, bool)> = scored.into_iter().map(|(score, bad)| (f64::from(score), bad)).collect();
            let (mut won, mut pairs) = (0.0, 0.0);
            for (score, _) in scored.iter().filter(|one| one.1) {
                for (other, _) in scored.iter().filter(|one| !one.1) {
                    pairs += 1.0;
                    won += match score.total_cmp(other) {
                        std::cmp::Ordering::Greater => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Less => 0.0,
                    };
                }
            }
            match auroc(&scored) {
                None => prop_assert!(pairs < 0.5),
                Some(area) => prop_assert!((area - won / pairs).abs() < 1e-12),
            }
        }
    }
}
