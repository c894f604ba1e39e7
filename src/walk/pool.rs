//! Which operator comes next and which parents it is given: seeded draws that anybody can repeat.

use std::sync::Arc;

use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::sample::{ContentHash, Operator, Sample};

/// A generator for one purpose of one walk. It depends on nothing else, so walks may be drawn in any order.
pub fn generator(purpose: &str, seed: u64, index: u64, draw: u32) -> ChaCha8Rng {
    let numbers = [seed.to_string(), index.to_string(), draw.to_string()];
    let cause = ContentHash::of([purpose, &numbers[0], &numbers[1], &numbers[2]]);
    ChaCha8Rng::from_seed(*cause.bytes())
}

/// How often each operator is drawn, in the order of [`Operator::ALL`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OperatorWeights([f64; Operator::ALL.len()]);

/// Why weights cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("operator weights must be finite and not negative, and one of them positive")]
pub struct WeightsError;

impl Default for OperatorWeights {
    /// The counts that the paper reports (Step-Opt, section 4).
    fn default() -> Self {
        Self([2123.0, 1716.0, 1242.0, 2077.0, 455.0])
    }
}

impl OperatorWeights {
    /// How many draws make a deck.
    const DECK: usize = 20;

    /// Weights in the order of [`Operator::ALL`]; an operator of weight 0 never comes.
    ///
    /// # Errors
    /// When a weight is negative or no number, or all are 0.
    pub fn new(weights: [f64; Operator::ALL.len()]) -> Result<Self, WeightsError> {
        let sound = weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0);
        let any = weights.iter().sum::<f64>() > 0.0;
        if sound && any {
            Ok(Self(weights))
        } else {
            Err(WeightsError)
        }
    }

    /// The weight of an operator.
    pub fn of(&self, operator: Operator) -> f64 {
        Operator::ALL
            .into_iter()
            .zip(self.0)
            .find(|(other, _)| *other == operator)
            .map_or(0.0, |(_, weight)| weight)
    }

    /// The operator of walk number `index`.
    ///
    /// Operators are dealt from shuffled decks of 20 instead of being drawn one by one, so that the shares are kept in
    /// every short stretch too; and each deck begins with one of each, so that already five walks show all five.
    pub fn operator(&self, seed: u64, index: u64) -> Operator {
        let size = Self::DECK as u64;
        let mut generator = generator("operators", seed, index / size, 0);
        let deck = self.deck(&mut generator);
        let position = usize::try_from(index % size).unwrap_or(0);
        deck.get(position).copied().unwrap_or(Operator::ChangePara)
    }

    fn deck(&self, generator: &mut ChaCha8Rng) -> Vec<Operator> {
        let mut deck: Vec<Operator> = Operator::ALL
            .into_iter()
            .filter(|operator| self.of(*operator) > 0.0)
            .collect();
        deck.shuffle(generator);
        let total: f64 = self.0.iter().sum();
        let mut rest = Vec::new();
        // Each further card goes to the operator that is farthest behind its share.
        for dealt in deck.len()..Self::DECK {
            let lag = |operator: &Operator| {
                let have = deck.iter().chain(&rest).filter(|other| *other == operator);
                let have: f64 = have.map(|_| 1.0).sum();
                cards(dealt + 1) * self.of(*operator) / total - have
            };
            let next = Operator::ALL
                .into_iter()
                .filter(|operator| self.of(*operator) > 0.0);
            rest.extend(next.max_by(|one, other| lag(one).total_cmp(&lag(other))));
        }
        rest.shuffle(generator);
        deck.extend(rest);
        deck
    }
}

/// A number of cards; a deck is small.
fn cards(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Samples that may become parents.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    samples: Vec<Arc<Sample>>,
    /// Sum of the weights up to and including each sample.
    sums: Vec<f64>,
}

impl Pool {
    /// Samples of equal weight, ordered by id, so that the order in which they were read does not matter.
    pub fn new(samples: impl IntoIterator<Item = Sample>) -> Self {
        let mut samples: Vec<Sample> = samples.into_iter().collect();
        samples.sort_by_key(|sample| sample.id);
        samples.dedup_by_key(|sample| sample.id);
        let mut pool = Self::default();
        for sample in samples {
            pool.push(sample, 1.0);
        }
        pool
    }

    /// Adds a sample; a weight that is not positive counts as 0.
    pub fn push(&mut self, sample: Sample, weight: f64) {
        let weight = if weight.is_finite() { weight.max(0.0) } else { 0.0 };
        self.sums.push(self.total() + weight);
        self.samples.push(Arc::new(sample));
    }

    /// How many samples there are.
    pub fn len(&self) -> usize {
        self.samples.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
    }

    fn total(&self) -> f64 {
        self.sums.last().copied().unwrap_or(0.0)
    }

    /// Draws parents for an operator: one, or two different ones. `None` when there are not enough.
    pub fn draw(&self, operator: Operator, generator: &mut ChaCha8Rng) -> Option<Vec<Arc<Sample>>> {
        let first = self.one(generator)?;
        if operator.parents() == 1 {
            return Some(vec![Arc::clone(&self.samples[first])]);
        }
        // A few draws find another one unless nearly all the weight lies on the first; then the next in line does.
        let drawn = (0..16)
            .filter_map(|_| self.one(generator))
            .find(|second| self.differ(first, *second));
        let in_line = || {
            (1..self.len())
                .map(|step| (first + step) % self.len())
                .find(|second| self.differ(first, *second))
        };
        let second = drawn.or_else(in_line)?;
        Some(vec![
            Arc::clone(&self.samples[first]),
            Arc::clone(&self.samples[second]),
        ])
    }

    fn differ(&self, first: usize, second: usize) -> bool {
        self.samples[first].id != self.samples[second].id
    }

    fn one(&self, generator: &mut ChaCha8Rng) -> Option<usize> {
        if self.is_empty() || self.total() <= 0.0 {
            return None;
        }
        let point = generator.random::<f64>() * self.total();
        Some(self.sums.partition_point(|sum| *sum <= point).min(self.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::walk::testing::seed_sample;

    #[test]
    fn five_walks_show_all_five_operators() {
        for seed in 0..50 {
            let mut dealt: Vec<_> = (0..5)
                .map(|index| OperatorWeights::default().operator(seed, index))
                .collect();
            dealt.sort_unstable();
            assert_eq!(dealt, Operator::ALL);
        }
    }

    #[test]
    fn operators_come_as_often_as_they_weigh() {
        let weights = OperatorWeights::new([3.0, 1.0, 0.0, 5.0, 1.0]).unwrap();
        let mut counts = BTreeMap::new();
        for index in 0..1000 {
            *counts.entry(weights.operator(7, index)).or_insert(0) += 1;
        }
        let expected = [
            (Operator::ChangePara, 300),
            (Operator::ModifyCons, 100),
            (Operator::TransDomain, 500),
            (Operator::Combination, 100),
        ];
        assert_eq!(counts, BTreeMap::from(expected));
    }

    #[test]
    fn unusable_weights_are_refused() {
        for weights in [
            [0.0; 5],
            [-1.0, 2.0, 2.0, 2.0, 2.0],
            [f64::NAN; 5],
            [f64::INFINITY; 5],
        ] {
            assert_eq!(OperatorWeights::new(weights), Err(WeightsError));
        }
    }

    #[test]
    fn a_sample_without_weight_is_not_drawn_unless_nothing_else_is_left() {
        let mut pool = Pool::default();
        pool.push(seed_sample(1), 0.0);
        let mut generator = generator("test", 1, 1, 0);
        assert!(pool.draw(Operator::ChangePara, &mut generator).is_none());
        pool.push(seed_sample(2), 1.0);
        for _ in 0..20 {
            let drawn = pool.draw(Operator::ChangePara, &mut generator).unwrap();
            assert_eq!(drawn[0].id, seed_sample(2).id);
        }
        assert_eq!(pool.draw(Operator::Combination, &mut generator).unwrap().len(), 2);
    }

    proptest! {
        #[test]
        fn draws_repeat_and_never_pair_a_sample_with_itself(seed in any::<u64>(), index in any::<u64>(), size in 2_u64..6) {
            let pool = Pool::new((0..size).chain(0..size).map(seed_sample));
            prop_assert_eq!(pool.len() as u64, size);
            let draw = || pool.draw(Operator::Combination, &mut generator("parents", seed, index, 0)).unwrap();
            let ids = |parents: Vec<Arc<Sample>>| parents.iter().map(|parent| parent.id).collect::<Vec<_>>();
            let drawn = ids(draw());
            prop_assert_eq!(&drawn, &ids(draw()));
            prop_assert_ne!(drawn[0], drawn[1]);
        }

        #[test]
        fn every_deck_holds_every_operator(seed in any::<u64>(), deck in 0_u64..1000) {
            let weights = OperatorWeights::default();
            for operator in Operator::ALL {
                prop_assert!((0..20).any(|card| weights.operator(seed, 20 * deck + card) == operator));
            }
        }
    }
}
