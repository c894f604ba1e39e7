//! What counts as equal, whole, satisfied and better. A point is judged here, by the model as written, and never
//! by what the solver says of it.

use crate::model::{Objective, Term, VarId};

use super::prepare::{Column, Prepared, largest, opened, pairs};

/// A row or bound is satisfied when it is missed by at most this, absolute for small bounds and relative for large.
pub(super) const FEASIBILITY: f64 = 1e-6;

/// The same for a point that is held against a solver: to count as better it must not live on tolerances. Solvers
/// miss rows by up to 1e-7, and a point that uses that much on every row can look better than the optimum.
pub(super) const STRICT: f64 = 1e-9;

/// A value this near to a whole number is that number.
const INTEGRALITY: f64 = 1e-6;

/// Objectives that differ by less than this share of their scale are equal.
const OBJECTIVE: f64 = 1e-6;

/// Share of a sum's size that is lost to rounding when it is added up.
const ROUND_OFF: f64 = 1e-12;

/// A bound or row that a point misses.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Violation {
    /// "row demand" or "variable x".
    pub(super) place: String,
    /// By how much.
    pub(super) by: f64,
}

impl Violation {
    /// `row demand by 0.5`.
    pub(super) fn words(&self) -> String {
        format!("{} by {:.3e}", self.place, self.by)
    }
}

/// The point with its integers whole and its values within their bounds, where they were within tolerance of it;
/// `None` when an integer is not near a whole number or a value is not a number.
pub(super) fn tidied(prepared: &Prepared, values: &[f64]) -> Option<Vec<f64>> {
    let pairs = values.iter().zip(&prepared.columns);
    pairs
        .map(|(&value, column)| {
            if !value.is_finite() {
                return None;
            }
            let whole = value.round();
            let value = match column.integral {
                true if (value - whole).abs() > INTEGRALITY => return None,
                true => whole,
                false => value,
            };
            let near = value.clamp(column.lower, column.upper);
            let inside = (value - near).abs() <= allowed(near, FEASIBILITY);
            Some(if inside { near } else { value } + 0.0) // + 0 turns -0 into 0
        })
        .collect()
}

/// The bound or row that the point misses most, if any is missed by more than the tolerance.
pub(super) fn violation(prepared: &Prepared, values: &[f64], tolerance: f64) -> Option<Violation> {
    let mut worst: Option<(f64, Violation)> = None;
    let mut note = |by: f64, allowed: f64, place: &dyn Fn() -> String| {
        // A sum that overflowed into NaN satisfies nothing.
        let share = if by.is_nan() { f64::INFINITY } else { by / allowed };
        if share > 1.0 && worst.as_ref().is_none_or(|(most, _)| share > *most) {
            worst = Some((share, Violation { place: place(), by }));
        }
    };
    for (position, (value, column)) in values.iter().zip(&prepared.columns).enumerate() {
        let place = || format!("variable {}", prepared.model.name_of(VarId(position)));
        for (by, bound) in [
            (column.lower - value, column.lower),
            (value - column.upper, column.upper),
        ] {
            note(by, allowed(bound, tolerance), &place);
        }
    }
    for row in &prepared.rows {
        let place = || format!("row {}", prepared.model.rows[row.index].name);
        let products = || pairs(&row.terms).map(|(at, coefficient)| coefficient * values[at]);
        let activity: f64 = products().sum();
        let rounding = ROUND_OFF * products().map(f64::abs).sum::<f64>();
        for (by, bound) in [
            (row.lower - activity, row.lower),
            (activity - row.upper, row.upper),
        ] {
            note(by, allowed(bound, tolerance) + rounding, &place);
        }
    }
    for row in &prepared.curved {
        let place = || format!("row {}", prepared.model.rows[row.index].name);
        let activity = row.activity(values);
        for (by, bound) in [
            (row.lower - activity, row.lower),
            (activity - row.upper, row.upper),
        ] {
            note(by, allowed(bound, tolerance), &place);
        }
    }
    worst.map(|(_, violation)| violation)
}

fn allowed(bound: f64, tolerance: f64) -> f64 {
    let size = if bound.is_finite() { bound.abs() } else { 0.0 };
    tolerance * size.max(1.0)
}

/// A value, zero for one that is not known: of a model whose products were taken apart only the model's own values are.
fn value_at(values: &[f64], at: usize) -> f64 {
    values.get(at).copied().unwrap_or(0.0)
}

/// How far two objectives near `values` may lie apart and still be the same.
pub(super) fn objective_tolerance(prepared: &Prepared, values: &[f64]) -> f64 {
    let linear: f64 = pairs(&prepared.costs)
        .map(|(at, cost)| (cost * value_at(values, at)).abs())
        .sum();
    let products = prepared.products.iter();
    let quadratic: f64 = products
        .map(|term| {
            (term.coefficient * value_at(values, term.first.0) * value_at(values, term.second.0)).abs()
        })
        .sum();
    // Costs below one shrink the scale with them: an objective in millions is not all "about zero".
    let unit = largest(&prepared.costs).min(1.0);
    let unit = if unit > 0.0 { unit } else { 1.0 };
    let constant = prepared.model.objective.constant.abs();
    OBJECTIVE * (linear + quadratic).max(unit) + ROUND_OFF * constant
}

/// By how much a point must be better than the optimum at `values` to count as better: most of a step, where the
/// objective goes in steps, else every box between two steps would stay open.
pub(super) fn better_margin(prepared: &Prepared, values: &[f64]) -> f64 {
    const MOST_OF_A_STEP: f64 = 0.9;
    let tolerance = objective_tolerance(prepared, values);
    let step = common_step(&prepared.columns, &prepared.costs);
    step.map_or(tolerance, |step| tolerance.max(MOST_OF_A_STEP * step))
}

/// The size of an objective at `values`, as far as they go: the sum of its terms without their signs, one at least.
pub(super) fn scale(objective: &Objective, values: &[f64]) -> f64 {
    let at = |variable: VarId| value_at(values, variable.0);
    let linear = objective
        .terms
        .iter()
        .map(|term| (term.coefficient * at(term.variable)).abs());
    let products = objective.quadratic.iter();
    let products = products.map(|term| (term.coefficient * at(term.first) * at(term.second)).abs());
    linear.chain(products).sum::<f64>().max(1.0)
}

/// The largest number of which every value of these terms is a multiple, where only whole numbers take part: the
/// objective cannot improve by less, and a row without a multiple between its bounds cannot be satisfied. `None`
/// where there is no such number or it is too small to matter.
pub(super) fn common_step(columns: &[Column], terms: &[Term]) -> Option<f64> {
    /// Coefficients with more decimals than this have no common step worth finding.
    const DECIMALS: i32 = 6;
    if terms.is_empty() || !pairs(terms).all(|(at, _)| columns[at].integral) {
        return None;
    }
    // Sevenths have no end in decimals, yet may all be multiples of the smallest.
    let least = pairs(terms).fold(f64::INFINITY, |least, (_, size)| least.min(size.abs()));
    let mut units = (0..=DECIMALS)
        .map(|decimals| 10_f64.powi(decimals))
        .chain([1.0 / least]);
    units.find_map(|unit| {
        let mut divisor = 0_u64;
        for (_, coefficient) in pairs(terms) {
            divisor = greatest_common_divisor(whole(coefficient.abs() * unit)?, divisor);
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "the divisor is at most a coefficient, which is below 2^53"
        )]
        let step = divisor as f64 / unit;
        Some(step)
    })
}

/// Whether a multiple of `step` lies between the bounds or within tolerance of one.
pub(super) fn holds_multiple(step: f64, lower: f64, upper: f64) -> bool {
    let least = lower - allowed(lower, FEASIBILITY);
    let most = upper + allowed(upper, FEASIBILITY);
    !least.is_finite() || !most.is_finite() || (most / step).floor() * step >= least
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is whole, not negative and below 2^53"
)]
fn whole(number: f64) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let near = number.round();
    ((number - near).abs() <= ROUND_OFF * near && near < EXACT).then_some(near as u64)
}

fn greatest_common_divisor(first: u64, second: u64) -> u64 {
    let (mut first, mut second) = (first, second);
    while second != 0 {
        (first, second) = (second, first % second);
    }
    first
}

/// Distance of an activity to the nearest bound of a row, negative outside; `None` without bounds.
pub(super) fn slack(activity: f64, lower: f64, upper: f64) -> Option<f64> {
    let slack = (activity - opened(lower)).min(opened(upper) - activity);
    slack.is_finite().then_some(slack)
}
