//! Whether a quadratic form curves upwards everywhere.

use crate::model::{QuadraticTerm, VarId};

/// Entries of the scaled matrix (ones on its diagonal) below this are rounding.
const ROUNDING: f64 = 1e-10;

/// More variables in products than this would take seconds to test.
pub(super) const MOST_VARIABLES: usize = 1000;

/// What the test found.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Curvature {
    /// `sign · Σ terms` is convex.
    Convex,
    /// It is not: along this direction it curves downwards.
    NotConvex(Descent),
    /// More than [`MOST_VARIABLES`] variables take part.
    TooLarge,
}

/// A direction along which a form falls on both sides, the evidence that it is not convex.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Descent {
    /// Variables that move and how far, the farthest by one.
    pub(super) way: Vec<(VarId, f64)>,
    /// The form at that step from zero, in the form's own sign: the curvature along the way.
    pub(super) value: f64,
}

/// Tests `sign · Σ terms` by symmetric elimination: a form is convex when and only when every pivot is at least zero and a
/// zero pivot has nothing beside it. Always taking the largest diagonal entry as the pivot keeps it stable.
pub(super) fn curvature(terms: &[QuadraticTerm], sign: f64) -> Curvature {
    let Some(form) = Form::new(terms, sign) else {
        return Curvature::TooLarge;
    };
    match form.eliminated() {
        Ok(_) => Curvature::Convex,
        Err(way) => Curvature::NotConvex(descent(terms, &form.variables, &way)),
    }
}

/// Sums `r` such that `sign · Σ terms = Σ r(x)²`; `None` where the form is not convex or too large to tell.
pub(super) fn squares(terms: &[QuadraticTerm], sign: f64) -> Option<Vec<Vec<(usize, f64)>>> {
    let form = Form::new(terms, sign)?;
    let lines = form.eliminated().ok()?;
    let in_model = |at: usize, size: f64| (form.variables[at], size * form.roots[at]);
    let sums = lines.iter().map(|line| {
        let root = line.pivot.sqrt();
        let beside = line.beside.iter().map(|&(at, entry)| in_model(at, entry / root));
        std::iter::once(in_model(line.at, root))
            .chain(beside.filter(|(_, size)| *size != 0.0))
            .collect()
    });
    Some(sums.collect())
}

/// The direction in the model's variables, its longest step one.
fn descent(terms: &[QuadraticTerm], variables: &[usize], way: &[f64]) -> Descent {
    /// Shorter steps are what is left of zeros.
    const LEAST_STEP: f64 = 1e-6;
    let longest = way.iter().fold(0.0_f64, |most, step| most.max(step.abs()));
    let step = |variable: VarId| {
        let place = variables.binary_search(&variable.0);
        place.map_or(0.0, |place| way[place] / longest)
    };
    let products = terms.iter();
    let steps = variables
        .iter()
        .map(|&variable| (VarId(variable), step(VarId(variable))));
    Descent {
        value: products
            .map(|term| term.coefficient * step(term.first) * step(term.second))
            .sum(),
        way: steps.filter(|(_, step)| step.abs() > LEAST_STEP).collect(),
    }
}

/// A line of the elimination, as it was when it was taken out.
struct Line {
    at: usize,
    pivot: f64,
    beside: Vec<(usize, f64)>,
}

/// A form as a symmetric matrix over the variables that take part in it.
struct Form {
    variables: Vec<usize>,
    matrix: Vec<Vec<f64>>,
    /// Roots of the diagonal, by which the elimination divides: a small square is not lost beside a large one.
    roots: Vec<f64>,
}

impl Form {
    /// `sign · Σ terms`; `None` where it is too large.
    fn new(terms: &[QuadraticTerm], sign: f64) -> Option<Self> {
        let mut variables: Vec<usize> = terms
            .iter()
            .flat_map(|term| [term.first.0, term.second.0])
            .collect();
        variables.sort_unstable();
        variables.dedup();
        let size = variables.len();
        if size > MOST_VARIABLES {
            return None;
        }
        let mut matrix = vec![vec![0.0_f64; size]; size];
        for term in terms {
            let place = |variable: VarId| variables.binary_search(&variable.0).ok();
            let (row, column) = (place(term.first)?, place(term.second)?);
            // Half to each side: a square gets both halves, so the form is xᵀ M x.
            matrix[row][column] += sign * term.coefficient / 2.0;
            matrix[column][row] += sign * term.coefficient / 2.0;
        }
        let roots = (0..size).map(|at| matrix[at][at].max(0.0).sqrt()).collect();
        Some(Self {
            variables,
            matrix,
            roots,
        })
    }

    /// The lines of the elimination of the scaled form.
    ///
    /// # Errors
    /// A direction in which the form falls.
    fn eliminated(&self) -> Result<Vec<Line>, Vec<f64>> {
        if let Some(way) = self.falls_at_sight() {
            return Err(way);
        }
        let mut rest = self.scaled();
        let mut names: Vec<usize> = (0..rest.len()).collect();
        let mut lines: Vec<Line> = Vec::with_capacity(rest.len());
        let largest =
            |rest: &[Vec<f64>]| (0..rest.len()).max_by(|a, b| rest[*a][*a].total_cmp(&rest[*b][*b]));
        while let Some(chosen) = largest(&rest) {
            if rest[chosen][chosen] <= ROUNDING {
                return match falling_step(&rest) {
                    Some(steps) => Err(self.completed(&steps, &names, &lines)),
                    None => Ok(lines),
                };
            }
            let (entries, pivot) = take(&mut rest, chosen);
            let at = names.swap_remove(chosen);
            for (row, &left) in rest.iter_mut().zip(&entries) {
                for (entry, &right) in row.iter_mut().zip(&entries) {
                    *entry -= left * right / pivot;
                }
            }
            let beside = names.iter().copied().zip(entries).collect();
            lines.push(Line { at, pivot, beside });
        }
        Ok(lines)
    }

    /// A direction in which the form falls, where the diagonal alone shows one.
    fn falls_at_sight(&self) -> Option<Vec<f64>> {
        let size = self.matrix.len();
        for (at, row) in self.matrix.iter().enumerate() {
            let mut way = vec![0.0; size];
            if row[at] < 0.0 {
                way[at] = 1.0;
                return Some(way);
            }
            if row[at] == 0.0
                && let Some(other) = row.iter().position(|entry| *entry != 0.0)
            {
                // With a step of one along the other and t along this one the form is square + 2 t product.
                let (product, square) = (row[other], self.matrix[other][other]);
                way[other] = 1.0;
                way[at] = -(square + square.max(product.abs())) / (2.0 * product);
                return Some(way);
            }
        }
        None
    }

    fn scaled(&self) -> Vec<Vec<f64>> {
        let rows = self.matrix.iter().zip(&self.roots);
        rows.map(|(row, root)| {
            let entries = row.iter().zip(&self.roots);
            // Beside a zero square there are only zeros.
            let scaled = entries.map(|(entry, other)| if *entry == 0.0 { 0.0 } else { entry / root / other });
            scaled.collect()
        })
        .collect()
    }

    /// A step along the rest, with the variables that were taken out where the form is least along it.
    fn completed(&self, steps: &[(usize, f64)], names: &[usize], lines: &[Line]) -> Vec<f64> {
        let mut way = vec![0.0; self.matrix.len()];
        for &(at, step) in steps {
            way[names[at]] = step;
        }
        for line in lines.iter().rev() {
            let beside: f64 = line.beside.iter().map(|(other, entry)| entry * way[*other]).sum();
            way[line.at] = -beside / line.pivot;
        }
        for (step, root) in way.iter_mut().zip(&self.roots) {
            *step = if *root > 0.0 { *step / root } else { 0.0 };
        }
        way
    }
}

/// In a scaled rest without positive pivots, a step along which it falls. Any entry beside a zero square makes one. An
/// entry's own square is what can hide in the rounding, hence the root.
fn falling_step(rest: &[Vec<f64>]) -> Option<Vec<(usize, f64)>> {
    for (at, row) in rest.iter().enumerate() {
        if row[at] < -ROUNDING {
            return Some(vec![(at, 1.0)]);
        }
        let mut others = row.iter().enumerate();
        let beside = others.find(|(other, entry)| *other != at && entry.abs() > ROUNDING.sqrt());
        if let Some((other, entry)) = beside {
            return Some(vec![(at, 1.0), (other, -entry.signum())]);
        }
    }
    None
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
    #[case::square(&[(0, 0, 1.0)], true)]
    #[case::negative_square(&[(0, 0, -1.0)], false)]
    #[case::product(&[(0, 1, 1.0)], false)]
    #[case::perfect_square(&[(0, 0, 1.0), (1, 1, 1.0), (0, 1, 2.0)], true)]
    #[case::just_beyond(&[(0, 0, 1.0), (1, 1, 1.0), (0, 1, 2.000_001)], false)]
    #[case::written_twice(&[(3, 3, 1.0), (7, 7, 1.0), (3, 7, 1.0), (7, 3, 1.0)], true)]
    #[case::small_numbers(&[(0, 0, 1e-9), (1, 1, 1e-9), (0, 1, 3e-9)], false)]
    #[case::small_beside_large(&[(0, 0, 1e15), (1, 1, -1.0)], false)]
    #[case::zero_square(&[(0, 0, 1.0), (0, 1, 1e-3)], false)]
    #[case::cancelled(&[(0, 1, 1.0), (1, 0, -1.0)], true)]
    #[case::three(&[(0, 0, 2.0), (1, 1, 2.0), (2, 2, 2.0), (0, 1, -2.0), (1, 2, -2.0)], true)]
    fn the_sign_of_the_curvature(#[case] terms: &[(usize, usize, f64)], #[case] convex: bool) {
        match curvature(&form(terms), 1.0) {
            Curvature::Convex => assert!(convex),
            Curvature::NotConvex(way) => assert!(!convex && way.value < 0.0, "{way:?}"),
            Curvature::TooLarge => panic!("three variables are not too many"),
        }
    }

    #[test]
    fn the_evidence_names_the_variables_and_how_they_move() {
        // (x + y)² − 4 x y = (x − y)² is convex; with a little less beside it, it falls along x = y.
        let Curvature::NotConvex(way) = curvature(&form(&[(4, 4, 1.0), (9, 9, 1.0), (4, 9, -2.5)]), 1.0)
        else {
            panic!("it is not convex")
        };
        let steps: Vec<(usize, f64)> = way
            .way
            .iter()
            .map(|(variable, step)| (variable.0, *step))
            .collect();
        assert_eq!(steps.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [4, 9]);
        assert!(steps[0].1 * steps[1].1 > 0.0 && way.value < 0.0, "{way:?}");
    }

    #[rstest]
    #[case::square(&[(2, 2, 4.0)])]
    #[case::perfect_square(&[(0, 0, 1.0), (1, 1, 1.0), (0, 1, 2.0)])]
    #[case::three(&[(0, 0, 2.0), (1, 1, 2.0), (2, 2, 2.0), (0, 1, -2.0), (1, 2, -2.0)])]
    #[case::unequal(&[(0, 0, 1e6), (1, 1, 1e-6), (0, 1, 0.5)])]
    fn a_convex_form_is_a_sum_of_squares(#[case] terms: &[(usize, usize, f64)]) {
        let terms = form(terms);
        let sums = squares(&terms, 1.0).unwrap();
        for point in [[1.0, 2.0, 3.0], [-1.0, 0.5, 0.0], [1e-3, 1e3, -7.0]] {
            let value: f64 = terms
                .iter()
                .map(|term| term.coefficient * point[term.first.0] * point[term.second.0])
                .sum();
            let of_squares: f64 = sums
                .iter()
                .map(|sum| {
                    sum.iter()
                        .map(|(at, size)| size * point[*at])
                        .sum::<f64>()
                        .powi(2)
                })
                .sum();
            assert!(
                (value - of_squares).abs() <= 1e-9 * value.abs().max(1.0),
                "{value} and {of_squares}"
            );
        }
    }

    #[test]
    fn what_is_not_convex_is_no_sum_of_squares() {
        assert_eq!(squares(&form(&[(0, 1, 1.0)]), 1.0), None);
    }

    #[test]
    fn maximising_turns_it_around() {
        assert_eq!(curvature(&form(&[(0, 0, -1.0)]), -1.0), Curvature::Convex);
        assert_ne!(curvature(&form(&[(0, 0, 1.0)]), -1.0), Curvature::Convex);
    }

    #[test]
    fn too_many_variables_are_not_tested() {
        let squares: Vec<_> = (0..=MOST_VARIABLES).map(|at| (at, at, 1.0)).collect();
        assert_eq!(curvature(&form(&squares), 1.0), Curvature::TooLarge);
    }
}
