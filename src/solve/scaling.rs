//! A model in other units, for a solver with absolute tolerances: HiGHS drops coefficients below 1e-9 and misses the
//! optimum of badly scaled models, so what it is given is brought near one first, or refused.

use std::borrow::Cow;

use crate::model::Term;
use crate::model::text::number;

use super::prepare::{Column, Prepared, PreparedRow, pairs};
use super::question::Question;

/// A model whose coefficients lie within these is handed on as it is written.
const PLAIN: (f64, f64) = (1e-4, 1e6);

/// Beyond these, even after scaling, a model is refused.
const BEARABLE: (f64, f64) = (1e-7, 1e9);

/// How often rows and columns are balanced in turn; more passes hardly change anything.
const PASSES: usize = 6;

/// A model in other units: each continuous column and each row times a power of two, which loses no digit.
#[derive(Debug)]
pub(super) struct Scaled<'m> {
    /// The model in its new units, to be posed like any other.
    pub(super) prepared: Prepared<'m>,
    /// What a unit of each column is worth in the model's own; one for whole numbers.
    columns: Vec<f64>,
    /// By how much the costs, and with them the objective without its constant, were multiplied.
    objective: f64,
}

impl<'m> Scaled<'m> {
    /// The model in units that suit the solver, which for most models are their own.
    ///
    /// # Errors
    /// Why no units suit it, as a sentence.
    pub(super) fn new(prepared: &'m Prepared<'m>) -> Result<Self, String> {
        let mut rows = vec![1.0; prepared.rows.len()];
        let mut columns = vec![1.0; prepared.columns.len()];
        let written = span(prepared, &rows, &columns);
        if written.0 < PLAIN.0 || written.1 > PLAIN.1 {
            for _ in 0..PASSES {
                balance(prepared, &mut rows, &mut columns);
            }
            let (least, most) = span(prepared, &rows, &columns);
            if least < BEARABLE.0 || most > BEARABLE.1 {
                return Err(format!(
                    "the coefficients span from {} to {}, and even in other units HiGHS would lose some of them",
                    number(written.0),
                    number(written.1)
                ));
            }
        }
        let objective = objective_factor(prepared, &columns);
        Ok(Self {
            prepared: converted(prepared, &rows, &columns, objective),
            columns,
            objective,
        })
    }

    /// The question in the new units.
    pub(super) fn question<'q>(&self, question: &Question<'q>) -> Question<'q> {
        let constant = self.prepared.model.objective.constant;
        let target = |target: f64| constant + self.objective * (target - constant);
        match *question {
            Question::Better(best) => Question::Better(target(best)),
            Question::BetterLed(best) => Question::BetterLed(target(best)),
            other => other,
        }
    }

    /// A point in the model's own units.
    pub(super) fn point(&self, values: impl Iterator<Item = f64>) -> Vec<f64> {
        values
            .zip(&self.columns)
            .map(|(value, unit)| value * unit)
            .collect()
    }

    /// An objective value, given without the constant, in the model's own units and with it.
    pub(super) fn objective(&self, value: f64) -> f64 {
        value / self.objective + self.prepared.model.objective.constant
    }
}

/// Smallest and largest coefficient of the rows in units; both one where there is none.
fn span(prepared: &Prepared, rows: &[f64], columns: &[f64]) -> (f64, f64) {
    let sizes = prepared.rows.iter().zip(rows).flat_map(|(row, factor)| {
        pairs(&row.terms).map(move |(at, coefficient)| coefficient.abs() * factor * columns[at])
    });
    let (least, most) = sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| {
        (least.min(size), most.max(size))
    });
    if most > 0.0 { (least, most) } else { (1.0, 1.0) }
}

/// Brings the geometric middle of every row, then of every continuous column, to one.
fn balance(prepared: &Prepared, rows: &mut [f64], columns: &mut [f64]) {
    let mut spans = vec![(f64::INFINITY, 0.0_f64); columns.len()];
    for (row, factor) in prepared.rows.iter().zip(rows) {
        let sizes = || pairs(&row.terms).map(|(at, coefficient)| (at, coefficient.abs() * columns[at]));
        let least = sizes().fold(f64::INFINITY, |least, (_, size)| least.min(size));
        let most = sizes().fold(0.0_f64, |most, (_, size)| most.max(size));
        *factor = middle(least, most);
        for (at, size) in sizes() {
            let (least, most) = &mut spans[at];
            *least = least.min(size * *factor);
            *most = most.max(size * *factor);
        }
    }
    for ((unit, column), (least, most)) in columns.iter_mut().zip(&prepared.columns).zip(spans) {
        if !column.integral && most > 0.0 {
            *unit *= middle(least, most);
        }
    }
}

/// The power of two that brings the geometric middle of two sizes nearest to one.
fn middle(least: f64, most: f64) -> f64 {
    power_of_two(-0.5 * (least.log2() + most.log2()))
}

/// Two to the nearest whole exponent, within what doubles hold with room to spare.
fn power_of_two(exponent: f64) -> f64 {
    const REACH: f64 = 300.0;
    if exponent.is_nan() {
        return 1.0;
    }
    exponent.round().clamp(-REACH, REACH).exp2()
}

/// Costs far from one are brought there: optimality is judged with an absolute tolerance too.
fn objective_factor(prepared: &Prepared, columns: &[f64]) -> f64 {
    let most = pairs(&prepared.costs).fold(0.0_f64, |most, (at, cost)| most.max(cost.abs() * columns[at]));
    if most > 0.0 && !(1.0..=PLAIN.1).contains(&most) {
        power_of_two(-most.log2())
    } else {
        1.0
    }
}

fn converted<'m>(prepared: &'m Prepared<'m>, rows: &[f64], columns: &[f64], objective: f64) -> Prepared<'m> {
    let units = prepared.columns.iter().zip(columns);
    let rows = prepared.rows.iter().zip(rows);
    Prepared {
        model: prepared.model,
        columns: units
            .map(|(column, unit)| Column {
                lower: column.lower / unit,
                upper: column.upper / unit,
                integral: column.integral,
            })
            .collect(),
        rows: rows
            .map(|(row, factor)| PreparedRow {
                index: row.index,
                terms: in_units(&row.terms, *factor, columns),
                lower: row.lower * factor,
                upper: row.upper * factor,
            })
            .collect(),
        costs: in_units(&prepared.costs, objective, columns),
        curved: Vec::new(), // HiGHS is asked of linear models only
        products: prepared.products.clone(),
        notes: Vec::new(),
    }
}

fn in_units<'t>(terms: &'t [Term], factor: f64, columns: &[f64]) -> Cow<'t, [Term]> {
    let unit = |term: &Term| factor * columns[term.variable.0];
    #[expect(clippy::float_cmp, reason = "powers of two; one means as written")]
    if terms.iter().all(|term| unit(term) == 1.0) {
        return Cow::Borrowed(terms);
    }
    let scaled = terms.iter().map(|term| Term {
        coefficient: term.coefficient * unit(term),
        ..*term
    });
    Cow::Owned(scaled.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::tests::build::{Build, maximize, minimize};

    fn with<T>(build: Build, look: impl FnOnce(&Scaled) -> T) -> Result<T, String> {
        let model = build.model();
        let prepared = Prepared::new(&model).unwrap();
        Scaled::new(&prepared).map(|scaled| look(&scaled))
    }

    #[test]
    fn an_ordinary_model_stays_as_it_is_written() {
        let build = maximize(&[3.0, 5.0]).le(&[1.0, 200.0], 7.0).integer();
        let same = with(build, |scaled| {
            scaled.columns == vec![1.0; 2]
                && matches!(scaled.prepared.costs, Cow::Borrowed(_))
                && scaled
                    .prepared
                    .rows
                    .iter()
                    .all(|row| matches!(row.terms, Cow::Borrowed(_)))
        });
        assert_eq!(same, Ok(true));
    }

    #[test]
    fn twenty_orders_of_magnitude_are_brought_near_one() {
        let build = minimize(&[1e9, 1e-6])
            .ge(&[1e10, 1e-3], 1e10)
            .ge(&[1e-2, 3e-12], 1e-2)
            .bounds(0, 0.0, 1e-3);
        let span = with(build, |scaled| {
            let ones = (vec![1.0; 2], vec![1.0; 2]);
            span(&scaled.prepared, &ones.0, &ones.1)
        });
        let (least, most) = span.unwrap();
        assert!(least > 0.1 && most < 10.0, "{least} to {most}");
    }

    #[test]
    fn a_point_and_an_objective_come_back_in_the_models_units() {
        let build = minimize(&[1e-8]).constant(7.0).ge(&[1e-9], 3.0);
        let there_and_back = with(build, |scaled| {
            let row = &scaled.prepared.rows[0];
            let tight = row.lower / row.terms[0].coefficient;
            let value = scaled.prepared.costs[0].coefficient * tight;
            let Question::Better(target) = scaled.question(&Question::Better(37.0)) else {
                panic!("the question has changed its kind")
            };
            let aimed = scaled.objective(target - 7.0);
            (
                scaled.point(std::iter::once(tight))[0],
                scaled.objective(value),
                aimed,
            )
        });
        let (point, objective, aimed) = there_and_back.unwrap();
        assert!((point - 3e9).abs() < 1e-3, "{point}");
        assert!((objective - 37.0).abs() < 1e-9, "{objective}");
        assert!((aimed - 37.0).abs() < 1e-9, "{aimed}");
    }

    #[test]
    fn whole_numbers_keep_their_unit_and_what_cannot_be_balanced_is_refused() {
        let build = minimize(&[1.0, 1.0]).integer().ge(&[1e-9, 1e9], 1.0);
        let refusal = with(build, |_| ()).unwrap_err();
        assert!(refusal.contains("would lose some"), "{refusal}");
    }
}
