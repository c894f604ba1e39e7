//! The weights of the score: read from a file, shown, written.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::measure::Alarms;
use super::{Feature, Features, Reason, Suspicion, logistic};

/// The weights that ship with the program.
const SHIPPED: &str = include_str!("weights.toml");

/// A weight, and the value at which it counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Weight {
    weight: f64,
    usual: f64,
}

/// A logistic model: the log-odds are `base + Σ weight · (value − usual)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    base: f64,
    of: BTreeMap<Feature, Weight>,
    source: String,
    measured: Option<Measured>,
}

/// Why weights cannot be read, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightsFault(String);

impl std::fmt::Display for WeightsFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for WeightsFault {}

/// The file: `base`, where the weights come from, and a table of weights and of the sizes' usual values.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: String,
    base: f64,
    weights: BTreeMap<String, f64>,
    #[serde(default)]
    usual: BTreeMap<String, f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measured: Option<Measured>,
}

/// How often the alarms of the checks were right on samples that nothing was fitted on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Measured {
    /// Samples that were measured on.
    pub samples: u64,
    /// How many of them are bad.
    pub bad: u64,
    /// By check: how often it fails, and how often on a bad one.
    pub checks: BTreeMap<String, [u64; 2]>,
    /// By signal: how many samples have it, and how many of those are bad.
    pub signals: BTreeMap<String, [u64; 2]>,
}

impl Measured {
    /// The alarms among these, as counted.
    pub fn alarms(&self, [alarms, hits]: [u64; 2]) -> Alarms {
        Alarms {
            hits,
            false_alarms: alarms.saturating_sub(hits),
            missed: self.bad.saturating_sub(hits),
            quiet: (self.samples + hits).saturating_sub(self.bad + alarms),
        }
    }
}

impl Weights {
    /// Those that ship with the program.
    pub fn shipped() -> &'static Self {
        static WEIGHTS: LazyLock<Weights> =
            LazyLock::new(|| Weights::parse(SHIPPED).unwrap_or_else(|_| Weights::even(0.3)));
        &WEIGHTS
    }

    /// Without weights every sample is as suspicious as the share of the bad among all.
    pub fn even(share: f64) -> Self {
        Self::new((share / (1.0 - share)).ln(), [], "nothing")
    }

    /// A model with these weights; `usual` is the value at which a feature counts for nothing.
    pub fn new(
        base: f64,
        weights: impl IntoIterator<Item = (Feature, f64, f64)>,
        source: impl Into<String>,
    ) -> Self {
        let weights = weights.into_iter();
        let weights = weights.map(|(feature, weight, usual)| (feature, Weight { weight, usual }));
        Self {
            base,
            of: weights.collect(),
            source: source.into(),
            measured: None,
        }
    }

    /// Keeps what was measured with them.
    #[must_use]
    pub fn with_measured(mut self, measured: Measured) -> Self {
        self.measured = Some(measured);
        self
    }

    /// What was measured with them, if that is known.
    pub fn measured(&self) -> Option<&Measured> {
        self.measured.as_ref()
    }

    /// Reads a file. Features of other versions are passed over: their checks do not speak here.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, WeightsFault> {
        let file: File = toml::from_str(text).map_err(|fault| WeightsFault(fault.to_string()))?;
        let numbers = file
            .weights
            .values()
            .chain(file.usual.values())
            .chain([&file.base]);
        if let Some(wrong) = numbers.copied().find(|number| !number.is_finite()) {
            return Err(WeightsFault(format!("{wrong} is no weight")));
        }
        if let Some((name, weight)) = file.weights.iter().find(|(_, weight)| **weight < 0.0) {
            return Err(WeightsFault(format!(
                "the weight of `{name}` is {weight}; none may be negative"
            )));
        }
        let weights = file.weights.iter().filter_map(|(name, weight)| {
            let usual = file.usual.get(name).copied().unwrap_or_default();
            Some((name.parse().ok()?, *weight, usual))
        });
        let mut parsed = Self::new(file.base, weights, file.source);
        parsed.measured = file.measured;
        Ok(parsed)
    }

    /// The file's text.
    ///
    /// # Errors
    /// When the text cannot be made, which no weights of ours lead to.
    pub fn to_toml(&self) -> Result<String, WeightsFault> {
        let rounded = |number: f64| (number * 1000.0).round() / 1000.0;
        let named = |of: fn(&Weight) -> f64| -> BTreeMap<String, f64> {
            let all = self.of.iter();
            all.map(|(feature, weight)| (feature.to_string(), rounded(of(weight))))
                .filter(|(_, number)| *number != 0.0)
                .collect()
        };
        let file = File {
            source: self.source.clone(),
            base: rounded(self.base),
            weights: named(|weight| weight.weight),
            usual: named(|weight| weight.usual),
            measured: self.measured.clone(),
        };
        toml::to_string_pretty(&file).map_err(|fault| WeightsFault(fault.to_string()))
    }

    /// What they were fitted on.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The log-odds of a sample of which nothing is remarkable.
    pub fn base(&self) -> f64 {
        self.base
    }

    /// Each feature with its weight, the heaviest first.
    pub fn listed(&self) -> Vec<(Feature, f64)> {
        let mut listed: Vec<_> = self.of.iter().map(|(at, weight)| (*at, weight.weight)).collect();
        listed.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        listed
    }

    /// The probability that a person would reject or edit a sample with these features, and why.
    pub fn judge(&self, features: &Features) -> Suspicion {
        let mut log_odds = self.base;
        let mut reasons = Vec::new();
        for (feature, weight) in &self.of {
            let value = features.get(*feature).unwrap_or(weight.usual);
            let moved = weight.weight * (value - weight.usual);
            log_odds += moved;
            if moved > 0.0 {
                reasons.push(Reason {
                    feature: *feature,
                    weight: moved,
                });
            }
        }
        reasons.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        Suspicion {
            probability: logistic(log_odds),
            reasons,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::suspicion::Size;
    use crate::check::{CheckId, Signal, VerdictKind};

    const FAILS: Feature = Feature::Verdict(CheckId::Numbers, VerdictKind::Fail);
    const ROWS: Feature = Feature::Size(Size::Rows);

    #[test]
    fn what_ships_can_be_read_and_accuses_a_broken_program() {
        let shipped = Weights::parse(SHIPPED).unwrap();
        assert_eq!(*Weights::shipped(), shipped);
        let judged = |features: &[(Feature, f64)]| shipped.judge(&features.iter().copied().collect());
        let (clean, broken) = (
            judged(&[]),
            judged(&[(Feature::Verdict(CheckId::Program, VerdictKind::Fail), 1.0)]),
        );
        assert!(broken.probability > clean.probability, "{broken:?} {clean:?}");
    }

    #[test]
    fn reasons_are_what_moves_the_score_the_heaviest_first() {
        let weights = Weights::new(
            -1.0,
            [
                (FAILS, 2.0, 0.0),
                (ROWS, 1.0, 3.0),
                (Feature::Signal(Signal::Hole), 0.5, 0.0),
            ],
            "a test",
        );
        let score = weights.judge(&[(FAILS, 1.0), (ROWS, 2.0)].into_iter().collect());
        assert_eq!(
            score.reasons,
            [Reason {
                feature: FAILS,
                weight: 2.0
            }]
        );
        assert!((score.probability - 0.5).abs() < 1e-12, "{score:?}");
        let score = weights.judge(&[(FAILS, 1.0), (ROWS, 6.0)].into_iter().collect());
        let features: Vec<_> = score.reasons.iter().map(|reason| reason.feature).collect();
        assert_eq!(features, [ROWS, FAILS]);
    }

    #[test]
    fn a_file_comes_back_as_it_was_written() {
        let weights = Weights::new(-0.5, [(FAILS, 2.25, 0.0), (ROWS, 1.5, 3.125)], "40 decisions");
        assert_eq!(Weights::parse(&weights.to_toml().unwrap()), Ok(weights));
    }

    #[test]
    fn a_weight_that_is_none_is_refused_and_one_of_another_version_passed_over() {
        let text = |weights: &str| format!("source = 'x'\nbase = 0.0\n[weights]\n{weights}\n");
        assert!(Weights::parse(&text("'fail:numbers' = -1.0")).is_err());
        assert!(Weights::parse(&text("'fail:numbers' = nan")).is_err());
        assert!(Weights::parse("base = 0.0").is_err());
        let other = Weights::parse(&text("'fail:astrology' = 1.0")).unwrap();
        assert_eq!(other.listed(), []);
    }
}
