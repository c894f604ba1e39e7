//! The seeds that ship inside the program: classic problem kinds in our own wording, each with a proven optimum.

use std::io::Cursor;

use crate::sample::{Lineage, Sample};

use super::import::{self, ImportFault};

const SHIPPED: &str = include_str!("../../samples/seeds.jsonl");

/// The shipped seeds, always in the same order and with the same identities.
///
/// # Errors
/// When the shipped file is broken, which the tests rule out.
pub fn shipped() -> Result<Vec<Sample>, ImportFault> {
    import::rows(Cursor::new(SHIPPED), "seeds.jsonl")
        .map(|row| {
            row.result.map(|(sample, _)| Sample {
                lineage: Lineage::seed(),
                ..sample
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Answer;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_at_least_thirty_different_seeds_with_optimum_and_blueprint() {
        let seeds = shipped().unwrap();
        assert!(seeds.len() >= 30, "{}", seeds.len());
        let problems: BTreeSet<_> = seeds.iter().map(|seed| &seed.problem).collect();
        let ids: BTreeSet<_> = seeds.iter().map(|seed| seed.id).collect();
        assert_eq!((problems.len(), ids.len()), (seeds.len(), seeds.len()));
        for seed in &seeds {
            assert!(
                matches!(seed.answer, Some(Answer::Number(value)) if value != 0.0),
                "{}",
                seed.id
            );
            assert!(seed.blueprint.is_some(), "{}", seed.id);
        }
    }
}
