//! What the rows and bounds of a model say, as people would read them: "the sum is at most 40", "one is at least twice
//! the other", "these are at most 30 % of all".

use crate::check::trace::{Place, same};
use crate::model::{Model, Row};

/// A limit, or no limit at all but a given amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Limit {
    /// No less than.
    AtLeast,
    /// No more than.
    AtMost,
    /// Just that much.
    Exactly,
}

impl Limit {
    /// What holds of one side when this holds of the other.
    pub(in crate::check) fn turned(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
            Self::Exactly => Self::Exactly,
        }
    }
}

/// One way to read a row or a bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::check) struct Reading {
    pub(in crate::check) place: Place,
    /// The amount, the factor between two things, or the share of one in both.
    pub(in crate::check) value: f64,
    pub(in crate::check) held: Limit,
    /// Whether the value is a factor or a share and not an amount.
    pub(in crate::check) relative: bool,
}

/// Rows that are read; of a larger model only the first.
const MOST_ROWS: usize = 5_000;

/// Every way to read the rows and bounds of `model`.
pub(in crate::check) fn readings(model: &Model) -> Vec<Reading> {
    let mut found = Vec::new();
    for (at, row) in model.rows.iter().enumerate().take(MOST_ROWS) {
        if row.quadratic.is_empty() {
            read_row(row, Place::Row(at), &mut found);
        }
    }
    for (at, variable) in model.variables.iter().enumerate().take(MOST_ROWS) {
        read_sides(variable.lower, variable.upper, Place::Variable(at), &mut found);
    }
    found
}

fn read_row(row: &Row, place: Place, found: &mut Vec<Reading>) {
    read_sides(row.lower, row.upper, place, found);
    let zero = |side: f64| side.abs() < 1e-9;
    let held = match (row.lower, row.upper) {
        (lower, upper) if zero(lower) && zero(upper) => Limit::Exactly,
        (lower, upper) if zero(lower) && upper.is_infinite() => Limit::AtLeast,
        (lower, upper) if zero(upper) && lower.is_infinite() => Limit::AtMost,
        _ => return,
    };
    let Some((plus, minus)) = parts(row) else { return };
    // plus · X − minus · Y ≥ 0: X is at least `minus / plus` times Y, and at least its share of both.
    let share = minus / (plus + minus);
    let ways = [
        (minus / plus, held),
        (plus / minus, held.turned()),
        (share, held),
        (1.0 - share, held.turned()),
    ];
    found.extend(ways.into_iter().map(|(value, held)| Reading {
        place,
        value,
        held,
        relative: true,
    }));
}

/// The one positive and the one negative coefficient (without its sign) of a row.
pub(in crate::check) fn parts(row: &Row) -> Option<(f64, f64)> {
    let side = |positive: bool| {
        let mut values = row
            .terms
            .iter()
            .map(|term| term.coefficient)
            .filter(|value| (*value > 0.0) == positive)
            .map(f64::abs);
        let first = values.next()?;
        values.all(|value| same(value, first)).then_some(first)
    };
    side(true).zip(side(false))
}

/// `≥ 5` and `≤ −5` of the negated sum are the same, so values are read without their sign. Zero says nothing.
fn read_sides(lower: f64, upper: f64, place: Place, found: &mut Vec<Reading>) {
    let mut push = |value: f64, held: Limit| {
        if value.is_finite() && value.abs() > 1e-9 {
            found.push(Reading {
                place,
                value: value.abs(),
                held: if value < 0.0 { held.turned() } else { held },
                relative: false,
            });
        }
    };
    if lower.is_finite() && upper.is_finite() && same(lower, upper) && lower * upper >= 0.0 {
        push(lower, Limit::Exactly);
    } else {
        push(lower, Limit::AtLeast);
        push(upper, Limit::AtMost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::testing::{diet, row};
    use rstest::rstest;

    const FREE: f64 = f64::INFINITY;

    fn read(coefficients: &[(usize, f64)], lower: f64, upper: f64) -> Vec<(f64, Limit)> {
        let mut model = diet();
        model.rows = vec![row("r", coefficients, lower, upper, 1)];
        let found = readings(&model).into_iter();
        found
            .map(|reading| ((reading.value * 1e4).round() / 1e4, reading.held))
            .collect()
    }

    #[rstest]
    #[case(&[(0, 1.0), (1, 1.0)], -FREE, 40.0, 40.0, Limit::AtMost)]
    #[case(&[(0, -1.0), (1, -1.0)], -40.0, FREE, 40.0, Limit::AtMost)]
    #[case(&[(0, 2.0)], 8.0, 8.0, 8.0, Limit::Exactly)]
    #[case(&[(0, 1.0), (1, -2.0)], 0.0, FREE, 2.0, Limit::AtLeast)]
    #[case(&[(0, 1.0), (1, -2.0)], 0.0, FREE, 0.5, Limit::AtMost)]
    #[case(&[(0, 1.0), (1, -2.0)], -FREE, 0.0, 2.0, Limit::AtMost)]
    #[case(&[(0, 0.7), (1, -0.3)], -FREE, 0.0, 0.3, Limit::AtMost)]
    #[case(&[(0, 1.0), (1, -200.0)], -FREE, 0.0, 200.0, Limit::AtMost)]
    fn a_row_is_read_as_people_do(
        #[case] coefficients: &[(usize, f64)],
        #[case] lower: f64,
        #[case] upper: f64,
        #[case] value: f64,
        #[case] held: Limit,
    ) {
        let found = read(coefficients, lower, upper);
        assert!(found.contains(&(value, held)), "{found:?}");
    }

    #[test]
    fn zero_bounds_say_nothing() {
        assert_eq!(read(&[(0, 2.0), (1, 3.0)], 0.0, FREE), []);
    }
}
