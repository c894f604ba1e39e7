//! Fitting the weights: the most likely ones, given the examples and what is thought before any is seen.

use std::collections::BTreeMap;

use super::{Feature, Features, Weights, logistic};
use crate::check::VerdictKind;

/// A sample that was judged: what the checks noticed, and whether it was bad.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What the checks noticed.
    pub features: Features,
    /// Whether a person rejected or edited it, or its answer misses the label.
    pub bad: bool,
}

/// How strongly the weights are drawn to what is thought of them before: as one over their variance.
const PULL: f64 = 1.0;

/// Sweeps over all weights; it settles within far fewer.
const SWEEPS: usize = 400;

/// Change of every weight below which a sweep was the last.
const SETTLED: f64 = 1e-7;

/// What is thought of a weight before any example is seen: a failed check tells much, one that cannot tell a little.
fn expected(feature: Feature) -> f64 {
    match feature {
        Feature::Verdict(_, VerdictKind::Fail) => 1.5,
        Feature::Verdict(_, VerdictKind::Error | VerdictKind::Unknown) => 0.5,
        Feature::Verdict(_, VerdictKind::Pass) | Feature::Size(_) => 0.0,
        Feature::Signal(_) => 0.3,
    }
}

/// Every feature that a weight is wanted for, seen or not.
fn all_features() -> impl Iterator<Item = Feature> {
    use crate::check::{CheckId, Signal};
    let kinds = [VerdictKind::Fail, VerdictKind::Error, VerdictKind::Unknown];
    let verdicts = CheckId::ALL
        .into_iter()
        .flat_map(move |check| kinds.map(|kind| Feature::Verdict(check, kind)));
    let signals = Signal::ALL.iter().map(|signal| Feature::Signal(*signal));
    let sizes = super::Size::ALL.into_iter().map(Feature::Size);
    verdicts.chain(signals).chain(sizes)
}

/// A column of the examples: where it is not zero, and what is known of its weight.
struct Column {
    feature: Feature,
    values: Vec<(usize, f64)>,
    usual: f64,
    expected: f64,
    weight: f64,
}

/// The most likely weights that are not negative (logistic likelihood, normal priors), by Newton's steps along one
/// weight after the other. `None` unless there are both good and bad examples.
pub fn fit(examples: &[Example], source: impl Into<String>) -> Option<Weights> {
    let bad = examples.iter().filter(|example| example.bad).count();
    if bad == 0 || bad == examples.len() {
        return None;
    }
    let mut columns: Vec<Column> = all_features().map(|feature| column(feature, examples)).collect();
    let share = as_f64(bad) / as_f64(examples.len());
    let mut base = (share / (1.0 - share)).ln();
    let mut log_odds = vec![base; examples.len()];
    for column in &columns {
        add(&mut log_odds, column, column.weight);
    }
    for _ in 0..SWEEPS {
        let mut moved = step_base(&mut base, &mut log_odds, examples).abs();
        for column in &mut columns {
            moved = moved.max(step(column, &mut log_odds, examples).abs());
        }
        if moved < SETTLED {
            break;
        }
    }
    let weights = columns
        .iter()
        .map(|column| (column.feature, column.weight, column.usual));
    Some(Weights::new(base, weights, source))
}

fn column(feature: Feature, examples: &[Example]) -> Column {
    let usual = match feature {
        Feature::Size(_) => {
            examples
                .iter()
                .map(|example| example.features.value(feature))
                .sum::<f64>()
                / as_f64(examples.len())
        }
        Feature::Verdict(..) | Feature::Signal(_) => 0.0,
    };
    let values = examples
        .iter()
        .enumerate()
        .map(|(at, example)| (at, example.features.value(feature) - usual))
        .filter(|(_, value)| *value != 0.0);
    Column {
        feature,
        values: values.collect(),
        usual,
        expected: expected(feature),
        weight: expected(feature),
    }
}

fn add(log_odds: &mut [f64], column: &Column, change: f64) {
    for (at, value) in &column.values {
        log_odds[*at] += change * value;
    }
}

/// Moves one weight, as far as it may go; by how much.
fn step(column: &mut Column, log_odds: &mut [f64], examples: &[Example]) -> f64 {
    let mut slope = PULL * (column.weight - column.expected);
    let mut bend = PULL;
    for (at, value) in &column.values {
        let probability = logistic(log_odds[*at]);
        slope += (probability - truth(&examples[*at])) * value;
        bend += probability * (1.0 - probability) * value * value;
    }
    // Half of the quarter that bounds the bend keeps a step from overshooting where the curve is flat.
    let careful = bend.max(column.values.iter().map(|(_, value)| value * value).sum::<f64>() / 8.0);
    let change = (column.weight - slope / careful).max(0.0) - column.weight;
    column.weight += change;
    add(log_odds, column, change);
    change
}

fn step_base(base: &mut f64, log_odds: &mut [f64], examples: &[Example]) -> f64 {
    let (mut slope, mut bend) = (0.0, 1e-6);
    for (odds, example) in log_odds.iter().zip(examples) {
        let probability = logistic(*odds);
        slope += probability - truth(example);
        bend += probability * (1.0 - probability);
    }
    let change = -slope / f64::max(bend, as_f64(examples.len()) / 8.0);
    *base += change;
    for odds in log_odds {
        *odds += change;
    }
    change
}

/// The probability of each example by weights that were fitted without it and its neighbours: every `folds`-th example
/// is left out in turn. `None` where a part has only good or only bad ones.
pub fn held_out(examples: &[Example], folds: usize) -> Option<Vec<f64>> {
    let mut probabilities = BTreeMap::new();
    for fold in 0..folds {
        let kept: Vec<Example> = examples
            .iter()
            .enumerate()
            .filter(|(at, _)| at % folds != fold)
            .map(|(_, example)| example.clone())
            .collect();
        let weights = fit(&kept, "a part")?;
        for (at, example) in examples.iter().enumerate().filter(|(at, _)| at % folds == fold) {
            probabilities.insert(at, weights.judge(&example.features).probability);
        }
    }
    Some(probabilities.into_values().collect())
}

fn truth(example: &Example) -> f64 {
    f64::from(u8::from(example.bad))
}

fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::CheckId;
    use proptest::prelude::*;

    const FAILS: Feature = Feature::Verdict(CheckId::Numbers, VerdictKind::Fail);
    const CLEARS: Feature = Feature::Verdict(CheckId::Frame, VerdictKind::Fail);

    fn examples(counts: &[(&[Feature], bool, usize)]) -> Vec<Example> {
        let one = |(features, bad, count): &(&[Feature], bool, usize)| {
            let features = features.iter().map(|feature| (*feature, 1.0)).collect();
            vec![Example { features, bad: *bad }; *count]
        };
        counts.iter().flat_map(one).collect()
    }

    #[test]
    fn probabilities_are_near_the_shares() {
        let examples = examples(&[
            (&[], true, 100),
            (&[], false, 900),
            (&[FAILS], true, 800),
            (&[FAILS], false, 200),
        ]);
        let weights = fit(&examples, "a test").unwrap();
        let judged = |features: &[Feature]| {
            weights
                .judge(&features.iter().map(|feature| (*feature, 1.0)).collect())
                .probability
        };
        assert!((judged(&[]) - 0.1).abs() < 0.01, "{}", judged(&[]));
        assert!((judged(&[FAILS]) - 0.8).abs() < 0.01, "{}", judged(&[FAILS]));
    }

    #[test]
    fn nothing_speaks_for_a_sample() {
        let examples = examples(&[(&[], true, 50), (&[], false, 50), (&[CLEARS], false, 200)]);
        let weights = fit(&examples, "a test").unwrap();
        let listed = weights.listed();
        let of = |feature: Feature| listed.iter().find(|(at, _)| *at == feature).unwrap().1;
        assert!(of(CLEARS) < 1e-12, "{}", of(CLEARS));
    }

    #[test]
    fn what_was_never_seen_keeps_what_was_thought_of_it() {
        let examples = examples(&[(&[], true, 50), (&[], false, 50)]);
        let listed = fit(&examples, "a test").unwrap().listed();
        for (feature, weight) in listed {
            assert!((weight - expected(feature)).abs() < 1e-6, "{feature} {weight}");
        }
    }

    #[test]
    fn examples_of_one_kind_teach_nothing() {
        assert_eq!(fit(&examples(&[(&[], true, 9)]), "a test"), None);
        assert_eq!(fit(&[], "a test"), None);
        assert_eq!(held_out(&examples(&[(&[], false, 9)]), 3), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn weights_are_finite_and_not_negative(
            rows in prop::collection::vec((prop::collection::vec(0..12_usize, 0..5), any::<bool>(), 0.0..9.0_f64), 2..60)
        ) {
            let all: Vec<Feature> = all_features().collect();
            let example = |(features, bad, size): &(Vec<usize>, bool, f64)| {
                let noticed = features.iter().map(|at| (all[*at], 1.0));
                let size = (Feature::Size(crate::check::suspicion::Size::Rows), *size);
                Example { features: noticed.chain([size]).collect(), bad: *bad }
            };
            let examples: Vec<Example> = rows.iter().map(example).collect();
            if let Some(weights) = fit(&examples, "a test") {
                prop_assert!(weights.base().is_finite());
                for (feature, weight) in weights.listed() {
                    prop_assert!(weight.is_finite() && weight >= 0.0, "{} {}", feature, weight);
                }
            }
        }
    }
}
