//! Models up to names, order and the way of writing a row: colour refinement over the graph of variables and rows.
//!
//! Two models with equal fingerprints are the same problem in other words, up to rare coincidences of highly
//! symmetric models that colour refinement cannot tell apart.

use super::{Model, ObjectiveSense, QuadraticTerm, Row, RowSense, Term, VarId, Variable, VariableKind};

mod align;

pub use align::{Aligned, Alignment, align};

/// How much of the numbers counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Detail {
    /// Every number counts, to nine significant digits.
    Values,
    /// Only which variables stand in which rows, with which sign and sense: what stays when data change.
    Pattern,
}

/// Whether `a` and `b` are the same model up to names, order, row scaling, and whether a bound is written as a bound
/// or as a row. A maximised objective equals its negation minimised.
pub fn structurally_equal(a: &Model, b: &Model) -> bool {
    fingerprint(a, Detail::Values) == fingerprint(b, Detail::Values)
}

/// A number that is equal for models that are equal up to names, order and writing. It is the same on every machine.
pub fn fingerprint(model: &Model, detail: Detail) -> u64 {
    let graph = Graph::of(&Folded::of(model).model, detail);
    let (variables, rows) = graph.refine();
    let counts = mix(variables.len() as u64, rows.len() as u64);
    let all = multiset(variables.iter().copied());
    let objective = graph.objective_colour(&variables);
    mix(mix(counts, all), mix(multiset(rows.iter().copied()), objective))
}

/// Colours of variables and rows: equal for those that play the same role. Nothing is folded, so positions are the
/// model's own.
pub(super) fn colours(model: &Model, detail: Detail) -> (Vec<u64>, Vec<u64>) {
    Graph::of(model, detail).refine()
}

/// The model in one way of writing: bounds as bounds, rows by [`canonical_row`].
pub(super) fn canonical(model: &Model) -> Model {
    let Folded { mut model, .. } = Folded::of(model);
    model.rows = model.rows.iter().map(canonical_row).collect();
    model
}

/// A row's content in one way of writing: scaled to a largest coefficient of 1, with most signs positive.
pub(super) fn canonical_row(row: &Row) -> Row {
    let mut row = row.clone();
    let size = |row: &Row| {
        let linear = row.terms.iter().map(|term| term.coefficient.abs());
        linear
            .chain(row.quadratic.iter().map(|term| term.coefficient.abs()))
            .fold(0.0, f64::max)
    };
    let largest = size(&row);
    if largest > 0.0 && largest.is_finite() {
        scale(&mut row, 1.0 / largest);
    }
    if row.terms.is_empty() && row.quadratic.is_empty() {
        // All that such a row says is whether it holds.
        let holds = row.lower <= 0.0 && 0.0 <= row.upper;
        (row.lower, row.upper) = if holds {
            (f64::NEG_INFINITY, f64::INFINITY)
        } else {
            (1.0, 1.0)
        };
    }
    let signs: i64 = row
        .terms
        .iter()
        .map(|term| if term.coefficient < 0.0 { -1 } else { 1 })
        .sum();
    let turned = match signs {
        0 => row.sense() == RowSense::GreaterEqual,
        _ => signs < 0,
    };
    if turned {
        scale(&mut row, -1.0);
    }
    row
}

fn scale(row: &mut Row, factor: f64) {
    row.terms.iter_mut().for_each(|term| term.coefficient *= factor);
    row.quadratic
        .iter_mut()
        .for_each(|term| term.coefficient *= factor);
    let (lower, upper) = (row.lower * factor, row.upper * factor);
    (row.lower, row.upper) = if factor < 0.0 {
        (upper, lower)
    } else {
        (lower, upper)
    };
}

/// A model whose rows over a single variable have become bounds of it.
struct Folded {
    model: Model,
    /// For each row that is left, its place in the model as it was.
    rows: Vec<usize>,
}

impl Folded {
    fn of(model: &Model) -> Self {
        let mut variables = model.variables.clone();
        let mut rows = Vec::with_capacity(model.rows.len());
        for (at, row) in model.rows.iter().enumerate() {
            if !fold(row, &mut variables) {
                rows.push(at);
            }
        }
        variables.iter_mut().for_each(name_binary);
        let model = Model {
            name: String::new(),
            variables,
            rows: rows.iter().map(|at| model.rows[*at].clone()).collect(),
            objective: model.objective.clone(),
        };
        Self { model, rows }
    }
}

/// Makes a row over a single variable a bound of it, if it is one.
fn fold(row: &Row, variables: &mut [Variable]) -> bool {
    let [term] = row.terms.as_slice() else {
        return false;
    };
    let Some(variable) = variables.get_mut(term.variable.0) else {
        return false;
    };
    if !row.quadratic.is_empty() || term.coefficient == 0.0 {
        return false;
    }
    let (a, b) = (row.lower / term.coefficient, row.upper / term.coefficient);
    let (lower, upper) = if term.coefficient < 0.0 { (b, a) } else { (a, b) };
    variable.lower = variable.lower.max(lower);
    variable.upper = variable.upper.min(upper);
    true
}

/// A whole number between 0 and 1 is a choice, however it was declared; and a choice lies between 0 and 1.
fn name_binary(variable: &mut Variable) {
    if variable.kind == VariableKind::Integer && variable.lower >= 0.0 && variable.upper <= 1.0 {
        variable.kind = VariableKind::Binary;
    }
    if variable.kind == VariableKind::Binary {
        variable.lower = variable.lower.max(0.0);
        variable.upper = variable.upper.min(1.0);
    }
}

/// Rounds of refinement. Models settle within about ten; a chain of thousands of periods would take as many rounds,
/// and stays told apart well enough by its first hundred neighbours.
const MAX_ROUNDS: usize = 100;

/// The graph whose colours are refined.
struct Graph {
    variables: Vec<u64>,
    rows: Vec<Edges>,
    objective: Edges,
}

/// A row or the objective: its own colour, and its terms with their labels.
struct Edges {
    colour: u64,
    linear: Vec<(usize, u64)>,
    quadratic: Vec<(usize, usize, u64)>,
}

impl Graph {
    fn of(model: &Model, detail: Detail) -> Self {
        let variables = model
            .variables
            .iter()
            .map(|variable| {
                let kind = match variable.kind {
                    VariableKind::Continuous => 1,
                    VariableKind::Integer => 2,
                    VariableKind::Binary => 3,
                };
                let bounds = match detail {
                    Detail::Values => mix(quantum(variable.lower), quantum(variable.upper)),
                    Detail::Pattern => mix(
                        u64::from(variable.lower.is_finite()),
                        u64::from(variable.upper.is_finite()),
                    ),
                };
                mix(kind, bounds)
            })
            .collect();
        let count = model.variables.len();
        let rows = model
            .rows
            .iter()
            .map(|row| Edges::of_row(&canonical_row(row), detail, count))
            .collect();
        let sign = match model.objective.sense {
            ObjectiveSense::Minimize => 1.0,
            ObjectiveSense::Maximize => -1.0,
        };
        let constant = match detail {
            Detail::Values => quantum(sign * model.objective.constant),
            Detail::Pattern => 0,
        };
        let objective = Edges::new(
            constant,
            &model.objective.terms,
            &model.objective.quadratic,
            count,
            |value| label(sign * value, detail),
        );
        Self {
            variables,
            rows,
            objective,
        }
    }

    /// Refines until no colour splits any more.
    fn refine(&self) -> (Vec<u64>, Vec<u64>) {
        self.refine_from(self.variables.clone())
    }

    /// The same from other colours of the variables.
    fn refine_from(&self, mut variables: Vec<u64>) -> (Vec<u64>, Vec<u64>) {
        let mut rows: Vec<u64> = self.rows.iter().map(|row| row.colour).collect();
        let mut classes = 0;
        for _ in 0..MAX_ROUNDS {
            let mut gathered = vec![0_u64; variables.len()];
            rows = self.rows.iter().map(|row| row.colour_with(&variables)).collect();
            for (row, colour) in self.rows.iter().zip(&rows) {
                row.spread(*colour, &variables, &mut gathered);
            }
            self.objective
                .spread(mix(7, self.objective.colour), &variables, &mut gathered);
            for (colour, sum) in variables.iter_mut().zip(&gathered) {
                *colour = mix(*colour, *sum);
            }
            let now = distinct(&variables) + distinct(&rows);
            if now == classes {
                break;
            }
            classes = now;
        }
        (variables, rows)
    }

    fn objective_colour(&self, variables: &[u64]) -> u64 {
        self.objective.colour_with(variables)
    }
}

impl Edges {
    fn of_row(row: &Row, detail: Detail, variables: usize) -> Self {
        let sense = match row.sense() {
            RowSense::LessEqual => 1,
            RowSense::GreaterEqual => 2,
            RowSense::Equal => 3,
            RowSense::Range => 4,
            RowSense::Free => 5,
        };
        let bounds = match detail {
            Detail::Values => mix(quantum(row.lower), quantum(row.upper)),
            Detail::Pattern => 0,
        };
        // Which sign comes first in an equation with as many of one as of the other is chance; only a row's other
        // side could tell, so the signs are left out.
        let signs: i64 = row
            .terms
            .iter()
            .map(|term| if term.coefficient < 0.0 { -1 } else { 1 })
            .sum();
        let unsigned =
            signs == 0 && matches!(row.sense(), RowSense::Equal | RowSense::Range | RowSense::Free);
        let (bounds, sided) = if unsigned {
            (mirrored(row, detail), 0.0)
        } else {
            (bounds, 1.0)
        };
        Self::new(
            mix(sense, bounds),
            &row.terms,
            &row.quadratic,
            variables,
            |value| label(if sided == 0.0 { value.abs() } else { value }, detail),
        )
    }

    fn new(
        colour: u64,
        linear: &[Term],
        quadratic: &[QuadraticTerm],
        variables: usize,
        label: impl Fn(f64) -> u64,
    ) -> Self {
        let known = |id: VarId| id.0 < variables;
        let linear = linear.iter().filter(|term| known(term.variable));
        let quadratic = quadratic
            .iter()
            .filter(|term| known(term.first) && known(term.second));
        Self {
            colour,
            linear: linear
                .map(|term| (term.variable.0, label(term.coefficient)))
                .collect(),
            quadratic: quadratic
                .map(|term| (term.first.0, term.second.0, label(term.coefficient)))
                .collect(),
        }
    }

    fn colour_with(&self, variables: &[u64]) -> u64 {
        let linear = self
            .linear
            .iter()
            .map(|(variable, label)| mix(*label, variables[*variable]));
        let pair = |a: usize, b: usize| mix(variables[a].wrapping_add(variables[b]), 11);
        let quadratic = self
            .quadratic
            .iter()
            .map(|(first, second, label)| mix(*label, pair(*first, *second)));
        mix(self.colour, multiset(linear.chain(quadratic)))
    }

    /// Adds to each variable what this row says of it.
    fn spread(&self, colour: u64, variables: &[u64], gathered: &mut [u64]) {
        for (variable, label) in &self.linear {
            gathered[*variable] = gathered[*variable].wrapping_add(mix(colour, *label));
        }
        for (first, second, label) in &self.quadratic {
            let own = mix(colour, mix(*label, 13));
            gathered[*first] = gathered[*first].wrapping_add(mix(own, variables[*second]));
            gathered[*second] = gathered[*second].wrapping_add(mix(own, variables[*first]));
        }
    }
}

/// Bounds of a row whose sign is chance.
fn mirrored(row: &Row, detail: Detail) -> u64 {
    match detail {
        Detail::Values => quantum(row.lower.abs()).wrapping_add(quantum(row.upper.abs())),
        Detail::Pattern => 0,
    }
}

fn label(value: f64, detail: Detail) -> u64 {
    match detail {
        Detail::Values => quantum(value),
        Detail::Pattern => u64::from(value < 0.0) + 1,
    }
}

/// A number to nine significant digits, as bits.
///
/// What is cut off is cut at a place where no number with few digits lies: rounding at the half would tell 1/8192
/// from the same number after a row was scaled, because its tenth digit is a 5 and the last bit decides.
fn quantum(value: f64) -> u64 {
    const CUT: f64 = 0.381_966_011_250_105;
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { 0 } else { value.to_bits() };
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the exponent of a double lies within ±324, nine digits in an i64"
    )]
    let (digits, exponent) = {
        let exponent = (value.abs().log10().floor() as i32).clamp(-290, 290);
        let digits = value.abs() / 10_f64.powi(exponent - 8) + CUT;
        (digits.floor() as i64, exponent)
    };
    // 9.999999999 and 10 are neighbours.
    let (digits, exponent) = if digits == 1_000_000_000 {
        (digits / 10, exponent + 1)
    } else {
        (digits, exponent)
    };
    let digits = if value < 0.0 { -digits } else { digits };
    mix(digits.cast_unsigned(), u64::from(exponent.cast_unsigned()))
}

fn distinct(colours: &[u64]) -> usize {
    let mut sorted = colours.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.len()
}

fn multiset(items: impl Iterator<Item = u64>) -> u64 {
    items.fold(0, |sum: u64, item| {
        sum.wrapping_add(mix(item, 0x9e37_79b9_7f4a_7c15))
    })
}

/// The finaliser of splitmix64 over both numbers; written out so that fingerprints never change with a library.
fn mix(a: u64, b: u64) -> u64 {
    let mut z = a.rotate_left(23)
        ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(0x632b_e59b_d9b4_e019);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{arbitrary_model, renamed_and_shuffled};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_order_and_row_scaling_do_not_matter(
            (model, other) in arbitrary_model().prop_flat_map(|model| (Just(model.clone()), renamed_and_shuffled(model))),
        ) {
            prop_assert!(structurally_equal(&model, &other));
            prop_assert_eq!(fingerprint(&model, Detail::Pattern), fingerprint(&other, Detail::Pattern));
        }

        #[test]
        fn another_right_hand_side_is_another_model(mut model in arbitrary_model(), at in any::<prop::sample::Index>()) {
            let before = model.clone();
            let rows: Vec<usize> = (0..model.rows.len()).filter(|row| model.rows[*row].upper.is_finite() && model.rows[*row].terms.len() > 1).collect();
            prop_assume!(!rows.is_empty());
            let row = &mut model.rows[rows[at.index(rows.len())]];
            row.upper += 1.0;
            prop_assert!(!structurally_equal(&before, &model));
            prop_assert_eq!(before.rows.len(), model.rows.len());
        }
    }

    #[test]
    fn a_bound_may_be_written_as_a_row() {
        let (mut bound, mut row) = (super::super::testing::diet(), super::super::testing::diet());
        bound.variables[0].upper = 4.0;
        let mut added = row.rows[0].clone();
        added.terms = vec![Term {
            variable: VarId(0),
            coefficient: -2.0,
        }];
        (added.lower, added.upper) = (-8.0, f64::INFINITY);
        row.rows.push(added);
        assert!(structurally_equal(&bound, &row));
    }

    #[test]
    fn a_maximum_is_the_minimum_of_the_negation() {
        let mut turned = super::super::testing::diet();
        turned.objective.sense = turned.objective.sense.flipped();
        assert!(!structurally_equal(&turned, &super::super::testing::diet()));
        turned
            .objective
            .terms
            .iter_mut()
            .for_each(|term| term.coefficient = -term.coefficient);
        assert!(structurally_equal(&turned, &super::super::testing::diet()));
    }

    #[test]
    fn the_pattern_forgets_data_and_keeps_senses() {
        let mut other = super::super::testing::diet();
        other.rows[0].lower = 99.0;
        other.objective.terms[0].coefficient = 8.0;
        let pattern = |model: &Model| fingerprint(model, Detail::Pattern);
        assert_eq!(pattern(&other), pattern(&super::super::testing::diet()));
        (other.rows[0].lower, other.rows[0].upper) = (f64::NEG_INFINITY, 99.0);
        assert_ne!(pattern(&other), pattern(&super::super::testing::diet()));
    }

    #[test]
    fn five_hundred_symmetric_rows_are_quick() {
        let mut model = Model::empty();
        for at in 0..500 {
            model
                .variables
                .push(super::super::testing::variable(&format!("x{at}")));
        }
        for at in 0..500 {
            let terms = (0..20).map(|step| (VarId((at + step * 7) % 500), 1.0));
            model.rows.push(super::super::testing::row(
                &format!("r{at}"),
                terms,
                f64::NEG_INFINITY,
                1.0,
            ));
        }
        let before = std::time::Instant::now();
        assert!(structurally_equal(&model, &model.clone()));
        assert!(before.elapsed() < std::time::Duration::from_secs(5));
    }
}
