//! Whether a quadratic form curves upwards everywhere.

use std::collections::BTreeMap;

use crate::model::QuadraticTerm;

/// Entries of the scaled matrix (ones on its diagonal) below this are rounding.
const ROUNDING: f64 = 1e-10;

/// More variables in products than this would take seconds to test.
pub(super) const MOST_VARIABLES: usize = 1000;

/// What the test found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Curvature {
    /// `sign · Σ terms` is convex.
    Convex,
    /// It is not.
    NotConvex,
    /// More than [`MOST_VARIABLES`] variables take part.
    TooLarge,
}

/// Tests `sign · Σ terms` by symmetric elimination: a form is convex when and only when every pivot is at least zero and a
/// zero pivot has nothing beside it. Always taking the largest diagonal entry as the pivot keeps it stable.
pub(super) fn curvature(terms: &[QuadraticTerm], sign: f64) -> Curvature {
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for term in terms {
        for variable in [term.first.0, term.second.0] {
            let next = places.len();
            places.entry(variable).or_insert(next);
        }
    }
    let size = places.len();
    if size > MOST_VARIABLES {
        return Curvature::TooLarge;
    }
    let mut matrix = vec![vec![0.0_f64; size]; size];
    for term in terms {
        let (row, column) = (places[&term.first.0], places[&term.second.0]);
        // Half to each side: a square gets both halves, so the form is xᵀ M x.
        matrix[row][column] += sign * term.coefficient / 2.0;
        matrix[column][row] += sign * term.coefficient / 2.0;
    }
    if scale(&mut matrix) && eliminates(matrix) {
        Curvature::Convex
    } else {
        Curvature::NotConvex
    }
}

/// Brings the diagonal to ones, so that a small square is not lost beside a large one; `false` where the diagonal
/// alone shows that the form falls somewhere.
fn scale(matrix: &mut [Vec<f64>]) -> bool {
    let roots: Vec<f64> = (0..matrix.len()).map(|at| matrix[at][at].sqrt()).collect();
    for (row, &root) in matrix.iter_mut().zip(&roots) {
        if root.is_nan() || (root == 0.0 && row.iter().any(|entry| *entry != 0.0)) {
            return false;
        }
        for (entry, &other) in row.iter_mut().zip(&roots) {
            if *entry != 0.0 {
                *entry = *entry / root / other; // infinite beside a zero square, which its own row refuses
            }
        }
    }
    true
}

fn eliminates(mut matrix: Vec<Vec<f64>>) -> bool {
    while let Some(last) = matrix.len().checked_sub(1) {
        let order = |a: &usize, b: &usize| matrix[*a][*a].total_cmp(&matrix[*b][*b]);
        let Some(chosen) = (0..=last).max_by(order) else {
            return true;
        };
        if matrix[chosen][chosen] <= ROUNDING {
            return is_zero(&matrix);
        }
        let pivot_row = take(&mut matrix, chosen);
        let pivot = pivot_row.1;
        for (row, &left) in matrix.iter_mut().zip(&pivot_row.0) {
            for (entry, &right) in row.iter_mut().zip(&pivot_row.0) {
                *entry -= left * right / pivot;
            }
        }
    }
    true
}

/// Whether a scaled rest without positive pivots is zero, for any entry beside a zero square makes a direction in
/// which the form falls. An entry's own square is what can hide in the rounding, hence the root.
fn is_zero(rest: &[Vec<f64>]) -> bool {
    rest.iter().enumerate().all(|(at, row)| {
        let beside = |entry: &f64| entry.abs() <= ROUNDING.sqrt();
        row[at] >= -ROUNDING && row.iter().all(beside)
    })
}

/// Takes row and column `at` out; returns the rest of that row and its diagonal entry.
fn take(matrix: &mut Vec<Vec<f64>>, at: usize) -> (Vec<f64>, f64) {
    let mut taken = matrix.swap_remove(at);
    for row in matrix.iter_mut() {
        let _ = row.swap_remove(at);
    }
    let diagonal = taken.swap_remove(at);
    (taken, diagonal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::VarId;
    use rstest::rstest;

    fn form(terms: &[(usize, usize, f64)]) -> Vec<QuadraticTerm> {
        let term = |&(first, second, coefficient): &(usize, usize, f64)| QuadraticTerm {
            first: VarId(first),
            second: VarId(second),
            coefficient,
        };
        terms.iter().map(term).collect()
    }

    #[rstest]
    #[case::square(&[(0, 0, 1.0)], Curvature::Convex)]
    #[case::negative_square(&[(0, 0, -1.0)], Curvature::NotConvex)]
    #[case::product(&[(0, 1, 1.0)], Curvature::NotConvex)]
    #[case::perfect_square(&[(0, 0, 1.0), (1, 1, 1.0), (0, 1, 2.0)], Curvature::Convex)]
    #[case::just_beyond(&[(0, 0, 1.0), (1, 1, 1.0), (0, 1, 2.000_001)], Curvature::NotConvex)]
    #[case::written_twice(&[(3, 3, 1.0), (7, 7, 1.0), (3, 7, 1.0), (7, 3, 1.0)], Curvature::Convex)]
    #[case::small_numbers(&[(0, 0, 1e-9), (1, 1, 1e-9), (0, 1, 3e-9)], Curvature::NotConvex)]
    #[case::small_beside_large(&[(0, 0, 1e15), (1, 1, -1.0)], Curvature::NotConvex)]
    #[case::zero_square(&[(0, 0, 1.0), (0, 1, 1e-3)], Curvature::NotConvex)]
    #[case::cancelled(&[(0, 1, 1.0), (1, 0, -1.0)], Curvature::Convex)]
    #[case::three(&[(0, 0, 2.0), (1, 1, 2.0), (2, 2, 2.0), (0, 1, -2.0), (1, 2, -2.0)], Curvature::Convex)]
    fn the_sign_of_the_curvature(#[case] terms: &[(usize, usize, f64)], #[case] expected: Curvature) {
        assert_eq!(curvature(&form(terms), 1.0), expected);
    }

    #[test]
    fn maximising_turns_it_around() {
        assert_eq!(curvature(&form(&[(0, 0, -1.0)]), -1.0), Curvature::Convex);
        assert_eq!(curvature(&form(&[(0, 0, 1.0)]), -1.0), Curvature::NotConvex);
    }

    #[test]
    fn too_many_variables_are_not_tested() {
        let squares: Vec<_> = (0..=MOST_VARIABLES).map(|at| (at, at, 1.0)).collect();
        assert_eq!(curvature(&form(&squares), 1.0), Curvature::TooLarge);
    }
}
