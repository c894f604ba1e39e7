//! What a model is known by among many: two numbers that do not depend on names, order or writing.

use serde::{Deserialize, Serialize};

use super::canon::canonical;
use super::{Detail, Model, Objective, Row, fingerprint};

/// The fingerprint of a model at both levels, and how much it tells.
///
/// Names, the order of variables and rows, the scale and direction of a row (`a ≤ b`, `−a ≥ −b`), bounds written as
/// rows, choices declared as whole numbers between 0 and 1, and maximising against minimising the negation make no
/// difference. The scale of the objective does: it is the answer that changes with it, and two problems with different
/// answers are not the same problem with the same numbers. Their shapes are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Equal for models that are equal, numbers and all.
    pub exact: u64,
    /// Equal for models of the same structure, types, signs and senses, whatever the numbers.
    pub shape: u64,
    /// How much two models have to agree in by chance to share `exact`: distinct numbers besides 0 and ±1, and one
    /// for every eight coefficients.
    pub weight: u32,
}

impl Fingerprint {
    /// Changes when the same model would get another fingerprint, so that stored ones are computed again.
    pub const SCHEME: u32 = 1;

    /// Below this weight two people may well write the same model without knowing of each other.
    const TELLING: u32 = 4;

    /// The fingerprint of `model`.
    pub fn of(model: &Model) -> Self {
        Self {
            exact: fingerprint(model, Detail::Values),
            shape: fingerprint(model, Detail::Pattern),
            weight: weight(model),
        }
    }

    /// Whether an equal `exact` means more than that both models are small.
    pub fn is_telling(&self) -> bool {
        self.weight >= Self::TELLING
    }
}

/// Counted in one way of writing, so that a scaled row weighs the same.
fn weight(model: &Model) -> u32 {
    let model = canonical(model);
    let Objective {
        terms,
        quadratic,
        constant,
        ..
    } = &model.objective;
    let mut numbers: Vec<f64> = vec![*constant];
    numbers.extend(terms.iter().map(|term| term.coefficient));
    numbers.extend(quadratic.iter().map(|term| term.coefficient));
    for Row {
        terms,
        quadratic,
        lower,
        upper,
        ..
    } in &model.rows
    {
        numbers.extend([*lower, *upper]);
        numbers.extend(terms.iter().map(|term| term.coefficient));
        numbers.extend(quadratic.iter().map(|term| term.coefficient));
    }
    let coefficients = model.rows.iter().map(|row| row.terms.len()).sum::<usize>();
    for variable in &model.variables {
        numbers.extend([variable.lower, variable.upper]);
    }
    let mut distinct: Vec<f64> = numbers
        .into_iter()
        .map(f64::abs)
        .filter(|number| number.is_finite() && *number > 0.0 && (number - 1.0).abs() > 1e-9)
        .collect();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup_by(|a, b| (*a - *b).abs() <= 1e-9 * a.abs());
    u32::try_from(distinct.len() + coefficients / 8).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{arbitrary_model, diet, renamed_and_shuffled, row};
    use super::*;
    use crate::model::{VarId, VariableKind};
    use proptest::prelude::*;

    /// A row written another way: times `factor`, which may be negative.
    fn scaled(model: &Model, factors: &[f64]) -> Model {
        let mut other = model.clone();
        for (row, factor) in other.rows.iter_mut().zip(factors.iter().cycle()) {
            row.terms.iter_mut().for_each(|term| term.coefficient *= factor);
            let (a, b) = (row.lower * factor, row.upper * factor);
            (row.lower, row.upper) = if *factor < 0.0 { (b, a) } else { (a, b) };
        }
        other
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]
        #[test]
        fn names_order_and_any_scale_of_rows_do_not_matter(
            (model, other) in arbitrary_model().prop_flat_map(|model| (Just(model.clone()), renamed_and_shuffled(model))),
            factors in prop::collection::vec(prop_oneof![0.001..1000.0_f64, -1000.0..-0.001_f64], 1..6),
        ) {
            prop_assert_eq!(Fingerprint::of(&model), Fingerprint::of(&scaled(&other, &factors)));
        }

        #[test]
        fn a_changed_coefficient_changes_the_exact_one_only(model in arbitrary_model(), at in any::<prop::sample::Index>()) {
            let places: Vec<(usize, usize)> = (0..model.rows.len())
                .filter(|row| model.rows[*row].terms.len() > 1)
                .flat_map(|row| (0..model.rows[row].terms.len()).map(move |term| (row, term)))
                .collect();
            prop_assume!(!places.is_empty());
            let (row, term) = places[at.index(places.len())];
            let mut other = model.clone();
            other.rows[row].terms[term].coefficient *= 1.5;
            let (old, new) = (Fingerprint::of(&model), Fingerprint::of(&other));
            prop_assert_ne!(old.exact, new.exact);
            prop_assert_eq!(old.shape, new.shape);
        }

        #[test]
        fn a_changed_cost_changes_the_exact_one_only(model in arbitrary_model(), at in any::<prop::sample::Index>()) {
            prop_assume!(!model.objective.terms.is_empty());
            let mut other = model.clone();
            let term = at.index(other.objective.terms.len());
            other.objective.terms[term].coefficient *= 1.25;
            let (old, new) = (Fingerprint::of(&model), Fingerprint::of(&other));
            prop_assert_ne!(old.exact, new.exact);
            prop_assert_eq!(old.shape, new.shape);
        }
    }

    #[test]
    fn the_scale_of_the_objective_is_the_answer() {
        let mut cents = diet();
        cents
            .objective
            .terms
            .iter_mut()
            .for_each(|term| term.coefficient *= 100.0);
        let (one, other) = (Fingerprint::of(&diet()), Fingerprint::of(&cents));
        assert_ne!(one.exact, other.exact);
        assert_eq!(one.shape, other.shape);
    }

    #[test]
    fn a_choice_is_a_choice_however_it_is_declared() {
        let declared = |kind, upper| {
            let mut model = diet();
            (model.variables[0].kind, model.variables[0].upper) = (kind, upper);
            Fingerprint::of(&model).exact
        };
        assert_eq!(
            declared(VariableKind::Binary, 1.0),
            declared(VariableKind::Integer, 1.0)
        );
        assert_ne!(
            declared(VariableKind::Integer, 2.0),
            declared(VariableKind::Integer, 1.0)
        );
    }

    #[test]
    fn a_long_decimal_survives_scaling() {
        let of = |factor: f64| {
            let mut model = diet();
            model.rows[0] = row(
                "long",
                [(VarId(0), factor), (VarId(1), factor / 8192.0)],
                factor / 3.0,
                f64::INFINITY,
            );
            Fingerprint::of(&model).exact
        };
        for factor in [3.0, 7.1, 0.3, 1e-3, 12_345.678, 1.0 / 3.0] {
            assert_eq!(of(factor), of(1.0), "{factor}");
        }
    }

    #[test]
    fn small_round_models_tell_nothing() {
        let mut model = diet();
        assert!(Fingerprint::of(&model).is_telling());
        model.rows.clear();
        model.objective.terms.truncate(1);
        assert!(!Fingerprint::of(&model).is_telling());
    }
}
