//! Convex quadratic objectives and rows, handed to clarabel directly: `good_lp` has no words for them.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettingsBuilder, DefaultSolver, IPSolver as _, SupportedConeT};

use super::convex::squares;
use super::oracle::{Effort, Reply, verdict_without_point};
use super::outcome::Status;
use super::prepare::{CurvedRow, Prepared, pairs};
use super::question::Question;

/// Rows `A x + s = b` in clarabel's form, in triplets.
#[derive(Debug, Default)]
struct Block {
    at: Vec<usize>,
    column: Vec<usize>,
    coefficient: Vec<f64>,
    side: Vec<f64>,
}

impl Block {
    fn push(&mut self, terms: impl Iterator<Item = (usize, f64)>, side: f64, sign: f64) {
        let row = self.side.len();
        for (column, coefficient) in terms {
            self.at.push(row);
            self.column.push(column);
            self.coefficient.push(sign * coefficient);
        }
        self.side.push(sign * side);
    }

    fn append(&mut self, other: Self) {
        let offset = self.side.len();
        self.at.extend(other.at.into_iter().map(|row| row + offset));
        self.column.extend(other.column);
        self.coefficient.extend(other.coefficient);
        self.side.extend(other.side);
    }
}

/// Minimises (or maximises) the objective over the rows and bounds as the question has them, whole numbers or not; the
/// caller has made sure that objective and curved rows are convex.
pub(super) fn ask(prepared: &Prepared, question: &Question, effort: Effort) -> Reply {
    let columns = prepared.columns.len();
    let Some((block, cones)) = rows(prepared, question) else {
        return Reply::saying(Status::Unsupported, "a curved row is not convex");
    };
    let matrix = CscMatrix::new_from_triplets(
        block.side.len(),
        columns,
        block.at,
        block.column,
        block.coefficient,
    );
    let mut costs = vec![0.0; columns];
    for (at, cost) in pairs(&prepared.costs) {
        costs[at] += prepared.sign() * cost;
    }
    let settings = DefaultSettingsBuilder::default()
        .verbose(false)
        .tol_feas(1e-9)
        .time_limit(effort.time.as_secs_f64())
        .build();
    let settings = match settings {
        Ok(settings) => settings,
        Err(error) => return Reply::saying(Status::Error, error.to_string()),
    };
    let curvature = curvature(prepared);
    let solver = DefaultSolver::new(&curvature, &costs, &matrix, &block.side, &cones, settings);
    let mut solver = match solver {
        Ok(solver) => solver,
        Err(error) => return Reply::saying(Status::Error, error.to_string()),
    };
    solver.solve();
    if let Some(reply) = verdict_without_point(&solver.solution) {
        return reply;
    }
    let values = solver.solution.x.clone();
    Reply {
        objective: Some(prepared.model.objective.value(&values)),
        values,
        ..Reply::bare(Status::Optimal)
    }
}

/// The upper triangle of `P` in `½ xᵀ P x`.
fn curvature(prepared: &Prepared) -> CscMatrix<f64> {
    let columns = prepared.columns.len();
    let (mut rows, mut cols, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for term in &prepared.products {
        let (first, second) = (term.first.0, term.second.0);
        // A square stands once in xᵀPx, a product of two variables twice.
        let count = if first == second { 2.0 } else { 1.0 };
        rows.push(first.min(second));
        cols.push(first.max(second));
        entries.push(prepared.sign() * count * term.coefficient);
    }
    CscMatrix::new_from_triplets(columns, columns, rows, cols, entries)
}

fn rows(prepared: &Prepared, question: &Question) -> Option<(Block, Vec<SupportedConeT<f64>>)> {
    let (mut equal, mut below) = (Block::default(), Block::default());
    for row in &prepared.rows {
        state(
            &mut equal,
            &mut below,
            &|| pairs(&row.terms),
            row.lower,
            row.upper,
        );
    }
    for (at, column) in prepared.columns.iter().enumerate() {
        let column = question.column(at, *column);
        let unit = || std::iter::once((at, 1.0));
        state(&mut equal, &mut below, &unit, column.lower, column.upper);
    }
    let counts = (equal.side.len(), below.side.len());
    let mut cones = Vec::with_capacity(2);
    if counts.0 > 0 {
        cones.push(SupportedConeT::ZeroConeT(counts.0));
    }
    if counts.1 > 0 {
        cones.push(SupportedConeT::NonnegativeConeT(counts.1));
    }
    equal.append(below);
    for row in &prepared.curved {
        for (side, sign) in [(row.upper, 1.0), (row.lower, -1.0)] {
            if side.is_finite() {
                cones.push(SupportedConeT::SecondOrderConeT(ball(
                    &mut equal, row, side, sign,
                )?));
            }
        }
    }
    Some((equal, cones))
}

/// `sign · (a x + Σ products) ≤ sign · side` with `sign · Σ products = Σ r(x)²`: with the slack `s = sign · (side − a x)`
/// that is `Σ r(x)² ≤ s`, and so `|(2 r(x), s − 1)| ≤ s + 1`. Returns the dimension of the cone; `None` when the products
/// are no sum of squares.
fn ball(block: &mut Block, row: &CurvedRow, side: f64, sign: f64) -> Option<usize> {
    let sums = squares(&row.products, sign)?;
    // Clarabel's rows say `b − A x` lies in the cone.
    for offset in [1.0, -1.0] {
        block.push(
            pairs(&row.terms).map(|(at, size)| (at, sign * size)),
            sign * side + offset,
            1.0,
        );
    }
    for sum in &sums {
        block.push(sum.iter().map(|&(at, size)| (at, -2.0 * size)), 0.0, 1.0);
    }
    Some(sums.len() + 2)
}

fn state<I: Iterator<Item = (usize, f64)>>(
    equal: &mut Block,
    below: &mut Block,
    terms: &impl Fn() -> I,
    lower: f64,
    upper: f64,
) {
    #[expect(
        clippy::float_cmp,
        reason = "an equality has the same number on both sides, to the bit"
    )]
    if lower == upper {
        equal.push(terms(), upper, 1.0);
        return;
    }
    if upper.is_finite() {
        below.push(terms(), upper, 1.0);
    }
    if lower.is_finite() {
        below.push(terms(), lower, -1.0);
    }
}
